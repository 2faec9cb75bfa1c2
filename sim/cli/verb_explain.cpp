// strathern explain: what is this name?
#include <algorithm>
#include <strathern/error.hpp>

#include "cli/console.hpp"
#include "cli/kinds.hpp"
#include "cli/verbs.hpp"
#include "cli/wrapped.hpp"
#include "scenario/nearest.hpp"
#include "scenario/problems.hpp"
#include "scenario/shipped.hpp"

namespace strathern {
namespace {

/// Text about everything of this name; "" if nothing has it.
std::string explanation(const std::string& name) {
    std::string text;
    for (const KnownKind& kind : kinds()) {
        const std::string more = kind.explain(name);
        if (!text.empty() && !more.empty()) text += "\n";
        text += more;
    }
    return text.empty() ? explain_part_of_word(name) : text;
}

/// Similar names of any kind, separated by commas.
std::string near(const std::string& name) {
    std::vector<std::string> all;
    for (const KnownKind& kind : kinds())
        for (Known& known : kind.all()) all.push_back(std::move(known.name));
    std::string text;
    for (const std::string& each : nearest_names(name, all)) text += (text.empty() ? "" : ", ") + each;
    return text;
}

[[noreturn]] void fail(const std::string& name) {
    const std::string found = near(name);
    const bool several = found.find(',') != std::string::npos;
    if (const std::string missing = shipped_missing(); !missing.empty())
        remark("strathern: policies, practices and scenarios are not known: " + missing);
    throw Error(ExitCode::command_line,
                {Problem{.rule = "nothing is named \"" + shortened(name) + "\"" +
                                 (found.empty() ? "; strathern list shows what has a name" : ""),
                         .hint = several ? "the nearest are " + found : found}});
}

/// The longest run of words from `first` on that is one name ("exit code 7"); its text is put into `text`.
/// @return how many words; 0 when not even the first is known
std::size_t longest_name(const std::vector<std::string>& words, std::size_t first, std::string& text) {
    constexpr std::size_t most = 4;
    for (std::size_t count = std::min(most, words.size() - first); count > 0; --count) {
        std::string joined = words[first];
        for (std::size_t i = 1; i < count; ++i) joined += " " + words[first + i];
        text = explanation(joined);
        if (!text.empty()) return count;
    }
    return 0;
}

std::string all_explanations(const std::vector<std::string>& words) {
    std::string all, one;
    for (std::size_t at = 0; at < words.size();) {
        const std::size_t count = longest_name(words, at, one);
        if (count == 0) fail(words[at]);
        all += (all.empty() ? "" : "\n") + one;
        at += count;
    }
    return all;
}

}  // namespace

int explain_verb(const Options& options) {
    write_answer(wrapped_lines(all_explanations(options.names), terminal_width(1)));
    return static_cast<int>(ExitCode::done);
}

}  // namespace strathern
