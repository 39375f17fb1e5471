//! Who and where: actors, places, events, relations, and how far two actors have come together.

use super::id::{ToActor, ToEvidence, ToPlace};
use super::node::record;
use super::{ActorKind, Allow, Date, Id, Marking, Ref, RelationKind, Rung, Text};

record! {
    /// A person, organisation, state or body that the assessment speaks of.
    pub struct Actor {
        /// The short name by which the rest of the file refers to this actor.
        pub id: Id,
        /// What the actor is.
        pub kind: ActorKind,
        /// The name a reader sees, in each language.
        pub name: Text,
        /// The full name, where `name` is a short or usual form.
        pub full_name: Option<Text>,
        /// Other names of the same actor: noms de guerre, spellings, abbreviations.
        #[serde(default)]
        pub aliases: Vec<Text>,
        /// The organisation or state the actor belongs to.
        pub parent: Option<Ref<ToActor>>,
        /// Office or function, as of the assessment's date.
        pub role: Option<Text>,
        /// What else the reader should know: for example that the person has died since.
        pub note: Option<Text>,
        /// Who may see this entry; the document's marking where absent.
        pub marking: Option<Marking>,
        /// Findings about this entry that are accepted, with the reason.
        #[serde(default)]
        pub allow: Vec<Allow>,
    }

    /// A country, region, city or theatre.
    pub struct Place {
        /// The short name by which the rest of the file refers to this place.
        pub id: Id,
        /// The name a reader sees, in each language.
        pub name: Text,
        /// The larger place this one lies in.
        pub parent: Option<Ref<ToPlace>>,
        /// Who may see this entry; the document's marking where absent.
        pub marking: Option<Marking>,
        /// Findings about this entry that are accepted, with the reason.
        #[serde(default)]
        pub allow: Vec<Allow>,
    }

    /// Something that happened.
    pub struct Event {
        /// The short name by which the rest of the file refers to this event.
        pub id: Id,
        /// What happened, in a sentence.
        pub what: Text,
        /// When: a day, month or year, `early 2014`, or a range such as `2013/2015`. Absent where no source dates it.
        pub when: Option<Date>,
        /// Where it happened.
        pub place: Option<Ref<ToPlace>>,
        /// Who took part.
        #[serde(default)]
        pub actors: Vec<Ref<ToActor>>,
        /// The sources, statements or figures that this rests on.
        #[serde(default)]
        pub evidence: Vec<Ref<ToEvidence>>,
        /// Who may see this entry; the document's marking where absent.
        pub marking: Option<Marking>,
        /// Findings about this entry that are accepted, with the reason.
        #[serde(default)]
        pub allow: Vec<Allow>,
    }

    /// How one actor stood to another over a time.
    pub struct Relation {
        /// The short name by which the rest of the file refers to this relation.
        pub id: Id,
        /// The first actor: the one who swears, splits, disavows.
        pub from: Ref<ToActor>,
        /// The second actor: the one sworn to, split from, disavowed.
        pub to: Ref<ToActor>,
        /// What the relation is.
        pub kind: RelationKind,
        /// When it began.
        pub since: Option<Date>,
        /// When it ended; absent while it lasts.
        pub until: Option<Date>,
        /// Where it holds, if not everywhere.
        pub place: Option<Ref<ToPlace>>,
        /// What the reader should know of it, in a sentence.
        pub note: Option<Text>,
        /// The sources, statements or events that this rests on.
        #[serde(default)]
        pub evidence: Vec<Ref<ToEvidence>>,
        /// Who may see this entry; the document's marking where absent.
        pub marking: Option<Marking>,
        /// Findings about this entry that are accepted, with the reason.
        #[serde(default)]
        pub allow: Vec<Allow>,
    }

    /// How far the actors in question have come together in one place: a rung of the outcome ladder.
    pub struct Outcome {
        /// The short name by which the rest of the file refers to this outcome.
        pub id: Id,
        /// The place it holds for.
        pub place: Ref<ToPlace>,
        /// The rung reached: from `none` to `merger`. Absent where the sources do not tell.
        pub rung: Option<Rung>,
        /// What is seen there, in a sentence or two.
        pub claim: Text,
        /// The date it holds for, if not the assessment's.
        pub as_of: Option<Date>,
        /// The sources, statements or events that this rests on.
        #[serde(default)]
        pub evidence: Vec<Ref<ToEvidence>>,
        /// Who may see this entry; the document's marking where absent.
        pub marking: Option<Marking>,
        /// Findings about this entry that are accepted, with the reason.
        #[serde(default)]
        pub allow: Vec<Allow>,
    }
}
