#!/usr/bin/python3
"""Are all shipped scenarios, policies and practices valid by the schema itself, as an editor would check them?

Usage: check_schema.py SCENARIOS_FOLDER. Exit code 0: all valid; 1: some are not; 77: the package jsonschema is missing.
"""
import json
import pathlib
import sys

try:
    import jsonschema
except ImportError:
    print("python package jsonschema is missing")
    sys.exit(77)


def problems(validator, path):
    """Lines that tell what is wrong with a file."""
    document = json.loads(path.read_text(encoding="utf-8"))
    return [f"{path}: {error.json_path}: {error.message}" for error in validator.iter_errors(document)]


def files_by_definition(folder):
    """Pairs of a file and the definition that it must fit (None: the whole schema)."""
    for path in sorted(folder.glob("*.json")) + sorted((folder / "theory").glob("*.json")):
        if path.name != "scenario.schema.json":
            yield path, None
    for kind, definition in (("policies", "policy"), ("practices", "practice")):
        for path in sorted((folder / kind).glob("*.json")):
            yield path, definition


def main(folder):
    schema = json.loads((folder / "scenario.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    found, count = [], 0
    for path, definition in files_by_definition(folder):
        part = schema if definition is None else {"$ref": f"#/$defs/{definition}", "$defs": schema["$defs"]}
        found += problems(jsonschema.Draft202012Validator(part), path)
        count += 1
    print("\n".join(found) if found else f"{count} files fit the schema")
    return 1 if found or count < 10 else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
