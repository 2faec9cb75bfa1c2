// How does a generator write its text? Unchanged files keep their date; a stale committed page is reported.
#pragma once
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

namespace strathern::codegen {

/// The whole file; empty when it can't be read.
inline std::string read_text(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// Errors: std::runtime_error when the file can't be written.
inline void write_text(const std::string& path, const std::string& text) {
    if (read_text(path) == text) return;
    std::ofstream file(path, std::ios::binary);
    file << text;
    file.close();
    if (!file) throw std::runtime_error("cannot write " + path);
}

/// Errors: std::runtime_error when the file holds anything else.
inline void check_text(const std::string& path, const std::string& text) {
    if (read_text(path) != text) throw std::runtime_error(path + " is stale; rewrite it with --target accept-docs");
}

}  // namespace strathern::codegen
