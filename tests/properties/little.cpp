// Does the queue obey Little's law exactly? What waits, summed over time, is what each has waited, summed over changes.
#include <doctest/doctest.h>

#include <strathern/params/definitions.hpp>
#include <string_view>

#include "support.hpp"
#include "support/put.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

constexpr int review_minutes = 50, check_minutes = 100 * minutes_per_day;

/// Dedicated reviewers who review without a break, each review of the same length, each change once. No change leaves
/// the checks within the run, so that the minute at which its review ended can be read off it.
Scenario one_queue(int reviewers) {
    Scenario scenario = shipped("theory/erlang-c.json", {"review.minutes_law=fixed", "study.quarters_count=1"});
    put(scenario.parameters, "review.minutes_mean", review_minutes);
    put(scenario.parameters, "review.dedicated_reviewers_per_team", reviewers);
    put(scenario.parameters, "quality.ci_minutes", check_minutes);
    return scenario;
}

/// Follows one team from outside: how many changes wait for their first review in each minute.
class Queue final : public Observer {
public:
    bool traces() const override { return true; }

    void phase_ended(int day, const char* phase, const State& state) override {
        const Flow& flow = state[col::flow][TeamId{0}];
        const std::string_view name = phase;
        if (name == "open_changes") {
            for (const Pending& p : flow.arriving) arrivals_.push_back(p.minute);
        } else if (name == "review_changes") {
            evenings_.push_back(static_cast<long>(flow.waiting_count()));
            now_ = (day + 1) * minutes_per_day;
            follow_reviews(flow);
        }
    }

    void quarter_ended(const PeriodView& view) override { waited_ = view.totals[col::first_review_wait]; }

    /// Minutes waited before their first review by the changes whose review began, as the model counts them.
    double waited() const { return waited_; }
    std::size_t arrived() const { return arrivals_.size(); }
    std::size_t begun() const { return begun_.size(); }

    /// Changes that wait in each minute, from arrivals and beginnings of reviews alone.
    std::vector<long> waiting_by_minute() const {
        std::vector<long> change(static_cast<std::size_t>(now_) + 1);
        for (const int minute : arrivals_) ++change[static_cast<std::size_t>(minute)];
        for (const int minute : begun_) --change[static_cast<std::size_t>(minute)];
        for (std::size_t minute = 1; minute < change.size(); ++minute) change[minute] += change[minute - 1];
        change.pop_back();
        return change;
    }

    /// The correction at the end of the run: what those who still wait have waited.
    double left_over() const { return left_over_; }
    /// Changes that wait after each day.
    const std::vector<long>& evenings() const { return evenings_; }

private:
    // Those in the checks were begun a review before they were approved; those in hand, as long ago as they have taken.
    void follow_reviews(const Flow& flow) {
        begun_.clear();
        for (const Pending& p : flow.checking) begun_.push_back(p.minute - check_minutes - review_minutes);
        for (const InReview& hand : flow.in_review)
            if (hand.minutes_left > 0) begun_.push_back(now_ - (review_minutes - hand.minutes_left));
        left_over_ = 0.0;
        for (std::size_t k = flow.head; k < flow.waiting.size(); ++k) left_over_ += now_ - flow.waiting[k].minute;
    }

    std::vector<int> arrivals_, begun_;
    std::vector<long> evenings_;
    double waited_ = 0.0, left_over_ = 0.0;
    int now_ = 0;
};

Queue queue_of(const Scenario& scenario, std::uint64_t seed) {
    Queue queue;
    SerialExecutor executor;
    const Policy none;
    const RunRequest run{scenario.parameters, scenario.practices, none, Draws(seed, 0), 1};
    REQUIRE(simulate(run, executor, queue).status == RunStatus::done);
    return queue;
}

}  // namespace

TEST_CASE("waiting changes summed over minutes are waits summed over changes, exactly") {
    // Three reviewers keep up, two hardly, one does not: the queue is short, long, and endless.
    for (const int reviewers : {3, 2, 1}) {
        const Scenario scenario = one_queue(reviewers);
        for (std::uint64_t seed = 0; seed < 20; ++seed) {
            CAPTURE(reviewers);
            CAPTURE(seed);
            const Queue queue = queue_of(scenario, seed);
            CHECK(queue.arrived() > 800);
            CHECK(queue.begun() > 400);
            double area = 0.0;
            for (const long waiting : queue.waiting_by_minute()) area += static_cast<double>(waiting);
            // The run begins with an empty queue; at its end the waits of those who still wait are not counted yet.
            CHECK(area == queue.waited() + queue.left_over());
            CHECK(area > 0.0);
        }
    }
}

TEST_CASE("the queue that is followed from outside is the queue of every evening, and never negative") {
    const Queue queue = queue_of(one_queue(2), 1);
    const std::vector<long> waiting = queue.waiting_by_minute();
    REQUIRE(queue.evenings().size() == days_per_quarter);
    for (std::size_t day = 0; day < queue.evenings().size(); ++day)
        CHECK(waiting[(day + 1) * minutes_per_day - 1] == queue.evenings()[day]);
    for (const long changes : waiting) REQUIRE(changes >= 0);
}
