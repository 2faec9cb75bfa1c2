// How does bash complete the program's commands?
#include "cli/pages.hpp"

namespace strathern {
namespace {

// What does not depend on the verbs. Names come from the program that is being called, so that they are its own.
constexpr const char* head = R"sh(# Completion of strathern in bash. Made by `strathern completion bash`.

# Names that the program lists; those with a blank are left out, as they would be several words here.
_strathern_list() {
    "${COMP_WORDS[0]}" list "$@" --format csv 2>/dev/null | sed -e 1d -e 's/,.*//' -e '/ /d'
}

_strathern_everything() {
    local kind
    for kind in $(_strathern_list); do _strathern_list "$kind"; done
}

# _strathern_words CURRENT WORDS: the words that begin like the current one.
_strathern_words() { mapfile -t COMPREPLY < <(compgen -W "$2" -- "$1"); }

# _strathern_several CURRENT WORDS: the same for the last of several words with commas between them.
_strathern_several() {
    local before=""
    case $1 in *,*) before=${1%,*}, ;; esac
    mapfile -t COMPREPLY < <(compgen -P "$before" -W "$2" -- "${1##*,}")
}

# _strathern_files CURRENT ENDING: folders, and the files with the ending.
_strathern_files() {
    compopt -o filenames
    mapfile -t COMPREPLY < <(compgen -d -- "$1"; compgen -f -X "!*.$2" -- "$1")
}

_strathern_folders() {
    compopt -o filenames
    mapfile -t COMPREPLY < <(compgen -d -- "$1")
}

_strathern_paths() {
    compopt -o nospace
    mapfile -t COMPREPLY < <(compgen -S = -W "$(_strathern_list parameters)" -- "$1")
}

_strathern() {
    local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]}
    COMPREPLY=()
    # "--format=json" arrives as three words.
    if [ "$current" = = ]; then
        current=""
    elif [ "$previous" = = ]; then
        previous=${COMP_WORDS[COMP_CWORD-2]}
    fi
    if [ "$COMP_CWORD" -eq 1 ]; then
        _strathern_words "$current" "@VERBS@ --help --version"
        return
    fi
    case "${COMP_WORDS[1]} $previous" in
)sh";

constexpr const char* middle = R"sh(    esac
    case "${COMP_WORDS[1]} $current" in
)sh";

constexpr const char* tail = R"sh(    esac
}

complete -F _strathern strathern
)sh";

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
    return text;
}

/// The command that fills COMPREPLY.
std::string command(const Proposed& proposed) {
    const std::string words = proposed.several ? "_strathern_several \"$current\" " : "_strathern_words \"$current\" ";
    switch (proposed.what) {
        case Proposal::words:
            return words + "\"" + joined(proposed.words) + "\"";
        case Proposal::policies:
            return words + "\"$(_strathern_list policies)\"";
        case Proposal::kinds:
            return words + "\"$(_strathern_list)\"";
        case Proposal::anything:
            return words + "\"$(_strathern_everything)\"";
        case Proposal::files:
            return "_strathern_files \"$current\" '" + proposed.ending + "'";
        case Proposal::folders:
            return "_strathern_folders \"$current\"";
        case Proposal::paths:
            return "_strathern_paths \"$current\"";
        case Proposal::none:
            break;
    }
    return ":";
}

std::string line(const std::string& pattern, const std::string& then) {
    return "        " + pattern + ") " + then + " ;;\n";
}

std::string values(const VerbPage& page) {
    std::string text;
    for (const OptionPage& option : page.options) {
        if (option.value.empty()) continue;
        text += line("\"" + std::string(page.verb->name) + " " + option.name + "\"",
                     command(proposed_value(option)) + "; return");
    }
    return text;
}

std::string option_names(const VerbPage& page) {
    std::vector<std::string> names;
    for (const OptionPage& option : page.options) names.push_back(option.name);
    return joined(names);
}

std::string arguments(const VerbPage& page) {
    const std::string verb = page.verb->name;
    return line("\"" + verb + " -\"*", "_strathern_words \"$current\" \"" + option_names(page) + "\"") +
           line("\"" + verb + " \"*", command(proposed_argument(page)));
}

}  // namespace

std::string bash_completion(std::span<const VerbPage> pages) {
    std::string text = head, verbs;
    for (const VerbPage& page : pages) verbs += (verbs.empty() ? "" : " ") + std::string(page.verb->name);
    const std::string mark = "@VERBS@";
    text.replace(text.find(mark), mark.size(), verbs);
    for (const VerbPage& page : pages) text += values(page);
    text += middle;
    for (const VerbPage& page : pages) text += arguments(page);
    return text + tail;
}

}  // namespace strathern
