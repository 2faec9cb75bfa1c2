// strathern export: a table of a store as CSV.
#include <strathern/error.hpp>

#include "cli/console.hpp"
#include "cli/verbs.hpp"
#include "output/csv.hpp"
#include "output/store.hpp"

namespace strathern {

int export_verb(const Options& options) {
    Database store = open_store(options.names.front());
    export_csv(store, options.table, [](std::string_view piece) { write_answer(piece); });
    return static_cast<int>(ExitCode::done);
}

}  // namespace strathern
