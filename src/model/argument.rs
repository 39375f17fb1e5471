//! The argument: what is seen, what drives and what hinders, what would follow, and what is judged.

use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::id::{
    ID_PATTERN, Kinds, ToActor, ToBasis, ToEvidence, ToFactor, ToHypothesis, ToJudgement, ToPlace,
    ToWeighed, is_id,
};
use super::node::{Node, Reflect, record};
use super::{
    Allow, Confidence, Credibility, Date, Id, Impact, IndicatorStatus, Likelihood, Marking,
    Percent, Rating, Ref, Rung, Text, Trend, Weight,
};

record! {
    /// A sign that what the question asks about is happening, or is not.
    pub struct Indicator {
        /// The short name by which the rest of the file refers to this indicator.
        pub id: Id,
        /// A few words for tables and figures.
        pub name: Text,
        /// What is claimed, in a sentence, with its citation.
        pub claim: Text,
        /// Whether it has been seen.
        pub status: IndicatorStatus,
        /// Where it is going.
        pub trend: Trend,
        /// When it was first seen.
        pub first_observed: Option<Date>,
        /// When it was last seen.
        pub last_observed: Option<Date>,
        /// How credible the information is, 1 to 6 in the Admiralty system. 1 needs two independent origins; 6 means that it cannot be judged.
        pub credibility: Option<Credibility>,
        /// Where it was seen.
        #[serde(default)]
        pub places: Vec<Ref<ToPlace>>,
        /// What the reader should know of it.
        pub note: Option<Text>,
        /// The sources, statements, events or figures that this rests on.
        #[serde(default)]
        pub evidence: Vec<Ref<ToEvidence>>,
        /// Who may see this entry; the document's marking where absent.
        pub marking: Option<Marking>,
        /// Findings about this entry that are accepted, with the reason.
        #[serde(default)]
        pub allow: Vec<Allow>,
    }

    /// What pushes towards the outcome (a driver) or stands against it (an obstacle).
    pub struct Factor {
        /// The short name by which the rest of the file refers to this factor.
        pub id: Id,
        /// A few words for headings and figures.
        pub name: Text,
        /// What is claimed, in a sentence, with its citation.
        pub claim: Text,
        /// How it works: why this pushes or hinders.
        pub mechanism: Option<Text>,
        /// How much it counts.
        pub weight: Option<Weight>,
        /// Whom it touches.
        #[serde(default)]
        pub actors: Vec<Ref<ToActor>>,
        /// Where it works.
        #[serde(default)]
        pub places: Vec<Ref<ToPlace>>,
        /// Where the same factor also works the other way: the counterpart, and how the two are reconciled.
        pub both_ways: Option<BothWays>,
        /// How credible the information is, 1 to 6 in the Admiralty system.
        pub credibility: Option<Credibility>,
        /// The sources, statements, events or figures that this rests on.
        #[serde(default)]
        pub evidence: Vec<Ref<ToEvidence>>,
        /// Who may see this entry; the document's marking where absent.
        pub marking: Option<Marking>,
        /// Findings about this entry that are accepted, with the reason.
        #[serde(default)]
        pub allow: Vec<Allow>,
    }

    /// How a factor that works both ways is reconciled.
    pub struct BothWays {
        /// The factor on the other side, if it has an entry of its own.
        pub counterpart: Option<Ref<ToFactor>>,
        /// Which way it works when, and what follows for the judgement.
        pub reconciliation: Option<Text>,
    }

    /// What would follow.
    pub struct Consequence {
        /// The short name by which the rest of the file refers to this consequence.
        pub id: Id,
        /// A few words for headings and figures.
        pub name: Text,
        /// The condition under which it follows: “if the alliance comes about”.
        pub condition: Option<Text>,
        /// What follows, in a sentence or two, with its citation.
        pub claim: Text,
        /// How likely it is, given the condition: a term of the assessment's scale.
        pub likelihood: Option<Likelihood>,
        /// The same in percent, where the author commits to a number.
        pub percent: Option<Percent>,
        /// How bad it would be.
        pub impact: Option<Impact>,
        /// Where it would be felt.
        #[serde(default)]
        pub places: Vec<Ref<ToPlace>>,
        /// The sources, statements or events that this rests on.
        #[serde(default)]
        pub evidence: Vec<Ref<ToEvidence>>,
        /// Who may see this entry; the document's marking where absent.
        pub marking: Option<Marking>,
        /// Findings about this entry that are accepted, with the reason.
        #[serde(default)]
        pub allow: Vec<Allow>,
    }

    /// A table that sets actors side by side, dimension by dimension.
    pub struct Comparison {
        /// The short name by which the rest of the file refers to this comparison.
        pub id: Id,
        /// The heading of the table.
        pub name: Text,
        /// The actors compared, in the order of the columns.
        pub actors: Vec<Ref<ToActor>>,
        /// The dimensions, in the order of the rows.
        pub dimension: Vec<Dimension>,
        /// Who may see this entry; the document's marking where absent.
        pub marking: Option<Marking>,
        /// Findings about this entry that are accepted, with the reason.
        #[serde(default)]
        pub allow: Vec<Allow>,
    }

    /// A row of a comparison.
    pub struct Dimension {
        /// What is compared: recruitment, use of the internet.
        pub name: Text,
        /// What holds for each actor.
        pub cells: Vec<Cell>,
    }

    /// What holds for one actor in one dimension.
    pub struct Cell {
        /// The actor, one of those the table compares.
        pub actor: Ref<ToActor>,
        /// What holds for it, in a sentence, with its citation.
        pub claim: Text,
        /// The sources or statements that this rests on.
        #[serde(default)]
        pub evidence: Vec<Ref<ToEvidence>>,
    }

    /// A judgement: the answer to the question or to a part of it.
    pub struct Judgement {
        /// The short name by which the rest of the file refers to this judgement.
        pub id: Id,
        /// What is judged, in one sentence. Its confidence does not belong in this sentence.
        pub statement: Text,
        /// How likely it is: a term of the assessment's scale.
        pub likelihood: Option<Likelihood>,
        /// The same in percent, where the author commits to a number.
        pub percent: Option<Percent>,
        /// How sound its ground is.
        pub confidence: Option<Confidence>,
        /// Why this likelihood and this confidence: the argument from the basis, and what limits it.
        pub reasoning: Option<Text>,
        /// The entries it rests on: indicators, drivers, obstacles and others, by their ids.
        #[serde(default)]
        pub basis: Vec<Ref<ToBasis>>,
        /// The place it holds for, if not everywhere.
        pub place: Option<Ref<ToPlace>>,
        /// The rung of the outcome ladder it is about.
        pub rung: Option<Rung>,
        /// The judgements that cannot come true together with it.
        #[serde(default)]
        pub excludes: Vec<Ref<ToJudgement>>,
        /// The hypothesis it adopts.
        pub hypothesis: Option<Ref<ToHypothesis>>,
        /// Why it goes against the ranking of the hypotheses, where it does.
        pub despite_ranking: Option<Text>,
        /// The date up to which it can come true.
        pub horizon: Option<Date>,
        /// How a later reader would tell whether it came true.
        pub resolution: Option<Text>,
        /// What became of it, once known.
        pub resolved: Option<Resolved>,
        /// What changed since an earlier judgement of the same question, and why.
        pub change: Option<Text>,
        /// Who may see this entry; the document's marking where absent.
        pub marking: Option<Marking>,
        /// Findings about this entry that are accepted, with the reason.
        #[serde(default)]
        pub allow: Vec<Allow>,
    }

    /// What became of a judgement.
    pub struct Resolved {
        /// The day it was settled.
        pub on: Date,
        /// Whether it came true.
        pub came_true: bool,
        /// How that is known.
        pub note: Option<Text>,
    }

    /// One of the answers that compete.
    pub struct Hypothesis {
        /// The short name by which the matrix and judgements refer to this hypothesis.
        pub id: Id,
        /// A few words for tables.
        pub name: Text,
        /// What it says, in a sentence.
        pub claim: Text,
        /// The rung of the outcome ladder it stands for.
        pub rung: Option<Rung>,
        /// Who may see this entry; the document's marking where absent.
        pub marking: Option<Marking>,
        /// Findings about this entry that are accepted, with the reason.
        #[serde(default)]
        pub allow: Vec<Allow>,
    }

    /// A row of the matrix of competing hypotheses: one item of evidence against every hypothesis.
    pub struct MatrixRow {
        /// The entry that is weighed: an indicator, driver, obstacle, statement or other.
        pub item: Ref<ToWeighed>,
        /// For each hypothesis, by its id: CC, C, N, I, II or NA.
        pub rating: Ratings,
        /// Why it is rated so.
        pub note: Option<Text>,
        /// Findings about this row that are accepted, with the reason.
        #[serde(default)]
        pub allow: Vec<Allow>,
    }

    /// What is taken for granted.
    pub struct Assumption {
        /// The short name by which the rest of the file refers to this assumption.
        pub id: Id,
        /// What is assumed, in a sentence.
        pub claim: Text,
        /// What follows for the judgements if it is wrong.
        pub if_wrong: Option<Text>,
        /// The judgements that stand on it.
        #[serde(default)]
        pub judgements: Vec<Ref<ToJudgement>>,
        /// Who may see this entry; the document's marking where absent.
        pub marking: Option<Marking>,
        /// Findings about this entry that are accepted, with the reason.
        #[serde(default)]
        pub allow: Vec<Allow>,
    }

    /// What is not known and would matter.
    pub struct Gap {
        /// The short name by which the rest of the file refers to this gap.
        pub id: Id,
        /// The question that is open.
        pub question: Text,
        /// What an answer would change.
        pub matters: Option<Text>,
        /// Who may see this entry; the document's marking where absent.
        pub marking: Option<Marking>,
        /// Findings about this entry that are accepted, with the reason.
        #[serde(default)]
        pub allow: Vec<Allow>,
    }

    /// An earlier case that the argument leans on.
    pub struct Precedent {
        /// The short name by which the rest of the file refers to this precedent.
        pub id: Id,
        /// The case, in a few words.
        pub case: Text,
        /// The lesson that is drawn from it, and by whom.
        pub lesson: Text,
        /// Where the likeness ends.
        pub caveat: Option<Text>,
        /// The sources or statements that this rests on.
        #[serde(default)]
        pub evidence: Vec<Ref<ToEvidence>>,
        /// Who may see this entry; the document's marking where absent.
        pub marking: Option<Marking>,
        /// Findings about this entry that are accepted, with the reason.
        #[serde(default)]
        pub allow: Vec<Allow>,
    }

    /// Claims that cannot all be true, and what the author makes of it.
    pub struct Conflict {
        /// The short name by which the rest of the file refers to this conflict.
        pub id: Id,
        /// What the disagreement is about, in a few words.
        pub name: Text,
        /// The claims that disagree, two or more.
        pub sides: Vec<Side>,
        /// How the author resolves it, or why it stays open.
        pub resolution: Option<Text>,
        /// Who may see this entry; the document's marking where absent.
        pub marking: Option<Marking>,
        /// Findings about this entry that are accepted, with the reason.
        #[serde(default)]
        pub allow: Vec<Allow>,
    }

    /// One of the claims that disagree.
    pub struct Side {
        /// The claim, in a sentence, with its citation.
        pub claim: Text,
        /// The sources, statements or figures that this rests on.
        #[serde(default)]
        pub evidence: Vec<Ref<ToEvidence>>,
    }
}

/// The ratings of one item of evidence: hypothesis id to rating, in the order of the file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Ratings(Vec<(String, Rating)>);

impl Ratings {
    /// The rating against the hypothesis called `id`.
    pub fn get(&self, id: &str) -> Option<Rating> {
        self.0
            .iter()
            .find(|(key, _)| key == id)
            .map(|(_, rating)| *rating)
    }

    /// Hypothesis ids and ratings, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Rating)> {
        self.0.iter().map(|(id, rating)| (id.as_str(), *rating))
    }
}

impl<'de> Deserialize<'de> for Ratings {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        struct RatingsVisitor;
        impl<'de> Visitor<'de> for RatingsVisitor {
            type Value = Ratings;
            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("a table of hypothesis ids and ratings")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Ratings, A::Error> {
                let mut ratings = Vec::new();
                while let Some((id, rating)) = map.next_entry::<String, Rating>()? {
                    if !is_id(&id) {
                        return Err(A::Error::custom("not an id"));
                    }
                    ratings.push((id, rating));
                }
                if ratings.is_empty() {
                    return Err(A::Error::custom("no rating"));
                }
                Ok(Ratings(ratings))
            }
        }
        input.deserialize_map(RatingsVisitor)
    }
}

impl JsonSchema for Ratings {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> Cow<'static, str> {
        "Ratings".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "object",
            "minProperties": 1,
            "propertyNames": { "pattern": ID_PATTERN },
            "additionalProperties": generator.subschema_for::<Rating>(),
            "x-refers-to": ["hypothesis"],
        })
    }
}

impl Reflect for Ratings {
    fn node(&self) -> Node<'_> {
        Node::Map(
            ToHypothesis::KINDS,
            self.0
                .iter()
                .map(|(id, rating)| (id.as_str(), rating.node()))
                .collect(),
        )
    }
}
