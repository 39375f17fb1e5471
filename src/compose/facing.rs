//! Two languages of one brief, face to face.
//!
//! Each language is rendered as a brief of its own, with its own words, numbers and links. The
//! main file takes the two apart and sets them in rows (`templates/house/facing.typ`), so that
//! every product of every house can be had in both languages, if its template begins with
//! `parts/document.typ.jinja`.

use minijinja::Error;

use super::{Composition, render};
use crate::isnad::Isnad;
use crate::model::{House, Lang, Languages};
use crate::resolve::Case;

/// The file of a side in the folder that Typst compiles.
pub(super) fn file(lang: Lang) -> &'static str {
    match lang {
        Lang::Ar => "ar.typ",
        Lang::En => "en.typ",
    }
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

/// Renders a case in one language, or in two face to face; the first gives the title and the
/// language of the document.
///
/// # Errors
/// When the template is faulty: minijinja's error, with the line of the template.
pub fn compose(
    case: &Case,
    isnad: &Isnad,
    house: &House,
    langs: &[Lang],
) -> Result<Composition, Error> {
    let &[first, second, ..] = langs else {
        let main = case.model.languages.main();
        return super::compose(case, isnad, house, *langs.first().unwrap_or(&main));
    };
    let first = render(case, isnad, house, first, true)?;
    let second = render(case, isnad, house, second, true)?;
    let (one, other) = (file(first.lang), file(second.lang));
    Ok(Composition {
        main: format!(
            "#import \"house/facing.typ\": spread\n#spread(include \"{one}\", include \"{other}\")\n"
        ),
        components: first.components,
        lang: first.lang,
        title: first.title.clone(),
        sides: vec![first, second],
    })
}
