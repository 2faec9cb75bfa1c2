// How does a test look at the program on a terminal of a given width?
#pragma once
#include <fcntl.h>
#include <sys/ioctl.h>
#include <termios.h>

#include "support/program.hpp"

namespace testing {

/// A terminal that nobody looks at, so many columns wide.
class Terminal {
public:
    explicit Terminal(unsigned short columns) : master_(posix_openpt(O_RDWR | O_NOCTTY)) {
        if (master_ < 0 || grantpt(master_) != 0 || unlockpt(master_) != 0) throw std::runtime_error("no terminal");
        slave_ = open(ptsname(master_), O_RDWR | O_NOCTTY);
        winsize size{};
        size.ws_row = 24;
        size.ws_col = columns;
        ioctl(slave_, TIOCSWINSZ, &size);
        termios settings{};
        tcgetattr(slave_, &settings);
        settings.c_oflag &= ~static_cast<tcflag_t>(OPOST);  // lines end as they were written
        tcsetattr(slave_, TCSANOW, &settings);
    }
    Terminal(const Terminal&) = delete;
    Terminal& operator=(const Terminal&) = delete;
    ~Terminal() {
        close(slave_);
        close(master_);
    }

    /// What the program shows there. Its answer must be shorter than what a terminal holds back, about 4 KiB.
    std::string shown(const std::vector<std::string>& words) const {
        Process::Start start;
        start.out_file = ptsname(master_);
        run(words, start);
        fcntl(master_, F_SETFL, O_NONBLOCK);
        std::string text;
        char buffer[4096];
        for (ssize_t count; (count = read(master_, buffer, sizeof buffer)) > 0;)
            text.append(buffer, static_cast<std::size_t>(count));
        return text;
    }

private:
    int master_, slave_ = -1;
};

}  // namespace testing
