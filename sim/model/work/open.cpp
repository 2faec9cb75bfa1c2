// What is in a finished change, and where does it go? Lines and defects; checks before a person looks; the queue or
// past it.
#include <strathern/params/agents.hpp>
#include <strathern/params/qa.hpp>
#include <strathern/params/quality.hpp>
#include <strathern/params/review.hpp>
#include <strathern/params/work.hpp>

#include "core/saturate.hpp"
#include "core/variates.hpp"
#include "core/wide.hpp"
#include "model/work/work.hpp"

namespace strathern {

/// How much text the same work makes.
struct LineRates {
    double log_per_minute, sd, ai_factor, limit;
};

/// Changes whose lines are found, by column.
struct LineColumns {
    const double *z, *work, *ai_share;  ///< normals; minutes; share of the work done with AI
    double* lines;
};

STRATHERN_WIDE void size_lines(std::size_t n, const LineRates& r, const LineColumns& change) {
    STRATHERN_INDEPENDENT
    for (std::size_t k = 0; k < n; ++k) {
        const double verbosity = 1.0 + (r.ai_factor - 1.0) * change.ai_share[k];
        const double all = change.work[k] * verbosity * portable::exp(r.log_per_minute + r.sd * change.z[k]);
        change.lines[k] = all < 1.0 ? 1.0 : (all < r.limit ? all : r.limit);
    }
}

std::size_t padded(Openings& f, std::uint32_t from) {
    const std::uint32_t n = f.n - from, whole_vectors = (n + 7) / 8 * 8;
    for (std::uint32_t k = f.n; k < from + whole_vectors; ++k)
        f.seat[k] = f.ordinal[k] = 0, f.work[k] = f.ai_share[k] = f.defect_scale[k] = 0.0;
    return whole_vectors;
}

namespace {

void draw_defects(double per_100_minutes, std::size_t n, const Openings& found, const double* u,
                  std::uint32_t* defects) {
    double mean[openings_limit];
    for (std::size_t k = 0; k < n; ++k) mean[k] = saturated(per_100_minutes * found.defect_scale[k], defects_knee);
    poissons(n, mean, u, defects);
}

// Luck that only some settings ask for: urgency, whose code, whether it is wanted, requirements.
bool needs_traits(const InForce& given) {
    return given.review.urgent_share > 0.0 || given.work.cross_team_share > 0.0 || given.review.reject_share > 0.0 ||
           given.agents_at_work() || given.quality.requirement_defects_per_100_minutes > 0.0;
}

bool somebody_is_asked(const Review& r) { return r.asked_share > 0.0 || r.second_reader_share > 0.0; }

void draw_openings(const Today& today, double lines_factor, Openings& f) {
    const InForce& given = today.given;
    const Draws& draws = today.draws;
    const std::size_t n = padded(f, 0);
    double verbosity[openings_limit], line_luck[openings_limit], design_luck[openings_limit];
    draws.uniforms(Purpose::change, 0, f.ordinal, f.seat, n, nullptr, verbosity, line_luck, design_luck, 0);
    draws.uniforms(Purpose::reading, 0, f.ordinal, f.seat, n, f.review[0], f.review[1], f.review[2], f.review[3], 0);
    if (needs_traits(given))
        draws.uniforms(Purpose::change, 0, f.ordinal, f.seat, n, f.traits[0], f.traits[1], f.traits[2], f.traits[3], 2);
    if (somebody_is_asked(given.review))
        draws.uniforms(Purpose::reading, 0, f.ordinal, f.seat, n, f.asking[0], f.asking[1], f.asking[2], nullptr, 3);
    const auto& w = given.work;
    normals(n, verbosity, verbosity);
    size_lines(n, {portable::log(w.lines_per_minute), w.lines_sd_log, lines_factor, w.lines_limit},
               {.z = verbosity, .work = f.work, .ai_share = f.ai_share, .lines = f.lines});
    draw_defects(given.quality.line_defects_per_100_minutes, n, f, line_luck, f.line_defects);
    draw_defects(given.quality.design_defects_per_100_minutes, n, f, design_luck, f.design_defects);
}

// The last change of an item carries its worth.
Change change_of(const InForce& given, const Openings& f, std::uint32_t k, OpenView v) {
    const double points = given.work.points_per_item * v[col::points_factor][EngineerId{f.row[k]}];
    return {.author = f.row[k],
            .seat = f.seat[k],
            .ordinal = f.ordinal[k],
            .code_team = index(team_of_seat(f.seat[k])),
            .started = f.started[k],
            .opened = f.minute[k],
            .item_started = f.item_started[k],
            .item_arrived = f.item_arrived[k],
            .lines = f.lines[k],
            .risk = f.defect_scale[k],
            .ai_share = f.ai_share[k],
            .debt = f.debt[k],
            .item_worth = f.last[k] ? f.item_worth[k] : 0.0,
            .points = f.last[k] ? points : 0.0,
            .luck = {f.review[0][k], f.review[1][k], f.review[2][k], f.review[3][k]},
            .line_defects = static_cast<std::uint16_t>(f.line_defects[k]),
            .design_defects = static_cast<std::uint16_t>(f.design_defects[k]),
            .last = f.last[k]};
}

// The team whose code is changed: with chance `share` another of the pool, each alike.
TeamId touched_team(double share, double u, TeamId team, const Layout& layout) {
    const std::uint32_t first = index(layout.pool_of(team)), others = index(layout.pool_end(team)) - first - 1;
    if (others == 0 || u >= share) return team;
    const auto at = first + static_cast<std::uint32_t>(u / share * others);
    return TeamId{at + (at >= index(team))};
}

void set_traits(const InForce& given, const Openings& f, std::uint32_t k, Change& c, OpenView v) {
    c.urgent = f.traits[0][k] < given.review.urgent_share;
    c.code_team = index(touched_team(given.work.cross_team_share, f.traits[1][k], TeamId{c.code_team}, v.layout()));
    c.unwanted = f.traits[2][k] < (c.by_agent() ? given.agents.reject_share : given.review.reject_share);
    const double per_100_minutes = given.quality.requirement_defects_per_100_minutes;
    if (per_100_minutes == 0.0 || !c.last) return;
    const double mean = saturated(per_100_minutes * f.item_defects[k], defects_knee);
    c.requirement_defects = static_cast<std::uint16_t>(poisson(mean, f.traits[3][k]));
    v[col::requirement_defects_made][team_of_seat(c.seat)] += c.requirement_defects;
}

// Most changes wait for one reader, who was asked; where code has owners, they know by themselves.
void ask(const InForce& given, TeamId pool, const Openings& f, std::uint32_t k, Change& c, OpenView v) {
    const Review& r = given.review;
    c.for_two = f.asking[2][k] < r.second_reader_share;
    const bool known = r.code_owners && v.layout().pool_teams > 1;
    if (!known && f.asking[0][k] < r.asked_share) c.asked = asked_reader(pool, c, f.asking[1][k], v);
}

void count_opened(const Openings& f, OpenView v) {
    for (std::uint32_t k = 0; k < f.n; ++k) {
        const EngineerId i{f.row[k]};
        v[col::week_changes_opened][i] += 1.0;
        v[col::week_lines][i] += f.lines[k];
        v[col::week_ai_lines][i] += f.lines[k] * f.ai_share[k];
        v[col::defects_made][team_of_seat(f.seat[k])] += f.line_defects[k] + f.design_defects[k];
    }
}

bool somebody_else_reviews(TeamId team, EngineerId author, OpenView v) {
    const bool is_reviewer = v[col::share][review][author] > 0.0;
    return reviewers_of_pool(team, v) > (is_reviewer ? 1.0 : 0.0);
}

// Where merging without review is allowed, a long queue tempts to it.
double unreviewed_share(const InForce& given, TeamId team, OpenView v) {
    const auto& r = given.review;
    if (r.bypass_per_waiting == 0.0) return r.unreviewed_share;
    return r.unreviewed_share * (1.0 + r.bypass_per_waiting * waiting_per_reviewer(team, v));
}

// Checks by machines and by an agent's owner come before a reviewer sees the change.
std::int32_t checked_at(const Today& today, bool by_qa, Change& c, OpenView v) {
    std::int32_t minute = c.opened;
    if (c.by_agent() && today.given.agents.owner_checks) minute += check_by_owner(today, c, v);
    if (by_qa) minute += check_by_qa(today, c, v);
    return minute;
}

// Every finished change takes its place in the pool and goes to the reviewers, or past them.
void hand_in(const Today& today, const Openings& f, OpenView v) {
    const bool traits = needs_traits(today.given), by_qa = today.given.qa_at_work(),
               asking = somebody_is_asked(today.given.review);
    for (std::uint32_t k = 0; k < f.n; ++k) {
        const TeamId team = team_of_seat(f.seat[k]), pool = v.layout().pool_of(team);
        Flow& flow = v[col::flow][pool];
        const ChangeRef place = flow.hold();
        Change& c = flow.pool[place];
        c = change_of(today.given, f, k, v);
        if (traits) set_traits(today.given, f, k, c, v);
        if (asking) ask(today.given, pool, f, k, c, v);
        tell(today, v, Happening::opened, c, c.opened, c.lines);
        const std::int32_t minute = checked_at(today, by_qa, c, v);
        const bool reviewable = somebody_else_reviews(team, EngineerId{f.row[k]}, v);
        if (f.handing_in[k] < unreviewed_share(today.given, team, v) || !reviewable) {
            v[col::changes_unreviewed][team] += 1.0;
            approve_change(today, today.day, minute, pool, place, v);
        } else if (minute < minute_of(today.day + 1, 0)) {
            insert_by_minute(flow.arriving, 0, {minute, f.row[k], place, c.asked});
        } else {
            flow.returning.push_back({minute, f.row[k], place, c.asked});
        }
    }
}

}  // namespace

void open_all(const Today& today, double lines_factor, Openings& f, OpenView v) {
    draw_openings(today, lines_factor, f);
    count_opened(f, v);
    hand_in(today, f, v);
}

}  // namespace strathern
