// Where is each JSON value? nlohmann's parser checks grammar and encoding; a cursor follows it for positions.
// The only file of this folder that includes the JSON library.
#include "scenario/document.hpp"

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numeric>

namespace strathern {
namespace {

using Json = nlohmann::json;

/// Walks through the text token by token, following the parser.
class Cursor {
public:
    explicit Cursor(std::string_view text) : text_(text) {}

    /// Steps over white space and separators before the next token.
    Place next_start() {
        while (at_ < text_.size() && std::string_view(" \t\r\n,:").find(text_[at_]) != std::string_view::npos) step();
        return here();
    }

    /// Steps over the next token and returns it.
    std::string_view next_token() {
        next_start();
        const std::size_t start = at_;
        if (at_ >= text_.size()) return {};
        const char first = text_[at_];
        if (first == '"') {
            skip_string();
        } else if (std::string_view("{}[]").find(first) != std::string_view::npos) {
            step();
        } else {
            while (at_ < text_.size() && std::string_view(" \t\r\n,:{}[]").find(text_[at_]) == std::string_view::npos)
                step();
        }
        return text_.substr(start, at_ - start);
    }

    /// Advances to a byte of the text, if it lies ahead.
    void go_to(std::size_t offset) {
        while (at_ < std::min(offset, text_.size())) step();
    }

    Place here() const { return {0, line_, static_cast<int>(at_ - line_start_) + 1}; }
    std::string_view rest() const { return text_.substr(std::min(at_, text_.size())); }
    std::string_view before() const { return text_.substr(0, at_); }

private:
    void step() {
        if (text_[at_++] != '\n') return;
        ++line_;
        line_start_ = at_;
    }

    void skip_string() {
        step();
        while (at_ < text_.size() && text_[at_] != '"') {
            if (text_[at_] == '\\' && at_ + 1 < text_.size()) step();
            step();
        }
        if (at_ < text_.size()) step();
    }

    std::string_view text_;
    std::size_t at_ = 0, line_start_ = 0;
    int line_ = 1;
};

/// The rule in nlohmann's message: "[..] parse error at line 1, column 2: syntax error while .. - RULE; last read: ..".
std::string syntax_rule(std::string message) {
    if (const auto dash = message.find(" - "); dash != std::string::npos) message.erase(0, dash + 3);
    if (const auto read = message.find("; last read: "); read != std::string::npos) {
        const auto expected = message.find("; expected ", read);
        message.erase(read, expected == std::string::npos ? expected : expected - read);
    }
    return message.insert(0, "valid JSON: ");
}

std::string syntax_hint(std::string_view before, std::string_view rest) {
    const auto last = before.find_last_not_of(" \t\r\n");
    const auto starts = [&](std::string_view word) { return rest.starts_with(word); };
    if (starts("/") || starts("#")) return "JSON does not allow comments";
    if (starts("'")) return "write strings in double quotes";
    if (starts("NaN") || starts("nan") || starts("Inf") || starts("-Inf")) return "NaN and infinity are not allowed";
    if (starts("}") || starts("]"))
        return last != std::string::npos && before[last] == ',' ? "remove the comma before it" : "";
    return "";
}

/// Receives nlohmann's events and builds the tree.
class Builder {
public:
    Builder(std::string_view text, Sources& sources)
        : cursor_(text),
          file_(static_cast<std::uint32_t>(sources.names.size() - 1)),
          values_left_(sources.values_left),
          problems_(sources.problems) {}

    bool null() { return scalar(JsonType::null); }
    bool boolean(bool) { return scalar(JsonType::boolean); }
    bool number_integer(std::int64_t value) { return scalar(JsonType::integer, static_cast<double>(value)); }
    bool number_unsigned(std::uint64_t value) { return scalar(JsonType::integer, static_cast<double>(value)); }
    bool number_float(double value, const std::string& written) {
        const bool whole = written.find_first_of(".eE") == std::string::npos;
        const bool vanished = value == 0 && written.substr(0, written.find_first_of("eE")).find_first_of("123456789") !=
                                                std::string::npos;
        if (vanished) return stop("0 or a number large enough to differ from 0", written, "");
        return scalar(whole ? JsonType::integer : JsonType::number, value);
    }
    bool string(std::string& value) {
        if (!scalar(JsonType::string)) return false;
        last_->text = std::move(value);
        return true;
    }
    bool binary(Json::binary_t&) { return false; }
    bool start_object(std::size_t) { return open(JsonType::object); }
    bool start_array(std::size_t) { return open(JsonType::array); }
    bool end_object() {
        check_duplicates(*stack_.back());
        return close();
    }
    bool end_array() { return close(); }
    bool key(std::string& value) {
        key_place_ = place(cursor_.next_start());
        cursor_.next_token();
        key_ = std::move(value);
        return true;
    }

    bool parse_error(std::size_t position, const std::string& token, const Json::exception& error) {
        constexpr int number_overflow = 406;
        cursor_.next_start();
        if (error.id == number_overflow)
            return stop("a finite number, at most about 1.8e308", std::string(cursor_.next_token()), "");
        const std::string rule = syntax_rule(error.what());
        const bool lexical = rule.find("invalid") != std::string::npos;
        const std::size_t length = lexical || token.find('<') != std::string::npos ? 1 : token.size();
        cursor_.go_to(position - std::min(position, length));
        return stop(rule, "", syntax_hint(cursor_.before(), cursor_.rest()));
    }

    JsonNode take() { return std::move(root_); }

private:
    Place place(Place at) const { return {file_, at.line, at.column}; }

    bool stop(const std::string& rule, const std::string& value, const std::string& hint) {
        const Place at = cursor_.here();
        problems_.push_back({"", at.line, at.column, "", value, rule, hint});
        return false;
    }

    JsonNode* add(JsonType type) {
        const Place at = place(cursor_.next_start());
        if (values_left_ == 0) return stop("at most 100000 values in total", "", ""), nullptr;
        --values_left_;
        JsonNode& node = stack_.empty() ? root_ : stack_.back()->children.emplace_back();
        node.type = type;
        node.place = at;
        if (!stack_.empty() && stack_.back()->type == JsonType::object) {
            node.key = std::move(key_);
            node.key_place = key_place_;
        }
        return &node;
    }

    bool scalar(JsonType type, double number = 0) {
        last_ = add(type);
        if (last_ == nullptr) return false;
        const std::string_view token = cursor_.next_token();
        if (type != JsonType::string) last_->text = token;
        last_->number = number == 0 ? 0 : number;  // no negative zero
        return true;
    }

    bool open(JsonType type) {
        JsonNode* node = add(type);
        if (node == nullptr) return false;
        if (stack_.size() >= document_depth_limit) return stop("objects and lists nested at most 64 deep", "", "");
        cursor_.next_token();
        stack_.push_back(node);
        return true;
    }

    bool close() {
        cursor_.next_token();
        stack_.pop_back();
        return true;
    }

    void check_duplicates(const JsonNode& object) {
        std::vector<std::size_t> order(object.children.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        const auto key = [&](std::size_t i) -> const std::string& { return object.children[i].key; };
        std::ranges::stable_sort(order, {}, key);
        for (std::size_t i = 1; i < order.size(); ++i) {
            if (key(order[i - 1]) != key(order[i]) || problems_.size() >= problems_limit) continue;
            const Place first = object.children[order[i - 1]].key_place, again = object.children[order[i]].key_place;
            problems_.push_back({"", again.line, again.column, pointer(key(order[i])), "",
                                 "each key only once in an object",
                                 "it already appears in line " + std::to_string(first.line) + ", column " +
                                     std::to_string(first.column)});
        }
    }

    std::string pointer(const std::string& key) const {
        std::string result;
        for (std::size_t i = 1; i < stack_.size(); ++i) {
            const bool in_array = stack_[i - 1]->type == JsonType::array;
            result = pointer_to(result, in_array ? std::to_string(stack_[i - 1]->children.size() - 1) : stack_[i]->key);
        }
        return pointer_to(result, key);
    }

    Cursor cursor_;
    std::uint32_t file_;
    std::size_t& values_left_;
    std::vector<Problem>& problems_;
    JsonNode root_;
    JsonNode* last_ = nullptr;
    std::vector<JsonNode*> stack_;  // open containers; a parent gets no child while one is open, so they stay in place
    std::string key_;
    Place key_place_;
};

/// Only white space may precede the first value, and no mark of another encoding.
bool check_start(std::string_view text, std::vector<Problem>& problems) {
    const auto refuse = [&](const char* rule, const char* hint) {
        problems.push_back({"", 1, 1, "", "", rule, hint});
        return false;
    };
    if (text.starts_with("\xEF\xBB\xBF"))
        return refuse("no byte order mark at the start", "save the file as UTF-8 without it");
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF") ||
        text.substr(0, 2).find('\0') != std::string_view::npos) {
        return refuse("UTF-8 text", "this looks like UTF-16; save the file as UTF-8");
    }
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return refuse("a JSON object", "the file is empty; the shortest is {}");
    return true;
}

}  // namespace

std::string_view name(JsonType type) {
    switch (type) {
        case JsonType::null:
            return "null";
        case JsonType::boolean:
            return "true or false";
        case JsonType::integer:
            return "an integer";
        case JsonType::number:
            return "a number";
        case JsonType::string:
            return "a string";
        case JsonType::array:
            return "a list";
        case JsonType::object:
            return "an object";
    }
    return "";
}

const JsonNode* JsonNode::find(std::string_view name) const {
    const auto found = std::ranges::find(children, name, &JsonNode::key);
    return found == children.end() ? nullptr : &*found;
}

JsonNode* JsonNode::find(std::string_view name) {
    const auto found = std::ranges::find(children, name, &JsonNode::key);
    return found == children.end() ? nullptr : &*found;
}

std::optional<JsonNode> parse_document(std::string_view text, Sources& sources) {
    const std::size_t first = sources.problems.size();
    std::optional<JsonNode> result;
    if (check_start(text, sources.problems)) {
        Builder builder(text, sources);
        if (Json::sax_parse(text.begin(), text.end(), &builder)) result = builder.take();
    }
    for (std::size_t i = first; i < sources.problems.size(); ++i) sources.problems[i].file = sources.names.back();
    return result;
}

std::string pointer_to(const std::string& parent, std::string_view key) {
    std::string result = parent + "/";
    for (const char c : key) {
        if (c == '~') {
            result += "~0";
        } else if (c == '/') {
            result += "~1";
        } else {
            result += c;
        }
    }
    return result;
}

}  // namespace strathern
