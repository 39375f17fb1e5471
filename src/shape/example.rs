//! Values for messages: as the author wrote them, and as they could be written.

use serde_json::Value;

use crate::diagnostic::{Aim, Say, say};
use crate::load::Document;
use crate::model::Route;
use crate::model::id::{ID_PATTERN, is_id};
use crate::suggest::latin_digits;

/// How many characters of a value a message repeats.
const LENGTH: usize = 40;

/// A type of the schema in words.
pub fn type_words(name: &str) -> Say {
    match name {
        "string" => say!(en "a text in quotes", ar "نصًّا بين علامتَي تنصيص"),
        "integer" => say!(en "a whole number", ar "عددًا صحيحًا"),
        "number" => say!(en "a number", ar "عددًا"),
        "boolean" => say!(en "true or false", ar "true أو false"),
        "array" => say!(en "a list in brackets", ar "قائمة بين معقوفين"),
        _ => say!(en "a table", ar "جدولًا"),
    }
}

/// A value as the author wrote it, cut to a length that fits a message.
pub fn show(document: &Document, route: &Route, value: &Value) -> String {
    let written = match value {
        Value::Array(_) => return "[…]".to_owned(),
        Value::Object(_) => return "{…}".to_owned(),
        // Escapes are shown as the author typed them.
        _ => document
            .locate(route, &Aim::Value)
            .and_then(|span| document.text.get(span))
            .filter(|text| !text.starts_with("\"\"\"") && !text.starts_with("'''"))
            .map_or_else(|| value.to_string(), str::to_owned),
    };
    let line = written.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LENGTH {
        return line;
    }
    let cut: String = line.chars().take(LENGTH).collect();
    let quote = if line.starts_with('"') { "\"" } else { "" };
    format!("{cut}…{quote}")
}

/// The words of a fixed list, in quotes.
pub fn options(node: &Value) -> Vec<String> {
    node.get("enum")
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .map(ToString::to_string)
        .collect()
}

/// What a key of this part of the schema could be set to.
pub fn example(node: &Value) -> String {
    if let Some(constant) = node.get("const") {
        return constant.to_string();
    }
    if let Some(first) = options(node).first() {
        return first.clone();
    }
    let kind = match node.get("type") {
        Some(Value::String(kind)) => kind.as_str(),
        Some(Value::Array(kinds)) => kinds.first().and_then(Value::as_str).unwrap_or("string"),
        _ => "object",
    };
    let pattern = node.get("pattern").and_then(Value::as_str).unwrap_or("");
    match kind {
        "string" if node.get("format").is_some() => "2018-11-22".to_owned(),
        "string" if node.pointer("/properties/ar").is_some() => {
            "{ ar = \"…\", en = \"…\" }".to_owned()
        }
        "string" if pattern == ID_PATTERN => "\"short-name\"".to_owned(),
        "string" if pattern.contains("http") => "\"https://…\"".to_owned(),
        "string" => "\"…\"".to_owned(),
        "integer" | "number" => node
            .get("minimum")
            .map_or_else(|| "1".to_owned(), ToString::to_string),
        "boolean" => "true".to_owned(),
        "array" => format!("[{}]", node.get("items").map_or_else(String::new, example)),
        _ => "{ … }".to_owned(),
    }
}

/// The author's own value in a type that its key takes, where that is plain.
///
/// `node` is the part of the schema for the key, `item` that for an item of its list.
pub fn mended_type(
    value: &Value,
    shown: &str,
    types: &[String],
    node: Option<&Value>,
    item: Option<&Value>,
) -> Option<String> {
    let wants = |name: &str| types.iter().any(|wanted| wanted == name);
    match value {
        Value::Number(_) if wants("string") => {
            let date = node.is_some_and(|node| node.get("format").is_some());
            let id = node.is_some_and(|node| node.get("pattern") == Some(&ID_PATTERN.into()));
            let year = shown.len() == 4 && shown.bytes().all(|b| b.is_ascii_digit());
            (if date { year } else { !id || is_id(shown) }).then(|| format!("\"{shown}\""))
        }
        Value::String(text) if wants("integer") || wants("number") => {
            let number = latin_digits(text.trim());
            let fits = if wants("number") {
                number.parse::<f64>().is_ok_and(f64::is_finite)
            } else {
                number.parse::<i64>().is_ok()
            };
            fits.then_some(number)
        }
        Value::String(text) if wants("boolean") => match text.to_ascii_lowercase().as_str() {
            "true" | "yes" => Some("true".to_owned()),
            "false" | "no" => Some("false".to_owned()),
            _ => None,
        },
        Value::String(_) if wants("array") => {
            let item = item?.get("type")?;
            let takes_text = item == "string"
                || item
                    .as_array()
                    .is_some_and(|types| types.contains(&"string".into()));
            takes_text.then(|| format!("[{shown}]"))
        }
        Value::Array(items) if wants("string") => match items.as_slice() {
            [Value::String(only)] => Some(Value::from(only.as_str()).to_string()),
            _ => None,
        },
        _ => None,
    }
}

/// `Leadership Rivalry`, `leadership_rivalry` → `leadership-rivalry`.
/// The tatweel of an Arabic keyboard and the dashes of a word processor stand for the hyphen.
pub fn mended_id(text: &str) -> Option<String> {
    let text = latin_digits(text).replace(['ـ', '–', '—', '‑'], "-");
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let id = words.join("-");
    (text.is_ascii() && is_id(&id)).then_some(id)
}
