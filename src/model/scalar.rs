//! Small values: words from fixed lists, URLs, hashes, percentages.

use std::borrow::Cow;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer};

use super::node::{Node, Reflect};

/// A string that is looked at and not kept, so that it is not copied where it can be borrowed.
pub(super) struct Glance<'de>(Cow<'de, str>);

impl Glance<'_> {
    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Glance<'de> {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        struct GlanceVisitor;
        impl<'de> Visitor<'de> for GlanceVisitor {
            type Value = Glance<'de>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string")
            }
            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Glance<'de>, E> {
                Ok(Glance(Cow::Borrowed(text)))
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Glance<'de>, E> {
                Ok(Glance(Cow::Owned(text.to_owned())))
            }
        }
        input.deserialize_str(GlanceVisitor)
    }
}

/// Declares a fixed list of words: an enum, its names in the file, its schema with a
/// line of help for each word, and the name of its table of labels in `schema/labels.toml`.
macro_rules! vocabulary {
    ($(
        $(#[doc = $doc:literal])*
        $(#[derive($derive:ident)])*
        pub enum $name:ident($list:literal) {
            $( $(#[doc = $word_doc:literal])+ $variant:ident = $word:literal, )+
        }
    )*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum $name {
            $( $(#[doc = $word_doc])+ $variant, )+
        }

        impl $name {
            /// The name of this list.
            pub const LIST: &'static str = $list;
            /// Every value, in order.
            pub const ALL: &'static [$name] = &[$( $name::$variant, )+];

            /// The value as it is written in a file.
            pub fn as_str(self) -> &'static str {
                match self { $( $name::$variant => $word, )+ }
            }

            /// The value written as `word`.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $( $word => Some($name::$variant), )+ _ => None }
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
                let word = $crate::model::scalar::Glance::deserialize(input)?;
                $name::from_word(word.as_str())
                    .ok_or_else(|| serde::de::Error::unknown_variant(word.as_str(), &[$( $word, )+]))
            }
        }

        impl schemars::JsonSchema for $name {
            fn inline_schema() -> bool { true }
            fn schema_name() -> std::borrow::Cow<'static, str> { stringify!($name).into() }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({
                    "type": "string",
                    "enum": [$( $word, )+],
                    "description": concat!($($doc),*).trim(),
                    "x-taplo": { "docs": { "enumValues": [$( concat!($($word_doc),+).trim(), )+] } },
                })
            }
        }

        impl $crate::model::node::Reflect for $name {
            fn node(&self) -> $crate::model::node::Node<'_> {
                $crate::model::node::Node::Term($list, self.as_str())
            }
        }
    )*};
}
pub(crate) use vocabulary;

/// Declares a string that must satisfy a test, and the pattern an editor checks it by.
macro_rules! checked_string {
    ($( $(#[$meta:meta])* $name:ident, $pattern:literal, $test:expr; )*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub struct $name(String);

        impl $name {
            /// The string as written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
                let text = String::deserialize(input)?;
                let test: fn(&str) -> bool = $test;
                if test(&text) { Ok(Self(text)) } else { Err(D::Error::custom("not of the form")) }
            }
        }

        impl JsonSchema for $name {
            fn inline_schema() -> bool { true }
            fn schema_name() -> Cow<'static, str> { stringify!($name).into() }
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "string", "pattern": $pattern })
            }
        }

        impl Reflect for $name {
            fn node(&self) -> Node<'_> {
                Node::Word(&self.0)
            }
        }
    )*};
}

checked_string! {
    /// A web address: `http://` or `https://`, without spaces.
    Url, r"^https?://[^\s]+$", |text| {
        ["http://", "https://"].iter().any(|scheme| {
            text.strip_prefix(scheme).is_some_and(|rest| !rest.is_empty() && !rest.contains(char::is_whitespace))
        })
    };
    /// A SHA-256 sum: 64 hexadecimal digits in lower case.
    Sha256, "^[0-9a-f]{64}$", |text| {
        text.len() == 64 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'))
    };
    /// A path inside the project, with `/` between its parts; it never leads out of the project.
    ProjectPath, r"^[^/\\\s][^\\]*$", |text| {
        !text.starts_with(|c: char| c == '/' || c == '\\' || c.is_whitespace()) && !text.is_empty() && !text.contains('\\')
    };
}

/// A chance in percent, from 1 to 99: nothing in this field is certain.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percent(u8);

impl Percent {
    /// The number of percent, 1 to 99.
    pub fn get(self) -> u8 {
        self.0
    }
}

/// A whole number from 1 up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Ordinal(u32);

impl Ordinal {
    /// The number.
    pub fn get(self) -> u32 {
        self.0
    }
}

/// A credibility of information, 1 to 6, in the Admiralty (NATO) system.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Credibility(u8);

impl Credibility {
    /// The number, 1 (confirmed by independent sources) to 6 (cannot be judged).
    pub fn get(self) -> u8 {
        self.0
    }
}

macro_rules! bounded {
    ($name:ident, $inner:ty, $low:literal ..= $high:expr, $schema:tt) => {
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
                let number = i64::deserialize(input)?;
                if ($low..=$high).contains(&number) {
                    <$inner>::try_from(number)
                        .map(Self)
                        .map_err(D::Error::custom)
                } else {
                    Err(D::Error::custom("out of range"))
                }
            }
        }
        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }
            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!($schema)
            }
        }
    };
}
bounded!(Percent, u8, 1..=99, { "type": "integer", "minimum": 1, "maximum": 99 });
bounded!(Ordinal, u32, 1..=9999, { "type": "integer", "minimum": 1, "maximum": 9999 });
bounded!(Credibility, u8, 1..=6, { "type": "integer", "minimum": 1, "maximum": 6 });

impl Reflect for Percent {
    fn node(&self) -> Node<'_> {
        Node::Number(f64::from(self.0))
    }
}

impl Reflect for Ordinal {
    fn node(&self) -> Node<'_> {
        Node::Number(f64::from(self.0))
    }
}

impl Reflect for Credibility {
    fn node(&self) -> Node<'_> {
        Node::Term(
            "credibility",
            ["1", "2", "3", "4", "5", "6"][usize::from(self.0.clamp(1, 6)) - 1],
        )
    }
}
