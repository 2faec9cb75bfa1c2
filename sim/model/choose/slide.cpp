// Where hours of one option alone can't move, what do people gain by moving them between options? Along lines on which
// what binds stays as it is (docs/model.md, 7.9).
#include "model/choose/slide.hpp"

#include <algorithm>
#include <strathern/params/definitions.hpp>
#include <vector>

namespace strathern {
namespace {

constexpr int sides = 4;          ///< tries on each side of the best; the next round looks four times as closely
constexpr int rounds = 12;        ///< the last one steps by a 60 millionth of the line
constexpr double near = 1e-2;     ///< [days, targets] so close to it, a day is full and a quota just met
constexpr double settled = 1e-9;  ///< [days] less is no move

/// What binds people: a sum of hours, weighted by a normal, that can't rise or that nobody wants to.
struct Edge {
    explicit Edge(std::size_t options) : normal(options) {}

    OptionCells normal;
    bool binds[block_rows_limit] = {};
};

/// Options of which three at a time are tried. Their number grows with the cube, and a week is to end in time.
constexpr std::size_t most_in_threes = 6;

/// A line through the hours of two or three options: how far each moves for a step along it.
struct Line {
    std::size_t options[3];
    std::size_t count;
    BlockColumn by[3];
};

double largest(const Line& line, std::uint32_t k) {
    double most = 0.0;
    for (std::size_t j = 0; j < line.count; ++j) most = std::max(most, __builtin_fabs(line.by[j][k]));
    return most;
}

// @param left without any hours [days]
double room_of(const Today& today, double left, const OptionCells& hours, std::uint32_t k) {
    for (std::size_t a = 0; a < today.catalogue.options(); ++a) left -= in_hours(today, a) ? hours[a][k] : 0.0;
    return left;
}

/// The search for the best place on a line.
class LineSearch {
public:
    LineSearch(const Today& today, const HoursCost& cost, const Sight& sight, const Sliders& of, SearchView v)
        : today_(today),
          block_(today.block),
          n_(today.block.rows()),
          cost_(cost),
          sight_(sight),
          of_(of),
          v_(v),
          all_(all_of(today.block, of.board.board(), v)) {}

    void follow(Line& line) {
        find_ends(line), find_cost(line), find_changes(line);
        std::fill_n(best_, n_, 0.0), std::fill_n(worth_, n_, 0.0);
        find_score(best_, here_);
        double width = 1.0;
        for (int round = 0; round < rounds; ++round, width /= sides) {
            BlockColumn centre, step;
            std::copy_n(best_, n_, centre);
            for (int j = -sides; j <= sides; ++j) {
                for (std::uint32_t k = 0; k < n_; ++k)
                    step[k] = std::clamp(centre[k] + width * j / sides * (high_[k] - low_[k]), low_[k], high_[k]);
                attempt(step);
            }
        }
        take(line);
    }

private:
    const Regime& regime() const { return *of_.board.board().regime; }

    // Steps are shares of a day; no hours fall below nothing, and none are moved into what is not known.
    void find_ends(Line& line) {
        for (std::uint32_t k = 0; k < n_; ++k) {
            const double most = largest(line, k);
            double sum = 0.0;
            low_[k] = most > 0.0 ? -none : 0.0, high_[k] = most > 0.0 ? none : 0.0;
            for (std::size_t j = 0; j < line.count; ++j) {
                double& by = line.by[j][k];
                const double hours = of_.hours[line.options[j]][k];
                by = most > 0.0 ? by / most : 0.0;
                sum += by;
                if (of_.usual[line.options[j]][k] == 0.0 && by != 0.0) low_[k] = high_[k] = 0.0;
                if (by > 0.0) low_[k] = std::max(low_[k], -hours / by);
                if (by < 0.0) high_[k] = std::min(high_[k], -hours / by);
            }
            limit_sum(sum, k);
        }
    }

    void limit_sum(double sum, std::uint32_t k) {
        const double left = std::max(0.0, room_of(today_, cost_.longest_day, of_.hours, k));
        if (sum > settled) high_[k] = std::min(high_[k], left / sum);
        if (sum < -settled) low_[k] = std::max(low_[k], left / sum);
        low_[k] = std::min(low_[k], 0.0), high_[k] = std::max(high_[k], 0.0);
    }

    // What a step along the line costs: slope times it, and curve times its square.
    void find_cost(const Line& line) {
        for (std::uint32_t k = 0; k < n_; ++k) {
            double all = 0.0, sum = 0.0, squares = 0.0, along = 0.0;
            for (std::size_t a = 0; a < v_.layout().options; ++a)
                if (in_hours(today_, a)) all += of_.hours[a][k] - of_.usual[a][k];
            for (std::size_t j = 0; j < line.count; ++j) {
                const double by = line.by[j][k], beyond = of_.hours[line.options[j]][k] - of_.usual[line.options[j]][k];
                along += by * (cost_.own * beyond + cost_.crossed * (all - beyond));
                sum += by, squares += by * by;
            }
            slope_[k] = along;
            curve_[k] = 0.5 * (cost_.own * squares + cost_.crossed * (sum * sum - squares));
        }
    }

    void find_changes(const Line& line) {
        for (std::size_t m = 0; m < regime().metrics.size(); ++m) {
            std::fill_n(top_[m], n_, 0.0), std::fill_n(bottom_[m], n_, 0.0);
            for (std::size_t j = 0; j < line.count; ++j) {
                const Expected more = expected_of(block_, m, line.options[j], v_);
                for (std::uint32_t k = 0; k < n_; ++k) {
                    const double steps = of_.blur[line.options[j]][k] * cost_.halves * line.by[j][k];
                    top_[m][k] += more.top[k] * steps, bottom_[m][k] += more.bottom[k] * steps;
                }
            }
        }
    }

    void find_score(const double* step, double* score) {
        BlockColumn values[metric_limit];
        for (std::size_t m = 0; m < regime().metrics.size(); ++m)
            for (std::uint32_t k = 0; k < n_; ++k) {
                const double top = of_.board.top(m)[k] + step[k] * top_[m][k];
                const bool ratio = of_.board.board().sums[m].bottom != nullptr;
                values[m][k] = ratio ? ratio_of(top, of_.board.bottom(m)[k] + step[k] * bottom_[m][k]) : top;
            }
        find_scores(all_, of_.board.board(), values, score, v_);
    }

    void attempt(const double* step) {
        BlockColumn score;
        find_score(step, score);
        for (std::uint32_t k = 0; k < n_; ++k) {
            const double seen = seen_share(sight_.legibility * of_.sophistication[k], sight_.unthought);
            const double brings = of_.pressure[k] * seen * (score[k] - here_[k]);
            const double worth = brings - (slope_[k] + curve_[k] * step[k]) * step[k];
            if (!(worth > worth_[k])) continue;
            worth_[k] = worth, best_[k] = step[k];
        }
    }

    void take(const Line& line) {
        for (std::size_t j = 0; j < line.count; ++j) {
            BlockColumn halves;
            Expected more[metric_limit];
            const std::size_t a = line.options[j];
            for (std::uint32_t k = 0; k < n_; ++k) {
                const double before = of_.hours[a][k];
                of_.hours[a][k] = std::max(0.0, before + best_[k] * line.by[j][k]);
                halves[k] = cost_.halves * (of_.hours[a][k] - before);
            }
            find_expected(block_, of_.board.board(), a, more, v_);
            of_.board.move({more, of_.blur[a], halves});
        }
        for (std::uint32_t k = 0; k < n_; ++k) of_.moved[k] = of_.moved[k] || __builtin_fabs(best_[k]) > settled;
    }

    static constexpr double none = 1e9;  ///< [days] no end

    const Today& today_;
    const Block& block_;
    std::uint32_t n_;
    const HoursCost& cost_;
    const Sight& sight_;
    const Sliders& of_;
    SearchView v_;
    Judges all_;
    BlockColumn low_, high_, slope_, curve_, here_, best_, worth_;
    BlockColumn top_[metric_limit], bottom_[metric_limit];
};

/// What binds people, and the lines along it.
class Slide {
public:
    Slide(const Today& today, const HoursCost& cost, const Sight& sight, const Sliders& of, SearchView v)
        : today_(today), n_(today.block.rows()), of_(of), v_(v), search_(today, cost, sight, of, v) {
        for (std::size_t a = 0; a < v.layout().options; ++a)
            if (in_hours(today, a) && std::any_of(of.usual[a], of.usual[a] + n_, [](double x) { return x > 0.0; }))
                options_.push_back(a);
        add_day(cost.longest_day);
        for (std::size_t m = 0; m < regime().metrics.size(); ++m)
            if (regime().metrics[m].value.payoff == Payoff::quota) add_quota(m);
    }

    void go() {
        for (std::size_t i = 0; i < options_.size(); ++i)
            for (std::size_t j = 0; j < i; ++j) {
                for (const Edge& edge : edges_) between_two(options_[j], options_[i], edge);
                for (std::size_t h = 0; h < j && options_.size() <= most_in_threes; ++h)
                    between_three({options_[h], options_[j], options_[i]});
            }
    }

private:
    const Regime& regime() const { return *of_.board.board().regime; }

    void keep_if_binds(Edge edge) {
        if (std::find(edge.binds, edge.binds + n_, true) != edge.binds + n_) edges_.push_back(std::move(edge));
    }

    void add_day(double longest) {
        Edge day(v_.layout().options);
        for (std::uint32_t k = 0; k < n_; ++k)
            day.binds[k] = of_.restless[k] && room_of(today_, longest, of_.hours, k) < near;
        for (const std::size_t a : options_) std::fill_n(day.normal[a], n_, 1.0);
        keep_if_binds(std::move(day));
    }

    // By the definition of the metric: beyond its target nothing is paid.
    void add_quota(std::size_t m) {
        Edge quota(v_.layout().options);
        const double target = v_[col::target][m];
        const double *top = of_.board.top(m), *bottom = of_.board.bottom(m);
        for (std::uint32_t k = 0; k < n_; ++k)
            quota.binds[k] = of_.restless[k] && __builtin_fabs(top[k] - target * bottom[k]) < near * target;
        for (const std::size_t a : options_) {
            const Expected more = expected_of(today_.block, m, a, v_);
            for (std::uint32_t k = 0; k < n_; ++k)
                quota.normal[a][k] = of_.blur[a][k] * (more.top[k] - target * more.bottom[k]);
        }
        keep_if_binds(std::move(quota));
    }

    void between_two(std::size_t a, std::size_t b, const Edge& edge) {
        Line line{{a, b}, 2, {}};
        for (std::uint32_t k = 0; k < n_; ++k) {
            const double x = edge.normal[a][k], y = edge.normal[b][k];
            const bool both = edge.binds[k] && x != 0.0 && y != 0.0;
            line.by[0][k] = both ? y : 0.0, line.by[1][k] = both ? -x : 0.0;
        }
        search_.follow(line);
    }

    // At right angles to both normals.
    void between_three(const std::size_t (&o)[3]) {
        for (std::size_t i = 0; i < edges_.size(); ++i)
            for (std::size_t j = 0; j < i; ++j) {
                Line line{{o[0], o[1], o[2]}, 3, {}};
                const auto &p = edges_[i].normal, &q = edges_[j].normal;
                for (std::uint32_t k = 0; k < n_; ++k)
                    for (std::size_t c = 0; edges_[i].binds[k] && edges_[j].binds[k] && c < 3; ++c) {
                        const std::size_t d = o[(c + 1) % 3], e = o[(c + 2) % 3];
                        line.by[c][k] = p[d][k] * q[e][k] - p[e][k] * q[d][k];
                    }
                search_.follow(line);
            }
    }

    const Today& today_;
    std::uint32_t n_;
    const Sliders& of_;
    SearchView v_;
    LineSearch search_;
    std::vector<std::size_t> options_;
    std::vector<Edge> edges_;
};

}  // namespace

void slide(const Today& today, const HoursCost& cost, const Sight& sight, const Sliders& of, SearchView v) {
    Slide(today, cost, sight, of, v).go();
}

}  // namespace strathern
