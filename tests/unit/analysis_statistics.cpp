// Are means, intervals and paired differences what the textbook says?
#include <doctest/doctest.h>

#include <cmath>
#include <strathern/outputs.hpp>
#include <strathern/params/definitions.hpp>
#include <vector>

#include "analysis/comparison.hpp"
#include "analysis/headline.hpp"
#include "analysis/statistics.hpp"

using namespace strathern;

TEST_CASE("Student's quantiles are those of the tables") {
    CHECK(student_quantile(1) == doctest::Approx(12.7062047362).epsilon(1e-9));
    CHECK(student_quantile(9) == doctest::Approx(2.2621571629).epsilon(1e-9));
    CHECK(student_quantile(1000000) == doctest::Approx(1.9599664).epsilon(1e-5));
}

TEST_CASE("a small sample: mean, sd and Student's interval by hand") {
    const std::vector<double> values = {1, 2, 3, 4};
    const Estimate e = estimate(values);
    CHECK(e.n == 4);
    CHECK(e.mean == 2.5);
    CHECK(e.sd == doctest::Approx(std::sqrt(5.0 / 3)));
    CHECK(e.low == doctest::Approx(2.5 - 3.18244630528 * std::sqrt(5.0 / 3) / 2));
    CHECK(e.method == Method::student);
    CHECK(e.few);
    CHECK(e.skewness == doctest::Approx(0));
}

TEST_CASE("one value has no interval, equal values an exact one, none nothing") {
    const std::vector<double> one = {7}, equal(30, 0.1);
    CHECK(estimate(one).method == Method::none);
    CHECK(estimate(one).few);
    CHECK(estimate(equal).method == Method::exact);
    CHECK(estimate(equal).mean == 0.1);
    CHECK(estimate(equal).low == 0.1);
    CHECK(estimate({}).n == 0);
}

TEST_CASE("skewed values get a skewed interval and a flag") {
    std::vector<double> values(40, 0.0);
    for (std::size_t i = 0; i < 40; ++i) values[i] = std::exp(static_cast<double>(i) / 6);
    const Estimate e = estimate(values);
    CHECK(e.method == Method::bootstrap_t);
    CHECK(e.skewed);
    CHECK(e.high - e.mean > 1.2 * (e.mean - e.low));
    std::vector<double> rare(100, 0.0);
    rare[3] = 1;
    const Estimate spike = estimate(rare);
    CHECK(spike.skewed);
    CHECK(std::isfinite(spike.low));
    CHECK(std::isfinite(spike.high));
}

TEST_CASE("an estimate does not depend on what the estimator saw before") {
    std::vector<double> values(50), others(33);
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = std::exp(static_cast<double>(i % 13));
    for (std::size_t i = 0; i < others.size(); ++i) others[i] = static_cast<double>(i * i * i);
    Estimator estimator;
    estimator(others);
    const Estimate after = estimator(values), fresh = estimate(values);
    CHECK(after.low == fresh.low);
    CHECK(after.high == fresh.high);
}

namespace {

/// Two policies, one column, three quarters; the second is better by the quarter's number, or equal in replicate 2.
Results study(bool with_failure) {
    StudyIdentity id;
    id.quarters = 3;
    id.columns = {{"wait", "hours", "Wait", "", Better::less, Over::sum}};
    id.policies = {{"none", ""}, {"other", ""}};
    Results results(id, {0, 1}, 0, 4);
    for (std::uint32_t replicate = 0; replicate < 4; ++replicate) {
        for (std::uint32_t policy = 0; policy < 2; ++policy) {
            StoredRun run{replicate, policy, {}, {}};
            if (with_failure && replicate == 3 && policy == 1) run.outcome = {RunStatus::failed, 3, "broken"};
            for (std::uint32_t quarter = 0; quarter < 3 && run.outcome.status == RunStatus::done; ++quarter) {
                const double gain = policy == 1 && replicate != 2 ? quarter + replicate : 0;
                run.rows.push_back({replicate, policy, quarter, {100.0 * replicate - gain}});
            }
            results.add(run);
        }
    }
    return results;
}

const StoredColumn wait = {"wait", "hours", "Wait", "", Better::less, Over::sum};

}  // namespace

TEST_CASE("quarters become one number as the column says") {
    const Results results = study(false);
    CHECK(over_quarters(results, 0, 1, Over::sum, {1, 3})[1] == 195);
    CHECK(over_quarters(results, 0, 1, Over::mean, {1, 3})[1] == 97.5);
    CHECK(over_quarters(results, 0, 1, Over::last, {0, 3})[1] == 97);
}

TEST_CASE("differences are paired by replicate, shares count replicates") {
    Estimator estimator;
    const Difference d = difference(estimator, study(false), wait, 0, {1, 0}, {0, 3});
    CHECK(d.estimate.n == 4);
    CHECK(d.estimate.mean == (-3 - 6 - 0 - 12) / 4.0);
    CHECK(d.better_share == 0.75);
    CHECK(d.equal_share == 0.25);
    const Difference none = difference(estimator, study(false), wait, 0, {0, 0}, {0, 3});
    CHECK(none.verdict == Verdict::exactly_zero);
    CHECK(none.estimate.mean == 0);
    CHECK(none.equal_share == 1);
}

TEST_CASE("a replicate that failed under one policy is no pair") {
    Estimator estimator;
    const Results results = study(true);
    StoredColumn amount = wait;
    amount.bounds.lowest = 0;
    const Difference d = difference(estimator, results, amount, 0, {1, 0}, {0, 3});
    CHECK(d.estimate.n == 3);
    CHECK(d.estimate.undefined == 0);  // it is missing, not undefined
    CHECK(d.relative.n == 3);
    CHECK(d.relative.undefined == 0);
    CHECK(level(estimator, results, wait, 0, 0, {0, 3}).n == 4);
    CHECK(level(estimator, results, wait, 0, 1, {0, 3}).n == 3);
}

TEST_CASE("every headline is an output column") {
    for (const std::string_view name : headline_names())
        CHECK_MESSAGE(output_column(std::string(name).c_str()) >= 0, name);
    CHECK(headline_columns(stored_columns()).size() == headline_names().size());
    CHECK(headline_names().size() >= 10);
    CHECK(headline_names().size() <= 15);
}
