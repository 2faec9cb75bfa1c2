// Which parts does the page have, in the order in which a leader needs them?
#pragma once
#include "report/markup.hpp"
#include "report/view.hpp"

namespace strathern {

/// The scenario's question as the title, and a short list of what follows.
void add_question(Markup& page, const View& view);
/// The verdict on the first policy, and which policies lead.
void add_answer(Markup& page, const View& view);
/// All policies by net value, each compared with the one above it.
void add_ranking(Markup& page, const View& view);
/// What each policy says of itself, what it watches, and how that moved.
void add_policies(Markup& page, const View& view);
/// What is watched and what customers get, side by side, quarter by quarter.
void add_proxy(Markup& page, const View& view);
/// The first headline outputs: for customers, for reviewers, for the company.
void add_changes(Markup& page, const View& view);
/// How far to trust the page, in a few sentences.
void add_trust(Markup& page, const View& view);

// The appendix.

/// Each policy in full, with its dates.
void add_policies_in_full(Markup& page, const View& view);
/// Every headline output: paired differences with intervals.
void add_differences(Markup& page, const View& view);
/// The numbers of what is watched and what customers get.
void add_proxy_numbers(Markup& page, const View& view);
/// Levels quarter by quarter: review, failures, money.
void add_levels(Markup& page, const View& view);
/// Tables by month, team, level and practice, and distributions; nothing where none was asked for.
void add_closer(Markup& page, const View& view);
/// Which outputs get worse under which policy, and for whom.
void add_losers(Markup& page, const View& view);
/// Close calls and assumed inputs.
void add_doubts(Markup& page, const View& view);
/// Method, provenance, how to reproduce and how to cite.
void add_method(Markup& page, const View& view);
/// The words used.
void add_glossary(Markup& page, const View& view);

}  // namespace strathern
