// What does a leader read? One HTML page, complete in itself: the question, the answer, the evidence, how it was made.
#pragma once
#include <strathern/params/scenario.hpp>
#include <string>

#include "analysis/comparison.hpp"
#include "output/store_results.hpp"

namespace strathern {

/// What a page is made from. Everything is looked at only while `html_page` runs.
struct ReportInput {
    const Scenario& scenario;       ///< as it was run
    const StudyIdentity& identity;  ///< of the same scenario
    const Results& results;         ///< its policies in the order of the page
    const StudyAnalysis& analysis;  ///< of these results, with its quarters
    std::string again;              ///< the command that gives the same numbers
    std::string store;              ///< where they are kept; empty when nowhere
};

/// The page, as UTF-8. Same input, same bytes. Needs no network and no script; texts of the scenario stay texts.
/// Rule: a difference is called one only where its 95 % interval leaves 0 out.
std::string html_page(const ReportInput& input);

}  // namespace strathern
