// How is an effect described in sentences? Nothing is called a difference if its interval contains 0.
#include <fmt/format.h>

#include <cctype>

#include "report/words.hpp"

namespace strathern {
namespace {

bool is_seen(const Difference& d) { return is_claimed(d.verdict); }

std::string labels(const View& view, const std::vector<std::size_t>& policies) {
    std::vector<std::string> names;
    for (const std::size_t policy : policies) names.push_back(view.label(policy));
    return enumerated(names);
}

/// Policies by their effect on an output.
struct Sides {
    std::vector<std::size_t> higher, lower, unseen, same, undefined;
};

Sides sides_of(const View& view, std::size_t column, const std::vector<std::size_t>& policies) {
    Sides sides;
    for (const std::size_t policy : policies) {
        const Difference& d = view.over_span(column).differences[policy];
        if (d.verdict == Verdict::exactly_zero || d.verdict == Verdict::equal)
            sides.same.push_back(policy);
        else if (d.verdict == Verdict::undefined)
            sides.undefined.push_back(policy);
        else if (!is_seen(d))
            sides.unseen.push_back(policy);
        else
            (d.estimate.mean > 0 ? sides.higher : sides.lower).push_back(policy);
    }
    return sides;
}

/// "more under a; fewer under b and c; no difference was seen under d".
std::string told(const View& view, const Sides& sides, const char* more, const char* less) {
    std::string text;
    const auto add = [&](const char* what, const std::vector<std::size_t>& policies) {
        if (!policies.empty())
            text += fmt::format("{}{} under {}", text.empty() ? "" : "; ", what, labels(view, policies));
    };
    add(more, sides.higher);
    add(less, sides.lower);
    add("the same in every replicate", sides.same);
    add("undefined", sides.undefined);
    add("no clear difference", sides.unseen);
    return text;
}

/// Policies whose watched number was seen to rise.
std::vector<std::size_t> risen(const View& view) {
    std::vector<std::size_t> policies;
    for (const std::size_t policy : view.others()) {
        const std::size_t watched = watched_column(view, policy);
        if (watched == no_column) continue;
        const Difference& d = view.over_span(watched).differences[policy];
        // What a policy watches is asked once, not searched for among many.
        if ((is_seen(d) || d.verdict == Verdict::hint) && d.estimate.mean > 0) policies.push_back(policy);
    }
    return policies;
}

}  // namespace

std::string effect_words(const View& view, std::size_t column, std::size_t policy) {
    Effect effect = view.effect(column, policy);
    const Difference& d = *effect.difference;
    if (d.verdict == Verdict::undefined) return "is undefined under one of the two";
    if (d.verdict == Verdict::exactly_zero) return "stayed exactly the same in every replicate";
    if (d.verdict == Verdict::equal) return "was " + equal_words(d.estimate.n);
    if (d.estimate.method == Method::none) return fmt::format("cannot be judged: no interval (n = {})", d.estimate.n);
    if (d.verdict == Verdict::unclear)
        return fmt::format("showed no clear difference (n = {}, interval {})", d.estimate.n,
                           interval_only(effect.told, effect.telling));
    effect.telling.sign = false;
    const bool up = effect.told.mean > 0, sure = is_seen(d);
    return fmt::format("{} by {}", up ? (sure ? "rose" : "may have risen") : (sure ? "fell" : "may have fallen"),
                       with_interval(up ? effect.told : turned(effect.told), effect.telling));
}

std::string verdict_words(Verdict verdict) {
    switch (verdict) {
        case Verdict::undefined:
            return "undefined";
        case Verdict::exactly_zero:
            return "exactly the same";
        case Verdict::equal:
            return "equal in every replicate";
        case Verdict::unclear:
            return "not clear";
        case Verdict::hint:
            return "a hint";
        case Verdict::better:
            return "better";
        case Verdict::worse:
            return "worse";
        case Verdict::differs:
            return "differs";
    }
    return "not clear";
}

std::string equal_words(std::size_t n) {
    return fmt::format("equal in all {}; up to {:.0f} % of replicates may differ", n, 100 * unseen_share(n));
}

std::string output_words(const View& view, std::size_t column) {
    return told(view, sides_of(view, column, view.others()), "higher", "lower") + ".";
}

std::string parting_sentence(const View& view) {
    const std::size_t returning = view.column("returning_customers");
    if (returning == no_column) return {};
    const std::vector<std::size_t> policies = risen(view);
    if (policies.empty()) return "The watched number was not seen to rise under any policy.";
    const Sides sides = sides_of(view, returning, policies);
    std::string answer = told(view, sides, "more of them", "fewer of them");
    answer[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(answer[0])));
    return fmt::format("The watched number rose under {}. Did customers come back where it rose? {}.",
                       labels(view, policies), answer);
}

}  // namespace strathern
