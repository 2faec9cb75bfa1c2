// The day: each row names what a phase reads and, last, what it writes.
#include "model/day.hpp"

namespace strathern {
namespace {

constexpr When daily = When::daily, weekly = When::weekly, afterwards = When::weekly_after_comparison;

constexpr Phase plan[] = {
    {"draw_luck", daily, "How does today go for each engineer?",
     [](Today& t) { draw_luck(t.draws, t.day, t.block, t.state.people, t.scratch); }},
    {"arrive_items", daily, "What new ideas reach each team?",
     [](Today& t) { arrive_items(t.given, t.draws, t.day, t.block, t.state.teams); }},
    {"plan_hours", daily, "How many minutes are there to choose over, after rework and incidents?",
     [](Today& t) { plan_hours(t.given, t.block, t.state.people, t.state.choices, t.state.teams, t.scratch); }},
    {"make_progress", daily, "How much work is done by hand and with AI?",
     [](Today& t) {
         make_progress(t.given, t.block, t.state.teams, t.scratch, t.state.choices, t.state.desks, t.scratch);
     }},
    {"finish_checks", daily, "Which approved changes pass the last checks?",
     [](Today& t) { finish_checks(t.given, t.draws, t.day, t.block, t.state); }},
    {"open_changes", daily, "Which changes are finished, and with which defects?",
     [](Today& t) { open_changes(t.given, t.draws, t.day, t.block, t.scratch, t.state); }},
    {"run_agents", daily, "What do agents open by themselves?",
     [](Today& t) { run_agents(t.given, t.draws, t.day, t.block, t.state); }},
    {"review_changes", daily, "Who reads which change, how deeply, and what comes of it?",
     [](Today& t) { review_changes(t.given, t.draws, t.day, t.block, t.scratch, t.state); }},
    {"suffer_incidents", daily, "Which defects show, and who is called?",
     [](Today& t) { suffer_incidents(t.given, t.draws, t.day, t.block, t.state); }},
    {"release_changes", daily, "What reaches customers?",
     [](Today& t) { release_changes(t.given, t.day, t.block, t.state); }},
    {"serve_customers", weekly, "Do customers come back?",
     [](Today& t) { serve_customers(t.given, t.block, t.state.teams); }},
    {"count_week", weekly, "What can be counted of the week?", [](Today& t) { count_week(t.given, t.block, t.state); }},
    {"pay_bills", weekly, "What do people and their tools cost?",
     [](Today& t) { pay_bills(t.given, t.block, t.state.people, t.state.teams); }},
    {"smooth_metrics", weekly, "What do the metrics say?",
     [](Today& t) { smooth_metrics(t.given, t.week(), t.block, t.state); }},
    {"publish_scores", afterwards, "What is each engineer's score?",
     [](Today& t) { publish_scores(t.given, t.draws, t.week(), t.block, t.state); }},
    {"press_teams", afterwards, "How much pressure do managers pass on?",
     [](Today& t) { press_teams(t.given, t.draws, t.week(), t.block, t.state); }},
    {"grow_people", afterwards, "How do skill, familiarity, fatigue and motivation move?",
     [](Today& t) {
         grow_people(t.given, t.block, t.state.choices, t.state.signal(Signal::reviews),
                     t.state.signal(Signal::review_minutes), t.state.teams, t.state.people);
     }},
    {"learn_practices", afterwards, "Who learns a practice, by chance or from a colleague?",
     [](Today& t) {
         learn_practices(t.given, t.draws, t.week(), t.block, t.state.people, t.state.teams, t.state.choices);
     }},
    {"choose_hours", afterwards, "How do people want to use their hours?",
     [](Today& t) { choose_hours(t.given, t.draws, t.week(), t.block, t.state); }},
    {"let_leave", afterwards, "Who leaves?", [](Today& t) { let_leave(t.given, t.draws, t.day, t.block, t.state); }},
    {"fill_seats", afterwards, "Who comes?",
     [](Today& t) { fill_seats(t.given, t.draws, t.day + 1, t.block, t.state); }},
    {"derive_rates", afterwards, "What does that use of hours do to work?",
     [](Today& t) { derive_rates(t.given, t.block, t.state.people, t.state.teams, t.state.choices); }},
    {"count_reviewers", afterwards, "How many review?",
     [](Today& t) { count_reviewers(t.block, t.state.people, t.state.choices, t.state.teams); }},
    {"clear_week", afterwards, "A new week's counters start at nought.",
     [](Today& t) { clear_week(t.block, t.state); }},
};

}  // namespace

std::span<const Phase> day_plan() { return plan; }

}  // namespace strathern
