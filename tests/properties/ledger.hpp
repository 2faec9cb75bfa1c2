// Is anything lost or made from nothing? Books that are kept beside a run, and every balance that must close.
#pragma once
#include <optional>
#include <strathern/simulate.hpp>
#include <strathern/totals.hpp>  // behind simulate.hpp: a name of draws.hpp would shadow one of the state's
#include <string>
#include <vector>

namespace strathern::test {

/// What of one team the state does not remember.
struct TeamBook {
    Totals before;            ///< sums over finished months
    double worth_before = 0;  ///< of own items completed in finished months
    double weeks = 0;         ///< counted
    double people_at_start = 0, seats_closed = 0, person_days = 0;
    double tokens = 0, prompts = 0, token_cost = 0;  ///< of the people, day by day
    double pay = 0, licences = 0, hiring = 0;        ///< [US$]
    double upkeep = 0;                               ///< minutes that the product has asked for
    double owed_lost = 0, carried_lost = 0;          ///< minutes that leavers and movers took with them, less brought
    double tokens_moved = 0, worth_moved = 0;        ///< of this month, that movers took with them, less brought
    double owed_of_stayers = 0, carried_of_stayers = 0;
    double agent_tokens = 0;              ///< of the team's agents, day by day
    double given_up = 0;                  ///< abandoned changes, before today's review
    std::vector<int> defects_in_queue{};  ///< of the waiting changes, the oldest first
    double defects_given_up = 0;          ///< in abandoned changes
};

/// Keeps the books of a run and checks them after each phase, in the evening and at the end of a week. Minutes, tokens
/// and money are sums in another order than the model's, so they agree to 1e-9; everything else is whole numbers and
/// agrees exactly.
class Ledger final : public Observer {
public:
    explicit Ledger(const Parameters& given) : given_(given) {}
    bool traces() const override { return true; }
    void phase_ended(int day, const char* phase, const State& state) override;
    void quarter_ended(const PeriodView&) override {}
    void month_ended(const PeriodView& view) override;

    /// What did not balance, in words; the first few.
    const std::vector<std::string>& problems() const { return problems_; }
    /// Balances that were looked at.
    long checks() const { return checks_; }
    /// Sum of a tally since day 0 over the organisation.
    double total(auto what) const {
        double sum = 0.0;
        for (const TeamBook& book : books_) sum += book.before[what];
        return sum;
    }
    double lost_with_leavers() const;
    double defects_given_up() const;

private:
    std::optional<double> balance_before_;  ///< of all products, when the month began [US$]
    double yearly_cost(std::uint8_t level) const;
    void note_hires(const State& s);
    void note_closed_seats(const State& s, bool people_leave);
    void note_rows(const State& s);
    void note_moves(const State& s);
    void note_people(const State& s);
    void note_queue(const State& s);
    void note_given_up(const State& s);
    void note_tokens(int day, const State& s);
    void note_agents(int day, const State& s);
    void note_stayers(const State& s);
    void note_leavers(const State& s);
    void check_places(const State& s);
    void check_evening(const State& s, bool week_counted);
    void check_changes(const State& s, std::uint32_t team, bool week_counted);
    void check_defects(const State& s, std::uint32_t team);
    void check_items(const State& s, std::uint32_t team);
    void check_rework(const State& s, std::uint32_t team);
    void check_people(const State& s, std::uint32_t team);
    void check_hours(const State& s, std::uint32_t team);
    void check_tokens(const State& s, std::uint32_t team);
    void check_money(const PeriodView& view);
    void check_customers(const State& s, std::uint32_t team);

    double sum_of(const State& s, std::uint32_t team, auto what) const {
        return books_[team].before[what] + s[what][TeamId{team}];
    }
    void equal(const char* what, std::uint32_t team, double left, double right);
    void near(const char* what, std::uint32_t team, double left, double right);
    void report(const char* what, std::uint32_t team, double left, double right);

    const Parameters& given_;
    std::vector<TeamBook> books_;
    std::vector<double> seated_;           ///< after the phase before, by row
    std::vector<double> owed_, carried_;   ///< by row, when last looked at
    std::vector<double> tokens_, worth_;   ///< of the quarter, by row, when last looked at
    std::vector<double> earlier_minutes_;  ///< chosen minutes of the week before today, by row
    std::vector<std::string> problems_;
    std::string now_;
    long checks_ = 0;
};

}  // namespace strathern::test
