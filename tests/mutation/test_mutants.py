"""Does script/mutants change what it should, and nothing else? Its parts that neither build nor run anything."""
import pathlib
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True

from campaign import Outcome, Queue, Results  # noqa: E402
from draw import Edit, Sites, draw  # noqa: E402
from probes import LEFT_OUT, probe_of, stage_of, verdict_of  # noqa: E402
from records import Stale, known_survivors, survivor_block, written_mutants  # noqa: E402
from tokens import tokens_of  # noqa: E402

SOURCE = r'''// a + b in a remark; x += 1;
#include "model/a-b.hpp"
#define TWICE(x) (2 * (x) + 1)
namespace strathern {
/* 1 + 2 */
constexpr int limit = 4 * 5;
static_assert(limit + 1 == 21, "1 + 1");
constexpr const char* names[] = {"a + b", "c"};
enum class Law { one = 1, two = 2 };
template <class T, int n = 3>
struct Row {
    double cells[7 * 2] = {};
    int count() const { return n_ + 1; }
    Row(int a, int b) : n_(a * 9), last_{b} { reset(); }
};
double half(double x) {
    static_assert(sizeof(double) == 8 + 0, "eight");
    std::array<double, 6> a{};
    double found[11 + 2], other[12] = {};
    const char* text = "x < y && 1 + 1";
    const char mark = '+';
    if (x < 0.0 || broken(x)) throw Error("below " + 13);
    a[14] += x * 0.5;  // - 99
    switch (law) {
        case 15:
            return x > 16.0 ? x : 16.0;
    }
    auto&& y = a;
    for (std::size_t k = 0; k < 17; ++k) total += static_cast<Row<18>>(k) - y[k];
    return -x;
}
const Phase plan[] = {{"one + two", 19, [](Today& t) { go(t.day + 20); }}};
}  // namespace strathern
'''


def changes(source):
    return [edit.change for site in Sites("f.cpp", source).all() for edit in site]


class Drawing(unittest.TestCase):
    def setUp(self):
        self.edits = [edit for site in Sites("f.cpp", SOURCE).all() for edit in site]

    def test_code_that_runs_is_found(self):
        found = {edit.change for edit in self.edits}
        for change in ("n_ + 1 -> n_ - 1", "x < 0.0 -> x >= 0.0", "0.0 || broken -> 0.0 && broken",
                       "without a[14] += x * 0.5;", "] += x -> ] -= x", "x * 0.5 -> x / 0.5",
                       "x > 16.0 -> x < 16.0", "x > 16.0 ? x : 16.0 -> x", "return -x; -> return x;",
                       "if (x < 0.0 || broken(x)) -> if (not so)", "day + 20 -> day - 20", "without reset();",
                       "k < 17 -> k >= 17", "without go(t.day + 20);", ") - y -> ) + y"):
            self.assertIn(change, found)

    def test_remarks_texts_types_and_declarations_are_left_alone(self):
        numbers = {token.text for token in tokens_of(SOURCE) if token.runs and token.kind == "number"}
        self.assertEqual(numbers, {"1", "0.0", "14", "0.5", "16.0", "0", "17", "20"})
        for edit in self.edits:
            line = SOURCE[SOURCE.rfind("\n", 0, edit.start) + 1:edit.start]
            self.assertNotIn("//", line)
            self.assertNotIn('"', line.split("[](Today& t)")[-1])
            self.assertFalse(line.lstrip().startswith(("#", "static_assert", "constexpr", "enum", "template", "case")))

    def test_a_limit_is_not_put_where_it_changes_nothing(self):
        self.assertNotIn("x > 16.0 -> x >= 16.0", changes(SOURCE))
        self.assertIn("x > 1.0 -> x <= 1.0", changes("double f(double x) { return x > 1.0 ? x * x : 2.0; }"))

    def test_pointers_and_declarations_are_no_arithmetic(self):
        found = changes("void f(S& s) { const double* p = s.a.data() + from; T& t = s; T u(v); double* q = &x[0]; }")
        self.assertEqual([change for change in found if "without" in change or "+" in change or "*" in change], [])

    def test_every_edit_changes_the_file_at_its_place_only(self):
        for edit in self.edits:
            after = edit.applied(SOURCE)
            self.assertNotEqual(after, SOURCE)
            self.assertEqual((after[:edit.start], after[edit.start + len(edit.new):]),
                             (SOURCE[:edit.start], SOURCE[edit.end:]))

    def test_a_draw_depends_on_seed_and_files_only(self):
        files = {"b.cpp": SOURCE, "a.cpp": SOURCE}
        drawn = draw(files, 9, 1)
        self.assertEqual(drawn, draw(dict(reversed(files.items())), 9, 1))
        self.assertNotEqual(drawn, draw(files, 9, 2))
        self.assertEqual(drawn[:5], draw(files, 5, 1))

    def test_lines_added_elsewhere_do_not_change_a_draw(self):
        moved = "int more() { return z; }\n" + SOURCE
        told = [[(edit.line, edit.change) for edit in draw({"a.cpp": text}, 9, 1)] for text in (SOURCE, moved)]
        self.assertEqual(*told)


class Lists(unittest.TestCase):
    SOURCES = {"a.cpp": "int f(int a) {\n    return a | 2 ||\n        b;\n}\nint g(int b) { return b + 1; }\n"}
    BLOCK = "# remark\nfile: a.cpp\nfind: {find}\nreplace: {replace}\npromise: it holds\n"

    def written(self, **words):
        return written_mutants(self.BLOCK.format(**words), self.SOURCES, "list")

    def test_code_is_taken_as_it_is_however_it_is_broken(self):
        edit = self.written(find="a | 2 || b", replace="a | 3 : b")[0]
        self.assertIn("return a | 3 : b;", edit.applied(self.SOURCES["a.cpp"]))
        self.assertEqual((edit.line, edit.promise), ("return a | 2 ||", "it holds"))

    def test_nothing_takes_code_out(self):
        edit = self.written(find="+ 1", replace="")[0]
        self.assertIn("return b ;", edit.applied(self.SOURCES["a.cpp"]))

    def test_what_stands_nowhere_or_twice_is_stale(self):
        for find in ("a | 4", "return"):
            with self.assertRaisesRegex(Stale, "times"):
                self.written(find=find, replace="x")
        with self.assertRaisesRegex(Stale, "no a.hpp"):
            written_mutants("file: a.hpp\nfind: a\nreplace: b\npromise: c\n", self.SOURCES, "list")

    def test_blocks_are_whole_and_apart(self):
        for text in ("file: a.cpp\nfind: a | 2\nreplace: 3\n", "file: a.cpp\nfile: a.cpp\n", "word\n", "other: 1\n"):
            with self.assertRaises(Stale):
                written_mutants(text, self.SOURCES, "list")

    def test_survivors_are_known_by_text(self):
        edit = draw(self.SOURCES, 1, 1)[0]
        block = survivor_block(edit) + "\n"
        self.assertIn((edit.file, edit.line, edit.change), known_survivors(block, self.SOURCES, "list"))
        with self.assertRaises(Stale):
            known_survivors(block, {"a.cpp": "another text"}, "list")


class Trying(unittest.TestCase):
    def test_goldens_and_digests_do_not_count(self):
        for name in ("golden:all", "golden: two compilers", "bench: same digests", "results: x is as published",
                     "theory:facts have the verdicts that they had, and the documents say so", "refused:x"):
            self.assertTrue(LEFT_OUT.match(name), name)
        for name in ("unit:x", "model:x", "coming:x", "properties:x", "theory: Erlang's formula", "engine: alone"):
            self.assertFalse(LEFT_OUT.match(name), name)
        self.assertEqual([stage_of(name) for name in ("model:a", "claims: b", "engine: c")],
                         ["model", "claims", "rest"])

    def test_a_test_fails_as_ctest_has_it(self):
        probe = probe_of({"name": "unit: a", "command": ["/b/test_unit", "-tc=a"], "properties": [
            {"name": "FAIL_REGULAR_EXPRESSION", "value": ["cases: *0 "]}, {"name": "SKIP_RETURN_CODE", "value": 77}]})
        self.assertEqual(probe.target, "test_unit")
        said = [verdict_of(probe, code, text) for code, text in
                ((0, "cases: 1 "), (0, "cases:  0 "), (1, ""), (77, ""), (-11, ""), (139, ""), (None, ""))]
        self.assertEqual(said, ["passes", "failed", "failed", "skipped", "crashed", "crashed", "too slow"])

    def test_what_is_known_is_not_tried_again(self):
        edit = Edit("a.cpp", 0, 1, "x", "line", "a -> x")
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder, "results.tsv")
            Results(path, "tree", ["unit"], False, False).add("key", edit, Outcome("dead", "test", 1.0))
            Results(path, "tree", ["unit"], False, False).add("kez", edit, Outcome("SURVIVED", "", 1.0))
            with open(path, "a", encoding="utf-8") as file:
                file.write("cut\ttree")  # as the machine went down

            def known(*words):
                return set(Results(path, *words).known)

            self.assertEqual(known("tree", ["unit"], False, False), {"key", "kez"})
            self.assertEqual(known("tree", ["unit", "rest"], False, False), {"key"})
            self.assertEqual(known("another", ["unit"], False, False), set())
            self.assertEqual(known("another", ["unit"], False, True), {"key"})
            self.assertEqual(known("tree", ["unit"], True, False), set())

    def test_a_worker_stays_with_its_file(self):
        edits = [Edit(file, at, at, "x", "", "") for at in range(3) for file in ("a.cpp", "b.cpp")]
        queue, taken, file = Queue(edits), [], None
        while (edit := queue.next(file)) is not None:
            file = edit.file
            taken.append(file)
        self.assertEqual(taken, ["a.cpp"] * 3 + ["b.cpp"] * 3)


if __name__ == "__main__":
    unittest.main()
