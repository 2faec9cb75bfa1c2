// Was the program asked to stop?
#include "cli/signals.hpp"

#include <signal.h>
#include <unistd.h>

namespace strathern {
namespace {

constexpr int caught[] = {SIGINT, SIGTERM, SIGHUP};

// A signal handler can only reach a variable at namespace scope.
std::atomic<int> asked{0};
static_assert(std::atomic<int>::is_always_lock_free);

extern "C" void on_signal(int number) {
    int none = 0;
    if (!asked.compare_exchange_strong(none, number)) _exit(128 + number);
}

void handle(void (*handler)(int)) {
    for (const int number : caught) {
        struct sigaction now {};
        sigaction(number, nullptr, &now);
        if (now.sa_handler == SIG_IGN) continue;
        struct sigaction action {};
        action.sa_handler = handler;
        action.sa_flags = SA_RESTART;
        sigemptyset(&action.sa_mask);
        sigaction(number, &action, nullptr);
    }
}

}  // namespace

void catch_stop_signals() { handle(on_signal); }
void release_stop_signals() { handle(SIG_DFL); }
const std::atomic<int>& stop_signal() { return asked; }

}  // namespace strathern
