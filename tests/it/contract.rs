//! The strict types and the published schema say the same of every file.

use std::path::PathBuf;
use std::sync::LazyLock;

use proptest::prelude::*;
use serde_json::Value;
use taqdir::load::{self, Document};
use taqdir::shape::checker::Checker;
use taqdir::shape::schema::Contract;
use taqdir::shape::violation;
use taqdir::shape::{self, json as as_json};

use crate::examples::Walk;
use crate::mutation::{Place, places, with};

/// What the types say of a file, and what the schema says of it: whether it is sound.
///
/// The schema's side is the published schema and the two things that JSON cannot tell apart
/// (a date from a text, 1.0 from 1), which `violation::all` adds.
fn verdicts(text: &str, contract: Option<Contract>) -> (bool, bool) {
    let document = Document::from_text("case.toml", text);
    let tree = load::parse(&document).unwrap_or_else(|found| panic!("{found:?}\n{text}"));
    let contract = contract.unwrap_or_else(|| shape::contract_of(tree.get_ref()));
    let types = match contract {
        Contract::House => shape::house(&document).is_ok(),
        _ => shape::shape(&document).is_ok(),
    };
    let violations = violation::all(&document, contract, tree.get_ref());
    let checker = Checker::of(contract).unwrap();
    let accepted = checker.accepts(&as_json::object(tree.get_ref()));
    assert!(
        accepted || !violations.is_empty(),
        "the schema refuses this and nobody says why:\n{text}"
    );
    (types, violations.is_empty())
}

fn toml_of(value: &Value) -> String {
    toml::to_string(value).unwrap()
}

/// The committed assessments and shared files, parsed.
static COMMITTED: LazyLock<Vec<(PathBuf, toml::Value)>> = LazyLock::new(|| {
    crate::mutation::committed()
        .into_iter()
        .map(|path| {
            let text = std::fs::read_to_string(&path).unwrap();
            let table: toml::Table = text.parse().unwrap();
            (path, toml::Value::Table(table))
        })
        .collect()
});

#[test]
fn both_accept_every_committed_file() {
    assert!(COMMITTED.len() >= 8);
    for (path, _) in COMMITTED.iter() {
        let text = std::fs::read_to_string(path).unwrap();
        assert_eq!(verdicts(&text, None), (true, true), "{}", path.display());
    }
}

/// Values that are right somewhere in the format and wrong elsewhere, as TOML.
const VALUES: &[&str] = &[
    "''",
    "' '",
    "'text'",
    "'a-b'",
    "'A_b'",
    "'a--b'",
    "'نص'",
    "0",
    "1",
    "-1",
    "3",
    "7",
    "99",
    "100",
    "10000",
    "99999999999999999999",
    "-99999999999999999999",
    "0x10",
    "1_000",
    "1.0",
    "-0.0",
    "0.5",
    "1e3",
    "1e400",
    "nan",
    "-inf",
    "true",
    "false",
    "2018-11-22",
    "2018-11-22T10:00:00",
    "2018-11-22T10:00:00Z",
    "10:00:00",
    "'2018'",
    "'2018-11'",
    "'2018-11-22'",
    "'2018-02-30'",
    "'2018-13'",
    "'0000'",
    "'early 2014'",
    "'around 2014'",
    "'early 2018-01-02'",
    "'2013/2015'",
    "'2015/'",
    "'2018-11-22 '",
    "'٢٠١٨'",
    "'http://x'",
    "'https://x.example/ y'",
    "'https://'",
    "'ftp://x'",
    "'https://x.example'",
    "'a/b.toml'",
    "'/a'",
    "'a\\b'",
    "'../a'",
    "' a'",
    "'''a\nb'''",
    "'9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0bcd15d6c15b0f00a08000'",
    "'9F86'",
    "'TLP:RED'",
    "'tlp:red'",
    "'likely'",
    "'A'",
    "'B'",
    "'ar'",
    "'CC'",
    "'merger'",
    "'ar-EG'",
    "[]",
    "['x']",
    "['x', 'x']",
    "[1]",
    "['ar']",
    "['ar', 'en']",
    "['ar', 'ar']",
    "['ar', 'en', 'ar']",
    "[2018-11-22]",
    "[[]]",
    "[{}]",
    "[{ ar = 'x' }]",
    "{}",
    "{ ar = 'x' }",
    "{ en = '' }",
    "{ ar = 1 }",
    "{ ar = 'x', en = 'y', marking = 'TLP:RED' }",
    "{ marking = 'TLP:RED' }",
    "{ ar = 'x', fr = 'y' }",
    "{ ar = 2018-11-22 }",
    "{ date = '2018' }",
    "{ date = 2018-11-22 }",
    "{ date = '2018', wording = 'x' }",
    "{ date = '2018', wording = {} }",
    "{ date = { date = '2018' } }",
    "{ wording = 'x' }",
    "{ date = 2018 }",
    "{ x = 'CC' }",
    "{ X = 'CC' }",
    "{ x = 'D' }",
    "{ x = 1 }",
    "{ '' = 'CC' }",
    "{ '$__toml_private_datetime' = '2018' }",
    "{ '$__serde_spanned_private_value' = 'x' }",
];

fn value(index: usize) -> toml::Value {
    // Some cannot be held in memory as they are written (0x10, numbers beyond 64 bits), so a
    // mark stands for each until the file is text.
    toml::Value::String(format!("@@{}@@", index % VALUES.len()))
}

/// The tree as a file, with the values of the list in the place of their marks.
fn written(root: &toml::Value) -> String {
    let text = toml::to_string(root).unwrap();
    let mut pieces = text.split("\"@@");
    let mut out = pieces.next().unwrap().to_owned();
    for piece in pieces {
        let (index, rest) = piece.split_once("@@\"").unwrap();
        let index: usize = index.parse().unwrap();
        out.push_str(VALUES[index]);
        out.push_str(rest);
    }
    out
}

#[derive(Debug, Clone)]
enum Change {
    Drop,
    Set(usize),
    Unknown(usize),
    Twice,
    Wrap,
}

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        2 => Just(Change::Drop),
        8 => any::<usize>().prop_map(Change::Set),
        1 => any::<usize>().prop_map(Change::Unknown),
        1 => Just(Change::Twice),
        1 => Just(Change::Wrap),
    ]
}

fn changed(root: &toml::Value, place: &Place, change: &Change) -> toml::Value {
    with(root, place, |slot| match change {
        Change::Drop => None,
        Change::Set(index) => Some(value(*index)),
        Change::Unknown(index) => {
            let mut table = slot.as_table().cloned().unwrap_or_default();
            table.insert("surely-not-a-key".to_owned(), value(*index));
            Some(toml::Value::Table(table))
        }
        Change::Twice => Some(match slot {
            toml::Value::Array(items) => {
                toml::Value::Array(items.iter().chain(items).cloned().collect())
            }
            other => toml::Value::Array(vec![other.clone(), other.clone()]),
        }),
        Change::Wrap => Some(toml::Value::Array(vec![slot.clone()])),
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn both_say_the_same_of_a_changed_file(file in any::<prop::sample::Index>(), at in any::<prop::sample::Index>(), change in change()) {
        let (path, root) = &COMMITTED[file.index(COMMITTED.len())];
        let places = places(root);
        let place = &places[at.index(places.len())];
        let text = written(&changed(root, place, &change));
        let (types, schema) = verdicts(&text, None);
        prop_assert_eq!(types, schema, "{}: {:?} at {:?}", path.display(), change, place);
    }
}

/// Every value of the list at every kind of place, so that none is left to chance.
#[test]
fn both_say_the_same_of_every_value_at_every_kind_of_place() {
    let mut wrong = Vec::new();
    for contract in Contract::ALL {
        let walk = Walk::new(contract);
        let mut seen = std::collections::HashSet::new();
        for property in walk.properties() {
            // One place for each kind of schema: a hundred texts tell no more than one.
            let kind = property.schema.to_string();
            if !seen.insert(strip_description(&kind)) {
                continue;
            }
            for (index, example) in VALUES.iter().enumerate() {
                let file = walk.file_with(&property, None);
                let root = toml::Value::try_from(&file).unwrap();
                let place: Place = property
                    .path
                    .iter()
                    .map(|step| step.clone().into())
                    .collect();
                let text = written(&with(&root, &place, |_| Some(value(index))));
                let (types, schema) = verdicts(&text, Some(contract));
                if types != schema {
                    wrong.push(format!(
                        "{} {} = {example}: types {types}, schema {schema}",
                        contract.file_name(),
                        property.path.join("/"),
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn strip_description(text: &str) -> String {
    let mut value: Value = serde_json::from_str(text).unwrap();
    if let Some(object) = value.as_object_mut() {
        object.remove("description");
    }
    value.to_string()
}

/// For every property of every schema: an example that both accept, and some that both refuse.
#[test]
fn every_property_has_an_example_that_is_accepted_and_one_that_is_refused() {
    let mut wrong = Vec::new();
    let mut count = 0;
    for contract in Contract::ALL {
        let walk = Walk::new(contract);
        for property in walk.properties() {
            count += 1;
            let mut judge = |example: &Value, expected: bool| {
                let text = toml_of(&walk.file_with(&property, Some(example)));
                let said = verdicts(&text, Some(contract));
                if said != (expected, expected) {
                    wrong.push(format!(
                        "{} {} = {example}: types {}, schema {}, expected {expected}",
                        contract.file_name(),
                        property.path.join("/"),
                        said.0,
                        said.1,
                    ));
                }
            };
            judge(&walk.valid(&property.schema), true);
            let invalid = walk.invalid(&property.schema);
            assert!(!invalid.is_empty());
            for example in &invalid {
                judge(example, false);
            }
        }
    }
    assert!(count > 300, "{count} properties");
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_committed_file_is_sound() {
    for path in crate::mutation::committed() {
        let checked = taqdir::pipeline::Run::default().check(&path).unwrap();
        assert!(
            checked.is_sound(),
            "{}: {:#?}",
            path.display(),
            checked.findings
        );
    }
    for contract in Contract::ALL {
        let draft = &contract.schema()["$schema"];
        assert_eq!(draft, "http://json-schema.org/draft-07/schema#");
    }
}

/// An editor shows the description of a key: every key has one that is a sentence.
#[test]
fn every_property_is_described() {
    let mut wrong = Vec::new();
    for contract in Contract::ALL {
        let walk = Walk::new(contract);
        let mut visit = vec![(String::new(), contract.schema())];
        while let Some((path, node)) = visit.pop() {
            if let Some(properties) = node.get("properties").and_then(Value::as_object) {
                for (key, schema) in properties {
                    let target = walk.follow(schema);
                    let described = [schema, target].iter().any(|node| {
                        node.get("description")
                            .and_then(Value::as_str)
                            .is_some_and(|text| text.len() > 5 && text.ends_with(['.', ')']))
                    });
                    if !described {
                        wrong.push(format!("{} {path}/{key}", contract.file_name()));
                    }
                }
            }
            if let Some(children) = node.as_object() {
                for (key, child) in children {
                    visit.push((format!("{path}/{key}"), child.clone()));
                }
            } else if let Some(children) = node.as_array() {
                visit.extend(children.iter().map(|child| (path.clone(), child.clone())));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
