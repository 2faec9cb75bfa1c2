// Who reads which change, when, how deeply, and what comes of it? One queue a team, followed minute by minute.
#include "core/variates.hpp"
#include "model/phases.hpp"

namespace strathern {
namespace {

constexpr std::int32_t never = 1 << 30;

// A reviewer's day: sessions of equal length, one every `stride` minutes.
struct Reviewer {
    std::uint32_t row;
    std::int32_t length, stride;
    std::int32_t session;  // minute of the day at which the session that holds or follows `now` begins
    std::int32_t now;      // first minute that is not given to a review yet
    std::int32_t used;

    bool done() const { return session >= minutes_per_day; }
    void next_session() {
        session += stride;
        if (session + length > minutes_per_day) session = now = never;
        else now = session;
    }
    // First free minute not before a given one, or `never`.
    std::int32_t free_from(std::int32_t minute) const {
        std::int32_t begin = session, at = now > minute ? now : minute;
        while (at >= begin + length) {
            begin += stride;
            if (begin + length > minutes_per_day) return never;
            at = at > begin ? at : begin;
        }
        return at;
    }
    // Idle until a minute at which the reviewer is free.
    void wait_until(std::int32_t minute) {
        while (minute >= session + length) next_session();
        now = minute;
    }
    // Spends up to so many minutes from `now` on; returns how many, and the minute of the day after the last.
    std::int32_t spend(std::int32_t minutes, std::int32_t& end) {
        std::int32_t spent = 0;
        while (spent < minutes && !done()) {
            const std::int32_t left = session + length - now, wanted = minutes - spent;
            const std::int32_t part = wanted < left ? wanted : left;
            spent += part;
            now += part;
            end = now;
            if (part == left) next_session();
        }
        used += spent;
        return spent;
    }
};

Reviewer plan_day(const Rules& given, std::uint32_t row, double minutes, double u) {
    const auto budget = static_cast<std::int32_t>(minutes);
    auto sessions = static_cast<std::int32_t>(given.p.review.sessions_per_day);
    if (budget < sessions) sessions = 1;
    const std::int32_t stride = minutes_per_day / sessions, wanted = budget / sessions;
    const std::int32_t length = wanted < stride ? wanted : stride;
    const auto offset = static_cast<std::int32_t>(u * (stride - length + 1));
    return {row, length, stride, offset, offset, 0};
}

double minutes_of_law(const Review& r, double u) {
    switch (r.minutes_law) {
        case ReviewLaw::exponential: return exponential(r.minutes_mean, u);
        case ReviewLaw::lognormal:
            return lognormal(r.minutes_mean * portable::exp(-0.5 * r.minutes_sd_log * r.minutes_sd_log),
                             r.minutes_sd_log, u);
        case ReviewLaw::fixed: return r.minutes_mean;
        case ReviewLaw::chosen: break;
    }
    return 0.0;
}

std::uint16_t found_of(std::uint16_t faults, double depth, double u) {
    if (faults == 0) return 0;
    return static_cast<std::uint16_t>(binomial(faults, 1.0 - portable::exp(-depth), u));
}

// One team's review day.
class ReviewDay {
public:
    ReviewDay(const Rules& given, const Draws& draws, int day, std::uint32_t team, State& s)
        : given_(given), draws_(draws), day_(day), team_(team), s_(s), flow_(s.teams.flow[team]) {}

    void invite(std::uint32_t row, double minutes, double u) {
        if (minutes >= 1.0) reviewers_[count_++] = plan_day(given_, row, minutes, u);
    }

    // Changes are given out in the order in which they began to wait, each to whoever is free first and did not write
    // it: first come, first served.
    void run() {
        give_up_old();
        bring_back();
        weigh_load();
        for (std::uint32_t k = 0; k < count_; ++k) go_on(reviewers_[k]);
        give_out_waiting();
        for (std::size_t k = 0; k < flow_.arriving.size(); ++k) {
            next_ = k + 1;
            const Pending p = flow_.arriving[k];
            if (!give_out(p)) flow_.waiting.push_back(p);
        }
        flow_.arriving.clear();
        if (flow_.head > 64 && flow_.head * 2 > flow_.waiting.size()) compact();
    }

    const Reviewer* begin() const { return reviewers_; }
    const Reviewer* end() const { return reviewers_ + count_; }

private:
    std::int32_t minute(std::int32_t of_day) const { return minute_of(day_, of_day); }
    InReview& hand_of(const Reviewer& r) { return flow_.in_review[r.row - team_ * s_.width]; }
    TeamTally& tally() { return s_.teams.tally[team_]; }

    void compact() {
        flow_.waiting.erase(flow_.waiting.begin(), flow_.waiting.begin() + static_cast<std::ptrdiff_t>(flow_.head));
        flow_.head = 0;
    }

    void give_up_old() {
        const double limit = given_.p.review.abandon_days * minutes_per_day;
        while (flow_.waiting_count() > 0 && minute(0) - flow_.waiting[flow_.head].minute > limit) {
            flow_.let_go(flow_.waiting[flow_.head++].change);
            tally()[Tally::changes_abandoned] += 1.0;
        }
    }

    void bring_back() {
        std::size_t kept = 0;
        for (const Pending& p : flow_.returning)
            if (p.minute < minute(minutes_per_day)) insert_by_minute(flow_.arriving, 0, p);
            else flow_.returning[kept++] = p;
        flow_.returning.resize(kept);
    }

    // The queue that reviewers find in the morning presses on every review of the day.
    void weigh_load() {
        const double reviewers = s_.teams.reviewers[TeamId{team_}];
        const double load = reviewers > 0.0 ? static_cast<double>(flow_.waiting_count()) / reviewers : 0.0;
        log_load_ = portable::log1p(given_.p.review.impatience * load);
    }

    bool anybody_free() const {
        for (std::uint32_t k = 0; k < count_; ++k)
            if (!reviewers_[k].done()) return true;
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
        Reviewer* first = nullptr;
        std::int32_t soonest = never;
        for (std::uint32_t k = 0; k < count_; ++k) {
            if (reviewers_[k].row == p.author) continue;
            const std::int32_t at = reviewers_[k].free_from(ready);
            if (at < soonest) soonest = at, first = &reviewers_[k];
        }
        if (first == nullptr) return false;
        first->wait_until(soonest);
        start(*first, p.change, soonest);
        return true;
    }

    void start(Reviewer& r, ChangeRef place, std::int32_t now) {
        Change& c = flow_.pool[place];
        if (c.rounds == 0) {
            const double wait = minute(now) - c.opened;
            tally()[Tally::first_reviews] += 1.0;
            tally()[Tally::first_review_wait] += wait;
            s_.teams.week_wait[TeamId{team_}] += wait;
        }
        InReview& hand = hand_of(r);
        hand.change = place;
        read(r, c, hand);
        if (hand.minutes_left > 0) go_on(r);
        else finish(r, hand, now);
    }

    // Spends what is left of the day on the review in hand; finishes it if that suffices.
    void go_on(Reviewer& r) {
        InReview& hand = hand_of(r);
        if (hand.minutes_left == 0) return;
        std::int32_t end = 0;
        hand.minutes_left -= r.spend(hand.minutes_left, end);
        if (hand.minutes_left == 0) finish(r, hand, end);
    }

    void finish(const Reviewer& r, const InReview& hand, std::int32_t end) {
        const EngineerId i{r.row};
        Change& c = flow_.pool[hand.change];
        const int found = hand.line_faults_found + hand.design_faults_found;
        s_.signal(Signal::reviews)[i] += 1.0;
        s_.signal(Signal::findings)[i] += found;
        tally()[Tally::reviews] += 1.0;
        tally()[Tally::faults_found] += found;
        c.line_faults = static_cast<std::uint16_t>(c.line_faults - hand.line_faults_found);
        c.design_faults = static_cast<std::uint16_t>(c.design_faults - hand.design_faults_found);
        if (hand.sent_back) send_back(hand.change, found, end);
        else approve_change(given_, draws_, minute(end), team_, hand.change, s_);
    }

    void send_back(ChangeRef place, int found, std::int32_t end) {
        const auto& r = given_.p.review;
        Change& c = flow_.pool[place];
        s_.people.owed_minutes[EngineerId{c.author}] += r.rework_minutes + r.rework_minutes_per_fault * found;
        ++c.rounds;
        const auto u = draws_.uniforms(Purpose::review, c.rounds, {c.seat, c.ordinal}, 0);
        const auto delay = draws_.uniforms(Purpose::review, c.rounds, {c.seat, c.ordinal}, 1);
        for (int word = 0; word < 4; ++word) c.luck[word] = u[static_cast<std::size_t>(word)];
        const auto away = static_cast<std::int32_t>(exponential(r.return_minutes, delay[0]) + 0.5);
        const Pending back{minute(end) + away, c.author, place};
        if (back.minute < minute(minutes_per_day)) insert_by_minute(flow_.arriving, next_, back);
        else flow_.returning.push_back(back);
    }

    // Worth of the first minute of reading over that of a minute elsewhere, in logs.
    double log_worth(EngineerId i) const {
        return s_.people.log_care[i] + given_.p.people.care_per_motivation * s_.people.motivation[i] -
               s_.choices.hour_gain[i] - log_load_;
    }

    // The worth of a minute of reading falls by e^(-rate t), that of a minute elsewhere rises by e^(t / attention) as
    // attention tires; people read until the two meet.
    double chosen_minutes(EngineerId i, double rate) const {
        const double worth = log_worth(i);
        return worth > 0.0 ? worth / (rate + 1.0 / given_.p.review.attention_minutes) : 0.0;
    }

    void read(const Reviewer& r, Change& c, InReview& hand) const {
        const auto& rules = given_.p.review;
        const EngineerId i{r.row};
        const double lines = c.rounds == 0 ? c.lines : c.lines * rules.second_look_share;
        const double per_minute = rules.detection / (rules.minutes_per_line * lines);
        const bool chosen = rules.minutes_law == ReviewLaw::chosen;
        double reading = 0.0;
        if (!chosen) reading = minutes_of_law(rules, c.luck[3]);
        else if (c.luck[3] >= s_.choices.glance[i]) reading = chosen_minutes(i, per_minute);
        const double depth = per_minute * reading;
        hand.line_faults_found = found_of(c.line_faults, depth, c.luck[0]);
        hand.design_faults_found = found_of(c.design_faults, depth * rules.design_detection_factor, c.luck[1]);
        const bool any = hand.line_faults_found + hand.design_faults_found > 0;
        hand.sent_back = any || (reading > 0.0 && c.luck[2] < rules.return_share);
        hand.minutes_left = static_cast<std::int32_t>((chosen ? rules.start_minutes + reading : reading) + 0.5);
        if (reading > 0.0) c.read = true;
    }

    const Rules& given_;
    const Draws& draws_;
    int day_;
    std::uint32_t team_;
    State& s_;
    Flow& flow_;
    double log_load_ = 0.0;
    std::size_t next_ = 0;  // of those arriving today, the first not yet waiting
    Reviewer reviewers_[block_rows_limit];
    std::uint32_t count_ = 0;
};

// Review time that nobody needed goes back to its owner tomorrow; a dedicated reviewer has nothing else to do.
void close_day(const ReviewDay& day, const Block& block, std::uint32_t team, const Scratch& today, State& s) {
    for (std::uint32_t row = team * block.width; row < (team + 1) * block.width; ++row) {
        const EngineerId i{row};
        s.people.carried_minutes[i] = s.choices.share[review][i] * today.chosen[row - block.first_row];
    }
    auto& tally = s.teams.tally[team];
    for (const Reviewer& r : day) {
        const EngineerId i{r.row};
        s.people.carried_minutes[i] -= r.used;
        s.signal(Signal::review_minutes)[i] += r.used;
        tally[Tally::review_minutes] += r.used;
    }
    for (std::uint32_t row = team * block.width; row < (team + 1) * block.width; ++row) {
        const EngineerId i{row};
        if (!s.people.reviews_only[i]) continue;
        tally[Tally::minutes_idle] += s.people.carried_minutes[i];
        s.people.carried_minutes[i] = 0.0;
    }
}

}  // namespace

void review_changes(const Rules& given, const Draws& draws, int day, const Block& block, const Scratch& today, State& s) {
    for (std::uint32_t team = block.first_team; team < block.last_team; ++team) {
        ReviewDay review_day(given, draws, day, team, s);
        for (std::uint32_t row = team * block.width; row < (team + 1) * block.width; ++row) {
            const std::uint32_t k = row - block.first_row;
            const double minutes = s.choices.share[review][EngineerId{row}] * today.chosen[k];
            s.teams.tally[team][Tally::review_minutes_offered] += minutes;
            review_day.invite(row, minutes, today.session[k]);
        }
        review_day.run();
        close_day(review_day, block, team, today, s);
    }
}

}  // namespace strathern
