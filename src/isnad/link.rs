//! The common link: the statement, origin or document on which most chains of a claim hang.

use std::collections::HashMap;

use super::chain::{Chain, Origin};
use super::{Claim, Isnad};
use crate::model::Kind;

/// What chains can have in common.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Knot {
    /// A statement, by its id.
    Statement(String),
    /// An origin.
    Origin(Origin),
    /// A document, by its id.
    Document(String),
}

impl Knot {
    /// The id of the entry that stands for it.
    pub fn id(&self) -> &str {
        match self {
            Knot::Statement(id) | Knot::Document(id) => id,
            Knot::Origin(origin) => origin.id(),
        }
    }

    /// The word for its kind in machine output.
    pub fn kind(&self) -> &'static str {
        match self {
            Knot::Statement(_) => "statement",
            Knot::Origin(_) => "origin",
            Knot::Document(_) => "document",
        }
    }

    fn is_on(&self, chain: &Chain) -> bool {
        match self {
            Knot::Statement(id) => chain.statement.as_ref() == Some(id),
            Knot::Origin(origin) => chain.origin == *origin,
            Knot::Document(id) => chain.documents.contains(id),
        }
    }

    /// What lies on a chain, nearest to its origin first among what says the same.
    fn all(chain: &Chain) -> impl Iterator<Item = Knot> + '_ {
        let statement = chain.statement.clone().map(Knot::Statement);
        let documents = chain.documents.iter().rev().cloned().map(Knot::Document);
        // A document that is its own origin is told as the document.
        let apart = !chain.documents.iter().any(|id| id == chain.origin.id());
        let origin = apart.then(|| Knot::Origin(chain.origin.clone()));
        statement.into_iter().chain(origin).chain(documents)
    }
}

/// Where the chains of a claim meet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommonLink {
    /// What they meet in.
    pub knot: Knot,
    /// How many chains run through it.
    pub through: usize,
    /// How many chains there are.
    pub chains: usize,
    /// The independent origins that would be left without it.
    pub left: Vec<Origin>,
}

impl Claim {
    /// Where most of its chains meet; none where it has no chain, or no two meet.
    ///
    /// Of equals, that without which the fewest origins are left, and then the one nearest
    /// to the origin.
    pub fn common_link(&self) -> Option<CommonLink> {
        let mut through: HashMap<Knot, usize> = HashMap::new();
        let mut order = Vec::new();
        for chain in &self.chains {
            for knot in Knot::all(chain) {
                let count = through.entry(knot.clone()).or_default();
                if *count == 0 {
                    order.push(knot);
                }
                *count += 1;
            }
        }
        let most = through.values().copied().max()?;
        if most == 1 && self.chains.len() > 1 {
            return None;
        }
        let best = order
            .into_iter()
            .filter(|knot| through.get(knot) == Some(&most))
            .map(|knot| (self.without(&knot), rank(&knot), knot))
            .min_by_key(|(left, rank, _)| (left.len(), *rank));
        best.map(|(left, _, knot)| CommonLink {
            knot,
            through: most,
            chains: self.chains.len(),
            left,
        })
    }

    /// The independent origins that are reached without `knot`.
    pub fn without(&self, knot: &Knot) -> Vec<Origin> {
        let reached = |origin: &&Origin| {
            let mut chains = self.chains.iter();
            chains.any(|chain| chain.origin == **origin && !knot.is_on(chain))
        };
        self.origins.iter().filter(reached).cloned().collect()
    }
}

fn rank(knot: &Knot) -> u8 {
    match knot {
        Knot::Statement(_) => 0,
        Knot::Origin(_) => 1,
        Knot::Document(_) => 2,
    }
}

/// On what the claims of a whole case hang.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keystone {
    /// What they hang on.
    pub knot: Knot,
    /// How many claims have a chain through it.
    pub claims: usize,
    /// How many of those would be left without an origin.
    pub lost: usize,
    /// How many claims there are that rest on anything.
    pub of: usize,
}

impl Isnad {
    /// What most claims of the case hang on: judgements rest on these, and are not counted.
    pub fn keystone(&self) -> Option<Keystone> {
        let claims: Vec<&Claim> = self.resting().collect();
        let mut order = Vec::new();
        let mut through: HashMap<Knot, Vec<&Claim>> = HashMap::new();
        for claim in &claims {
            for knot in claim.chains.iter().flat_map(Knot::all) {
                let hanging = through.entry(knot.clone()).or_default();
                if hanging.is_empty() {
                    order.push(knot);
                }
                if hanging.last().is_none_or(|last| last.route != claim.route) {
                    hanging.push(claim);
                }
            }
        }
        let all = order.into_iter().filter_map(|knot| {
            let hanging = through.get(&knot)?;
            let lost =
                |claim: &&&Claim| !claim.origins.is_empty() && claim.without(&knot).is_empty();
            let lost = hanging.iter().filter(lost).count();
            Some(Keystone {
                claims: hanging.len(),
                lost,
                of: claims.len(),
                knot,
            })
        });
        // `max_by_key` would take the last of equals.
        all.reduce(|best, one| {
            let key = |stone: &Keystone| (stone.lost, stone.claims, 2 - rank(&stone.knot));
            if key(&one) > key(&best) { one } else { best }
        })
    }

    /// The claims that name evidence of their own, cells and sides included.
    fn resting(&self) -> impl Iterator<Item = &Claim> {
        self.claims.iter().filter(|claim| {
            claim.parts.is_empty() && claim.entry.0 != Kind::Statement && !claim.chains.is_empty()
        })
    }
}
