//! What an analyst reads about a key or a word, in Arabic: `schema/descriptions.ar.toml`.
//!
//! The English is the doc comment of the field or the word, which the schema carries.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::model::Lang;

static ARABIC: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    toml::from_str(include_str!("../../schema/descriptions.ar.toml")).unwrap_or_default()
});

/// A description of the schema in `lang`; in English where it has no Arabic.
pub fn in_language(description: &str, lang: Lang) -> &str {
    match lang {
        Lang::Ar => ARABIC.get(description).map_or(description, String::as_str),
        Lang::En => description,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::*;
    use crate::shape::schema::Contract;

    fn descriptions(node: &Value, found: &mut BTreeSet<String>) {
        let properties = node.get("properties").and_then(Value::as_object);
        for property in properties.into_iter().flat_map(|map| map.values()) {
            let text = property.get("description").and_then(Value::as_str);
            found.extend(text.map(str::to_owned));
        }
        let words = node.pointer("/x-taplo/docs/enumValues");
        for word in words.and_then(Value::as_array).into_iter().flatten() {
            found.extend(word.as_str().map(str::to_owned));
        }
        match node {
            Value::Object(map) => map.values().for_each(|value| descriptions(value, found)),
            Value::Array(items) => items.iter().for_each(|value| descriptions(value, found)),
            _ => {}
        }
    }

    #[test]
    fn every_description_has_its_arabic_and_no_arabic_is_left_over() {
        let mut english = BTreeSet::new();
        for contract in Contract::ALL {
            descriptions(&contract.schema(), &mut english);
        }
        let arabic: BTreeSet<String> = ARABIC.keys().cloned().collect();
        let missing: Vec<_> = english.difference(&arabic).collect();
        let left_over: Vec<_> = arabic.difference(&english).collect();
        assert!(missing.is_empty(), "no Arabic for {missing:#?}");
        assert!(left_over.is_empty(), "Arabic for nothing: {left_over:#?}");
    }
}
