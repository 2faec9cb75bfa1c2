#!/usr/bin/python3
"""Are all shipped scenarios, policies and practices valid by the schemas, as an editor would check them?

By the schema itself and by the one made from it for editors, which the file's own "$schema" must name.
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


def read(path):
    return json.loads(path.read_text(encoding="utf-8"))


def validator(schema, definition):
    whole = jsonschema.Draft202012Validator(schema)
    return whole if definition is None else whole.evolve(schema={"$ref": f"#/$defs/{definition}"})


def validators(schemas):
    """By definition, None for scenarios: one validator for each of the schemas that have it."""
    return {definition: [validator(schema, definition) for schema in schemas
                         if definition is None or definition in schema["$defs"]]
            for definition in [None, *definitions(schemas[0]).values()]}


def definitions(schema):
    """What files hold that are no scenarios, by the name of their folder."""
    found = {node["file"]: node["additionalProperties"]["anyOf"][0]["$ref"].rsplit("/", 1)[1]
             for node in schema["properties"].values() if "file" in node}
    return found | {"organisations": "organisation"}  # what is left of a scenario; only editors have a schema for it


def problems(checks, folders, path):
    """Lines that tell what is wrong with a file."""
    document, definition = read(path), folders.get(path.parent.name)
    for check in checks[definition]:
        for error in check.iter_errors(document):
            yield f"{path}: {error.json_path}: {error.message}"
    named = (path.parent / document.get("$schema", "nowhere")).resolve()
    if named.name != f"{definition or 'scenario'}.schema.json" or named.parent.name != "editor" or not named.is_file():
        yield f"{path}: its $schema does not name the editors' schema of its kind"


def spoilt(schema):
    """What an editor must mark, by name; those that it does not mark."""
    wrong = {
        "a path that is no parameter": {"set": {"review.caer": 1}},
        "a value out of range": {"set": {"review.care": -1}},
        "a parameter that is fixed from the start": {"set": {"organisation.team_size": 5}},
        "a date that is none": {"at": "spring"},
        "a signal that is none": {"regime": {"metrics": {"m": {"numerator": {"happiness": 1}}}}},
    }
    check = validator(schema, "policy")
    return [f"editors do not mark {name}" for name, intervention in wrong.items()
            if check.is_valid({"interventions": [intervention]})]


def main(folder):
    schemas = [read(folder / "scenario.schema.json"), read(folder / "editor" / "scenario.schema.json")]
    for schema in schemas:
        jsonschema.Draft202012Validator.check_schema(schema)
    files = [path for path in sorted(folder.glob("**/*.json")) if not path.name.endswith(".schema.json")]
    checks, folders = validators(schemas), definitions(schemas[0])
    found = [line for path in files for line in problems(checks, folders, path)] + spoilt(schemas[1])
    print("\n".join(found) if found else f"{len(files)} files fit the schemas")
    return 1 if found or len(files) < 10 else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
