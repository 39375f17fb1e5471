//! Names of entries, and references to them.

use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error;
use serde::{Deserialize, Deserializer};

use super::node::{Node, Reflect};

/// What an id may look like, as a regular expression.
pub const ID_PATTERN: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";

/// Whether `text` may be an id: lower-case Latin letters, digits and single hyphens between them.
pub fn is_id(text: &str) -> bool {
    let mut before = b'-';
    for byte in text.bytes() {
        if !matches!(byte, b'a'..=b'z' | b'0'..=b'9') && (byte != b'-' || before == b'-') {
            return false;
        }
        before = byte;
    }
    before != b'-'
}

/// The short name of an entry, unique in its file: `leadership-rivalry`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Id(String);

impl Id {
    /// The id as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn read_id<'de, D: Deserializer<'de>>(input: D) -> Result<String, D::Error> {
    let text = String::deserialize(input)?;
    if is_id(&text) {
        Ok(text)
    } else {
        Err(D::Error::custom("not an id"))
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        read_id(input).map(Self)
    }
}

impl JsonSchema for Id {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Id".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "pattern": ID_PATTERN })
    }
}

impl Reflect for Id {
    fn node(&self) -> Node<'_> {
        Node::Id(self)
    }
}

/// The kinds of entry that carry an id, named as their tables are in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(
    missing_docs,
    reason = "each is documented where its table is declared"
)]
pub enum Kind {
    Actor,
    Place,
    Event,
    Relation,
    Outcome,
    Source,
    Statement,
    Figure,
    Indicator,
    Driver,
    Obstacle,
    Consequence,
    Comparison,
    Judgement,
    Hypothesis,
    Assumption,
    Gap,
    Precedent,
    Conflict,
}

impl Kind {
    /// Every kind, in the order of the model.
    pub const ALL: [Kind; 19] = [
        Kind::Actor,
        Kind::Place,
        Kind::Event,
        Kind::Relation,
        Kind::Outcome,
        Kind::Source,
        Kind::Statement,
        Kind::Figure,
        Kind::Indicator,
        Kind::Driver,
        Kind::Obstacle,
        Kind::Consequence,
        Kind::Comparison,
        Kind::Judgement,
        Kind::Hypothesis,
        Kind::Assumption,
        Kind::Gap,
        Kind::Precedent,
        Kind::Conflict,
    ];

    /// The name of the kind's table in the file: `indicator`.
    pub fn key(self) -> &'static str {
        match self {
            Kind::Actor => "actor",
            Kind::Place => "place",
            Kind::Event => "event",
            Kind::Relation => "relation",
            Kind::Outcome => "outcome",
            Kind::Source => "source",
            Kind::Statement => "statement",
            Kind::Figure => "figure",
            Kind::Indicator => "indicator",
            Kind::Driver => "driver",
            Kind::Obstacle => "obstacle",
            Kind::Consequence => "consequence",
            Kind::Comparison => "comparison",
            Kind::Judgement => "judgement",
            Kind::Hypothesis => "hypothesis",
            Kind::Assumption => "assumption",
            Kind::Gap => "gap",
            Kind::Precedent => "precedent",
            Kind::Conflict => "conflict",
        }
    }

    /// The kind whose table is called `key`.
    pub fn from_key(key: &str) -> Option<Kind> {
        Some(match key {
            "actor" => Kind::Actor,
            "place" => Kind::Place,
            "event" => Kind::Event,
            "relation" => Kind::Relation,
            "outcome" => Kind::Outcome,
            "source" => Kind::Source,
            "statement" => Kind::Statement,
            "figure" => Kind::Figure,
            "indicator" => Kind::Indicator,
            "driver" => Kind::Driver,
            "obstacle" => Kind::Obstacle,
            "consequence" => Kind::Consequence,
            "comparison" => Kind::Comparison,
            "judgement" => Kind::Judgement,
            "hypothesis" => Kind::Hypothesis,
            "assumption" => Kind::Assumption,
            "gap" => Kind::Gap,
            "precedent" => Kind::Precedent,
            "conflict" => Kind::Conflict,
            _ => return None,
        })
    }
}

/// A set of kinds that a reference may name.
pub trait Kinds {
    /// The kinds, most usual first.
    const KINDS: &'static [Kind];
}

macro_rules! kinds {
    ($( $(#[$meta:meta])* $name:ident = $($kind:ident)|+; )*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub struct $name;
        impl Kinds for $name {
            const KINDS: &'static [Kind] = &[$(Kind::$kind),+];
        }
    )*};
}

kinds! {
    /// A reference to an actor.
    ToActor = Actor;
    /// A reference to a place.
    ToPlace = Place;
    /// A reference to a source.
    ToSource = Source;
    /// A reference to a figure.
    ToFigure = Figure;
    /// A reference to a hypothesis.
    ToHypothesis = Hypothesis;
    /// A reference to a judgement.
    ToJudgement = Judgement;
    /// A reference to what a source passes on.
    ToRelayed = Source | Statement;
    /// A reference to a factor.
    ToFactor = Driver | Obstacle;
    /// A reference to what a claim rests on.
    ToEvidence = Source | Statement | Event | Figure | Relation;
    /// A reference to what a judgement rests on.
    ToBasis = Indicator | Driver | Obstacle | Consequence | Statement | Event | Figure
        | Relation | Outcome | Comparison | Precedent | Assumption | Conflict;
    /// A reference to what is weighed against the hypotheses.
    ToWeighed = Indicator | Driver | Obstacle | Statement | Event | Figure | Relation
        | Outcome | Precedent;
}

/// A reference to an entry by its id; `K` says which kinds it may name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ref<K> {
    id: String,
    kinds: PhantomData<K>,
}

impl<K> Ref<K> {
    /// The id referred to.
    pub fn as_str(&self) -> &str {
        &self.id
    }
}

impl<'de, K> Deserialize<'de> for Ref<K> {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        Ok(Self {
            id: read_id(input)?,
            kinds: PhantomData,
        })
    }
}

impl<K: Kinds> JsonSchema for Ref<K> {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Ref".into()
    }
    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let kinds: Vec<_> = K::KINDS.iter().map(|kind| kind.key()).collect();
        json_schema!({ "type": "string", "pattern": ID_PATTERN, "x-refers-to": kinds })
    }
}

impl<K: Kinds> Reflect for Ref<K> {
    fn node(&self) -> Node<'_> {
        Node::Ref(&self.id, K::KINDS)
    }
}
