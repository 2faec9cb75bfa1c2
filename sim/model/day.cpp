// The day, phase by phase. What a phase reads and writes is said by its view, in the header of its wing.
#include "model/day.hpp"

#include <strathern/params/definitions.hpp>

#include "model/choose/choose.hpp"
#include "model/codebase.hpp"
#include "model/customers.hpp"
#include "model/govern/govern.hpp"
#include "model/measure/measure.hpp"
#include "model/money.hpp"
#include "model/people/people.hpp"
#include "model/review/review.hpp"
#include "model/value.hpp"
#include "model/work/work.hpp"

namespace strathern {
namespace {

template <class Function>
struct ViewTaken;
template <class V>
struct ViewTaken<void (*)(const Today&, V)> {
    using Type = V;
};

/// A row for a phase; its columns follow from the type of its view.
template <auto function>
constexpr Phase phase(const char* name, When when, Reach reach, const char* question) {
    using V = typename ViewTaken<decltype(function)>::Type;
    return {name,
            when,
            reach,
            question,
            [](const Today& today, State& state, AccessLog* log) { function(today, V(state, log)); },
            [](const FunctionRef<void(std::size_t, bool)>& tell) { V::each(tell); }};
}

constexpr Reach block = Reach::block, everybody = Reach::organisation;

constexpr Phase plan[] = {
    phase<fit_headcount>("fit_headcount", When::policy, everybody, "Which seats are closed, which offered anew?"),
    phase<settle_tools>("settle_tools", When::policy, everybody, "Which tools and practices are there now?"),
    phase<shift_habits>("shift_habits", When::policy, everybody, "What are people used to now?"),
    phase<teach_people>("teach_people", When::policy, block, "Who is taught what?"),
    phase<fill_seats>("fill_seats", When::policy, block, "Who comes, and who goes?"),
    phase<derive_rates>("derive_rates", When::policy, block, "What does the use of hours do to work now?"),
    phase<count_reviewers>("count_reviewers", When::policy, block, "How many review now?"),

    phase<draw_luck>("draw_luck", When::daily, block, "How does today go for each engineer?"),
    phase<arrive_items>("arrive_items", When::daily, block, "What new ideas reach each team?"),
    phase<plan_hours>("plan_hours", When::daily, block,
                      "How many minutes are there to choose over, after rework and incidents?"),
    phase<make_progress>("make_progress", When::daily, block, "How much work is done by hand and with AI?"),
    phase<finish_checks>("finish_checks", When::daily, block, "Which approved changes pass the last checks?"),
    phase<open_changes>("open_changes", When::daily, block, "Which changes are finished, and with which defects?"),
    phase<open_duties>("open_duties", When::daily, block, "Which upkeep and which fixes are handed in?"),
    phase<run_agents>("run_agents", When::daily, block, "What do agents open by themselves?"),
    phase<review_changes>("review_changes", When::daily, block,
                          "Who reads which change, how deeply, and what comes of it?"),
    phase<suffer_incidents>("suffer_incidents", When::daily, block, "Which defects show, and who is called?"),
    phase<release_changes>("release_changes", When::daily, block, "What reaches customers?"),

    phase<serve_customers>("serve_customers", When::weekly, block, "Do customers come back?"),
    phase<count_week>("count_week", When::weekly, block, "What can be counted of the week?"),
    phase<settle_code>("settle_code", When::weekly, block, "What does the week leave in code, library and knowledge?"),
    phase<pay_bills>("pay_bills", When::weekly, block, "What do people and their tools cost?"),
    phase<close_books>("close_books", When::weekly, block, "What are products worth beyond the cash of the week?"),
    phase<smooth_metrics>("smooth_metrics", When::weekly, block, "What do the metrics say?"),

    phase<compare_all>("compare_all", When::compared, everybody,
                       "What are mean and spread of the metrics, and which targets rise?"),
    phase<promote>("promote", When::compared, everybody, "Who rises by a level at the end of a year?"),
    phase<change_teams>("change_teams", When::compared, everybody, "Who changes teams at the end of a quarter?"),
    phase<look_around>("look_around", When::compared, everybody, "What can be seen of people in other teams?"),
    phase<note_review_quality>("note_review_quality", When::compared, block,
                               "How well did each team review before the regime?"),
    phase<publish_scores>("publish_scores", When::compared, block, "What is each engineer's score?"),
    phase<press_teams>("press_teams", When::compared, block, "How much pressure do managers pass on?"),
    phase<grow_people>("grow_people", When::compared, block, "How do skill, familiarity, fatigue and motivation move?"),
    phase<learn_practices>("learn_practices", When::compared, block,
                           "Who learns a practice, by chance or from a colleague?"),
    phase<imagine_week>("imagine_week", When::compared, block, "What would half an hour more of each option bring?"),
    phase<choose_hours>("choose_hours", When::compared, block, "How do people want to use their hours?"),
    phase<let_leave>("let_leave", When::compared, block, "Who leaves?"),
    phase<fill_seats>("fill_seats", When::compared, block, "Who comes?"),
    phase<derive_rates>("derive_rates", When::compared, block, "What does that use of hours do to work?"),
    phase<count_reviewers>("count_reviewers", When::compared, block, "How many review?"),
    phase<clear_week>("clear_week", When::compared, block, "Reset the week's counters."),
    phase<age_contracts>("age_contracts", When::compared, everybody, "How long has each regime been in force?"),
};

}  // namespace

std::span<const Phase> day_plan() { return plan; }

}  // namespace strathern
