// What does every part of the page need? Small questions about one study.
#include "report/view.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <strathern/params/definitions.hpp>

namespace strathern {

std::string spaced(std::string_view name) {
    std::string words;
    for (std::size_t at = 0; at <= name.size();) {
        const std::size_t end = std::min(name.find('_', at), name.size());
        const std::string_view word = name.substr(at, end - at);
        if (at > 0) words += ' ';
        words += word == "ai" ? std::string_view("AI") : word == "qa" ? std::string_view("QA") : word;
        at = end + 1;
    }
    return words;
}

std::vector<std::size_t> View::others() const {
    std::vector<std::size_t> places;
    for (std::size_t place = 0; place < policies(); ++place) {
        if (place != baseline()) places.push_back(place);
    }
    return places;
}

const std::string& View::name(std::size_t place) const {
    return input_.identity.policies[input_.results.policies()[place]].name;
}

std::string View::label(std::size_t place) const { return spaced(name(place)); }

std::string View::quoted(std::size_t place) const { return fmt::format("\xE2\x80\x9C{}\xE2\x80\x9D", label(place)); }

const Policy& View::policy(std::size_t place) const {
    return input_.scenario.policies[input_.results.policies()[place]].value;
}

int View::regime_week(std::size_t place) const {
    for (const Intervention& intervention : policy(place).interventions) {
        if (intervention.regime) return intervention.at;
    }
    return -1;
}

std::vector<WatchedMetric> View::watched(std::size_t place) const {
    return watched_metrics(policy(place), input_.identity.columns);
}

std::size_t View::column(std::string_view name) const {
    const auto& columns = input_.identity.columns;
    const auto found = std::find_if(columns.begin(), columns.end(), [&](const auto& c) { return c.name == name; });
    return found == columns.end() ? no_column : static_cast<std::size_t>(found - columns.begin());
}

std::string View::phrase(std::size_t column) const {
    std::string label = what(column).label;
    const bool lone_capital = label.size() > 1 && label[1] >= 'A' && label[1] <= 'Z';
    if (!label.empty() && label[0] >= 'A' && label[0] <= 'Z' && !lone_capital)
        label[0] = static_cast<char>(label[0] + ('a' - 'A'));
    return label;
}

bool View::in_percent(std::size_t column) const { return told_in_percent(what(column), over_span(column), baseline()); }

Effect View::effect(std::size_t column, std::size_t place) const {
    const Difference& d = over_span(column).differences[place];
    if (in_percent(column)) return {&d, d.relative, percent_telling()};
    return {&d, d.estimate, difference_telling(what(column))};
}

std::string View::effect_unit(std::size_t column) const {
    if (in_percent(column)) return fmt::format("% of the level under {}", reference());
    return what(column).unit == "share" ? "percentage points" : what(column).unit;
}

bool View::any_watched() const {
    for (std::size_t place = 0; place < policies(); ++place) {
        if (!watched(place).empty()) return true;
    }
    return false;
}

std::size_t View::ranked_column() const {
    const Ranking& ranking = input_.analysis.ranking;
    return ranking.places.empty() ? no_column : ranking.column;
}

std::string View::span_text() const {
    const QuarterSpan span = input_.analysis.span;
    if (span.last == span.first + 1) return fmt::format("quarter {}", span.last);
    return fmt::format("quarters {} to {}", span.first + 1, span.last);
}

std::string View::n_range() const {
    std::size_t least = input_.results.replicates(), most = 0;
    for (const std::size_t place : others()) {
        const std::size_t n = over_span(0).differences[place].estimate.n;
        least = std::min(least, n), most = std::max(most, n);
    }
    if (least >= most) return std::to_string(least);
    return fmt::format("{} to {}", least, most);
}

std::string View::n_text() const { return fmt::format("n = {} replicates", n_range()); }

}  // namespace strathern
