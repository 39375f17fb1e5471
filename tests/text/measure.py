#!/usr/bin/env python3
"""Measures which sentences of the assessments readers give back from the PDFs.

Builds every assessment and tests/text/hard-cases.toml in both languages, once as the pages are
laid out and once with the passes, and with both languages face to face; has Poppler (pdftotext)
and PDFium (pypdfium2) read the PDFs; and asks `taqdir text --against`, whose search the build's
own gate uses, what is found.

    python3 tests/text/measure.py [path to taqdir]

Fails when fewer than 99 of 100 sentences of a language come back exactly from one of the readers,
or more than WAITING are lost with harakat left out. Poppler takes a page for one of a single
direction, so what it gives back of the Arabic that faces an English page is printed and no more;
and a sentence that runs over two pages has the other language in between.
"""

import itertools
import json
import pathlib
import subprocess
import sys
import tempfile

import pypdfium2

ROOT = pathlib.Path(__file__).resolve().parents[2]
FILES = sorted(ROOT.glob("assessments/*.toml")) + [ROOT / "tests/text/hard-cases.toml"]
LEAST = 0.99
STATES = [
    ("passes off", ["--no-passes"], False),
    ("passes on", [], False),
    ("facing", [], True),
]
# PDFium turns Arabic words round that stand in an English line.
WAITING = {("en", "pdfium"): 1}


def poppler(pdf):
    command = ["pdftotext", "-enc", "UTF-8", str(pdf), "-"]
    return subprocess.run(command, check=True, capture_output=True).stdout.decode()


def pdfium(pdf):
    document = pypdfium2.PdfDocument(pdf)
    return "\f".join(page.get_textpage().get_text_range() for page in document)


def measure(taqdir, folder, lang, langs, options, reader):
    """The sentences, those found exactly, those found without harakat, and the missing ones."""
    total = exact = bare = 0
    missing = []
    for path in FILES:
        pdf = folder / f"{path.stem}.{langs}.pdf"
        build = [taqdir, "build", path, "--lang", langs, "-o", pdf, *options]
        if not pdf.exists():
            subprocess.run(build, check=True, capture_output=True)
        text = folder / "text.txt"
        text.write_text(reader(pdf), encoding="utf-8")
        ask = [taqdir, "text", text, "--against", path, "--lang", lang, "--format", "json"]
        found = json.loads(subprocess.run(ask, capture_output=True).stdout)
        total += found["sentences"]
        exact += found["exact"]
        bare += found["without_marks"]
        missing += [(path.stem, one["route"], one["words"]) for one in found["missing"]]
    return total, exact, bare, missing


def main():
    taqdir = sys.argv[1] if len(sys.argv) > 1 else ROOT / "target/debug/taqdir"
    poor = False
    with tempfile.TemporaryDirectory() as temporary:
        for state, options, facing in STATES:
            folder = pathlib.Path(temporary) / state
            folder.mkdir()
            for lang, reader in itertools.product(["ar", "en"], [poppler, pdfium]):
                langs = "ar,en" if facing else lang
                found = measure(taqdir, folder, lang, langs, options, reader)
                total, exact, bare, missing = found
                print(
                    f"{state:10} {lang} {reader.__name__:7} {exact:5} of {total} exact "
                    f"({exact / total:.1%}), {bare} without harakat ({bare / total:.1%})"
                )
                if state == "passes off" or (facing and reader is poppler and lang == "ar"):
                    continue
                for name, route, words in missing:
                    print(f"    {name} {route}\n        {words}")
                waiting = WAITING.get((lang, reader.__name__), 0)
                poor |= exact < LEAST * total or (not facing and bare < total - waiting)
    return 1 if poor else 0


if __name__ == "__main__":
    sys.exit(main())
