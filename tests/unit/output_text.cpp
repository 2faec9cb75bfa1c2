// Are numbers and texts written so that programs and spreadsheets read back what was meant?
#include <doctest/doctest.h>

#include <cmath>
#include <cstdlib>
#include <limits>

#include "output/csv.hpp"
#include "output/json.hpp"

using namespace strathern;

TEST_CASE("numbers are written in the fewest digits that read back the same") {
    CHECK(number_text(0.1) == "0.1");
    CHECK(number_text(100000) == "100000");
    CHECK(number_text(-3) == "-3");
    CHECK(number_text(1.0 / 3) == "0.3333333333333333");
    CHECK(number_text(1e300) == "1e+300");
    for (const double value : {5e-324, 1.7976931348623157e308, 0.1 + 0.2, 9007199254740993.0, -123456.789e-7})
        CHECK(std::strtod(number_text(value).c_str(), nullptr) == value);
}

TEST_CASE("JSON is well formed, also for texts that are not") {
    JsonWriter json;
    json.begin_object().member("a", 1.5).member("b", true).key("c").begin_list().value(1).value("x\"\n").end_list();
    json.key("d").begin_object().end_object().member("e", std::numeric_limits<double>::quiet_NaN()).end_object();
    CHECK(
        json.text() ==
        "{\n  \"a\": 1.5,\n  \"b\": true,\n  \"c\": [\n    1,\n    \"x\\\"\\n\"\n  ],\n  \"d\": {},\n  \"e\": null\n}");
    JsonWriter broken;
    broken.value(std::string("\xff"));
    CHECK(broken.text().find('\xff') == std::string::npos);
}

TEST_CASE("a text never becomes a formula in a spreadsheet, and never another cell") {
    for (const char* text : {"=1+1", "+1", "-1", "@x", "\tx", "\rx"})
        CHECK(csv_text(text).find('\'') != std::string::npos);
    CHECK(csv_text("=1+1") == "'=1+1");
    CHECK(csv_text("a-b") == "a-b");
    CHECK(csv_text("a,b") == "\"a,b\"");
    CHECK(csv_text("a\"b") == "\"a\"\"b\"");
    CHECK(csv_text("=a,b") == "\"'=a,b\"");
    CHECK(csv_text("") == "");
}
