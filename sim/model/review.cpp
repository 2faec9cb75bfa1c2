// Who reads which change, when, how deeply, and what comes of it? One queue a pool, followed minute by minute.
#include "core/variates.hpp"
#include "core/wide.hpp"
#include "model/phases.hpp"

namespace strathern {

/// How a day is cut for reviews: so many sessions of each reviewer, one every `stride` minutes.
struct SessionRules {
    std::int32_t sessions, stride;
};

// Budgets become sessions of whole minutes at a time of the day that luck decides.
STRATHERN_WIDE void plan_sessions(std::size_t n, const SessionRules& rules, const double* __restrict share,
                                  const double* __restrict chosen, const double* __restrict luck,
                                  double* __restrict offered, std::int32_t* __restrict begin,
                                  std::int32_t* __restrict length) {
    const double per_session = 1.0 / rules.sessions;
    for (std::size_t k = 0; k < n; ++k) {
        offered[k] = share[k] * chosen[k];
        const auto wanted = static_cast<std::int32_t>(offered[k] * per_session);
        length[k] = wanted < rules.stride ? wanted : rules.stride;
        begin[k] = static_cast<std::int32_t>(luck[k] * (rules.stride - length[k] + 1));
    }
}

STRATHERN_WIDE void close_accounts(std::size_t n, const double* __restrict offered, const double* __restrict used,
                                   double* __restrict carried, double* __restrict review_minutes) {
    for (std::size_t k = 0; k < n; ++k) {
        carried[k] = offered[k] - used[k];
        review_minutes[k] += used[k];
    }
}

namespace {

constexpr std::int32_t never = 1 << 20, places = block_rows_limit;

/// A reviewer's day.
struct Reviewer {
    std::uint32_t row;
    std::int32_t now;    // first minute of the day that is not given to a review yet, or `never`
    std::int32_t until;  // end of the session that holds or follows `now`
    std::int32_t end;    // of the last session
    std::int32_t gap;    // from the end of one session to the next
};

/// A minute at which a reviewer is free, and the end of that session.
struct Free {
    std::int32_t minute, until;
};

inline std::int32_t lesser(std::int32_t a, std::int32_t b) { return a < b ? a : b; }
inline std::int32_t greater(std::int32_t a, std::int32_t b) { return a > b ? a : b; }

// Written with masks: which of the sessions it is can't be foretold, and a branch would be taken wrongly.
inline Free free_from(const SessionRules& rules, const Reviewer& r, std::int32_t minute) {
    Free free{greater(r.now, minute), r.until};
    for (std::int32_t later = 1; later < rules.sessions; ++later) {
        const std::int32_t over = -static_cast<std::int32_t>(free.minute >= free.until);
        free.minute += (greater(free.minute, free.until + r.gap) - free.minute) & over;
        free.until += rules.stride & over;
    }
    const bool too_late = (free.minute >= free.until) | (free.until > r.end);
    free.minute |= never & -static_cast<std::int32_t>(too_late);
    return free;
}

double minutes_of_law(const Review& r, double u) {
    switch (r.minutes_law) {
        case ReviewLaw::exponential:
            return exponential(r.minutes_mean, u);
        case ReviewLaw::lognormal:
            return lognormal(r.minutes_mean * portable::exp(-0.5 * r.minutes_sd_log * r.minutes_sd_log),
                             r.minutes_sd_log, u);
        case ReviewLaw::fixed:
            return r.minutes_mean;
        case ReviewLaw::chosen:
            break;
    }
    return 0.0;
}

// Of the lines a share was looked at.
std::uint16_t found_of(std::uint16_t defects, double share, double depth, double u) {
    if (defects == 0) return 0;
    return static_cast<std::uint16_t>(binomial(defects, share * (1.0 - portable::exp(-depth)), u));
}

// One pool's review day.
class ReviewDay {
public:
    ReviewDay(const Rules& given, const Draws& draws, const SessionRules& rules, int day, std::uint32_t first_team,
              State& s)
        : given_(given),
          draws_(draws),
          rules_(rules),
          day_(day),
          first_team_(first_team),
          first_row_(first_team * s.width),
          s_(s),
          flow_(s.teams.flow[first_team]) {}

    // @param begin,length,used [rows of the pool]: their sessions; minutes spent are added to `used`
    void invite(const std::int32_t* begin, const std::int32_t* length, double* used) {
        used_ = used;
        const std::uint32_t rows = s_.pool_end(first_team_) * s_.width - first_row_;
        for (std::uint32_t place = 0; place < rows; ++place) {
            const std::int32_t until = begin[place] + length[place];
            reviewers_[count_] = {first_row_ + place, begin[place], until,
                                  until + (rules_.sessions - 1) * rules_.stride, rules_.stride - length[place]};
            count_ += length[place] > 0 ? 1 : 0;
        }
    }

    void run() {
        give_up_old();
        if (!flow_.returning.empty()) bring_back();
        weigh_load();
        for (std::uint32_t k = 0; k < count_; ++k) go_on(reviewers_[k]);
        if (given_.p.review().pickup == Pickup::first_come && !only_owners())
            serve_in_order();
        else
            serve_by_choice();
        flow_.arriving.clear();
        if (flow_.head > 8 && flow_.head * 2 > flow_.waiting.size()) compact();
    }

private:
    // First come, first served: changes are given out in the order in which they began to wait, each to whoever is free
    // first and did not write it. The same outcome as below with rank 0 for all, with one look at reviewers a change.
    void serve_in_order() {
        if (flow_.waiting_count() > 0) give_out_waiting();
        for (std::size_t k = 0; k < flow_.arriving.size(); ++k) {
            next_ = k + 1;
            const Pending p = flow_.arriving[k];
            if (!give_out(p)) flow_.waiting.push_back(p);
        }
    }

    // Whoever is free first takes, of the changes that wait at that minute, the best that they may read. Those who find
    // none look again when one comes that they may read.
    void serve_by_choice() {
        bool idle[block_rows_limit] = {};
        for (std::int32_t clock = 0;;) {
            const std::int32_t first = first_free(clock, [&](std::uint32_t k) { return idle[k]; });
            const std::int32_t free = first / places, comes = next_arrival();
            if (comes < free) {  // what comes within a minute is not there at its beginning
                clock = greater(clock, comes);
                flow_.waiting.push_back(flow_.arriving[next_++]);
                for (std::uint32_t k = 0; k < count_; ++k)
                    idle[k] = idle[k] && !may_read(reviewers_[k], flow_.waiting.back());
            } else if (free < never) {
                clock = free;
                const auto k = static_cast<std::uint32_t>(first % places);
                idle[k] = !take_best(reviewers_[k], clock);
            } else {
                return;
            }
        }
    }

    std::int32_t next_arrival() const {
        return next_ < flow_.arriving.size() ? greater(flow_.arriving[next_].minute - minute(0), 0) : never;
    }

    bool take_best(Reviewer& r, std::int32_t clock) {
        std::size_t best = flow_.waiting.size();
        for (std::size_t k = flow_.head; k < flow_.waiting.size(); ++k)
            if (may_read(r, flow_.waiting[k]) && (best == flow_.waiting.size() || goes_before(k, best))) best = k;
        if (best == flow_.waiting.size()) return false;
        const ChangeRef place = flow_.waiting[best].change;
        flow_.waiting.erase(flow_.waiting.begin() + static_cast<std::ptrdiff_t>(best));
        begin(r, free_from(rules_, r, clock), place);
        return true;
    }

    // Among equals the one that waits longer.
    bool goes_before(std::size_t a, std::size_t b) const {
        const Change &x = flow_.pool[flow_.waiting[a].change], &y = flow_.pool[flow_.waiting[b].change];
        switch (given_.p.review().pickup) {
            case Pickup::first_come:
                return false;
            case Pickup::smallest_first:
                return x.lines < y.lines;
            case Pickup::urgent_first:
                return x.urgent && !y.urgent;
        }
        return false;
    }

    bool only_owners() const { return given_.p.review().code_owners && s_.pool_teams > 1; }

    bool may_read(const Reviewer& r, const Pending& p) const {
        if (r.row == p.author) return false;
        const std::uint32_t owners = flow_.pool[p.change].code_team;
        return !only_owners() || r.row / s_.width == owners || !anybody_reviews_in(owners, p.author);
    }

    bool anybody_reviews_in(std::uint32_t team, std::uint32_t but) const {
        const bool one_less = but / s_.width == team && s_.choices.share[review][EngineerId{but}] > 0.0;
        return s_.teams.reviewers[TeamId{team}] > (one_less ? 1.0 : 0.0);
    }

    TeamTally& tally_of(const Change& c) const { return s_.teams.tally[team_of_seat(c.seat)]; }
    std::int32_t minute(std::int32_t of_day) const { return minute_of(day_, of_day); }
    InReview& hand_of(const Reviewer& r) { return flow_.in_review[r.row - first_row_]; }

    void compact() {
        flow_.waiting.erase(flow_.waiting.begin(), flow_.waiting.begin() + static_cast<std::ptrdiff_t>(flow_.head));
        flow_.head = 0;
    }

    void give_up_old() {
        const double limit = given_.p.review().abandon_days * minutes_per_day;
        while (flow_.waiting_count() > 0 && minute(0) - flow_.waiting[flow_.head].minute > limit) {
            const ChangeRef place = flow_.waiting[flow_.head++].change;
            tally_of(flow_.pool[place])[Tally::changes_abandoned] += 1.0;
            flow_.let_go(place);
        }
    }

    void bring_back() {
        std::size_t kept = 0;
        for (const Pending& p : flow_.returning)
            if (p.minute < minute(minutes_per_day))
                insert_by_minute(flow_.arriving, 0, p);
            else
                flow_.returning[kept++] = p;
        flow_.returning.resize(kept);
    }

    // The queue that reviewers find in the morning presses on every review of the day.
    void weigh_load() {
        if (flow_.waiting_count() == 0) return;
        log_load_ = portable::log1p(given_.p.review().impatience * waiting_per_reviewer(s_, first_team_));
    }

    bool anybody_free() const {
        for (std::uint32_t k = 0; k < count_; ++k)
            if (reviewers_[k].now < never) return true;
        return false;
    }

    void give_out_waiting() {
        std::size_t k = flow_.head, kept = 0;
        Pending left[seats_per_team];  // only a reviewer's own changes stay behind, so they are few
        for (; k < flow_.waiting.size() && kept < seats_per_team && anybody_free(); ++k)
            if (!give_out(flow_.waiting[k])) left[kept++] = flow_.waiting[k];
        flow_.head = k - kept;
        for (std::size_t j = 0; j < kept; ++j) flow_.waiting[flow_.head + j] = left[j];
    }

    bool give_out(const Pending& p) {
        const std::int32_t ready = p.minute > minute(0) ? p.minute - minute(0) : 0;
        const std::int32_t first = first_free(ready, [&](std::uint32_t k) { return reviewers_[k].row == p.author; });
        if (first >= never * places) return false;
        Reviewer& r = reviewers_[first % places];
        begin(r, free_from(rules_, r, ready), p.change);
        return true;
    }

    // Who is free first from a minute on, not counting some: minute * places + number.
    template <class F>
    std::int32_t first_free(std::int32_t ready, const F& left_out) const {
        std::int32_t first = never * places;
        for (std::uint32_t k = 0; k < count_; ++k) {
            const std::int32_t out = -static_cast<std::int32_t>(left_out(k));
            const std::int32_t at = free_from(rules_, reviewers_[k], ready).minute | (never & out);
            first = lesser(first, at * places + static_cast<std::int32_t>(k));
        }
        return first;
    }

    void begin(Reviewer& r, const Free& free, ChangeRef place) {
        r.now = free.minute;
        r.until = free.until;
        start(r, place);
    }

    void start(Reviewer& r, ChangeRef place) {
        Change& c = flow_.pool[place];
        const std::int32_t now = r.now;
        if (!c.picked_up) {
            const double wait = minute(now) - c.opened;
            c.picked_up = true;
            count_wait(c, wait);
        }
        InReview& hand = hand_of(r);
        hand.change = place;
        read(r.row, c, hand);
        if (hand.minutes_left > 0)
            go_on(r);
        else
            finish(r.row, hand, now);
    }

    void count_wait(const Change& c, double wait) {
        TeamTally& tally = tally_of(c);
        tally[Tally::first_reviews] += 1.0;
        tally[Tally::first_review_wait] += wait;
        s_.teams.week_wait[TeamId{team_of_seat(c.seat)}] += wait;
        if (!c.urgent) return;
        tally[Tally::urgent_reviews] += 1.0;
        tally[Tally::urgent_review_wait] += wait;
    }

    // Spends what is left of the day on the review in hand; finishes it if that suffices.
    void go_on(Reviewer& r) {
        InReview& hand = hand_of(r);
        if (hand.minutes_left == 0) return;
        std::int32_t end = 0;
        hand.minutes_left -= spend(r, hand.minutes_left, end);
        if (hand.minutes_left == 0) finish(r.row, hand, end);
    }

    // Spends up to so many minutes from `now` on, which lies in a session; returns how many, and the minute of the day
    // after the last.
    std::int32_t spend(Reviewer& r, std::int32_t minutes, std::int32_t& end) {
        std::int32_t spent = 0;
        while (spent < minutes && r.now < never) {
            const std::int32_t left = r.until - r.now, wanted = minutes - spent, part = wanted < left ? wanted : left;
            spent += part;
            end = r.now += part;
            if (part < left) break;
            r.now = r.until < r.end ? r.until + r.gap : never;
            r.until += rules_.stride;
        }
        used_[r.row - first_row_] += spent;
        return spent;
    }

    void finish(std::uint32_t row, const InReview& hand, std::int32_t end) {
        const EngineerId i{row};
        Change& c = flow_.pool[hand.change];
        TeamTally& tally = tally_of(c);
        s_.signal(Signal::reviews)[i] += 1.0;
        tally[Tally::reviews] += 1.0;
        if (c.unwanted && c.read) return reject(hand.change);
        const int defects = hand.line_defects_found + hand.design_defects_found;
        const int found = defects + hand.requirement_defects_found;
        s_.signal(Signal::findings)[i] += found;
        tally[Tally::defects_found] += defects;
        tally[Tally::requirement_defects_found] += hand.requirement_defects_found;
        c.line_defects = static_cast<std::uint16_t>(c.line_defects - hand.line_defects_found);
        c.design_defects = static_cast<std::uint16_t>(c.design_defects - hand.design_defects_found);
        if (found > 0) s_.choices.week_lessons[EngineerId{c.author}] += 1.0;
        c.requirement_defects = static_cast<std::uint16_t>(c.requirement_defects - hand.requirement_defects_found);
        if (hand.sent_back)
            send_back(hand.change, found, end);
        else
            approve_change(given_, draws_, minute(end) / minutes_per_day, minute(end), hand.change, flow_, s_);
    }

    // What its reader does not want goes with all its defects; nothing of it is mended.
    void reject(ChangeRef place) {
        const Change& c = flow_.pool[place];
        tally_of(c)[Tally::changes_rejected] += 1.0;
        tally_of(c)[Tally::defects_rejected] += c.line_defects + c.design_defects;
        flow_.let_go(place);
    }

    void send_back(ChangeRef place, int found, std::int32_t end) {
        const auto& r = given_.p.review();
        Change& c = flow_.pool[place];
        if (c.by_agent() && !given_.p.agents().owner_checks) pass_on(c);
        s_.people.owed_minutes[EngineerId{c.author}] += r.rework_minutes + r.rework_minutes_per_defect * found;
        ++c.rounds;
        const auto u = draws_.uniforms(Purpose::review, c.rounds, {c.seat, c.ordinal}, 0);
        const auto delay = draws_.uniforms(Purpose::review, c.rounds, {c.seat, c.ordinal}, 1);
        for (int word = 0; word < 4; ++word) c.luck[word] = u[static_cast<std::size_t>(word)];
        const auto away = static_cast<std::int32_t>(exponential(r.return_minutes, delay[0]) + 0.5);
        const Pending back{minute(end) + away, c.author, place};
        if (back.minute < minute(minutes_per_day))
            insert_by_minute(flow_.arriving, next_, back);
        else
            flow_.returning.push_back(back);
    }

    // An agent's change that nobody answers for: the rework falls to whoever is next.
    void pass_on(Change& c) {
        const std::uint32_t next = next_on_rota(s_, team_of_seat(c.seat), c.ordinal + c.rounds + 1);
        if (next < s_.rows()) c.author = next;
    }

    // Rate of finding over that of a fresh reader of the team's own code.
    double keenness(std::uint32_t row, const Change& c) const {
        const auto& rules = given_.p.review();
        double keen = 1.0;
        if (s_.pool_teams > 1 && row / s_.width != c.code_team) keen = rules.unfamiliar_factor;
        if (rules.tiring_minutes > 0.0) keen *= portable::exp(-used_[row - first_row_] / rules.tiring_minutes);
        return keen;
    }

    // Worth of the first minute of reading over that of a minute elsewhere, in logs.
    double log_worth(EngineerId i) const {
        return s_.people.log_care[i] + given_.p.people().care_per_motivation * s_.people.motivation[i] -
               s_.choices.hour_gain[i] - log_load_;
    }

    // The worth of a minute of reading falls by e^(-rate t), that of a minute elsewhere rises by e^(t / attention) as
    // attention tires; people read until the two meet.
    double chosen_minutes(EngineerId i, double rate, double keen) const {
        double worth = log_worth(i);
        if (keen != 1.0) worth += portable::log(keen);
        return worth > 0.0 ? worth / (rate + 1.0 / given_.p.review().attention_minutes) : 0.0;
    }

    void note_scrutiny(const Change& c, double depth) const {
        const SizeClass size = size_class(c.lines);
        if (size == SizeClass::between) return;
        TeamTally& tally = tally_of(c);
        tally[behind(Tally::tiny_lines, static_cast<int>(size))] += c.lines;
        tally[behind(Tally::tiny_lines_seen, static_cast<int>(size))] += c.lines * (1.0 - portable::exp(-depth));
    }

    void read(std::uint32_t row, Change& c, InReview& hand) const {
        const auto& rules = given_.p.review();
        const EngineerId i{row};
        const double seen = rules.read_share, keen = keenness(row, c);
        const double lines = seen * (c.rounds == 0 ? c.lines : c.lines * rules.second_look_share);
        const double per_minute = keen * rules.detection / (rules.minutes_per_line * lines);
        const bool chosen = rules.minutes_law == ReviewLaw::chosen;
        double reading = 0.0;
        if (!chosen)
            reading = minutes_of_law(rules, c.luck[3]);
        else if (c.luck[3] >= s_.choices.glance[i])
            reading = chosen_minutes(i, per_minute, keen);
        const double depth = per_minute * reading * s_.people.acuity[i];
        hand.line_defects_found = found_of(c.line_defects, seen, depth, c.luck[0]);
        hand.design_defects_found = found_of(c.design_defects, 1.0, depth * rules.design_detection_factor, c.luck[1]);
        hand.requirement_defects_found = c.requirement_defects == 0 ? std::uint16_t{0} : misunderstood(c, depth);
        if (c.rounds == 0) note_scrutiny(c, depth);
        const bool any = hand.line_defects_found + hand.design_defects_found + hand.requirement_defects_found > 0;
        hand.sent_back = any || (reading > 0.0 && c.luck[2] < rules.return_share);
        hand.minutes_left = static_cast<std::int32_t>((chosen ? rules.start_minutes + reading : reading) + 0.5);
        if (reading > 0.0) c.read = true;
    }

    std::uint16_t misunderstood(const Change& c, double depth) const {
        const auto u = draws_.uniforms(Purpose::review, c.rounds, {c.seat, c.ordinal}, 2);
        return found_of(c.requirement_defects, 1.0, depth * given_.p.review().requirement_detection_factor, u[0]);
    }

    const Rules& given_;
    const Draws& draws_;
    const SessionRules& rules_;
    int day_;
    std::uint32_t first_team_, first_row_;
    State& s_;
    Flow& flow_;
    double log_load_ = 0.0;
    std::size_t next_ = 0;    // of those arriving today, the first not yet waiting
    double* used_ = nullptr;  // [rows of the pool]
    Reviewer reviewers_[block_rows_limit];
    std::uint32_t count_ = 0;
};

// A dedicated reviewer has nothing else to do: what is not needed today is lost.
void idle_dedicated(const Block& block, State& s) {
    for (std::uint32_t row = block.first_row; row < block.last_row; ++row) {
        const EngineerId i{row};
        if (!s.people.reviews_only[i]) continue;
        s.teams.tally[row / block.width][Tally::minutes_idle] += s.people.carried_minutes[i];
        s.people.carried_minutes[i] = 0.0;
    }
}

SessionRules session_rules(const Review& p) {
    const auto sessions = static_cast<std::int32_t>(p.sessions_per_day);
    return {sessions, minutes_per_day / sessions};
}

}  // namespace

void review_changes(const Rules& given, const Draws& draws, int day, const Block& block, const Scratch& today,
                    State& s) {
    const std::uint32_t from = block.first_row, n = block.rows();
    const SessionRules rules = session_rules(given.p.review());
    double offered[block_rows_limit], used[block_rows_limit] = {};
    std::int32_t begin[block_rows_limit], length[block_rows_limit];
    plan_sessions(n, rules, s.choices.share[review].data() + from, today.chosen, today.session, offered, begin, length);
    for (std::uint32_t team = block.first_team; team < block.last_team; team += s.pool_teams) {
        const std::uint32_t at = team * block.width - from;
        ReviewDay review_day(given, draws, rules, day, team, s);
        review_day.invite(begin + at, length + at, used + at);
        review_day.run();
    }
    for (std::uint32_t team = block.first_team; team < block.last_team; ++team) {
        const std::uint32_t at = team * block.width - from;
        double minutes = 0.0, spent = 0.0;
        for (std::uint32_t k = at; k < at + block.width; ++k) minutes += offered[k], spent += used[k];
        s.teams.tally[team][Tally::review_minutes_offered] += minutes;
        s.teams.tally[team][Tally::review_minutes] += spent;
    }
    // Review time that nobody needed goes back to its owner tomorrow.
    close_accounts(n, offered, used, s.people.carried_minutes.data() + from,
                   s.signal(Signal::review_minutes).data() + from);
    if (given.dedicated_seats > 0) idle_dedicated(block, s);
}

}  // namespace strathern
