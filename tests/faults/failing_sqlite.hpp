// How is a call of SQLite to the system made to fail? A file system between SQLite and the real one, and an allocator.
#pragma once
#include <sqlite3.h>

#include <cstdint>
#include <string>

namespace testing {

/// What goes wrong.
enum class Fault : std::uint8_t { disk_full, input_output, permission, memory };

/// Which calls fail: the one of this number, and perhaps all that follow. Calls that a fault can't hit don't count.
struct FaultPlan {
    Fault fault = Fault::input_output;
    long at = -1;  ///< from 0; -1: none
    bool for_ever = false;
};

/// Stands between SQLite and the system as long as it lives. One at a time.
class FailingSqlite {
public:
    FailingSqlite();
    FailingSqlite(const FailingSqlite&) = delete;
    FailingSqlite& operator=(const FailingSqlite&) = delete;
    ~FailingSqlite();

    /// From now on; counts anew.
    void plan(const FaultPlan& plan);
    /// Calls that the planned fault could have hit.
    long calls() const;
};

}  // namespace testing
