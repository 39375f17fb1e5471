//! An assessment that uses every key of the format: whatever an analyst writes reaches the reader.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::Value;
use taqdir::compose::{self, Product, outputs};
use taqdir::diagnostic::Severity;
use taqdir::isnad::Isnad;
use taqdir::load::Document;
use taqdir::model::{Lang, Node, Reflect, Route};
use taqdir::pipeline::Run;
use taqdir::shape::schema::Contract;

const FILE: &str = "tests/fixtures/everything.toml";

/// `definition.key` for every key of the schema.
fn keys_of_schema(schema: &Value) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    let definitions = schema["definitions"].as_object().unwrap();
    let tables = definitions
        .iter()
        .map(|(name, table)| (name.as_str(), table))
        .chain([("Assessment", schema)]);
    for (name, table) in tables {
        for key in table["properties"]
            .as_object()
            .into_iter()
            .flat_map(|map| map.keys())
        {
            keys.insert(format!("{name}.{key}"));
        }
    }
    keys
}

/// The same for every key that the file has.
fn keys_of_file(
    schema: &Value,
    value: &Value,
    node: &Value,
    name: &str,
    keys: &mut BTreeSet<String>,
) {
    let (node, name) = follow(schema, node, name);
    match value {
        Value::Object(map) => {
            for (key, value) in map {
                let Some(property) = node["properties"].get(key) else {
                    continue;
                };
                keys.insert(format!("{name}.{key}"));
                keys_of_file(schema, value, property, &name, keys);
            }
        }
        Value::Array(items) => {
            for item in items {
                keys_of_file(schema, item, &node["items"], &name, keys);
            }
        }
        _ => {}
    }
}

fn follow<'a>(schema: &'a Value, node: &'a Value, name: &str) -> (&'a Value, String) {
    let reference = node.get("$ref").or_else(|| node.pointer("/allOf/0/$ref"));
    match reference
        .and_then(Value::as_str)
        .and_then(|r| r.strip_prefix("#/definitions/"))
    {
        Some(definition) => (&schema["definitions"][definition], definition.to_owned()),
        None => (node, name.to_owned()),
    }
}

#[test]
fn the_file_uses_every_key() {
    let schema = Contract::Assessment.schema();
    let text = std::fs::read_to_string(FILE).unwrap();
    let tree = toml::de::DeTable::parse(&text).unwrap();
    let value = taqdir::shape::json::object(tree.get_ref());
    let mut used = BTreeSet::new();
    keys_of_file(&schema, &value, &schema, "Assessment", &mut used);
    let missing: Vec<_> = keys_of_schema(&schema)
        .difference(&used)
        // Findings that are accepted are tried in tests/suite.
        .filter(|key| !key.ends_with(".allow") && !key.starts_with("Allow."))
        .filter(|key| !key.starts_with("Text.") && !key.starts_with("Date."))
        .cloned()
        .collect();
    assert!(missing.is_empty(), "{FILE} lacks {missing:#?}");
}

#[test]
fn every_text_is_printed_in_both_languages() {
    let text = std::fs::read_to_string(FILE).unwrap();
    let document = Document::from_text(Path::new(FILE), text);
    let run = Run::default();
    let checked = run.check_document(&document);
    let errors: Vec<_> = checked
        .findings
        .iter()
        .filter(|found| found.severity == Severity::Error)
        .map(|found| &found.message.en)
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let (case, house) = (checked.case.as_ref().unwrap(), run.house(&checked).unwrap());
    for lang in [Lang::Ar, Lang::En] {
        let isnad = Isnad::of(case, house);
        let composed = [
            compose::compose(case, &isnad, house, lang).unwrap().main,
            outputs::page(case, &isnad, house, lang, Product::assessment(), &[]).unwrap(),
            outputs::text(case, &isnad, house, lang, Product::assessment()).unwrap(),
        ];
        let mut lost = Vec::new();
        case.model.node().walk(&Route::root(), &mut |route, node| {
            let text = match node {
                Node::Text(text) => *text,
                Node::Date(date) => match &date.wording {
                    Some(wording) => wording,
                    None => return,
                },
                _ => return,
            };
            let word = text.exact(lang).unwrap().split(' ').next().unwrap();
            for (medium, code) in ["typst", "html", "md"].iter().zip(&composed) {
                if !code.contains(word) {
                    lost.push(format!("{medium} {route}"));
                }
            }
        });
        assert!(lost.is_empty(), "{}: not printed: {lost:#?}", lang.as_str());
    }
}
