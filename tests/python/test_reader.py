#!/usr/bin/python3
"""Does the Python reader give what the program stored, and refuse what is no store?

Run from the repository's root with the program's path in STRATHERN_BINARY. Exit code 77: pandas is missing.
"""
import json
import os
import pathlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "python"))

try:
    import numpy
    import pandas  # noqa: F401
except ImportError:
    print("python packages numpy and pandas are missing")
    sys.exit(77)

import strathern  # noqa: E402

REPLICATES, QUARTERS = 4, 2


class Reader(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        cls.path = cls.folder / "a store #1?.db"
        binary = pathlib.Path(os.environ["STRATHERN_BINARY"]).resolve()
        run = subprocess.run(
            [binary, "trial", "scenarios/tokenmaxxing.json", "--replicates", str(REPLICATES),
             "--set", "organisation.engineers_count=14", "--set", f"study.quarters_count={QUARTERS}",
             "--quiet", "--format", "json", "--out", cls.path],
            cwd=ROOT, check=True, stdout=subprocess.PIPE)
        cls.answer = json.loads(run.stdout)
        cls.study = strathern.open_study(cls.path)

    def copy(self, *statements):
        """A copy of the store, changed."""
        path = self.folder / f"{self.id()}.db"
        shutil.copy(self.path, path)
        database = sqlite3.connect(path)
        for statement in statements:
            database.execute(statement)
        database.commit()
        database.close()
        return path

    def refused(self, path, words):
        with self.assertRaises(strathern.StoreError) as caught:
            strathern.open_study(path)
        self.assertIn(str(path), str(caught.exception))
        self.assertIn(words, str(caught.exception))

    def test_frames(self):
        study = self.study
        names = [policy["name"] for policy in self.answer["policies"]]
        outputs = [column["name"] for column in self.answer["columns"]]
        self.assertEqual(list(study.policies["policy"]), names)
        self.assertEqual(set(study.policies["done"]), {REPLICATES})
        self.assertEqual(set(study.policies["failed"]), {0})
        self.assertEqual(list(study.columns["name"]), outputs)
        self.assertEqual(list(study.quarters.columns), ["replicate", "policy", "quarter"] + outputs)
        self.assertEqual(len(study.quarters), REPLICATES * len(names) * QUARTERS)
        self.assertEqual(set(study.quarters["quarter"]), set(range(1, QUARTERS + 1)))
        self.assertEqual(set(study.quarters["replicate"]), set(range(REPLICATES)))
        self.assertFalse(study.quarters.duplicated(["replicate", "policy", "quarter"]).any())
        self.assertFalse(study.quarters.isna().any().any())

    def test_provenance(self):
        provenance = self.study.provenance
        self.assertEqual(provenance["seed"], self.answer["seed"])
        self.assertEqual(provenance["baseline"], self.answer["baseline"])
        self.assertEqual(provenance["scenario_hash"], self.answer["scenario"]["hash"])
        self.assertEqual(provenance["quarters"], QUARTERS)
        self.assertEqual(provenance["scenario"]["organisation"]["engineers_count"], 14)

    def test_levels_by_quarter_are_the_programs(self):
        means = self.study.quarters.groupby(["policy", "quarter"]).mean(numeric_only=True)
        for level in self.answer["levels"]:
            for quarter, estimate in enumerate(level["by_quarter"], start=1):
                ours = means.loc[(level["policy"], quarter), level["output"]]
                numpy.testing.assert_allclose(ours, estimate["mean"], rtol=1e-9, atol=1e-9, err_msg=str(level))

    def test_mean_differences_are_the_programs(self):
        self.assertTrue(self.answer["differences"])
        for output in self.study.columns["name"]:
            ours = self.study.differences(output).set_index("policy")
            for theirs in self.answer["differences"]:
                if theirs["output"] == output:
                    row, estimate = ours.loc[theirs["policy"]], theirs["over_span"]
                    scale = abs(self.study.totals(output)).max().max()
                    self.assertAlmostEqual(row["mean"], estimate["mean"], delta=1e-9 * (1 + scale), msg=str(theirs))
                    self.assertEqual(row["n"], estimate["n"])

    def test_baseline_less_itself_is_zero(self):
        for output in ("net_value", "customers", "review_minutes_per_change"):
            for baseline in (None, "token_quota"):
                row = self.study.differences(output, baseline).set_index("policy").loc[baseline or "none"]
                self.assertEqual(list(row), [0, 0, 0, REPLICATES])

    def test_swapping_the_pair_turns_the_sign(self):
        one = self.study.differences("tokens").set_index("policy").loc["token_quota", "mean"]
        other = self.study.differences("tokens", "token_quota").set_index("policy").loc["none", "mean"]
        self.assertNotEqual(one, 0)
        self.assertEqual(one, -other)

    def test_over(self):
        last = self.study.differences("customers")
        quarters = self.study.quarters
        end = quarters[quarters["quarter"] == QUARTERS].pivot(index="replicate", columns="policy", values="customers")
        expected = (end["token_quota"] - end["none"]).mean()
        self.assertAlmostEqual(last.set_index("policy").loc["token_quota", "mean"], expected)
        total, mean = (self.study.differences("tokens", over=over) for over in ("sum", "mean"))
        numpy.testing.assert_allclose(total["mean"], QUARTERS * mean["mean"])

    def test_intervals(self):
        table = self.study.differences("net_value")
        self.assertTrue(((table["low"] <= table["mean"]) & (table["mean"] <= table["high"])).all())
        self.assertTrue(table.equals(self.study.differences("net_value")))
        values = numpy.random.default_rng(1).normal(5, 2, 400)
        mean, low, high = strathern.interval(values)
        half = 1.966 * values.std(ddof=1) / 20  # Student, 399 degrees
        numpy.testing.assert_allclose([low, high], [mean - half, mean + half], atol=0.2 * half)
        self.assertTrue(numpy.isnan(strathern.interval([])).all())
        self.assertEqual(strathern.interval([3])[0], 3)

    def test_a_failed_run_leaves_its_pair_out(self):
        number = list(self.study.policies["policy"]).index("token_quota")
        run = f"replicate = 0 AND policy = {number}"
        study = strathern.open_study(self.copy(
            f"DELETE FROM quarters WHERE {run}", f"UPDATE replicates SET status = 'failed' WHERE {run}"))
        counts = study.differences("customers").set_index("policy")["n"]
        self.assertEqual(counts["token_quota"], REPLICATES - 1)
        self.assertEqual(counts["ai_adoption"], REPLICATES)
        totals = self.study.totals("customers")
        expected = (totals["token_quota"] - totals["none"]).iloc[1:].mean()
        self.assertAlmostEqual(study.differences("customers").set_index("policy").loc["token_quota", "mean"], expected)
        self.assertEqual(study.policies.set_index("policy").loc["token_quota", "failed"], 1)

    def test_unknown_names(self):
        for arguments in ({"output": "nonsense"}, {"output": "tokens", "baseline": "nonsense"},
                          {"output": "tokens", "over": "max"}):
            with self.assertRaises(ValueError):
                self.study.differences(**arguments)

    def test_not_a_file(self):
        self.refused(self.folder / "missing.db", "not a file")
        self.assertFalse((self.folder / "missing.db").exists())
        self.refused(self.folder, "not a file")

    def test_not_a_store(self):
        text = self.folder / "text.db"
        text.write_text("no database at all, but longer than the head of one\n" * 40, encoding="utf-8")
        self.refused(text, "not a Strathern store")
        empty = self.folder / "empty.db"
        empty.touch()
        self.refused(empty, "not a Strathern store")
        self.refused(self.copy("PRAGMA application_id = 7"), "not a Strathern store")

    def test_newer(self):
        self.refused(self.copy(f"PRAGMA user_version = {strathern.STORE_VERSION + 1}"), "newer")

    def test_damaged(self):
        self.refused(self.copy("DROP TABLE quarters"), "can't be read")

    def test_the_store_is_left_alone(self):
        before = self.path.read_bytes()
        strathern.open_study(self.path)
        self.assertEqual(self.path.read_bytes(), before)


if __name__ == "__main__":
    unittest.main()
