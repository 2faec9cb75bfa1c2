// Which published facts does the program show, and which not? Verdicts beside those of when they were last looked at:
// a fact that fails breaks nothing here, one whose verdict changes does. `cmake --build build/dev --target
// accept-goldens` rewrites the file; then read the diff, and mend the table of docs/validation.md.
#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>

#include "scenario/files.hpp"
#include "validate/validate.hpp"

using namespace strathern;

namespace {

const char* word(Standing standing) {
    switch (standing) {
        case Standing::inside:
            return "inside";
        case Standing::outside:
            return "outside";
        case Standing::straddles:
            return "straddles";
        case Standing::undefined:
            break;
    }
    return "undefined";
}

std::string in_source(const std::string& path) { return std::string(STRATHERN_SOURCE_DIR) + "/" + path; }

std::string read(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// The row of a table that begins with the id.
std::string row_of(const std::string& page, const std::string& id) {
    std::istringstream lines(page);
    for (std::string line; std::getline(lines, line);)
        if (line.starts_with("| " + id + " |")) return line;
    return "";
}

}  // namespace

TEST_CASE("facts have the verdicts that they had, and the documents say so") {
    const std::string path = in_source("tests/golden/verdicts.txt"), page = read(in_source("docs/validation.md"));
    std::string found = "verdicts of strathern validate\n";
    for (const Shown& row : validate({in_source("scenarios/facts"), {}, {.threads = 2}})) {
        const std::string id = row.experiment->id, verdict = word(row.standing);
        found += id + " " + verdict + "\n";
        CAPTURE(id);
        CHECK(row_of(page, id).ends_with("| " + verdict + " |"));
    }
    if (std::getenv("STRATHERN_ACCEPT") != nullptr) std::ofstream(path, std::ios::binary) << found;
    CHECK(found == read(path));
}
