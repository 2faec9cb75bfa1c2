// Whom do people copy? A random colleague of the team; one who is felt to score higher more often than not.
#include <strathern/params/behaviour.hpp>
#include <strathern/params/definitions.hpp>

#include "core/portable_math.hpp"
#include "model/choose/parts.hpp"
#include "model/people/people.hpp"

namespace strathern {
namespace {

// Some of the way to a colleague's hours, among options that one knows.
void copy_hours(EngineerId i, std::uint32_t place, double step, const OptionCells& before, bool fills_day, CopyView v) {
    constexpr double none = 1e-9;  // [days] less is lost beside what one has done, and can't be scaled to a day
    double sum = 0.0, shared = 0.0;
    const std::size_t options = v.layout().options;
    for (std::size_t a = 0; a < options; ++a)
        if (v[col::habit][a][i] > 0.0) shared += before[a][place];
    if (fills_day && (1.0 - step) + step * shared < none) return;  // the colleague does nothing that one knows
    for (std::size_t a = 0; a < options; ++a) {
        double& x = v[col::share][a][i];
        if (v[col::habit][a][i] > 0.0) x += step * (before[a][place] - x);
        sum += x;
    }
    if (!fills_day) return;  // a long day is copied too
    for (std::size_t a = 0; a < options && sum > 0.0; ++a) v[col::share][a][i] /= sum;
}

}  // namespace

void copy_colleagues(const Today& today, const Feelings& felt, const OptionCells& before, bool fills_day, CopyView v) {
    const Block& block = today.block;
    const std::uint32_t from = block.first_row;
    BlockColumn compares, whom;
    today.draws.uniforms(Purpose::copying, today.draw_week(), v[col::luck_number].data() + from,
                         v[col::luck_seat].data() + from, block.rows(), compares, whom, nullptr, nullptr);
    const auto& b = today.given.behaviour;
    const Regime* regime = regime_in_force(v[col::contracts]);
    const bool shown = regime != nullptr && regime->visibility == Visibility::public_;
    for (std::uint32_t k = 0; k < block.rows(); ++k) {
        const EngineerId i = block.row(k);
        if (compares[k] >= b.copy_per_week || v[col::active][i] == 0.0 || v[col::reviews_only][i]) continue;
        const EngineerId j = colleague(i, whom[k], v);
        if (v[col::active][j] == 0.0) continue;
        const double ahead = shown ? felt.pressure[k] * (v[col::score][j] - v[col::score][i]) : 0.0;
        if (compares[k] * (1.0 + portable::exp(-b.copy_sharpness * ahead)) >= b.copy_per_week) continue;
        copy_hours(i, block.place(j), b.copy_step, before, fills_day, v);
    }
}

}  // namespace strathern
