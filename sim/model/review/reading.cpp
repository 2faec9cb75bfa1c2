// How deeply is a change read, how long does it take, and what is found? Settled when the review begins.
#include <strathern/params/people.hpp>
#include <strathern/params/review.hpp>

#include "core/variates.hpp"
#include "model/review/queue.hpp"

namespace strathern {
namespace {

double minutes_of_law(const Review& r, double u) {
    switch (r.minutes_law) {
        case ReviewLaw::exponential:
            return exponential(r.minutes_mean, u);
        case ReviewLaw::lognormal:
            return lognormal(r.minutes_mean * portable::exp(-0.5 * r.minutes_sd_log * r.minutes_sd_log),
                             r.minutes_sd_log, u);
        case ReviewLaw::fixed:
            return r.minutes_mean;
        case ReviewLaw::chosen:
            break;
    }
    return 0.0;
}

/// Rounds after which a change is approved once what was found is mended: else one that is always sent back, and comes
/// back at once, would be read for ever.
constexpr std::uint8_t rounds_limit = 200;

/// How well a reading finds one kind of defect.
struct Search {
    double share;  ///< of the lines that are looked at
    double depth;  ///< rate of finding times minutes

    double finds() const { return share * (1.0 - portable::exp(-depth)); }
};

std::uint16_t found_of(std::uint16_t defects, Search search, double u) {
    if (defects == 0) return 0;
    return static_cast<std::uint16_t>(binomial(defects, search.finds(), u));
}

// Rate of finding over that of a fresh reader of the team's own code.
double keenness(const PoolDay& day, EngineerId reader, const Change& c, const Layout& layout) {
    const Review& rules = day.today.given.review;
    double keen = 1.0;
    if (layout.pool_teams > 1 && layout.team_of(reader) != TeamId{c.code_team}) keen = rules.unfamiliar_factor;
    if (rules.tiring_minutes > 0.0)
        keen *= portable::exp(-day.used[index(reader) - layout.first_row(day.pool)] / rules.tiring_minutes);
    return keen;
}

// Share of so many lines that a sitting gets to.
double reached(const Review& rules, double lines) {
    if (!(lines > 0.0)) return 1.0;
    return 1.0 / (1.0 + portable::pow(lines / rules.sitting_lines, rules.sitting_exponent));
}

// Worth of the first minute of reading over that of a minute elsewhere, in logs.
double log_worth(const PoolDay& day, EngineerId i, const Change& c, ReadView v) {
    const InForce& given = day.today.given;
    double worth = v[col::log_care][i] + given.people.care_per_motivation * v[col::motivation][i] -
                   v[col::hour_gain][i] - day.log_load;
    if (c.by_agent()) worth += portable::log(given.review.agent_care_factor);
    return worth;
}

// The first minute is worth the more, the more it finds, and a minute of reading ever less, by e^(-rate t): people read
// until it is worth what a minute is elsewhere. @param pace rate of finding in a line, a minute @param rate in the
// change
double chosen_minutes(double log_worth, double pace, double rate) {
    if (!(rate > 0.0)) return 0.0;
    const double worth = log_worth + portable::log(pace);
    return worth > 0.0 ? worth / rate : 0.0;
}

void note_scrutiny(const Change& c, Search lines, ReadView v) {
    const TeamId team = team_of_seat(c.seat);
    const double finds = lines.depth > 0.0 ? lines.finds() : 0.0;  // a glance sees nothing
    v[col::risk_read][team] += c.risk;
    v[col::risk_reached][team] += c.risk * lines.share;
    v[col::risk_seen][team] += c.risk * finds;
    const SizeClass size = size_class(c.lines);
    if (size == SizeClass::between) return;
    const auto lane = static_cast<std::size_t>(size);
    v[col::sized_lines][lane][team] += c.lines;
    v[col::sized_lines_seen][lane][team] += c.lines * finds;
}

// Three in four of the things that readers have mended make code easier to maintain: what a change leaves in the code
// is found as defects are, as far as readers care.
void tidy(const Review& rules, Change& c, Search lines, ReadView v) {
    const double mended = rules.debt_found_share * lines.finds() * c.debt;
    c.debt -= mended;
    v[col::week_debt][team_of_seat(c.seat)] -= mended;
}

std::uint16_t misunderstood(const Today& today, const Change& c, Search search) {
    if (c.requirement_defects == 0) return 0;
    constexpr std::uint32_t block = 2;  // behind the words of the review and of the way back
    const auto u = today.draws.uniforms(Purpose::reading, c.rounds, {c.seat, c.ordinal}, block);
    return found_of(c.requirement_defects, search, u[0]);
}

}  // namespace

void read_change(const PoolDay& day, EngineerId reader, Change& c, InReview& hand, ReadView v) {
    const Review& rules = day.today.given.review;
    const double pace = keenness(day, reader, c, v.layout()) * rules.detection / rules.minutes_per_line;
    const double asked = rules.read_share * (c.known ? c.lines * rules.second_look_share : c.lines);
    const double sitting = reached(rules, asked), lines = asked * sitting;
    const double per_minute = lines > 0.0 ? pace / lines : 0.0;
    const bool chosen = rules.minutes_law == ReviewLaw::chosen;
    double reading = 0.0;
    if (!chosen)
        reading = minutes_of_law(rules, c.luck[3]);
    else if (c.luck[3] >= v[col::glance][reader])
        reading = chosen_minutes(log_worth(day, reader, c, v), pace, per_minute);
    const double depth = per_minute * reading * v[col::acuity][reader];
    const Search in_lines{rules.read_share * sitting, depth};
    hand.line_defects_found = found_of(c.line_defects, in_lines, c.luck[0]);
    hand.design_defects_found = found_of(c.design_defects, {sitting, depth * rules.design_detection_factor}, c.luck[1]);
    hand.requirement_defects_found = misunderstood(day.today, c, {sitting, depth * rules.requirement_detection_factor});
    if (reading > 0.0 && !c.known) tidy(rules, c, in_lines, v);
    if (c.rounds == 0) note_scrutiny(c, in_lines, v);
    const bool any = hand.line_defects_found + hand.design_defects_found + hand.requirement_defects_found > 0;
    hand.sent_back = (any || (reading > 0.0 && c.luck[2] < rules.return_share)) && c.rounds < rounds_limit;
    hand.minutes_left = whole_minutes(chosen ? rules.start_minutes + reading : reading);
    if (c.rounds == 0)
        v[col::origin_reading][static_cast<std::size_t>(c.origin())][team_of_seat(c.seat)] += hand.minutes_left;
    if (reading > 0.0) c.read = true;
}

}  // namespace strathern
