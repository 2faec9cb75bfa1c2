// How does a test run the program? As a process of its own, in a folder of its own, seen only from outside.
#pragma once
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace testing {

/// A new folder, removed with everything in it.
class TemporaryFolder {
public:
    TemporaryFolder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "strathern-XXXXXX").string();
        if (!mkdtemp(pattern.data())) throw std::runtime_error("no temporary folder");
        path_ = pattern;
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    const std::string& path() const { return path_; }
    std::string operator/(const std::string& name) const { return path_ + "/" + name; }

private:
    std::string path_;
};

inline void write_text(const std::string& path, const std::string& text) {
    std::ofstream(path, std::ios::binary) << text;
}

inline std::string read_text(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

/// How a program ended and what it said.
struct Ended {
    int code = -1;  ///< exit code, or 128 + the signal that killed it
    std::string out, err;
    double seconds = 0;
};

/// What a test changes about the start of a program.
struct ProcessStart {
    std::string folder = ".";
    std::string out_file = "";               ///< standard output goes there instead of to the test
    std::function<void()> before_exec = {};  ///< in the child
};

/// A running program.
class Process {
public:
    using Start = ProcessStart;

    Process(const std::vector<std::string>& words, const Start& start = Start()) : began_(Clock::now()) {
        int out[2], err[2];
        if (pipe(out) != 0 || pipe(err) != 0) throw std::runtime_error("no pipe");
        id_ = fork();
        if (id_ == 0) become(words, start, out, err);
        close(out[1]);
        close(err[1]);
        out_ = out[0];
        err_ = err[0];
    }
    Process(const Process&) = delete;
    Process& operator=(const Process&) = delete;
    ~Process() {
        if (!reaped_) {
            kill(id_, SIGKILL);
            waitpid(id_, nullptr, 0);
        }
        shut(out_);
        shut(err_);
    }

    void send(int signal) const { kill(id_, signal); }
    pid_t id() const { return id_; }
    /// The reader of standard output goes away.
    void stop_reading() { shut(out_); }

    /// Reads until the program ends; kills it after `limit` seconds.
    Ended wait(double limit = 120) {
        Ended ended;
        read_all(ended, limit);
        int status = 0;
        waitpid(id_, &status, 0);
        reaped_ = true;
        ended.code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        ended.seconds = seconds();
        return ended;
    }

private:
    using Clock = std::chrono::steady_clock;

    double seconds() const { return std::chrono::duration<double>(Clock::now() - began_).count(); }

    static void shut(int& file) {
        if (file >= 0) close(file);
        file = -1;
    }

    [[noreturn]] static void become(const std::vector<std::string>& words, const Start& start, int* out, int* err) {
        const int target = start.out_file.empty() ? out[1] : open(start.out_file.c_str(), O_WRONLY);
        dup2(target, 1);
        dup2(err[1], 2);
        const int nothing = open("/dev/null", O_RDONLY);
        dup2(nothing, 0);
        for (int file = 3; file < 256; ++file) close(file);
        if (chdir(start.folder.c_str()) != 0) _exit(126);
        unsetenv("TERM");
        unsetenv("COLUMNS");
        if (start.before_exec) start.before_exec();
        std::vector<char*> arguments;
        for (const std::string& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
        arguments.push_back(nullptr);
        execv(arguments[0], arguments.data());
        _exit(127);
    }

    void read_all(Ended& ended, double limit) {
        while (out_ >= 0 || err_ >= 0) {
            pollfd waits[2] = {{out_, POLLIN, 0}, {err_, POLLIN, 0}};
            if (seconds() > limit) kill(id_, SIGKILL);
            const double left = std::clamp(limit - seconds(), 0.001, 0.1);
            if (poll(waits, 2, static_cast<int>(std::ceil(1000 * left))) < 0 && errno != EINTR) break;
            if (waits[0].revents) take(out_, ended.out);
            if (waits[1].revents) take(err_, ended.err);
        }
    }

    static void take(int& file, std::string& text) {
        char buffer[1 << 14];
        const ssize_t count = read(file, buffer, sizeof buffer);
        if (count > 0)
            text.append(buffer, static_cast<std::size_t>(count));
        else if (count == 0 || errno != EINTR)
            shut(file);
    }

    Clock::time_point began_;
    pid_t id_ = -1;
    int out_ = -1, err_ = -1;
    bool reaped_ = false;
};

/// The program's name, then the words.
inline std::vector<std::string> command(std::vector<std::string> words) {
    words.insert(words.begin(), STRATHERN_BINARY);
    return words;
}

/// Runs the program to its end.
inline Ended run(const std::vector<std::string>& words, const Process::Start& start = Process::Start()) {
    return Process(command(words), start).wait();
}

inline void sleep_for(double seconds) { std::this_thread::sleep_for(std::chrono::duration<double>(seconds)); }

/// A scenario that takes milliseconds a replicate: one team, two quarters, a policy that acts and one that doesn't.
inline std::string small_scenario(int replicates) {
    return R"({"name": "small", "about": "Does it work?", "organisation": {"engineers_count": 7},
 "study": {"quarters_count": 2, "warm_up_quarters": 0, "replicates_count": )" +
           std::to_string(replicates) + R"(},
 "policies": {"nothing": {"about": "does nothing"},
  "reviewer": {"about": "a dedicated reviewer", "interventions": [{"at": "week 2",
   "set": {"review.dedicated_reviewers_per_team": 1}}]}}})";
}

inline bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace testing
