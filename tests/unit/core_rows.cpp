// Are rows split without gaps and summed in one fixed shape, whoever runs the blocks?
#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <strathern/philox.hpp>
#include <strathern/rows.hpp>
#include <vector>

using namespace strathern;

namespace {

/// Numbers whose sum depends on the order: of both signs and of sizes from 1e-6 to 1e6.
std::vector<double> uneven(std::size_t n) {
    std::vector<double> x(n);
    for (std::uint32_t i = 0; i < n; ++i) {
        const PhiloxBlock block = philox({i, 0, 0, 0}, {1, 2});
        x[i] = (uniform_of_word(block[0]) - 0.4) * std::pow(10.0, 12.0 * uniform_of_word(block[1]) - 6.0);
    }
    return x;
}

/// The last block first, to be sure that the order of blocks can't be seen.
class BackwardExecutor final : public Executor {
public:
    void for_each_block(std::uint32_t blocks, const FunctionRef<void(std::uint32_t)>& run) override {
        for (std::uint32_t block = blocks; block-- > 0;) run(block);
    }
};

}  // namespace

TEST_CASE("blocks cover every row once") {
    for (const std::uint32_t rows : {0u, 1u, 63u, 64u, 65u, 1000u, 0xFFFFFFFFu}) {
        for (const std::uint32_t size : {1u, 64u, 1000u, 0x80000000u}) {
            const std::uint32_t blocks = block_count(rows, size);
            if (blocks > 2000) continue;
            std::uint64_t covered = 0;
            for (std::uint32_t block = 0; block < blocks; ++block) {
                const RowRange range = block_range(block, rows, size);
                REQUIRE(range.begin == covered);
                REQUIRE(range.end > range.begin);
                REQUIRE(range.end - range.begin <= size);
                covered = range.end;
            }
            CHECK(covered == rows);
        }
    }
}

TEST_CASE("a fixed sum has its documented shape") {
    for (const std::size_t n : {0u, 1u, 7u, 8u, 9u, 255u, 256u, 257u, 512u, 513u, 1000u, 5000u, 70000u}) {
        const auto x = uneven(n);
        std::vector<double> blocks;
        for (std::size_t begin = 0; begin < n; begin += 256) {
            double part[8] = {};
            for (std::size_t i = begin; i < std::min(begin + 256, n); ++i) part[i % 8] += x[i];
            blocks.push_back(((part[0] + part[4]) + (part[2] + part[6])) + ((part[1] + part[5]) + (part[3] + part[7])));
        }
        while (blocks.size() > 1) {  // by pairs, level by level; an odd one waits
            std::vector<double> next;
            for (std::size_t i = 0; i < blocks.size(); i += 2) {
                next.push_back(i + 1 < blocks.size() ? blocks[i] + blocks[i + 1] : blocks[i]);
            }
            blocks = next;
        }
        CHECK(fixed_sum(x.data(), n) == (blocks.empty() ? 0.0 : blocks[0]));
    }
}

TEST_CASE("a fixed sum is close to the sum in extended precision") {
    const std::size_t n = 100000;
    const auto x = uneven(n);
    long double truth = 0.0L, size = 0.0L;
    for (const double value : x) {
        truth += value;
        size += std::fabs(value);
    }
    // 32 additions in a chain, 3 of parts, 9 levels of pairs: 44 roundings at most
    CHECK(std::fabs(static_cast<double>(fixed_sum(x.data(), n) - truth)) < 44 * 0x1p-53 * static_cast<double>(size));
    CHECK(fixed_sum(x.data(), n) != fixed_sum(x.data() + 1, n - 1));
}

TEST_CASE("every executor gives the bits of fixed_sum") {
    SerialExecutor serial;
    BackwardExecutor backward;
    for (const std::uint32_t n : {0u, 1u, 256u, 257u, 1300u, 70000u}) {
        const auto x = uneven(n);
        CHECK(block_sum(serial, x.data(), n) == fixed_sum(x.data(), n));
        CHECK(block_sum(backward, x.data(), n) == fixed_sum(x.data(), n));
        const auto count = [](RowRange rows) { return static_cast<double>(rows.end - rows.begin); };
        CHECK(block_sum(backward, n, count) == n);
    }
}

TEST_CASE("the serial executor runs each block once, in order, on what the caller owns") {
    SerialExecutor serial;
    std::vector<std::uint32_t> seen;
    serial.for_each_block(5, [&seen](std::uint32_t block) { seen.push_back(block); });
    CHECK(seen == std::vector<std::uint32_t>{0, 1, 2, 3, 4});
}
