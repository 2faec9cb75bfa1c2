// The generated structs and the table that describes them say the same.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <strathern/params/activities.hpp>
#include <strathern/params/ai.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/params/people.hpp>
#include <strathern/params/review.hpp>
#include <strathern/params/scenario.hpp>
#include <string>
#include <utility>

#include "scenario/print.hpp"
#include "scenario/values.hpp"

using namespace strathern;

TEST_CASE("defaults of the structs are the defaults of the table") {
    Parameters parameters;
    for (const ParameterInfo& info : parameter_table()) {
        CAPTURE(std::string(info.path));
        std::string value = value_json(info, info.locate(&parameters));
        if (info.kind == Kind::choice) value = value.substr(1, value.size() - 2);
        CHECK(value == info.default_text);
    }
}

TEST_CASE("a parameter that is set is read back, and no other moves") {
    const auto table = parameter_table();
    for (std::uint32_t i = 0; i < table.size(); ++i) {
        CAPTURE(std::string(table[i].path));
        Parameters parameters;
        const double before = parameter_value(parameters, i);
        const double after = table[i].kind == Kind::choice || table[i].kind == Kind::boolean ? (before == 0 ? 1 : 0)
                             : before == table[i].maximum                                    ? table[i].minimum
                                                                                             : table[i].maximum;
        set_parameter(parameters, i, after);
        CHECK(parameter_value(parameters, i) == after);
        CHECK_FALSE(parameters == Parameters{});
        set_parameter(parameters, i, before);
        CHECK(parameters == Parameters{});
    }
}

TEST_CASE("parameters are a value: a copy has groups of its own") {
    Parameters first;
    first.review().care = 7;
    Parameters copy = first;
    CHECK(copy == first);
    copy.review().care = 8;
    CHECK(first.review().care == 7);
    CHECK_FALSE(copy == first);
    const Parameters taken = std::move(copy);
    CHECK(taken.review().care == 8);
}

TEST_CASE("a reference to a group sees what its parameters are assigned") {
    Parameters parameters, other;
    const Review& review = parameters.review();
    other.review().care = 7;
    parameters = other;
    CHECK(review.care == 7);
    other.review().care = 8;
    CHECK(review.care == 7);
}

TEST_CASE("every parameter is described, its path is unique and found") {
    std::set<std::string_view> paths;
    for (const ParameterInfo& info : parameter_table()) {
        CAPTURE(std::string(info.path));
        CHECK(paths.insert(info.path).second);
        CHECK(info.path.ends_with(info.name));
        CHECK_FALSE((info.unit.empty() || info.description.empty() || info.source.empty()));
        CHECK(&parameter_table()[parameter_index(info.path)] == &info);
        if (info.kind == Kind::number || info.kind == Kind::integer) CHECK(info.minimum < info.maximum);
    }
    CHECK(parameter_index("review.nothing") == parameter_table().size());
}

TEST_CASE("members of the structs are where the table says") {
    Parameters parameters;
    set_parameter(parameters, parameter_index("review.care"), 7);
    set_parameter(parameters, parameter_index("activities.review.habit_share"), 0.5);
    set_parameter(parameters, parameter_index("ai.access"), 0);
    set_parameter(parameters, parameter_index("review.rights"), 2);
    set_parameter(parameters, parameter_index("people.vacancy_days"), 3);
    CHECK(parameters.review().care == 7);
    CHECK(parameters.activities().review.habit_share == 0.5);
    CHECK_FALSE(parameters.ai().access);
    CHECK(parameters.review().rights == Level::senior);
    CHECK(parameters.people().vacancy_days == 3);
}

TEST_CASE("names of enums are their JSON spelling") {
    CHECK(std::string(name(Signal::review_wait_minutes)) == "review_wait_minutes");
    CHECK(std::string(name(Visibility::public_)) == "public");
    CHECK(std::string(description(Signal::prompts)) == "prompts sent");
    CHECK(signal_count == std::ranges::find(enum_table(), std::string_view("Signal"), &EnumInfo::name)->names.size());
}
