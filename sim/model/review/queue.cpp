// Who takes which change, and when? One queue a pool, followed minute by minute.
#include "model/review/queue.hpp"

#include <strathern/params/review.hpp>
#include <utility>

#include "core/portable_math.hpp"
#include "model/review/sessions.hpp"

namespace strathern {
namespace {

/// One pool's changes on one day, in the order in which they wait: what is there, who may read it, what goes first.
class Waiting {
public:
    Waiting(const PoolDay& day, const Review& rules, ReviewView v)
        : today_(day.today),
          rules_(rules),
          midnight_(day.minute(0)),
          owners_only_(rules.code_owners && v.layout().pool_teams > 1),
          by_two_(rules.second_reader_share > 0.0),
          v_(v),
          flow_(v[col::flow][day.pool]) {}

    std::size_t first() const { return flow_.head; }
    std::size_t end() const { return flow_.waiting.size(); }
    const Pending& operator[](std::size_t place) const { return flow_.waiting[place]; }

    /// The minute from which a change waits; below 0: since an earlier day.
    std::int32_t minute_of_day(const Pending& p) const { return p.minute - midnight_; }
    /// Whether a change was there before a minute began; what lies there in the morning is there at the first.
    bool is_there(std::size_t place, std::int32_t minute) const {
        return place < end() && minute_of_day(flow_.waiting[place]) < greater(minute, 1);
    }

    /// Whether somebody ever takes a younger change before an older one.
    bool has_order(Taste taste) const { return rules_.pickup != Pickup::first_come || taste.any(); }
    /// Whether a younger change goes before an older one, for a reader of some taste; among equals the older goes
    /// first.
    bool goes_before(std::size_t younger, std::size_t older, Taste taste) const {
        const Change& x = flow_.pool[flow_.waiting[younger].change];
        const Change& y = flow_.pool[flow_.waiting[older].change];
        if (rules_.pickup == Pickup::urgent_first && x.urgent != y.urgent) return x.urgent;
        if (taste.people_first && x.by_agent() != y.by_agent()) return y.by_agent();
        if (taste.small_first || rules_.pickup == Pickup::smallest_first) return x.lines < y.lines;
        return false;
    }

    bool may_read(EngineerId reader, const Pending& p) const {
        if (index(reader) == p.author || (p.asked != anybody && p.asked != index(reader))) return false;
        if (by_two_ && flow_.pool[p.change].read_by == index(reader)) return false;
        return !owners_only_ || is_for(reader, p);
    }

    /// Who was asked has not come for too long, or reviews no more: whoever comes may read it.
    void let_others_read() {
        const double limit = rules_.asked_days * minutes_per_day;
        for (std::size_t k = flow_.head; k < flow_.waiting.size(); ++k) {
            Pending& p = flow_.waiting[k];
            if (p.asked == anybody) continue;
            const EngineerId asked{p.asked};
            const bool reviews = v_[col::active][asked] > 0.0 && v_[col::share][review][asked] > 0.0;
            if (!reviews || midnight_ - p.minute > limit) p.asked = anybody;
        }
    }

    /// The first place from one on that somebody may read, or `end`.
    std::size_t next_readable(EngineerId reader, std::size_t place) const {
        while (place < end() && !may_read(reader, flow_.waiting[place])) ++place;
        return place;
    }

    /// What stands before it moves up by one.
    Pending take_out(std::size_t place) {
        const Pending taken = flow_.waiting[place];
        for (std::size_t k = place; k > flow_.head; --k) flow_.waiting[k] = flow_.waiting[k - 1];
        ++flow_.head;
        return taken;
    }

    /// What has waited for too long is given up, and the oldest where more wait than anybody will ever come to.
    void give_up_old() {
        constexpr std::size_t per_seat = 200;
        const double limit = rules_.abandon_days * minutes_per_day;
        const std::size_t most = per_seat * flow_.in_review.size();
        while (flow_.waiting_count() > 0 &&
               (midnight_ - flow_.waiting[flow_.head].minute > limit || flow_.waiting_count() > most)) {
            const ChangeRef place = flow_.waiting[flow_.head++].change;
            const Change& c = flow_.pool[place];
            v_[col::changes_abandoned][team_of_seat(c.seat)] += 1.0;
            tell(today_, v_, Happening::abandoned, c, midnight_);
            flow_.let_go(place);
        }
    }

    /// What comes back from its author today is among the arrivals.
    void bring_back() {
        std::size_t kept = 0;
        for (const Pending& p : flow_.returning)
            if (minute_of_day(p) < minutes_per_day)
                insert_by_minute(flow_.arriving, 0, p);
            else
                flow_.returning[kept++] = p;
        flow_.returning.resize(kept);
    }

    /// Today's arrivals stand in the queue from the beginning, each with its minute.
    void line_up_arrivals() {
        flow_.waiting.insert(flow_.waiting.end(), flow_.arriving.begin(), flow_.arriving.end());
        flow_.arriving.clear();
    }

    /// Places in front of the queue are given back now and then, so that storage stays near what waits.
    void compact() {
        constexpr std::size_t too_few = 8;  // to be worth moving the rest
        if (flow_.head <= too_few || flow_.head * 2 <= flow_.waiting.size()) return;
        flow_.waiting.erase(flow_.waiting.begin(), flow_.waiting.begin() + static_cast<std::ptrdiff_t>(flow_.head));
        flow_.head = 0;
    }

private:
    // Code is for its owners, unless none of them but the author reviews.
    bool is_for(EngineerId reader, const Pending& p) const {
        const TeamId owners{flow_.pool[p.change].code_team};
        if (v_.layout().team_of(reader) == owners) return true;
        const EngineerId author{p.author};
        const bool author_reviews = v_.layout().team_of(author) == owners && v_[col::share][review][author] > 0.0;
        return !(v_[col::reviewers][owners] > (author_reviews ? 1.0 : 0.0));
    }

    const Today& today_;
    const Review& rules_;
    std::int32_t midnight_;
    bool owners_only_, by_two_;
    ReviewView v_;
    Flow& flow_;
};

/// Of a long queue reviewers compare those that have waited longest: more nobody looks through for each review.
constexpr std::size_t compared_limit = 64;

/// A change that a reviewer takes: when and by whom, and its place in the queue.
struct Take {
    Turn turn;
    std::size_t place;

    std::int32_t minute() const { return turn / turns_per_minute; }
    std::uint32_t reviewer() const { return static_cast<std::uint32_t>(turn % turns_per_minute); }
};

/// One pool's reviewers at work on one day.
class ReviewDay {
public:
    /// @param used minutes spent in review are added [rows of the pool]
    ReviewDay(const Today& today, TeamId pool, Reviewers& reviewers, double* used, ReviewView v)
        : day_{today, pool, used},
          rules_(today.given.review),
          first_row_(v.layout().first_row(pool)),
          waiting_(day_, rules_, v),
          reviewers_(reviewers),
          used_(used),
          v_(v),
          flow_(v[col::flow][pool]) {}

    void run() {
        waiting_.give_up_old();
        waiting_.let_others_read();
        if (!flow_.returning.empty()) waiting_.bring_back();
        weigh_load();
        waiting_.line_up_arrivals();
        for (std::uint32_t k = 0; k < reviewers_.count(); ++k) go_on(reviewers_[k]);
        serve();
        waiting_.compact();
    }

private:
    // Takes are settled one after the other, in an order in which none can change one that is settled: the oldest
    // change goes to whoever may read it and is free first, because nobody would take a younger one instead; but if one
    // that goes before it has come by then, the earliest take of all is settled first.
    void serve() {
        for (std::size_t oldest = waiting_.first(); oldest < waiting_.end(); ++oldest) {
            Take take{first_turn(waiting_[oldest]), oldest};
            if (take.turn < nobody) {
                if (is_overtaken(take)) take = earliest_take(oldest);
                begin_review(reviewers_[take.reviewer()], waiting_.take_out(take.place));
            } else if (!reviewers_.anybody_free()) {
                return;
            }  // else whoever still has time may not read it: it stays behind
        }
    }

    Turn first_turn(const Pending& p) const {
        return reviewers_.first_turn(waiting_.minute_of_day(p),
                                     [&](const Reviewer& r) { return !waiting_.may_read(r.row, p); });
    }

    // Whether a change that goes before this one is there at the take. What comes within its minute is not.
    bool is_overtaken(const Take& take) const {
        const Taste taste = std::as_const(reviewers_)[take.reviewer()].taste;
        if (!waiting_.has_order(taste)) return false;
        const std::size_t until = take.place + compared_limit;
        for (std::size_t k = take.place + 1; k < until && waiting_.is_there(k, take.minute()); ++k)
            if (waiting_.goes_before(k, take.place, taste)) return true;
        return false;
    }

    // Of the reviewers who find something to read, the one who is free first; of what is there then, the best.
    Take earliest_take(std::size_t oldest) const {
        Take first{nobody, oldest};
        for (std::uint32_t k = 0; k < reviewers_.count(); ++k) {
            const std::size_t place = waiting_.next_readable(reviewers_[k].row, oldest);
            if (place == waiting_.end()) continue;
            const Turn turn = reviewers_.turn_of(k, waiting_.minute_of_day(waiting_[place]));
            if (turn < first.turn) first = {turn, place};
        }
        const Reviewer& reader = reviewers_[first.reviewer()];
        const std::size_t until = first.place + compared_limit;
        for (std::size_t k = first.place + 1; k < until && waiting_.is_there(k, first.minute()); ++k)
            if (waiting_.goes_before(k, first.place, reader.taste) && waiting_.may_read(reader.row, waiting_[k]))
                first.place = k;
        return first;
    }

    void begin_review(Reviewer& r, const Pending& p) {
        reviewers_.wait_until(r, waiting_.minute_of_day(p));
        Change& c = flow_.pool[p.change];
        if (!c.picked_up) note_pickup(c, r.now);
        InReview& hand = hand_of(r);
        hand.change = p.change;
        read_change(day_, r.row, c, hand, v_);
        if (hand.minutes_left > 0)
            go_on(r);
        else
            finish_review(day_, r.row, hand, r.now, v_);
    }

    void note_pickup(Change& c, std::int32_t now) {
        constexpr double remembered = 50.0;  // first reviews, of how long a team is used to wait
        const TeamId team = team_of_seat(c.seat);
        const double wait = day_.minute(now) - c.opened;
        c.picked_up = true;
        v_[col::first_reviews][team] += 1.0;
        v_[col::first_review_wait][team] += wait;
        v_[col::week_wait][team] += wait;
        v_[col::usual_wait][team] += (wait - v_[col::usual_wait][team]) / remembered;
        const auto origin = static_cast<std::size_t>(c.origin());
        v_[col::origin_first_reviews][origin][team] += 1.0;
        v_[col::origin_wait][origin][team] += wait;
        tell(day_.today, v_, Happening::picked_up, c, day_.minute(now), wait);
        if (!c.urgent) return;
        v_[col::urgent_reviews][team] += 1.0;
        v_[col::urgent_review_wait][team] += wait;
    }

    // Spends what is left of the day on the review in hand; finishes it if that suffices.
    void go_on(Reviewer& r) {
        InReview& hand = hand_of(r);
        if (hand.minutes_left == 0) return;
        const Spent spent = reviewers_.spend(r, hand.minutes_left);
        used_[index(r.row) - first_row_] += spent.minutes;
        hand.minutes_left -= spent.minutes;
        if (hand.minutes_left == 0) finish_review(day_, r.row, hand, spent.end, v_);
    }

    InReview& hand_of(const Reviewer& r) { return flow_.in_review[index(r.row) - first_row_]; }

    // The queue that reviewers find in the morning presses on every review of the day.
    void weigh_load() {
        if (flow_.waiting_count() == 0) return;
        day_.log_load = portable::log1p(rules_.impatience * waiting_per_reviewer(day_.pool, v_));
    }

    PoolDay day_;
    const Review& rules_;
    std::uint32_t first_row_;
    Waiting waiting_;
    Reviewers& reviewers_;
    double* used_;  // [rows of the pool]
    ReviewView v_;
    Flow& flow_;
};

Taste taste_of(const Today& today, std::uint32_t k) {
    const Review& rules = today.given.review;
    return {.small_first = today.scratch.small_first[k] > 1.0 - rules.small_first_share,
            .people_first = today.scratch.people_first[k] > 1.0 - rules.people_first_share};
}

}  // namespace

void review_changes(const Today& today, ReviewView v) {
    const Block& block = today.block;
    const SessionRules rules = session_rules(today.given.review);
    SessionPlan plan;
    BlockColumn used = {};
    plan_sessions(today, rules, plan, v);
    for (std::uint32_t team = block.first_team; team < block.last_team; team += v.layout().pool_teams) {
        const TeamId pool{team};
        const std::uint32_t first = block.first_place(pool), end = block.first_place(v.layout().pool_end(pool));
        Reviewers reviewers(rules);
        for (std::uint32_t k = first; k < end; ++k)
            reviewers.invite(block.row(k), plan.begin[k], plan.length[k], taste_of(today, k));
        ReviewDay(today, pool, reviewers, used + first, v).run();
    }
    close_accounts(today, plan, used, v);
}

}  // namespace strathern
