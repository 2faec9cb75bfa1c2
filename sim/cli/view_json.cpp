// How is an answer of run or trial written for programs? Complete, as JSON.
#include "analysis/headline.hpp"
#include "analysis/ranking.hpp"
#include "analysis/watched.hpp"
#include "cli/version.hpp"
#include "cli/view.hpp"
#include "cli/view_details.hpp"
#include "output/json.hpp"
#include "report/words.hpp"

#include <algorithm>
#include <array>
#include <strathern/params/definitions.hpp>

namespace strathern {
namespace {

const std::string& policy_name(const FinishedStudy& study, std::size_t place) {
    return study.identity.policies[study.results.policies()[place]].name;
}

void write_estimate(JsonWriter& json, const Estimate& e) {
    json.member("n", std::uint64_t{e.n}).member("undefined", std::uint64_t{e.undefined}).member("mean", e.mean);
    if (e.method == Method::none) {
        json.key("low").null().key("high").null();
    } else {
        json.member("low", e.low).member("high", e.high);
    }
    json.member("sd", e.sd).member("skewness", e.skewness).member("method", name(e.method));
    json.member("few", e.few).member("skewed", e.skewed);
}

/// {mean, low, high}, or null where there is no interval.
void write_bounds(JsonWriter& json, const char* name, const Estimate& e, bool any) {
    json.key(name);
    if (!any) {
        json.null();
        return;
    }
    json.begin_object().member("mean", e.mean).member("low", e.low).member("high", e.high).end_object();
}

void write_level(JsonWriter& json, const Comparison& comparison, std::size_t policy) {
    json.begin_object();
    write_estimate(json, comparison.levels[policy]);
    json.end_object();
}

void write_judged(JsonWriter& json, const Difference& d) {
    json.begin_object();
    write_estimate(json, d.estimate);
    write_bounds(json, "relative", d.relative, d.relative.method != Method::none);
    const Estimate together{
        .mean = d.estimate.mean, .low = d.estimate.mean - d.simultaneous, .high = d.estimate.mean + d.simultaneous};
    write_bounds(json, "simultaneous", together, d.simultaneous > 0);
    json.member("better_share", d.better_share).member("equal_share", d.equal_share).member("verdict", name(d.verdict));
    json.end_object();
}

void write_difference(JsonWriter& json, const Comparison& comparison, std::size_t policy) {
    write_judged(json, comparison.differences[policy]);
}

/// One output under one policy: over the span and quarter by quarter.
template <class Write>
void write_series(JsonWriter& json, const FinishedStudy& study, const StudyAnalysis& analysis, std::size_t policy,
                  std::size_t column, const Write& write) {
    json.begin_object()
        .member("policy", policy_name(study, policy))
        .member("output", study.identity.columns[column].name);
    json.key("over_span");
    write(json, analysis.over_span[column], policy);
    json.key("by_quarter").begin_list();
    for (const Comparison& quarter : analysis.by_quarter[column]) write(json, quarter, policy);
    json.end_list().end_object();
}

void write_provenance(JsonWriter& json, const FinishedStudy& study, const StudyAnalysis& analysis, const char* verb) {
    json.member("program", "strathern").member("version", program_version()).member("commit", program_commit());
    json.member("verb", verb).member("again", study.again);
    json.key("scenario").begin_object().member("name", study.identity.name).member("about", study.identity.about);
    json.member("hash", study.identity.scenario_hash).end_object();
    json.member("seed", std::to_string(study.identity.seed));
    json.member("replicates", std::uint64_t{study.results.replicates()}).member("quarters", study.identity.quarters);
    json.member("baseline", policy_name(study, analysis.baseline)).member("store", study.store);
    json.key("span").begin_object().member("first_quarter", analysis.span.first + 1);
    json.member("last_quarter", analysis.span.last).end_object();
}

void write_policies(JsonWriter& json, const FinishedStudy& study) {
    json.key("policies").begin_list();
    for (std::size_t place = 0; place < study.results.policies().size(); ++place) {
        const StoredPolicy& policy = study.identity.policies[study.results.policies()[place]];
        std::uint64_t done = 0;
        for (std::size_t i = 0; i < study.results.replicates(); ++i) done += study.results.done(place, i);
        json.begin_object().member("name", policy.name).member("about", policy.about).member("done", done).end_object();
    }
    json.end_list();
}

void write_columns(JsonWriter& json, const FinishedStudy& study) {
    constexpr std::array<const char*, 3> better = {"more", "less", "neither"}, over = {"sum", "mean", "last"};
    const auto headline = headline_columns(study.identity.columns);
    json.key("columns").begin_list();
    for (std::size_t i = 0; i < study.identity.columns.size(); ++i) {
        const StoredColumn& column = study.identity.columns[i];
        json.begin_object().member("name", column.name).member("unit", column.unit).member("label", column.label);
        json.member("meaning", column.meaning).member("better", better[static_cast<std::size_t>(column.better)]);
        json.member("over", over[static_cast<std::size_t>(column.over)]);
        json.member("lowest", column.bounds.lowest).member("highest", column.bounds.highest);
        json.member("undefined", column.undefined);
        json.member("headline", std::find(headline.begin(), headline.end(), i) != headline.end()).end_object();
    }
    json.end_list();
}

/// What moves under the baseline itself.
void write_drifts(JsonWriter& json, const FinishedStudy& study, const StudyAnalysis& analysis) {
    json.key("drifts").begin_list();
    for (const Drift& drift : analysis.drifts) {
        json.begin_object().member("output", study.identity.columns[drift.column].name);
        json.key("change").begin_object();
        write_estimate(json, drift.change);
        json.end_object();
        write_bounds(json, "relative", drift.relative, drift.relative.method != Method::none);
        json.end_object();
    }
    json.end_list();
}

void write_watched_metric(JsonWriter& json, const FinishedStudy& study, const StudyAnalysis& analysis,
                          std::size_t policy, const WatchedMetric& watched) {
    json.begin_object().member("policy", policy_name(study, policy)).member("metric", watched.name);
    json.member("words", watched_words(*watched.metric)).key("output");
    if (watched.column == no_column)
        json.null();
    else
        json.value(study.identity.columns[watched.column].name);
    json.key("difference");
    if (watched.column == no_column || policy == analysis.baseline)
        json.null();
    else
        write_judged(json, analysis.over_span[watched.column].differences[policy]);
    json.end_object();
}

/// What each policy's regimes watch.
void write_watched(JsonWriter& json, const FinishedStudy& study, const StudyAnalysis& analysis) {
    json.key("watched").begin_list();
    for (std::size_t policy = 0; policy < study.results.policies().size(); ++policy) {
        const Policy& declared = study.scenario.policies[study.results.policies()[policy]].value;
        for (const WatchedMetric& watched : watched_metrics(declared, study.identity.columns))
            write_watched_metric(json, study, analysis, policy, watched);
    }
    json.end_list();
}

/// Policies by net value, best first, each with its difference to the baseline and to the one above.
void write_ranking(JsonWriter& json, const FinishedStudy& study, const StudyAnalysis& analysis) {
    const Ranking& ranking = analysis.ranking;
    json.key("ranking").begin_object().member("output", ranked_by).key("places").begin_list();
    for (std::size_t rank = 0; rank < ranking.places.size(); ++rank) {
        const RankedPolicy& place = ranking.places[rank];
        json.begin_object().key("place");
        if (place.ranked)
            json.value(std::uint64_t{rank + 1});
        else
            json.null();
        json.member("policy", policy_name(study, place.policy)).key("to_baseline");
        write_judged(json, analysis.over_span[ranking.column].differences[place.policy]);
        json.member("tied_with_above", place.tied).key("to_above");
        if (place.to_above.verdict == Verdict::undefined)
            json.null();
        else
            write_judged(json, place.to_above);
        json.end_object();
    }
    json.end_list().end_object();
}

void write_failures(JsonWriter& json, const FinishedStudy& study) {
    json.key("failed_runs").begin_list();
    for (const FailedRun& run : study.results.failed()) {
        json.begin_object().member("replicate", run.replicate);
        json.member("policy", study.identity.policies[run.policy].name).member("day", run.day).member("what", run.what);
        json.end_object();
    }
    json.end_list();
}

}  // namespace

std::string study_json(const FinishedStudy& study, const StudyAnalysis& analysis, const char* verb) {
    JsonWriter json;
    json.begin_object();
    write_provenance(json, study, analysis, verb);
    json.key("warnings").begin_list();
    for (const std::string& warning : warnings_of(study, analysis)) json.value(warning);
    json.end_list();
    json.key("judged_together").begin_object().member("comparisons", std::uint64_t{analysis.family});
    json.member("standard_errors", analysis.critical).end_object();
    write_watched(json, study, analysis);
    write_ranking(json, study, analysis);
    write_drifts(json, study, analysis);
    write_failures(json, study);
    write_policies(json, study);
    write_columns(json, study);
    json.key("levels").begin_list();
    for (std::size_t policy = 0; policy < study.results.policies().size(); ++policy) {
        for (std::size_t column = 0; column < study.identity.columns.size(); ++column)
            write_series(json, study, analysis, policy, column, write_level);
    }
    json.end_list().key("differences").begin_list();
    for (std::size_t policy = 0; policy < study.results.policies().size(); ++policy) {
        if (policy == analysis.baseline) continue;
        for (std::size_t column = 0; column < study.identity.columns.size(); ++column)
            write_series(json, study, analysis, policy, column, write_difference);
    }
    json.end_list();
    write_details(json, study);
    json.end_object();
    return json.text() + "\n";
}

}  // namespace strathern
