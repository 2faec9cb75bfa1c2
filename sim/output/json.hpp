// How is an answer written as JSON? As text, without a tree in between; numbers survive the round trip.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace strathern {

/// The shortest decimal digits that read back as the same double; whole numbers below 2^53 without exponent.
std::string number_text(double value);

/// Writes JSON piece by piece, indented by two spaces. The caller opens and closes in the right order.
class JsonWriter {
public:
    JsonWriter& begin_object() { return open('{'); }
    JsonWriter& end_object() { return close('}'); }
    JsonWriter& begin_list() { return open('['); }
    JsonWriter& end_list() { return close(']'); }
    /// Name of the next value of an object.
    JsonWriter& key(std::string_view name);
    /// A number that is not finite becomes null, as JSON has none.
    JsonWriter& value(double number);
    JsonWriter& value(std::int64_t number) { return raw(std::to_string(number)); }
    JsonWriter& value(std::uint64_t number) { return raw(std::to_string(number)); }
    JsonWriter& value(std::uint32_t number) { return raw(std::to_string(number)); }
    JsonWriter& value(int number) { return raw(std::to_string(number)); }
    JsonWriter& value(bool truth) { return raw(truth ? "true" : "false"); }
    JsonWriter& value(const char* text) { return value(std::string_view(text)); }
    JsonWriter& value(const std::string& text) { return value(std::string_view(text)); }
    /// Bytes that aren't UTF-8 become U+FFFD.
    JsonWriter& value(std::string_view text);
    JsonWriter& null() { return raw("null"); }
    /// A value that is JSON already.
    JsonWriter& raw(std::string_view json);
    /// Writes key and value.
    template <class T>
    JsonWriter& member(std::string_view name, const T& what) {
        return key(name).value(what);
    }

    /// Everything written so far.
    const std::string& text() const { return text_; }

private:
    JsonWriter& open(char bracket);
    JsonWriter& close(char bracket);
    void before_value();
    void new_line();

    std::string text_;
    std::vector<bool> filled_;  ///< per open bracket: whether it has content
    bool after_key_ = false;
};

}  // namespace strathern
