// How are single values written in JSON, and which are allowed?
#include "scenario/values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <strathern/calendar.hpp>

#include "scenario/nearest.hpp"
#include "scenario/problems.hpp"
#include "scenario/report.hpp"

namespace strathern {
namespace {

constexpr double exact_integer_limit = 9007199254740992.0;  // 2^53

struct DateUnit {
    std::string_view name;
    int weeks;
};
constexpr std::array<DateUnit, 2> date_units = {{{"quarter", weeks_per_quarter}, {"week", 1}}};

std::string choices_text(std::span<const std::string_view> choices) {
    std::string text;
    for (const std::string_view choice : choices) text += fmt::format("{}\"{}\"", text.empty() ? "" : ", ", choice);
    return text;
}

bool parse_number(std::string_view digits, std::uint64_t& value) {
    const bool canonical = !digits.empty() && (digits[0] != '0' || digits.size() == 1);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return canonical && error == std::errc() && end == digits.data() + digits.size();
}

/// Reads one value; every reader returns a hint for the error, or nothing if the value is valid.
class ValueReader {
public:
    ValueReader(const JsonNode& node, const ParameterInfo& info, void* address)
        : node_(node), info_(info), address_(address) {}

    std::optional<std::string> refusal() const {
        switch (info_.kind) {
            case Kind::number:
            case Kind::integer:
                return number();
            case Kind::boolean:
                return boolean();
            case Kind::choice:
                return choice();
            case Kind::text:
                return text();
            case Kind::date:
                return date();
            case Kind::seed:
                return seed();
        }
        return "";
    }

private:
    bool is(JsonType type) const { return node_.type == type; }

    bool is_quoted_number() const {
        double value = 0;
        const char* end = node_.text.data() + node_.text.size();
        const auto parsed = std::from_chars(node_.text.data(), end, value);
        return is(JsonType::string) && !node_.text.empty() && parsed.ec == std::errc() && parsed.ptr == end;
    }

    std::optional<std::string> number() const {
        const bool whole = is(JsonType::integer);
        if (!whole && is(JsonType::number) && info_.kind == Kind::integer) return "write it without point and exponent";
        if (!whole && !is(JsonType::number)) return is_quoted_number() ? "write it without quotes" : "";
        const bool too_large = node_.number > info_.maximum && !is_size(info_);
        if (node_.number < info_.minimum || too_large) return "";
        if (whole && node_.number >= exact_integer_limit && !is_size(info_)) return "";
        constexpr double most = 9e18;  // fits std::int64_t; only sizes come near
        write_value(info_.kind, address_, info_.kind == Kind::integer ? std::min(node_.number, most) : node_.number);
        return std::nullopt;
    }

    std::optional<std::string> boolean() const {
        if (!is(JsonType::boolean)) return "";
        write_value(info_.kind, address_, node_.text == "true" ? 1 : 0);
        return std::nullopt;
    }

    std::optional<std::string> choice() const {
        if (!is(JsonType::string)) return "";
        const auto found = std::ranges::find(info_.choices, std::string_view(node_.text));
        if (found == info_.choices.end()) return nearest_name(node_.text, info_.choices);
        write_value(info_.kind, address_, static_cast<double>(found - info_.choices.begin()));
        return std::nullopt;
    }

    std::optional<std::string> text() const {
        if (!is(JsonType::string) || node_.text.size() > info_.length_limit) return "";
        for (std::string_view rest = node_.text; !rest.empty();
             rest.remove_prefix(std::max<std::size_t>(character_length(rest), 1))) {
            if (is_harmful(rest) && rest[0] != '\n' && rest[0] != '\t') return "remove the control characters";
        }
        *static_cast<std::string*>(address_) = node_.text;
        return std::nullopt;
    }

    std::optional<std::string> date() const {
        const int week = is(JsonType::string) ? week_of(node_.text) : -1;
        if (week < 0) return "";
        write_value(info_.kind, address_, week);
        return std::nullopt;
    }

    std::optional<std::string> seed() const {
        std::uint64_t& seed = *static_cast<std::uint64_t*>(address_);
        const bool number = is(JsonType::integer);
        if (number && node_.number >= exact_integer_limit) return "write it as a string, in quotes";
        std::uint64_t value = 0;
        if ((!number && !is(JsonType::string)) || !parse_number(number && node_.text == "-0" ? "0" : node_.text, value))
            return "";
        seed = value;
        return std::nullopt;
    }

    const JsonNode& node_;
    const ParameterInfo& info_;
    void* address_;
};

}  // namespace

bool is_size(const ParameterInfo& info) {
    constexpr std::array<std::string_view, 3> sizes = {"organisation.engineers_count", "study.quarters_count",
                                                       "study.replicates_count"};
    return std::ranges::find(sizes, info.path) != sizes.end();
}

std::string rule_of(const ParameterInfo& info) {
    switch (info.kind) {
        case Kind::number:
            return fmt::format("a number from {} to {} [{}]", info.minimum, info.maximum, info.unit);
        case Kind::integer:
            return fmt::format("an integer from {} to {} [{}]", info.minimum, info.maximum, info.unit);
        case Kind::boolean:
            return "true or false";
        case Kind::choice:
            return fmt::format("one of {}", choices_text(info.choices));
        case Kind::text:
            return fmt::format("a string of at most {} bytes", info.length_limit);
        case Kind::date:
            return "a date, as in \"week 6\" or \"quarter 2\"";
        case Kind::seed:
            return "an integer from 0 to 2^53 - 1, or a string of digits for one up to 2^64 - 1";
    }
    return "";
}

void read_leaf(const JsonNode& node, const ParameterInfo& info, void* address, const std::string& pointer,
               Sources& sources) {
    const auto refusal = ValueReader(node, info, address).refusal();
    if (refusal) report(sources, node.place, pointer, shown(node), rule_of(info), *refusal);
}

int week_of(const std::string& date) {
    for (const DateUnit& unit : date_units) {
        if (!date.starts_with(unit.name) || date.size() < unit.name.size() + 2 || date[unit.name.size()] != ' ')
            continue;
        constexpr std::uint64_t most = 100'000;
        std::uint64_t count = 0;
        const bool valid = parse_number(std::string_view(date).substr(unit.name.size() + 1), count);
        return valid && count >= 1 && count <= most ? static_cast<int>(count - 1) * unit.weeks : -1;
    }
    return -1;
}

std::string date_of(int week) {
    const bool whole_quarters = week > 0 && week % date_units[0].weeks == 0;
    const DateUnit& unit = date_units[whole_quarters ? 0 : 1];
    return fmt::format("{} {}", unit.name, week / unit.weeks + 1);
}

std::uint32_t parameter_index(std::string_view path) {
    const auto table = parameter_table();
    return static_cast<std::uint32_t>(std::ranges::find(table, path, &ParameterInfo::path) - table.begin());
}

}  // namespace strathern
