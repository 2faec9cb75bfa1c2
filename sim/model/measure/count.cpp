// What did people do this week? Their hours become signals, and everything is added to the tallies of their teams.
#include <strathern/params/behaviour.hpp>
#include <strathern/params/definitions.hpp>

#include "model/measure/measure.hpp"

namespace strathern {
namespace {

// Reviews a day follow those of the week with a mean age of four weeks: long enough to outlast a quiet week.
constexpr double share_of_new_week = 0.25;

constexpr auto senior = static_cast<std::uint8_t>(Level::senior);

void count_engineers(const Block& block, CountView v) {
    for (std::uint32_t row = block.first_row; row < block.last_row; ++row) {
        const EngineerId i{row};
        const double minutes = v[col::week_minutes][i], tokens = minutes * v[col::token_rate][i];
        v[col::week_tokens][i] += tokens;
        v[col::week_prompts][i] += minutes * v[col::prompt_rate][i];
        v[col::week_hollow_reviews][i] += minutes * v[col::hollow_review_rate][i];
        v[col::week_ai_minutes][i] += minutes * v[col::share][build_with_ai][i];
        v[col::month_tokens][i] += tokens;
        v[col::quarter_tokens][i] += tokens;
        double& reviews = v[col::reviews_per_day][i];
        reviews += share_of_new_week * (v[col::week_reviews][i] / days_per_week - reviews);
    }
}

bool designs(const Catalogue& catalogue, std::size_t option) {
    return catalogue.practices[option - first_practice].value.erosion_paid_per_minute > 0.0;
}

bool mentors(const Catalogue& catalogue, std::size_t option) {
    return catalogue.practices[option - first_practice].value.mentoring_per_hour > 0.0;
}

// Where the hours of seniors and architects go: what they spend on review is missing in design and in mentoring.
void count_seniors(const Catalogue& catalogue, TeamId team, CountView v) {
    const auto& share = v[col::share];
    for (std::uint32_t row = v.layout().first_row(team), end = v.layout().last_row(team); row < end; ++row) {
        const EngineerId i{row};
        if (v[col::level][i] < senior || v[col::reviews_only][i]) continue;
        const double minutes = v[col::week_minutes][i];
        v[col::senior_building][team] += minutes * (share[build][i] + share[build_with_ai][i]);
        v[col::senior_review][team] += v[col::week_review_minutes][i];
        v[col::senior_rework][team] += v[col::week_owed][i];
        for (std::size_t a = first_practice; a < catalogue.options(); ++a) {
            if (designs(catalogue, a)) v[col::senior_design][team] += minutes * share[a][i];
            if (mentors(catalogue, a)) v[col::senior_mentoring][team] += minutes * share[a][i];
        }
    }
}

// Minutes with AI, each times the true gain on the item in hand at the end of the week.
double ai_gain_minutes(TeamId team, CountView v) {
    double sum = 0.0;
    for (std::uint32_t row = v.layout().first_row(team), end = v.layout().last_row(team); row < end; ++row) {
        const EngineerId i{row};
        sum += v[col::week_minutes][i] * v[col::share][build_with_ai][i] * v[col::ai_gain][i];
    }
    return sum;
}

void count_hours(const Today& today, TeamId team, CountView v) {
    const Layout& layout = v.layout();
    const auto hours = [&](std::size_t a) {
        return team_product(v[col::week_minutes], v[col::share][a], layout, team);
    };
    const std::size_t options = today.catalogue.options();
    v[col::minutes_by_hand][team] += hours(build);
    v[col::minutes_with_ai][team] += hours(build_with_ai);
    for (std::size_t a = first_practice; a < options; ++a) v[col::minutes_practices][team] += hours(a);
    v[col::minutes_hollow][team] += team_product(v[col::week_minutes], v[col::hollow_share], layout, team);
    v[col::gain_minutes][team] += ai_gain_minutes(team, v);
    if (today.given.behaviour.choice_law != ChoiceLaw::best_response) return;
    double all = 0.0;
    for (std::size_t a = 0; a < options; ++a) all += hours(a);
    v[col::minutes_beyond][team] += all - team_sum(v[col::week_minutes], layout, team);
}

void count_team(const InForce& given, TeamId team, CountView v) {
    const Layout& layout = v.layout();
    const double tokens = team_sum(v[col::week_tokens], layout, team);
    v[col::tokens][team] += tokens;
    v[col::token_cost][team] += tokens * given.token_price;
    const double hollow = team_product(v[col::week_minutes], v[col::hollow_token_rate], layout, team);
    v[col::hollow_tokens][team] += hollow;
    v[col::hollow_token_cost][team] += hollow * given.token_price;
    v[col::hollow_reviews][team] += team_sum(v[col::week_hollow_reviews], layout, team);
    v[col::prompts][team] += team_sum(v[col::week_prompts], layout, team);
    v[col::lines][team] += team_sum(v[col::week_lines], layout, team);
    v[col::ai_lines][team] += team_sum(v[col::week_ai_lines], layout, team);
    v[col::changes_opened][team] += team_sum(v[col::week_changes_opened], layout, team);
    v[col::work_by_hand][team] += team_sum(v[col::week_by_hand], layout, team);
    v[col::work_with_ai][team] += team_sum(v[col::week_with_ai], layout, team);
    v[col::motivation_weeks][team] += team_product(v[col::motivation], v[col::active], layout, team);
    v[col::person_weeks][team] += team_sum(v[col::active], layout, team);
}

}  // namespace

void count_week(const Today& today, CountView v) {
    count_engineers(today.block, v);
    for (std::uint32_t number = today.block.first_team; number < today.block.last_team; ++number) {
        const TeamId team{number};
        count_team(today.given, team, v);
        count_hours(today, team, v);
        count_seniors(today.catalogue, team, v);
    }
}

}  // namespace strathern
