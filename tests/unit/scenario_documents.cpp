// Does the program read its own documents whole: every word of the glossary, every source of the bibliography?
#include <doctest/doctest.h>

#include <algorithm>
#include <strathern/params.hpp>

#include "scenario/glossary.hpp"
#include "scenario/references.hpp"
#include "support/program.hpp"

using namespace strathern;
using testing::contains;

namespace {

std::string document(const std::string& name) {
    return testing::read_text(std::string(STRATHERN_SOURCE_DIR) + "/docs/" + name);
}

std::size_t lines_that_start(const std::string& text, const std::string& start) {
    std::size_t count = text.starts_with(start) ? 1 : 0;
    for (std::size_t at = 0; (at = text.find("\n" + start, at)) != std::string::npos; ++at) ++count;
    return count;
}

const Reference& reference(const std::vector<Reference>& all, const std::string& key) {
    const auto found = std::ranges::find(all, key, &Reference::key);
    REQUIRE(found != all.end());
    return *found;
}

}  // namespace

TEST_CASE("every row of docs/glossary.md is a term, because people ask for the words that they read there") {
    const std::vector<Term> terms = glossary();
    CHECK(terms.size() + 1 == lines_that_start(document("glossary.md"), "| "));  // 1: the heading
    for (const Term& term : terms) {
        CAPTURE(term.word);
        CHECK_FALSE(term.meaning.empty());
        CHECK(term.word.find_first_of("|*`") == std::string::npos);
    }
    for (std::size_t i = 1; i < terms.size(); ++i) CHECK(terms[i].word != terms[i - 1].word);  // one meaning each
}

TEST_CASE("a word is found however it is written, but not by chance") {
    CHECK(is_word("Lead-Time", "lead time"));
    CHECK(is_word("hollow_hours", "hollow hours"));
    CHECK(is_word("policies", "policy"));
    CHECK(is_name("Token quota", "token_quota"));
    CHECK_FALSE(is_name("review.cares", "review.care"));  // a slip, not a plural
    CHECK(is_word("goodhart's law", "Goodhart's law"));
    CHECK_FALSE(is_word("goodhart", "Goodhart's law"));
    CHECK(is_part_of("Goodhart", "Goodhart's law"));
    CHECK_FALSE(is_part_of("law", "Goodhart's law"));  // too short to mean this one
    CHECK_FALSE(is_word("pass", "pas"));
    CHECK_FALSE(is_word("team", "seat"));
}

TEST_CASE("every entry of docs/references.bib is read, with author and title and without marks") {
    const std::vector<Reference> all = references();
    CHECK(all.size() == lines_that_start(document("references.bib"), "@"));
    for (const Reference& each : all) {
        CAPTURE(each.key);
        CHECK_FALSE(each.author.empty());
        CHECK_FALSE(each.title.empty());
        CHECK(full_text(each).find_first_of("{}\\\n") == std::string::npos);
        CHECK(each.evidence.find_first_of("{}\\\n") == std::string::npos);
    }
    CHECK(full_text(reference(all, "kemerer2009")) ==
          "Chris F. Kemerer and Mark C. Paulk (2009): The Impact of Design and Code Reviews on Software Quality: An "
          "Empirical Study Based on PSP Data. IEEE Transactions on Software Engineering. "
          "https://doi.org/10.1109/TSE.2009.27");
    CHECK(reference(all, "peng2023").author == "Sida Peng, Eirini Kalliamvakou, Peter Cihon and Mert Demirer");
    CHECK(reference(all, "peng2023").address == "https://arxiv.org/abs/2302.06590");
    CHECK(contains(reference(all, "dora2024").evidence, "stability -7.2 %"));
}

TEST_CASE("keys are found where a source cites them, and nothing else is taken for one") {
    const auto keys = [](const char* source) {
        std::string text;
        for (const Reference& cited : cited_in(source)) text += cited.key + " ";
        return text;
    };
    CHECK(keys("qsm; bosu2015: 4 to 10") == "qsm bosu2015 ");
    CHECK(keys("pwc2018, userintuition: 0.5 %; pwc2018") == "pwc2018 userintuition ");
    CHECK(keys("choice; list prices range from 20 to 60") == "");
    CHECK(keys("graphite (13 % merged with no review)") == "graphite ");
}

TEST_CASE("a source is a text that can be followed: no numbers of rows of a table that nobody has") {
    const auto followed = [](std::string_view source) {
        for (const std::string_view word : {"row ", "rows "}) {
            const std::size_t at = source.find(word), next = at + word.size();
            if (at != std::string_view::npos && next < source.size() && source[next] >= '0' && source[next] <= '9')
                return false;
        }
        return true;
    };
    for (const ParameterInfo& info : parameter_table()) {
        CAPTURE(std::string(info.path));
        CHECK(followed(info.source));
        // What is measured or computed was taken from somewhere.
        if (info.evidence == Evidence::measured) CHECK_FALSE(cited_in(info.source).empty());
    }
}
