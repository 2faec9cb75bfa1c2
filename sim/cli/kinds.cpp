// What does the program know by name? The table, and what is the same for all kinds.
#include "cli/kinds.hpp"

#include <algorithm>

#include "scenario/explain.hpp"
#include "scenario/glossary.hpp"

namespace strathern {
namespace {

/// Signals are part of the schema, so the row of parameters explains them.
std::string explained_with_parameters(const std::string&) { return ""; }

constexpr KnownKind rows[] = {
    {"scenarios", "scenario", true, known_scenarios, explain_scenario},
    {"organisations", "organisation", true, known_organisations, explain_organisation},
    {"policies", "policy", true, known_policies, explain_policy},
    {"practices", "practice", true, known_practices, explain_practice},
    {"signals", "signal", false, known_signals, explained_with_parameters},
    {"outputs", "output", false, known_outputs, explain_output},
    {"parameters", "parameter", false, known_parameters, explain_schema},
    {"phases", "phase", false, known_phases, explain_phase},
    {"facts", "fact", false, known_facts, explain_fact},
    {"claims", "claim", false, known_claims, explain_claim},
    {"words", "word", false, known_words, explain_word},
    {"verbs", "verb", false, known_verbs, explain_verb_named},
    {"exit_codes", "exit code", false, known_exit_codes, explain_exit},
};

std::string term_text(const Term& term) { return term.word + "\n  " + term.meaning + "\n"; }

constexpr std::string_view signal_path = "signal.";

}  // namespace

std::span<const KnownKind> kinds() { return rows; }

std::string meaning_of(const KnownKind& kind) {
    for (const Term& term : glossary())
        if (term.word == kind.word) return term.meaning;
    return "";
}

std::string first_sentence(std::string_view text) {
    for (std::size_t at = 0; at + 2 < text.size(); ++at) {
        const bool stops = text[at] == '.' || text[at] == '?' || text[at] == '!';
        const char next = text[at + 2];
        if (stops && text[at + 1] == ' ' && next >= 'A' && next <= 'Z') return std::string(text.substr(0, at + 1));
    }
    return std::string(text);
}

std::vector<Known> known_signals() {
    std::vector<Known> all;
    for (const Described& each : described_parameters())
        if (each.path.starts_with(signal_path)) all.push_back({each.path.substr(signal_path.size()), each.sentence});
    return all;
}

std::vector<Known> known_parameters() {
    std::vector<Known> all;
    for (const Described& each : described_parameters())
        if (!each.path.starts_with(signal_path)) all.push_back({each.path, first_sentence(each.sentence)});
    return all;
}

std::string explain_schema(const std::string& wanted) { return explain_parameter(wanted); }

std::vector<Known> known_words() {
    std::vector<Known> all;
    for (Term& term : glossary()) all.push_back({std::move(term.word), std::move(term.meaning)});
    return all;
}

std::string explain_word(const std::string& wanted) {
    std::string text;
    for (const Term& term : glossary())
        if (is_word(wanted, term.word)) text += term_text(term);
    return text;
}

std::string explain_part_of_word(const std::string& wanted) {
    std::string text;
    for (const Term& term : glossary())
        if (is_part_of(wanted, term.word)) text += (text.empty() ? "" : "\n") + term_text(term);
    return text;
}

}  // namespace strathern
