// Do customers come back? Expected numbers: a product has too many customers for one to matter.
#include "model/customers.hpp"

#include <strathern/params/customers.hpp>
#include <strathern/params/money.hpp>

#include "core/portable_math.hpp"
#include "core/saturate.hpp"
#include "core/wide.hpp"

namespace strathern {

/// [log-odds] So content nobody stays away, and so angry nobody returns: one in a million. It bounds the hazard of
/// leaving too, which is e^(-churn_effect mood): twice this and an extreme return_share, times 20, is what exp can
/// still give.
constexpr double mood_knee = 14.0;

/// [ratio] As far behind its rivals as a product is felt to be: one of which nothing is left may still be there.
constexpr double least_standing = 0.01;

/// What one segment of customers does in a week.
struct SegmentRates {
    double start;                      ///< customers of one product on day 0
    double churn, acquired;            ///< hazard; new customers [persons]
    double revenue;                    ///< of one who comes back [US$]
    double worth_effect, pain_effect;  ///< [log-odds] by the log of worth over rivals'; by pain over the usual
    double usual, churn_effect, rate;  ///< alike in all segments
};

/// A week of one segment of every product of a block, by team.
struct SegmentWeek {
    const double *lead, *more_pain;  ///< Felt
    double *mood, *customers;        ///< columns of the segment
    double *share, *left;            ///< who come back, of all; who leave [persons]
};

STRATHERN_WIDE void serve_segment(std::size_t n, const SegmentRates& r, const SegmentWeek& week) {
    STRATHERN_INDEPENDENT
    for (std::size_t k = 0; k < n; ++k) {
        const double deserved =
            saturated(r.usual + r.worth_effect * week.lead[k] - r.pain_effect * week.more_pain[k], mood_knee);
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

/// How a product stands in its customers' eyes, one a team of the block.
struct Felt {
    BlockColumn lead;       ///< of its worth over the rivals': about the log of their ratio
    BlockColumn more_pain;  ///< beyond the usual, of which it is a multiple
};

/// A lead, and how much it grows with each unit of worth.
struct Lead {
    double lead, slope;
};

// Customers compare: (ratio^e - 1) / e, which is the log of the ratio at e = 0. With e below 0 they forgive a product
// that is slightly behind and leave one that is far behind.
Lead lead_of(const Customers& c, double worth, double members) {
    const double rivals = c.rival_worth_per_engineer * members, ratio = worth / rivals;
    const double log_ratio = portable::log(ratio > least_standing ? ratio : least_standing);
    const double e = c.worth_exponent;
    const double powered = portable::exp(e * log_ratio);
    const double slope = ratio > least_standing ? powered / worth : 0.0;
    return {e == 0.0 ? log_ratio : (powered - 1.0) / e, slope};
}

double more_pain(const Customers& c, double pain, double members) {
    return pain / (c.usual_pain_per_engineer * members) - 1.0;
}

void remember(const Today& today, CustomersView v, Felt& felt) {
    const auto& p = today.given.customers;
    const double forget = portable::exp(-1.0 / p.pain_memory_weeks);
    for (std::uint32_t k = 0; k < today.block.teams(); ++k) {
        const TeamId t{today.block.first_team + k};
        v[col::pain][t] = v[col::pain][t] * forget + v[col::pain_today][t];
        v[col::pain_today][t] = 0.0;
        v[col::worth][t] *= 1.0 - p.worth_decay_per_week;
        felt.lead[k] = lead_of(p, v[col::worth][t], v[col::members][t]).lead;
        felt.more_pain[k] = more_pain(p, v[col::pain][t], v[col::members][t]);
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

Settled settle_segment(const SegmentRates& r, double customers, double lead, double more_pain) {
    const double deserved = r.usual + r.worth_effect * lead - r.pain_effect * more_pain;
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
    constexpr double least = 0.1 / weeks_per_year;  // what never wears off is looked forward to for ten years
    const double decay = p.worth_decay_per_week > least ? p.worth_decay_per_week : least;
    const double worth = (1.0 - decay) / decay, pain = -1.0 / portable::expm1(-1.0 / p.pain_memory_weeks);
    const double members = v[col::members][t];
    const Lead lead = lead_of(p, v[col::worth][t], members);
    const double pained = more_pain(p, v[col::pain][t], members);
    const double by_worth = lead.slope * worth, by_pain = pain / (p.usual_pain_per_engineer * members);
    const auto segments = segments_of(p);
    LongRun sum, customers;
    double all = 0.0, returning = 0.0;
    for (std::size_t g = 0; g < segment_count; ++g) {
        const Settled s = settle_segment(segments[g], v[col::segment_customers][g][t], lead.lead, pained);
        const double slope = s.customers * s.share_slope + s.share * s.customers_slope;
        all += s.customers, returning += s.customers * s.share;
        sum.returning_by_worth += slope * segments[g].worth_effect * by_worth;
        sum.returning_by_pain -= slope * segments[g].pain_effect * by_pain;
        customers.returning_by_worth += s.customers_slope * segments[g].worth_effect * by_worth;
        customers.returning_by_pain -= s.customers_slope * segments[g].pain_effect * by_pain;
    }
    if (!(all > 0.0)) return {};
    // The share of all who return: of a sum over a sum.
    sum.satisfaction_by_worth = (sum.returning_by_worth - returning / all * customers.returning_by_worth) / all;
    sum.satisfaction_by_pain = (sum.returning_by_pain - returning / all * customers.returning_by_pain) / all;
    return sum;
}

namespace {

// A product as it is when its worth and pain have long been what they are; `customers` of a segment come to that.
template <class CustomersOf>
void found_product(const Customers& p, const Standing& standing, TeamId t, FoundingView v, CustomersOf customers_of) {
    const double members = v[col::members][t];
    v[col::worth][t] = standing.worth * members;
    v[col::pain][t] = standing.pain * members;
    const double lead = lead_of(p, v[col::worth][t], members).lead, pained = more_pain(p, v[col::pain][t], members);
    v[col::customers][t] = v[col::returning][t] = v[col::week_revenue][t] = 0.0;
    const auto segments = segments_of(p);
    for (std::size_t g = 0; g < segment_count; ++g) {
        const SegmentRates& r = segments[g];
        const double deserved = r.usual + r.worth_effect * lead - r.pain_effect * pained;
        const double mood = v[col::mood][g][t] = saturated(deserved, mood_knee);
        const double customers = v[col::segment_customers][g][t] = customers_of(r, mood);
        const double returning = customers / (1.0 + portable::exp(-mood));
        v[col::customers][t] += customers;
        v[col::returning][t] += returning;
        v[col::week_revenue][t] += returning * r.revenue;
    }
    const double all = v[col::customers][t];
    v[col::satisfaction][t] = v[col::last_satisfaction][t] = all > 0.0 ? v[col::returning][t] / all : p.return_share;
}

// As many as leave arrive. Where nobody comes or nobody goes there is no such number.
double settled_customers(const SegmentRates& r, double mood) {
    const double hazard = r.churn * portable::exp(-r.churn_effect * (mood - r.usual));
    const double leave = -portable::expm1(-hazard);
    return r.acquired > 0.0 && leave > 0.0 ? r.acquired / leave : r.start;
}

}  // namespace

void found_products(const InForce& given, FoundingView v) {
    const auto& p = given.customers;
    const Standing usual{p.rival_worth_per_engineer, p.usual_pain_per_engineer};
    for (std::uint32_t team = 0; team < v.layout().teams_count; ++team)
        found_product(p, usual, TeamId{team}, v, [](const SegmentRates& r, double) { return r.start; });
}

void settle_products(const InForce& given, const Standing& standing, FoundingView v) {
    for (std::uint32_t team = 0; team < v.layout().teams_count; ++team)
        found_product(given.customers, standing, TeamId{team}, v, settled_customers);
}

Standing standing_of(const Customers& p, double shipped, double pain) {
    const double decay = p.worth_decay_per_week;
    // Worth that never wears off has no stock at which it rests.
    return {decay > 0.0 ? shipped * (1.0 - decay) / decay : p.rival_worth_per_engineer,
            -pain / portable::expm1(-1.0 / p.pain_memory_weeks)};
}

// A customer brings in share x revenue a week and leaves with a constant hazard: an annuity for ever, at both rates.
double worth_of_customers(const InForce& given, TeamId t, CustomerStockView v) {
    constexpr double least = 1e-4;  // a week; nobody plans for more than two hundred years
    const auto segments = segments_of(given.customers);
    double sum = 0.0;
    for (std::size_t g = 0; g < segment_count; ++g) {
        const SegmentRates& r = segments[g];
        const double mood = v[col::mood][g][t];
        const double hazard = r.churn * portable::exp(-r.churn_effect * (mood - r.usual));
        const double rate = given.money.discount_per_year / weeks_per_year + hazard;
        const double share = 1.0 / (1.0 + portable::exp(-mood));
        sum += v[col::segment_customers][g][t] * share * r.revenue / (rate > least ? rate : least);
    }
    return sum;
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
                      {.lead = felt.lead,
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
