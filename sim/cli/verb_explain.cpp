// strathern explain: what is this name?
#include <algorithm>
#include <strathern/error.hpp>
#include <strathern/outputs.hpp>

#include "cli/console.hpp"
#include "cli/verbs.hpp"
#include "model/day.hpp"
#include "scenario/explain.hpp"
#include "scenario/nearest.hpp"
#include "scenario/problems.hpp"

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

std::string explain_output(const std::string& name) {
    const int position = output_column(name.c_str());
    if (position < 0) return {};
    const OutputColumn& column = output_columns()[static_cast<std::size_t>(position)];
    return std::string("output ") + column.name + " (" + column.label + ") [" + column.unit + "]\n  " + column.meaning +
           "\n  " + words(column.better) + "; " + words(column.over) + "\n";
}

std::string explain_phase(const std::string& name) {
    for (const Phase& phase : day_plan()) {
        if (name == phase.name) return "phase " + name + ", " + words(phase.when) + "\n  " + phase.question + "\n";
    }
    return {};
}

/// Similar names of any kind, separated by commas.
std::string near(const std::string& name) {
    std::vector<std::string> found = nearest_parameters(name);
    std::vector<std::string_view> others;
    for (const OutputColumn& column : output_columns()) others.push_back(column.name);
    for (const Phase& phase : day_plan()) others.push_back(phase.name);
    const std::string other = nearest_name(name, others);
    if (!other.empty() && std::find(found.begin(), found.end(), other) == found.end())
        found.insert(found.begin(), other);
    std::string text;
    for (const std::string& each : found) text += (text.empty() ? "" : ", ") + each;
    return text;
}

}  // namespace

int explain_verb(const Options& options) {
    const std::string& name = options.names.front();
    std::string text = explain_parameter(name);
    for (const std::string& more : {explain_output(name), explain_phase(name)}) {
        if (!text.empty() && !more.empty()) text += "\n";
        text += more;
    }
    if (text.empty()) {
        const std::string found = near(name);
        const bool several = found.find(',') != std::string::npos;
        throw Error(ExitCode::command_line, {Problem{.rule = "nothing is named \"" + shortened(name) + "\"",
                                                     .hint = several ? "the nearest are " + found : found}});
    }
    if (text.back() != '\n') text += '\n';
    write_answer(text);
    return static_cast<int>(ExitCode::done);
}

}  // namespace strathern
