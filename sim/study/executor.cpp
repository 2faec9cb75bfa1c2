// How do the blocks of one large organisation run on several threads?
#include "study/executor.hpp"

#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

namespace strathern {

void TbbExecutor::for_each_block(std::uint32_t blocks, const FunctionRef<void(std::uint32_t)>& run) {
    if (blocks <= 1) {
        if (blocks == 1) run(0);
        return;
    }
    tbb::this_task_arena::isolate(
        [&] { tbb::parallel_for(std::uint32_t{0}, blocks, [&](std::uint32_t block) { run(block); }); });
}

}  // namespace strathern
