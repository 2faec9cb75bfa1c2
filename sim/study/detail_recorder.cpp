// What of a run goes into the tables that look closer? Counted week by week, written month by month.
#include "study/detail_recorder.hpp"

#include <algorithm>
#include <limits>
#include <strathern/state.hpp>
#include <strathern/totals.hpp>

namespace strathern {
namespace {

constexpr double undefined = std::numeric_limits<double>::quiet_NaN(), hour = 60.0;
constexpr const char* level_names[] = {"junior", "mid", "senior", "architect"};

/// Columns of table levels that are summed over weeks, in its order; the rest are states at the end of the month.
enum LevelSum : std::size_t {
    people,
    by_hand,
    with_ai,
    in_review,
    in_practices,
    hollow,
    rework,
    tokens,
    opened,
    merged,
    items,
    points,
    reviews,
    findings,
    scores,
    level_sums
};
enum PracticeSum : std::size_t { known, used, hours, practice_tokens, practice_sums };

template <class F>
void each_person(const State& s, F&& f) {
    for (std::uint32_t row = 0; row < s.layout.rows(); ++row)
        if (s[col::active][EngineerId{row}] > 0.0) f(EngineerId{row});
}

double practice_share(const State& s, EngineerId i) {
    double sum = 0.0;
    for (std::size_t option = first_practice; option < s.layout.options; ++option) sum += s[col::share][option][i];
    return sum;
}

void add_person(const State& s, EngineerId i, std::vector<double>& sums) {
    const double minutes = s[col::week_minutes][i];
    sums[people] += 1.0;
    sums[by_hand] += minutes * s[col::share][build][i] / hour;
    sums[with_ai] += minutes * s[col::share][build_with_ai][i] / hour;
    sums[in_review] += s[col::week_review_minutes][i] / hour;
    sums[in_practices] += minutes * practice_share(s, i) / hour;
    sums[hollow] += minutes * s[col::hollow_share][i] / hour;
    sums[rework] += s[col::week_owed][i] / hour;
    sums[tokens] += s[col::week_tokens][i];
    sums[opened] += s[col::week_changes_opened][i];
    sums[merged] += s[col::week_changes_merged][i];
    sums[items] += s[col::week_items_completed][i];
    sums[points] += s[col::week_story_points][i];
    sums[reviews] += s[col::week_reviews][i];
    sums[findings] += s[col::week_findings][i];
    sums[scores] += s[col::score][i];
}

// States of a level at the end of the month, in the order of the columns behind the sums.
std::vector<double> states_of(const State& s, std::size_t level) {
    double sums[5] = {}, n = 0.0;
    each_person(s, [&](EngineerId i) {
        if (s[col::level][i] != level) return;
        const double states[] = {s[col::skill][i], s[col::familiarity][i], s[col::fatigue][i], s[col::fluency][i],
                                 s[col::motivation][i]};
        n += 1.0;
        for (std::size_t k = 0; k < std::size(sums); ++k) sums[k] += states[k];
    });
    std::vector<double> means;
    for (const double sum : sums) means.push_back(n > 0.0 ? sum / n : undefined);
    return means;
}

}  // namespace

DetailRecorder::DetailRecorder(const std::vector<Detail>& asked, std::span<const Named<Practice>> practices)
    : practices_(practices),
      levels_(level_count, std::vector<double>(level_sums)),
      practice_sums_(practices.size(), std::vector<double>(practice_sums)),
      histograms_(quantity_count) {
    for (const Detail table : asked) tables_.push_back({table});
}

bool DetailRecorder::wants(Detail table) const {
    return std::ranges::find(tables_, table, &DetailRows::table) != tables_.end();
}

Asked DetailRecorder::asks() const { return {wants(Detail::distributions), wants(Detail::practices)}; }

void DetailRecorder::add(Detail table, DetailRow row) {
    std::ranges::find(tables_, table, &DetailRows::table)->rows.push_back(std::move(row));
}

void DetailRecorder::week_ended(const WeekView& view) {
    if (wants(Detail::levels)) count_levels(view.state);
    if (wants(Detail::practices)) count_practices(view.state);
    if (wants(Detail::distributions)) count_values(view.state);
}

void DetailRecorder::count_levels(const State& s) {
    each_person(s, [&](EngineerId i) { add_person(s, i, levels_[s[col::level][i]]); });
}

void DetailRecorder::count_practices(const State& s) {
    each_person(s, [&](EngineerId i) {
        const double minutes = s[col::week_minutes][i];
        for (std::size_t k = 0; k < practices_.size(); ++k) {
            const double taken = minutes * s[col::share][first_practice + k][i];
            practice_sums_[k][used] += taken >= 1.0 ? 1.0 : 0.0;
            practice_sums_[k][hours] += taken / hour;
            practice_sums_[k][practice_tokens] += minutes * s[col::practice_token_rate][k][i];
        }
    });
}

void DetailRecorder::note(const Told& told, std::size_t team) {
    const auto add = [&](Distributed what, double value) {
        const auto place = static_cast<std::size_t>(what);
        histograms_[place].add(quantities()[place].scale, value);
    };
    switch (told.what) {
        case Happening::opened:
            return add(Distributed::change_size, told.amount);
        case Happening::picked_up:
            return add(Distributed::review_wait, told.amount);
        case Happening::merged:
            unreleased_[team].push_back(told.since);
            return add(Distributed::merge, told.amount);
        case Happening::released: {
            const std::int32_t evening = told.day * minutes_per_day + told.minute;
            for (const std::int32_t started : unreleased_[team]) add(Distributed::lead_time, evening - started);
            return unreleased_[team].clear();
        }
        case Happening::incident:
            return add(Distributed::restore, told.amount);
        case Happening::reviewed:
        case Happening::abandoned:
        case Happening::rejected:
        case Happening::reverted:
            return;
    }
}

void DetailRecorder::count_values(const State& s) {
    unreleased_.resize(s.layout.teams_count);
    for (std::uint32_t team = 0; team < s.layout.teams_count; ++team)
        for (const Told& told : s[col::happenings][TeamId{team}].list) note(told, team);
    const auto tokens_at = static_cast<std::size_t>(Distributed::tokens),
               changes_at = static_cast<std::size_t>(Distributed::changes);
    each_person(s, [&](EngineerId i) {
        if (s[col::reviews_only][i]) return;
        histograms_[tokens_at].add(quantities()[tokens_at].scale, s[col::week_tokens][i]);
        histograms_[changes_at].add(quantities()[changes_at].scale, s[col::week_changes_merged][i]);
    });
}

void DetailRecorder::month_ended(const PeriodView& view) {
    const std::uint32_t month = view.period.number;
    if (wants(Detail::months)) {
        DetailRow row{month, 0, "", {}};
        for (const OutputColumn& column : output_columns()) row.values.push_back(column.value(view));
        add(Detail::months, std::move(row));
    }
    if (wants(Detail::teams)) write_teams(view);
    if (wants(Detail::levels)) write_levels(view);
    if (wants(Detail::practices)) write_practices(view);
    if (wants(Detail::distributions)) write_distributions(view);
}

void DetailRecorder::write_teams(const PeriodView& view) {
    for (std::uint32_t team = view.first_team; team < view.last_team; ++team) {
        Totals totals;
        totals.add(view.state, TeamId{team});
        const PeriodView one{view.state, totals, view.parameters, view.period, team, team + 1};
        DetailRow row{view.period.number, team, "", {}};
        for (const OutputColumn& column : output_columns()) row.values.push_back(column.value(one));
        add(Detail::teams, std::move(row));
    }
}

void DetailRecorder::write_levels(const PeriodView& view) {
    for (std::size_t level = 0; level < level_count; ++level) {
        std::vector<double>& sums = levels_[level];
        const double person_weeks = sums[people];
        const bool scored = person_weeks > 0.0 && !view.state[col::contracts].list.empty();
        sums[scores] = scored ? sums[scores] / person_weeks : undefined;
        sums[people] /= view.period.weeks;
        DetailRow row{view.period.number, static_cast<std::uint32_t>(level), level_names[level], sums};
        const std::vector<double> states = states_of(view.state, level);
        row.values.insert(row.values.end(), states.begin(), states.end());
        add(Detail::levels, std::move(row));
        sums.assign(level_sums, 0.0);
    }
}

void DetailRecorder::write_practices(const PeriodView& view) {
    for (std::size_t k = 0; k < practices_.size(); ++k) {
        std::vector<double>& sums = practice_sums_[k];
        sums[used] /= view.period.weeks;
        each_person(view.state, [&](EngineerId i) {
            sums[known] += view.state[col::habit][first_practice + k][i] > 0.0 ? 1.0 : 0.0;
        });
        add(Detail::practices, {view.period.number, static_cast<std::uint32_t>(k), practices_[k].name, sums});
        sums.assign(practice_sums, 0.0);
    }
}

void DetailRecorder::write_distributions(const PeriodView& view) {
    for (std::size_t k = 0; k < quantity_count; ++k) {
        DetailRow row{view.period.number, static_cast<std::uint32_t>(k), quantities()[k].name,
                      summary_of(quantities()[k], histograms_[k])};
        for (const std::uint64_t count : histograms_[k].counts()) row.values.push_back(static_cast<double>(count));
        add(Detail::distributions, std::move(row));
        histograms_[k] = {};
    }
}

std::vector<DetailRows> DetailRecorder::take() { return std::move(tables_); }

}  // namespace strathern
