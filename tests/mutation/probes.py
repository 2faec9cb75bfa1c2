"""Which tests judge a mutant, in which order, and how does one run?

Asked of ctest, so that new tests count by themselves. Left out: goldens, digests and published numbers (they find that
something moved, not that it is wrong) and what says nothing about the model.
"""
import collections
import json
import os
import pathlib
import re
import signal
import subprocess
import time

# The prefix of a folder's tests loses its space on the way through CMake; those of scripts keep it.
GOLDENS = (r"golden:", r"bench:", r"results:", r"theory: ?facts have the verdicts")
ELSEWHERE = (r"refused:", r"faults:", r"package:", r"python:", r"architecture:", r"fuzz:", r"engine: no files", r"docs:",
             r"schema:", r"mutants:")
LEFT_OUT = re.compile("|".join(GOLDENS + ELSEWHERE))
CLAIMS = re.compile(r"theory: ?the program obeys it")  # asked scenario by scenario instead
# name, tests, what is built for them (none: everything); the quickest first
Stage = collections.namedtuple("Stage", "name tests target")
STAGES = (Stage("model", r"model:", "test_model"), Stage("unit", r"unit:", "test_unit"),
          Stage("claims", r"claims:", "strathern"), Stage("properties", r"properties:", "test_properties"),
          Stage("rest", r"", None))

Probe = collections.namedtuple("Probe", "name stage target command folder environment fails_on skips_with")


def stage_of(name):
    return next(stage.name for stage in STAGES if re.match(stage.tests, name))


def target_of(command, environment):
    """The executable that a test needs; of a script, the program that it is told to run."""
    name = pathlib.Path(command[0]).name
    if not any(name.startswith(word) for word in ("test_", "engine_", "strathern")):
        name = pathlib.Path(environment.get("STRATHERN_BINARY", "strathern")).name
    return name


def properties_of(test):
    return {one["name"]: one["value"] for one in test.get("properties", [])}


def judges(test):
    """Whether a mutant dies when this test fails."""
    held = properties_of(test)
    return "command" in test and not held.get("WILL_FAIL") and not held.get("DISABLED") and \
        not LEFT_OUT.match(test["name"]) and not CLAIMS.match(test["name"])


def probe_of(test):
    held = properties_of(test)
    environment = dict(pair.split("=", 1) for pair in held.get("ENVIRONMENT", []))
    return Probe(test["name"], stage_of(test["name"]), target_of(test["command"], environment), test["command"],
                 held.get("WORKING_DIRECTORY", "."), environment, held.get("FAIL_REGULAR_EXPRESSION", []),
                 held.get("SKIP_RETURN_CODE"))


def claim_probes(program, tree):
    """One for each scenario of theory: a filter finds the claims that name it."""
    for scenario in sorted((tree / "scenarios/theory").glob("*.json")):
        yield Probe(f"claims: {scenario.stem}", "claims", "strathern",
                    [str(program), "verify", "--quiet", "--threads", "1", "--filter", scenario.stem],
                    str(tree), {}, [], 2)  # 2: no claim is named so


def probes_of(build, tree):
    """All probes of a tree that is built whole."""
    answer = subprocess.run(["ctest", "--test-dir", str(build), "--show-only=json-v1"], check=True,
                            stdout=subprocess.PIPE, text=True).stdout
    found = [probe_of(test) for test in json.loads(answer)["tests"] if judges(test)]
    return found + list(claim_probes(build / "strathern", tree))


class Stopped(Exception):
    """Somebody pressed Ctrl-C."""


class Runner:
    """Runs commands in sessions of their own, so that Ctrl-C is nobody's failure and nothing is left running."""

    def __init__(self):
        self.stopping = False
        self.running = set()

    def stop(self):
        self.stopping = True
        for process in list(self.running):
            end_session(process)

    def run(self, command, folder, limit, environment=()):
        """Exit code (None: too slow) and output. limit: seconds of processor time, as the machine may be busy; twenty
        times as many may pass on the clock."""
        if self.stopping:
            raise Stopped
        limited = ["sh", "-c", f'ulimit -t {round(limit)}; exec nice -n 5 "$@"', "sh", *command]
        process = subprocess.Popen(limited, cwd=folder, env={**os.environ, **dict(environment)},
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                   start_new_session=True)
        self.running.add(process)
        try:
            output, code = process.communicate(timeout=20 * limit)[0], process.returncode
        except subprocess.TimeoutExpired:
            end_session(process)
            output, code = process.communicate()[0], None
        finally:
            self.running.discard(process)
        if self.stopping:
            raise Stopped
        return None if code == -signal.SIGXCPU else code, output.decode(errors="replace")


def end_session(process):
    """Asks first: ninja keeps its compilers in groups of their own and ends them when it is asked to."""
    for number in (signal.SIGTERM, signal.SIGKILL):
        try:
            os.killpg(process.pid, number)
        except ProcessLookupError:
            return
        for _ in range(20):
            if process.poll() is not None:
                break
            time.sleep(0.05)


def verdict_of(probe, code, output):
    """passes, skipped, or how it failed."""
    if code is None:
        return "too slow"
    if code < 0 or code > 128:
        return "crashed"
    if probe.skips_with is not None and code == int(probe.skips_with):
        return "skipped"
    if code != 0 or any(re.search(pattern, output) for pattern in probe.fails_on):
        return "failed"
    return "passes"
