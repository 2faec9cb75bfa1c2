// How do days become weeks and quarters? A quarter of an organisation in which nobody leaves.
#include <doctest/doctest.h>

#include <map>
#include <set>
#include <strathern/params/organisation.hpp>
#include <strathern/params/people.hpp>
#include <strathern/simulate.hpp>
#include <strathern/totals.hpp>
#include <string>
#include <vector>

#include "model/day.hpp"

using namespace strathern;

namespace {

/// Which phases went through on which days, in so far as the run is traced; person-days of each quarter.
class Days final : public Observer {
public:
    explicit Days(bool traced) : traced_(traced) {}
    void quarter_ended(const PeriodView& view) override { person_days.push_back(view.totals[col::person_days]); }
    void phase_ended(int day, const char* phase, const State&) override { of[phase].push_back(day); }
    bool traces() const override { return traced_; }

    std::map<std::string, std::vector<int>> of{};
    std::vector<double> person_days{};

private:
    bool traced_;
};

Days two_quarters_of_six(bool traced) {
    Parameters p;
    p.organisation().engineers_count = 6, p.organisation().team_size = 3;
    p.people().attrition_per_year = 0.0;
    const Policy nothing;
    Days days(traced);
    SerialExecutor executor;
    CHECK(simulate({p, {}, nothing, Draws(1, 0), 2}, executor, days).status == RunStatus::done);
    return days;
}

}  // namespace

TEST_CASE("everybody is there on each of a quarter's 65 days, whether or not somebody looks on") {
    for (const bool traced : {false, true}) {
        const Days days = two_quarters_of_six(traced);
        REQUIRE(days.person_days.size() == 2);
        for (const double of_quarter : days.person_days) CHECK(of_quarter == 6 * 65.0);
    }
}

TEST_CASE("phases of a day go through every day, phases of a week on its Friday") {
    const Days days = two_quarters_of_six(true);
    std::vector<int> all, fridays;
    for (int day = 0; day < 130; ++day) {
        all.push_back(day);
        if (day % 5 == 4) fridays.push_back(day);
    }
    std::set<std::string> on_mondays_too;
    for (const Phase& phase : day_plan())
        if (phase.when == When::policy) on_mondays_too.insert(phase.name);
    for (const Phase& phase : day_plan()) {
        if (on_mondays_too.contains(phase.name)) continue;
        INFO(std::string(phase.name));
        CHECK(days.of.at(phase.name) == (phase.when == When::daily ? all : fridays));
    }
}
