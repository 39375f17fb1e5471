//! isnad: case → who stands behind each claim, counted in independent origins.
//!
//! Provenance is a graph: claim → document → (copy of | relays | carries) → … → origin. What
//! it counts, and why:
//!
//! | at the end of a chain | counts | because |
//! |---|---|---|
//! | a person or body named as speaker, or named by a speaker as the source | one for each person or body | who says a thing twice has not confirmed it |
//! | a first-hand document | one for each author, or publisher where nobody signs | it saw the thing itself |
//! | a document's own analysis | one, unless an origin it argues from counts already for the claim | an argument is a voice, but not one independent of what it argues from |
//! | somebody who is not named | nothing, or one where the house says so | nobody can tell whether two of them are one |
//! | a relay of several, cited as a whole | nothing | it has the thing from one of them and does not say from which |
//! | unknown | nothing | it may be one of the others |
//!
//! A copy is its original. An analysis stands behind what it argues itself; whoever relies on
//! a statement that it passes on cites the statement, and then the speaker is the origin.
//!
//! A document that another relays, and that was neither archived nor read (`archive`,
//! `retrieved`), is known only through the one that relays it: the chain begins there.
//!
//! | file | holds |
//! |---|---|
//! | this one | [`Isnad`] and [`Claim`]: what each claim of a case rests on |
//! | [`chain`] | the chains from a citation to its origins |
//! | [`count`] | which origins count |
//! | [`link`] | the common link, on which most hangs |
//! | [`circle`] | lineages that lead back to themselves |
//! | [`words`] | counts and names in both languages |

pub mod chain;
pub mod circle;
pub mod count;
pub mod link;
pub mod words;

#[cfg(test)]
mod tests;

use std::collections::{HashMap, HashSet};

use crate::model::{House, Kind, Prose, Ref, Route, Text};
use crate::resolve::Case;
use chain::Chains;
pub use chain::{Chain, Origin};
pub use circle::Circle;
pub use count::{Uncounted, Why};
pub use link::{CommonLink, Knot};

/// The provenance of everything that a case claims.
#[derive(Debug, Default)]
pub struct Isnad {
    /// The claims; those that rest on others come after these.
    pub claims: Vec<Claim>,
    /// Lineages that lead back to themselves.
    pub circles: Vec<Circle>,
    at: HashMap<Route, usize>,
}

/// What one claim rests on.
#[derive(Debug, Clone)]
pub struct Claim {
    /// Where it stands.
    pub route: Route,
    /// The entry that it is, or is a part of.
    pub entry: (Kind, usize),
    /// The parts that it is made of, for a judgement, a comparison or a conflict.
    pub parts: Vec<Route>,
    /// The chains from it to its origins; those of its parts, each as often as parts have it.
    pub chains: Vec<Chain>,
    /// The documents on them, in the order of the model.
    pub documents: Vec<String>,
    /// How many of the documents are copies.
    pub copies: usize,
    /// The independent origins.
    pub origins: Vec<Origin>,
    /// The ends of chains that count nothing.
    pub uncounted: Vec<Uncounted>,
}

impl Claim {
    /// Whether it is a whole entry and not a cell or side of one.
    pub fn is_entry(&self) -> bool {
        self.route.steps().count() == 2
    }
}

impl Isnad {
    /// Follows every claim of a case to its origins.
    pub fn of(case: &Case, house: &House) -> Self {
        let chains = Chains::new(case);
        let mut builder = Builder {
            case,
            counter: count::Counter::new(case, &chains, house.count_anonymous == Some(true)),
            chains: &chains,
            isnad: Self {
                circles: circle::find(case),
                ..Self::default()
            },
        };
        builder.build();
        builder.isnad
    }

    /// What the claim at `route` rests on.
    pub fn claim(&self, route: &Route) -> Option<&Claim> {
        self.claims.get(*self.at.get(route)?)
    }

    /// What an entry rests on.
    pub fn entry(&self, kind: Kind, index: usize) -> Option<&Claim> {
        self.claim(&Route::root().key(kind.key()).index(index))
    }

    /// The number of independent origins of the claim at `route`.
    pub fn origins(&self, route: &Route) -> usize {
        self.claim(route).map_or(0, |claim| claim.origins.len())
    }

    fn add(&mut self, claim: Claim) {
        self.at.insert(claim.route.clone(), self.claims.len());
        self.claims.push(claim);
    }
}

struct Builder<'a> {
    case: &'a Case,
    chains: &'a Chains<'a>,
    counter: count::Counter<'a>,
    isnad: Isnad,
}

/// The ids that a list of references names.
fn ids<K>(list: &[Ref<K>]) -> impl Iterator<Item = &str> {
    list.iter().map(Ref::as_str)
}

impl Builder<'_> {
    fn build(&mut self) {
        let model = &self.case.model;
        macro_rules! claims {
            ($($kind:ident, $list:ident: $($text:ident),*;)*) => {$(
                for (index, entry) in model.$list.iter().enumerate() {
                    let route = self.case.route(Kind::$kind, index);
                    self.simple(route, (Kind::$kind, index), &[$(&entry.$text),*], ids(&entry.evidence));
                }
            )*};
        }
        claims! {
            Indicator, indicator: claim;
            Driver, driver: claim;
            Obstacle, obstacle: claim;
            Consequence, consequence: claim;
            Outcome, outcome: claim;
            Precedent, precedent: case, lesson;
            Figure, figure: what;
            Event, event: what;
        }
        for (index, relation) in model.relation.iter().enumerate() {
            let texts: Vec<&Text> = relation.note.iter().collect();
            let route = self.case.route(Kind::Relation, index);
            self.simple(
                route,
                (Kind::Relation, index),
                &texts,
                ids(&relation.evidence),
            );
        }
        for index in 0..model.statement.len() {
            let id = model.statement.get(index).map(|entry| entry.id.as_str());
            let route = self.case.route(Kind::Statement, index);
            self.simple(route, (Kind::Statement, index), &[], id.into_iter());
        }
        for (index, comparison) in model.comparison.iter().enumerate() {
            let entry = (Kind::Comparison, index);
            let whole = self.case.route(Kind::Comparison, index);
            let mut parts = Vec::new();
            for (row, dimension) in comparison.dimension.iter().enumerate() {
                let row = whole.key("dimension").index(row).key("cells");
                for (column, cell) in dimension.cells.iter().enumerate() {
                    let route = row.index(column);
                    self.simple(route.clone(), entry, &[&cell.claim], ids(&cell.evidence));
                    parts.push(route);
                }
            }
            self.union(whole, entry, parts);
        }
        for (index, conflict) in model.conflict.iter().enumerate() {
            let entry = (Kind::Conflict, index);
            let whole = self.case.route(Kind::Conflict, index);
            let mut parts = Vec::new();
            for (number, side) in conflict.sides.iter().enumerate() {
                let route = whole.key("sides").index(number);
                self.simple(route.clone(), entry, &[&side.claim], ids(&side.evidence));
                parts.push(route);
            }
            self.union(whole, entry, parts);
        }
        for (index, judgement) in model.judgement.iter().enumerate() {
            let mut named = HashSet::new();
            let parts = ids(&judgement.basis)
                .filter(|id| named.insert(*id))
                .filter_map(|id| self.case.entry(id))
                .map(|(kind, index)| self.case.route(kind, index))
                .collect();
            let route = self.case.route(Kind::Judgement, index);
            self.union(route, (Kind::Judgement, index), parts);
        }
    }

    /// A claim that names its evidence, or cites it in its text.
    fn simple<'i>(
        &mut self,
        route: Route,
        entry: (Kind, usize),
        texts: &[&Text],
        evidence: impl Iterator<Item = &'i str>,
    ) {
        let mut cited: Vec<String> = Vec::new();
        for text in texts {
            for (_, string) in text.variants() {
                if string.contains("[@") {
                    let prose = Prose::parse(string);
                    cited.extend(prose.citations().map(|cite| cite.id.clone()));
                }
            }
        }
        cited.extend(evidence.map(str::to_owned));
        let chains = self.chains.of_claim(cited);
        let (origins, uncounted) = self.counter.count(&chains);
        self.finish(route, entry, Vec::new(), chains, origins, uncounted);
    }

    /// A claim that rests on others. Independence is judged in each of them: that two voices
    /// are one argument in one place does not make them one in another.
    fn union(&mut self, route: Route, entry: (Kind, usize), parts: Vec<Route>) {
        let mut chains = Vec::new();
        let mut origins: Vec<Origin> = Vec::new();
        let mut uncounted: Vec<Uncounted> = Vec::new();
        for part in parts.iter().filter_map(|part| self.isnad.claim(part)) {
            chains.extend(part.chains.iter().cloned());
            for origin in &part.origins {
                if !origins.contains(origin) {
                    origins.push(origin.clone());
                }
            }
            uncounted.extend(part.uncounted.iter().cloned());
        }
        let mut told = HashSet::new();
        uncounted.retain(|one| !origins.contains(&one.origin) && told.insert(one.origin.clone()));
        self.finish(route, entry, parts, chains, origins, uncounted);
    }

    fn finish(
        &mut self,
        route: Route,
        entry: (Kind, usize),
        parts: Vec<Route>,
        chains: Vec<Chain>,
        origins: Vec<Origin>,
        uncounted: Vec<Uncounted>,
    ) {
        let on_chains: HashSet<&str> = chains
            .iter()
            .flat_map(|chain| chain.documents.iter().map(String::as_str))
            .collect();
        let sources = || {
            let all = self.case.model.source.iter();
            all.filter(|source| on_chains.contains(source.id.as_str()))
        };
        let documents: Vec<String> = sources().map(|s| s.id.as_str().to_owned()).collect();
        let copies = sources().filter(|source| source.copy_of.is_some()).count();
        self.isnad.add(Claim {
            route,
            entry,
            parts,
            chains,
            documents,
            copies,
            origins,
            uncounted,
        });
    }
}
