// What does a policy, a practice or another part of a scenario state, in words?
#include "scenario/statements.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <strathern/params/definitions.hpp>
#include <utility>
#include <vector>

#include "scenario/print.hpp"
#include "scenario/values.hpp"

namespace strathern {
namespace {

class Teller {
public:
    std::string text = {};

    /// @param prefix of the names: "build." inside of a group
    void object(const StructInfo& type, void* owner, const JsonNode& stated, std::size_t indent,
                const std::string& prefix = "") {
        for (const Member& known : type.members) {
            const JsonNode* const node = stated.find(known.name);
            if (known.shape == Shape::ignored || node == nullptr) continue;
            member(known, owner, *node, indent, prefix + std::string(known.name));
        }
    }

private:
    void member(const Member& known, void* owner, const JsonNode& node, std::size_t indent, const std::string& name) {
        void* const inside = known.locate != nullptr ? known.locate(owner) : owner;
        switch (known.shape) {
            case Shape::leaf:
                return leaf(*known.leaf, known.leaf->locate(owner), indent, name);
            case Shape::by_level:
                return by_level(*known.leaf, *static_cast<ByLevel*>(inside), indent, name);
            case Shape::group:
                return object(*known.type, inside, node, indent, name + ".");
            case Shape::optional_group:
            case Shape::map:
            case Shape::list:
                return elements(known, inside, node, indent);
            case Shape::names:
                return names(known, inside, indent);
            case Shape::practices:
                return practices(known, *static_cast<const std::vector<PracticeName>*>(inside), indent);
            case Shape::weights:
                return weights(*static_cast<const std::vector<Weight>*>(inside), indent, name);
            case Shape::settings:
                return settings(*static_cast<const std::vector<Setting>*>(inside), indent);
            case Shape::base:
            case Shape::ignored:
                break;
        }
    }

    void line(std::size_t indent, const std::string& what) { text += std::string(indent, ' ') + what + "\n"; }

    void value(const ParameterInfo& info, const void* address, std::size_t indent, const std::string& name) {
        std::string shown = value_json(info, address);
        std::erase(shown, '"');
        const bool usual = shown == info.default_text;
        line(indent,
             fmt::format("{}: {} ({}): {}", name, shown,
                         usual ? "the default" : fmt::format("default {}", info.default_text), info.description));
    }

    void leaf(const ParameterInfo& info, const void* address, std::size_t indent, const std::string& name) {
        if (info.kind == Kind::date)
            line(indent, fmt::format("{}: {}", name, date_of(*static_cast<const int*>(address))));
        else if (info.kind != Kind::text)
            value(info, address, indent, name);
    }

    void elements(const Member& known, void* inside, const JsonNode& node, std::size_t indent) {
        for (std::size_t i = 0; i < known.access.count(inside); ++i) {
            const std::string* const key = known.access.name != nullptr ? known.access.name(inside, i) : nullptr;
            const JsonNode* const stated = known.shape == Shape::optional_group ? &node
                                           : key != nullptr                     ? node.find(*key)
                                                                                : &node.children.at(i);
            line(indent, key != nullptr               ? fmt::format("{} {}:", known.name, *key)
                         : known.shape == Shape::list ? fmt::format("{} {}:", known.name, i + 1)
                                                      : fmt::format("{}:", known.name));
            if (stated != nullptr) object(*known.type, known.access.element(inside, i), *stated, indent + 2);
        }
    }

    void names(const Member& known, void* inside, std::size_t indent) {
        std::string all;
        for (std::size_t i = 0; i < known.access.count(inside); ++i)
            all += (i > 0 ? ", " : "") + value_json(*known.leaf, known.access.element(inside, i));
        std::erase(all, '"');
        if (!all.empty()) line(indent, fmt::format("{}: {}: {}", known.name, all, known.description));
    }

    void practices(const Member& known, const std::vector<PracticeName>& names, std::size_t indent) {
        std::string all;
        for (const PracticeName& each : names) all += (all.empty() ? "" : ", ") + each.name;
        if (!all.empty()) line(indent, fmt::format("{}: {}: {}", known.name, all, known.description));
    }

    void by_level(const ParameterInfo& info, ByLevel& values, std::size_t indent, const std::string& what) {
        if (values.is_uniform()) return value(info, &values[0], indent, what);
        for (std::size_t level = 0; level < values.values.size(); ++level)
            value(info, &values[level], indent, fmt::format("{}.{}", what, name(static_cast<Level>(level))));
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

std::string statements(const StructInfo& type, const void* owner, const JsonNode& document, std::size_t indent) {
    Teller teller;
    teller.object(type, const_cast<void*>(owner), document, indent);  // the tables' functions take non-const addresses
    return std::move(teller.text);
}

const StructInfo& definition(std::string_view name) {
    return **std::ranges::find(definition_table(), name, &StructInfo::name);
}

}  // namespace strathern
