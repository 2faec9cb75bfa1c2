// Do customers come back? Expected numbers: a product has too many customers for one to matter.
#include "model/customers.hpp"

#include <strathern/params/customers.hpp>

#include "core/portable_math.hpp"
#include "core/saturate.hpp"
#include "core/wide.hpp"

namespace strathern {

/// [log-odds] So content nobody stays away, and so angry nobody returns: one in a million. It bounds the hazard of
/// leaving too, which is e^(-churn_effect mood): twice this and an extreme return_share, times 20, is what exp can
/// still give.
constexpr double mood_knee = 14.0;

/// What one segment of customers does in a week.
struct SegmentRates {
    double start;                      ///< customers of one product on day 0
    double churn, acquired;            ///< hazard; new customers [persons]
    double revenue;                    ///< of one who comes back [US$]
    double worth_effect, pain_effect;  ///< [log-odds per unit]
    double usual, churn_effect, rate;  ///< alike in all segments
};

/// A week of one segment of every product of a block, by team.
struct SegmentWeek {
    const double *more_worth, *more_pain;  ///< beyond what customers are used to
    double *mood, *customers;              ///< columns of the segment
    double *share, *left;                  ///< who come back, of all; who leave [persons]
};

STRATHERN_WIDE void serve_segment(std::size_t n, const SegmentRates& r, const SegmentWeek& week) {
    STRATHERN_INDEPENDENT
    for (std::size_t k = 0; k < n; ++k) {
        const double deserved =
            saturated(r.usual + r.worth_effect * week.more_worth[k] - r.pain_effect * week.more_pain[k], mood_knee);
        week.mood[k] += r.rate * (deserved - week.mood[k]);
        week.share[k] = 1.0 / (1.0 + portable::exp(-week.mood[k]));
        const double hazard = r.churn * portable::exp(-r.churn_effect * (week.mood[k] - r.usual));
        week.left[k] = week.customers[k] * (1.0 - portable::exp(-hazard));
        week.customers[k] += r.acquired - week.left[k];
    }
}

namespace {

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

/// What customers feel this week beyond what they are used to, by team of the block.
struct Felt {
    BlockColumn more_worth, more_pain;
};

void remember(const Today& today, CustomersView v, Felt& felt) {
    const auto& p = today.given.customers;
    const double forget = portable::exp(-1.0 / p.pain_memory_weeks);
    for (std::uint32_t k = 0; k < today.block.teams(); ++k) {
        const TeamId t{today.block.first_team + k};
        v[col::pain][t] = v[col::pain][t] * forget + v[col::pain_today][t];
        v[col::pain_today][t] = 0.0;
        v[col::worth][t] *= 1.0 - p.worth_decay_per_week;
        felt.more_worth[k] = v[col::worth][t] - p.worth_start_per_engineer * v[col::members][t];
        felt.more_pain[k] = v[col::pain][t] - p.pain_start_per_engineer * v[col::members][t];
    }
}

// A week of one product, summed over its segments.
void sum_up(TeamId t, CustomersView v) {
    // With nobody left there is nobody to be content: what was last felt stands.
    if (v[col::customers][t] > 0.0) v[col::satisfaction][t] = v[col::returning][t] / v[col::customers][t];
    v[col::all_customer_weeks][t] += v[col::customers][t];
    v[col::returning_weeks][t] += v[col::returning][t];
    v[col::satisfaction_weeks][t] += v[col::satisfaction][t];
    v[col::revenue][t] += v[col::week_revenue][t];
}

// What one segment of a team's product brings this week.
void add_segment(TeamId t, std::size_t segment, double share, double left, double revenue, CustomersView v) {
    const double customers = v[col::segment_customers][segment][t], returning = customers * share;
    v[col::customers][t] += customers;
    v[col::returning][t] += returning;
    v[col::week_revenue][t] += returning * revenue;
    v[col::customer_weeks][segment][t] += customers;
    v[col::customers_lost][segment][t] += left;
    v[col::churned_revenue][t] += left * share * revenue * weeks_per_year;
}

// Slope of saturated.
double saturated_slope(double x, double knee) {
    const double part = (x < 0.0 ? -x : x) / knee;
    return part > 1.0 ? 1.0 / (part * part) : 1.0;
}

/// A segment once it has settled.
struct Settled {
    double customers, share;
    double share_slope, customers_slope;  ///< by what the mood deserves to be
};

Settled settle_segment(const SegmentRates& r, double customers, double more_worth, double more_pain) {
    const double deserved = r.usual + r.worth_effect * more_worth - r.pain_effect * more_pain;
    const double mood = saturated(deserved, mood_knee), bend = saturated_slope(deserved, mood_knee);
    const double share = 1.0 / (1.0 + portable::exp(-mood));
    const double hazard = r.churn * portable::exp(-r.churn_effect * (mood - r.usual));
    // There are as many as come for each that leaves, 1 / (1 - e^-hazard); the hazard falls as the mood rises.
    const double leave = -portable::expm1(-hazard);
    const double staying = leave > 0.0 ? r.churn_effect * hazard * portable::exp(-hazard) / leave : 0.0;
    return {customers, share, bend * share * (1.0 - share), bend * customers * staying};
}

}  // namespace

LongRun in_the_long_run(const InForce& given, TeamId t, LongRunView v) {
    const auto& p = given.customers;
    constexpr double least = 1.0 / weeks_per_year;  // what never wears off is looked forward to for a year
    const double decay = p.worth_decay_per_week > least ? p.worth_decay_per_week : least;
    const double worth = (1.0 - decay) / decay, pain = -1.0 / portable::expm1(-1.0 / p.pain_memory_weeks);
    const double more_worth = v[col::worth][t] - p.worth_start_per_engineer * v[col::members][t],
                 more_pain = v[col::pain][t] - p.pain_start_per_engineer * v[col::members][t];
    const auto segments = segments_of(p);
    LongRun sum, customers;
    double all = 0.0, returning = 0.0;
    for (std::size_t g = 0; g < segment_count; ++g) {
        const Settled s = settle_segment(segments[g], v[col::segment_customers][g][t], more_worth, more_pain);
        const double slope = s.customers * s.share_slope + s.share * s.customers_slope;
        all += s.customers, returning += s.customers * s.share;
        sum.returning_by_worth += slope * segments[g].worth_effect * worth;
        sum.returning_by_pain -= slope * segments[g].pain_effect * pain;
        customers.returning_by_worth += s.customers_slope * segments[g].worth_effect * worth;
        customers.returning_by_pain -= s.customers_slope * segments[g].pain_effect * pain;
    }
    if (!(all > 0.0)) return {};
    // The share of all who return: of a sum over a sum.
    sum.satisfaction_by_worth = (sum.returning_by_worth - returning / all * customers.returning_by_worth) / all;
    sum.satisfaction_by_pain = (sum.returning_by_pain - returning / all * customers.returning_by_pain) / all;
    return sum;
}

void found_products(const InForce& given, FoundingView v) {
    const auto& p = given.customers;
    const auto segments = segments_of(p);
    for (std::uint32_t team = 0; team < v.layout().teams_count; ++team) {
        const TeamId t{team};
        v[col::worth][t] = p.worth_start_per_engineer * v[col::members][t];
        v[col::pain][t] = p.pain_start_per_engineer * v[col::members][t];
        v[col::satisfaction][t] = v[col::last_satisfaction][t] = p.return_share;
        v[col::customers][t] = p.per_team_count;
        v[col::returning][t] = p.per_team_count * p.return_share;
        for (std::size_t g = 0; g < segment_count; ++g) {
            v[col::segment_customers][g][t] = segments[g].start;
            v[col::mood][g][t] = segments[g].usual;
            v[col::week_revenue][t] += segments[g].start * p.return_share * segments[g].revenue;
        }
    }
}

void serve_customers(const Today& today, CustomersView v) {
    const std::uint32_t from = today.block.first_team, n = today.block.teams();
    const auto segments = segments_of(today.given.customers);
    BlockColumn share, left;
    Felt felt;
    remember(today, v, felt);
    for (std::uint32_t k = 0; k < n; ++k) {
        const TeamId t{from + k};
        v[col::customers][t] = v[col::returning][t] = v[col::week_revenue][t] = 0.0;
    }
    for (std::size_t g = 0; g < segment_count; ++g) {
        serve_segment(n, segments[g],
                      {.more_worth = felt.more_worth,
                       .more_pain = felt.more_pain,
                       .mood = v[col::mood][g].data() + from,
                       .customers = v[col::segment_customers][g].data() + from,
                       .share = share,
                       .left = left});
        for (std::uint32_t k = 0; k < n; ++k)
            add_segment(TeamId{from + k}, g, share[k], left[k], segments[g].revenue, v);
    }
    for (std::uint32_t k = 0; k < n; ++k) sum_up(TeamId{from + k}, v);
}

}  // namespace strathern
