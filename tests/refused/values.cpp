// Every single value: its whole range and nothing beside it, its own JSON type and no other.
#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "scenario/problems.hpp"
#include "scenario/values.hpp"
#include "support.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

/// Whether the value itself is accepted; rules about several values may still refuse the scenario.
bool accepted(const Verdict& verdict, const ParameterInfo& info) {
    return std::ranges::find(verdict.problems, rule_of(info), &Problem::rule) == verdict.problems.end();
}

std::string number(double value) { return fmt::format("{}", value); }

bool is_number(const ParameterInfo& info) { return info.kind == Kind::number || info.kind == Kind::integer; }

}  // namespace

TEST_CASE("numbers are accepted from their minimum to their maximum and one step further refused") {
    int tested = 0;
    each_leaf([&](const ParameterInfo& info, const std::string& before, const std::string& after) {
        if (!is_number(info)) return;
        CAPTURE(std::string(info.path));
        const double infinity = std::numeric_limits<double>::infinity();
        const bool whole = info.kind == Kind::integer;
        const double below = whole ? info.minimum - 1 : std::nextafter(info.minimum, -infinity);
        const double above = whole ? info.maximum + 1 : std::nextafter(info.maximum, infinity);
        const double inside = whole ? info.minimum + 1 : std::nextafter(info.minimum, infinity);
        const auto verdict = [&](double value) { return verdict_of(before + number(value) + after); };
        CHECK(accepted(verdict(info.minimum), info));
        CHECK(accepted(verdict(info.maximum), info));
        if (inside <= info.maximum && (whole || inside > 1e-300)) CHECK(accepted(verdict(inside), info));
        CHECK_FALSE(accepted(verdict(below), info));
        if (is_size(info)) {
            CHECK(verdict(above).code == ExitCode::refused);
        } else {
            CHECK_FALSE(accepted(verdict(above), info));
        }
        ++tested;
    });
    CHECK(tested > 140);
}

TEST_CASE("slow: no value is converted from another JSON type") {
    struct Sample {
        const char* text;
        JsonType type;
    };
    const Sample samples[] = {
        {"null", JsonType::null},       {"true", JsonType::boolean}, {"1", JsonType::integer},
        {"1.0", JsonType::number},      {"\"1\"", JsonType::string}, {"[]", JsonType::array},
        {"{}", JsonType::object},       {"[1]", JsonType::array},    {"1e0", JsonType::number},
        {"\"true\"", JsonType::string},
    };
    const auto fits = [](Kind kind, JsonType type) {
        if (kind == Kind::number) return type == JsonType::integer || type == JsonType::number;
        if (kind == Kind::integer) return type == JsonType::integer;
        if (kind == Kind::boolean) return type == JsonType::boolean;
        if (kind == Kind::seed) return type == JsonType::integer || type == JsonType::string;
        return type == JsonType::string;
    };
    each_leaf([&](const ParameterInfo& info, const std::string& before, const std::string& after) {
        for (const Sample& sample : samples) {
            if (fits(info.kind, sample.type)) continue;
            CAPTURE(std::string(info.path));
            CAPTURE(sample.text);
            const Verdict verdict = verdict_of(before + sample.text + after);
            CHECK(verdict.code == ExitCode::invalid);
            CHECK_FALSE(accepted(verdict, info));
        }
    });
}

TEST_CASE("no value is NaN, infinite, beyond the doubles or silently nothing") {
    each_leaf([&](const ParameterInfo& info, const std::string& before, const std::string& after) {
        CAPTURE(std::string(info.path));
        for (const char* value :
             {"NaN", "Infinity", "-Infinity", "1e999", "-1e999", "1e-999", "+1", ".5", "0x10", "1,5", "٣"}) {
            CAPTURE(value);
            CHECK(verdict_of(before + value + after).code == ExitCode::invalid);
        }
        for (const char* value : {"9007199254740993", "18446744073709551616", "-9223372036854775809"}) {
            CAPTURE(value);
            const Verdict verdict = verdict_of(before + value + after);
            CHECK(verdict.code == (is_size(info) && value[0] != '-' ? ExitCode::refused : ExitCode::invalid));
        }
    });
}

TEST_CASE("objects and lists are refused where the other is wanted") {
    each_object([&](const StructInfo& type, const std::string& before, const std::string& after) {
        for (const Member& member : type.members) {
            if (member.shape == Shape::leaf) continue;
            const std::string key = before + "\"" + std::string(member.name) + "\": ";
            CAPTURE(key);
            const bool is_list =
                member.shape == Shape::list || member.shape == Shape::names || member.shape == Shape::practices;
            for (const char* value : {"null", "true", "1", "1.5", is_list ? "{}" : "[]"}) {
                if (member.shape == Shape::by_level && value[0] == '1') value = "\"1\"";  // a number holds for all
                CAPTURE(value);
                CHECK(verdict_of(key + value + after).code == ExitCode::invalid);
            }
        }
    });
}

TEST_CASE("every key is refused when it stands twice") {
    each_leaf([&](const ParameterInfo& info, const std::string& before, const std::string& after) {
        CAPTURE(std::string(info.path));
        const bool is_text = info.kind == Kind::text || info.kind == Kind::choice || info.kind == Kind::date;
        const std::string value = is_text ? json_quoted(info.default_text) : std::string(info.default_text);
        const std::string again = ", \"" + std::string(info.name) + "\": " + value;
        const Verdict verdict = verdict_of(before + value + again + after);
        CHECK(verdict.code == ExitCode::invalid);
        const auto twice = [](const Problem& p) {
            return p.rule.find("only once") != std::string::npos && p.hint.find("line 1") != std::string::npos;
        };
        CHECK(std::ranges::any_of(verdict.problems, twice));
    });
}
