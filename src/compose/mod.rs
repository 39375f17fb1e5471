//! compose: case + template + language → Typst source, a web page or Markdown.
//!
//! | file | holds |
//! |---|---|
//! | this one | [`compose`]: rendering the template, and the folder that Typst compiles |
//! | [`templates`] | the templates and components, those of a house over the program's own |
//! | [`filters`] | what a template may do to a text |
//! | [`fault`] | an error of a template as a finding |
//! | [`origin`] | the line of a template that a line of Typst source comes from |
//! | [`medium`] | what a composition is written in, and how each piece is written in it |
//! | [`escape`], [`html`], [`markdown`] | the one way by which text gets into each of them |
//! | [`outputs`] | the web page, the Markdown, and the figures of both |
//! | [`view`] | the model as a template sees it |
//! | [`printed`] | one of its values: the code that prints it |
//! | [`support`] | what it sees of origins, hypotheses and forces |
//! | [`charts`] | what it sees of the figures, and the figures in words |
//! | [`prose`], [`bidi`], [`knots`] | texts, the left-to-right tokens in them, the words that stay together |
//! | [`carriage`] | how a statement came to the reader |
//! | [`citing`] | citations: what one bracket names, and where it stands |
//! | [`calendar`], [`labels`] | dates, digits and words in the brief's language |
//! | [`selection`] | which entries a brief shows, and the numbers of its sources |
//! | [`finish`] | citations, anchors and links, settled once everything is rendered |
//! | [`grouped`] | several entries named together |
//! | [`facing`] | two languages of one brief, face to face |

pub mod bidi;
pub mod calendar;
pub mod carriage;
pub mod charts;
pub mod citing;
pub mod escape;
pub mod facing;
pub mod fault;
pub mod filters;
pub mod finish;
pub mod grouped;
pub mod html;
pub mod knots;
pub mod labels;
pub mod markdown;
pub mod medium;
pub mod origin;
pub mod outputs;
pub mod printed;
pub mod prose;
pub mod selection;
pub mod support;
pub mod templates;
pub mod view;

use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

use minijinja::value::{Value, ValueKind, merge_maps};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, UndefinedBehavior};

use crate::isnad::Isnad;
use crate::model::{House, Lang, Prose, Route};
use crate::resolve::Case;
use calendar::Usage;
use escape::literal;
use medium::Medium;
use printed::Printed;
use selection::Selection;
use templates::{ASSESSMENT, Components, EMBEDDED, Templates};
use view::View;

/// A brief as Typst source: the files that a compiler needs beside the fonts.
#[derive(Debug, Clone)]
pub struct Composition {
    /// The main file.
    pub main: String,
    /// What it imports.
    pub components: Arc<Components>,
    /// The language of the brief.
    pub lang: Lang,
    /// The title, without markup.
    pub title: String,
    /// The texts and numbers of the assessment that the template has printed whole: what the
    /// document promises to its reader.
    pub printed: HashSet<Route>,
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

    /// The file, beside the components, that holds what [`Composition::by_language`] gives.
    pub fn file_of(&self, side: &Composition) -> &'static str {
        if self.sides.is_empty() {
            "main.typ"
        } else {
            facing::file(side.lang)
        }
    }
}

/// Which document is made of a case: the name of a template, and the set it belongs to.
#[derive(Debug, Clone, Copy)]
pub struct Product<'a> {
    /// The set.
    pub templates: &'a Templates,
    /// One of its [`Templates::products`].
    pub name: &'a str,
}

impl Product<'static> {
    /// The whole assessment, as the program itself has it.
    pub fn assessment() -> Self {
        Self {
            templates: &EMBEDDED,
            name: ASSESSMENT,
        }
    }
}

/// Renders the whole assessment for a case in one language.
///
/// # Errors
/// When the template is faulty: minijinja's error, with the line of the template.
pub fn compose(
    case: &Case,
    isnad: &Isnad,
    house: &House,
    lang: Lang,
) -> Result<Composition, Error> {
    compose_product(case, isnad, house, lang, Product::assessment())
}

/// Renders a product for a case in one language.
///
/// # Errors
/// When a template is faulty: minijinja's error, with the line of the template.
pub fn compose_product(
    case: &Case,
    isnad: &Isnad,
    house: &House,
    lang: Lang,
    product: Product<'_>,
) -> Result<Composition, Error> {
    side(case, isnad, house, (lang, false), product)
}

/// Renders one language, as a document of its own or, where `facing`, as a side of one.
fn side(
    case: &Case,
    isnad: &Isnad,
    house: &House,
    (lang, facing): (Lang, bool),
    product: Product<'_>,
) -> Result<Composition, Error> {
    let seen = Seen::default();
    let env = environment(product.templates, lang, Some(&seen))?;
    let template = (
        Medium::Typst,
        &env,
        Templates::file_of(product.name, Medium::Typst),
    );
    let main = rendered(case, isnad, house, (lang, facing), product, template)?;
    let printed = std::mem::take(&mut *seen.lock().unwrap_or_else(PoisonError::into_inner));
    Ok(Composition {
        main,
        components: Arc::clone(&product.templates.components),
        lang,
        title: Prose::parse(case.model.title.best(lang).0).plain(),
        printed,
        sides: Vec::new(),
    })
}

/// The texts and numbers that have been printed so far.
type Seen = Arc<Mutex<HashSet<Route>>>;

/// Renders a template, and settles its citations, anchors and links.
fn rendered(
    case: &Case,
    isnad: &Isnad,
    house: &House,
    (lang, facing): (Lang, bool),
    product: Product<'_>,
    (medium, env, template): (Medium, &Environment<'_>, String),
) -> Result<String, Error> {
    let usage = Usage::new(lang, case.model.locale, house);
    let selection = Selection::of(case, isnad);
    let view = View::new(case, isnad, &selection, usage, medium);
    let pen = view.pen();
    let values = seen_by(&view, house, (lang, facing), product);
    let rendered = env.get_template(&template)?.render(values)?;
    let number = |id: &str| {
        let number = selection.number(id).unwrap_or_default();
        usage.digits(&number.to_string())
    };
    // Both sides are in one document, and no two places of it may have one label.
    let tail = if facing { facing::tail(lang) } else { "" };
    Ok(finish::finish(
        &rendered,
        tail,
        medium,
        &number,
        &|places| grouped::places(places, pen, usage),
    ))
}

/// Everything that a template sees: for the list of it.
pub fn values(
    case: &Case,
    isnad: &Isnad,
    house: &House,
    lang: Lang,
    product: Product<'_>,
) -> Value {
    let usage = Usage::new(lang, case.model.locale, house);
    let selection = Selection::of(case, isnad);
    seen_by(
        &View::new(case, isnad, &selection, usage, Medium::Typst),
        house,
        (lang, false),
        product,
    )
}

fn seen_by(view: &View<'_>, house: &House, side: (Lang, bool), product: Product<'_>) -> Value {
    merge_maps([about(view, house, side, product), view.root()])
}

/// What a template sees beside the assessment: the house, which product it is, and whether another
/// language faces it.
fn about(
    view: &View<'_>,
    house: &House,
    (lang, facing): (Lang, bool),
    product: Product<'_>,
) -> Value {
    let name = house.name.as_ref().map_or(Value::from(()), |name| {
        view.words(&Prose::parse(name.best(lang).0).plain())
    });
    let logo = product.templates.logo.as_deref();
    let house = Value::from_pairs([("name", name), ("logo", Value::from(logo))]);
    Value::from_pairs([
        ("house", house),
        ("product", Value::from(product.name)),
        ("facing", facing::value(facing)),
        ("lengths", facing::lengths(view, lang, facing)),
    ])
}

/// An environment whose templates print Typst code, with what is printed put into `seen`; without
/// that, with the marks of [`origin`].
fn environment<'a>(
    templates: &'a Templates,
    lang: Lang,
    seen: Option<&Seen>,
) -> Result<Environment<'a>, Error> {
    let mut env = Environment::new();
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    env.set_auto_escape_callback(|_| AutoEscape::Custom("typst".into()));
    let note = seen.cloned();
    env.set_formatter(move |out, _, value| print(out, value, note.as_ref()));
    // Nothing may pass for code that the formatter has not made.
    env.remove_filter("safe");
    env.remove_filter("escape");
    env.remove_filter("e");
    filters::add(&mut env, Medium::Typst, lang);
    filters::add_typst(&mut env);
    for (index, (name, source)) in templates.iter(Medium::Typst).enumerate() {
        if seen.is_none() {
            let marked = origin::marked(index, source);
            env.add_template_owned(name.to_owned(), marked)?;
        } else {
            env.add_template(name, source)?;
        }
    }
    Ok(env)
}

/// Prints a value as a Typst expression.
fn print(out: &mut Output<'_>, value: &Value, seen: Option<&Seen>) -> Result<(), Error> {
    out.write_str(&code(value, seen)?).map_err(Error::from)
}

fn code(value: &Value, seen: Option<&Seen>) -> Result<String, Error> {
    if let Some(printed) = value.downcast_object_ref::<Printed>() {
        if let (Some(route), Some(seen)) = (&printed.from, seen) {
            let mut seen = seen.lock().unwrap_or_else(PoisonError::into_inner);
            seen.insert(route.clone());
        }
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
                .map(|item| Ok(format!("{},", code(&item, seen)?)))
                .collect::<Result<String, Error>>()?;
            Ok(format!("({items})"))
        }
        ValueKind::Map => {
            let items = value
                .try_iter()?
                .map(|key| {
                    let item = value.get_item(&key)?;
                    Ok(format!(
                        "{}: {},",
                        literal(&key.to_string()),
                        code(&item, seen)?
                    ))
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
