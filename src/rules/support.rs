//! What a claim rests on: the claims of a case with the links that support each.

use std::collections::HashMap;
use std::ops::Range;

use crate::diagnostic::Fix;
use crate::model::{Kind, Route};
use crate::resolve::Case;
use crate::resolve::links::{How, Link};

/// A claim of the assessment that needs support.
#[derive(Debug)]
pub struct Claim<'a> {
    /// The entry, or the cell or side of it, that makes the claim.
    pub route: Route,
    /// The kind of the entry.
    pub kind: Kind,
    /// The citations in its texts, and its `evidence`.
    pub support: Vec<&'a Link>,
}

/// Every claim, in the order of the model.
pub fn claims(case: &Case) -> Vec<Claim<'_>> {
    let mut by_entry: HashMap<(&str, usize), Vec<&Link>> = HashMap::new();
    for link in case.links.iter().filter(|link| supports(link)) {
        if let Some(entry) = link.from.entry() {
            by_entry.entry(entry).or_default().push(link);
        }
    }
    let claim = |route: Route, kind: Kind| {
        let within = format!("{route}/");
        let links = route.entry().and_then(|entry| by_entry.get(&entry));
        let support = links
            .into_iter()
            .flatten()
            .copied()
            .filter(|link| link.from.as_str().starts_with(&within))
            .collect();
        Claim {
            route,
            kind,
            support,
        }
    };
    let model = &case.model;
    let mut claims = Vec::new();
    for (kind, count) in [
        (Kind::Indicator, model.indicator.len()),
        (Kind::Driver, model.driver.len()),
        (Kind::Obstacle, model.obstacle.len()),
        (Kind::Consequence, model.consequence.len()),
        (Kind::Outcome, model.outcome.len()),
        (Kind::Precedent, model.precedent.len()),
        (Kind::Figure, model.figure.len()),
        (Kind::Event, model.event.len()),
        (Kind::Relation, model.relation.len()),
    ] {
        claims.extend((0..count).map(|index| claim(case.route(kind, index), kind)));
    }
    for (index, comparison) in model.comparison.iter().enumerate() {
        let rows = case.route(Kind::Comparison, index).key("dimension");
        for (row, dimension) in comparison.dimension.iter().enumerate() {
            let cells = rows.index(row).key("cells");
            let routes = (0..dimension.cells.len()).map(|cell| cells.index(cell));
            claims.extend(routes.map(|route| claim(route, Kind::Comparison)));
        }
    }
    for (index, conflict) in model.conflict.iter().enumerate() {
        let sides = case.route(Kind::Conflict, index).key("sides");
        let routes = (0..conflict.sides.len()).map(|side| sides.index(side));
        claims.extend(routes.map(|route| claim(route, Kind::Conflict)));
    }
    claims
}

fn supports(link: &Link) -> bool {
    match link.how {
        How::Citation(_) => true,
        How::Value => link.from.parent().as_str().ends_with("/evidence"),
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
