// Which size of change is which, and does each size have its own tally?
#include <doctest/doctest.h>

#include <strathern/state.hpp>

using namespace strathern;

TEST_CASE("sizes by which changes are told apart") {
    CHECK(size_class(9.9) == SizeClass::tiny);
    CHECK(size_class(10.0) == SizeClass::between);
    CHECK(size_class(25.0) == SizeClass::small);
    CHECK(size_class(100.0) == SizeClass::between);
    CHECK(size_class(125.0) == SizeClass::medium);
    CHECK(size_class(500.0) == SizeClass::between);
    CHECK(size_class(1000.0) == SizeClass::huge);
    CHECK(behind(Tally::tiny_lines, static_cast<int>(SizeClass::huge)) == Tally::huge_lines);
    CHECK(behind(Tally::tiny_lines_seen, static_cast<int>(SizeClass::huge)) == Tally::huge_lines_seen);
    CHECK(behind(Tally::small_merged, 1) == Tally::medium_merged);
    CHECK(behind(Tally::small_merge_minutes, 1) == Tally::medium_merge_minutes);
    CHECK(behind(Tally::small_failed, 1) == Tally::medium_failed);
}
