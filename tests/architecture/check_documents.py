"""Do the documents that people read first tell the truth about this tree?

Links and paths lead somewhere, the README has its three sentences and every folder, the citation has the version.
"""
import pathlib
import re
import subprocess
import sys

PAGES = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "results/README.md", "docs/*.md", "docs/decisions/*.md")
FOLDERS = re.compile(r"(?:sim|include|scenarios|tests|docs|python|notebooks|script|cmake|bench|results)/")
MADE = re.compile(r"results/(tokenmaxxing|mine|NAME|X)\.|build/")  # what runs and builds leave


def anchors(text):
    found = set(re.findall(r'<a id="([^"]+)"', text))
    for heading in re.findall(r"^#+ (.*)$", text, re.M):
        found.add(re.sub(r"[^\w -]", "", re.sub(r"<[^>]*>", "", heading)).strip().lower().replace(" ", "-"))
    return found


def link_problems(root, page):
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        aim = (page.parent / path).resolve() if path else page
        if not aim.exists():
            yield f"{page.relative_to(root)}: the link {target} leads nowhere"
        elif anchor and anchor not in anchors(aim.read_text(encoding="utf-8")):
            yield f"{page.relative_to(root)}: there is no {target}"


def path_problems(root, page):
    for word in re.findall(r"`([^`\s]+)`", page.read_text(encoding="utf-8")):
        if FOLDERS.match(word) and not MADE.match(word) and "<" not in word and not list(root.glob(word.rstrip("/"))):
            yield f"{page.relative_to(root)}: there is no {word}"


def kept_folders(root):
    """Folders of the top level that git keeps; none outside of a repository."""
    listing = subprocess.run(["git", "ls-files"], cwd=root, check=False, text=True, stdout=subprocess.PIPE,
                             stderr=subprocess.DEVNULL).stdout
    return {line.split("/")[0] for line in listing.splitlines() if "/" in line and not line.startswith(".")}


def map_problems(root):
    """Every folder that people work in stands in the README's map."""
    text = (root / "README.md").read_text(encoding="utf-8")
    rows = text.split("## Map")[1].split("\n## ")[0]
    held = {path.split("/")[0] for path in re.findall(r"`([\w/]+)/`", rows)}
    for name in sorted(kept_folders(root) - held):
        yield f"README.md: {name}/ is not in the map"
    for path in re.findall(r"`([\w/]+)/`", rows):
        if not (root / path).is_dir():
            yield f"README.md: {path}/ is in the map but not there"


def sentence_problems(root):
    first = (root / "README.md").read_text(encoding="utf-8").split("\n\n")[1]
    count = len(re.findall(r"[.!?](?:\s|$)", first))
    if count != 3:
        yield f"README.md: {count} sentences say what this is, not 3"


def version_problems(root):
    built = re.search(r"project\(strathern VERSION (\S+)", (root / "CMakeLists.txt").read_text(encoding="utf-8"))[1]
    cited = (root / "CITATION.cff").read_text(encoding="utf-8")
    if not re.search(rf"^version: {re.escape(built)}$", cited, re.M):
        yield f"CITATION.cff: its version is not {built}"
    for key in ("cff-version", "message", "title", "authors"):
        if not re.search(rf"^{key}:", cited, re.M):
            yield f"CITATION.cff: {key} is missing"


def problems(root):
    for pattern in PAGES:
        for page in sorted(root.glob(pattern)):
            yield from link_problems(root, page)
            yield from path_problems(root, page)
    yield from map_problems(root)
    yield from sentence_problems(root)
    yield from version_problems(root)


found = list(problems(pathlib.Path(sys.argv[1]).resolve()))
print("\n".join(found) or "the documents tell the truth about the tree")
sys.exit(1 if found else 0)
