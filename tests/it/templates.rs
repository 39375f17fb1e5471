//! A house's own templates: the worked example of docs/templates.md, the gazette, and what is said
//! when a template is faulty.

use std::fs;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use lopdf::{Document, Object};
use page_validation::{ValidationOptions, ValidationProfile, validate_pdf_bytes};
use tempfile::TempDir;

const PAGE: &str = "docs/templates.md";
const SMALLEST: &str = "tests/suite/sound/smallest.toml";

fn taqdir(folder: &Path, arguments: &[&str]) -> Output {
    Command::cargo_bin("taqdir")
        .unwrap()
        .current_dir(folder)
        .env("TAQDIR_LOCALE", "en")
        .args(arguments)
        .output()
        .unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A house with these files and the smallest assessment.
fn house(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::copy(SMALLEST, folder.path().join("a.toml")).unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap().flatten() {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).unwrap();
        }
    }
}

/// Holds a PDF against both standards.
pub fn standards(path: &Path) {
    conforms(&path.display().to_string(), &fs::read(path).unwrap());
}

/// Holds the bytes of a PDF against both standards.
pub fn conforms(name: &str, bytes: &[u8]) {
    for profile in [ValidationProfile::PdfA3a, ValidationProfile::PdfUa1] {
        let options = ValidationOptions::default().profile(profile);
        let mut failures = validate_pdf_bytes(bytes, &options).unwrap().failures;
        // A stream whose last byte happens to be a carriage return: the validator takes that for
        // the end of the line before `endstream`.
        failures
            .retain(|failure| !(failure.rule_id.contains("6.1.7.1:1") && lengths_are_exact(bytes)));
        assert!(failures.is_empty(), "{name}: {failures:#?}");
    }
}

/// Whether `endstream` follows each stream after as many bytes as it says.
fn lengths_are_exact(bytes: &[u8]) -> bool {
    let find = |from: usize, words: &[u8]| {
        let rest = bytes.get(from..)?;
        let at = rest
            .windows(words.len())
            .position(|window| window == words)?;
        Some(from + at + words.len())
    };
    let (mut at, mut streams) = (0, 0);
    while let Some(number) = find(at, b"/Length ") {
        let digits = bytes[number..]
            .iter()
            .take_while(|byte| byte.is_ascii_digit());
        let length = digits.fold(0, |sum, digit| sum * 10 + usize::from(digit - b'0'));
        let Some(start) = find(number, b">>\nstream\n") else {
            return false;
        };
        if !bytes[start + length..].starts_with(b"\nendstream") {
            return false;
        }
        streams += 1;
        at = start + length;
    }
    streams > 5
}

/// The alternative texts of a PDF's figures.
pub fn alternatives(path: &Path) -> Vec<String> {
    let document = Document::load(path).unwrap();
    let texts = document.objects.values().filter_map(|object| match object {
        Object::Dictionary(dictionary) => dictionary.get(b"Alt").ok(),
        _ => None,
    });
    texts
        .map(|text| lopdf::decode_text_string(text).unwrap())
        .collect()
}

/// The code blocks of the page that are files: name, text.
fn blocks(page: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some((_, name)) = line
            .split_once(" file=")
            .filter(|_| line.trim_start().starts_with("```"))
        else {
            continue;
        };
        let indent = line.len() - line.trim_start().len();
        let text: String = lines
            .by_ref()
            .take_while(|line| line.trim() != "```")
            .map(|line| format!("{}\n", line.get(indent..).unwrap_or_default()))
            .collect();
        found.push((name.to_owned(), text));
    }
    found
}

#[test]
fn the_worked_example_of_the_page_is_built_as_it_stands() {
    let page = fs::read_to_string(PAGE).unwrap();
    let files = blocks(&page);
    assert_eq!(files.len(), 7);
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect();
    let folder = house(&files);
    copy(Path::new("assessments"), folder.path());
    for lang in ["ar", "en"] {
        let output = taqdir(
            folder.path(),
            &[
                "build",
                "mutual-exposure-2018.toml",
                "--product",
                "note",
                "--lang",
                lang,
            ],
        );
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
        let pdf = folder
            .path()
            .join(format!("mutual-exposure-2018.note.{lang}.pdf"));
        standards(&pdf);
        let name = ["مركز الدراسات", "Centre for Studies"][usize::from(lang == "en")];
        assert!(alternatives(&pdf).iter().any(|text| text == name), "{lang}");
        let pages = taqdir::readback::pdf::pages(&fs::read(&pdf).unwrap())
            .unwrap()
            .join("\n");
        // The part of the house has no heading, and its own component is used.
        assert!(!pages.contains("Summary\n") && !pages.contains("الخلاصة\n"));
        let output = taqdir(
            folder.path(),
            &[
                "build",
                "mutual-exposure-2018.toml",
                "--product",
                "note",
                "--lang",
                lang,
                "--to",
                "png",
                "-o",
                "png",
            ],
        );
        assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    }
    let file = "mutual-exposure-2018.toml";
    let build = |to: &str| {
        taqdir(
            folder.path(),
            &["build", file, "--product", "note", "--to", to],
        )
    };
    assert_eq!(build("md").status.code(), Some(0));
    let note = folder.path().join("mutual-exposure-2018.note.ar.md");
    let note = fs::read_to_string(note).unwrap();
    assert!(note.contains("## ما لا نعلمه") && !note.contains("## الخلاصة"));
    // What the house adds to the look of the web comes after the program's, and its logo is in the page.
    let output = taqdir(folder.path(), &["build", file, "--to", "html"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let page = folder.path().join("mutual-exposure-2018.ar.html");
    let page = fs::read_to_string(page).unwrap();
    let at = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text}"));
    assert!(at("--accent: #0f4c5c") < at("--accent: #6d1f2c"));
    assert!(at("--accent: #6d1f2c") < at("</style>"));
    assert!(at("<img src=\"data:image/svg+xml;base64,") < at("alt=\"مركز الدراسات\">"));
    assert!(page.contains("img-src data:;"));
    let output = build("html");
    assert_eq!(output.status.code(), Some(2));
    let lacking = "there is `note.typ.jinja` for it, but no `note.html.jinja`";
    assert!(said(&output).contains(lacking), "{}", said(&output));
    let output = taqdir(folder.path(), &["build", "a.toml", "--product", "not"]);
    assert!(
        said(&output).contains("did you mean `note`?"),
        "{}",
        said(&output)
    );
}

#[test]
fn a_house_puts_its_own_stylesheet_in_place_of_the_programs() {
    let own = "body { color: #123456; } p::after { content: \"</style>\"; }\n";
    let folder = house(&[
        ("taqdir.toml", "templates = \"t\"\n"),
        ("t/assessment.css", own),
        ("t/other.css", "body { color: #654321; }"),
    ]);
    let output = taqdir(folder.path(), &["build", "a.toml", "--to", "html"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let page = fs::read_to_string(folder.path().join("a.en.html")).unwrap();
    let (_, rest) = page.split_once("<style>").unwrap();
    let (sheet, _) = rest.split_once("</style>").unwrap();
    // It cannot end its element; in a stylesheet the backslash changes nothing.
    assert!(sheet.contains("color: #123456; } p::after { content: \"<\\/style>\"; }"));
    assert!(!sheet.contains("--accent") && !sheet.contains("#654321"));
    // What the program has is written to begin with.
    let output = taqdir(folder.path(), &["templates", "fresh"]);
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    assert_eq!(
        fs::read_to_string(folder.path().join("fresh/assessment.css")).unwrap(),
        fs::read_to_string("templates/assessment.css").unwrap()
    );
}

#[test]
fn the_gazette_keeps_to_the_standards_in_both_languages() {
    let folder = tempfile::tempdir().unwrap();
    copy(Path::new("templates/examples/gazette"), folder.path());
    copy(Path::new("assessments"), folder.path());
    fs::copy(SMALLEST, folder.path().join("smallest.toml")).unwrap();
    for lang in ["ar", "en"] {
        for name in ["mutual-exposure-2018", "after-mosul-2017"] {
            let file = format!("{name}.toml");
            let output = taqdir(
                folder.path(),
                &["build", &file, "--product", "gazette,brief", "--lang", lang],
            );
            assert_eq!(output.status.code(), Some(0), "{}", said(&output));
            standards(&folder.path().join(format!("{name}.gazette.{lang}.pdf")));
            standards(&folder.path().join(format!("{name}.brief.{lang}.pdf")));
        }
    }
    let output = taqdir(
        folder.path(),
        &["build", "smallest.toml", "--product", "gazette"],
    );
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let name = "after-mosul-2017";
    let output = taqdir(
        folder.path(),
        &[
            "build",
            &format!("{name}.toml"),
            "--product",
            "gazette",
            "--to",
            "html",
        ],
    );
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    let page = fs::read_to_string(folder.path().join(format!("{name}.gazette.ar.html"))).unwrap();
    assert!(page.contains("--accent: #6d1f2c") && page.contains("نشرة تقدير الموقف"));
    assert!(page.contains("id=\"section-judgements\"") && !page.contains("id=\"section-method\""));
    // The folder of Typst source holds what the house brings.
    let output = taqdir(
        folder.path(),
        &[
            "build",
            "smallest.toml",
            "--product",
            "gazette",
            "--to",
            "typst",
        ],
    );
    assert_eq!(output.status.code(), Some(0), "{}", said(&output));
    for file in [
        "main.typ",
        "house/gazette.typ",
        "house/logo.svg",
        "house/base.typ",
    ] {
        assert!(
            folder
                .path()
                .join("smallest.gazette.en.typst")
                .join(file)
                .exists(),
            "{file}"
        );
    }
}

#[test]
fn a_faulty_template_is_shown_at_its_line() {
    let start =
        "{% include \"parts/document.typ.jinja\" %}\n{% include \"parts/masthead.typ.jinja\" %}\n";
    let cases: &[(&str, &str, &str, &str)] = &[
        // Name, text, where, what.
        (
            "x.typ.jinja",
            "{{ titel }}",
            "templates/x.typ.jinja:3",
            "no such value",
        ),
        (
            "x.typ.jinja",
            "{% if title %}",
            "templates/x.typ.jinja:3",
            "cannot be read",
        ),
        (
            "x.typ.jinja",
            "{{ title | safe }}",
            "templates/x.typ.jinja:3",
            "prints no text as code",
        ),
        (
            "x.typ.jinja",
            "{% include \"parts/none.typ.jinja\" %}",
            "templates/x.typ.jinja:3",
            "no such template",
        ),
        (
            "x.typ.jinja",
            "#panl({{ title }})",
            "templates/x.typ.jinja:3",
            "unknown variable: panl",
        ),
        (
            "x.typ.jinja",
            "#section(\n  {{ title }},\n  colour: red,\n)",
            "templates/x.typ.jinja:5",
            "unexpected argument: colour",
        ),
        (
            "x.typ.jinja",
            "#(",
            "templates/x.typ.jinja:3",
            "unclosed delimiter",
        ),
        (
            "x.typ.jinja",
            "#image(\"/gone.svg\", alt: \"x\")",
            "templates/x.typ.jinja:3",
            "file not found",
        ),
        (
            "x.typ.jinja",
            "#read(\"/etc/passwd\")",
            "templates/x.typ.jinja:3",
            "file not found",
        ),
        (
            "x.typ.jinja",
            "#read(\"../taqdir.toml\")",
            "templates/x.typ.jinja:3",
            "Typst says",
        ),
        (
            "x.typ.jinja",
            "#import \"@preview/cetz:0.3.4\"",
            "templates/x.typ.jinja:3",
            "Typst says",
        ),
        (
            "x.typ.jinja",
            "#eval(\"1\")",
            "templates/x.typ.jinja:3",
            "unknown variable: eval",
        ),
        (
            "x.typ.jinja",
            "#std.eval(\"1\")",
            "templates/x.typ.jinja:3",
            "Typst says",
        ),
        (
            "x.typ.jinja",
            "#plugin(\"x.wasm\")",
            "templates/x.typ.jinja:3",
            "unknown variable: plugin",
        ),
        (
            "x.typ.jinja",
            "#image(\"/dot.svg\")",
            "templates/x.typ.jinja:3",
            "alt",
        ),
        (
            "x.typ.jinja",
            "#import \"own.typ\": f\n#f(1)",
            "templates/own.typ:2",
            "Typst says",
        ),
    ];
    for (name, text, place, what) in cases {
        let text = format!("{start}{text}\n");
        let folder = house(&[
            ("taqdir.toml", "templates = \"templates\"\n"),
            (&format!("templates/{name}"), &text),
            ("templates/own.typ", "#let f(x) = {\n  x + \"a\" + 1\n}\n"),
            (
                "templates/dot.svg",
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><rect width=\"9\" height=\"9\"/></svg>",
            ),
        ]);
        for locale in ["en", "ar"] {
            let output = taqdir(
                folder.path(),
                &["build", "a.toml", "--product", "x", "--locale", locale],
            );
            let said = said(&output);
            assert_eq!(output.status.code(), Some(2), "{text}: {said}");
            assert!(said.contains("faulty-template"), "{text}: {said}");
            assert!(said.contains(place), "{text}: {said}");
            assert!(locale == "ar" || said.contains(what), "{text}: {said}");
            assert!(!folder.path().join("a.x.en.pdf").exists());
        }
    }
}

#[test]
fn a_slip_on_one_line_of_a_template_is_told_once() {
    // A loop writes the line once for each source, and Typst stumbles several times over each.
    let folder = house(&[
        ("taqdir.toml", "templates = \"templates\"\n"),
        (
            "templates/x.typ.jinja",
            "#let th = (\n{% for s in [1, 2, 3] %}\n<<< HEAD\n{% endfor %})\n",
        ),
    ]);
    let output = taqdir(folder.path(), &["build", "a.toml", "--product", "x"]);
    let said = said(&output);
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert_eq!(said.matches("faulty-template").count(), 1, "{said}");
    assert!(said.contains("templates/x.typ.jinja:3"), "{said}");
}

#[test]
fn a_logo_or_a_folder_that_cannot_be_used_stops_the_build() {
    let cases = [
        ("logo = \"gone.svg\"", "there is no `gone.svg`"),
        ("logo = \"text.svg\"", "is no SVG and no PNG picture"),
        ("logo = \"../outside.png\"", "there is no"),
        ("logo = \"templates\"", "is not a file"),
        ("templates = \"text.svg\"", "is no folder"),
        ("templates = \"..\"", "outside the project"),
    ];
    for (line, expected) in cases {
        let folder = house(&[
            ("taqdir.toml", &format!("{line}\n")),
            ("text.svg", "no picture"),
            ("templates/y.typ", ""),
        ]);
        for (command, code) in [("build", 2), ("check", 1)] {
            let output = taqdir(folder.path(), &[command, "a.toml"]);
            let all = said(&output) + &String::from_utf8_lossy(&output.stdout);
            assert_eq!(output.status.code(), Some(code), "{line}: {all}");
            assert!(
                all.contains("unusable-house-file") && all.contains("taqdir.toml:1"),
                "{all}"
            );
            assert!(all.contains(expected), "{line}: {all}");
        }
    }
}

#[cfg(unix)]
#[test]
fn a_link_out_of_the_project_is_not_followed() {
    let folder = house(&[
        ("taqdir.toml", "templates = \"templates\"\n"),
        ("templates/y.typ", ""),
    ]);
    std::os::unix::fs::symlink("/etc/hosts", folder.path().join("templates/hosts.typ")).unwrap();
    let output = taqdir(folder.path(), &["build", "a.toml"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        said(&output).contains("outside the project"),
        "{}",
        said(&output)
    );
}

#[test]
fn a_house_begins_from_the_templates_of_the_program() {
    let folder = house(&[
        ("taqdir.toml", "templates = \"mine\"\n"),
        ("mine/annex.typ.jinja", ""),
    ]);
    let output = taqdir(folder.path(), &["templates", "mine"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(
        said(&output).contains("1 were there already"),
        "{}",
        said(&output)
    );
    assert_eq!(
        fs::read(folder.path().join("mine/annex.typ.jinja")).unwrap(),
        b""
    );
    // As they were written they give the same bytes.
    taqdir(folder.path(), &["build", "a.toml", "-o", "own.pdf"]);
    fs::write(folder.path().join("taqdir.toml"), "").unwrap();
    taqdir(folder.path(), &["build", "a.toml", "-o", "plain.pdf"]);
    let bytes = |name: &str| fs::read(folder.path().join(name)).unwrap();
    assert!(bytes("own.pdf") == bytes("plain.pdf"));
}
