"""Which scenarios are there? Drawn from the schema alone: every value within its declared limits, often at their ends."""
import math
import random

ENGINEERS = (1, 30)  # small organisations, so that thousands of runs are affordable
QUARTERS = (2, 5)
REPLICATES = 2
WEEKS_PER_QUARTER = 13
MOST_ELEMENTS = 4  # of a map or a list; nothing new happens between the fifth and the hundredth
DECADES = 6  # from an end of the limits towards 0, where 0 itself is inside
AT_AN_END = 0.25  # chance that a number lies at one of its limits
DENSITIES = (0.02, 0.1, 0.35, 1.0)  # chance that a value is stated at all; one of them a scenario


class Drawer:
    """Draws one scenario. The same seed and number give the same scenario from the same schema."""

    def __init__(self, schema, shipped, seed, number):
        """shipped: names of the shipped files by folder, as {"policies": ["token_quota", ...], ...}."""
        self.schema = schema
        self.shipped = shipped
        self.luck = random.Random(f"{seed} {number}")
        self.density = self.luck.choice(DENSITIES)
        self.quarters = self.luck.randint(*QUARTERS)
        self.settable = dict(paths_to_set(schema))
        self.named = []  # practices that a policy may name

    def scenario(self):
        own = self.node(self.schema["properties"]["practices"]) if self.luck.random() < 0.5 else {}
        self.named = sorted({*own, *self.shipped.get("practices", ())} - {name for name in own if own[name] is None})
        drawn = {key: self.node(node) for key, node in self.schema["properties"].items()
                 if key != "practices" and node["type"] == "object"}
        if own:
            drawn["practices"] = own
        drawn["organisation"]["engineers_count"] = self.luck.randint(*ENGINEERS)
        drawn["study"] = {"quarters_count": self.quarters, "replicates_count": REPLICATES,
                          "seed": str(self.luck.randrange(2**64)), "warm_up_quarters": self.luck.randint(0, 3)}
        return drawn

    def node(self, node):
        node = self.resolved(node)
        if node.get("format") == "settings":
            return self.settings()
        if node.get("format") == "by_level":
            return self.by_level(node)
        if node.get("format") == "practices":
            return self.luck.sample(self.named, self.luck.randint(0, min(2, len(self.named))))
        if node["type"] == "array":
            return self.elements(node)
        if node["type"] != "object":
            return self.leaf(node)
        if isinstance(node.get("additionalProperties"), dict):
            return self.map(node)
        return {key: self.node(inner) for key, inner in node["properties"].items() if self.is_stated(inner)}

    def resolved(self, node):
        while "$ref" in node:
            node = self.schema["$defs"][node["$ref"].rsplit("/", 1)[1]]
        return node

    def is_stated(self, node):
        """What holds other things is always there, so that the density decides about single values alone."""
        is_leaf = self.resolved(node)["type"] not in ("object", "array")
        if node.get("optional"):
            return self.luck.random() < 0.7
        return not is_leaf or self.luck.random() < self.density

    def map(self, node):
        if "propertyNames" in node:
            names = self.luck.sample(self.resolved(node["propertyNames"])["enum"], self.luck.randint(1, 3))
            return {name: self.node(node["additionalProperties"]) for name in names}
        inner = node["additionalProperties"]
        made = {f"{chr(97 + k)}{k}": self.node(inner["anyOf"][0] if "anyOf" in inner else inner)
                for k in range(self.luck.randint(1, MOST_ELEMENTS))}
        for name in self.shipped.get(node.get("file"), ()):
            if self.luck.random() < 0.3:
                made[name] = name if not self.may_be_left_out(inner) or self.luck.random() < 0.5 else None
        return made

    @staticmethod
    def may_be_left_out(node):
        return {"type": "null"} in node.get("anyOf", ())

    def elements(self, node):
        inner = self.resolved(node["items"])
        if "enum" in inner:
            return self.luck.sample(inner["enum"], self.luck.randint(0, len(inner["enum"])))
        made = [self.node(inner) for _ in range(self.luck.randint(1, MOST_ELEMENTS))]
        made.sort(key=lambda element: int(element.get("at", "week 1").split()[1]))
        return made

    def settings(self):
        paths = self.luck.sample(sorted(self.settable), self.luck.randint(0, MOST_ELEMENTS))
        return {path: self.leaf(self.settable[path]) for path in paths}

    def by_level(self, node):
        """A number for all, or one for each of some levels."""
        single = {**node, "type": "number"}
        levels = self.schema["$defs"]["practice"]["properties"]["least_level"]["enum"]
        if self.luck.random() < 0.5:
            return self.number(single)
        return {level: self.number(single) for level in self.luck.sample(levels, self.luck.randint(0, len(levels)))}

    def leaf(self, node):
        kind = node["type"]
        if kind == "string" and "file" in node:
            return self.luck.choice([node["default"], *self.shipped.get(node["file"], ())])
        if "enum" in node:
            return self.luck.choice(node["enum"])
        if kind == "boolean":
            return self.luck.random() < 0.5
        if node.get("format") == "week_or_quarter":
            return f"week {self.luck.randint(1, WEEKS_PER_QUARTER * self.quarters)}"
        if kind in ("number", "integer"):
            return self.number(node)
        return node["default"]

    def number(self, node):
        low, high, luck = node["minimum"], node["maximum"], self.luck
        if luck.random() < AT_AN_END:
            return luck.choice((low, high))
        if low > 0:
            drawn = math.exp(luck.uniform(math.log(low), math.log(high)))
        else:
            end = high if low == 0 or luck.random() < 0.5 else low
            usual = abs(node["default"])
            least = min(abs(end) * 10.0**-DECADES, usual / 100 if usual > 0 else math.inf)
            drawn = math.copysign(math.exp(luck.uniform(math.log(least), math.log(abs(end)))), end)
        if node["type"] == "integer":
            return int(min(max(round(drawn), low), high))
        return float(f"{min(max(drawn, low), high):.4g}")


def paths_to_set(schema, path=""):
    """Pairs of a path and its leaf, of all that a policy may set on a date."""
    for key, node in schema["properties"].items():
        inner = f"{path}.{key}" if path else key
        if node.get("type") == "object" and "properties" in node:
            yield from paths_to_set(node, inner)
        elif node.get("type") != "object" and node.get("dated", True):
            yield inner, node
