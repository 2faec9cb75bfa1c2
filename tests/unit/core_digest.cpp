// Does the fingerprint see every bit, every cut and every order, and is it the same everywhere?
#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "core/digest.hpp"

using namespace strathern;

namespace {

std::string digest_of(const std::vector<unsigned char>& bytes) {
    return Digest().bytes(bytes.data(), bytes.size()).hex();
}

std::vector<double> ramp(std::size_t n) {
    std::vector<double> x(n);
    for (std::size_t i = 0; i < n; ++i) x[i] = 0.1 * static_cast<double>(i) - 3.0;
    return x;
}

}  // namespace

TEST_CASE("every bit and every length changes the digest") {
    for (const std::size_t length : {1u, 7u, 8u, 9u, 24u, 61u}) {
        const std::vector<unsigned char> zeros(length, 0);
        std::set<std::string> seen = {digest_of(zeros)};
        for (std::size_t bit = 0; bit < 8 * length; ++bit) {
            auto one = zeros;
            one[bit / 8] = static_cast<unsigned char>(1u << bit % 8);
            seen.insert(digest_of(one));
        }
        CHECK(seen.size() == 8 * length + 1);
    }
    std::set<std::string> lengths;
    for (std::size_t length = 0; length < 100; ++length)
        lengths.insert(digest_of(std::vector<unsigned char>(length, 0)));
    CHECK(lengths.size() == 100);
}

TEST_CASE("a flipped bit flips about half of the digest") {
    int flips = 0;
    for (int bit = 0; bit < 64; ++bit) {
        const auto a = Digest().add(std::uint64_t{12345}).value();
        const auto b = Digest().add(std::uint64_t{12345} ^ 1ull << bit).value();
        const int changed = std::popcount(a[0] ^ b[0]) + std::popcount(a[1] ^ b[1]);
        CHECK(changed > 30);  // 64 +- 5.7; below 30 once in 1e8
        flips += changed;
    }
    CHECK(std::abs(flips - 64 * 64) < 300);  // 4096 +- 45
}

TEST_CASE("how bytes are cut into calls makes no difference") {
    const std::string text = "The quick brown fox jumps over the lazy dog, twice on Mondays.";
    const std::string whole = Digest().bytes(text.data(), text.size()).hex();
    for (std::size_t cut = 0; cut <= text.size(); ++cut) {
        Digest digest;
        digest.bytes(text.data(), cut);
        CHECK(digest.hex().size() == 32);  // looking does not change it
        digest.bytes(text.data() + cut, text.size() - cut);
        CHECK(digest.hex() == whole);
    }
    const std::uint64_t value = 0x1122334455667788;
    const unsigned char bytes[] = {0x88, 0x77, 0x66, 0x55, 0x44, 0x33, 0x22, 0x11};
    for (std::size_t before = 0; before < 9; ++before) {
        Digest by_value, by_bytes;
        by_value.bytes("abcdefghi", before).add(value).bytes("xyz", 3);
        by_bytes.bytes("abcdefghi", before).bytes(bytes, 8).bytes("xyz", 3);
        CHECK(by_value.hex() == by_bytes.hex());
    }
}

TEST_CASE("strings keep their borders, doubles their sign of zero, NaN is one") {
    CHECK(Digest().add("ab").add("c").hex() != Digest().add("a").add("bc").hex());
    CHECK(Digest().add(0.0).hex() != Digest().add(-0.0).hex());
    const double odd_nan = std::bit_cast<double>(0xfff8000000000123ull);
    CHECK(Digest().add(odd_nan).hex() == Digest().add(std::nan("")).hex());
    CHECK(column_digest(&odd_nan, 1) == [] {
        const double n = std::nan("");
        return column_digest(&n, 1);
    }());
    const auto x = ramp(5);
    Digest one_by_one;
    one_by_one.add(std::uint64_t{5});
    for (const double value : x) one_by_one.add(value);
    CHECK(Digest().add(x.data(), 5).hex() == one_by_one.hex());
}

TEST_CASE("the digest is the same on every platform") {
    CHECK(Digest().hex() == "696c715cd8a35192b3fd1bd0e9b9c9cd");
    CHECK(Digest().add("strathern").add(1.5).hex() == "a9c3729e435e67f9c6a8f65fd9649da2");
    const auto x = ramp(1000);
    CHECK(column_digest(x.data(), 1000) == 14647002235410858228u);
}

TEST_CASE("the column digest sees every bit, the order and the length") {
    for (const std::size_t n : {1u, 2u, 4u, 5u, 11u}) {
        const auto x = ramp(n);
        std::set<std::uint64_t> seen = {column_digest(x.data(), n)};
        for (std::size_t bit = 0; bit < 64 * n; ++bit) {
            auto y = x;
            y[bit / 64] = std::bit_cast<double>(std::bit_cast<std::uint64_t>(y[bit / 64]) ^ 1ull << bit % 64);
            seen.insert(column_digest(y.data(), n));
        }
        for (std::size_t i = 0; i < n; ++i) {
            for (std::size_t j = 0; j < i; ++j) {
                auto y = x;
                std::swap(y[i], y[j]);
                seen.insert(column_digest(y.data(), n));
            }
        }
        CHECK(seen.size() == 1 + 64 * n + n * (n - 1) / 2);
    }
    std::set<std::uint64_t> lengths;
    const std::vector<double> zeros(100, 0.0);
    for (std::size_t n = 0; n < 100; ++n) lengths.insert(column_digest(zeros.data(), n));
    CHECK(lengths.size() == 100);
}
