// Which values make up a scenario?
#include "verify/leaves.hpp"

#include <fmt/format.h>

#include <strathern/params/definitions.hpp>

#include "scenario/print.hpp"

namespace strathern {
namespace {

bool only_words(const ParameterInfo& info) {
    return (info.kind == Kind::text && info.path != "study.baseline") || info.kind == Kind::seed ||
           info.path == "study.replicates_count";
}

class Walker {
public:
    std::vector<Leaf> leaves;

    void object(const StructInfo& type, void* owner, const std::string& path) {
        for (const Member& known : type.members) {
            if (known.shape == Shape::ignored || known.shape == Shape::base) continue;
            member(known, known.locate != nullptr ? known.locate(owner) : owner, owner, path + std::string(known.name));
        }
    }

private:
    void member(const Member& known, void* inside, void* owner, const std::string& path) {
        switch (known.shape) {
            case Shape::leaf:
                if (!only_words(*known.leaf))
                    leaves.push_back({path, known.leaf, known.leaf->kind, known.leaf->locate(owner)});
                break;
            case Shape::by_level:
                return levels(*known.leaf, *static_cast<ByLevel*>(inside), path);
            case Shape::group:
                return object(*known.type, inside, path + ".");
            case Shape::optional_group:
            case Shape::map:
            case Shape::list:
                return elements(known, inside, path);
            case Shape::names:
                for (std::size_t k = 0; k < known.access.count(inside); ++k)
                    leaves.push_back(
                        {fmt::format("{}.{}", path, k), known.leaf, known.leaf->kind, known.access.element(inside, k)});
                break;
            case Shape::practices:
                for (PracticeName& each : *static_cast<std::vector<PracticeName>*>(inside))
                    leaves.push_back({path + "." + each.name, known.leaf, Kind::text, &each.name});
                break;
            case Shape::weights:
                for (Weight& weight : *static_cast<std::vector<Weight>*>(inside))
                    leaves.push_back(
                        {fmt::format("{}.{}", path, name(weight.signal)), known.leaf, Kind::number, &weight.weight});
                break;
            case Shape::settings:
                for (Setting& setting : *static_cast<std::vector<Setting>*>(inside))
                    leaves.push_back({path + "." + setting.path, &parameter_table()[setting.parameter], Kind::number,
                                      &setting.value});
                break;
            case Shape::base:
            case Shape::ignored:
                break;
        }
    }

    void levels(const ParameterInfo& info, ByLevel& values, const std::string& path) {
        if (values.is_uniform()) {
            leaves.push_back({path, &info, info.kind, &values[0], values.values.size()});
            return;
        }
        for (std::size_t level = 0; level < values.values.size(); ++level)
            leaves.push_back(
                {fmt::format("{}.{}", path, name(static_cast<Level>(level))), &info, info.kind, &values[level]});
    }

    void elements(const Member& known, void* container, const std::string& path) {
        for (std::size_t k = 0; k < known.access.count(container); ++k) {
            const std::string part = known.shape == Shape::optional_group ? std::string()
                                     : known.shape == Shape::map          ? "." + *known.access.name(container, k)
                                                                          : fmt::format(".{}", k);
            object(*known.type, known.access.element(container, k), path + part + ".");
        }
    }
};

}  // namespace

std::string Leaf::text() const {
    if (kind == info->kind) return value_json(*info, at);
    // Large enough for what a policy may set: a number, an integer, a boolean or a choice.
    alignas(double) unsigned char place[sizeof(double)] = {};
    write_value(info->kind, place, read_value(kind, at));
    return value_json(*info, place);
}

void Leaf::take(const Leaf& other) const {
    if (kind == Kind::text)
        *static_cast<std::string*>(at) = *static_cast<const std::string*>(other.at);
    else if (alike > 1)
        std::fill_n(static_cast<double*>(at), alike, read_value(other.kind, other.at));
    else
        write_value(kind, at, read_value(other.kind, other.at));
}

std::vector<Leaf> leaves_of(Scenario& scenario) {
    Walker walker;
    walker.object(scenario_struct(), &scenario, "");
    return std::move(walker.leaves);
}

}  // namespace strathern
