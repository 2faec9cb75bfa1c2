// What may stand where on a command line? One rule for all shells.
#include "cli/pages.hpp"

namespace strathern {

Proposed proposed_argument(const VerbPage& page) {
    if (!page.words.empty()) return {Proposal::words, "", page.words};
    if (page.argument == "SCENARIO" || page.argument == "FILE") return {Proposal::files, "json"};
    if (page.argument == "STORE") return {Proposal::files, "db"};
    if (page.argument == "KIND") return {Proposal::kinds};
    return {page.verb->several && page.argument == "NAME" ? Proposal::anything : Proposal::none};
}

Proposed proposed_value(const OptionPage& option) {
    const bool several = option.value == "A,B";
    if (!option.words.empty()) return {Proposal::words, "", option.words, several};
    if (option.value == "PATH=VALUE") return {Proposal::paths};
    if (option.value == "STORE") return {Proposal::files, "db"};
    if (option.value == "FILE") return {Proposal::files, "*"};
    if (option.value == "FOLDER") return {Proposal::folders};
    return {option.value == "NAME" || several ? Proposal::policies : Proposal::none, "", {}, several};
}

}  // namespace strathern
