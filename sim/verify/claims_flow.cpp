// Does the flow of changes obey queueing theory? Reviewers are servers, changes are customers, minutes are minutes.
#include <cmath>
#include <strathern/calendar.hpp>
#include <strathern/params/activities.hpp>
#include <strathern/params/ai.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/params/organisation.hpp>
#include <strathern/params/quality.hpp>
#include <strathern/params/review.hpp>
#include <strathern/params/work.hpp>

#include "verify/claim.hpp"
#include "verify/queues.hpp"
#include "verify/vacations.hpp"

namespace strathern {
namespace {

constexpr double hours_per_quarter = days_per_quarter * minutes_per_day / 60.0;
constexpr std::size_t warm = 1;  // quarters; every organisation begins with empty queues

// Whom the scenarios describe: identical people who only build, with dedicated reviewers. Opened changes are a Poisson
// stream, as many equal exponential clocks produce.
std::string not_one_queue(const Scenario& s) {
    return s.parameters.organisation().engineers_count <= s.parameters.organisation().team_size
               ? ""
               : "organisation.engineers_count must not exceed organisation.team_size: one queue";
}

double opened_per_hour(const Scenario& s) {
    return static_cast<double>(s.parameters.organisation().engineers_count) * 60.0 / s.parameters.work().change_minutes;
}

// Every return is one more visit.
double visits_per_hour(const Scenario& s) { return opened_per_hour(s) / (1.0 - s.parameters.review().return_share); }

double service_hours(const Scenario& s) { return s.parameters.review().minutes_mean / 60.0; }

int servers(const Scenario& s) { return static_cast<int>(s.parameters.review().dedicated_reviewers_per_team); }

double load(const Scenario& s) { return visits_per_hour(s) * service_hours(s) / servers(s); }

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

// Time in which a queue forgets how it began [h], in heavy traffic. @param mixed mean of the squared variations
double settling_hours(const Scenario& s, double mixed) {
    const double spare = 1.0 - std::sqrt(load(s));
    return mixed * service_hours(s) / (servers(s) * spare * spare);
}

/// Shares of a minute hardly count beside a service of half an hour.
constexpr double least_service_hours = 0.5;
/// The quarter that is left out lasts at least so many settling times; what is missing then of the
/// stationary mean is below a hundredth of it over the other quarters.
constexpr double settling_times = 2.0;

std::string not_settled(const Scenario& s, double mixed) {
    if (std::string queues = not_one_queue(s); !queues.empty()) return queues;
    if (service_hours(s) < least_service_hours) return "review.minutes_mean must be at least 30: minutes are whole";
    if (load(s) >= 1.0) return "reviewers must keep up: arrivals x review.minutes_mean below their minutes";
    return settling_times * settling_hours(s, mixed) <= hours_per_quarter
               ? ""
               : "reviewers must keep up with more to spare: the queue must settle within a quarter";
}

std::string not_stable(const Scenario& s) { return not_settled(s, 0.5 * (1.0 + variation(s.parameters.review()))); }

std::string not_overloaded(const Scenario& s) {
    if (std::string queues = not_one_queue(s); !queues.empty()) return queues;
    if (service_hours(s) < least_service_hours) return "review.minutes_mean must be at least 30: minutes are whole";
    return load(s) > 1.0 ? "" : "reviewers must not keep up: arrivals x review.minutes_mean above their minutes";
}

/// Share of changes that find all reviewers busy, below which nobody is said to wait.
constexpr double hardly_any = 1e-3;

bool hardly_any_waits(const Scenario& s) { return erlang_c(load(s) * servers(s), servers(s)) < hardly_any; }

std::string not_plenty(const Scenario& s) {
    const std::string unmet = not_stable(s);
    if (!unmet.empty()) return unmet;
    return hardly_any_waits(s) ? "" : "reviewers must be so many that nobody waits";
}

std::string not_queueing(const Scenario& s) {
    const std::string unmet = not_stable(s);
    if (!unmet.empty()) return unmet;
    return hardly_any_waits(s) ? "reviewers must be so few that changes wait" : "";
}

// Urgent changes before others, one reviewer.
std::string not_two_classes(const Scenario& s) {
    const double urgent = s.parameters.review().urgent_share;
    if (urgent <= 0.0 || urgent >= 1.0) return "review.urgent_share must be between 0 and 1";
    return not_stable(s);
}

// Mean remaining time of the review that an arriving change finds in progress.
double residual_hours(const Scenario& s) {
    const double mean = service_hours(s);
    return opened_per_hour(s) * mean * mean * (1.0 + variation(s.parameters.review())) / 2.0;
}

// Of one reviewer, who sees each change once.
double load_of_one(const Scenario& s) { return opened_per_hour(s) * service_hours(s); }

double urgent_load(const Scenario& s) { return s.parameters.review().urgent_share * load_of_one(s); }

double wait_of_urgent(const Scenario& s) { return residual_hours(s) / (1.0 - urgent_load(s)); }

double wait_of_others(const Scenario& s) { return wait_of_urgent(s) / (1.0 - load_of_one(s)); }

double gap_hours(const Work& work) { return work.change_minutes / 60.0; }

/// E[e^(-s gap)] of the time between two changes of one author. @param s [1/h]
double transform_of_gap(const Work& work, double s) {
    const double mean = gap_hours(work), sd = work.change_sd_log;
    switch (work.change_law) {
        case Law::exponential:
            return 1.0 / (1.0 + s * mean);
        case Law::fixed:
            return std::exp(-s * mean);
        case Law::lognormal:
            break;
    }
    constexpr int steps = 2000;
    constexpr double reach = 8.0, width = 2.0 * reach / steps;
    double sum = 0.0;
    for (int k = 0; k <= steps; ++k) {
        const double z = -reach + k * width;
        sum += width * std::exp(-0.5 * z * z - s * mean * std::exp(sd * z - 0.5 * sd * sd));
    }
    return sum / std::sqrt(2.0 * std::acos(-1.0));
}

// An arriving change finds n others with a geometric probability; its ratio is the fixed point.
double wait_of_one_author(const Scenario& s) {
    const double rate = 1.0 / service_hours(s);
    double ratio = 0.5;
    for (int k = 0; k < 2000; ++k) ratio = transform_of_gap(s.parameters.work(), rate * (1.0 - ratio));
    return ratio / (rate * (1.0 - ratio));
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

std::string not_one_author(const Scenario& s) { return not_settled(s, 0.5 * (1.0 + variation(s.parameters.work()))); }

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
    const double first = urgent_load(e.scenario()), second = load_of_one(e.scenario()) - first;
    std::vector<double> sum = scaled(waits_of_urgent(e), first);
    const std::vector<double> others = scaled(waits_of_others(e), second);
    for (std::size_t k = 0; k < sum.size(); ++k) sum[k] += others[k];
    return sum;
}

// Mean squared deviation of the quarters' numbers from their expectation: its mean is the variance.
std::vector<double> squared_deviation(const Outcomes& e, const char* output, double expected) {
    const auto quarters = static_cast<std::size_t>(e.scenario().study.quarters_count);
    std::vector<double> all;
    for (std::size_t quarter = warm; quarter < quarters; ++quarter) {
        const std::vector<double> x = e.at(output, quarter);
        all.resize(x.size());
        for (std::size_t k = 0; k < x.size(); ++k)
            all[k] += (x[k] - expected) * (x[k] - expected) / static_cast<double>(quarters - warm);
    }
    return all;
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

// Each change waits for one reader, everybody alike often: as many queues as readers.
std::string not_asked(const Scenario& s) {
    const Review& review = s.parameters.review();
    if (review.asked_share < 1.0) return "review.asked_share must be 1";
    if (review.asked_days < days_per_quarter * 8.0) return "review.asked_days must be so long that nobody else comes";
    const double spare = 1.0 - std::sqrt(load(s));
    return settling_times * service_hours(s) / (spare * spare) <= hours_per_quarter
               ? not_stable(s)
               : "reviewers must keep up with more to spare: the queue must settle within a quarter";
}

double wait_for_the_asked(const Scenario& s) {
    return wait_of_one(opened_per_hour(s) / servers(s), service_hours(s), variation(s.parameters.review()));
}

// What is merged leaves as many behind as an arriving change finds, those of a queue of its own length; and everybody
// else is writing one.
std::string not_clashing(const Scenario& s) {
    if (s.parameters.quality().clash_defects <= 0.0) return "quality.clash_defects must be above 0";
    return not_stable(s);
}

double clashes_of_a_merge(const Scenario& s) {
    const double open = opened_per_hour(s) * (wait_for_one(s) + service_hours(s));
    const auto others = static_cast<double>(s.parameters.organisation().engineers_count - 1);
    return s.parameters.quality().clash_defects * (others + open);
}

std::vector<double> observed_clashes(const Outcomes& e) {
    std::vector<double> clashes = e.sum("clashes", warm);
    const std::vector<double> merged = e.sum("changes_merged", warm);
    for (std::size_t k = 0; k < clashes.size(); ++k) clashes[k] /= merged[k];
    return clashes;
}

std::string with_hands(const Scenario& s) {
    if (s.parameters.work().change_overhead_minutes <= 0.0) return "work.change_overhead_minutes must be above 0";
    return not_one_queue(s);
}

// At the least cost a change holds sqrt(c) of the work it would, where one more costs c of what it would.
double opened_with_ai(const Scenario& s) {
    return opened_per_hour(s) / std::sqrt(1.0 - s.parameters.ai().overhead_saved_share);
}

// Minutes that review does not need are built with on the next day: a change costs the minutes of building and of
// reading it, however much of the day is set aside for reading.
double minutes_of_a_change(const Scenario& s) {
    return s.parameters.work().change_minutes + s.parameters.review().minutes_mean;
}

// Colleagues who review in a session a day; as many changes as one opens wait for each.
PartTimeReader part_time_reader(const Scenario& s) {
    const Activities& a = s.parameters.activities();
    const double share = a.review.habit_share / (a.build.habit_share + a.review.habit_share);
    return {minutes_per_day, share, 1.0 / minutes_of_a_change(s), s.parameters.review().minutes_mean};
}

std::string not_part_time(const Scenario& s) {
    constexpr double busiest = 0.75, longest_session = 0.25, shortest_session = 0.02;  // of a day
    constexpr std::int64_t many = 12;                                                  // colleagues: a Poisson stream
    const PartTimeReader r = part_time_reader(s);
    if (std::string queues = not_one_queue(s); !queues.empty()) return queues;
    if (s.parameters.organisation().engineers_count < many) return "organisation.engineers_count must be at least 12";
    if (service_hours(s) < least_service_hours) return "review.minutes_mean must be at least 30: minutes are whole";
    if (r.share > longest_session || r.share < shortest_session)
        return "activities.review.habit_share must be from a fiftieth to a quarter of the hours";
    return r.load() <= busiest ? "" : "reviewers must keep up with more to spare: the queue must settle in a quarter";
}

double wait_for_a_session(const Scenario& s) { return VacationChain(part_time_reader(s)).mean_wait() / 60.0; }

double opened_beside_review(const Scenario& s) {
    return 60.0 * static_cast<double>(s.parameters.organisation().engineers_count) / minutes_of_a_change(s);
}

constexpr const char* chain_of_sessions = "E[L] / lambda, L from the chain of changes and saved minutes, by evening";

using enum ClaimKind;

// Without influence on the queue; some formulas are free of more.
constexpr const char* beside = "organisation.team_size money.* customers.*";
constexpr const char* beside_arrivals =
    "organisation.team_size organisation.engineers_count work.change_minutes money.* customers.*";
constexpr const char* beside_law =
    "organisation.team_size review.minutes_law review.minutes_sd_log review.dedicated_reviewers_per_team money.* "
    "customers.*";

constexpr Claim claims[] = {
    {"Q1", theorem, "mean wait for review, M/M/c [h]", "C(c, a) / (c mu - lambda)", "erlang1917", "erlang-c", 0.03,
     not_queueing, wait, waits, beside},
    {"Q1b", theorem, "utilisation of reviewers, M/M/c", "lambda / (c mu)", "erlang1917", "erlang-c", 0.01, not_stable,
     load, [](const Outcomes& e) { return e.mean("review_utilisation", warm); }, beside},
    {"Q4", theorem, "changes waiting at a time, M/M/c", "L = lambda W", "little1961", "erlang-c", 0.05, not_queueing,
     [](const Scenario& s) { return visits_per_hour(s) * wait(s); },
     [](const Outcomes& e) { return e.mean("waiting_changes", warm); }, beside},
    {"Q4b", theorem, "changes open at a time, M/M/c", "L = lambda (W + 1 / mu)", "little1961", "erlang-c", 0.05,
     not_stable, open_changes, [](const Outcomes& e) { return e.mean("open_changes", warm); }, beside},
    {"Q0", theorem, "changes opened per hour, many exponential clocks", "lambda = n / m", "derived", "erlang-c", 0.01,
     not_one_queue, opened_per_hour, [](const Outcomes& e) { return per_hour(e, "changes_opened"); }, beside},
    {"Q0b", theorem, "variance of changes opened in a quarter, Poisson", "variance = mean", "derived", "erlang-c", 0.05,
     not_one_queue, opened_a_quarter,
     [](const Outcomes& e) { return squared_deviation(e, "changes_opened", opened_a_quarter(e.scenario())); }, beside},
    {"Q2a", theorem, "mean wait, M/D/1: reviews of fixed length [h]", "rho / (2 mu (1 - rho))", "pollaczek1930",
     "one-fixed", 0.05, not_stable, wait_for_one, waits, beside},
    {"Q2b", theorem, "mean wait, M/M/1 [h]", "rho / (mu (1 - rho))", "pollaczek1930", "one-exponential", 0.05,
     not_stable, wait_for_one, waits, beside},
    {"Q2c", theorem, "mean wait, M/G/1: lognormal reviews [h]", "rho (1 + c_s^2) / (2 mu (1 - rho))", "pollaczek1930",
     "one-lognormal", 0.05, not_stable, wait_for_one, waits, beside},
    {"Q1c", theorem, "mean wait for review, M/M/c with five reviewers [h]", "C(c, a) / (c mu - lambda)", "erlang1917",
     "erlang-c-five", 0.04, not_queueing, wait, waits, beside},
    {"Q3", theorem, "mean wait of one author's changes, GI/M/1 [h]", "s / (mu (1 - s)), s = E[e^(-mu (1 - s) gap)]",
     "kendall1953", "one-author", 0.05, not_one_author, wait_of_one_author, waits, beside},
    {"Q5", theorem, "mean wait of urgent changes, taken first [h]", "W0 / (1 - rho1)", "cobham1954", "priority", 0.03,
     not_two_classes, wait_of_urgent, waits_of_urgent, beside},
    {"Q5b", theorem, "mean wait of the other changes [h]", "W0 / ((1 - rho1) (1 - rho))", "cobham1954", "priority",
     0.05, not_two_classes, wait_of_others, waits_of_others, beside},
    {"Q5c", theorem, "waits weighted by loads, in any order [h]", "sum rho_i W_i = rho W0 / (1 - rho)", "cobham1954",
     "priority", 0.05, not_two_classes,
     [](const Scenario& s) { return load_of_one(s) * residual_hours(s) / (1.0 - load_of_one(s)); }, weighed_waits,
     beside},
    {"Q6", theorem, "growth of the queue in overload [changes/h]", "lambda - c mu", "derived", "overload", 0.03,
     not_overloaded, [](const Scenario& s) { return opened_per_hour(s) - servers(s) / service_hours(s); }, slope,
     beside},
    {"Q8", theorem, "changes merged in overload [1/h]", "c mu: more changes do not help", "derived", "overload", 0.01,
     not_overloaded, [](const Scenario& s) { return servers(s) / service_hours(s); },
     [](const Outcomes& e) { return per_hour(e, "changes_merged"); }, beside_arrivals},
    {"Q7", theorem, "reviews per hour with a rework loop", "lambda / (1 - p)", "jackson1957", "rework-loop", 0.01,
     not_stable, visits_per_hour, [](const Outcomes& e) { return per_hour(e, "reviews"); }, beside},
    {"Q7b", theorem, "mean wait for the first review with a rework loop [h]", "W of M/M/c at lambda / (1 - p)",
     "jackson1957", "rework-loop", 0.05, not_queueing, wait, waits, beside},
    {"Q7c", theorem, "changes open at a time with a rework loop", "lambda ((W + 1 / mu) / (1 - p) + p / (1 - p) away)",
     "jackson1957", "rework-loop", 0.05, not_stable, open_changes,
     [](const Outcomes& e) { return e.mean("open_changes", warm); }, beside},
    {"Q10", theorem, "mean wait for the reader who was asked, c queues M/M/1 [h]", "rho / (mu (1 - rho))",
     "pollaczek1930", "asked-reader", 0.05, not_asked, wait_for_the_asked, waits, beside},
    {"Q11", theorem, "defects by clashes a merge, M/M/1", "kappa (n - 1 + rho / (1 - rho))", "derived", "clashes", 0.05,
     not_clashing, clashes_of_a_merge, observed_clashes, beside},
    {"Q12", theorem, "changes opened per hour where AI builds, cut at the least cost", "n / (m sqrt(1 - theta))",
     "derived", "changes-cut", 0.01, with_hands, opened_with_ai,
     [](const Outcomes& e) { return per_hour(e, "changes_opened"); }, beside},
    {"Q13", theorem, "mean wait for a colleague's session, M/M/1 with vacations, quiet [h]", chain_of_sessions,
     "doshi1986", "own-sessions", 0.05, not_part_time, wait_for_a_session, waits, beside},
    {"Q13b", theorem, "mean wait for a colleague's session, M/M/1 with vacations, busy [h]", chain_of_sessions,
     "doshi1986", "own-sessions-busy", 0.05, not_part_time, wait_for_a_session, waits, beside},
    {"Q13c", theorem, "changes opened per hour by people who build and review", "n / (m + E[S])", "derived",
     "own-sessions-busy", 0.01, not_part_time, opened_beside_review,
     [](const Outcomes& e) { return per_hour(e, "changes_opened"); }, beside},
    {"Q9", theorem, "changes in review when nobody waits, M/G/infinity", "lambda E[S], for any distribution", "derived",
     "no-waiting", 0.03, not_plenty, busy_servers, [](const Outcomes& e) { return e.mean("open_changes", warm); },
     beside_law},
    {"Q9b", theorem, "variance of changes in review when nobody waits", "Poisson: variance = lambda E[S]", "derived",
     "no-waiting", 0.05, not_plenty, busy_servers,
     [](const Outcomes& e) { return squared_deviation(e, "open_changes", busy_servers(e.scenario())); }, beside_law},
};

}  // namespace

std::span<const Claim> claims_of_flow() { return claims; }

}  // namespace strathern
