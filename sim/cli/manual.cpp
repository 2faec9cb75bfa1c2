// What does the manual page say? The help of all verbs, in the macros of man(7).
#include "cli/exit_codes.hpp"
#include "cli/pages.hpp"

namespace strathern {
namespace {

/// Running text: what troff would take for its own is marked, and no line begins with a request.
std::string text(const std::string& plain) {
    std::string result;
    for (std::size_t at = 0; at < plain.size(); ++at) {
        const char c = plain[at];
        const bool first = at == 0 || plain[at - 1] == '\n';
        if (first && (c == '.' || c == '\'')) result += "\\&";
        if (c == '\\')
            result += "\\e";
        else if (c == '-')
            result += "\\-";
        else if (c == '\'')
            result += "\\(aq";
        else
            result += c;
    }
    return result;
}

std::string bold(const std::string& plain) { return "\\fB" + text(plain) + "\\fR"; }
std::string slanted(const std::string& plain) { return "\\fI" + text(plain) + "\\fR"; }

std::string entry(const std::string& head, const std::string& words) { return ".TP\n" + head + "\n" + words + "\n"; }

std::string synopsis(const VerbPage& page) {
    std::string line = ".B strathern " + text(page.verb->name) + "\n";
    if (page.argument.empty()) return line + "[options]\n.br\n";
    const std::string several = page.verb->several ? "..." : "";
    return line + (page.needed ? slanted(page.argument) + several : "[" + slanted(page.argument) + several + "]") +
           " [options]\n.br\n";
}

std::string verb_section(const VerbPage& page) {
    std::string section = ".SS " + text(page.verb->name) + "\n" + text(page.verb->summary) + ".\n";
    if (!page.argument.empty()) section += entry(slanted(page.argument), text(page.verb->argument_help));
    for (const OptionPage& option : page.options)
        section +=
            entry(bold(option.name) + (option.value.empty() ? "" : " " + slanted(option.value)), text(option.help));
    return section + ".PP\n.EX\n" + text(page.verb->examples) + "\n.EE\n";
}

std::string exit_status() {
    std::string section = ".SH EXIT STATUS\n";
    for (const ExitCodeRow& row : exit_code_table())
        section += entry(bold(std::to_string(row.code)), text(std::string(row.sentence) + " " + row.advice));
    return section + entry(bold("128 + n"), "The program was " + text(signal_meaning) + ".");
}

constexpr const char* description =
    ".SH DESCRIPTION\n"
    "Strathern simulates an engineering organisation under metric regimes: person by person and change by change, it\n"
    "shows what rewarding what can be counted does to customers, to the review queue, to incidents and to the bill.\n"
    "Policies are compared with a baseline, replicate by replicate, with the same random events.\n"
    ".PP\n"
    "A scenario is a JSON file that states only what differs from the defaults.\n"
    ".B strathern new\n"
    "writes one to start from,\n"
    ".B strathern list\n"
    "shows what there is, and\n"
    ".B strathern explain\n"
    "says what any name means.\n";

}  // namespace

std::string manual_page(std::span<const VerbPage> pages, const std::string& version) {
    std::string page = ".\\\" Made by strathern man.\n.TH STRATHERN 1 \"\" \"" + text(version) +
                       "\" \"User Commands\"\n.SH NAME\nstrathern \\- a wind tunnel for metrics\n.SH SYNOPSIS\n";
    for (const VerbPage& each : pages) page += synopsis(each);
    page += std::string(description) + ".SH VERBS\n";
    for (const VerbPage& each : pages) page += verb_section(each);
    return page + exit_status();
}

}  // namespace strathern
