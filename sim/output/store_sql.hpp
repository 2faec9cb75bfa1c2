// How does the program use SQLite? A connection, a prepared statement, and errors in the program's own words.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace strathern {

/// How a database file is opened.
enum class Access : std::uint8_t { read, write };

/// One connection; closes itself. Used by one thread at a time.
class Database {
public:
    /// Errors: ExitCode::environment when the file can't be opened, ExitCode::store when it isn't a database.
    /// @param path a file, or ":memory:" for none
    Database(const std::string& path, Access access);
    Database(Database&& other) noexcept;
    Database& operator=(Database&& other) noexcept;
    ~Database();

    /// Runs statements whose results are ignored.
    void run(const std::string& sql);
    /// Runs statements; returns false instead of an error.
    bool try_run(const std::string& sql) noexcept;
    /// The first value of the first row, 0 without one.
    std::int64_t integer(const std::string& sql);
    /// The first value of the first row, empty without one.
    std::string text(const std::string& sql);
    /// Closes the connection; later calls do nothing.
    void close() noexcept;

    const std::string& path() const { return path_; }
    bool in_memory() const { return path_ == ":memory:"; }
    sqlite3* handle() const { return handle_; }
    /// Throws the error that the last failed call stands for: a full disk, a lock held by another, a damaged file.
    [[noreturn]] void fail(std::string_view doing) const;

private:
    std::string path_;
    sqlite3* handle_ = nullptr;
};

/// Kind of a value in a row of a query.
enum class Cell : std::uint8_t { null, integer, real, text };

/// One prepared statement; must not outlive its database.
class Statement {
public:
    Statement(Database& database, const std::string& sql);
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    ~Statement();

    /// Binds the next parameter, starting with the first.
    Statement& bind(std::int64_t value);
    Statement& bind(double value);
    Statement& bind(std::string_view value);
    /// True when there is a row.
    bool step();
    /// Steps once and resets for the next values.
    void execute();
    void reset();

    int columns() const;
    std::string column_name(int column) const;
    Cell kind(int column) const;
    std::int64_t integer(int column) const;
    double real(int column) const;
    double number(int column) const;  ///< NaN for null
    std::string text(int column) const;

private:
    void check(int status, std::string_view doing) const;

    Database& database_;
    sqlite3_stmt* statement_ = nullptr;
    int next_ = 1;
};

}  // namespace strathern
