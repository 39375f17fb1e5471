//! How the pages look: what stands where it should not, and what has changed.
//!
//! The golden pages are `tests/golden/*.png`, small and grey. A change of a template shows as
//! images in `target/golden`: the page as it was, as it is, and the two over each other. To
//! accept what was looked at: `TAQDIR_BLESS=1 cargo test --test it look::`. The same command
//! makes the pictures of docs/gallery.md and of the README anew.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use tiny_skia::{Color, Pixmap};

/// Dots to the millimetre of the page images.
const DOTS: f32 = 144.0 / 25.4;
/// A golden page has one dot for so many of the page image, in each direction.
const COARSE: u32 = 3;
/// A picture of the gallery has one dot for so many.
const GALLERY: u32 = 2;

/// The gallery: the name of a picture, the options of `build`, and the page, from 1.
const PICTURES: &[(&str, &[&str], usize)] = &[
    ("assessment.ar-1", &["--lang", "ar"], 1),
    ("assessment.en-1", &["--lang", "en"], 1),
    ("assessment.ar-8", &["--lang", "ar"], 8),
    ("assessment.en-8", &["--lang", "en"], 8),
    ("brief.ar", &["--lang", "ar", "--product", "brief"], 1),
    ("brief.en", &["--lang", "en", "--product", "brief"], 1),
    ("annex.ar-1", &["--lang", "ar", "--product", "annex"], 1),
    ("annex.en-1", &["--lang", "en", "--product", "annex"], 1),
];

/// The pages of a file as the program draws them.
fn pages(file: &Path, options: &[&str]) -> Vec<Pixmap> {
    let folder = tempfile::tempdir().unwrap();
    let output = Command::cargo_bin("taqdir")
        .unwrap()
        .args(["build", "--to", "png", "-o"])
        .arg(folder.path())
        .args(options)
        .arg(file)
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {told}", file.display());
    let mut names: Vec<PathBuf> = fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    names.sort();
    names
        .iter()
        .map(|name| Pixmap::load_png(name).unwrap())
        .collect()
}

/// How dark a dot is, from 0 to 255.
fn ink(page: &Pixmap, x: u32, y: u32) -> u8 {
    page.pixel(x, y).map_or(0, |dot| 255 - dot.green())
}

/// Whether anything is printed in a stretch of a page, in dots.
fn printed(page: &Pixmap, columns: std::ops::Range<u32>, rows: std::ops::Range<u32>) -> bool {
    rows.into_iter()
        .any(|y| columns.clone().any(|x| ink(page, x, y) > 40))
}

fn dots(millimetres: f32) -> u32 {
    (millimetres * DOTS) as u32
}

/// What a typographer would circle on one page of a document.
fn faults(page: &Pixmap, last: bool) -> Vec<String> {
    let (width, height) = (page.width(), page.height());
    let mut found = Vec::new();
    let edge = dots(15.0);
    for (side, columns) in [("left", 0..edge), ("right", width - edge..width)] {
        if printed(page, columns, 0..height) {
            found.push(format!("runs off on the {side}"));
        }
    }
    let (top, foot) = (dots(26.0), height - dots(23.0));
    let lowest = (top..foot)
        .rev()
        .find(|&y| printed(page, 0..width, y..y + 1));
    let filled = lowest.map_or(0.0, |y| (y - top) as f32 / (foot - top) as f32);
    if !last && filled < 0.5 {
        found.push(format!("is filled to {:.0}% only", filled * 100.0));
    }
    if last && filled == 0.0 {
        found.push("is empty".to_owned());
    }
    found
}

fn faults_of(name: &str, pages: &[Pixmap]) -> Vec<String> {
    let count = pages.len();
    let of_page = |(index, page): (usize, &Pixmap)| {
        let fault = move |fault| format!("{name}, page {} of {count}: {fault}", index + 1);
        faults(page, index + 1 == count).into_iter().map(fault)
    };
    pages.iter().enumerate().flat_map(of_page).collect()
}

#[test]
fn no_page_of_an_assessment_runs_off_or_is_half_empty() {
    let mut found = Vec::new();
    for entry in fs::read_dir("assessments").unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|kind| kind != "toml") {
            continue;
        }
        for lang in ["ar", "en"] {
            let name = format!("{} ({lang})", path.display());
            found.extend(faults_of(&name, &pages(&path, &["--lang", lang])));
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// The pages of an assessment whose text is made by a test.
fn extreme(text: &str, lang: &str) -> Vec<Pixmap> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("extreme.toml");
    fs::write(&file, text).unwrap();
    pages(&file, &["--lang", lang])
}

const HEAD: &str = r#"format = 1
id = "extreme"
languages = ["ar", "en"]
marking = "TLP:CLEAR"
as_of = "2026-01-15"
scale = "icd203"
"#;

#[test]
fn a_file_with_the_required_fields_alone_gives_a_decent_page() {
    let text = format!(
        "{HEAD}title = {{ ar = \"عنوان\", en = \"Title\" }}\nquestion = {{ ar = \"ما السؤال؟\", en = \"What is asked?\" }}\n"
    );
    for lang in ["ar", "en"] {
        let pages = extreme(&text, lang);
        assert_eq!(pages.len(), 1, "{lang}");
        assert_eq!(faults_of(lang, &pages), [""; 0]);
    }
}

#[test]
fn very_long_titles_and_words_stay_on_the_page() {
    let word = "لا".repeat(80);
    let latin = "incomprehensibility".repeat(9);
    let title = "تقدير موقف طويل العنوان جدًّا ".repeat(14);
    let english = "A very long title of an assessment ".repeat(12);
    let text = format!(
        r#"{HEAD}title = {{ ar = "{title}", en = "{english}" }}
question = {{ ar = "ما {word}؟", en = "What is {latin}?" }}

[[source]]
id = "s"
kind = "report"
title = {{ ar = "{word}", en = "{latin}" }}
reliability = "B"
lineage = "analysis"
language = "ar"
published = "2026-01-01"
publisher = {{ ar = "{word}", en = "{latin}" }}
url = "https://example.org/{latin}/{latin}"

[[driver]]
id = "d"
name = {{ ar = "{word}", en = "{latin}" }}
weight = "major"
claim = {{ ar = "يدفع {word} إلى ذلك [@s].", en = "It is driven by {latin} [@s]." }}
mechanism = {{ ar = "{word}", en = "{latin}" }}

[[obstacle]]
id = "o"
name = {{ ar = "{word}", en = "{latin}" }}
weight = "minor"
claim = {{ ar = "يمنعه {word} [@s].", en = "It is held back by {latin} [@s]." }}
mechanism = {{ ar = "{word}", en = "{latin}" }}
"#
    );
    for lang in ["ar", "en"] {
        assert_eq!(faults_of(lang, &extreme(&text, lang)), [""; 0]);
    }
}

#[test]
fn five_hundred_items_stay_on_the_page() {
    let mut text = format!(
        "{HEAD}title = {{ ar = \"خمسمئة\", en = \"Five hundred\" }}\nquestion = {{ ar = \"كم؟\", en = \"How many?\" }}\n\
         [[source]]\nid = \"s\"\nkind = \"report\"\nreliability = \"B\"\nlineage = \"analysis\"\nlanguage = \"ar\"\n\
         title = {{ ar = \"تقرير\", en = \"A report\" }}\npublisher = {{ ar = \"مركز\", en = \"A centre\" }}\npublished = \"2026-01-01\"\n"
    );
    let claim = "claim = { ar = \"تتحرك المجموعات في المناطق الحدودية طلبًا للملاذ [@s].\", en = \"Groups move in the border regions in search of a haven [@s].\" }";
    for number in 0..125 {
        let name = format!("name = {{ ar = \"البند {number}\", en = \"Item {number}\" }}");
        let month = 1 + number % 12;
        text += &format!(
            "[[indicator]]\nid = \"i{number}\"\n{name}\nstatus = \"observed\"\ntrend = \"rising\"\nlast_observed = \"2025-{month:02}\"\ncredibility = 3\n{claim}\n\
             [[driver]]\nid = \"d{number}\"\n{name}\nweight = \"major\"\n{claim}\nmechanism = {{ ar = \"بالحاجة\", en = \"By need\" }}\n\
             [[obstacle]]\nid = \"o{number}\"\n{name}\nweight = \"minor\"\n{claim}\nmechanism = {{ ar = \"بالخوف\", en = \"By fear\" }}\n\
             [[event]]\nid = \"e{number}\"\nwhen = \"2025-{month:02}\"\nevidence = [\"s\"]\nwhat = {{ ar = \"الحدث {number}\", en = \"Event {number}\" }}\n"
        );
    }
    let pages = extreme(&text, "ar");
    assert!(pages.len() > 30, "{} pages", pages.len());
    assert_eq!(faults_of("ar", &pages), [""; 0]);
}

/// A page in small: every dot the mean of `by`² dots.
fn smaller(page: &Pixmap, by: u32) -> Pixmap {
    let (width, height) = (page.width() / by, page.height() / by);
    let mut small = Pixmap::new(width, height).unwrap();
    for (index, dot) in small.pixels_mut().iter_mut().enumerate() {
        let index = u32::try_from(index).unwrap();
        let (x, y) = (index % width * by, index / width * by);
        let dots = (0..by * by).filter_map(|n| page.pixel(x + n % by, y + n / by));
        let mut sum = [0; 3];
        for dot in dots {
            for (sum, value) in sum.iter_mut().zip([dot.red(), dot.green(), dot.blue()]) {
                *sum += u32::from(value);
            }
        }
        // Sixteen steps of each colour are enough to see, and pack well.
        let [red, green, blue] = sum.map(|sum| (sum / (by * by)) as u8 / 16 * 17);
        *dot = Color::from_rgba8(red, green, blue, 255)
            .premultiply()
            .to_color_u8();
    }
    small
}

/// The dots of two pages that differ by more than the rounding of another processor.
fn differing(was: &Pixmap, is: &Pixmap) -> usize {
    if (was.width(), was.height()) != (is.width(), is.height()) {
        return usize::MAX;
    }
    let far = |(a, b): &(&_, &_)| {
        let (a, b): (
            &tiny_skia::PremultipliedColorU8,
            &tiny_skia::PremultipliedColorU8,
        ) = (a, b);
        a.green().abs_diff(b.green()) > 40
    };
    was.pixels().iter().zip(is.pixels()).filter(far).count()
}

/// What was in red, what is in blue, what is the same in grey.
fn overlay(was: &Pixmap, is: &Pixmap) -> Pixmap {
    let mut both = is.clone();
    for (index, dot) in both.pixels_mut().iter_mut().enumerate() {
        let old = was.pixels().get(index).map_or(255, |dot| dot.green());
        let new = dot.green();
        *dot = Color::from_rgba8(new, old.max(new), old, 255)
            .premultiply()
            .to_color_u8();
    }
    both
}

#[test]
fn the_pages_look_as_they_did() {
    let bless = env::var_os("TAQDIR_BLESS").is_some();
    let (golden, made) = (Path::new("tests/golden"), Path::new("target/golden"));
    fs::create_dir_all(golden).unwrap();
    let mut changed = Vec::new();
    let mut known: Vec<String> = Vec::new();
    for lang in ["ar", "en"] {
        let pages = pages(
            Path::new("tests/fixtures/everything.toml"),
            &["--lang", lang],
        );
        for (index, page) in pages.iter().enumerate() {
            let is = smaller(page, COARSE);
            let name = format!("everything.{lang}-{:02}.png", index + 1);
            let path = golden.join(&name);
            known.push(name.clone());
            if bless {
                is.save_png(&path).unwrap();
                continue;
            }
            let was = Pixmap::load_png(&path).ok();
            let count = was.as_ref().map_or(usize::MAX, |was| differing(was, &is));
            if count > 20 {
                fs::create_dir_all(made).unwrap();
                is.save_png(made.join(format!("is-{name}"))).unwrap();
                if let Some(was) = was {
                    was.save_png(made.join(format!("was-{name}"))).unwrap();
                    overlay(&was, &is)
                        .save_png(made.join(format!("both-{name}")))
                        .unwrap();
                }
                changed.push(name);
            }
        }
    }
    for entry in fs::read_dir(golden).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if !known.contains(&name) {
            if bless {
                fs::remove_file(path).unwrap();
            } else {
                changed.push(format!("{name} is no longer a page"));
            }
        }
    }
    assert!(
        changed.is_empty(),
        "pages look otherwise than in tests/golden; see target/golden/both-*.png (was red, is blue), \
         and accept with TAQDIR_BLESS=1: {changed:#?}"
    );
}

#[test]
fn the_gallery_shows_what_is_built_today() {
    let bless = env::var_os("TAQDIR_BLESS").is_some();
    let flagship = Path::new("assessments/mutual-exposure-2018.toml");
    let told = ["README.md", "docs/gallery.md"]
        .map(|page| fs::read_to_string(page).unwrap())
        .concat();
    let mut stale = Vec::new();
    for (name, options, page) in PICTURES {
        assert!(
            told.contains(&format!("images/{name}.png")),
            "{name} is shown nowhere"
        );
        let pages = pages(flagship, options);
        let is = smaller(&pages[page - 1], GALLERY);
        let path = PathBuf::from(format!("docs/images/{name}.png"));
        if bless {
            is.save_png(&path).unwrap();
        } else if Pixmap::load_png(&path).map_or(usize::MAX, |was| differing(&was, &is)) > 80 {
            stale.push(*name);
        }
    }
    assert!(
        stale.is_empty(),
        "make the gallery anew with TAQDIR_BLESS=1: {stale:?}"
    );
}
