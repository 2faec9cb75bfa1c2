// What is in a finished change, and where does it go? Lines and defects; checks before a person looks; the queue or
// past it.
#include "core/variates.hpp"
#include "core/wide.hpp"
#include "model/phases.hpp"

namespace strathern {

STRATHERN_WIDE void size_lines(std::size_t n, double log_per_minute, double sd, double ai_factor, double limit,
                               const double* __restrict z, const double* __restrict work,
                               const double* __restrict ai_share, double* __restrict lines) {
    for (std::size_t k = 0; k < n; ++k) {
        const double verbosity = 1.0 + (ai_factor - 1.0) * ai_share[k];
        const double all = work[k] * verbosity * portable::exp(log_per_minute + sd * z[k]);
        lines[k] = all < 1.0 ? 1.0 : (all < limit ? all : limit);
    }
}

namespace {

void draw_defects(double per_100_minutes, std::size_t n, const Openings& found, const double* u,
                  std::uint32_t* defects) {
    double mean[openings_limit];
    for (std::size_t k = 0; k < n; ++k) mean[k] = per_100_minutes * found.defect_scale[k];
    poissons(n, mean, u, defects);
}

// Luck that only some settings ask for: urgency, whose code, whether it is wanted, requirements.
bool needs_traits(const Rules& given) {
    const auto& p = given.p;
    return p.review().urgent_share > 0.0 || p.work().cross_team_share > 0.0 || p.review().reject_share > 0.0 ||
           p.agents().per_team_count > 0 || p.quality().requirement_defects_per_100_minutes > 0.0;
}

void draw_openings(const Rules& given, const Draws& draws, double lines_factor, Openings& f) {
    const std::size_t n = padded(f, 0);
    double verbosity[openings_limit], line_luck[openings_limit], design_luck[openings_limit];
    draws.uniforms(Purpose::change, 0, f.ordinal, f.seat, n, nullptr, verbosity, line_luck, design_luck, 0);
    draws.uniforms(Purpose::review, 0, f.ordinal, f.seat, n, f.review[0], f.review[1], f.review[2], f.review[3], 0);
    if (needs_traits(given))
        draws.uniforms(Purpose::change, 0, f.ordinal, f.seat, n, f.traits[0], f.traits[1], f.traits[2], f.traits[3], 2);
    const auto& w = given.p.work();
    normals(n, verbosity, verbosity);
    size_lines(n, portable::log(w.lines_per_minute), w.lines_sd_log, lines_factor, w.lines_limit, verbosity, f.work,
               f.ai_share, f.lines);
    draw_defects(given.p.quality().line_defects_per_100_minutes, n, f, line_luck, f.line_defects);
    draw_defects(given.p.quality().design_defects_per_100_minutes, n, f, design_luck, f.design_defects);
}

// The last change of an item carries its worth.
Change change_of(const Rules& given, const Openings& f, std::uint32_t k, const State& s) {
    const double points = given.p.work().points_per_item * s.choices.points_factor[EngineerId{f.row[k]}];
    return {.author = f.row[k],
            .seat = f.seat[k],
            .ordinal = f.ordinal[k],
            .code_team = team_of_seat(f.seat[k]),
            .started = f.started[k],
            .opened = f.minute[k],
            .item_started = f.item_started[k],
            .item_arrived = f.item_arrived[k],
            .lines = f.lines[k],
            .item_worth = f.last[k] ? f.item_worth[k] : 0.0,
            .points = f.last[k] ? points : 0.0,
            .luck = {f.review[0][k], f.review[1][k], f.review[2][k], f.review[3][k]},
            .line_defects = static_cast<std::uint16_t>(f.line_defects[k]),
            .design_defects = static_cast<std::uint16_t>(f.design_defects[k]),
            .last = f.last[k]};
}

// The team whose code is changed: with chance `share` another of the pool, each alike.
std::uint32_t touched_team(double share, double u, std::uint32_t team, const State& s) {
    const std::uint32_t first = s.pool_begin(team), others = s.pool_end(team) - first - 1;
    if (others == 0 || u >= share) return team;
    const auto at = first + static_cast<std::uint32_t>(u / share * others);
    return at + (at >= team);
}

void set_traits(const Rules& given, const Openings& f, std::uint32_t k, State& s, Change& c) {
    const auto& p = given.p;
    c.urgent = f.traits[0][k] < p.review().urgent_share;
    c.code_team = touched_team(p.work().cross_team_share, f.traits[1][k], c.code_team, s);
    c.unwanted = f.traits[2][k] < (c.by_agent() ? p.agents().reject_share : p.review().reject_share);
    const double per_100_minutes = p.quality().requirement_defects_per_100_minutes;
    if (per_100_minutes == 0.0 || !c.last) return;
    c.requirement_defects = static_cast<std::uint16_t>(poisson(per_100_minutes * f.item_defects[k], f.traits[3][k]));
    s.teams.tally[team_of_seat(c.seat)][Tally::requirement_defects_made] += c.requirement_defects;
}

void count_opened(const Openings& f, State& s) {
    for (std::uint32_t k = 0; k < f.n; ++k) {
        const EngineerId i{f.row[k]};
        s.signal(Signal::changes_opened)[i] += 1.0;
        s.signal(Signal::lines)[i] += f.lines[k];
        s.signal(Signal::ai_lines)[i] += f.lines[k] * f.ai_share[k];
        s.teams.tally[team_of_seat(f.seat[k])][Tally::defects_made] += f.line_defects[k] + f.design_defects[k];
    }
}

bool somebody_else_reviews(const State& s, std::uint32_t team, EngineerId author) {
    const bool is_reviewer = s.choices.share[review][author] > 0.0;
    return reviewers_of_pool(s, team) > (is_reviewer ? 1.0 : 0.0);
}

// Where merging without review is allowed, a long queue tempts to it.
double unreviewed_share(const Rules& given, std::uint32_t team, const State& s) {
    const auto& r = given.p.review();
    if (r.bypass_per_waiting == 0.0) return r.unreviewed_share;
    return r.unreviewed_share * (1.0 + r.bypass_per_waiting * waiting_per_reviewer(s, team));
}

// Checks by machines and by an agent's owner come before a reviewer sees the change.
std::int32_t checked_at(const Rules& given, const Draws& draws, std::int32_t minute, Change& c, State& s) {
    if (c.by_agent() && given.p.agents().owner_checks) minute += check_by_owner(given, draws, c, s);
    if (given.p.qa().access) minute += check_by_qa(given, draws, c, s);
    return minute;
}

// Every finished change takes its place in the pool and goes to the reviewers, or past them.
void hand_in(const Rules& given, const Draws& draws, int day, const Openings& f, State& s) {
    const bool traits = needs_traits(given);
    for (std::uint32_t k = 0; k < f.n; ++k) {
        const std::uint32_t team = team_of_seat(f.seat[k]);
        Flow& flow = s.flow_of(team);
        const ChangeRef place = flow.hold();
        Change& c = flow.pool[place];
        c = change_of(given, f, k, s);
        if (traits) set_traits(given, f, k, s, c);
        const std::int32_t minute = checked_at(given, draws, f.minute[k], c, s);
        const bool reviewable = somebody_else_reviews(s, team, EngineerId{f.row[k]});
        if (f.handing_in[k] < unreviewed_share(given, team, s) || !reviewable) {
            s.teams.tally[team][Tally::changes_unreviewed] += 1.0;
            approve_change(given, draws, day, minute, place, flow, s);
        } else if (minute < minute_of(day + 1, 0)) {
            insert_by_minute(flow.arriving, 0, {minute, f.row[k], place});
        } else {
            flow.returning.push_back({minute, f.row[k], place});
        }
    }
}

}  // namespace

void open_all(const Rules& given, const Draws& draws, int day, double lines_factor, Openings& f, State& s) {
    draw_openings(given, draws, lines_factor, f);
    count_opened(f, s);
    hand_in(given, draws, day, f, s);
}

}  // namespace strathern
