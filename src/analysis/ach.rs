//! Competing hypotheses: the one that least evidence speaks against leads.
//!
//! A rating of I counts one and II two against a hypothesis; what agrees with it counts
//! nothing, for the same evidence often agrees with several. Each item is weighted by its
//! independent origins: none ½, one 1, two or more 1½. So an item that nobody known stands
//! behind still counts, but two of them no more than one that has an origin; and however many
//! origins an item has, it never outweighs two.
//!
//! Points are kept in halves, so that ties are exact.

use std::collections::BTreeMap;

use crate::isnad::Isnad;
use crate::model::{Kind, Rating, Route};
use crate::resolve::Case;

/// The hypotheses of a case, weighed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranking {
    /// The hypotheses, in the order of the file.
    pub hypotheses: Vec<Standing>,
    /// The items of evidence, in the order of the file.
    pub items: Vec<Item>,
    /// Empty cells: item and hypothesis, as positions in the two lists.
    pub empty: Vec<(usize, usize)>,
}

/// How a hypothesis stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Its id.
    pub id: String,
    /// What speaks against it, weighted.
    pub against: Points,
    /// The same without weights.
    pub unweighted: u32,
    /// Its place, from 1; hypotheses that tie share one.
    pub place: usize,
    /// Whether any item is rated against it.
    pub weighed: bool,
}

/// A row of the matrix.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Where it stands.
    pub route: Route,
    /// The id of the entry that is weighed.
    pub id: String,
    /// The entry, where there is one.
    pub entry: Option<(Kind, usize)>,
    /// Its independent origins.
    pub origins: usize,
    /// What it counts for.
    pub weight: Points,
    /// For each hypothesis what it counts against it, before weighting: 0, 1 or 2.
    pub counts: Vec<u32>,
    /// Whether it tells hypotheses apart: whether it counts more against one than another.
    pub discriminates: bool,
    /// What its removal would do to the order.
    pub removal: Removal,
}

/// What the removal of an item does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Removal {
    /// Nothing changes place.
    Nothing,
    /// Hypotheses behind the first change places.
    Order,
    /// Others lead: their positions.
    Lead(Vec<usize>),
}

/// Points in halves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash)]
pub struct Points(pub u32);

impl std::fmt::Display for Points {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let half = if self.0 % 2 == 1 { ".5" } else { "" };
        f.pad(&format!("{}{half}", self.0 / 2))
    }
}

impl Points {
    /// The points as a number.
    pub fn value(self) -> f64 {
        f64::from(self.0) / 2.0
    }
}

/// What an item with this many independent origins counts for.
pub fn weight(origins: usize) -> Points {
    Points(match origins {
        0 => 1,
        1 => 2,
        _ => 3,
    })
}

/// Whether a hypothesis leads the matrix of a case whatever its items weigh: no other can have
/// less against it, even if what speaks against this one alone weighs most, and what speaks
/// against the other alone least. So nobody need be asked who stands behind the items.
pub fn leads_anyhow(case: &Case, hypothesis: &str) -> bool {
    let (least, most) = (weight(0).0, weight(usize::MAX).0);
    let model = &case.model;
    let mut others = model.hypothesis.iter().map(|other| other.id.as_str());
    others.all(|other| {
        let (mut own_points, mut other_points) = (0, 0);
        for item in &model.matrix {
            let count = |id| item.rating.get(id).map_or(0, against);
            let (own, other) = (count(hypothesis), count(other));
            own_points += own.saturating_sub(other) * most;
            other_points += other.saturating_sub(own) * least;
        }
        own_points <= other_points
    })
}

/// What a rating counts against a hypothesis.
fn against(rating: Rating) -> u32 {
    match rating {
        Rating::VeryInconsistent => 2,
        Rating::Inconsistent => 1,
        Rating::VeryConsistent | Rating::Consistent | Rating::Neutral | Rating::NotApplicable => 0,
    }
}

impl Ranking {
    /// Weighs the hypotheses of a case; none where it has no hypothesis or no matrix.
    pub fn of(case: &Case, isnad: &Isnad) -> Option<Self> {
        let origins = |kind, index| {
            isnad
                .entry(kind, index)
                .map_or(0, |claim| claim.origins.len())
        };
        Self::with(case, origins)
    }

    /// The same, from the number of independent origins of an entry.
    pub fn with(case: &Case, origins: impl Fn(Kind, usize) -> usize) -> Option<Self> {
        let model = &case.model;
        if model.hypothesis.is_empty() || model.matrix.is_empty() {
            return None;
        }
        let mut empty = Vec::new();
        let mut weighed = vec![false; model.hypothesis.len()];
        let mut items = Vec::new();
        for (row, item) in model.matrix.iter().enumerate() {
            let mut counts = Vec::new();
            for (column, hypothesis) in model.hypothesis.iter().enumerate() {
                let rating = item.rating.get(hypothesis.id.as_str());
                if rating.is_none() {
                    empty.push((row, column));
                } else if let Some(seen) = weighed.get_mut(column) {
                    *seen = true;
                }
                counts.push(rating.map_or(0, against));
            }
            let id = item.item.as_str().to_owned();
            let entry = case.entry(&id);
            let origins = entry.map_or(0, |(kind, index)| origins(kind, index));
            items.push(Item {
                route: Route::root().key("matrix").index(row),
                id,
                entry,
                origins,
                weight: weight(origins),
                discriminates: counts.windows(2).any(|pair| pair.first() != pair.last()),
                counts,
                removal: Removal::Nothing,
            });
        }
        let totals = totals(&items, model.hypothesis.len(), None);
        let places = places(&totals);
        let removals: Vec<Removal> = (0..items.len())
            .map(|row| removal(&items, &places, row))
            .collect();
        for (item, removal) in items.iter_mut().zip(removals) {
            item.removal = removal;
        }
        let hypotheses = model
            .hypothesis
            .iter()
            .enumerate()
            .map(|(column, hypothesis)| Standing {
                id: hypothesis.id.as_str().to_owned(),
                against: totals.get(column).copied().unwrap_or_default(),
                unweighted: items
                    .iter()
                    .filter_map(|item| item.counts.get(column))
                    .sum(),
                place: places.get(column).copied().unwrap_or(1),
                weighed: weighed.get(column).copied().unwrap_or_default(),
            })
            .collect();
        Some(Self {
            hypotheses,
            items,
            empty,
        })
    }

    /// The positions of the hypotheses that lead: several where they tie.
    pub fn leaders(&self) -> Vec<usize> {
        leaders(&self.hypotheses.iter().map(|h| h.place).collect::<Vec<_>>())
    }

    /// The positions of those that would lead if every item counted the same.
    pub fn unweighted_leaders(&self) -> Vec<usize> {
        let totals: Vec<Points> = self
            .hypotheses
            .iter()
            .map(|h| Points(h.unweighted))
            .collect();
        leaders(&places(&totals))
    }

    /// Hypotheses in the order of their places, those that tie together.
    pub fn order(&self) -> Vec<Vec<usize>> {
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (position, hypothesis) in self.hypotheses.iter().enumerate() {
            groups.entry(hypothesis.place).or_default().push(position);
        }
        groups.into_values().collect()
    }
}

fn totals(items: &[Item], hypotheses: usize, without: Option<usize>) -> Vec<Points> {
    (0..hypotheses)
        .map(|column| {
            let counted = items
                .iter()
                .enumerate()
                .filter(|(row, _)| Some(*row) != without);
            let points = counted.map(|(_, item)| {
                item.weight.0 * item.counts.get(column).copied().unwrap_or_default()
            });
            Points(points.sum())
        })
        .collect()
}

/// The place of each: one more than the number of those with less against them.
fn places(totals: &[Points]) -> Vec<usize> {
    totals
        .iter()
        .map(|own| 1 + totals.iter().filter(|other| *other < own).count())
        .collect()
}

fn leaders(places: &[usize]) -> Vec<usize> {
    let all = places.iter().enumerate();
    all.filter(|(_, place)| **place == 1)
        .map(|(position, _)| position)
        .collect()
}

fn removal(items: &[Item], places: &[usize], row: usize) -> Removal {
    let after = self::places(&totals(items, places.len(), Some(row)));
    if after == places {
        return Removal::Nothing;
    }
    let lead = leaders(&after);
    if lead == leaders(places) {
        Removal::Order
    } else {
        Removal::Lead(lead)
    }
}
