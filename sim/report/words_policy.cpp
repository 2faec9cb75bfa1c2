// How is a policy described in sentences? What is watched, for whom, with which target, and what else changes.
#include <fmt/format.h>

#include <cmath>
#include <strathern/params/definitions.hpp>

#include "report/words.hpp"

namespace strathern {
namespace {

/// "tokens + 2.5 x prompts - lines"; a sum that begins below zero begins with "minus".
std::string weighted(const std::vector<Weight>& weights) {
    std::string text;
    for (const Weight& w : weights) {
        if (!text.empty())
            text += w.weight < 0 ? " - " : " + ";
        else if (w.weight < 0)
            text += "minus ";
        const double size = std::fabs(w.weight);
        text += size == 1 ? spaced(name(w.signal)) : fmt::format("{} x {}", size, spaced(name(w.signal)));
    }
    return text;
}

std::string target_words(const Metric& metric) {
    const std::string target = round_number(metric.target);
    switch (metric.payoff) {
        case Payoff::quota:
            return fmt::format("a target of {}, beyond which more does not count", target);
        case Payoff::linear:
            return fmt::format("the more the better, on a scale of {}", target);
        case Payoff::threshold:
            return fmt::format("a target of {}, all or nothing", target);
        case Payoff::rank:
            return "ranked among colleagues";
    }
    return target;
}

std::string quantity_words(const Metric& metric) {
    const std::string words = weighted(metric.numerator);
    return metric.denominator.empty() ? words : words + " over " + weighted(metric.denominator);
}

std::string metric_words(const Metric& metric) {
    std::string words = quantity_words(metric);
    words += metric.scope == Scope::team ? " a week, of each team, per member: " : " a week, of each engineer: ";
    words += target_words(metric);
    if (metric.lag_weeks > 0) words += fmt::format("; published {} weeks later", metric.lag_weeks);
    return words;
}

std::string regime_words(const Regime& regime) {
    std::vector<std::string> metrics;
    for (const auto& metric : regime.metrics) metrics.push_back(metric_words(metric.value));
    std::string words = "Management watches " + enumerated(metrics);
    if (metrics.size() > 1)
        words += regime.combine == Combine::least ? "; only the lesser pay-off counts" : "; the pay-offs are added";
    words += regime.visibility == Visibility::hidden ? ". Nobody sees the scores of others"
                                                     : ". Everybody sees everybody's score";
    words += fmt::format(". Stakes: {} (by how much a full pay-off shifts the log-odds of how an hour is used)",
                         regime.stakes);
    if (regime.ratchet_share > 0) words += "; the target rises with the value reached";
    return words + ".";
}

std::string set_words(const Setting& setting) {
    const ParameterInfo& info = parameter_table()[setting.parameter];
    std::string value = round_number(setting.value);
    if (info.kind == Kind::choice) value = info.choices[static_cast<std::size_t>(setting.value)];
    if (info.kind == Kind::boolean) value = setting.value != 0 ? "yes" : "no";
    return fmt::format("{} becomes {} ({}): {}", setting.path, value, info.unit, info.description);
}

std::vector<std::string> spaced_names(const std::vector<PracticeName>& practices) {
    std::vector<std::string> words;
    for (const PracticeName& each : practices) words.push_back(spaced(each.name));
    return words;
}

}  // namespace

std::string watched_words(const Metric& metric) {
    return quantity_words(metric) + (metric.scope == Scope::team ? " per team" : " per engineer");
}

std::string intervention_words(const Intervention& intervention) {
    std::string words;
    const auto add = [&](const std::string& sentence) { words += (words.empty() ? "" : " ") + sentence; };
    if (intervention.end_regime) add("The regime in force ends.");
    if (intervention.regime) add(regime_words(*intervention.regime));
    for (const Setting& setting : intervention.set) add(set_words(setting));
    if (!intervention.take_away.empty())
        add(fmt::format("Nobody can have {} any more.", enumerated(spaced_names(intervention.take_away))));
    if (!intervention.teach.empty())
        add(fmt::format("Everybody who may is taught {}.", enumerated(spaced_names(intervention.teach))));
    return words;
}

std::string enumerated(const std::vector<std::string>& words) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i)
        text += (i == 0 ? "" : i + 1 == words.size() ? " and " : ", ") + words[i];
    return text;
}

}  // namespace strathern
