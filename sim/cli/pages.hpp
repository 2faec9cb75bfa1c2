// How do shells complete the program's commands, and what does its manual page say? Texts made from the table of verbs.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "cli/options.hpp"

namespace strathern {

/// What a shell proposes for a word.
enum class Proposal : std::uint8_t {
    none,
    words,  ///< a fixed list
    files,  ///< files of one ending
    folders,
    policies,  ///< names of shipped policies
    paths,     ///< paths of parameters, to be followed by '='
    kinds,     ///< what `list` takes
    anything,  ///< whatever `explain` knows
};

/// An option as help shows it, and what may follow it.
struct OptionPage {
    std::string name;   ///< "--seed"
    std::string value;  ///< "N"; empty for a switch
    std::string help;
    std::vector<std::string> words = {};  ///< values, where they are fixed
};

/// A verb as help shows it.
struct VerbPage {
    const Verb* verb = nullptr;
    std::string argument;                 ///< its name without brackets; empty if there is none
    bool needed = true;                   ///< whether the argument must be given
    std::vector<std::string> words = {};  ///< what the argument may be, where that is fixed
    std::vector<OptionPage> options = {};
};

/// The verbs with their options, as the command line is read.
std::vector<VerbPage> pages_of(const std::vector<Verb>& verbs);

/// What may be proposed: of files the ending, of a fixed list the words.
struct Proposed {
    Proposal what = Proposal::none;
    std::string ending = {};
    std::vector<std::string> words = {};
    bool several = false;  ///< whether commas separate several of them
};

/// What may stand for a verb's argument.
Proposed proposed_argument(const VerbPage& page);

/// What may follow an option.
Proposed proposed_value(const OptionPage& option);

std::string bash_completion(std::span<const VerbPage> pages);
std::string zsh_completion(std::span<const VerbPage> pages);
std::string fish_completion(std::span<const VerbPage> pages);

/// strathern.1, in the macros of man(7).
std::string manual_page(std::span<const VerbPage> pages, const std::string& version);

}  // namespace strathern
