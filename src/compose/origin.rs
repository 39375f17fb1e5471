//! The way back: which line of which template a place in the finished source comes from.
//!
//! It is asked for only where Typst has refused the source. The templates are then rendered a
//! second time with marks at the beginning of each line and behind each tag. Marks keep a tag
//! from eating the spaces behind them, so that the two sources differ in spaces and in nothing
//! else: a place is found again by counting what is no space.

use minijinja::Error;

use super::medium::Medium;
use super::templates::Templates;
use super::{Product, environment, rendered};
use crate::isnad::Isnad;
use crate::model::{House, Lang};
use crate::resolve::Case;

/// Around a mark. No text of an analyst holds it: control characters are written as escapes.
const EDGE: char = '\u{3}';

/// The places of a rendered source.
#[derive(Debug, Default)]
pub struct Origins {
    /// From which count of letters on: the template's index and the line, from 1.
    places: Vec<(usize, usize, usize)>,
    names: Vec<String>,
}

impl Origins {
    /// Renders a product once more, to learn where each part of it comes from; `facing` where another
    /// language faces it.
    ///
    /// # Errors
    /// When the marks have broken a template; the origins are then unknown.
    pub fn of(
        case: &Case,
        isnad: &Isnad,
        house: &House,
        (lang, facing): (Lang, bool),
        product: Product<'_>,
    ) -> Result<Self, Error> {
        let env = environment(product.templates, lang, None)?;
        let template = (
            Medium::Typst,
            &env,
            Templates::file_of(product.name, Medium::Typst),
        );
        let marked = rendered(case, isnad, house, (lang, facing), product, template)?;
        let names = product
            .templates
            .iter(Medium::Typst)
            .map(|(name, _)| name.to_owned());
        Ok(Self::read(&marked, names.collect()))
    }

    fn read(marked: &str, names: Vec<String>) -> Self {
        let mut places = Vec::new();
        let mut count = 0;
        for (index, piece) in marked.split(EDGE).enumerate() {
            if index % 2 == 0 {
                count += letters(piece);
                continue;
            }
            let numbers = piece.split_once(':');
            let place =
                numbers.and_then(|(file, line)| Some((file.parse().ok()?, line.parse().ok()?)));
            if let Some((file, line)) = place {
                places.push((count, file, line));
            }
        }
        Self { places, names }
    }

    /// The template and the line, from 1, that the byte `at` of the source comes from.
    pub fn line(&self, source: &str, at: usize) -> Option<(&str, usize)> {
        let count = letters(source.get(..at)?);
        let after = self.places.partition_point(|(from, ..)| *from <= count);
        let (_, file, line) = self.places.get(after.checked_sub(1)?)?;
        Some((self.names.get(*file)?, *line))
    }
}

fn letters(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).count()
}

/// The template called `index` with its marks.
pub(super) fn marked(index: usize, source: &str) -> String {
    let mut out = String::with_capacity(source.len() * 2);
    let mut line = 1;
    let mark = |out: &mut String, line: usize| out.push_str(&format!("{EDGE}{index}:{line}{EDGE}"));
    mark(&mut out, line);
    let mut rest = source;
    while let Some(c) = rest.chars().next() {
        if let Some(end) = ["{{", "{%", "{#"]
            .iter()
            .find(|open| rest.starts_with(**open))
            .map(|open| tag(rest, open))
        {
            let (inside, after) = rest.split_at(end);
            line += inside.matches('\n').count();
            out.push_str(inside);
            mark(&mut out, line);
            rest = after;
            continue;
        }
        out.push(c);
        rest = &rest[c.len_utf8()..];
        if c == '\n' {
            line += 1;
            mark(&mut out, line);
        }
    }
    out
}

/// How many bytes a tag takes that begins with `open`.
fn tag(text: &str, open: &str) -> usize {
    let close = match open {
        "{{" => "}}",
        "{%" => "%}",
        _ => "#}",
    };
    let mut quote = None;
    for (at, c) in text.char_indices().skip(2) {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if text[at..].starts_with(close) => return at + close.len(),
            None if (c == '"' || c == '\'') && close != "#}" => quote = Some(c),
            None => {}
        }
    }
    text.len()
}

/// The line of a template as a range of bytes, without the spaces before it.
pub fn line_range(text: &str, line: usize) -> std::ops::Range<usize> {
    let mut start = 0;
    for (index, content) in text.split_inclusive('\n').enumerate() {
        if index + 1 == line {
            let content = content.trim_end();
            let spaces = content.len() - content.trim_start().len();
            return start + spaces..start + content.len();
        }
        start += content.len();
    }
    text.len()..text.len()
}

/// The place of an error of a template: the innermost template that knows it.
pub fn of_error<'a>(error: &'a Error, templates: &Templates) -> Option<(&'a str, usize)> {
    let mut place = None;
    let mut next: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(one) = next {
        if let Some(known) = one.downcast_ref::<Error>()
            && let (Some(name), Some(line)) = (known.name(), known.line())
            && templates.document(name).is_some()
        {
            place = Some((name, line));
        }
        next = one.source();
    }
    place
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_found_again_by_its_letters() {
        let template = "{# a\n#}\n#f(\n  {{ x }},\n  {%- if \"%}\" %}\n  b\n  {%- endif %}\n)";
        let render = |source: &str| {
            let env = minijinja::Environment::new();
            env.render_str(source, minijinja::context! { x => "value" })
                .unwrap()
        };
        let plain = render(template);
        let origins = Origins::read(&render(&marked(0, template)), vec!["t".into()]);
        let line = |words: &str| origins.line(&plain, plain.find(words).unwrap()).unwrap().1;
        assert_eq!(
            (line("#f("), line("value"), line("b"), line(")")),
            (3, 4, 6, 8)
        );
        assert_eq!(&template[line_range(template, 6)], "b");
    }
}
