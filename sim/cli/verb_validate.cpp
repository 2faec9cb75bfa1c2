// strathern validate: does the program reproduce published findings?
#include <fmt/format.h>

#include <algorithm>
#include <strathern/error.hpp>

#include "cli/console.hpp"
#include "cli/verbs.hpp"
#include "output/csv.hpp"
#include "output/json.hpp"
#include "scenario/shipped.hpp"
#include "validate/validate.hpp"

namespace strathern {
namespace {

const char* word(Standing standing) {
    switch (standing) {
        case Standing::inside:
            return "inside";
        case Standing::outside:
            return "OUTSIDE";
        case Standing::straddles:
            return "straddles";
        case Standing::undefined:
            break;
    }
    return "undefined";
}

const char* word(BandBy by) { return by == BandBy::list ? "list" : "ours"; }

const char* word(Basis basis) {
    switch (basis) {
        case Basis::set:
            return "set";
        case Basis::calibrated:
            return "calibrated";
        case Basis::predicted:
            break;
    }
    return "predicted";
}

bool is_inside(const Shown& row) { return row.standing == Standing::inside; }

std::string range_text(double low, double high) { return fmt::format("[{:.3g}, {:.3g}]", low, high); }

std::string table_text(const std::vector<Shown>& all) {
    std::string text = fmt::format("{:<4} {:>8} {:>16} {:>10} {:>20} {:>6}  {:<10} {}\n", "", "target", "band",
                                   "simulated", "95 % interval", "n", "basis", "verdict");
    for (const Shown& row : all) {
        const Experiment& e = *row.experiment;
        const bool none = row.standing == Standing::undefined;
        text += fmt::format("{:<4} {}: {} ({})\n", e.id, e.statement, e.statistic, e.scenario);
        text += fmt::format("{:<4} {:>8.3g} {:>16} {:>10} {:>20} {:>6}  {:<9} {}\n", "", e.target,
                            range_text(e.band.low, e.band.high) + (e.band_by == BandBy::ours ? "*" : " "),
                            none ? "-" : fmt::format("{:.4g}", row.simulated.mean),
                            none ? "-" : range_text(row.simulated.low, row.simulated.high), row.simulated.n,
                            word(e.basis), word(row.standing));
    }
    const auto inside = std::count_if(all.begin(), all.end(), is_inside);
    return text + fmt::format(
                      "{} of {} are inside their bands. * band chosen by us. set: the target is also a parameter's "
                      "source; calibrated: it was looked at when parameters were chosen; predicted: neither.\n",
                      inside, all.size());
}

void write_json(const std::vector<Shown>& all) {
    JsonWriter json;
    json.begin_object().key("experiments").begin_list();
    for (const Shown& row : all) {
        const Experiment& e = *row.experiment;
        json.begin_object().member("id", e.id).member("statement", e.statement).member("statistic", e.statistic);
        json.member("source", e.source).member("scenario", e.scenario).member("target", e.target);
        json.member("low", e.band.low).member("high", e.band.high).member("band_by", word(e.band_by));
        json.member("basis", word(e.basis)).member("verdict", word(row.standing));
        if (row.standing != Standing::undefined)
            json.member("simulated", row.simulated.mean)
                .member("interval_low", row.simulated.low)
                .member("interval_high", row.simulated.high)
                .member("method", name(row.simulated.method))
                .member("replicates", static_cast<std::uint64_t>(row.simulated.n));
        json.end_object();
    }
    json.end_list().end_object();
    write_answer(json.text() + "\n");
}

void write_csv(const std::vector<Shown>& all) {
    std::string text =
        "id,statement,source,scenario,target,low,high,band_by,basis,simulated,interval_low,interval_high,"
        "replicates,verdict\n";
    for (const Shown& row : all) {
        const Experiment& e = *row.experiment;
        text += fmt::format("{},{},{},{},{},{},{},{},{},", e.id, csv_text(e.statement), csv_text(e.source), e.scenario,
                            number_text(e.target), number_text(e.band.low), number_text(e.band.high), word(e.band_by),
                            word(e.basis));
        if (row.standing == Standing::undefined)
            text += ",,,";
        else
            text += fmt::format("{},{},{},{}", number_text(row.simulated.mean), number_text(row.simulated.low),
                                number_text(row.simulated.high), row.simulated.n);
        text += fmt::format(",{}\n", word(row.standing));
    }
    write_answer(text);
}

}  // namespace

int validate_verb(const Options& options) {
    const std::string folder = options.folder.empty() ? shipped_scenarios() + "/facts" : options.folder;
    if (!options.quiet) remark("validate: simulating the scenarios of " + folder);
    const std::vector<Shown> all =
        validate({folder, options.filter, {options.seed, options.replicates, options.threads}});
    if (all.empty()) throw Error(ExitCode::command_line, "no experiment contains \"" + options.filter + "\"");
    switch (options.format) {
        case Format::table:
            write_answer(table_text(all));
            break;
        case Format::csv:
            write_csv(all);
            break;
        case Format::json:
            write_json(all);
            break;
    }
    return static_cast<int>(std::all_of(all.begin(), all.end(), is_inside) ? ExitCode::done : ExitCode::answered_no);
}

}  // namespace strathern
