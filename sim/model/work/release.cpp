// How does an approved change reach customers? Checks, merge, release train; what failed may be taken back, and an item
// may go out as an experiment first.
#include <strathern/params/definitions.hpp>
#include <strathern/params/incidents.hpp>
#include <strathern/params/quality.hpp>
#include <strathern/params/release.hpp>
#include <strathern/params/worth.hpp>

#include "core/saturate.hpp"
#include "core/variates.hpp"
#include "model/work/work.hpp"

namespace strathern {
namespace {

// A misunderstood requirement spoils what the item is worth, not the harm that it does.
double worth_left(const InForce& given, const Change& c) {
    if (c.requirement_defects == 0 || c.item_worth < 0.0) return c.item_worth;
    return c.item_worth * portable::pow(1.0 - given.worth.spoilt_share, c.requirement_defects);
}

void complete_item(const InForce& given, Change& c, MergeView v) {
    const EngineerId author{c.author};
    const TeamId team = team_of_seat(c.seat);
    const double worth = worth_left(given, c);
    v[col::week_items_completed][author] += 1.0;
    v[col::week_story_points][author] += c.points;
    c.item_worth = worth;
    v[col::month_worth][author] += worth;
    v[col::quarter_worth][author] += worth;
    v[col::month_items][author] += 1.0;
    v[col::quarter_items][author] += 1.0;
    v[col::items_completed][team] += 1.0;
    v[col::points][team] += c.points;
    v[col::requirement_defects_escaped][team] += c.requirement_defects;
}

// The item goes with the next train; nothing is left to do about its last change.
void send_out(ChangeRef place, Flow& flow, MergeView v) {
    const Change& c = flow.pool[place];
    const TeamId t = team_of_seat(c.seat);
    v[col::ready_items][t] += 1.0;
    v[col::ready_worth][t] += c.item_worth;
    v[col::ready_item_started][t] += c.item_started;
    v[col::ready_item_arrived][t] += c.item_arrived;
    flow.let_go(place);
}

/// What an experiment shows of its item, and how.
struct Shown {
    bool something = false, harm = false;
    bool is_there = false;  ///< an effect of the item
    bool early = false;     ///< stopped by somebody who looked every day
};

// An effect that is there shows, or does not; and some experiments show one that is not there, as often for the worse
// as for the better. All in the change's luck, so that the end is known when the experiment begins.
Shown shown_by_experiment(const Today& today, const Change& c) {
    constexpr double for_the_worse = 0.5;
    const auto& w = today.given.worth;
    const auto u = today.draws.uniforms(Purpose::experiment, 0, {c.seat, c.ordinal});
    const bool watched = u[2] < w.experiment_early_stop_share, is_there = c.item_worth != 0.0;
    const double alarm = watched ? w.experiment_early_alarm_share : w.experiment_false_alarm_share;
    const bool something = u[1] < (is_there ? w.experiment_power : alarm);
    const bool harm = is_there ? c.item_worth < 0.0 : u[1] < for_the_worse * alarm;
    return {something, something && harm, is_there, watched && something};
}

// An item that is done goes out, or into an experiment first.
void test_or_send_out(const Today& today, std::int32_t minute, ChangeRef place, Flow& flow, MergeView v) {
    const auto& w = today.given.worth;
    Change& c = flow.pool[place];
    const double chance = tried_share(today.given, v[col::tried][EngineerId{c.author}]);
    const bool in_experiment =
        chance > 0.0 && today.draws.uniforms(Purpose::experiment, 0, {c.seat, c.ordinal})[0] < chance;
    if (!in_experiment) return send_out(place, flow, v);
    c.in_experiment = true;
    v[col::owed_minutes][EngineerId{c.author}] += w.experiment_minutes;
    v[col::experiments_run][team_of_seat(c.seat)] += 1.0;
    const double part = shown_by_experiment(today, c).early ? w.experiment_early_days_share : 1.0;
    const double days = part * static_cast<double>(w.experiment_days);
    const auto length = static_cast<std::int32_t>(days * minutes_per_day);
    flow.held.push_back({minute + length, c.author, place});
}

// Harm that shows never reaches all customers. A wrong lesson teaches nothing.
void end_experiment(const Today& today, ChangeRef place, Flow& flow, FinishChecksView v) {
    const Change& c = flow.pool[place];
    const TeamId t = team_of_seat(c.seat);
    const Shown shown = shown_by_experiment(today, c);
    const bool misled = shown.something && !shown.is_there;
    v[col::experiments_ended][t] += 1.0;
    v[col::week_experiments][t] += 1.0;
    if (shown.something) v[col::experiments_learned][t] += 1.0;
    if (misled)
        v[col::experiments_false][t] += 1.0;
    else
        v[col::knowledge][t] += (1.0 - v[col::knowledge][t]) * today.given.worth.experiment_knowledge;
    if (!shown.harm) return send_out(place, flow, v);
    v[col::items_withdrawn][t] += 1.0;
    v[col::worth_averted][t] += c.item_worth;
    flow.let_go(place);
}

// Changes that were held back have been redone, or their experiment is over. An item that has been redone may then go
// into an experiment: it joins the same list.
void release_held(const Today& today, Flow& flow, FinishChecksView v) {
    auto& held = flow.held;
    std::size_t kept = 0;
    for (std::size_t k = 0; k < held.size(); ++k) {
        const Pending p = held[k];
        const Change& c = flow.pool[p.change];
        if (p.minute >= minute_of(today.day + 1, 0))
            held[kept++] = p;
        else if (c.in_experiment)
            end_experiment(today, p.change, flow, v);
        else if (c.last)
            test_or_send_out(today, p.minute, p.change, flow, v);
        else
            flow.let_go(p.change);
    }
    held.resize(kept);
}

/// What comes of the defects that nobody found.
struct Escape {
    bool fails = false;      ///< some will show at the change's own release
    std::int32_t away = -1;  ///< minutes from release until a change that is taken back is out again; below 0: it stays
};

// A merge meets the changes that are open or being written: what is right by itself may not fit together
// with them. Changes merged while one was in the making are as many as those that a merge finds in the making.
std::uint32_t clashes(double a_change, double others, double u) {
    return poisson(saturated(a_change * others, defects_knee), u);
}

// What can clash with a change: only what touches the same team's code, whoever shares the queue.
double in_the_making(std::int32_t minute, const Flow& flow, const Change& c, MergeView v) {
    const std::size_t open = v.layout().pool_teams > 1 ? flow.open_count(minute, c.code_team) : flow.open_count(minute);
    return static_cast<double>(open) + others_at_work(TeamId{c.code_team}, v);
}

// Defects that escaped show at release or lie hidden.
Escape let_escape(const Today& today, std::int32_t minute, const Flow& flow, const Change& c, MergeView v) {
    std::uint32_t escaped = c.line_defects + c.design_defects;
    const double a_change = today.given.quality.clash_defects;
    if (escaped == 0 && a_change == 0.0) return {};
    const auto& p = today.given.incidents;
    const TeamId t = team_of_seat(c.seat);
    const auto u = today.draws.uniforms(Purpose::incident, 0, {c.seat, c.ordinal}, 1);
    const std::uint32_t clashing = a_change > 0.0 ? clashes(a_change, in_the_making(minute, flow, c, v), u[3]) : 0;
    v[col::clashes][t] += clashing;
    v[col::defects_made][t] += clashing;
    escaped += clashing;
    if (escaped == 0) return {};
    const std::uint32_t at_once = binomial(escaped, p.at_release_share, u[0]);
    const bool taken_back = at_once > 0 && u[1] < p.revert_share;
    v[col::ready_defects][t] += at_once;
    v[col::ready_failed][t] += at_once > 0 ? 1.0 : 0.0;
    if (taken_back)
        v[col::defects_reverted][t] += escaped - at_once;
    else
        v[col::latent_defects][t] += escaped - at_once;
    v[col::defects_escaped][t] += escaped;
    if (!taken_back) return {at_once > 0, -1};
    return {true, static_cast<std::int32_t>(exponential(p.revert_return_minutes, u[2]) + 0.5)};
}

// The author of a change that is taken back owes the work, from tomorrow on.
void take_back(const Today& today, std::int32_t evening, Flow& flow, ReleaseView v) {
    for (const Pending& p : flow.taking_back) {
        v[col::owed_minutes][EngineerId{p.author}] += today.given.incidents.revert_minutes;
        const Change& c = flow.pool[p.change];
        v[col::changes_reverted][team_of_seat(c.seat)] += 1.0;
        tell(today, v, Happening::reverted, c, evening);
        flow.held.push_back({evening + p.minute, p.author, p.change});
    }
    flow.taking_back.clear();
}

// The fate of small and of medium changes is told apart.
void note_by_size(const Change& c, std::int32_t minute, bool fails, MergeView v) {
    const SizeClass size = size_class(c.lines);
    if (size != SizeClass::small && size != SizeClass::medium) return;
    const auto lane = static_cast<std::size_t>(size);
    const TeamId team = team_of_seat(c.seat);
    v[col::sized_merged][lane][team] += 1.0;
    v[col::sized_merge_minutes][lane][team] += minute - c.opened;
    v[col::sized_failed][lane][team] += fails ? 1.0 : 0.0;
}

void merge_change(const Today& today, std::int32_t minute, ChangeRef place, Flow& flow, MergeView v) {
    Change& c = flow.pool[place];
    const TeamId t = team_of_seat(c.seat);
    tell(today, v, Happening::merged, c, minute, minute - c.opened);
    v[col::week_changes_merged][EngineerId{c.author}] += 1.0;
    v[col::changes_merged][t] += 1.0;
    v[col::merge_minutes][t] += minute - c.opened;
    const Escape escape = let_escape(today, minute, flow, c, v);
    note_by_size(c, minute, escape.fails, v);
    const auto origin = static_cast<std::size_t>(c.origin());
    v[col::origin_merged][origin][t] += 1.0;
    v[col::origin_failed][origin][t] += escape.fails ? 1.0 : 0.0;
    if (!c.read) v[col::changes_unread][t] += 1.0;
    v[col::merged][t] += 1.0;
    v[col::merged_started][t] += c.started;
    if (c.last) complete_item(today.given, c, v);
    if (escape.away >= 0)
        flow.taking_back.push_back({escape.away, c.author, place});
    else if (c.last)
        test_or_send_out(today, minute, place, flow, v);
    else
        flow.let_go(place);
}

// Runs of the checks that fail before one passes, all in the change's luck. Each asks for work of the author.
std::int32_t failed_runs(const Today& today, const Change& c, ApproveView v) {
    const auto& q = today.given.quality;
    const auto u = today.draws.uniforms(Purpose::checks, 0, {c.seat, c.ordinal}, 1);
    const auto failures = static_cast<std::int32_t>(geometric(q.ci_failure_share / (1.0 - q.ci_failure_share), u[0]));
    v[col::owed_minutes][EngineerId{c.author}] += failures * q.ci_rework_minutes;
    v[col::ci_failures][team_of_seat(c.seat)] += failures;
    return failures;
}

}  // namespace

void approve_change(const Today& today, int day, std::int32_t minute, TeamId pool, ChangeRef place, ApproveView v) {
    const auto& q = today.given.quality;
    Flow& flow = v[col::flow][pool];
    const Change& c = flow.pool[place];
    auto merged = minute + static_cast<std::int32_t>(q.ci_minutes);
    if (q.ci_failure_share > 0.0)
        merged += failed_runs(today, c, v) * static_cast<std::int32_t>(q.ci_minutes + q.ci_rework_minutes);
    if (merged < minute_of(day + 1, 0))
        merge_change(today, merged, place, flow, v);
    else
        flow.checking.push_back({merged, c.author, place});
}

void finish_checks(const Today& today, FinishChecksView v) {
    for (std::uint32_t team = today.block.first_team; team < today.block.last_team; ++team) {
        Flow& flow = v[col::flow][TeamId{team}];
        if (!flow.held.empty()) release_held(today, flow, v);
        std::size_t kept = 0;
        for (const Pending& p : flow.checking)
            if (p.minute < minute_of(today.day + 1, 0))
                merge_change(today, p.minute, p.change, flow, v);
            else
                flow.checking[kept++] = p;
        flow.checking.resize(kept);
    }
}

namespace {

void tell_release(const Today& today, TeamId t, ReleaseView v) {
    if (!today.catalogue.asked.happenings) return;
    Told& told = v[col::happenings][t].list.emplace_back();
    told.what = Happening::released, told.day = today.day, told.minute = minutes_per_day;
    told.failed = v[col::ready_failed][t] > 0.0;
    told.amount = v[col::merged][t];
}

// What the train takes along, counted.
void count_release(const Today& today, TeamId t, std::int32_t evening, ReleaseView v) {
    if (v[col::merged][t] > 0.0) tell_release(today, t, v);
    v[col::releases][t] += v[col::merged][t] > 0.0 ? 1.0 : 0.0;
    v[col::releases_failed][t] += v[col::ready_failed][t] > 0.0 ? 1.0 : 0.0;
    v[col::changes_released][t] += v[col::merged][t];
    v[col::changes_failed][t] += v[col::ready_failed][t];
    v[col::lead_minutes][t] += v[col::merged][t] * evening - v[col::merged_started][t];
    v[col::items_released][t] += v[col::ready_items][t];
    v[col::item_minutes][t] += v[col::ready_items][t] * evening - v[col::ready_item_started][t];
    v[col::insight_minutes][t] += v[col::ready_items][t] * evening - v[col::ready_item_arrived][t];
    v[col::worth_shipped][t] += v[col::ready_worth][t];
}

}  // namespace

void release_changes(const Today& today, ReleaseView v) {
    if ((today.day + 1) % today.given.release.train_days != 0) return;
    const std::int32_t evening = minute_of(today.day + 1, 0);
    for (std::uint32_t team = today.block.first_team; team < today.block.last_team; ++team) {
        const TeamId t{team};
        count_release(today, t, evening, v);
        v[col::worth][t] += v[col::ready_worth][t];
        v[col::week_failed][t] += v[col::ready_failed][t];
        v[col::merged][t] = v[col::merged_started][t] = v[col::ready_items][t] = v[col::ready_worth][t] = 0.0;
        v[col::ready_item_started][t] = v[col::ready_item_arrived][t] = v[col::ready_failed][t] = 0.0;
        if (!v[col::flow][t].taking_back.empty()) take_back(today, evening, v[col::flow][t], v);
    }
}

}  // namespace strathern
