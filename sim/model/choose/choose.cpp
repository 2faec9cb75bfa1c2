// How do people choose their hours? They feel, they imagine, a law says which hours they prefer; they go some of the
// way there, habits follow, and some copy a colleague.
#include "model/choose/choose.hpp"

#include <algorithm>
#include <iterator>
#include <strathern/params/behaviour.hpp>
#include <strathern/params/definitions.hpp>

#include "core/wide.hpp"
#include "model/choose/parts.hpp"

namespace strathern {

/// How fast people move; alike for all.
struct Pace {
    double inertia, drift;
};

STRATHERN_WIDE void move(std::size_t n, Pace r, const double* __restrict weight, const double* __restrict total,
                         double* __restrict share, double* __restrict habit) {
    for (std::size_t k = 0; k < n; ++k) {
        const double preferred = total[k] > 0.0 ? weight[k] / total[k] : 0.0;
        share[k] += r.inertia * (preferred - share[k]);
        habit[k] += r.drift * (share[k] - habit[k]);
    }
}

namespace {

/// A law of choice: the hours that people prefer.
struct LawOfChoice {
    ChoiceLaw law;
    const char* question;
    void (*choose)(const Today&, const Feelings&, const Outlook&, Preference&, LawView);
    bool fills_day;  ///< chosen hours fill the normal day, no more and no less
    bool doubts;     ///< people are unsure of what they will reach; not where they try thousands of hours a week
};

constexpr LawOfChoice laws[] = {
    {ChoiceLaw::logit, "Which hours do pay-offs make likelier?", choose_by_odds, true, true},
    {ChoiceLaw::best_response, "Which hours are worth most?", choose_best_hours, false, false},
};

constexpr bool every_law_has_its_row() {
    for (std::size_t k = 0; k < std::size(laws); ++k)
        if (laws[k].law != static_cast<ChoiceLaw>(k)) return false;
    return std::size(laws) == choice_law_count;
}
static_assert(every_law_has_its_row(),
              "each ChoiceLaw of the schema needs a row of `laws`, in the order of the schema");

// Without a regime nothing is learnt or imagined, and no hour has a price.
void look_at_board(const Today& today, const Regime* regime, const Feelings& felt, Outlook& outlook, ChooseView v) {
    if (regime == nullptr) {
        for (std::uint32_t k = 0; k < today.block.rows(); ++k) v[col::hour_gain][today.block.row(k)] = 0.0;
        return;
    }
    learn_from_scores(today, v);
    imagine(today, *regime, outlook, v);
    price_hours(today.block, felt, outlook, v);
}

}  // namespace

OptionCells hours_now(const Block& block, HoursView v) {
    OptionCells hours(v.layout().options);
    for (std::size_t a = 0; a < v.layout().options; ++a)
        std::copy_n(v[col::share][a].data() + block.first_row, block.rows(), hours[a]);
    return hours;
}

void choose_hours(const Today& today, ChooseView v) {
    const auto& b = today.given.behaviour;
    const std::size_t options = v.layout().options;
    const std::uint32_t from = today.block.first_row;
    const LawOfChoice& law = laws[static_cast<std::size_t>(b.choice_law)];
    const Regime* regime = regime_in_force(v[col::contracts]);
    Feelings felt;
    Outlook outlook(regime != nullptr ? options : 0);
    outlook.board.doubt = law.doubts ? b.outcome_doubt : 0.0;
    Preference preferred(options);
    feel(today, felt, v);
    look_at_board(today, regime, felt, outlook, v);
    law.choose(today, felt, outlook, preferred, v);
    const OptionCells before = hours_now(today.block, v);
    for (std::size_t a = 0; a < options; ++a)
        move(today.block.rows(), {.inertia = b.inertia_per_week, .drift = b.habit_drift}, preferred.weight[a],
             preferred.total, v[col::share][a].data() + from, v[col::habit][a].data() + from);
    copy_colleagues(today, felt, before, law.fills_day, v);
}

}  // namespace strathern
