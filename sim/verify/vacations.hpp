// How long does a change wait for a reader who reviews for a part of the day? A queue whose server takes vacations.
#pragma once
#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace strathern {

/// A reader who reviews in one session a day and does other work before and after it. A session begins at any minute at
/// which it still fits into the day, each as likely; what it did not need of its minutes lengthens the next day.
struct PartTimeReader {
    double day;       ///< minutes, without those saved on the day before
    double share;     ///< of the day's minutes, below a half
    double arrivals;  ///< changes a minute of the day, a Poisson stream
    double service;   ///< mean minutes of a reading, exponential; it goes on in the next session

    /// Where every session is busy to its end nothing is saved, and the reader can do no more than this.
    double load() const { return arrivals * service / share; }
};

/// Law of the changes at hand and of the next session's length, from evening to evening. Within a minute of a session
/// one change comes or is finished, up to second order. (doshi1986)
class VacationChain {
public:
    explicit VacationChain(const PartTimeReader& reader)
        : r_(reader),
          changes_(limit_of(reader)),
          most_saved_(static_cast<std::size_t>(reader.share * reader.day / (1.0 - reader.share)) + 1),
          shortest_(session_after(0)),
          lengths_(session_after(most_saved_) - shortest_ + 1) {
        for (std::size_t n = 0; n < changes_; ++n) read_from(n);
    }

    /// Mean wait until a reading begins, in minutes of the day.
    double mean_wait() const {
        Evening evening = {Law(lengths_ * changes_, 0.0), Law(lengths_, 0.0)};
        evening.law[0] = 1.0;
        const double spare = 1.0 - std::sqrt(r_.load());
        const double settling = r_.service / (r_.share * r_.day * spare * spare);
        const int days = 12 + static_cast<int>(5.0 * settling);
        double waiting = 0.0;
        for (int day = 0; day < days; ++day) waiting = pass(evening);
        return waiting / (r_.day * r_.arrivals);  // Little
    }

private:
    using Law = std::vector<double>;

    struct Evening {
        Law law;  ///< [length of the next session][changes]
        Law put;  ///< [length of the next session] probability that a reading is begun and not finished
    };

    /// Changes beyond which hardly anything lies.
    static std::size_t limit_of(const PartTimeReader& r) {
        constexpr double log_tail = -9.0, busiest = 0.8;
        return static_cast<std::size_t>(6.0 + 3.0 * r.arrivals * r.day +
                                        log_tail / std::log(std::fmax(0.05, std::fmin(r.load(), busiest))));
    }

    /// What is offered need not be whole: half a minute more is saved on average.
    std::size_t session_after(std::size_t saved) const {
        return static_cast<std::size_t>(r_.share * (r_.day + static_cast<double>(saved) + 0.5));
    }
    std::size_t at(std::size_t length, std::size_t n) const { return length * changes_ + n; }

    /// Changes after a minute of a session in which somebody reads.
    Law after_minute(const Law& law) const {
        const Law once = flow(law), twice = flow(once);
        Law next = law;
        for (std::size_t n = 0; n < changes_; ++n) next[n] += once[n] + 0.5 * twice[n];
        return next;
    }

    Law flow(const Law& law) const {
        const double come = r_.arrivals, go = 1.0 / r_.service;
        Law change(changes_, 0.0);
        for (std::size_t n = 0; n + 1 < changes_; ++n) {
            const double more = come * law[n] - go * law[n + 1];
            change[n] -= more;
            change[n + 1] += more;
        }
        return change;
    }

    /// What sessions of each length make of n changes: minutes without any are saved.
    void read_from(std::size_t n) {
        std::vector<Law> law(most_saved_ + 1, Law(changes_, 0.0));
        law[0][n] = 1.0;
        double waited = 0.0;
        for (std::size_t minute = 1; minute < shortest_ + lengths_; ++minute) {
            std::vector<Law> next(most_saved_ + 1, Law(changes_, 0.0));
            for (std::size_t saved = 0; saved <= std::min(minute, most_saved_); ++saved) {
                for (std::size_t k = 2; k < changes_; ++k) waited += static_cast<double>(k - 1) * law[saved][k];
                Law& idle = next[std::min(saved + 1, most_saved_)];
                idle[0] += law[saved][0] * (1.0 - r_.arrivals);
                idle[1] += law[saved][0] * r_.arrivals;
                law[saved][0] = 0.0;
                const Law busy = after_minute(law[saved]);
                for (std::size_t k = 0; k < changes_; ++k) next[saved][k] += busy[k];
            }
            law = std::move(next);
            if (minute >= shortest_) ends_.push_back(by_next_session(law)), waited_.push_back(waited);
        }
    }

    Law by_next_session(const std::vector<Law>& by_saved) const {
        Law all(lengths_ * changes_, 0.0);
        for (std::size_t saved = 0; saved < by_saved.size(); ++saved)
            for (std::size_t k = 0; k < changes_; ++k)
                all[at(session_after(saved) - shortest_, k)] += by_saved[saved][k];
        return all;
    }

    /// A law of changes, so many minutes without a session later.
    void add_later(const double* law, double minutes, double weight, double* sum) const {
        double p = weight * std::exp(-r_.arrivals * minutes);
        for (std::size_t k = 0; k < changes_; ++k) {
            for (std::size_t n = 0; n + k < changes_; ++n) sum[n + k] += p * law[n];
            p *= r_.arrivals * minutes / static_cast<double>(k + 1);
        }
    }

    /// Changes that wait, added up over so many minutes without a session.
    double waiting_within(double minutes, const double* law, double put) const {
        double all = 0.0, mean = 0.0;
        for (std::size_t n = 0; n < changes_; ++n) all += law[n], mean += static_cast<double>(n) * law[n];
        return minutes * (mean - put + 0.5 * all * r_.arrivals * minutes);
    }

    /// A day. @return changes that wait, added up over its minutes
    double pass(Evening& evening) const {
        // Gauss and Legendre, over the minutes at which a session may begin.
        constexpr std::array<double, 3> place = {0.1127016653792583, 0.5, 0.8872983346207417};
        constexpr std::array<double, 3> weight = {5.0 / 18.0, 8.0 / 18.0, 5.0 / 18.0};
        Evening next = {Law(lengths_ * changes_, 0.0), Law(lengths_, 0.0)};
        double waiting = 0.0;
        for (std::size_t length = 0; length < lengths_; ++length) {
            const double away = r_.day - static_cast<double>(shortest_ + length);
            const double* law = &evening.law[at(length, 0)];
            for (std::size_t k = 0; k < place.size(); ++k) {
                const double before = place[k] * away;
                Law morning(changes_, 0.0);
                add_later(law, before, weight[k], morning.data());
                waiting += weight[k] * waiting_within(before, law, evening.put[length]);
                waiting += review(length, morning, away - before, next);
            }
        }
        evening = std::move(next);
        return waiting;
    }

    /// A session, and the minutes after it.
    double review(std::size_t length, const Law& morning, double after, Evening& next) const {
        Law ended(lengths_ * changes_, 0.0);
        double waiting = 0.0;
        for (std::size_t n = 0; n < changes_; ++n) {
            const std::size_t from = n * lengths_ + length;
            waiting += morning[n] * waited_[from];
            for (std::size_t k = 0; k < ended.size(); ++k) ended[k] += morning[n] * ends_[from][k];
        }
        for (std::size_t later = 0; later < lengths_; ++later) {
            const double* law = &ended[at(later, 0)];
            double put = 0.0;
            for (std::size_t n = 1; n < changes_; ++n) put += law[n];
            next.put[later] += put;
            waiting += waiting_within(after, law, put);
            add_later(law, after, 1.0, &next.law[at(later, 0)]);
        }
        return waiting;
    }

    PartTimeReader r_;
    std::size_t changes_, most_saved_, shortest_, lengths_;
    std::vector<Law> ends_;       ///< [changes before it x length] of the session: [length of the next][changes]
    std::vector<double> waited_;  ///< the same: changes that wait, added up over the session
};

}  // namespace strathern
