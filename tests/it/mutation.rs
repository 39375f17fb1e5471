//! Changing one place of a TOML tree, for the tests that break files on purpose.

use std::path::{Path, PathBuf};

use toml::Value;

/// A step on the way to a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Into a table.
    Key(String),
    /// Into a list.
    Item(usize),
}

impl From<String> for Step {
    fn from(step: String) -> Self {
        match step.parse() {
            Ok(index) => Step::Item(index),
            Err(_) => Step::Key(step),
        }
    }
}

/// The way to a place from the root of a file.
pub type Place = Vec<Step>;

/// Every place of a tree but the root.
pub fn places(root: &Value) -> Vec<Place> {
    fn walk(value: &Value, at: &mut Place, found: &mut Vec<Place>) {
        let mut visit = |step: Step, inner: &Value| {
            at.push(step);
            found.push(at.clone());
            walk(inner, at, found);
            at.pop();
        };
        match value {
            Value::Table(table) => {
                for (key, inner) in table {
                    visit(Step::Key(key.clone()), inner);
                }
            }
            Value::Array(items) => {
                for (index, inner) in items.iter().enumerate() {
                    visit(Step::Item(index), inner);
                }
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    walk(root, &mut Vec::new(), &mut found);
    found
}

/// The tree with one place changed, or dropped where `change` gives nothing.
pub fn with(root: &Value, place: &[Step], change: impl Fn(&Value) -> Option<Value>) -> Value {
    let mut copy = root.clone();
    let Some((last, way)) = place.split_last() else {
        return change(root).unwrap_or_else(|| root.clone());
    };
    let mut holder = &mut copy;
    for step in way {
        holder = match step {
            Step::Key(key) => &mut holder[key.as_str()],
            Step::Item(index) => &mut holder[*index],
        };
    }
    match (last, holder) {
        (Step::Key(key), Value::Table(table)) => match table.get(key).and_then(&change) {
            Some(value) => {
                table.insert(key.clone(), value);
            }
            None => {
                table.remove(key);
            }
        },
        (Step::Item(index), Value::Array(items)) => match change(&items[*index]) {
            Some(value) => items[*index] = value,
            None => {
                items.remove(*index);
            }
        },
        (step, holder) => panic!("no {step:?} in {holder:?}"),
    }
    copy
}

/// Every committed assessment and file of shared entries.
pub fn committed() -> Vec<PathBuf> {
    let mut found = Vec::new();
    for folder in ["assessments", "assessments/shared"] {
        for entry in std::fs::read_dir(Path::new(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path
                .extension()
                .is_some_and(|extension| extension == "toml")
            {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}
