// A room of people who know something that runs by itself: what dials.cpp and dials_turned.cpp try.
#pragma once
#include <algorithm>
#include <cmath>
#include <strathern/params/behaviour.hpp>
#include <strathern/params/definitions.hpp>
#include <vector>

#include "micro.hpp"
#include "model/choose/parts.hpp"

namespace strathern::test {

inline constexpr std::size_t dial = first_practice;

/// People who know a dial, and who would reach 30 of a target of 100 without it; a use a day adds a half. What that
/// pays is felt as it is, and they are sure of it.
struct Room {
    Micro m;
    Feelings felt{};
    Scoreboard board;
    BlockColumn doubts[metric_limit];
    std::vector<double> base;
    int week = 0;
    explicit Room(std::uint32_t teams, std::uint32_t size, Payoff payoff = Payoff::quota) : base(teams * size, 30.0) {
        auto& b = m.p.behaviour();
        b.felt_weight = 0.5, b.shame = 0.8, b.shame_relief = 0.2, b.setup_cost_per_hour = 0.15, b.setup_per_week = 1.0;
        b.conspicuous_cost = 1.5, b.dial_step = 3.0;
        Practice p;
        p.opportunity = Opportunity::unattended, p.stigma = 1.0, p.setup_minutes = 60.0, p.uses_limit_per_day = 1000.0;
        m.practices = {{"dial", p}};
        Metric metric;
        metric.numerator = {{Signal::tokens, 1.0}};
        metric.payoff = payoff, metric.target = 100.0;
        m.regime.metrics = {{"metric", metric}};
        m.lay_out(teams, size, 0, true);
        m.measure();
        for (std::uint32_t k = 0; k < people(); ++k) m.s[col::luck_seat][person(k)] = k;
        fill(m.s[col::sophistication], 1.0), fill(m.s[col::habit][dial], 0.05), fill(m.s[col::reluctance], 0.1);
        fill(m.s[col::expected_top][dial], 0.5);
        std::fill_n(felt.pressure, block_rows_limit, 2.0), std::fill_n(doubts[0], block_rows_limit, 1e-6);
        board.regime = &m.regime, board.legibility = 1.0, board.doubts = doubts;
        board.sums[0].top = m.s[col::metric_numerator][0].data();
    }
    std::uint32_t people() const { return static_cast<std::uint32_t>(base.size()); }
    double& uses(std::uint32_t k = 0) { return m.s[col::chosen][dial][person(k)]; }
    double& weeks(std::uint32_t k = 0) { return m.s[col::dial_weeks][0][person(k)]; }
    double& brings(std::uint32_t k = 0) { return m.s[col::expected_top][dial][person(k)]; }
    void run(std::uint32_t k, double times) { uses(k) = times, weeks(k) = 5.0; }
    /// Weeks of which what has run is in what is published. @param share part of a week in it
    void live(int count = 1, double share = 1.0) {
        for (const int end = week + count; week < end; ++week) {
            for (std::uint32_t k = 0; k < people(); ++k) {
                double& top = m.s[col::metric_numerator][0][person(k)];
                const double now = base[k] + brings(k) * uses(k);
                top = top > 0.0 ? top + share * (now - top) : now;
            }
            choose_dials(m.today(week * days_per_week + 4), felt, board, m.view<DialView>());
        }
    }
    /// What so many uses a day are felt to be too many.
    static double bother(double uses) { return 0.01 * std::log(1.0 + uses); }
    /// Whether somebody of a reluctance sets it up within a week, if nobody else has.
    bool begins(double reluctance) {
        weeks() = uses() = 0.0;
        m.s[col::reluctance][person(0)] = reluctance;
        live();
        return weeks() == 1.0;
    }
};

}  // namespace strathern::test
