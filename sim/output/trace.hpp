// When and where do two histories part? Digests of every column of state after every phase, as lines that are compared.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

namespace strathern {

struct State;

/// One column of state, boiled down.
struct ColumnDigest {
    std::string name;  ///< as in state.hpp; columns that share a name are numbered: share[0], share[1]
    std::uint64_t digest;
};

/// Every column of state in a fixed order: numbers as each_column has them, then ordinals, tallies and queues. Where a
/// change lies in its team's pool is no part of it.
std::vector<ColumnDigest> state_digests(const State& state);

/// First line of a trace.
inline constexpr const char* trace_header = "day,phase,column,digest\n";

/// Appends one line a column. @param day from 0; lines count days from 1, as scenarios do
void append_trace_lines(int day, const char* phase, const State& state, std::string& text);

/// What two traces have in common.
struct TraceComparison {
    std::uint64_t same = 0;  ///< lines before the first that differs
    std::string difference;  ///< where it is and how, a sentence without full stop; empty when there is none
};

/// Compares two traces line by line; lines that begin with # are left out.
/// Errors: ExitCode::environment when a file can't be read, ExitCode::store when it is no trace, with its line.
TraceComparison compare_traces(const std::string& one, const std::string& other);

}  // namespace strathern
