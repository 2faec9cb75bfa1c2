// The policies in words: what each declares, on which date.
#include <fmt/format.h>
#include <strathern/params/definitions.hpp>

#include "report/parts.hpp"
#include "report/sections.hpp"
#include "report/words.hpp"
#include "scenario/values.hpp"

namespace strathern {
namespace {

void open_policy(Markup& page, const View& view, std::size_t place) {
    const Policy& policy = view.policy(place);
    page.open("article", {{"class", "policy"}});
    page.open("h3").text(view.label(place));
    if (place == view.baseline()) page.text(" (baseline)");
    page.close();
    page.element("p", policy.about.empty() ? "No description is given." : policy.about, {{"dir", "auto"}});
}

void add_in_full(Markup& page, const View& view, std::size_t place) {
    const Policy& policy = view.policy(place);
    open_policy(page, view, place);
    if (!policy.interventions.empty()) page.open("ul");
    for (const Intervention& intervention : policy.interventions) {
        page.open("li").element("strong", fmt::format("From {}: ", date_of(intervention.at)));
        page.text(intervention_words(intervention)).close();
    }
    if (!policy.interventions.empty()) page.close();
    page.close().line();
}

}  // namespace

void add_policies(Markup& page, const View& view) {
    open_section(page, "policies", "The policies");
    page.open("div", {{"class", "policies"}}).line();
    for (std::size_t place = 0; place < view.policies(); ++place) {
        open_policy(page, view, place);
        if (place != view.baseline() && !view.watched(place).empty())
            page.element("p", watched_sentence(view, place, "It"), {{"class", "watched"}});
        page.close().line();
    }
    page.close().line();
    page.close().line();
}

void add_policies_in_full(Markup& page, const View& view) {
    open_section(page, "declared", "The policies in full");
    page.open("div", {{"class", "policies"}}).line();
    for (std::size_t place = 0; place < view.policies(); ++place) add_in_full(page, view, place);
    page.close().line();
    add_paragraph(page,
                  "No rule of the model says how people react to a policy: they know some practices, see what is "
                  "rewarded and choose how to spend their hours.",
                  "note");
    page.close().line();
}

}  // namespace strathern
