// A room of people who know something that runs by itself: what dials.cpp and dials_turned.cpp try.
#pragma once
#include <algorithm>
#include <cmath>
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
    explicit Room(std::uint32_t teams, std::uint32_t size, Payoff payoff = Payoff::quota);
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
