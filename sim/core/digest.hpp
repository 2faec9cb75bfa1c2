// Are two states, tables or files the same? A fingerprint of their content, equal on every platform.
#pragma once
#include <array>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace strathern {

/// 128-bit fingerprint of a sequence of bytes, fed piece by piece. Not cryptographic: it finds accidents, not attacks.
/// The bytes are enciphered by Philox, eight at a time as the key, the state so far as the counter.
class Digest {
public:
    /// Raw bytes: how they are cut into calls makes no difference.
    Digest& bytes(const void* data, std::size_t count);

    /// Eight bytes, the lowest first; signed numbers by their sign-extended pattern.
    template <std::integral Integer>
    Digest& add(Integer value) {
        return add_word(static_cast<std::uint64_t>(value));
    }

    /// Eight bytes of the IEEE 754 pattern, the lowest first; -0 differs from 0, all NaN are one.
    Digest& add(double value);

    /// The length, then the bytes, so that "ab" + "c" differs from "a" + "bc".
    Digest& add(std::string_view text);

    /// A column: the length, then the values.
    Digest& add(const double* values, std::size_t count);

    /// The fingerprint of everything so far; more may follow.
    std::array<std::uint64_t, 2> value() const;

    /// value() as 32 lower-case hexadecimal digits.
    std::string hex() const;

private:
    Digest& add_word(std::uint64_t value);
    void absorb(std::uint64_t word);

    std::array<std::uint32_t, 4> state_{};
    std::uint64_t pending_ = 0;  // the low count_ % 8 bytes of the next word
    std::uint64_t count_ = 0;    // bytes so far
};

/// The bits of a double with all NaN made one.
std::uint64_t canonical_bits(double value);

/// A fast 64-bit fingerprint of a column that depends on the order; for traces. NaN as in Digest. Not cryptographic.
std::uint64_t column_digest(const double* values, std::size_t count);

}  // namespace strathern
