// Where does a number come from? docs/references.bib, read from the text that the program holds.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace strathern {

/// One entry of the bibliography, as plain text; empty where the entry lacks it.
struct Reference {
    std::string key, author, title, year;
    std::string where;     ///< journal, publisher, or how it was published
    std::string address;   ///< DOI, arXiv or web page, as a URL
    std::string evidence;  ///< what was taken from it, and how it was seen
};

/// All entries, in their order.
std::vector<Reference> references();

/// The entries whose key is a word of a source, in the order of the source.
std::vector<Reference> cited_in(std::string_view source);

/// "Author (year): Title. Where. URL"
std::string full_text(const Reference& reference);

}  // namespace strathern
