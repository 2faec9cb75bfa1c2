// Where the day is full, or a quota is just met, hours of one option alone can't move: what do people gain by moving
// them between options? (docs/model.md, 7.9)
#pragma once
#include "model/choose/parts.hpp"

namespace strathern {

/// What departing from usual hours costs [log-odds per share^2], and how many half hours a week a normal day of one
/// option holds.
struct HoursCost {
    double own;      ///< half of it times the square of what is more
    double crossed;  ///< times what is more of two options
    double halves;
    double longest_day;  ///< hours in all that are possible [days]
};

/// How far a published definition is seen; alike for all.
struct Sight {
    double legibility, unthought;
};

/// The scoreboard as it would be with the hours found so far.
class MovedBoard {
public:
    MovedBoard(const Scoreboard& published, const Block& block) : board_(published), rows_(block.rows()) {
        for (std::size_t m = 0; m < board_.regime->metrics.size(); ++m) begin_metric(m);
    }
    MovedBoard(const MovedBoard&) = delete;  // `board_` points into it
    MovedBoard& operator=(const MovedBoard&) = delete;

    const Scoreboard& board() const { return board_; }

    const double* top(std::size_t metric) const { return top_[metric]; }
    /// 1 where the metric has none.
    const double* bottom(std::size_t metric) const { return bottom_[metric]; }

    /// Some half hours more are found to be worth it.
    void move(const More& by) {
        for (std::size_t m = 0; m < board_.regime->metrics.size(); ++m) {
            for (std::uint32_t k = 0; k < rows_; ++k) {
                top_[m][k] += by.of[m].top[k] * by.blur[k] * by.steps[k];
                bottom_[m][k] += by.of[m].bottom[k] * by.blur[k] * by.steps[k];
            }
        }
    }

private:
    void begin_metric(std::size_t m) {
        const Sums published = board_.sums[m];
        for (std::uint32_t k = 0; k < rows_; ++k) {
            top_[m][k] = published.top[k];
            bottom_[m][k] = published.bottom != nullptr ? published.bottom[k] : 1.0;
        }
        board_.sums[m] = {top_[m], published.bottom != nullptr ? bottom_[m] : nullptr};
    }

    Scoreboard board_;
    std::uint32_t rows_;
    BlockColumn top_[metric_limit], bottom_[metric_limit];
};

/// Whose hours are moved, and what has been found so far. [rows of the block], or [options][rows]
struct Sliders {
    const double *pressure, *sophistication;
    const OptionCells &blur, &usual;
    const bool* restless;  ///< nobody else is moved
    OptionCells& hours;
    MovedBoard& board;
    bool* moved;  ///< set where hours are moved
};

/// Moves hours along the lines on which what binds stays as it is: the sum of hours where the day is full, and a metric
/// that just meets its quota; where two of them bind, between three options.
void slide(const Today&, const HoursCost&, const Sight&, const Sliders&, SearchView);

}  // namespace strathern
