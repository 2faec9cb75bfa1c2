// Does the flow of changes obey queueing theory? Reviewers are servers, changes are customers, minutes are minutes.
#include <cmath>
#include <strathern/calendar.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/params/organisation.hpp>
#include <strathern/params/review.hpp>
#include <strathern/params/work.hpp>

#include "verify/claim.hpp"
#include "verify/queues.hpp"

namespace strathern {
namespace {

constexpr double hours_per_quarter = days_per_quarter * minutes_per_day / 60.0;
constexpr std::size_t warm = 1;  // quarters; every organisation begins with empty queues

// Identical people who only build, with dedicated reviewers: opened changes are a Poisson stream, as many equal
// exponential clocks produce.
std::string unlike_steady_builders(const Scenario& s) {
    if (!s.practices.empty()) return "practices must be {}";
    if (s.parameters.organisation().engineers_count != s.parameters.organisation().team_size)
        return "organisation.engineers_count and organisation.team_size must be equal: one queue";
    return must_be(s, {{"organisation.overhead_share", 0},
                       {"activities.build_with_ai.habit_share", 0},
                       {"activities.review.habit_share", 0},
                       {"people.skill_sd_log", 0},
                       {"people.day_sd_log", 0},
                       {"people.attrition_per_year", 0},
                       {"people.learning_per_year", 0},
                       {"organisation.mid_share", 1},
                       {"review.unreviewed_share", 0},
                       {"review.sessions_per_day", 1},
                       {"review.rework_minutes", 0},
                       {"quality.line_defects_per_100_minutes", 0},
                       {"quality.design_defects_per_100_minutes", 0},
                       {"quality.debt_per_minute", 0},
                       {"quality.ci_minutes", 0},
                       {"quality.requirement_defects_per_100_minutes", 0},
                       {"qa.access", 0},
                       {"agents.per_team_count", 0},
                       {"review.reject_share", 0}});
}

std::string unlike_a_queue(const Scenario& s) {
    if (s.parameters.work().change_law != Law::exponential) return "work.change_law must be \"exponential\"";
    return unlike_steady_builders(s);
}

double opened_per_hour(const Scenario& s) {
    return static_cast<double>(s.parameters.organisation().engineers_count) * 60.0 / s.parameters.work().change_minutes;
}

// Every return is one more visit.
double visits_per_hour(const Scenario& s) { return opened_per_hour(s) / (1.0 - s.parameters.review().return_share); }

double service_hours(const Scenario& s) { return s.parameters.review().minutes_mean / 60.0; }

int servers(const Scenario& s) { return static_cast<int>(s.parameters.review().dedicated_reviewers_per_team); }

double load(const Scenario& s) { return visits_per_hour(s) * service_hours(s) / servers(s); }

std::string not_stable(const Scenario& s) {
    const std::string unmet = unlike_a_queue(s);
    if (!unmet.empty()) return unmet;
    return load(s) < 1.0 ? "" : "reviewers must keep up: arrivals x review.minutes_mean below their minutes";
}

std::string not_stable_exponential(const Scenario& s) {
    if (s.parameters.review().minutes_law != ReviewLaw::exponential)
        return "review.minutes_law must be \"exponential\"";
    return not_stable(s);
}

std::string not_one_server(const Scenario& s) {
    if (servers(s) != 1) return "review.dedicated_reviewers_per_team must be 1";
    const std::string returns = must_be(s, {{"review.return_share", 0}});
    return returns.empty() ? not_stable(s) : returns;
}

std::string not_overloaded(const Scenario& s) {
    const std::string unmet = unlike_a_queue(s);
    if (!unmet.empty()) return unmet;
    return load(s) > 1.0 ? "" : "reviewers must not keep up: arrivals x review.minutes_mean above their minutes";
}

// Enough reviewers that nobody waits.
std::string not_plenty(const Scenario& s) {
    const std::string unmet = not_stable(s);
    if (!unmet.empty()) return unmet;
    return erlang_c(load(s) * servers(s), servers(s)) < 1e-3 ? "" : "reviewers must be so many that nobody waits";
}

double variation(const Review& review) {
    switch (review.minutes_law) {
        case ReviewLaw::exponential:
            return 1.0;
        case ReviewLaw::lognormal:
            return std::expm1(review.minutes_sd_log * review.minutes_sd_log);
        case ReviewLaw::fixed:
            return 0.0;
        case ReviewLaw::chosen:
            break;
    }
    return std::nan("");
}

double variation(const Work& work) {
    switch (work.change_law) {
        case Law::exponential:
            return 1.0;
        case Law::lognormal:
            return std::expm1(work.change_sd_log * work.change_sd_log);
        case Law::fixed:
            return 0.0;
    }
    return std::nan("");
}

// Urgent changes before others, one reviewer.
std::string not_two_classes(const Scenario& s) {
    const auto& r = s.parameters.review();
    if (r.pickup != Pickup::urgent_first) return "review.pickup must be \"urgent_first\"";
    if (r.urgent_share <= 0.0 || r.urgent_share >= 1.0) return "review.urgent_share must be between 0 and 1";
    return not_one_server(s);
}

// Mean remaining time of the review that an arriving change finds in progress.
double residual_hours(const Scenario& s) {
    const double mean = service_hours(s);
    return opened_per_hour(s) * mean * mean * (1.0 + variation(s.parameters.review())) / 2.0;
}

double urgent_load(const Scenario& s) { return s.parameters.review().urgent_share * load(s); }

double wait_of_urgent(const Scenario& s) { return residual_hours(s) / (1.0 - urgent_load(s)); }

double wait_of_others(const Scenario& s) { return wait_of_urgent(s) / (1.0 - load(s)); }

// One author whose changes follow each other as a renewal process: G/G/1.
std::string not_one_author(const Scenario& s) {
    const auto& p = s.parameters;
    if (p.organisation().engineers_count != 1)
        return "organisation.engineers_count must be 1: gaps drawn independently";
    if (p.review().minutes_law == ReviewLaw::chosen) return "review.minutes_law must not be \"chosen\"";
    if (servers(s) != 1) return "review.dedicated_reviewers_per_team must be 1";
    const std::string unmet = unlike_steady_builders(s);
    if (!unmet.empty()) return unmet;
    const std::string returns = must_be(s, {{"review.return_share", 0}});
    if (!returns.empty()) return returns;
    return load(s) < 1.0 ? "" : "reviewers must keep up: arrivals x review.minutes_mean below their minutes";
}

double kingman_bound(const Scenario& s) {
    const double gap = s.parameters.work().change_minutes / 60.0, service = service_hours(s);
    const double variances =
        variation(s.parameters.work()) * gap * gap + variation(s.parameters.review()) * service * service;
    return opened_per_hour(s) * variances / (2.0 * (1.0 - load(s)));
}

double kingman_wait(const Scenario& s) {
    const double spread = 0.5 * (variation(s.parameters.work()) + variation(s.parameters.review()));
    return load(s) / (1.0 - load(s)) * spread * service_hours(s);
}

double wait(const Scenario& s) { return wait_of_many(visits_per_hour(s), service_hours(s), servers(s)); }

double wait_for_one(const Scenario& s) {
    return wait_of_one(opened_per_hour(s), service_hours(s), variation(s.parameters.review()));
}

// Open: waiting, being read, or back with the author between two rounds.
double open_changes(const Scenario& s) {
    const double returns = visits_per_hour(s) - opened_per_hour(s);
    return visits_per_hour(s) * (wait(s) + service_hours(s)) + returns * s.parameters.review().return_minutes / 60.0;
}

double busy_servers(const Scenario& s) { return visits_per_hour(s) * service_hours(s); }

std::vector<double> scaled(std::vector<double> x, double factor) {
    for (double& value : x) value *= factor;
    return x;
}

std::vector<double> per_hour(const Outcomes& e, const char* output) {
    return scaled(e.mean(output, warm), 1.0 / hours_per_quarter);
}

std::vector<double> waits(const Outcomes& e) { return e.weighted_mean("review_wait_hours", "reviews", warm); }

std::vector<double> waits_of_urgent(const Outcomes& e) {
    return e.weighted_mean("urgent_wait_hours", "urgent_reviews", warm);
}

std::vector<double> waits_of_others(const Outcomes& e) {
    std::vector<double> waited = waits(e), urgent = waits_of_urgent(e);
    const std::vector<double> all = e.sum("reviews", warm), first = e.sum("urgent_reviews", warm);
    for (std::size_t k = 0; k < waited.size(); ++k)
        waited[k] = (waited[k] * all[k] - urgent[k] * first[k]) / (all[k] - first[k]);
    return waited;
}

// Waits of both classes, weighted by their loads.
std::vector<double> weighed_waits(const Outcomes& e) {
    const double first = urgent_load(e.scenario()), second = load(e.scenario()) - first;
    std::vector<double> sum = scaled(waits_of_urgent(e), first);
    const std::vector<double> others = scaled(waits_of_others(e), second);
    for (std::size_t k = 0; k < sum.size(); ++k) sum[k] += others[k];
    return sum;
}

// Squared deviation of a quarter's count from its expectation: its mean is the variance.
std::vector<double> squared_deviation(std::vector<double> x, double expected) {
    for (double& value : x) value = (value - expected) * (value - expected);
    return x;
}

double opened_a_quarter(const Scenario& s) { return opened_per_hour(s) * hours_per_quarter; }

// Backlog at the end beyond that at the end of the first quarter: from an empty start it grows a little faster.
std::vector<double> slope(const Outcomes& e) {
    const auto last = static_cast<std::size_t>(e.scenario().study.quarters_count - 1);
    std::vector<double> growth = e.at("waiting_changes", last);
    const std::vector<double> early = e.at("waiting_changes", 0);
    for (std::size_t k = 0; k < growth.size(); ++k)
        growth[k] = (growth[k] - early[k]) / (static_cast<double>(last) * hours_per_quarter);
    return growth;
}

constexpr Claim claims[] = {
    {"Q1", "mean wait for review, M/M/c [h]", "C(c, a) / (c mu - lambda)", "erlang1917", "erlang-c", 0.03,
     not_stable_exponential, wait, waits},
    {"Q1b", "utilisation of reviewers, M/M/c", "lambda / (c mu)", "erlang1917", "erlang-c", 0.01,
     not_stable_exponential, load, [](const Outcomes& e) { return e.mean("review_utilisation", warm); }},
    {"Q4", "changes waiting at a time, M/M/c", "L = lambda W", "little1961", "erlang-c", 0.08, not_stable_exponential,
     [](const Scenario& s) { return visits_per_hour(s) * wait(s); },
     [](const Outcomes& e) { return e.mean("waiting_changes", warm); }},
    {"Q4b", "changes open at a time, M/M/c", "L = lambda (W + 1 / mu)", "little1961", "erlang-c", 0.05,
     not_stable_exponential, open_changes, [](const Outcomes& e) { return e.mean("open_changes", warm); }},
    {"Q0", "changes opened per hour, many exponential clocks", "lambda = n / m", "derived", "erlang-c", 0.01,
     unlike_a_queue, opened_per_hour, [](const Outcomes& e) { return per_hour(e, "changes_opened"); }},
    {"Q0b", "variance of changes opened in a quarter, Poisson", "variance = mean", "derived", "erlang-c", 0.25,
     unlike_a_queue, opened_a_quarter,
     [](const Outcomes& e) { return squared_deviation(e.at("changes_opened", warm), opened_a_quarter(e.scenario())); }},
    {"Q2a", "mean wait, M/D/1: reviews of fixed length [h]", "rho / (2 mu (1 - rho))", "pollaczek1930", "one-fixed",
     0.05, not_one_server, wait_for_one, waits},
    {"Q2b", "mean wait, M/M/1 [h]", "rho / (mu (1 - rho))", "pollaczek1930", "one-exponential", 0.05, not_one_server,
     wait_for_one, waits},
    {"Q2c", "mean wait, M/G/1: lognormal reviews [h]", "rho (1 + c_s^2) / (2 mu (1 - rho))", "pollaczek1930",
     "one-lognormal", 0.08, not_one_server, wait_for_one, waits},
    {"Q1c", "mean wait for review, M/M/c with five reviewers [h]", "C(c, a) / (c mu - lambda)", "erlang1917",
     "erlang-c-five", 0.04, not_stable_exponential, wait, waits},
    {"Q3", "mean wait of one author's changes, G/G/1 [h]: at most", "lambda (var gap + var S) / (2 (1 - rho))",
     "kingman1961", "one-author", 0, not_one_author, kingman_bound, waits, Side::at_most},
    {"Q3b", "the same, approximately [h]", "rho / (1 - rho) (c_a^2 + c_s^2) / 2 E[S]", "kingman1961", "one-author",
     0.15, not_one_author, kingman_wait, waits, Side::about},
    {"Q5", "mean wait of urgent changes, taken first [h]", "W0 / (1 - rho1)", "cobham1954", "priority", 0.03,
     not_two_classes, wait_of_urgent, waits_of_urgent},
    {"Q5b", "mean wait of the other changes [h]", "W0 / ((1 - rho1) (1 - rho))", "cobham1954", "priority", 0.06,
     not_two_classes, wait_of_others, waits_of_others},
    {"Q5c", "waits weighted by loads, in any order [h]", "sum rho_i W_i = rho W0 / (1 - rho)", "cobham1954", "priority",
     0.06, not_two_classes, [](const Scenario& s) { return load(s) * residual_hours(s) / (1.0 - load(s)); },
     weighed_waits},
    {"Q6", "growth of the queue in overload [changes/h]", "lambda - c mu", "derived", "overload", 0.03, not_overloaded,
     [](const Scenario& s) { return opened_per_hour(s) - servers(s) / service_hours(s); }, slope},
    {"Q8", "changes merged in overload [1/h]", "c mu: more changes do not help", "derived", "overload", 0.01,
     not_overloaded, [](const Scenario& s) { return servers(s) / service_hours(s); },
     [](const Outcomes& e) { return per_hour(e, "changes_merged"); }},
    {"Q7", "reviews per hour with a rework loop", "lambda / (1 - p)", "jackson1957", "rework-loop", 0.01,
     not_stable_exponential, visits_per_hour, [](const Outcomes& e) { return per_hour(e, "reviews"); }},
    {"Q7b", "mean wait for the first review with a rework loop [h]", "W of M/M/c at lambda / (1 - p)", "jackson1957",
     "rework-loop", 0.05, not_stable_exponential, wait, waits},
    {"Q7c", "changes open at a time with a rework loop", "lambda ((W + 1 / mu) / (1 - p) + p / (1 - p) away)",
     "jackson1957", "rework-loop", 0.04, not_stable_exponential, open_changes,
     [](const Outcomes& e) { return e.mean("open_changes", warm); }},
    {"Q9", "changes in review when nobody waits, M/G/infinity", "lambda E[S], for any distribution", "derived",
     "no-waiting", 0.03, not_plenty, busy_servers, [](const Outcomes& e) { return e.mean("open_changes", warm); }},
    {"Q9b", "variance of changes in review when nobody waits", "Poisson: variance = lambda E[S]", "derived",
     "no-waiting", 0.3, not_plenty, busy_servers,
     [](const Outcomes& e) { return squared_deviation(e.at("open_changes", warm), busy_servers(e.scenario())); }},
};

}  // namespace

std::span<const Claim> claims_of_flow() { return claims; }

}  // namespace strathern
