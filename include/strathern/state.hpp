// What is remembered from one day to the next? The tables of state.def, and the queues that are more than numbers.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <strathern/calendar.hpp>
#include <strathern/columns.hpp>
#include <vector>

namespace strathern {

struct Regime;

/// Seats that a team's luck is numbered by; more than any team can have, so that luck does not depend on team size.
inline constexpr std::uint32_t seats_per_team = 128;

/// The first options are the three activities; the practices of the scenario follow in their order.
inline constexpr std::size_t build = 0, build_with_ai = 1, review = 2, first_practice = 3;

/// What a policy has said of a practice: nothing, that nobody can have it, that whoever may know it does.
inline constexpr std::uint8_t no_ruling = 0, taken_away = 1, taught = 2;

/// Segments of customers.
inline constexpr std::size_t small_customers = 0, mid_customers = 1, large_customers = 2, segment_count = 3;

/// Sizes by which the fate of changes is told. No rule looks at them.
enum class SizeClass : std::uint8_t { tiny, small, medium, huge, between };
inline constexpr std::size_t size_class_count = 4;  ///< `between` is not told

/// Below 10 lines; around 50 (25 to 100); around 250 (125 to 500); from 1000 on; neither.
inline SizeClass size_class(double lines) {
    if (lines < 10.0) return SizeClass::tiny;
    if (lines >= 25.0 && lines < 100.0) return SizeClass::small;
    if (lines >= 125.0 && lines < 500.0) return SizeClass::medium;
    return lines >= 1000.0 ? SizeClass::huge : SizeClass::between;
}

/// Who made a change: a person, mostly by hand or mostly with AI; an agent by itself.
enum class Origin : std::uint8_t { by_hand, with_ai, agent };
inline constexpr std::size_t origin_count = 3;

/// No row: of whoever comes.
inline constexpr std::uint32_t anybody = ~0u;

/// Ordinals from here on number the changes of a team's agents, so that no person's luck moves.
inline constexpr std::uint32_t of_agent = 1u << 31;
/// Likewise of changes that belong to no item: upkeep, and the mending of what failed.
inline constexpr std::uint32_t of_duty = 1u << 30;

/// A change from opening to merge. Minutes count working minutes from the start of day 0.
struct Change {
    std::uint32_t author = 0;         ///< row
    std::uint32_t seat = 0;           ///< number of the desk; with `ordinal` it names the change's luck
    std::uint32_t ordinal = 0;        ///< which change of that seat; agents' changes have `of_agent` set
    std::uint32_t code_team = 0;      ///< whose code it changes
    std::int32_t started = 0;         ///< first line [minute]
    std::int32_t opened = 0;          ///< [minute]
    std::int32_t item_started = 0;    ///< [minute]
    std::int32_t item_arrived = 0;    ///< when the idea came [minute]
    std::uint32_t asked = anybody;    ///< row of the reader who was asked
    std::uint32_t read_by = anybody;  ///< row of the first of two readers, once that one has approved
    double lines = 0;
    double risk = 0;        ///< defects that are expected in it, over their rate [100 minutes]
    double ai_share = 0;    ///< of its work
    double debt = 0;        ///< that it leaves in the code, as far as no reader had it mended [minutes]
    double item_worth = 0;  ///< true worth of the item, if `last`
    double points = 0;      ///< reported for the item, if `last`
    double luck[4] = {};    ///< uniforms of the next review: defects in lines, of design, whether sent back, how long
    std::uint16_t line_defects = 0, design_defects = 0;
    std::uint16_t requirement_defects = 0;  ///< of the whole item, if `last`
    std::uint8_t rounds = 0;                ///< reviews finished
    bool last = false;                      ///< the item's last change
    bool read = false;                      ///< somebody read it, not only glanced
    bool picked_up = false;                 ///< a first review has begun
    bool in_experiment = false;             ///< its item is out as an experiment
    bool urgent = false;
    bool unwanted = false;  ///< whoever reads it will turn it down
    bool for_two = false;   ///< a second reader must approve it, too
    bool known = false;     ///< whoever is asked has read it before

    bool by_agent() const { return ordinal >= of_agent; }
    Origin origin() const {
        constexpr double mostly = 0.5;
        if (by_agent()) return Origin::agent;
        return ai_share > mostly ? Origin::with_ai : Origin::by_hand;
    }
};

/// A change's place in its team's pool.
using ChangeRef = std::uint32_t;

/// A change that waits, comes back or is being checked.
struct Pending {
    std::int32_t minute;   ///< from which it waits, or at which it is merged
    std::uint32_t author;  ///< row
    ChangeRef change;
    std::uint32_t asked = anybody;  ///< row of the only one who may read it yet
};

/// A review in hand, its outcome settled when it began.
struct InReview {
    ChangeRef change = 0;
    std::int32_t minutes_left = 0;  ///< 0: nothing in hand
    std::uint16_t line_defects_found = 0, design_defects_found = 0, requirement_defects_found = 0;
    bool sent_back = false;
};

/// One pool's changes between opening and merge. The pool grows to the most that were ever open at once.
struct Flow {
    std::vector<Change> pool;
    std::vector<ChangeRef> free;       ///< places of the pool that hold no change
    std::vector<Pending> waiting;      ///< in the order in which they began to wait, from `head` on
    std::size_t head = 0;              ///< first that still waits
    std::vector<Pending> returning;    ///< with their authors
    std::vector<Pending> arriving;     ///< today, by minute
    std::vector<Pending> checking;     ///< approved, not merged
    std::vector<Pending> taking_back;  ///< merged, to be taken back at release; minutes from then until it is out again
    std::vector<Pending> held;         ///< released; the item is being redone or in an experiment, until a minute
    std::vector<InReview> in_review;   ///< [teams of a pool * width]

    std::size_t waiting_count() const { return waiting.size() - head; }
    /// Changes that wait, are in hand or with their authors. What opens later on the day of the minute is not among
    /// them.
    std::size_t open_count(std::int32_t minute) const {
        std::size_t open = waiting_count() + returning.size() + arriving.size();
        for (const InReview& hand : in_review) open += hand.minutes_left > 0 ? 1 : 0;
        for (std::size_t k = waiting.size(); k > head && waiting[k - 1].minute > minute; --k) --open;
        for (std::size_t k = arriving.size(); k > 0 && arriving[k - 1].minute > minute; --k) --open;
        return open;
    }
    /// Of them, those of one team's code.
    std::size_t open_count(std::int32_t minute, std::uint32_t code_team) const {
        std::size_t open = 0;
        const auto count = [&](ChangeRef change) { open += pool[change].code_team == code_team ? 1 : 0; };
        for (std::size_t k = head; k < waiting.size() && waiting[k].minute <= minute; ++k) count(waiting[k].change);
        for (std::size_t k = 0; k < arriving.size() && arriving[k].minute <= minute; ++k) count(arriving[k].change);
        for (const Pending& p : returning) count(p.change);
        for (const InReview& hand : in_review)
            if (hand.minutes_left > 0) count(hand.change);
        return open;
    }
    /// A place for a change; what stood there before is gone.
    ChangeRef hold() {
        if (free.empty()) {
            pool.emplace_back();
            return static_cast<ChangeRef>(pool.size() - 1);
        }
        const ChangeRef place = free.back();
        free.pop_back();
        return place;
    }
    void let_go(ChangeRef change) { free.push_back(change); }
};

/// When the ideas in a team's backlog came, the oldest first.
struct Backlog {
    std::vector<std::int32_t> arrived;  ///< [minute], from `head` on
    std::size_t head = 0;               ///< first that still waits

    void add(std::uint32_t items, std::int32_t minute) { arrived.insert(arrived.end(), items, minute); }
    /// Takes the oldest out. Storage is given back now and then, so that it stays near what waits.
    void leave(std::uint32_t items) {
        head += items;
        if (head < 64 || head * 2 < arrived.size()) return;
        arrived.erase(arrived.begin(), arrived.begin() + static_cast<std::ptrdiff_t>(head));
        head = 0;
    }
};

/// What can happen to a change or a product.
enum class Happening : std::uint8_t {
    opened,
    picked_up,
    reviewed,
    merged,
    abandoned,
    rejected,
    reverted,
    released,
    incident
};

/// How a review ended.
enum class ReviewEnd : std::uint8_t { approved, sent_back, rejected };

/// One thing that happened to a change or to a team's product.
struct Told {
    Happening what = Happening::opened;
    ReviewEnd end = ReviewEnd::approved;  ///< of a review
    bool by_agent = false;                ///< the change is an agent's
    bool urgent = false;                  ///< the change is
    bool read = false;                    ///< somebody has read the change
    bool failed = false;                  ///< a release: it caused an incident
    std::int32_t day = 0;
    std::int32_t minute = 0;              ///< of the day, [0, minutes_per_day]
    std::uint32_t seat = 0, ordinal = 0;  ///< the change; of an incident: severity (2 high, 1 medium, 0 low), and 0
    std::uint32_t row = 0;                ///< author of an opened change, reader of a review
    std::int32_t since = 0;               ///< first line of a merged change [minute]
    double amount = 0;  ///< lines opened; minutes waited, of review, to merge, to restore; changes released
};

/// What happened to a team's changes and product since the week began, in order.
struct Happenings {
    std::vector<Told> list;
};

/// Puts a change among those of today, by minute; behind equals, and behind the first `settled`.
inline void insert_by_minute(std::vector<Pending>& all, std::size_t settled, const Pending& p) {
    auto place = all.end();
    while (place != all.begin() + static_cast<std::ptrdiff_t>(settled) && p.minute < (place - 1)->minute) --place;
    all.insert(place, p);
}

/// Whom a contract binds.
enum class Audience : std::uint8_t { engineers };

/// A regime that is in force. The regime is the policy's own: what moves (targets, windows) stands in columns.
struct Contract {
    const Regime* regime = nullptr;
    Audience audience = Audience::engineers;
    int weeks = 0;  ///< since it began
};

/// The contracts in force, in the order in which they began.
struct Contracts {
    std::vector<Contract> list;
};

/// What a policy may do.
enum class Deed : std::uint8_t { set, end, begin, take_away, teach };

/// One thing that the policy has done.
struct DiaryEntry {
    int week;
    Deed deed;
    std::uint32_t intervention;  ///< its place in the policy's list
};

/// What the policy has done so far, in order.
struct Diary {
    std::vector<DiaryEntry> entries;
};

/// How the organisation is laid out in rows. Rows of team t: [t * width, (t + 1) * width).
struct Layout {
    std::uint32_t teams_count = 0, width = 0, options = 0;
    std::uint32_t engineers = 0;   ///< a team's first places, of `width`; the others are dedicated reviewers'
    std::uint32_t pool_teams = 1;  ///< neighbouring teams with one queue of changes

    std::uint32_t rows() const { return teams_count * width; }
    std::uint32_t first_row(TeamId team) const { return index(team) * width; }
    std::uint32_t last_row(TeamId team) const { return first_row(team) + width; }
    TeamId team_of(EngineerId i) const { return TeamId{index(i) / width}; }
    /// First team of a team's pool, and the team behind its last.
    TeamId pool_of(TeamId team) const {
        return TeamId{pool_teams == 1 ? index(team) : index(team) - index(team) % pool_teams};
    }
    TeamId pool_end(TeamId team) const {
        const std::uint32_t end = index(pool_of(team)) + pool_teams;
        return TeamId{end < teams_count ? end : teams_count};
    }
};

/// The team at whose desks a seat's number stands.
constexpr TeamId team_of_seat(std::uint32_t seat) { return TeamId{seat / seats_per_team}; }

namespace detail {

/// Values that a tally has.
constexpr std::size_t tally_lanes(Lanes lanes) {
    switch (lanes) {
        case Lanes::segments:
            return segment_count;
        case Lanes::sizes:
            return size_class_count;
        case Lanes::origins:
            return origin_count;
        default:
            return 1;
    }
}

/// Places of tallies among those of a team.
enum TallyPlace : std::size_t {
#define COLUMN(owner, span, lanes, type, name, start, unit, meaning)
#define RECORD(owner, type, name, meaning)
#define TALLY(lanes, name, unit, meaning) name##_at, name##_last = name##_at + tally_lanes(Lanes::lanes) - 1,
#include <strathern/state.def>
#undef COLUMN
#undef RECORD
#undef TALLY
    tally_width
};

/// Numbers of columns, in the order of state.def.
enum ColumnNumber : std::size_t {
#define COLUMN(owner, span, lanes, type, name, start, unit, meaning) name##_number,
#define RECORD(owner, type, name, meaning) name##_number,
#define TALLY(lanes, name, unit, meaning) name##_number,
#include <strathern/state.def>
#undef COLUMN
#undef RECORD
#undef TALLY
    column_count
};

enum class Kind : std::uint8_t { numbers, record, tally };

template <Owner owner>
struct RowOf {
    using Id = EngineerId;
};
template <>
struct RowOf<Owner::team> {
    using Id = TeamId;
};
template <>
struct RowOf<Owner::pool> {
    using Id = TeamId;
};

template <Owner owner, Lanes lanes, class T>
struct StoredAs {
    using Id = typename RowOf<owner>::Id;
    using Type = std::conditional_t<lanes == Lanes::one, Column<Id, T>, ColumnLanes<Id, T>>;
};
template <Lanes lanes, class T>
struct StoredAs<Owner::organisation, lanes, T> {
    using Type = std::conditional_t<lanes == Lanes::one, T, Values<T>>;
};

}  // namespace detail

/// Columns read or written by a phase are named col::skill, col::share, ...: values without content, one a column.
namespace col {
#define COLUMN(owner_, span_, lanes_, type_, name_, start_, unit_, meaning_)                                  \
    struct name_##_column {                                                                                   \
        using Value = type_;                                                                                  \
        static constexpr ColumnInfo info{#name_, unit_, meaning_, Owner::owner_, Span::span_, Lanes::lanes_}; \
        static constexpr detail::Kind kind = detail::Kind::numbers;                                           \
        static constexpr std::size_t number = detail::name_##_number;                                         \
        static constexpr type_ start = start_;                                                                \
    };                                                                                                        \
    inline constexpr name_##_column name_{};
#define RECORD(owner_, type_, name_, meaning_)                                                             \
    struct name_##_column {                                                                                \
        using Value = type_;                                                                               \
        static constexpr ColumnInfo info{#name_, "list", meaning_, Owner::owner_, Span::kept, Lanes::one}; \
        static constexpr detail::Kind kind = detail::Kind::record;                                         \
        static constexpr std::size_t number = detail::name_##_number;                                      \
    };                                                                                                     \
    inline constexpr name_##_column name_{};
#define TALLY(lanes_, name_, unit_, meaning_)                                                               \
    struct name_##_column {                                                                                 \
        using Value = double;                                                                               \
        static constexpr ColumnInfo info{#name_, unit_, meaning_, Owner::team, Span::month, Lanes::lanes_}; \
        static constexpr detail::Kind kind = detail::Kind::tally;                                           \
        static constexpr std::size_t number = detail::name_##_number, place = detail::name_##_at;           \
        static constexpr std::size_t lanes = detail::tally_lanes(Lanes::lanes_);                            \
    };                                                                                                      \
    inline constexpr name_##_column name_{};
#include <strathern/state.def>
#undef COLUMN
#undef RECORD
#undef TALLY
}  // namespace col

namespace detail {
template <class C>
using Stored = typename StoredAs<C::info.owner, C::info.lanes, typename C::Value>::Type;
}

/// The whole organisation. Phases see parts of it, through views (view.hpp); whoever looks on from outside sees all.
class State {
    template <class T, class C>
    auto tally(T* first, C) const {
        const std::size_t teams = tallies_.size() / detail::tally_width;
        if constexpr (C::info.lanes == Lanes::one)
            return TallyLane<T, detail::tally_width>(first + C::place, teams);
        else
            return TallyLanes<T, detail::tally_width>(first + C::place, C::lanes, teams);
    }

public:
    Layout layout;

#define COLUMN(owner, span, lanes, type, name, start, unit, meaning)                       \
    detail::Stored<col::name##_column>& operator[](col::name##_column) { return name##_; } \
    const detail::Stored<col::name##_column>& operator[](col::name##_column) const { return name##_; }
#define RECORD(owner, type, name, meaning) COLUMN(owner, kept, one, type, name, , , meaning)
#define TALLY(lanes, name, unit, meaning)                                                   \
    auto operator[](col::name##_column tag) { return tally<double>(tallies_.data(), tag); } \
    auto operator[](col::name##_column tag) const { return tally<const double>(tallies_.data(), tag); }
#include <strathern/state.def>
#undef COLUMN
#undef RECORD
#undef TALLY

    /// All tallies, team by team.
    std::span<const double> tallies() const { return tallies_; }
    /// All tallies start again. @param teams how many teams there are
    void clear_tallies(std::size_t teams) { tallies_.assign(teams * detail::tally_width, 0.0); }

private:
#define COLUMN(owner, span, lanes, type, name, start, unit, meaning) detail::Stored<col::name##_column> name##_{};
#define RECORD(owner, type, name, meaning) detail::Stored<col::name##_column> name##_;
#define TALLY(lanes, name, unit, meaning)
#include <strathern/state.def>
#undef COLUMN
#undef RECORD
#undef TALLY
    std::vector<double> tallies_;  ///< [teams][tally_width]
};

/// Calls f(col::name) for every column, in the order of state.def.
template <class F>
void each_column(F&& f) {
#define COLUMN(owner, span, lanes, type, name, start, unit, meaning) f(col::name);
#define RECORD(owner, type, name, meaning) f(col::name);
#define TALLY(lanes, name, unit, meaning) f(col::name);
#include <strathern/state.def>
#undef COLUMN
#undef RECORD
#undef TALLY
}

/// How many columns there are.
inline constexpr std::size_t column_count = detail::column_count;

}  // namespace strathern
