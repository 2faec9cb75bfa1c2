// Do choices come to rest under a strong regime, however stiff people are? An organisation whose week brings exactly
// what its rules say, so that whatever still moves is moved by choice.
#include <doctest/doctest.h>

#include <array>
#include <cmath>
#include <strathern/params/ai.hpp>
#include <strathern/params/behaviour.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/params/organisation.hpp>
#include <strathern/params/work.hpp>

#include "micro.hpp"
#include "model/choose/choose.hpp"
#include "model/measure/measure.hpp"
#include "support/put.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

constexpr std::uint32_t teams = 2, size = 4, people = teams * size;
constexpr std::size_t stretch = first_practice, split = stretch + 1, dial = stretch + 2, options = stretch + 3;

using Choices = std::array<double, options * people>;

Named<Practice> practice(const char* name, Opportunity opportunity, double minutes_per_use, double habit) {
    Practice p;
    p.opportunity = opportunity, p.minutes_per_use = minutes_per_use, p.habit_share = habit, p.known_share = 1.0;
    return {name, p};
}

struct Strong {
    const char* about;
    Signal signal;
    Payoff payoff;
    Visibility visibility;
    double ambition;  ///< target, in what people reach without it
};

constexpr Strong regimes[] = {
    {"a quota of tokens on a board", Signal::tokens, Payoff::quota, Visibility::public_, 3.0},
    {"pay by the token on a board", Signal::tokens, Payoff::linear, Visibility::public_, 1.0},
    {"pay by the change", Signal::changes_merged, Payoff::linear, Visibility::hidden, 1.0},
    {"a bar of story points", Signal::story_points, Payoff::threshold, Visibility::hidden, 1.3},
};

struct Stiffness {
    const char* path;
    double factor;
};

/// Two teams who build, review, stretch prompts, split changes and may have prompts run by themselves.
struct Firm {
    Micro m;
    Strong strong;
    int week = 0;

    Firm(const Strong& of, std::initializer_list<Stiffness> changed) : strong(of) {
        m.practices = {practice("stretch", Opportunity::prompt, 1.0, 0.05),
                       practice("split", Opportunity::change, 10.0, 0.1),
                       practice("dial", Opportunity::unattended, 1.0, 0.0)};
        m.practices[0].value.tokens_per_use = 200'000.0;
        m.practices[1].value.change_size_factor = 0.5, m.practices[1].value.points_factor = 1.5;
        Practice& runs = m.practices[2].value;
        runs.tokens_per_use = 2e6, runs.setup_minutes = 60.0, runs.uses_limit_per_day = 2000.0, runs.stigma = 1.0;
        for (const Stiffness& s : changed) put(m.p, s.path, at(m.p, s.path) * s.factor);
        put(m.p, "behaviour.copy_per_week", 0.0);
        put(m.p, "organisation.engineers_count", people), put(m.p, "organisation.team_size", size);
        m.regime.metrics = {{"metric", Metric{}}};
        m.lay_out(teams, size, 0, true);
        set_up(m.given(), m.catalogue(), m.draws, m.s);
        fill(m.s[col::reviews_per_day], 2.0), fill(m.s[col::week_minutes], m.given().chosen_minutes() * days_per_week);
        pay();
    }

    void pay() {
        double mean = 0.0;
        for (std::uint32_t k = 0; k < people; ++k) mean += counted(person(k)) / people;
        Metric& metric = m.regime.metrics[0].value;
        metric.numerator = {{strong.signal, 1.0}};
        metric.payoff = strong.payoff, metric.target = strong.ambition * mean, metric.noise = 0.1;
        m.regime.visibility = strong.visibility;
        m.measure();
        for (std::uint32_t t = 0; t < teams; ++t) m.s[col::pressure][team(t)] = 6.0;
    }

    /// What a week of somebody brings, by the rules and without luck.
    double counted(EngineerId i) {
        const double minutes = m.s[col::week_minutes][i], gain = 1.0 + m.given().ai.believed_gain;
        if (strong.signal == Signal::tokens) return minutes * m.s[col::token_rate][i];
        const double work = minutes * (m.s[col::hand_rate][i] + gain * m.s[col::ai_rate][i]);
        const double changes = work / m.given().work.change_minutes;
        if (strong.signal == Signal::changes_merged) return changes / m.s[col::size_factor][i];
        return changes * m.given().work.change_minutes / m.given().work.item_minutes * m.given().work.points_per_item *
               m.s[col::points_factor][i];
    }

    void live(int weeks) {
        for (const int end = week + weeks; week < end; ++week) {
            const Today today = m.today(week * days_per_week + 4);
            derive_rates(today, m.view<RatesView>());
            Contract& contract = m.s[col::contracts].list.front();
            const double rate = smoothing_rate(m.regime.metrics[0].value, contract);
            for (std::uint32_t k = 0; k < people; ++k) {
                double& top = m.s[col::metric_numerator][0][person(k)];
                top += rate * (counted(person(k)) - top);
            }
            compare_all(today, m.view<CompareView>());
            publish_scores(today, m.view<PublishView>());
            imagine_week(today, m.view<ImagineWeekView>());
            choose_hours(today, m.view<ChooseView>());
            ++contract.weeks;
        }
    }

    /// A choice on the scale on which it is made: hours and parts as they are, dials in logs.
    double choice(std::size_t option, std::uint32_t k) const {
        const double x = m.s[col::chosen][option][person(k)];
        return option == dial ? std::log(1.0 + x) : x;
    }
    Choices choices() const {
        Choices all;
        for (std::size_t a = 0; a < options; ++a)
            for (std::uint32_t k = 0; k < people; ++k) all[a * people + k] = choice(a, k);
        return all;
    }

    /// The least and the most of each choice within so many weeks.
    std::array<Choices, 2> range(int weeks) {
        Choices low = choices(), high = low;
        for (int k = 0; k < weeks; ++k) {
            live(1);
            const Choices now = choices();
            for (std::size_t c = 0; c < now.size(); ++c)
                low[c] = std::fmin(low[c], now[c]), high[c] = std::fmax(high[c], now[c]);
        }
        return {low, high};
    }
};

/// How far anybody's choices of these options lie apart.
double widest(const Choices& a, const Choices& b, std::size_t first, std::size_t end) {
    double most = 0.0;
    for (std::size_t c = first * people; c < end * people; ++c) most = std::fmax(most, std::fabs(a[c] - b[c]));
    return most;
}

constexpr const char* stiff[] = {"behaviour.felt_weight", "behaviour.shame", "behaviour.sharpness",
                                 "behaviour.part_sharpness", "behaviour.dial_step"};

}  // namespace

// The search for a dial ends with steps of less than two per cent: between two neighbours it may go to and fro. Seldom
// somebody sets up a dial late, or two settings of it are worth the same.
TEST_CASE("slow: choices settle under a strong regime, with any two of what holds people back halved or doubled") {
    int firms = 0, restless = 0;
    for (const Strong& strong : regimes)
        for (std::size_t i = 0; i < std::size(stiff); ++i)
            for (std::size_t j = 0; j < i; ++j)
                for (const double x : {0.5, 2.0})
                    for (const double y : {0.5, 2.0}) {
                        Firm firm(strong, {{stiff[i], x}, {stiff[j], y}});
                        const Choices before = firm.choices();
                        firm.live(400);
                        CHECK(widest(before, firm.choices(), 0, options) > 0.03);  // the regime is strong
                        const auto [low, high] = firm.range(20);
                        ++firms;
                        if (widest(low, high, 0, dial) > 0.01 || widest(low, high, dial, options) > 0.02) ++restless;
                    }
    CHECK(firms == 160);
    CHECK(restless <= firms / 40);
}
