// Do distributions over a whole run say what single changes and incidents were?
#include <doctest/doctest.h>

#include <cmath>
#include <strathern/load.hpp>

#include "scenario/shipped.hpp"
#include "study/distributions.hpp"

using namespace strathern;

// Everything of one size and length: the expectation needs no simulation.
TEST_CASE("changes of one size and incidents of one length have these as their quantiles") {
    const std::vector<std::string> plain = {
        "organisation.engineers_count=14", "study.quarters_count=2",        "work.change_minutes=200",
        "work.change_law=fixed",           "work.lines_sd_log=0",           "work.lines_per_minute=0.24",
        "incidents.recovery_sd_log=0",     "incidents.recovery_minutes=120"};
    const Scenario scenario = load_scenario(shipped_scenarios() + "/theory/defects-unreviewed.json", plain);
    const auto all = distributions_of(scenario, 0, {.replicates = 3});
    REQUIRE(all.size() == 3);
    constexpr double bin = 0.09;  // width of a histogram's bins
    for (const Distributions& d : all) {
        for (const double share : {0.1, 0.5, 0.9})
            CHECK(d.quantile(Distributed::change_size, share) == doctest::Approx(48.0).epsilon(bin));
        CHECK(d.quantile(Distributed::restore, 0.5) == doctest::Approx(2.0).epsilon(bin));
        CHECK(std::abs(d.log_sd(Distributed::restore)) < bin);
    }
}
