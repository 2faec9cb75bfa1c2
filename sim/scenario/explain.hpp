// What is this parameter, practice field, metric field or signal?
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace strathern {

/// Something of the schema that has a name.
struct Described {
    std::string path;      ///< "review", "review.care", "practice.stigma", "signal.tokens"
    std::string sentence;  ///< its description
};

/// Everything that explain_parameter knows by its path.
std::vector<Described> described_parameters();

/// Text about everything of this name: a path ("review.care", "practice.stigma"), the last part of one ("care"), a
/// group ("review"), a signal ("tokens"), a value that some parameter may have ("quota"). Without case, blanks taken
/// for
/// '_'. "" if nothing has the name.
std::string explain_parameter(std::string_view name);

/// Lines with the full reference of every entry of docs/references.bib that a source cites, and what was taken from it.
std::string references_text(std::string_view source, std::size_t indent);

}  // namespace strathern
