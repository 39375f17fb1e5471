//! compose: case + template + language → Typst source.
//!
//! | file | holds |
//! |---|---|
//! | this one | [`compose`]: rendering the template, and the folder that Typst compiles |
//! | [`escape`] | the one way by which text gets into Typst source |
//! | [`view`] | the model as a template sees it |
//! | [`support`] | what it sees of origins, hypotheses and forces |
//! | [`prose`], [`bidi`] | texts, and the left-to-right tokens in them |
//! | [`calendar`], [`labels`] | dates, digits and words in the brief's language |
//! | [`selection`] | which entries a brief shows, and the numbers of its sources |
//! | [`finish`] | citations, anchors and links, settled once everything is rendered |
//! | [`facing`] | two languages of one brief, face to face |

pub mod bidi;
pub mod calendar;
pub mod escape;
pub mod facing;
pub mod finish;
pub mod labels;
pub mod prose;
pub mod selection;
pub mod support;
pub mod templates;
pub mod view;

use minijinja::value::{Value, ValueKind};
use minijinja::{
    AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior, context,
};

use crate::isnad::Isnad;
use crate::model::{House, Lang, Prose};
use crate::resolve::Case;
use calendar::Usage;
use escape::literal;
use selection::Selection;
use view::{Printed, View};

/// A brief as Typst source: the files that a compiler needs beside the fonts.
#[derive(Debug, Clone)]
pub struct Composition {
    /// The main file.
    pub main: String,
    /// The components it imports: path inside the folder, text.
    pub components: &'static [(&'static str, &'static str)],
    /// The language of the brief.
    pub lang: Lang,
    /// The title, without markup.
    pub title: String,
    /// The two languages of a brief that has them face to face; each is a file beside the main one.
    pub sides: Vec<Composition>,
}

impl Composition {
    /// What it sets in one language each: its sides, or itself.
    pub fn by_language(&self) -> &[Composition] {
        if self.sides.is_empty() {
            std::slice::from_ref(self)
        } else {
            &self.sides
        }
    }

    /// The files that the main one needs beside the fonts: path inside the folder, text.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        let sides = self.sides.iter();
        let sides = sides.map(|side| (facing::file(side.lang), side.main.as_str()));
        self.components.iter().copied().chain(sides)
    }
}

/// Renders the house template for a case in one language.
///
/// # Errors
/// When the template is faulty: minijinja's error, with the line of the template.
pub fn compose(
    case: &Case,
    isnad: &Isnad,
    house: &House,
    lang: Lang,
) -> Result<Composition, Error> {
    render(case, isnad, house, lang, false)
}

/// Renders one language, as a brief or as a side of one.
fn render(
    case: &Case,
    isnad: &Isnad,
    house: &House,
    lang: Lang,
    facing: bool,
) -> Result<Composition, Error> {
    let usage = Usage::new(lang, case.model.locale, house);
    let selection = Selection::of(case);
    let view = View::new(case, isnad, &selection, usage);
    let rendered = environment()?
        .get_template(templates::ASSESSMENT)?
        .render(context! { facing, ..view.root() })?;
    let number = |id: &str| {
        let number = selection.number(id).unwrap_or_default();
        usage.digits(&number.to_string())
    };
    // Both sides are in one document, and no two places of it may have one label.
    let tail = if facing { facing::tail(lang) } else { "" };
    let main = finish::finish(&rendered, tail, &number, &|words| prose::plain(words, lang));
    Ok(Composition {
        main,
        components: templates::COMPONENTS,
        lang,
        title: Prose::parse(case.model.title.best(lang).0).plain(),
        sides: Vec::new(),
    })
}

fn environment() -> Result<Environment<'static>, Error> {
    let mut env = Environment::new();
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    env.set_auto_escape_callback(|_| AutoEscape::Custom("typst".into()));
    env.set_formatter(print);
    // Nothing may pass for code that the formatter has not made.
    env.remove_filter("safe");
    env.remove_filter("escape");
    env.remove_filter("e");
    for (name, source) in templates::TEMPLATES {
        env.add_template(name, source)?;
    }
    Ok(env)
}

/// Prints a value as a Typst expression.
fn print(out: &mut Output<'_>, _: &mut State<'_, '_>, value: &Value) -> Result<(), Error> {
    out.write_str(&code(value)?).map_err(Error::from)
}

fn code(value: &Value) -> Result<String, Error> {
    if let Some(printed) = value.downcast_object_ref::<Printed>() {
        return Ok(printed.code.clone());
    }
    match value.kind() {
        ValueKind::Undefined => Err(Error::new(
            ErrorKind::UndefinedError,
            "the template prints a value that does not exist",
        )),
        ValueKind::None => Ok("none".to_owned()),
        ValueKind::Bool => Ok(if value.is_true() { "true" } else { "false" }.to_owned()),
        ValueKind::Number => Ok(value.to_string()),
        ValueKind::String => Ok(match value.as_str() {
            // What a macro has printed is code already.
            Some(text) if value.is_safe() => text.to_owned(),
            Some(text) => literal(text),
            None => literal(&value.to_string()),
        }),
        ValueKind::Seq | ValueKind::Iterable => {
            let items = value
                .try_iter()?
                .map(|item| Ok(format!("{},", code(&item)?)))
                .collect::<Result<String, Error>>()?;
            Ok(format!("({items})"))
        }
        ValueKind::Map => {
            let items = value
                .try_iter()?
                .map(|key| {
                    let item = value.get_item(&key)?;
                    Ok(format!("{}: {},", literal(&key.to_string()), code(&item)?))
                })
                .collect::<Result<String, Error>>()?;
            Ok(if items.is_empty() {
                "(:)".to_owned()
            } else {
                format!("({items})")
            })
        }
        other => Err(Error::new(
            ErrorKind::BadSerialization,
            format!("a value of kind {other} cannot be printed"),
        )),
    }
}
