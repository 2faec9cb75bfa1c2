"""Does the engine ask the system for anything that it may not have? Reads undefined symbols of static libraries.

check_symbols.py NM LIBRARY...: no files, threads, clocks, printing, locale, environment, TBB, SQLite, fmt or JSON.
"""
import re
import subprocess
import sys

BANNED = re.compile(r"""
    ^_*(f?open(at|dir)?(64)?|fclose|f?read|f?write|creat|mmap|stat(64)?|unlink|remove|rename   # files
      |pthread_\w+|thrd_\w+|mtx_\w+|sem_\w+|fork|execv\w*                                      # threads, processes
      |clock\w*|time|times|gettimeofday|localtime\w*|gmtime\w*|nanosleep|usleep|sleep          # clocks
      |v?[fs]?n?printf(_chk)?|f?puts|putchar|perror|std(in|out|err)                            # printing
      |setlocale|getenv|secure_getenv|system|rand|srand|random)(@.*)?$                         # the process's surroundings
    | ^(tbb::|sqlite3_|fmt::|nlohmann::|CLI::)
    | std::(__\w+::)?(filesystem|chrono|thread|this_thread|jthread|mutex|condition_variable|locale|random_device
      |c(out|err|in|log)\b|basic_(i|o|io)?f?stream|basic_filebuf|basic_\w*stringstream|basic_\w*streambuf)
    | std::ios_base
    """, re.VERBOSE)
# Boost.Random's headers include <iostream>, which puts this initialiser into an object; nothing reads or prints.
ALLOWED = re.compile(r"std::(__1::)?ios_base::Init::~?Init\(\)")


def undefined(nm, library):
    """Pairs of object and undefined symbol."""
    listing = subprocess.run([nm, "--undefined-only", "--demangle", "--print-file-name", library], check=True,
                             stdout=subprocess.PIPE, text=True).stdout
    for line in listing.splitlines():
        found = re.match(r"(.*):\s+[Uw] (.*)$", line)
        if found:
            yield found[1].rsplit(":", 1)[-1], found[2]


def main(nm, *libraries):
    seen, wrong = 0, []
    for library in libraries:
        for place, symbol in undefined(nm, library):
            seen += 1
            if BANNED.search(symbol) and not ALLOWED.fullmatch(symbol):
                wrong.append(f"{place} needs {symbol}")
    print("\n".join(wrong) or f"{seen} undefined symbols, none banned")
    return 1 if wrong or seen == 0 else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
