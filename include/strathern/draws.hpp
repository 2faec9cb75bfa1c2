// Where is chance? Here only: every random number is a function of the seed, the replicate, the day, what it is for
// and whose luck it is. Nothing is remembered between draws, so neither order nor policy moves another draw.
#pragma once
#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <strathern/ids.hpp>
#include <strathern/philox.hpp>

namespace strathern {

/// What a draw is for. Append only: a number once used keeps its meaning, or old results can't be had again.
enum class Purpose : std::uint16_t {
    setup_person = 1,
    demand = 3,
    item = 4,
    effort_noise = 5,
    contact = 7,
    copying = 8,
    change = 9,
    reading = 10,
    incident = 11,
    incident_course = 12,
    attrition = 13,
    hiring = 14,
    metric_noise = 16,
    perception = 17,
    manager = 19,
    theory = 20,
    checks = 30,
    agents = 31,
    experiment = 40,
    lay_off = 60,
    appraisal = 61,
    move = 62,
    known_by_team = 63,
    dials = 64,
    search = 65,
    latent = 66,
};

/// Replicates per seed, blocks per slot, days per replicate: the widths of the fields of a counter.
inline constexpr std::uint32_t replicate_limit = 1u << 24, block_limit = 1u << 8, day_limit = 1u << 16;

/// The words of one slot in a row, 64 bits at a time, for draws that need an unknown number of them: a
/// UniformRandomBitGenerator for the distributions of Boost.Random.
class Stream {
public:
    using result_type = std::uint64_t;

    /// @param start counter of the first block; its number stands in the low 8 bits of word 0
    Stream(const PhiloxBlock& start, const PhiloxKey& key) : counter_(start), key_(key) {}

    static constexpr result_type min() { return 0; }
    static constexpr result_type max() { return std::numeric_limits<result_type>::max(); }

    /// The next 64 bits. Errors: std::length_error after 512 calls, where another slot's words would begin.
    result_type operator()() {
        if (left_ == 0) refill();
        --left_;
        return left_ == 1 ? block_[0] | static_cast<std::uint64_t>(block_[1]) << 32
                          : block_[2] | static_cast<std::uint64_t>(block_[3]) << 32;
    }

private:
    void refill() {
        if (blocks_ == block_limit) throw std::length_error("a stream of draws holds 512 words of 64 bits");
        block_ = philox(counter_, key_);
        ++counter_[0];
        ++blocks_;
        left_ = 2;
    }

    PhiloxBlock counter_;
    PhiloxKey key_;
    PhiloxBlock block_{};
    std::uint32_t blocks_ = 0;
    std::uint32_t left_ = 0;
};

/// The luck of one replicate. Philox key = seed; counter = {replicate << 8 | block, day << 16 | purpose, which, who}:
/// plain fields side by side, so two different draws never share a block. The policy is no part of it.
class Draws {
public:
    /// @param seed the study's seed, any
    /// @param replicate [0, replicate_limit)
    constexpr Draws(std::uint64_t seed, std::uint32_t replicate)
        : key_{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)}, replicate_(replicate << 8) {
        assert(replicate < replicate_limit);
    }

    /// The counter of a draw: the layout above. @param day [0, day_limit) @param block [0, block_limit)
    constexpr PhiloxBlock counter(Purpose purpose, std::uint32_t day, Slot slot, std::uint32_t block = 0) const {
        assert(day < day_limit && block < block_limit);
        return {replicate_ | block, day << 16 | static_cast<std::uint32_t>(purpose), slot.which, slot.who};
    }

    /// The key: the seed's low and high half.
    constexpr const PhiloxKey& key() const { return key_; }

    /// Four words of 32 bits.
    std::array<std::uint32_t, 4> words(Purpose purpose, std::uint32_t day, Slot slot, std::uint32_t block = 0) const {
        return philox(counter(purpose, day, slot, block), key_);
    }

    /// The same four words as uniforms in (0, 1), multiples of 2^-33.
    std::array<double, 4> uniforms(Purpose purpose, std::uint32_t day, Slot slot, std::uint32_t block = 0) const {
        const auto word = words(purpose, day, slot, block);
        return {uniform_of_word(word[0]), uniform_of_word(word[1]), uniform_of_word(word[2]), uniform_of_word(word[3])};
    }

    /// The uniforms of n slots by column: uj[i] is word j of slot {who[i], which[i]}; the same bits as one at a time.
    /// @param u0,u1,u2,u3 [n]; a null pointer leaves that word out
    void uniforms(Purpose purpose, std::uint32_t day, const std::uint32_t* which, const std::uint32_t* who,
                  std::size_t n, double* u0, double* u1, double* u2, double* u3, std::uint32_t block = 0) const {
        const PhiloxBlock at = counter(purpose, day, Slot{}, block);
        philox_uniforms(key_, at[0], at[1], which, who, n, u0, u1, u2, u3);
    }

    /// All words of a slot in a row, from block 0.
    Stream stream(Purpose purpose, std::uint32_t day, Slot slot) const { return {counter(purpose, day, slot), key_}; }

private:
    PhiloxKey key_;
    std::uint32_t replicate_;
};

/// An integer of [0, n), each equally likely; n >= 1. By Boost.Random.
std::uint32_t uniform_index(Stream& stream, std::uint32_t n);

/// True with probability p in [0, 1]. By Boost.Random.
bool bernoulli(Stream& stream, double p);

/// An index of [0, n) with probability weight[i] / sum of weights; weights >= 0, one > 0. By Boost.Random.
std::uint32_t weighted_index(Stream& stream, const double* weight, std::size_t n);

}  // namespace strathern
