#!/usr/bin/env python3
"""Sets one Arabic text with taqdir, Chromium, XeLaTeX and LibreOffice, and compares the pages.

    python3 tests/look/compare.py [path to taqdir] [folder for the images, default docs/images]

The text is prose of assessments/mutual-exposure-2018.toml and a paragraph of tokens that
run left to right. Everybody gets the same face (Amiri, from templates/fonts), size, measure and
distance of lines, and sets it in the way its own users would: justified, from right to left.
Needs pypdfium2, pillow, pdftotext, and of the three peers what there is. Prints a table in
Markdown; docs/compare.md holds one, beside what can only be seen.
"""

import html
import json
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import tomllib

import pypdfium2
from PIL import Image

ROOT = pathlib.Path(__file__).resolve().parents[2]
FONTS = ROOT / "templates/fonts/amiri"
SIZE, LEADING, MEASURE = 12.2, 17.8, 409.6  # points
SCALE = 4  # dots to the point

TOKENS = ["6000–7000", "80–90%", "2018-11-22", "$1,200", "+964 770 123 4567", "CVE-2018-12345"]
HARD = (
    "وللقياس على ما فيه أرقام ورموز: قُدّر العائدون بـ6000–7000 شخص، بترجيح 80–90% بتاريخ 2018-11-22، وبكلفة $1,200 "
    "للفرد، ورقم الاتصال +964 770 123 4567، ورمز الثغرة CVE-2018-12345 (بحسب المصدر)."
)


def paragraphs():
    model = tomllib.loads((ROOT / "assessments/mutual-exposure-2018.toml").read_text())
    prose = [model["scope"]["ar"], *(one["reasoning"]["ar"] for one in model["judgement"][:2])]
    text = re.sub(r"\s*\[@[^\]]*\]", "", "\n\n".join(one.strip() for one in prose))
    return [" ".join(part.split()) for part in text.split("\n\n")] + [HARD]


def run(*command, **more):
    subprocess.run([str(part) for part in command], check=True, capture_output=True, **more)


def by_taqdir(taqdir, folder, text):
    source = folder / "sample.toml"
    body = "\n\n".join(text)
    source.write_text(
        'format = 1\nid = "sample"\nlanguages = ["ar"]\nmarking = "TLP:CLEAR"\nas_of = "2018-11-22"\n'
        'scale = "icd203"\ntitle = "داعش والقاعدة"\nquestion = "هل يُفضي التقارب إلى تحالف؟"\n'
        f'scope = """\n{body}\n"""\n'
    )
    # The text speaks of obstacles that this file does not list.
    (folder / "taqdir.toml").write_text('[severity]\ncount-differs = "off"\n')
    pdf = folder / "taqdir.pdf"
    run(taqdir, "build", source, "-o", pdf)
    return pdf


def by_chromium(folder, text):
    page = folder / "page.html"
    body = "".join(f"<p>{html.escape(one)}</p>" for one in text)
    page.write_text(
        f"""<!doctype html><html lang=ar dir=rtl><meta charset=utf-8><title>داعش والقاعدة</title><style>
@font-face {{ font-family: Amiri; src: url("{(FONTS / "Amiri_400Regular.ttf").as_uri()}") }}
@page {{ size: A4; margin: 26mm 32mm }}
body {{ margin: 0; font: {SIZE}pt/{LEADING}pt Amiri; width: {MEASURE}pt; text-align: justify }}
p {{ margin: 0 0 6pt }}</style>{body}</html>"""
    )
    pdf = folder / "chromium.pdf"
    run("chromium", "--headless", "--no-sandbox", "--no-pdf-header-footer", f"--print-to-pdf={pdf}", page.as_uri())
    return pdf


def by_xelatex(folder, text):
    special = {"%": r"\%", "$": r"\$", "#": r"\#", "&": r"\&", "_": r"\_"}
    body = "\n\n".join("".join(special.get(letter, letter) for letter in one) for one in text)
    (folder / "xelatex.tex").write_text(
        r"\documentclass{article}\usepackage[a4paper,textwidth=" + f"{MEASURE}bp" + r",textheight=245mm]{geometry}"
        r"\usepackage{polyglossia}\setmainlanguage{arabic}"
        r"\newfontfamily\arabicfont[Script=Arabic,Path=" + f"{FONTS}/" + r"]{Amiri_400Regular.ttf}"
        r"\setlength{\parindent}{0pt}\setlength{\parskip}{6bp}\pagestyle{empty}"
        r"\begin{document}\fontsize{" + f"{SIZE}bp}}{{{LEADING}bp" + r"}\selectfont " + body + r"\end{document}"
    )
    run("xelatex", "-interaction=batchmode", "xelatex.tex", cwd=folder)
    return folder / "xelatex.pdf"


def by_libreoffice(folder, text):
    body = "".join(f'<text:p text:style-name="P">{html.escape(one)}</text:p>' for one in text)
    names = "office text style fo svg".split()
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{kind}:1.0"'
        for name, kind in zip(names, ["office", "text", "style", "xsl-fo-compatible", "svg-compatible"])
    )
    side = (595.3 - MEASURE) / 2
    (folder / "libreoffice.fodt").write_text(
        f"""<?xml version="1.0" encoding="UTF-8"?>
<office:document {spaces} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">
<office:font-face-decls><style:font-face style:name="Amiri" svg:font-family="Amiri"/></office:font-face-decls>
<office:automatic-styles>
<style:style style:name="P" style:family="paragraph"><style:paragraph-properties fo:text-align="justify"
 style:justify-single-word="false" style:writing-mode="rl-tb" fo:line-height="{LEADING}pt" fo:margin-bottom="6pt"/>
<style:text-properties style:font-name-complex="Amiri" style:font-size-complex="{SIZE}pt" style:language-complex="ar"
 style:country-complex="EG" style:font-name="Amiri" fo:font-size="{SIZE}pt"/></style:style>
<style:page-layout style:name="L"><style:page-layout-properties fo:page-width="595.3pt" fo:page-height="841.9pt"
 fo:margin-top="26mm" fo:margin-bottom="26mm" fo:margin-left="{side}pt" fo:margin-right="{side}pt"
 style:writing-mode="rl-tb"/></style:page-layout>
</office:automatic-styles>
<office:master-styles><style:master-page style:name="Standard" style:page-layout-name="L"/></office:master-styles>
<office:body><office:text>{body}</office:text></office:body></office:document>"""
    )
    config = folder / "fonts.conf"
    config.write_text(
        f'<?xml version="1.0"?><fontconfig><dir>{FONTS}</dir><dir>/usr/share/fonts</dir>'
        f"<cachedir>{folder}/cache</cachedir></fontconfig>"
    )
    run(
        "soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to",
        'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"}}', "--outdir", folder,
        folder / "libreoffice.fodt", env={**os.environ, "FONTCONFIG_FILE": str(config)},
    )
    return folder / "libreoffice.pdf"


def rows(page):
    """The lines of a page: their middles, in points from the top, and their letters from left to right."""
    text = page.get_textpage()
    letters = []
    for index in range(text.count_chars()):
        left, bottom, right, top = text.get_charbox(index, loose=True)
        letter = text.get_text_range(index, 1)
        if letter.strip() and right > left:
            letters.append(((bottom + top) / 2, left, letter))
    letters.sort(key=lambda one: -one[0])
    found = []
    for one in letters:
        if found and found[-1][-1][0] - one[0] < LEADING / 2:
            found[-1].append(one)
        else:
            found.append([one])
    for row in found:
        # The letters of a token that is marked as one share a box, and keep their order.
        inside = "".join(one[2] for one in sorted(row, key=lambda one: one[1]))
        yield page.get_height() - statistics.median(one[0] for one in row), inside


def in_order(pdf):
    """The tokens that stand on the pages as they are to be read, from left to right."""
    lines = [inside for page in pypdfium2.PdfDocument(pdf) for _, inside in rows(page)]
    lines = [re.sub("[\u200e\u200f\u202a-\u202e]", "", one) for one in lines]
    return [token for token in TOKENS if any(token.replace(" ", "") in line for line in lines)]


def sample(pdf):
    """The first page, the middles of the sample's lines in points from its top, and its right edge."""
    page = pypdfium2.PdfDocument(pdf)[0]
    lines = list(rows(page))
    starts = [middle for middle, inside in lines if "يتناول" in inside or "لوانتي" in inside]
    ends = [middle for middle, inside in lines if "12345" in inside]
    middles = [middle for middle, _ in lines if (not starts or middle >= starts[0]) and middle <= ends[-1]]
    dark = page.render(scale=SCALE, grayscale=True).to_pil().point(lambda grey: 255 if grey < 140 else 0)
    top, bottom = (int((middle + side) * SCALE) for middle, side in ((middles[0], -LEADING / 2), (middles[-1], LEADING / 2)))
    right = dark.crop((0, top, dark.width, bottom)).getbbox()[2]
    return dark, middles, right


def picture(pdf):
    """The sample as an image, without what taqdir hangs beside it."""
    dark, middles, right = sample(pdf)
    left, top = right - int((MEASURE + 4) * SCALE), (middles[0] - LEADING * 0.7) * SCALE
    image = pypdfium2.PdfDocument(pdf)[0].render(scale=SCALE, grayscale=True).to_pil()
    image = image.crop((left, int(top), right + 4 * SCALE, int((middles[-1] + LEADING * 0.8) * SCALE)))
    return image.resize((image.width // 2, image.height // 2), Image.Resampling.LANCZOS)


def widest_gaps(pdf):
    """The widest white between two words of each line that fills the measure, in ems of the text."""
    dark, middles, right = sample(pdf)
    left = right - int(MEASURE * SCALE)
    found = []
    for middle in middles:
        band = dark.crop((left, int((middle - LEADING * 0.3) * SCALE), right, int((middle + LEADING * 0.3) * SCALE)))
        columns = band.resize((band.width, 1), Image.Resampling.BOX).tobytes()
        white = "".join(" " if one == 0 else "#" for one in columns)
        if "#" not in white[: 3 * SCALE]:
            continue
        found.append(max(map(len, re.findall(" +", white.strip()))) / SCALE / SIZE)
    return found


def returned(pdf, source, taqdir, folder):
    """How many sentences PDFium and Poppler give back exactly, and how many there are."""
    document = pypdfium2.PdfDocument(pdf)
    texts = ["\f".join(page.get_textpage().get_text_range() for page in document)]
    poppler = subprocess.run(["pdftotext", "-enc", "UTF-8", pdf, "-"], check=True, capture_output=True)
    texts.append(poppler.stdout.decode())
    for text in texts:
        (folder / "text.txt").write_text(text)
        command = [taqdir, "text", folder / "text.txt", "--against", source, "--lang", "ar", "--format", "json"]
        found = json.loads(subprocess.run(command, capture_output=True).stdout)
        prose = [one for one in found["missing"] if one["route"].startswith("/scope")]
        yield len(prose)


def main():
    taqdir = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "target/debug/taqdir").resolve()
    images = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else ROOT / "docs/images")
    text = paragraphs()
    makers = [
        ("taqdir", lambda folder: by_taqdir(taqdir, folder, text)),
        ("chromium", lambda folder: by_chromium(folder, text)),
        ("xelatex", lambda folder: by_xelatex(folder, text)),
        ("soffice", lambda folder: by_libreoffice(folder, text)),
    ]
    print("| | sentences lost in PDFium | in Poppler | tokens in order | widest white of a full line, em, median |")
    print("|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        for name, make in makers:
            if name != "taqdir" and not shutil.which(name):
                print(f"| {name} | is not here | | | |")
                continue
            pdf = make(folder)
            image = picture(pdf)
            image.quantize(16).save(images / f"compare-{name}.png", optimize=True)
            gaps = widest_gaps(pdf)
            lost = [str(one) for one in returned(pdf, folder / "sample.toml", taqdir, folder)]
            order = f"{len(in_order(pdf))} of {len(TOKENS)}"
            print(f"| {name} | {' | '.join(lost)} | {order} | {statistics.median(gaps):.2f} |")


main()
