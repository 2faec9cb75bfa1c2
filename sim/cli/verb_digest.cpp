// strathern digest: are two stores' results the same?
#include <strathern/error.hpp>

#include "cli/console.hpp"
#include "cli/verbs.hpp"
#include "output/store.hpp"

namespace strathern {

int digest_verb(const Options& options) {
    Database store = open_store(options.names.front());
    write_answer(store_digest(store) + "\n");
    return static_cast<int>(ExitCode::done);
}

}  // namespace strathern
