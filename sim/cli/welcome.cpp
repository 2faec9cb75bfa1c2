// What does the program say to somebody who says nothing?
#include "cli/welcome.hpp"

#include <filesystem>
#include <system_error>

#include "cli/options.hpp"
#include "scenario/shipped.hpp"

namespace strathern {
namespace {

/// A shipped scenario as one would type it from here.
std::string shipped_scenario(const std::string& name) {
    const std::string shipped = find_shipped_scenarios();
    if (shipped.empty()) return name;
    std::error_code unknown;
    const std::filesystem::path path = shipped + "/" + name;
    const std::filesystem::path near = std::filesystem::proximate(path, unknown);
    const bool below = !unknown && !near.empty() && *near.begin() != "..";
    return shell_quoted((below ? near : path).string());
}

}  // namespace

std::string welcome(const std::string& program) {
    const auto line = [&](const char* aim, const std::string& words) { return aim + program + " " + words + "\n"; };
    return "Strathern simulates engineering organisations that reward what can be counted, and shows what it does.\n" +
           line("Try first:         ", "run " + shipped_scenario("minimal.json")) +
           line("Compare policies:  ", "trial " + shipped_scenario("tokenmaxxing.json") + " --page tokenmaxxing.html") +
           line("Start your own:    ", "new mine") +  //
           line("See what there is: ", "list") +      //
           line("Ask:               ", "explain goodhart; " + program + " --help");
}

}  // namespace strathern
