// What does a leader read? The parts of the page in their order, in one file that asks nothing of anybody.
#include "report/page.hpp"

#include "report/sections.hpp"
#include "report/style.hpp"

namespace strathern {
namespace {

void add_head(Markup& page, const View& view) {
    page.open("head").line();
    page.single("meta", {{"charset", "utf-8"}}).line();
    page.single("meta", {{"http-equiv", "Content-Security-Policy"},
                         {"content", "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
                                     "form-action 'none'"}})
        .line();
    page.single("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}}).line();
    page.single("meta", {{"name", "referrer"}, {"content", "no-referrer"}}).line();
    page.element("title", view.input().identity.name + ": what each policy does - Strathern").line();
    page.style(page_style());
    page.close().line();
}

void add_footer(Markup& page, const View& view) {
    const StudyIdentity& identity = view.input().identity;
    page.element("footer", "Made by Strathern " + identity.version + " (" + identity.commit + "); scenario " +
                               identity.scenario_hash + ", seed " + std::to_string(identity.seed) + ", " + view.n_text() +
                               ". No script, no network: this file is all there is.")
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
    add_policies(page, view);
    add_differences(page, view);
    add_proxy(page, view);
    add_levels(page, view);
    add_losers(page, view);
    add_doubts(page, view);
    add_method(page, view);
    add_glossary(page, view);
    add_footer(page, view);
    page.close().close().close().line();
    return "<!doctype html>\n" + page.str();
}

}  // namespace strathern
