"""What of a failing scenario is needed to fail in the same way? Parts are left out and numbers made rounder, one by one."""
import copy

KEPT = (("study",), ("organisation", "engineers_count"))  # what keeps a scenario small enough to run
LONGEST = 400  # runs a shrinking may take


def paths_in(node, path=()):
    """Paths of everything inside, the larger part before what it holds."""
    inner = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()
    for key, value in inner:
        yield (*path, key)
        yield from paths_in(value, (*path, key))


def at(node, path):
    for key in path:
        node = node[key]
    return node


def without(scenario, path):
    smaller = copy.deepcopy(scenario)
    del at(smaller, path[:-1])[path[-1]]
    return smaller


def replaced(scenario, path, value):
    other = copy.deepcopy(scenario)
    at(other, path[:-1])[path[-1]] = value
    return other


def is_kept(path):
    return any(path == kept[:len(path)] for kept in KEPT)


def rounder(value):
    """Numbers that say the same in fewer digits, the shortest first."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return
    for digits in (1, 2):
        short = float(f"{value:.{digits}g}")
        if isinstance(value, int):
            short = int(short)
        if short != value:
            yield short


class Shrinker:
    """fails: whether a scenario fails as the first one did."""

    def __init__(self, fails):
        self.fails = fails
        self.left = LONGEST

    def smallest(self, scenario):
        before = None
        while before != scenario and self.left > 0:
            before = scenario
            scenario = self.leave_out(scenario)
        return self.shorten(scenario)

    def tried(self, smaller, scenario):
        self.left -= 1
        return smaller if self.left >= 0 and self.fails(smaller) else scenario

    def leave_out(self, scenario):
        for path in list(paths_in(scenario)):
            if is_kept(path) or not self.is_there(scenario, path):
                continue
            scenario = self.tried(without(scenario, path), scenario)
        return scenario

    @staticmethod
    def is_there(scenario, path):
        try:
            at(scenario, path)
        except (KeyError, IndexError):
            return False
        return True

    def shorten(self, scenario):
        for path in list(paths_in(scenario)):
            value = at(scenario, path)
            for short in rounder(value):
                smaller = self.tried(replaced(scenario, path, short), scenario)
                if smaller is not scenario:
                    scenario = smaller
                    break
        return scenario
