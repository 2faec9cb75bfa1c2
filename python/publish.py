"""Makes a study's published tables, figures and manifest, or says whether they are still what the program gives.

    publish.py PROGRAM SCENARIO FOLDER [--replicates N] [--picture FILE] [--command TEXT]
    publish.py --check PROGRAM FOLDER

`script/publish` is the command that people use. Exit code 1: what is published and what the program gives differ.
"""
import argparse
import csv
import hashlib
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

PREFIX = 10  # replicates that a check simulates again; the first ones don't depend on how many follow
MANIFEST = "manifest.json"


def ask(program, *words):
    """What the program answers on standard output."""
    return subprocess.run([str(program), *map(str, words)], check=True, stdout=subprocess.PIPE, text=True).stdout


def trial(program, scenario, store, replicates, form):
    """A trial's answer. replicates: None is what the scenario asks for."""
    number = [] if replicates is None else ["--replicates", replicates]
    return ask(program, "trial", scenario, "--out", store, *number, "--format", form)


def prefix_digest(program, scenario, replicates):
    with tempfile.TemporaryDirectory() as folder:
        store = pathlib.Path(folder) / "prefix.db"
        trial(program, scenario, store, replicates, "csv")
        return ask(program, "digest", store).strip()


def write_by_quarter(answer, path):
    """Levels of every policy and differences from the baseline, quarter by quarter, with 95 % intervals."""
    units = {column["name"]: column["unit"] for column in answer["columns"]}
    changes = {(one["output"], one["policy"]): one["by_quarter"] for one in answer["differences"]}
    with open(path, "w", newline="", encoding="utf-8") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["output", "unit", "policy", "quarter", "n", "mean", "low", "high",
                        "difference", "difference_low", "difference_high", "verdict"])
        for level in answer["levels"]:
            output, policy = level["output"], level["policy"]
            for quarter, one in enumerate(level["by_quarter"]):
                change = changes[output, policy][quarter] if (output, policy) in changes else None
                table.writerow([output, units[output], policy, quarter + 1, one["n"], one["mean"], one["low"],
                                one["high"]] + ([change[key] for key in ("mean", "low", "high", "verdict")]
                                                if change else [None] * 4))


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write_tables(program, store, scenario, replicates, folder):
    """All tables; returns the trial's whole answer."""
    answer = json.loads(trial(program, scenario, store, replicates, "json"))
    (folder / "differences.csv").write_text(trial(program, scenario, store, replicates, "csv"), encoding="utf-8")
    write_by_quarter(answer, folder / "by_quarter.csv")
    for table in ("columns", "policies"):
        (folder / f"{table}.csv").write_text(ask(program, "export", store, "--table", table), encoding="utf-8")
    return answer


def write_figures(answer, folder):
    sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
    from strathern import figures
    figures.save(figures.differences(answer), folder / "differences")
    figures.save(figures.over_time(answer), folder / "over_time")


def manifest_of(answer, program, scenario, store, folder, command):
    replicates = answer["replicates"]
    return {
        "study": answer["scenario"]["name"], "scenario_file": str(scenario),
        "scenario_hash": answer["scenario"]["hash"], "seed": answer["seed"], "replicates": replicates,
        "quarters": answer["quarters"], "baseline": answer["baseline"],
        "policies": [policy["name"] for policy in answer["policies"]], "failed_runs": len(answer["failed_runs"]),
        "program": answer["program"], "version": answer["version"], "commit": answer["commit"],
        "digest": ask(program, "digest", store).strip(),
        "prefix": {"replicates": min(PREFIX, replicates),
                   "digest": prefix_digest(program, scenario, min(PREFIX, replicates))},
        "command": command,
        "files": {path.name: sha256(path) for path in sorted(folder.iterdir()) if path.name != MANIFEST}}


def publish(options):
    """Everything is made in a temporary folder and moved when it is whole."""
    final = pathlib.Path(options.folder)
    final.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=final.parent, prefix=".publish-") as place:
        folder, store = pathlib.Path(place) / "new", pathlib.Path(place) / "study.db"
        folder.mkdir()
        answer = write_tables(options.program, store, options.scenario, options.replicates, folder)
        write_figures(answer, folder)
        manifest = manifest_of(answer, options.program, options.scenario, store, folder, options.command)
        (folder / MANIFEST).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
        if final.exists():
            final.rename(pathlib.Path(place) / "old")
        folder.rename(final)
    if options.picture:
        shutil.copyfile(final / "differences.svg", options.picture)
    print(f"{final}: {len(manifest['files'])} files, {manifest['replicates']} replicates, digest {manifest['digest']}")
    return 0


def check(program, folder):
    """Tells every way in which the folder isn't what its manifest says, or what the program gives."""
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    problems = []
    held = {path.name for path in folder.iterdir()} - {MANIFEST}
    for name in sorted(held | set(manifest["files"])):
        if name not in held or name not in manifest["files"]:
            problems.append(f"{folder / name}: {'not in the manifest' if name in held else 'missing'}")
        elif sha256(folder / name) != manifest["files"][name]:
            problems.append(f"{folder / name}: changed since it was published")
    prefix = manifest["prefix"]
    now = prefix_digest(program, manifest["scenario_file"], prefix["replicates"])
    if now != prefix["digest"]:
        problems.append(f"{folder}: the first {prefix['replicates']} replicates have digest {prefix['digest']} there, "
                      f"the program gives {now}; run script/publish again")
    print("\n".join(problems) or f"{folder}: as published by {manifest['program']} {manifest['version']} "
          f"({manifest['commit']}); its first {prefix['replicates']} replicates are what the program gives")
    return 1 if problems else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--replicates", type=int)
    parser.add_argument("--picture")
    parser.add_argument("--command", default="script/publish")
    parser.add_argument("program")
    parser.add_argument("scenario", nargs="?")
    parser.add_argument("folder")
    options = parser.parse_args()
    if options.check:
        return check(options.program, pathlib.Path(options.folder))
    return publish(options)


if __name__ == "__main__":
    sys.exit(main())
