// Does the engine run with nothing but itself? Linked with core, parameters and model only: no TBB, no store, no JSON.
// Prints a digest of what came out.
#include <cstdio>
#include <strathern/params/definitions.hpp>
#include <strathern/params/organisation.hpp>
#include <strathern/simulate.hpp>
#include <strathern/totals.hpp>
#include <string>
#include <vector>

#include "core/digest.hpp"

namespace {

using namespace strathern;

/// Digests the sums of each quarter.
class Fingerprint final : public Observer {
public:
    void quarter_ended(const PeriodView& view) override {
        digest_.add(view.totals.values().data(), view.totals.values().size());
        tokens_ += view.totals[col::tokens];
        ++quarters_;
    }
    std::string hex() const { return digest_.hex(); }
    double tokens() const { return tokens_; }
    int quarters() const { return quarters_; }

private:
    Digest digest_;
    double tokens_ = 0.0;
    int quarters_ = 0;
};

constexpr int quarters_asked = 2;

/// Tokens are a target from the second quarter on; burning them is one way to reach it.
Policy token_target() {
    Regime regime;
    regime.metrics.push_back({"tokens", Metric{.numerator = {{Signal::tokens, 1.0}}, .target = 1e9}});
    return {.about = "a target on tokens", .interventions = {{.at = weeks_per_quarter, .regime = regime}}};
}

std::vector<Named<Practice>> token_burning() {
    Practice practice;
    practice.minutes_per_use = 1.0;
    practice.tokens_per_use = 1e7;
    practice.known_share = 1.0;
    return {{"burn", practice}};
}

Fingerprint simulated(std::uint64_t seed, const Policy& policy) {
    Parameters parameters;
    parameters.organisation().engineers_count = 14;
    const std::vector<Named<Practice>> practices = token_burning();
    SerialExecutor executor;
    Fingerprint seen;
    const RunRequest request{parameters, practices, policy, Draws(seed, 0), quarters_asked};
    if (simulate(request, executor, seen).status != RunStatus::done) std::puts("the run failed");
    return seen;
}

int failures = 0;

void expect(bool holds, const char* what) {
    if (holds) return;
    std::printf("wrong: %s\n", what);
    ++failures;
}

}  // namespace

int main() {
    const Fingerprint one = simulated(1, {}), target = simulated(1, token_target());
    expect(one.quarters() == quarters_asked, "every quarter is seen");
    expect(one.hex() == simulated(1, {}).hex(), "the same request gives the same bits");
    expect(one.hex() != simulated(2, {}).hex(), "another seed gives another history");
    expect(target.tokens() > one.tokens(), "a target on tokens moves tokens");
    std::printf("%s without a target\n%s with a target on tokens\n", one.hex().c_str(), target.hex().c_str());
    return failures == 0 ? 0 : 1;
}
