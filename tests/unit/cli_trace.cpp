// Does a trace leave nothing out, depend on no thread, and name the place where two histories part?
#include <doctest/doctest.h>

#include <algorithm>
#include <set>
#include <strathern/params/organisation.hpp>
#include <strathern/simulate.hpp>
#include <strathern/totals.hpp>

#include "output/trace.hpp"
#include "support/program.hpp"
#include "support/put.hpp"

using namespace testing;
using namespace strathern;
using strathern::test::put;

namespace {

struct Place {
    TemporaryFolder folder;
    Process::Start start;
    Place() {
        write_text(folder / "s.json", small_scenario(1));
        start.folder = folder.path();
    }
    Ended operator()(const std::vector<std::string>& words) const { return run(words, start); }
};

std::ptrdiff_t lines(const std::string& text) { return std::count(text.begin(), text.end(), '\n'); }

constexpr TeamId team{0};

/// One team with one change that waits, under two regimes.
State with_waiting_change(std::uint32_t place) {
    State state;
    Flow flow;
    flow.pool.resize(4);
    flow.pool[place].points = 3.0;
    flow.waiting.push_back({.minute = 7, .author = 1, .change = place});
    state[col::flow].resize(1, flow);
    state[col::backlog].resize(1);
    state[col::share].resize(3, 2);
    state[col::target].resize(2);
    state[col::contracts].list.resize(2);
    state.clear_tallies(1);
    return state;
}

/// Names of the columns in which two states differ.
std::vector<std::string> differing(const State& one, const State& other) {
    const auto a = state_digests(one), b = state_digests(other);
    REQUIRE(a.size() == b.size());
    std::vector<std::string> names;
    for (std::size_t i = 0; i < a.size(); ++i) {
        CHECK(a[i].name == b[i].name);
        if (a[i].digest != b[i].digest) names.push_back(a[i].name);
    }
    return names;
}

/// Sums of all quarters, seen phase by phase or not.
class Sums final : public Observer {
public:
    explicit Sums(bool traces) : traces_(traces) {}
    void quarter_ended(const PeriodView& view) override {
        const auto sums = view.totals.values();
        values.insert(values.end(), sums.begin(), sums.end());
    }
    bool traces() const override { return traces_; }
    std::vector<double> values;

private:
    bool traces_;
};

/// A run's trace, and its target after each phase.
class TargetRun final : public Observer {
public:
    bool traces() const override { return true; }
    void quarter_ended(const PeriodView&) override {}
    void phase_ended(int day, const char* phase, const State& state) override {
        append_trace_lines(day, phase, state, trace);
        targets.push_back(state[col::target][0]);
    }
    std::string trace;
    std::vector<double> targets;
};

/// Two quarters of seven engineers with a target on tokens that is easily met, and rises with the mean.
TargetRun run_with_ratchet(double share) {
    Parameters parameters;
    parameters.organisation().engineers_count = 7;
    Regime regime;
    regime.ratchet_share = share;
    regime.ratchet_scope = RatchetScope::mean;
    regime.metrics.push_back({"tokens", Metric{.numerator = {{Signal::tokens, 1.0}}, .target = 1.0}});
    const Policy policy{.about = "a target on tokens", .interventions = {{.at = 0, .regime = regime}}};
    SerialExecutor executor;
    TargetRun seen;
    CHECK(simulate({parameters, {}, policy, Draws(1, 0), 2}, executor, seen).status == RunStatus::done);
    return seen;
}

/// The first line of one trace that is another in the other.
std::string first_difference(const std::string& one, const std::string& other) {
    const auto at = std::mismatch(one.begin(), one.end(), other.begin(), other.end()).first;
    if (at == one.end()) return "";
    const auto begin = one.rfind('\n', static_cast<std::size_t>(at - one.begin())) + 1;
    return one.substr(begin, one.find('\n', begin) - begin);
}

std::vector<double> sums(bool traced) {
    Parameters parameters;
    put(parameters, "organisation.engineers_count", 300);  // several blocks
    SerialExecutor executor;
    Sums seen(traced);
    simulate({parameters, {}, {}, Draws(1, 0), 1}, executor, seen);
    return seen.values;
}

}  // namespace

TEST_CASE("every part of a state is in its digests, but not where the pool keeps a change") {
    const State state = with_waiting_change(2);
    CHECK(differing(state, with_waiting_change(3)).empty());
    using Names = std::vector<std::string>;
    State other = state;
    other[col::flow][team].pool[2].luck[3] = 0.5;
    CHECK(differing(state, other) == Names{"flow.waiting"});
    other = state;
    other[col::flow][team].checking = {{.minute = 1, .author = 0, .change = 0}};
    CHECK(differing(state, other) == Names{"flow.checking"});
    other = state;
    other[col::flow][team].in_review = {{.change = 1, .minutes_left = 3}};
    CHECK(differing(state, other) == Names{"flow.in_review"});
    State same_hand = other;
    same_hand[col::flow][team].pool[1].points = 5.0;
    CHECK(differing(same_hand, other) == Names{"flow.in_review"});
    CHECK(differing(same_hand, state) == Names{"flow.in_review"});  // nobody else holds that change
    other = state;
    other[col::backlog][team].add(1, 30);
    CHECK(differing(state, other) == Names{"backlog"});
    other[col::backlog][team].leave(1);
    CHECK(differing(state, other).empty());
    other[col::change_ordinal].resize(1, 4);
    CHECK(differing(state, other) == Names{"change_ordinal"});
    other = state;
    other[col::debt].resize(1, 2.0);
    CHECK(differing(state, other) == Names{"debt"});
    other = state;
    other[col::share][2][EngineerId{1}] = 0.5;
    CHECK(differing(state, other) == Names{"share[2]"});
    other = state;
    other[col::tokens][team] = 1.0;
    other[col::sized_lines][2][team] = 1.0;
    CHECK(differing(state, other) == Names{"tokens", "sized_lines[2]"});
    other = state;
    other[col::target][1] = 8.0;
    other[col::diary].entries.push_back({.week = 1, .deed = Deed::set, .intervention = 0});
    CHECK(differing(state, other) == Names{"diary", "target[1]"});
}

TEST_CASE("of contracts, what moves is in the digests, but not what the regimes are") {
    const State state = with_waiting_change(2);
    const Regime regime;
    State other = state;
    other[col::contracts].list[0].regime = &regime;
    CHECK(differing(state, other).empty());
    other[col::contracts].list[0].weeks = 1;
    CHECK(differing(state, other) == std::vector<std::string>{"contracts"});
    other[col::contracts].list.pop_back();
    CHECK(differing(state, other) == std::vector<std::string>{"contracts"});
}

TEST_CASE("every column is in the digests under its own name, in the order of state.def") {
    State state = with_waiting_change(2);
    each_column([&](auto column) {
        if constexpr (requires { state[column].begin(); }) state[column].resize(2, 1);
        if constexpr (decltype(column)::info.owner == Owner::organisation && requires { state[column].resize(2); })
            state[column].resize(2);
    });
    std::vector<std::string> names, expected;
    for (const ColumnDigest& digest : state_digests(state)) {
        const std::string name = digest.name.substr(0, digest.name.find_first_of("[."));
        if (names.empty() || names.back() != name) names.push_back(name);
    }
    each_column([&](auto column) { expected.push_back(column.info.name); });
    CHECK(names == expected);
    std::set<std::string> all;
    for (const ColumnDigest& digest : state_digests(state)) CHECK(all.insert(digest.name).second);
}

TEST_CASE("runs that differ in a ratchet's share only differ in the target first") {
    // The mean of all engineers is above the target when the first quarter ends, and the target follows it.
    const TargetRun still = run_with_ratchet(0.0), slow = run_with_ratchet(0.25), fast = run_with_ratchet(0.5);
    CHECK(still.targets.front() == still.targets.back());
    CHECK(fast.targets.back() > slow.targets.back());
    CHECK(slow.targets.back() > still.targets.back());
    for (const TargetRun* other : {&still, &fast}) {
        const std::string line = first_difference(slow.trace, other->trace);
        CAPTURE(line);
        CHECK(line.starts_with(std::to_string(days_per_quarter) + ","));
        CHECK(contains(line, ",target,"));
    }
}

TEST_CASE("looking at a run doesn't change it") { CHECK(sums(true) == sums(false)); }

TEST_CASE("a trace is the same for any number of threads, and its days are those asked for") {
    const Place place;
    const std::vector<std::string> asked = {"trace",    "s.json",   "--set",  "organisation.engineers_count=300",
                                            "--policy", "reviewer", "--days", "6..10"};
    auto one = asked, two = asked;
    one.insert(one.end(), {"--threads", "1", "--out", "1.csv"});
    two.insert(two.end(), {"--threads", "2"});
    CHECK(place(one).code == 0);
    const std::string text = place(two).out;
    CHECK(read_text(place.folder / "1.csv") == text);
    CHECK(contains(text, "\nday,phase,column,digest\n6,fit_headcount,seat,"));
    CHECK(contains(text, "\n6,draw_luck,active,"));
    CHECK(contains(text, "\n10,clear_week,flow.in_review,"));
    CHECK_FALSE(contains(text, "\n5,"));
    CHECK_FALSE(contains(text, "\n11,"));
    CHECK(lines(place({"trace", "s.json", "--days", "3"}).out) > 9 * 80);
}

TEST_CASE("two traces: the same, or the first difference by day, phase and column with code 1") {
    const Place place;
    const auto trace = [&](const std::string& file, const std::vector<std::string>& more) {
        std::vector<std::string> words = {"trace", "s.json", "--days", "1..12", "--out", file};
        words.insert(words.end(), more.begin(), more.end());
        CHECK(place(words).code == 0);
    };
    trace("a.csv", {});
    trace("same.csv", {"--threads", "2"});
    trace("churn.csv", {"--set", "customers.satisfaction_rate=0.3"});
    trace("care.csv", {"--set", "review.care=3"});
    const Ended same = place({"trace", "--compare", "a.csv", "same.csv"});
    CHECK(same.code == 0);
    CHECK(contains(same.out, "the same: "));
    const Ended churn = place({"trace", "--compare", "a.csv", "churn.csv"});
    CHECK(churn.code == 1);
    CHECK(contains(churn.out, "day 5, phase serve_customers, column segment_customers[0]: "));
    CHECK(
        contains(place({"trace", "--compare", "care.csv", "a.csv"}).out, "day 1, phase draw_luck, column log_care: "));
    const std::string whole = read_text(place.folder / "a.csv");
    write_text(place.folder / "short.csv", whole.substr(0, whole.rfind("\n12,review_changes") + 1));
    const Ended ended = place({"trace", "--compare", "a.csv", "short.csv"});
    CHECK(ended.code == 1);
    CHECK(contains(ended.out, "short.csv ends where a.csv has day "));
    write_text(place.folder / "later.csv", "day,phase,column,digest\n2,draw_luck,active,0123456789abcdef\n");
    CHECK(contains(place({"trace", "--compare", "a.csv", "later.csv"}).out, "continues with day 1, phase draw_luck"));
}

TEST_CASE("what is no trace is refused with its line, and so are days that aren't there") {
    const Place place;
    write_text(place.folder / "a.csv", "# by hand\nday,phase,column,digest\n1,draw_luck,active,0123456789abcdef\n");
    const std::vector<std::string> broken = {"",
                                             "day,phase,column\n",
                                             "day,phase,column,digest\n1,draw_luck,active,0123\n",
                                             "day,phase,column,digest\none,draw_luck,active,0123456789abcdef\n",
                                             "day,phase,column,digest\n1,draw_luck,active,0123456789abcdef,5\n",
                                             "day,phase,column,digest\n1,,active,0123456789abcdef\n"};
    for (const std::string& text : broken) {
        write_text(place.folder / "b.csv", text);
        const Ended ended = place({"trace", "--compare", "a.csv", "b.csv"});
        CAPTURE(ended.err);
        CHECK(ended.code == 6);
        CHECK(ended.out.empty());
        CHECK(contains(ended.err, lines(text) < 2 ? "b.csv:1" : "b.csv:2"));
    }
    CHECK(place({"trace", "--compare", "a.csv", "none.csv"}).code == 5);
    CHECK(place({"trace", "--compare", "a.csv"}).code == 2);
    CHECK(place({"trace", "s.json", "s.json"}).code == 2);
    for (const char* days : {"0", "5..4", "1..131", "x", "1..", "1...2", "-1", "2 "})
        CHECK(place({"trace", "s.json", "--days", days}).code == 2);
    CHECK(place({"trace", "s.json", "--out", "missing/t.csv"}).code == 5);
    CHECK(place({"trace", "s.json", "--days", "1", "--out", "/dev/full"}).code == 5);
}
