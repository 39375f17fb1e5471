//! The house: what `taqdir.toml` at the root of a project says once for all its assessments.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::id::{ID_PATTERN, is_id};
use super::node::{Node, Reflect, record};
use super::scalar::vocabulary;
use super::{Locale, Ordinal, ProjectPath, Text};

vocabulary! {
    /// The digits of numbers that the program writes: pages, dates, citations.
    pub enum Digits("digits") {
        /// 0123456789, as most Arabic newspapers outside the Gulf and Egypt print them.
        Latin = "latin",
        /// ٠١٢٣٤٥٦٧٨٩.
        ArabicIndic = "arabic-indic",
    }

    /// Which words of justified Arabic lines may be lengthened (kashida).
    pub enum Lengthened("kashida") {
        /// All words that have a place for it.
        All = "all",
        /// All but quotations between « and », and the names of actors and places.
        Spare = "spare",
        /// None: the spaces are widened.
        Off = "off",
    }

    /// How grave the findings of a rule are in this house.
    pub enum Level("level") {
        /// The rule is not run.
        Off = "off",
        /// Worth knowing.
        Note = "note",
        /// Should be mended.
        Warning = "warning",
        /// Must be mended.
        Error = "error",
    }
}

record! {
    #[derive(Default)]
    /// A house: its name, its usage, and how strict it is.
    pub struct House {
        /// The name under which the house publishes.
        pub name: Option<Text>,
        /// The region whose month names the Arabic briefs use.
        pub locale: Option<Locale>,
        /// The digits of numbers that the program writes into Arabic briefs.
        pub digits: Option<Digits>,
        /// Whether Arabic briefs give the Hijri date beside the Gregorian one.
        pub hijri: Option<bool>,
        /// A JSON Schema (draft-07) of the house's own, relative to this file: assessments must keep to it as well.
        pub schema: Option<ProjectPath>,
        /// The logo in the head of the house's documents, an SVG or PNG file relative to this file; the name stands for it where it cannot be seen.
        pub logo: Option<ProjectPath>,
        /// A folder with templates of the house's own, relative to this file: what is in it replaces the templates of the program or is added to them.
        pub templates: Option<ProjectPath>,
        /// Whether somebody who is not named counts as an origin of what a source says. Not so where absent.
        pub count_anonymous: Option<bool>,
        /// How old the newest evidence of a claim may be, in months before `as_of`; no limit where absent.
        pub max_evidence_age_months: Option<Ordinal>,
        /// Whether justified Arabic lines are filled by lengthened letters (kashida) and not by wide spaces; `all` where nothing is said.
        pub kashida: Option<Lengthened>,
        /// The severity of rules, by their names: `uncited-source = "error"`.
        pub severity: Option<Severities>,
    }
}

/// Rule names and the severities that a house gives them.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Severities(Vec<(String, Level)>);

impl Severities {
    /// The severity that the house gives the rule called `name`.
    pub fn get(&self, name: &str) -> Option<Level> {
        self.0
            .iter()
            .find(|(rule, _)| rule == name)
            .map(|(_, level)| *level)
    }

    /// The names and severities, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Level)> {
        self.0.iter().map(|(rule, level)| (rule.as_str(), *level))
    }
}

impl<'de> Deserialize<'de> for Severities {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        struct SeveritiesVisitor;
        impl<'de> Visitor<'de> for SeveritiesVisitor {
            type Value = Severities;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a table of rule names and severities")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Severities, A::Error> {
                let mut levels = Vec::new();
                while let Some((rule, level)) = map.next_entry::<String, Level>()? {
                    if !is_id(&rule) {
                        return Err(A::Error::custom("not the name of a rule"));
                    }
                    levels.push((rule, level));
                }
                Ok(Severities(levels))
            }
        }
        input.deserialize_map(SeveritiesVisitor)
    }
}

impl JsonSchema for Severities {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Severities".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "object",
            "propertyNames": { "pattern": ID_PATTERN },
            "additionalProperties": generator.subschema_for::<Level>(),
        })
    }
}

impl Reflect for Severities {
    fn node(&self) -> Node<'_> {
        Node::Absent
    }
}
