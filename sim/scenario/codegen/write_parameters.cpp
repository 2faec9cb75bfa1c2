// Writes parameters.cpp and scenario.cpp: the out-of-line members of Parameters and Scenario.
#include <fmt/format.h>

#include "cpp_text.hpp"

namespace strathern::codegen {
namespace {

constexpr std::string_view parameters_form = R"(#include <strathern/params.hpp>
{includes}#include <utility>

namespace strathern {{

struct Parameters::Groups {{
{members}    bool operator==(const Groups&) const = default;
}};

Parameters::Parameters() : Parameters(std::make_unique<Groups>()) {{}}

Parameters::Parameters(const Parameters& other) : Parameters(std::make_unique<Groups>(*other.groups_)) {{}}

Parameters::Parameters(std::unique_ptr<Groups> groups)
    : groups_(std::move(groups)){pointers} {{}}

Parameters& Parameters::operator=(const Parameters& other) {{
    *groups_ = *other.groups_;
    return *this;
}}

Parameters::~Parameters() = default;

bool Parameters::operator==(const Parameters& other) const {{ return *groups_ == *other.groups_; }}

}}  // namespace strathern
)";

constexpr std::string_view scenario_form = R"(#include <strathern/params/definitions.hpp>
#include <strathern/params/scenario.hpp>

namespace strathern {{

Scenario::Scenario() = default;
Scenario::Scenario(const Scenario&) = default;
Scenario::Scenario(Scenario&&) = default;
Scenario& Scenario::operator=(const Scenario&) = default;
Scenario& Scenario::operator=(Scenario&&) = default;
Scenario::~Scenario() = default;

bool Scenario::operator==(const Scenario& other) const {{
    return {equal}parameters == other.parameters;
}}

}}  // namespace strathern
)";

}  // namespace

File parameters_cpp(const Schema& schema) {
    std::string includes, members, pointers;
    for (const Node* group : plain_groups(schema)) {
        includes += fmt::format("#include <strathern/params/{}.hpp>\n", group->name);
        members += fmt::format("    {} {};\n", group->type, group->name);
        pointers += fmt::format(",\n      {0}_(&groups_->{0})", group->name);
    }
    return {"parameters.cpp",
            std::string(generated_by) + fmt::format(parameters_form, fmt::arg("includes", includes),
                                                    fmt::arg("members", members), fmt::arg("pointers", pointers))};
}

File scenario_cpp(const Schema& schema) {
    std::string equal;
    for (const Node& node : schema.scenario.members) {
        const bool elsewhere = node.shape == "ignored" || (node.shape == "group" && node.plain);
        if (!elsewhere) equal += fmt::format("{0} == other.{0} &&\n           ", node.name);
    }
    return {"scenario.cpp", std::string(generated_by) + fmt::format(scenario_form, fmt::arg("equal", equal))};
}

}  // namespace strathern::codegen
