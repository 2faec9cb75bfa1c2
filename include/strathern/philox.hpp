// Which 128 random bits belong to a counter and a key? Philox4x32-10, one block at a time and by column.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>

namespace strathern {

/// Four 32-bit words: a counter, or the block drawn at it.
using PhiloxBlock = std::array<std::uint32_t, 4>;
/// Two 32-bit words, the low one first.
using PhiloxKey = std::array<std::uint32_t, 2>;

/// What Philox4x32-10 is made of. Source: salmon2011
namespace philox_constants {
inline constexpr int rounds = 10;
inline constexpr std::uint32_t multiplier0 = 0xD2511F53, multiplier1 = 0xCD9E8D57;
inline constexpr std::uint32_t weyl0 = 0x9E3779B9, weyl1 = 0xBB67AE85;
}  // namespace philox_constants

/// The block of Philox4x32-10 at a counter. Source: salmon2011. Ten lines of our own, as every file that draws sees
/// them: Random123's header brings intrinsics and streams along, 0.9 s a file. Tests hold the two against each other.
constexpr PhiloxBlock philox(PhiloxBlock at, PhiloxKey key) {
    using namespace philox_constants;
#pragma GCC unroll 10
    for (int round = 0; round < rounds; ++round) {
        const std::uint64_t product0 = std::uint64_t{multiplier0} * at[0];
        const std::uint64_t product1 = std::uint64_t{multiplier1} * at[2];
        at = {static_cast<std::uint32_t>(product1 >> 32) ^ at[1] ^ key[0], static_cast<std::uint32_t>(product1),
              static_cast<std::uint32_t>(product0 >> 32) ^ at[3] ^ key[1], static_cast<std::uint32_t>(product0)};
        key[0] += weyl0;
        key[1] += weyl1;
    }
    return at;
}

/// The middle of the word's 2^-32 wide cell of (0, 1); exact.
inline double uniform_of_word(std::uint32_t word) { return (word + 0.5) * 0x1p-32; }

/// Uniforms of the n counters {counter0_word, counter1_word, which[i], who[i]}: word j of block i goes to uj[i].
/// @param u0,u1,u2,u3 [n], in (0, 1), no alignment needed; a null pointer leaves that word out.
/// The widest path that this machine has; all paths give the same bits.
void philox_uniforms(const PhiloxKey& key, std::uint32_t counter0_word, std::uint32_t counter1_word,
                     const std::uint32_t* which, const std::uint32_t* who, std::size_t n, double* u0, double* u1,
                     double* u2, double* u3);

/// The paths behind philox_uniforms, for tests and benchmarks.
enum class PhiloxPath { scalar, sse2, avx2, avx512 };

/// Whether this build on this machine can take a path; scalar always.
bool philox_path_exists(PhiloxPath path);

/// philox_uniforms on a given path, which must exist.
void philox_uniforms_on(PhiloxPath path, const PhiloxKey& key, std::uint32_t counter0_word, std::uint32_t counter1_word,
                        const std::uint32_t* which, const std::uint32_t* who, std::size_t n, double* u0, double* u1,
                        double* u2, double* u3);

}  // namespace strathern
