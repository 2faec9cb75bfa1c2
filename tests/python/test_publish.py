#!/usr/bin/python3
"""Does publishing leave whole folders, the same each time, and does the check find what has changed since?

Run with the program's path in STRATHERN_BINARY. Exit code 77: matplotlib is missing.
"""
import csv
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]

try:
    import matplotlib  # noqa: F401
except ImportError:
    print("the python package matplotlib is missing")
    sys.exit(77)

QUARTERS, REPLICATES = 2, 12
SCENARIO = {
    "name": "small", "organisation": {"engineers_count": 7}, "study": {"quarters_count": QUARTERS},
    "policies": {"reviewer": {"about": "a dedicated reviewer", "interventions": [
        {"at": "week 2", "set": {"review.dedicated_reviewers_per_team": 1}}]}}}


class Publish(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.binary = str(pathlib.Path(os.environ["STRATHERN_BINARY"]).resolve())

    def setUp(self):
        place = tempfile.TemporaryDirectory()
        self.addCleanup(place.cleanup)
        self.place = pathlib.Path(place.name)
        (self.place / "s.json").write_text(json.dumps(SCENARIO), encoding="utf-8")
        self.folder = self.place / "published" / "small"

    def call(self, *words):
        return subprocess.run([sys.executable, ROOT / "python/publish.py", *map(str, words)], cwd=self.place, text=True,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)

    def publish(self):
        run = self.call(self.binary, "s.json", self.folder, "--replicates", REPLICATES, "--picture", "picture.svg")
        self.assertEqual(run.returncode, 0, run.stderr)
        return {path.name: path.read_bytes() for path in self.folder.iterdir()}

    def check(self):
        run = self.call("--check", self.binary, self.folder)
        self.assertNotIn("Traceback", run.stderr)
        return run.returncode, run.stdout

    def test_whole_and_the_same_each_time(self):
        files = self.publish()
        again = self.publish()
        self.assertEqual([name for name in files if files[name] != again.get(name)], [])
        self.assertEqual([path.name for path in self.folder.parent.iterdir()], ["small"])
        manifest = json.loads(files["manifest.json"])
        self.assertEqual(set(manifest["files"]), set(files) - {"manifest.json"})
        self.assertEqual((manifest["replicates"], manifest["prefix"]["replicates"]), (REPLICATES, 10))
        self.assertEqual((self.place / "picture.svg").read_bytes(), files["differences.svg"])
        rows = list(csv.DictReader(files["by_quarter.csv"].decode().splitlines()))
        outputs = len(files["columns.csv"].decode().splitlines()) - 1
        self.assertEqual(len(rows), 2 * outputs * QUARTERS)
        self.assertEqual({row["verdict"] for row in rows if row["policy"] == "none"}, {""})
        self.assertEqual(self.check()[0], 0)

    def test_what_has_changed_is_found(self):
        files = self.publish()
        with open(self.folder / "differences.csv", "a", encoding="utf-8") as file:
            file.write("\n")
        (self.folder / "columns.csv").unlink()
        (self.folder / "more.csv").touch()
        code, text = self.check()
        self.assertEqual(code, 1)
        for words in ("differences.csv: changed", "columns.csv: missing", "more.csv: not in the manifest"):
            self.assertIn(words, text)
        self.assertNotIn("digest", text)
        self.assertIn("differences.png", files)

    def test_another_model_is_found(self):
        self.publish()
        other = {**SCENARIO, "review": {"care": 3}}
        (self.place / "s.json").write_text(json.dumps(other), encoding="utf-8")
        code, text = self.check()
        self.assertEqual(code, 1)
        self.assertIn("the first 10 replicates have digest", text)


if __name__ == "__main__":
    unittest.main()
