// What does a leader read? One self-contained HTML page: the question, the answer, the evidence, how it was made.
#pragma once
#include <strathern/params/scenario.hpp>
#include <string>

#include "analysis/comparison.hpp"
#include "analysis/details.hpp"
#include "output/store_results.hpp"

namespace strathern {

/// What a page is made from. Used only while `html_page` runs.
struct ReportInput {
    const Scenario& scenario;                      ///< as it was run
    const StudyIdentity& identity;                 ///< of the same scenario
    const Results& results;                        ///< its policies in the order of the page
    const StudyAnalysis& analysis;                 ///< of these results, with its quarters
    std::string again;                             ///< the command that gives the same numbers
    std::string store;                             ///< where they are kept; empty if they are not
    std::span<const DetailAnalysis> details = {};  ///< of the tables that look closer; the baseline is the first policy
};

/// The page, as UTF-8. Same input, same bytes. Needs no network and no script; texts of the scenario stay texts.
/// Rule: a difference is reported only where its 95 % interval excludes 0.
std::string html_page(const ReportInput& input);

}  // namespace strathern
