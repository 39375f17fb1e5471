//! Which ends of chains count as independent origins of a claim.

use std::cell::RefCell;
use std::rc::Rc;

use rustc_hash::{FxHashMap, FxHashSet};

use super::chain::{Chain, Chains, Origin};
use crate::resolve::Case;

/// The end of a chain that counts nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uncounted {
    /// The end.
    pub origin: Origin,
    /// Why.
    pub why: Why,
}

/// Why an end counts nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// Nobody is named.
    Anonymous,
    /// It relays several and does not say which of them.
    Mixed,
    /// Nothing is known of it.
    Unknown,
    /// It argues from an origin that counts already, or is the same voice.
    ArguesFrom(Origin),
}

impl Why {
    /// The word for it in machine output.
    pub fn as_str(&self) -> &'static str {
        match self {
            Why::Anonymous => "anonymous",
            Why::Mixed => "mixed",
            Why::Unknown => "unknown",
            Why::ArguesFrom(_) => "argues-from",
        }
    }
}

/// Counts origins as the house wants them counted.
#[derive(Debug)]
pub struct Counter<'a> {
    case: &'a Case,
    anonymous: bool,
    /// What an analysis argues from is asked for once a document.
    roots: RefCell<FxHashMap<String, Rc<FxHashSet<Origin>>>>,
}

impl<'a> Counter<'a> {
    /// A counter; `anonymous` says whether somebody who is not named counts.
    pub fn new(case: &'a Case, anonymous: bool) -> Self {
        Self {
            case,
            anonymous,
            roots: RefCell::default(),
        }
    }

    /// The independent origins of a claim with these chains, and the ends that are none.
    pub fn count(&self, lineage: &Chains<'_>, chains: &[Chain]) -> (Vec<Origin>, Vec<Uncounted>) {
        let mut ends: Vec<&Origin> = Vec::new();
        let mut seen = FxHashSet::default();
        for chain in chains {
            if seen.insert(&chain.origin) {
                ends.push(&chain.origin);
            }
        }
        let mut counted: Vec<Origin> = Vec::new();
        let mut left: Vec<Uncounted> = Vec::new();
        let mut analyses: Vec<&Origin> = Vec::new();
        for end in ends {
            let why = match end {
                Origin::Anonymous(_) if !self.anonymous => Why::Anonymous,
                Origin::Mixed(_) => Why::Mixed,
                Origin::Unknown(_) => Why::Unknown,
                Origin::Analysis(_) => {
                    analyses.push(end);
                    continue;
                }
                _ => {
                    counted.push(end.clone());
                    continue;
                }
            };
            left.push(Uncounted {
                origin: end.clone(),
                why,
            });
        }
        // Analyses last: whether one counts depends on what counts already.
        for analysis in analyses {
            match counted
                .iter()
                .find(|known| self.are_one(lineage, analysis, known))
            {
                Some(known) => left.push(Uncounted {
                    origin: analysis.clone(),
                    why: Why::ArguesFrom(known.clone()),
                }),
                None => counted.push(analysis.clone()),
            }
        }
        (counted, left)
    }

    /// Whether an analysis argues from `other`, `other` from it, or both are one voice.
    fn are_one(&self, lineage: &Chains<'_>, analysis: &Origin, other: &Origin) -> bool {
        let voice = |id: &str| {
            let source = self.case.source(id);
            source.map(|(_, source)| lineage.author(source))
        };
        let other_voice = match other {
            Origin::Analysis(id) => voice(id),
            _ => Some(other.clone()),
        };
        voice(analysis.id()) == other_voice
            || self.roots(lineage, analysis.id()).contains(other)
            || matches!(other, Origin::Analysis(id) if self.roots(lineage, id).contains(analysis))
    }

    fn roots(&self, lineage: &Chains<'_>, id: &str) -> Rc<FxHashSet<Origin>> {
        if let Some(known) = self.roots.borrow().get(id) {
            return Rc::clone(known);
        }
        let found = Rc::new(lineage.argued_from(id));
        self.roots
            .borrow_mut()
            .insert(id.to_owned(), Rc::clone(&found));
        found
    }
}
