// Where does a number come from? docs/references.bib, read from the text that the program holds.
#include "scenario/references.hpp"

#include <algorithm>
#include <map>

#include "scenario/texts.hpp"

namespace strathern {
namespace {

using Fields = std::map<std::string, std::string, std::less<>>;

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }
bool is_key(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

/// Position of the brace that closes the one at `open`, or the text's end.
std::size_t closing(std::string_view text, std::size_t open) {
    int depth = 0;
    for (std::size_t at = open; at < text.size(); ++at) {
        if (text[at] == '{') ++depth;
        if (text[at] == '}' && --depth == 0) return at;
    }
    return text.size();
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
}

/// A field's value without BibTeX's marks, on one line.
std::string plain(std::string_view value) {
    std::string text;
    for (const char c : value) {
        if (c == '{' || c == '}' || c == '\\') continue;
        const char kept = is_blank(c) ? ' ' : c;
        if (kept != ' ' || (!text.empty() && text.back() != ' ')) text += kept;
    }
    replace_all(text, "``", "\"");
    replace_all(text, "''", "\"");
    replace_all(text, "--", "-");
    return text;
}

/// Fields of the body of an entry: name = {value}, ...
Fields fields_of(std::string_view body) {
    Fields fields;
    for (std::size_t at = 0; (at = body.find(" = {", at)) != std::string_view::npos;) {
        std::size_t first = at;
        while (first > 0 && is_key(body[first - 1])) --first;
        const std::size_t open = at + 3, close = closing(body, open);
        fields[std::string(body.substr(first, at - first))] = plain(body.substr(open + 1, close - open - 1));
        at = close;
    }
    return fields;
}

std::string first_of(const Fields& fields, std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names)
        if (const auto found = fields.find(name); found != fields.end()) return found->second;
    return "";
}

/// "A and B and C" as "A, B and C".
std::string people(std::string names) {
    constexpr std::string_view joint = " and ";
    for (std::size_t at = names.find(joint); at != std::string::npos; at = names.find(joint, at)) {
        if (names.find(joint, at + 1) == std::string::npos) break;
        names.replace(at, joint.size(), ", ");
    }
    return names;
}

std::string address_of(const Fields& fields) {
    if (const std::string doi = first_of(fields, {"doi"}); !doi.empty()) return "https://doi.org/" + doi;
    if (const std::string number = first_of(fields, {"eprint"}); !number.empty())
        return "https://arxiv.org/abs/" + number;
    return first_of(fields, {"url"});
}

Reference reference(std::string_view key, const Fields& fields) {
    return {.key = std::string(key),
            .author = people(first_of(fields, {"author"})),
            .title = first_of(fields, {"title"}),
            .year = first_of(fields, {"year"}),
            .where = first_of(fields, {"journal", "booktitle", "publisher", "howpublished", "note"}),
            .address = address_of(fields),
            .evidence = first_of(fields, {"evidence"})};
}

}  // namespace

std::vector<Reference> references() {
    std::vector<Reference> found;
    const std::string_view text = references_document();
    for (std::size_t at = 0; (at = text.find("\n@", at)) != std::string_view::npos;) {
        const std::size_t open = text.find('{', at), comma = text.find(',', at), close = closing(text, open);
        if (comma == std::string_view::npos || comma > close) break;
        found.push_back(
            reference(text.substr(open + 1, comma - open - 1), fields_of(text.substr(comma, close - comma))));
        at = close;
    }
    return found;
}

std::vector<Reference> cited_in(std::string_view source) {
    std::vector<Reference> known, cited;
    for (std::size_t first = 0; first < source.size();) {
        std::size_t last = first;
        while (last < source.size() && is_key(source[last])) ++last;
        const std::string word(source.substr(first, last - first));
        first = last + 1;
        // Most words are no keys, and reading all entries takes longer than looking for one.
        if (word.empty() || references_document().find("{" + word + ",") == std::string_view::npos) continue;
        if (known.empty()) known = references();
        const auto found = std::ranges::find(known, word, &Reference::key);
        if (found != known.end() && std::ranges::find(cited, word, &Reference::key) == cited.end())
            cited.push_back(*found);
    }
    return cited;
}

std::string full_text(const Reference& reference) {
    std::string text = reference.author;
    if (!reference.year.empty()) text += " (" + reference.year + ")";
    text += ": " + reference.title;
    if (text.back() != '?') text += '.';
    if (!reference.where.empty()) text += " " + reference.where + ".";
    if (!reference.address.empty()) text += " " + reference.address;
    return text;
}

}  // namespace strathern
