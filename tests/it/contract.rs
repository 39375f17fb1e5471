//! The strict types and the published schema say the same of every file.

use std::path::PathBuf;
use std::sync::LazyLock;

use proptest::prelude::*;
use serde_json::{Map, Value, json};
use taqdir::load::{self, Document};
use taqdir::shape::schema::Contract;
use taqdir::shape::violation::{self, Checker};
use taqdir::shape::{self, json as as_json};

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
    #![proptest_config(ProptestConfig { cases: 700, failure_persistence: None, ..ProptestConfig::default() })]

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

/// A property of a schema, and the way to it through lists and tables.
struct Property {
    path: Vec<String>,
    schema: Value,
}

/// A schema, walked.
struct Walk {
    root: Value,
}

impl Walk {
    fn new(contract: Contract) -> Self {
        Self {
            root: contract.schema(),
        }
    }

    fn follow<'a>(&'a self, node: &'a Value) -> &'a Value {
        let reference = node
            .get("$ref")
            .or_else(|| node.pointer("/allOf/0/$ref"))
            .and_then(Value::as_str);
        match reference {
            Some(reference) => {
                let pointer = reference.strip_prefix('#').unwrap();
                self.follow(self.root.pointer(pointer).unwrap())
            }
            None => node,
        }
    }

    fn properties(&self) -> Vec<Property> {
        let mut found = Vec::new();
        self.gather(&self.root, &mut Vec::new(), &mut found);
        found
    }

    fn gather(&self, node: &Value, path: &mut Vec<String>, found: &mut Vec<Property>) {
        assert!(path.len() < 12, "the schema is recursive at {path:?}");
        let node = self.follow(node);
        for (key, schema) in node
            .get("properties")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
        {
            path.push(key.clone());
            let schema = self.follow(schema);
            found.push(Property {
                path: path.clone(),
                schema: schema.clone(),
            });
            self.gather(schema, path, found);
            path.pop();
        }
        if let Some(items) = node.get("items") {
            path.push("0".to_owned());
            let schema = self.follow(items);
            found.push(Property {
                path: path.clone(),
                schema: schema.clone(),
            });
            self.gather(schema, path, found);
            path.pop();
        }
    }

    fn kinds<'a>(&self, node: &'a Value) -> Vec<&'a str> {
        match &node["type"] {
            Value::String(kind) => vec![kind],
            Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
            _ => vec!["object"],
        }
    }

    /// The least that a part of the schema accepts.
    fn valid(&self, node: &Value) -> Value {
        let node = self.follow(node);
        if let Some(only) = node.get("const") {
            return only.clone();
        }
        if let Some(first) = node.pointer("/enum/0") {
            return first.clone();
        }
        match self.kinds(node)[0] {
            "string" => self.valid_string(node),
            "integer" | "number" => node.get("minimum").cloned().unwrap_or_else(|| json!(1)),
            "boolean" => json!(true),
            "array" => {
                let least = node.get("minItems").and_then(Value::as_u64).unwrap_or(0);
                (0..least).map(|_| self.valid(&node["items"])).collect()
            }
            _ => {
                let mut object = Map::new();
                for key in node["required"].as_array().into_iter().flatten() {
                    let key = key.as_str().unwrap();
                    object.insert(key.to_owned(), self.valid(&node["properties"][key]));
                }
                if object.is_empty() && node["minProperties"].as_u64().unwrap_or(0) > 0 {
                    object.insert("x".to_owned(), self.valid(&node["additionalProperties"]));
                }
                Value::Object(object)
            }
        }
    }

    fn valid_string(&self, node: &Value) -> Value {
        let pattern = node["pattern"].as_str().unwrap_or("");
        if node.get("format").is_some() {
            json!("2018-11-22")
        } else if pattern.contains("http") {
            json!("https://example.org/a")
        } else if pattern.contains("{64}") {
            json!("0".repeat(64))
        } else if pattern.contains("[^/") {
            json!("a/b.toml")
        } else {
            json!("a-b")
        }
    }

    /// Examples that a part of the schema refuses, one for each of its conditions.
    fn invalid(&self, node: &Value) -> Vec<Value> {
        let node = self.follow(node);
        let kinds = self.kinds(node);
        let mut found = Vec::new();
        for (kind, example) in [
            ("string", json!("no such word at all!")),
            ("boolean", json!(true)),
            ("integer", json!(5)),
            ("array", json!([{ "neither": "this" }])),
            ("object", json!({ "neither": "this" })),
        ] {
            let number = kind == "integer" && kinds.contains(&"number");
            if !kinds.contains(&kind) && !number {
                found.push(example);
            } else if kind == "object" && node["additionalProperties"] == json!(false) {
                found.push(example);
            }
        }
        if node.get("enum").is_some() {
            found.push(json!("no-such-word"));
            found.push(json!(""));
        }
        if node.get("const").is_some() {
            found.push(json!(2));
        }
        if let Some(pattern) = node.get("pattern").and_then(Value::as_str) {
            found.push(json!(""));
            if pattern != "\\S" {
                found.push(json!("\\ no such form"));
            }
        }
        if node.get("format").is_some() {
            found.push(json!("2018-02-30"));
            found.push(json!("22/11/2018"));
        }
        if let Some(low) = node.get("minimum").and_then(Value::as_i64) {
            found.push(json!(low - 1));
        }
        if let Some(high) = node.get("maximum").and_then(Value::as_i64) {
            found.push(json!(high + 1));
        }
        if node.get("minItems").is_some() {
            found.push(json!([]));
        }
        if node.get("uniqueItems").is_some() {
            let item = self.valid(&node["items"]);
            found.push(json!([item, item]));
        }
        if node.get("minProperties").is_some() {
            found.push(json!({}));
        }
        for key in node["required"].as_array().into_iter().flatten() {
            let mut object = self.whole(node);
            object
                .as_object_mut()
                .unwrap()
                .remove(key.as_str().unwrap());
            found.push(object);
        }
        found
    }

    /// The table that a part of the schema accepts, where it accepts other things as well.
    fn whole(&self, node: &Value) -> Value {
        let mut object = Map::new();
        for key in node["required"].as_array().into_iter().flatten() {
            let key = key.as_str().unwrap();
            object.insert(key.to_owned(), self.valid(&node["properties"][key]));
        }
        Value::Object(object)
    }

    /// The smallest file that has the property, with a value of its own or the given one.
    fn file_with(&self, property: &Property, value: Option<&Value>) -> Value {
        let value = value.map_or_else(|| self.valid(&property.schema), Value::clone);
        let mut root = self.valid(&self.root);
        // A shared file is known by what it lists.
        if self.root["title"] == "taqdir shared entries" && property.path[0] != "actor" {
            root["actor"] = json!([]);
        }
        self.put(&self.root, &mut root, &property.path, value);
        root
    }

    fn put(&self, node: &Value, at: &mut Value, path: &[String], value: Value) {
        let node = self.follow(node);
        let Some((step, rest)) = path.split_first() else {
            *at = value;
            return;
        };
        let (schema, slot) = if step.parse::<usize>().is_ok() && node.get("items").is_some() {
            if at.as_array().is_none_or(Vec::is_empty) {
                *at = json!([self.valid(&node["items"])]);
            }
            (&node["items"], &mut at[0])
        } else {
            if !at.is_object() {
                *at = self.whole(node);
            }
            // A text must keep a language beside its marking.
            if step == "marking" && node["properties"].get("ar").is_some() {
                at["ar"] = json!("a");
            }
            let schema = &node["properties"][step.as_str()];
            let object = at.as_object_mut().unwrap();
            let slot = object
                .entry(step.clone())
                .or_insert_with(|| self.valid(schema));
            (schema, slot)
        };
        self.put(schema, slot, rest, value);
    }
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
