// strathern run: what happens under one policy?
#include "cli/console.hpp"
#include "cli/run_log.hpp"
#include "cli/study_command.hpp"
#include "cli/verbs.hpp"
#include "cli/view.hpp"
#include "cli/view_details.hpp"
#include "study/study.hpp"

namespace strathern {

int run_verb(const Options& options) {
    if (!options.log.empty()) return write_log(options);
    Scenario scenario = load_asked(options);
    const std::string name = options.policy.empty() ? scenario.study.baseline : options.policy;
    const std::uint32_t policy = policy_position(scenario, name);
    const FinishedStudy study = carry_out(options, std::move(scenario), {policy}, options.out);
    const QuarterSpan span{0, static_cast<std::uint32_t>(study.results.quarters())};
    const StudyAnalysis analysis = analyse(study.results, study.identity, {0, span, true});
    switch (options.format) {
        case Format::table:
            write_answer(run_table(study, analysis, terminal_width(1), colours_wanted(1)) +
                         details_text(study, terminal_width(1), colours_wanted(1)));
            break;
        case Format::csv:
            write_answer(run_csv({study.identity, study.results, analysis}));
            break;
        case Format::json:
            write_answer(study_json(study, analysis, "run"));
            break;
    }
    return report_failures(study);
}

}  // namespace strathern
