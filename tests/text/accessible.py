#!/usr/bin/env python3
"""Has `outloud` (PyPI) judge the three documents of every assessment: PDF/UA-1 by rule and by sense.

    python3 tests/text/accessible.py [path to taqdir]

Fails on its errors and on its warnings. Whether content is painted in the order of its tags is
looked at here instead, and more strictly (see `out_of_order`).
"""

import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

import pikepdf
from outloud.model import Document

ROOT = pathlib.Path(__file__).resolve().parents[2]
FILES = sorted(ROOT.glob("assessments/*.toml"))
SKIPPED = {
    # That many glyphs stand for one letter: an Arabic letter has four shapes, and more joined.
    "ar": ["TXT-004"],
    "en": [],
}
# outloud reads the words of a paragraph first and then the links among them, so a page with
# many links seems to it to be painted in another order. It allows one part in five of that.
ORDER = "ORD-001"
# What stands round the number of a page, as outloud reads it.
WORD = re.compile(r"[^\W\d_]+|\d+")
PAGE_LABEL = {"Page", "of", "صفحة"[::-1], "من"[::-1]}


def tagged(node, page, found):
    """The marked content under a node of the tag tree, in the order of the tree: (page, number)."""
    page = node.get("/Pg", page)
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if not isinstance(kid, pikepdf.Dictionary):
            found.append((page.objgen, int(kid)))
        elif kid.get("/Type") == "/MCR":
            found.append((kid.get("/Pg", page).objgen, int(kid.MCID)))
        elif kid.get("/Type") != "/OBJR":
            tagged(kid, page, found)


def painted(page):
    """The numbers of the marked content of a page, as they are painted."""
    for operands, operator in pikepdf.parse_content_stream(page, "BDC"):
        if str(operator) == "BDC":
            about = operands[1]
            if isinstance(about, pikepdf.Dictionary) and "/MCID" in about:
                yield int(about.MCID)


def out_of_order(brief):
    """The pages on which content is not painted exactly in the order of its tags."""
    with pikepdf.open(brief) as pdf:
        found = []
        tagged(pdf.Root.StructTreeRoot, None, found)
        tree = {}
        for page, number in found:
            tree.setdefault(page, []).append(number)
        return [
            index + 1
            for index, page in enumerate(pdf.pages)
            if not found or list(painted(page)) != tree.get(page.objgen, [])
        ]


def unheard(page):
    """The words in head and foot of a page that nothing else on it says. They are not read out, so
    on a page alone they may say nothing new but its number and the name of the file."""
    words = {True: set(), False: set()}
    for run in page.runs:
        words[run.artifact] |= set(WORD.findall(run.text))
    return words[True] - words[False]


def judged(outloud, briefs, *skipped):
    """Whether all of these documents pass."""
    skip = [word for rule in [ORDER, *skipped] for word in ["--skip", rule]]
    judge = [outloud, "--no-info", "--fail-on", "warning", *skip, *briefs]
    return subprocess.run(judge).returncode == 0


def main():
    taqdir = sys.argv[1] if len(sys.argv) > 1 else ROOT / "target/debug/taqdir"
    # Beside this interpreter where it runs in an environment of its own.
    beside = pathlib.Path(sys.executable).with_name("outloud")
    outloud = beside if beside.exists() else shutil.which("outloud")
    if outloud is None:
        sys.exit("outloud is not installed: pip install outloud")
    failed = False
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        products = "assessment,brief,annex"
        for lang in ["ar", "en"]:
            build = [taqdir, "build", *FILES, "--lang", lang, "--product", products, "-o", f"{folder}/"]
            subprocess.run(build, check=True, capture_output=True)
            made = sorted(folder.glob(f"*.{lang}.pdf"))
            assert len(made) == 3 * len(FILES), made
            alone = [path for path in made if path.name.endswith(f".brief.{lang}.pdf")]
            failed |= not judged(outloud, [path for path in made if path not in alone], *SKIPPED[lang])
            # Running heads are known by their recurring, which those of a single page do not.
            failed |= not judged(outloud, alone, "TAG-002", *SKIPPED[lang])
            for path in alone:
                document = Document(path)
                known = {*WORD.findall(path.name), *PAGE_LABEL, str(len(document.pages))}
                words = unheard(document.content(0)) - known
                if words or len(document.pages) != 1:
                    print(f"{path.name}: only head and foot of its page say {words}")
                    failed = True
            for path in made:
                pages = out_of_order(path)
                if pages:
                    print(f"{path.name}: painted in another order than its tags on {pages}")
                    failed = True
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
