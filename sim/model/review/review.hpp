// Review: who reads which change, when, how deeply, and what comes of it.
#pragma once
#include "model/pools.hpp"
#include "model/today.hpp"
#include "model/work/work.hpp"

namespace strathern {

using ReadView = View<Reads<col::log_care, col::motivation, col::hour_gain, col::glance, col::acuity>,
                      Writes<col::week_debt, col::risk_read, col::risk_reached, col::risk_seen, col::sized_lines,
                             col::sized_lines_seen, col::origin_reading>>;

using OutcomesView =
    Join<ApproveView, RotaView, AskView,
         View<Reads<>, Writes<col::flow, col::owed_minutes, col::week_reviews, col::week_findings, col::week_lessons,
                              col::reviews, col::first_approvals, col::defects_found, col::requirement_defects_found,
                              col::changes_rejected, col::origin_rejected, col::defects_rejected>>>;

using ReviewView =
    Join<ReadView, OutcomesView, PoolView,
         View<Reads<col::share, col::active, col::reviews_only>,
              Writes<col::flow, col::carried_minutes, col::week_review_minutes, col::week_wait, col::first_reviews,
                     col::usual_wait, col::origin_first_reviews, col::origin_wait, col::first_review_wait,
                     col::urgent_reviews, col::urgent_review_wait, col::changes_abandoned, col::review_minutes,
                     col::review_minutes_offered, col::minutes_idle>>>;
/// Daily: each pool's reviewers read what waits, minute by minute. Draws: reading, by change and round.
void review_changes(const Today&, ReviewView);

}  // namespace strathern
