// Are the random words the published ones, the same on every path, and never shared by two draws?
#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <limits>
#include <set>
#include <stdexcept>
#include <strathern/draws.hpp>
#include <strathern/philox.hpp>
#include <utility>
#include <vector>
#if __has_include(<Random123/philox.h>)
#include <Random123/philox.h>
#endif

using namespace strathern;

namespace {

constexpr std::uint32_t all_ones = 0xFFFFFFFF;

struct Column {
    std::vector<std::uint32_t> which, who;
    explicit Column(std::size_t n) : which(n), who(n) {
        for (std::size_t i = 0; i < n; ++i) {
            which[i] = static_cast<std::uint32_t>(i * 2654435761u);
            who[i] = static_cast<std::uint32_t>(all_ones - i * 40503u);
        }
    }
};

}  // namespace

TEST_CASE("philox gives the known answers of Random123") {
    // Source: kat_vectors of the Random123 distribution, philox4x32-10.
    CHECK(philox({0, 0, 0, 0}, {0, 0}) == PhiloxBlock{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
    CHECK(philox({all_ones, all_ones, all_ones, all_ones}, {all_ones, all_ones}) ==
          PhiloxBlock{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
    CHECK(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
          PhiloxBlock{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

#if __has_include(<Random123/philox.h>)
TEST_CASE("philox gives what Random123 gives") {
    const Column column(1000);
    for (std::size_t i = 0; i < 1000; ++i) {
        const PhiloxBlock at = {column.which[i], static_cast<std::uint32_t>(i), column.who[i], column.which[999 - i]};
        const PhiloxKey key = {column.who[999 - i], column.which[i] ^ column.who[i]};
        const auto theirs = r123::Philox4x32_R<10>()({{at[0], at[1], at[2], at[3]}}, {{key[0], key[1]}});
        REQUIRE(philox(at, key) == PhiloxBlock{theirs[0], theirs[1], theirs[2], theirs[3]});
    }
}
#endif

TEST_CASE("every path gives the same uniforms at every length, unaligned and with words left out") {
    const PhiloxKey key = {0xa4093822, 0x299f31d0};
    for (const std::size_t n : {0u, 1u, 2u, 3u, 4u, 5u, 7u, 8u, 9u, 15u, 16u, 17u, 100u, 257u}) {
        const Column column(n);
        for (const PhiloxPath path : {PhiloxPath::scalar, PhiloxPath::sse2, PhiloxPath::avx2, PhiloxPath::avx512}) {
            if (!philox_path_exists(path)) continue;
            for (unsigned left_out = 0; left_out < 16; ++left_out) {
                std::vector<double> out[4];
                double* to[4];
                for (std::size_t j = 0; j < 4; ++j) {
                    out[j].assign(n + 2, -1.0);
                    to[j] = left_out >> j & 1 ? nullptr : out[j].data() + 1;
                }
                philox_uniforms_on(path, key, 7, 9, column.which.data(), column.who.data(), n, to[0], to[1], to[2],
                                   to[3]);
                for (std::size_t j = 0; j < 4; ++j) {
                    REQUIRE(out[j].front() == -1.0);
                    REQUIRE(out[j].back() == -1.0);
                    for (std::size_t i = 0; i < n; ++i) {
                        const PhiloxBlock block = philox({7, 9, column.which[i], column.who[i]}, key);
                        const double expected = to[j] ? (block[j] + 0.5) / 4294967296.0 : -1.0;
                        REQUIRE(out[j][i + 1] == expected);
                    }
                }
            }
        }
    }
}

TEST_CASE("uniforms lie inside the open interval and are symmetric about a half") {
    CHECK(uniform_of_word(0) == 0x1p-33);
    CHECK(uniform_of_word(all_ones) == 1.0 - 0x1p-33);
    CHECK(uniform_of_word(0) + uniform_of_word(all_ones) == 1.0);
    CHECK(uniform_of_word(0x80000000) - 0.5 == 0x1p-33);
}

TEST_CASE("each field of a draw's name has bits of the counter to itself") {
    // Every field at its least and greatest value, in all combinations, and each of its bits alone: no two counters
    // agree.
    std::set<PhiloxBlock> counters;
    std::size_t names = 0;
    const auto add = [&](std::uint32_t replicate, std::uint32_t block, std::uint32_t day, std::uint32_t purpose,
                         Slot slot) {
        const Draws draws(1, replicate);
        counters.insert(draws.counter(static_cast<Purpose>(purpose), day, slot, block));
        ++names;
    };
    const std::uint32_t limits[] = {replicate_limit - 1, block_limit - 1, day_limit - 1, 0xFFFF, all_ones, all_ones};
    for (unsigned mask = 0; mask < 64; ++mask) {
        std::uint32_t value[6];
        for (unsigned f = 0; f < 6; ++f) value[f] = mask >> f & 1 ? limits[f] : 0;
        add(value[0], value[1], value[2], value[3], {value[4], value[5]});
    }
    for (unsigned f = 0; f < 6; ++f) {
        for (std::uint32_t bit = 1; bit != 0 && bit <= limits[f]; bit <<= 1) {
            std::uint32_t value[6] = {};
            value[f] = bit;
            add(value[0], value[1], value[2], value[3], {value[4], value[5]});
        }
    }
    CHECK(counters.size() == names);
    // 128 single bits that differ: each field's bits are a permutation of the counter's.
    CHECK(names == 64 + 128);
}

TEST_CASE("the layout of a counter is as documented") {
    const Draws draws(0x0123456789abcdef, 0x00abcd);
    CHECK(draws.key() == PhiloxKey{0x89abcdef, 0x01234567});
    CHECK(draws.counter(Purpose::change, 300, {.who = 17, .which = 4}, 2) ==
          PhiloxBlock{0x00abcd02, 300u << 16 | 9u, 4, 17});
}

TEST_CASE("words, uniforms, columns and streams of a slot agree") {
    const Draws draws(42, 5);
    const Column column(37);
    std::vector<double> u[4];
    for (auto& one : u) one.resize(37);
    draws.uniforms(Purpose::reading, 11, column.which.data(), column.who.data(), 37, u[0].data(), u[1].data(),
                   u[2].data(), u[3].data(), 3);
    for (std::size_t i = 0; i < 37; ++i) {
        const Slot slot{.who = column.who[i], .which = column.which[i]};
        const auto words = draws.words(Purpose::reading, 11, slot, 3);
        const auto uniforms = draws.uniforms(Purpose::reading, 11, slot, 3);
        for (std::size_t j = 0; j < 4; ++j) {
            CHECK(uniforms[j] == uniform_of_word(words[j]));
            CHECK(u[j][i] == uniforms[j]);
        }
    }
    Stream stream = draws.stream(Purpose::hiring, 1, {3, 4});
    for (std::uint32_t block = 0; block < block_limit; ++block) {
        const auto words = draws.words(Purpose::hiring, 1, {3, 4}, block);
        CHECK(stream() == (words[0] | static_cast<std::uint64_t>(words[1]) << 32));
        CHECK(stream() == (words[2] | static_cast<std::uint64_t>(words[3]) << 32));
    }
    CHECK_THROWS_AS(stream(), std::length_error);
}

TEST_CASE("seed, replicate, day, purpose and slot each change the words") {
    const auto base = Draws(1, 1).words(Purpose::demand, 1, {1, 1});
    CHECK(base == Draws(1, 1).words(Purpose::demand, 1, {1, 1}));
    CHECK(base != Draws(2, 1).words(Purpose::demand, 1, {1, 1}));
    CHECK(base != Draws(1 + (1ull << 32), 1).words(Purpose::demand, 1, {1, 1}));
    CHECK(base != Draws(1, 2).words(Purpose::demand, 1, {1, 1}));
    CHECK(base != Draws(1, 1).words(Purpose::item, 1, {1, 1}));
    CHECK(base != Draws(1, 1).words(Purpose::demand, 2, {1, 1}));
    CHECK(base != Draws(1, 1).words(Purpose::demand, 1, {2, 1}));
    CHECK(base != Draws(1, 1).words(Purpose::demand, 1, {1, 2}));
    CHECK(base != Draws(1, 1).words(Purpose::demand, 1, {1, 1}, 1));
}

TEST_CASE("rare draws keep their ranges and frequencies") {
    // Each count is binomial; the bound is 5.5 standard deviations, two-sided 4e-8, 13 counts.
    constexpr std::uint32_t trials = 20000;
    const auto near = [](double count, double p) {
        return std::fabs(count - trials * p) < 5.5 * std::sqrt(trials * p * (1 - p));
    };
    const Draws draws(2026, 0);
    std::array<int, 7> of_seven{};
    std::array<int, 4> weighted{};
    int heads = 0;
    const double weight[] = {1, 0, 2, 5};
    for (std::uint32_t i = 0; i < trials; ++i) {
        Stream stream = draws.stream(Purpose::theory, 0, {i, 0});
        const std::uint32_t index = uniform_index(stream, 7);
        REQUIRE(index < 7);
        ++of_seven[index];
        heads += bernoulli(stream, 0.3) ? 1 : 0;
        const std::uint32_t drawn = weighted_index(stream, weight, 4);
        REQUIRE(drawn < 4);
        ++weighted[drawn];
    }
    for (const int count : of_seven) CHECK(near(count, 1.0 / 7));
    CHECK(near(heads, 0.3));
    CHECK(weighted[1] == 0);
    CHECK(near(weighted[0], 1.0 / 8));
    CHECK(near(weighted[2], 2.0 / 8));
    CHECK(near(weighted[3], 5.0 / 8));
    Stream stream = draws.stream(Purpose::theory, 1, {0, 0});
    CHECK(uniform_index(stream, 1) == 0);
    CHECK_FALSE(bernoulli(stream, 0.0));
    CHECK(bernoulli(stream, 1.0));
}

TEST_CASE("Boost.Random's draws are the ones written here, so that a new version that changes them is noticed") {
    Stream stream = Draws(7, 0).stream(Purpose::theory, 0, {1, 2});
    std::vector<std::uint32_t> drawn;
    for (int i = 0; i < 8; ++i) drawn.push_back(uniform_index(stream, 1000));
    CHECK(drawn == std::vector<std::uint32_t>{434, 637, 73, 568, 56, 722, 910, 563});
}
