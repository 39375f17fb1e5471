//! What an analyst reads about a key or a word, in Arabic: `schema/descriptions.ar.toml`.
//!
//! The English is the doc comment of the field or the word, which the schema carries.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::model::Lang;
use crate::suggest::nearest;

static ARABIC: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    toml::from_str(include_str!("../../schema/descriptions.ar.toml")).unwrap_or_default()
});

/// The Arabic names of the words of fixed lists, as a brief prints them.
static LABELS: LazyLock<HashMap<String, HashMap<String, Name>>> =
    LazyLock::new(|| toml::from_str(include_str!("../../schema/labels.toml")).unwrap_or_default());

#[derive(Debug, Deserialize)]
struct Name {
    ar: String,
}

/// The word of a fixed list that an author may mean by its Arabic name.
pub fn word_called(options: &[&str], name: &str) -> Option<&'static str> {
    let names: HashMap<&str, &str> = LABELS
        .values()
        .filter(|list| list.keys().all(|word| options.contains(&word.as_str())))
        .flat_map(|list| list.iter())
        .map(|(word, name)| (name.ar.as_str(), word.as_str()))
        .collect();
    let mut sorted: Vec<&str> = names.keys().copied().collect();
    sorted.sort_unstable();
    names.get(nearest(name, sorted)?).copied()
}

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
    fn a_word_is_known_by_its_arabic_name() {
        let statuses = ["observed", "emerging", "not-observed", "receded", "unknown"];
        assert_eq!(word_called(&statuses, "مرصود"), Some("observed"));
        assert_eq!(word_called(&statuses, "غير مرصود"), Some("not-observed"));
        assert_eq!(word_called(&statuses, "منحسرة"), Some("receded"));
        assert_eq!(word_called(&statuses, "مرجّح"), None);
        assert_eq!(word_called(&["observed"], "مرصود"), None);
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
