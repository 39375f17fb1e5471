//! What a composition is written in: one walk over the model, and for each medium one way by which
//! text gets into its code.
//!
//! A view asks the medium for every piece of code, so that the same texts, dates, citations and links
//! reach the pages, the web page and the mail. What differs is only how they are written down.

use super::escape::literal;
use super::finish::Mark;
use super::prose::ONE_LINE;
use super::{html, markdown};
use crate::model::Lang;

/// What a template of the composition prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Medium {
    /// Typst source, for the pages.
    Typst,
    /// One web page.
    Html,
    /// CommonMark with GitHub's tables, for mail and wikis.
    Markdown,
}

/// A cited source and where in it: the code of its locator.
pub struct Cited<'a> {
    /// The id of the source.
    pub source: &'a str,
    /// The code of the locator.
    pub locator: Option<String>,
}

impl Medium {
    /// The name by which templates know the medium: `parts/summary.html.jinja`.
    pub fn extension(self) -> &'static str {
        match self {
            Medium::Typst => "typ",
            Medium::Html => "html",
            Medium::Markdown => "md",
        }
    }

    /// How the names of its templates end.
    pub fn ending(self) -> &'static str {
        match self {
            Medium::Typst => ".typ.jinja",
            Medium::Html => ".html.jinja",
            Medium::Markdown => ".md.jinja",
        }
    }

    /// Code that prints `text` and nothing else, whatever stands in it.
    pub fn letters(self, text: &str) -> String {
        match self {
            Medium::Typst => literal(text),
            Medium::Html => html::escape(text),
            Medium::Markdown => markdown::escape(text),
        }
    }

    /// Code for a token that is read from left to right inside Arabic, and the particle that is
    /// written to it, or nothing. In print a line may end before a token, but not between the two.
    pub fn token(self, particle: &str, token: &str) -> String {
        let (before, letters) = (self.letters(particle), self.letters(token));
        match self {
            Medium::Typst if particle.is_empty() => format!("tok({letters})"),
            Medium::Typst => format!("box({{{before}; tok({letters})}})"),
            Medium::Html if token.len() <= ONE_LINE => {
                format!("{before}<bdi class=\"whole\" dir=\"ltr\">{letters}</bdi>")
            }
            Medium::Html => format!("{before}<bdi dir=\"ltr\">{letters}</bdi>"),
            Medium::Markdown => format!("{before}{}", markdown::from_left(token, &letters)),
        }
    }

    /// Code that no line's end parts. A browser's lines are as wide as its reader wants them.
    pub fn tied(self, code: &str) -> String {
        match self {
            Medium::Typst => format!("box({code})"),
            Medium::Html | Medium::Markdown => code.to_owned(),
        }
    }

    /// Code for nothing at all.
    pub fn nothing(self) -> String {
        match self {
            Medium::Typst => "none".to_owned(),
            Medium::Html | Medium::Markdown => String::new(),
        }
    }

    /// Pieces of code, printed one after the other.
    pub fn sequence(self, parts: &[String]) -> String {
        match (self, parts) {
            (Medium::Typst, [one]) => one.clone(),
            (Medium::Typst, []) => "\"\"".to_owned(),
            (Medium::Typst, _) => format!("{{{}}}", parts.join("; ")),
            (Medium::Html | Medium::Markdown, _) => parts.concat(),
        }
    }

    /// What parts two paragraphs of a text that is printed within a line.
    pub fn paragraph_break(self) -> String {
        match self {
            Medium::Typst => "parbreak()",
            Medium::Html => "<br class=\"par\">",
            Medium::Markdown => " ",
        }
        .to_owned()
    }

    /// Emphasised code.
    pub fn emphasis(self, code: &str) -> String {
        match self {
            Medium::Typst => format!("emph({code})"),
            Medium::Html => format!("<em>{code}</em>"),
            Medium::Markdown => format!("*{code}*"),
        }
    }

    /// Strongly emphasised code.
    pub fn strong(self, code: &str) -> String {
        match self {
            Medium::Typst => format!("strong({code})"),
            Medium::Html => format!("<strong>{code}</strong>"),
            Medium::Markdown => format!("**{code}**"),
        }
    }

    /// A link to an address that the caller knows to be one of the web.
    pub fn link(self, url: &str, code: &str) -> String {
        match self {
            Medium::Typst => format!("link({}, {code})", literal(url)),
            Medium::Html => format!("<a href=\"{}\">{code}</a>", html::escape(url)),
            Medium::Markdown => format!("[{code}]({})", markdown::destination(url)),
        }
    }

    /// Code in another language than the brief's.
    pub fn foreign(self, lang: Lang, code: &str) -> String {
        let name = lang.as_str();
        let dir = direction(lang);
        match self {
            Medium::Typst => format!("foreign({}, {code})", literal(name)),
            Medium::Html => format!("<bdi lang=\"{name}\" dir=\"{dir}\">{code}</bdi>"),
            Medium::Markdown => {
                let mark = markdown::mark(lang);
                format!("{mark}{code}{mark}")
            }
        }
    }

    /// The citation of one or more sources at the place that `label` names.
    pub fn citation(self, cites: &[Cited<'_>], label: &str, lang: Lang) -> String {
        if self == Medium::Typst {
            let marks: Vec<String> = cites
                .iter()
                .map(|cited| {
                    format!(
                        "(number: {}, target: {}, anchor: {}, locator: {}),",
                        Mark::Number(cited.source),
                        Mark::Target(cited.source),
                        Mark::Cited(cited.source, label),
                        cited.locator.as_deref().unwrap_or("none"),
                    )
                })
                .collect();
            return format!("cite-mark(({}))", marks.concat());
        }
        let (comma, semicolon) = match lang {
            Lang::Ar => ("، ", "؛ "),
            Lang::En => (", ", "; "),
        };
        let between = match cites.iter().any(|cited| cited.locator.is_some()) {
            true => semicolon,
            false => comma,
        };
        let items: Vec<String> = cites
            .iter()
            .map(|cited| {
                let (source, place) = (cited.source, Mark::Cited(cited.source, label));
                let number = match self {
                    Medium::Html => format!(
                        "<a{place}{}>{}</a>",
                        Mark::Target(source),
                        Mark::Number(source)
                    ),
                    // A link by the number itself, where the register defines one.
                    _ => format!("{place}{}", Mark::Target(source)),
                };
                match &cited.locator {
                    Some(locator) => format!("{number}{comma}{locator}"),
                    None => number,
                }
            })
            .collect();
        let items = items.join(between);
        match self {
            // The space does not break: a citation stays with its claim.
            Medium::Html => format!("\u{a0}<span class=\"cite\">[{items}]</span>"),
            _ => format!(" \\[{items}\\]"),
        }
    }
}

/// What becomes of the marks: see [`super::finish`].
impl Medium {
    /// The number of a source.
    pub(super) fn number(self, number: &str) -> String {
        self.letters(number)
    }

    /// Where a citation leads; `label` where there is such a place.
    pub(super) fn target(self, label: Option<&str>, number: &str) -> String {
        match (self, label) {
            (Medium::Typst, Some(label)) => literal(label),
            (Medium::Typst, None) => "none".to_owned(),
            (Medium::Html, Some(label)) => format!(" href=\"#{}\"", html::escape(label)),
            (Medium::Html, None) => String::new(),
            (Medium::Markdown, Some(_)) => format!("[{}]", self.letters(number)),
            (Medium::Markdown, None) => self.letters(number),
        }
    }

    /// A place that can be led to; none where it is printed again.
    pub(super) fn anchor(self, label: Option<&str>) -> String {
        match (self, label) {
            (Medium::Typst, Some(label)) => literal(label),
            (Medium::Typst, None) => "none".to_owned(),
            (Medium::Html, Some(label)) => format!(" id=\"{}\"", html::escape(label)),
            (Medium::Html, None) | (Medium::Markdown, _) => String::new(),
        }
    }

    /// The beginning of a link to an entry, or of its words alone.
    pub(super) fn open_link(self, label: Option<&str>) -> String {
        match (self, label) {
            (Medium::Typst, Some(label)) => format!("xref({}, ", literal(label)),
            (Medium::Typst, None) => "(".to_owned(),
            (Medium::Html, Some(label)) => format!("<a href=\"#{}\">", html::escape(label)),
            (Medium::Html, None) | (Medium::Markdown, _) => String::new(),
        }
    }

    /// The end of what [`Medium::open_link`] began.
    pub(super) fn close_link(self, live: bool) -> &'static str {
        match self {
            Medium::Typst => ")",
            Medium::Html if live => "</a>",
            Medium::Html | Medium::Markdown => "",
        }
    }

    /// A link to a place of the document.
    pub(super) fn way(self, label: &str, code: &str) -> String {
        match self {
            Medium::Typst => format!("link(label({}), {code})", literal(label)),
            Medium::Html => format!("<a href=\"#{}\">{code}</a>", html::escape(label)),
            // Nothing of a mail can be led to.
            Medium::Markdown => code.to_owned(),
        }
    }
}

/// The direction of a language, as HTML names it.
pub(super) fn direction(lang: Lang) -> &'static str {
    match lang {
        Lang::Ar => "rtl",
        Lang::En => "ltr",
    }
}
