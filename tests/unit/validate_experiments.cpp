// Does the validation judge by intervals, and is every experiment whole?
#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <set>
#include <strathern/load.hpp>
#include <strathern/params/definitions.hpp>

#include "scenario/shipped.hpp"
#include "study/study.hpp"
#include "validate/validate.hpp"

using namespace strathern;

namespace {

Experiment with_band(double low, double high) {
    return {"0x", "", "", 0.0, {low, high}, BandBy::list, Basis::predicted, "", "", nullptr};
}

/// Mean 1, and an interval that is narrow for 400 values: about 0.95 to 1.05 for a spread of 0.5.
PerReplicate about_one(double spread) {
    PerReplicate values(400);
    for (std::size_t k = 0; k < values.size(); ++k) values[k] = 1.0 + (k % 2 == 0 ? spread : -spread);
    return values;
}

Standing standing(double low, double high, const PerReplicate& values) {
    const Experiment experiment = with_band(low, high);
    return judge(experiment, values).standing;
}

}  // namespace

TEST_CASE("the whole interval decides, not the mean") {
    constexpr double endless = std::numeric_limits<double>::infinity();
    CHECK(standing(0.9, 1.1, about_one(0.5)) == Standing::inside);
    CHECK(standing(0.9, 1.1, about_one(5.0)) == Standing::straddles);
    CHECK(standing(0.98, 1.1, about_one(0.5)) == Standing::straddles);
    CHECK(standing(1.1, 1.2, about_one(0.5)) == Standing::outside);
    CHECK(standing(0.5, 0.9, about_one(0.5)) == Standing::outside);
    CHECK(standing(0.0, endless, about_one(0.5)) == Standing::inside);
    CHECK(standing(0.0, endless, about_one(50.0)) == Standing::straddles);
}

TEST_CASE("one replicate has no interval, equal ones have one of no width") {
    CHECK(standing(0.0, 2.0, {1.0}) == Standing::straddles);
    CHECK(standing(0.0, 2.0, {1.0, 1.0}) == Standing::inside);
    CHECK(standing(1.5, 2.0, {1.0, 1.0}) == Standing::outside);
}

TEST_CASE("what can't be divided is undefined") {
    CHECK(standing(0.0, 2.0, ratio({1.0, 1.0}, {1.0, 0.0})) == Standing::undefined);
    CHECK(standing(0.0, 2.0, ratio({1.0, 0.0}, {1.0, 0.0})) == Standing::undefined);
}

TEST_CASE("arms are compared replicate by replicate") {
    CHECK(change({2.0, 4.0}, {3.0, 3.0}) == PerReplicate{0.5, -0.25});
    CHECK(ratio({2.0, 4.0}, {1.0, 8.0}) == PerReplicate{2.0, 0.5});
    CHECK(minus({2.0, 4.0}, {1.0, 8.0}) == PerReplicate{1.0, -4.0});
}

// By hand: means 4 and 2, ratio 2; of each pair what it has more than twice its denominator, over the mean of 2.
TEST_CASE("a ratio of means has their ratio as its mean and no spread where all pairs have it") {
    CHECK(ratio_of_means({2.0, 6.0}, {1.0, 3.0}) == PerReplicate{2.0, 2.0});
    CHECK(ratio_of_means({3.0, 5.0}, {1.0, 3.0}) == PerReplicate{2.5, 1.5});
    CHECK(ratio_of_means({4.0, 4.0}, {0.0, 4.0}) == PerReplicate{4.0, 0.0});  // a ratio a replicate is undefined
}

TEST_CASE("an arm is run once, when it is first asked for") {
    const Scenario scenario;
    int runs = 0;
    Arms arms([&](const char*) {
        ++runs;
        return Outcomes(scenario, {});
    });
    CHECK(runs == 0);
    const Outcomes* first = &arms["a"];
    CHECK(&arms["b"] != first);
    CHECK(&arms["a"] == first);
    CHECK(runs == 2);
}

TEST_CASE("every experiment has a name of its own, a target in its band and a scenario that loads") {
    std::set<std::string> ids;
    for (const Experiment* e : all_experiments()) {
        CAPTURE(e->id);
        CHECK(ids.insert(e->id).second);
        CHECK(e->band.low <= e->target);
        CHECK(e->target <= e->band.high);
        const Scenario scenario = load_scenario(shipped_scenarios() + "/facts/" + e->scenario + ".json");
        // One arm compares with no other, unless a whole organisation is compared with the world.
        CHECK((scenario.policies.size() >= 2 || std::string_view(e->id).starts_with("dora.")));
    }
    CHECK(ids.size() >= 20);
}

TEST_CASE("arms of one scenario have the same luck: an arm less itself is nothing") {
    const std::vector<std::string> small = {"organisation.engineers_count=7"};
    const Scenario scenario = load_scenario(shipped_scenarios() + "/facts/ai-share.json", small);
    const std::uint32_t arms[] = {policy_position(scenario, "quarter"), policy_position(scenario, "half")};
    const auto both = outcomes_of(scenario, arms, {.replicates = 3});
    const auto one = outcomes_of(scenario, std::span(arms).subspan(1), {.replicates = 3});
    CHECK(both.at(1).sum("incidents") == one.at(0).sum("incidents"));
    CHECK(both.at(0).sum("tokens") != one.at(0).sum("tokens"));
}
