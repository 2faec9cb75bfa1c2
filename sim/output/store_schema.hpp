// Which tables does a store have? Their CREATE statements, with comments that stay in the file.
#pragma once
#include <span>
#include <string>

#include "output/store.hpp"

namespace strathern {

/// All CREATE statements and the identifying marks of a store, to be run in one transaction.
std::string store_schema(const StudyIdentity& identity);

/// Columns of a table that looks closer, in front of its values: replicate, policy, month and what a row is about.
std::size_t key_width(Detail table);

/// A name as an SQL identifier.
std::string sql_name(const std::string& name);

}  // namespace strathern
