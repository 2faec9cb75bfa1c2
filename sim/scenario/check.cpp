// What values must be true of each other: sums of shares, order of dates, names that must exist.
#include "scenario/check.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <strathern/calendar.hpp>
#include <string>
#include <string_view>
#include <vector>

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
    {"value", "positive_share", "negative_share"},
    {"incidents", "high_share", "medium_share"},
};

class Checker {
public:
    Checker(const Scenario& scenario, const JsonNode& root, Sources& sources)
        : scenario_(scenario), root_(root), sources_(sources) {}

    void check() {
        check_parameters(scenario_.parameters, "");
        check_baseline();
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
        check_effort_cost(parameters.behaviour, setting);
        if (habits(parameters) > 0) return;
        const std::string where = setting.empty() ? "/activities" : setting;
        const bool some_review = parameters.activities.review.habit_share > 0;
        tell(where, "0",
             some_review ? fmt::format("habits (habit_share) that do not all vanish for {}, who may not review "
                                       "(review.rights): of an activity but review, or of a practice that everybody knows",
                                       without_rights(parameters))
                         : "habits (habit_share) that do not all vanish: of an activity, or of a practice that everybody "
                           "knows");
    }

    /// Two options that cost more together than each alone by more than their own cost would be endless riches apart.
    void check_effort_cost(const Behaviour& behaviour, const std::string& setting) {
        if (behaviour.effort_cost_crossed <= behaviour.effort_cost) return;
        tell(setting.empty() ? "/behaviour/effort_cost_crossed" : setting, fmt::format("{}", behaviour.effort_cost_crossed),
             fmt::format("at most behaviour.effort_cost, {}", behaviour.effort_cost));
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

    static bool excludes_juniors(const Parameters& parameters) {
        return parameters.review.rights != Level::junior && parameters.organisation.junior_share > 0;
    }

    static bool excludes_mids(const Parameters& parameters) {
        return parameters.review.rights == Level::senior && parameters.organisation.mid_share > 0;
    }

    static std::string_view without_rights(const Parameters& parameters) {
        if (!excludes_mids(parameters)) return "juniors";
        return excludes_juniors(parameters) ? "juniors and mids" : "mids";
    }

    /// What those have to do who may do least.
    double habits(const Parameters& parameters) const {
        const Activities& activities = parameters.activities;
        const bool all_review = !excludes_juniors(parameters) && !excludes_mids(parameters);
        double sum = activities.build.habit_share + (all_review ? activities.review.habit_share : 0);
        if (parameters.ai.access) sum += activities.build_with_ai.habit_share;
        for (const auto& practice : scenario_.practices)
            sum += practice.value.known_share >= 1 ? practice.value.habit_share : 0;
        return sum;
    }

    /// What changes a change or a review has to go with one.
    void check_practice(const Named<Practice>& practice) {
        const Practice& p = practice.value;
        const bool bound = p.change_size_factor != 1.0 || p.defect_factor != 1.0 || p.points_factor != 1.0 || p.glance_share > 0.0;
        if (p.opportunity != Opportunity::free || !bound) return;
        tell(fmt::format("/practices/{}/opportunity", practice.name), "\"free\"",
             "\"change\", \"prompt\" or \"review\" for a practice that changes sizes, faults, points or reviews");
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

    void check_policy(const Named<Policy>& policy) {
        Parameters parameters = scenario_.parameters;
        bool regime_in_force = false;
        int last = 0;
        for (std::size_t i = 0; i < policy.value.interventions.size(); ++i) {
            const Intervention& intervention = policy.value.interventions[i];
            const std::string pointer = fmt::format("/policies/{}/interventions/{}", policy.name, i);
            check_date(intervention.at, last, pointer + "/at");
            check_regime(intervention, regime_in_force, pointer);
            for (const Setting& setting : intervention.set) set_parameter(parameters, setting.parameter, setting.value);
            if (!intervention.set.empty()) check_parameters(parameters, pointer + "/set");
            last = std::max(last, intervention.at);
            regime_in_force = !intervention.end_regime && (regime_in_force || intervention.regime.has_value());
        }
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
            tell(pointer + "/end_regime", "true", "a regime in force that can be ended");
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
};

}  // namespace

void check_scenario(const Scenario& scenario, const JsonNode& root, Sources& sources) {
    Checker(scenario, root, sources).check();
}

}  // namespace strathern
