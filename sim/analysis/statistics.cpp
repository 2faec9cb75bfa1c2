// How sure can one be of a mean? Sums run in one fixed order, so the last bit does not depend on the machine.
#include "analysis/statistics.hpp"

#include <algorithm>
#include <array>
#include <boost/math/distributions/students_t.hpp>
#include <cmath>
#include <iterator>
#include <limits>

namespace strathern {
namespace {

double mean_of(std::span<const double> values) {
    double sum = 0;
    for (const double value : values) sum += value;
    const double rough = sum / static_cast<double>(values.size());
    double rest = 0;  // second pass: what rounding lost
    for (const double value : values) rest += value - rough;
    return rough + rest / static_cast<double>(values.size());
}

struct Moments {
    double second = 0, third = 0;  ///< sums of powers of deviations
};

Moments moments_of(std::span<const double> values, double mean) {
    Moments moments;
    for (const double value : values) {
        const double d = value - mean;
        moments.second += d * d;
        moments.third += d * d * d;
    }
    return moments;
}

bool all_equal(std::span<const double> values) {
    return std::all_of(values.begin(), values.end(), [&](double value) { return value == values.front(); });
}

void add_student(Estimate& e) {
    const double half = student_quantile(e.n - 1) * e.sd / std::sqrt(static_cast<double>(e.n));
    e.low = e.mean - half;
    e.high = e.mean + half;
    e.method = Method::student;
}

}  // namespace

std::string_view name(Method method) {
    constexpr std::array<std::string_view, 4> names = {"none", "exact", "student", "bootstrap_t"};
    return names[static_cast<std::size_t>(method)];
}

double student_quantile(std::size_t degrees, double tail) {
    const boost::math::students_t_distribution<double> student(static_cast<double>(degrees));
    // The libraries below differ in their last bits from machine to machine; 2^-30 is coarser than that.
    return std::round(boost::math::quantile(boost::math::complement(student, tail)) * 0x1p30) * 0x1p-30;
}

double unseen_share(std::size_t n) { return n == 0 ? 1.0 : 1.0 - std::pow(0.05, 1.0 / static_cast<double>(n)); }

Estimate Estimator::operator()(std::span<const double> values) {
    std::vector<double> defined;
    defined.reserve(values.size());
    std::copy_if(values.begin(), values.end(), std::back_inserter(defined), [](double x) { return !std::isnan(x); });
    Estimate e = of_defined(defined);
    e.undefined = values.size() - defined.size();
    return e;
}

Estimate Estimator::of_defined(std::span<const double> values) {
    Estimate e;
    e.n = values.size();
    if (e.n == 0) {
        e.mean = e.low = e.high = std::numeric_limits<double>::quiet_NaN();
        return e;
    }
    e.few = e.n < few_limit;
    if (all_equal(values)) {
        e.mean = e.low = e.high = values.front();
        e.method = e.n == 1 ? Method::none : Method::exact;
        return e;
    }
    const double n = static_cast<double>(e.n);
    e.mean = mean_of(values);
    const Moments moments = moments_of(values, e.mean);
    e.sd = std::sqrt(moments.second / (n - 1));
    const double spread = std::sqrt(moments.second / n);
    e.skewness = spread > 0 ? moments.third / n / (spread * spread * spread) : 0;
    e.skewed = n < 50 * e.skewness * e.skewness;
    if (e.few || n > 200 * e.skewness * e.skewness || !bootstrap(values, e)) add_student(e);
    return e;
}

}  // namespace strathern
