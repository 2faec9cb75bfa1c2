// Can a program that knows only the installed package be compiled, linked and run?
#include <strathern/ids.hpp>

#include <cstdio>

int main() {
    const auto team = strathern::TeamId{7};
    std::printf("team %u\n", static_cast<unsigned>(strathern::index(team)));
    return strathern::index(team) == 7 ? 0 : 1;
}
