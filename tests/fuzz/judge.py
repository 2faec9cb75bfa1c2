"""Does a scenario end well? The program runs it within a budget of processor time and memory, and its results are read."""
import json
import math
import os
import pathlib
import re
import resource
import signal
import sqlite3
import subprocess
from dataclasses import dataclass

REFUSED = 3  # the program's exit code for an invalid scenario
SEVERAL_FAILED = 7


@dataclass(frozen=True)
class Budget:
    seconds: float = 10.0
    mebibytes: float = 256.0
    is_sanitized: bool = False  # address sanitizers reserve more address space than any limit would allow


@dataclass(frozen=True)
class Verdict:
    """`what` is empty where a scenario ended well, and else tells kinds of failure apart."""

    what: str
    seconds: float = 0.0
    mebibytes: float = 0.0
    said: str = ""
    is_refused: bool = False


class Judge:
    def __init__(self, program, folder, budget):
        self.program = str(program)
        self.folder = pathlib.Path(folder)
        self.budget = budget

    def path_of(self, scenario):
        path = self.folder / f"scenario-{os.getpid()}.json"
        path.write_text(json.dumps(scenario))
        return path

    def complaints(self, scenario):
        """JSON pointers of what the program refuses in a scenario, before it runs; of a shipped file, what names it."""
        path = self.path_of(scenario)
        done = subprocess.run([self.program, "check", path], capture_output=True, text=True)
        told = re.findall(r"^(.*?)(?::\d+)*: error: (/[^:]*):", done.stdout + done.stderr, re.MULTILINE)
        folders = {file: pathlib.Path(file) for file, _ in told if file != str(path)}
        return [f"/{folders[file].parent.name}/{folders[file].stem}" if file in folders else pointer
                for file, pointer in told] if done.returncode == REFUSED else []

    def verdict(self, scenario):
        path = self.path_of(scenario)
        store = path.with_suffix(".db")
        store.unlink(missing_ok=True)
        try:
            verb = "trial" if scenario.get("policies") else "run"  # a trial compares at least two
            return self.run([self.program, verb, path, "--threads", "1", "--quiet", "--format", "json", "--out", store], store)
        finally:
            for left in self.folder.glob(store.name + "*"):
                left.unlink()

    def run(self, command, store):
        with open(self.folder / f"said-{os.getpid()}.txt", "w+b") as errors:
            child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors, preexec_fn=self.limit)
            _, status, used = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
            errors.seek(0)
            said = errors.read().decode(errors="replace")
        seconds, mebibytes = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
        what = self.failure(child.returncode, said, seconds, mebibytes) or values_not_finite(store)
        return Verdict(what, seconds, mebibytes, said, child.returncode == REFUSED)

    def limit(self):
        whole = math.ceil(self.budget.seconds)
        resource.setrlimit(resource.RLIMIT_CPU, (whole, whole + 1))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        if not self.budget.is_sanitized:  # twice the budget: what is over it ends, and what is resident is judged
            most = int(2 * self.budget.mebibytes * 2**20)
            resource.setrlimit(resource.RLIMIT_DATA, (most, most))

    def failure(self, code, said, seconds, mebibytes):
        report = re.search(r"([\w.]+):\d+:\d+: runtime error: (.*)|ERROR: (\w+Sanitizer: [\w-]+)", said)
        if report:
            return "report: " + without_numbers(" ".join(part for part in report.groups() if part))
        if code in (-signal.SIGXCPU, -signal.SIGKILL) or seconds > self.budget.seconds:
            return "over its processor time"
        if mebibytes > self.budget.mebibytes or "bad_alloc" in said or "memory" in said:
            return "over its memory"
        broken = re.search(r"failed on day \d+: (.*?)(; seed \d+)?$", said, re.MULTILINE)
        if code == SEVERAL_FAILED and broken:
            return "broken invariant: " + without_numbers(broken.group(1))
        return "" if code in (0, REFUSED) else f"exit code {code}: " + without_numbers(said.strip()[-200:])


def without_numbers(text):
    return re.sub(r"-?\d+(\.\d+)?(e[+-]?\d+)?", "N", text)


def values_not_finite(store):
    """Name of the first output that a store holds an infinite value of, or nothing. The store itself refuses NaN."""
    if not store.exists():
        return ""
    with sqlite3.connect(store) as opened:
        rows = opened.execute("SELECT * FROM quarters")
        names = [column[0] for column in rows.description]
        for row in rows:
            for name, value in zip(names, row):
                if isinstance(value, float) and not math.isfinite(value):
                    return f"not finite: {name}"
    return ""
