// What does the generator know of the schema, once it has been read and checked? No JSON beyond this file, but in
// the schemas for editors, which are JSON themselves.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace strathern::codegen {

/// A single value and its annotations.
struct Leaf {
    std::string kind = {};  ///< enumerator of strathern::Kind
    std::string enum_name = {};
    std::string unit = {}, description = {}, source = {}, evidence = {};
    bool dated = true;
    double minimum = 0, maximum = 0;
    std::vector<double> plausible = {};  ///< low and high; empty: not said
    std::size_t length_limit = 0;
    std::string default_text = {};  ///< as written in a scenario
    std::string default_code = {};  ///< as written in C++
    std::vector<std::string> choices = {};
};

/// A key of an object, or an object.
struct Node {
    std::string name = {}, path = {}, description = {};
    std::string shape = {};  ///< enumerator of strathern::Shape
    std::string type = {};   ///< C++ name of a group or of elements
    std::string folder = {};
    std::string table = {};       ///< name of the table that describes `type`, if it is not snake(type)
    std::string holder = {};      ///< C++ member that holds it, if that is not `name`
    std::size_t count_limit = 0;  ///< most elements of a map or list
    Leaf leaf = {};
    std::vector<Node> members = {};  ///< of a group that stands here
    bool plain = false;              ///< holds only numbers, integers, booleans, enums: part of Parameters
};

/// An enumeration.
struct Enum {
    std::string name = {}, description = {};
    std::vector<std::string> values = {}, descriptions = {};
};

/// The whole schema; definitions in the order in which they may be declared.
struct Schema {
    Node scenario;
    std::vector<Node> definitions = {};
    std::vector<Enum> enums = {};
    std::vector<std::string> problems = {};  ///< why it is rejected
};

/// Reads and checks a schema. Errors: listed in `problems`.
Schema read_schema(const std::string& path);

/// A file to write, with its path below the folder of generated headers.
struct File {
    std::string path, text;
};

/// All headers: params.hpp, and in the folder params one a group, enums.hpp, definitions.hpp, scenario.hpp,
/// forward.hpp, all.hpp.
std::vector<File> headers(const Schema& schema);
/// parameters.cpp: out-of-line members of Parameters.
File parameters_cpp(const Schema& schema);
/// scenario.cpp: out-of-line members of Scenario.
File scenario_cpp(const Schema& schema);
/// params.cpp: the tables.
File params_cpp(const Schema& schema);
/// Text of docs/parameters.md.
std::string parameters_page(const Schema& schema);

/// C++ spelling of an enumerator: its JSON spelling, with an underscore behind a keyword (public_).
std::string enumerator(std::string_view name);
/// Whether C++ reserves the word.
bool is_keyword(std::string_view word);
/// Whether it is written [a-z][a-z0-9_]*.
bool is_snake(std::string_view name);
/// Whether it is written [A-Z][A-Za-z0-9]*.
bool is_pascal(std::string_view name);
/// BuildWithAi -> build_with_ai
std::string snake(std::string_view pascal);
/// A number in the fewest digits that read back the same.
std::string number_text(double value);
/// C++ type of a leaf.
std::string cpp_type(const Leaf& leaf);

}  // namespace strathern::codegen
