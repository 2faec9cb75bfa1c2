// Which number belongs to whom: row numbers that can't be mixed up, and the names of luck (slots).
#pragma once
#include <cstdint>

namespace strathern {

/// Row of an engineer in the state's columns; a seat, whoever sits on it. [0, engineers)
enum class EngineerId : std::uint32_t {};
/// Row of a team. [0, teams)
enum class TeamId : std::uint32_t {};

constexpr std::uint32_t index(EngineerId id) { return static_cast<std::uint32_t>(id); }
constexpr std::uint32_t index(TeamId id) { return static_cast<std::uint32_t>(id); }

/// Whose luck a draw is. Follows from causes (seat and number of the hire, team and ordinal), never from an order of
/// creation.
struct Slot {
    std::uint32_t who = 0;    ///< seat, team or product
    std::uint32_t which = 0;  ///< how many were hired for the seat before, ordinal of the item or change; else 0
    friend bool operator==(const Slot&, const Slot&) = default;
};

}  // namespace strathern
