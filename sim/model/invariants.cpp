// What can never be? Checked after every week, so that what breaks is told while it is still known whose it is.
#include "model/invariants.hpp"

#include <bit>
#include <charconv>
#include <cstdint>
#include <strathern/params/behaviour.hpp>
#include <strathern/params/definitions.hpp>

#include "core/wide.hpp"
#include "model/columns.hpp"

namespace strathern {

// x - x is 0 of a finite number, and no number of any other: the bits of all are 0 or some are not. A week holds
// thousands of numbers, and usually all are finite.
STRATHERN_WIDE bool all_finite(std::size_t n, const double* x) {
    std::uint64_t any = 0;
    for (std::size_t k = 0; k < n; ++k) any |= std::bit_cast<std::uint64_t>(x[k] - x[k]);
    return any == 0;
}

namespace {

constexpr double rounding = 1e-9;  ///< what sums of shares may be off by

/// A value that can't be: of which lane of its column, and of which row (a team of a tally).
struct Broken {
    std::size_t lane = 0;
    std::uint32_t row = 0;
    double value = 0;
};

// Whether every number of a column is finite; integers always are. Small, as there is one of it for every column.
template <class C>
bool holds(C column, const State& s) {
    const auto& stored = s[column];
    if constexpr (C::kind != detail::Kind::numbers || !std::is_same_v<typename C::Value, double>) {
        return true;  // all tallies are looked at in one go
    } else if constexpr (C::info.owner == Owner::organisation && C::info.lanes == Lanes::one) {
        return all_finite(1, &stored);
    } else if constexpr (C::info.owner == Owner::organisation) {
        return all_finite(stored.size(), stored.values().data());
    } else {
        bool all = true;
        each_lane(stored, [&](const auto& lane) { all = all && all_finite(lane.size(), lane.data()); });
        return all;
    }
}

bool all_hold(const State& s) {
    bool all = all_finite(s.tallies().size(), s.tallies().data());
    each_column([&](auto column) { all = all && holds(column, s); });
    return all;
}

// Where the first number of a lane stands that is not finite, if there is one.
template <class Get>
bool find_in(std::size_t rows, Get get, Broken& found) {
    for (std::uint32_t row = 0; row < rows; ++row) {
        const double x = get(row);
        if (x - x == 0.0) continue;
        found.row = row;
        found.value = x;
        return true;
    }
    return false;
}

// A lane of rows, of teams, or the values of the organisation.
template <class Lane>
bool find_in_lane(const Lane& lane, Broken& found) {
    return find_in(
        lane.size(),
        [&](std::uint32_t row) {
            if constexpr (requires { lane[TeamId{row}]; })
                return lane[TeamId{row}];
            else if constexpr (requires { lane[EngineerId{row}]; })
                return lane[EngineerId{row}];
            else
                return lane[row];
        },
        found);
}

// Where a column or a tally is broken, if it is.
template <class C>
bool find_broken(C column, const State& s, Broken& found) {
    const auto& stored = s[column];
    if constexpr (C::kind == detail::Kind::record || !std::is_same_v<typename C::Value, double>) {
        return false;
    } else if constexpr (C::info.lanes == Lanes::one && C::info.owner == Owner::organisation) {
        found.value = stored;
        return !all_finite(1, &stored);
    } else if constexpr (C::info.lanes == Lanes::one || C::info.owner == Owner::organisation) {
        return find_in_lane(stored, found);
    } else {
        for (found.lane = 0; found.lane < stored.size(); ++found.lane)
            if (find_in_lane(stored[found.lane], found)) return true;
        return false;
    }
}

std::string option_name(std::size_t option, const Catalogue& catalogue) {
    constexpr const char* activities[] = {"build", "build_with_ai", "review"};
    return option < first_practice ? activities[option] : catalogue.practices[option - first_practice].name;
}

std::string number(double x) {
    if (x != x) return "not a number";
    if (x - x != 0.0) return x > 0.0 ? "infinite" : "minus infinite";
    char text[32];
    return {text, std::to_chars(text, text + sizeof text, x).ptr};
}

std::string of_lane(const ColumnInfo& info, std::size_t lane, const Catalogue& catalogue) {
    if (info.lanes == Lanes::one) return "";
    if (info.lanes == Lanes::options || info.lanes == Lanes::measured_options || info.lanes == Lanes::activities)
        return " (" + option_name(lane, catalogue) + ")";
    if (info.lanes == Lanes::outside_options || info.lanes == Lanes::practices)
        return " (" + option_name(first_practice + lane, catalogue) + ")";
    return " (lane " + std::to_string(lane) + ")";
}

std::string of_row(Owner owner, std::uint32_t row, const Layout& layout) {
    switch (owner) {
        case Owner::organisation:
            return " of the organisation, number " + std::to_string(row);
        case Owner::team:
        case Owner::pool:
            return " of team " + std::to_string(row);
        case Owner::person:
        case Owner::seat:
            break;
    }
    return " of the " + std::string(owner == Owner::person ? "person on" : "desk of") + " seat " +
           std::to_string(row % layout.width) + " of team " + std::to_string(row / layout.width);
}

std::string since(int week) {
    if (week < 0) return ", in the warm-up, " + std::to_string(-week) + " weeks before week 1";
    return ", since week " + std::to_string(week + 1);
}

std::string first_infinite(const Catalogue& catalogue, const State& s, int week) {
    std::string what;
    each_column([&](auto column) {
        constexpr ColumnInfo info = decltype(column)::info;
        Broken found;
        if (!what.empty() || !find_broken(column, s, found)) return;
        what = info.name + of_lane(info, found.lane, catalogue) + of_row(info.owner, found.row, s.layout) + ": " +
               number(found.value) + since(week);
    });
    return what;
}

// Of which option somebody has most, which is where a day that is too long comes from.
std::string largest_share(EngineerId i, const Catalogue& catalogue, const State& s) {
    const auto& shares = s[col::share];
    std::size_t most = 0;
    for (std::size_t a = 1; a < shares.size(); ++a)
        if (shares[a][i] > shares[most][i]) most = a;
    return option_name(most, catalogue) + " " + number(shares[most][i]);
}

// What the hours of everybody who is there may add up to.
struct DayRule {
    const char* words;
    double least, most;
};

DayRule day_rule(const Behaviour& b) {
    if (b.choice_law == ChoiceLaw::best_response)
        return {"share (sums to the longest day at most)", 0.0, b.longest_day + rounding};
    return {"share (sums to 1)", 1.0 - rounding, 1.0 + rounding};
}

std::string day_not_full(EngineerId i, double sum, const DayRule& rule, const Catalogue& catalogue, const State& s) {
    return rule.words + of_row(Owner::person, index(i), s.layout) + ": " + number(sum) + ", most of it " +
           largest_share(i, catalogue, s);
}

std::string first_day_not_full(const InForce& given, const Catalogue& catalogue, const State& s, int week) {
    const DayRule rule = day_rule(given.behaviour);
    const double* active = s[col::active].data();
    for (std::uint32_t from = 0; from < s.layout.rows(); from += block_rows_limit) {
        const std::uint32_t left = s.layout.rows() - from, n = left < block_rows_limit ? left : block_rows_limit;
        BlockColumn sum = {};
        for (const auto& share : s[col::share])
            for (std::uint32_t k = 0; k < n; ++k) sum[k] += share.data()[from + k];
        for (std::uint32_t k = 0; k < n; ++k)
            if (active[from + k] != 0.0 && !(sum[k] >= rule.least && sum[k] <= rule.most))
                return day_not_full(EngineerId{from + k}, sum[k], rule, catalogue, s) + since(week);
    }
    return {};
}

}  // namespace

std::string broken_invariant(const InForce& given, const Catalogue& catalogue, const State& s, int week) {
    return all_hold(s) ? first_day_not_full(given, catalogue, s, week) : first_infinite(catalogue, s, week);
}

}  // namespace strathern
