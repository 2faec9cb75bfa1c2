// How do the blocks of one large organisation run on several threads?
#pragma once
#include <strathern/rows.hpp>

namespace strathern {

/// Runs blocks on the threads of the caller's tbb::task_arena. While it waits it takes up no other work than its own
/// blocks, so a run inside a study never begins another one in its middle.
class TbbExecutor final : public Executor {
public:
    void for_each_block(std::uint32_t blocks, const FunctionRef<void(std::uint32_t)>& run) override;
};

}  // namespace strathern
