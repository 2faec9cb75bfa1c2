// Does a page only ever replace a page? Not a device, a pipe, a link, a scenario, a store or a stranger's file.
#include <doctest/doctest.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>

#include "support/program.hpp"

using namespace testing;

namespace {

struct Place {
    TemporaryFolder folder;
    Place() { write_text(folder / "s.json", small_scenario(3)); }
    Ended trial(const std::string& page, const std::string& store = "a.db") const {
        Process::Start start;
        start.folder = folder.path();
        return run({"trial", "s.json", "--quiet", "--out", store, "--page", page}, start);
    }
    std::ptrdiff_t files() const { return std::distance(std::filesystem::directory_iterator(folder.path()), {}); }
};

/// What has a name, links not followed.
mode_t kind_of(const std::string& path) {
    struct stat status {};
    return lstat(path.c_str(), &status) == 0 ? status.st_mode & S_IFMT : 0;
}

/// A device of our own that swallows what it gets, a link to it, a pipe and a link to that. A mistake must not cost the
/// machine its /dev/null. Only root may make devices: others have the pipes.
std::vector<std::string> strange_files(const Place& place) {
    std::vector<std::string> names = {"pipe", "to_pipe"};
    REQUIRE(mkfifo((place.folder / "pipe").c_str(), 0666) == 0);
    std::filesystem::create_symlink("pipe", place.folder / "to_pipe");
    if (mknod((place.folder / "device").c_str(), S_IFCHR | 0666, makedev(1, 3)) != 0) return names;
    std::filesystem::create_symlink("device", place.folder / "to_device");
    names.insert(names.end(), {"device", "to_device"});
    return names;
}

void check_still_strange(const Place& place, const std::vector<std::string>& names) {
    for (const std::string& name : names) {
        const mode_t kind = kind_of(place.folder / name);
        CHECK(kind == (name == "pipe" ? S_IFIFO : name == "device" ? S_IFCHR : S_IFLNK));
    }
}

void check_refused(const Place& place, const std::string& page, const std::string& words) {
    const std::ptrdiff_t before = place.files();
    const Ended ended = place.trial(page);
    CAPTURE(page);
    CAPTURE(ended.err);
    CHECK(ended.code == 5);
    CHECK(ended.out.empty());
    CHECK(contains(ended.err, page + ": the page can't be written: "));
    CHECK(contains(ended.err, words));
    CHECK(place.files() == before);
}

}  // namespace

TEST_CASE("a page never replaces a pipe, a device, a link to one, or a folder") {
    const Place place;
    const auto strange = strange_files(place);
    for (const std::string& name : strange) check_refused(place, name, "not a regular file");
    check_still_strange(place, strange);
    std::filesystem::create_symlink("nowhere.html", place.folder / "dangling");
    std::filesystem::create_directory(place.folder / "folder");
    check_refused(place, "dangling", "dangling link");
    check_refused(place, "folder", "it is a folder");
    check_refused(place, "missing/p.html", "there is no folder missing");
}

TEST_CASE("a store never replaces a pipe, a device or a link to one") {
    const Place place;
    const auto strange = strange_files(place);
    for (const std::string& store : strange) {
        const Ended ended = place.trial("p.html", store);
        CAPTURE(ended.err);
        CHECK(ended.code == 5);
        CHECK(contains(ended.err, "not a regular file"));
    }
    check_still_strange(place, strange);
    CHECK_FALSE(std::filesystem::exists(place.folder / "p.html"));
}

TEST_CASE("a page replaces a page, also behind a link, and nothing else that somebody wrote") {
    const Place place;
    write_text(place.folder / "old.html", "<!doctype html>\nolder");
    std::filesystem::create_symlink("old.html", place.folder / "link.html");
    CHECK(place.trial("link.html").code == 0);
    CHECK(kind_of(place.folder / "link.html") == S_IFLNK);
    CHECK(contains(read_text(place.folder / "old.html"), "</html>"));
    CHECK(place.files() == 4);
    write_text(place.folder / "notes.txt", "mine");
    write_text(place.folder / "p.html.part", "mine too");
    check_refused(place, "notes.txt", "not a page");
    check_refused(place, "s.json", "not a page");
    CHECK(place.trial("p.html").code == 0);
    CHECK(read_text(place.folder / "notes.txt") == "mine");
    CHECK(read_text(place.folder / "p.html.part") == "mine too");
    CHECK(read_text(place.folder / "s.json") == small_scenario(3));
}

TEST_CASE("page and store under one name: code 2 and nothing written, however it is spelled") {
    const Place place;
    std::filesystem::create_directory(place.folder / "x");
    for (const char* page : {"a.db", "./a.db", "x/../a.db"}) {
        const Ended ended = place.trial(page);
        CAPTURE(ended.err);
        CHECK(ended.code == 2);
        CHECK(contains(ended.err, "the same file"));
        CHECK(place.files() == 2);
    }
}
