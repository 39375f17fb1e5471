//! The chains from a citation to its origins.

use std::borrow::Cow;
use std::collections::VecDeque;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::{Kind, Lineage, OriginKind, Prose, Ref, Source, Statement, Text};
use crate::resolve::Case;

/// Chains of one claim beyond this number are not followed. No assessment comes near; a file
/// made to have endlessly many must not hang the program.
const MOST_CHAINS: usize = 400;

/// A lineage longer than this is not followed to its end.
const LONGEST: usize = 64;

/// One way from a claim to an origin.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Chain {
    /// The event, figure or relation by which the claim names its evidence, if it does.
    pub via: Option<String>,
    /// The documents, the one in the reader's hand first.
    pub documents: Vec<String>,
    /// What was said, where the chain leads through a statement.
    pub statement: Option<String>,
    /// Where it ends.
    pub origin: Origin,
}

/// The end of a chain, by the id of an entry.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Origin {
    /// A person or body among the actors.
    Actor(String),
    /// A first-hand source whose author is not among the actors.
    Document(String),
    /// What a source argues itself.
    Analysis(String),
    /// A statement that names where it comes from, but not among the actors.
    Attributed(String),
    /// A statement by somebody who is not named.
    Anonymous(String),
    /// A source that relays several, cited as a whole.
    Mixed(String),
    /// A source or statement of which nothing is known.
    Unknown(String),
}

impl Origin {
    /// The id of the entry that stands for it.
    pub fn id(&self) -> &str {
        match self {
            Origin::Actor(id)
            | Origin::Document(id)
            | Origin::Analysis(id)
            | Origin::Attributed(id)
            | Origin::Anonymous(id)
            | Origin::Mixed(id)
            | Origin::Unknown(id) => id,
        }
    }

    /// The word for its kind in machine output.
    pub fn kind(&self) -> &'static str {
        match self {
            Origin::Actor(_) => "actor",
            Origin::Document(_) => "document",
            Origin::Analysis(_) => "analysis",
            Origin::Attributed(_) => "attributed",
            Origin::Anonymous(_) => "anonymous",
            Origin::Mixed(_) => "mixed",
            Origin::Unknown(_) => "unknown",
        }
    }
}

/// The sources and statements of a case, ready to be followed.
#[derive(Debug)]
pub struct Chains<'a> {
    case: &'a Case,
    /// Source → the sources that relay it.
    relayers: FxHashMap<&'a str, Vec<&'a str>>,
    /// Statement → the sources that carry it.
    carriers: FxHashMap<&'a str, Vec<&'a str>>,
    /// The name of an actor, in any language → its id.
    actors: FxHashMap<Cow<'a, str>, &'a str>,
    /// The author of a source, or its publisher where unsigned → the first source of theirs.
    authors: FxHashMap<Cow<'a, str>, &'a str>,
}

/// The name in a text, without markup.
fn names(text: &Text) -> impl Iterator<Item = Cow<'_, str>> {
    text.variants().map(|(_, name)| {
        // The usual name has nothing that could be markup, and stands as it is.
        // The usual letters need no look into the tables of Unicode.
        let usual = |c: char| c.is_ascii_alphabetic() || matches!(c, 'ء'..='غ' | 'ف'..='ي');
        let letter = |c: char| usual(c) || c.is_alphabetic();
        let plain = |c: char| {
            usual(c) || matches!(c, ' ' | '-' | '،' | ',' | '«' | '»') || c.is_alphanumeric()
        };
        if name.starts_with(letter) && !name.ends_with(' ') && name.chars().all(plain) {
            Cow::Borrowed(name)
        } else {
            Cow::Owned(Prose::parse(name).plain())
        }
    })
}

/// Who answers for a source: its author, or its publisher where nobody signed.
fn answering(source: &Source) -> Option<&Text> {
    source.author.as_ref().or(source.publisher.as_ref())
}

impl<'a> Chains<'a> {
    /// Reads the lineage of every source and statement of a case.
    pub fn new(case: &'a Case) -> Self {
        let mut relayers: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
        let mut carriers: FxHashMap<&str, Vec<&str>> = FxHashMap::default();
        let mut authors = FxHashMap::default();
        for statement in &case.model.statement {
            let carrying = statement.carried_by.iter().map(Ref::as_str);
            carriers
                .entry(statement.id.as_str())
                .or_default()
                .extend(carrying);
        }
        for source in &case.model.source {
            let id = source.id.as_str();
            for relayed in source.relays.iter().map(Ref::as_str) {
                let list = match case.entry(relayed) {
                    Some((Kind::Source, _)) => relayers.entry(relayed).or_default(),
                    Some((Kind::Statement, _)) => carriers.entry(relayed).or_default(),
                    _ => continue,
                };
                if !list.contains(&id) {
                    list.push(id);
                }
            }
            for name in answering(source).into_iter().flat_map(names) {
                authors.entry(name).or_insert(id);
            }
        }
        let mut actors = FxHashMap::default();
        for actor in &case.model.actor {
            let known = [Some(&actor.name), actor.full_name.as_ref()];
            for text in known.into_iter().flatten().chain(&actor.aliases) {
                for name in names(text) {
                    actors.entry(name).or_insert(actor.id.as_str());
                }
            }
        }
        Self {
            case,
            relayers,
            carriers,
            actors,
            authors,
        }
    }

    fn source(&self, id: &str) -> Option<&'a Source> {
        self.case.source(id).map(|(_, source)| source)
    }

    fn statement(&self, id: &str) -> Option<&'a Statement> {
        self.case.statement(id).map(|(_, statement)| statement)
    }

    /// The chains from the entries that a claim names, each once.
    pub fn of_claim(&self, cited: Vec<String>) -> Vec<Chain> {
        let mut chains = Vec::new();
        let mut seen = FxHashSet::default();
        let mut waiting: VecDeque<(Option<String>, String)> =
            cited.into_iter().map(|id| (None, id)).collect();
        let mut visited = FxHashSet::default();
        while let Some((via, id)) = waiting.pop_front() {
            if !visited.insert(id.clone()) || chains.len() >= MOST_CHAINS {
                continue;
            }
            let found = match self.case.entry(&id) {
                Some((Kind::Source, _)) => self.of_source(&id),
                Some((Kind::Statement, _)) => self.of_statement(&id),
                Some((kind, index)) => {
                    let first = via.unwrap_or(id);
                    let further = self.evidence(kind, index);
                    waiting.extend(further.into_iter().map(|id| (Some(first.clone()), id)));
                    continue;
                }
                None => continue,
            };
            for (documents, statement, origin) in found {
                // The same way may be named twice: as a document and by an event that rests on it.
                if seen.insert((documents.clone(), statement.clone(), origin.clone())) {
                    chains.push(Chain {
                        via: via.clone(),
                        documents,
                        statement,
                        origin,
                    });
                }
            }
        }
        chains
    }

    /// What an event, figure or relation rests on.
    fn evidence(&self, kind: Kind, index: usize) -> Vec<String> {
        let model = &self.case.model;
        let list = match kind {
            Kind::Event => model.event.get(index).map(|entry| &entry.evidence),
            Kind::Figure => model.figure.get(index).map(|entry| &entry.evidence),
            Kind::Relation => model.relation.get(index).map(|entry| &entry.evidence),
            _ => None,
        };
        let list = list.into_iter().flatten();
        list.map(|entry| entry.as_str().to_owned()).collect()
    }

    fn of_source(&self, id: &str) -> Vec<(Vec<String>, Option<String>, Origin)> {
        let (down, statement, origin) = self.end_of(id);
        self.heads(&down)
            .into_iter()
            .map(|documents| (documents, statement.clone(), origin.clone()))
            .collect()
    }

    fn of_statement(&self, id: &str) -> Vec<(Vec<String>, Option<String>, Origin)> {
        let Some(statement) = self.statement(id) else {
            return Vec::new();
        };
        let origin = voice(statement);
        let carriers = self.carriers.get(id).map_or(&[][..], Vec::as_slice);
        if carriers.is_empty() {
            return vec![(Vec::new(), Some(id.to_owned()), origin)];
        }
        carriers
            .iter()
            .flat_map(|carrier| self.heads(&self.down(carrier, carriers)))
            .take(MOST_CHAINS)
            .map(|documents| (documents, Some(id.to_owned()), origin.clone()))
            .collect()
    }

    /// From a document down to the end of its own content: the documents on the way, the
    /// statement where it passes on a single one, and the origin.
    fn end_of(&self, id: &str) -> (Vec<String>, Option<String>, Origin) {
        let mut way: Vec<String> = Vec::new();
        let mut next = id.to_owned();
        loop {
            let unknown = Origin::Unknown(next.clone());
            if way.contains(&next) || way.len() >= LONGEST {
                return (way, None, unknown);
            }
            way.push(next.clone());
            let Some(source) = self.source(&next) else {
                return (way, None, unknown);
            };
            if let Some(original) = &source.copy_of {
                next = original.as_str().to_owned();
                continue;
            }
            let origin = match source.lineage {
                Some(Lineage::FirstHand) => self.author(source),
                Some(Lineage::Analysis) => Origin::Analysis(next),
                Some(Lineage::Unknown) => unknown,
                Some(Lineage::Relay) | None => match source.relays.as_slice() {
                    [] => unknown,
                    [one] => match self.statement(one.as_str()) {
                        Some(said) => return (way, Some(one.as_str().to_owned()), voice(said)),
                        None => {
                            next = one.as_str().to_owned();
                            continue;
                        }
                    },
                    _ => Origin::Mixed(next),
                },
            };
            return (way, None, origin);
        }
    }

    /// From a document that carries a statement down to the one it has it from.
    fn down(&self, carrier: &str, carriers: &[&str]) -> Vec<String> {
        let mut way = vec![carrier.to_owned()];
        while way.len() < LONGEST {
            let Some(source) = way.last().and_then(|id| self.source(id)) else {
                break;
            };
            let further = match &source.copy_of {
                Some(original) => Some(original.as_str()),
                None => source
                    .relays
                    .iter()
                    .map(Ref::as_str)
                    .find(|relayed| carriers.contains(relayed)),
            };
            match further {
                Some(id) if !way.iter().any(|known| known == id) => way.push(id.to_owned()),
                _ => break,
            }
        }
        way
    }

    /// The ways by which a document comes into the reader's hand, each followed by `way`.
    fn heads(&self, way: &[String]) -> Vec<Vec<String>> {
        let mut done = Vec::new();
        let mut open = vec![way.to_vec()];
        while let Some(way) = open.pop() {
            let relayers = way.first().map_or(&[][..], |id| self.hidden_behind(id));
            let fresh: Vec<Vec<String>> = relayers
                .iter()
                .filter(|relayer| !way.iter().any(|known| known == *relayer))
                .map(|relayer| [&[(*relayer).to_owned()], way.as_slice()].concat())
                .collect();
            if fresh.is_empty() || way.len() >= LONGEST {
                done.push(way);
            } else {
                open.extend(fresh.into_iter().rev());
            }
            if done.len() + open.len() >= MOST_CHAINS {
                done.append(&mut open);
            }
        }
        done
    }

    /// The documents through which alone `id` is known; none where it was read itself.
    fn hidden_behind(&self, id: &str) -> &[&'a str] {
        let read = self
            .source(id)
            .is_some_and(|source| source.archive.is_some() || source.retrieved.is_some());
        match self.relayers.get(id) {
            Some(relayers) if !read => relayers,
            _ => &[],
        }
    }

    /// The origin of what a source saw itself.
    pub fn author(&self, source: &Source) -> Origin {
        let who: Vec<Cow<'_, str>> = answering(source).into_iter().flat_map(names).collect();
        let actor = who.iter().find_map(|name| self.actors.get(name));
        if let Some(actor) = actor {
            return Origin::Actor((*actor).to_owned());
        }
        let first = who.iter().find_map(|name| self.authors.get(name));
        let id = first.copied().unwrap_or(source.id.as_str());
        Origin::Document(id.to_owned())
    }

    /// The origins that a source's analysis argues from, and those these argue from.
    pub fn argued_from(&self, id: &str) -> FxHashSet<Origin> {
        let mut found = FxHashSet::default();
        let mut visited = FxHashSet::default();
        let mut waiting = vec![id.to_owned()];
        while let Some(id) = waiting.pop() {
            let Some(source) = self.source(&id).filter(|_| visited.insert(id.clone())) else {
                continue;
            };
            for relayed in source.relays.iter().map(Ref::as_str) {
                if let Some(said) = self.statement(relayed) {
                    found.insert(voice(said));
                } else {
                    found.insert(self.end_of(relayed).2);
                    waiting.push(relayed.to_owned());
                }
            }
        }
        found
    }
}

/// Who stands behind a statement: whom the speaker names, else the speaker, else nobody known.
fn voice(statement: &Statement) -> Origin {
    let id = statement.id.as_str().to_owned();
    let origin = statement.origin.as_ref();
    match origin.map(|origin| origin.kind) {
        Some(OriginKind::Named) => match origin.and_then(|origin| origin.actor.as_ref()) {
            Some(actor) => return Origin::Actor(actor.as_str().to_owned()),
            None => return Origin::Attributed(id),
        },
        // A named speaker vouches for what unnamed ones told.
        Some(OriginKind::Anonymous | OriginKind::Unknown) | None => {}
    }
    match &statement.speaker {
        Some(speaker) => Origin::Actor(speaker.as_str().to_owned()),
        None if statement.attribution.is_some()
            || origin.is_some_and(|origin| origin.kind == OriginKind::Anonymous) =>
        {
            Origin::Anonymous(id)
        }
        None => Origin::Unknown(id),
    }
}
