// Which rules concern several values at once? Sums of shares, order of dates, names that must exist.
#include "scenario/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <strathern/calendar.hpp>
#include <strathern/params/activities.hpp>
#include <strathern/params/behaviour.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/params/organisation.hpp>
#include <strathern/params/review.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/date.hpp"
#include "scenario/nearest.hpp"
#include "scenario/problems.hpp"
#include "scenario/report.hpp"
#include "scenario/values.hpp"

namespace strathern {
namespace {

/// Two shares of one whole.
struct Shares {
    std::string_view group, first, second;
};
constexpr Shares shares_of_a_whole[] = {
    {"organisation", "junior_share", "mid_share"},
    {"worth", "positive_share", "negative_share"},
    {"incidents", "high_share", "medium_share"},
    {"customers", "small_share", "mid_share"},
};

class Checker {
public:
    Checker(const Scenario& scenario, const JsonNode& root, Sources& sources)
        : scenario_(scenario), root_(root), sources_(sources), rulings_(scenario.practices.size()) {}

    void check() {
        check_parameters(scenario_.parameters, "");
        check_baseline();
        check_start();
        for (const auto& practice : scenario_.practices) check_practice(practice);
        for (const auto& policy : scenario_.policies) check_policy(policy);
    }

private:
    void tell(const std::string& pointer, const std::string& value, const std::string& rule,
              const std::string& hint = {}) {
        report_at(sources_, root_, pointer, value, rule, hint);
    }

    /// @param setting pointer of the intervention's settings that led to these parameters, or "" at the start
    void check_parameters(const Parameters& parameters, const std::string& setting) {
        for (const Shares& shares : shares_of_a_whole) check_shares(parameters, shares, setting);
        if (setting.empty()) check_pools(parameters, "/organisation/pool_teams_count");
        check_effort_cost(parameters.behaviour(), setting);
        check_habits(parameters.activities(), setting);
        check_idle(parameters, setting.empty() ? "/activities" : setting);
    }

    /// @param where pointer of what left some with nothing to do
    void check_idle(const Parameters& parameters, const std::string& where) {
        const std::vector<Level> idle = idle_levels(parameters);
        if (idle.empty()) return;
        tell(where, "0",
             parameters.activities().review.habit_share > 0 && idle.back() < parameters.review().rights
                 ? fmt::format("a habit_share above 0 for {}, who may not review (review.rights): of an "
                               "activity other than review, or of a practice that everybody knows",
                               in_words(idle))
                 : "a habit_share above 0: of an activity, or of a practice that everybody knows");
    }

    /// A pool is simulated as one piece.
    void check_pools(const Parameters& parameters, const std::string& pointer) {
        constexpr std::int64_t seats_limit = 128;
        const std::int64_t pool = parameters.organisation().pool_teams_count, seats = seats_of_team();
        if (pool * seats <= seats_limit) return;
        tell(pointer, fmt::format("{}", pool),
             fmt::format("a pool of at most {} seats: {} teams of {} seats, with all that any policy opens",
                         seats_limit, seats_limit / seats, seats));
    }

    /// Seats of a team, dedicated reviewers' included: laid out alike for all policies, for whatever any of them opens.
    std::int64_t seats_of_team() const {
        const Parameters& stated = scenario_.parameters;
        std::int64_t dedicated = stated.review().dedicated_reviewers_per_team;
        double headcount = std::max(1.0, stated.organisation().headcount_share);
        for (const auto& policy : scenario_.policies) {
            Parameters parameters = stated;
            for (const Intervention& intervention : policy.value.interventions)
                for (const Setting& setting : intervention.set) {
                    set_parameter(parameters, setting.parameter, setting.value);
                    dedicated = std::max(dedicated, parameters.review().dedicated_reviewers_per_team);
                    headcount = std::max(headcount, parameters.organisation().headcount_share);
                }
        }
        const double engineers = static_cast<double>(stated.organisation().team_size) * headcount;
        return static_cast<std::int64_t>(std::ceil(engineers)) + dedicated;
    }

    /// Beyond effort_cost, moving hours from one option to another would have negative cost, without bound.
    void check_effort_cost(const Behaviour& behaviour, const std::string& setting) {
        if (behaviour.effort_cost_crossed <= behaviour.effort_cost) return;
        tell(setting.empty() ? "/behaviour/effort_cost_crossed" : setting,
             fmt::format("{}", behaviour.effort_cost_crossed),
             fmt::format("at most behaviour.effort_cost, {}", behaviour.effort_cost));
    }

    /// Habits are shares of one day; practices take their part of it besides.
    void check_habits(const Activities& activities, const std::string& setting) {
        const double build = activities.build.habit_share, with_ai = activities.build_with_ai.habit_share,
                     review = activities.review.habit_share;
        constexpr double rounding = 1e-12;
        if (build + with_ai + review <= 1 + rounding) return;
        tell(setting.empty() ? stated_habit() : setting, fmt::format("{} + {} + {}", build, with_ai, review),
             "habit_share of build, build_with_ai and review that sum to at most 1");
    }

    /// Pointer of the last habit that the author stated.
    std::string stated_habit() const {
        std::string_view last = "build";
        const JsonNode* activities = root_.find("activities");
        for (const std::string_view name : {"build", "build_with_ai", "review"}) {
            const JsonNode* activity = activities != nullptr ? activities->find(name) : nullptr;
            if (activity != nullptr && activity->find("habit_share") != nullptr) last = name;
        }
        return fmt::format("/activities/{}/habit_share", last);
    }

    void check_shares(const Parameters& parameters, const Shares& shares, const std::string& setting) {
        const auto value = [&](std::string_view name) {
            return parameter_value(parameters, parameter_index(fmt::format("{}.{}", shares.group, name)));
        };
        const double first = value(shares.first), second = value(shares.second);
        if (first + second <= 1) return;
        const std::string where = setting.empty() ? stated(shares) : setting;
        tell(where, fmt::format("{} + {}", first, second),
             fmt::format("{} and {} of {} that sum to at most 1", shares.first, shares.second, shares.group));
    }

    /// Pointer of the later of two shares that the author stated.
    std::string stated(const Shares& shares) const {
        const JsonNode* group = root_.find(shares.group);
        const std::string_view name =
            group != nullptr && group->find(shares.second) != nullptr ? shares.second : shares.first;
        return fmt::format("/{}/{}", shares.group, name);
    }

    static bool present(const Organisation& organisation, Level level) {
        switch (level) {
            case Level::junior:
                return organisation.junior_share > 0;
            case Level::mid:
                return organisation.mid_share > 0;
            case Level::senior:
                return organisation.junior_share + organisation.mid_share < 1;
            case Level::architect:
                return organisation.architects_per_team_count > 0;
        }
        return false;
    }

    static std::string in_words(const std::vector<Level>& some) {
        constexpr std::string_view names[] = {"juniors", "mids", "seniors", "architects"};
        std::string words;
        for (const Level level : some) {
            if (!words.empty()) words += " and ";
            words += names[static_cast<std::size_t>(level)];
        }
        return words;
    }

    /// Levels that have nothing to do.
    std::vector<Level> idle_levels(const Parameters& parameters) const {
        std::vector<Level> idle;
        for (const Level level : {Level::junior, Level::mid, Level::senior, Level::architect})
            if (present(parameters.organisation(), level) && habits(parameters, level) <= 0) idle.push_back(level);
        return idle;
    }

    double habits(const Parameters& parameters, Level level) const {
        const Activities& activities = parameters.activities();
        double sum = activities.build.habit_share;
        if (level >= parameters.review().rights) sum += activities.review.habit_share;
        // Without access to AI, those hours are spent building by hand.
        sum += activities.build_with_ai.habit_share;
        for (std::size_t k = 0; k < scenario_.practices.size(); ++k) {
            const Practice& practice = scenario_.practices[k].value;
            if (all_know(practice, k, level) && level >= practice.least_level &&
                practice.opportunity == Opportunity::free)
                sum += practice.habit_share;
        }
        return sum;
    }

    /// Whether all of a level that may know a practice do, as the policy has it so far.
    bool all_know(const Practice& practice, std::size_t k, Level level) const {
        if (rulings_[k]) return *rulings_[k];
        return practice.known_share[static_cast<std::size_t>(level)] >= 1 && practice.known_teams_share >= 1;
    }

    /// A practice that affects changes or reviews must be tied to them.
    void check_practice(const Named<Practice>& practice) {
        const Practice& p = practice.value;
        const bool bound =
            p.change_size_factor != 1.0 || p.defect_factor != 1.0 || p.points_factor != 1.0 || p.glance_share > 0.0;
        if ((p.opportunity != Opportunity::free && p.opportunity != Opportunity::unattended) || !bound) return;
        tell(fmt::format("/practices/{}/opportunity", practice.name), json_quoted(name(p.opportunity)),
             "\"change\", \"change_with_ai\", \"prompt\" or \"review\" for a practice that changes sizes, defects, "
             "points or reviews");
    }

    void check_baseline() {
        if (scenario_.policies.empty()) return;  // they could not be read
        std::vector<std::string_view> names;
        for (const auto& policy : scenario_.policies) names.push_back(policy.name);
        const std::string& baseline = scenario_.study.baseline;
        if (std::ranges::find(names, std::string_view(baseline)) != names.end()) return;
        tell("/study/baseline", json_quoted(shortened(baseline)), "the name of one of the policies",
             nearest_name(baseline, names));
    }

    void check_start() {
        const std::string& start = scenario_.study.start_date;
        const auto date = date_of(start);
        if (date && std::chrono::weekday{*date} == std::chrono::Monday) return;
        tell("/study/start_date", json_quoted(shortened(start)), "a Monday, as in 2026-01-05");
    }

    void check_policy(const Named<Policy>& policy) {
        Parameters parameters = scenario_.parameters;
        bool regime_in_force = false;
        int last = 0;
        std::ranges::fill(rulings_, std::nullopt);
        for (std::size_t i = 0; i < policy.value.interventions.size(); ++i) {
            const Intervention& intervention = policy.value.interventions[i];
            const std::string pointer = fmt::format("/policies/{}/interventions/{}", policy.name, i);
            check_date(intervention.at, last, pointer + "/at");
            check_regime(intervention, regime_in_force, pointer);
            for (const Setting& setting : intervention.set) set_parameter(parameters, setting.parameter, setting.value);
            if (!intervention.set.empty()) {
                check_parameters(parameters, pointer + "/set");
                check_pools(parameters, pointer + "/set");
            }
            check_practices(intervention, pointer);
            if (!intervention.take_away.empty()) check_idle(parameters, pointer + "/take_away");
            last = std::max(last, intervention.at);
            regime_in_force = !intervention.end_regime && (regime_in_force || intervention.regime.has_value());
        }
    }

    void check_practices(const Intervention& intervention, const std::string& pointer) {
        rule_names(intervention.take_away, false, pointer + "/take_away");
        rule_names(intervention.teach, true, pointer + "/teach");
        for (const PracticeName& each : intervention.teach) {
            if (std::ranges::find(intervention.take_away, each) == intervention.take_away.end()) continue;
            tell(place_in(intervention.teach, each, pointer + "/teach"), json_quoted(shortened(each.name)),
                 "a practice that the same intervention does not take away");
        }
    }

    /// Each must be a practice of the scenario, named once.
    void rule_names(const std::vector<PracticeName>& names, bool taught, const std::string& pointer) {
        std::vector<std::string_view> known;
        for (const auto& practice : scenario_.practices) known.push_back(practice.name);
        for (std::size_t i = 0; i < names.size(); ++i) {
            const PracticeName& each = names[i];
            const std::string where = names.size() == 1 ? pointer : fmt::format("{}/{}", pointer, i);
            const std::string value = json_quoted(shortened(each.name));
            if (each.practice >= known.size())
                tell(where, value, "the name of a practice of this scenario", nearest_name(each.name, known));
            else if (std::ranges::count(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(i), each) > 0)
                tell(where, value, "a practice that is not named before");
            else
                rulings_[each.practice] = taught;
        }
    }

    static std::string place_in(const std::vector<PracticeName>& names, const PracticeName& name,
                                const std::string& pointer) {
        if (names.size() == 1) return pointer;
        return fmt::format("{}/{}", pointer, std::ranges::find(names, name) - names.begin());
    }

    void check_date(int week, int last, const std::string& pointer) {
        const std::string value = fmt::format("\"{}\"", date_of(week));
        if (week < last)
            tell(pointer, value, fmt::format("interventions in order of date: not before \"{}\"", date_of(last)));
        const std::int64_t end = weeks_per_quarter * std::min<std::int64_t>(scenario_.study.quarters_count, 1000);
        if (week >= end)
            tell(pointer, value, fmt::format("a date before the study's end, at most \"week {}\"", end),
                 "study.quarters_count sets the end");
    }

    void check_regime(const Intervention& intervention, bool in_force, const std::string& pointer) {
        if (intervention.end_regime && intervention.regime) {
            tell(pointer + "/end_regime", "true",
                 "either a regime or the end of one; a new regime replaces the old one");
        } else if (intervention.end_regime && !in_force) {
            tell(pointer + "/end_regime", "true", "a regime in force to end");
        }
        if (!intervention.regime) return;
        const std::string metrics = pointer + "/regime/metrics";
        if (intervention.regime->metrics.empty()) tell(metrics, "none", "at least one metric in a regime");
        for (const auto& metric : intervention.regime->metrics) {
            const std::string numerator = metrics + "/" + metric.name + "/numerator";
            if (metric.value.numerator.empty()) tell(numerator, "none", "at least one signal in a metric's numerator");
        }
    }

    const Scenario& scenario_;
    const JsonNode& root_;
    Sources& sources_;
    std::vector<std::optional<bool>> rulings_;  ///< by practice: taught or taken away by the policy so far
};

}  // namespace

void check_scenario(const Scenario& scenario, const JsonNode& root, Sources& sources) {
    Checker(scenario, root, sources).check();
}

}  // namespace strathern
