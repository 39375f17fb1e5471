//! `fmt` changes the layout and nothing else, and is done after one run.

use std::fs;
use std::path::PathBuf;

use proptest::prelude::*;
use taqdir::fmt::format;
use taqdir::shape;
use taqdir::shape::schema::Contract;

fn contract(text: &str) -> Contract {
    let table: toml::Table = text.parse().unwrap();
    Contract::of(table.keys().map(String::as_str))
}

/// Comments of a file, in no order. The fixtures here have no `#` inside a text.
fn comments(text: &str) -> Vec<String> {
    let mut found: Vec<String> = text
        .lines()
        .filter_map(|line| line.find('#').map(|at| line[at..].trim_end().to_owned()))
        .collect();
    found.sort();
    found
}

fn holds(text: &str, contract: Contract) -> Result<String, TestCaseError> {
    let once =
        format(text, contract).map_err(|why| TestCaseError::fail(format!("{why:?}\n{text}")))?;
    let twice = format(&once, contract).unwrap();
    prop_assert_eq!(&once, &twice, "not idempotent, from\n{}", text);
    let before: toml::Table = text.parse().unwrap();
    let after: toml::Table = once.parse().unwrap();
    prop_assert_eq!(before, after);
    Ok(once)
}

const MESSY: &str = r#"#:schema ../schema/assessment.schema.json
# What this file is.
title =    { en = "Title", ar = "عنوان" } # beside the title
# before the id
id="messy"


format = 1
as_of = 2018-11-22   
languages = [ "en",
   # Arabic comes second
   "ar" ]
authors = ["one"]
question = "First line.\nSecond line, \"quoted\"."
kicker = 'plain'

# ---- Judgements


[[judgement]]  # the first
statement = "s"
# why these
basis = ["a-rather-long-identifier-number-one", "a-rather-long-identifier-number-two", "a-rather-long-identifier-number-three"]

id = "j"
[judgement.resolution]
en = """
Line one \
   goes on.
"""
[judgement.reasoning]
# before the English
en = "e"
ar = "ع"
[scope]
en = "x"
# the end
"#;

const TIDY: &str = r#"#:schema ../schema/assessment.schema.json

format = 1
# before the id
id = "messy"
languages = [
  "en",
  # Arabic comes second
  "ar",
]
as_of = 2018-11-22
authors = ["one"]
kicker = "plain"
# What this file is.
title = { ar = "عنوان", en = "Title" } # beside the title
question = """
First line.
Second line, "quoted"."""

# ---- Judgements

[[judgement]] # the first
id = "j"
statement = "s"
# why these
basis = [
  "a-rather-long-identifier-number-one",
  "a-rather-long-identifier-number-two",
  "a-rather-long-identifier-number-three",
]

[judgement.reasoning]
ar = "ع"
# before the English
en = "e"

[judgement.resolution]
en = """
Line one \
   goes on.
"""

[scope]
en = "x"
# the end
"#;

#[test]
fn a_messy_file_becomes_tidy() {
    let tidy = holds(MESSY, Contract::Assessment).unwrap();
    assert_eq!(tidy, TIDY);
    assert_eq!(comments(MESSY), comments(&tidy));
}

#[test]
fn the_line_endings_of_a_file_stay() {
    let windows = "id = \"a\"\r\nformat = 1\r\n[scope]\r\nen = \"\"\"\r\none\r\ntwo\"\"\"\r\n";
    let formatted = format(windows, Contract::Assessment).unwrap();
    assert_eq!(
        formatted,
        "format = 1\r\nid = \"a\"\r\n\r\n[scope]\r\nen = \"\"\"\r\none\r\ntwo\"\"\"\r\n"
    );
}

#[test]
fn the_assessments_of_the_project_are_formatted() {
    let mut paths: Vec<PathBuf> = ["assessments", "assessments/shared"]
        .iter()
        .flat_map(|folder| fs::read_dir(folder).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "toml")
        })
        .collect();
    paths.sort();
    assert!(!paths.is_empty());
    let loose: Vec<_> = paths
        .iter()
        .filter(|path| {
            let text = fs::read_to_string(path).unwrap();
            holds(&text, contract(&text)).unwrap() != text
        })
        .collect();
    assert!(loose.is_empty(), "run `taqdir fmt assessments`: {loose:?}");
}

#[test]
fn an_assessment_says_the_same_after_formatting() {
    let text = MESSY
        .replace(
            "id = \"j\"",
            "id = \"j\"\nlikelihood = \"likely\"\nconfidence = \"low\"",
        )
        .replace(
            "format = 1",
            "format = 1\nscale = \"icd203\"\nmarking = \"TLP:CLEAR\"",
        );
    let read = |text: &str| {
        let document = taqdir::load::Document::from_text("a.toml", text);
        match shape::shape(&document) {
            Ok(shape::Shaped::Assessment(model)) => model,
            other => panic!("{other:?}"),
        }
    };
    let formatted = format(&text, Contract::Assessment).unwrap();
    assert_eq!(read(&text), read(&formatted));
}

/// A comment, or nothing.
fn comment() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), "#[ a-zء-ي]{0,8}"]
}

/// Blank lines and comments on lines of their own.
fn above() -> impl Strategy<Value = String> {
    prop::collection::vec(
        prop_oneof![Just(String::new()), "[ ]{0,2}#[a-zء-ي ]{0,8}"],
        0..4,
    )
    .prop_map(|lines| lines.into_iter().map(|line| line + "\n").collect())
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-zء-ي ]{0,12}".prop_map(|text| format!("\"{text}\"")),
        "[a-zء-ي\" \\\\]{0,12}".prop_map(|text| toml::Value::String(text).to_string()),
        "[a-z\" \n\\\\]{0,30}".prop_map(|text| format!(
            "\"{}\"",
            text.replace('\\', "\\\\")
                .replace('"', "\\\"")
                .replace('\n', "\\n")
        )),
        "[a-zء-ي \n]{0,30}".prop_map(|text| format!("\"\"\"{text}\"\"\"")),
        "[a-z \\\\]{0,8}".prop_map(|text| format!("'{text}'")),
    ]
}

fn value() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        text(),
        Just("2018-11-22".to_owned()),
        Just("0x_F".to_owned().replace('_', "")),
        Just("1.50".to_owned()),
        Just("true".to_owned()),
    ];
    leaf.prop_recursive(2, 8, 4, |inner| {
        prop_oneof![
            (
                prop::collection::vec((above(), inner.clone(), comment()), 0..4),
                above(),
                comment()
            )
                .prop_map(|(items, end, first)| {
                    let items: String = items
                        .into_iter()
                        .map(|(above, item, beside)| format!("{above}{item} , {beside}\n"))
                        .collect();
                    format!("[ {first}\n{items}{end}]")
                }),
            prop::collection::vec(inner, 0..3).prop_map(|items| {
                let keys = ["en", "ar", "\"a b\""];
                let pairs: Vec<String> = keys
                    .iter()
                    .zip(items)
                    .map(|(key, item)| format!("{key}={item}"))
                    .collect();
                format!("{{{}}}", pairs.join(",  "))
            }),
        ]
    })
}

/// Lines of keys and values, each key once.
fn body(keys: &'static [&'static str]) -> impl Strategy<Value = String> {
    (
        Just(keys.to_vec()).prop_shuffle(),
        prop::collection::vec((above(), value(), comment()), 0..4),
    )
        .prop_map(|(keys, values)| {
            keys.iter()
                .zip(values)
                .map(|(key, (above, value, beside))| format!("{above}{key}  ={value} {beside}\n"))
                .collect()
        })
}

fn file() -> impl Strategy<Value = String> {
    let root = body(&["id", "format", "title.en", "title.ar", "unknown", "authors"]);
    let entry = (
        prop::sample::select(vec!["judgement", "indicator", "source"]),
        above(),
        comment(),
        body(&["name", "id", "evidence", "\"strange key\"", "note.en"]),
        prop::option::of(body(&["en", "ar"])),
        prop::option::of(body(&["ar", "en"])),
    )
        .prop_map(|(kind, above, beside, body, claim, statement)| {
            let mut entry = format!("{above}[[ {kind} ]] {beside}\n{body}");
            if let Some(statement) = statement {
                entry.push_str(&format!("[{kind}.statement]\n{statement}"));
            }
            if let Some(claim) = claim {
                entry.push_str(&format!("\n\n[{kind}.claim]\n{claim}"));
            }
            entry
        });
    (root, prop::collection::vec(entry, 0..4), above())
        .prop_map(|(root, entries, end)| root + &entries.concat() + &end)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]
    #[test]
    fn formatting_twice_is_formatting_once_and_nothing_is_lost(text in file()) {
        prop_assume!(text.parse::<toml::Table>().is_ok());
        let formatted = holds(&text, Contract::Assessment)?;
        prop_assert_eq!(comments(&text), comments(&formatted), "from\n{}", text);
    }
}
