//! What an author is given to fill in: keys with example values, entries with the keys they need.

use serde_json::Value;

use super::outline::is_prose;
use crate::model::Lang;
use crate::shape::checker::Checker;
use crate::shape::example::example;

/// Writes keys and tables as the schema has them.
pub struct Writer<'a> {
    /// The schema.
    pub checker: &'a Checker,
    /// The languages that texts are written in.
    pub languages: Vec<Lang>,
    /// What stands where the author is to write.
    pub fill: Fill,
}

/// What stands where the author is to write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fill {
    /// Stops to jump between, for editors that take them.
    Stops,
    /// An example of the value.
    Example,
    /// Nothing: `""`. A word that nobody chose must not pass for the author's judgement.
    Blank,
}

impl Writer<'_> {
    /// A key with an example of its value.
    pub fn pair(&self, key: &str, node: &Value) -> String {
        let mut stop = 1;
        format!("{key} = {}", self.value(node, &mut stop))
    }

    /// The keys that a table needs, a line each.
    pub fn table(&self, node: &Value) -> String {
        let mut stop = 1;
        let lines: Vec<String> = self
            .needed(node)
            .map(|(key, below)| format!("{key} = {}", self.value(below, &mut stop)))
            .collect();
        lines.join("\n")
    }

    fn needed<'n>(&'n self, node: &'n Value) -> impl Iterator<Item = (&'n str, &'n Value)> {
        let needed = required(node);
        let properties = node.get("properties").and_then(Value::as_object);
        properties
            .into_iter()
            .flat_map(|all| all.keys())
            .filter(move |key| needed.contains(&key.as_str()))
            .filter_map(|key| Some((key.as_str(), self.checker.below(node, key)?)))
    }

    fn stop(&self, stop: &mut usize, default: &str) -> String {
        if self.fill != Fill::Stops {
            return default.to_owned();
        }
        *stop += 1;
        let number = *stop - 1;
        if default.is_empty() {
            format!("${number}")
        } else {
            format!("${{{number}:{default}}}")
        }
    }

    fn value(&self, node: &Value, stop: &mut usize) -> String {
        if is_prose(node) {
            return match self.languages.as_slice() {
                langs @ [_, _, ..] => {
                    let parts: Vec<String> = langs
                        .iter()
                        .map(|lang| format!("{} = \"{}\"", lang.as_str(), self.stop(stop, "")))
                        .collect();
                    format!("{{ {} {}", parts.join(", "), self.close())
                }
                _ => format!("\"{}\"", self.stop(stop, "")),
            };
        }
        if let Some(constant) = node.get("const") {
            return constant.to_string();
        }
        if self.fill == Fill::Blank && node.get("format").is_some() {
            return "\"\"".to_owned();
        }
        let words: Vec<&str> = node
            .get("enum")
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        if let Some(first) = words.first() {
            return match self.fill {
                Fill::Stops => {
                    *stop += 1;
                    format!("\"${{{}|{}|}}\"", *stop - 1, words.join(","))
                }
                Fill::Example => format!("\"{first}\""),
                Fill::Blank => "\"\"".to_owned(),
            };
        }
        match node.get("type").and_then(Value::as_str) {
            Some("array") => {
                let inner = match node.get("items") {
                    Some(_) => self
                        .checker
                        .below(node, "0")
                        .map(|item| self.value(item, stop))
                        .unwrap_or_default(),
                    None => self.stop(stop, ""),
                };
                format!("[{inner}]")
            }
            Some("string") if node.get("format").is_none() => {
                format!("\"{}\"", self.stop(stop, ""))
            }
            Some("object") => {
                let parts: Vec<String> = self
                    .needed(node)
                    .map(|(key, below)| format!("{key} = {}", self.value(below, stop)))
                    .collect();
                let inner = if parts.is_empty() {
                    self.stop(stop, "")
                } else {
                    parts.join(", ")
                };
                format!("{{ {inner} {}", self.close())
            }
            _ => self.stop(stop, &example(node)),
        }
    }

    /// A closing brace, which ends a stop in a snippet unless it is escaped.
    fn close(&self) -> &'static str {
        match self.fill {
            Fill::Stops => "\\}",
            Fill::Example | Fill::Blank => "}",
        }
    }
}

/// The keys that a table must have.
pub fn required(node: &Value) -> Vec<&str> {
    node.get("required")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect()
}

/// Whether a key is written as `[[key]]`, once for each of its tables.
pub fn is_list_of_tables(checker: &Checker, node: &Value) -> bool {
    node.get("items").is_some()
        && checker
            .below(node, "0")
            .is_some_and(|item| item.get("properties").is_some() && !is_prose(item))
}
