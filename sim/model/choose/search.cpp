// Who looks for ways to do better by what is counted? Those who fall short of it; who is content hardly looks
// (cyert1963; docs/model.md, 7.9).
#include <algorithm>
#include <strathern/params/behaviour.hpp>
#include <strathern/params/definitions.hpp>

#include "model/choose/parts.hpp"

namespace strathern {
namespace {

// Practices unknown to somebody that are believed to bring something, in the order of their numbers.
bool would_help(std::size_t practice, EngineerId i, double gain, FindView v) {
    return v[col::habit][first_practice + practice][i] == 0.0 && gain > 0.0;
}

}  // namespace

void search_for_ways(const Today& today, const Feelings& felt, const OptionCells& gain, FindView v) {
    constexpr double urgent = 3.0;  // felt weight beyond which nobody looks harder
    const auto& b = today.given.behaviour;
    const double full = full_score(*regime_in_force(v[col::contracts]));
    const std::size_t practices = today.catalogue.practices.size();
    const std::uint32_t from = today.block.first_row;
    BlockColumn idea;
    today.draws.uniforms(Purpose::search, today.draw_week(), v[col::luck_number].data() + from,
                         v[col::luck_seat].data() + from, today.block.rows(), idea, nullptr, nullptr, nullptr);
    for (std::uint32_t k = 0; k < today.block.rows(); ++k) {
        const EngineerId i = today.block.row(k);
        if (v[col::active][i] == 0.0 || v[col::reviews_only][i]) continue;
        const double weight = b.felt_weight * felt.pressure[k], pressing = weight < urgent ? weight : urgent;
        const double hazard = b.search_per_year / weeks_per_year * std::min(shortfall(v[col::score][i], full), 1.0) *
                              (pressing > 0.0 ? pressing : 0.0);
        if (idea[k] >= hazard * static_cast<double>(practices)) continue;  // a chance is less than its hazard
        const double number = idea[k] / chance_of_each(hazard, practices);
        if (!(number < static_cast<double>(practices))) continue;
        const auto found = static_cast<std::size_t>(number);
        if (would_help(found, i, gain[first_practice + found][k], v)) learn_practice(today, found, i, v);
    }
}

}  // namespace strathern
