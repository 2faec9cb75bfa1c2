// What happens when nobody reads, nothing can be written, or somebody else is writing?
#include <doctest/doctest.h>

#include <algorithm>

#include "faults/support.hpp"

using namespace testing;

TEST_CASE("an answer that can't be written: code 5 for every verb") {
    FaultPlace place(3);
    REQUIRE(place.run_trial().code == 0);
    Process::Start full = place.start;
    full.out_file = "/dev/full";
    const std::vector<std::vector<std::string>> verbs = {{"trial", "s.json", "--out", "a.db"},
                                                         {"trial", "s.json", "--out", "a.db", "--format", "json"},
                                                         {"trial", "s.json", "--out", "a.db", "--format", "csv"},
                                                         {"run", "s.json"},
                                                         {"check", "s.json"},
                                                         {"explain", "review.care"},
                                                         {"export", "a.db", "--table", "quarters"},
                                                         {"digest", "a.db"},
                                                         {"--help"},
                                                         {"trial", "--help"},
                                                         {"--version"}};
    for (const auto& words : verbs) {
        const Ended ended = run(words, full);
        CAPTURE(words[0]);
        CHECK(ended.code == 5);
        CHECK(contains(ended.err, "standard output"));
        Process::Start closed = place.start;
        closed.before_exec = [] { close(1); };
        CHECK(run(words, closed).code == 5);
    }
}

TEST_CASE("a closed standard output never becomes the store") {
    FaultPlace place(3);
    Process::Start closed = place.start;
    closed.before_exec = [] {
        close(0);
        close(1);
        close(2);
    };
    CHECK(run(place.trial, closed).code == 5);
    const std::string digest = place.digest();
    CHECK(digest.size() == 33);
    CHECK(digest == undisturbed(3));
}

TEST_CASE("a reader that went away is no crash") {
    FaultPlace place(500);
    REQUIRE(place.run_trial().code == 0);
    Process process(command({"export", "a.db", "--table", "quarters"}), place.start);
    process.stop_reading();
    const Ended ended = process.wait();
    CHECK(ended.code == 128 + SIGPIPE);
    CHECK(ended.err.empty());
}

TEST_CASE("two processes on one store: one works, the other is told who does, nothing is mixed up") {
    const std::string digest = undisturbed(300);
    for (int offset = 0; offset < 6; ++offset) {
        FaultPlace place(300);
        Process first(command(place.trial), place.start);
        sleep_for(offset * 0.02);
        Process second(command(place.trial), place.start);
        const Ended a = first.wait(), b = second.wait();
        CAPTURE(a.err);
        CAPTURE(b.err);
        std::vector<int> codes = {a.code, b.code};
        std::sort(codes.begin(), codes.end());
        CHECK(codes == std::vector<int>{0, 6});
        const Ended& refused = a.code == 6 ? a : b;
        CHECK(contains(refused.err, "in use by another process"));
        CHECK(contains(refused.err, std::to_string(a.code == 6 ? second.id() : first.id())));
        CHECK(place.digest() == digest);
    }
}

TEST_CASE("who reads during a trial sees whole replicates only") {
    FaultPlace place(2000);
    Process process(command(place.trial), place.start);
    sleep_for(0.5);
    for (int look = 0; look < 10; ++look) {
        sleep_for(0.1);
        const Ended digest = run({"digest", "a.db"}, place.start);
        CAPTURE(digest.err);
        CHECK(digest.code == 0);
    }
    process.send(SIGINT);
    process.wait();
}

TEST_CASE("threads can't be seen in a store or an answer") {
    std::vector<std::string> digests, answers;
    for (const char* threads : {"1", "2", "3", "8"}) {
        FaultPlace place(40);
        place.trial.insert(place.trial.end(), {"--threads", threads, "--format", "csv"});
        answers.push_back(place.run_trial().out);
        digests.push_back(place.digest());
    }
    CHECK(digests[0].size() == 33);
    CHECK(std::count(digests.begin(), digests.end(), digests[0]) == 4);
    CHECK(std::count(answers.begin(), answers.end(), answers[0]) == 4);
}
