// What is the verdict on a policy, in a sentence a leader can repeat? Counted over pairs of simulated companies.
#include <fmt/format.h>

#include <cmath>
#include <strathern/params/definitions.hpp>

#include "report/words.hpp"

namespace strathern {
namespace {

/// In how many pairs of companies an output is higher, and lower, under a policy than under the baseline.
struct Counts {
    std::size_t n, higher, lower;
};

Counts counts_of(const View& view, std::size_t column, const Difference& d) {
    const auto part = [&](double share) {
        return static_cast<std::size_t>(std::llround(share * static_cast<double>(d.estimate.n)));
    };
    const std::size_t better = part(d.better_share), other = d.estimate.n - better - part(d.equal_share);
    if (view.what(column).better == Better::less) return {d.estimate.n, other, better};
    return {d.estimate.n, better, other};
}

/// A difference without its direction.
std::string size_of(const Effect& effect) {
    const Estimate e = effect.told.mean < 0 ? turned(effect.told) : effect.told;
    Telling telling = effect.telling;
    telling.sign = false;
    return with_interval(e, telling);
}

/// "net value is lower under “a” than under “b”".
std::string comparison(const View& view, std::size_t column, std::size_t policy, const char* how) {
    return fmt::format("{} is {} under {} than under {}", view.phrase(column), how, view.quoted(policy),
                       view.reference());
}

std::string capitalised(std::string text) {
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - ('a' - 'A'));
    return text;
}

std::string clear_sentence(const View& view, std::size_t column, std::size_t policy) {
    const Effect effect = view.effect(column, policy);
    const Counts counts = counts_of(view, column, *effect.difference);
    const bool up = effect.difference->estimate.mean > 0;
    const std::size_t agreeing = up ? counts.higher : counts.lower;
    const std::string what = comparison(view, column, policy, up ? "higher" : "lower");
    std::string text = 2 * agreeing > counts.n
                           ? fmt::format("In {} of {} simulated companies {}, on average by {}.", agreeing, counts.n,
                                         what, size_of(effect))
                           : fmt::format(
                                 "On average {}, by {}, but only in {} of {} simulated companies: a few large "
                                 "differences decide the average.",
                                 what, size_of(effect), agreeing, counts.n);
    if (effect.difference->verdict == Verdict::hint)
        text +=
            " This is no more than a hint: among all the comparisons of this study, chance may bring about one as "
            "large.";
    return text;
}

std::string unclear_sentence(const View& view, std::size_t column, std::size_t policy) {
    const Effect effect = view.effect(column, policy);
    const Counts counts = counts_of(view, column, *effect.difference);
    const std::string policies = fmt::format("{} and {}", view.quoted(policy), view.reference());
    if (effect.difference->estimate.method == Method::none)
        return fmt::format("One simulated company tells nothing certain about {} under {}.", view.phrase(column),
                           policies);
    return fmt::format(
        "No clear difference in {} between {}: it is higher under the first in {} of {} simulated "
        "companies and lower in {}, and the interval of the average difference, {}, includes 0.",
        view.phrase(column), policies, counts.higher, counts.n, counts.lower,
        interval_only(effect.told, effect.telling));
}

/// Names of the policies at the top of the ranking, each tied with its neighbour.
std::vector<std::string> leaders(const View& view) {
    std::vector<std::string> names;
    for (const RankedPolicy& place : view.input().analysis.ranking.places) {
        if (!names.empty() && !place.tied) break;
        names.push_back(view.quoted(place.policy));
    }
    return names;
}

}  // namespace

std::string verdict_sentence(const View& view, std::size_t column, std::size_t policy) {
    const Difference& d = view.over_span(column).differences[policy];
    switch (d.verdict) {
        case Verdict::undefined:
            return fmt::format("{} cannot be compared: in no simulated company is it defined under both {} and {}.",
                               view.what(column).label, view.quoted(policy), view.reference());
        case Verdict::exactly_zero:
            return fmt::format("{} does exactly what {} does, so {} is the same.", capitalised(view.quoted(policy)),
                               view.reference(), view.phrase(column));
        case Verdict::equal:
            return fmt::format(
                "{} is the same under {} and {} in all {} simulated companies; up to {:.0f} % of all may "
                "differ.",
                view.what(column).label, view.quoted(policy), view.reference(), d.estimate.n,
                100 * unseen_share(d.estimate.n));
        case Verdict::unclear:
            return unclear_sentence(view, column, policy);
        default:
            return clear_sentence(view, column, policy);
    }
}

std::string watched_sentence(const View& view, std::size_t policy, const std::string& subject) {
    std::vector<std::string> told;
    for (const WatchedMetric& metric : view.watched(policy)) {
        std::string words = watched_words(*metric.metric);
        words += metric.column == no_column
                     ? ", which no output shows"
                     : fmt::format(" ({} {})", view.phrase(metric.column), effect_words(view, metric.column, policy));
        told.push_back(words);
    }
    return fmt::format("{} watches {}.", subject, told.empty() ? "no metric" : enumerated(told));
}

std::string ranking_sentence(const View& view) {
    const auto& places = view.input().analysis.ranking.places;
    const std::vector<std::string> first = leaders(view);
    const std::string by = "By " + view.phrase(view.input().analysis.ranking.column);
    if (first.size() == places.size())
        return fmt::format("{}, no policy can be told apart from its neighbour in the ranking.", by);
    if (first.size() == 1) return fmt::format("{}, {} is the best of {} policies.", by, first[0], places.size());
    return fmt::format("{}, {} lead, and none of them can be told apart from the next.", by, enumerated(first));
}

}  // namespace strathern
