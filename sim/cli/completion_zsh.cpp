// How does zsh complete the program's commands?
#include "cli/pages.hpp"

namespace strathern {
namespace {

constexpr const char* head = R"sh(#compdef strathern
# Completion of strathern in zsh. Made by `strathern completion zsh`.

# Names that the program lists.
_strathern_list() {
    $_strathern_program list "$@" --format csv 2>/dev/null | sed -e 1d -e 's/,.*//' -e 's/^"//' -e '/ /d'
}

_strathern_policies() { compadd -- ${(f)"$(_strathern_list policies)"} }
_strathern_several_policies() { compset -P '*,'; compadd -q -S , -- ${(f)"$(_strathern_list policies)"} }
_strathern_kinds() { compadd -- ${(f)"$(_strathern_list)"} }
_strathern_paths() { compadd -S = -- ${(f)"$(_strathern_list parameters)"} }
_strathern_everything() {
    local kind
    for kind in ${(f)"$(_strathern_list)"}; do compadd -- ${(f)"$(_strathern_list $kind)"}; done
}

_strathern() {
    local context state state_descr line _strathern_program=$words[1]
    typeset -A opt_args
    local -a verbs=(
)sh";

constexpr const char* middle = R"sh(    )
    _arguments -C '(-)--help[Shows this help]' '(-)--version[Shows the version]' '1:verb:->verb' '*::argument:->rest'
    case $state in
        verb) _describe verb verbs ;;
        rest)
            case $words[1] in
)sh";

constexpr const char* tail = R"sh(            esac
            ;;
    esac
}

if [ "$funcstack[1]" = _strathern ]; then _strathern "$@"; else compdef _strathern strathern; fi
)sh";

/// Inside of '...', with the characters marked that _arguments and _describe take for their own.
std::string escaped(const std::string& text) {
    std::string result;
    for (const char c : text) {
        if (c == '\'') {
            result += "'\\''";
            continue;
        }
        if (c == ':' || c == '[' || c == ']' || c == '\\') result += '\\';
        result += c;
    }
    return result;
}

std::string action(const Proposed& proposed) {
    std::string words;
    switch (proposed.what) {
        case Proposal::words:
            for (const std::string& word : proposed.words) words += (words.empty() ? "" : " ") + word;
            return proposed.several ? "_values -s , name " + words : "(" + words + ")";
        case Proposal::policies:
            return proposed.several ? "_strathern_several_policies" : "_strathern_policies";
        case Proposal::kinds:
            return "_strathern_kinds";
        case Proposal::anything:
            return "_strathern_everything";
        case Proposal::files:
            return proposed.ending == "*" ? "_files" : "_files -g \"*." + proposed.ending + "\"";
        case Proposal::folders:
            return "_files -/";
        case Proposal::paths:
            return "_strathern_paths";
        case Proposal::none:
            break;
    }
    return "";
}

std::string option_specification(const OptionPage& option) {
    const bool repeated = option.value == "PATH=VALUE";
    std::string text = std::string(" \\\n                    '") + (repeated ? "*" : "") + option.name + "[" +
                       escaped(option.help) + "]";
    if (!option.value.empty()) text += ":" + escaped(option.value) + ":" + action(proposed_value(option));
    return text + "'";
}

std::string verb_case(const VerbPage& page) {
    std::string text = "                " + std::string(page.verb->name) + ")\n                    _arguments";
    for (const OptionPage& option : page.options) text += option_specification(option);
    if (!page.argument.empty())
        text += std::string(" \\\n                    '") + (page.verb->several ? "*" : "1") + ":" + page.argument +
                ":" + action(proposed_argument(page)) + "'";
    return text + "\n                    ;;\n";
}

}  // namespace

std::string zsh_completion(std::span<const VerbPage> pages) {
    std::string text = head;
    for (const VerbPage& page : pages)
        text += "        '" + std::string(page.verb->name) + ":" + escaped(page.verb->summary) + "'\n";
    text += middle;
    for (const VerbPage& page : pages) text += verb_case(page);
    return text + tail;
}

}  // namespace strathern
