// Which outputs are there? A new output is a new row here.
#include <strathern/outputs.hpp>
#include <strathern/params/ai.hpp>
#include <strathern/params/release.hpp>
#include <strathern/totals.hpp>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include "core/portable_math.hpp"

namespace strathern {
namespace {

using Q = const PeriodView&;

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

// What differs by less is equal but for rounding.
constexpr double rounding = 1e-9;

// A mean over nothing is no number.
double per(double part, double whole) { return whole > 0.0 ? part / whole : undefined; }

// `what`, `part`, `whole`, `sum` and `count` are tallies: col::tokens and the like.
double tally(Q q, auto what) { return q.totals[what]; }
double share(Q q, auto part, auto whole) { return per(tally(q, part), tally(q, whole)); }
double hours(Q q, auto what) { return tally(q, what) / 60.0; }
double days(Q q, auto sum, auto count) { return share(q, sum, count) / minutes_per_day; }

/// For the changes of one size class.
double share(Q q, auto part, auto whole, SizeClass size) {
    const auto lane = static_cast<std::size_t>(size);
    return per(q.totals[part][lane], q.totals[whole][lane]);
}

/// For the changes of one origin.
double share(Q q, auto part, auto whole, Origin origin) {
    const auto lane = static_cast<std::size_t>(origin);
    return per(q.totals[part][lane], q.totals[whole][lane]);
}

// Of the changes of one origin that readers decided on.
double rejected_share(Q q, Origin origin) {
    const auto lane = static_cast<std::size_t>(origin);
    const double rejected = q.totals[col::origin_rejected][lane];
    return per(rejected, rejected + q.totals[col::origin_merged][lane]);
}

double total_cost(Q q) {
    return tally(q, col::salary_cost) + tally(q, col::token_cost) + tally(q, col::tool_cost) + tally(q, col::qa_cost) +
           tally(q, col::hiring_cost) + tally(q, col::incident_cost);
}

double net_cash(Q q) { return tally(q, col::revenue) - total_cost(q); }

/// Probability that a customer of a segment leaves within a month, from the quarter's losses.
double monthly_churn(Q q, std::size_t segment) {
    return per(q.totals[col::customers_lost][segment], q.totals[col::customer_weeks][segment]) * weeks_per_year / 12.0;
}

double insight_to_stable(Q q) {
    return days(q, col::insight_minutes, col::items_released) + static_cast<double>(q.parameters.release().stable_days);
}

// Teams and rows that the view is about.
template <class F>
void each_team(Q q, F&& f) {
    for (std::uint32_t team = q.first_team; team < q.last_team; ++team) f(TeamId{team});
}
// Everybody on an engineer's seat.
template <class F>
void each_engineer(Q q, F&& f) {
    const std::uint32_t width = q.state.layout.width;
    for (std::uint32_t row = q.first_team * width; row < q.last_team * width; ++row) {
        const EngineerId i{row};
        if (q.state[col::active][i] > 0.0 && !q.state[col::reviews_only][i]) f(i);
    }
}

double teams(Q q) { return q.last_team - q.first_team; }

double team_sum(Q q, const Column<TeamId>& column) {
    double sum = 0.0;
    each_team(q, [&](TeamId team) { sum += column[team]; });
    return sum;
}

double waiting(Q q) {
    double sum = 0.0;
    each_team(q, [&](TeamId t) { sum += static_cast<double>(q.state[col::flow][t].waiting_count()); });
    return sum;
}

double in_hand(const Flow& flow) {
    double n = static_cast<double>(flow.checking.size() + flow.returning.size() + flow.waiting_count());
    for (const InReview& hand : flow.in_review) n += hand.minutes_left > 0 ? 1.0 : 0.0;
    return n;
}

double open_changes(Q q) {
    double sum = 0.0;
    each_team(q, [&](TeamId t) { sum += in_hand(q.state[col::flow][t]); });
    return sum;
}

struct Moments {
    double n = 0, x = 0, y = 0, xx = 0, yy = 0, xy = 0, most = 0;
};

// Over engineers on occupied seats: x is the period's tokens, y the worth of their items.
Moments tokens_and_worth(Q q) {
    const auto& tokens = q.period.is_month ? q.state[col::month_tokens] : q.state[col::quarter_tokens];
    const auto& worth = q.period.is_month ? q.state[col::month_worth] : q.state[col::quarter_worth];
    Moments m;
    each_engineer(q, [&](EngineerId i) {
        const double x = tokens[i], y = worth[i];
        m.n += 1.0, m.x += x, m.y += y, m.xx += x * x, m.yy += y * y, m.xy += x * y;
        m.most = x > m.most ? x : m.most;
    });
    return m;
}

double correlation(Q q) {
    const Moments m = tokens_and_worth(q);
    const double vx = m.n * m.xx - m.x * m.x, vy = m.n * m.yy - m.y * m.y;
    return vx > 0.0 && vy > 0.0 ? (m.n * m.xy - m.x * m.y) / std::sqrt(vx * vy) : undefined;
}

double top_to_mean(Q q) {
    const Moments m = tokens_and_worth(q);
    return m.x > 0.0 ? m.most * m.n / m.x : undefined;
}

/// What somebody who was there for all of a period consumed and completed in it.
struct UserOfTokens {
    double tokens, items;
};

// Newcomers are left out: they have little of both, which says nothing about what tokens bring.
std::vector<UserOfTokens> users_of_tokens(Q q) {
    const auto& tokens = q.period.is_month ? q.state[col::month_tokens] : q.state[col::quarter_tokens];
    const auto& items = q.period.is_month ? q.state[col::month_items] : q.state[col::quarter_items];
    std::vector<UserOfTokens> users;
    each_engineer(q, [&](EngineerId i) {
        if (q.state[col::tenure_days][i] >= q.period.weeks * days_per_week) users.push_back({tokens[i], items[i]});
    });
    return users;
}

UserOfTokens mean_user(std::span<const UserOfTokens> users) {
    UserOfTokens sum = {0.0, 0.0};
    for (const UserOfTokens& user : users) sum.tokens += user.tokens, sum.items += user.items;
    const auto n = static_cast<double>(users.size());
    return {per(sum.tokens, n), per(sum.items, n)};
}

// Between means of groups, as the finding is published; single engineers complete so few items that many have none, of
// which there is no log.
double token_elasticity(Q q) {
    std::vector<UserOfTokens> users = users_of_tokens(q);
    std::stable_sort(users.begin(), users.end(),
                     [](const UserOfTokens& a, const UserOfTokens& b) { return a.tokens > b.tokens; });
    const std::size_t tenth = (users.size() + 9) / 10;
    const std::span<const UserOfTokens> all = users;
    const UserOfTokens top = mean_user(all.first(tenth)), rest = mean_user(all.subspan(tenth));
    const double items = per(top.items, rest.items), tokens = per(top.tokens, rest.tokens);
    return items > 0.0 && tokens > 1.0 + rounding ? portable::log(items) / portable::log(tokens) : undefined;
}

/// Expected highest of n values from a lognormal distribution, over its mean.
double lognormal_top(double n, double sd_log) {
    constexpr double step = 0.05, end = 8.0, density = 0.3989422804014327;  // 1 / sqrt(2 pi)
    double sum = 0.0;
    for (double z = -end; z <= end; z += step)
        sum += portable::exp(-0.5 * z * z + (n - 1.0) * portable::log(portable::normal_cdf(z + sd_log)));
    return n * density * step * sum;
}

// A large spread has a high top by itself; what is beyond that is a tail.
double token_tail(Q q) {
    double n = 0.0, sum = 0.0, most = 0.0, logs = 0.0, squares = 0.0, users = 0.0;
    for (const UserOfTokens& user : users_of_tokens(q)) {
        n += 1.0, sum += user.tokens, most = std::max(most, user.tokens);
        if (!(user.tokens > 0.0)) continue;
        const double log = portable::log(user.tokens);
        users += 1.0, logs += log, squares += log * log;
    }
    const double mean = per(logs, users), variance = per(squares, users) - mean * mean;
    return variance > rounding ? most * n / sum / lognormal_top(n, std::sqrt(variance)) : undefined;
}

double per_member(Q q, const Column<TeamId>& column) {
    double members = 0.0;
    each_team(q, [&](TeamId team) { members += q.state[col::members][team]; });
    return per(team_sum(q, column), members);
}

double mean_of(Q q, const Column<EngineerId>& column) {
    double sum = 0.0, people = 0.0;
    each_engineer(q, [&](EngineerId i) {
        sum += column[i];
        people += 1.0;
    });
    return per(sum, people);
}

double true_gain(Q q) { return share(q, col::gain_minutes, col::minutes_with_ai); }

double perceived_gain(Q q) {
    const auto& ai = q.parameters.ai();
    return ai.believed_gain + ai.perception_share * (true_gain(q) - ai.believed_gain);
}

double other_wait_hours(Q q) {
    return per(tally(q, col::first_review_wait) - tally(q, col::urgent_review_wait),
               tally(q, col::first_reviews) - tally(q, col::urgent_reviews)) /
           60.0;
}

/// Engineers at one end of last week's scores, and their scores this week.
struct Tenth {
    double before = 0, after = 0;  ///< mean scores
};

// A tenth, rounded up, of the engineers who were scored in both weeks.
Tenth tenth(Q q, bool best) {
    if (q.state[col::contracts].list.empty()) return {undefined, undefined};
    const auto &score = q.state[col::score], &last_score = q.state[col::last_score];
    std::vector<std::pair<double, double>> scores;
    each_engineer(q, [&](EngineerId i) {
        if (q.state[col::tenure_days][i] >= 2 * days_per_week)
            scores.emplace_back(best ? -last_score[i] : last_score[i], score[i]);
    });
    const std::size_t n = (scores.size() + 9) / 10;
    std::partial_sort(scores.begin(), scores.begin() + static_cast<std::ptrdiff_t>(n), scores.end());
    Tenth sum;
    for (std::size_t k = 0; k < n; ++k)
        sum.before += best ? -scores[k].first : scores[k].first, sum.after += scores[k].second;
    return {per(sum.before, static_cast<double>(n)), per(sum.after, static_cast<double>(n))};
}

double score_sd(Q q) {
    const double mean = share(q, col::score_weeks, col::scored_weeks);
    const double variance = share(q, col::score_squares, col::scored_weeks) - mean * mean;
    return std::sqrt(variance < 0.0 ? 0.0 : variance);  // rounding may leave it below
}

// Of the teams whose reviews could be compared.
double quality_fell(Q q) {
    double fell = 0.0, compared = 0.0;
    each_team(q, [&](TeamId team) {
        const double before = q.state[col::quality_before][team];
        const auto& s = q.state;
        const double read = q.period.is_month ? s[col::risk_read][team] : s[col::quarter_risk_read][team];
        const double seen = q.period.is_month ? s[col::risk_seen][team] : s[col::quarter_risk_seen][team];
        if (before < 0.0 || read == 0.0) return;
        compared += 1.0;
        fell += seen / read < before ? 1.0 : 0.0;
    });
    return per(fell, compared);
}

double debt_hours(Q q) { return team_sum(q, q.state[col::debt]) / 60.0; }

constexpr Better more = Better::more, less = Better::less, neither = Better::neither;
constexpr Over sum = Over::sum, mean = Over::mean, last = Over::last;
constexpr Bounds any = {-infinity, infinity}, amount = {0, infinity}, part = {0, 1}, signed_part = {-1, 1};

constexpr OutputColumn columns[] = {
    {"items_completed", "items", "Items completed", "Items whose last change was merged.", neither, sum, amount, [](Q q) { return tally(q, col::items_completed); }},
    {"story_points", "points", "Story points", "Points reported for completed items, as people report them.", neither, sum, amount, [](Q q) { return tally(q, col::points); }},
    {"worth_shipped", "worth", "Worth shipped", "True worth of released items; one is the mean worth of an item that helps. What customers make of it shows in net value.", neither, sum, amount, [](Q q) { return tally(q, col::worth_shipped); }},
    {"returning_customers", "persons a week", "Returning customers", "Customers who came back in a week, on average.", more, mean, amount, [](Q q) { return per(tally(q, col::returning_weeks), q.period.weeks); }},
    {"customers", "persons", "Customers", "Customers at the end of the period.", more, last, amount, [](Q q) { return team_sum(q, q.state[col::customers]); }},
    {"satisfaction", "share", "Satisfaction", "Mean satisfaction of customers: the share that comes back in a week.", more, mean, part, [](Q q) { return per(tally(q, col::satisfaction_weeks), q.period.weeks * teams(q)); }},
    {"worth_felt", "worth a member", "Worth felt", "Shipped worth that customers still feel at the end of the period, per engineer.", more, last, amount, [](Q q) { return per_member(q, q.state[col::worth]); }, "nobody was there"},
    {"pain_felt", "pain a member", "Pain felt", "Pain from incidents that customers still remember at the end of the period, per engineer.", less, last, amount, [](Q q) { return per_member(q, q.state[col::pain]); }, "nobody was there"},
    {"churn_small", "share a month", "Churn of small customers", "Share of small-firm customers who leave in a month.", less, mean, amount, [](Q q) { return monthly_churn(q, small_customers); }, "there were no small customers"},
    {"churn_mid", "share a month", "Churn of mid-sized customers", "Share of mid-sized customers who leave in a month.", less, mean, amount, [](Q q) { return monthly_churn(q, mid_customers); }, "there were no customers of middle size"},
    {"churn_large", "share a month", "Churn of large customers", "Share of large customers who leave in a month.", less, mean, amount, [](Q q) { return monthly_churn(q, large_customers); }, "there were no large customers"},
    {"items_released", "items", "Items released", "Items that reached all customers.", neither, sum, amount, [](Q q) { return tally(q, col::items_released); }},
    {"experiments_run", "experiments", "Experiments begun", "Items that went out as an experiment first.", neither, sum, amount, [](Q q) { return tally(q, col::experiments_run); }},
    {"experiments_learned", "experiments", "Experiments that showed something", "Experiments that ended and showed an effect, for better or worse.", neither, sum, amount, [](Q q) { return tally(q, col::experiments_learned); }},
    {"experiments_false", "experiments", "Experiments that misled", "Experiments that ended and showed an effect that is not there.", neither, sum, amount, [](Q q) { return tally(q, col::experiments_false); }},
    {"items_withdrawn", "items", "Items withdrawn", "Items not released because their experiment showed harm, true or false.", neither, sum, amount, [](Q q) { return tally(q, col::items_withdrawn); }},
    {"tokens", "tokens", "Tokens", "Tokens consumed.", neither, sum, amount, [](Q q) { return tally(q, col::tokens); }},
    {"prompts", "prompts", "Prompts", "Prompts sent.", neither, sum, amount, [](Q q) { return tally(q, col::prompts); }},
    {"token_top_ratio", "ratio", "Top token user over mean", "Tokens of the heaviest user relative to the mean engineer.", neither, mean, amount, top_to_mean, "nobody used tokens"},
    {"token_worth_correlation", "correlation", "Tokens against worth", "Correlation, across engineers, of tokens with the true worth of their completed items.", neither, mean, signed_part, correlation, "all engineers used the same tokens, or their items had the same worth"},
    {"token_elasticity", "elasticity", "Items by tokens", "Log of how many times the items of others the tenth of engineers with the most tokens complete, over the log of how many times their tokens that tenth consumes; those who came within the period left out.", neither, mean, any, token_elasticity, "one of the two groups completed nothing, or all used the same tokens"},
    {"token_tail", "ratio", "Tail of tokens", "Tokens of the heaviest user relative to the mean engineer, over what as many values of a lognormal distribution of the same spread would give; those who came within the period left out.", neither, mean, amount, token_tail, "all engineers used the same tokens, or nobody any"},
    {"changes_opened", "changes", "Changes opened", "Changes opened for review or merged without review.", neither, sum, amount, [](Q q) { return tally(q, col::changes_opened); }},
    {"changes_merged", "changes", "Changes merged", "Changes merged.", neither, sum, amount, [](Q q) { return tally(q, col::changes_merged); }},
    {"changes_abandoned", "changes", "Changes abandoned", "Changes abandoned because nobody reviewed them.", less, sum, amount, [](Q q) { return tally(q, col::changes_abandoned); }},
    {"changes_rejected", "changes", "Changes rejected", "Changes that a reviewer rejected for good.", neither, sum, amount, [](Q q) { return tally(q, col::changes_rejected); }},
    {"upkeep_changes", "changes", "Changes for upkeep", "Changes opened that belong to no item: libraries, providers and load change by themselves.", neither, sum, amount, [](Q q) { return tally(q, col::upkeep_changes); }},
    {"fix_changes", "changes", "Fixes", "Changes opened that belong to no item: mending what set off an incident.", neither, sum, amount, [](Q q) { return tally(q, col::fix_changes); }},
    {"agent_changes", "changes", "Changes by agents", "Changes that AI agents opened by themselves.", neither, sum, amount, [](Q q) { return tally(q, col::agent_changes); }},
    {"open_changes", "changes", "Open changes", "Changes between opening and merge at the end of the period.", less, last, amount, open_changes},
    {"waiting_changes", "changes", "Changes waiting", "Changes waiting for a reviewer at the end of the period.", less, last, amount, waiting},
    {"lines", "lines", "Lines", "Changed lines in opened changes.", neither, sum, amount, [](Q q) { return tally(q, col::lines); }},
    {"ai_line_share", "share", "AI share of lines", "Share of changed lines written with AI.", neither, mean, part, [](Q q) { return share(q, col::ai_lines, col::lines); }, "no line was written"},
    {"lines_per_change", "lines", "Lines per change", "Mean size of an opened change.", neither, mean, amount, [](Q q) { return share(q, col::lines, col::changes_opened); }, "no change was opened"},
    {"review_wait_hours", "hours", "Wait for review", "Working hours from opening to the first review, mean over the changes whose review began.", less, mean, amount, [](Q q) { return share(q, col::first_review_wait, col::first_reviews) / 60.0; }, "no review began"},
    {"wait_by_hand_hours", "hours", "Wait of changes by hand", "Working hours from opening to the first review of changes that people write mostly by hand, mean over those whose review began.", less, mean, amount, [](Q q) { return share(q, col::origin_wait, col::origin_first_reviews, Origin::by_hand) / 60.0; }, "no review of such a change began"},
    {"wait_with_ai_hours", "hours", "Wait of changes with AI", "Working hours from opening to the first review of changes that people write mostly with AI, mean over those whose review began.", less, mean, amount, [](Q q) { return share(q, col::origin_wait, col::origin_first_reviews, Origin::with_ai) / 60.0; }, "no review of such a change began"},
    {"wait_agents_hours", "hours", "Wait of changes of agents", "Working hours from opening to the first review of changes that agents make by themselves, mean over those whose review began.", less, mean, amount, [](Q q) { return share(q, col::origin_wait, col::origin_first_reviews, Origin::agent) / 60.0; }, "no review of such a change began"},
    {"reading_by_hand_minutes", "minutes", "First review of changes by hand", "Mean length of the first review of changes that people write mostly by hand.", neither, mean, amount, [](Q q) { return share(q, col::origin_reading, col::origin_first_reviews, Origin::by_hand); }, "no review of such a change began"},
    {"reading_with_ai_minutes", "minutes", "First review of changes with AI", "Mean length of the first review of changes that people write mostly with AI.", neither, mean, amount, [](Q q) { return share(q, col::origin_reading, col::origin_first_reviews, Origin::with_ai); }, "no review of such a change began"},
    {"reading_agents_minutes", "minutes", "First review of changes of agents", "Mean length of the first review of changes that agents make by themselves.", neither, mean, amount, [](Q q) { return share(q, col::origin_reading, col::origin_first_reviews, Origin::agent); }, "no review of such a change began"},
    {"rejected_by_hand_share", "share", "Changes by hand turned down", "Share of changes that people write mostly by hand which a reader turns down for good, of those that are merged or turned down.", neither, mean, part, [](Q q) { return rejected_share(q, Origin::by_hand); }, "no such change was merged or turned down"},
    {"rejected_with_ai_share", "share", "Changes with AI turned down", "Share of changes that people write mostly with AI which a reader turns down for good, of those that are merged or turned down.", neither, mean, part, [](Q q) { return rejected_share(q, Origin::with_ai); }, "no such change was merged or turned down"},
    {"rejected_agents_share", "share", "Changes of agents turned down", "Share of changes that agents make by themselves which a reader turns down for good, of those that are merged or turned down.", neither, mean, part, [](Q q) { return rejected_share(q, Origin::agent); }, "no such change was merged or turned down"},
    {"failure_by_hand_share", "share", "Failure share of changes by hand", "Share of merged changes that people write mostly by hand which will cause an incident at their release.", less, mean, part, [](Q q) { return share(q, col::origin_failed, col::origin_merged, Origin::by_hand); }, "no such change was merged"},
    {"failure_with_ai_share", "share", "Failure share of changes with AI", "Share of merged changes that people write mostly with AI which will cause an incident at their release.", less, mean, part, [](Q q) { return share(q, col::origin_failed, col::origin_merged, Origin::with_ai); }, "no such change was merged"},
    {"failure_agents_share", "share", "Failure share of changes of agents", "Share of merged changes that agents make by themselves which will cause an incident at their release.", less, mean, part, [](Q q) { return share(q, col::origin_failed, col::origin_merged, Origin::agent); }, "no such change was merged"},
    {"urgent_wait_hours", "hours", "Wait of urgent changes", "The same for urgent changes.", less, mean, amount, [](Q q) { return share(q, col::urgent_review_wait, col::urgent_reviews) / 60.0; }, "no review of an urgent change began"},
    {"other_wait_hours", "hours", "Wait of other changes", "The same for changes that are not urgent.", less, mean, amount, other_wait_hours, "no review of another change began"},
    {"urgent_reviews", "reviews", "Urgent changes reviewed", "Urgent changes whose review began.", neither, sum, amount, [](Q q) { return tally(q, col::urgent_reviews); }},
    {"reviews", "reviews", "Reviews", "Reviews on record: finished ones, and those that only count.", neither, sum, amount, [](Q q) { return tally(q, col::reviews) + tally(q, col::hollow_reviews); }},
    {"review_minutes_per_change", "minutes", "Minutes per review", "Mean length of a review.", neither, mean, amount, [](Q q) { return share(q, col::review_minutes, col::reviews); }, "no review was finished"},
    {"review_utilisation", "share", "Review time used", "Share of the minutes set aside for review that were used.", neither, mean, part, [](Q q) { return share(q, col::review_minutes, col::review_minutes_offered); }, "no time was set aside for review"},
    {"merge_hours", "hours", "Opening to merge", "Working hours from opening to merge, mean over merged changes.", less, mean, amount, [](Q q) { return share(q, col::merge_minutes, col::changes_merged) / 60.0; }, "no change was merged"},
    {"detection_tiny", "share", "Detection below 10 lines", "Probability that a first reading finds a defect in lines, in changes below 10 lines; mean over lines whose review began.", more, mean, part, [](Q q) { return share(q, col::sized_lines_seen, col::sized_lines, SizeClass::tiny); }, "no review of such a change began"},
    {"detection_small", "share", "Detection around 50 lines", "The same in changes of 25 to 100 lines.", more, mean, part, [](Q q) { return share(q, col::sized_lines_seen, col::sized_lines, SizeClass::small); }, "no review of such a change began"},
    {"detection_medium", "share", "Detection around 250 lines", "The same in changes of 125 to 500 lines.", more, mean, part, [](Q q) { return share(q, col::sized_lines_seen, col::sized_lines, SizeClass::medium); }, "no review of such a change began"},
    {"detection_huge", "share", "Detection from 1000 lines", "The same in changes of 1000 lines and more.", more, mean, part, [](Q q) { return share(q, col::sized_lines_seen, col::sized_lines, SizeClass::huge); }, "no review of such a change began"},
    {"review_quality", "share", "Review quality", "Probability that a first reading finds a defect in lines; mean over the defects that are expected in the changes whose review began.", more, mean, part, [](Q q) { return share(q, col::risk_seen, col::risk_read); }, "no review began"},
    {"quality_fell_share", "share", "Teams whose review quality fell", "Share of teams whose review quality is below that of the quarter before the regime; without a regime, below that of the quarter before, which about half are by chance.", less, mean, part, quality_fell, "no team could be compared with an earlier quarter"},
    {"merge_hours_small", "hours", "Opening to merge, around 50 lines", "Working hours from opening to merge, mean over merged changes of 25 to 100 lines.", less, mean, amount, [](Q q) { return share(q, col::sized_merge_minutes, col::sized_merged, SizeClass::small) / 60.0; }, "no such change was merged"},
    {"merge_hours_medium", "hours", "Opening to merge, around 250 lines", "Working hours from opening to merge, mean over merged changes of 125 to 500 lines.", less, mean, amount, [](Q q) { return share(q, col::sized_merge_minutes, col::sized_merged, SizeClass::medium) / 60.0; }, "no such change was merged"},
    {"unread_share", "share", "Merged unread", "Share of merged changes that nobody read: merged without review, or after a glance.", less, mean, part, [](Q q) { return share(q, col::changes_unread, col::changes_merged); }, "no change was merged"},
    {"defects_made", "defects", "Defects made", "Serious defects written into changes.", less, sum, amount, [](Q q) { return tally(q, col::defects_made); }},
    {"clashes", "defects", "Defects by clashes", "Serious defects that came with a merge because changes did not fit together.", less, sum, amount, [](Q q) { return tally(q, col::clashes); }},
    {"defects_found", "defects", "Defects found in review", "Serious defects found in review.", more, sum, amount, [](Q q) { return tally(q, col::defects_found); }},
    {"qa_defects_found", "defects", "Defects found by QA agents", "Serious defects that QA agents found before a person looked.", more, sum, amount, [](Q q) { return tally(q, col::qa_defects_found); }},
    {"qa_alarms", "alarms", "False alarms", "False alarms of QA agents.", less, sum, amount, [](Q q) { return tally(q, col::qa_alarms); }},
    {"agent_defects_found", "defects", "Defects found by owners of agents", "Serious defects that owners found in agents' changes before others saw them.", more, sum, amount, [](Q q) { return tally(q, col::agent_defects_found); }},
    {"requirements_spoilt", "defects", "Misunderstood requirements merged", "Misunderstood requirements in merged items; each reduces the item's worth.", less, sum, amount, [](Q q) { return tally(q, col::requirement_defects_escaped); }},
    {"requirements_caught", "defects", "Misunderstood requirements found", "Misunderstood requirements found in review.", more, sum, amount, [](Q q) { return tally(q, col::requirement_defects_found); }},
    {"failed_checks", "runs", "Checks that failed", "Runs of the final checks that failed.", less, sum, amount, [](Q q) { return tally(q, col::ci_failures); }},
    {"defects_escaped", "defects", "Defects merged", "Serious defects in merged changes.", less, sum, amount, [](Q q) { return tally(q, col::defects_escaped); }},
    {"incidents", "incidents", "Incidents", "Defects that surfaced for customers, and what broke without a change.", less, sum, amount, [](Q q) { return tally(q, col::incidents); }},
    {"incidents_high", "incidents", "Incidents of high severity", "Incidents of high severity.", less, sum, amount, [](Q q) { return tally(q, col::incidents_high); }},
    {"incidents_medium", "incidents", "Incidents of medium severity", "Incidents of medium severity.", less, sum, amount, [](Q q) { return tally(q, col::incidents_medium); }},
    {"incidents_without_change_share", "share", "Incidents without a change", "Share of incidents that no change set off.", neither, mean, part, [](Q q) { return share(q, col::incidents_without_change, col::incidents); }, "there was no incident"},
    {"incidents_at_release_share", "share", "Incidents at a release", "Share of incidents caused by a release; the others come from hidden defects, or no change set them off.", neither, mean, part, [](Q q) { return share(q, col::incidents_at_release, col::incidents); }, "there was no incident"},
    {"latent_defects", "defects", "Hidden defects", "Released defects that have not surfaced by the end of the period.", less, last, amount, [](Q q) { return team_sum(q, q.state[col::latent_defects]); }},
    {"defects_cured", "defects", "Hidden defects found", "Hidden defects that a post-mortem, or somebody who looked for them, found and removed.", neither, sum, amount, [](Q q) { return tally(q, col::defects_cured); }},
    {"changes_reverted", "changes", "Changes reverted", "Released changes that failed and were reverted.", less, sum, amount, [](Q q) { return tally(q, col::changes_reverted); }},
    {"change_failure_share", "share", "Change failure share", "Share of released changes that caused an incident at their release.", less, mean, part, [](Q q) { return share(q, col::changes_failed, col::changes_released); }, "no change was released"},
    {"failure_share_small", "share", "Failure share, around 50 lines", "Share of merged changes of 25 to 100 lines that will cause an incident at their release.", less, mean, part, [](Q q) { return share(q, col::sized_failed, col::sized_merged, SizeClass::small); }, "no such change was merged"},
    {"failure_share_medium", "share", "Failure share, around 250 lines", "Share of merged changes of 125 to 500 lines that will cause an incident at their release.", less, mean, part, [](Q q) { return share(q, col::sized_failed, col::sized_merged, SizeClass::medium); }, "no such change was merged"},
    {"releases", "releases", "Releases", "Release trains of a team that took at least one change to customers.", neither, sum, amount, [](Q q) { return tally(q, col::releases); }},
    {"release_failure_share", "share", "Release failure share", "Share of releases that caused an incident: the change failure rate, counted per deployment.", less, mean, part, [](Q q) { return share(q, col::releases_failed, col::releases); }, "there was no release"},
    {"incident_hours", "hours", "Hours on incidents", "Engineer hours that incidents required.", less, sum, amount, [](Q q) { return hours(q, col::incident_minutes); }},
    {"restore_hours", "hours", "Time to restore", "Mean time to restore.", less, mean, amount, [](Q q) { return share(q, col::recovery_minutes, col::incidents) / 60.0; }, "there was no incident"},
    {"pain", "pain", "Pain of customers", "Customers' annoyance at incidents; one is a high-severity incident of median length.", less, sum, amount, [](Q q) { return tally(q, col::pain_caused); }},
    {"lead_time_days", "working days", "Lead time", "Mean time from a change's first line to its release.", less, mean, amount, [](Q q) { return days(q, col::lead_minutes, col::changes_released); }, "no change was released"},
    {"time_to_ship_days", "working days", "Time to ship", "Mean time from the start of an item to the release of its last change.", less, mean, amount, [](Q q) { return days(q, col::item_minutes, col::items_released); }, "no item was released"},
    {"insight_to_stable_days", "working days", "From insight to stable", "Mean time from the arrival of an idea to release.stable_days after it reached all customers, over released items.", less, mean, amount, insight_to_stable, "no item was released"},
    {"iteration_cycles", "cycles", "Cycles in a quarter", "How many items, one after another, can go from start to all customers in a quarter: days in a quarter divided by the time to ship.", more, mean, amount, [](Q q) { return per(days_per_quarter * static_cast<double>(minutes_per_day) * tally(q, col::items_released), tally(q, col::item_minutes)); }, "no item was released"},
    {"hours_by_hand", "hours", "Hours by hand", "Hours of building by hand.", neither, sum, amount, [](Q q) { return hours(q, col::minutes_by_hand); }},
    {"hours_with_ai", "hours", "Hours with AI", "Hours of building with AI.", neither, sum, amount, [](Q q) { return hours(q, col::minutes_with_ai); }},
    {"hours_review", "hours", "Hours in review", "Hours spent in review.", neither, sum, amount, [](Q q) { return hours(q, col::review_minutes); }},
    {"hours_practices", "hours", "Hours in practices", "Hours in all practices.", neither, sum, amount, [](Q q) { return hours(q, col::minutes_practices); }},
    {"hollow_hours", "hours", "Hollow hours", "Hours in practices that move signals but no physical quantity of work; derived afterwards from their declared effects.", less, sum, amount, [](Q q) { return hours(q, col::minutes_hollow); }},
    {"hollow_reviews", "reviews", "Hollow reviews", "Reviews on record in which nobody reads anything: approvals beside those of somebody else.", less, sum, amount, [](Q q) { return tally(q, col::hollow_reviews); }},
    {"hollow_tokens", "tokens", "Hollow tokens", "Tokens consumed in those practices.", less, sum, amount, [](Q q) { return tally(q, col::hollow_tokens); }},
    {"hours_beyond", "hours", "Hours beyond the day", "Hours worked beyond the normal day; negative when held back.", less, sum, any, [](Q q) { return hours(q, col::minutes_beyond); }},
    {"hours_rework", "hours", "Hours in rework and incidents", "Hours that rework and incidents took.", less, sum, amount, [](Q q) { return hours(q, col::minutes_rework); }},
    {"hours_idle", "hours", "Idle hours", "Hours in which dedicated reviewers had nothing to review.", neither, sum, amount, [](Q q) { return hours(q, col::minutes_idle); }},
    {"hours_check_asked", "hours", "Hours asked by machines", "Hours that QA findings, false alarms and agents' changes demand of authors and owners; part of rework.", neither, sum, amount, [](Q q) { return hours(q, col::qa_minutes) + hours(q, col::agent_check_minutes); }},
    {"debt_hours", "hours", "Technical debt", "Hours of technical debt at the end of the period.", less, last, amount, debt_hours},
    {"upkeep_owed_hours", "hours", "Upkeep owed", "Hours of upkeep at the end of the period that nobody has got to.", less, last, amount, [](Q q) { return team_sum(q, q.state[col::upkeep]) / 60.0; }},
    {"erosion_hours", "hours", "Architecture erosion", "Hours of erosion of the architecture at the end of the period.", less, last, amount, [](Q q) { return team_sum(q, q.state[col::erosion]) / 60.0; }},
    {"senior_hours_building", "hours", "Seniors building", "Hours that seniors and architects spent building.", neither, sum, amount, [](Q q) { return hours(q, col::senior_building); }},
    {"senior_hours_review", "hours", "Seniors in review", "Hours that seniors and architects spent reviewing, not counting dedicated reviewers.", neither, sum, amount, [](Q q) { return hours(q, col::senior_review); }},
    {"senior_hours_design", "hours", "Seniors in design", "Hours that seniors and architects spent repaying erosion.", more, sum, amount, [](Q q) { return hours(q, col::senior_design); }},
    {"senior_hours_mentoring", "hours", "Seniors mentoring", "Hours that seniors and architects spent teaching colleagues.", more, sum, amount, [](Q q) { return hours(q, col::senior_mentoring); }},
    {"senior_hours_rework", "hours", "Seniors in rework and incidents", "Hours that seniors and architects spent on rework and incidents.", less, sum, amount, [](Q q) { return hours(q, col::senior_rework); }},
    {"ai_gain_true", "share", "True gain of AI", "Gain in output per hour with AI, mean over hours with AI.", more, mean, any, true_gain, "nobody built with AI"},
    {"ai_gain_perceived", "share", "Perceived gain of AI", "The same, as engineers would report it.", neither, mean, any, perceived_gain, "nobody built with AI"},
    {"skill_library", "share", "Skill library", "How full the skill library for AI is, mean over teams.", more, last, part, [](Q q) { return per(team_sum(q, q.state[col::library]), teams(q)); }},
    {"fluency", "share", "Fluency with AI", "Mean fluency in working with AI.", more, last, part, [](Q q) { return mean_of(q, q.state[col::fluency]); }, "nobody was there"},
    {"skill", "ratio", "Skill", "Mean skill; one is a typical middle-level engineer.", more, last, amount, [](Q q) { return mean_of(q, q.state[col::skill]); }, "nobody was there"},
    {"familiarity", "share", "Familiarity", "How well people know their team's code, mean.", more, last, part, [](Q q) { return mean_of(q, q.state[col::familiarity]); }, "nobody was there"},
    {"fatigue", "share", "Fatigue", "Mean fatigue from review, rework and incidents.", less, last, part, [](Q q) { return mean_of(q, q.state[col::fatigue]); }, "nobody was there"},
    {"knowledge", "share", "Knowledge of customers", "Share of the gap in knowing what is worth doing that is closed, mean over teams.", more, last, part, [](Q q) { return per(team_sum(q, q.state[col::knowledge]), teams(q)); }},
    {"motivation", "sd", "Motivation", "Mean motivation; 0 is the usual level.", more, mean, any, [](Q q) { return share(q, col::motivation_weeks, col::person_weeks); }, "nobody was there"},
    {"leavers", "persons", "Leavers", "Engineers who left.", less, sum, amount, [](Q q) { return tally(q, col::leavers); }},
    {"hires", "persons", "Hires", "People who started.", neither, sum, amount, [](Q q) { return tally(q, col::hires); }},
    {"laid_off", "persons", "Laid off", "People whose seats were cut.", less, sum, amount, [](Q q) { return tally(q, col::laid_off); }},
    {"moved", "persons", "Moved", "People who changed teams.", neither, sum, amount, [](Q q) { return tally(q, col::moved); }},
    {"promoted", "persons", "Promoted", "People promoted by one level.", neither, sum, amount, [](Q q) { return tally(q, col::promoted); }},
    {"promoted_lead", "log", "Lead of the promoted", "Mean log skill of those promoted, relative to the mean of their level.", more, mean, any, [](Q q) { return share(q, col::promoted_lead, col::promoted); }, "nobody was promoted"},
    {"pressure", "log-odds", "Pressure felt", "Mean pressure that teams feel per unit of pay-off.", neither, mean, any, [](Q q) { return per(tally(q, col::pressure_weeks), q.period.weeks * teams(q)); }},
    {"score", "pay-off", "Published score", "Mean published score of an engineer, over the weeks with a regime.", neither, mean, any, [](Q q) { return share(q, col::score_weeks, col::scored_weeks); }, "nobody was scored"},
    {"score_sd", "pay-off", "Spread of scores", "Standard deviation of published scores over engineers and weeks.", neither, mean, amount, score_sd, "nobody was scored"},
    {"target_met_share", "share", "Targets met", "Share of published values that reach the target, over engineers and weeks; with several metrics, over all that have one.", neither, mean, part, [](Q q) { return share(q, col::target_met_weeks, col::scored_weeks); }, "nobody was scored"},
    {"just_met_share", "share", "Targets just met", "Share of published values at the target or at most a tenth above it: where people bunch.", neither, mean, part, [](Q q) { return share(q, col::just_met_weeks, col::scored_weeks); }, "nobody was scored"},
    {"top_tenth_score", "pay-off", "Scores of the best tenth", "Mean score in the period's second-to-last week of the tenth of engineers who scored highest that week.", neither, last, any, [](Q q) { return tenth(q, true).before; }, "nobody was scored in both weeks"},
    {"top_tenth_next", "pay-off", "The same a week later", "Mean score of the same engineers in the period's last week: the part that was luck is gone.", neither, last, any, [](Q q) { return tenth(q, true).after; }, "nobody was scored in both weeks"},
    {"bottom_tenth_score", "pay-off", "Scores of the worst tenth", "Mean score in the period's second-to-last week of the tenth of engineers who scored lowest that week.", neither, last, any, [](Q q) { return tenth(q, false).before; }, "nobody was scored in both weeks"},
    {"bottom_tenth_next", "pay-off", "The same a week later", "Mean score of the same engineers in the period's last week: they improve by luck alone.", neither, last, any, [](Q q) { return tenth(q, false).after; }, "nobody was scored in both weeks"},
    {"token_cost", "US$", "Token bill", "Price of the tokens consumed.", less, sum, amount, [](Q q) { return tally(q, col::token_cost); }},
    {"hollow_token_cost", "US$", "Bill for hollow tokens", "Price of the tokens consumed in practices that move signals only; part of the token bill.", less, sum, amount, [](Q q) { return tally(q, col::hollow_token_cost); }},
    {"qa_cost", "US$", "QA bill", "Price of the QA agents' checks of changes.", less, sum, amount, [](Q q) { return tally(q, col::qa_cost); }},
    {"salaries", "US$", "Salaries", "Cost of people.", neither, sum, amount, [](Q q) { return tally(q, col::salary_cost); }},
    {"tool_cost", "US$", "Licences", "Licences of AI tools, excluding tokens.", less, sum, amount, [](Q q) { return tally(q, col::tool_cost); }},
    {"hiring_cost", "US$", "Hiring", "Cost of recruiting those who started.", less, sum, amount, [](Q q) { return tally(q, col::hiring_cost); }},
    {"incident_cost", "US$", "Incident cost", "Revenue lost while incidents lasted; labour is part of salaries, and lost customers show in revenue.", less, sum, amount, [](Q q) { return tally(q, col::incident_cost); }},
    {"total_cost", "US$", "Total cost", "Salaries, tokens, licences, QA agents, hiring and incidents.", less, sum, amount, total_cost},
    {"cost_per_item", "US$ an item", "Cost per completed item", "Total cost divided by completed items.", less, mean, amount, [](Q q) { return per(total_cost(q), tally(q, col::items_completed)); }, "no item was completed"},
    {"revenue", "US$", "Revenue", "Revenue from customers who came back.", more, sum, amount, [](Q q) { return tally(q, col::revenue); }},
    {"churned_revenue", "US$ a year", "Revenue that left", "What departed customers would have brought in a year. It is missing from later revenue, so net value does not subtract it again.", less, sum, amount, [](Q q) { return tally(q, col::churned_revenue); }},
    {"net_cash", "US$", "Net cash", "Revenue less total cost. What is spent of customers, code and upkeep does not show in it.", more, sum, any, net_cash},
    {"balance", "US$", "Balance", "At the end of the period: what customers are expected to bring as long as they stay, discounted, less what debt, erosion, upkeep owed and latent defects will cost.", more, last, any, [](Q q) { return team_sum(q, q.state[col::balance]); }},
    {"net_value", "US$", "Net value", "Net cash and the change of the balance: what the period was worth with its books closed.", more, sum, any, [](Q q) { return net_cash(q) + tally(q, col::balance_change); }},
};

}  // namespace

std::span<const OutputColumn> output_columns() { return columns; }

int output_column(const char* name) {
    int at = 0;
    for (const OutputColumn& column : columns) {
        if (std::strcmp(column.name, name) == 0) return at;
        ++at;
    }
    return -1;
}

}  // namespace strathern
