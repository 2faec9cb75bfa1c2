// What is known of changes that are finished and about to be opened? By column, for a block's people or a team's agents.
#pragma once
#include "model/phases.hpp"

namespace strathern {

/// Changes that are finished today, by column, in the order in which they are opened: the first of each row, then the
/// second of those who finish another, and so on.
struct Openings {
    std::uint32_t n = 0;
    std::uint32_t row[openings_limit], seat[openings_limit], ordinal[openings_limit];  // seat and ordinal: whose luck
    std::uint32_t line_faults[openings_limit], design_faults[openings_limit];
    std::int32_t started[openings_limit], minute[openings_limit], item_started[openings_limit];
    double work[openings_limit], ai_share[openings_limit], lines[openings_limit], fault_scale[openings_limit];
    double item_value[openings_limit], hard[openings_limit];
    bool last[openings_limit];           // of their items
    double item_faults[openings_limit];  // work on the item that may have misunderstood a requirement, if `last`
    double handing_in[openings_limit], review[4][openings_limit], traits[4][openings_limit];  // uniforms
};

/// Columns of openings are whole vectors; the places behind the last change are worked out and not looked at.
/// @returns how many places there are from `from` on
inline std::size_t padded(Openings& f, std::uint32_t from) {
    const std::uint32_t n = f.n - from, whole_vectors = (n + 7) / 8 * 8;
    for (std::uint32_t k = f.n; k < from + whole_vectors; ++k)
        f.seat[k] = f.ordinal[k] = 0, f.work[k] = f.ai_share[k] = f.fault_scale[k] = 0.0;
    return whole_vectors;
}

// work.cpp
/// Work of n changes by the law in force. Uniforms in, minutes out.
void draw_work(const Work&, std::size_t n, const double* u, double* work);

// open.cpp
/// Finished changes get their lines and faults, take their places in the pools and go to the reviewers, or past them.
/// @param lines_factor lines for the same work of what is written with AI
/// Draws: change and review, by seat and ordinal.
void open_all(const Rules&, const Draws&, int day, double lines_factor, Openings&, State&);

// agents.cpp
/// The owner's check of an agent's change: what is found is mended. Returns the minutes that it takes.
std::int32_t check_by_owner(const Rules&, const Draws&, Change&, State&);

// checks.cpp
/// QA agents look at an opened change; its author mends what they find. Returns the minutes that it takes.
std::int32_t check_by_qa(const Rules&, const Draws&, Change&, State&);

}  // namespace strathern
