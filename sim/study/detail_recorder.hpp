// What of a run goes into the tables that look closer? Counted week by week, written month by month.
#pragma once
#include <strathern/params/definitions.hpp>
#include <strathern/simulate.hpp>
#include <strathern/state.hpp>
#include <string>
#include <vector>

#include "output/details.hpp"

namespace strathern {

/// Counts for the tables that were asked for. Changes nothing in the run.
class DetailRecorder {
public:
    /// @param asked in the order of Detail, without repetition @param practices of the scenario
    DetailRecorder(const std::vector<Detail>& asked, std::span<const Named<Practice>> practices);

    Asked asks() const;
    void week_ended(const WeekView& view);
    void month_ended(const PeriodView& view);
    /// The rows so far, table by table; they are moved out.
    std::vector<DetailRows> take();

private:
    bool wants(Detail table) const;
    void add(Detail table, DetailRow row);
    void count_levels(const State& state);
    void count_practices(const State& state);
    void count_values(const State& state);
    void note(const Told& told, std::size_t team);
    void write_teams(const PeriodView& view);
    void write_levels(const PeriodView& view);
    void write_practices(const PeriodView& view);
    void write_distributions(const PeriodView& view);

    std::vector<DetailRows> tables_;
    std::span<const Named<Practice>> practices_;
    std::vector<std::vector<double>> levels_, practice_sums_;  ///< sums of the month, in the order of the columns
    std::vector<Histogram> histograms_;                        ///< [quantities], of the month
    std::vector<std::vector<std::int32_t>> unreleased_;        ///< [teams] first minutes of merged changes
};

}  // namespace strathern
