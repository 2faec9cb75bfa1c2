// A team of two that thinks of what comes late, written by hand; shared by the tests of it.
#pragma once
#include <cmath>
#include <strathern/params/definitions.hpp>

#include "micro.hpp"
#include "model/customers.hpp"
#include "model/measure/measure.hpp"

namespace strathern::test {

inline constexpr double minutes = 2000.0;
inline constexpr std::size_t verify = 3, skim = 4, talk = 5, mend = 6, options = 7;
inline constexpr double hard_factor = 1.5, hard_share = 0.4;

inline Named<Practice> practice(const char* name, Opportunity opportunity) {
    Practice p;
    p.opportunity = opportunity, p.minutes_per_use = 10.0;
    return {name, p};
}

/// A team of two, alike, with all insight, who build, review, verify on some changes, skim some reviews, talk to
/// customers and mend the architecture.
struct Late {
    Micro m;

    Late();
    void pay(Signal signal) {
        Metric metric;
        metric.numerator = {{signal, 1.0}}, metric.scope = Scope::team;
        m.regime.metrics = {{"metric", metric}};
        m.lay_out(1, 2, 0, true);
        m.measure();
        found_products(m.given(), m.view<FoundingView>());
        m.s[col::slow][team(0)] = 1.0, m.s[col::library][team(0)] = 0.4;
        m.s[col::review_minutes][team(0)] = 600.0, m.s[col::reviews][team(0)] = 40.0;
        m.s[col::review_minutes_offered][team(0)] = 900.0, m.s[col::week_wait][team(0)] = 4000.0;
        m.s[col::risk_read][team(0)] = m.s[col::risk_reached][team(0)] = 1000.0, m.s[col::risk_seen][team(0)] = 750.0;
        m.s[col::changes_opened][team(0)] = 50.0, m.s[col::changes_unreviewed][team(0)] = 10.0;
        for (std::uint32_t k = 0; k < 2; ++k) {
            m.s[col::skill][person(k)] = 1.2, m.s[col::ramp][person(k)] = 0.9;
            m.s[col::week_minutes][person(k)] = minutes, m.s[col::reviews_per_day][person(k)] = 2.0;
            const double chosen[options] = {0.4, 0.2, 0.2, 0.6, 0.3, 0.1, 0.1};
            for (std::size_t a = 0; a < options; ++a) m.s[col::chosen][a][person(k)] = chosen[a];
        }
        derive();
    }

    void derive() { derive_rates(m.today(4), m.view<RatesView>()); }
    void imagine() { imagine_week(m.today(4), m.view<ImagineWeekView>()); }
    double rate(auto column) const { return m.s[column][person(1)]; }

    /// What more of an option is imagined to bring person 1: per share of the week, or for all occasions.
    double imagined(std::size_t option) const {
        const double steps = option == verify || option == skim ? 1.0 / imagined_part : minutes / 30.0;
        return m.s[col::expected_top][option][person(1)] * steps;
    }
    double of_reading() const { return m.s[col::expected_top][options][person(1)]; }

    /// The slope of a quantity by what person 1 chooses of an option.
    template <class Sum>
    double slope(std::size_t option, const Sum& sum) {
        return slope_by(
            m.s[col::chosen][option][person(1)], [this] { derive(); }, sum);
    }

    /// Changes of person 1's own week.
    double changes() const;
    /// Defects of person 1's own week that neither checks nor reviewers find, by the rules of work and of reading.
    double escaped() const;
};

}  // namespace strathern::test
