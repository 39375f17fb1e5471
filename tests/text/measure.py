#!/usr/bin/env python3
"""Measures which sentences of the assessments readers give back from the PDFs.

Builds every assessment and tests/text/hard-cases.toml in both languages, once as the pages are
laid out and once with the passes; has Poppler (pdftotext) and PDFium (pypdfium2) read the PDFs;
and asks `taqdir text --against`, whose search the build's own gate uses, what is found.

Then it does the same with both languages face to face on one page.

    python3 tests/text/measure.py [path to taqdir]

Fails when, with the passes, a sentence does not come back exactly from one of the readers, but for
those that WAITING counts.
"""

import json
import pathlib
import re
import subprocess
import sys
import tempfile

import pypdfium2

ROOT = pathlib.Path(__file__).resolve().parents[2]
FILES = sorted(ROOT.glob("assessments/*.toml"))
# Written to be hard in one language at a time; no two texts that say the same.
HARD = [ROOT / "tests/text/hard-cases.toml"]
# Poppler gives all lines of a page one direction, which on these is that of Arabic: an English line
# with an Arabic word in it loses its order.
WAITING = {("ar,en", "en", "poppler"): 2}


# Signs that are not seen, and what a line's end puts into a word.
UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\u00ad\ufffe\x02]")


def poppler(pdf):
    command = ["pdftotext", "-enc", "UTF-8", str(pdf), "-"]
    return subprocess.run(command, check=True, capture_output=True).stdout.decode()


def pdfium(pdf):
    document = pypdfium2.PdfDocument(pdf)
    return "\f".join(page.get_textpage().get_text_range() for page in document)


def goes_over(words, pages):
    """Whether all words of a sentence stand on two pages one after the other: the first of them end a
    line of the one, and the rest begins a line of the other.

    On facing pages the other language stands between the two. Nothing may be missing; on a page in
    one language the search of the program asks for more.
    """
    # A line may end behind a hyphen.
    whole = lambda text: " ".join(text.split()).replace("- ", "-")
    words = whole(words).split()
    lines = [[whole(line) for line in UNSEEN.sub("", page).splitlines()] for page in pages]
    pages = [whole(UNSEEN.sub("", page)) for page in pages]
    for cut in range(1, len(words)):
        first, rest = " ".join(words[:cut]), " ".join(words[cut:])
        last, next_words = " ".join(words[max(0, cut - 3) : cut]), " ".join(words[cut : cut + 3])
        for n in range(len(pages) - 1):
            ends = first in pages[n] and any(line.endswith(last) for line in lines[n])
            begins = rest in pages[n + 1] and any(line.startswith(next_words) for line in lines[n + 1])
            if ends and begins:
                return True
    return False


def measure(taqdir, folder, lang, sides, options, reader):
    """The sentences, those found exactly, those found without harakat, and the missing ones."""
    total = exact = bare = 0
    missing = []
    for path in FILES + (HARD if sides == lang else []):
        pdf = folder / f"{path.stem}.{sides}.pdf"
        build = [taqdir, "build", path, "--lang", sides, "-o", pdf, *options]
        if not pdf.exists():
            subprocess.run(build, check=True, capture_output=True)
        text = folder / "text.txt"
        text.write_text(reader(pdf), encoding="utf-8")
        ask = [taqdir, "text", text, "--against", path, "--lang", lang, "--format", "json"]
        found = json.loads(subprocess.run(ask, capture_output=True).stdout)
        over = [one for one in found["missing"] if sides != lang and goes_over(one["words"], text.read_text("utf-8").split("\f"))]
        for one in over:
            print(f"    over two pages, with the other language between: {path.stem} {one['route']}")
            found["missing"].remove(one)
            found["exact"] += 1
            found["without_marks"] += not one["without_marks"]
        total += found["sentences"]
        exact += found["exact"]
        bare += found["without_marks"]
        missing += [(path.stem, one["route"], one["words"]) for one in found["missing"]]
    return total, exact, bare, missing


def main():
    taqdir = sys.argv[1] if len(sys.argv) > 1 else ROOT / "target/debug/taqdir"
    poor = False
    with tempfile.TemporaryDirectory() as temporary:
        for state, options in [("off", ["--no-passes"]), ("on", [])]:
            for sides, lang in [("ar", "ar"), ("en", "en"), ("ar,en", "ar"), ("ar,en", "en")]:
                folder = pathlib.Path(temporary) / state
                folder.mkdir(exist_ok=True)
                for reader in [poppler, pdfium]:
                    found = measure(taqdir, folder, lang, sides, options, reader)
                    total, exact, bare, missing = found
                    print(
                        f"passes {state:3} {sides:5} {lang} {reader.__name__:7} {exact:5} of {total} exact "
                        f"({exact / total:.1%}), {bare} without harakat ({bare / total:.1%})"
                    )
                    if state == "on":
                        for name, route, words in missing:
                            print(f"    {name} {route}\n        {words}")
                        waiting = WAITING.get((sides, lang, reader.__name__), 0)
                        poor |= exact < total - waiting
    return 1 if poor else 0


if __name__ == "__main__":
    sys.exit(main())
