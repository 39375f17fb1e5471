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
//! | [`trace`] | following claims when they are asked for |
//! | [`words`] | counts and names in both languages |

pub mod chain;
pub mod circle;
pub mod count;
pub mod counted;
pub mod link;
pub mod trace;
pub mod words;

#[cfg(test)]
mod tests;

use std::collections::HashMap;

use crate::model::{House, Kind, Route};
use crate::resolve::Case;
pub use chain::{Chain, Origin};
pub use circle::Circle;
pub use count::{Uncounted, Why};
pub use link::{CommonLink, Knot};
pub use trace::{ClaimPlace, Part, Tracer};

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
        let mut isnad = Self {
            circles: circle::find(case),
            ..Self::default()
        };
        for claim in Tracer::new(case, house).into_claims() {
            isnad.at.insert(claim.route.clone(), isnad.claims.len());
            isnad.claims.push(claim);
        }
        isnad
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
}
