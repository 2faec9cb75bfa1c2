// Face validity: is the firm worse off where everybody would expect it, and better off where everybody would?
#include <algorithm>
#include <limits>

#include "validate/experiment.hpp"

namespace strathern {
namespace {

/// A text that a template can take: gain<"half">.
template <std::size_t Length>
struct Name {
    constexpr Name(const char (&name)[Length]) { std::copy_n(name, Length, text); }
    char text[Length];
};

/// Change of net value by an arm that differs from the first week on, as a share of what it is under no policy. Every
/// quarter counts: what is spent of customers and code at the beginning is a part of the answer.
template <Name Arm>
PerReplicate gain(Arms& arms) {
    return change(arms["none"].sum("net_value"), arms[Arm.text].sum("net_value"));
}

constexpr double endless = std::numeric_limits<double>::infinity();
constexpr Band below = {-endless, 0.0}, above = {0.0, endless};
constexpr const char* statistic = "net value, against no policy: change";

/// What a row says: the arm of a scenario, and on which side of nothing it has to lie.
constexpr Experiment row(const char* id, const char* statement, const char* scenario, Band side,
                         PerReplicate (*observed)(Arms&)) {
    return {id, statement, statistic, 0.0, side, BandBy::ours, Basis::predicted, "choice", scenario, observed};
}

/// The default of customers.worth_effect was derived so that the best number of engineers is the default one.
constexpr Experiment row_on_heads(const char* id, const char* statement, PerReplicate (*observed)(Arms&)) {
    Experiment experiment = row(id, statement, "sense/heads", below, observed);
    experiment.basis = Basis::set;
    return experiment;
}

constexpr Experiment experiments[] = {
    row_on_heads("sense.heads_half", "half of the engineers", gain<"half">),
    row_on_heads("sense.heads_more", "half as many engineers again", gain<"more">),
    row("sense.review_tenth", "a tenth of the habit of review", "sense/review", below, gain<"tenth">),
    row("sense.review_double", "twice the habit of review", "sense/review", below, gain<"double">),
    row("sense.review_nothing", "nothing is reviewed", "sense/review", below, gain<"nothing">),
    row("sense.review_sharp", "readings that find defects at twice the rate", "sense/review", above, gain<"sharp">),
    row("sense.review_blind", "readings that find nothing", "sense/review", below, gain<"blind">),
    row("sense.ai_without", "no AI", "sense/ai", below, gain<"without">),
    row("sense.ai_only", "all building with AI", "sense/ai", below, gain<"only">),
    row("sense.ai_faulty", "twice the defects in what AI writes", "sense/ai", below, gain<"faulty">),
    row("sense.ai_quick", "twice the gain from an hour with AI", "sense/ai", above, gain<"quick">),
    row("sense.tokens_dear", "tokens at twice the price", "sense/tokens", below, gain<"dear">),
    row("sense.tokens_cheap", "tokens at half the price", "sense/tokens", above, gain<"cheap">),
    row("sense.no_repayment", "nobody repays debt or erosion", "sense/code", below, gain<"no_repayment">),
    row("sense.no_upkeep", "nobody does any upkeep", "sense/code", below, gain<"no_upkeep">),
    row("sense.more_debt", "work leaves twice the debt", "sense/code", below, gain<"more_debt">),
    row("sense.flaky_checks", "half of the final checks fail", "sense/code", below, gain<"flaky_checks">),
    row("sense.more_defects", "twice the defects in lines and design", "sense/incidents", below, gain<"more_defects">),
    row("sense.restore_double", "twice the time to restore", "sense/incidents", below, gain<"slower">),
    row("sense.restore_five", "five times the time to restore", "sense/incidents", below, gain<"never_mended">),
    row("sense.downtime_dear", "twice what is lost while an incident lasts", "sense/incidents", below,
        gain<"dear_downtime">),
    row("sense.more_pain", "customers mind incidents twice as much", "sense/incidents", below, gain<"more_pain">),
    row("sense.pay_double", "twice the pay", "sense/people", below, gain<"pay">),
    row("sense.leaving_double", "twice as many leave", "sense/people", below, gain<"leaving">),
    row("sense.vacancies_long", "seats stay empty four times as long", "sense/people", below, gain<"vacancies">),
    row("sense.slow_start", "newcomers take four times as long to become productive", "sense/people", below,
        gain<"slow_start">),
    row("sense.meetings", "meetings take three quarters of the day instead of half", "sense/people", below,
        gain<"meetings">),
    row("sense.ship_nothing", "nobody builds", "sense/customers", below, gain<"ship_nothing">),
    row("sense.known_worth", "teams know twice as well what is worth doing", "sense/customers", above, gain<"known">),
    row("sense.never_talk", "nobody talks to customers", "sense/customers", below, gain<"never_talk">),
    row("sense.one_idea", "the first idea instead of the best of several", "sense/customers", below, gain<"one_idea">),
    row("sense.harm_double", "items that harm do twice the harm", "sense/customers", below, gain<"harm">),
    row("sense.misunderstood", "misunderstood requirements", "sense/customers", below, gain<"misunderstood">),
    row("sense.quick_work", "changes take half the work", "sense/customers", above, gain<"quick_work">),
    row("sense.rare_trains", "releases once a quarter instead of once a week", "sense/customers", below,
        gain<"rare_trains">),
};

}  // namespace

std::span<const Experiment> experiments_on_sense() { return experiments; }

}  // namespace strathern
