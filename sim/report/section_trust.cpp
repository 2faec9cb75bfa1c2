// How far may a reader trust the page? In a few sentences; the appendix has the rest.
#include <fmt/format.h>

#include <strathern/params/definitions.hpp>

#include "report/parts.hpp"
#include "report/sections.hpp"

namespace strathern {
namespace {

std::string inputs_sentence() {
    std::size_t assumed = 0, all = 0;
    for (const ParameterInfo& info : parameter_table()) ++all, assumed += info.evidence == Evidence::assumed;
    return fmt::format(
        "{} of the model's {} inputs are assumed, not measured. Intervals show chance, not wrong inputs: before you "
        "decide, vary the inputs that you doubt.",
        assumed, all);
}

std::string drift_sentence(const View& view) {
    const std::size_t drifts = view.input().analysis.drifts.size();
    if (drifts == 0) return {};
    return fmt::format(" Under {} itself {} headline output{} from the first quarter to the last.", view.reference(),
                       drifts, drifts == 1 ? " moves" : "s move");
}

}  // namespace

void add_trust(Markup& page, const View& view) {
    open_section(page, "trust", "How far to trust this");
    add_paragraph(page, inputs_sentence() + drift_sentence(view));
    page.open("p").text("More in the appendix: ").element("a", "doubts", {{"href", "#doubts"}}).text(" and ");
    page.element("a", "method", {{"href", "#method"}}).text(".").close().line();
    page.close().line();
}

}  // namespace strathern
