// Is everything that was finished still there after the program was killed or told to stop at any moment?
#include <doctest/doctest.h>

#include <algorithm>
#include <strathern/draws.hpp>

#include "faults/support.hpp"

using namespace testing;

namespace {

constexpr int replicates = 300;

/// Moments spread over the time that a trial takes; the same on every run of the test.
double moment(std::uint32_t trial, double longest) {
    return strathern::Draws(1, trial).uniforms(strathern::Purpose::theory, 0, {})[0] * longest;
}

}  // namespace

TEST_CASE("kill -9 at any moment, then the same command: the same digest as undisturbed") {
    FaultPlace undisturbed_place(replicates);
    const Ended undisturbed_trial = undisturbed_place.run_trial();
    REQUIRE(undisturbed_trial.code == 0);
    const std::string digest = undisturbed_place.digest();
    for (std::uint32_t trial = 0; trial < 6; ++trial) {
        FaultPlace place(replicates);
        for (int kills = 0; kills < 3; ++kills) {
            Process process(command(place.trial), place.start);
            sleep_for(moment(trial * 3 + static_cast<std::uint32_t>(kills), undisturbed_trial.seconds / 2));
            process.send(SIGKILL);
            process.wait();
        }
        const Ended resumed = place.run_trial();
        CAPTURE(resumed.err);
        CHECK(resumed.code == 0);
        CHECK(place.digest() == digest);
        CHECK(resumed.out == undisturbed_trial.out);
        CHECK_FALSE(std::filesystem::exists(place.folder / "a.db-wal"));
    }
}

TEST_CASE("killed every 0.4 s and restarted, a study of 1000 short runs finishes") {
    constexpr int short_runs = 334;  // under three policies
    FaultPlace place(short_runs);
    int starts = 0;
    Ended ended;
    while (ended.code != 0 && starts < 100) {
        ended = Process(command(place.trial), place.start).wait(0.4);
        ++starts;
        CAPTURE(ended.err);
        CHECK((ended.code == 0 || ended.code == 128 + SIGKILL));
    }
    MESSAGE("finished by start " << starts);
    CHECK(ended.code == 0);
    CHECK(starts > 1);
    CHECK(place.digest() == undisturbed(short_runs));
}

TEST_CASE("what a killed trial had finished half a second before is kept") {
    FaultPlace place(20000);
    Process process(command(place.trial), place.start);
    sleep_for(2.5);
    process.send(SIGKILL);
    process.wait();
    place.trial.insert(place.trial.end(), {"--replicates", "1"});
    CHECK(place.run_trial().code == 0);
    const std::string table = run({"export", "a.db", "--table", "replicates"}, place.start).out;
    CHECK(std::count(table.begin(), table.end(), '\n') > 30);
}

TEST_CASE("Ctrl-C, SIGTERM and SIGHUP: within 2 s, code 128 + n, kept and said so, gone on with") {
    const std::string digest = undisturbed(replicates);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) {
        FaultPlace place(20000);
        Process process(command(place.trial), place.start);
        sleep_for(1.5);
        process.send(signal);
        const Ended ended = process.wait();
        CAPTURE(ended.err);
        CHECK(ended.code == 128 + signal);
        CHECK(ended.seconds < 1.5 + 2);
        CHECK(ended.out.empty());
        CHECK(contains(ended.err, " of 20000 replicates in a.db; run the same command to resume"));
        CHECK_FALSE(std::filesystem::exists(place.folder / "a.db-wal"));
        place.trial.insert(place.trial.end(), {"--replicates", std::to_string(replicates)});
        CHECK(place.run_trial().code == 0);
    }
}

TEST_CASE("a second Ctrl-C ends the program at once") {
    FaultPlace place(20000);
    Process process(command(place.trial), place.start);
    sleep_for(1);
    process.send(SIGINT);
    process.send(SIGTERM);
    const Ended ended = process.wait();
    CHECK((ended.code == 128 + SIGINT || ended.code == 128 + SIGTERM));
    CHECK(ended.seconds < 1.5);
}

TEST_CASE("a week that takes long is not waited for") {
    FaultPlace place(4);
    place.trial.insert(place.trial.end(), {"--set", "organisation.engineers_count=400000"});
    Process process(command(place.trial), place.start);
    sleep_for(3);
    process.send(SIGINT);
    const Ended ended = process.wait();
    CAPTURE(ended.err);
    CHECK(ended.code == 128 + SIGINT);
    CHECK(ended.seconds < 3 + 2.5);
    CHECK(contains(ended.err, "kept 0 of 4 replicates"));
}

TEST_CASE("nothing is kept without --out, and that is said") {
    FaultPlace place(20000);
    Process process(command({"run", "s.json"}), place.start);
    sleep_for(1);
    process.send(SIGTERM);
    const Ended ended = process.wait();
    CHECK(ended.code == 128 + SIGTERM);
    CHECK(contains(ended.err, "no replicates were kept"));
}
