// What happens when the disk is full, read-only, missing or forbidden?
#include <doctest/doctest.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "faults/support.hpp"

using namespace testing;

namespace {

constexpr int replicates = 1500;  // about 2 MiB

/// A file system of its own for the time of a test; `mounted` says whether this process may have one.
struct SmallDisk {
    TemporaryFolder folder;
    bool mounted = false;
    explicit SmallDisk(const char* options, unsigned long flags = 0) {
        mounted = mount("tmpfs", folder.path().c_str(), "tmpfs", flags, options) == 0;
    }
    ~SmallDisk() {
        if (mounted) umount2(folder.path().c_str(), MNT_DETACH);
    }
};

/// Not root, whom permissions don't stop.
void become_nobody() {
    if (getuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0)) _exit(125);
}

}  // namespace

TEST_CASE("a disk that fills up: code 5, the finished kept, gone on with when there is room") {
    SmallDisk disk("size=1m");
    FaultPlace place(replicates);
    if (!disk.mounted) {
        MESSAGE("no right to mount: the limit on file sizes is tested instead");
        return;
    }
    const std::string store = disk.folder / "a.db";
    place.trial[3] = store;
    const Ended full = place.run_trial();
    CAPTURE(full.err);
    CHECK(full.code == 5);
    CHECK(contains(full.err, "the disk is full"));
    CHECK(contains(full.err, "of 1500 replicates in "));
    CHECK(full.out.empty());
    REQUIRE(mount("tmpfs", disk.folder.path().c_str(), "tmpfs", MS_REMOUNT, "size=64m") == 0);
    const Ended resumed = place.run_trial();
    CAPTURE(resumed.err);
    CHECK(resumed.code == 0);
    CHECK(run({"digest", store}).out == undisturbed(replicates));
}

TEST_CASE("a limit on file sizes: code 5, the finished kept, gone on with without it") {
    for (const rlim_t limit : {rlim_t{600000}, rlim_t{300000}, rlim_t{20000}, rlim_t{100}}) {
        FaultPlace place(replicates);
        Process::Start limited = place.start;
        limited.before_exec = [limit] {
            const rlimit size = {limit, limit};
            setrlimit(RLIMIT_FSIZE, &size);
        };
        const Ended full = run(place.trial, limited);
        CAPTURE(full.err);
        CHECK(full.code == 5);
        CHECK(full.out.empty());
        const Ended resumed = place.run_trial();
        CAPTURE(resumed.err);
        CHECK(resumed.code == 0);
        CHECK(place.digest() == undisturbed(replicates));
    }
}

TEST_CASE("a full disk from the start: code 5 at once, nothing left behind") {
    SmallDisk disk("size=4k");
    if (!disk.mounted) return;
    FaultPlace place(20000);
    place.trial[3] = disk.folder / "a.db";
    const Ended ended = place.run_trial();
    CAPTURE(ended.err);
    CHECK(ended.code == 5);
    CHECK(ended.seconds < 1);
    CHECK(std::filesystem::is_empty(disk.folder.path()));
}

TEST_CASE("read-only, forbidden, missing: code 5 before anything is computed") {
    FaultPlace place(20000);
    SmallDisk disk("size=1m", MS_RDONLY);
    std::vector<std::string> targets = {"missing/a.db", "s.json/a.db", ".", "/dev/full"};
    if (disk.mounted) targets.push_back(disk.folder / "a.db");
    for (const std::string& target : targets) {
        place.trial[3] = target;
        const Ended ended = place.run_trial();
        CAPTURE(ended.err);
        CHECK(ended.code == 5);
        CHECK(ended.seconds < 1);
        CHECK(contains(ended.err, "error: "));
    }
}

TEST_CASE("a folder and a store that somebody else owns: code 5 at once") {
    FaultPlace place(20000);
    // Nobody may be kept out of the folder in which the program was built, and out of the scenarios that it finds
    // there.
    const std::string program = place.folder / "strathern";
    std::filesystem::copy_file(STRATHERN_BINARY, program);
    std::filesystem::copy(STRATHERN_SOURCE_DIR "/scenarios", place.folder / "scenarios",
                          std::filesystem::copy_options::recursive);
    chmod(place.folder.path().c_str(), 0555);
    Process::Start start = place.start;
    start.before_exec = become_nobody;
    const auto run_as_nobody = [&](std::vector<std::string> words) {
        words.insert(words.begin(), program);
        return Process(words, start).wait();
    };
    const Ended folder = run_as_nobody(place.trial);
    CHECK(folder.code == 5);
    CHECK(folder.seconds < 1);
    CHECK(contains(folder.err, "ermission denied"));
    const Ended trial = run_as_nobody({"trial", "s.json"});
    CHECK(trial.code == 5);
    CHECK(contains(trial.err, "results"));
    chmod(place.folder.path().c_str(), 0777);
    place.trial.insert(place.trial.end(), {"--replicates", "2"});
    REQUIRE(place.run_trial().code == 0);
    chmod((place.folder / "a.db").c_str(), 0444);
    const Ended store = run_as_nobody(place.trial);
    CHECK(store.code == 5);
    CHECK(run_as_nobody({"digest", "a.db"}).code == 0);
}
