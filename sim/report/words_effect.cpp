// How is an effect told in sentences? Nothing is called a difference whose interval holds 0.
#include "report/words.hpp"

namespace strathern {
namespace {

bool is_seen(const Difference& d) {
    return d.verdict == Verdict::better || d.verdict == Verdict::worse || d.verdict == Verdict::differs;
}

Estimate turned(Estimate e) {
    const double low = e.low;
    e.mean = -e.mean, e.low = -e.high, e.high = -low;
    return e;
}

std::vector<std::string> labels(const View& view, const std::vector<std::size_t>& policies) {
    std::vector<std::string> names;
    for (const std::size_t policy : policies) names.push_back(view.label(policy));
    return names;
}

/// Policies by what they do to an output.
struct Sides {
    std::vector<std::size_t> higher, lower, unseen, same;
};

Sides sides_of(const View& view, std::size_t column) {
    Sides sides;
    for (const std::size_t policy : view.others()) {
        const Difference& d = view.over_span(column).differences[policy];
        if (d.verdict == Verdict::exactly_zero)
            sides.same.push_back(policy);
        else if (!is_seen(d))
            sides.unseen.push_back(policy);
        else
            (d.estimate.mean > 0 ? sides.higher : sides.lower).push_back(policy);
    }
    return sides;
}

void append(std::string& text, const std::string& part) { text += (text.empty() ? "" : "; ") + part; }

}  // namespace

std::string effect_words(const View& view, std::size_t column, std::size_t policy) {
    Effect effect = view.effect(column, policy);
    const Difference& d = *effect.difference;
    if (d.verdict == Verdict::exactly_zero) return "stayed exactly the same in every replicate";
    if (d.estimate.method == Method::none)
        return "cannot be judged: n = " + std::to_string(d.estimate.n) + " gives no interval";
    if (!is_seen(d)) {
        return "showed no difference with n = " + std::to_string(d.estimate.n) + " (interval " +
               interval_only(d.estimate, effect.telling) + ")";
    }
    effect.telling.sign = false;
    if (d.estimate.mean > 0) return "rose by " + with_interval(d.estimate, effect.telling);
    return "fell by " + with_interval(turned(d.estimate), effect.telling);
}

std::string verdict_words(Verdict verdict) {
    switch (verdict) {
        case Verdict::exactly_zero:
            return "exactly the same";
        case Verdict::unclear:
            return "no difference seen";
        case Verdict::better:
            return "better";
        case Verdict::worse:
            return "worse";
        case Verdict::differs:
            return "differs";
    }
    return "no difference seen";
}

std::string output_sentence(const View& view, std::size_t column) {
    const Sides sides = sides_of(view, column);
    std::string text;
    if (!sides.higher.empty()) append(text, "higher under " + enumerated(labels(view, sides.higher)));
    if (!sides.lower.empty()) append(text, "lower under " + enumerated(labels(view, sides.lower)));
    if (!sides.same.empty()) append(text, "exactly the same under " + enumerated(labels(view, sides.same)));
    if (!sides.unseen.empty()) {
        const bool all = sides.unseen.size() == view.others().size() && view.others().size() > 1;
        append(text, "no difference was seen under " +
                         (all ? std::string("any policy") : enumerated(labels(view, sides.unseen))));
    }
    return view.what(column).label + ": " + text + ".";
}

std::string parting_sentence(const View& view) {
    const std::size_t value = view.column("customer_value");
    if (value == no_column) return {};
    std::vector<std::size_t> apart, together, less;
    for (const std::size_t policy : view.others()) {
        const std::size_t watched = watched_column(view, policy);
        if (watched == no_column || watched == value) continue;
        const Difference& proxy = view.over_span(watched).differences[policy];
        const Difference& true_value = view.over_span(value).differences[policy];
        if (!is_seen(proxy) || proxy.estimate.mean <= 0) continue;
        (true_value.verdict == Verdict::better  ? together
         : true_value.verdict == Verdict::worse ? less
                                                : apart)
            .push_back(policy);
    }
    std::string text;
    const auto add = [&](const std::vector<std::size_t>& policies, const std::string& what) {
        if (!policies.empty()) append(text, what + " under " + enumerated(labels(view, policies)));
    };
    add(less, "the watched number rose and customer value fell");
    add(apart, "the watched number rose and no difference was seen in customer value");
    add(together, "the watched number rose and customer value rose too");
    if (text.empty()) return "Under no policy was the number it watches seen to rise.";
    text[0] = 'T';
    return text + ".";
}

}  // namespace strathern
