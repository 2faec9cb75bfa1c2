"""Many mutants by a few workers; what is known already is kept in a file and not tried again."""
import collections
import csv
import threading
import time

Outcome = collections.namedtuple("Outcome", "verdict by seconds")
COLUMNS = ["key", "tree", "stages", "verdict", "by", "seconds", "file", "line", "change"]


class Results:
    """Outcomes in build/mutants/results.tsv, a row each as soon as it is known."""

    def __init__(self, path, tree, stages, fresh, keep_dead):
        self.path, self.tree, self.stages = path, tree, ",".join(stages)
        self.known = {}
        self.lock = threading.Lock()
        if fresh:
            path.unlink(missing_ok=True)
        if not path.exists():
            path.write_text("\t".join(COLUMNS) + "\n", encoding="utf-8")
        with open(path, encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                if self.holds(row, keep_dead):
                    self.known[row["key"]] = Outcome(row["verdict"], row["by"], float(row["seconds"]))

    def holds(self, row, keep_dead):
        if row["seconds"] is None or row["change"] is None:  # cut off as the machine went down
            return False
        if row["tree"] == self.tree:
            return row["verdict"] != "SURVIVED" or row["stages"] == self.stages
        return keep_dead and row["verdict"] == "dead"

    def add(self, key, edit, outcome):
        row = [key, self.tree, self.stages, outcome.verdict, outcome.by, f"{outcome.seconds:.1f}", edit.file,
               edit.line, edit.change]
        with self.lock, open(self.path, "a", encoding="utf-8") as file:
            self.known[key] = outcome
            file.write("\t".join(word.replace("\t", " ") for word in row) + "\n")


class Queue:
    """Mutants still to be tried. A worker stays with a file, so that it compiles one file a mutant."""

    def __init__(self, edits):
        self.by_file = {}
        for edit in edits:
            self.by_file.setdefault(edit.file, []).append(edit)
        self.taken = collections.Counter()
        self.lock = threading.Lock()

    def next(self, file):
        with self.lock:
            if not self.by_file.get(file):
                self.taken[file] -= 1
                file = min(self.by_file, key=lambda name: (self.taken[name], name), default=None)
                if file is None:
                    return None
                self.taken[file] += 1
            edit = self.by_file[file].pop(0)
            if not self.by_file[file]:
                del self.by_file[file]
            return edit


def work(worker, queue, clean, done):
    file = None
    while (edit := queue.next(file)) is not None:
        file, begun = edit.file, time.monotonic()
        verdict, by = worker.judge(edit, clean)
        done(edit, Outcome(verdict, by, time.monotonic() - begun))


def in_threads(tasks):
    """Runs them side by side; raises what the first one that failed has raised."""
    failures = []

    def guarded(task):
        try:
            task()
        except Exception as failure:  # handed on below
            failures.append(failure)

    threads = [threading.Thread(target=guarded, args=(task,), daemon=True) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        while thread.is_alive():  # without a limit, Ctrl-C would wait
            thread.join(0.2)
    if failures:
        raise failures[0]
