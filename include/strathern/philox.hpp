// Which 128 random bits belong to a counter and a key? Philox4x32-10, one block at a time and by column.
#pragma once
#include <array>
#include <cassert>  // these before the shim below: no standard header may see its macro
#include <climits>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <iterator>
#include <limits>
#include <random>
// Random123 1.14 refuses processors it was not tried on; the generator itself is plain C.
#if defined(__wasm__) && !defined(__riscv)
#define __riscv 1
#define STRATHERN_RANDOM123_SHIM 1
#endif
#include <Random123/philox.h>
#ifdef STRATHERN_RANDOM123_SHIM
#undef __riscv
#undef STRATHERN_RANDOM123_SHIM
#endif

namespace strathern {

/// Four 32-bit words: a counter, or the block drawn at it.
using PhiloxBlock = std::array<std::uint32_t, 4>;
/// Two 32-bit words, the low one first.
using PhiloxKey = std::array<std::uint32_t, 2>;

/// The block of Philox4x32-10 at a counter. Source: salmon2011 (Random123, package librandom123-dev).
inline PhiloxBlock philox(const PhiloxBlock& counter, const PhiloxKey& key) {
    const r123::Philox4x32::ctr_type at = {{counter[0], counter[1], counter[2], counter[3]}};
    const r123::Philox4x32::key_type with = {{key[0], key[1]}};
    const r123::Philox4x32::ctr_type block = r123::Philox4x32_R<10>()(at, with);
    return {block[0], block[1], block[2], block[3]};
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
