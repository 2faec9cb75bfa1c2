// How are tags written? Elements open and close in order, and their content is escaped.
#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace strathern {

/// Name and value of an attribute. Names are the program's own; values may be untrusted.
struct Attribute {
    std::string_view name;
    std::string value;
};

/// Writes HTML and SVG. Element and attribute names must be literals of the program.
class Markup {
public:
    /// Begins an element.
    Markup& open(std::string_view element, std::initializer_list<Attribute> attributes = {});
    /// Ends the element that was opened last.
    Markup& close();
    /// An element without content.
    Markup& single(std::string_view element, std::initializer_list<Attribute> attributes = {});
    /// Text, escaped.
    Markup& text(std::string_view content);
    /// An element that holds only text.
    Markup& element(std::string_view name, std::string_view content, std::initializer_list<Attribute> attributes = {});
    /// Output of another Markup.
    Markup& add(const Markup& part);
    /// A line of the source.
    Markup& line();
    /// The program's own style sheet; never untrusted text.
    Markup& style(std::string_view sheet);

    /// Everything so far. All elements have been closed.
    const std::string& str() const { return text_; }

private:
    void start(std::string_view element, std::initializer_list<Attribute> attributes);

    std::string text_;
    std::vector<std::string> open_;
};

}  // namespace strathern
