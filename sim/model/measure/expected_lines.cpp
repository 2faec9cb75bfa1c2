// How many lines would more of an option add? Those of more changes, and those of larger ones, as far as lines are not
// cut (docs/model.md, 7.2).
#include <strathern/params/ai.hpp>
#include <strathern/params/work.hpp>

#include "core/portable_math.hpp"
#include "model/measure/expected.hpp"

namespace strathern {
namespace {

/// Variance of the log of a change's work; of exponential work, that of a lognormal with the same spread.
double log_variance(const Work& work) {
    constexpr double of_exponential = 0.6931471805599453;  // ln 2
    if (work.change_law == Law::fixed) return 0.0;
    return work.change_law == Law::exponential ? of_exponential : work.change_sd_log * work.change_sd_log;
}

/// A change of somebody's week, in expectation: its lines are lognormal, and cut at a limit.
struct Lines {
    double mean = 0, uncut = 0;  ///< of lines; of those of changes that are not cut
    double changes = 0;          ///< in the week
    double ai_share = 0;         ///< of the work

    Lines(const ImaginedWeek& w, std::uint32_t k) {
        constexpr double least = 1e-9;  // keeps a spread a divisor
        const auto& work = w.today.given.work;
        const double size = a_change(w, k);
        ai_share = strathern::ai_share(w, k);
        changes = (w.hand[k] + w.ai[k]) / size;
        const double verbosity = 1.0 + (w.today.given.ai.lines_factor - 1.0) * ai_share;
        const double median = work.lines_per_minute * size * verbosity;  // of a change of mean work
        const double of_lines = work.lines_sd_log * work.lines_sd_log, variance = of_lines + log_variance(work);
        const double sd = __builtin_sqrt(variance) + least;
        const double all = median * portable::exp(0.5 * of_lines);
        const double far = (portable::log(work.lines_limit / all) + 0.5 * variance) / sd;
        uncut = all * portable::normal_cdf(far - sd);
        mean = uncut + work.lines_limit * portable::normal_cdf(-far);
    }
};

// Of a change that grows by a part, so do the lines that are not cut.
double more_of(const Lines& now, const ImaginedWeek& w, std::uint32_t k) {
    const double extra = w.today.given.ai.lines_factor - 1.0;
    const double larger = w.more.log_size[k] + extra * more_ai_share(w, k) / (1.0 + extra * now.ai_share);
    return now.mean * more_changes(w, k) + now.changes * now.uncut * larger;
}

}  // namespace

double more_lines(const ImaginedWeek& w, std::uint32_t k) { return more_of(Lines(w, k), w, k); }

double more_ai_lines(const ImaginedWeek& w, std::uint32_t k) {
    const Lines now(w, k);
    return now.ai_share * more_of(now, w, k) + now.changes * now.mean * more_ai_share(w, k);
}

}  // namespace strathern
