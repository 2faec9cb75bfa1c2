// What does the program itself consist of: outputs, phases, facts, claims, verbs, exit codes?
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <strathern/outputs.hpp>

#include "cli/exit_codes.hpp"
#include "cli/kinds.hpp"
#include "cli/verbs.hpp"
#include "model/day.hpp"
#include "scenario/explain.hpp"
#include "scenario/glossary.hpp"
#include "validate/validate.hpp"
#include "verify/verify.hpp"

namespace strathern {
namespace {

const char* words(Better better) {
    switch (better) {
        case Better::more:
            return "more is better";
        case Better::less:
            return "less is better";
        case Better::neither:
            break;
    }
    return "neither direction is better in itself";
}

const char* words(Over over) {
    switch (over) {
        case Over::sum:
            return "quarters are summed";
        case Over::mean:
            return "quarters are averaged";
        case Over::last:
            break;
    }
    return "the last quarter counts";
}

const char* words(When when) {
    switch (when) {
        case When::policy:
            return "on Mondays on which the policy changes something";
        case When::daily:
            return "every day";
        case When::weekly:
        case When::compared:
            break;
    }
    return "at the end of every week";
}

/// The number in "7", "exit 7" or "exit code 7"; -1 if it is not one of these.
int exit_code_in(std::string_view wanted) {
    for (const std::string_view before : {"exit ", "exit_", "code ", "code_"})
        if (wanted.starts_with(before)) wanted.remove_prefix(before.size());
    int code = -1;
    const auto read = std::from_chars(wanted.data(), wanted.data() + wanted.size(), code);
    return read.ec == std::errc() && read.ptr == wanted.data() + wanted.size() ? code : -1;
}

}  // namespace

std::vector<Known> known_outputs() {
    std::vector<Known> all;
    for (const OutputColumn& column : output_columns()) all.push_back({column.name, first_sentence(column.meaning)});
    return all;
}

std::string explain_output(const std::string& wanted) {
    for (const OutputColumn& column : output_columns()) {
        if (is_name(wanted, column.name))
            return fmt::format("output {} ({}) [{}]\n  {}\n  {}; {}\n", column.name, column.label, column.unit,
                               column.meaning, words(column.better), words(column.over));
    }
    return "";
}

std::vector<Known> known_phases() {
    std::vector<Known> all;
    for (const Phase& phase : day_plan())  // some take place twice
        if (std::ranges::find(all, phase.name, &Known::name) == all.end()) all.push_back({phase.name, phase.question});
    return all;
}

std::string explain_phase(const std::string& wanted) {
    for (const Phase& phase : day_plan())
        if (is_name(wanted, phase.name))
            return fmt::format("phase {}, {}\n  {}\n", phase.name, words(phase.when), phase.question);
    return "";
}

std::vector<Known> known_facts() {
    std::vector<Known> all;
    for (const Experiment* experiment : all_experiments()) all.push_back({experiment->id, experiment->statement});
    return all;
}

std::string explain_fact(const std::string& wanted) {
    for (const Experiment* e : all_experiments()) {
        if (!is_name(wanted, e->id)) continue;
        return fmt::format(
            "fact {}\n  {}\n  {}; published: {}, accepted: {} to {}\n  source: {}\n{}  strathern validate --filter {} "
            "runs scenarios/facts/{}.json\n",
            e->id, e->statement, e->statistic, e->target, e->band.low, e->band.high, e->source,
            references_text(e->source, 4), e->id, e->scenario);
    }
    return "";
}

std::vector<Known> known_claims() {
    std::vector<Known> all;
    for (const Claim* claim : all_claims()) all.push_back({claim->id, claim->statement});
    return all;
}

std::string explain_claim(const std::string& wanted) {
    for (const Claim* claim : all_claims()) {
        if (!is_name(wanted, claim->id)) continue;
        return fmt::format(
            "claim {}\n  {}\n  expected: {}\n  source: {}\n{}  strathern verify --filter {} runs "
            "scenarios/theory/{}.json\n",
            claim->id, claim->statement, claim->formula, claim->source, references_text(claim->source, 4), claim->id,
            claim->scenario);
    }
    return "";
}

std::vector<Known> known_verbs() {
    std::vector<Known> all;
    for (const Verb& verb : all_verbs()) all.push_back({verb.name, std::string(verb.summary) + "."});
    return all;
}

std::string explain_verb_named(const std::string& wanted) {
    for (const Verb& verb : all_verbs()) {
        if (is_name(wanted, verb.name))
            return fmt::format("verb {}\n  {}\n  for example:\n{}\n  strathern {} --help has its options\n", verb.name,
                               verb.summary, verb.examples, verb.name);
    }
    return "";
}

std::vector<Known> known_exit_codes() {
    std::vector<Known> all;
    for (const ExitCodeRow& row : exit_code_table()) all.push_back({std::to_string(row.code), row.sentence});
    return all;
}

std::string explain_exit(const std::string& wanted) {
    const int code = exit_code_in(wanted);
    return code < 0 ? "" : explain_exit_code(code);
}

}  // namespace strathern
