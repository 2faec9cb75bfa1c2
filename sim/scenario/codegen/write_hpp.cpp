// Writes the headers: one function a kind of header.
#include <fmt/format.h>

#include "cpp_text.hpp"

namespace strathern::codegen {
namespace {

/// A header's whole text. @param question what it answers, or "" @param includes in angle brackets
std::string header(const std::string& question, const std::vector<std::string>& includes, const std::string& body) {
    std::string text(generated_by);
    if (!question.empty()) text += fmt::format("// {}\n", question);
    text += "#pragma once\n";
    for (const std::string& include : includes) text += fmt::format("#include <{}>\n", include);
    if (body.empty()) return text;
    return text + fmt::format("\nnamespace strathern {{\n{}\n}}  // namespace strathern\n", body);
}

File group_header(const Schema& schema, const Node& group) {
    std::vector<std::string> includes = {"cstddef", "cstdint"};
    if (needs_enums(schema, group)) includes.push_back("strathern/params/enums.hpp");
    if (!group.plain) includes.push_back("string");
    const std::string body = enums_text(schema, group.name) + "\n" + struct_text(group, "");
    return {fmt::format("params/{}.hpp", group.name), header("", includes, body)};
}

File enums_header(const Schema& schema) {
    return {"params/enums.hpp",
            header("Which choices do several headers know?", {"cstddef", "cstdint"}, enums_text(schema, "enums"))};
}

constexpr std::string_view weight = R"(
/// A signal's weight in a metric.
struct Weight {
    Signal signal = Signal{};
    double weight = 0;
    bool operator==(const Weight&) const = default;
};
)";

File definitions_header(const Schema& schema) {
    std::string body = enums_text(schema, "definitions") + std::string(weight);
    for (const Node* node : defined_groups(schema)) body += fmt::format("\n{}", struct_text(*node, ""));
    return {"params/definitions.hpp", header("What may a scenario define under a name?",
                                             {"cstddef", "cstdint", "optional", "strathern/fields.hpp",
                                              "strathern/params/enums.hpp", "string", "vector"},
                                             body)};
}

File forward_header(const Schema& schema) {
    std::string body = "\n";
    for (const Node* group : groups_of(schema)) body += fmt::format("struct {};\n", group->type);
    body += "\nstruct Weight;\n";
    for (const Node* node : defined_groups(schema)) body += fmt::format("struct {};\n", node->type);
    body += "\nclass Parameters;\nstruct Scenario;\n\n";
    for (const Enum& item : schema.enums) body += fmt::format("enum class {} : std::uint8_t;\n", item.name);
    return {"params/forward.hpp", header("For references to parts of a scenario.", {"cstdint"}, body)};
}

File all_header(const Schema& schema) {
    std::vector<std::string> includes = {"strathern/params.hpp"};
    for (const Node* group : groups_of(schema)) includes.push_back(fmt::format("strathern/params/{}.hpp", group->name));
    for (const char* name : {"definitions", "enums", "scenario"})
        includes.push_back(fmt::format("strathern/params/{}.hpp", name));
    return {"params/all.hpp", header("A file that includes this is recompiled for every new parameter.", includes, "")};
}

constexpr std::string_view parameters_class = R"(
/// All numbers, switches and choices of the organisation and its world. A value: copied whole, compared whole. A group
/// stays where it is as long as its Parameters live, also through an assignment, so references to groups remain valid.
class Parameters {{
public:
    Parameters();                         ///< every parameter at its default
    Parameters(const Parameters& other);  ///< there is no empty state to leave behind, so a move copies too
    Parameters& operator=(const Parameters& other);
    ~Parameters();
    bool operator==(const Parameters& other) const;

{accessors}
private:
    struct Groups;
    explicit Parameters(std::unique_ptr<Groups> groups);

    std::unique_ptr<Groups> groups_;
{pointers}}};
)";

constexpr std::string_view tables = R"(
/// All parameters, in the order of the schema; a parameter's place in the table is its index.
std::span<const ParameterInfo> parameter_table() noexcept;

/// Value of a parameter; enums by their number, booleans 0 or 1.
double parameter_value(const Parameters& parameters, std::uint32_t index) noexcept;

/// Sets a parameter to a value already checked against its range (by the loader).
void set_parameter(Parameters& parameters, std::uint32_t index, double value) noexcept;

/// The scenario's keys; from here everything else is reached.
const StructInfo& scenario_struct() noexcept;

/// What maps and lists of a scenario hold: metric, regime, practice, intervention, policy.
std::span<const StructInfo* const> definition_table() noexcept;

/// All enumerations.
std::span<const EnumInfo> enum_table() noexcept;
)";

File params_header(const Schema& schema) {
    std::string body = "\n", accessors, pointers;
    for (const Node* group : plain_groups(schema)) {
        body += fmt::format("struct {};\n", group->type);
        accessors += fmt::format("    const {0}& {1}() const noexcept {{ return *{1}_; }}\n", group->type, group->name);
        accessors += fmt::format("    {0}& {1}() noexcept {{ return *{1}_; }}\n", group->type, group->name);
        pointers += fmt::format("    {0}* {1}_;\n", group->type, group->name);
    }
    body += fmt::format(parameters_class, fmt::arg("accessors", accessors), fmt::arg("pointers", pointers));
    return {"params.hpp",
            header("Which parameters does an organisation have? The groups themselves are in params/<group>.hpp.",
                   {"cstdint", "memory", "span", "strathern/fields.hpp"}, body + std::string(tables))};
}

/// Members of the scenario that are no parameters of the organisation.
std::string scenario_members(const Node& scenario) {
    std::string text;
    for (const Node& node : scenario.members) {
        if (node.shape == "group" && node.plain) continue;
        if (node.shape == "leaf" || node.shape == "ignored") {
            text += member_text(node, "    ");
        } else {
            text += fmt::format("    /// {}\n    {} {};\n", node.description, member_type(node), node.name);
        }
    }
    return text;
}

constexpr std::string_view scenario_struct = R"(
/// {description}
struct Scenario {{
    // Out of line, so that code that passes a scenario on need not know what its maps hold.
    Scenario();
    Scenario(const Scenario&);
    Scenario(Scenario&&);
    Scenario& operator=(const Scenario&);
    Scenario& operator=(Scenario&&);
    ~Scenario();
    bool operator==(const Scenario&) const;

{members}    Parameters parameters;  ///< in JSON its groups are at the top level
}};
)";

File scenario_header(const Schema& schema) {
    std::vector<std::string> includes = {"cstdint", "strathern/params.hpp"};
    for (const Node* group : groups_of(schema))
        if (!group->plain) includes.push_back(fmt::format("strathern/params/{}.hpp", group->name));
    includes.insert(includes.end(), {"string", "vector"});
    std::string body = "\n";
    for (const Node& node : schema.scenario.members)
        if (node.shape == "map" || node.shape == "list") body += fmt::format("struct {};\n", node.type);
    body += fmt::format(scenario_struct, fmt::arg("description", schema.scenario.description),
                        fmt::arg("members", scenario_members(schema.scenario)));
    return {"params/scenario.hpp", header("What does a scenario's file hold?", includes, body)};
}

}  // namespace

std::vector<File> headers(const Schema& schema) {
    std::vector<File> files = {params_header(schema),   enums_header(schema),   definitions_header(schema),
                               scenario_header(schema), forward_header(schema), all_header(schema)};
    for (const Node* group : groups_of(schema)) files.push_back(group_header(schema, *group));
    return files;
}

}  // namespace strathern::codegen
