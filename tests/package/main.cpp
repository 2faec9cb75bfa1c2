// Can a program that knows only the installed package load a scenario, simulate it and read an output?
#include <cmath>
#include <cstdio>
#include <strathern/strathern.hpp>

namespace {

/// Adds up one output over the quarters.
class Sum final : public strathern::Observer {
public:
    explicit Sum(const strathern::OutputColumn& output) : output_(output) {}
    void quarter_ended(const strathern::PeriodView& view) override {
        value += output_.value(view);
        ++quarters;
    }
    double value = 0.0;
    int quarters = 0;

private:
    const strathern::OutputColumn& output_;
};

}  // namespace

int main(int, char** words) {
    const strathern::Scenario scenario = strathern::load_scenario(words[1]);
    const int column = strathern::output_column("changes_merged");
    if (column < 0) return 1;
    Sum merged(strathern::output_columns()[static_cast<std::size_t>(column)]);
    strathern::SerialExecutor serial;
    const strathern::Draws luck(7, 0);
    const auto& policy = scenario.policies.front();
    const auto outcome =
        strathern::simulate({scenario.parameters, scenario.practices, policy.value, luck, 2}, serial, merged);
    std::printf("%s: %.0f changes merged in %d quarters\n", policy.name.c_str(), merged.value, merged.quarters);
    return outcome.status == strathern::RunStatus::done && merged.quarters == 2 && merged.value > 0.0 ? 0 : 1;
}
