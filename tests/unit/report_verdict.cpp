// Does the verdict say what the pairs say, and no more? Each kind of evidence has its own sentence.
#include <doctest/doctest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <memory>
#include <strathern/draws.hpp>
#include <strathern/params/definitions.hpp>
#include <strathern/params/scenario.hpp>

#include "core/variates.hpp"
#include "report/words.hpp"

using namespace strathern;

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

double luck(std::uint32_t replicate, std::uint32_t which) {
    return normal(Draws(11, replicate).uniforms(Purpose::theory, 0, Slot{which, 0})[0]);
}

using Value = std::function<double(std::uint32_t replicate, std::size_t policy)>;

/// A study of one quarter about net value; policies are "none", "quota" and further ones.
class SmallStudy {
public:
    SmallStudy(std::size_t policies, std::uint32_t replicates, const Value& value, const std::string& quota = "q") {
        constexpr double infinity = std::numeric_limits<double>::infinity();
        const char* names[] = {"none", "quota", "other", "last"};
        identity_.quarters = 1;
        identity_.columns = {
            {"net_value", "US$", "Net value", "", Better::more, Over::sum, {-infinity, infinity}, "never"}};
        std::vector<std::uint32_t> places;
        for (std::uint32_t policy = 0; policy < policies; ++policy) {
            places.push_back(policy);
            identity_.policies.push_back({names[policy], "", policy == 1 ? quota : names[policy]});
            scenario_.policies.push_back({names[policy], {}});
        }
        results_ = std::make_unique<Results>(identity_, places, 0, replicates);
        for (std::uint32_t replicate = 0; replicate < replicates; ++replicate) {
            for (const std::uint32_t policy : places)
                results_->add({replicate, policy, {}, {{replicate, policy, 0, {value(replicate, policy)}}}});
        }
        analysis_ = analyse(*results_, identity_, {0, {0, 1}, false});
    }
    std::string verdict() const {
        const ReportInput input{scenario_, identity_, *results_, analysis_, "", ""};
        return verdict_sentence(View(input), 0, 1);
    }
    std::string ranking() const {
        const ReportInput input{scenario_, identity_, *results_, analysis_, "", ""};
        return ranking_sentence(View(input));
    }

private:
    Scenario scenario_;
    StudyIdentity identity_;
    std::unique_ptr<Results> results_;
    StudyAnalysis analysis_;
};

std::string verdict(std::uint32_t replicates, const std::function<double(std::uint32_t)>& difference,
                    const std::string& quota = "q") {
    return SmallStudy(
               2, replicates, [&](auto r, auto p) { return p == 0 ? 1000.0 : 1000.0 + difference(r); }, quota)
        .verdict();
}

bool begins(const std::string& text, const std::string& start) { return text.rfind(start, 0) == 0; }
bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a clear difference is counted over companies, with its average and interval, in the right direction") {
    const auto lower = [](std::uint32_t r) { return r < 3 ? 1.0 : -50.0 + luck(r, 0); };
    const std::string text = verdict(100, lower);
    CAPTURE(text);
    CHECK(begins(text,
                 "In 97 of 100 simulated companies net value is lower under \xE2\x80\x9Cquota\xE2\x80\x9D than under "
                 "\xE2\x80\x9Cnone\xE2\x80\x9D, on average "
                 "by US$\xC2\xA0"
                 "48"));
    CHECK_FALSE(holds(text, "hint"));
    CHECK_FALSE(holds(text, "\xE2\x88\x92"));
    const std::string up = verdict(100, [&](std::uint32_t r) { return -lower(r); });
    CHECK(begins(up, "In 97 of 100 simulated companies net value is higher under \xE2\x80\x9Cquota\xE2\x80\x9D"));
}

TEST_CASE("an average that a minority decides is not told as what most companies see") {
    const std::string text = verdict(100, [](std::uint32_t r) { return r % 5 < 2 ? -100.0 + luck(r, 0) : 1.0; });
    CAPTURE(text);
    CHECK(begins(text,
                 "On average net value is lower under \xE2\x80\x9Cquota\xE2\x80\x9D than under "
                 "\xE2\x80\x9Cnone\xE2\x80\x9D, by US$\xC2\xA0"));
    CHECK(holds(text, "but only in 40 of 100 simulated companies"));
}

TEST_CASE("a hint is called one, and what chance explains is not called a difference") {
    // Of 39 degrees 2.0 standard errors are clear alone; among the comparisons of three policies it takes 2.4.
    double sum = 0, squares = 0;
    for (std::uint32_t r = 0; r < 40; ++r) sum += luck(r, 1), squares += luck(r, 1) * luck(r, 1);
    const double mean = sum / 40, error = std::sqrt((squares / 40 - mean * mean) / 39);
    const auto with = [&](double errors) {
        return SmallStudy(4, 40,
                          [&](auto r, auto policy) {
                              if (policy == 0) return 0.0;
                              if (policy > 1) return luck(r, 10 * static_cast<std::uint32_t>(policy));
                              return luck(r, 1) - mean - errors * error;
                          })
            .verdict();
    };
    CHECK(holds(with(2.2), "This is no more than a hint"));
    CHECK_FALSE(holds(with(6), "hint"));
    const std::string unclear = with(0.5);
    CAPTURE(unclear);
    CHECK(begins(
        unclear,
        "No clear difference in net value between \xE2\x80\x9Cquota\xE2\x80\x9D and \xE2\x80\x9Cnone\xE2\x80\x9D"));
    CHECK(holds(unclear, "includes 0"));
}

TEST_CASE("what cannot be judged is said to be so: the same, undefined, a single company") {
    CHECK(verdict(20, [](auto) { return 0.0; }) ==
          "Net value is the same under \xE2\x80\x9Cquota\xE2\x80\x9D and \xE2\x80\x9Cnone\xE2\x80\x9D in all 20 "
          "simulated companies; up to 14 % of all may differ.");
    CHECK(
        verdict(
            20, [](auto) { return 0.0; }, "none") ==
        "\xE2\x80\x9Cquota\xE2\x80\x9D does exactly what \xE2\x80\x9Cnone\xE2\x80\x9D does, so net value is the same.");
    CHECK(begins(verdict(20, [](auto) { return none; }), "Net value cannot be compared"));
    CHECK(begins(verdict(1, [](auto) { return -5.0; }), "One simulated company tells nothing certain"));
}

TEST_CASE("the lead is shared as far as neighbours are tied, and nobody leads where all are") {
    const auto with = [](std::vector<double> gains) {
        return SmallStudy(
                   gains.size(), 40,
                   [=](auto r, auto policy) { return gains[policy] + luck(r, static_cast<std::uint32_t>(policy)); })
            .ranking();
    };
    CHECK(with({0, 50, 100, -50}) == "By net value, \xE2\x80\x9Cother\xE2\x80\x9D is the best of 4 policies.");
    CHECK(with({0, 100, 100, -50}).find(" lead, and none of them can be told apart from the next.") !=
          std::string::npos);
    CHECK(with({0, 0, 0, 0}) == "By net value, no policy can be told apart from its neighbour in the ranking.");
}
