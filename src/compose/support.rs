//! What the template is told of the stages that count: origins, hypotheses, forces.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use minijinja::value::Value;

use super::grouped;
use super::labels::label;
use super::view::{Printed, View};
use crate::analysis::ach::{Points, Ranking};
use crate::analysis::ach_words::{self, Naming};
use crate::analysis::force::ForceField;
use crate::diagnostic::{Say, say};
use crate::isnad::{Claim, CommonLink, Knot, Origin, words};
use crate::model::{Kind, Ref};

/// A column of the figure with more nodes than this gathers the least of them in one.
const MOST_NODES: usize = 14;

/// A name in the figure longer than this is cut at a word: the register has it whole.
const LONGEST_NAME: usize = 56;

impl View<'_> {
    /// The count of a claim's independent origins, in full and in brief.
    pub(super) fn origins(&self, claim: &Claim) -> Value {
        let lang = self.usage.lang;
        let say = |say: Say| self.printed(say.get(lang));
        let support = say(words::support(claim));
        let mut text = vec![support.clone()];
        // What nothing hangs on is no common link.
        let hangs = |link: &CommonLink| {
            let several = claim.documents.len() > 1 || claim.origins.len() > 1;
            several && link.chains > 1 && link.left.len() < claim.origins.len()
        };
        if let Some(link) = claim.common_link().filter(hangs) {
            let before = say!(en "; common link: ", ar "؛ ملتقى السلاسل: ");
            let Say { en, ar } = words::left(link.left.len(), words::manner(claim));
            let after = say!(en "; {en}", ar "؛ {ar}");
            text.extend([say(before), self.knot(&link.knot), say(after)]);
        }
        let short = words::origins_short(claim.origins.len());
        Value::from_pairs([
            ("count", Value::from(claim.origins.len())),
            ("support", Printed::code(support)),
            ("text", Printed::code(self.medium.sequence(&text))),
            ("short", Printed::code(say(short))),
        ])
    }

    /// Code for words that the program itself prints.
    fn printed(&self, text: &str) -> String {
        self.pen().plain(&self.usage.digits(text))
    }

    /// A knot as a link to its entry, or by its name where the brief does not show it.
    fn knot(&self, knot: &Knot) -> String {
        let entry = self.case.entry(knot.id());
        let shown = entry.filter(|(kind, index)| self.selection.shows(*kind, *index));
        match (knot, shown) {
            (Knot::Statement(_) | Knot::Document(_), Some(_)) => {
                let link = self.reference(knot.id());
                link.downcast_object_ref::<Printed>()
                    .map_or_else(|| literal_name(self, knot), |printed| printed.code.clone())
            }
            _ => literal_name(self, knot),
        }
    }

    /// The figure of the graph: origins, the documents in the reader's hand, judgements.
    pub(super) fn isnad_figure(&self) -> Value {
        let judgements: Vec<&Claim> = (0..self.case.model.judgement.len())
            .filter(|index| self.selection.shows(Kind::Judgement, *index))
            .filter_map(|index| self.isnad.entry(Kind::Judgement, index))
            .filter(|claim| !claim.chains.is_empty())
            .collect();
        let mut origins = Column::default();
        let mut documents = Column::default();
        let mut relayed: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for chain in judgements.iter().flat_map(|claim| &claim.chains) {
            let mut way = chain.documents.iter().map(|id| self.original(id));
            if let Some(first) = way.next() {
                let behind = way.filter_map(|id| self.selection.number(&id));
                relayed.entry(first).or_default().extend(behind);
            }
        }
        for claim in &judgements {
            for chain in &claim.chains {
                origins.count(self.end(claim, &chain.origin));
                documents.count(chain.documents.first().map(|id| self.original(id)));
            }
        }
        origins.gather();
        documents.gather();
        let mut told: HashMap<(usize, usize), usize> = HashMap::new();
        let mut used: HashMap<(usize, usize), usize> = HashMap::new();
        for (row, claim) in judgements.iter().enumerate() {
            for chain in &claim.chains {
                let origin = origins.position(&self.end(claim, &chain.origin));
                let document =
                    documents.position(&chain.documents.first().map(|id| self.original(id)));
                *told.entry((origin, document)).or_default() += 1;
                *used.entry((document, row)).or_default() += 1;
            }
        }
        if judgements.is_empty() {
            return Value::from(());
        }
        let carried = documents.each(|key| self.document_name(key));
        let carried = carried.into_iter().enumerate().map(|(row, name)| {
            let from = origins.each(|key| self.origin_name(key));
            let from = from.into_iter().enumerate();
            let told: Vec<String> = from
                .filter(|(origin, _)| told.contains_key(&(*origin, row)))
                .map(|(_, name)| name)
                .collect();
            (name, told)
        });
        let alt = self.alt(&judgements, carried.collect());
        Value::from_pairs([
            ("origins", origins.value(|key| self.origin_node(key))),
            (
                "documents",
                documents.value(|key| self.document_node(key, &relayed)),
            ),
            (
                "judgements",
                judgements
                    .iter()
                    .map(|claim| self.judgement_node(claim))
                    .collect(),
            ),
            ("told", edges(told)),
            ("used", edges(used)),
            ("alt", Value::from(alt)),
        ])
    }

    /// An origin, or nothing for all those that do not count.
    fn end(&self, claim: &Claim, origin: &Origin) -> Option<Origin> {
        let mut parts = claim.parts.iter().filter_map(|part| self.isnad.claim(part));
        let counts = parts.any(|part| part.origins.contains(origin));
        counts.then(|| origin.clone())
    }

    /// The document that a copy is a copy of.
    fn original(&self, id: &str) -> String {
        let mut at = id;
        // A circle of copies ends where it began.
        for _ in 0..self.case.model.source.len() {
            let source = self.case.source(at).map(|(_, source)| source);
            match source
                .and_then(|source| source.copy_of.as_ref())
                .map(Ref::as_str)
            {
                Some(original) if original != id => at = original,
                _ => break,
            }
        }
        at.to_owned()
    }

    fn origin_name(&self, key: &Node<Origin>) -> String {
        let lang = self.usage.lang;
        match key {
            Node::One(Some(origin)) => words::origin(origin, self.case, lang),
            Node::One(None) => label("isnad", "uncounted", lang).to_owned(),
            Node::Rest => label("isnad", "others", lang).to_owned(),
        }
    }

    /// A document as the text names it: “Source 4”.
    fn document_name(&self, key: &Node<String>) -> String {
        let lang = self.usage.lang;
        match key {
            Node::One(Some(id)) => match self.selection.number(id) {
                Some(number) => {
                    let number = self.usage.digits(&number.to_string());
                    format!("{} {number}", label("entry", "source", lang))
                }
                None => words::document(self.case, id, lang),
            },
            Node::One(None) => label("isnad", "no-document", lang).to_owned(),
            Node::Rest => label("isnad", "others", lang).to_owned(),
        }
    }

    fn origin_node(&self, key: &Node<Origin>) -> Value {
        let isnad = |word| label("isnad", word, self.usage.lang).to_owned();
        let note = match key {
            Node::One(Some(Origin::Analysis(_))) => isnad("own-analysis"),
            Node::One(Some(Origin::Document(_))) => isnad("first-hand"),
            Node::One(Some(Origin::Anonymous(_))) => isnad("unnamed"),
            _ => String::new(),
        };
        let (name, counts) = (self.origin_name(key), !matches!(key, Node::One(None)));
        Value::from_pairs([
            ("name", self.words(&shortened(name))),
            (
                "note",
                if note.is_empty() {
                    Value::from(())
                } else {
                    self.words(&note)
                },
            ),
            ("counts", Value::from(counts)),
        ])
    }

    /// A document, with its copies and the documents that it passes on: `relayed` has their numbers.
    fn document_node(
        &self,
        key: &Node<String>,
        relayed: &BTreeMap<String, BTreeSet<usize>>,
    ) -> Value {
        let lang = self.usage.lang;
        let id = match key {
            Node::One(Some(id)) => id,
            Node::One(None) => return self.named(label("isnad", "no-document", lang)),
            Node::Rest => return self.named(label("isnad", "others", lang)),
        };
        let number = |id: &str| {
            let number = self.selection.number(id);
            number.map(|number| self.usage.digits(&number.to_string()))
        };
        let copies: Vec<usize> = self
            .case
            .model
            .source
            .iter()
            .filter(|source| source.copy_of.is_some())
            .filter(|source| self.original(source.id.as_str()) == *id)
            .filter_map(|source| self.selection.number(source.id.as_str()))
            .collect();
        let with = match copies.len() {
            0 => None,
            1 => Some("and-copy"),
            2 => Some("and-copies-two"),
            _ => Some("and-copies"),
        };
        let mut notes: Vec<String> = Vec::new();
        if let Some(with) = with {
            let named = grouped::of_kind(Kind::Source, &copies, self.usage);
            notes.push(format!("{} {named}", label("isnad", with, lang)));
        }
        let own = self.selection.number(id);
        let behind = relayed.get(id).into_iter().flatten().copied();
        let behind: Vec<usize> = behind.filter(|number| Some(*number) != own).collect();
        if !behind.is_empty() {
            let named = grouped::of_kind(Kind::Source, &behind, self.usage);
            notes.push(format!("{} {named}", label("brief", "relays", lang)));
        }
        if !self.selection.cites(id) {
            notes.push(label("brief", "not-cited", lang).to_owned());
        }
        let note = (!notes.is_empty()).then(|| notes.join(label("join", "semicolon", lang)));
        Value::from_pairs([
            (
                "name",
                self.words(&shortened(words::document(self.case, id, lang))),
            ),
            (
                "number",
                number(id).map_or(Value::from(()), |number| self.words(&number)),
            ),
            (
                "note",
                note.map_or(Value::from(()), |note| self.words(&note)),
            ),
        ])
    }

    fn named(&self, name: &str) -> Value {
        Value::from_pairs([
            ("name", self.words(name)),
            ("number", Value::from(())),
            ("note", Value::from(())),
        ])
    }

    fn judgement_node(&self, claim: &Claim) -> Value {
        let lang = self.usage.lang;
        let (kind, index) = claim.entry;
        let name = format!(
            "{} {}",
            label("entry", kind.key(), lang),
            self.ordinal(kind, index)
        );
        let count = words::origins_short(claim.origins.len());
        let id = self.case.model.judgement.get(index);
        let entry = id.map_or(Value::from(()), |judgement| {
            self.reference(judgement.id.as_str())
        });
        Value::from_pairs([
            ("entry", entry),
            ("name", self.words(&name)),
            ("note", self.words(&self.usage.digits(count.get(lang)))),
        ])
    }

    /// The figure in words, for those who hear it: which origins each document carries, and what each
    /// judgement rests on.
    fn alt(&self, judgements: &[&Claim], carried: Vec<(String, Vec<String>)>) -> String {
        let lang = self.usage.lang;
        let mut told = Vec::new();
        for (document, origins) in carried {
            let origins = origins.join(label("join", "comma", lang));
            told.push(format!("{document}: {origins}"));
        }
        for claim in judgements {
            let (kind, index) = claim.entry;
            let support = words::support(claim);
            let name = label("entry", kind.key(), lang);
            let number = self.ordinal(kind, index);
            told.push(format!(
                "{name} {number}: {}",
                self.usage.digits(support.get(lang))
            ));
        }
        let told = told.join(label("join", "semicolon", lang));
        format!("{}. {told}.", label("isnad", "alt", lang))
    }

    /// The ranking of the hypotheses, for the matrix.
    pub(super) fn ranking(&self) -> Value {
        let Some(ranking) = Ranking::of(self.case, self.isnad) else {
            return Value::from(());
        };
        let points = |points: Points| self.usage.digits(&points.to_string());
        let several = ranking.hypotheses.len() > 1;
        let hypotheses = ranking.hypotheses.iter().map(|hypothesis| {
            let standing = Value::from_pairs([
                ("score", self.words(&points(hypothesis.against))),
                ("lead", Value::from(several && hypothesis.place == 1)),
            ]);
            (hypothesis.id.clone(), standing)
        });
        let items: Value = ranking
            .items
            .iter()
            .map(|item| {
                Value::from_pairs([
                    ("weight", self.words(&points(item.weight))),
                    ("idle", Value::from(several && !item.discriminates)),
                ])
            })
            .collect();
        let mut remarks = vec![ach_words::lead(&ranking, self)];
        remarks.extend(ach_words::weights(&ranking, self));
        remarks.extend(ach_words::sensitivity(&ranking, self));
        remarks.extend(ach_words::gaps(&ranking, self));
        let remarks: Vec<&str> = remarks.iter().map(|one| one.get(self.usage.lang)).collect();
        Value::from_pairs([
            ("hypotheses", Value::from_pairs(hypotheses)),
            ("items", items),
            ("remarks", Printed::code(self.printed(&remarks.join(" ")))),
        ])
    }

    /// The force field in numbers.
    pub(super) fn forces(&self) -> Value {
        let sums = ForceField::of(&self.case.model).sentence();
        Printed::code(self.printed(sums.get(self.usage.lang)))
    }
}

impl Naming for View<'_> {
    fn hypothesis(&self, ranking: &Ranking, position: usize) -> Say {
        let id = ranking
            .hypotheses
            .get(position)
            .map_or("", |h| h.id.as_str());
        let entry = self.case.entry(id);
        let name = entry.map_or_else(String::new, |(kind, index)| self.name(kind, index));
        say!(en "“{name}”", ar "فرضية «{name}»")
    }

    fn item(&self, _: &Ranking, position: usize) -> Say {
        let row = position + 1;
        say!(en "row {row}", ar "الصف {row}")
    }

    fn items(&self, _: &Ranking, positions: &[usize]) -> Say {
        let rows: Vec<usize> = positions.iter().map(|position| position + 1).collect();
        grouped::rows(&rows)
    }
}

fn literal_name(view: &View<'_>, knot: &Knot) -> String {
    let lang = view.usage.lang;
    let name = match knot {
        Knot::Origin(origin) => words::origin(origin, view.case, lang),
        Knot::Document(id) => words::document(view.case, id, lang),
        Knot::Statement(_) => words::knot(knot, view.case).get(lang).to_owned(),
    };
    view.pen().plain(&name)
}

fn shortened(name: String) -> String {
    if name.chars().count() <= LONGEST_NAME {
        return name;
    }
    let start: String = name.chars().take(LONGEST_NAME).collect();
    let whole = start
        .rsplit_once(' ')
        .map_or(start.as_str(), |(words, _)| words);
    // A sign that begins a line says nothing.
    format!("{whole}\u{a0}…")
}

/// The edges of a graph, in order: from, to, how many chains.
fn edges(counts: HashMap<(usize, usize), usize>) -> Value {
    let mut all: Vec<_> = counts.into_iter().collect();
    all.sort_unstable();
    all.into_iter()
        .map(|((from, to), chains)| {
            Value::from_pairs([
                ("from", Value::from(from)),
                ("to", Value::from(to)),
                ("chains", Value::from(chains)),
            ])
        })
        .collect()
}

/// A node of a column.
enum Node<K> {
    /// One, or what stands for nothing in particular.
    One(Option<K>),
    /// Those for whom there is no room.
    Rest,
}

/// A column of the figure: keys in the order in which they come up, and their chains.
struct Column<K> {
    keys: Vec<(Option<K>, usize)>,
    rest: Vec<Option<K>>,
}

impl<K> Default for Column<K> {
    fn default() -> Self {
        Self {
            keys: Vec::new(),
            rest: Vec::new(),
        }
    }
}

impl<K: PartialEq + Clone> Column<K> {
    fn count(&mut self, key: Option<K>) {
        match self.keys.iter_mut().find(|(known, _)| *known == key) {
            Some((_, chains)) => *chains += 1,
            None => self.keys.push((key, 1)),
        }
    }

    /// The most used first, what is nothing in particular last; those beyond the limit in one.
    fn gather(&mut self) {
        self.keys
            .sort_by_key(|(key, chains)| (key.is_none(), std::cmp::Reverse(*chains)));
        if self.keys.len() > MOST_NODES {
            let rest = self.keys.split_off(MOST_NODES - 1);
            self.rest = rest.into_iter().map(|(key, _)| key).collect();
        }
    }

    fn position(&self, key: &Option<K>) -> usize {
        let known = self.keys.iter().position(|(known, _)| known == key);
        known.unwrap_or(self.keys.len())
    }

    /// What `made` makes of each node, in their order.
    fn each<T>(&self, made: impl Fn(&Node<K>) -> T) -> Vec<T> {
        let own = self.keys.iter();
        let own = own.map(|(key, _)| made(&Node::One(key.clone())));
        let rest = (!self.rest.is_empty()).then(|| made(&Node::Rest));
        own.chain(rest).collect()
    }

    fn value(&self, node: impl Fn(&Node<K>) -> Value) -> Value {
        self.each(node).into_iter().collect()
    }
}
