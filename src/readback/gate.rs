//! What a build must not lose: every name, figure, quotation and title that was composed is
//! found in what is laid out, and in what is read back from the file.

use super::search::Pages;
use super::wanted::{Wanted, parts, printed, texts};
use crate::compose::Composition;
use crate::compose::calendar::Usage;
use crate::diagnostic::{Diagnostic, say};
use crate::model::{House, Lang, Node, Reflect, Route};
use crate::resolve::Case;

/// The keys of the texts that are names, titles or quotations: of the file, and of its entries.
const HEAD: &[&str] = &["title", "question", "kicker"];
const ENTRIES: &[(&str, &str)] = &[
    ("actor", "name"),
    ("place", "name"),
    ("event", "what"),
    ("source", "title"),
    ("statement", "text"),
    ("figure", "what"),
    ("figure", "minimum"),
    ("figure", "maximum"),
    ("indicator", "name"),
    ("driver", "name"),
    ("obstacle", "name"),
    ("consequence", "name"),
    ("comparison", "name"),
    ("judgement", "statement"),
    ("hypothesis", "name"),
    ("precedent", "case"),
    ("conflict", "name"),
];

/// Where something was lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Between composition and the pages.
    Layout,
    /// Between the pages and the file.
    Export,
}

/// The names, figures, quotations and titles that a composition prints.
pub fn wanted(case: &Case, house: &House, composition: &Composition) -> Vec<Wanted> {
    let sides = composition.by_language().iter();
    sides
        .flat_map(|side| {
            let mut found = names(case, side.lang);
            found.extend(figures(case, house, side.lang));
            printed(found, side)
        })
        .collect()
}

/// A finding for each of the words that is not in the text of the pages.
pub fn lost(case: &Case, wanted: &[Wanted], pages: &[String], stage: Stage) -> Vec<Diagnostic> {
    let pages = Pages::new(pages);
    wanted
        .iter()
        .filter(|one| !pages.holds(&one.words))
        .map(|one| {
            let words = &one.words;
            let message = match stage {
                Stage::Layout => say!(
                    en "“{words}” is not on the pages",
                    ar "«{words}» غير موجود في الصفحات"
                ),
                Stage::Export => say!(
                    en "“{words}” cannot be read back from the PDF",
                    ar "«{words}» لا يُستخرج من ملف PDF كما كُتب"
                ),
            };
            Diagnostic::error("lost-text", case.at(&one.route), message).help(say!(
                en "a reader could not find or copy these words; this is a fault of the template or of the program, please report it",
                ar "لن يجد القارئ هذه الكلمات ولن يقدر على نسخها؛ وهذا خطأ في القالب أو في البرنامج، فأبلغ عنه"
            ))
        })
        .collect()
}

fn names(case: &Case, lang: Lang) -> Vec<Wanted> {
    let mut found = Vec::new();
    texts(case, lang, &mut |route, string| {
        let steps: Vec<String> = route.steps().collect();
        let named = match steps.as_slice() {
            [key, number, field, ..] if number.parse::<usize>().is_ok() => {
                ENTRIES.contains(&(key.as_str(), field.as_str()))
            }
            [key, ..] => HEAD.contains(&key.as_str()),
            [] => false,
        };
        if named {
            found.extend(parts(string).into_iter().map(|words| Wanted {
                route: route.clone(),
                words,
            }));
        }
    });
    found
}

fn figures(case: &Case, house: &House, lang: Lang) -> Vec<Wanted> {
    let usage = Usage::new(lang, case.model.locale, house);
    let mut found = Vec::new();
    case.model.node().walk(&Route::root(), &mut |route, node| {
        let Node::Number(number) = node else { return };
        let field = route.steps().last().unwrap_or_default();
        let key = route.entry().map_or("", |(key, _)| key);
        if ENTRIES.contains(&(key, field.as_str())) {
            found.push(Wanted {
                route: route.clone(),
                words: usage.digits(&usage.number(*number)),
            });
        }
    });
    found
}
