// What do tokens bring across engineers, and who is far ahead? Tables of tokens and items written by hand.
#include <doctest/doctest.h>

#include <cmath>
#include <strathern/outputs.hpp>
#include <strathern/totals.hpp>
#include <string>

#include "core/portable_math.hpp"
#include "micro.hpp"

using namespace strathern;
using namespace strathern::test;

namespace {

constexpr Period quarter = {.is_month = false, .number = 0, .weeks = 13};
constexpr double quarter_days = 65.0;

double output_of(const Micro& m, const char* name) {
    const Totals totals;
    const PeriodView view{m.s, totals, m.p, quarter, 0, m.s.layout.teams_count};
    return output_columns()[static_cast<std::size_t>(output_column(name))].value(view);
}

/// Twenty people who were there all the time, with 1000 tokens and 10 items each.
void lay_out_twenty(Micro& m) {
    m.lay_out(2, 10);
    for (std::uint32_t k = 0; k < 20; ++k) {
        m.s[col::tenure_days][person(k)] = quarter_days;
        m.s[col::quarter_tokens][person(k)] = 1000.0;
        m.s[col::quarter_items][person(k)] = 10.0;
    }
}

/// Logs of tokens at the quantiles of a normal distribution; at 4,000 people its top is known well.
void lay_out_lognormal(Micro& m, double sd) {
    constexpr std::uint32_t people = 4000, size = 40;
    m.lay_out(people / size, size);
    for (std::uint32_t k = 0; k < people; ++k) {
        m.s[col::tenure_days][person(k)] = quarter_days;
        m.s[col::quarter_tokens][person(k)] = std::exp(sd * portable::normal_quantile((k + 0.5) / people));
    }
}

}  // namespace

TEST_CASE("a tenth with ten times the tokens and twice the items: an elasticity of log 2 over log 10") {
    Micro m;
    lay_out_twenty(m);
    for (const std::uint32_t top : {3U, 17U}) {
        m.s[col::quarter_tokens][person(top)] = 10000.0;
        m.s[col::quarter_items][person(top)] = 20.0;
    }
    CHECK(output_of(m, "token_elasticity") == doctest::Approx(std::log10(2.0)));
}

TEST_CASE("who came within the quarter is left out of it") {
    Micro m;
    lay_out_twenty(m);
    m.s[col::quarter_tokens][person(3)] = m.s[col::quarter_tokens][person(17)] = 10000.0;
    m.s[col::tenure_days][person(5)] = quarter_days - 1.0;
    m.s[col::quarter_items][person(5)] = 0.0;
    CHECK(output_of(m, "token_elasticity") == doctest::Approx(0.0));
}

TEST_CASE("there is no elasticity among equal users, nor where nothing is completed") {
    Micro m;
    lay_out_twenty(m);
    CHECK(std::isnan(output_of(m, "token_elasticity")));
    CHECK(std::isnan(output_of(m, "token_tail")));
    m.s[col::quarter_tokens][person(3)] = m.s[col::quarter_tokens][person(17)] = 10000.0;
    m.s[col::quarter_items][person(3)] = m.s[col::quarter_items][person(17)] = 0.0;
    CHECK(std::isnan(output_of(m, "token_elasticity")));
}

TEST_CASE("a lognormal distribution has no tail beyond its own, however wide, one user far ahead is one") {
    for (const double sd : {0.5, 1.2}) {
        Micro m;
        lay_out_lognormal(m, sd);
        CHECK(output_of(m, "token_tail") == doctest::Approx(1.0).epsilon(0.15));
        m.s[col::quarter_tokens][person(3999)] *= 4.0;
        CHECK(output_of(m, "token_tail") > 3.0);
    }
}
