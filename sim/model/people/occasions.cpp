// How do choices become hours? Practices that go with something take their minutes first; the others share what is
// left.
#include <algorithm>
#include <strathern/params/ai.hpp>
#include <strathern/params/work.hpp>

#include "core/wide.hpp"
#include "model/people/people.hpp"

namespace strathern {

// Minutes of one practice for each minute of the chosen hours.
STRATHERN_WIDE void add_minutes(std::size_t n, double minutes, const double* __restrict part,
                                const double* __restrict chances, double* __restrict sum) {
    for (std::size_t k = 0; k < n; ++k) sum[k] += minutes * part[k] * chances[k];
}

STRATHERN_WIDE void find_left(std::size_t n, const double* __restrict hours, const double* __restrict minutes,
                              double* __restrict left) {
    for (std::size_t k = 0; k < n; ++k) left[k] = minutes[k] > 0.0 ? hours[k] / (hours[k] + minutes[k]) : 1.0;
}

STRATHERN_WIDE void scale_by(std::size_t n, double factor, const double* __restrict left, const double* __restrict x,
                             double* __restrict scaled) {
    for (std::size_t k = 0; k < n; ++k) scaled[k] = factor * left[k] * x[k];
}

STRATHERN_WIDE void multiply_by(std::size_t n, const double* __restrict x, double* __restrict product) {
    for (std::size_t k = 0; k < n; ++k) product[k] *= x[k];
}

STRATHERN_WIDE void add_up(std::size_t n, const double* __restrict x, double* __restrict sum) {
    for (std::size_t k = 0; k < n; ++k) sum[k] += x[k];
}

namespace {

/// The kinds of occasions. [rows of the block]
struct Occasions {
    BlockColumn change, with_ai, review, prompt;

    const double* of(Opportunity what) const {
        if (what == Opportunity::change) return change;
        if (what == Opportunity::change_with_ai) return with_ai;
        return what == Opportunity::review ? review : prompt;
    }
};

// A week's part of the time that setting something up takes, in the week in which it is done.
double set_up_share(const Today& today, std::size_t option, EngineerId i, SpendView v) {
    if (v[col::dial_weeks][option - first_practice][i] != 1.0) return 0.0;
    const Practice& p = today.catalogue.practices[option - first_practice].value;
    return p.setup_minutes / (today.given.chosen_minutes() * days_per_week);
}

void add_set_ups(const Today& today, SpendView v, double* minutes) {
    for (std::size_t a = first_practice; a < v.layout().options; ++a)
        for (std::uint32_t k = 0; is_dial(today, a) && k < today.block.rows(); ++k)
            minutes[k] += set_up_share(today, a, today.block.row(k), v);
}

void find_set_up(const Today& today, std::size_t option, double* share, SpendView v) {
    for (std::uint32_t k = 0; k < today.block.rows(); ++k) {
        const EngineerId i = today.block.row(k);
        share[k] = v[col::day_left][i] * set_up_share(today, option, i, v);
    }
}

}  // namespace

void find_hours(const Today& today, View<Reads<col::chosen>, Writes<>> v, double* hours) {
    const std::uint32_t from = today.block.first_row, n = today.block.rows();
    std::fill_n(hours, n, 0.0);
    for (std::size_t a = 0; a < v.layout().options; ++a)
        if (in_hours(today, a)) add_up(n, v[col::chosen][a].data() + from, hours);
}

void find_chances(const Today& today, Opportunity what, ChancesView v, double* chances) {
    const auto& given = today.given;
    const double per_change = 1.0 / given.work.change_minutes, per_day = 1.0 / given.chosen_minutes();
    for (std::uint32_t k = 0; k < today.block.rows(); ++k) {
        const EngineerId i = today.block.row(k);
        const double by_hand = what == Opportunity::change ? v[col::chosen][build][i] : 0.0,
                     with_ai = v[col::chosen][build_with_ai][i];
        if (what == Opportunity::change || what == Opportunity::change_with_ai)
            chances[k] = (by_hand + with_ai * v[col::ai_yield][i]) * v[col::skill][i] * v[col::ramp][i] * per_change;
        else
            chances[k] = what == Opportunity::review ? v[col::reviews_per_day][i] * per_day
                                                     : with_ai * given.ai.prompts_per_minute;
    }
}

void spend_hours(const Today& today, SpendView v) {
    const std::uint32_t from = today.block.first_row, n = today.block.rows();
    const auto& practices = today.catalogue.practices;
    Occasions chances;
    find_chances(today, Opportunity::change, v, chances.change);
    find_chances(today, Opportunity::change_with_ai, v, chances.with_ai);
    find_chances(today, Opportunity::review, v, chances.review);
    find_chances(today, Opportunity::prompt, v, chances.prompt);
    BlockColumn hours, minutes = {};
    find_hours(today, v, hours);
    add_set_ups(today, v, minutes);
    const auto chosen = [&](std::size_t option) { return v[col::chosen][option].data() + from; };
    for (std::size_t k = 0; k < practices.size(); ++k) {
        const Practice& p = practices[k].value;
        if (in_parts(today, first_practice + k))
            add_minutes(n, p.minutes_per_use, chosen(first_practice + k), chances.of(p.opportunity), minutes);
    }
    double* left = v[col::day_left].data() + from;
    find_left(n, hours, minutes, left);
    for (std::size_t a = 0; a < v.layout().options; ++a) {
        double* share = v[col::share][a].data() + from;
        const Practice* p = in_parts(today, a) ? &practices[a - first_practice].value : nullptr;
        scale_by(n, p != nullptr ? p->minutes_per_use : 1.0, left, chosen(a), share);
        if (p != nullptr) multiply_by(n, chances.of(p->opportunity), share);
        if (is_dial(today, a)) find_set_up(today, a, share, v);
    }
}

}  // namespace strathern
