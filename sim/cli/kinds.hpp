// What does the program know by name? One row per kind; `list`, `explain` and completions read the same rows.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace strathern {

/// Something with a name.
struct Known {
    std::string name;
    std::string sentence;  ///< one, from the place that declares the thing
};

/// A kind of named things.
struct KnownKind {
    const char* name;                                   ///< as `list` takes it: "policies"
    const char* word;                                   ///< headword of the glossary that says what one of them is
    bool shipped;                                       ///< whether they are files shipped with the program
    std::vector<Known> (*all)();                        ///< in their order
    std::string (*explain)(const std::string& wanted);  ///< text about everything of this name, or ""
};

/// All kinds, in the order in which `list` shows them.
std::span<const KnownKind> kinds();

/// What one of a kind is, from the glossary.
std::string meaning_of(const KnownKind& kind);

/// The text up to the end of its first sentence, on one line.
std::string first_sentence(std::string_view text);

/// Text about words of the glossary of which the name is a part: "goodhart" of "Goodhart's law".
std::string explain_part_of_word(const std::string& wanted);

// The rows' functions.
std::vector<Known> known_scenarios();
std::vector<Known> known_organisations();
std::vector<Known> known_policies();
std::vector<Known> known_practices();
std::vector<Known> known_signals();
std::vector<Known> known_outputs();
std::vector<Known> known_parameters();
std::vector<Known> known_phases();
std::vector<Known> known_facts();
std::vector<Known> known_claims();
std::vector<Known> known_words();
std::vector<Known> known_verbs();
std::vector<Known> known_exit_codes();
std::string explain_scenario(const std::string& wanted);
std::string explain_organisation(const std::string& wanted);
std::string explain_policy(const std::string& wanted);
std::string explain_practice(const std::string& wanted);
std::string explain_output(const std::string& wanted);
std::string explain_schema(const std::string& wanted);
std::string explain_phase(const std::string& wanted);
std::string explain_fact(const std::string& wanted);
std::string explain_claim(const std::string& wanted);
std::string explain_word(const std::string& wanted);
std::string explain_verb_named(const std::string& wanted);
std::string explain_exit(const std::string& wanted);

}  // namespace strathern
