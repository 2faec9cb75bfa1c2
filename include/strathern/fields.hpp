// What kind of thing a scenario may contain, as tables: the words in which params.cpp (generated) describes itself,
// so that loader, printer, checks, --set, explain and the reference page are generic code.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace strathern {

/// A declared thing under the name that the scenario gives it.
template <class T>
struct Named {
    std::string name = {};
    T value = {};
    bool operator==(const Named&) const = default;
};

/// A parameter that a policy sets: its path, its index in parameter_table() and the new value (enums by their number).
struct Setting {
    std::string path = {};
    std::uint32_t parameter = 0;
    double value = 0;
    bool operator==(const Setting&) const = default;
};

/// A practice that a policy takes away or teaches: its name and its place among the scenario's practices.
struct PracticeName {
    std::string name = {};
    std::uint32_t practice = 0;
    bool operator==(const PracticeName&) const = default;
};

/// A number for each level of engineers: one for all, or one each.
struct ByLevel {
    std::array<double, 4> values{};  ///< by Level

    constexpr ByLevel() = default;
    // Implicit, because a number is what most scenarios state.
    constexpr ByLevel(double all) : values{all, all, all, all} {}
    constexpr double& operator[](std::size_t level) { return values[level]; }
    constexpr double operator[](std::size_t level) const { return values[level]; }
    constexpr bool is_uniform() const { return *this == ByLevel(values[0]); }
    constexpr bool operator==(const ByLevel&) const = default;
};

/// Type of a single value: number = double, integer = std::int64_t, boolean = bool, choice = an enum over
/// std::uint8_t, text = std::string, date = int (working day from 0), seed = std::uint64_t.
enum class Kind : std::uint8_t { number, integer, boolean, choice, text, date, seed };

/// How well a default is founded.
enum class Evidence : std::uint8_t { assumed, derived, measured, calibrated };

/// "assumed", "derived", "measured" or "calibrated".
constexpr std::string_view name(Evidence evidence) {
    constexpr std::string_view names[] = {"assumed", "derived", "measured", "calibrated"};
    return names[static_cast<std::size_t>(evidence)];
}

/// One single value that a scenario may state, and all that is known about it.
struct ParameterInfo {
    std::string_view path;  ///< as "review.care"; inside a definition "practice.stigma"
    std::string_view name;  ///< last part of the path
    Kind kind = Kind::number;
    std::string_view unit, description, source;
    Evidence evidence = Evidence::assumed;
    bool dated = true;                          ///< whether a policy may change it on a date
    double minimum = 0;                         ///< of a number or an integer
    double maximum = 0;                         ///< of a number or an integer
    std::size_t length_limit = 0;               ///< bytes of a text
    std::string_view default_text;              ///< as it stands in JSON, texts without quotes
    std::span<const std::string_view> choices;  ///< names of an enum, by number
    void* (*locate)(void* owner) =
        nullptr;  ///< address of the value in its owner (Parameters, Scenario, Practice, ...)
};

/// How a member of a scenario is laid out.
enum class Shape : std::uint8_t {
    leaf,
    by_level,
    group,
    optional_group,
    map,
    list,
    names,
    practices,
    weights,
    settings,
    base,  ///< the name of a file of values that lie below the scenario's own; only the values are kept
    ignored
};

/// What may be done with a member that holds several (or perhaps no) elements.
struct ContainerAccess {
    std::size_t (*count)(const void* container) = nullptr;
    void* (*append)(void* container, std::string name) = nullptr;  ///< a new element with defaults
    void* (*element)(void* container, std::size_t index) = nullptr;
    const std::string* (*name)(const void* container, std::size_t index) = nullptr;  ///< maps only
};

struct StructInfo;

/// One key of a JSON object.
struct Member {
    std::string_view name, description;
    Shape shape = Shape::leaf;
    const ParameterInfo* leaf = nullptr;     ///< of a leaf; of names and levels: one of them; of weights: the weight
    const StructInfo* type = nullptr;        ///< of a group or of the elements
    ContainerAccess access;                  ///< of optional_group, map, list, names, practices
    std::size_t count_limit = 0;             ///< most elements of a map, list or of names
    std::string_view folder;                 ///< where files with elements of this map, or a base, lie
    void* (*locate)(void* owner) = nullptr;  ///< owner of what is inside; for containers the container
};

/// One JSON object with closed keys.
struct StructInfo {
    std::string_view name, description;
    std::span<const Member> members;
};

/// An enumeration: its names by number, and what they mean if that is declared.
struct EnumInfo {
    std::string_view name, description;
    std::span<const std::string_view> names, descriptions;
};

/// Access to std::vector<Named<T>>.
template <class T>
constexpr ContainerAccess map_access() {
    using Map = std::vector<Named<T>>;
    return {[](const void* map) { return static_cast<const Map*>(map)->size(); },
            [](void* map, std::string name) -> void* {
                return &static_cast<Map*>(map)->emplace_back(Named<T>{std::move(name), T{}}).value;
            },
            [](void* map, std::size_t index) -> void* { return &(*static_cast<Map*>(map))[index].value; },
            [](const void* map, std::size_t index) { return &(*static_cast<const Map*>(map))[index].name; }};
}

/// Access to std::vector<T>.
template <class T>
constexpr ContainerAccess list_access() {
    using List = std::vector<T>;
    return {[](const void* list) { return static_cast<const List*>(list)->size(); },
            [](void* list, std::string) -> void* { return &static_cast<List*>(list)->emplace_back(); },
            [](void* list, std::size_t index) -> void* { return &(*static_cast<List*>(list))[index]; }, nullptr};
}

/// Access to std::optional<T>.
template <class T>
constexpr ContainerAccess optional_access() {
    using Maybe = std::optional<T>;
    return {[](const void* maybe) -> std::size_t { return static_cast<const Maybe*>(maybe)->has_value() ? 1 : 0; },
            [](void* maybe, std::string) -> void* { return &static_cast<Maybe*>(maybe)->emplace(); },
            [](void* maybe, std::size_t) -> void* { return &**static_cast<Maybe*>(maybe); }, nullptr};
}

/// Reads a number, integer, boolean (0, 1), choice (its number) or date at its address.
double read_value(Kind kind, const void* address) noexcept;

/// Writes what read_value reads. The value has been checked: it is finite and in range.
void write_value(Kind kind, void* address, double value) noexcept;

}  // namespace strathern
