// Do the tables that look closer agree with the outputs of the whole organisation?
#include <doctest/doctest.h>

#include <cmath>
#include <filesystem>
#include <map>
#include <strathern/calendar.hpp>
#include <strathern/load.hpp>
#include <strathern/outputs.hpp>
#include <strathern/params/definitions.hpp>

#include "study/executor.hpp"
#include "study/study.hpp"

using namespace strathern;

namespace {

const std::vector<Detail> all_tables = {Detail::months, Detail::teams, Detail::levels, Detail::practices,
                                        Detail::distributions};

/// Four teams under the quota of the first scenario, two quarters, with abandoned and taken-back changes, dedicated
/// reviewers and agents.
Scenario four_teams() {
    const std::vector<std::string> sets = {"organisation.engineers_count=18", "study.quarters_count=2",
                                           "review.dedicated_reviewers_per_team=1", "incidents.revert_share=0.5",
                                           "agents.per_team_count=1"};
    return load_scenario(STRATHERN_SOURCE_DIR "/scenarios/minimal.json", sets);
}

/// One run with tables, on some threads.
PolicyResult run_with(const std::vector<Detail>& tables, const Scenario& scenario) {
    SerialExecutor executor;
    const StudyRequest request{
        .scenario = scenario, .policies = {1}, .seed = 7, .first = 0, .last = 1, .tables = tables};
    return run_policy(request, 0, 1, executor, [] { return false; });
}

const PolicyResult& looked_at() {
    static const Scenario scenario = four_teams();
    static const PolicyResult result = run_with(all_tables, scenario);
    return result;
}

const std::vector<DetailRow>& rows_of(Detail table) {
    return looked_at().details[static_cast<std::size_t>(table)].rows;
}

std::size_t column_of(Detail table, std::string_view name) {
    const std::vector<OutputColumn> columns = detail_columns(table);
    for (std::size_t k = 0; k < columns.size(); ++k)
        if (name == columns[k].name) return k;
    FAIL("no column " << name);
    return 0;
}

double quarter_value(std::uint32_t quarter, const char* output) {
    return looked_at().rows[quarter].values[static_cast<std::size_t>(output_column(output))];
}

/// Sum of a column over the rows of a quarter.
double sum_in(Detail table, std::uint32_t quarter, std::string_view name, std::string_view of = "") {
    const std::size_t column = column_of(table, name);
    double sum = 0.0;
    for (const DetailRow& row : rows_of(table))
        if (row.month / months_per_quarter == quarter && (of.empty() || row.name == of)) sum += row.values[column];
    return sum;
}

}  // namespace

TEST_CASE("weeks make months of 4, 4 and 5, and months make quarters") {
    const std::vector<int> last_weeks = {3, 7, 12, 16, 20, 25};
    std::vector<int> found;
    for (int week = 0; week < 26; ++week)
        if (month_of(week).ends) found.push_back(week);
    CHECK(found == last_weeks);
    CHECK(month_of(12).number == 2);
    CHECK(month_of(13).number == 3);
}

TEST_CASE("months add up to the quarter: counts to the bit, states at its end") {
    REQUIRE(rows_of(Detail::months).size() == 6);
    for (const OutputColumn& column : output_columns()) {
        const std::size_t place = static_cast<std::size_t>(output_column(column.name));
        for (std::uint32_t quarter = 0; quarter < 2; ++quarter) {
            const double whole = quarter_value(quarter, column.name);
            const auto month = [&](std::size_t k) { return rows_of(Detail::months)[3 * quarter + k].values[place]; };
            const double sum = (month(0) + month(1)) + month(2);
            const bool scaled = std::string_view(column.unit) == "hours" || std::string_view(column.unit) == "US$";
            if (column.over == Over::sum && !scaled) CHECK_MESSAGE(sum == whole, column.name);
            if (column.over == Over::sum) CHECK_MESSAGE(sum == doctest::Approx(whole).epsilon(1e-12), column.name);
            if (column.over == Over::last && !std::isnan(whole)) CHECK_MESSAGE(month(2) == whole, column.name);
        }
    }
}

TEST_CASE("teams add up to the month") {
    REQUIRE(rows_of(Detail::teams).size() == 24);
    for (const char* output : {"tokens", "changes_merged", "reviews", "incidents", "customers", "debt_hours", "revenue",
                               "hollow_hours", "open_changes"}) {
        const std::size_t column = static_cast<std::size_t>(output_column(output));
        std::map<std::uint32_t, double> sums;
        for (const DetailRow& row : rows_of(Detail::teams)) sums[row.month] += row.values[column];
        for (const DetailRow& month : rows_of(Detail::months))
            CHECK_MESSAGE(sums[month.month] == doctest::Approx(month.values[column]).epsilon(1e-12), output);
    }
}

TEST_CASE("levels add up to what the organisation did") {
    for (std::uint32_t quarter = 0; quarter < 2; ++quarter)
        for (const char* output :
             {"hours_by_hand", "hours_with_ai", "hours_review", "hours_practices", "hollow_hours", "tokens",
              "changes_opened", "changes_merged", "items_completed", "story_points", "reviews"}) {
            CHECK(quarter_value(quarter, output) > 0.0);
            CHECK_MESSAGE(sum_in(Detail::levels, quarter, output) ==
                              doctest::Approx(quarter_value(quarter, output)).epsilon(1e-9),
                          output);
        }
}

TEST_CASE("practices add up to the hours in practices, and the hollow ones to the hollow tokens") {
    for (std::uint32_t quarter = 0; quarter < 2; ++quarter) {
        CHECK(sum_in(Detail::practices, quarter, "hours") ==
              doctest::Approx(quarter_value(quarter, "hours_practices")).epsilon(1e-9));
        const double hollow = sum_in(Detail::practices, quarter, "tokens", "dummy_prompts") +
                              sum_in(Detail::practices, quarter, "tokens", "stretch_prompts");
        CHECK(hollow == doctest::Approx(quarter_value(quarter, "hollow_tokens")).epsilon(1e-9));
        CHECK(quarter_value(quarter, "hollow_tokens") > 0.0);
    }
    const std::size_t known = column_of(Detail::practices, "known"), used = column_of(Detail::practices, "used");
    for (const DetailRow& row : rows_of(Detail::practices)) CHECK(row.values[used] <= row.values[known] + 3.0);
}

TEST_CASE("distributions count every change, review and incident once, with the outputs' means") {
    for (std::uint32_t quarter = 0; quarter < 2; ++quarter) {
        const auto count = [&](const char* of) { return sum_in(Detail::distributions, quarter, "count", of); };
        CHECK(count("change_size") == quarter_value(quarter, "changes_opened"));
        CHECK(count("merge") == quarter_value(quarter, "changes_merged"));
        CHECK(count("restore") == quarter_value(quarter, "incidents"));
        double bins = 0.0;
        for (std::size_t bin = 0; bin < bin_count; ++bin)
            bins += sum_in(Detail::distributions, quarter, "bin_" + std::to_string(bin), "merge");
        CHECK(bins == count("merge"));
    }
    // All changes that were merged have left with a train a day later at most.
    const double released =
        sum_in(Detail::distributions, 0, "count", "lead_time") + sum_in(Detail::distributions, 1, "count", "lead_time");
    CHECK(released == quarter_value(0, "changes_merged") + quarter_value(1, "changes_merged"));
}

TEST_CASE("a median lies below the mean where waits are skewed, and near the middle of what was counted") {
    const std::size_t p10 = column_of(Detail::distributions, "p10"), p50 = p10 + 2, p95 = p10 + 5;
    for (const DetailRow& row : rows_of(Detail::distributions)) {
        if (std::isnan(row.values[p50])) continue;
        CHECK(row.values[p10] <= row.values[p50]);
        CHECK(row.values[p50] <= row.values[p95]);
    }
    CHECK(rows_of(Detail::distributions)[1].values[p50] <
          looked_at().rows[0].values[static_cast<std::size_t>(output_column("merge_hours"))]);
}

TEST_CASE("looking closer moves no output") {
    const Scenario scenario = four_teams();
    const PolicyResult plain = run_with({}, scenario);
    for (std::size_t quarter = 0; quarter < plain.rows.size(); ++quarter)
        for (std::size_t k = 0; k < plain.rows[quarter].values.size(); ++k) {
            const double a = plain.rows[quarter].values[k], b = looked_at().rows[quarter].values[k];
            CHECK((a == b || (std::isnan(a) && std::isnan(b))));
        }
    CHECK(plain.details.empty());
}
