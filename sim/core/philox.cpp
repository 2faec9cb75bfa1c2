// How are the blocks of many counters drawn at once? One counter per 64-bit lane: the multiplier takes 32 bits of each.
#include <strathern/philox.hpp>

#if defined(__x86_64__) && (defined(__GNUC__) || defined(__clang__))
#define STRATHERN_PHILOX_VECTORS 1
#include <immintrin.h>
#endif

namespace strathern {
namespace {

/// What a column of draws reads and writes.
struct Columns {
    PhiloxKey key;
    std::uint32_t word0, word1;
    const std::uint32_t* which;
    const std::uint32_t* who;
    std::size_t n;
    double* u[4];
};

void fill_scalar(const Columns& c, std::size_t begin) {
    for (std::size_t i = begin; i < c.n; ++i) {
        const PhiloxBlock block = philox({c.word0, c.word1, c.which[i], c.who[i]}, c.key);
        for (std::size_t j = 0; j < 4; ++j) {
            if (c.u[j]) c.u[j][i] = uniform_of_word(block[j]);
        }
    }
}

#ifdef STRATHERN_PHILOX_VECTORS

using namespace philox_constants;
constexpr long long double_bits = 0x4330000000000000;  // of 2^52: a word below it is 2^52 + word
constexpr double to_middle = 0x1p52 - 0.5;

/// The round keys, each in the low half of a 64-bit number.
struct KeySchedule {
    long long first[rounds], second[rounds];
    explicit KeySchedule(const PhiloxKey& key) {
        for (std::uint32_t r = 0; r < rounds; ++r) {
            first[r] = static_cast<std::uint32_t>(key[0] + r * weyl0);
            second[r] = static_cast<std::uint32_t>(key[1] + r * weyl1);
        }
    }
};

// Only the low halves of the lanes count; the high ones carry rubbish, which the multiplier does not read.
#define STRATHERN_AVX2 __attribute__((target("avx2")))

STRATHERN_AVX2 inline void round_avx2(__m256i (&x)[4], __m256i key0, __m256i key1) {
    const __m256i product0 = _mm256_mul_epu32(x[0], _mm256_set1_epi64x(multiplier0));
    const __m256i product1 = _mm256_mul_epu32(x[2], _mm256_set1_epi64x(multiplier1));
    x[0] = _mm256_xor_si256(_mm256_xor_si256(_mm256_srli_epi64(product1, 32), x[1]), key0);
    x[2] = _mm256_xor_si256(_mm256_xor_si256(_mm256_srli_epi64(product0, 32), x[3]), key1);
    x[1] = product1;
    x[3] = product0;
}

STRATHERN_AVX2 inline void store_avx2(double* to, __m256i word) {
    const __m256i low = _mm256_and_si256(word, _mm256_set1_epi64x(0xFFFFFFFF));
    const __m256d shifted = _mm256_castsi256_pd(_mm256_or_si256(low, _mm256_set1_epi64x(double_bits)));
    _mm256_storeu_pd(to, _mm256_mul_pd(_mm256_sub_pd(shifted, _mm256_set1_pd(to_middle)), _mm256_set1_pd(0x1p-32)));
}

STRATHERN_AVX2 inline __m256i load_avx2(const std::uint32_t* from) {
    return _mm256_cvtepu32_epi64(_mm_loadu_si128(reinterpret_cast<const __m128i*>(from)));
}

// Eight counters from `which` and `who`; uniforms to uj + at.
STRATHERN_AVX2 inline void eight_avx2(const Columns& c, const KeySchedule& keys, const std::uint32_t* which,
                                      const std::uint32_t* who, double* const (&u)[4]) {
    const __m256i word0 = _mm256_set1_epi64x(c.word0), word1 = _mm256_set1_epi64x(c.word1);
    __m256i a[4] = {word0, word1, load_avx2(which), load_avx2(who)};
    __m256i b[4] = {word0, word1, load_avx2(which + 4), load_avx2(who + 4)};
    for (int r = 0; r < rounds; ++r) {  // two vectors at once hide the multiplier's latency
        const __m256i key0 = _mm256_set1_epi64x(keys.first[r]), key1 = _mm256_set1_epi64x(keys.second[r]);
        round_avx2(a, key0, key1);
        round_avx2(b, key0, key1);
    }
    for (int j = 0; j < 4; ++j) {
        if (!u[j]) continue;
        store_avx2(u[j], a[j]);
        store_avx2(u[j] + 4, b[j]);
    }
}

// What is left of a column goes through the same vectors, in a copy: small batches are the rule in the day loop.
STRATHERN_AVX2 void rest_avx2(const Columns& c, const KeySchedule& keys, std::size_t from) {
    std::uint32_t which[8] = {}, who[8] = {};
    double spare[4][8];
    double* const u[4] = {spare[0], spare[1], spare[2], spare[3]};
    const std::size_t n = c.n - from;
    for (std::size_t k = 0; k < n; ++k) which[k] = c.which[from + k], who[k] = c.who[from + k];
    eight_avx2(c, keys, which, who, u);
    for (int j = 0; j < 4; ++j)
        for (std::size_t k = 0; c.u[j] && k < n; ++k) c.u[j][from + k] = spare[j][k];
}

STRATHERN_AVX2 std::size_t fill_avx2(const Columns& c) {
    const KeySchedule keys(c.key);
    std::size_t i = 0;
    for (; i + 8 <= c.n; i += 8) {
        double* u[4];
        for (int j = 0; j < 4; ++j) u[j] = c.u[j] ? c.u[j] + i : nullptr;
        eight_avx2(c, keys, c.which + i, c.who + i, u);
    }
    if (i < c.n) rest_avx2(c, keys, i);
    return c.n;
}

// Vectors of 256 bits here too: longer ones slow the rest of the day down. Masks take what is left of a column.
#define STRATHERN_AVX512 __attribute__((target("avx512f,avx512vl")))
constexpr int exclusive_or = 0x96;  // of three, as a truth table

STRATHERN_AVX512 inline void round_avx512(__m256i (&x)[4], __m256i key0, __m256i key1) {
    const __m256i product0 = _mm256_mul_epu32(x[0], _mm256_set1_epi64x(multiplier0));
    const __m256i product1 = _mm256_mul_epu32(x[2], _mm256_set1_epi64x(multiplier1));
    x[0] = _mm256_ternarylogic_epi64(_mm256_srli_epi64(product1, 32), x[1], key0, exclusive_or);
    x[2] = _mm256_ternarylogic_epi64(_mm256_srli_epi64(product0, 32), x[3], key1, exclusive_or);
    x[1] = product1;
    x[3] = product0;
}

STRATHERN_AVX512 inline void store_avx512(double* to, __mmask8 lanes, __m256i word) {
    const __m256i low = _mm256_and_si256(word, _mm256_set1_epi64x(0xFFFFFFFF));
    const __m256d shifted = _mm256_castsi256_pd(_mm256_or_si256(low, _mm256_set1_epi64x(double_bits)));
    _mm256_mask_storeu_pd(to, lanes,
                          _mm256_mul_pd(_mm256_sub_pd(shifted, _mm256_set1_pd(to_middle)), _mm256_set1_pd(0x1p-32)));
}

STRATHERN_AVX512 inline __m256i load_avx512(const std::uint32_t* from, __mmask8 lanes) {
    return _mm256_cvtepu32_epi64(_mm_maskz_loadu_epi32(lanes, from));
}

// Eight counters from row i on, or as many as there are.
STRATHERN_AVX512 inline void eight_avx512(const Columns& c, const KeySchedule& keys, std::size_t i) {
    const std::size_t rows = c.n - i < 8 ? c.n - i : 8;
    const std::uint32_t lanes = (1u << rows) - 1;
    const auto low = static_cast<__mmask8>(lanes & 0xF), high = static_cast<__mmask8>(lanes >> 4);
    const __m256i word0 = _mm256_set1_epi64x(c.word0), word1 = _mm256_set1_epi64x(c.word1);
    __m256i a[4] = {word0, word1, load_avx512(c.which + i, low), load_avx512(c.who + i, low)};
    __m256i b[4] = {word0, word1, load_avx512(c.which + i + 4, high), load_avx512(c.who + i + 4, high)};
    for (int r = 0; r < rounds; ++r) {
        const __m256i key0 = _mm256_set1_epi64x(keys.first[r]), key1 = _mm256_set1_epi64x(keys.second[r]);
        round_avx512(a, key0, key1);
        round_avx512(b, key0, key1);
    }
    for (int j = 0; j < 4; ++j) {
        if (!c.u[j]) continue;
        store_avx512(c.u[j] + i, low, a[j]);
        store_avx512(c.u[j] + i + 4, high, b[j]);
    }
}

STRATHERN_AVX512 std::size_t fill_avx512(const Columns& c) {
    const KeySchedule keys(c.key);
    for (std::size_t i = 0; i < c.n; i += 8) eight_avx512(c, keys, i);
    return c.n;
}

inline void round_sse2(__m128i (&x)[4], __m128i key0, __m128i key1) {
    const __m128i product0 = _mm_mul_epu32(x[0], _mm_set1_epi64x(multiplier0));
    const __m128i product1 = _mm_mul_epu32(x[2], _mm_set1_epi64x(multiplier1));
    x[0] = _mm_xor_si128(_mm_xor_si128(_mm_srli_epi64(product1, 32), x[1]), key0);
    x[2] = _mm_xor_si128(_mm_xor_si128(_mm_srli_epi64(product0, 32), x[3]), key1);
    x[1] = product1;
    x[3] = product0;
}

inline void store_sse2(double* to, __m128i word) {
    const __m128i low = _mm_and_si128(word, _mm_set1_epi64x(0xFFFFFFFF));
    const __m128d shifted = _mm_castsi128_pd(_mm_or_si128(low, _mm_set1_epi64x(double_bits)));
    _mm_storeu_pd(to, _mm_mul_pd(_mm_sub_pd(shifted, _mm_set1_pd(to_middle)), _mm_set1_pd(0x1p-32)));
}

inline __m128i load_sse2(const std::uint32_t* from) {
    return _mm_unpacklo_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(from)), _mm_setzero_si128());
}

std::size_t fill_sse2(const Columns& c) {
    const KeySchedule keys(c.key);
    std::size_t i = 0;
    for (; i + 4 <= c.n; i += 4) {
        const __m128i word0 = _mm_set1_epi64x(c.word0), word1 = _mm_set1_epi64x(c.word1);
        __m128i a[4] = {word0, word1, load_sse2(c.which + i), load_sse2(c.who + i)};
        __m128i b[4] = {word0, word1, load_sse2(c.which + i + 2), load_sse2(c.who + i + 2)};
        for (int r = 0; r < rounds; ++r) {
            const __m128i key0 = _mm_set1_epi64x(keys.first[r]), key1 = _mm_set1_epi64x(keys.second[r]);
            round_sse2(a, key0, key1);
            round_sse2(b, key0, key1);
        }
        for (int j = 0; j < 4; ++j) {
            if (!c.u[j]) continue;
            store_sse2(c.u[j] + i, a[j]);
            store_sse2(c.u[j] + i + 2, b[j]);
        }
    }
    return i;
}

#endif

PhiloxPath widest_path() {
    if (philox_path_exists(PhiloxPath::avx512)) return PhiloxPath::avx512;
    if (philox_path_exists(PhiloxPath::avx2)) return PhiloxPath::avx2;
    return philox_path_exists(PhiloxPath::sse2) ? PhiloxPath::sse2 : PhiloxPath::scalar;
}

}  // namespace

bool philox_path_exists(PhiloxPath path) {
#ifdef STRATHERN_PHILOX_VECTORS
    if (path == PhiloxPath::avx512) return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl");
    return path != PhiloxPath::avx2 || __builtin_cpu_supports("avx2");
#else
    return path == PhiloxPath::scalar;
#endif
}

// Four columns are filled at once, and each may be left out. NOLINTNEXTLINE(readability-function-size)
void philox_uniforms_on(PhiloxPath path, const PhiloxKey& key, std::uint32_t counter0_word, std::uint32_t counter1_word,
                        const std::uint32_t* which, const std::uint32_t* who, std::size_t n, double* u0, double* u1,
                        double* u2, double* u3) {
    const Columns columns = {key, counter0_word, counter1_word, which, who, n, {u0, u1, u2, u3}};
    std::size_t done = 0;
#ifdef STRATHERN_PHILOX_VECTORS
    if (path == PhiloxPath::avx512) done = fill_avx512(columns);
    if (path == PhiloxPath::avx2) done = fill_avx2(columns);
    if (path == PhiloxPath::sse2) done = fill_sse2(columns);
#endif
    static_cast<void>(path);
    fill_scalar(columns, done);
}

// NOLINTNEXTLINE(readability-function-size)
void philox_uniforms(const PhiloxKey& key, std::uint32_t counter0_word, std::uint32_t counter1_word,
                     const std::uint32_t* which, const std::uint32_t* who, std::size_t n, double* u0, double* u1,
                     double* u2, double* u3) {
    static const PhiloxPath path = widest_path();
    philox_uniforms_on(path, key, counter0_word, counter1_word, which, who, n, u0, u1, u2, u3);
}

}  // namespace strathern
