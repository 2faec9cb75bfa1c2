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
struct Inertia {
    double step;           ///< of the way to what is preferred
    double drift, anchor;  ///< of habits, to what is done and back to the person's own
};

/// One option, by person. [rows of the block]
struct Moved {
    const double *weight, *total, *own;
    double *chosen, *habit;
};

// Habits follow what people do and are drawn back to their own, so that a lasting incentive has an equilibrium. What is
// unknown stays so.
STRATHERN_WIDE void move(std::size_t n, Inertia r, const Moved& o) {
    STRATHERN_INDEPENDENT
    for (std::size_t k = 0; k < n; ++k) {
        const double preferred = o.total[k] > 0.0 ? o.weight[k] / o.total[k] : 0.0;
        o.chosen[k] += r.step * (preferred - o.chosen[k]);
        const double habit = o.habit[k] + r.drift * (o.chosen[k] - o.habit[k]) + r.anchor * (o.own[k] - o.habit[k]);
        o.habit[k] = o.habit[k] > 0.0 ? habit : 0.0;
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
    imagine(today, *regime, outlook, v);
    learn_from_scores(today, *regime, outlook.gain, v);
    search_for_ways(today, felt, outlook.gain, v);
    price_hours(today, felt, outlook, v);
}

// To what people's habits of an option are drawn back. Who is used to AI and has none builds by hand instead.
void find_own(const Today& today, std::size_t option, double* own, ChooseView v) {
    const std::uint32_t from = today.block.first_row, n = today.block.rows();
    std::copy_n(v[col::own_habit][option].data() + from, n, own);
    if (option != build || in_reach(today, build_with_ai, v)) return;
    for (std::uint32_t k = 0; k < n; ++k) own[k] += v[col::own_habit][build_with_ai][today.block.row(k)];
}

// Two pulls on a habit do not take it further than all the way: it ends between what is done and the person's own.
Inertia inertia_of(const Behaviour& b) {
    const double whole = std::max(1.0, b.habit_drift + b.habit_anchor);
    return {.step = b.inertia_per_week, .drift = b.habit_drift / whole, .anchor = b.habit_anchor / whole};
}

void move_all(const Today& today, const Preference& preferred, ChooseView v) {
    const std::uint32_t from = today.block.first_row, n = today.block.rows();
    const Inertia inertia = inertia_of(today.given.behaviour);
    BlockColumn own, whole;
    std::fill_n(whole, n, 1.0);
    for (std::size_t a = 0; a < v.layout().options; ++a) {
        if (is_dial(today, a)) continue;
        find_own(today, a, own, v);
        move(n, inertia,
             {.weight = preferred.weight[a],
              .total = in_hours(today, a) ? preferred.total : whole,
              .own = own,
              .chosen = v[col::chosen][a].data() + from,
              .habit = v[col::habit][a].data() + from});
    }
}

}  // namespace

OptionCells choices_now(const Block& block, ChosenView v) {
    OptionCells choices(v.layout().options);
    for (std::size_t a = 0; a < v.layout().options; ++a)
        std::copy_n(v[col::chosen][a].data() + block.first_row, block.rows(), choices[a]);
    return choices;
}

void choose_hours(const Today& today, ChooseView v) {
    const auto& b = today.given.behaviour;
    const std::size_t options = v.layout().options;
    const LawOfChoice& law = laws[static_cast<std::size_t>(b.choice_law)];
    const Regime* regime = regime_in_force(v[col::contracts]);
    Feelings felt;
    Outlook outlook(regime != nullptr ? options : 0);
    outlook.board.doubts = law.doubts ? outlook.doubts : nullptr;
    Preference preferred(options);
    feel(today, felt, v);
    look_at_board(today, regime, felt, outlook, v);
    law.choose(today, felt, outlook, preferred, v);
    const OptionCells before = choices_now(today.block, v);
    move_all(today, preferred, v);
    choose_dials(today, felt, outlook.board, v);
    copy_colleagues(today, felt, before, law.fills_day, v);
}

}  // namespace strathern
