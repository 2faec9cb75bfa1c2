"""Does the queue of an ordinary scenario obey Erlang's formula? What is expected follows from the scenario's numbers.

False-alarm level 2e-5 (|z| < 4.3) at the scenario's own seed. The first quarter is left out: it begins empty.
"""
import csv
import io
import json
import math
import os
import pathlib
import subprocess
import sys

scenario = pathlib.Path("scenarios/theory/erlang-c.json")
given = json.loads(scenario.read_text())
servers = given["review"]["dedicated_reviewers_per_team"]
service = given["review"]["minutes_mean"] / 60
arrivals = given["organisation"]["engineers_count"] * 60 / given["work"]["change_minutes"]
load = arrivals * service
tail = load**servers / math.factorial(servers) * servers / (servers - load)
waits = tail / (sum(load**k / math.factorial(k) for k in range(servers)) + tail)
expected = waits / (servers / service - arrivals)

printed = subprocess.run([os.environ["STRATHERN_BINARY"], "run", str(scenario), "--format", "csv", "--quiet"],
                         check=True, capture_output=True, text=True).stdout
rows = [r for r in csv.DictReader(io.StringIO(printed)) if r["output"] == "review_wait_hours" and r["quarter"] != "1"]
mean = sum(float(r["mean"]) for r in rows) / len(rows)
error = math.sqrt(sum(float(r["sd"]) ** 2 / float(r["n"]) for r in rows)) / len(rows)
z = (mean - expected) / error
print(f"expected {expected:.6f} h, simulated {mean:.6f} +- {error:.6f} h, z = {z:.2f}")
sys.exit(0 if abs(z) < 4.3 and error < 0.02 * expected else 1)
