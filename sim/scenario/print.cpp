// A scenario as text: complete, canonical, and its fingerprint.
#include "scenario/print.hpp"

#include "scenario/compose.hpp"

#include <fmt/format.h>

#include <cstdint>
#include <strathern/params/definitions.hpp>

#include "core/digest.hpp"
#include "scenario/problems.hpp"
#include "scenario/values.hpp"

namespace strathern {
namespace {

/// Writes one object, its members in lines of their own.
class ObjectWriter {
public:
    ObjectWriter(std::string& text, int depth) : text_(text), inner_(static_cast<std::size_t>(depth + 1) * 2, ' ') {
        text_ += '{';
    }

    /// Writes a key; its value must follow.
    void key(std::string_view name) {
        text_ += fmt::format("{}\n{}{}: ", empty_ ? "" : ",", inner_, json_quoted(name));
        empty_ = false;
    }

    void end() {
        if (!empty_) text_ += fmt::format("\n{}", inner_.substr(2));
        text_ += '}';
    }

private:
    std::string& text_;
    std::string inner_;
    bool empty_ = true;
};

class Printer {
public:
    std::string text;

    /// @param owner not changed; the tables' functions take non-const addresses
    void object(const StructInfo& type, void* owner, int depth) {
        ObjectWriter writer(text, depth);
        for (const Member& known : type.members) {
            void* inside = known.locate != nullptr ? known.locate(owner) : owner;
            if (known.shape == Shape::ignored || known.shape == Shape::base) continue;
            // What is not there leaves no trace in a hash either.
            const bool may_be_absent = known.shape == Shape::optional_group || known.shape == Shape::practices;
            if (may_be_absent && known.access.count(inside) == 0) continue;
            writer.key(known.name);
            member(known, owner, inside, depth + 1);
        }
        writer.end();
    }

private:
    void member(const Member& known, void* owner, void* inside, int depth) {
        switch (known.shape) {
            case Shape::leaf:
                text += value_json(*known.leaf, known.leaf->locate(owner));
                break;
            case Shape::by_level:
                return by_level(*known.leaf, *static_cast<ByLevel*>(inside), depth);
            case Shape::group:
                return object(*known.type, inside, depth);
            case Shape::optional_group:
                return object(*known.type, known.access.element(inside, 0), depth);
            case Shape::map:
                return map(known, inside, depth);
            case Shape::list:
                return list(known, inside, depth);
            case Shape::names:
                return names(known, inside);
            case Shape::practices:
                return practices(*static_cast<const std::vector<PracticeName>*>(inside));
            case Shape::weights:
                return weights(*static_cast<const std::vector<Weight>*>(inside), depth);
            case Shape::settings:
                return settings(*static_cast<const std::vector<Setting>*>(inside), depth);
            case Shape::base:
            case Shape::ignored:
                break;
        }
    }

    void map(const Member& known, void* container, int depth) {
        ObjectWriter writer(text, depth);
        if (known.folder == "practices") {
            writer.key(all_practices);  // these and no others
            text += "null";
        }
        for (std::size_t i = 0; i < known.access.count(container); ++i) {
            writer.key(*known.access.name(container, i));
            object(*known.type, known.access.element(container, i), depth + 1);
        }
        writer.end();
    }

    void list(const Member& known, void* container, int depth) {
        text += '[';
        for (std::size_t i = 0; i < known.access.count(container); ++i) {
            if (i > 0) text += ", ";
            object(*known.type, known.access.element(container, i), depth);
        }
        text += ']';
    }

    void names(const Member& known, void* container) {
        text += '[';
        for (std::size_t i = 0; i < known.access.count(container); ++i)
            text += (i > 0 ? ", " : "") + value_json(*known.leaf, known.access.element(container, i));
        text += ']';
    }

    void practices(const std::vector<PracticeName>& names) {
        text += '[';
        for (std::size_t i = 0; i < names.size(); ++i) text += (i > 0 ? ", " : "") + json_quoted(names[i].name);
        text += ']';
    }

    void by_level(const ParameterInfo& info, ByLevel& values, int depth) {
        if (values.is_uniform()) {
            text += value_json(info, &values[0]);
            return;
        }
        ObjectWriter writer(text, depth);
        for (std::size_t level = 0; level < values.values.size(); ++level) {
            writer.key(name(static_cast<Level>(level)));
            text += value_json(info, &values[level]);
        }
        writer.end();
    }

    void weights(const std::vector<Weight>& weights, int depth) {
        ObjectWriter writer(text, depth);
        for (const Weight& weight : weights) {
            writer.key(name(weight.signal));
            text += fmt::format("{}", weight.weight);
        }
        writer.end();
    }

    void settings(const std::vector<Setting>& settings, int depth) {
        ObjectWriter writer(text, depth);
        for (const Setting& setting : settings) {
            Parameters scratch;
            const ParameterInfo& info = parameter_table()[setting.parameter];
            set_parameter(scratch, setting.parameter, setting.value);
            writer.key(setting.path);
            text += value_json(info, info.locate(&scratch));
        }
        writer.end();
    }
};

}  // namespace

std::string value_json(const ParameterInfo& info, const void* address) {
    switch (info.kind) {
        case Kind::number:
            return fmt::format("{}", *static_cast<const double*>(address));
        case Kind::integer:
            return fmt::format("{}", *static_cast<const std::int64_t*>(address));
        case Kind::boolean:
            return *static_cast<const bool*>(address) ? "true" : "false";
        case Kind::choice:
            return json_quoted(info.choices[static_cast<std::size_t>(read_value(info.kind, address))]);
        case Kind::text:
            return json_quoted(*static_cast<const std::string*>(address));
        case Kind::date:
            return json_quoted(date_of(*static_cast<const int*>(address)));
        case Kind::seed:
            return fmt::format("\"{}\"", *static_cast<const std::uint64_t*>(address));
    }
    return "null";
}

std::string scenario_json(const Scenario& scenario) {
    Printer printer;
    printer.object(scenario_struct(), const_cast<Scenario*>(&scenario), 0);
    return printer.text + "\n";
}

std::string policy_hash(const Policy& policy) {
    Scenario only;
    only.policies.push_back({"policy", policy});
    only.policies.front().value.about.clear();
    return Digest().add(std::string_view(scenario_json(only))).hex();
}

std::string scenario_hash(const Scenario& scenario) {
    Scenario copy = scenario;
    copy.study.replicates_count = 0;
    return Digest().add(std::string_view(scenario_json(copy))).hex();
}

}  // namespace strathern
