// How does the program use SQLite? The C API, wrapped once.
#include "output/store_sql.hpp"

#include <sqlite3.h>
#include <strathern/error.hpp>

#include <limits>
#include <utility>

#include "output/store_file.hpp"

namespace strathern {
namespace {

constexpr int patience_ms = 5000;  // how long another connection may hold SQLite's own lock

/// What an SQLite status means to a user, and its exit code.
Error error_of(int status, const std::string& message, const std::string& path, const std::string& doing) {
    const auto environment = [&](const std::string& rule, const char* hint = "") {
        return file_error(ExitCode::environment, path, doing + ": " + rule, hint);
    };
    switch (status & 0xff) {
        case SQLITE_FULL:
            return environment("the disk is full (" + free_space(path) + " free)",
                               "free some space, then run the same command again");
        case SQLITE_IOERR:
            return environment("the disk failed (" + message + ", " + free_space(path) + " free)",
                               "fix the disk, then run the same command again");
        case SQLITE_READONLY:
            return environment("the file or its folder is read-only");
        case SQLITE_CANTOPEN:
        case SQLITE_PERM:
            return environment("the file can't be opened: " + why_unusable(path));
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return file_error(ExitCode::store, path, doing + ": the store is locked by another process",
                              "wait for it, or choose another file");
        case SQLITE_NOTADB:
            return file_error(ExitCode::store, path, "this is not a Strathern store and was left unchanged",
                              "choose another file");
        case SQLITE_CORRUPT:
        case SQLITE_ERROR:
        case SQLITE_TOOBIG:
        case SQLITE_MISMATCH:
        case SQLITE_CONSTRAINT:
            return file_error(ExitCode::store, path, doing + ": the store is damaged (" + message + ")",
                              "choose another file; the same seed gives the same results again");
        default:
            return environment(message);
    }
}

}  // namespace

Database::Database(const std::string& path, Access access) : path_(path) {
    const int flags = access == Access::read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    if (!in_memory() && is_foreign(path)) throw error_of(SQLITE_NOTADB, "", path_, "opening the store");
    // A relative name never means ":memory:" or an option of SQLite, whatever it starts with.
    const std::string name = in_memory() || path.starts_with('/') ? path : "./" + path;
    if (sqlite3_open_v2(name.c_str(), &handle_, flags | SQLITE_OPEN_FULLMUTEX, nullptr) != SQLITE_OK) {
        const int status = handle_ ? sqlite3_extended_errcode(handle_) : SQLITE_NOMEM;
        const std::string message = handle_ ? sqlite3_errmsg(handle_) : "out of memory";
        close();
        throw error_of(status, message, path_, "opening the store");
    }
    sqlite3_extended_result_codes(handle_, 1);
    sqlite3_busy_timeout(handle_, patience_ms);
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    try_run("PRAGMA cell_size_check = ON");  // finds damaged pages earlier
}

Database::Database(Database&& other) noexcept
    : path_(std::move(other.path_)), handle_(std::exchange(other.handle_, nullptr)) {}

Database& Database::operator=(Database&& other) noexcept {
    std::swap(path_, other.path_);
    std::swap(handle_, other.handle_);
    return *this;
}

Database::~Database() { close(); }

void Database::close() noexcept {
    sqlite3_close_v2(handle_);
    handle_ = nullptr;
}

void Database::fail(std::string_view doing) const {
    throw error_of(sqlite3_extended_errcode(handle_), sqlite3_errmsg(handle_), path_, std::string(doing));
}

void Database::run(const std::string& sql) {
    if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) != SQLITE_OK) fail("writing the store");
}

bool Database::try_run(const std::string& sql) noexcept {
    return handle_ && sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
}

std::int64_t Database::integer(const std::string& sql) {
    Statement statement(*this, sql);
    return statement.step() ? statement.integer(0) : 0;
}

std::string Database::text(const std::string& sql) {
    Statement statement(*this, sql);
    return statement.step() ? statement.text(0) : std::string();
}

Statement::Statement(Database& database, const std::string& sql) : database_(database) {
    check(sqlite3_prepare_v2(database.handle(), sql.c_str(), static_cast<int>(sql.size()), &statement_, nullptr),
          "reading the store");
}

Statement::~Statement() { sqlite3_finalize(statement_); }

void Statement::check(int status, std::string_view doing) const {
    if (status != SQLITE_OK) database_.fail(doing);
}

Statement& Statement::bind(std::int64_t value) {
    check(sqlite3_bind_int64(statement_, next_++, value), "writing the store");
    return *this;
}

Statement& Statement::bind(double value) {
    check(sqlite3_bind_double(statement_, next_++, value), "writing the store");
    return *this;
}

Statement& Statement::bind(std::string_view value) {
    check(sqlite3_bind_text64(statement_, next_++, value.data(), value.size(), SQLITE_TRANSIENT, SQLITE_UTF8),
          "writing the store");
    return *this;
}

bool Statement::step() {
    const int status = sqlite3_step(statement_);
    if (status != SQLITE_ROW && status != SQLITE_DONE)
        database_.fail(sqlite3_stmt_readonly(statement_) ? "reading the store" : "writing the store");
    return status == SQLITE_ROW;
}

void Statement::execute() {
    step();
    reset();
}

void Statement::reset() {
    sqlite3_reset(statement_);
    next_ = 1;
}

int Statement::columns() const { return sqlite3_column_count(statement_); }
std::string Statement::column_name(int column) const {
    const char* const name = sqlite3_column_name(statement_, column);
    if (!name) database_.fail("reading the store");  // memory ran out
    return name;
}
std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(statement_, column); }
double Statement::real(int column) const { return sqlite3_column_double(statement_, column); }

double Statement::number(int column) const {
    return kind(column) == Cell::null ? std::numeric_limits<double>::quiet_NaN() : real(column);
}

Cell Statement::kind(int column) const {
    switch (sqlite3_column_type(statement_, column)) {
        case SQLITE_INTEGER:
            return Cell::integer;
        case SQLITE_FLOAT:
            return Cell::real;
        case SQLITE_NULL:
            return Cell::null;
        default:
            return Cell::text;
    }
}

std::string Statement::text(int column) const {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    if (!bytes && sqlite3_errcode(database_.handle()) == SQLITE_NOMEM) database_.fail("reading the store");
    return bytes ? std::string(bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_, column)))
                 : std::string();
}

}  // namespace strathern
