"""Do the arrows point one way? Reads the #include lines and banned words of sim/ against the house's table."""
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
ENGINE = {"core", "model"}  # to be compiled anywhere: no threads, files, clocks, printing
BANNED = {
    "core model": r"<(thread|mutex|fstream|iostream|filesystem|chrono|tbb/|fmt/)",
    "model": r"std::(exp|log|pow|unordered_\w+|shuffle|normal_distribution)\b|\bfloat\b",
    "core scenario model output analysis study report": r"\bgetenv\b|std::random_device|\bprintf\b|std::cout|std::cerr",
    "core scenario model analysis report cli": r"<tbb/|parallel_reduce",
}


def problems(root):
    for path in sorted(root.glob("sim/*/**/*.[ch]pp")):
        folder = path.relative_to(root / "sim").parts[0]
        if "codegen" in path.parts:
            continue
        for number, line in enumerate(path.read_text().splitlines(), 1):
            found = re.match(r'\s*#include "(\w+)/', line)
            if found and found[1] in MAY and found[1] != folder and found[1] not in MAY[folder]:
                yield f"{path}:{number}: {folder} may not include {found[1]}"
            if folder == "model" and re.match(r'#include "model/(?!phases|day|simulate|totals)', line):
                yield f"{path}:{number}: files of the model speak through state and phases.hpp"
            code = line.split("//")[0]
            for folders, pattern in BANNED.items():
                if folder in folders.split() and re.search(pattern, code):
                    yield f"{path}:{number}: banned in {folder}: {code.strip()}"


found = list(problems(pathlib.Path(sys.argv[1])))
print("\n".join(found) or "the arrows point one way")
sys.exit(1 if found else 0)
