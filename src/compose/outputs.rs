//! What is written beside the pages: a web page, Markdown, and the figures that the web page shows.
//!
//! The figures are those of the pages. Each part of the Typst template that draws some is set by itself,
//! and every figure of it on a page of its own, of its own height; `typeset` makes drawings of them, and
//! the web page prints them where its template says `{{ drawings("forces") }}`.

use std::collections::{BTreeMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError};

use base64::prelude::{BASE64_STANDARD, Engine as _};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::{Value, ValueKind};
use minijinja::{AutoEscape, Environment, Error, ErrorKind, Output, State, UndefinedBehavior};

use super::labels::label;
use super::medium::{Medium, direction};
use super::printed::Printed;
use super::templates::{Components, Templates};
use super::{Composition, Product, Seen, filters, html, markdown, rendered};
use crate::isnad::Isnad;
use crate::model::{House, Lang, Prose};
use crate::resolve::Case;

/// The parts whose figures the web page shows as drawings, each with those of its components that draw
/// small marks beside words, which the web page has marks of its own for. A part that learns to draw is
/// added here, and `shown("NAME")` to `templates/parts/NAME.html.jinja`.
pub const DRAWN: &[(&str, &[&str])] = &[
    ("consequences", &["consequence"]),
    ("events", &["timeline"]),
    ("forces", &[]),
    ("isnad", &[]),
    ("relations", &["relation-table"]),
];

/// The figures of one part, to be laid out: each page but the first is one of them.
#[derive(Debug)]
pub struct Figures {
    /// The part that draws them.
    pub part: &'static str,
    /// What Typst lays out.
    pub composition: Composition,
}

/// A figure as the web page shows it.
#[derive(Debug, Clone)]
pub struct Drawing {
    /// The part that draws it.
    pub part: &'static str,
    /// What it shows, in words.
    pub alt: String,
    /// The drawing: an `svg` element that needs nothing from outside.
    pub svg: String,
}

/// The figures of a case in one language, as far as the web page shows them.
///
/// # Errors
/// When a template is faulty.
pub fn figures(
    case: &Case,
    isnad: &Isnad,
    house: &House,
    lang: Lang,
    product: Product<'_>,
) -> Result<Vec<Figures>, Error> {
    let asked = asked(case, isnad, house, lang, product)?;
    let mut env = super::environment(product.templates, lang, Some(&Seen::default()))?;
    DRAWN
        .iter()
        .filter(|(part, _)| asked.contains(*part))
        .map(|(part, silent)| {
            let name = format!("figures of {part}");
            env.add_template_owned(name.clone(), sheet(part, silent))?;
            let template = (Medium::Typst, &env, name);
            let main = rendered(case, isnad, house, (lang, false), product, template)?;
            let composition = Composition {
                main,
                components: Arc::clone(&product.templates.components),
                lang,
                title: Prose::parse(case.model.title.best(lang).0).plain(),
                printed: HashSet::new(),
                sides: Vec::new(),
            };
            Ok(Figures { part, composition })
        })
        .collect()
}

/// The parts whose drawings the template of a web page asks for.
fn asked(
    case: &Case,
    isnad: &Isnad,
    house: &House,
    lang: Lang,
    product: Product<'_>,
) -> Result<HashSet<String>, Error> {
    let asked = Arc::new(Mutex::new(HashSet::new()));
    let note = Arc::clone(&asked);
    let mut env = environment(product.templates, Medium::Html, lang)?;
    env.add_function("drawings", move |part: &str| -> Value {
        let mut asked = note.lock().unwrap_or_else(PoisonError::into_inner);
        asked.insert(part.to_owned());
        Vec::<Value>::new().into()
    });
    let file = Templates::file_of(product.name, Medium::Html);
    let template = (Medium::Html, &env, file);
    rendered(case, isnad, house, (lang, false), product, template)?;
    let asked = std::mem::take(&mut *asked.lock().unwrap_or_else(PoisonError::into_inner));
    Ok(asked)
}

/// A template that sets a part without its headings and notes, and then each of its figures again on a
/// page as high as itself.
fn sheet(part: &str, silent: &[&str]) -> String {
    let silent: String = silent
        .iter()
        .map(|component| format!("#let {component}(..it) = none\n"))
        .collect();
    format!(
        r#"{{% include "parts/document.typ.jinja" %}}
#set page(width: 150mm, height: auto, margin: 1.5mm, header: none, footer: none, fill: none)
#let section(..it) = none
#let note(..it) = none
#let prose(..it) = none
{silent}{{% include "parts/{part}.typ.jinja" %}}
#metadata(none)<end-of-part>
#context for it in query(selector(figure).before(<end-of-part>)) {{
  if it.alt != none {{ pagebreak(); it }}
}}
"#
    )
}

/// The web page of a case in one language.
///
/// # Errors
/// When a template is faulty.
pub fn page(
    case: &Case,
    isnad: &Isnad,
    house: &House,
    lang: Lang,
    product: Product<'_>,
    drawings: &[Drawing],
) -> Result<String, Error> {
    let mut env = environment(product.templates, Medium::Html, lang)?;
    let mut shown: BTreeMap<&'static str, Vec<Value>> = BTreeMap::new();
    for (index, drawing) in drawings.iter().enumerate() {
        let code = figure(index + 1, drawing, lang);
        let of_part = shown.entry(drawing.part).or_default();
        of_part.push(Printed::code(code));
    }
    env.add_function("drawings", move |part: &str| -> Value {
        shown.get(part).cloned().unwrap_or_default().into()
    });
    let file = Templates::file_of(product.name, Medium::Html);
    let template = (Medium::Html, &env, file);
    let page = rendered(case, isnad, house, (lang, false), product, template)?;
    Ok(html::tidy(&page))
}

/// The Markdown of a case in one language.
///
/// # Errors
/// When a template is faulty.
pub fn text(
    case: &Case,
    isnad: &Isnad,
    house: &House,
    lang: Lang,
    product: Product<'_>,
) -> Result<String, Error> {
    let env = environment(product.templates, Medium::Markdown, lang)?;
    let file = Templates::file_of(product.name, Medium::Markdown);
    let template = (Medium::Markdown, &env, file);
    let page = rendered(case, isnad, house, (lang, false), product, template)?;
    Ok(markdown::tidy(&page))
}

/// A drawing with its words, for those who hear the page.
fn figure(number: usize, drawing: &Drawing, lang: Lang) -> String {
    let prefix = format!("d{number}-");
    // Names inside a drawing hold within it; on the page each drawing needs its own.
    let svg = drawing
        .svg
        .replace(" id=\"", &format!(" id=\"{prefix}"))
        .replace("href=\"#", &format!("href=\"#{prefix}"))
        .replace("url(#", &format!("url(#{prefix}"));
    let title = html::escape(label("section", drawing.part, lang));
    let desc = html::escape(&drawing.alt);
    match svg.split_once('>') {
        Some((open, rest)) => format!(
            "{open} role=\"img\" aria-labelledby=\"{prefix}title\" aria-describedby=\"{prefix}desc\">\
             <title id=\"{prefix}title\">{title}</title><desc id=\"{prefix}desc\">{desc}</desc>{rest}"
        ),
        None => String::new(),
    }
}

/// An environment whose templates print code of a medium.
fn environment(
    templates: &Templates,
    medium: Medium,
    lang: Lang,
) -> Result<Environment<'_>, Error> {
    let mut env = Environment::new();
    env.set_undefined_behavior(UndefinedBehavior::Strict);
    env.set_syntax(
        SyntaxConfig::builder()
            .trim_blocks(true)
            .lstrip_blocks(true)
            .build()?,
    );
    env.set_auto_escape_callback(move |_| AutoEscape::Custom(medium.extension().into()));
    env.set_formatter(
        move |out: &mut Output<'_>, _: &mut State<'_, '_>, value: &Value| {
            out.write_str(&code(medium, value)?).map_err(Error::from)
        },
    );
    // Nothing may pass for code that the formatter has not made.
    env.remove_filter("safe");
    env.remove_filter("escape");
    env.remove_filter("e");
    env.add_global("direction", direction(lang));
    let sheet = templates.stylesheet();
    env.add_function("stylesheet", move || Printed::code(sheet.clone()));
    let components = Arc::clone(&templates.components);
    env.add_function("picture", move |path: &str, alt: &str| {
        picture(&components, path, alt)
    });
    filters::add(&mut env, medium, lang);
    env.add_filter("token", move |token: &str| {
        Printed::code(match lang {
            Lang::Ar => medium.token("", token),
            Lang::En => medium.letters(token),
        })
    });
    env.add_filter("address", move |url: &str| {
        Printed::code(address(medium, url))
    });
    for (name, source) in templates.iter(medium) {
        env.add_template(name, source)?;
    }
    Ok(env)
}

/// A web address as a link by its own letters; anything else is letters.
fn address(medium: Medium, url: &str) -> String {
    let web = url.starts_with("https://") || url.starts_with("http://");
    match medium {
        Medium::Html if web => {
            let url = html::escape(url);
            format!("<a class=\"url\" dir=\"ltr\" href=\"{url}\">{url}</a>")
        }
        Medium::Markdown if web => markdown::destination(url),
        _ => medium.letters(url),
    }
}

/// A picture of the house, in the page itself: nothing of it is loaded from elsewhere, and no script
/// that an SVG may hold is run.
fn picture(components: &Components, path: &str, alt: &str) -> Result<Value, Error> {
    let name = path.trim_start_matches('/');
    let kind = match name.rsplit('.').next() {
        Some("svg") => "svg+xml",
        Some("png") => "png",
        _ => "jpeg",
    };
    let Some(bytes) = components.files.get(name) else {
        return Err(Error::new(
            ErrorKind::InvalidOperation,
            format!("there is no picture `{path}` in the folder of templates"),
        ));
    };
    let (data, alt) = (BASE64_STANDARD.encode(bytes), html::escape(alt));
    Ok(Printed::code(format!(
        "<img src=\"data:image/{kind};base64,{data}\" alt=\"{alt}\">"
    )))
}

/// Prints a value as code of a medium. Lists and tables are for the template to print.
fn code(medium: Medium, value: &Value) -> Result<String, Error> {
    if let Some(printed) = value.downcast_object_ref::<Printed>() {
        return Ok(printed.code.clone());
    }
    match value.kind() {
        ValueKind::Undefined => Err(Error::new(
            ErrorKind::UndefinedError,
            "the template prints a value that does not exist",
        )),
        ValueKind::None => Ok(medium.nothing()),
        ValueKind::Number => Ok(value.to_string()),
        ValueKind::String => Ok(match value.as_str() {
            // What a macro has printed is code already.
            Some(text) if value.is_safe() => text.to_owned(),
            Some(text) => medium.letters(text),
            None => medium.letters(&value.to_string()),
        }),
        other => Err(Error::new(
            ErrorKind::BadSerialization,
            format!("a value of kind {other} cannot be printed"),
        )),
    }
}

/// Files of `templates/` by their path in it: the products, and each part in both media.
macro_rules! embedded {
    ($($path:literal),*; $($part:literal),* $(,)?) => {
        &[
            $(($path, include_str!(concat!("../../templates/", $path))),)*
            $(
                (
                    concat!("parts/", $part, ".html.jinja"),
                    include_str!(concat!("../../templates/parts/", $part, ".html.jinja")),
                ),
                (
                    concat!("parts/", $part, ".md.jinja"),
                    include_str!(concat!("../../templates/parts/", $part, ".md.jinja")),
                ),
            )*
        ]
    };
}

/// The templates of the web page and of the Markdown, by name, and the look of the web page.
pub const TEMPLATES: &[(&str, &str)] = embedded![
    "annex.html.jinja",
    "annex.md.jinja",
    "assessment.css",
    "assessment.html.jinja",
    "assessment.md.jinja",
    "brief.html.jinja",
    "brief.md.jinja",
    "macros.html.jinja",
    "macros.md.jinja";
    "actors",
    "assumptions",
    "brief-events",
    "brief-judgements",
    "brief-outcomes",
    "brief-summary",
    "comparisons",
    "conclusion",
    "conflicts",
    "consequences",
    "drivers",
    "events",
    "figures",
    "forces",
    "gaps",
    "hypotheses",
    "indicators",
    "isnad",
    "judgements",
    "masthead",
    "method",
    "obstacles",
    "outcomes",
    "overview",
    "page",
    "precedents",
    "relations",
    "scales",
    "scope",
    "sources",
    "statements",
    "summary",
];
