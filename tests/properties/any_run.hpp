// Which organisations might somebody ask for? Random small ones, drawn by RapidCheck with a fixed seed.
#pragma once
#include <rapidcheck.h>

#include <functional>
#include <strathern/params/definitions.hpp>
#include <string>

#include "support.hpp"

namespace strathern::test {

/// Up to 24 people for one or two quarters under one of the shipped policies.
struct AnyRun {
    Scenario scenario;
    Policy policy;
    std::uint64_t seed = 0;
};

/// Draws one; only inside of `first_failure`.
AnyRun any_run();

/// Tries a property on so many drawn cases; the first failure, made as simple as it gets, in words. Empty if none.
/// The property fails by RC_FAIL, RC_ASSERT or an exception.
std::string first_failure(int cases, const std::function<void()>& property);

}  // namespace strathern::test
