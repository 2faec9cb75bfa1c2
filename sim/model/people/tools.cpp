// What do people do without a tool, or without a practice that is taken away? They go on without it, and remember what
// they were used to.
#include <algorithm>
#include <strathern/params/ai.hpp>
#include <strathern/params/definitions.hpp>

#include "model/people/people.hpp"

namespace strathern {
namespace {

bool needs_ai(const Today& today, std::size_t option) {
    if (option < first_practice) return option == build_with_ai;
    const auto& needs = today.catalogue.practices[option - first_practice].value.needs;
    return std::find(needs.begin(), needs.end(), Tool::ai) != needs.end();
}

// What has gone or come is spread over all hours in proportion.
template <class Lanes>
void scale_to(const Today& today, double sum, Lanes& lanes, EngineerId i) {
    const double now = hours_of(today, lanes, i);
    for (std::size_t a = 0; now > 0.0 && a < lanes.size(); ++a)
        if (in_hours(today, a)) lanes[a][i] *= sum / now;
}

// Building with AI is building; whatever else is out of reach is left off.
template <class Lanes>
void leave_off(const Today& today, Lanes& lanes, EngineerId i, ShelveView v) {
    if (lanes.empty()) return;
    const double sum = hours_of(today, lanes, i);
    if (!in_reach(today, build_with_ai, v)) lanes[build][i] += lanes[build_with_ai][i];
    for (std::size_t a = 0; a < lanes.size(); ++a)
        if (!in_reach(today, a, v)) lanes[a][i] = 0.0;
    // Who has done nothing else falls back on what they are used to.
    if (sum > 0.0 && hours_of(today, lanes, i) == 0.0)
        for (std::size_t a = 0; a < lanes.size(); ++a)
            if (in_hours(today, a)) lanes[a][i] = v[col::habit][a][i];
    scale_to(today, sum, lanes, i);
}

// @param back whether an option comes back
template <class Back>
void take_back(const Today& today, EngineerId i, ShelveView v, Back back) {
    auto &habit = v[col::habit], &shelved = v[col::shelved_habit];
    double others = hours_of(today, habit, i);
    for (std::size_t a = first_practice; a < habit.size(); ++a)
        if (in_hours(today, a) && back(a)) others -= shelved[a][i];
    scale_to(today, std::max(others, 0.0), habit, i);  // room for what comes back
    if (back(build_with_ai)) {
        // Habits drift while a tool is missing: no more goes to building with AI than building by hand still has.
        const double with_ai = std::min(shelved[build_with_ai][i], habit[build][i]);
        habit[build][i] -= with_ai;
        shelved[build_with_ai][i] = with_ai;
    }
    for (std::size_t a = 0; a < habit.size(); ++a) {
        if (!back(a)) continue;
        habit[a][i] += shelved[a][i];
        shelved[a][i] = 0.0;
    }
}

bool any_ruling(ReachView v) {
    return std::ranges::any_of(v[col::ruling].values(), [](auto r) { return r != 0; });
}

}  // namespace

bool in_reach(const Today& today, std::size_t option, ReachView v) {
    if (option >= first_practice && v[col::ruling][option - first_practice] == taken_away) return false;
    return today.given.ai.access || !needs_ai(today, option);
}

bool all_in_reach(const Today& today, ReachView v) {
    for (std::size_t a = 0; a < v.layout().options; ++a)
        if (!in_reach(today, a, v)) return false;
    return true;
}

void shelve(const Today& today, EngineerId i, ShelveView v) {
    if (all_in_reach(today, v)) return;
    for (std::size_t a = 0; a < v.layout().options; ++a)
        if (!in_reach(today, a, v)) v[col::shelved_habit][a][i] += v[col::habit][a][i];
    leave_off(today, v[col::habit], i, v);
    leave_off(today, v[col::chosen], i, v);
    leave_off(today, v[col::usual_choice], i, v);
}

void take_up(const Today& today, EngineerId i, ShelveView v) {
    take_back(today, i, v, [&](std::size_t option) { return in_reach(today, option, v); });
}

void take_up_all(const Today& today, EngineerId i, ShelveView v) {
    take_back(today, i, v, [](std::size_t) { return true; });
}

// Where nothing has come or gone since the last time, nothing moves, to the bit.
void settle_tools(const Today& today, SettleToolsView v) {
    const bool ai = today.given.ai.access;
    if (ai == (v[col::ai_in_reach] != 0.0) && !any_ruling(v)) return;
    v[col::ai_in_reach] = ai ? 1.0 : 0.0;
    for (std::uint32_t row = 0; row < v.layout().rows(); ++row) {
        const EngineerId i{row};
        take_up(today, i, v);
        shelve(today, i, v);
        // On the first morning nobody has hours to leave: they are what people are used to.
        if (today.morning == 0) do_as_inclined(today, i, v);
    }
}

}  // namespace strathern
