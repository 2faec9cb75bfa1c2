// How many bytes does a simulation hold at most?
#pragma once
#include <cstddef>

namespace strathern::bench {

/// Forgets the highest mark: it stands where the bytes held now are.
void forget_peak();
/// Bytes held at most since then over those held then.
std::size_t peak_bytes();

}  // namespace strathern::bench
