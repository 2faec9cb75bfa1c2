// What do own scores teach? The part of the last change of the score that the last change of hours does not explain
// yet is put down to the options whose hours changed: normalised least mean squares (docs/model.md, 7.9).
#include <strathern/params/behaviour.hpp>

#include "core/wide.hpp"
#include "model/choose/parts.hpp"

namespace strathern {

/// How far the hours of one option moved, and what that adds up to over all options. [rows of the block]
struct LastChange {
    const double *share, *previous, *experience;
    double *size, *expected;  ///< sum of squares [hours^2]; what the score should have gained
};

STRATHERN_WIDE void add_step(std::size_t n, double hours, const LastChange& c) {
    STRATHERN_INDEPENDENT
    for (std::size_t k = 0; k < n; ++k) {
        const double step = hours * (c.share[k] - c.previous[k]);
        c.size[k] += step * step;
        c.expected[k] += c.experience[k] * step;
    }
}

/// What the scores say beyond what was expected. [rows of the block]
struct Surprise {
    const double *score, *last_score, *expected, *size;
};

STRATHERN_WIDE void find_rate(std::size_t n, double pace, const Surprise& s, double* rate) {
    // [hours^2] Six minutes, squared: from hours that hardly moved nobody can tell what they brought.
    constexpr double least = 0.01;
    STRATHERN_INDEPENDENT
    for (std::size_t k = 0; k < n; ++k) {
        const double surprise = s.score[k] - s.last_score[k] - s.expected[k];
        rate[k] = pace * surprise / (s.size[k] + least);
    }
}

STRATHERN_WIDE void put_down(std::size_t n, double hours, const double* __restrict rate, const double* __restrict share,
                             double* __restrict previous, double* __restrict experience) {
    for (std::size_t k = 0; k < n; ++k) {
        experience[k] += rate[k] * (hours * (share[k] - previous[k]));
        previous[k] = share[k];
    }
}

void learn_from_scores(const Today& today, LearnFromScoresView v) {
    const std::uint32_t from = today.block.first_row, n = today.block.rows();
    const std::size_t options = v.layout().options;
    const double hours = weekly_hours(today.given);
    BlockColumn size = {}, expected = {}, rate;
    for (std::size_t a = 0; a < options; ++a)
        add_step(n, hours,
                 {.share = v[col::share][a].data() + from,
                  .previous = v[col::previous_share][a].data() + from,
                  .experience = v[col::experience][a].data() + from,
                  .size = size,
                  .expected = expected});
    find_rate(n, today.given.behaviour.experience_rate,
              {.score = v[col::score].data() + from,
               .last_score = v[col::last_score].data() + from,
               .expected = expected,
               .size = size},
              rate);
    for (std::size_t a = 0; a < options; ++a)
        put_down(n, hours, rate, v[col::share][a].data() + from, v[col::previous_share][a].data() + from,
                 v[col::experience][a].data() + from);
}

}  // namespace strathern
