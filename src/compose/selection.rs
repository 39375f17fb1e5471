//! Which entries a brief shows, and the numbers of its sources.
//!
//! The case holds more than its brief: a source brings along all that it relays, so that
//! provenance can be followed. The brief shows what the assessment itself refers to, and the documents
//! that its counts of origins speak of.

use std::collections::{HashMap, HashSet, VecDeque};

use crate::isnad::Isnad;
use crate::model::{Kind, Reflect, Route};
use crate::resolve::Case;
use crate::resolve::links::Link;

/// The entries of a brief.
#[derive(Debug)]
pub struct Selection {
    shown: HashSet<(Kind, usize)>,
    /// Indices of the sources, in the order of their numbers.
    pub sources: Vec<usize>,
    numbers: HashMap<String, usize>,
    /// How many of the sources the assessment itself refers to: the first of them.
    cited: usize,
}

impl Selection {
    /// Chooses the entries of a case. Its documents are the sources that it cites, and behind them those
    /// that provenance counts: a judgement that rests on four documents has four in the register.
    pub fn of(case: &Case, isnad: &Isnad) -> Self {
        let mut selection = Self::cited_by(case);
        let counted = isnad.claims.iter().filter(|claim| {
            let (kind, index) = claim.entry;
            matches!(kind, Kind::Judgement | Kind::Statement) && selection.shows(kind, index)
        });
        let documents: HashSet<&str> = counted
            .flat_map(|claim| claim.documents.iter().map(String::as_str))
            .filter(|id| !selection.numbers.contains_key(*id))
            .collect();
        for (index, source) in case.model.source.iter().enumerate() {
            let id = source.id.as_str();
            if documents.contains(id) {
                selection.sources.push(index);
                selection.shown.insert((Kind::Source, index));
                let number = selection.sources.len();
                selection.numbers.insert(id.to_owned(), number);
            }
        }
        selection
    }

    /// The entries that the assessment itself refers to.
    pub fn cited_by(case: &Case) -> Self {
        let mut outgoing: HashMap<(Kind, usize), Vec<&Link>> = HashMap::new();
        let mut waiting = VecDeque::new();
        for link in &case.links {
            match holder(&link.from) {
                Some(entry) => outgoing.entry(entry).or_default().push(link),
                None => waiting.extend(case.entry(&link.to)),
            }
        }
        let mut shown = HashSet::new();
        waiting.extend(own(case));
        while let Some(entry) = waiting.pop_front() {
            if !shown.insert(entry) {
                continue;
            }
            let links = outgoing.get(&entry).into_iter().flatten();
            waiting.extend(
                links
                    .filter(|link| !is_lineage(&link.from))
                    .filter_map(|link| case.entry(&link.to)),
            );
        }
        carriers(case, &mut shown);
        let sources = order(case, &shown);
        let numbers = sources
            .iter()
            .enumerate()
            .filter_map(|(position, &index)| {
                let id = case.model.source.get(index)?.id.as_str().to_owned();
                Some((id, position + 1))
            })
            .collect();
        Self {
            shown,
            cited: sources.len(),
            sources,
            numbers,
        }
    }

    /// Whether the brief shows an entry.
    pub fn shows(&self, kind: Kind, index: usize) -> bool {
        self.shown.contains(&(kind, index))
    }

    /// The number of a source, from 1.
    pub fn number(&self, id: &str) -> Option<usize> {
        self.numbers.get(id).copied()
    }

    /// Whether the assessment itself refers to a source.
    pub fn cites(&self, id: &str) -> bool {
        self.number(id).is_some_and(|number| number <= self.cited)
    }

    /// The sources that a citation of `id` prints: itself, or those that carry the statement.
    pub fn cited(&self, case: &Case, id: &str) -> Vec<String> {
        if self.cites(id) {
            return vec![id.to_owned()];
        }
        let Some((_, statement)) = case.statement(id) else {
            return Vec::new();
        };
        let mut carriers: Vec<&str> = statement
            .carried_by
            .iter()
            .map(|source| source.as_str())
            .filter(|source| self.cites(source))
            .collect();
        carriers.sort_by_key(|source| self.number(source));
        carriers.into_iter().map(str::to_owned).collect()
    }
}

/// The entry that a link stands in; none for the head of the file.
fn holder(route: &Route) -> Option<(Kind, usize)> {
    let (key, index) = route.entry()?;
    Some((Kind::from_key(key)?, index))
}

/// References that say where content came from, not what the brief speaks of.
fn is_lineage(route: &Route) -> bool {
    let Some((key, _)) = route.entry() else {
        return false;
    };
    let field = route.steps().nth(2).unwrap_or_default();
    matches!(
        (key, field.as_str()),
        ("source", "relays" | "copy_of")
            | ("statement", "carried_by")
            | ("figure", "conflicts_with")
    )
}

fn own(case: &Case) -> Vec<(Kind, usize)> {
    let mut entries = Vec::new();
    case.model.node().walk(&Route::root(), &mut |route, _| {
        if let Some(entry) = holder(route).filter(|_| route.steps().count() == 2)
            && case.is_own(entry.0, entry.1)
        {
            entries.push(entry);
        }
    });
    entries
}

/// A shown statement needs at least one shown source that carries it.
fn carriers(case: &Case, shown: &mut HashSet<(Kind, usize)>) {
    for (index, statement) in case.model.statement.iter().enumerate() {
        if !shown.contains(&(Kind::Statement, index)) {
            continue;
        }
        let carriers: Vec<_> = statement
            .carried_by
            .iter()
            .filter_map(|source| case.entry(source.as_str()))
            .collect();
        if !carriers.iter().any(|carrier| shown.contains(carrier)) {
            shown.extend(carriers.first());
        }
    }
}

/// Sources in the order in which the model first cites them, then the rest.
fn order(case: &Case, shown: &HashSet<(Kind, usize)>) -> Vec<usize> {
    let mut order = Vec::new();
    let mut add = |index: usize| {
        if shown.contains(&(Kind::Source, index)) && !order.contains(&index) {
            order.push(index);
        }
    };
    for link in case.links.iter().filter(|link| !is_lineage(&link.from)) {
        match case.entry(&link.to) {
            Some((Kind::Source, index)) => add(index),
            Some((Kind::Statement, index)) => {
                for source in case
                    .model
                    .statement
                    .get(index)
                    .into_iter()
                    .flat_map(|s| &s.carried_by)
                {
                    if let Some((index, _)) = case.source(source.as_str()) {
                        add(index);
                    }
                }
            }
            _ => {}
        }
    }
    for index in 0..case.model.source.len() {
        add(index);
    }
    order
}
