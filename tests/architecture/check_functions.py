"""Does the model read in small pieces? Parameters of its functions, length of its files and classes, with figures.

Limits: fewer than 1 % of functions take more than six parameters, no file is above 320 lines, no class above 150.
Exit code 77 (skipped) as long as the model is one folder, from before these limits.
"""
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "mutation"))
sys.dont_write_bytecode = True

from tokens import braces, closing, tokens_of  # noqa: E402

PARAMETERS, SHARE, FILE_LINES, CLASS_LINES = 6, 0.01, 320, 150
NO_PARAMETERS = {"__attribute__", "decltype", "noexcept", "alignas", "operator", "requires"}


def parameters(tokens, first, brace):
    """Name of the function whose body begins at a brace, and how many parameters it takes; None for a lambda."""
    for k in range(first, brace):
        if tokens[k].text == "(" and k > first:
            if tokens[k - 1].text in NO_PARAMETERS:
                continue
            if tokens[k - 1].text == "]":
                return None
            return tokens[k - 1].text, count(tokens[k + 1:closing(tokens, k)])
    return None


def count(tokens):
    depth, commas = 0, 0
    for token in tokens:
        depth += {"(": 1, "[": 1, "{": 1, "<": 1, ")": -1, "]": -1, "}": -1, ">": -1, ">>": -2}.get(token.text, 0)
        commas += token.text == "," and depth == 0
    return commas + 1 if tokens else 0


def is_class(tokens, first, brace):
    return any(token.text in ("class", "struct") for token in tokens[first:brace])


def pieces(source):
    """Functions [(name, parameters, lines)] and classes [(name, lines)] of a file."""
    tokens, functions, classes = tokens_of(source), [], []

    def lines(first, last):
        return source.count("\n", tokens[first].start, tokens[last].end) + 1

    for first, last, kind, outer, since in braces(tokens):
        if kind == "body" and outer == "scope":
            found = parameters(tokens, since, first)
            if found:
                functions.append((*found, lines(since, last)))
        elif kind == "scope" and is_class(tokens, since, first):
            name = next(token.text for token in tokens[since:first] if token.kind == "name" and
                        token.text not in ("class", "struct", "template", "typename", "final"))
            classes.append((name, lines(since, last)))
    return functions, classes


def problems(root):
    functions, classes, files = [], [], []
    for path in sorted(root.glob("sim/model/**/*.[ch]pp")):
        source, place = path.read_text(encoding="utf-8"), str(path.relative_to(root))
        found = pieces(source)
        functions += [(place, *one) for one in found[0]]
        classes += [(place, *one) for one in found[1]]
        files.append((place, source.count("\n")))
    many = [one for one in functions if one[2] > PARAMETERS]
    figures(functions, classes, files, many)
    if len(many) >= SHARE * len(functions):
        for place, name, number, _ in many:
            yield f"{place}: {name} takes {number} parameters"
    yield from (f"{place}: {lines} lines" for place, lines in files if lines > FILE_LINES)
    yield from (f"{place}: {name} has {lines} lines" for place, name, lines in classes if lines > CLASS_LINES)


def figures(functions, classes, files, many):
    lengths = sorted(one[3] for one in functions)
    print(f"{len(functions)} functions, {len(many)} of them ({100 * len(many) / len(functions):.1f} %) with more than "
          f"{PARAMETERS} parameters; lines of a function: median {lengths[len(lengths) // 2]}, "
          f"p90 {lengths[len(lengths) * 9 // 10]}, most {lengths[-1]}")
    print(f"{len(files)} files of at most {max(lines for _, lines in files)} lines; {len(classes)} classes of at most "
          f"{max((one[2] for one in classes), default=0)} lines", flush=True)


def main(root):
    found = list(problems(root))
    print("\n".join(found) or "the model reads in small pieces")
    if found and not (root / "sim/model/work").is_dir():
        return 77
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1])))
