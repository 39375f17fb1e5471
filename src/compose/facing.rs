//! Two languages of one brief, face to face.
//!
//! Each language is rendered as a brief of its own, with its own words, numbers and links. The
//! main file takes the two apart and sets them in rows (`templates/house/facing.typ`), so that
//! every product of every house can be had in both languages, if its template begins with
//! `parts/document.typ.jinja`.

use std::collections::HashSet;
use std::sync::Arc;

use minijinja::Value;

use super::finish::unmarked;
use super::medium::Medium;
use super::printed::Printed;
use super::templates::Templates;
use super::view::View;
use super::{Composition, Product, fault, side};
use crate::diagnostic::{Diagnostic, Location, say};
use crate::isnad::Isnad;
use crate::load::Document;
use crate::model::{House, Kind, Lang, Languages, Prose, Route, Text};
use crate::resolve::Case;

/// The file of a side in the folder that Typst compiles.
pub fn file(lang: Lang) -> &'static str {
    match lang {
        Lang::Ar => "main-ar.typ",
        Lang::En => "main-en.typ",
    }
}

/// What a template prints to learn whether it makes a side; that it has asked is noted.
pub(super) fn value(facing: bool) -> Value {
    if facing {
        Printed::whole("true".to_owned(), Some(&asked()), [])
    } else {
        Value::from(false)
    }
}

/// What is noted. No text of an assessment has this route.
fn asked() -> Route {
    Route::root().key("facing")
}

/// What a page that must hold both languages has to reckon with: of each language that stands on it, how many letters
/// its title, question, summary, the opening of that and statements have. So both sides leave out the same.
pub(super) fn lengths(view: &View<'_>, lang: Lang, facing: bool) -> Value {
    let model = &view.case.model;
    let langs = [Lang::Ar, Lang::En].into_iter();
    langs
        .filter(|one| facing || *one == lang)
        .map(|lang| {
            let plain = |text: &Text| Prose::parse(&unmarked(text.best(lang).0)).plain();
            let letters = |text: &Text| plain(text).chars().count();
            let summary = model.summary.as_ref().map(plain).unwrap_or_default();
            let opening = summary.lines().next().unwrap_or_default();
            let statements = model.judgement.iter().enumerate();
            let shown =
                statements.filter(|(index, _)| view.selection.shows(Kind::Judgement, *index));
            Value::from_pairs([
                ("lang", Value::from(lang.as_str())),
                ("title", Value::from(letters(&model.title))),
                ("question", Value::from(letters(&model.question))),
                ("summary", Value::from(summary.chars().count())),
                ("opening", Value::from(opening.chars().count())),
                (
                    "statements",
                    shown.map(|(_, one)| letters(&one.statement)).collect(),
                ),
            ])
        })
        .collect()
}

/// What the labels of a side end in.
pub(super) fn tail(lang: Lang) -> &'static str {
    match lang {
        Lang::Ar => "-ar",
        Lang::En => "-en",
    }
}

/// The languages of a brief, the file's main one first: those that were asked for, or the main one.
pub fn languages(written: &Languages, asked: &[Lang]) -> Vec<Lang> {
    if asked.is_empty() {
        return vec![written.main()];
    }
    let mut langs: Vec<Lang> = Vec::new();
    for lang in asked {
        if !langs.contains(lang) {
            langs.push(*lang);
        }
    }
    langs.sort_by_key(|lang| *lang != written.main());
    langs
}

/// What the name of the file says of its languages: `ar`, `en` or `ar-en`.
pub fn name(langs: &[Lang]) -> &'static str {
    match langs {
        [_, _, ..] => "ar-en",
        [Lang::En] => "en",
        _ => "ar",
    }
}

/// Renders a product for a case in one language, or in two face to face; the first gives the title
/// and the language of the document.
///
/// # Errors
/// When a template is faulty, or makes no side: what is wrong with it, and where.
pub fn compose(
    case: &Case,
    isnad: &Isnad,
    house: &House,
    langs: &[Lang],
    product: Product<'_>,
) -> Result<Composition, Vec<Diagnostic>> {
    let made = |lang: Lang, facing: bool| {
        side(case, isnad, house, (lang, facing), product)
            .map_err(|error| vec![fault::finding(&error, product, Medium::Typst)])
    };
    let &[first, second, ..] = langs else {
        let main = case.model.languages.main();
        return made(*langs.first().unwrap_or(&main), false);
    };
    let (mut first, mut second) = (made(first, true)?, made(second, true)?);
    for side in [&mut first, &mut second] {
        if !side.printed.remove(&asked()) {
            return Err(vec![alone(product)]);
        }
    }
    let (one, other) = (file(first.lang), file(second.lang));
    Ok(Composition {
        main: format!(
            "#import \"house/facing.typ\": spread\n#spread(include \"{one}\", include \"{other}\")\n"
        ),
        components: Arc::clone(&first.components),
        lang: first.lang,
        title: first.title.clone(),
        printed: HashSet::new(),
        sides: vec![first, second],
    })
}

/// The finding for a template that sets its own pages, and so makes no side.
fn alone(product: Product<'_>) -> Diagnostic {
    let name = Templates::file_of(product.name, Medium::Typst);
    let document = product.templates.document(&name);
    let document = document.unwrap_or_else(|| Document::from_text(name, ""));
    Diagnostic::error(
        "faulty-template",
        Location::file(&document),
        say!(
            en "this template sets its own pages; it cannot be had in two languages face to face",
            ar "هذا القالب يصف صفحاته بنفسه، فلا تُخرج منه وثيقة بلغتين متقابلتين"
        ),
    )
    .help(say!(
        en "begin it with `{{% include \"parts/document.typ.jinja\" %}}`, or build each language by itself: `--lang ar`, `--lang en`",
        ar "ابدأه بالسطر `{{% include \"parts/document.typ.jinja\" %}}`، أو ابنِ كل لغة وحدها: `--lang ar` ثم `--lang en`"
    ))
}
