// How are tags written? The only file of the report that writes a '<'.
#include "report/markup.hpp"

#include "report/escape.hpp"

namespace strathern {

void Markup::start(std::string_view element, std::initializer_list<Attribute> attributes) {
    text_ += '<';
    text_ += element;
    for (const Attribute& attribute : attributes) {
        text_ += ' ';
        text_ += attribute.name;
        text_ += "=\"";
        text_ += html_attribute(attribute.value);
        text_ += '"';
    }
}

Markup& Markup::open(std::string_view element, std::initializer_list<Attribute> attributes) {
    start(element, attributes);
    text_ += '>';
    open_.emplace_back(element);
    return *this;
}

Markup& Markup::close() {
    text_ += "</";
    text_ += open_.back();
    text_ += '>';
    open_.pop_back();
    return *this;
}

Markup& Markup::single(std::string_view element, std::initializer_list<Attribute> attributes) {
    start(element, attributes);
    text_ += "/>";
    return *this;
}

Markup& Markup::text(std::string_view content) {
    text_ += html_text(content);
    return *this;
}

Markup& Markup::element(std::string_view name, std::string_view content, std::initializer_list<Attribute> attributes) {
    return open(name, attributes).text(content).close();
}

Markup& Markup::add(const Markup& part) {
    text_ += part.text_;
    return *this;
}

Markup& Markup::line() {
    text_ += '\n';
    return *this;
}

Markup& Markup::style(std::string_view sheet) {
    text_ += "<style>\n";
    text_ += sheet;
    text_ += "</style>\n";
    return *this;
}

}  // namespace strathern
