// Who does best? Order, neighbours and ties come from differences within replicates.
#include <doctest/doctest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <strathern/draws.hpp>

#include "analysis/ranking.hpp"
#include "core/variates.hpp"

using namespace strathern;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

double luck(std::uint32_t replicate, std::uint32_t which) {
    return normal(Draws(9, replicate).uniforms(Purpose::theory, 0, Slot{which, 0})[0]);
}

using Value = std::function<double(std::uint32_t replicate, std::size_t policy)>;

/// A study of one quarter in which policies are known by what they do; the first is the baseline.
StudyAnalysis analysed(const std::vector<std::string>& doings, std::uint32_t replicates, const Value& value,
                       const char* output = "net_value") {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    StudyIdentity id;
    id.quarters = 1;
    id.columns = {{output, "US$", "", "", Better::more, Over::sum, {-infinity, infinity}, "never"}};
    std::vector<std::uint32_t> policies;
    for (const std::string& doing : doings) {
        policies.push_back(static_cast<std::uint32_t>(policies.size()));
        id.policies.push_back({std::to_string(policies.size()), "", doing});
    }
    Results results(id, policies, 0, replicates);
    for (std::uint32_t replicate = 0; replicate < replicates; ++replicate) {
        for (const std::uint32_t policy : policies)
            results.add({replicate, policy, {}, {{replicate, policy, 0, {value(replicate, policy)}}}});
    }
    return analyse(results, id, {0, {0, 1}, false});
}

std::vector<std::size_t> order_of(const StudyAnalysis& a) {
    std::vector<std::size_t> order;
    for (const RankedPolicy& place : a.ranking.places) order.push_back(place.policy);
    return order;
}

}  // namespace

TEST_CASE("neighbours are told apart within replicates, however much organisations differ from one another") {
    // Organisations differ by 1000, policies by 1 with a spread of 0.1: hopeless between, plain within replicates.
    const StudyAnalysis a = analysed({"base", "worst", "best"}, 30, [](auto r, auto policy) {
        const double gain = policy == 0 ? 0.0 : policy == 1 ? -1.0 : 1.0;
        return 1000 * luck(r, 99) + gain + 0.1 * luck(r, static_cast<std::uint32_t>(policy));
    });
    REQUIRE(order_of(a) == std::vector<std::size_t>{2, 0, 1});
    CHECK_FALSE(a.ranking.places[1].tied);
    CHECK_FALSE(a.ranking.places[2].tied);
    CHECK(a.ranking.places[1].to_above.estimate.mean == doctest::Approx(-1).epsilon(0.1));
    CHECK(a.ranking.places[1].to_above.verdict == Verdict::worse);
}

TEST_CASE("two policies that both beat the baseline may be tied with one another") {
    const StudyAnalysis a = analysed({"base", "one", "other"}, 30, [](auto r, auto policy) {
        return policy == 0 ? 0.0 : 5 + luck(r, static_cast<std::uint32_t>(policy));
    });
    REQUIRE(a.ranking.places[2].policy == 0);
    CHECK(a.ranking.places[1].tied);
    CHECK(a.ranking.places[1].to_above.verdict == Verdict::unclear);
    CHECK_FALSE(a.ranking.places[2].tied);
}

TEST_CASE("a neighbour that is the baseline is tied exactly where the comparison with the baseline claims nothing") {
    // Means of 0 to 4 standard errors: below, around and above the bar of all policies judged together.
    for (int steps = 0; steps <= 8; ++steps) {
        const StudyAnalysis a = analysed({"base", "first", "second", "third"}, 40, [&](auto r, auto policy) {
            if (policy == 0) return 0.0;
            if (policy == 1) return 0.5 * steps / std::sqrt(40.0) + luck(r, 1);
            return -50.0 * static_cast<double>(policy) + luck(r, static_cast<std::uint32_t>(policy));
        });
        const RankedPolicy& second = a.ranking.places[1];
        REQUIRE(second.policy <= 1);
        CAPTURE(steps);
        CHECK(second.tied == !is_claimed(a.over_span[0].differences[1].verdict));
    }
}

TEST_CASE("a policy without a value has no place and stands last, and a policy of the same content is a tie") {
    const StudyAnalysis a = analysed({"base", "undefined", "same", "same"}, 20, [](auto r, auto policy) {
        return policy == 1 ? none : policy == 0 ? 0.0 : 7.0 + r;
    });
    REQUIRE(order_of(a) == std::vector<std::size_t>{2, 3, 0, 1});
    CHECK(a.ranking.places[1].to_above.verdict == Verdict::exactly_zero);
    CHECK(a.ranking.places[1].tied);
    CHECK_FALSE(a.ranking.places[2].tied);
    CHECK_FALSE(a.ranking.places[3].ranked);
    CHECK_FALSE(a.ranking.places[3].tied);
    CHECK(a.ranking.places[3].to_above.verdict == Verdict::undefined);
    const StudyAnalysis between = analysed({"base", "best", "undefined", "worst"}, 20, [](auto, auto policy) {
        return policy == 2 ? none : policy == 1 ? 7.0 : policy == 3 ? -7.0 : 0.0;
    });
    CHECK(order_of(between) == std::vector<std::size_t>{1, 0, 3, 2});
}

TEST_CASE("one replicate tells no policies apart, and a study without net value has no ranking") {
    const auto apart = [](auto, auto policy) { return 100.0 * static_cast<double>(policy); };
    const StudyAnalysis one = analysed({"base", "other"}, 1, apart);
    REQUIRE(order_of(one) == std::vector<std::size_t>{1, 0});
    CHECK(one.ranking.places[1].tied);
    CHECK(analysed({"base", "other"}, 20, apart, "tokens").ranking.places.empty());
}
