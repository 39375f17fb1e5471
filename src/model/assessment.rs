//! The document: an assessment, and files of entries that several assessments share.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error;
use serde::{Deserialize, Deserializer};

use super::node::{Node, Reflect, record};
use super::{
    Actor, Assumption, Comparison, Conflict, Consequence, Date, Event, Factor, Figure, Gap,
    Hypothesis, Id, Indicator, Judgement, Lang, Locale, Marking, MatrixRow, Ordinal, Outcome,
    Place, Precedent, ProjectPath, Relation, Scale, Source, Statement, Status, Text,
};

/// The version of the contract that a file speaks. The only one so far is 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Format;

impl Format {
    /// The version this program reads.
    pub const CURRENT: i64 = 1;
}

impl<'de> Deserialize<'de> for Format {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        match i64::deserialize(input)? {
            Format::CURRENT => Ok(Self),
            _ => Err(D::Error::custom("an unknown format")),
        }
    }
}

impl JsonSchema for Format {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Format".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "integer", "const": Format::CURRENT })
    }
}

impl Reflect for Format {
    fn node(&self) -> Node<'_> {
        Node::Number(1.0)
    }
}

record! {
    /// A threat assessment: one question, what is known, how it is argued, and what is judged.
    pub struct Assessment {
        /// The version of this format. Write 1.
        pub format: Format,
        /// The short name of the assessment: lower-case Latin letters, digits and hyphens.
        pub id: Id,
        /// Which edition this is, counted from 1.
        pub edition: Option<Ordinal>,
        /// How far the work on it has come.
        pub status: Option<Status>,
        /// The languages it is written in, the first being the main one.
        pub languages: Languages,
        /// The region whose month names and digits the Arabic brief uses; the house's where absent.
        pub locale: Option<Locale>,
        /// Who may see the document: a TLP 2.0 label, the highest of what the document holds.
        pub marking: Marking,
        /// The day up to which information was taken into account.
        pub as_of: Date,
        /// The date up to which the judgements look, where they name none of their own.
        pub horizon: Option<Date>,
        /// The scale that likelihoods are stated on.
        pub scale: Scale,
        /// Those who answer for the text: people, a desk, an institute.
        #[serde(default)]
        pub authors: Vec<Text>,
        /// A few words above the title.
        pub kicker: Option<Text>,
        /// The title.
        pub title: Text,
        /// The question that the assessment answers.
        pub question: Text,
        /// What the assessment covers and what it leaves out.
        pub scope: Option<Text>,
        /// How it was made: sources, techniques, limits.
        pub method: Option<Text>,
        /// Files of shared entries that this assessment uses, relative to it.
        #[serde(default)]
        pub uses: Vec<ProjectPath>,
        /// The summary: what a reader in a hurry must know. Numbers in it must match the body.
        pub summary: Option<Text>,
        /// The judgements, most important first.
        #[serde(default)]
        pub judgement: Vec<Judgement>,
        /// The indicators.
        #[serde(default)]
        pub indicator: Vec<Indicator>,
        /// What pushes towards the outcome in question.
        #[serde(default)]
        pub driver: Vec<Factor>,
        /// What stands against the outcome in question.
        #[serde(default)]
        pub obstacle: Vec<Factor>,
        /// What would follow from the outcome in question.
        #[serde(default)]
        pub consequence: Vec<Consequence>,
        /// How far the actors have come together, place by place.
        #[serde(default)]
        pub outcome: Vec<Outcome>,
        /// The hypotheses that compete to answer the question.
        #[serde(default)]
        pub hypothesis: Vec<Hypothesis>,
        /// The evidence weighed against the hypotheses, one row an item.
        #[serde(default)]
        pub matrix: Vec<MatrixRow>,
        /// Tables that set actors side by side.
        #[serde(default)]
        pub comparison: Vec<Comparison>,
        /// Claims that disagree.
        #[serde(default)]
        pub conflict: Vec<Conflict>,
        /// Earlier cases that the argument leans on.
        #[serde(default)]
        pub precedent: Vec<Precedent>,
        /// What is taken for granted.
        #[serde(default)]
        pub assumption: Vec<Assumption>,
        /// What is not known and would matter.
        #[serde(default)]
        pub gap: Vec<Gap>,
        /// What people and bodies said.
        #[serde(default)]
        pub statement: Vec<Statement>,
        /// Quantities.
        #[serde(default)]
        pub figure: Vec<Figure>,
        /// What happened.
        #[serde(default)]
        pub event: Vec<Event>,
        /// How actors stood to one another.
        #[serde(default)]
        pub relation: Vec<Relation>,
        /// Who is spoken of.
        #[serde(default)]
        pub actor: Vec<Actor>,
        /// Where.
        #[serde(default)]
        pub place: Vec<Place>,
        /// The documents cited.
        #[serde(default)]
        pub source: Vec<Source>,
        /// The conclusion: the answer in prose, and what to watch.
        pub conclusion: Option<Text>,
        /// Findings about the head (title, summary …) that are accepted, not those about entries.
        #[serde(default)]
        pub allow: Vec<Allow>,
    }

    /// A file of entries that several assessments share.
    pub struct Shared {
        /// The version of this format. Write 1.
        pub format: Format,
        /// Further files of shared entries that this one uses, relative to it.
        #[serde(default)]
        pub uses: Vec<ProjectPath>,
        /// Who is spoken of.
        #[serde(default)]
        pub actor: Vec<Actor>,
        /// Where.
        #[serde(default)]
        pub place: Vec<Place>,
        /// The documents cited.
        #[serde(default)]
        pub source: Vec<Source>,
        /// What people and bodies said.
        #[serde(default)]
        pub statement: Vec<Statement>,
        /// What happened.
        #[serde(default)]
        pub event: Vec<Event>,
        /// Quantities.
        #[serde(default)]
        pub figure: Vec<Figure>,
        /// How actors stood to one another.
        #[serde(default)]
        pub relation: Vec<Relation>,
    }

    /// A finding that the author accepts at its place, and why.
    pub struct Allow {
        /// The name of the rule, as the message gives it: `uncited-source`.
        pub rule: Id,
        /// Why the finding is accepted, for whoever reads the file next.
        pub reason: Text,
        /// The day after which the finding is reported again.
        pub until: Option<Date>,
    }
}

/// The languages of a document, each once, at least one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Languages(Vec<Lang>);

impl Languages {
    /// The main language.
    pub fn main(&self) -> Lang {
        self.0.first().copied().unwrap_or(Lang::Ar)
    }

    /// Whether the document is written in `lang`.
    pub fn contains(&self, lang: Lang) -> bool {
        self.0.contains(&lang)
    }

    /// The languages, the main one first.
    pub fn iter(&self) -> impl Iterator<Item = Lang> + '_ {
        self.0.iter().copied()
    }
}

impl<'de> Deserialize<'de> for Languages {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        let languages = Vec::<Lang>::deserialize(input)?;
        match languages.as_slice() {
            [] => Err(D::Error::custom("no language")),
            [first, second, ..] if first == second || languages.len() > 2 => {
                Err(D::Error::custom("a language twice"))
            }
            _ => Ok(Self(languages)),
        }
    }
}

impl JsonSchema for Languages {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Languages".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "array",
            "minItems": 1,
            "uniqueItems": true,
            "items": generator.subschema_for::<Lang>(),
        })
    }
}

impl Reflect for Languages {
    fn node(&self) -> Node<'_> {
        Node::List(self.0.iter().map(Reflect::node).collect())
    }
}
