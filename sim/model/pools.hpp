// Pools: who shares a queue of changes with whom, and how long it is for each reviewer.
#pragma once
#include "model/today.hpp"

namespace strathern {

using PoolView = View<Reads<col::reviewers, col::flow>, Writes<>>;
/// How many review in a team's pool.
double reviewers_of_pool(TeamId, PoolView);
/// How many changes wait for each of them; 0 where nobody reviews.
double waiting_per_reviewer(TeamId, PoolView);

/// How many in a team have a change in hand, beside the author of one.
double others_at_work(TeamId, View<Reads<col::authors>, Writes<>>);

using AskView = Join<PoolView, View<Reads<col::share, col::active>, Writes<>>>;
/// Row of the one of a change's pool who is asked to read it: who reviews more is asked more; never the author, and
/// never the first of two readers. `anybody` if there is nobody.
std::uint32_t asked_reader(TeamId pool, const Change&, double u, AskView);

using ShareQueuesView = View<Reads<>, Writes<col::flow>>;
/// Lays out the queues anew after the number of teams a pool has changed; what is open moves over.
/// @param before teams a pool until now; the layout already says the new number
void share_queues(std::uint32_t before, ShareQueuesView);

}  // namespace strathern
