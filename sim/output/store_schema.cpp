// Which tables does a store have? These comments stay visible in the file to users of other tools.
#include "output/store_schema.hpp"

namespace strathern {
namespace {

constexpr const char* fixed_tables = R"(
CREATE TABLE study (               -- one row: what was requested, by which program
  id INTEGER PRIMARY KEY CHECK (id = 1),  -- always 1
  name TEXT NOT NULL,              -- of the scenario
  about TEXT NOT NULL,             -- the question, in words
  scenario_hash TEXT NOT NULL,     -- of the scenario without seed, number of replicates and baseline
  seed TEXT NOT NULL,              -- 64-bit number in decimal digits; all random numbers follow from it
  version TEXT NOT NULL,           -- of Strathern
  "commit" TEXT NOT NULL,          -- of Strathern's source
  model TEXT NOT NULL,             -- fingerprint of Strathern's source as far as it determines results
  mixed TEXT NOT NULL,             -- other models that added runs (option --mixed), separated by commas
  quarters INTEGER NOT NULL,       -- simulated quarters, 65 working days each
  baseline TEXT NOT NULL,          -- policy that others are compared with
  tables TEXT NOT NULL,            -- months, teams, levels, practices, distributions: those that the store has
  scenario TEXT NOT NULL           -- JSON: every parameter, including defaults; replicates as first requested
) STRICT;
CREATE TABLE policies (            -- all policies of the scenario, run or not
  policy INTEGER PRIMARY KEY,      -- position in the scenario, from 0
  name TEXT NOT NULL UNIQUE,       -- as in the scenario
  about TEXT NOT NULL,             -- what it does and why, in words
  hash TEXT NOT NULL,              -- of what it does: policies with the same hash differ in name only
  first_week INTEGER               -- week of its first intervention, from 0; NULL: it has none
) STRICT;
CREATE TABLE columns (             -- what the columns of table quarters mean
  position INTEGER PRIMARY KEY,    -- from 0
  name TEXT NOT NULL UNIQUE,       -- of the column of quarters
  unit TEXT NOT NULL,              -- as "hours" or "share"
  label TEXT NOT NULL,             -- a few words, for tables and figures
  meaning TEXT NOT NULL,           -- a sentence
  better TEXT NOT NULL,            -- 'more', 'less' or 'neither': which way is good for the organisation
  "over" TEXT NOT NULL,            -- 'sum', 'mean' or 'last': how several quarters become one number
  lowest REAL,                     -- smallest value that can be; NULL: there is none
  highest REAL,                    -- largest value that can be; NULL: there is none
  undefined TEXT NOT NULL          -- why a value is NULL: "there was no incident"; empty: none ever is
) STRICT;
CREATE TABLE fingerprints (        -- of the other tables, to detect damage
  what TEXT PRIMARY KEY,           -- 'schema', 'study', 'policies', 'columns', or 'replicates': of all runs together
  fingerprint TEXT NOT NULL        -- 32 hexadecimal digits
) STRICT, WITHOUT ROWID;
CREATE TABLE replicates (          -- one row per run: one replicate under one policy
  replicate INTEGER NOT NULL,      -- from 0; the same luck under every policy
  policy INTEGER NOT NULL REFERENCES policies,  -- its position in policies
  status TEXT NOT NULL,            -- 'done' or 'failed'; a failed run has no quarters
  failed_day INTEGER,              -- working day on which the error was detected, from 0
  failed_what TEXT,                -- what failed, in words
  fingerprint TEXT NOT NULL,       -- of this row and the run's quarters, to detect damage
  PRIMARY KEY (replicate, policy)
) STRICT, WITHOUT ROWID;
)";

constexpr const char* quarters_head = R"(CREATE TABLE quarters (            -- results: one row per run and quarter
  replicate INTEGER NOT NULL,      -- from 0
  policy INTEGER NOT NULL REFERENCES policies,  -- its position in policies
  quarter INTEGER NOT NULL,        -- from 0
)";

std::string value_column(const StoredColumn& column) {
    std::string comment = column.unit + ": " + column.meaning;
    for (char& c : comment) {
        if (c == '\n' || c == '\r') c = ' ';
    }
    return "  " + sql_name(column.name) + (column.undefined.empty() ? " REAL NOT NULL" : " REAL") + ",  -- " + comment +
           "\n";
}

std::string detail_schema(Detail table) {
    const DetailTable& what = table_of(table);
    const bool keyed = *what.key != '\0', named = *what.named != '\0';
    std::string sql = std::string("CREATE TABLE ") + what.name + " (  -- " + what.about + "\n" +
                      "  replicate INTEGER NOT NULL,      -- from 0\n"
                      "  policy INTEGER NOT NULL REFERENCES policies,  -- its position in policies\n"
                      "  month INTEGER NOT NULL,          -- from 0\n";
    if (keyed) sql += std::string("  ") + what.key + " INTEGER NOT NULL,  -- " + what.key_meaning + "\n";
    if (named) sql += std::string("  ") + what.named + " TEXT NOT NULL,  -- its name\n";
    for (const StoredColumn& column : stored_form(detail_columns(table))) sql += value_column(column);
    return sql + "  PRIMARY KEY (replicate, policy, month" + (keyed ? std::string(", ") + what.key : "") +
           ")\n) STRICT, WITHOUT ROWID;\n";
}

}  // namespace

std::string sql_name(const std::string& name) {
    std::string quoted = "\"";
    for (const char c : name) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

std::size_t key_width(Detail table) {
    const DetailTable& what = table_of(table);
    return 3 + (*what.key != '\0' ? 1 : 0) + (*what.named != '\0' ? 1 : 0);
}

std::string store_schema(const StudyIdentity& identity) {
    std::string sql = std::string(fixed_tables) + quarters_head;
    for (const StoredColumn& column : identity.columns) sql += value_column(column);
    sql += "  PRIMARY KEY (replicate, policy, quarter)\n) STRICT, WITHOUT ROWID;\n";
    for (const Detail table : identity.tables) sql += detail_schema(table);
    sql += "PRAGMA application_id = " + std::to_string(store_application_id) + ";\n";
    sql += "PRAGMA user_version = " + std::to_string(store_layout) + ";\n";
    return sql;
}

}  // namespace strathern
