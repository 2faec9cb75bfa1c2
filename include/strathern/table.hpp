// How is state kept? As columns that know their name, unit and meaning and take only their own kind of row number.
#pragma once
#include <cstddef>
#include <span>
#include <strathern/ids.hpp>
#include <vector>

namespace strathern {

/// One column of state. Shape: rows of `Id`.
template <class Id, class T = double>
class Column {
public:
    void resize(std::size_t rows, T value = T{}) { values_.assign(rows, value); }
    T& operator[](Id id) { return values_[index(id)]; }
    const T& operator[](Id id) const { return values_[index(id)]; }
    /// First element, for loops over a range of rows.
    T* data() { return values_.data(); }
    const T* data() const { return values_.data(); }
    std::size_t size() const { return values_.size(); }
    std::span<const T> values() const { return values_; }

private:
    std::vector<T> values_;
};

/// Name, unit and meaning of a column; digests, traces, invariants and reference pages are made from it.
struct ColumnInfo {
    const char* name;
    const char* unit;
    const char* meaning;
};

}  // namespace strathern
