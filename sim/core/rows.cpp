// In which order are numbers added, whoever does it?
#include <strathern/rows.hpp>

#include <bit>
#include <vector>

namespace strathern {
namespace {

/// At most sum_block_rows numbers, as eight interleaved sums: two vectors of four, or four of two.
double sum_within_block(const double* x, std::size_t n) {
    double part[8] = {};
    std::size_t i = 0;
    for (; i + 8 <= n; i += 8) {
        for (std::size_t j = 0; j < 8; ++j) part[j] += x[i + j];
    }
    for (std::size_t j = 0; i < n; ++i, ++j) part[j] += x[i];
    return ((part[0] + part[4]) + (part[2] + part[6])) + ((part[1] + part[5]) + (part[3] + part[7]));
}

}  // namespace

void SerialExecutor::for_each_block(std::uint32_t blocks, const FunctionRef<void(std::uint32_t)>& run) {
    for (std::uint32_t block = 0; block < blocks; ++block) run(block);
}

double pairwise_sum(const double* x, std::size_t n) {
    if (n == 0) return 0.0;
    if (n == 1) return x[0];
    const std::size_t left = std::bit_floor(n - 1);
    return pairwise_sum(x, left) + pairwise_sum(x + left, n - left);
}

double fixed_sum(const double* x, std::size_t n) {
    if (n <= sum_block_rows) return sum_within_block(x, n);
    // pairwise_sum's shape over the blocks without an array of them: blocks are split as one left part is.
    const std::size_t left = std::bit_floor((n - 1) / sum_block_rows) * sum_block_rows;
    return fixed_sum(x, left) + fixed_sum(x + left, n - left);
}

double block_sum(Executor& executor, std::uint32_t rows, const FunctionRef<double(RowRange)>& sum_of_block) {
    std::vector<double> sums(block_count(rows, sum_block_rows));
    executor.for_each_block(static_cast<std::uint32_t>(sums.size()), [&](std::uint32_t block) {
        sums[block] = sum_of_block(block_range(block, rows, sum_block_rows));
    });
    return pairwise_sum(sums.data(), sums.size());
}

double block_sum(Executor& executor, const double* x, std::uint32_t n) {
    return block_sum(executor, n,
                     [x](RowRange rows) { return sum_within_block(x + rows.begin, rows.end - rows.begin); });
}

}  // namespace strathern
