"""Reads stores of Strathern into pandas.

    import strathern
    study = strathern.open_study("results/tokenmaxxing.db")
    study.quarters                      # one row a run and quarter
    study.differences("net_value")      # from the baseline, replicate by replicate

Needs pandas and the program: everything is read through `strathern export`, which compares a store with its
fingerprints and computes intervals as `strathern run` and `trial` do. The program is the one that the environment's
STRATHERN_BINARY names, else the `strathern` in PATH, else that of the checkout in which this package lies.
"""
import functools
import io
import json
import os
import pathlib
import shutil
import subprocess

import pandas

__all__ = ["Study", "StoreError", "open_study"]


class StoreError(Exception):
    """A file can't be read as a store of Strathern."""


class Study:
    """What a store holds.

    quarters    DataFrame, one row a finished run and quarter: replicate (from 0), policy (its name), quarter (from 1),
                then one column an output; NaN where it is undefined. Shape (runs x quarters, 3 + outputs). Failed runs
                have no rows.
    policies    DataFrame, one row a policy of the scenario, run or not: policy, about, done, failed (numbers of runs).
    columns     DataFrame, one row an output: name, unit, label, meaning, better, over, undefined (what leaves a
                quarter's value undefined; empty: nothing does).
    provenance  dict: name, about, scenario_hash, seed (text: it may need 64 bits), version, commit, model, mixed,
                quarters, baseline, scenario (a dict with every parameter).

    Means and differences are computed by the program when they are first asked for, from the store as it then is.
    """

    def __init__(self, store, quarters, policies, columns, provenance):
        self.quarters = quarters
        self.policies = policies
        self.columns = columns
        self.provenance = provenance
        self._computed = functools.cache(functools.partial(_computed, store))

    def totals(self, output, over=None, first_quarter=1):
        """One number a run, all quarters from the first one on taken together; undefined quarters are left out.

        over: "sum", "mean" or "last"; None: the output's own way (columns.over).
        Returns a DataFrame, shape (replicates, policies that ran): rows are replicates, columns names of policies in
        the scenario's order; NaN where a run failed or is missing.
        """
        over = self._way(output, over)
        first = self.provenance["quarters"] if over == "last" else first_quarter
        values = self.quarters[self.quarters["quarter"] >= first].groupby(["replicate", "policy"])[output]
        runs = (values.mean() if over == "mean" else values.sum(min_count=1)).unstack("policy")
        return runs[[name for name in self.policies["policy"] if name in runs.columns]]

    def means(self, output):
        """Means of an output under every policy, quarter by quarter, over the replicates in which it is defined.

        Returns a DataFrame, one row a policy that ran and quarter (from 1): policy, quarter, n, undefined, mean, low,
        high, sd, method.
        """
        self._way(output, None)
        return self._rows("means", output, ["policy", "quarter", *_ESTIMATE])

    def table(self, name):
        """A table that looks closer, if the study was run with it (option --tables).

        name: "months", "teams", "levels", "practices" or "distributions".
        Returns a DataFrame, one row a finished run, month and what the table is about: replicate (from 0), policy (its
        name), month (from 1), team (from 0) or the name of the level, practice or quantity, then the values; NaN where
        undefined. docs/outputs.md describes them.
        Raises StoreError when the store doesn't have the table.
        """
        frame = self._computed(name, None, None)
        frame = frame.astype({key: int for key in ("replicate", "policy", "month", "team") if key in frame})
        frame["policy"] = frame["policy"].map(self.policies["policy"])
        frame["month"] += 1
        return frame[[column for column in frame if not column.endswith("_number")]]

    def distribution(self, quantity, policy, first_quarter=1):
        """How a quantity of table distributions is distributed over all runs under a policy, taken together.

        Counts of equal bins add up exactly, so this is the distribution of all values, not a mean of distributions.
        Returns a Series: number of values by bin; bin 0 holds what lies below the lowest edge, and every further bin
        spans an eighth of a doubling.
        """
        rows = self.table("distributions")
        rows = rows[(rows["quantity"] == quantity) & (rows["policy"] == policy)
                    & (rows["month"] > 3 * (first_quarter - 1))]
        return rows[[column for column in rows if column.startswith("bin_")]].sum()

    def differences(self, output, baseline=None, over=None):
        """Policies less the baseline, paired: each replicate is compared with itself, with the same luck.

        They are over the quarters from the first in which one of these policies acts, as in `strathern trial`.

        baseline: name of a policy; None: the study's. over: as in totals.
        Returns a DataFrame, one row a policy that ran, other than the baseline: policy, n (replicates in which both
        have a value), undefined, mean, low, high (the program's 95 % interval; NaN where there is none), sd, method,
        relative, relative_low, relative_high (as shares of the baseline's level; NaN where that says nothing), verdict,
        first_quarter, last_quarter.
        """
        self._way(output, over)
        return self._rows("differences", output, _DIFFERENCE, baseline, over)

    def quarter_differences(self, output, baseline=None):
        """The same quarter by quarter: first_quarter and last_quarter of a row are one."""
        self._way(output, None)
        return self._rows("quarter_differences", output, _DIFFERENCE, baseline)

    def counted(self, policy):
        """Name of the output that shows what the policy's first regime counts; None if it has no regime, or no output
        shows that.

        Of several metrics it is one whose rise says nothing by itself, such as tokens, rather than one that is wanted.
        """
        interventions = self.provenance["scenario"]["policies"][policy].get("interventions", [])
        regimes = [each["regime"] for each in interventions if each.get("regime")]
        metrics = regimes[0]["metrics"].values() if regimes else []
        shown = [output for output in map(_output_of, metrics) if output in set(self.columns["name"])]
        wanted = self.columns.set_index("name")["better"].ne("neither")
        return min(shown, key=wanted.get, default=None)

    def _way(self, output, over):
        rules = dict(zip(self.columns["name"], self.columns["over"]))
        if output not in rules:
            raise ValueError(f"no output {output!r}; there are {', '.join(rules)}")
        if over not in (None, "sum", "mean", "last"):
            raise ValueError(f"over is {over!r}; it must be 'sum', 'mean' or 'last'")
        return rules[output] if over is None else over

    def _rows(self, table, output, columns, baseline=None, over=None):
        if baseline is not None and baseline not in set(self.quarters["policy"]):
            there = ", ".join(self.quarters["policy"].unique())
            raise ValueError(f"no runs under policy {baseline!r}; there are {there}")
        rows = self._computed(table, baseline, over)
        return rows.loc[rows["output"] == output, columns].reset_index(drop=True)


# Signals whose output has another name. (The program's page has the same table.)
_SHARES = {("ai_lines", "lines"): "ai_line_share"}
_NAMES = {"ai_minutes": "hours_with_ai", "review_minutes": "hours_review", "failed_changes": "change_failure_share",
          "review_wait_minutes": "review_wait_hours", "findings": "defects_found"}


def _output_of(metric):
    """The output that shows a metric of one signal, or of one relative to another; None for others."""
    above, below = list(metric["numerator"]), list(metric.get("denominator", {}))
    if len(above) != 1 or len(below) > 1:
        return None
    return _SHARES.get((above[0], below[0])) if below else _NAMES.get(above[0], above[0])


_ESTIMATE = ["n", "undefined", "mean", "low", "high", "sd", "method"]
_DIFFERENCE = ["policy", *_ESTIMATE, "relative", "relative_low", "relative_high", "verdict", "first_quarter",
               "last_quarter"]
_COUNTS = ["n", "undefined", "quarter", "first_quarter", "last_quarter", "few", "skewed"]
_WORDS = ["level", "practice", "quantity", "output", "unit", "policy", "baseline", "method", "verdict", "version", "scenario_hash", "seed"]


def open_study(path):
    """Reads a whole store into memory. Returns a Study; raises StoreError, with the path and the reason."""
    path = pathlib.Path(path)
    if not path.is_file():
        raise StoreError(f"{path}: not a file; `strathern trial SCENARIO --out {path}` makes a store")
    study = _texts(path, "study").iloc[0].to_dict()
    provenance = {key: value for key, value in study.items() if key != "id"}
    provenance["quarters"] = int(provenance["quarters"])
    provenance["scenario"] = json.loads(provenance["scenario"])
    columns = _texts(path, "columns")[["name", "unit", "label", "meaning", "better", "over", "undefined"]]
    # Runs before quarters: a trial that goes on adds to both, and what it adds in between is left out below.
    runs = _texts(path, "replicates").astype({"replicate": int, "policy": int})
    policies = _policies(_texts(path, "policies"), runs)
    quarters = _quarters(path, columns["name"]).merge(runs[["replicate", "policy"]], on=["replicate", "policy"])
    quarters["policy"] = quarters["policy"].map(policies["policy"])  # policies are numbered from 0, without gaps
    quarters["quarter"] += 1
    return Study(path, quarters, policies, columns, provenance)


def _policies(table, runs):
    counts = {status: runs.loc[runs["status"] == status, "policy"].value_counts() for status in ("done", "failed")}
    numbers = pandas.RangeIndex(len(table))
    return pandas.DataFrame({"policy": table["name"], "about": table["about"],
                             **{status: count.reindex(numbers, fill_value=0) for status, count in counts.items()}})


def _quarters(path, outputs):
    kinds = {"replicate": int, "policy": int, "quarter": int, **{name: float for name in outputs}}
    return pandas.read_csv(_export(path, "quarters"), dtype=kinds, float_precision="round_trip")


def _texts(path, table, *options):
    """A table as text, without the apostrophes that keep spreadsheets from taking text for a formula."""
    frame = pandas.read_csv(_export(path, table, *options), dtype=str, keep_default_na=False)
    return frame.apply(lambda column: column.str.replace(r"\A'", "", regex=True))


def _computed(path, table, baseline, over):
    options = [] if baseline is None else [f"--baseline={baseline}"]
    options += [] if over is None else [f"--over={over}"]
    frame = _texts(path, table, *options).rename(columns={"difference": "mean"})
    numbers = [name for name in frame.columns if name not in _WORDS]
    frame[numbers] = frame[numbers].replace("", "nan").astype(float)
    return frame.astype({name: int for name in _COUNTS if name in frame})


def _export(path, table, *options):
    """The CSV of a table, as a file to read from."""
    command = [_program(), "export", str(path.resolve()), "--table", table, *options]
    try:
        answer = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    except OSError as error:
        raise StoreError(f"{path}: can't be read: {command[0]}: {error.strerror}") from error
    if answer.returncode != 0:
        reason = answer.stderr.decode(errors="replace").strip()
        raise StoreError(f"{path}: can't be read: {reason or f'{command[0]} ended with code {answer.returncode}'}")
    return io.BytesIO(answer.stdout)


def _program():
    checkout = pathlib.Path(__file__).resolve().parents[2] / "build/release/strathern"
    program = os.environ.get("STRATHERN_BINARY") or shutil.which("strathern") or (checkout if checkout.is_file() else "")
    if not program:
        raise StoreError("the program strathern is neither in STRATHERN_BINARY nor in PATH nor built in build/release")
    return str(program)
