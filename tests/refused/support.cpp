#include "support.hpp"

#include <strathern/load.hpp>

#include "scenario/problems.hpp"

namespace strathern::test {
namespace {

template <class Load>
Verdict verdict(Load load) {
    try {
        load();
        return {};
    } catch (const Error& error) {
        return {error.code(), error.problems(), describe(error)};
    }
}

void visit_members(const StructInfo& type, const std::string& before, const std::string& after,
                   const ObjectVisitor& visit) {
    visit(type, before, after);
    for (const Member& member : type.members) {
        const std::string key = before + "\"" + std::string(member.name) + "\": ";
        if (member.shape == Shape::group || member.shape == Shape::optional_group) {
            visit_members(*member.type, key + "{", "}" + after, visit);
        } else if (member.shape == Shape::map) {
            visit_members(*member.type, key + "{\"a\": {", "}}" + after, visit);
        } else if (member.shape == Shape::list) {
            visit_members(*member.type, key + "[{", "}]" + after, visit);
        }
    }
}

}  // namespace

std::string data_folder() { return std::string(STRATHERN_SOURCE_DIR) + "/tests/refused/data"; }

Verdict verdict_of(const std::string& text, const std::vector<std::string>& sets) {
    return verdict([&] { parse_scenario(text, data_folder() + "/text", sets); });
}

Verdict verdict_of_file(const std::string& path) {
    return verdict([&] { load_scenario(path); });
}

void each_object(const ObjectVisitor& visit) { visit_members(scenario_struct(), "{", "}", visit); }

void each_leaf(const LeafVisitor& visit) {
    each_object([&](const StructInfo& type, const std::string& before, const std::string& after) {
        for (const Member& member : type.members) {
            if (member.shape == Shape::leaf)
                visit(*member.leaf, before + "\"" + std::string(member.name) + "\": ", after);
        }
    });
}

}  // namespace strathern::test
