// How does fish complete the program's commands?
#include "cli/pages.hpp"

namespace strathern {
namespace {

constexpr const char* head = R"sh(# Completion of strathern in fish. Made by `strathern completion fish`.

# Names that the program lists.
function __strathern_list
    set -l program (commandline -opc)[1]
    $program list $argv --format csv 2>/dev/null | sed -e 1d -e 's/,.*//' -e 's/^"//' -e '/ /d'
end

function __strathern_everything
    for kind in (__strathern_list)
        __strathern_list $kind
    end
end

function __strathern_paths
    __strathern_list parameters | sed 's/$/=/'
end

# What stands before the last comma of the current word, with each name behind it.
function __strathern_several
    set -l before (commandline -ct | string match -r '.*,')
    for name in $argv
        echo "$before$name"
    end
end

complete -c strathern -f
complete -c strathern -n __fish_use_subcommand -l help -d 'Shows this help'
complete -c strathern -n __fish_use_subcommand -l version -d 'Shows the version'
)sh";

/// Inside of '...'.
std::string quoted(const std::string& text) {
    std::string result = "'";
    for (const char c : text) {
        if (c == '\'' || c == '\\') result += '\\';
        result += c;
    }
    return result + "'";
}

/// What `complete` takes to propose it.
std::string proposal(const Proposed& proposed) {
    std::string words;
    switch (proposed.what) {
        case Proposal::words:
            for (const std::string& word : proposed.words) words += (words.empty() ? "" : " ") + word;
            return " -x -a " + quoted(proposed.several ? "(__strathern_several " + words + ")" : words);
        case Proposal::policies:
            return proposed.several ? " -x -a '(__strathern_several (__strathern_list policies))'"
                                    : " -x -a '(__strathern_list policies)'";
        case Proposal::kinds:
            return " -x -a '(__strathern_list)'";
        case Proposal::anything:
            return " -x -a '(__strathern_everything)'";
        case Proposal::files:
            return proposed.ending == "*" ? " -r -F" : " -x -a '(__fish_complete_suffix ." + proposed.ending + ")'";
        case Proposal::folders:
            return " -x -a '(__fish_complete_directories)'";
        case Proposal::paths:
            return " -x -a '(__strathern_paths)'";
        case Proposal::none:
            break;
    }
    return " -x";
}

std::string lines_of(const VerbPage& page) {
    const std::string verb = page.verb->name;
    const std::string after = "complete -c strathern -n '__fish_seen_subcommand_from " + verb + "'";
    std::string text =
        "complete -c strathern -n __fish_use_subcommand -a " + verb + " -d " + quoted(page.verb->summary) + "\n";
    for (const OptionPage& option : page.options) {
        text += after + " -l " + option.name.substr(2);
        if (!option.value.empty()) text += proposal(proposed_value(option));
        text += " -d " + quoted(option.help) + "\n";
    }
    const Proposed argument = proposed_argument(page);
    if (argument.what != Proposal::none) text += after + proposal(argument) + "\n";
    return text;
}

}  // namespace

std::string fish_completion(std::span<const VerbPage> pages) {
    std::string text = head;
    for (const VerbPage& page : pages) text += lines_of(page);
    return text;
}

}  // namespace strathern
