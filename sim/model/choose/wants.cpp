// What do people want before any metric? Pressure, queues, what management asks for, what the others do.
#include <algorithm>
#include <strathern/params/definitions.hpp>
#include <strathern/params/management.hpp>
#include <strathern/params/review.hpp>

#include "core/portable_math.hpp"
#include "model/choose/parts.hpp"

namespace strathern {

// Log-odds: docs/model.md, 7.9, pull_a.
void feel(const Today& today, Feelings& felt, FeelView v) {
    const Block& block = today.block;
    for (std::uint32_t number = block.first_team; number < block.last_team; ++number) {
        const TeamId team{number};
        // A queue pulls on those who may review, metric or not.
        const double pull = today.given.review.duty * portable::log1p(waiting_per_reviewer(team, v));
        std::fill_n(felt.pressure + block.first_place(team), block.width, v[col::pressure][team]);
        std::fill_n(felt.queue + block.first_place(team), block.width, pull);
    }
}

double asked_for(const Today& today, std::size_t option) {
    const auto& m = today.given.management;
    if (option == review) return m.ask_review;
    if (option < first_practice) return 0.0;
    const Practice& p = today.catalogue.practices[option - first_practice].value;
    return (p.erosion_paid_per_minute > 0.0 ? m.ask_design : 0.0) +
           (p.mentoring_per_hour > 0.0 ? m.ask_mentoring : 0.0) + (p.library_per_hour > 0.0 ? m.ask_library : 0.0) +
           (p.fluency_per_hour > 0.0 ? m.ask_training : 0.0);
}

void average_choices(const Block& block, std::size_t option, double* average, AverageView v) {
    const auto& chosen = v[col::chosen][option];
    const auto& active = v[col::active];
    for (std::uint32_t number = block.first_team; number < block.last_team; ++number) {
        const TeamId team{number};
        const std::uint32_t first = v.layout().first_row(team), last = first + v[col::places][team];
        double sum = 0.0, present = 0.0;
        for (std::uint32_t row = first; row < last; ++row) {
            sum += chosen[EngineerId{row}];
            present += active[EngineerId{row}];
        }
        std::fill_n(average + block.first_place(team), block.width, present > 0.0 ? sum / present : 0.0);
    }
}

}  // namespace strathern
