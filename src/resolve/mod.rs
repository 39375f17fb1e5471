//! resolve: model → case, where every name leads to its entry.
//!
//! | file | holds |
//! |---|---|
//! | this one | [`Case`]: the assessment with the shared entries it uses, and where each stands |
//! | [`shared`] | reading the files that an assessment uses |
//! | [`links`] | every reference and citation, and the findings about them |
//! | [`archives`] | the archived texts of the sources |
//! | [`quotes`] | quotations, looked up in the archived texts |

pub mod archives;
pub mod links;
pub mod quotes;
pub mod shared;

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet, VecDeque};
use std::path::Path;
use std::sync::Arc;

use rustc_hash::{FxBuildHasher, FxHashMap};

use crate::diagnostic::{Aim, Diagnostic, Location, Say, say};
use crate::load::Document;
use crate::model::{Assessment, Id, Kind, Node, Reflect, Route, Shared, Source, Statement};
use archives::Archived;
use links::Link;
use quotes::Quotation;
pub use shared::Shelf;

/// An assessment with everything it refers to.
#[derive(Debug)]
pub struct Case {
    /// The file of the assessment.
    pub document: Arc<Document>,
    /// The assessment, its own entries first, then the shared entries it reaches.
    pub model: Assessment,
    /// Every reference and citation of the model.
    pub links: Vec<Link>,
    /// What became of each archive that a source names.
    pub archives: Vec<Archived>,
    /// Every quotation that could be looked up in an archive, with what came of it.
    pub quotes: Vec<Quotation>,
    entries: FxHashMap<String, (Kind, usize)>,
    /// What the shared files hold beyond what the assessment reaches: what a slip of the hand
    /// may have meant.
    unreached: Vec<(Kind, String)>,
    /// For each kind, how many entries are the file's own.
    own: FxHashMap<Kind, usize>,
    /// Where entries that are not the file's own stand.
    homes: FxHashMap<(Kind, usize), (Arc<Document>, usize)>,
}

impl Case {
    /// Brings an assessment together with the shared entries it uses.
    ///
    /// Findings about names come with it: unknown, of the wrong kind, given twice. `root` is
    /// the folder of the project, outside of which nothing is read.
    pub fn new(
        document: &Arc<Document>,
        model: Assessment,
        root: &Path,
        shelf: &Shelf,
    ) -> (Self, Vec<Diagnostic>) {
        let mut found = Vec::new();
        let shared = shelf.used_by(document, &model.uses, root, &mut found);
        let (mut ids, mut links) = (Vec::new(), Vec::new());
        model.visit(&mut Route::root(), &mut |route, node| {
            ids.extend(entry_id(route, node));
            links::gather(route, node, &mut links);
        });
        let ids = in_order(ids);
        let entries = name_entries(document, &ids, &shared, &mut found);
        let mut own = FxHashMap::default();
        for (_, kind, index) in &ids {
            own.insert(*kind, index + 1);
        }
        let mut case = Self {
            document: Arc::clone(document),
            own,
            model,
            links,
            archives: Vec::new(),
            quotes: Vec::new(),
            entries,
            unreached: Vec::new(),
            homes: FxHashMap::default(),
        };
        if !shared.is_empty() {
            case.take_in(&shared);
            case.links = links::collect(&case.model);
        }
        links::check(&case, &mut found);
        case.archives = archives::read(&case, root);
        case.quotes = quotes::check(&case);
        (case, found)
    }

    /// Brings a file of shared entries together with those it uses, to find the names in it
    /// that lead nowhere. The case is no assessment: what it lacks is filled with `SKELETON`.
    pub fn of_shared(
        document: &Arc<Document>,
        shared: Shared,
        root: &Path,
        shelf: &Shelf,
    ) -> Option<(Self, Vec<Diagnostic>)> {
        let mut model: Assessment = toml::from_str(SKELETON).ok()?;
        model.uses = shared.uses;
        model.actor = shared.actor;
        model.place = shared.place;
        model.source = shared.source;
        model.statement = shared.statement;
        model.event = shared.event;
        model.figure = shared.figure;
        model.relation = shared.relation;
        Some(Self::new(document, model, root, shelf))
    }

    /// The kind and index of the entry called `id`.
    pub fn entry(&self, id: &str) -> Option<(Kind, usize)> {
        self.entries.get(id).copied()
    }

    /// The ids of the entries of one of these kinds that could be named, in no order.
    pub fn ids_of<'a>(&'a self, kinds: &'a [Kind]) -> impl Iterator<Item = &'a str> {
        let reached = self.entries.iter().map(|(id, (kind, _))| (kind, id));
        let unreached = self.unreached.iter().map(|(kind, id)| (kind, id));
        reached
            .chain(unreached)
            .filter(move |(kind, _)| kinds.contains(kind))
            .map(|(_, id)| id.as_str())
    }

    /// The route of an entry.
    pub fn route(&self, kind: Kind, index: usize) -> Route {
        Route::root().key(kind.key()).index(index)
    }

    /// Whether the entry stands in the assessment's own file.
    pub fn is_own(&self, kind: Kind, index: usize) -> bool {
        self.own.get(&kind).is_some_and(|&own| index < own)
    }

    /// Whether all of it stands in the assessment's own file.
    pub fn is_of_one_file(&self) -> bool {
        self.homes.is_empty()
    }

    /// The source called `id`.
    pub fn source(&self, id: &str) -> Option<(usize, &Source)> {
        match self.entry(id)? {
            (Kind::Source, index) => Some((index, self.model.source.get(index)?)),
            _ => None,
        }
    }

    /// The statement called `id`.
    pub fn statement(&self, id: &str) -> Option<(usize, &Statement)> {
        match self.entry(id)? {
            (Kind::Statement, index) => Some((index, self.model.statement.get(index)?)),
            _ => None,
        }
    }

    /// The file in which the value at `route` stands, and its route there.
    pub fn home(&self, route: &Route) -> (&Arc<Document>, Route) {
        let foreign = route.entry().and_then(|(key, index)| {
            let kind = Kind::from_key(key)?;
            self.homes.get(&(kind, index)).map(|home| (kind, home))
        });
        match foreign {
            Some((kind, (document, index))) => {
                let mut home = self.route(kind, *index);
                for step in route.steps().skip(2) {
                    home = home.key(&step);
                }
                (document, home)
            }
            None => (&self.document, route.clone()),
        }
    }

    /// The value at `route`, for a finding.
    pub fn at(&self, route: &Route) -> Location {
        self.aimed(route, Aim::Value)
    }

    /// The key at `route`, for a finding.
    pub fn at_key(&self, route: &Route) -> Location {
        self.aimed(route, Aim::Key)
    }

    /// A part of the string at `route`, in bytes, for a finding.
    pub fn within(&self, route: &Route, part: std::ops::Range<usize>) -> Location {
        self.aimed(route, Aim::Within(part))
    }

    fn aimed(&self, route: &Route, aim: Aim) -> Location {
        let (document, home) = self.home(route);
        match aim {
            Aim::Value => Location::value(document, &home),
            Aim::Key => Location::key(document, &home),
            Aim::Within(part) => Location::within(document, &home, part),
        }
    }

    /// Takes in the shared entries that the assessment reaches, following what they refer to.
    fn take_in(&mut self, shared: &[Arc<shared::SharedFile>]) {
        let mut offered: HashMap<&str, (&shared::SharedFile, Kind, usize)> = HashMap::new();
        for file in shared {
            for (_, kind, index) in entry_ids(&file.model) {
                if let Some(id) = id_at(&file.model, kind, index) {
                    offered.entry(id).or_insert((file, kind, index));
                }
            }
        }
        let mut waiting: VecDeque<String> = self.links.iter().map(|link| link.to.clone()).collect();
        let mut seen = HashSet::new();
        while let Some(id) = waiting.pop_front() {
            if self.entries.contains_key(&id) || !seen.insert(id.clone()) {
                continue;
            }
            let Some(&(file, kind, index)) = offered.get(id.as_str()) else {
                continue;
            };
            let Some((at, further)) = adopt(&mut self.model, &file.model, kind, index) else {
                continue;
            };
            self.entries.insert(id, (kind, at));
            self.homes
                .insert((kind, at), (Arc::clone(&file.document), index));
            waiting.extend(further);
        }
        self.unreached = offered
            .into_iter()
            .filter(|(id, _)| !self.entries.contains_key(*id))
            .map(|(id, (_, kind, _))| (kind, id.to_owned()))
            .collect();
    }
}

/// The least that an assessment can be, around the entries of a shared file.
const SKELETON: &str = r#"
format = 1
id = "shared"
languages = ["ar", "en"]
marking = "TLP:RED"
as_of = "9999"
scale = "icd203"
title = "-"
question = "-"
"#;

fn given_twice(id: &str, place: Location, first: &Location) -> Diagnostic {
    let other_file = !Arc::ptr_eq(&place.document, &first.document);
    let found = Diagnostic::error(
        "duplicate-id",
        place,
        say!(en "the id `{id}` is given twice", ar "المعرّف `{id}` مكرَّر"),
    )
    .related(
        first
            .clone()
            .label(say!(en "first given here", ar "ورد أولًا هنا")),
    );
    let help: Say = if other_file {
        say!(
            en "an entry of a shared file serves as it is; take one of the two out, or rename it",
            ar "عنصر الملف المشترك يُستعمل كما هو؛ احذف أحد العنصرين أو غيّر معرّفه"
        )
    } else {
        say!(
            en "ids are unique in a file, whatever they name; rename one and what refers to it",
            ar "المعرّف وحيد في الملف أيًّا كان ما يسمّيه؛ غيّر أحدهما وما يشير إليه"
        )
    };
    found.help(help)
}

/// Every entry of a model with its id, kind by kind in the order of the model.
fn entry_ids(model: &impl Reflect) -> Vec<(&Id, Kind, usize)> {
    let mut ids = Vec::new();
    model.visit(&mut Route::root(), &mut |route, node| {
        ids.extend(entry_id(route, node));
    });
    in_order(ids)
}

/// The entry that a value names, if it is the id of one.
fn entry_id<'a>(route: &Route, node: &Node<'a>) -> Option<(&'a Id, Kind, usize)> {
    let Node::Id(id) = node else { return None };
    let (key, index) = route.entry()?;
    Some((*id, Kind::from_key(key)?, index)).filter(|_| route.as_str().ends_with("/id"))
}

fn in_order(mut ids: Vec<(&Id, Kind, usize)>) -> Vec<(&Id, Kind, usize)> {
    ids.sort_by_key(|(_, kind, index)| (*kind, *index));
    ids
}

/// Gathers the names of a file's own entries; one given twice, here or in a shared file, is a
/// finding.
fn name_entries(
    document: &Arc<Document>,
    own: &[(&Id, Kind, usize)],
    shared: &[Arc<shared::SharedFile>],
    found: &mut Vec<Diagnostic>,
) -> FxHashMap<String, (Kind, usize)> {
    let place = |document: &Arc<Document>, kind: Kind, index| {
        let route = Route::root().key(kind.key()).index(index).key("id");
        Location::value(document, &route)
    };
    let mut entries = FxHashMap::with_capacity_and_hasher(own.len(), FxBuildHasher);
    for &(id, kind, index) in own {
        match entries.entry(id.as_str().to_owned()) {
            Entry::Vacant(free) => {
                free.insert((kind, index));
            }
            Entry::Occupied(taken) => {
                let (first, at) = *taken.get();
                let first = place(document, first, at);
                found.push(given_twice(
                    id.as_str(),
                    place(document, kind, index),
                    &first,
                ));
            }
        }
    }
    let mut elsewhere: HashMap<&str, (&Arc<Document>, Kind, usize)> = HashMap::new();
    for file in shared {
        for (id, kind, index) in entry_ids(&file.model) {
            let id = id.as_str();
            let here = (&file.document, kind, index);
            let first = match entries.get(id) {
                Some(&(kind, index)) => Some((document, kind, index)),
                None => elsewhere.get(id).copied(),
            };
            match first {
                Some(first) => {
                    let first = place(first.0, first.1, first.2);
                    found.push(given_twice(id, place(here.0, kind, index), &first));
                }
                None => {
                    elsewhere.insert(id, here);
                }
            }
        }
    }
    entries
}

/// Runs `$body` with `$list` bound to the list of each kind that files can share.
macro_rules! shareable {
    ($kind:expr, $list:ident => $body:expr) => {
        match $kind {
            Kind::Actor => {
                macro_rules! $list {
                    ($m:expr) => {
                        $m.actor
                    };
                }
                $body
            }
            Kind::Place => {
                macro_rules! $list {
                    ($m:expr) => {
                        $m.place
                    };
                }
                $body
            }
            Kind::Source => {
                macro_rules! $list {
                    ($m:expr) => {
                        $m.source
                    };
                }
                $body
            }
            Kind::Statement => {
                macro_rules! $list {
                    ($m:expr) => {
                        $m.statement
                    };
                }
                $body
            }
            Kind::Event => {
                macro_rules! $list {
                    ($m:expr) => {
                        $m.event
                    };
                }
                $body
            }
            Kind::Figure => {
                macro_rules! $list {
                    ($m:expr) => {
                        $m.figure
                    };
                }
                $body
            }
            Kind::Relation => {
                macro_rules! $list {
                    ($m:expr) => {
                        $m.relation
                    };
                }
                $body
            }
            _ => None,
        }
    };
}

fn id_at(shared: &Shared, kind: Kind, index: usize) -> Option<&str> {
    shareable!(kind, list => list!(shared).get(index).map(|entry| entry.id.as_str()))
}

/// Copies a shared entry into the assessment: its new index, and what it refers to.
fn adopt(
    model: &mut Assessment,
    shared: &Shared,
    kind: Kind,
    index: usize,
) -> Option<(usize, Vec<String>)> {
    shareable!(kind, list => {
        let entry = list!(shared).get(index)?;
        let further = links::targets(entry);
        list!(model).push(entry.clone());
        Some((list!(model).len() - 1, further))
    })
}
