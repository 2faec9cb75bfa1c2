// What may be said of a difference? Undefined values, ratios, equal values, and many comparisons at once.
#include <doctest/doctest.h>

#include <cmath>
#include <limits>
#include <strathern/draws.hpp>

#include "analysis/comparison.hpp"
#include "analysis/simultaneous.hpp"
#include "core/variates.hpp"

using namespace strathern;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

StoredColumn headline(const char* name, Better better = Better::more) {
    return {name, "items", "", "", better, Over::mean, {0, std::numeric_limits<double>::infinity()}, "never"};
}

/// A study of two policies, in which value(replicate, policy, column, quarter) is stored.
template <class Value>
StudyAnalysis analysed(std::vector<StoredColumn> columns, std::uint32_t replicates, int quarters, Value value) {
    StudyIdentity id;
    id.quarters = quarters;
    id.columns = std::move(columns);
    id.policies = {{"a", ""}, {"b", ""}};
    Results results(id, {0, 1}, 0, replicates);
    for (std::uint32_t replicate = 0; replicate < replicates; ++replicate) {
        for (std::uint32_t policy = 0; policy < 2; ++policy) {
            StoredRun run{replicate, policy, {}, {}};
            for (std::uint32_t quarter = 0; quarter < static_cast<std::uint32_t>(quarters); ++quarter) {
                QuarterRow row{replicate, policy, quarter, {}};
                for (std::size_t column = 0; column < id.columns.size(); ++column)
                    row.values.push_back(value(replicate, policy, column, quarter));
                run.rows.push_back(std::move(row));
            }
            results.add(run);
        }
    }
    return analyse(results, id, {0, {0, static_cast<std::uint32_t>(quarters)}, false});
}

double luck(std::uint32_t replicate, std::uint32_t which) {
    return normal(Draws(7, replicate).uniforms(Purpose::theory, 0, Slot{which, 0})[0]);
}

}  // namespace

TEST_CASE("a value over nothing is left out and counted, quarter by quarter and replicate by replicate") {
    // Replicate 0 has no incident under b at all; replicate 1 has one in the second quarter only.
    const StudyAnalysis a = analysed({headline("restore_hours")}, 4, 2, [](auto r, auto policy, auto, auto quarter) {
        if (policy == 1 && (r == 0 || (r == 1 && quarter == 0))) return none;
        return 10.0 + r + 4.0 * quarter + policy;
    });
    const Comparison& c = a.over_span[0];
    CHECK(c.levels[0].n == 4);
    CHECK(c.levels[1].n == 3);
    CHECK(c.levels[1].undefined == 1);
    // (11 + 1 + 4) for replicate 1; 10 + r + 2 + 1 for the others.
    CHECK(c.levels[1].mean == doctest::Approx((16.0 + 15.0 + 16.0) / 3));
    CHECK(c.differences[1].estimate.n == 3);
    CHECK(c.differences[1].estimate.undefined == 1);
}

TEST_CASE("what no replicate has is undefined and gets no verdict") {
    const StudyAnalysis a = analysed({headline("incidents", Better::less)}, 20, 1,
                                     [](auto r, auto policy, auto, auto) { return policy == 1 ? none : 5.0 + r; });
    const Difference& d = a.over_span[0].differences[1];
    CHECK(d.verdict == Verdict::undefined);
    CHECK(d.estimate.n == 0);
    CHECK(std::isnan(d.estimate.mean));
    CHECK(std::isnan(a.over_span[0].levels[1].mean));
    CHECK(a.family == 0);
}

TEST_CASE("pairs in proportion give an exact ratio, and nothing left is exactly everything less") {
    Estimator estimator;
    const std::vector<double> without = {3, 5, 11, 2, 8}, tenfold = {30, 50, 110, 20, 80}, gone(5, 0.0);
    const Estimate more = estimator.relative(tenfold, without);
    CHECK(more.mean == doctest::Approx(9).epsilon(1e-14));
    CHECK(more.low == more.high);
    CHECK(more.method == Method::exact);
    const Estimate less = estimator.relative(gone, without);
    CHECK(less.low == -1);
    CHECK(less.high == -1);
    CHECK(estimator.relative(without, gone).method == Method::none);
}

TEST_CASE("no interval of a ratio reaches below -100 %, none of a level passes the bounds of its output") {
    Estimator estimator;
    std::vector<double> with(20), without(20);
    for (std::uint32_t i = 0; i < 20; ++i) without[i] = 100.0 + i, with[i] = i == 0 ? 60.0 : 0.5;
    const Estimate e = estimator.relative(with, without);
    CHECK(e.low > -1);
    CHECK(e.low < e.mean);
    CHECK(e.high > e.mean);
    StoredColumn share = headline("unread_share", Better::less);
    share.bounds = {0, 1};
    const StudyAnalysis a = analysed({share}, 5, 1, [](auto r, auto, auto, auto) { return r == 0 ? 0.9 : 1.0; });
    CHECK(a.over_span[0].levels[0].high == 1);
    CHECK(a.over_span[0].levels[0].low > 0.5);
}

TEST_CASE("a relative interval covers the ratio in 93 to 97 of 100 samples of 20") {
    // Pairs share their luck; `with` is a tenth larger on average and has luck of its own. 2000 samples: the count of
    // hits has a standard error of 0.5 %, so the bounds are four of them wide.
    Estimator estimator;
    int inside = 0;
    for (std::uint32_t sample = 0; sample < 2000; ++sample) {
        std::vector<double> with, without;
        for (std::uint32_t i = 0; i < 20; ++i) {
            const double common = 100 + 20 * luck(sample, 3 * i);
            without.push_back(common + 5 * luck(sample, 3 * i + 1));
            with.push_back(1.1 * common + 5 * luck(sample, 3 * i + 2));
        }
        const Estimate e = estimator.relative(with, without);
        inside += e.low <= 0.1 && 0.1 <= e.high;
    }
    CHECK(inside >= 1860);
    CHECK(inside <= 1940);
}

TEST_CASE("twenty equal values leave room for 14 % that differ, the same policy twice leaves none") {
    CHECK(unseen_share(20) == doctest::Approx(0.139).epsilon(0.01));
    CHECK(unseen_share(1) == doctest::Approx(0.95));
    const StudyAnalysis a = analysed({headline("tokens")}, 20, 1, [](auto r, auto, auto, auto) { return 5.0 + r; });
    CHECK(a.over_span[0].differences[1].verdict == Verdict::equal);
    CHECK(a.over_span[0].differences[0].verdict == Verdict::exactly_zero);
}

TEST_CASE("only a headline output whose difference stands among all others is called better or worse") {
    // The first differs by six standard errors; the second by 2.3, which stands alone (t of 49 degrees: 2.01) but not
    // among ten; the last is no headline.
    const char* names[] = {"worth_shipped",  "net_value",      "incidents",       "token_cost",   "tokens",
                           "lead_time_days", "changes_merged", "items_completed", "unread_share", "hollow_hours"};
    std::vector<StoredColumn> columns;
    for (const char* name : names) columns.push_back(headline(name));
    columns.push_back(headline("moved"));
    const StudyAnalysis a = analysed(columns, 50, 1, [](auto r, auto policy, auto column, auto) {
        if (policy == 0) return 100.0;
        double mean = 0, square = 0;
        const auto c = static_cast<std::uint32_t>(column);
        for (std::uint32_t k = 0; k < 50; ++k) mean += luck(k, c) / 50, square += luck(k, c) * luck(k, c) / 50;
        // Standardised, so that the distance in standard errors is what it says.
        const double z = (luck(r, c) - mean) / std::sqrt(square - mean * mean), error = std::sqrt(1 / 49.0);
        const double far = column == 0 || column == 10 ? 6.0 : column == 1 ? 2.3 : 0.0;
        return 100.0 + z + far * error;
    });
    CHECK(a.family == 10);
    CHECK(a.critical > 2.4);
    CHECK(a.critical < 3.1);  // Bonferroni's for ten: 2.94
    CHECK(a.over_span[0].differences[1].verdict == Verdict::better);
    CHECK(a.over_span[1].differences[1].verdict == Verdict::hint);
    CHECK(a.over_span[2].differences[1].verdict == Verdict::unclear);
    CHECK(a.over_span[10].differences[1].verdict == Verdict::hint);
    CHECK(a.over_span[10].differences[1].simultaneous == 0);
}

TEST_CASE("a direction makes a claim better or worse, and none makes it differ") {
    const auto verdict = [](Better better) {
        const StudyAnalysis a =
            analysed({headline("worth_shipped", better)}, 30, 1,
                     [](auto r, auto policy, auto, auto) { return 1.0 * r + policy * (5.0 + r % 2); });
        return a.over_span[0].differences[1].verdict;
    };
    CHECK(verdict(Better::more) == Verdict::better);
    CHECK(verdict(Better::less) == Verdict::worse);
    CHECK(verdict(Better::neither) == Verdict::differs);
}

TEST_CASE("the critical value is Student's for one series, Bonferroni's for few replicates, less for twins") {
    const auto series = [](std::uint32_t n, std::uint32_t which) {
        PairedValues values;
        for (std::uint32_t i = 0; i < n; ++i) values.push_back(luck(i, which));
        return values;
    };
    const std::vector<PairedValues> one = {series(100, 0)}, twins = {series(100, 0), series(100, 0)},
                                    strangers = {series(100, 0), series(100, 1), series(100, 2), series(100, 3)},
                                    few = {series(10, 0), series(10, 1)};
    CHECK(critical_value(one) == doctest::Approx(1.98).epsilon(0.04));
    CHECK(critical_value(twins) == critical_value(one));
    CHECK(critical_value(strangers) == doctest::Approx(2.5).epsilon(0.05));  // Bonferroni's: 2.54
    CHECK(critical_value(few) == student_quantile(9, 0.0125));
    CHECK(critical_value(std::vector<PairedValues>{PairedValues(20, 3.0)}) == 0);
}

TEST_CASE("slow: where nothing differs, at most 6.5 % of studies claim anything") {
    // Eight outputs that hang together, 20 replicates, 1000 studies: 5 % expected, standard error 0.7 %.
    int claims = 0;
    for (std::uint32_t study = 0; study < 1000; ++study) {
        std::vector<PairedValues> family(8);
        for (std::uint32_t i = 0; i < 20; ++i) {
            const double common = luck(study, 1000 + i);
            for (std::uint32_t k = 0; k < 8; ++k) family[k].push_back(common + luck(study, 9 * i + k));
        }
        const double critical = critical_value(family);
        bool any = false;
        for (const PairedValues& values : family) {
            const Estimate e = estimate(values);
            any = any || std::fabs(e.mean) > critical * e.sd / std::sqrt(20.0);
        }
        claims += any;
    }
    CHECK(claims <= 70);
    CHECK(claims >= 30);
}

TEST_CASE("a baseline that moves over the span is told, one that stays is not") {
    const auto drifts = [](double growth) {
        return analysed({headline("worth_shipped")}, 30, 4,
                        [&](auto r, auto, auto, auto quarter) { return 100 + luck(r, quarter) + growth * quarter; })
            .drifts;
    };
    REQUIRE(drifts(3).size() == 1);
    CHECK(drifts(3)[0].relative.mean == doctest::Approx(0.09).epsilon(0.1));
    CHECK(drifts(0).empty());
}
