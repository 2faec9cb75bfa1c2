// How is an answer written as JSON? Only what a writer needs: brackets, commas, escapes, numbers.
#include "output/json.hpp"

#include <charconv>
#include <cmath>

#include "scenario/problems.hpp"

namespace strathern {
std::string number_text(double value) {
    char buffer[32];
    const bool whole = std::floor(value) == value && std::fabs(value) < 0x1p53;
    const auto end = whole ? std::to_chars(buffer, buffer + sizeof buffer, static_cast<std::int64_t>(value)).ptr
                           : std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
    return {buffer, end};
}

void JsonWriter::new_line() {
    text_ += '\n';
    text_.append(filled_.size() * 2, ' ');
}

void JsonWriter::before_value() {
    if (after_key_ || filled_.empty()) {
        after_key_ = false;
        return;
    }
    if (filled_.back()) text_ += ',';
    filled_.back() = true;
    new_line();
}

JsonWriter& JsonWriter::open(char bracket) {
    before_value();
    text_ += bracket;
    filled_.push_back(false);
    return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
    const bool filled = filled_.back();
    filled_.pop_back();
    if (filled) new_line();
    text_ += bracket;
    return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
    before_value();
    text_ += json_quoted(name) + ": ";
    after_key_ = true;
    return *this;
}

JsonWriter& JsonWriter::value(double number) { return raw(std::isfinite(number) ? number_text(number) : "null"); }
JsonWriter& JsonWriter::value(std::string_view text) { return raw(json_quoted(text)); }

JsonWriter& JsonWriter::raw(std::string_view json) {
    before_value();
    text_ += json;
    return *this;
}

}  // namespace strathern
