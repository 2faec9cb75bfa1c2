// What fault tests share: a trial that takes a few seconds, and its undisturbed digest.
#pragma once
#include <string>

#include "support/program.hpp"

namespace testing {

/// A folder with a scenario of so many replicates, and the words of a trial that keeps them in a.db.
struct FaultPlace {
    TemporaryFolder folder;
    Process::Start start;
    std::vector<std::string> trial = {"trial", "s.json", "--out", "a.db", "--quiet"};

    explicit FaultPlace(int replicates = 300) {
        write_text(folder / "s.json", small_scenario(replicates));
        start.folder = folder.path();
    }
    Ended run_trial() const { return run(trial, start); }
    std::string digest() const { return run({"digest", "a.db"}, start).out; }
};

/// Digest of the same trial when nothing happens.
inline std::string undisturbed(int replicates) {
    const FaultPlace place(replicates);
    place.run_trial();
    return place.digest();
}

}  // namespace testing
