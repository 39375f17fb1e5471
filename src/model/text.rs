//! Prose in one or two languages.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::node::{Node, Reflect};
use super::scalar::{Glance, vocabulary};
use super::scale::Marking;

vocabulary! {
    /// A language of the project.
    pub enum Lang("language") {
        /// Arabic.
        Ar = "ar",
        /// English.
        En = "en",
    }
}

/// Prose: one string, or one for each language.
///
/// Inline emphasis (`*…*`, `**…**`), links and citations (`[@source, locator]`) are read;
/// a blank line parts paragraphs.
#[derive(Debug, Clone, PartialEq)]
pub struct Text {
    shape: Shape,
    /// Who may see this text, where that is narrower than its entry.
    pub marking: Option<Marking>,
}

#[derive(Debug, Clone, PartialEq)]
enum Shape {
    /// One string that serves every language.
    Plain(String),
    /// A string for each language, at least one.
    Tagged {
        ar: Option<String>,
        en: Option<String>,
    },
}

impl Text {
    /// A text that is the same string whatever the language.
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            shape: Shape::Plain(text.into()),
            marking: None,
        }
    }

    /// The text for `lang`: what is tagged so, or the plain string. `None` where it is missing.
    pub fn exact(&self, lang: Lang) -> Option<&str> {
        match &self.shape {
            Shape::Plain(text) => Some(text),
            Shape::Tagged { ar, en } => match lang {
                Lang::Ar => ar.as_deref(),
                Lang::En => en.as_deref(),
            },
        }
    }

    /// The text a reader of `lang` gets, and the language it is tagged with: the other
    /// language's where their own is missing.
    pub fn best(&self, lang: Lang) -> (&str, Option<Lang>) {
        match &self.shape {
            Shape::Plain(text) => (text, None),
            Shape::Tagged { ar, en } => {
                let (ar, en) = (ar.as_deref(), en.as_deref());
                let (first, second) = match lang {
                    Lang::Ar => ((ar, Lang::Ar), (en, Lang::En)),
                    Lang::En => ((en, Lang::En), (ar, Lang::Ar)),
                };
                match (first, second) {
                    ((Some(text), lang), _) | ((None, _), (Some(text), lang)) => (text, Some(lang)),
                    ((None, _), (None, _)) => ("", None),
                }
            }
        }
    }

    /// Whether one plain string serves every language.
    pub fn is_plain(&self) -> bool {
        matches!(self.shape, Shape::Plain(_))
    }

    /// Every string of this text with the key it stands under: none for a plain string.
    pub fn variants(&self) -> impl Iterator<Item = (Option<Lang>, &str)> {
        let (plain, ar, en) = match &self.shape {
            Shape::Plain(text) => (Some(text), None, None),
            Shape::Tagged { ar, en } => (None, ar.as_ref(), en.as_ref()),
        };
        [(None, plain), (Some(Lang::Ar), ar), (Some(Lang::En), en)]
            .into_iter()
            .filter_map(|(lang, text)| Some((lang, text?.as_str())))
    }
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        struct TextVisitor;
        impl<'de> Visitor<'de> for TextVisitor {
            type Value = Text;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string, or a table with ar and en")
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Text, E> {
                Ok(Text::plain(filled::<E>(text.to_owned())?))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Text, A::Error> {
                let (mut ar, mut en, mut marking) = (None, None, None);
                while let Some(key) = map.next_key::<Glance<'de>>()? {
                    match key.as_str() {
                        "ar" => ar = Some(filled(map.next_value()?)?),
                        "en" => en = Some(filled(map.next_value()?)?),
                        "marking" => marking = Some(map.next_value()?),
                        other => {
                            return Err(A::Error::unknown_field(other, &["ar", "en", "marking"]));
                        }
                    }
                }
                if ar.is_none() && en.is_none() {
                    return Err(A::Error::custom("a text needs ar or en"));
                }
                Ok(Text {
                    shape: Shape::Tagged { ar, en },
                    marking,
                })
            }
        }
        fn filled<E: Error>(text: String) -> Result<String, E> {
            if text.chars().all(char::is_whitespace) {
                Err(E::custom("an empty text"))
            } else {
                Ok(text)
            }
        }
        input.deserialize_any(TextVisitor)
    }
}

impl JsonSchema for Text {
    fn schema_name() -> Cow<'static, str> {
        "Text".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": ["string", "object"],
            "pattern": "\\S",
            "minProperties": 1,
            "properties": {
                "ar": { "type": "string", "pattern": "\\S", "description": "The text in Arabic." },
                "en": { "type": "string", "pattern": "\\S", "description": "The text in English." },
                "marking": generator.subschema_for::<Marking>(),
            },
            "anyOf": [{ "type": "string" }, { "required": ["ar"] }, { "required": ["en"] }],
            "additionalProperties": false,
        })
    }
}

impl Reflect for Text {
    fn node(&self) -> Node<'_> {
        Node::Text(self)
    }
}
