// Which study does a store hold? Written once, read back, compared with the requested one.
#include "output/store_identity.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <sstream>
#include <strathern/error.hpp>
#include <strathern/params/definitions.hpp>
#include <string_view>
#include <utility>

#include "core/version.hpp"

namespace strathern {
namespace {

constexpr std::array<const char*, 3> better_names = {"more", "less", "neither"};
constexpr std::array<const char*, 3> over_names = {"sum", "mean", "last"};

template <class Enum>
const char* spelling(const std::array<const char*, 3>& names, Enum value) {
    return names[static_cast<std::size_t>(value)];
}

[[noreturn]] void refuse(const Database& store, const std::string& rule) {
    throw file_error(ExitCode::store, store.path(), rule, "choose another file");
}

template <class Enum>
Enum parse(const std::string& text, const std::array<const char*, 3>& names) {
    for (std::size_t i = 0; i < names.size(); ++i) {
        if (text == names[i]) return static_cast<Enum>(i);
    }
    return static_cast<Enum>(names.size() - 1);
}

void read_policies(Database& store, StudyIdentity& identity) {
    Statement rows(store, "SELECT name, about, hash, ifnull(first_week, -1) FROM policies ORDER BY policy");
    while (rows.step())
        identity.policies.push_back({rows.text(0), rows.text(1), rows.text(2), static_cast<int>(rows.integer(3))});
}

void read_columns(Database& store, StudyIdentity& identity) {
    Statement rows(store, R"(SELECT name, unit, label, meaning, better, "over", lowest, highest, undefined FROM columns
                             ORDER BY position)");
    while (rows.step()) {
        StoredColumn& column = identity.columns.emplace_back();
        column = {rows.text(0), rows.text(1), rows.text(2), rows.text(3)};
        column.better = parse<Better>(rows.text(4), better_names);
        column.over = parse<Over>(rows.text(5), over_names);
        if (rows.kind(6) != Cell::null) column.bounds.lowest = rows.real(6);
        if (rows.kind(7) != Cell::null) column.bounds.highest = rows.real(7);
        column.undefined = rows.text(8);
    }
}

/// The version that wrote a store; every layout so far has it in the same place.
std::string writer_of(Database& store) {
    try {
        return store.text("SELECT version FROM study");
    } catch (const Error&) {
        return "unknown";
    }
}

void check_marks(Database& store) {
    const std::int64_t mark = store.integer("PRAGMA application_id");
    if (mark != store_application_id) refuse(store, "this database is not a Strathern store and was left unchanged");
    const std::int64_t layout = store.integer("PRAGMA user_version");
    if (layout != store_layout)
        refuse(store, "the store was written by version " + writer_of(store) + " in layout " + std::to_string(layout) +
                          "; this is version " + program_version() + ", which reads layout " +
                          std::to_string(store_layout));
}

std::string names_of(std::span<const Detail> tables) {
    std::string names;
    for (const Detail table : tables) names += std::string(names.empty() ? "" : ",") + table_of(table).name;
    return names;
}

void insert_study(Database& database, const StudyIdentity& identity) {
    Statement(database, "INSERT INTO study VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .bind(std::string_view(identity.name))
        .bind(std::string_view(identity.about))
        .bind(std::string_view(identity.scenario_hash))
        .bind(std::string_view(std::to_string(identity.seed)))
        .bind(std::string_view(identity.version))
        .bind(std::string_view(identity.commit))
        .bind(std::string_view(identity.model))
        .bind(std::string_view(identity.mixed))
        .bind(std::int64_t{identity.quarters})
        .bind(std::string_view(identity.baseline))
        .bind(std::string_view(names_of(identity.tables)))
        .bind(std::string_view(identity.scenario))
        .execute();
}

void insert_policies(Database& database, std::span<const StoredPolicy> policies) {
    Statement insert(database, "INSERT INTO policies VALUES (?, ?, ?, ?, nullif(?, -1))");
    std::int64_t number = 0;
    for (const StoredPolicy& policy : policies)
        insert.bind(number++)
            .bind(std::string_view(policy.name))
            .bind(std::string_view(policy.about))
            .bind(std::string_view(policy.hash))
            .bind(std::int64_t{policy.first_week})
            .execute();
}

/// A bound as the store has it: none is NULL.
double bound(double value) { return std::isfinite(value) ? value : std::numeric_limits<double>::quiet_NaN(); }

void insert_columns(Database& database, std::span<const StoredColumn> columns) {
    Statement insert(database, "INSERT INTO columns VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    std::int64_t position = 0;
    for (const StoredColumn& column : columns) {
        insert.bind(position++)
            .bind(std::string_view(column.name))
            .bind(std::string_view(column.unit))
            .bind(std::string_view(column.label))
            .bind(std::string_view(column.meaning))
            .bind(std::string_view(spelling(better_names, column.better)))
            .bind(std::string_view(spelling(over_names, column.over)))
            .bind(bound(column.bounds.lowest))
            .bind(bound(column.bounds.highest))
            .bind(std::string_view(column.undefined))
            .execute();
    }
}

std::string names_of(std::span<const StoredColumn> columns) {
    std::string names;
    for (const StoredColumn& column : columns) names += (names.empty() ? "" : ",") + column.name;
    return names;
}

std::string names_of(std::span<const StoredPolicy> policies) {
    std::string names;
    for (const StoredPolicy& policy : policies) names += (names.empty() ? "" : ",") + policy.name;
    return names;
}

Problem problem_of(const std::string& path, const std::string& rule, const std::string& hint) {
    return file_error(ExitCode::store, path, rule, hint).problems().front();
}

/// Why one program must not add to what others have made. Reported alone: other outputs and another hash follow from
/// it.
std::vector<Problem> other_program(const std::string& path, const StudyIdentity& held, const StudyIdentity& asked) {
    const std::string other = "move it away, choose another file with --out, ";
    const std::string mix = "add --mixed to mix them all the same";
    if (held.version != asked.version)
        return {problem_of(path,
                           "the store was started by version " + held.version + " and this is version " +
                               asked.version + " (models " + held.model + " and " + asked.model +
                               "): their results must not be mixed",
                           other + "resume it with version " + held.version + ", or " + mix)};
    if (held.model != asked.model)
        return {problem_of(path,
                           "the store was started by model " + held.model + " (commit " + held.commit +
                               ") and this program has model " + asked.model + " (commit " + asked.commit +
                               "): their results must not be mixed",
                           other + "resume it with the program that started it, or " + mix)};
    if (!held.mixed.empty())
        return {problem_of(path, "the store holds results of several models: " + held.model + "," + held.mixed,
                           "choose another file with --out, or add --mixed to resume it all the same")};
    return {};
}

}  // namespace

std::vector<StoredColumn> stored_form(std::span<const OutputColumn> outputs) {
    std::vector<StoredColumn> columns;
    for (const OutputColumn& column : outputs)
        columns.push_back({column.name, column.unit, column.label, column.meaning, column.better, column.over,
                           column.bounds, column.undefined});
    return columns;
}

void write_identity(Database& store, const StudyIdentity& identity) {
    insert_study(store, identity);
    insert_policies(store, identity.policies);
    insert_columns(store, identity.columns);
    write_fingerprints(store);
}

void note_model(Database& store, const std::string& model) {
    Statement(store, "UPDATE study SET mixed = mixed || iif(mixed = '', '', ',') || ?")
        .bind(std::string_view(model))
        .execute();
    renew_study_fingerprint(store);
}

std::string models_besides(const StudyIdentity& held, const std::string& model) {
    std::string others = held.model == model ? "" : held.model;
    std::istringstream words(held.mixed);
    for (std::string word; std::getline(words, word, ',');) {
        if (word != model) others += (others.empty() ? "" : ", ") + word;
    }
    return others;
}

bool holds_runs_of(const StudyIdentity& held, const std::string& model) {
    return held.model == model || ("," + held.mixed + ",").find("," + model + ",") != std::string::npos;
}

StudyIdentity read_identity(Database& store) {
    check_marks(store);
    check_fingerprints(store);
    StudyIdentity identity;
    {
        Statement row(store, R"(SELECT name, about, scenario_hash, seed, version, "commit", model, mixed, quarters,
                                baseline, tables, scenario FROM study)");
        if (!row.step()) refuse(store, "the store is damaged: it doesn't say which study it holds");
        identity.name = row.text(0);
        identity.about = row.text(1);
        identity.scenario_hash = row.text(2);
        const std::string seed = row.text(3);
        std::from_chars(seed.data(), seed.data() + seed.size(), identity.seed);
        identity.version = row.text(4);
        identity.commit = row.text(5);
        identity.model = row.text(6);
        identity.mixed = row.text(7);
        identity.quarters = static_cast<int>(row.integer(8));
        identity.baseline = row.text(9);
        std::istringstream tables(row.text(10));
        for (std::string name; std::getline(tables, name, ',');)
            if (const auto table = detail_of(name)) identity.tables.push_back(*table);
        identity.scenario = row.text(11);
    }
    read_policies(store, identity);
    read_columns(store, identity);
    return identity;
}

std::vector<Problem> identity_differences(const std::string& path, const StudyIdentity& held,
                                          const StudyIdentity& asked, Programs programs) {
    std::vector<Problem> problems;
    if (programs == Programs::one) problems = other_program(path, held, asked);
    if (!problems.empty()) return problems;
    const auto compare = [&](const char* field, const std::string& in_store, const std::string& now) {
        if (in_store == now) return;
        const std::string rule = std::string("the store holds another study: ") + field + " is " + in_store +
                                 " there, but " + now + " was requested";
        const std::string hint = "choose another file with --out, or request the same study";
        problems.push_back(problem_of(path, rule, hint));
    };
    compare("scenario", held.name + " (hash " + held.scenario_hash + ")",
            asked.name + " (hash " + asked.scenario_hash + ")");
    compare("seed", std::to_string(held.seed), std::to_string(asked.seed));
    compare("quarters", std::to_string(held.quarters), std::to_string(asked.quarters));
    compare("policies", names_of(held.policies), names_of(asked.policies));
    compare("columns", names_of(held.columns), names_of(asked.columns));
    const auto told = [](const std::string& tables) { return tables.empty() ? "none" : tables; };
    compare("--tables", told(names_of(held.tables)), told(names_of(asked.tables)));
    return problems;
}

}  // namespace strathern
