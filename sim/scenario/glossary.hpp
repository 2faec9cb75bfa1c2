// What does a word of the project mean? docs/glossary.md, read from the text that the program holds.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace strathern {

/// One row of the glossary.
struct Term {
    std::string word, meaning;
};

/// All rows, in their order. Marks for emphasis are left out.
std::vector<Term> glossary();

/// Whether a name is the written one, without case, '-' and '_' taken for a blank.
bool is_name(std::string_view written, std::string_view name);

/// Whether a name stands for a headword: as is_name, and singular or plural.
bool is_word(std::string_view name, std::string_view headword);

/// Whether a name is one of several words of a headword: "goodhart" of "Goodhart's law".
bool is_part_of(std::string_view name, std::string_view headword);

}  // namespace strathern
