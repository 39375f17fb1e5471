//! Following claims to their origins, each when it is asked for and once.
//!
//! A rule asks for few claims; a brief and `taqdir isnad` want all of them.

use std::cell::OnceCell;

use rustc_hash::FxHashSet;

use super::Claim;
use super::chain::{Chain, Chains, Origin};
use super::count::{Counter, Uncounted};
use crate::model::{Assessment, House, Kind, Prose, Ref, Route, Text};
use crate::resolve::Case;

/// Follows the claims of a case.
#[derive(Debug)]
pub struct Tracer<'a> {
    case: &'a Case,
    counter: Counter<'a>,
    chains: OnceCell<Chains<'a>>,
    /// Every claim that can be asked for; those that rest on others come after these.
    slots: Vec<Slot>,
}

/// A claim, perhaps not followed yet.
#[derive(Debug)]
struct Slot {
    place: ClaimPlace,
    claim: OnceCell<Box<Claim>>,
}

/// Where a claim is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClaimPlace {
    /// The entry.
    pub entry: (Kind, usize),
    /// What of it.
    pub part: Part,
}

/// What of an entry makes a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// The entry itself.
    Whole,
    /// The row and column of a comparison.
    Cell(usize, usize),
    /// The side of a conflict.
    Side(usize),
}

/// The kinds whose entries name their evidence themselves.
const SIMPLE: [Kind; 10] = [
    Kind::Indicator,
    Kind::Driver,
    Kind::Obstacle,
    Kind::Consequence,
    Kind::Outcome,
    Kind::Precedent,
    Kind::Figure,
    Kind::Event,
    Kind::Relation,
    Kind::Statement,
];

impl<'a> Tracer<'a> {
    /// A tracer for a case, as the house wants its origins counted.
    pub fn new(case: &'a Case, house: &House) -> Self {
        Self {
            case,
            counter: Counter::new(case, house.count_anonymous == Some(true)),
            chains: OnceCell::new(),
            slots: slots(&case.model),
        }
    }

    /// What an entry rests on.
    pub fn entry(&self, kind: Kind, index: usize) -> Option<&Claim> {
        self.follow(self.whole((kind, index))?)
    }

    /// How many independent origins an entry has.
    pub fn origins(&self, kind: Kind, index: usize) -> usize {
        self.entry(kind, index)
            .map_or(0, |claim| claim.origins.len())
    }

    /// Where claims are made; those that rest on others come after these.
    pub fn places(&self) -> impl Iterator<Item = ClaimPlace> {
        self.slots.iter().map(|slot| slot.place)
    }

    /// Every claim; those that rest on others come after these.
    pub(super) fn into_claims(self) -> Vec<Claim> {
        for slot in 0..self.slots.len() {
            self.follow(slot);
        }
        let claims = self.slots.into_iter();
        claims
            .filter_map(|slot| slot.claim.into_inner().map(|claim| *claim))
            .collect()
    }

    fn whole(&self, entry: (Kind, usize)) -> Option<usize> {
        let place = ClaimPlace {
            entry,
            part: Part::Whole,
        };
        self.slots.iter().position(|slot| slot.place == place)
    }

    /// The claim of a slot, followed now if it was not before.
    fn follow(&self, at: usize) -> Option<&Claim> {
        let slot = self.slots.get(at)?;
        let follow = || {
            Box::new(match (slot.place.entry.0, slot.place.part) {
                (Kind::Comparison | Kind::Conflict, Part::Whole) => self.of_parts(at, slot.place),
                (Kind::Judgement, _) => self.judgement(at, slot.place),
                _ => self.simple(slot.place),
            })
        };
        Some(slot.claim.get_or_init(follow))
    }

    /// A claim that names its evidence, or cites it in its text.
    fn simple(&self, place: ClaimPlace) -> Claim {
        let (texts, evidence) = ground(&self.case.model, place);
        let mut cited: Vec<String> = Vec::new();
        for (_, string) in texts.iter().flat_map(|text| text.variants()) {
            if Prose::may_cite(string) {
                let cites = Prose::citations_of(string).into_iter();
                cited.extend(cites.map(|cite| cite.id));
            }
        }
        cited.extend(evidence.into_iter().map(str::to_owned));
        let chains = self.chains().of_claim(cited);
        let (origins, uncounted) = self.counter.count(self.chains(), &chains);
        self.claim(place, Vec::new(), chains, origins, uncounted)
    }

    /// A comparison or a conflict: it rests on its cells or sides.
    fn of_parts(&self, at: usize, place: ClaimPlace) -> Claim {
        let own = |part: &usize| {
            let part = self.slots.get(*part);
            part.is_some_and(|part| part.place.entry == place.entry)
        };
        let parts: Vec<usize> = (0..at).filter(own).collect();
        let routes = parts.iter().filter_map(|part| self.slots.get(*part));
        let routes = routes.map(|part| part.place.route(self.case)).collect();
        self.union(place, routes, &parts)
    }

    /// A judgement: it rests on its basis.
    fn judgement(&self, at: usize, place: ClaimPlace) -> Claim {
        let judgements = &self.case.model.judgement;
        let basis = judgements.get(place.entry.1).map(|entry| &entry.basis);
        let mut named = FxHashSet::default();
        let entries: Vec<(Kind, usize)> = ids(basis.into_iter().flatten())
            .filter(|id| named.insert(*id))
            .filter_map(|id| self.case.entry(id))
            .collect();
        if entries.iter().any(|(kind, _)| *kind == Kind::Judgement) {
            // No basis for one; but a file may say so. In order, so that a file with very
            // many that rest on one another is not followed down all of them at once.
            for earlier in 0..at {
                self.follow(earlier);
            }
        }
        let routes = entries.iter();
        let routes = routes.map(|(kind, index)| self.case.route(*kind, *index));
        let routes = routes.collect();
        let parts = entries.iter().filter_map(|entry| self.whole(*entry));
        // What comes later has nothing to rest on yet.
        let parts: Vec<usize> = parts.filter(|part| *part < at).collect();
        self.union(place, routes, &parts)
    }

    /// A claim that rests on others. Independence is judged in each of them: that two voices
    /// are one argument in one place does not make them one in another.
    fn union(&self, place: ClaimPlace, routes: Vec<Route>, parts: &[usize]) -> Claim {
        let mut chains = Vec::new();
        let mut origins: Vec<Origin> = Vec::new();
        let mut uncounted: Vec<Uncounted> = Vec::new();
        for part in parts.iter().filter_map(|part| self.follow(*part)) {
            chains.extend(part.chains.iter().cloned());
            for origin in &part.origins {
                if !origins.contains(origin) {
                    origins.push(origin.clone());
                }
            }
            uncounted.extend(part.uncounted.iter().cloned());
        }
        let mut told = FxHashSet::default();
        uncounted.retain(|one| !origins.contains(&one.origin) && told.insert(one.origin.clone()));
        self.claim(place, routes, chains, origins, uncounted)
    }

    fn claim(
        &self,
        place: ClaimPlace,
        parts: Vec<Route>,
        chains: Vec<Chain>,
        origins: Vec<Origin>,
        uncounted: Vec<Uncounted>,
    ) -> Claim {
        let on_chains: FxHashSet<&str> = chains
            .iter()
            .flat_map(|chain| chain.documents.iter().map(String::as_str))
            .collect();
        let sources = || {
            let all = self.case.model.source.iter();
            all.filter(|source| on_chains.contains(source.id.as_str()))
        };
        let documents: Vec<String> = sources().map(|s| s.id.as_str().to_owned()).collect();
        let copies = sources().filter(|source| source.copy_of.is_some()).count();
        Claim {
            route: place.route(self.case),
            entry: place.entry,
            parts,
            chains,
            documents,
            copies,
            origins,
            uncounted,
        }
    }

    fn chains(&self) -> &Chains<'a> {
        self.chains.get_or_init(|| Chains::new(self.case))
    }
}

impl ClaimPlace {
    /// The route of it.
    pub fn route(&self, case: &Case) -> Route {
        let whole = case.route(self.entry.0, self.entry.1);
        match self.part {
            Part::Whole => whole,
            Part::Cell(row, column) => whole.key("dimension").index(row).key("cells").index(column),
            Part::Side(side) => whole.key("sides").index(side),
        }
    }
}

/// The slots of a model. Nothing rests on a slot that comes after it.
fn slots(model: &Assessment) -> Vec<Slot> {
    let mut slots = Vec::new();
    let mut add = |kind, index, part| {
        slots.push(Slot {
            place: ClaimPlace {
                entry: (kind, index),
                part,
            },
            claim: OnceCell::new(),
        });
    };
    for kind in SIMPLE {
        let count = match kind {
            Kind::Indicator => model.indicator.len(),
            Kind::Driver => model.driver.len(),
            Kind::Obstacle => model.obstacle.len(),
            Kind::Consequence => model.consequence.len(),
            Kind::Outcome => model.outcome.len(),
            Kind::Precedent => model.precedent.len(),
            Kind::Figure => model.figure.len(),
            Kind::Event => model.event.len(),
            Kind::Relation => model.relation.len(),
            Kind::Statement => model.statement.len(),
            _ => 0,
        };
        (0..count).for_each(|index| add(kind, index, Part::Whole));
    }
    for (index, comparison) in model.comparison.iter().enumerate() {
        for (row, dimension) in comparison.dimension.iter().enumerate() {
            let cells = (0..dimension.cells.len()).map(|column| Part::Cell(row, column));
            cells.for_each(|cell| add(Kind::Comparison, index, cell));
        }
        add(Kind::Comparison, index, Part::Whole);
    }
    for (index, conflict) in model.conflict.iter().enumerate() {
        let sides = (0..conflict.sides.len()).map(Part::Side);
        sides.for_each(|side| add(Kind::Conflict, index, side));
        add(Kind::Conflict, index, Part::Whole);
    }
    (0..model.judgement.len()).for_each(|index| add(Kind::Judgement, index, Part::Whole));
    slots
}

/// The texts of a claim that may cite its evidence, and the evidence that it names.
fn ground(model: &Assessment, place: ClaimPlace) -> (Vec<&Text>, Vec<&str>) {
    /// The same for an entry of a list: its texts, and its `evidence`.
    macro_rules! of {
        ($entry:expr => $($text:ident),*) => {
            $entry.map(|entry| (vec![$(&entry.$text),*], ids(&entry.evidence).collect()))
        };
    }
    let (kind, index) = place.entry;
    let ground = match (kind, place.part) {
        (Kind::Indicator, _) => of!(model.indicator.get(index) => claim),
        (Kind::Driver, _) => of!(model.driver.get(index) => claim),
        (Kind::Obstacle, _) => of!(model.obstacle.get(index) => claim),
        (Kind::Consequence, _) => of!(model.consequence.get(index) => claim),
        (Kind::Outcome, _) => of!(model.outcome.get(index) => claim),
        (Kind::Precedent, _) => of!(model.precedent.get(index) => case, lesson),
        (Kind::Figure, _) => of!(model.figure.get(index) => what),
        (Kind::Event, _) => of!(model.event.get(index) => what),
        (Kind::Relation, _) => model.relation.get(index).map(|relation| {
            let evidence = ids(&relation.evidence).collect();
            (relation.note.iter().collect(), evidence)
        }),
        (Kind::Statement, _) => {
            let said = model.statement.get(index);
            said.map(|said| (Vec::new(), vec![said.id.as_str()]))
        }
        (Kind::Comparison, Part::Cell(row, column)) => {
            let rows = model.comparison.get(index);
            let row = rows.and_then(|table| table.dimension.get(row));
            of!(row.and_then(|row| row.cells.get(column)) => claim)
        }
        (Kind::Conflict, Part::Side(side)) => {
            let conflict = model.conflict.get(index);
            of!(conflict.and_then(|conflict| conflict.sides.get(side)) => claim)
        }
        _ => None,
    };
    ground.unwrap_or_default()
}

/// The ids that references name.
fn ids<'i, K: 'i>(list: impl IntoIterator<Item = &'i Ref<K>>) -> impl Iterator<Item = &'i str> {
    list.into_iter().map(Ref::as_str)
}
