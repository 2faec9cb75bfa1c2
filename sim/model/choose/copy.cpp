// Whom do people copy? A random colleague of the team; one who is felt to score higher more often than not.
#include <strathern/params/behaviour.hpp>
#include <strathern/params/definitions.hpp>

#include "core/portable_math.hpp"
#include "model/choose/parts.hpp"
#include "model/people/people.hpp"

namespace strathern {
namespace {

/// What a colleague did this morning.
struct Colleague {
    const OptionCells& before;
    std::uint32_t place;
    double operator[](std::size_t option) const { return before[option][place]; }
};

// Some of the way to what a colleague does, among options that one knows.
void copy_choices(const Today& today, EngineerId i, const Colleague& theirs, bool fills_day, CopyView v) {
    const double step = today.given.behaviour.copy_step;
    constexpr double none = 1e-9;  // [days] less is lost beside what one has done, and can't be scaled to a day
    double shared = 0.0;
    const std::size_t options = v.layout().options;
    for (std::size_t a = 0; a < options; ++a)
        if (in_hours(today, a) && v[col::habit][a][i] > 0.0) shared += theirs[a];
    if (fills_day && (1.0 - step) + step * shared < none) return;  // the colleague does nothing that one knows
    for (std::size_t a = 0; a < options; ++a) {
        if (is_dial(today, a)) continue;
        double& x = v[col::chosen][a][i];
        if (v[col::habit][a][i] > 0.0) x += step * (theirs[a] - x);
    }
    const double sum = hours_of(today, v[col::chosen], i);
    if (!fills_day || !(sum > 0.0)) return;  // a long day is copied too
    for (std::size_t a = 0; a < options; ++a)
        if (in_hours(today, a)) v[col::chosen][a][i] /= sum;
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
        copy_choices(today, i, {before, block.place(j)}, fills_day, v);
    }
}

}  // namespace strathern
