// How is content boiled down to 128 or 64 bits, the same on every platform?
#include "core/digest.hpp"

#include <bit>
#include <strathern/philox.hpp>

namespace strathern {
namespace {

constexpr std::uint64_t odd_factor = 0xB7E151628AED2A6B;  // the digits of e; any odd number with bits all over will do
constexpr std::uint64_t other_factor = 0x243F6A8885A308D3;  // the digits of pi

std::uint64_t mixed(std::uint64_t x) {
    x = (x ^ (x >> 32)) * odd_factor;
    x = (x ^ (x >> 29)) * odd_factor;
    return x ^ (x >> 32);
}

PhiloxKey halves(std::uint64_t word) {
    return {static_cast<std::uint32_t>(word), static_cast<std::uint32_t>(word >> 32)};
}

}  // namespace

std::uint64_t canonical_bits(double value) {
    constexpr std::uint64_t one_nan = 0x7ff8000000000000;
    return value == value ? std::bit_cast<std::uint64_t>(value) : one_nan;
}

void Digest::absorb(std::uint64_t word) {
    const PhiloxBlock block = philox(state_, halves(word));
    // The old state added back: without it a word could be undone, and many words would lead to one state.
    for (std::size_t i = 0; i < 4; ++i) state_[i] = block[i] + std::rotl(state_[i], 7);
}

Digest& Digest::bytes(const void* data, std::size_t count) {
    const auto* const byte = static_cast<const unsigned char*>(data);
    for (std::size_t i = 0; i < count; ++i) {
        pending_ |= static_cast<std::uint64_t>(byte[i]) << (8 * (count_ % 8));
        if (++count_ % 8 != 0) continue;
        absorb(pending_);
        pending_ = 0;
    }
    return *this;
}

Digest& Digest::add_word(std::uint64_t value) {
    const unsigned shift = 8 * static_cast<unsigned>(count_ % 8);
    absorb(pending_ | value << shift);
    pending_ = shift == 0 ? 0 : value >> (64 - shift);
    count_ += 8;
    return *this;
}

Digest& Digest::add(double value) { return add(canonical_bits(value)); }

Digest& Digest::add(std::string_view text) {
    add(static_cast<std::uint64_t>(text.size()));
    return bytes(text.data(), text.size());
}

Digest& Digest::add(const double* values, std::size_t count) {
    add(static_cast<std::uint64_t>(count));
    for (std::size_t i = 0; i < count; ++i) add(values[i]);
    return *this;
}

std::array<std::uint64_t, 2> Digest::value() const {
    Digest last = *this;
    last.absorb(pending_);
    last.absorb(count_);  // zeros at the end count
    return {last.state_[0] | static_cast<std::uint64_t>(last.state_[1]) << 32,
            last.state_[2] | static_cast<std::uint64_t>(last.state_[3]) << 32};
}

std::string Digest::hex() const {
    std::string text;
    for (const std::uint64_t half : value()) {
        for (int shift = 60; shift >= 0; shift -= 4) text += "0123456789abcdef"[half >> shift & 15];
    }
    return text;
}

std::uint64_t column_digest(const double* values, std::size_t count) {
    // Four chains side by side, because one would wait for its multiplier.
    std::uint64_t chain[4] = {1, 2, 3, 4};
    std::size_t i = 0;
    const auto step = [](std::uint64_t state, double value) {
        // Spread the value first: a multiplication alone moves the sign to one bit, where a later value could undo it.
        const std::uint64_t spread = canonical_bits(value) * other_factor;
        return std::rotl((state ^ spread ^ (spread >> 32)) * odd_factor, 29);
    };
    for (; i + 4 <= count; i += 4) {
        for (std::size_t j = 0; j < 4; ++j) chain[j] = step(chain[j], values[i + j]);
    }
    for (; i < count; ++i) chain[i % 4] = step(chain[i % 4], values[i]);
    std::uint64_t all = mixed(count);
    for (const std::uint64_t one : chain) all = mixed(all ^ one);
    return all;
}

}  // namespace strathern
