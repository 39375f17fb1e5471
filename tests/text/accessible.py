#!/usr/bin/env python3
"""Has `outloud` (PyPI) judge the briefs of every assessment: PDF/UA-1 by rule and by sense.

    python3 tests/text/accessible.py [path to taqdir]

Fails on its errors and on its warnings, but for one in Arabic: TXT-004 takes it for a fault that
many glyphs stand for one letter. An Arabic letter has four shapes, and more where it is joined.
"""

import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
FILES = sorted(ROOT.glob("assessments/*.toml")) + [ROOT / "tests/text/hard-cases.toml"]
NOT_IN_ARABIC = ["--skip", "TXT-004"]


def main():
    taqdir = sys.argv[1] if len(sys.argv) > 1 else ROOT / "target/debug/taqdir"
    # Beside this interpreter where it runs in an environment of its own.
    beside = pathlib.Path(sys.executable).with_name("outloud")
    outloud = beside if beside.exists() else shutil.which("outloud")
    if outloud is None:
        sys.exit("outloud is not installed: pip install outloud")
    failed = False
    with tempfile.TemporaryDirectory() as temporary:
        for lang, skipped in [("ar", NOT_IN_ARABIC), ("en", [])]:
            briefs = []
            for path in FILES:
                briefs.append(pathlib.Path(temporary) / f"{path.stem}.{lang}.pdf")
                build = [taqdir, "build", path, "--lang", lang, "-o", briefs[-1]]
                subprocess.run(build, check=True, capture_output=True)
            judge = [outloud, "--no-info", "--fail-on", "warning", *skipped, *briefs]
            failed |= subprocess.run(judge).returncode != 0
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
