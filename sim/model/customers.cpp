// Do customers come back? Expected numbers: a product has too many customers for one to matter.
#include "core/portable_math.hpp"
#include "core/wide.hpp"
#include "model/phases.hpp"

namespace strathern {

/// What one segment of customers does in a week.
struct SegmentRates {
    double start;                      ///< customers of one product on day 0
    double churn, acquired;            ///< hazard; new customers [persons]
    double revenue;                    ///< of one who comes back [US$]
    double worth_effect, pain_effect;  ///< [log-odds per unit]
    double usual, churn_effect, rate;  ///< alike in all segments
};

// One segment of every product of a block. more_worth, more_pain: beyond what customers are used to. [teams]
STRATHERN_WIDE void serve_segment(std::size_t n, const SegmentRates& r, const double* __restrict more_worth,
                                  const double* __restrict more_pain, double* __restrict mood,
                                  double* __restrict customers, double* __restrict share, double* __restrict left) {
    for (std::size_t k = 0; k < n; ++k) {
        const double deserved = r.usual + r.worth_effect * more_worth[k] - r.pain_effect * more_pain[k];
        mood[k] += r.rate * (deserved - mood[k]);
        share[k] = 1.0 / (1.0 + portable::exp(-mood[k]));
        const double hazard = r.churn * portable::exp(-r.churn_effect * (mood[k] - r.usual));
        left[k] = customers[k] * (1.0 - portable::exp(-hazard));
        customers[k] += r.acquired - left[k];
    }
}

namespace {

constexpr Tally customer_weeks[] = {Tally::customer_weeks_small, Tally::customer_weeks_mid,
                                    Tally::customer_weeks_large};
constexpr Tally lost[] = {Tally::lost_small, Tally::lost_mid, Tally::lost_large};

double usual_mood(const Customers& c) { return portable::log(c.return_share / (1.0 - c.return_share)); }

template <class Segment>
SegmentRates rates_of(const Customers& c, const Segment& s, double share) {
    const double start = c.per_team_count * share;
    return {start,
            s.churn_per_week,
            start * s.acquired_per_week,
            c.revenue_per_week * s.revenue_factor,
            c.worth_effect * s.worth_factor,
            c.pain_effect * s.pain_factor,
            usual_mood(c),
            c.churn_effect,
            c.satisfaction_rate};
}

std::array<SegmentRates, segment_count> segments_of(const Customers& c) {
    return {rates_of(c, c.small, c.small_share), rates_of(c, c.mid, c.mid_share),
            rates_of(c, c.large, 1.0 - c.small_share - c.mid_share)};
}

// What customers feel this week beyond what they are used to.
void remember(const Rules& given, const Block& block, Teams& teams, double* more_worth, double* more_pain) {
    const auto& p = given.p.customers();
    const double forget = portable::exp(-1.0 / p.pain_memory_weeks);
    for (std::uint32_t team = block.first_team; team < block.last_team; ++team) {
        const TeamId t{team};
        teams.pain[t] = teams.pain[t] * forget + teams.pain_today[t];
        teams.pain_today[t] = 0.0;
        teams.worth[t] *= 1.0 - p.worth_decay_per_week;
        more_worth[team - block.first_team] = teams.worth[t] - p.worth_start_per_engineer * teams.members[t];
        more_pain[team - block.first_team] = teams.pain[t] - p.pain_start_per_engineer * teams.members[t];
    }
}

/// A week of one product, summed over its segments.
void sum_up(Teams& teams, std::uint32_t team) {
    const TeamId t{team};
    // With nobody left there is nobody to be content: what was last felt stands.
    if (teams.customers[t] > 0.0) teams.satisfaction[t] = teams.returning[t] / teams.customers[t];
    TeamTally& tally = teams.tally[team];
    tally[Tally::customer_weeks] += teams.customers[t];
    tally[Tally::returning_weeks] += teams.returning[t];
    tally[Tally::satisfaction_weeks] += teams.satisfaction[t];
    tally[Tally::revenue] += teams.week_revenue[t];
}

}  // namespace

void found_products(const Rules& given, Teams& teams) {
    const auto& p = given.p.customers();
    const auto segments = segments_of(p);
    for (std::uint32_t team = 0; team < teams.members.size(); ++team) {
        const TeamId t{team};
        teams.worth[t] = p.worth_start_per_engineer * teams.members[t];
        teams.pain[t] = p.pain_start_per_engineer * teams.members[t];
        teams.satisfaction[t] = teams.last_satisfaction[t] = p.return_share;
        teams.customers[t] = p.per_team_count;
        teams.returning[t] = p.per_team_count * p.return_share;
        for (std::size_t g = 0; g < segment_count; ++g) {
            teams.segment_customers[g][t] = segments[g].start;
            teams.mood[g][t] = segments[g].usual;
            teams.week_revenue[t] += segments[g].start * p.return_share * segments[g].revenue;
        }
    }
}

void serve_customers(const Rules& given, const Block& block, Teams& teams) {
    const std::uint32_t from = block.first_team, n = block.last_team - from;
    const auto segments = segments_of(given.p.customers());
    double more_worth[block_rows_limit], more_pain[block_rows_limit], share[block_rows_limit], left[block_rows_limit];
    remember(given, block, teams, more_worth, more_pain);
    for (auto* column : {&teams.customers, &teams.returning, &teams.week_revenue})
        for (std::uint32_t k = 0; k < n; ++k) column->data()[from + k] = 0.0;
    for (std::size_t g = 0; g < segment_count; ++g) {
        const SegmentRates& segment = segments[g];
        serve_segment(n, segment, more_worth, more_pain, teams.mood[g].data() + from,
                      teams.segment_customers[g].data() + from, share, left);
        for (std::uint32_t k = 0; k < n; ++k) {
            const TeamId t{from + k};
            const double customers = teams.segment_customers[g][t], returning = customers * share[k];
            teams.customers[t] += customers;
            teams.returning[t] += returning;
            teams.week_revenue[t] += returning * segment.revenue;
            TeamTally& tally = teams.tally[from + k];
            tally[customer_weeks[g]] += customers;
            tally[lost[g]] += left[k];
            tally[Tally::churned_revenue] += left[k] * share[k] * segment.revenue * weeks_per_year;
        }
    }
    for (std::uint32_t team = from; team < block.last_team; ++team) sum_up(teams, team);
}

}  // namespace strathern
