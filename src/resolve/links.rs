//! Every reference and citation of a model, and the findings about them.

use std::ops::Range;

use super::Case;
use crate::diagnostic::{Diagnostic, Location, say};
use crate::model::{Kind, Lang, Node, Prose, Reflect, Route};
use crate::suggest::nearest;

/// The kinds that a citation in a text may name.
pub const CITABLE: &[Kind] = &[Kind::Source, Kind::Statement];

/// Up to this many kinds are listed where a reference leads nowhere.
const FEW: usize = 3;

/// A place that names an entry.
#[derive(Debug, Clone)]
pub struct Link {
    /// The route of the value, or of the text, that names it.
    pub from: Route,
    /// The id.
    pub to: String,
    /// The kinds it may name.
    pub kinds: &'static [Kind],
    /// What kind of naming it is.
    pub how: How,
}

/// How a link is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum How {
    /// As a value: `speaker = "allawi"`.
    Value,
    /// As a key: `rating = { merger = "I" }`.
    Key,
    /// As a citation in a text: the bytes of the id.
    Citation(Range<usize>),
}

impl Link {
    /// Where the link stands, for a finding.
    pub fn place(&self, case: &Case) -> Location {
        match &self.how {
            How::Value => case.at(&self.from),
            How::Key => case.at_key(&self.from),
            How::Citation(part) => case.within(&self.from, part.clone()),
        }
    }
}

/// The ids that a part of the model names, in order.
pub fn targets(part: &impl Reflect) -> Vec<String> {
    collect(part).into_iter().map(|link| link.to).collect()
}

/// Every link of a model, in its order.
pub fn collect(model: &impl Reflect) -> Vec<Link> {
    let mut links = Vec::new();
    model.visit(&mut Route::root(), &mut |route, node| {
        gather(route, node, &mut links);
    });
    links
}

/// The links of a value, if it is one that links.
pub fn gather(route: &Route, node: &Node<'_>, links: &mut Vec<Link>) {
    match node {
        Node::Ref(id, kinds) => links.push(Link {
            from: route.clone(),
            to: (*id).to_owned(),
            kinds,
            how: How::Value,
        }),
        Node::Map(kinds, entries) => links.extend(entries.iter().map(|(id, _)| Link {
            from: route.key(id),
            to: (*id).to_owned(),
            kinds,
            how: How::Key,
        })),
        Node::Text(text) => {
            for (lang, string) in text.variants() {
                if !Prose::may_cite(string) {
                    continue;
                }
                let from = variant(route, lang);
                links.extend(Prose::citations_of(string).into_iter().map(|cite| Link {
                    from: from.clone(),
                    to: cite.id,
                    kinds: CITABLE,
                    how: How::Citation(cite.at),
                }));
            }
        }
        _ => {}
    }
}

/// The route of one language's string of the text at `route`.
pub fn variant(route: &Route, lang: Option<Lang>) -> Route {
    lang.map_or_else(|| route.clone(), |lang| route.key(lang.as_str()))
}

/// Finds links that lead nowhere, or to an entry of the wrong kind.
pub fn check(case: &Case, found: &mut Vec<Diagnostic>) {
    for link in &case.links {
        match case.entry(&link.to) {
            None => found.push(unknown(case, link)),
            Some((kind, _)) if !link.kinds.contains(&kind) => {
                found.push(wrong_kind(case, link, kind));
            }
            Some(_) => {}
        }
    }
}

fn unknown(case: &Case, link: &Link) -> Diagnostic {
    let id = &link.to;
    let mut known: Vec<&str> = case.ids_of(link.kinds).collect();
    known.sort_unstable();
    let near = nearest(id, known.iter().copied());
    let elsewhere = || {
        let mut all: Vec<&str> = case.ids_of(&Kind::ALL).collect();
        all.sort_unstable();
        nearest(id, all)
    };
    let cited = matches!(link.how, How::Citation(_));
    let found = if cited {
        Diagnostic::error(
            "unknown-source",
            link.place(case),
            say!(
                en "`{id}` is cited, but no source or statement has this id",
                ar "استُشهد بـ`{id}` ولا مصدر ولا قول بهذا المعرّف"
            ),
        )
    } else {
        let what = if link.kinds.len() > FEW {
            say!(en "no entry has the id `{id}`", ar "لا عنصر بالمعرّف `{id}`")
        } else {
            let (en, ar) = (list(link.kinds, "or"), list(link.kinds, "أو"));
            say!(en "no {en} has the id `{id}`", ar "لا عنصر من نوع {ar} بالمعرّف `{id}`")
        };
        Diagnostic::error("unknown-id", link.place(case), what)
    };
    match near.or_else(elsewhere) {
        Some(name) => found
            .help(say!(en "did you mean `{name}`?", ar "لعلّك تقصد `{name}`؟"))
            .suggest(match link.how {
                How::Value => format!("\"{name}\""),
                How::Key | How::Citation(_) => name.to_owned(),
            }),
        None => {
            let key = link.kinds.first().map_or("source", |kind| kind.key());
            let found = found.help(say!(
                en "add a `[[{key}]]` with `id = \"{id}\"`, or name another",
                ar "أضف `[[{key}]]` فيه `id = \"{id}\"`، أو سمِّ غيره"
            ));
            if known.is_empty() || known.len() > 12 {
                return found;
            }
            let names = known
                .iter()
                .map(|name| format!("`{name}`"))
                .collect::<Vec<_>>();
            let (comma, comma_ar) = (names.join(", "), names.join("، "));
            found.help(say!(en "there are: {comma}", ar "الموجود: {comma_ar}"))
        }
    }
}

fn wrong_kind(case: &Case, link: &Link, kind: Kind) -> Diagnostic {
    let id = &link.to;
    let key = kind.key();
    let (en, ar) = (list(link.kinds, "or"), list(link.kinds, "أو"));
    let mut found = Diagnostic::error(
        "wrong-kind",
        link.place(case),
        say!(
            en "`{id}` is of kind `{key}`, which cannot be named here",
            ar "`{id}` من نوع `{key}`، ولا يصح ذكره هنا"
        ),
    )
    .help(say!(
        en "name an entry of kind {en}",
        ar "سمِّ عنصرًا من نوع {ar}"
    ));
    if let Some((kind, index)) = case.entry(id) {
        let place = case.at(&case.route(kind, index).key("id"));
        found = found.related(place.label(say!(en "named here", ar "سُمِّي هنا")));
    }
    found
}

/// `indicator`, `driver` or `obstacle`.
fn list(kinds: &[Kind], or: &str) -> String {
    let names: Vec<_> = kinds
        .iter()
        .map(|kind| format!("`{}`", kind.key()))
        .collect();
    let comma = if or == "or" { ", " } else { "، " };
    match names.as_slice() {
        [one] => one.clone(),
        [all @ .., last] => format!("{} {or} {last}", all.join(comma)),
        [] => String::new(),
    }
}
