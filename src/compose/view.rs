//! The model as a template sees it: every field under its own name, localised.
//!
//! A text is code of the medium, ready to be set; a date is words; a word of a list is its label; a
//! reference is a link to its entry. What a template prints is always code that one of the
//! functions of this folder made, so that a template cannot let a raw string through.

use minijinja::value::Value;

use super::calendar::Usage;
use super::charts::spoken;
use super::citing;
use super::finish::{Mark, unmarked};
use super::labels::{self, label};
use super::medium::Medium;
pub use super::printed::Printed;
use super::prose::Pen;
use super::selection::Selection;
use crate::isnad::Isnad;
use crate::model::{
    Cite, Inline, Kind, Lang, Likelihood, Node, Prose, Reflect, Route, Scale, Text, Wording,
};
use crate::resolve::Case;

/// How a text becomes pieces of code.
type Writing<'a> = &'a dyn Fn(Pen, &Prose, &dyn Fn(&[Cite]) -> String) -> Vec<String>;

/// Builds the values of one brief.
#[derive(Debug)]
pub struct View<'a> {
    pub(super) case: &'a Case,
    pub(super) isnad: &'a Isnad,
    pub(super) selection: &'a Selection,
    pub(super) usage: Usage,
    pub(super) medium: Medium,
}

impl<'a> View<'a> {
    /// A view of a case in one language and medium.
    pub fn new(
        case: &'a Case,
        isnad: &'a Isnad,
        selection: &'a Selection,
        usage: Usage,
        medium: Medium,
    ) -> Self {
        Self {
            case,
            isnad,
            selection,
            usage,
            medium,
        }
    }

    /// What writes the texts of the brief's language.
    pub(super) fn pen(&self) -> Pen {
        Pen {
            medium: self.medium,
            lang: self.usage.lang,
        }
    }

    /// Everything: the assessment's fields, with `source` in the order of its numbers.
    pub fn root(&self) -> Value {
        let Node::Record(fields) = self.case.model.node() else {
            return Value::from(());
        };
        let model = &self.case.model;
        let mut pairs: Vec<(String, Value)> = fields
            .iter()
            .map(|(key, node)| ((*key).to_owned(), self.field(key, node)))
            .collect();
        let day = model.as_of.latest();
        pairs.push(("lang".to_owned(), self.usage.lang.as_str().into()));
        pairs.push((
            "hijri".to_owned(),
            self.usage
                .hijri(day)
                .filter(|_| self.usage.hijri && model.as_of.span.day().is_some())
                .map_or(Value::from(()), |words| self.words(&words)),
        ));
        pairs.push(("numbering".to_owned(), self.usage.digits("1").into()));
        pairs.push(("bands".to_owned(), self.bands(model.scale)));
        pairs.push(("labels".to_owned(), self.labels()));
        pairs.push(("isnad".to_owned(), self.isnad_figure()));
        pairs.push(("ranking".to_owned(), self.ranking()));
        pairs.push(("forces".to_owned(), self.forces()));
        pairs.push(("charts".to_owned(), self.charts()));
        Value::from_pairs(pairs)
    }

    fn field(&self, key: &str, node: &Node<'_>) -> Value {
        let route = Route::root().key(key);
        let Node::List(items) = node else {
            return self.value(node, &route);
        };
        let Some(kind) = Kind::from_key(key) else {
            return self.value(node, &route);
        };
        let indices: Vec<usize> = match kind {
            Kind::Source => self.selection.sources.clone(),
            _ => (0..items.len())
                .filter(|&index| self.selection.shows(kind, index))
                .collect(),
        };
        indices
            .into_iter()
            .filter_map(|index| Some(self.value(items.get(index)?, &route.index(index))))
            .collect()
    }

    fn value(&self, node: &Node<'_>, at: &Route) -> Value {
        match node {
            Node::Absent => Value::from(()),
            Node::Flag(flag) => Value::from(*flag),
            Node::Number(number) => Printed::whole(
                self.digits(&self.usage.number(*number)),
                Some(at),
                [("value", Value::from(*number))],
            ),
            Node::Word(word) => Value::from(*word),
            Node::Id(id) => Value::from(id.as_str()),
            Node::Term(list, word) => self.term(list, word),
            Node::Ref(id, _) => self.reference(id),
            Node::Text(text) => self.text(text, at, None),
            Node::Date(date) => self.date(date, at),
            Node::List(items) => items
                .iter()
                .enumerate()
                .map(|(index, item)| self.value(item, &at.index(index)))
                .collect(),
            Node::Map(_, entries) => Value::from_pairs(
                entries
                    .iter()
                    .map(|(id, value)| ((*id).to_owned(), self.value(value, &at.key(id)))),
            ),
            Node::Record(fields) => self.record(fields, at),
        }
    }

    fn record(&self, fields: &[(&str, Node<'_>)], at: &Route) -> Value {
        let mut pairs: Vec<(String, Value)> = fields
            .iter()
            .map(|(key, node)| ((*key).to_owned(), self.value(node, &at.key(key))))
            .collect();
        let entry = at.entry().filter(|_| at.steps().count() == 2);
        if let Some((kind, index)) =
            entry.and_then(|(key, index)| Some((Kind::from_key(key)?, index)))
        {
            let id = fields.iter().find_map(|(_, node)| match node {
                Node::Id(id) => Some(id.as_str()),
                _ => None,
            });
            let number = self.ordinal(kind, index);
            pairs.push(("number".to_owned(), self.words(&number)));
            if let Some(id) = id {
                pairs.push((
                    "anchor".to_owned(),
                    Printed::value(Mark::Anchor(id).to_string(), []),
                ));
                if kind == Kind::Source {
                    pairs.push((
                        "back".to_owned(),
                        Printed::value(Mark::Back(id).to_string(), []),
                    ));
                }
            }
        }
        if let Some(claim) = self.isnad.claim(at) {
            pairs.push(("origins".to_owned(), self.origins(claim)));
        }
        let evidence = fields
            .iter()
            .find(|(key, _)| matches!(*key, "evidence" | "carried_by"));
        if let Some((_, Node::List(items))) = evidence {
            let (cites, claim) = self.cites(items, fields, at);
            if let Some((key, claim)) = claim {
                pairs.retain(|(known, _)| known != key);
                pairs.push((key.to_owned(), claim));
            }
            pairs.push(("cites".to_owned(), cites));
        }
        if let Some((Kind::Statement, index)) =
            entry.and_then(|(key, index)| Some((Kind::from_key(key)?, index)))
        {
            pairs.push(("carriage".to_owned(), self.carriage(index)));
        }
        Value::from_pairs(pairs)
    }

    /// A text. With a list of evidence it is a claim, and a template may ask for it with what that list
    /// adds to its citations: `claim.cited`.
    pub(super) fn text(&self, text: &Text, at: &Route, evidence: Option<&[Cite]>) -> Value {
        let (words, plain) = self.prose(text, at);
        let paragraphs: Value = match self.medium {
            Medium::Typst => Value::UNDEFINED,
            Medium::Html | Medium::Markdown => self.paragraphs(text, at).into_iter().collect(),
        };
        let foreign = self
            .foreign(text)
            .map_or(Value::UNDEFINED, |lang| lang.as_str().into());
        let cited = evidence.map_or(Value::UNDEFINED, |evidence| {
            let code = self.citing(text, at, evidence);
            Printed::with_words(code.unwrap_or_else(|| words.clone()), &plain, Some(at))
        });
        Printed::whole(
            words,
            Some(at),
            [
                ("plain", Value::from(plain)),
                ("paragraphs", paragraphs),
                ("cited", cited),
                ("foreign", foreign),
            ],
        )
    }

    /// Each paragraph of a text, with its letters.
    fn paragraphs(&self, text: &Text, at: &Route) -> Vec<Value> {
        let letters = |paragraph: &Vec<Inline>| {
            let alone = Prose {
                paragraphs: vec![paragraph.clone()],
                ..Prose::default()
            };
            alone.plain()
        };
        let prose = Prose::parse(&unmarked(text.best(self.usage.lang).0));
        let letters: Vec<String> = prose.paragraphs.iter().map(letters).collect();
        let foreign = self.foreign(text);
        self.written(text, at, &|pen, prose, cite| pen.paragraphs(prose, cite))
            .into_iter()
            .enumerate()
            .map(|(index, code)| {
                let plain = letters.get(index).map_or("", String::as_str);
                let foreign = foreign.map_or(Value::UNDEFINED, |lang| lang.as_str().into());
                Printed::value(code, [("plain", plain.into()), ("foreign", foreign)])
            })
            .collect()
    }

    /// The code of a text, and its letters alone.
    pub(super) fn prose(&self, text: &Text, at: &Route) -> (String, String) {
        let code = self.written(text, at, &|pen, prose, cite| vec![pen.code(prose, cite)]);
        let string = unmarked(text.best(self.usage.lang).0);
        (code.concat(), Prose::parse(&string).plain())
    }

    /// The language that a text is written in, where it is not the brief's.
    fn foreign(&self, text: &Text) -> Option<Lang> {
        let (string, tagged) = text.best(self.usage.lang);
        let lang = tagged.unwrap_or_else(|| written_in(string, self.usage.lang));
        (lang != self.usage.lang).then_some(lang)
    }

    /// The pieces of a text that `write` makes, each in the language that the text is written in.
    fn written(&self, text: &Text, at: &Route, write: Writing<'_>) -> Vec<String> {
        let prose = self.read(text);
        let place = self.place(at);
        let cite = |cites: &[Cite]| self.citation(cites, &place);
        let mut pieces = write(self.pen_of(text), &prose, &cite);
        for piece in &mut pieces {
            *piece = self.in_its_language(text, std::mem::take(piece));
        }
        pieces
    }

    /// What stands in a text, neighbouring citations as one.
    pub(super) fn read(&self, text: &Text) -> Prose {
        let mut prose = Prose::parse(&unmarked(text.best(self.usage.lang).0));
        prose.paragraphs.iter_mut().for_each(citing::gathered);
        prose
    }

    /// What writes a text in the language that it is written in.
    pub(super) fn pen_of(&self, text: &Text) -> Pen {
        let lang = self.foreign(text).unwrap_or(self.usage.lang);
        Pen { lang, ..self.pen() }
    }

    /// Code of a text, marked where it is in another language than the brief.
    pub(super) fn in_its_language(&self, text: &Text, code: String) -> String {
        match self.foreign(text) {
            Some(lang) => self.medium.foreign(lang, &code),
            None => code,
        }
    }

    /// The number of an entry among those of its kind that are shown, from 1.
    pub(super) fn ordinal(&self, kind: Kind, index: usize) -> String {
        self.usage.digits(&self.position(kind, index).to_string())
    }

    /// The same as a count.
    pub(super) fn position(&self, kind: Kind, index: usize) -> usize {
        match kind {
            Kind::Source => self
                .case
                .model
                .source
                .get(index)
                .and_then(|source| self.selection.number(source.id.as_str()))
                .unwrap_or(index + 1),
            _ => (0..=index)
                .filter(|&index| self.selection.shows(kind, index))
                .count(),
        }
    }

    pub(super) fn reference(&self, id: &str) -> Value {
        let Some((kind, index)) = self.case.entry(id) else {
            return Value::from(());
        };
        let lang = self.usage.lang;
        let number = self.ordinal(kind, index);
        let ordinal = format!("{} {number}", label("entry", kind.key(), lang));
        let name = self.name(kind, index);
        let called = match kind {
            Kind::Actor | Kind::Place => name.clone(),
            _ => ordinal.clone(),
        };
        let linked = |code: &str| format!("{}{code}{}", Mark::Link(id), Mark::EndLink);
        let code = match kind {
            // Names in running text are not links: they would be on every line.
            Kind::Actor | Kind::Place => self.pen().plain(&called),
            _ => linked(&self.pen().together(&called)),
        };
        // What goes by its name has no number that a reader could find it by.
        let position = match kind {
            Kind::Actor | Kind::Place => Value::UNDEFINED,
            _ => Value::from(self.position(kind, index)),
        };
        // The name of an actor or a place is printed whole wherever it is referred to.
        let field = Route::root().key(kind.key()).index(index).key("name");
        let named = matches!(kind, Kind::Actor | Kind::Place).then_some(&field);
        let name = Printed::with_words(self.pen().plain(&name), &name, named);
        Printed::whole(
            code,
            named,
            [
                ("id", Value::from(id)),
                ("kind", Value::from(kind.key())),
                ("number", self.words(&number)),
                ("position", position),
                ("name", name),
                (
                    "ordinal",
                    Printed::value(linked(&self.pen().together(&ordinal)), []),
                ),
                ("shown", Value::from(self.selection.shows(kind, index))),
                ("within", self.within(kind, index)),
            ],
        )
    }

    /// The larger place that a place lies in.
    fn within(&self, kind: Kind, index: usize) -> Value {
        let place = self
            .case
            .model
            .place
            .get(index)
            .filter(|_| kind == Kind::Place);
        let parent = place.and_then(|place| place.parent.as_ref());
        match parent.and_then(|parent| self.case.entry(parent.as_str())) {
            Some((kind, index)) => self.words(&self.name(kind, index)),
            None => Value::from(()),
        }
    }

    /// The few words by which an entry is known.
    pub(super) fn name(&self, kind: Kind, index: usize) -> String {
        let model = &self.case.model;
        let lang = self.usage.lang;
        let text = match kind {
            Kind::Actor => model.actor.get(index).map(|entry| &entry.name),
            Kind::Place => model.place.get(index).map(|entry| &entry.name),
            Kind::Event => model.event.get(index).map(|entry| &entry.what),
            Kind::Source => model.source.get(index).map(|entry| &entry.title),
            Kind::Statement => model.statement.get(index).map(|entry| &entry.text),
            Kind::Figure => model.figure.get(index).map(|entry| &entry.what),
            Kind::Indicator => model.indicator.get(index).map(|entry| &entry.name),
            Kind::Driver => model.driver.get(index).map(|entry| &entry.name),
            Kind::Obstacle => model.obstacle.get(index).map(|entry| &entry.name),
            Kind::Consequence => model.consequence.get(index).map(|entry| &entry.name),
            Kind::Comparison => model.comparison.get(index).map(|entry| &entry.name),
            Kind::Judgement => model.judgement.get(index).map(|entry| &entry.statement),
            Kind::Hypothesis => model.hypothesis.get(index).map(|entry| &entry.name),
            Kind::Assumption => model.assumption.get(index).map(|entry| &entry.claim),
            Kind::Gap => model.gap.get(index).map(|entry| &entry.question),
            Kind::Precedent => model.precedent.get(index).map(|entry| &entry.case),
            Kind::Conflict => model.conflict.get(index).map(|entry| &entry.name),
            Kind::Outcome => model.outcome.get(index).map(|entry| &entry.claim),
            Kind::Relation => return self.relation_name(index),
        };
        let name = text.map_or_else(String::new, |text| Prose::parse(text.best(lang).0).plain());
        let Some(said) = model
            .statement
            .get(index)
            .filter(|_| kind == Kind::Statement)
        else {
            return name;
        };
        let words = match (said.wording, lang) {
            (Wording::Verbatim, Lang::Ar) => format!("«{name}»"),
            (Wording::Verbatim, Lang::En) => format!("“{name}”"),
            _ => name,
        };
        // Words alone do not say whose they are.
        let speaker = said
            .speaker
            .as_ref()
            .and_then(|id| self.case.entry(id.as_str()));
        let speaker = speaker.map(|(kind, index)| self.name(kind, index));
        let attribution = said.attribution.as_ref();
        let vague = attribution.map(|text| Prose::parse(text.best(lang).0).plain());
        match speaker.or(vague) {
            Some(who) => format!("{words} ({who})"),
            None => words,
        }
    }

    fn relation_name(&self, index: usize) -> String {
        let Some(relation) = self.case.model.relation.get(index) else {
            return String::new();
        };
        let actor = |id: &str| {
            self.case
                .entry(id)
                .map_or_else(String::new, |(kind, index)| self.name(kind, index))
        };
        let lang = self.usage.lang;
        format!(
            "{}{}{} ({})",
            actor(relation.from.as_str()),
            label("join", "comma", lang),
            actor(relation.to.as_str()),
            label("relation-kind", relation.kind.as_str(), lang)
        )
    }

    fn term(&self, list: &'static str, word: &'static str) -> Value {
        if list == Likelihood::LIST {
            return self.likelihood(word);
        }
        let words = label(list, word, self.usage.lang);
        Printed::value(
            self.pen().plain(words),
            [("id", Value::from(word)), ("plain", Value::from(words))],
        )
    }

    fn likelihood(&self, word: &'static str) -> Value {
        let scale = self.case.model.scale;
        let band = Likelihood::from_word(word).and_then(|term| scale.band(term));
        let words = label(labels::likelihood_list(scale), word, self.usage.lang);
        let (low, high) = band.map_or((0, 0), |band| (band.low, band.high));
        let lang = self.usage.lang;
        let (name, comma) = (
            label("brief", "likelihood-alt", lang),
            label("join", "comma", lang),
        );
        let [low_said, high_said] = [low, high].map(|n| self.usage.digits(&n.to_string()));
        let said = format!(
            "{words}{comma}{}",
            spoken::range(&low_said, &high_said).get(lang)
        );
        let alt = format!("{name}: {said}");
        Printed::value(
            self.pen().plain(words),
            [
                ("id", Value::from(word)),
                ("plain", Value::from(words)),
                ("low", Value::from(low)),
                ("high", Value::from(high)),
                ("range", Printed::value(self.range(low, high), [])),
                ("said", Value::from(said)),
                ("alt", Value::from(alt)),
            ],
        )
    }

    fn range(&self, low: u8, high: u8) -> String {
        let range = self.usage.digits(&format!("{low}–{high}%"));
        self.pen().plain(&range)
    }

    fn bands(&self, scale: Scale) -> Value {
        scale
            .bands()
            .iter()
            .map(|band| self.likelihood(band.term.as_str()))
            .collect()
    }

    /// Words that the program itself prints.
    pub(super) fn words(&self, text: &str) -> Value {
        Printed::value(self.pen().plain(text), [("plain", Value::from(text))])
    }

    fn digits(&self, text: &str) -> String {
        self.pen().plain(text)
    }

    fn labels(&self) -> Value {
        let lang = self.usage.lang;
        Value::from_pairs(labels::all().iter().map(|(list, words)| {
            let mut words: Vec<_> = words.iter().collect();
            words.sort_by_key(|(word, _)| word.as_str());
            let words = words
                .into_iter()
                .map(|(word, label)| (word.clone(), Value::from(label.get(lang))));
            (list.clone(), Value::from_pairs(words))
        }))
    }
}

/// The language of an untagged text: Arabic if it has Arabic letters, English if it has only Latin ones.
fn written_in(text: &str, otherwise: Lang) -> Lang {
    let arabic = text.chars().any(|c| ('\u{620}'..='\u{64a}').contains(&c));
    let latin = text.chars().any(|c| c.is_ascii_alphabetic());
    match (arabic, latin) {
        (true, _) => Lang::Ar,
        (false, true) => Lang::En,
        (false, false) => otherwise,
    }
}
