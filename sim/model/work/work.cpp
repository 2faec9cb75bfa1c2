// How do hours become work? The day's luck, its minutes, and progress on the changes that are being written.
#include <strathern/params/organisation.hpp>
#include <strathern/params/people.hpp>
#include <strathern/params/quality.hpp>
#include <strathern/params/work.hpp>

#include "core/variates.hpp"
#include "core/wide.hpp"
#include "model/work/work.hpp"

namespace strathern {

void draw_work(const Work& w, std::size_t n, const double* u, double* work) {
    switch (w.change_law) {
        case Law::lognormal:
            lognormals(n, portable::log(w.change_minutes) - 0.5 * w.change_sd_log * w.change_sd_log, w.change_sd_log, u,
                       work);
            return;
        case Law::exponential:
            for (std::size_t k = 0; k < n; ++k) work[k] = exponential(w.change_minutes, u[k]);
            return;
        case Law::fixed:
            for (std::size_t k = 0; k < n; ++k) work[k] = w.change_minutes;
            return;
    }
}

double risk_of(const InForce& given, double work) { return hundredth * (work + given.quality.change_risk_minutes); }

void draw_luck(const Today& today, LuckView v) {
    const std::uint32_t from = today.block.first_row;
    today.draws.uniforms(Purpose::effort_noise, today.draw_day(), v[col::luck_number].data() + from,
                         v[col::luck_seat].data() + from, today.block.rows(), today.scratch.effort,
                         today.scratch.session, today.scratch.small_first, today.scratch.people_first);
}

/// Minutes of the rows of a block, by row.
struct DayMinutes {
    BlockColumn given;  ///< after overhead
    BlockColumn paid;   ///< worked off of what was owed
};

STRATHERN_WIDE void settle_minutes(const Block& block, DayMinutes& minutes, PlanHoursView v, double* chosen) {
    const std::uint32_t from = block.first_row;
    double *owed = v[col::owed_minutes].data() + from, *carried = v[col::carried_minutes].data() + from,
           *week_owed = v[col::week_owed].data() + from;
    STRATHERN_INDEPENDENT
    for (std::uint32_t k = 0; k < block.rows(); ++k) {
        const double all = minutes.given[k] + carried[k];
        minutes.paid[k] = owed[k] < all ? owed[k] : all;
        owed[k] -= minutes.paid[k];
        carried[k] = 0.0;
        chosen[k] = all - minutes.paid[k];
        week_owed[k] += minutes.paid[k];
    }
}

namespace {

// Minutes of a day that somebody in a team of so many has left when all has been agreed.
double minutes_in_team_of(const InForce& given, double present) {
    const double others = present > 1.0 ? present - 1.0 : 0.0;
    const double left =
        given.chosen_minutes() - minutes_per_day * given.organisation.overhead_per_colleague_share * others;
    return left > 0.0 ? left : 0.0;
}

}  // namespace

void plan_hours(const Today& today, PlanHoursView v) {
    const Block& block = today.block;
    const double* active = v[col::active].data() + block.first_row;
    DayMinutes minutes;
    for (std::uint32_t number = block.first_team; number < block.last_team; ++number) {
        const TeamId team{number};
        double present = 0.0;
        const std::uint32_t first = block.first_place(team), end = first + block.width;
        for (std::uint32_t k = first; k < end; ++k) present += active[k];
        const double each = minutes_in_team_of(today.given, present);
        for (std::uint32_t k = first; k < end; ++k) minutes.given[k] = active[k] * each;
        v[col::person_days][team] += present;
        v[col::minutes_given][team] += present * each;
    }
    settle_minutes(block, minutes, v, today.scratch.chosen);
    for (std::uint32_t number = block.first_team; number < block.last_team; ++number) {
        const TeamId team{number};
        double rework = 0.0;
        for (std::uint32_t k = block.first_place(team), end = k + block.width; k < end; ++k) rework += minutes.paid[k];
        v[col::minutes_rework][team] += rework;
    }
}

/// Luck and surroundings of a day's work, by row of a block.
struct DayLuck {
    double sd;         ///< of the luck, in logs
    BlockColumn z;     ///< normals
    BlockColumn slow;  ///< speed left by debt and erosion
};

STRATHERN_WIDE void progress(const Block& block, const DayLuck& luck, Scratch& today, ProgressView v) {
    const double *hand_rate = v[col::hand_rate].data() + block.first_row,
                 *ai_rate = v[col::ai_rate].data() + block.first_row, *gain = v[col::ai_gain].data() + block.first_row;
    const double sd = luck.sd;
    STRATHERN_INDEPENDENT
    for (std::uint32_t k = 0; k < block.rows(); ++k) {
        const double effort = today.chosen[k] * luck.slow[k] * portable::exp(sd * luck.z[k] - 0.5 * sd * sd);
        today.hand[k] = effort * hand_rate[k];
        today.ai[k] = effort * ai_rate[k] * (1.0 + gain[k]);
    }
}

STRATHERN_WIDE void gather_work(const Block& block, const Scratch& today, ProgressView v) {
    double *minutes = v[col::week_minutes].data() + block.first_row,
           *by_hand = v[col::week_by_hand].data() + block.first_row,
           *with_ai = v[col::week_with_ai].data() + block.first_row,
           *done_hand = v[col::done_by_hand].data() + block.first_row,
           *done_ai = v[col::done_with_ai].data() + block.first_row;
    STRATHERN_INDEPENDENT
    for (std::uint32_t k = 0; k < block.rows(); ++k) {
        minutes[k] += today.chosen[k];
        by_hand[k] += today.hand[k];
        with_ai[k] += today.ai[k];
        done_hand[k] += today.hand[k];
        done_ai[k] += today.ai[k];
    }
}

void make_progress(const Today& today, ProgressView v) {
    const Block& block = today.block;
    DayLuck luck;
    luck.sd = today.given.people.day_sd_log;
    normals(block.rows(), today.scratch.effort, luck.z);
    for (std::uint32_t k = 0; k < block.rows(); ++k) luck.slow[k] = v[col::slow][block.team_at(k)];
    progress(block, luck, today.scratch, v);
    gather_work(block, today.scratch, v);
}

}  // namespace strathern
