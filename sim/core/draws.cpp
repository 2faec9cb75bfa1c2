// How are the rare draws made that need an unknown number of words? By Boost.Random, which is included nowhere else.
#include <boost/random/bernoulli_distribution.hpp>
#include <boost/random/discrete_distribution.hpp>
#include <boost/random/uniform_int_distribution.hpp>
#include <strathern/draws.hpp>

namespace strathern {

std::uint32_t uniform_index(Stream& stream, std::uint32_t n) {
    return boost::random::uniform_int_distribution<std::uint32_t>(0, n - 1)(stream);
}

bool bernoulli(Stream& stream, double p) { return boost::random::bernoulli_distribution<double>(p)(stream); }

std::uint32_t weighted_index(Stream& stream, const double* weight, std::size_t n) {
    return boost::random::discrete_distribution<std::uint32_t, double>(weight, weight + n)(stream);
}

}  // namespace strathern
