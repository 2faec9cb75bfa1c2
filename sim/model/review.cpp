// Who reads which change, when, how deeply, and what comes of it? One queue a team, followed minute by minute.
#include "core/variates.hpp"
#include "model/phases.hpp"

namespace strathern {
namespace {

constexpr std::int32_t never = 1 << 30;

// A reviewer's day: `budget` minutes for reviews, cut into equal sessions. `position` counts the minutes of the budget
// that are gone, used or not, so that the clock on the wall follows from it.
struct Reviewer {
    std::uint32_t row;
    std::int32_t budget, length, stride, offset, position, used;
    std::int32_t now;  // minute of the day at `position`, or `never`

    std::int32_t wall(std::int32_t at) const { return (at / length) * stride + offset + at % length; }
    void move_to(std::int32_t at) {
        position = at;
        now = at < budget ? wall(at) : never;
    }
    // First minute of the budget that is not before a minute of the day.
    void skip_to(std::int32_t minute) {
        const std::int32_t session = minute <= offset ? 0 : (minute - offset) / stride;
        const std::int32_t inside = minute - (session * stride + offset);
        const std::int32_t at = session * length + (inside < 0 ? 0 : (inside < length ? inside : length));
        move_to(at > position ? at : position);
    }
};

struct Outcome {
    std::int32_t minutes;
    std::uint16_t line_faults, design_faults;
    bool sent_back, read;
};

Reviewer plan_day(const Rules& given, std::uint32_t row, double minutes, double u) {
    Reviewer r{row, static_cast<std::int32_t>(minutes), 0, 0, 0, 0, 0, 0};
    auto sessions = static_cast<std::int32_t>(given.p.review.sessions_per_day);
    if (r.budget < sessions) sessions = 1;
    r.length = r.budget / sessions;
    r.stride = minutes_per_day / sessions;
    r.length = r.length < r.stride ? r.length : r.stride;
    r.budget = r.length * sessions;
    r.offset = static_cast<std::int32_t>(u * (r.stride - r.length + 1));
    r.now = r.offset;
    return r;
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

    void run() {
        give_up_old();
        bring_back();
        weigh_load();
        for (std::uint32_t k = 0; k < count_; ++k) go_on(reviewers_[k]);
        while (Reviewer* r = next_free()) serve(*r);
        admit(never);
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
        while (flow_.waiting_count() > 0 && minute(0) - flow_.waiting[flow_.head].queued > limit) {
            ++flow_.head;
            tally()[Tally::changes_abandoned] += 1.0;
        }
    }

    void arrive(const Change& c) {
        auto place = flow_.arriving.end();
        while (place != flow_.arriving.begin() + static_cast<std::ptrdiff_t>(next_) && c.queued < (place - 1)->queued) --place;
        flow_.arriving.insert(place, c);
        for (std::uint32_t k = 0; k < count_; ++k)
            if (reviewers_[k].now == never) reviewers_[k].skip_to(c.queued - minute(0));
    }

    void bring_back() {
        std::size_t kept = 0;
        for (const Change& c : flow_.returning)
            if (c.queued < minute(minutes_per_day)) arrive(c);
            else flow_.returning[kept++] = c;
        flow_.returning.resize(kept);
    }

    void admit(std::int32_t until) {
        const std::int32_t last = until == never ? never : minute(until);
        while (next_ < flow_.arriving.size() && flow_.arriving[next_].queued <= last)
            flow_.waiting.push_back(flow_.arriving[next_++]);
    }

    // The queue that reviewers find in the morning presses on every review of the day.
    void weigh_load() {
        const double reviewers = s_.teams.reviewers[TeamId{team_}];
        const double load = reviewers > 0.0 ? static_cast<double>(flow_.waiting_count()) / reviewers : 0.0;
        log_load_ = portable::log1p(given_.p.review.impatience * load);
    }

    Reviewer* next_free() {
        Reviewer* first = nullptr;
        std::int32_t soonest = never;
        for (std::uint32_t k = 0; k < count_; ++k)
            if (reviewers_[k].now < soonest) soonest = reviewers_[k].now, first = &reviewers_[k];
        return first;
    }

    // The first waiting change that somebody else wrote.
    std::size_t first_for(std::uint32_t row) const {
        std::size_t k = flow_.head;
        while (k < flow_.waiting.size() && flow_.waiting[k].author == row) ++k;
        return k;
    }

    void serve(Reviewer& r) {
        const std::int32_t now = r.now;
        admit(now);
        const std::size_t at = first_for(r.row);
        if (at == flow_.waiting.size()) {
            if (next_ < flow_.arriving.size()) r.skip_to(flow_.arriving[next_].queued - minute(0));
            else r.now = never;  // until somebody sends something back
            return;
        }
        start(r, take(at), now);
    }

    Change take(std::size_t at) {
        const Change c = flow_.waiting[at];
        for (std::size_t k = at; k > flow_.head; --k) flow_.waiting[k] = flow_.waiting[k - 1];
        ++flow_.head;
        return c;
    }

    void start(Reviewer& r, Change c, std::int32_t now) {
        if (c.rounds == 0) {
            const double wait = minute(now) - c.opened;
            tally()[Tally::first_reviews] += 1.0;
            tally()[Tally::first_review_wait] += wait;
            s_.teams.week_wait[TeamId{team_}] += wait;
        }
        const Outcome o = read(r, c);
        if (o.read) c.read = 1;
        hand_of(r) = {c, o.minutes, o.line_faults, o.design_faults, o.sent_back};
        go_on(r);
    }

    // Spends what is left of the day on the review in hand; finishes it if that suffices.
    void go_on(Reviewer& r) {
        InReview& hand = hand_of(r);
        if (hand.minutes_left == 0) return;
        const std::int32_t left = r.budget - r.position;
        const std::int32_t spent = hand.minutes_left <= left ? hand.minutes_left : left;
        // The last minute's end, not the next one's beginning, which may lie in a later session.
        const std::int32_t end = r.wall(r.position + spent - (spent > 0)) + (spent > 0);
        r.move_to(r.position + spent);
        r.used += spent;
        hand.minutes_left -= spent;
        if (hand.minutes_left == 0) finish(r, hand, end);
    }

    void finish(const Reviewer& r, const InReview& hand, std::int32_t end) {
        const EngineerId i{r.row};
        Change c = hand.change;
        const int found = hand.line_faults_found + hand.design_faults_found;
        s_.signal(Signal::reviews)[i] += 1.0;
        s_.signal(Signal::findings)[i] += found;
        tally()[Tally::reviews] += 1.0;
        tally()[Tally::faults_found] += found;
        c.line_faults = static_cast<std::uint16_t>(c.line_faults - hand.line_faults_found);
        c.design_faults = static_cast<std::uint16_t>(c.design_faults - hand.design_faults_found);
        if (hand.sent_back) send_back(c, found, end);
        else approve_change(given_, draws_, minute(end), team_, c, s_);
    }

    void send_back(Change c, int found, std::int32_t end) {
        const auto& r = given_.p.review;
        s_.people.owed_minutes[EngineerId{c.author}] += r.rework_minutes + r.rework_minutes_per_fault * found;
        ++c.rounds;
        const auto u = draws_.uniforms(Purpose::review, c.rounds, {c.seat, c.ordinal}, 0);
        const auto delay = draws_.uniforms(Purpose::review, c.rounds, {c.seat, c.ordinal}, 1);
        for (int word = 0; word < 4; ++word) c.luck[word] = u[static_cast<std::size_t>(word)];
        c.queued = minute(end) + static_cast<std::int32_t>(exponential(r.return_minutes, delay[0]) + 0.5);
        if (c.queued < minute(minutes_per_day)) arrive(c);
        else flow_.returning.push_back(c);
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

    Outcome read(const Reviewer& r, const Change& c) const {
        const auto& rules = given_.p.review;
        const EngineerId i{r.row};
        const double lines = c.rounds == 0 ? c.lines : c.lines * rules.second_look_share;
        const double per_minute = rules.detection / (rules.minutes_per_line * lines);
        const bool chosen = rules.minutes_law == ReviewLaw::chosen;
        const bool glance = chosen && c.luck[3] < s_.choices.glance[i];
        double reading = 0.0;
        if (!chosen) reading = minutes_of_law(rules, c.luck[3]);
        else if (!glance) reading = chosen_minutes(i, per_minute);
        const double depth = per_minute * reading;
        Outcome o{};
        o.line_faults = found_of(c.line_faults, depth, c.luck[0]);
        o.design_faults = found_of(c.design_faults, depth * rules.design_detection_factor, c.luck[1]);
        o.read = reading > 0.0;
        o.sent_back = o.line_faults + o.design_faults > 0 || (o.read && c.luck[2] < rules.return_share);
        const double minutes = chosen ? rules.start_minutes + reading : reading;
        o.minutes = static_cast<std::int32_t>(minutes + 0.5);
        return o;
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
