// What does management change, and when? The only place that knows when a policy acts.
#include <strathern/params.hpp>
#include <strathern/params/ai.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/params/management.hpp>

#include "core/portable_math.hpp"
#include "model/govern/govern.hpp"

namespace strathern {
namespace {

/// Where a policy acts.
struct Office {
    int week;
    const Catalogue& catalogue;
    Parameters& parameters;
    PolicyView v;
};

// ------------------------------------------------------------------------------------------------------------- when

bool on_its_date(const Intervention& step, const Office& office) { return step.at == office.week; }

/// When an intervention takes effect: as soon as one of these says so.
constexpr bool (*triggers[])(const Intervention&, const Office&) = {
    on_its_date,
};

bool fires(const Intervention& step, const Office& office) {
    for (const auto trigger : triggers)
        if (trigger(step, office)) return true;
    return false;
}

// --------------------------------------------------------------------------------------------------------------- do

bool set_parameters(const Intervention& step, Office& office) {
    bool moved = false;
    for (const Setting& setting : step.set) {
        moved = moved || parameter_value(office.parameters, setting.parameter) != setting.value;
        set_parameter(office.parameters, setting.parameter, setting.value);
    }
    return moved;
}

bool end_regime(const Intervention& step, Office& office) {
    if (!step.end_regime || office.v[col::contracts].list.empty()) return false;
    end_contracts(office.catalogue, office.v);
    return true;
}

bool begin_regime(const Intervention& step, Office& office) {
    if (!step.regime) return false;
    begin_contract(*step.regime, office.parameters.management().belief_start, office.catalogue, office.v);
    return true;
}

/// People settle for it in the phases of the same morning. @returns whether that is anything new
bool rule(const std::vector<PracticeName>& practices, std::uint8_t ruling, Office& office) {
    bool moved = false;
    for (const PracticeName& each : practices) {
        std::uint8_t& now = office.v[col::ruling][each.practice];
        moved = moved || now != ruling;
        now = ruling;
    }
    return moved;
}

bool take_practices_away(const Intervention& step, Office& office) { return rule(step.take_away, taken_away, office); }
bool teach_practices(const Intervention& step, Office& office) { return rule(step.teach, taught, office); }

/// What an intervention may do, in the order in which it does it.
struct DeedRow {
    Deed deed;
    bool (*act)(const Intervention&, Office&);  ///< returns whether that changed anything
};

constexpr DeedRow deeds[] = {
    {Deed::set, set_parameters},    {Deed::end, end_regime},
    {Deed::begin, begin_regime},    {Deed::take_away, take_practices_away},
    {Deed::teach, teach_practices},
};

// What changes nothing leaves no entry in the diary.
void act(const Intervention& step, std::uint32_t number, Office& office) {
    for (const DeedRow& row : deeds)
        if (row.act(step, office)) office.v[col::diary].entries.push_back({office.week, row.deed, number});
}

}  // namespace

bool apply_policy(const Policy& policy, int week, const Catalogue& catalogue, Parameters& parameters, PolicyView v) {
    Office office{week, catalogue, parameters, v};
    bool changed = false;
    for (std::uint32_t number = 0; number < policy.interventions.size(); ++number) {
        const Intervention& step = policy.interventions[number];
        if (!fires(step, office)) continue;
        changed = true;
        act(step, number, office);
    }
    return changed;
}

void prices_of_week(InForce& given, int week) {
    constexpr double per_million = 1e-6;
    const double years = week > 0 ? week * days_per_week / days_per_year : 0.0;
    given.token_price =
        per_million * given.ai.price_per_million_tokens * portable::pow(given.ai.price_factor_per_year, years);
    given.capability = portable::pow(given.ai.capability_factor_per_year, years);
}

}  // namespace strathern
