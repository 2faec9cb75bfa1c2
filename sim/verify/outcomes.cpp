// How are runs turned into one number a replicate?
#include <fmt/format.h>

#include <stdexcept>
#include <strathern/outputs.hpp>

#include "scenario/values.hpp"
#include "verify/claim.hpp"

namespace strathern {
namespace {

std::size_t column_of(const char* output) {
    const int column = output_column(output);
    if (column < 0) throw std::logic_error(std::string("no output ") + output);
    return static_cast<std::size_t>(column);
}

}  // namespace

std::vector<double> Outcomes::sum(const char* output, std::size_t first) const {
    const std::size_t column = column_of(output);
    std::vector<double> sums;
    for (const auto& quarters : rows_) {
        double total = 0.0;
        for (std::size_t quarter = first; quarter < quarters.size(); ++quarter) total += quarters[quarter][column];
        sums.push_back(total);
    }
    return sums;
}

std::vector<double> Outcomes::mean(const char* output, std::size_t first) const {
    std::vector<double> means = sum(output, first);
    for (std::size_t k = 0; k < means.size(); ++k) means[k] /= static_cast<double>(rows_[k].size() - first);
    return means;
}

std::vector<double> Outcomes::weighted_mean(const char* output, const char* weight, std::size_t first) const {
    const std::size_t column = column_of(output), weights = column_of(weight);
    std::vector<double> means;
    for (const auto& quarters : rows_) {
        double sum = 0.0, all = 0.0;
        for (std::size_t quarter = first; quarter < quarters.size(); ++quarter) {
            sum += quarters[quarter][column] * quarters[quarter][weights];
            all += quarters[quarter][weights];
        }
        means.push_back(all > 0.0 ? sum / all : 0.0);
    }
    return means;
}

std::vector<double> Outcomes::at(const char* output, std::size_t quarter) const {
    const std::size_t column = column_of(output);
    std::vector<double> values;
    for (const auto& quarters : rows_) values.push_back(quarters.at(quarter)[column]);
    return values;
}

std::string must_be(const Scenario& scenario, std::initializer_list<std::pair<const char*, double>> needed) {
    for (const auto& [path, value] : needed) {
        if (parameter_value(scenario.parameters, parameter_index(path)) != value)
            return fmt::format("{} must be {}", path, value);
    }
    return {};
}

}  // namespace strathern
