// How large is an experiment: whose work is it, and for how long?
#include "validate/size.hpp"

#include <strathern/params/organisation.hpp>
#include <strathern/params/study.hpp>

namespace strathern {
namespace {

constexpr double quarters_a_year = 4.0;

}  // namespace

double engineers(const Outcomes& o) { return static_cast<double>(o.given().organisation().engineers_count); }

double teams(const Outcomes& o) {
    const auto& organisation = o.given().organisation();
    return static_cast<double>((organisation.engineers_count + organisation.team_size - 1) / organisation.team_size);
}

double years(const Outcomes& o) { return static_cast<double>(o.scenario().study.quarters_count) / quarters_a_year; }

}  // namespace strathern
