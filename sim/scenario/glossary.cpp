// What does a word of the project mean? docs/glossary.md, read from the text that the program holds.
#include "scenario/glossary.hpp"

#include <algorithm>

#include "scenario/texts.hpp"

namespace strathern {
namespace {

std::string trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(' ');
    return first == std::string_view::npos ? ""
                                           : std::string(text.substr(first, text.find_last_not_of(' ') - first + 1));
}

/// A cell of a table in Markdown as plain text.
std::string plain(std::string_view cell) {
    std::string text = trimmed(cell);
    std::erase_if(text, [](char c) { return c == '*' || c == '\\'; });
    std::ranges::replace(text, '`', '"');
    return text;
}

/// The two cells of a row "| word | meaning |", or none. A bar inside of a cell is written "\|".
std::vector<std::string> cells(std::string_view line) {
    std::vector<std::string> found;
    if (!line.starts_with("| ")) return found;
    std::size_t start = 1;
    for (std::size_t at = start; at < line.size(); ++at) {
        if (line[at] != '|' || line[at - 1] == '\\') continue;
        found.push_back(plain(line.substr(start, at - start)));
        start = at + 1;
    }
    return found;
}

/// A name without case, its parts between single blanks.
std::vector<std::string> parts(std::string_view name) {
    std::vector<std::string> words(1);
    for (const char c : name) {
        if (c == ' ' || c == '-' || c == '_')
            words.emplace_back();
        else
            words.back() += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    std::erase(words, "");
    return words;
}

/// The same without the endings 's and s.
std::vector<std::string> stems(std::string_view name) {
    std::vector<std::string> words = parts(name);
    for (std::string& word : words) {
        if (word.ends_with("'s")) word.resize(word.size() - 2);
        if (word.size() > 3 && word.ends_with("ies")) word.replace(word.size() - 3, 3, "y");
        if (word.size() > 3 && word.ends_with('s') && !word.ends_with("ss")) word.pop_back();
    }
    return words;
}

}  // namespace

std::vector<Term> glossary() {
    std::vector<Term> terms;
    const std::string_view text = glossary_document();
    for (std::size_t start = 0; start < text.size();) {
        const std::size_t end = std::min(text.find('\n', start), text.size());
        std::vector<std::string> row = cells(text.substr(start, end - start));
        if (row.size() == 2 && row[0] != "term") terms.push_back({std::move(row[0]), std::move(row[1])});
        start = end + 1;
    }
    return terms;
}

bool is_name(std::string_view written, std::string_view name) { return parts(written) == parts(name); }

bool is_word(std::string_view name, std::string_view headword) { return stems(name) == stems(headword); }

bool is_part_of(std::string_view name, std::string_view headword) {
    constexpr std::size_t least = 4;  // "of" and "an" are parts of many
    const std::vector<std::string> wanted = stems(name), words = stems(headword);
    return name.size() >= least && wanted.size() == 1 && words.size() > 1 &&
           std::ranges::find(words, wanted.front()) != words.end();
}

}  // namespace strathern
