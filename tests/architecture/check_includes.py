"""Do the arrows point one way? Reads the #include lines and banned words of sim/ against the house's tables."""
import pathlib
import re
import sys

MAY = {  # folder: folders that it may include
    "core": set(),
    "scenario": {"core"},
    "model": {"core"},
    "output": {"core", "model", "scenario"},
    "analysis": {"core", "model", "output", "scenario"},
    "study": {"core", "model", "output", "scenario"},
    "report": {"core", "model", "output", "scenario", "analysis", "study"},
    "verify": {"core", "model", "output", "scenario", "study"},
    "validate": {"core", "model", "output", "scenario", "analysis", "study"},
    "cli": {"core", "model", "output", "scenario", "analysis", "study", "report", "verify", "validate"},
}
# Inside the model: a wing (a folder, or a pair of files) may include wings at its own height or below it. Of another
# wing that is a folder it may include only the header that has the wing's name.
WINGS = {"govern": 3, "choose": 2, "measure": 1, "review": 0, "work": 0, "people": 0, "customers": 0, "money": 0,
         "pools": 0, "codebase": 0, "value": 0}
BASE = {"today", "in_force", "blocks", "columns", "totals", "happenings"}  # includable by all; they include one another only
WHOLE = {"day", "simulate", "invariants"}  # see the whole model; no wing includes them

BELOW_CLI = "core scenario model output analysis study report verify validate"
BANNED = {
    "core model": r"<(thread|mutex|fstream|iostream|filesystem|chrono|tbb/|fmt/)",
    "model": r"std::(exp|log|pow|unordered_\w+)\b|\bfloat\b",
    BELOW_CLI: r"\bgetenv\b|std::(random_device|shuffle|\w+_distribution)\b|\bprintf\b|std::cout|std::cerr",
    "core scenario model output analysis report verify validate cli": r"<tbb/|parallel_reduce",
    "core model analysis study report verify validate cli": r"<nlohmann/",
}
# A variable outside of functions, which clang-format puts at the left edge of its line, or a static one inside of one.
VARIABLE = r"(?:[\w:]+(?:<[^;=()]*>)?[\s*&]+)+\w+(?:\[[^\]]*\])*\s*(?:=(?!=)|\{|;)"
MUTABLE = re.compile(
    r"(?!(?:using|namespace|struct|class|enum|union|template|typedef|friend|return)\b)"
    r"(?!(?:(?:inline|static|extern)\s+)*(?:const|constexpr)\b)" + VARIABLE +
    r"|\s+static\s+(?!const\b|constexpr\b)" + VARIABLE + r"|.*\bthread_local\b")

FINE = {  # in these files this may stand
    "model/review/queue.cpp": ['#include "model/review/review.hpp"', '#include "model/work/work.hpp"',
                               '#include "model/columns.hpp"', "constexpr double most = 1.0;", "double f(int x) {",
                               "using Ids = std::vector<int>;", "    static bool holds(int x);"],
    "model/choose/wants.cpp": ['#include "model/choose/parts.hpp"', '#include "model/measure/measure.hpp"'],
    "model/people/setup.cpp": ["void set_up(const InForce&, const Draws&, State& s) {"],
    "model/day.cpp": ['#include "model/govern/govern.hpp"', "void f(const Today&, State& state) {"],
    "report/style.cpp": ['const char* page = R"(', "p { margin: 0; }", ')";'],
}
SPOILT = {  # and this may not
    "model/review/queue.cpp": ['#include "model/choose/choose.hpp"', '#include "model/people/person.hpp"',
                               '#include "model/day.hpp"', '#include "scenario/load.hpp"', '#include "model/other.hpp"',
                               "void f(const State& s) {", "    State* state_;", "int count = 0;",
                               "static std::vector<double> kept;", "    static int calls = 0;", "float x = 1;",
                               "thread_local int n;", "double a[4] = {};", "return std::exp(x);"],
    "model/measure/board.cpp": ['#include "model/govern/govern.hpp"', '#include <nlohmann/json.hpp>'],
    "model/today.hpp": ['#include "model/money.hpp"'],
    "study/study.cpp": ["std::normal_distribution<double> d;", '#include "report/page.hpp"'],
}


def wing_of(words):
    """The wing or file of "model/people/people.hpp" or "model/day.hpp", given what stands behind "model/"."""
    return words[0].split(".")[0]


def arrow_problem(source, target):
    """What is wrong when one file of the model includes another; both as paths below model/, in parts."""
    here, there = wing_of(source), wing_of(target)
    for name in (here, there):
        if name not in WINGS and name not in BASE and name not in WHOLE:
            return f"no table of check_includes.py says what {name} is"
    if here == there or there in BASE or here in WHOLE:
        return None
    if there in WHOLE or here in BASE:
        return f"{here} may not include {there}"
    if WINGS[there] > WINGS[here]:
        return f"the wing {here} may not include {there}"
    if len(target) > 1 and target[-1] != f"{there}.hpp":
        return f"{target[-1]} is private to the wing {there}"
    return None


def call_around(code, at):
    """Name of the function whose parentheses hold a place; empty if none do."""
    depth = 0
    for i in range(at - 1, -1, -1):
        if code[i] == ")":
            depth += 1
        elif code[i] == "(" and depth > 0:
            depth -= 1
        elif code[i] == "(":
            name = re.search(r"(\w+)\s*$", code[:i])
            return name[1] if name else ""
        elif code[i] in ";{}" and depth == 0:
            break
    return ""


def state_problems(code):
    """Phases reach the state through views. Only set_up, which sizes and fills it, takes the whole of it."""
    for found in re.finditer(r"\bState\s*[&*]", code):
        if call_around(code, found.start()) != "set_up":
            yield code.count("\n", 0, found.start()) + 1, "a wing takes the whole State: name its columns in a view"


def model_problems(parts, lines):
    for number, line in enumerate(lines, 1):
        found = re.match(r'\s*#include "model/([^"]+)"', line)
        wrong = found and arrow_problem(parts, found[1].split("/"))
        if wrong:
            yield number, wrong
    if wing_of(parts) in WINGS:
        yield from state_problems("\n".join(line.split("//")[0] for line in lines))


def line_problems(folder, line):
    found = re.match(r'\s*#include "(\w+)/', line)
    if found and found[1] in MAY and found[1] != folder and found[1] not in MAY[folder]:
        yield f"{folder} may not include {found[1]}"
    code = line.split("//")[0]
    for folders, pattern in BANNED.items():
        if folder in folders.split() and re.search(pattern, code):
            yield f"banned in {folder}: {code.strip()}"
    if folder in BELOW_CLI.split() and MUTABLE.match(code):
        yield f"a variable that can change and outlives a call: {code.strip()}"


def text_problems(name, text):
    """Line numbers and problems of one file, by its path below sim/. Raw strings are not code."""
    folder, *parts = name.split("/")
    code = re.sub(r'R"(\w*)\(.*?\)\1"', lambda raw: '""' + "\n" * raw[0].count("\n"), text, flags=re.DOTALL)
    for number, line in enumerate(code.splitlines(), 1):
        for wrong in line_problems(folder, line):
            yield number, wrong
    if folder == "model":
        yield from model_problems(parts, code.splitlines())


def own_problems():
    """Does this check find what it is there to find, and nothing else?"""
    for name, lines in FINE.items():
        for _, wrong in text_problems(name, "\n".join(lines)):
            yield f"check_includes.py takes this for a problem of {name}: {wrong}"
    for name, lines in SPOILT.items():
        for line in lines:
            if not list(text_problems(name, line)):
                yield f"check_includes.py does not find in {name}: {line}"


def problems(root):
    yield from own_problems()
    for path in sorted(root.glob("sim/*/**/*.[ch]pp")):
        name = path.relative_to(root / "sim").as_posix()
        if "codegen" not in path.parts:
            for number, wrong in text_problems(name, path.read_text(encoding="utf-8")):
                yield f"{path}:{number}: {wrong}"


found = list(problems(pathlib.Path(sys.argv[1])))
print("\n".join(found) or "the arrows point one way")
sys.exit(1 if found else 0)
