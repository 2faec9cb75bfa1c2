"""Reads stores of Strathern into pandas.

    import strathern
    study = strathern.open_study("results/tokenmaxxing.db")
    study.quarters                      # one row a run and quarter
    study.differences("net_value")      # against the baseline, replicate by replicate

Needs pandas and numpy; never writes to a store.

Intervals are 95 % percentile bootstraps with a fixed seed, not the intervals of `strathern trial` (Student's t or
bootstrap-t): means agree with the program's, ends of intervals only nearly. With few replicates a percentile
bootstrap is too narrow; below about 20, take the program's.
"""
import contextlib
import json
import pathlib
import sqlite3

import numpy
import pandas

__all__ = ["Study", "StoreError", "interval", "open_study"]

APPLICATION_ID = 1400140385  # "Stra", in the head of every store
STORE_VERSION = 1            # newest user_version that this reader knows
RESAMPLES = 2000
BOOTSTRAP_SEED = 20261123


class StoreError(Exception):
    """A file can't be read as a store of Strathern."""


def interval(values):
    """Mean of values with a 95 % interval of that mean.

    values: shape (n,), one number a replicate.
    Returns (mean, low, high). Percentile bootstrap with a fixed seed: the same values give the same interval.
    low and high are NaN for n < 2, mean too for n = 0.
    """
    values = numpy.asarray(values, dtype=float)
    n = len(values)
    if n < 2:
        return (values[0] if n else numpy.nan), numpy.nan, numpy.nan
    random = numpy.random.default_rng(BOOTSTRAP_SEED)
    block = max(1, 1_000_000 // n)  # resamples at a time, to bound memory
    sizes = [min(block, RESAMPLES - first) for first in range(0, RESAMPLES, block)]
    means = numpy.concatenate([values[random.integers(n, size=(size, n))].mean(axis=1) for size in sizes])
    low, high = numpy.percentile(means, [2.5, 97.5])
    return values.mean(), low, high


class Study:
    """What a store holds.

    quarters    DataFrame, one row a finished run and quarter: replicate (from 0), policy (its name), quarter (from 1),
                then one column an output. Shape (runs x quarters, 3 + outputs). Failed runs have no rows.
    policies    DataFrame, one row a policy of the scenario, run or not: policy, about, done, failed (numbers of runs).
    columns     DataFrame, one row an output: name, unit, label, meaning, better, over.
    provenance  dict: name, about, scenario_hash, seed (text: it may need 64 bits), version, commit, quarters,
                baseline, scenario (a dict with every parameter).
    """

    def __init__(self, quarters, policies, columns, provenance):
        self.quarters = quarters
        self.policies = policies
        self.columns = columns
        self.provenance = provenance

    def totals(self, output, over=None):
        """One number a run, all quarters taken together.

        over: "sum", "mean" or "last"; None: the output's own way (columns.over).
        Returns a DataFrame, shape (replicates, policies that ran): rows are replicates, columns names of policies in
        the scenario's order; NaN where a run failed or is missing.
        """
        rules = dict(zip(self.columns["name"], self.columns["over"]))
        if output not in rules:
            raise ValueError(f"no output {output!r}; there are {', '.join(rules)}")
        over = rules[output] if over is None else over
        if over not in ("sum", "mean", "last"):
            raise ValueError(f"over is {over!r}; it must be 'sum', 'mean' or 'last'")
        runs = self.quarters.groupby(["replicate", "policy"])[output].agg(over).unstack("policy")
        return runs[[name for name in self.policies["policy"] if name in runs.columns]]

    def differences(self, output, baseline=None, over=None):
        """Policies less the baseline, paired: each replicate is compared with itself, with the same luck.

        baseline: name of a policy; None: the study's. over: as in totals.
        Returns a DataFrame, one row a policy that ran, the baseline included (its differences are 0): policy, mean,
        low, high (95 % percentile bootstrap of the mean, fixed seed; NaN for n < 2), n (replicates in which both
        runs were finished).
        """
        baseline = self.provenance["baseline"] if baseline is None else baseline
        totals = self.totals(output, over)
        if baseline not in totals:
            raise ValueError(f"no runs under policy {baseline!r}; there are {', '.join(totals)}")
        rows = []
        for policy in totals:
            pairs = (totals[policy] - totals[baseline]).dropna()
            rows.append((policy, *interval(pairs), len(pairs)))
        return pandas.DataFrame(rows, columns=["policy", "mean", "low", "high", "n"])


def open_study(path):
    """Reads a whole store into memory. Returns a Study; raises StoreError, with the path and the reason."""
    path = pathlib.Path(path)
    if not path.is_file():
        raise StoreError(f"{path}: not a file; `strathern trial SCENARIO --out {path}` makes a store")
    try:
        with contextlib.closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as database:
            _check(database, path)
            return _read(database)
    except (sqlite3.Error, pandas.errors.DatabaseError) as error:
        raise StoreError(f"{path}: can't be read: {error}") from error


def _check(database, path):
    try:
        application, = database.execute("PRAGMA application_id").fetchone()
        version, = database.execute("PRAGMA user_version").fetchone()
    except sqlite3.OperationalError:  # locked, no permission: says nothing about what the file is
        raise
    except sqlite3.DatabaseError as error:
        raise StoreError(f"{path}: not a Strathern store, nor any other SQLite file") from error
    if application != APPLICATION_ID:
        raise StoreError(f"{path}: not a Strathern store (application_id is {application}, not {APPLICATION_ID})")
    if version > STORE_VERSION:
        raise StoreError(f"{path}: of a newer Strathern (store version {version}); this reader knows "
                         f"{STORE_VERSION}: take the reader of that Strathern")


def _read(database):
    database.execute("BEGIN")  # one state of the store, even while a trial goes on
    study = pandas.read_sql_query("SELECT * FROM study", database).iloc[0].to_dict()
    provenance = {key: value for key, value in study.items() if key != "id"}
    provenance["quarters"] = int(provenance["quarters"])
    provenance["scenario"] = json.loads(provenance["scenario"])
    columns = pandas.read_sql_query(
        'SELECT name, unit, label, meaning, better, "over" FROM columns ORDER BY position', database)
    policies = pandas.read_sql_query(
        "SELECT p.name AS policy, p.about, count(r.status = 'done' OR NULL) AS done, "
        "count(r.status = 'failed' OR NULL) AS failed "
        "FROM policies p LEFT JOIN replicates r ON r.policy = p.policy GROUP BY p.policy ORDER BY p.policy", database)
    quarters = pandas.read_sql_query("SELECT * FROM quarters ORDER BY replicate, policy, quarter", database)
    quarters["policy"] = quarters["policy"].map(policies["policy"])  # policies are numbered from 0, without gaps
    quarters["quarter"] += 1
    return Study(quarters, policies, columns, provenance)
