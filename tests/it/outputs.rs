//! The web page and the Markdown: nothing is lost in them, nothing gets out of its place, and a browser
//! shows them on a telephone.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use pulldown_cmark::{Event, Parser, Tag};
use taqdir::compose::{self, Product, markdown, outputs};
use taqdir::isnad::Isnad;
use taqdir::load::Document;
use taqdir::model::{House, Lang};
use taqdir::pipeline::Run;
use taqdir::readback::gate;
use taqdir::readback::search::Pages;
use taqdir::readback::wanted::{printed, sentences};
use taqdir::resolve::Case;
use taqdir::typeset::drawings::drawings;

const ASSESSMENTS: &[&str] = &[
    "assessments/after-mosul-2017.toml",
    "assessments/daesh-qaeda-alliance.toml",
    "assessments/daesh-qaeda-disputes-2017.toml",
    "assessments/mutual-exposure-2018.toml",
    "assessments/west-africa-2019.toml",
    "tests/fixtures/everything.toml",
];

/// A case with its house.
pub struct Loaded {
    case: Case,
    house: House,
}

impl Loaded {
    /// The assessment of a file.
    fn file(path: &str) -> Self {
        let text = fs::read_to_string(path).unwrap();
        Self::text(path, &text).unwrap_or_else(|| panic!("{path} has errors"))
    }

    /// The assessment of a text, if it has the right form.
    pub fn text(path: &str, text: &str) -> Option<Self> {
        let run = Run::default();
        let checked = run.check_document(&Document::from_text(Path::new(path), text.to_owned()));
        let house = run.house(&checked).cloned().unwrap_or_default();
        Some(Self {
            case: checked.case?,
            house,
        })
    }

    /// The web page, with the figures or without.
    pub fn html(&self, lang: Lang, with_figures: bool) -> String {
        let isnad = Isnad::of(&self.case, &self.house);
        let mut drawn = Vec::new();
        if with_figures {
            for figures in
                outputs::figures(&self.case, &isnad, &self.house, lang, Product::assessment())
                    .unwrap()
            {
                let own = drawings(&figures)
                    .unwrap_or_else(|fault| panic!("{}", fault.messages.join("\n")));
                drawn.extend(own);
            }
        }
        outputs::page(
            &self.case,
            &isnad,
            &self.house,
            lang,
            Product::assessment(),
            &drawn,
        )
        .unwrap_or_else(|error| panic!("{error:#}"))
    }

    /// The Markdown.
    pub fn markdown(&self, lang: Lang) -> String {
        let isnad = Isnad::of(&self.case, &self.house);
        outputs::text(&self.case, &isnad, &self.house, lang, Product::assessment())
            .unwrap_or_else(|error| panic!("{error:#}"))
    }
}

/// A tag of a web page: its name, with `/` before it where it closes, and the rest of it.
type Piece<'a> = (&'a str, &'a str);

/// The tags and the text of a page. What stands in `style` is neither.
fn parts(page: &str) -> (Vec<Piece<'_>>, String) {
    let (mut tags, mut text) = (Vec::new(), String::new());
    let mut rest = page;
    while let Some(open) = rest.find('<') {
        text.push_str(&rest[..open]);
        let close = open + rest[open..].find('>').expect("every tag ends");
        let tag = &rest[open + 1..close];
        let (name, more) = tag.split_once(' ').unwrap_or((tag, ""));
        tags.push((name, more));
        rest = &rest[close + 1..];
        if name == "style" {
            rest = &rest[rest.find("</style>").unwrap()..];
        }
        if !matches!(
            name.trim_start_matches('/'),
            "bdi" | "em" | "strong" | "a" | "span" | "abbr"
        ) {
            text.push('\n');
        }
    }
    text.push_str(rest);
    let text = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
    (tags, text)
}

/// The text that a reader of Markdown sees.
fn text_of_markdown(page: &str) -> String {
    let mut out = String::new();
    for event in Parser::new_ext(page, markdown::options()) {
        match event {
            Event::Text(text) | Event::Code(text) => out.push_str(&text),
            Event::SoftBreak | Event::HardBreak => out.push(' '),
            Event::End(tag)
                if !matches!(
                    tag,
                    pulldown_cmark::TagEnd::Emphasis
                        | pulldown_cmark::TagEnd::Strong
                        | pulldown_cmark::TagEnd::Link
                ) =>
            {
                out.push('\n');
            }
            _ => {}
        }
    }
    out
}

#[test]
fn nothing_that_the_pages_print_is_lost() {
    for path in ASSESSMENTS {
        let loaded = Loaded::file(path);
        for lang in [Lang::Ar, Lang::En] {
            let isnad = Isnad::of(&loaded.case, &loaded.house);
            let pages = compose::compose(&loaded.case, &isnad, &loaded.house, lang).unwrap();
            let mut wanted = printed(sentences(&loaded.case, lang), &pages);
            wanted.extend(gate::wanted(&loaded.case, &loaded.house, &pages));
            assert!(wanted.len() > 40, "{path}: {}", wanted.len());
            for (what, text) in [
                ("html", parts(&loaded.html(lang, false)).1),
                ("md", text_of_markdown(&loaded.markdown(lang))),
            ] {
                let found = Pages::new(&[text]);
                let lost: Vec<_> = wanted
                    .iter()
                    .filter(|one| !found.holds(&one.words))
                    .map(|one| format!("{}: {}", one.route, one.words))
                    .collect();
                assert!(lost.is_empty(), "{path} {what} {lang:?}: {lost:#?}");
            }
        }
    }
}

/// A section of a web page or of Markdown, from its heading to the next.
fn section<'a>(page: &'a str, name: &str, lang: Lang) -> &'a str {
    let heading = compose::labels::label("section", name, lang);
    let (start, end) = match page.starts_with("<!DOCTYPE") {
        true => (format!("<section id=\"section-{name}\""), "</section>"),
        false => (format!("\n## {heading}\n"), "\n## "),
    };
    let rest = &page[page.find(&start).unwrap_or_else(|| panic!("{name}")) + start.len()..];
    rest.split_once(end).map_or(rest, |(section, _)| section)
}

#[test]
fn what_is_referred_to_by_its_number_bears_it() {
    let loaded = Loaded::file("assessments/daesh-qaeda-alliance.toml");
    let model = &loaded.case.model;
    for (name, count) in [
        ("events", model.event.len()),
        ("relations", model.relation.len()),
        ("figures", model.figure.len()),
        ("outcomes", model.outcome.len()),
    ] {
        assert!(count > 3, "{name}");
        for lang in [Lang::Ar, Lang::En] {
            let (html, md) = (loaded.html(lang, false), loaded.markdown(lang));
            let (html, md) = (section(&html, name, lang), section(&md, name, lang));
            for number in 1..=count {
                let found = html.matches(&format!("class=\"number\">{number}<")).count();
                assert_eq!(found, 1, "html {name} {number}");
                let row = [format!("| {number} | "), format!("- **{number} · ")];
                let found = |line: &&str| row.iter().any(|start| line.starts_with(start));
                assert_eq!(md.lines().filter(found).count(), 1, "md {name} {number}");
            }
        }
    }
}

#[test]
fn the_annex_says_whose_numbers_it_has() {
    let loaded = Loaded::file("assessments/mutual-exposure-2018.toml");
    for lang in [Lang::Ar, Lang::En] {
        let isnad = Isnad::of(&loaded.case, &loaded.house);
        let note = compose::labels::label("product", "numbers", lang);
        for (name, times) in [("annex", 1), ("assessment", 0)] {
            let product = Product {
                name,
                ..Product::assessment()
            };
            let (case, house) = (&loaded.case, &loaded.house);
            let html = outputs::page(case, &isnad, house, lang, product, &[]).unwrap();
            let md = outputs::text(case, &isnad, house, lang, product).unwrap();
            for page in [html, md] {
                assert_eq!(page.matches(note).count(), times, "{name} {lang:?}");
            }
        }
    }
}

#[test]
fn markdown_reads_as_it_is_typed() {
    for path in ASSESSMENTS {
        let loaded = Loaded::file(path);
        for lang in [Lang::Ar, Lang::En] {
            let page = loaded.markdown(lang);
            let tags: Vec<&str> = page.lines().filter(|line| line.contains('<')).collect();
            let tags: Vec<&&str> = tags.iter().filter(|line| !line.contains("://")).collect();
            let frame = [&"<div dir=\"rtl\" lang=\"ar\">", &"</div>"];
            assert_eq!(
                tags,
                if lang == Lang::Ar { &frame[..] } else { &[] },
                "{path}"
            );
            let mut level = 0;
            for line in page.lines() {
                let own = line.bytes().take_while(|c| *c == b'#').count();
                assert!(own <= level + 1, "{line}");
                level = if own > 0 { own } else { level };
                // Citations stand as a reader types them, where they are no links.
                let cited = line.contains("\\[1\\]") && !page.contains("\n[1]: ");
                assert!(!cited && !line.contains("\\."), "{path} {line}");
            }
        }
    }
}

#[test]
fn sections_stand_in_the_order_of_the_pages() {
    let order = |name: &str, from: &str, to: &str| -> Vec<String> {
        let text = fs::read_to_string(format!("templates/{name}")).unwrap();
        text.split(from)
            .skip(1)
            .filter_map(|rest| Some(rest.split_once(to)?.0.to_owned()))
            .collect()
    };
    for (product, least) in [("assessment", 20), ("annex", 12)] {
        let pages = format!("{product}.typ.jinja");
        let mut pages = order(&pages, "include \"parts/", ".typ.jinja\"");
        pages.retain(|part| !matches!(part.as_str(), "document" | "masthead"));
        assert!(pages.len() > least);
        // On paper provenance is a figure ahead of the sources, within their section.
        let sources = pages.iter().position(|part| part == "sources").unwrap();
        pages.insert(sources, "isnad".to_owned());
        for medium in ["html", "md"] {
            let name = format!("{product}.{medium}.jinja");
            assert_eq!(order(&name, "[\"", "\", "), pages, "{name}");
        }
    }
}

#[test]
fn the_web_page_is_whole_in_itself() {
    let loaded = Loaded::file("assessments/mutual-exposure-2018.toml");
    for lang in [Lang::Ar, Lang::En] {
        let page = loaded.html(lang, true);
        assert_eq!(
            page,
            loaded.html(lang, true),
            "the same input gives the same bytes"
        );
        let (tags, _) = parts(&page);
        let with = |name: &str| tags.iter().filter(|(own, _)| *own == name).count();
        assert_eq!(with("h1"), 1);
        assert_eq!(with("main"), 1);
        assert_eq!(
            with("figure"),
            outputs::DRAWN.len(),
            "a figure for each part that draws"
        );
        assert_eq!(
            with("script") + with("img") + with("link") + with("iframe"),
            0
        );
        let dir = if lang == Lang::Ar { "rtl" } else { "ltr" };
        assert!(page.contains(&format!("<html lang=\"{}\" dir=\"{dir}\">", lang.as_str())));
        // Both ends of the page carry the marking.
        assert_eq!(page.matches("dir=\"ltr\">TLP:CLEAR</p>").count(), 2);
        let mut ids = BTreeSet::new();
        for (name, rest) in &tags {
            for (attribute, value) in attributes(rest) {
                assert!(!attribute.starts_with("on"), "{name} {attribute}");
                match attribute {
                    "id" => assert!(ids.insert(value), "{value} is there twice"),
                    "src" | "style" => panic!("{name} {attribute}=\"{value}\""),
                    _ => {}
                }
            }
        }
        // Headings go down one level at a time, and every link in the page leads somewhere.
        let mut level = 1;
        for (name, rest) in &tags {
            if let Some(own) = name.strip_prefix('h').and_then(|n| n.parse::<usize>().ok()) {
                assert!(own <= level + 1, "{name} after h{level}");
                level = own;
            }
            for (attribute, value) in attributes(rest) {
                if let Some(target) = value.strip_prefix('#').filter(|_| attribute == "href") {
                    assert!(ids.contains(target), "#{target} leads nowhere");
                }
            }
        }
        assert!(ids.iter().filter(|id| id.starts_with("cite-")).count() > 5);
    }
}

/// The attributes of a tag: names and quoted values.
fn attributes(mut rest: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    while let Some((name, more)) = rest.split_once("=\"") {
        let (value, more) = more.split_once('"').expect("values are quoted");
        found.push((name.trim().trim_end_matches('/'), value));
        rest = more;
    }
    found
}

/// What a web page is built of, without what an author may bring into a text.
pub fn skeleton_of_html(page: &str) -> String {
    let (tags, _) = parts(page);
    let mut out = String::new();
    for (name, rest) in tags {
        for (attribute, value) in attributes(rest) {
            assert!(
                !attribute.starts_with("on"),
                "{name} {attribute}=\"{value}\""
            );
            if attribute == "href" {
                let safe = ["#", "https://", "http://"];
                assert!(safe.iter().any(|start| value.starts_with(start)), "{value}");
            }
        }
        // Texts of several paragraphs are several in the page.
        let inline = ["p", "bdi", "em", "strong", "a", "br", "span"];
        if inline.contains(&name.trim_start_matches('/')) {
            continue;
        }
        out.push_str(name);
        out.push(' ');
    }
    out
}

/// The same of Markdown.
pub fn skeleton_of_markdown(page: &str) -> String {
    let mut out = String::new();
    for event in Parser::new_ext(page, markdown::options()) {
        let named = match event {
            Event::Html(html) | Event::InlineHtml(html) => {
                let known = ["<div dir=\"rtl\" lang=\"ar\">", "</div>"];
                assert!(known.contains(&html.trim()), "{html}");
                continue;
            }
            Event::Start(Tag::Link { dest_url, .. }) => {
                let safe = ["https://", "http://"];
                assert!(
                    safe.iter().any(|start| dest_url.starts_with(start)),
                    "{dest_url}"
                );
                continue;
            }
            Event::Start(Tag::Paragraph | Tag::Emphasis | Tag::Strong) => continue,
            Event::Start(tag) => format!("{tag:?} "),
            Event::Code(code) => panic!("`{code}`"),
            Event::FootnoteReference(name) => panic!("[^{name}]"),
            _ => continue,
        };
        out.push_str(&named);
    }
    out
}

/// How much lighter one colour is than another, as WCAG counts it.
fn contrast(a: &str, b: &str) -> f64 {
    let light = |colour: &str| {
        let part = |at: usize| {
            let value = f64::from(u8::from_str_radix(&colour[at..at + 2], 16).unwrap()) / 255.0;
            if value <= 0.04045 {
                value / 12.92
            } else {
                ((value + 0.055) / 1.055).powf(2.4)
            }
        };
        0.2126 * part(1) + 0.7152 * part(3) + 0.0722 * part(5)
    };
    let (a, b) = (light(a), light(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

#[test]
fn text_stands_out_from_its_ground_by_day_and_night() {
    let sheets = ["assessment.css", "examples/gazette/templates/house.css"]
        .map(|name| fs::read_to_string(format!("templates/{name}")).unwrap());
    let grounds: Vec<&str> = (sheets.iter())
        .flat_map(|sheet| sheet.split("--ink: ").skip(1))
        .collect();
    assert_eq!(grounds.len(), 4, "a light palette and a dark one of each");
    for palette in grounds {
        let palette = format!("--ink: {palette}");
        let colour = |name: &str| -> String {
            let rest = palette.split(&format!("--{name}: ")).nth(1).unwrap();
            rest[..7].to_owned()
        };
        for ground in ["ground", "tint"] {
            for ink in ["ink", "muted", "accent"] {
                let found = contrast(&colour(ink), &colour(ground));
                assert!(found >= 4.5, "{ink} on {ground}: {found:.1}");
            }
        }
        assert!(contrast(&colour("ink"), &colour("thin")) >= 4.5);
    }
    for ink in ["#ffffff", "#33ff00", "#ffc000", "#ff2b2b"] {
        assert!(contrast(ink, "#000000") >= 4.5, "{ink}");
    }
    for bar in ["#0f4c5c", "#6d1f2c"] {
        assert!(contrast("#ffffff", bar) >= 4.5);
    }
}

/// The browser, if there is one.
#[expect(clippy::print_stdout, reason = "a test that is skipped must say so")]
fn chromium() -> Option<PathBuf> {
    let names = ["chromium", "chromium-browser", "google-chrome"];
    let paths = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&paths)
        .flat_map(|folder| names.map(|name| folder.join(name)))
        .find(|path| path.is_file());
    if found.is_none() {
        println!("SKIPPED: no chromium here, so no browser has tried the web page");
    }
    found
}

/// What a page measures in a window `width` pixels wide: its own width, how many elements stick out
/// of it, and its text. The page itself runs no script, so a page around it asks.
fn measured(chromium: &Path, page: &str, width: u32) -> (String, String) {
    let folder = tempfile::tempdir().unwrap();
    let quoted = page.replace('&', "&amp;").replace('"', "&quot;");
    let around = format!(
        r#"<!DOCTYPE html><meta charset="utf-8"><iframe width="{width}" height="800" style="border:0" srcdoc="{quoted}"></iframe>
<pre id="size"></pre><pre id="text"></pre><script>
const frame = document.querySelector('iframe');
frame.onload = () => {{
  const page = frame.contentDocument, out = [];
  for (const one of page.querySelectorAll('body *')) {{
    const box = one.getBoundingClientRect();
    if ((box.right > {width} + 1 || box.left < -1) && !one.closest('.scroll, .drawing, .skip')) out.push(one.tagName + '.' + one.className);
  }}
  // What is one number or one range stands on one line.
  for (const one of page.querySelectorAll('td.number, .whole')) {{
    const text = one.ownerDocument.createRange(), walk = page.createTreeWalker(one, 4);
    while (walk.nextNode()) {{
      text.selectNodeContents(walk.currentNode);
      if (text.getClientRects().length > 1) out.push('broken ' + one.textContent);
    }}
  }}
  document.getElementById('size').textContent = page.documentElement.scrollWidth + ' ' + out.slice(0, 9).join(' ');
  document.getElementById('text').textContent = page.body.innerText;
  frame.remove();
}};
</script>"#
    );
    let file = folder.path().join("around.html");
    fs::write(&file, around).unwrap();
    let output = Command::new(chromium)
        .args([
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            "--dump-dom",
        ])
        .arg("--virtual-time-budget=10000")
        .arg(format!(
            "--user-data-dir={}",
            folder.path().join("profile").display()
        ))
        .arg(format!("file://{}", file.display()))
        .output()
        .unwrap();
    let dom = String::from_utf8_lossy(&output.stdout).into_owned();
    let inside = |id: &str| {
        let rest = dom.split(&format!("<pre id=\"{id}\">")).nth(1);
        let rest = rest.and_then(|rest| rest.split("</pre>").next());
        rest.unwrap_or_else(|| panic!("{}", String::from_utf8_lossy(&output.stderr)))
            .to_owned()
    };
    let text = inside("text");
    (inside("size"), parts(&text).1)
}

#[test]
fn a_browser_shows_all_of_it_on_a_telephone() {
    let Some(chromium) = chromium() else { return };
    for path in [
        "assessments/west-africa-2019.toml",
        "tests/fixtures/everything.toml",
    ] {
        let loaded = Loaded::file(path);
        for lang in [Lang::Ar, Lang::En] {
            let page = loaded.html(lang, true);
            // Where tables are tables, and narrow ones.
            let (size, _) = measured(&chromium, &page, 708);
            assert_eq!(size.trim(), "708", "{path} {lang:?}");
            let (size, text) = measured(&chromium, &page, 360);
            assert_eq!(size.trim(), "360", "{path} {lang:?}");
            let isnad = Isnad::of(&loaded.case, &loaded.house);
            let pages = compose::compose(&loaded.case, &isnad, &loaded.house, lang).unwrap();
            let found = Pages::new(&[text]);
            let lost: Vec<_> = printed(sentences(&loaded.case, lang), &pages)
                .into_iter()
                .filter(|one| !found.holds(&one.words))
                .map(|one| one.words)
                .collect();
            assert!(lost.is_empty(), "{path} {lang:?}: {lost:#?}");
        }
    }
}

#[test]
fn no_word_is_too_long_for_a_telephone() {
    let Some(chromium) = chromium() else { return };
    let full = include_str!("../suite/sound/full.toml");
    let long = format!(
        "Text {} https://example.org/{}",
        "w".repeat(90),
        "abc_".repeat(40)
    );
    let text = full.replace("\"Text ", &format!("\"{long} "));
    assert!(text.matches(&long).count() > 60);
    let loaded = Loaded::text("tests/suite/sound/x.toml", &text).unwrap();
    for lang in [Lang::Ar, Lang::En] {
        for width in [360, 900] {
            let (size, _) = measured(&chromium, &loaded.html(lang, false), width);
            assert_eq!(size.trim(), width.to_string(), "{lang:?}");
        }
    }
}

#[test]
fn the_program_writes_one_file_beside_the_assessment() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("small.toml");
    fs::copy("tests/suite/sound/smallest.toml", &file).unwrap();
    let loaded = Loaded::file("tests/suite/sound/smallest.toml");
    for (kind, expected) in [
        ("html", loaded.html(Lang::En, true)),
        ("md", loaded.markdown(Lang::En)),
    ] {
        let output = assert_cmd::Command::cargo_bin("taqdir")
            .unwrap()
            .args(["build", "--to", kind])
            .arg(&file)
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let written = fs::read_to_string(folder.path().join(format!("small.en.{kind}"))).unwrap();
        assert!(
            written == expected,
            "{kind}: the program and the library differ"
        );
    }
    let names = fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(names, 3, "nothing else is written");
}

#[test]
fn a_page_that_is_too_wide_is_noticed() {
    let Some(chromium) = chromium() else { return };
    let wide = "<!DOCTYPE html><body><p>a</p><div style=\"width:700px\">b</div></body>";
    let (size, text) = measured(&chromium, wide, 360);
    assert!(size.contains("DIV"), "{size}");
    assert!(text.contains('b'));
}
