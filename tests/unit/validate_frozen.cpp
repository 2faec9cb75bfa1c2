// Is the list of facts the one that was agreed on? Whoever moves a target or a band says so in the same commit.
#include <doctest/doctest.h>

#include <fstream>
#include <string>

#include "core/digest.hpp"
#include "validate/validate.hpp"

using namespace strathern;

namespace {

std::string list_digest() {
    Digest digest;
    for (const Experiment* e : all_experiments()) {
        digest.add(std::string_view(e->id)).add(std::string_view(e->statement));
        digest.add(e->target).add(e->band.low).add(e->band.high);
    }
    return digest.hex();
}

}  // namespace

// No accept-goldens here: a bar that is moved is moved by hand.
TEST_CASE("the facts' names, targets and bands are those that were frozen") {
    std::ifstream file(STRATHERN_SOURCE_DIR "/tests/golden/facts.digest");
    std::string frozen;
    file >> frozen;
    INFO(
        "if a fact was meant to change: its new digest belongs into tests/golden/facts.digest, its reason into "
        "docs/validation.md");
    CHECK(list_digest() == frozen);
}
