// When and where do two histories diverge? Digests of every column of state after every phase, as lines to compare.
#pragma once
#include <cstdint>
#include <span>
#include <strathern/columns.hpp>
#include <strathern/rows.hpp>
#include <string>
#include <vector>

namespace strathern {

class State;

/// A column of state, or one of its lanes or parts, as numbers.
struct StatePart {
    const ColumnInfo& info;
    const std::string& name;          ///< skill, share[0], flow.waiting
    std::span<const double> numbers;  ///< valid until the next part is shown
};

/// Shows every column in the order of state.def, lane by lane, records part by part. A change's position in its team's
/// pool is not included.
/// @param teams show only the rows of the first so many teams; the organisation's columns are shown whole
void each_part(const State& state, const FunctionRef<void(const StatePart&)>& see, std::uint32_t teams = UINT32_MAX);

/// Digest of one column of state, or of one of its lanes or parts.
struct ColumnDigest {
    std::string name;  ///< as in StatePart
    std::uint64_t digest;
};

/// Every column of state, in the order of state.def.
std::vector<ColumnDigest> state_digests(const State& state);

/// First line of a trace.
inline constexpr const char* trace_header = "day,phase,column,digest\n";

/// Appends one line per digest. @param day from 0; lines count days from 1, as scenarios do
void append_trace_lines(int day, const char* phase, const State& state, std::string& text);

/// What two traces have in common.
struct TraceComparison {
    std::uint64_t same = 0;  ///< lines before the first that differs
    std::string difference;  ///< what differs and where, a sentence without full stop; empty when there is none
};

/// Compares two traces line by line; lines that begin with # are skipped.
/// Errors: ExitCode::environment when a file can't be read, ExitCode::store when it is not a trace, with its line.
TraceComparison compare_traces(const std::string& one, const std::string& other);

}  // namespace strathern
