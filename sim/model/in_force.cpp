// Which parameters hold this week? References to the run's copy, a group each.
#include <strathern/params.hpp>
#include <strathern/params/agents.hpp>
#include <strathern/params/ai.hpp>
#include <strathern/params/organisation.hpp>
#include <strathern/params/qa.hpp>

#include "model/today.hpp"

namespace strathern {

InForce::InForce(const Parameters& p)
    : organisation(p.organisation()),
      activities(p.activities()),
      people(p.people()),
      work(p.work()),
      worth(p.worth()),
      ai(p.ai()),
      agents(p.agents()),
      review(p.review()),
      qa(p.qa()),
      quality(p.quality()),
      release(p.release()),
      incidents(p.incidents()),
      customers(p.customers()),
      money(p.money()),
      behaviour(p.behaviour()),
      management(p.management()) {}

double InForce::chosen_minutes() const { return minutes_per_day * (1.0 - organisation.overhead_share); }

bool InForce::has_ai() const { return ai.access; }

bool InForce::agents_at_work() const { return ai.access && agents.per_team_count > 0; }

bool InForce::qa_at_work() const { return ai.access && qa.access; }

}  // namespace strathern
