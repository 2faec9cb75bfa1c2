// strathern verify: does the program obey theory?
#include <fmt/format.h>

#include <algorithm>
#include <strathern/error.hpp>

#include "cli/console.hpp"
#include "cli/verbs.hpp"
#include "output/csv.hpp"
#include "output/json.hpp"
#include "scenario/shipped.hpp"
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

std::string table_text(const std::vector<Judged>& all, double limit) {
    std::string text = fmt::format("{:<4} {:<18} {:>11} {:>11} {:>9} {:>6} {:>6} {:>6}  {}\n", "", "scenario",
                                   "expected", "simulated", "+-", "n", "z", "band", "verdict");
    for (const Judged& row : all) {
        const Claim& claim = *row.claim;
        text += fmt::format("{:<4} {}: {}\n", claim.id, claim.statement, claim.formula);
        if (row.verdict == Verdict::unmet)
            text += fmt::format("     {:<18} unmet: {}\n", claim.scenario, row.why);
        else
            text += fmt::format("     {:<18} {:>11.6g} {:>11.6g} {:>9.2g} {:>6} {:>6} {:>5.0f}%  {}\n", claim.scenario,
                                row.expected, row.simulated, row.error, row.replicates,
                                row.exact() ? "exact" : fmt::format("{:.2f}", row.z()), 100.0 * claim.band,
                                word(row.verdict));
    }
    const auto agree =
        std::count_if(all.begin(), all.end(), [](const Judged& row) { return row.verdict == Verdict::agrees; });
    return text + fmt::format(
                      "{} of {} claims hold; a claim differs when |z| exceeds {:.2f} (false-alarm rate over all "
                      "claims: {}).\n",
                      agree, all.size(), limit, false_alarm_level);
}

void write_json(const std::vector<Judged>& all, double limit) {
    JsonWriter json;
    json.begin_object().member("false_alarm_level", false_alarm_level).member("z_limit", limit);
    json.key("claims").begin_list();
    for (const Judged& row : all) {
        const Claim& claim = *row.claim;
        json.begin_object()
            .member("id", claim.id)
            .member("statement", claim.statement)
            .member("formula", claim.formula);
        json.member("source", claim.source).member("scenario", claim.scenario).member("band", claim.band);
        json.member("verdict", word(row.verdict));
        if (row.verdict == Verdict::unmet)
            json.member("why", row.why);
        else
            json.member("expected", row.expected)
                .member("simulated", row.simulated)
                .member("standard_error", row.error)
                .member("replicates", row.replicates)
                .member("z", row.z());
        json.end_object();
    }
    json.end_list().end_object();
    write_answer(json.text() + "\n");
}

void write_csv(const std::vector<Judged>& all) {
    std::string text = "id,statement,scenario,expected,simulated,standard_error,replicates,z,band,verdict\n";
    for (const Judged& row : all) {
        text += fmt::format("{},{},{},", row.claim->id, csv_text(row.claim->statement), row.claim->scenario);
        if (row.verdict == Verdict::unmet)
            text += ",,,,";
        else
            text += fmt::format("{},{},{},{},{}", number_text(row.expected), number_text(row.simulated),
                                number_text(row.error), row.replicates, number_text(row.z()));
        text += fmt::format(",{},{}\n", number_text(row.claim->band), word(row.verdict));
    }
    write_answer(text);
}

}  // namespace

int verify_verb(const Options& options) {
    const std::string folder = options.folder.empty() ? shipped_scenarios() + "/theory" : options.folder;
    if (!options.quiet) remark("verify: simulating the scenarios of " + folder);
    const std::vector<Judged> all =
        verify({folder, options.filter, {options.seed, options.replicates, options.threads}});
    if (all.empty()) throw Error(ExitCode::command_line, "no claim contains \"" + options.filter + "\"");
    const double limit = z_limit(all_claims().size());
    switch (options.format) {
        case Format::table:
            write_answer(table_text(all, limit));
            break;
        case Format::csv:
            write_csv(all);
            break;
        case Format::json:
            write_json(all, limit);
            break;
    }
    const bool hold =
        std::all_of(all.begin(), all.end(), [](const Judged& row) { return row.verdict == Verdict::agrees; });
    return static_cast<int>(hold ? ExitCode::done : ExitCode::answered_no);
}

}  // namespace strathern
