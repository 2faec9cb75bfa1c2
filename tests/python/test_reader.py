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
        cls.binary = pathlib.Path(os.environ["STRATHERN_BINARY"]).resolve()
        os.environ["STRATHERN_BINARY"] = str(cls.binary)
        cls.words = ["scenarios/tokenmaxxing.json", "--set", "organisation.engineers_count=14",
                     "--set", f"study.quarters_count={QUARTERS}", "--quiet"]
        run = subprocess.run([cls.binary, "trial", *cls.words, "--replicates", str(REPLICATES), "--format", "json",
                              "--out", cls.path], cwd=ROOT, check=True, stdout=subprocess.PIPE)
        cls.answer = json.loads(run.stdout)
        cls.study = strathern.open_study(cls.path)

    def copy(self, *statements):
        """A copy of the store, changed."""
        with tempfile.NamedTemporaryFile(dir=self.folder, suffix=".db", delete=False) as file:
            path = pathlib.Path(file.name)
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
        always = list(study.columns.loc[study.columns["undefined"] == "", "name"])
        self.assertFalse(study.quarters[["replicate", "policy", "quarter", *always]].isna().any().any())

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
                theirs = numpy.nan if estimate["mean"] is None else estimate["mean"]
                numpy.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-9, err_msg=str(level))

    def test_levels_are_the_programs(self):
        # With its intervals, to the last digit: another method in Python would give other ones.
        for output in ("net_value", "tokens", "incidents"):
            ours = self.study.means(output).set_index(["policy", "quarter"])
            for level in self.answer["levels"]:
                if level["output"] == output:
                    for quarter, estimate in enumerate(level["by_quarter"], start=1):
                        self.same_estimate(ours.loc[(level["policy"], quarter)], estimate)

    def test_tables_that_look_closer(self):
        self.assertRaises(strathern.StoreError, self.study.table, "levels")
        path = self.folder / "closer.db"
        command = [self.binary, "trial", *self.words, "--replicates", "3", "--policies", "token_quota", "--out", path,
                   "--tables", "months,levels,distributions"]
        subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        study = strathern.open_study(path)
        levels, quarters = study.table("levels"), study.quarters.set_index(["replicate", "policy", "quarter"])
        self.assertEqual(list(levels.columns[:5]), ["replicate", "policy", "month", "level", "people"])
        self.assertEqual(set(levels["level"]), {"junior", "mid", "senior", "architect"})
        levels["quarter"] = (levels["month"] + 2) // 3
        tokens = levels.groupby(["replicate", "policy", "quarter"])["tokens"].sum()
        numpy.testing.assert_allclose(tokens, quarters.loc[tokens.index, "tokens"], rtol=1e-9)
        months = study.table("months")
        months["quarter"] = (months["month"] + 2) // 3
        merged = months.groupby(["replicate", "policy", "quarter"])["changes_merged"].sum()
        self.assertTrue((merged == quarters.loc[merged.index, "changes_merged"]).all())
        self.assertEqual(study.distribution("merge", "none").sum(),
                         study.quarters.loc[study.quarters["policy"] == "none", "changes_merged"].sum())

    def test_differences_are_the_programs(self):
        self.assertTrue(self.answer["differences"])
        for theirs in self.answer["differences"]:
            ours = self.study.differences(theirs["output"]).set_index("policy").loc[theirs["policy"]]
            self.same_estimate(ours, theirs["over_span"])
            self.assertEqual(ours["verdict"], theirs["over_span"]["verdict"])
            by_quarter = self.study.quarter_differences(theirs["output"])
            by_quarter = by_quarter[by_quarter["policy"] == theirs["policy"]]
            for (_, row), estimate in zip(by_quarter.iterrows(), theirs["by_quarter"], strict=True):
                self.same_estimate(row, estimate)

    def same_estimate(self, ours, theirs):
        self.assertEqual(ours["n"], theirs["n"])
        for key in ("mean", "low", "high"):
            if theirs[key] is None:
                self.assertTrue(numpy.isnan(ours[key]))
            else:
                self.assertEqual(ours[key], theirs[key])

    def test_means_follow_from_the_totals(self):
        for output in ("net_value", "customers", "review_minutes_per_change"):
            for baseline in ("none", "token_quota"):
                table = self.study.differences(output, baseline)
                totals = self.study.totals(output, first_quarter=table["first_quarter"][0])
                expected = [(totals[policy] - totals[baseline]).mean() for policy in table["policy"]]
                numpy.testing.assert_allclose(table["mean"], expected, rtol=1e-9, atol=1e-9)
                self.assertNotIn(baseline, set(table["policy"]))

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

    def test_a_missing_run_leaves_its_pair_out(self):
        path = self.copy()
        subprocess.run([self.binary, "run", *self.words, "--replicates", str(REPLICATES + 1), "--policy", "none",
                        "--out", path], cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
        study = strathern.open_study(path)
        self.assertEqual(list(study.policies.set_index("policy").loc[["none", "token_quota"], "done"]),
                         [REPLICATES + 1, REPLICATES])
        table = study.differences("customers").set_index("policy").loc["token_quota"]
        self.assertEqual(table["n"], REPLICATES)
        self.assertEqual(table["mean"], self.study.differences("customers").set_index("policy").loc["token_quota", "mean"])
        self.assertTrue(numpy.isnan(study.totals("customers")["token_quota"].iloc[-1]))

    def test_texts_are_what_the_scenario_says(self):
        # Some look like formulas, numbers or missing values to a spreadsheet or to pandas.
        abouts = ["=1+1", "'=1+1", "-", "NA", "", "a, \"b\"\nc", "007", "@"]
        scenario = {"about": "'", "study": {"quarters_count": 1, "replicates_count": 1},
                    "organisation": {"engineers_count": 3},
                    "policies": {f"p{number}": {"about": about} for number, about in enumerate(abouts)}}
        file, path = self.folder / "texts.json", self.folder / "texts.db"
        file.write_text(json.dumps(scenario), encoding="utf-8")
        subprocess.run([self.binary, "trial", file, "--quiet", "--out", path], check=True, stdout=subprocess.DEVNULL)
        study = strathern.open_study(path)
        self.assertEqual(study.provenance["about"], "'")
        self.assertEqual(list(study.policies.set_index("policy").loc[[f"p{i}" for i in range(len(abouts))], "about"]),
                         abouts)

    def test_counted_is_what_the_regime_counts(self):
        wanted = {"none": None, "token_quota": "tokens", "ai_adoption": "ai_line_share", "merged_changes": "changes_merged",
                  "outcome_target": "returning_customers", "token_quota_paired": "tokens",
                  "review_capacity_first": "tokens"}
        self.assertEqual({policy: self.study.counted(policy) for policy in wanted}, wanted)

    def test_names_of_what_is_counted_are_the_pages(self):
        page = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "sim/analysis").glob("*.cpp"))
        for signal, output in strathern._NAMES.items():
            self.assertIn(f'{{"{signal}", "{output}"}}', page)

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

    def test_another_layout(self):
        self.refused(self.copy("PRAGMA user_version = 99"), "layout 99")

    def test_damaged(self):
        self.refused(self.copy("DROP TABLE quarters"), "can't be read")
        self.refused(self.copy("UPDATE policies SET about = 'x' WHERE policy = 1"), "table policies")
        self.refused(self.copy("UPDATE columns SET label = 'x' WHERE position = 1"), "table columns")
        self.refused(self.copy("UPDATE quarters SET tokens = tokens + 1 WHERE replicate = 1 AND policy = 1"),
                     "replicate 1 under policy 1")

    def test_the_program_is_missing(self):
        kept = os.environ["STRATHERN_BINARY"]
        self.addCleanup(os.environ.__setitem__, "STRATHERN_BINARY", kept)
        os.environ["STRATHERN_BINARY"] = str(self.folder / "nothing")
        self.refused(self.path, "nothing")

    def test_the_store_is_left_alone(self):
        before = self.path.read_bytes()
        strathern.open_study(self.path)
        self.assertEqual(self.path.read_bytes(), before)


if __name__ == "__main__":
    unittest.main()
