// Is a store in which one bit has turned refused, or shown as it was?
#include <doctest/doctest.h>

#include <cstdlib>
#include <map>
#include <strathern/draws.hpp>

#include "faults/support.hpp"

using namespace testing;

namespace {

const std::vector<std::vector<std::string>> readers = {
    {"export", "a.db", "--table", "study"},
    {"export", "a.db", "--table", "policies"},
    {"export", "a.db", "--table", "columns"},
    {"export", "a.db", "--table", "replicates"},
    {"export", "a.db", "--table", "quarters"},
    {"export", "a.db", "--table", "differences"},
    {"digest", "a.db"},
    {"trial", "s.json", "--out", "a.db", "--quiet", "--format", "csv"},
    {"run", "s.json", "--out", "a.db", "--quiet"}};

/// How many bits to turn: more by hand, as STRATHERN_FLIPS=10000.
int flips() {
    const char* const asked = std::getenv("STRATHERN_FLIPS");
    return asked ? std::atoi(asked) : 200;
}

/// A bit of a file, the same on every run of the test.
std::size_t place_of(std::uint32_t flip, std::size_t bits) {
    const double share = strathern::Draws(2, flip).uniforms(strathern::Purpose::theory, 0, {})[0];
    return std::min(static_cast<std::size_t>(share * static_cast<double>(bits)), bits - 1);
}

}  // namespace

TEST_CASE("a turned bit: every reader refuses the store by name, or shows what it showed before") {
    FaultPlace place(4);
    REQUIRE(place.run_trial().code == 0);
    const std::string whole = read_text(place.folder / "a.db");
    std::vector<std::string> shown;
    for (const auto& words : readers) {
        const Ended ended = run(words, place.start);
        REQUIRE(ended.code == 0);
        shown.push_back(ended.out);
    }
    std::map<int, int> codes;
    for (int flip = 0; flip < flips(); ++flip) {
        std::string bytes = whole;
        const std::size_t bit = place_of(static_cast<std::uint32_t>(flip), 8 * whole.size());
        bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << bit % 8));
        for (std::size_t i = 0; i < readers.size(); ++i) {
            write_text(place.folder / "a.db", bytes);
            const Ended ended = run(readers[i], place.start);
            ++codes[ended.code];
            CAPTURE(bit);
            CAPTURE(readers[i][0] + " " + readers[i].back());
            CAPTURE(ended.code);
            CAPTURE(ended.err);
            if (ended.code == 0)
                CHECK(ended.out == shown[i]);
            else {
                CHECK((ended.code == 5 || ended.code == 6));
                CHECK(contains(ended.err, "error: a.db: "));
                CHECK(ended.out.empty());
            }
        }
    }
    for (const auto& [code, count] : codes) MESSAGE("code " << code << ": " << count);
    CHECK(codes[6] > 0);
}
