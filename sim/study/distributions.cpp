// How are single changes, incidents and person-weeks of a run distributed?
#include "study/distributions.hpp"

#include <map>
#include <strathern/error.hpp>

#include "study/runner.hpp"

namespace strathern {
namespace {

// Replicates finish in any order.
class DistributionsSink final : public ReplicateSink {
public:
    void add(const ReplicateResult& result) override {
        for (const PolicyResult& run : result.policies) {
            if (run.outcome.status != RunStatus::done)
                throw Error(ExitCode::runs_failed, "a run failed: " + run.outcome.what);
            for (const DetailRows& table : run.details) by_replicate_[result.replicate].add(table);
        }
    }
    std::vector<Distributions> all() const {
        std::vector<Distributions> all;
        for (const auto& [replicate, distributions] : by_replicate_) all.push_back(distributions);
        return all;
    }

private:
    std::map<std::uint32_t, Distributions> by_replicate_;
};

std::size_t place(Distributed quantity) { return static_cast<std::size_t>(quantity); }

}  // namespace

void Distributions::add(const DetailRows& rows) {
    for (const DetailRow& row : rows.rows)
        for (std::size_t bin = 0; bin < bin_count; ++bin)
            histograms_.at(row.number).add(bin, row.values.at(summary_width + bin));
}

double Distributions::quantile(Distributed quantity, double share) const {
    const Quantity& of = quantities()[place(quantity)];
    return histograms_[place(quantity)].quantile(of.scale, share) / of.per_unit;
}

double Distributions::log_sd(Distributed quantity) const {
    return histograms_[place(quantity)].log_sd(quantities()[place(quantity)].scale);
}

std::vector<Distributions> distributions_of(const Scenario& scenario, std::uint32_t policy,
                                            const OutcomesRequest& request) {
    const auto replicates = request.replicates.value_or(static_cast<std::uint32_t>(scenario.study.replicates_count));
    const StudyRequest study{scenario,
                             {policy},
                             request.seed.value_or(scenario.study.seed),
                             0,
                             replicates,
                             request.threads,
                             {Detail::distributions}};
    DistributionsSink sink;
    Progress nobody;
    run_study(study, sink, nobody);
    return sink.all();
}

}  // namespace strathern
