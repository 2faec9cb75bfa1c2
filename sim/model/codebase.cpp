// What does a week leave behind? Debt, erosion, knowledge of customers, and a library of skills for AI.
#include "model/codebase.hpp"

#include <cmath>
#include <strathern/params/ai.hpp>
#include <strathern/params/incidents.hpp>
#include <strathern/params/quality.hpp>
#include <strathern/params/worth.hpp>

#include "core/portable_math.hpp"
#include "core/variates.hpp"
#include "model/work/work.hpp"

namespace strathern {
namespace {

// A stock of minutes after a week: made and repaid, the less the rarer it has become, and taken along by code that is
// replaced.
double settled(const Quality& q, double quarter, double before, double made, double paid) {
    const double stock = before + made;
    const double after =
        stock * (1.0 - q.code_replaced_per_year / weeks_per_year) - paid * repaid_share(q, quarter, stock);
    return after > 0.0 ? after : 0.0;
}

// Minutes of debt at rest when a week ends: with the week's, the stock S at which made = paid S / (S + h) + replaced S.
// Where it never rests, it begins at nought.
double at_rest(const Quality& q, double quarter, double made, double paid) {
    const double replaced = q.code_replaced_per_year / weeks_per_year, half = q.repayment_half_share * quarter;
    const double less = replaced * half + paid - made;
    const double stock = replaced > 0.0
                             ? (std::sqrt(less * less + 4.0 * replaced * made * half) - less) / (2.0 * replaced)
                             : (less > 0.0 ? made * half / less : 0.0);
    return stock > made ? stock - made : 0.0;
}

double quarter_of(const Today& today, TeamId team, View<Reads<col::members>, Writes<>> v) {
    return v[col::members][team] * today.given.chosen_minutes() * days_per_quarter;
}

void slow_down(const Today& today, TeamId team,
               View<Reads<col::members, col::debt, col::erosion>, Writes<col::slow>> v) {
    const auto& q = today.given.quality;
    const double quarter = quarter_of(today, team, v);
    v[col::slow][team] =
        1.0 / (1.0 + q.debt_drag * v[col::debt][team] / quarter + q.erosion_drag * v[col::erosion][team] / quarter);
}

// Debt and erosion slow the work of the weeks to come.
void settle_debt(const Today& today, TeamId team, SettleView v) {
    const auto& q = today.given.quality;
    const double quarter = quarter_of(today, team, v);
    const double made = debt_left(today.given, team_sum(v[col::week_by_hand], v.layout(), team),
                                  team_sum(v[col::week_with_ai], v.layout(), team), v[col::library][team]);
    const double left = (made + v[col::week_debt][team]) * breeding(q, quarter, v[col::debt][team]);
    const double paid = team_product(v[col::week_minutes], v[col::debt_rate], v.layout(), team);
    const double mended = team_product(v[col::week_minutes], v[col::erosion_rate], v.layout(), team);
    double &debt = v[col::debt][team], &erosion = v[col::erosion][team];
    debt = settled(q, quarter, debt, (1.0 - q.erosion_share) * left, paid);
    erosion = settled(q, quarter, erosion, q.erosion_share * left, mended);
    slow_down(today, team, v);
}

// Libraries, providers and load change by themselves: somebody has to keep up. People give it a part of the next week,
// and what they do not get to is owed.
void keep_up(const Today& today, TeamId team, SettleView v) {
    const auto& p = today.given.incidents;
    double& owed = v[col::upkeep][team];
    owed += p.upkeep_minutes_per_week * v[col::members][team];
    const double each = p.upkeep_most_share * today.given.chosen_minutes() * days_per_week;
    const double people = team_sum(v[col::active], v.layout(), team);
    const double wanted = people > 0.0 ? owed / people : 0.0, given = wanted < each ? wanted : each;
    for (std::uint32_t row = v.layout().first_row(team), end = v.layout().last_row(team); row < end; ++row) {
        const EngineerId i{row};
        v[col::upkeep_minutes][i] = given * v[col::active][i];
        v[col::owed_minutes][i] += v[col::upkeep_minutes][i];
    }
    owed -= given * people;
}

// Whoever looks for defects that lie hidden with customers finds each with the same chance, and mends it.
void find_latent(const Today& today, TeamId team, SettleView v) {
    const double looked = team_product(v[col::week_minutes], v[col::latent_rate], v.layout(), team);
    double& latent = v[col::latent_defects][team];
    if (looked == 0.0 || latent == 0.0) return;
    constexpr double most = 1e9;  // a counter holds no more
    const double u = today.draws.uniforms(Purpose::latent, today.draw_day(), {index(team) * seats_per_team, 0})[0];
    const std::uint32_t found =
        binomial(static_cast<std::uint32_t>(latent < most ? latent : most), 1.0 - portable::exp(-looked), u);
    latent -= found;
    v[col::defects_cured][team] += found;
}

// A share that fills as people work on it and decays by itself.
double filled(double share, double work, double decay) {
    const double more = share + (1.0 - share) * (1.0 - portable::exp(-work));
    return more * (1.0 - decay);
}

}  // namespace

// The share settles at (1 - g) k / (1 - g k), g = e^-work, k what is kept.
double filling(double work, double decay) {
    const double g = portable::exp(-work), kept = 1.0 - decay, empty = 1.0 - g * kept;
    return empty > 0.0 ? g * kept * decay / (empty * empty) : 0.0;
}

double breeding(const Quality& q, double quarter, double debt) {
    return quarter > 0.0 ? 1.0 + q.debt_breeds * debt / quarter : 1.0;
}

double spoiling(const Quality& q, double quarter, double debt, double erosion) {
    return quarter > 0.0 ? 1.0 + (q.debt_defects * debt + q.erosion_defects * erosion) / quarter : 1.0;
}

double repaid_share(const Quality& q, double quarter, double stock) {
    const double all = stock + q.repayment_half_share * quarter;
    return all > 0.0 ? stock / all : 0.0;
}

void found_code(const Today& today, FoundCodeView v) {
    const auto& q = today.given.quality;
    const double week = today.given.chosen_minutes() * days_per_week;
    for (std::uint32_t number = today.block.first_team; number < today.block.last_team; ++number) {
        const TeamId team{number};
        double with_ai = 0.0;
        for (std::uint32_t row = v.layout().first_row(team); row < v.layout().last_row(team); ++row)
            with_ai += v[col::ai_rate][EngineerId{row}] * (1.0 + v[col::ai_gain][EngineerId{row}]);
        const double left = week * debt_left(today.given, team_sum(v[col::hand_rate], v.layout(), team), with_ai, 0.0);
        const double quarter = quarter_of(today, team, v);
        const double paid = week * team_sum(v[col::debt_rate], v.layout(), team),
                     mended = week * team_sum(v[col::erosion_rate], v.layout(), team);
        // Debt slows the work that makes it, so that each pass comes nearer to where both stand still.
        constexpr int passes = 30;
        for (int pass = 0; pass < passes; ++pass) {
            const double made = left * v[col::slow][team] * breeding(q, quarter, v[col::debt][team]);
            v[col::debt][team] = at_rest(q, quarter, (1.0 - q.erosion_share) * made, paid);
            v[col::erosion][team] = at_rest(q, quarter, q.erosion_share * made, mended);
            slow_down(today, team, v);
        }
    }
}

void settle_code(const Today& today, SettleView v) {
    const auto& minutes = v[col::week_minutes];
    for (std::uint32_t number = today.block.first_team; number < today.block.last_team; ++number) {
        const TeamId team{number};
        settle_debt(today, team, v);
        keep_up(today, team, v);
        find_latent(today, team, v);
        const double learnt = team_product(minutes, v[col::knowledge_rate], v.layout(), team);
        v[col::knowledge][team] = filled(v[col::knowledge][team], learnt, today.given.worth.knowledge_decay_per_week);
        const double written = team_product(minutes, v[col::library_rate], v.layout(), team);
        v[col::library][team] = filled(v[col::library][team], written, today.given.ai.library_decay_per_week);
    }
}

}  // namespace strathern
