//! Lineages that lead back to themselves: A relays B, and B relays A.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::{Kind, Route};
use crate::resolve::Case;
use crate::resolve::links::{How, Link};

/// A lineage that leads back to itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Circle {
    /// The entries, in the order in which each leads to the next, and the last to the first.
    pub members: Vec<String>,
    /// The reference that closes it.
    pub closing: Route,
}

/// The keys that say where an entry has it from.
const LINEAGE: [&str; 3] = ["copy_of", "relays", "evidence"];

/// The kinds that can lead to one another.
const KINDS: [Kind; 4] = [Kind::Source, Kind::Event, Kind::Figure, Kind::Relation];

/// An entry: its kind and its index.
type Entry = (Kind, usize);

/// Finds every circle once, at the reference that closes it.
pub fn find(case: &Case) -> Vec<Circle> {
    let mut edges: FxHashMap<Entry, Vec<(Entry, &Route)>> = FxHashMap::default();
    let mut starts = Vec::new();
    for link in &case.links {
        let Some((from, to)) = edge(case, link) else {
            continue;
        };
        let leading = edges.entry(from).or_default();
        if leading.is_empty() {
            starts.push(from);
        }
        leading.push((to, &link.from));
    }
    let mut circles = Vec::new();
    let mut finished = FxHashSet::default();
    for start in starts {
        // A walk in depth with its own stack: a lineage may be as long as the file allows.
        let mut way = vec![(start, 0)];
        while let Some((entry, next)) = way.last_mut() {
            let entry = *entry;
            let edge = edges.get(&entry).and_then(|edges| edges.get(*next));
            *next += 1;
            let Some((to, route)) = edge else {
                finished.insert(entry);
                way.pop();
                continue;
            };
            if finished.contains(to) {
                continue;
            }
            match way.iter().position(|(known, _)| known == to) {
                Some(from) => circles.push(Circle {
                    members: way
                        .iter()
                        .skip(from)
                        .filter_map(|(entry, _)| name(case, *entry))
                        .collect(),
                    closing: (*route).clone(),
                }),
                None => way.push((*to, 0)),
            }
        }
    }
    circles
}

/// The entry that has something from another by a link, and that other.
fn edge(case: &Case, link: &Link) -> Option<(Entry, Entry)> {
    // Most links are citations, or lead from other kinds.
    if link.how != How::Value {
        return None;
    }
    let mut steps = link.from.as_str().split('/').skip(1);
    let kind = Kind::from_key(steps.next()?).filter(|kind| KINDS.contains(kind))?;
    let index = steps.next()?;
    if !steps.next().is_some_and(|field| LINEAGE.contains(&field)) {
        return None;
    }
    let index = index.parse().ok()?;
    let to = case.entry(&link.to).filter(|to| KINDS.contains(&to.0))?;
    Some(((kind, index), to))
}

fn name(case: &Case, (kind, index): Entry) -> Option<String> {
    let model = &case.model;
    let id = match kind {
        Kind::Source => &model.source.get(index)?.id,
        Kind::Event => &model.event.get(index)?.id,
        Kind::Figure => &model.figure.get(index)?.id,
        Kind::Relation => &model.relation.get(index)?.id,
        _ => return None,
    };
    Some(id.as_str().to_owned())
}
