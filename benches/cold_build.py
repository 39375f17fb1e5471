#!/usr/bin/env python3
"""Cold build of one brief: taqdir (checking included) against stock typst on the same source.

The two commands run in turn, A B A B …, and what is printed is the ratio pair by pair, so that
a busy machine slows both alike.

    python3 benches/cold_build.py target/release/taqdir typst [assessment.toml] [runs] [options of build]

`typst` is typst-cli 0.15 from crates.io. It compiles the folder that `build --to typst` writes,
with the same fonts and the same PDF standards.
"""
import os
import statistics
import subprocess
import sys
import tempfile
import time

taqdir, typst = sys.argv[1:3]
assessment = sys.argv[3] if len(sys.argv) > 3 else "assessments/mutual-exposure-2018.toml"
runs = int(sys.argv[4]) if len(sys.argv) > 4 else 20

with tempfile.TemporaryDirectory() as folder:
    source = os.path.join(folder, "source")
    subprocess.run([taqdir, "build", assessment, "--to", "typst", "-o", source], check=True, capture_output=True)
    ours = [taqdir, "build", assessment, *sys.argv[5:], "-o", os.path.join(folder, "a.pdf")]
    theirs = [
        typst, "compile", "--ignore-system-fonts", "--font-path", os.path.join(source, "fonts"),
        "--pdf-standard", "a-3a,ua-1", os.path.join(source, "main.typ"), os.path.join(folder, "b.pdf"),
    ]

    def seconds(command):
        start = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        return time.perf_counter() - start

    seconds(ours), seconds(theirs)
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(runs)]

a, b = zip(*pairs)
ratios = sorted(x / y for x, y in pairs)
print(f"taqdir  {1000 * statistics.median(a):7.1f} ms (median of {runs})")
print(f"typst   {1000 * statistics.median(b):7.1f} ms")
print(f"ratio   {statistics.median(ratios):7.2f}  (from {ratios[0]:.2f} to {ratios[-1]:.2f})")
