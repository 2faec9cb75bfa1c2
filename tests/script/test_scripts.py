#!/usr/bin/python3
"""Do the scripts show how far a build is, stop when they are told to, and build what they should, moved or not?

The scripts are the tree's own, run in a small tree of the test's with a bootstrap that installs nothing. Progress and
Ctrl-C are tried with a cmake that only speaks as ninja does, moving with the true one and a project of one file.
"""
import os
import pathlib
import pty
import re
import select
import shutil
import stat
import subprocess
import sys
import tempfile
import time
import unittest

SCRIPTS = pathlib.Path(sys.argv.pop(1)) / "script"

# A cmake that takes 140 steps at once; MODE says how it ends.
SPEAKER = r"""#!/bin/sh
echo "$*" >>calls
case "$*" in *"--target help") [ "${MODE-}" != model ] || echo "test_model: phony"; exit 0 ;; esac
case "$*" in *--build*) ;; *) exit 0 ;; esac
case "${NINJA_STATUS-}" in "[%f/%t %e] ") ;; *) echo "NINJA_STATUS is not set"; exit 9 ;; esac
steps=140 step=0
echo "[0/2 0.010] Re-checking globbed directories..."
echo "[1/2 0.010] Re-running CMake..."
while [ $((step += 1)) -le "$steps" ]; do
    echo "[$step/$steps $((2 * step)).500] Building CXX object a$step.o"
    [ "$step" -ne 3 ] || echo "[note] a.cpp: a warning that is no step \033[31m"
    if [ "${MODE-}" = fail ] && [ "$step" -eq 70 ]; then
        echo "FAILED: a70.o"; echo "a70.cpp:1:1: error: no such word"; echo "ninja: build stopped"; exit 3
    fi
    if [ "${MODE-}" = hang ] && [ "$step" -eq 70 ]; then sleep 60; fi
done
mkdir -p build/release
printf '#!/bin/sh\necho simulated\n' >build/release/strathern
chmod +x build/release/strathern
"""

PROJECT = """cmake_minimum_required(VERSION 3.25)
project(moved LANGUAGES NONE)
add_custom_command(OUTPUT made COMMAND ${CMAKE_COMMAND} -E copy ${PROJECT_SOURCE_DIR}/asked made
  DEPENDS ${PROJECT_SOURCE_DIR}/asked)
add_custom_target(strathern DEPENDS made)
"""
PRESETS = """{ "version": 6, "configurePresets": [
  { "name": "release", "generator": "Ninja", "binaryDir": "${sourceDir}/build/${presetName}" } ] }
"""
# What script/demo does to build, without what it then runs.
CONFIGURE_AND_BUILD = """set -eu
name=here log=build/here.log
. script/lib.sh
mkdir -p build
: >"$log"
configure build/release --preset release
build build/release --target strathern
"""


def executable(path, text):
    path.write_text(text, encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def tree_at(root):
    """The scripts alone, with a bootstrap that installs nothing."""
    shutil.copytree(SCRIPTS, root / "script")
    executable(root / "script/bootstrap", "#!/bin/sh\n")
    return root


class Place(unittest.TestCase):
    def setUp(self):
        place = tempfile.TemporaryDirectory(prefix="strathern-script-")
        self.addCleanup(place.cleanup)
        self.place = pathlib.Path(place.name).resolve()


class Progress(Place):
    def setUp(self):
        super().setUp()
        self.tree = tree_at(self.place / "tree")
        (self.place / "bin").mkdir()
        executable(self.place / "bin/cmake", SPEAKER)

    def environment(self, **more):
        return {**os.environ, "PATH": f"{self.place / 'bin'}:{os.environ['PATH']}", "TERM": "xterm", **more}

    def demo(self, **more):
        return subprocess.run(["script/demo"], cwd=self.tree, env=self.environment(**more), text=True, check=False,
                              stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def terminal(self, act=lambda seen, process: None, **more):
        """Exit code and all that a terminal gets; `act` is called whenever something has come."""
        # Whatever the script starts holds the writing end: the reading end tells when all of it has ended.
        self.alive, held = os.pipe()
        self.addCleanup(os.close, self.alive)
        os.set_inheritable(held, True)
        process, terminal = pty.fork()
        if process == 0:
            os.chdir(self.tree)
            os.execve("script/demo", ["script/demo"], self.environment(**more))
        os.close(held)
        seen = b""
        while True:
            try:
                piece = os.read(terminal, 4096)
            except OSError:  # how Linux tells that nobody writes to the terminal any more
                piece = b""
            if not piece:
                break
            seen += piece
            act(seen, terminal)
        os.close(terminal)
        return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), seen.decode()

    def test_without_a_terminal_a_line_each_tenth(self):
        run = self.demo()
        self.assertEqual((run.returncode, run.stdout.splitlines()[0]), (0, "simulated"), run.stderr)
        steps = [line for line in run.stderr.splitlines() if "steps" in line]
        self.assertEqual(steps[0], "demo: 14 of 140 steps, about 4 min left")
        self.assertEqual(steps[-1], "demo: 140 of 140 steps, about 0 s left")
        self.assertEqual(len(steps), 10)
        self.assertEqual(re.findall(r"[^\n -~]", run.stderr), [], "control characters")

    def test_the_log_holds_all_output(self):
        self.demo()
        log = (self.tree / "build/demo.log").read_text(encoding="utf-8")
        self.assertEqual(len(log.splitlines()), 143)
        self.assertIn("a warning that is no step", log)

    def test_on_a_terminal_one_line_is_rewritten(self):
        code, seen = self.terminal()
        self.assertEqual(code, 0, seen)
        self.assertGreaterEqual(seen.count("\r" + "demo: "), 140)
        self.assertEqual(len([line for line in seen.split("\r\n") if "steps" in line]), 1)
        self.assertIn("demo: 70 of 140 steps, about 2 min left", seen)
        self.assertRegex(seen, r"\r +\rsimulated")  # nothing of the progress stays before what follows

    def test_a_terminal_that_cannot_rewrite_gets_lines(self):
        code, seen = self.terminal(TERM="dumb")
        self.assertEqual((code, len([line for line in seen.split("\r\n") if "steps" in line])), (0, 10), seen)

    def test_a_failed_build_shows_its_first_complaint(self):
        run = self.demo(MODE="fail")
        self.assertEqual(run.returncode, 3, run.stderr)
        self.assertIn("FAILED: a70.o\na70.cpp:1:1: error: no such word\n", run.stderr)
        self.assertNotIn("Building CXX", run.stderr)
        self.assertTrue(run.stderr.endswith("demo: the build failed; all of its output is in build/demo.log\n"))
        self.assertEqual(run.stdout, "")
        code, seen = self.terminal(MODE="fail")
        self.assertEqual(code, 3)
        self.assertRegex(seen, r"\r +\rFAILED: a70.o")

    def test_micro_models_are_built_as_developers_do_where_there_are_any(self):
        executable(self.place / "bin/ctest", "#!/bin/sh\n")
        for mode in ("none", "model"):
            run = subprocess.run(["script/test"], cwd=self.tree, env=self.environment(MODE=mode), text=True,
                                 stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
            self.assertEqual(run.stdout, "0 passed, 0 failed\n", run.stderr)
            calls = (self.tree / "calls").read_text(encoding="utf-8")
            self.assertEqual("--preset dev -DSTRATHERN_BENCH=OFF" in calls, mode == "model", calls)
            self.assertEqual(re.search("--build build/dev .*--target test_model", calls) is not None, mode == "model")

    def test_help_says_what_a_script_is_for_and_does_nothing(self):
        for name in ("demo", "test", "publish"):
            run = subprocess.run([self.tree / "script" / name, "--help"], cwd=self.place, env=self.environment(),
                                 text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
            self.assertEqual((run.returncode, run.stderr), (0, ""))
            first = (self.tree / "script" / name).read_text(encoding="utf-8").splitlines()[1]
            self.assertEqual("# " + run.stdout.splitlines()[0], first)
        self.assertEqual(sorted(path.name for path in self.tree.iterdir()), ["script"])
        self.assertEqual(subprocess.run([self.tree / "script/demo", "--what"], cwd=self.place, env=self.environment(),
                                        stderr=subprocess.DEVNULL, check=False).returncode, 2)

    def test_ctrl_c_ends_the_script_and_the_build(self):
        pressed = []

        def press(seen, terminal):
            if b"70 of 140" in seen and not pressed:
                pressed.append(os.write(terminal, b"\x03"))

        begun = time.monotonic()
        code, seen = self.terminal(press, MODE="hang")
        self.assertEqual(code, 130, seen)
        self.assertLess(time.monotonic() - begun, 30)  # the build alone would take 60
        self.assertNotIn("the build failed", seen)
        self.assertRegex(seen, r"\r +\r$")  # the shell's prompt begins on a clean line
        self.assertTrue(select.select([self.alive], [], [], 10)[0], "a part of the build goes on by itself")
        self.assertEqual(self.demo().returncode, 0)


class Moved(Place):
    def setUp(self):
        super().setUp()
        if not shutil.which("ninja"):
            self.skipTest("ninja is missing")
        self.tree = tree_at(self.place / "tree")
        for name, text in (("CMakeLists.txt", PROJECT), ("CMakePresets.json", PRESETS), ("asked", "first")):
            (self.tree / name).write_text(text, encoding="utf-8")
        self.build(self.tree)

    def build(self, tree):
        """Builds; returns what is said and what was made."""
        run = subprocess.run(["sh", "-c", CONFIGURE_AND_BUILD], cwd=tree, env={**os.environ, "PWD": str(tree)},
                             text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        self.assertEqual(run.returncode, 0, run.stdout + (tree / "build/here.log").read_text(encoding="utf-8"))
        return run.stdout, (tree / "build/release/made").read_text(encoding="utf-8")

    def test_in_its_place_it_is_kept(self):
        cache = self.tree / "build/release/CMakeCache.txt"
        with open(cache, "a", encoding="utf-8") as file:
            file.write("MINE:STRING=kept\n")
        said, made = self.build(self.tree)
        self.assertNotIn("afresh", said)
        self.assertEqual(made, "first")
        self.assertIn("MINE:STRING=kept", cache.read_text(encoding="utf-8"))

    def test_by_another_name_it_is_kept(self):
        (self.place / "link").symlink_to(self.tree)
        self.assertNotIn("afresh", self.build(self.place / "link")[0])

    def test_a_moved_one_is_configured_afresh(self):
        moved = self.place / "a name with blanks"
        self.tree.rename(moved)
        said, made = self.build(moved)
        self.assertIn("here: build/release was configured in another place", said)
        self.assertEqual(made, "first")
        self.assertNotIn("afresh", self.build(moved)[0])

    def test_a_copy_is_built_from_its_own_sources(self):
        copy = self.place / "copy"
        shutil.copytree(self.tree, copy)
        (copy / "asked").write_text("second", encoding="utf-8")
        said, made = self.build(copy)
        self.assertIn("afresh", said)
        self.assertEqual(made, "second")
        self.assertEqual(self.build(self.tree), ("", "first"))

    def test_a_build_folder_of_another_name_is_configured_afresh(self):
        shutil.rmtree(self.tree / "build/release")
        subprocess.run(["cmake", "-S", ".", "-B", "build/other", "-G", "Ninja"], cwd=self.tree, check=True,
                       stdout=subprocess.DEVNULL)
        (self.tree / "build/other").rename(self.tree / "build/release")
        self.assertIn("afresh", self.build(self.tree)[0])

    def test_a_build_folder_that_came_alone_is_configured_afresh(self):
        other = tree_at(self.place / "other")
        for name in ("CMakeLists.txt", "CMakePresets.json", "asked"):
            shutil.copy(self.tree / name, other / name)
        (other / "build").mkdir()
        shutil.copytree(self.tree / "build/release", other / "build/release")
        self.assertIn("afresh", self.build(other)[0])



class Names(unittest.TestCase):
    """A shell function has no variables of its own: one that lib.sh sets is set in the script, too."""

    def test_lib_sets_nothing_that_a_script_sets(self):
        assigned = re.compile(r"^\s*(\w+)=", re.MULTILINE)
        shared = set(assigned.findall((SCRIPTS / "lib.sh").read_text(encoding="utf-8")))
        for script in ("demo", "test", "publish"):
            own = set(assigned.findall((SCRIPTS / script).read_text(encoding="utf-8")))
            self.assertEqual(own & shared, set(), f"script/{script} and script/lib.sh both set these")


if __name__ == "__main__":
    unittest.main()
