// strathern verify: does the program obey theory?
#include <fmt/format.h>

#include <algorithm>
#include <strathern/error.hpp>

#include "cli/console.hpp"
#include "cli/verbs.hpp"
#include "output/csv.hpp"
#include "output/json.hpp"
#include "scenario/shipped.hpp"
#include "verify/coverage.hpp"
#include "verify/verify.hpp"

namespace strathern {
namespace {

const char* word(Verdict verdict) {
    switch (verdict) {
        case Verdict::agrees:
            return "agrees";
        case Verdict::differs:
            return "DIFFERS";
        case Verdict::vague:
            return "vague";
        case Verdict::unmet:
            break;
    }
    return "unmet";
}

const char* word(ClaimKind kind) {
    switch (kind) {
        case ClaimKind::theorem:
            return "theorem";
        case ClaimKind::optimum:
            return "optimum";
        case ClaimKind::invariant:
            break;
    }
    return "invariant";
}

// What can be told of a row's power: an exact statistic shows every error beyond the band.
std::string sees_text(const Judged& row) {
    return row.sees >= 0.0005 ? fmt::format("{:.1f}%", 100.0 * row.sees) : "any";
}

std::string row_text(const Judged& row) {
    const Claim& claim = *row.claim;
    std::string text = fmt::format("{:<4} {}: {}\n", claim.id, claim.statement, claim.formula);
    if (row.verdict == Verdict::unmet)
        return text + fmt::format("     {:<9} {:<18} unmet: {}\n", word(claim.kind), claim.scenario, row.why);
    return text + fmt::format("     {:<9} {:<18} {:>11.6g} {:>11.6g} {:>9.2g} {:>6} {:>6} {:>6}  {}\n",
                              word(claim.kind), claim.scenario, row.expected, row.simulated, row.error, row.replicates,
                              row.exact() ? "exact" : fmt::format("{:.2f}", row.z()), sees_text(row),
                              word(row.verdict));
}

std::string counted(const std::vector<Judged>& all, ClaimKind kind, const char* several) {
    std::size_t held = 0, of = 0;
    for (const Judged& row : all) {
        if (row.claim->kind != kind) continue;
        ++of;
        if (row.verdict == Verdict::agrees) ++held;
    }
    return fmt::format("{} of {} {}", held, of, several);
}

std::string table_text(const std::vector<Judged>& all, double limit) {
    std::string text = fmt::format("{:<4} {:<9} {:<18} {:>11} {:>11} {:>9} {:>6} {:>6} {:>6}  {}\n", "", "kind",
                                   "scenario", "expected", "simulated", "+-", "n", "z", "sees", "verdict");
    for (const Judged& row : all) text += row_text(row);
    return text + fmt::format(
                      "{}, {} and {} hold. A claim differs when |z| exceeds {:.2f} (false-alarm rate over all claims: "
                      "{}); sees: the relative error that it detects nine times in ten.\n",
                      counted(all, ClaimKind::theorem, "theorems"), counted(all, ClaimKind::optimum, "optima"),
                      counted(all, ClaimKind::invariant, "invariants"), limit, false_alarm_level);
}

void write_claim(JsonWriter& json, const Judged& row) {
    const Claim& claim = *row.claim;
    json.begin_object().member("id", claim.id).member("kind", word(claim.kind));
    json.member("statement", claim.statement).member("formula", claim.formula).member("source", claim.source);
    json.member("scenario", claim.scenario).member("band", claim.band).member("verdict", word(row.verdict));
    if (row.verdict == Verdict::unmet)
        json.member("why", row.why);
    else
        json.member("expected", row.expected)
            .member("simulated", row.simulated)
            .member("standard_error", row.error)
            .member("replicates", row.replicates)
            .member("z", row.z())
            .member("sees", row.sees);
    json.end_object();
}

void write_json(const std::vector<Judged>& all, double limit) {
    JsonWriter json;
    json.begin_object().member("false_alarm_level", false_alarm_level).member("z_limit", limit).member("power", power);
    json.key("claims").begin_list();
    for (const Judged& row : all) write_claim(json, row);
    json.end_list().end_object();
    write_answer(json.text() + "\n");
}

void write_csv(const std::vector<Judged>& all) {
    std::string text = "id,kind,statement,scenario,expected,simulated,standard_error,replicates,z,sees,band,verdict\n";
    for (const Judged& row : all) {
        const Claim& claim = *row.claim;
        text += fmt::format("{},{},{},{},", claim.id, word(claim.kind), csv_text(claim.statement), claim.scenario);
        if (row.verdict == Verdict::unmet)
            text += ",,,,,";
        else
            text += fmt::format("{},{},{},{},{},{}", number_text(row.expected), number_text(row.simulated),
                                number_text(row.error), row.replicates, number_text(row.z()), number_text(row.sees));
        text += fmt::format(",{},{}\n", number_text(claim.band), word(row.verdict));
    }
    write_answer(text);
}

std::string ids(const std::vector<const Claim*>& claims) {
    std::string text;
    for (const Claim* claim : claims) text += (text.empty() ? "" : " ") + std::string(claim->id);
    return text;
}

std::string coverage_table(const std::vector<Coverage>& rows) {
    std::string text = fmt::format("{:<46} claims whose expected value it moves\n", "parameter");
    for (const Coverage& row : rows)
        text += fmt::format("{:<46} {}\n", row.parameter, row.moved.empty() ? "-" : ids(row.moved));
    const auto moving = std::ranges::count_if(rows, [](const Coverage& row) { return !row.moved.empty(); });
    return text + fmt::format("{} of {} parameters move a claim.\n", moving, rows.size());
}

void write_ids(JsonWriter& json, const char* name, const std::vector<const Claim*>& claims) {
    json.key(name).begin_list();
    for (const Claim* claim : claims) json.value(claim->id);
    json.end_list();
}

std::string coverage_json(const std::vector<Coverage>& rows) {
    JsonWriter json;
    json.begin_object().key("parameters").begin_list();
    for (const Coverage& row : rows) {
        json.begin_object().member("parameter", row.parameter);
        write_ids(json, "moves", row.moved);
        write_ids(json, "without_influence", row.spared);
        json.end_object();
    }
    json.end_list().end_object();
    return json.text() + "\n";
}

std::string coverage_csv(const std::vector<Coverage>& rows) {
    std::string text = "parameter,moves,without_influence\n";
    for (const Coverage& row : rows) text += fmt::format("{},{},{}\n", row.parameter, ids(row.moved), ids(row.spared));
    return text;
}

void write_coverage(const std::vector<Coverage>& rows, Format format) {
    switch (format) {
        case Format::table:
            return write_answer(coverage_table(rows));
        case Format::csv:
            return write_answer(coverage_csv(rows));
        case Format::json:
            return write_answer(coverage_json(rows));
    }
}

void write_verdicts(const std::vector<Judged>& all, Format format) {
    const double limit = z_limit(all_claims().size());
    switch (format) {
        case Format::table:
            return write_answer(table_text(all, limit));
        case Format::csv:
            return write_csv(all);
        case Format::json:
            return write_json(all, limit);
    }
}

}  // namespace

int verify_verb(const Options& options) {
    const std::string shipped = shipped_scenarios() + "/theory";
    const std::string folder = options.folder.empty() ? shipped : options.folder;
    const VerifyRequest request{folder, shipped, options.filter, {options.seed, options.replicates, options.threads}};
    if (std::ranges::none_of(all_claims(), [&](const Claim* claim) { return asked(*claim, options.filter); }))
        throw Error(ExitCode::command_line, "no claim contains \"" + options.filter + "\"");
    if (options.coverage) {
        write_coverage(coverage(request), options.format);
        return static_cast<int>(ExitCode::done);
    }
    if (!options.quiet) remark("verify: simulating the scenarios of " + folder);
    const std::vector<Judged> all = verify(request);
    write_verdicts(all, options.format);
    const bool hold =
        std::all_of(all.begin(), all.end(), [](const Judged& row) { return row.verdict == Verdict::agrees; });
    return static_cast<int>(hold ? ExitCode::done : ExitCode::answered_no);
}

}  // namespace strathern
