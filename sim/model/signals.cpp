// What can be counted? At the end of a week its events become signals, tallies and the metrics' smoothed values.
#include "core/portable_math.hpp"
#include "model/phases.hpp"

namespace strathern {
namespace {

void count_engineers(const Block& block, State& s) {
    auto& c = s.choices;
    for (std::uint32_t row = block.first_row; row < block.last_row; ++row) {
        const EngineerId i{row};
        const double minutes = c.week_minutes[i], tokens = minutes * c.token_rate[i];
        s.signal(Signal::tokens)[i] += tokens;
        s.signal(Signal::prompts)[i] += minutes * c.prompt_rate[i];
        s.signal(Signal::ai_minutes)[i] += minutes * c.share[build_with_ai][i];
        s.quarter_tokens[i] += tokens;
        c.reviews_per_day[i] += 0.25 * (s.signal(Signal::reviews)[i] / days_per_week - c.reviews_per_day[i]);
    }
}

double team_sum(const EngineerColumn& column, std::uint32_t first, std::uint32_t last) {
    double sum = 0.0;
    for (std::uint32_t row = first; row < last; ++row) sum += column[EngineerId{row}];
    return sum;
}

double team_product(const EngineerColumn& a, const EngineerColumn& b, std::uint32_t first, std::uint32_t last) {
    double sum = 0.0;
    for (std::uint32_t row = first; row < last; ++row) sum += a[EngineerId{row}] * b[EngineerId{row}];
    return sum;
}

bool designs(const Rules& given, std::size_t option) {
    return option >= first_practice && given.practices[option - first_practice].value.erosion_paid_per_minute > 0.0;
}

bool mentors(const Rules& given, std::size_t option) {
    return option >= first_practice && given.practices[option - first_practice].value.mentoring_per_hour > 0.0;
}

// Where the hours of seniors and architects go. What they give to review they can't give to design or to the young.
void count_seniors(const Rules& given, std::uint32_t team, State& s) {
    auto& tally = s.teams.tally[team];
    const auto& c = s.choices;
    for (std::uint32_t row = team * s.width, last = row + s.width; row < last; ++row) {
        const EngineerId i{row};
        if (s.people.level[i] < 2 || s.people.reviews_only[i]) continue;
        const double minutes = c.week_minutes[i];
        tally[Tally::senior_building] += minutes * (c.share[build][i] + c.share[build_with_ai][i]);
        tally[Tally::senior_review] += s.signal(Signal::review_minutes)[i];
        tally[Tally::senior_rework] += c.week_owed[i];
        for (std::size_t a = first_practice; a < s.options; ++a) {
            if (designs(given, a)) tally[Tally::senior_design] += minutes * c.share[a][i];
            if (mentors(given, a)) tally[Tally::senior_mentoring] += minutes * c.share[a][i];
        }
    }
}

// Minutes with AI, each times the true gain on the item in hand at the end of the week.
double ai_gain_minutes(std::uint32_t first, std::uint32_t last, const State& s) {
    double sum = 0.0;
    for (std::uint32_t row = first; row < last; ++row) {
        const EngineerId i{row};
        sum += s.choices.week_minutes[i] * s.choices.share[build_with_ai][i] * s.desks.ai_gain[i];
    }
    return sum;
}

void count_team(const Rules& given, std::uint32_t team, State& s) {
    const std::uint32_t first = team * s.width, last = first + s.width;
    auto& tally = s.teams.tally[team];
    const auto& c = s.choices;
    const auto sum = [&](Signal what) { return team_sum(s.signal(what), first, last); };
    const auto hours = [&](std::size_t a) { return team_product(c.week_minutes, c.share[a], first, last); };
    const double tokens = sum(Signal::tokens);
    tally[Tally::tokens] += tokens;
    tally[Tally::token_cost] += tokens * given.token_price;
    tally[Tally::prompts] += sum(Signal::prompts);
    tally[Tally::lines] += sum(Signal::lines);
    tally[Tally::ai_lines] += sum(Signal::ai_lines);
    tally[Tally::changes_opened] += sum(Signal::changes_opened);
    tally[Tally::minutes_by_hand] += hours(build);
    tally[Tally::minutes_with_ai] += hours(build_with_ai);
    for (std::size_t a = first_practice; a < s.options; ++a) tally[Tally::minutes_practices] += hours(a);
    count_seniors(given, team, s);
    tally[Tally::gain_minutes] += ai_gain_minutes(first, last, s);
    if (given.p.behaviour().choice_law == ChoiceLaw::best_response) {
        double all = 0.0;
        for (std::size_t a = 0; a < s.options; ++a) all += hours(a);
        tally[Tally::minutes_beyond] += all - team_sum(c.week_minutes, first, last);
    }
    tally[Tally::minutes_hollow] += team_product(c.week_minutes, c.hollow_share, first, last);
    tally[Tally::motivation_weeks] += team_product(s.people.motivation, s.people.active, first, last);
    tally[Tally::person_weeks] += team_sum(s.people.active, first, last);
}

double settled(double before, double made, double paid) {
    const double after = before + made - paid;
    return after > 0.0 ? after : 0.0;
}

// Debt and erosion grow with work and are repaid; they slow the work of the weeks to come.
void settle_debt(const Rules& given, std::uint32_t team, State& s) {
    const std::uint32_t first = team * s.width, last = first + s.width;
    const TeamId t{team};
    const auto& c = s.choices;
    const double by_hand = team_sum(c.week_by_hand, first, last), with_ai = team_sum(c.week_with_ai, first, last);
    s.teams.tally[team][Tally::work_by_hand] += by_hand;
    s.teams.tally[team][Tally::work_with_ai] += with_ai;
    const auto& q = given.p.quality();
    const double extra = (given.p.ai().debt_factor - 1.0) * (1.0 - given.p.ai().library_effect * s.teams.library[t]);
    const double left = q.debt_per_minute * (by_hand + (1.0 + extra) * with_ai);
    const double paid = team_product(c.week_minutes, c.debt_rate, first, last);
    const double mended = team_product(c.week_minutes, c.erosion_rate, first, last);
    s.teams.debt[t] = settled(s.teams.debt[t], (1.0 - q.erosion_share) * left, paid);
    s.teams.erosion[t] = settled(s.teams.erosion[t], q.erosion_share * left, mended);
    const double quarter = s.teams.members[t] * given.chosen_minutes() * days_per_quarter;
    s.teams.slow[t] =
        1.0 / (1.0 + q.debt_drag * s.teams.debt[t] / quarter + q.erosion_drag * s.teams.erosion[t] / quarter);
}

void settle_library(const Rules& given, std::uint32_t team, State& s) {
    const std::uint32_t first = team * s.width;
    const double written = team_product(s.choices.week_minutes, s.choices.library_rate, first, first + s.width);
    double& library = s.teams.library[TeamId{team}];
    library += (1.0 - library) * (1.0 - portable::exp(-written));
    library *= 1.0 - given.p.ai().library_decay_per_week;
}

void settle_knowledge(const Rules& given, std::uint32_t team, State& s) {
    const std::uint32_t first = team * s.width;
    const double learnt = team_product(s.choices.week_minutes, s.choices.knowledge_rate, first, first + s.width);
    double& knowledge = s.teams.knowledge[TeamId{team}];
    knowledge += (1.0 - knowledge) * (1.0 - portable::exp(-learnt));
    knowledge *= 1.0 - given.p.worth().knowledge_decay_per_week;
}

double team_signal(const Teams& teams, TeamId t, Signal what) {
    switch (what) {
        case Signal::incidents:
            return teams.week_incidents[t];
        case Signal::failed_changes:
            return teams.week_failed[t];
        case Signal::returning_customers:
            return teams.returning[t];
        case Signal::satisfaction:
            return teams.members[t] * teams.satisfaction[t];
        case Signal::review_wait_minutes:
            return teams.week_wait[t];
        case Signal::experiments:
            return teams.week_experiments[t];
        default:
            return 0.0;
    }
}

// The week's weighted sum of one engineer, or of the team per member.
double weighted(const std::vector<Weight>& weights, Scope scope, EngineerId i, std::uint32_t team, const State& s) {
    double sum = 0.0;
    const TeamId t{team};
    const std::uint32_t first = team * s.width;
    for (const Weight& w : weights) {
        if (static_cast<std::size_t>(w.signal) >= engineer_signals)
            sum += w.weight * team_signal(s.teams, t, w.signal) / s.teams.members[t];
        else if (scope == Scope::engineer)
            sum += w.weight * s.signal(w.signal)[i];
        else
            sum += w.weight * team_sum(s.signal(w.signal), first, first + s.width) / s.teams.members[t];
    }
    return sum;
}

}  // namespace

void count_week(const Rules& given, const Block& block, State& s) {
    count_engineers(block, s);
    for (std::uint32_t team = block.first_team; team < block.last_team; ++team) {
        count_team(given, team, s);
        settle_debt(given, team, s);
        settle_knowledge(given, team, s);
        settle_library(given, team, s);
    }
}

std::size_t published_slot(const Metric& metric, int week) {
    return static_cast<std::size_t>(week + 1) % static_cast<std::size_t>(metric.lag_weeks + 1);
}

void smooth_metrics(const Rules& given, int week, const Block& block, State& s) {
    if (!given.regime) return;
    auto& board = s.scoreboard;
    for (std::size_t m = 0; m < given.regime->metrics.size(); ++m) {
        const Metric& metric = given.regime->metrics[m].value;
        const auto slots = static_cast<std::size_t>(metric.lag_weeks + 1), now = static_cast<std::size_t>(week) % slots;
        const std::size_t before = (now + slots - 1) % slots;
        const double soon = 1.0 / (given.regime_weeks + 1), steady = 1.0 / metric.window_weeks;
        const double rate = soon > steady ? soon : steady;
        for (std::uint32_t row = block.first_row; row < block.last_row; ++row) {
            const EngineerId i{row};
            const std::uint32_t team = row / s.width;
            if (s.people.active[i] == 0.0) continue;
            const double top = board.numerator[m][before][i];
            board.numerator[m][now][i] = top + rate * (weighted(metric.numerator, metric.scope, i, team, s) - top);
            if (metric.denominator.empty()) continue;
            const double bottom = board.denominator[m][before][i];
            board.denominator[m][now][i] =
                bottom + rate * (weighted(metric.denominator, metric.scope, i, team, s) - bottom);
        }
    }
}

void clear_week(const Block& block, State& s) {
    const auto clear = [&](EngineerColumn& column) {
        for (std::uint32_t row = block.first_row; row < block.last_row; ++row) column[EngineerId{row}] = 0.0;
    };
    for (auto& column : s.week) clear(column);
    clear(s.choices.week_minutes);
    clear(s.choices.week_by_hand);
    clear(s.choices.week_with_ai);
    clear(s.choices.week_owed);
    clear(s.choices.week_lessons);
    for (std::uint32_t team = block.first_team; team < block.last_team; ++team) {
        const TeamId t{team};
        s.teams.week_incidents[t] = s.teams.week_failed[t] = s.teams.week_wait[t] = s.teams.week_experiments[t] = 0.0;
    }
}

}  // namespace strathern
