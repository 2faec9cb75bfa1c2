// What the tests of refused scenarios share.
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <strathern/error.hpp>
#include <strathern/params/scenario.hpp>

namespace strathern::test {

/// What came of a scenario's text.
struct Verdict {
    ExitCode code = ExitCode::done;
    std::vector<Problem> problems = {};
    std::string text = {};  ///< all messages
};

/// Loads a text as if it stood in the data folder.
Verdict verdict_of(const std::string& text, const std::vector<std::string>& sets = {});

/// Loads a file.
Verdict verdict_of_file(const std::string& path);

/// An object of the scenario: its type, and what stands before and after its members in a complete document.
using ObjectVisitor = std::function<void(const StructInfo& type, const std::string& before, const std::string& after)>;

/// Visits every object that a scenario may contain, maps and lists with one element.
void each_object(const ObjectVisitor& visit);

/// Visits every single value; before + VALUE + after is a complete document.
using LeafVisitor = std::function<void(const ParameterInfo& info, const std::string& before, const std::string& after)>;
void each_leaf(const LeafVisitor& visit);

/// The folder of bad files.
std::string data_folder();

}  // namespace strathern::test
