//! What a claim rests on: the claims of a case with the links that support each.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::diagnostic::Fix;
use crate::isnad::{ClaimPlace, Part};
use crate::model::{Kind, Route};
use crate::resolve::Case;
use crate::resolve::links::{How, Link};

/// A claim of the assessment that needs support.
#[derive(Debug)]
pub struct Claim<'a> {
    /// The entry, or the cell or side of it, that makes the claim.
    pub place: ClaimPlace,
    /// The links of the entry, cell or side, in the order of the model.
    links: &'a [Link],
}

impl<'a> Claim<'a> {
    /// The kind of the entry.
    pub fn kind(&self) -> Kind {
        self.place.entry.0
    }

    /// The citations in its texts, and its `evidence`.
    pub fn support(&self) -> impl Iterator<Item = &'a Link> {
        self.links.iter().filter(|link| supports(link))
    }
}

/// The claims that stand at some places: all but those that rest on other claims, and
/// statements, which say themselves where they come from.
pub fn claims(case: &Case, places: impl Iterator<Item = ClaimPlace>) -> Vec<Claim<'_>> {
    let by_entry = by_entry(&case.links);
    let own = |place: &ClaimPlace| match place.entry.0 {
        Kind::Statement | Kind::Judgement => false,
        Kind::Comparison | Kind::Conflict => place.part != Part::Whole,
        _ => true,
    };
    places
        .filter(own)
        .map(|place| {
            let (kind, index) = place.entry;
            let links = by_entry.get(&(kind.key(), index)).copied();
            let links = links.unwrap_or_default();
            let links = match place.part {
                Part::Whole => links,
                Part::Cell(..) | Part::Side(_) => within(links, &place.route(case)),
            };
            Claim { place, links }
        })
        .collect()
}

/// The links of each entry. They stand together, in the order of the model.
fn by_entry(links: &[Link]) -> FxHashMap<(&str, usize), &[Link]> {
    let mut by_entry = FxHashMap::default();
    let mut rest = links;
    while let Some((first, others)) = rest.split_first() {
        let path = first.from.as_str();
        // `/indicator/3` of `/indicator/3/claim/ar`: the links of one entry begin alike.
        let mut slashes = path.bytes().enumerate().filter(|(_, byte)| *byte == b'/');
        let end = slashes.nth(2).map_or(path.len(), |(at, _)| at);
        let others = others
            .iter()
            .take_while(|link| is_below(link, &path[..end]));
        let (here, after) = rest.split_at(1 + others.count());
        if let Some(entry) = first.from.entry() {
            by_entry.insert(entry, here);
        }
        rest = after;
    }
    by_entry
}

fn is_below(link: &Link, route: &str) -> bool {
    let rest = link.from.as_str().strip_prefix(route);
    rest.is_some_and(|rest| rest.starts_with('/'))
}

/// Those links of an entry that lie below `route`.
fn within<'a>(links: &'a [Link], route: &Route) -> &'a [Link] {
    let below = |link: &Link| is_below(link, route.as_str());
    let start = links.iter().position(below).unwrap_or(links.len());
    let (_, links) = links.split_at(start);
    let (here, _) = links.split_at(links.iter().take_while(|link| below(link)).count());
    here
}

fn supports(link: &Link) -> bool {
    match link.how {
        How::Citation(_) => true,
        How::Value => {
            let list = link.from.as_str().rsplit_once('/');
            list.is_some_and(|(list, _)| list.ends_with("/evidence"))
        }
        How::Key => false,
    }
}

/// A change of a part of the string at `route`; the replacement holds nothing that TOML would escape.
pub fn replace(case: &Case, route: &Route, part: Range<usize>, replacement: &str) -> Fix {
    Fix {
        place: case.within(route, part),
        replacement: replacement.to_owned(),
    }
}
