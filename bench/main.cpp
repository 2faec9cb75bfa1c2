// How fast, how big, and are the bytes still the same? Rates are given beside a bound that is run in turn with them,
// because machines are noisy and their absolute rates do not compare.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <exception>
#include <memory>

#include "phases.hpp"

namespace strathern::bench {
namespace {

struct Options {
    std::vector<std::string> names;
    std::string bound;
    int rounds = 3;
    bool phases = false, check = false;
};

double median(std::vector<double> x) {
    std::sort(x.begin(), x.end());
    return x.empty() ? 0.0 : x[x.size() / 2];
}

// Nanoseconds of the bound per engineer-day at 1,000 engineers; it prints one line of JSON.
double time_bound(const std::string& program) {
    const std::unique_ptr<FILE, int (*)(FILE*)> out(popen((program + " 1000 60").c_str(), "r"), pclose);
    char line[2048] = {};
    if (!out || std::fgets(line, sizeof line, out.get()) == nullptr)
        throw std::runtime_error("no answer from " + program);
    const std::string text = line, key = "\"engineer_days_per_cpu_s\":";
    const auto at = text.find(key);
    if (at == std::string::npos) throw std::runtime_error(program + " does not say engineer_days_per_cpu_s");
    return 1e9 / std::stod(text.substr(at + key.size()));
}

bool asked(const Options& options, const Workload& workload) {
    return options.names.empty() ||
           std::find(options.names.begin(), options.names.end(), workload.name) != options.names.end();
}

bool verify(const Workload& workload, const std::string& digest) {
    if (digest == workload.digest) return true;
    fmt::print(stderr, "bench: {}: digest {}, expected {}\n", workload.name, digest, workload.digest);
    return false;
}

bool measure(const Options& options, const Workload& workload) {
    const Prepared prepared = prepare(workload);
    std::vector<double> one, two, bound;
    std::string digest;
    bool same = true;
    for (int round = 0; round < options.rounds; ++round) {
        if (!options.bound.empty()) bound.push_back(time_bound(options.bound));
        const Measured alone = run(workload, prepared, 1), both = run(workload, prepared, 2);
        one.push_back(alone.cpu_seconds);
        two.push_back(alone.wall_seconds / both.wall_seconds);
        digest = alone.digest;
        same = same && digest == both.digest;
    }
    const Bytes bytes = bytes_per_engineer(workload, prepared);
    const double nanoseconds = 1e9 * median(one) / workload.engineer_days();
    fmt::print("{:<13} {:>8.2f} {:>9.1f} {:>8} {:>8.2f} {:>8.0f} {:>6.0f}  {}\n", workload.name, 1e3 / nanoseconds,
               nanoseconds, bound.empty() ? "-" : fmt::format("{:.2f}", nanoseconds / median(bound)), median(two),
               bytes.fixed, bytes.open, digest);
    std::fflush(stdout);
    if (!same) fmt::print(stderr, "bench: {}: one thread and two do not give the same bytes\n", workload.name);
    return verify(workload, digest) && same;
}

void print_phases(const Workload& workload) {
    fmt::print("\n{}: nanoseconds per engineer-day\n", workload.name);
    for (const PhaseTime& time : time_phases(workload, prepare(workload)))
        fmt::print("  {:<20} {:>7.2f}\n", time.phase, time.nanoseconds);
}

int measure_all(const Options& options) {
    bool same = true;
    if (!options.check)
        fmt::print("{:<13} {:>8} {:>9} {:>8} {:>8} {:>8} {:>6}  {}\n", "workload", "M e-d/s", "ns/e-d", "x bound",
                   "2 thr.", "B/eng.", "+ open", "digest");
    for (const Workload& workload : workloads()) {
        if (!asked(options, workload)) continue;
        same = (options.check ? verify(workload, run(workload, prepare(workload), 1).digest)
                              : measure(options, workload)) &&
               same;
        if (options.phases) print_phases(workload);
    }
    return same ? 0 : 1;
}

}  // namespace
}  // namespace strathern::bench

int main(int argc, char** argv) {
    strathern::bench::Options options;
    CLI::App app{"Measures the engine: engineer-days (e-d) per second of one core, speed-up on two threads, memory."};
    std::vector<std::string> known;
    for (const auto& workload : strathern::bench::workloads()) known.emplace_back(workload.name);
    app.add_option("workloads", options.names, "Names; all if none is given")->check(CLI::IsMember(known));
    app.add_option("--bound", options.bound, "Program that prints engineer_days_per_cpu_s for: PROGRAM 1000 60");
    app.add_option("--rounds", options.rounds, "Runs of each, of which the median counts")->check(CLI::Range(1, 99));
    app.add_flag("--phases", options.phases, "Also the time of each phase");
    app.add_flag("--check", options.check, "Digests only, one run each; exit code 1 if one differs");
    CLI11_PARSE(app, argc, argv);
    try {
        return strathern::bench::measure_all(options);
    } catch (const std::exception& error) {
        fmt::print(stderr, "bench: {}\n", error.what());
        return 1;
    }
}
