#!/usr/bin/python3
"""Is the page well formed, complete in itself, true to the JSON answer, and deaf to markup in a scenario's texts?

Run from anywhere with the program's path in STRATHERN_BINARY. Needs only Python's own library, so nothing is skipped.
"""
import collections
import csv
import io
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile
import unicodedata
import unittest
import xml.etree.ElementTree as tree
from html.parser import HTMLParser

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = pathlib.Path(os.environ["STRATHERN_BINARY"]).resolve()

ELEMENTS = set("html head meta title style body main header nav section article footer h1 h2 h3 h4 p a ol ul li strong "
               "small span div figure figcaption details summary table caption thead tbody tr th td pre code dl dt dd "
               "svg line path rect circle text".split())
ATTRIBUTES = set("lang charset http-equiv content name id class dir href role scope tabindex aria-label aria-labelledby "
                 "aria-hidden viewBox d x y x1 x2 y1 y2 cx cy r width height text-anchor".split())

PAYLOADS = ["<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'><svg/onload=alert(1)>", "]]>&lt;&amp;&",
            "</title></style><style>*{display:none}</style>", "<!-- ", "--> <a href=\"javascript:alert(1)\">x</a>",
            "&#60;b&#62; &copy &nbsp", "{{7*7}} ${7*7} `alert(1)`", "http://example.com/x.js", "\U0001F4A5\U0001F469\u200D\U0001F4BB",
            "\u05E9\u05DC\u05D5\u05DD", "W" * 200]
HOSTILE = " ".join(PAYLOADS)
TEXT_LIMIT = 400  # bytes of what a policy or a practice says about itself
SHORT = HOSTILE.encode("utf-8")[:TEXT_LIMIT].decode("utf-8", "ignore")
HARMLESS = "nothing to see"
TITLE = "<script>alert(1)</script>\"'>&]]>"

# What the loader refuses in texts: controls, and marks that turn the direction of what follows.
REFUSED = ["\0", "\a", "\x1b[31m", "\x7f", "\x85", "\u200f", "\u202e", "\u2066", "\u2028", "\ufeff"]


def small(replicates):
    """A scenario that takes milliseconds: what the program's own tests use, and a regime."""
    quota = json.loads((ROOT / "scenarios/policies/token_quota.json").read_text(encoding="utf-8"))
    quota["interventions"][0]["at"] = "week 2"
    return {"name": "small", "about": "Does it work?", "organisation": {"engineers_count": 7},
            "study": {"quarters_count": 2, "replicates_count": replicates},
            "policies": {"nothing": {"about": "does nothing"}, "quota": quota,
                         "reviewer": {"about": "a reviewer", "interventions": [
                             {"at": "week 2", "set": {"review.dedicated_reviewers_per_team": 1}}]}}}


def talking(title, about, short):
    """The same with a given text in every place that takes one, and names as long as they may be."""
    scenario = small(replicates=3)
    scenario["name"], scenario["about"] = title, about
    scenario["policies"]["w" * 64] = scenario["policies"].pop("quota")
    regime = scenario["policies"]["w" * 64]["interventions"][0]["regime"]
    regime["metrics"] = {"m" * 64: metric for metric in regime["metrics"].values()}
    for policy in scenario["policies"].values():
        policy["about"] = short
    practice = json.loads((ROOT / "scenarios/practices/dummy_prompts.json").read_text(encoding="utf-8"))
    scenario["practices"] = {"w" * 64: practice | {"about": short, "source": short}}
    return scenario


class Structure(HTMLParser):
    """Elements and attributes as a browser's tokenizer sees them, in their order."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.elements, self.attributes, self.order = set(), [], []

    def handle_starttag(self, tag, attrs):
        self.elements.add(tag)
        self.attributes += [(tag, *pair) for pair in attrs]
        self.order.append((tag, *(name for name, _ in attrs)))

    def handle_endtag(self, tag):
        self.order.append(("/" + tag,))

    def handle_comment(self, data):
        self.order.append(("comment",))

    def unknown_decl(self, data):
        self.order.append(("declaration",))

    def handle_pi(self, data):
        self.order.append(("instruction",))


def structure(page):
    seen = Structure()
    seen.feed(page)
    seen.close()
    return seen


def words(element):
    """All text of an element, blanks made one."""
    return " ".join("".join(element.itertext()).split())


class Page(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.folder = pathlib.Path(folder.name)
        (cls.folder / "<b>'\"&").mkdir()
        cls.plain = cls.made("plain.json", small(24))
        cls.answer = json.loads(cls.run_trial("plain.json", "--format", "json").stdout)
        cls.hostile = cls.made("<b>'\"&/<script>.json", talking(TITLE, HOSTILE, SHORT), "--set",
                               "organisation.engineers_count=8")
        cls.twin = cls.made("twin.json", talking(HARMLESS, HARMLESS, HARMLESS), "--set",
                            "organisation.engineers_count=8")

    @classmethod
    def run_trial(cls, name, *more, check=True):
        return subprocess.run([BINARY, "trial", name, "--quiet", "--out", name + ".db", *more], cwd=cls.folder,
                              check=check, capture_output=True)

    @classmethod
    def made(cls, name, scenario, *more):
        (cls.folder / name).write_text(json.dumps(scenario), encoding="utf-8")
        cls.run_trial(name, "--page", name + ".html", *more)
        return (cls.folder / (name + ".html")).read_bytes().decode("utf-8")

    def as_xml(self, page):
        head = "<!doctype html>\n"
        self.assertTrue(page.startswith(head))
        return tree.fromstring(page[len(head):])

    def check_structure(self, page):
        root = self.as_xml(page)
        seen = structure(page)
        self.assertLessEqual(seen.elements, ELEMENTS)
        self.assertLessEqual({name for _, name, _ in seen.attributes}, {name.lower() for name in ATTRIBUTES})
        self.assertLessEqual({element.tag for element in root.iter()}, ELEMENTS)
        self.assertEqual(len(list(root.iter("style"))), 1)
        for tag, name, value in seen.attributes:
            if name == "href":
                self.assertRegex(value, r"^#[a-z]+$", msg=tag)
        style = root.find("head/style").text
        self.assertNotRegex(style, r"url\(|@import|https?:|expression")
        ids = [element.get("id") for element in root.iter() if element.get("id")]
        self.assertEqual(len(ids), len(set(ids)))
        for element in root.iter("a"):
            self.assertIn(element.get("href")[1:], ids)

    def test_structure(self):
        for page in (self.plain, self.hostile):
            self.check_structure(page)
        self.assertNotRegex(self.plain, r"https?:")

    def test_hostile_texts_leave_the_structure_of_a_harmless_twin(self):
        self.assertEqual(structure(self.hostile).order, structure(self.twin).order)

    def test_hostile_texts_stay_texts(self):
        root = self.as_xml(self.hostile)
        self.assertEqual(root.find("body/main/header/p/span[@class='name']").text, TITLE)
        self.assertIn(TITLE, root.find("head/title").text)
        self.assertEqual(root.find("body/main/header/h1").text, HOSTILE)
        self.assertEqual([cell.text for cell in root.iter("td")].count(SHORT), 2)
        self.assertEqual([text.text for text in root.iter("p")].count(SHORT), 6, msg="once in short, once in full")
        self.assertIn("<script>.json", words(root))

    def test_refused_characters_make_no_page(self):
        texts = {"name": ["name"], "about": ["about"], "about of a policy": ["policies", "reviewer", "about"],
                 "about of a practice": ["practices", "w" * 64, "about"],
                 "source of a practice": ["practices", "w" * 64, "source"]}
        for place, path in texts.items():
            for character in REFUSED:
                with self.subTest(place=place, character=ascii(character)):
                    scenario = talking(HARMLESS, HARMLESS, HARMLESS)
                    owner = scenario
                    for key in path[:-1]:
                        owner = owner[key]
                    owner[path[-1]] = "a" + character + "b"
                    self.check_refused(scenario)

    def test_names_are_no_free_texts(self):
        for name in [payload[:64] for payload in PAYLOADS[:6]] + ["A", "w" * 65, "a b", "\u202ea"]:
            for kind in ("policies", "practices", "metrics"):
                with self.subTest(name=ascii(name), kind=kind):
                    scenario = talking(HARMLESS, HARMLESS, HARMLESS)
                    regime = scenario["policies"]["w" * 64]["interventions"][0]["regime"]
                    owner = regime[kind] if kind == "metrics" else scenario[kind]
                    owner[name] = next(iter(owner.values()))
                    self.check_refused(scenario)

    def check_refused(self, scenario):
        (self.folder / "refused.json").write_text(json.dumps(scenario), encoding="utf-8")
        done = self.run_trial("refused.json", "--page", "refused.html", check=False)
        self.assertEqual(done.returncode, 3, msg=done.stderr)
        self.assertFalse((self.folder / "refused.html").exists())
        shown = done.stderr.decode("utf-8").replace("\n", "")
        self.assertFalse([ascii(c) for c in shown if unicodedata.category(c) in ("Cc", "Cf")], msg="the message itself")

    def test_a_files_name_brings_no_control_character(self):
        page = self.made("\x1b[31m\u202e\a.json", small(3))
        found = {ascii(c) for c in page if unicodedata.category(c) in ("Cc", "Cf") and c != "\n"}
        self.assertEqual(found, set())
        self.check_structure(page)

    def test_the_page_opens_with_question_and_verdict(self):
        main = self.as_xml(self.plain).find("body/main")
        self.assertEqual(words(main[0].find("h1")), "Does it work?")
        self.assertEqual([main[0].tag, main[1].tag, main[1].get("aria-labelledby")], ["header", "section", "answer"])
        self.assertEqual([(child.tag, child.get("class")) for child in main[1]][:2],
                         [("h2", None), ("p", "verdict")])
        self.assertIn("exactly what", words(main[1][1]), msg="the first policy does nothing")

    def exported(self, store, table):
        done = subprocess.run([BINARY, "export", store, "--table", table], cwd=self.folder, check=True, text=True,
                              stdout=subprocess.PIPE)
        return list(csv.DictReader(io.StringIO(done.stdout)))

    def test_the_verdict_counts_the_companies_of_the_data(self):
        """From the exported quarters, without the program's own differences."""
        page = self.made("first.json", small(24), "--policies", "reviewer,quota,nothing")
        place = {row["name"]: row["policy"] for row in self.exported("first.json.db", "policies")}
        value = collections.defaultdict(float)
        for row in self.exported("first.json.db", "quarters"):
            value[row["policy"], row["replicate"]] += float(row["net_value"])
        replicates = sorted({replicate for _, replicate in value})
        lower = sum(value[place["reviewer"], r] < value[place["none"], r] for r in replicates)
        self.assertGreater(lower, 12)
        main = self.as_xml(page).find("body/main")
        verdict = words(main[1].find("p[@class='verdict']"))
        clear = (f"In {lower} of {len(replicates)} simulated companies net value is lower under \u201creviewer\u201d than "
                 "under \u201cnone\u201d, on average by US$")
        unclear = f"of {len(replicates)} simulated companies and lower in {lower}, and the interval"
        self.assertTrue(verdict.startswith(clear) or unclear in verdict, msg=verdict)

    def test_the_ranking_is_that_of_the_answer(self):
        section = self.as_xml(self.plain).find(".//section[@aria-labelledby='ranking']")
        places = self.answer["ranking"]["places"]
        rows = section.findall(".//tbody/tr")
        self.assertEqual([words(row[0]) for row in rows],
                         [f"{place['place']}. {place['policy']}" for place in places])
        for row, place in zip(rows, places):
            above = place["to_above"]
            told = words(row[3])
            self.assertEqual(told.startswith("tied: "), place["tied_with_above"], msg=told)
            self.assertEqual(told.startswith("worse by US$"), above is not None and not place["tied_with_above"])
            if place["policy"] != "none":
                mean = place["to_baseline"]["better_share"] * place["to_baseline"]["n"]
                self.assertEqual(words(row[2]), f"{round(mean)} of {place['to_baseline']['n']}")
        ties = [text for text in section.iter("text") if text.text == "tied"]
        self.assertEqual(len(ties), sum(place["tied_with_above"] for place in places))

    def test_every_part_is_there(self):
        root = self.as_xml(self.plain)
        headings = [words(heading) for heading in root.iter("h2")]
        self.assertEqual(headings[:7],
                         ["The verdict", "Ranking by net value", "The policies",
                          "The watched number and the wanted outcome", "Who gains, who loses", "How far to trust this",
                          "Appendix"])
        for late in ("What would change the conclusion", "How this was made", "Review, failures, money"):
            self.assertGreater(headings.index(late), 6)
        for section in ("policies", "declared"):
            policies = [words(name) for name in root.iterfind(f".//section[@aria-labelledby='{section}']//h3")]
            self.assertEqual(policies, ["none (baseline)", "nothing", "quota", "reviewer"])
        text = words(root)
        for policy in small(1)["policies"].values():
            self.assertIn(policy["about"], text)
        for part in ("Wait for review", "Incidents", "Token bill", "n = 24 replicates", "20261123",
                     self.answer["scenario"]["hash"], "strathern 0.", "strathern trial plain.json --quiet"):
            self.assertIn(part, text)

    def test_a_leader_reads_at_most_1450_words_before_the_appendix(self):
        """Of the flagship with its nine policies (of seven it was 1,200), with everything counted that is written there:
        tables and the labels of figures too."""
        done = subprocess.run([BINARY, "trial", "scenarios/tokenmaxxing.json", "--quiet", "--replicates", "20", "--set",
                               "organisation.engineers_count=14", "--out", self.folder / "flag.db", "--page",
                               self.folder / "flag.html"], cwd=ROOT, check=True, capture_output=True)
        self.assertEqual(done.returncode, 0)
        main = self.as_xml((self.folder / "flag.html").read_text(encoding="utf-8")).find("body/main")
        before = list(main)[:[part.get("class") for part in main].index("appendix")]
        self.assertGreater(len(before), 5)
        count = sum(len(text.split()) for part in before for text in part.itertext())
        self.assertLessEqual(count, 1450)
        self.assertGreater(count, 600, msg="or else something is missing")

    def test_a_study_that_watches_nothing_does_not_speak_of_it(self):
        scenario = small(24)
        del scenario["policies"]["quota"]
        root = self.as_xml(self.made("unwatched.json", scenario))
        front = [part for part in root.find("body/main") if part.get("class") != "appendix"]
        text = " ".join(words(part) for part in front)
        self.assertIn("No policy of this study watches a metric.", text)
        self.assertNotIn("watched number", text)
        self.assertNotIn("watched: nothing", text)
        self.assertNotIn("regime begins", text)

    def test_a_single_policy_is_not_spoken_of_as_many(self):
        root = self.as_xml(self.made("single.json", small(24), "--policies", "quota"))
        answer = words(root.find(".//section[@aria-labelledby='answer']"))
        self.assertIn("\u201cquota\u201d watches tokens per engineer (tokens rose by", answer)
        self.assertNotIn("By net value", answer)
        self.assertNotIn("policies lead", answer)

    def numbers_of_figure_1(self):
        """Cells by output's label and policy."""
        table = self.as_xml(self.plain).find(".//section[@aria-labelledby='differences']//table")
        header = [words(cell) for cell in table.find("thead/tr")]
        return {(words(row[0]), policy): (cell.get("class"), words(cell))
                for row in table.findall("tbody/tr") for policy, cell in zip(header[3:], row[3:])}

    def test_differences_are_those_of_the_answer(self):
        told = self.numbers_of_figure_1()
        labels = {column["name"]: column["label"] for column in self.answer["columns"] if column["headline"]}
        phrases = {"exactly_zero": "exactly the same", "equal": "equal in every replicate",
                   "unclear": "not clear", "hint": "a hint"}
        verdicts = set()
        for difference in self.answer["differences"]:
            if difference["output"] not in labels:
                continue
            span = difference["over_span"]
            verdict, mean = span["verdict"], span["mean"]
            style, text = told[labels[difference["output"]], difference["policy"]]
            self.assertEqual(style, verdict)
            self.assertTrue(text.startswith(phrases.get(verdict, verdict)), msg=text)
            number = text.removeprefix(phrases.get(verdict, verdict)).split("[")[0]
            if verdict in ("better", "worse", "differs", "hint"):
                self.assertEqual("\u2212" in number, mean < 0, msg=text)
                self.assertEqual("+" in number, mean > 0, msg=text)
                low, high = text.split("[")[1].split(" to ")
                # A per cent has the interval of a ratio, which may reach 0 where a hint's own hardly does not.
                if verdict != "hint":
                    self.assertEqual("\u2212" in low, "\u2212" in high, msg=f"the told interval holds 0: {text}")
            verdicts.add(verdict)
        self.assertEqual(len(told), len(labels) * 3)
        self.assertLessEqual({"exactly_zero", "unclear", "better", "worse", "differs"}, verdicts)

    def test_sentences_call_no_difference_what_holds_zero(self):
        section = self.as_xml(self.plain).find(".//section[@aria-labelledby='differences']")
        labels = {column["label"]: column["name"] for column in self.answer["columns"]}
        spans = {(d["output"], d["policy"]): d["over_span"] for d in self.answer["differences"]}
        items = section.findall("ul/li")
        self.assertEqual(len(items), 6)
        for item in items:
            label, sentence = words(item).rstrip(".").split(": ", 1)
            for clause in sentence.split("; "):
                what, policies = clause.split(" under ", 1)
                for policy in re.split(", | and ", policies):
                    span = spans[labels[label], policy]
                    same, chance = "the same in every replicate", "no clear difference"
                    expected = {"exactly_zero": same, "equal": same, "unclear": chance, "hint": chance}.get(
                        span["verdict"], "higher" if span["mean"] > 0 else "lower")
                    self.assertEqual(what, expected, msg=words(item))

    def test_the_command_gives_the_page_again(self):
        command = self.as_xml(self.hostile).find(".//pre/code").text
        written = shlex.split(command)
        self.assertEqual(written[:3], ["strathern", "trial", "<b>'\"&/<script>.json"])
        page = self.folder / (written[2] + ".html")
        before = page.read_bytes()
        page.unlink()
        done = subprocess.run(f"strathern() {{ {shlex.quote(str(BINARY))} \"$@\"; }}; {command}", shell=True,
                              cwd=self.folder, capture_output=True, check=True)
        self.assertEqual(done.stderr, b"")
        self.assertEqual(page.read_bytes(), before)


if __name__ == "__main__":
    unittest.main(verbosity=1 if len(sys.argv) > 1 else 0)
