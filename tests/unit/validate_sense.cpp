// Do the arms of scenarios/facts/sense say what they do? Dated settings are absolute, so a moved default makes "twice
// as much" something else without anybody noticing.
#include <doctest/doctest.h>

#include <fstream>
#include <nlohmann/json.hpp>
#include <string>

using Json = nlohmann::json;

namespace {

const std::string root = STRATHERN_SOURCE_DIR;

Json read(const std::string& path) {
    std::ifstream file(root + "/" + path);
    REQUIRE(file);
    return Json::parse(file);
}

double default_of(const Json& schema, const std::string& group, const std::string& name) {
    return schema.at("properties").at(group).at("properties").at(name).at("default");
}

/// An arm that sets a parameter to so many times its default.
struct Multiple {
    const char *scenario, *arm, *group, *name;
    double times;
};

constexpr Multiple multiples[] = {
    {"ai", "faulty", "ai", "defect_factor", 2.0},
    {"ai", "quick", "ai", "gain_new_easy", 2.0},
    {"ai", "quick", "ai", "gain_new_hard", 2.0},
    {"ai", "quick", "ai", "gain_old_easy", 2.0},
    {"ai", "quick", "ai", "gain_old_hard", 2.0},
    {"code", "more_debt", "quality", "debt_per_minute", 2.0},
    {"customers", "known", "worth", "known_share", 2.0},
    {"customers", "harm", "worth", "harm_factor", 2.0},
    {"customers", "quick_work", "work", "change_minutes", 0.5},
    {"customers", "quick_work", "work", "item_minutes", 0.5},
    {"incidents", "more_defects", "quality", "line_defects_per_100_minutes", 2.0},
    {"incidents", "more_defects", "quality", "design_defects_per_100_minutes", 2.0},
    {"incidents", "slower", "incidents", "recovery_minutes", 2.0},
    {"incidents", "never_mended", "incidents", "recovery_minutes", 5.0},
    {"incidents", "dear_downtime", "money", "downtime_high", 2.0},
    {"incidents", "dear_downtime", "money", "downtime_medium", 2.0},
    {"incidents", "more_pain", "customers", "pain_effect", 2.0},
    {"people", "pay", "money", "salary_per_year", 2.0},
    {"people", "leaving", "people", "attrition_per_year", 2.0},
    {"people", "vacancies", "people", "vacancy_days", 4.0},
    {"people", "slow_start", "people", "ramp_days", 4.0},
    {"review", "sharp", "review", "detection", 2.0},
    {"tokens", "dear", "ai", "price_per_million_tokens", 2.0},
    {"tokens", "cheap", "ai", "price_per_million_tokens", 0.5},
};

double set_by(const Json& scenario, const Multiple& m) {
    const std::string path = std::string(m.group) + "." + m.name;
    return scenario.at("policies").at(m.arm).at("interventions").at(0).at("set").at(path);
}

}  // namespace

TEST_CASE("arms of the rows on face validity are as many times the default as they say") {
    const Json schema = read("scenarios/scenario.schema.json");
    for (const Multiple& m : multiples) {
        CAPTURE(m.arm);
        CAPTURE(m.name);
        const Json scenario = read("scenarios/facts/sense/" + std::string(m.scenario) + ".json");
        CHECK(set_by(scenario, m) == doctest::Approx(m.times * default_of(schema, m.group, m.name)));
    }
}

TEST_CASE("a tenth and twice the habit of review are that, and building gives what review takes") {
    const Json schema = read("scenarios/scenario.schema.json"), scenario = read("scenarios/facts/sense/review.json");
    const auto habit = [&](const char* arm, const char* activity) -> double {
        return scenario.at("policies")
            .at(arm)
            .at("interventions")
            .at(0)
            .at("set")
            .at("activities." + std::string(activity) + ".habit_share");
    };
    const auto usual = [&](const char* activity) -> double {
        const Json& group = schema.at("properties").at("activities").at("properties").at(activity);
        return group.at("properties").at("habit_share").at("default");
    };
    CHECK(habit("tenth", "review") == doctest::Approx(0.1 * usual("review")));
    CHECK(habit("double", "review") == doctest::Approx(2.0 * usual("review")));
    const double before = usual("build") + usual("build_with_ai") + usual("review");
    CHECK(habit("double", "build") + habit("double", "build_with_ai") + habit("double", "review") ==
          doctest::Approx(before));
}
