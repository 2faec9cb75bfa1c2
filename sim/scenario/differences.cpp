// What does a policy, a practice or another part of a scenario change? What it states beyond the defaults, in words.
#include "scenario/differences.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <strathern/params/definitions.hpp>
#include <utility>
#include <vector>

#include "scenario/print.hpp"
#include "scenario/values.hpp"

namespace strathern {
namespace {

bool is_number(Kind kind) { return kind == Kind::number || kind == Kind::integer; }

bool is_default(const ParameterInfo& info, const void* address) {
    const std::string written = value_json(info, address);
    const bool quoted = info.kind != Kind::boolean && !is_number(info.kind);
    if (quoted) return written == fmt::format("\"{}\"", info.default_text);
    double usual = 0;
    const char* const end = info.default_text.data() + info.default_text.size();
    if (is_number(info.kind) && std::from_chars(info.default_text.data(), end, usual).ec == std::errc())
        return read_value(info.kind, address) == usual;
    return written == info.default_text;
}

class Teller {
public:
    std::string text = {};

    /// @param prefix of the names: "build." inside of a group
    void object(const StructInfo& type, void* owner, std::size_t indent, const std::string& prefix = "") {
        for (const Member& known : type.members) {
            if (known.shape == Shape::ignored) continue;
            member(known, owner, known.locate != nullptr ? known.locate(owner) : owner, indent, prefix);
        }
    }

private:
    void member(const Member& known, void* owner, void* inside, std::size_t indent, const std::string& prefix) {
        const std::string name = prefix + std::string(known.name);
        switch (known.shape) {
            case Shape::leaf:
                return leaf(*known.leaf, known.leaf->locate(owner), indent, name);
            case Shape::group:
                return object(*known.type, inside, indent, name + ".");
            case Shape::optional_group:
            case Shape::map:
            case Shape::list:
                return elements(known, inside, indent, name);
            case Shape::names:
                return names(known, inside, indent);
            case Shape::weights:
                return weights(*static_cast<const std::vector<Weight>*>(inside), indent, name);
            case Shape::settings:
                return settings(*static_cast<const std::vector<Setting>*>(inside), indent);
            case Shape::ignored:
                break;
        }
    }

    void line(std::size_t indent, const std::string& what) { text += std::string(indent, ' ') + what + "\n"; }

    void value(const ParameterInfo& info, const void* address, std::size_t indent, const std::string& name) {
        std::string shown = value_json(info, address);
        std::erase(shown, '"');
        line(indent, fmt::format("{}: {} (default {}): {}", name, shown, info.default_text, info.description));
    }

    void leaf(const ParameterInfo& info, const void* address, std::size_t indent, const std::string& name) {
        if (info.kind == Kind::date)
            line(indent, fmt::format("{}: {}", name, date_of(*static_cast<const int*>(address))));
        else if (info.kind != Kind::text && !is_default(info, address))
            value(info, address, indent, name);
    }

    void elements(const Member& known, void* inside, std::size_t indent, const std::string& name) {
        for (std::size_t i = 0; i < known.access.count(inside); ++i) {
            if (known.access.name != nullptr)
                line(indent, fmt::format("{} {}:", name, *known.access.name(inside, i)));
            else
                line(indent, known.shape == Shape::list ? fmt::format("{} {}:", name, i + 1) : name + ":");
            object(*known.type, known.access.element(inside, i), indent + 2);
        }
    }

    void names(const Member& known, void* inside, std::size_t indent) {
        std::string all;
        for (std::size_t i = 0; i < known.access.count(inside); ++i)
            all += (i > 0 ? ", " : "") + value_json(*known.leaf, known.access.element(inside, i));
        std::erase(all, '"');
        if (!all.empty()) line(indent, fmt::format("{}: {}: {}", known.name, all, known.description));
    }

    void weights(const std::vector<Weight>& weights, std::size_t indent, const std::string& what) {
        std::string all;
        for (const Weight& weight : weights)
            all += fmt::format("{}{} x {}", all.empty() ? "" : " + ", weight.weight, name(weight.signal));
        if (!all.empty()) line(indent, fmt::format("{}: {}", what, all));
    }

    void settings(const std::vector<Setting>& settings, std::size_t indent) {
        for (const Setting& setting : settings) {
            Parameters scratch;
            const ParameterInfo& info = parameter_table()[setting.parameter];
            set_parameter(scratch, setting.parameter, setting.value);
            value(info, info.locate(&scratch), indent, setting.path);
        }
    }
};

}  // namespace

std::string differences(const StructInfo& type, const void* owner, std::size_t indent) {
    Teller teller;
    teller.object(type, const_cast<void*>(owner), indent);  // the tables' functions take non-const addresses
    return std::move(teller.text);
}

const StructInfo& definition(std::string_view name) {
    return **std::ranges::find(definition_table(), name, &StructInfo::name);
}

}  // namespace strathern
