// What does a leader read? The parts of the page in order, in one self-contained file.
#include "report/page.hpp"

#include <fmt/format.h>

#include "report/escape.hpp"
#include "report/sections.hpp"
#include "report/style.hpp"

namespace strathern {
namespace {

/// The scenario's question, with its name.
std::string title_of(const StudyIdentity& identity) {
    return identity.about.empty() ? identity.name : fmt::format("{}: {}", identity.name, identity.about);
}

void add_head(Markup& page, const View& view) {
    page.open("head").line();
    page.single("meta", {{"charset", "utf-8"}}).line();
    page.single("meta", {{"http-equiv", "Content-Security-Policy"},
                         {"content",
                          "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
                          "form-action 'none'"}})
        .line();
    page.single("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}}).line();
    page.single("meta", {{"name", "referrer"}, {"content", "no-referrer"}}).line();
    page.element("title", fmt::format("{} - Strathern", at_most(title_of(view.input().identity), 120))).line();
    page.style(page_style());
    page.close().line();
}

void add_appendix(Markup& page, const View& view) {
    page.open("div", {{"class", "appendix"}}).element("h2", "Appendix", {{"class", "part"}, {"id", "appendix"}}).line();
    add_policies_in_full(page, view);
    add_differences(page, view);
    add_proxy_numbers(page, view);
    add_levels(page, view);
    add_closer(page, view);
    add_losers(page, view);
    add_doubts(page, view);
    add_method(page, view);
    add_glossary(page, view);
    page.close().line();
}

void add_footer(Markup& page, const View& view) {
    const StudyIdentity& identity = view.input().identity;
    page.element("footer",
                 fmt::format("Made by Strathern {} ({}); scenario {}, seed {}, {}. No scripts, no network: this "
                             "file is self-contained.",
                             identity.version, identity.commit, identity.scenario_hash, identity.seed, view.n_text()))
        .line();
}

}  // namespace

std::string html_page(const ReportInput& input) {
    const View view(input);
    Markup page;
    page.open("html", {{"lang", "en"}}).line();
    add_head(page, view);
    page.open("body").line().open("main").line();
    add_question(page, view);
    add_answer(page, view);
    add_ranking(page, view);
    add_policies(page, view);
    add_proxy(page, view);
    add_changes(page, view);
    add_trust(page, view);
    add_appendix(page, view);
    add_footer(page, view);
    page.close().close().close().line();
    return "<!doctype html>\n" + page.str();
}

}  // namespace strathern
