// strathern completion, strathern man: what is the program's own text for shells and for man?
#include <strathern/error.hpp>

#include "cli/console.hpp"
#include "cli/pages.hpp"
#include "cli/verbs.hpp"
#include "cli/version.hpp"

namespace strathern {

int completion_verb(const Options& options) {
    const std::vector<VerbPage> pages = pages_of(all_verbs());
    const std::string& shell = options.names.front();
    write_answer(shell == "bash"  ? bash_completion(pages)
                 : shell == "zsh" ? zsh_completion(pages)
                                  : fish_completion(pages));
    return static_cast<int>(ExitCode::done);
}

int man_verb(const Options&) {
    write_answer(manual_page(pages_of(all_verbs()), "strathern " + program_version()));
    return static_cast<int>(ExitCode::done);
}

}  // namespace strathern
