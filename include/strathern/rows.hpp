// How are rows split into blocks and summed so that the number of threads can't be seen in a result?
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <type_traits>
#include <utility>

namespace strathern {

/// Rows of a block: [begin, end).
struct RowRange {
    std::uint32_t begin = 0, end = 0;
    friend bool operator==(const RowRange&, const RowRange&) = default;
};

/// Number of blocks that hold the rows; rows_per_block >= 1. The last block may be short.
constexpr std::uint32_t block_count(std::uint32_t rows, std::uint32_t rows_per_block) {
    return rows / rows_per_block + (rows % rows_per_block != 0 ? 1 : 0);
}

/// The rows of a block; block in [0, block_count).
constexpr RowRange block_range(std::uint32_t block, std::uint32_t rows, std::uint32_t rows_per_block) {
    const std::uint32_t begin = block * rows_per_block;
    return {begin, rows - begin < rows_per_block ? rows : begin + rows_per_block};
}

template <class Signature>
class FunctionRef;

/// A function that is only borrowed: two pointers, no allocation. It must outlive the call it is passed to.
template <class Result, class... Arguments>
class FunctionRef<Result(Arguments...)> {
public:
    template <class F>
    requires(!std::is_same_v<std::remove_cvref_t<F>, FunctionRef> && std::is_invocable_r_v<Result, F&, Arguments...>)
        FunctionRef(F&& function)  // NOLINT: meant to be implicit
        : object_(const_cast<void*>(static_cast<const void*>(std::addressof(function)))),
          call_([](void* object, Arguments... arguments) -> Result {
              return (*static_cast<std::remove_reference_t<F>*>(object))(std::forward<Arguments>(arguments)...);
          }) {}

    Result operator()(Arguments... arguments) const { return call_(object_, std::forward<Arguments>(arguments)...); }

private:
    void* object_;
    Result (*call_)(void*, Arguments...);
};

/// Runs blocks, perhaps on several threads. Blocks must not depend on each other.
class Executor {
public:
    virtual ~Executor() = default;

    /// Calls the function once for each of [0, blocks), in any order, and returns when all are done.
    virtual void for_each_block(std::uint32_t blocks, const FunctionRef<void(std::uint32_t)>& run) = 0;
};

/// One after the other, on the caller's thread.
class SerialExecutor final : public Executor {
public:
    void for_each_block(std::uint32_t blocks, const FunctionRef<void(std::uint32_t)>& run) override;
};

/// Rows in a block of a sum: part of the definition of every published sum.
inline constexpr std::uint32_t sum_block_rows = 256;

/// Sum of n numbers in a fixed shape: eight interleaved sums in each block of 256, then blocks by pairs. [n]
double fixed_sum(const double* x, std::size_t n);

/// Sum of n numbers by pairs: the left part is the greatest power of two below n. [n]
double pairwise_sum(const double* x, std::size_t n);

/// The sum over all rows of what a function returns for each block of 256; combined by pairs, whatever the executor.
double block_sum(Executor& executor, std::uint32_t rows, const FunctionRef<double(RowRange)>& sum_of_block);

/// fixed_sum on an executor: the same bits.
double block_sum(Executor& executor, const double* x, std::uint32_t n);

}  // namespace strathern
