// What comes late and elsewhere: incidents, failed changes, customers. Part of an imagined week.
#pragma once
#include "model/today.hpp"

namespace strathern {

/// What people go by who think of what comes late. Shape of every column: [rows of the block]; what is a team's is the
/// same for its members.
struct LateWeek {
    BlockColumn insight;                ///< how much of it a person expects; the rest is not seen
    BlockColumn through;                ///< defects that nobody finds, per minute of work by hand
    BlockColumn clashes;                ///< defects that a merge brings, by what others have in hand or in the queue
    BlockColumn ai_defects;             ///< defects of a minute of work with AI over those of one by hand, as verified
    BlockColumn escaped_ai;             ///< defects that nobody finds in what AI has written, of the own week
    BlockColumn ai_debt;                ///< the same of debt
    BlockColumn escaped, team_escaped;  ///< defects that nobody finds, of the week; own, and the team's
    BlockColumn team_items;             ///< of the week
    BlockColumn asked;                  ///< minutes of review that a change asks of the pool
    BlockColumn eased;      ///< defects that the pool finds more when a minute of its review is free, as queues shorten
    BlockColumn shortened;  ///< minutes that the team's changes wait less
    BlockColumn slowed_by_debt, slowed_by_erosion;  ///< log of the team's speed, by a minute a week left for a quarter
    BlockColumn spoilt_by_debt, spoilt_by_erosion;  ///< log of the team's defects, by the same
    BlockColumn debt_repaid, erosion_repaid;        ///< by a minute of repayment, of what it would be with plenty
    BlockColumn
        untidied;  ///< debt that stays in the code, of what work leaves: what readers do not find, and what that breeds
    BlockColumn tidied;                   ///< minutes of debt and erosion that a review has mended
    BlockColumn tidied_a_minute;          ///< more, by a minute of reading
    BlockColumn learnt_a_minute;          ///< log of how fast the person works in the long run, by a minute of reading
    BlockColumn item_worth, known_worth;  ///< of one more item; of all a week, by learning a week
    BlockColumn averted, taught;  ///< worth of one more experiment a week: harm withdrawn, and by what it teaches
    BlockColumn shown;            ///< incidents that come of a defect that escapes
    BlockColumn spared;  ///< incidents that come of the team's latent defects, less by a share of them found a week
    BlockColumn returning_by_worth, returning_by_pain, content_by_worth, content_by_pain;  ///< by a unit a week
    double pain = 0;                                                                       ///< of an incident
};

struct ImaginedWeek;

// What more of an option is expected to add, as in the table of signals.
double more_incidents(const ImaginedWeek&, std::uint32_t k);
double more_failed_changes(const ImaginedWeek&, std::uint32_t k);
double more_returning(const ImaginedWeek&, std::uint32_t k);
double more_satisfaction(const ImaginedWeek&, std::uint32_t k);
double more_waiting(const ImaginedWeek&, std::uint32_t k);
// The same of a minute more of reading, in reviews that are as many.
double incidents_by_reading(const ImaginedWeek&, std::uint32_t k);
double failed_changes_by_reading(const ImaginedWeek&, std::uint32_t k);
double returning_by_reading(const ImaginedWeek&, std::uint32_t k);
double satisfaction_by_reading(const ImaginedWeek&, std::uint32_t k);
double waiting_by_reading(const ImaginedWeek&, std::uint32_t k);

}  // namespace strathern
