// Which numbers does an analysis need? Filled in one pass over the store.
#include "output/store_results.hpp"

#include <algorithm>

namespace strathern {

Results::Results(const StudyIdentity& identity, std::vector<std::uint32_t> policies, std::uint32_t first,
                 std::uint32_t last)
    : columns_(identity.columns.size()),
      quarters_(static_cast<std::size_t>(identity.quarters)),
      replicates_(last > first ? last - first : 0),
      first_(first),
      policies_(std::move(policies)),
      values_(columns_ * policies_.size() * quarters_ * replicates_),
      done_(policies_.size() * replicates_) {}

void Results::add(const StoredRun& run) {
    const auto found = std::find(policies_.begin(), policies_.end(), run.policy);
    if (found == policies_.end() || run.replicate < first_ || run.replicate - first_ >= replicates_) return;
    if (run.outcome.status == RunStatus::failed) {
        failed_.push_back({run.replicate, run.policy, run.outcome.day, run.outcome.what});
        return;
    }
    const std::size_t policy = static_cast<std::size_t>(found - policies_.begin());
    const std::size_t replicate = run.replicate - first_;
    done_[policy * replicates_ + replicate] = true;
    for (const QuarterRow& row : run.rows) {
        for (std::size_t column = 0; column < columns_; ++column) {
            const std::size_t series = (column * policies_.size() + policy) * quarters_ + row.quarter;
            values_[series * replicates_ + replicate] = row.values[column];
        }
    }
}

std::span<const double> Results::values(std::size_t column, std::size_t policy, std::size_t quarter) const {
    const std::size_t series = (column * policies_.size() + policy) * quarters_ + quarter;
    return {values_.data() + series * replicates_, replicates_};
}

std::size_t Results::done_count(std::size_t policy) const {
    const auto first = done_.begin() + static_cast<std::ptrdiff_t>(policy * replicates_);
    return static_cast<std::size_t>(std::count(first, first + static_cast<std::ptrdiff_t>(replicates_), true));
}

Results read_results(Database& store, const StudyIdentity& identity, std::vector<std::uint32_t> policies,
                     std::uint32_t first, std::uint32_t last) {
    Results results(identity, std::move(policies), first, last);
    for_each_run(store, identity, first, last, [&](const StoredRun& run) { results.add(run); });
    return results;
}

}  // namespace strathern
