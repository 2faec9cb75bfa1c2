// How much of the day is set aside for review, when, and what becomes of the rest?
#include "model/review/sessions.hpp"

#include <utility>

#include "core/wide.hpp"

namespace strathern {

// Budgets become sessions of whole minutes, at a time of the day that luck decides.
STRATHERN_WIDE void cut_sessions(const Block& block, const SessionRules& rules, const Scratch& scratch,
                                 SessionPlan& plan, SessionsView v) {
    const std::size_t n = block.rows();
    const double* share = v[col::share][review].data() + block.first_row;
    const double per_session = 1.0 / rules.sessions;
    STRATHERN_INDEPENDENT
    for (std::size_t k = 0; k < n; ++k) {
        plan.offered[k] = share[k] * scratch.chosen[k];
        const auto wanted = static_cast<std::int32_t>(plan.offered[k] * per_session);
        plan.length[k] = wanted < rules.stride ? wanted : rules.stride;
        plan.begin[k] = static_cast<std::int32_t>(scratch.session[k] * (rules.stride - plan.length[k] + 1));
    }
}

// Review time that nobody needed goes back to its owner tomorrow, up to a normal day: where reviewing takes a whole day
// or more, what is saved would grow day by day, and be worked off in a single one. The rest is idle.
STRATHERN_WIDE void carry_over(const Block& block, double day, const SessionPlan& plan, const double* used,
                               double* idle, AccountsView v) {
    const std::size_t n = block.rows();
    double* carried = v[col::carried_minutes].data() + block.first_row;
    double* spent = v[col::week_review_minutes].data() + block.first_row;
    STRATHERN_INDEPENDENT
    for (std::size_t k = 0; k < n; ++k) {
        const double left = plan.offered[k] - used[k];
        carried[k] = left < day ? left : day;
        idle[k] = left - carried[k];
        spent[k] += used[k];
    }
}

namespace {

void tell_minutes(const Block& block, const SessionPlan& plan, const double* used, AccountsView v) {
    for (std::uint32_t number = block.first_team; number < block.last_team; ++number) {
        const TeamId team{number};
        double offered = 0.0, spent = 0.0;
        for (std::uint32_t k = block.first_place(team), end = k + block.width; k < end; ++k)
            offered += plan.offered[k], spent += used[k];
        v[col::review_minutes_offered][team] += offered;
        v[col::review_minutes][team] += spent;
    }
}

// A dedicated reviewer has nothing else to do: what is not needed today is lost.
void count_idle(const Block& block, const double* idle, AccountsView v) {
    for (std::uint32_t k = 0; k < block.rows(); ++k) {
        const EngineerId i = block.row(k);
        double lost = idle[k];
        if (v[col::reviews_only][i]) lost += std::exchange(v[col::carried_minutes][i], 0.0);
        if (lost > 0.0) v[col::minutes_idle][block.team_at(k)] += lost;
    }
}

}  // namespace

void plan_sessions(const Today& today, const SessionRules& rules, SessionPlan& plan, SessionsView v) {
    cut_sessions(today.block, rules, today.scratch, plan, v);
}

void close_accounts(const Today& today, const SessionPlan& plan, const double* used, AccountsView v) {
    tell_minutes(today.block, plan, used, v);
    BlockColumn idle;
    carry_over(today.block, today.given.chosen_minutes(), plan, used, idle, v);
    count_idle(today.block, idle, v);
}

}  // namespace strathern
