//! Where it comes from: documents, what people said, and quantities.

use serde::de::Error;
use serde::{Deserialize, Deserializer};

use super::id::{ToActor, ToEvidence, ToFigure, ToPlace, ToRelayed, ToSource};
use super::node::record;
use super::{
    Allow, Date, Id, Lang, Lineage, Marking, OriginKind, ProjectPath, Ref, Reliability, Sha256,
    SourceKind, Text, Url, Wording,
};

record! {
    /// A document that the assessment cites.
    pub struct Source {
        /// The short name by which citations refer to this source: `[@future-2018]`.
        pub id: Id,
        /// What the document is.
        pub kind: SourceKind,
        /// The title as the document has it; a translation beside it helps readers of the other language.
        pub title: Text,
        /// Who published it; leave out where no publisher is named.
        pub publisher: Option<Text>,
        /// Who signed it; leave out where it is unsigned.
        pub author: Option<Text>,
        /// When it was published; leave out where it is undated.
        pub published: Option<Date>,
        /// The language it is written in.
        pub language: Option<Lang>,
        /// Its web address.
        pub url: Option<Url>,
        /// The day it was read at that address.
        pub retrieved: Option<Date>,
        /// The archived text, kept in the project.
        pub archive: Option<Archive>,
        /// How reliable the source is, A to F in the Admiralty system. F means that it cannot be judged.
        pub reliability: Reliability,
        /// Why it is rated so: what it is, its access, its record (the source descriptor of ICD 206).
        pub descriptor: Option<Text>,
        /// Where its content comes from, beyond what `copy_of` and `relays` say.
        pub lineage: Option<Lineage>,
        /// The document this one reprints. A copy never counts as a second source.
        pub copy_of: Option<Ref<ToSource>>,
        /// The documents and statements whose content this one passes on.
        #[serde(default)]
        pub relays: Vec<Ref<ToRelayed>>,
        /// What else the reader should know of it.
        pub note: Option<Text>,
        /// Who may see this entry; the document's marking where absent.
        pub marking: Option<Marking>,
        /// Findings about this entry that are accepted, with the reason.
        #[serde(default)]
        pub allow: Vec<Allow>,
    }

    /// A text kept in the project, with the sum that proves it unchanged.
    pub struct Archive {
        /// The file, relative to the assessment.
        pub path: ProjectPath,
        /// The SHA-256 sum of the file's bytes.
        pub sha256: Sha256,
    }

    /// What somebody said or wrote, as a source passes it on.
    pub struct Statement {
        /// The short name by which citations and `evidence` refer to this statement.
        pub id: Id,
        /// Who said it. Leave out where nobody is named, and say so in `attribution`.
        pub speaker: Option<Ref<ToActor>>,
        /// The attribution where nobody is named: “observers”, “two officials”. It marks the statement as vaguely attributed.
        pub attribution: Option<Text>,
        /// The speaker's office at the time.
        pub role: Option<Text>,
        /// Where it was said: a conference, a letter, an interview.
        pub venue: Option<Text>,
        /// When it was said.
        pub date: Option<Date>,
        /// Whether the words are given as spoken.
        pub wording: Wording,
        /// The words, or their sense.
        pub text: Text,
        /// The sources that carry it.
        pub carried_by: Vec<Ref<ToSource>>,
        /// Where the speaker says to have it from.
        pub origin: Option<Origin>,
        /// What the reader should know of it.
        pub note: Option<Text>,
        /// Who may see this entry; the document's marking where absent.
        pub marking: Option<Marking>,
        /// Findings about this entry that are accepted, with the reason.
        #[serde(default)]
        pub allow: Vec<Allow>,
    }

    /// Where a speaker has it from.
    pub struct Origin {
        /// Whether the origin is named, anonymous or unknown.
        pub kind: OriginKind,
        /// The actor, where named and among the actors of this file.
        pub actor: Option<Ref<ToActor>>,
        /// The wording of the attribution: “informed regional sources”.
        pub attribution: Option<Text>,
    }

    /// A quantity, with the range it is known within.
    pub struct Figure {
        /// The short name by which the rest of the file refers to this figure.
        pub id: Id,
        /// What is counted, so that the number can stand alone in a table.
        pub what: Text,
        /// The least it may be.
        #[serde(default, deserialize_with = "finite")]
        pub minimum: Option<f64>,
        /// The most it may be. The same as `minimum` for an exact number.
        #[serde(default, deserialize_with = "finite")]
        pub maximum: Option<f64>,
        /// What it is counted in: fighters, branches, percent.
        pub unit: Text,
        /// Whether the source gives it as approximate.
        #[serde(default)]
        pub approximate: bool,
        /// The actor it is about.
        pub subject: Option<Ref<ToActor>>,
        /// The place it is about.
        pub place: Option<Ref<ToPlace>>,
        /// The date it holds for.
        pub as_of: Option<Date>,
        /// Figures that contradict this one.
        #[serde(default)]
        pub conflicts_with: Vec<Ref<ToFigure>>,
        /// What the reader should know of it.
        pub note: Option<Text>,
        /// The sources or statements that this rests on.
        #[serde(default)]
        pub evidence: Vec<Ref<ToEvidence>>,
        /// Who may see this entry; the document's marking where absent.
        pub marking: Option<Marking>,
        /// Findings about this entry that are accepted, with the reason.
        #[serde(default)]
        pub allow: Vec<Allow>,
    }
}

/// A number that can be counted up to: TOML also knows `inf` and `nan`.
fn finite<'de, D: Deserializer<'de>>(input: D) -> Result<Option<f64>, D::Error> {
    let number = f64::deserialize(input)?;
    if number.is_finite() {
        Ok(Some(number))
    } else {
        Err(D::Error::custom("not a number that can be counted"))
    }
}
