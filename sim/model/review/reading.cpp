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
};

std::uint16_t found_of(std::uint16_t defects, Search search, double u) {
    if (defects == 0) return 0;
    return static_cast<std::uint16_t>(binomial(defects, search.share * (1.0 - portable::exp(-search.depth)), u));
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

// Worth of the first minute of reading over that of a minute elsewhere, in logs.
double log_worth(const PoolDay& day, EngineerId i, ReadView v) {
    return v[col::log_care][i] + day.today.given.people.care_per_motivation * v[col::motivation][i] -
           v[col::hour_gain][i] - day.log_load;
}

// The worth of a minute of reading falls by e^(-rate t), that of a minute elsewhere rises by e^(t / attention) as
// attention tires; people read until the two meet.
double chosen_minutes(const Review& rules, double log_worth, double rate, double keen) {
    double worth = log_worth;
    if (keen != 1.0) worth += portable::log(keen);
    return worth > 0.0 ? worth / (rate + 1.0 / rules.attention_minutes) : 0.0;
}

void note_scrutiny(const Change& c, double depth, ReadView v) {
    const SizeClass size = size_class(c.lines);
    const TeamId team = team_of_seat(c.seat);
    const double seen = depth > 0.0 ? c.lines * (1.0 - portable::exp(-depth)) : 0.0;  // a glance sees nothing
    v[col::lines_read][team] += c.lines;
    v[col::lines_seen][team] += seen;
    if (size == SizeClass::between) return;
    const auto lane = static_cast<std::size_t>(size);
    v[col::sized_lines][lane][team] += c.lines;
    v[col::sized_lines_seen][lane][team] += seen;
}

std::uint16_t misunderstood(const Today& today, const Change& c, double depth) {
    if (c.requirement_defects == 0) return 0;
    constexpr std::uint32_t block = 2;  // behind the words of the review and of the way back
    const auto u = today.draws.uniforms(Purpose::reading, c.rounds, {c.seat, c.ordinal}, block);
    return found_of(c.requirement_defects, {1.0, depth * today.given.review.requirement_detection_factor}, u[0]);
}

}  // namespace

void read_change(const PoolDay& day, EngineerId reader, Change& c, InReview& hand, ReadView v) {
    const Review& rules = day.today.given.review;
    const double seen = rules.read_share, keen = keenness(day, reader, c, v.layout());
    const double lines = seen * (c.rounds == 0 ? c.lines : c.lines * rules.second_look_share);
    const double per_minute = lines > 0.0 ? keen * rules.detection / (rules.minutes_per_line * lines) : 0.0;
    const bool chosen = rules.minutes_law == ReviewLaw::chosen;
    double reading = 0.0;
    if (!chosen)
        reading = minutes_of_law(rules, c.luck[3]);
    else if (lines > 0.0 && c.luck[3] >= v[col::glance][reader])
        reading = chosen_minutes(rules, log_worth(day, reader, v), per_minute, keen);
    const double depth = per_minute * reading * v[col::acuity][reader];
    hand.line_defects_found = found_of(c.line_defects, {seen, depth}, c.luck[0]);
    hand.design_defects_found = found_of(c.design_defects, {1.0, depth * rules.design_detection_factor}, c.luck[1]);
    hand.requirement_defects_found = misunderstood(day.today, c, depth);
    if (c.rounds == 0) note_scrutiny(c, depth, v);
    const bool any = hand.line_defects_found + hand.design_defects_found + hand.requirement_defects_found > 0;
    hand.sent_back = (any || (reading > 0.0 && c.luck[2] < rules.return_share)) && c.rounds < rounds_limit;
    hand.minutes_left = whole_minutes(chosen ? rules.start_minutes + reading : reading);
    if (reading > 0.0) c.read = true;
}

}  // namespace strathern
