#!/usr/bin/python3
"""Does the generator refuse a schema that is not in its subset, and say why?

Usage: check_codegen.py STRATHERN_CODEGEN SCHEMA. Exit code 0: every broken schema is refused with the right words.
"""
import copy
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile


def leaves(node, path=()):
    """Paths of all single values of the schema."""
    if isinstance(node, dict):
        if "evidence" in node:
            yield path
        for key, value in node.items():
            yield from leaves(value, path + (key,))


def at(schema, path):
    for key in path:
        schema = schema[key]
    return schema


def care(schema):
    return schema["properties"]["review"]["properties"]["care"]


def rename(schema, new):
    properties = schema["properties"]["review"]["properties"]
    properties[new] = properties.pop("care")


# What is done to the schema, and what the generator must say.
BROKEN = {
    "default below": (lambda s: care(s).update(default=-1), "review.care: the default lies outside its range"),
    "default above": (lambda s: care(s).update(default=1001), "review.care: the default lies outside its range"),
    "default of wrong type": (lambda s: care(s).update(default="2"), "review.care: the default has the wrong type"),
    "unknown keyword": (lambda s: care(s).update(multipleOf=2), 'review.care: keyword "multipleOf" is not known here'),
    "unknown keyword of a group": (lambda s: s["properties"]["review"].update(required=["care"]), 'review: keyword "required"'),
    "no identifier": (lambda s: rename(s, "care-level"), "review.care-level: is no identifier"),
    "a word of C++": (lambda s: rename(s, "class"), "review.class: is no identifier"),
    "no range": (lambda s: care(s).pop("maximum"), 'review.care: needs a "maximum"'),
    "unknown grade": (lambda s: care(s).update(evidence="guessed"), 'review.care: "evidence" must be'),
    "open object": (lambda s: s["properties"]["review"].pop("additionalProperties"), 'review: needs "additionalProperties": false'),
    "no type name": (lambda s: s["properties"]["review"].update(title="review group"), "review: the title must be a C++ type name"),
    "unknown reference": (lambda s: s["properties"]["policies"].update(additionalProperties={"anyOf": [{"$ref": "#/$defs/polcy"}, {"type": "string"}]}),
                          '"polcy" must be defined before it is used'),
    "choice unknown": (lambda s: s["properties"]["work"]["properties"]["change_law"].update(default="normal"), "the default is none of the choices"),
    "two enums of one name": (lambda s: s["properties"]["work"]["properties"]["change_law"].update(title="Level"), "another enum of this title"),
    "no limit": (lambda s: s["properties"]["policies"].pop("maxProperties"), 'policies: needs a "maxProperties"'),
    "unknown type": (lambda s: care(s).update(type="complex"), 'review.care: its "type" must be'),
    "date": (lambda s: s["$defs"]["intervention"]["properties"]["at"].update(default="soon"), "the default must be a date"),
    "text too long": (lambda s: s["properties"]["name"].update(default="x" * 65), "name: the default is too long"),
}


def refusal(codegen, schema, folder):
    """Exit code and messages of the generator; also whether it wrote anything."""
    path = folder / "schema.json"
    path.write_text(json.dumps(schema), encoding="utf-8")
    out = folder / "written"
    shutil.rmtree(out, ignore_errors=True)
    done = subprocess.run([codegen, path, "--into", out], capture_output=True, text=True, check=False)
    return done.returncode, done.stderr, out.exists()


def main(codegen, schema_path):
    good = json.loads(pathlib.Path(schema_path).read_text(encoding="utf-8"))
    failures = []
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        if refusal(codegen, good, folder)[0] != 0:
            failures.append("the schema itself is refused")
        for what, (spoil, words) in BROKEN.items():
            schema = copy.deepcopy(good)
            spoil(schema)
            code, text, wrote = refusal(codegen, schema, folder)
            if code != 1 or words not in text or wrote:
                failures.append(f"{what}: code {code}, wrote {wrote}, said: {text.strip()}")
        paths = list(leaves(good))
        for number, path in enumerate(paths):
            for annotation in ("default", "unit", "description", "source", "evidence"):
                if (number + len(annotation)) % 3 and path[-1] != "care":
                    continue  # every leaf, in turn with one or two of its annotations
                schema = copy.deepcopy(good)
                del at(schema, path)[annotation]
                code, text, _ = refusal(codegen, schema, folder)
                if code != 1 or annotation not in text:
                    failures.append(f"{'.'.join(path)} without {annotation}: code {code}, said: {text.strip()}")
    print("\n".join(failures) if failures else f"{len(BROKEN)} spoilt schemas and {len(paths)} leaves refused as they should be")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
