"""A worker: a private copy of the tree with its build, in which one mutant after the other is built and tested."""
import filecmp
import hashlib
import pathlib
import resource
import shutil
import subprocess

from probes import STAGES, probes_of, verdict_of

# -O1 compiles a file of the model no faster than -O2 (about 2 s), and the claims take it half as long again.
CONFIGURE = ["-G", "Ninja", "-DCMAKE_BUILD_TYPE=None", "-DCMAKE_CXX_FLAGS=-O2", "-DSTRATHERN_BENCH=OFF"]
LIMIT_S = 1800  # of processor time, for what is no mutant
# Neither code nor tests: a change here leaves earlier verdicts true.
NO_MATTER = ("docs/", "results/", "notebooks/", "python/", "bench/", "script/", ".clang", "tests/mutation/", "tests/mutants",
             "tests/architecture/", "tests/golden/", "tests/refused/", "tests/faults/", "tests/package/")


class Broken(Exception):
    """The tree does not build or does not pass without a mutant; its text is for people."""


def files_of(tree):
    """What git tracks or would track, as the folder holds it now."""
    listing = subprocess.run(["git", "ls-files", "-z", "-co", "--exclude-standard"], cwd=tree, check=True,
                             stdout=subprocess.PIPE).stdout.decode()
    return sorted(path for path in set(listing.split("\0")) if path and (tree / path).is_file())


def fingerprint(tree, files):
    """Of all that decides whether a mutant dies."""
    digest = hashlib.sha256(" ".join(CONFIGURE).encode())
    for path in files:
        if not path.startswith(NO_MATTER) and not path.endswith(".md"):
            digest.update(f"\0{path}\0".encode() + hashlib.sha256((tree / path).read_bytes()).digest())
    return digest.hexdigest()[:16]


def copy_tree(source, files, copy):
    """Makes `copy` hold these files and no others; what is the same keeps its time, so it is not built again."""
    for path in files:
        target = copy / path
        if target.is_file() and filecmp.cmp(source / path, target, shallow=False):
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / path, target)
        shutil.copymode(source / path, target)
    wanted = set(files)
    for target in copy.rglob("*"):
        path = str(target.relative_to(copy))
        if target.is_file() and path not in wanted and "__pycache__" not in path:
            target.unlink()


class Worker:
    def __init__(self, folder, jobs, runner):
        self.folder, self.jobs, self.runner = pathlib.Path(folder), jobs, runner
        self.tree, self.build_folder = self.folder / "tree", self.folder / "build"
        # Unchanged files come from ccache where there is one; mutants are not put into it.
        self.environment = {"CCACHE_BASEDIR": str(self.folder), "CCACHE_NOHASHDIR": "1", "CCACHE_READONLY": "1"}
        self.probes, self.clean = [], {}

    def prepare(self, source, files, stages):
        """An unmutated build of what the stages need."""
        copy_tree(source, files, self.tree)
        self.must(["cmake", "-S", str(self.tree), "-B", str(self.build_folder), *CONFIGURE])
        targets = [stage.target for stage in STAGES if stage.name in stages and self.knows(stage.target)]
        code, output = self.build([] if "rest" in stages else targets, {**self.environment, "CCACHE_READONLY": ""})
        if code != 0:
            raise Broken(f"the tree does not build without a mutant:\n{output[-4000:]}")
        self.probes = [probe for probe in probes_of(self.build_folder, self.tree) if probe.stage in stages]

    def knows(self, target):
        return target and self.runner.run(["ninja", "-t", "query", target], self.build_folder, LIMIT_S)[0] == 0

    def must(self, command):
        code, output = self.runner.run(command, self.folder, LIMIT_S)
        if code != 0:
            raise Broken(f"{' '.join(command)}:\n{output[-4000:]}")

    def build(self, targets, environment=None):
        environment = {key: value for key, value in (environment or self.environment).items() if value}
        command = ["cmake", "--build", str(self.build_folder), "--parallel", str(self.jobs)]
        command += ["--target", *targets] if targets else []
        return self.runner.run(command, self.folder, LIMIT_S, environment)

    def run(self, probe, limit):
        folder = self.build_folder / probe.folder
        folder.mkdir(parents=True, exist_ok=True)
        code, output = self.runner.run(probe.command, folder, limit, probe.environment)
        return verdict_of(probe, code, output), output

    def measure(self, say):
        """Processor time of each probe without a mutant [s], by name; "failed" for one that fails even so."""
        clean = {}
        for probe in self.probes:
            before = processor_seconds()
            verdict, output = self.run(probe, LIMIT_S)
            if verdict == "passes":
                clean[probe.name] = processor_seconds() - before
            elif verdict != "skipped":
                clean[probe.name] = None
                say(f"\"{probe.name}\" {verdict} without a mutant:\n{output[-2000:]}")
        return clean

    def judge(self, edit, clean):
        """What becomes of a mutant: (dead | SURVIVED | stillborn, by which test)."""
        path = self.tree / edit.file
        source = path.read_text(encoding="utf-8")
        path.write_text(edit.applied(source), encoding="utf-8")
        try:
            return self.judge_built(clean)
        finally:
            path.write_text(source, encoding="utf-8")

    def judge_built(self, clean):
        for stage in STAGES:
            probes = [probe for probe in self.probes if probe.stage == stage.name and clean.get(probe.name) is not None]
            if not probes:
                continue
            code, _ = self.build(sorted({probe.target for probe in probes}))
            if code != 0:
                return "stillborn", ""
            for probe in sorted(probes, key=lambda one: clean[one.name]):
                verdict, _ = self.run(probe, time_limit(clean[probe.name]))
                if verdict not in ("passes", "skipped"):
                    return "dead", probe.name if verdict == "failed" else f"{probe.name} ({verdict})"
        return "SURVIVED", ""


def processor_seconds():
    """Of all that this program has run."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def time_limit(clean):
    """[s] of processor time. What does not end is rare, so this may be generous."""
    return 5 + 5 * clean
