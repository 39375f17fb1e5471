//! The assessment that `taqdir new` writes: a file to fill in, whose comments teach the format.
//!
//! One template a language, in `templates/`, line for line the same keys. An assessment in two
//! languages takes its texts from both and its comments from that of the main language.

use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};

use crate::model::{Lang, Marking, Scale};

const ARABIC: &str = include_str!("../templates/new.ar.toml");
const ENGLISH: &str = include_str!("../templates/new.en.toml");

/// What the author has said of the assessment before it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The id.
    pub id: String,
    /// Where the schema lies, relative to the file, if it lies in the project.
    pub schema: Option<String>,
    /// The languages, the main one first; at least one.
    pub languages: Vec<Lang>,
    /// The title, in each of the languages as far as it is given.
    pub title: Vec<String>,
    /// The question, likewise.
    pub question: Vec<String>,
    /// Who makes it.
    pub authors: Vec<String>,
    /// Who may see it.
    pub marking: Marking,
    /// The scale of likelihood.
    pub scale: Scale,
    /// The day it is begun.
    pub today: NaiveDate,
}

impl Plan {
    /// The file.
    pub fn text(&self) -> String {
        let main = self.languages.first().copied().unwrap_or(Lang::Ar);
        let other = self.languages.get(1).copied();
        let mut text = String::new();
        if let Some(schema) = &self.schema {
            text.push_str(&format!("#:schema {schema}\n"));
        }
        // The keys are the same line for line; comments are not.
        let mut others = other.map(|lang| template(lang).lines().filter(|line| is_code(line)));
        for line in template(main).lines() {
            let counterpart = others
                .as_mut()
                .filter(|_| is_code(line))
                .and_then(Iterator::next);
            text.push_str(&self.line(line, main, counterpart.zip(other)));
            text.push('\n');
        }
        text
    }

    fn line(&self, line: &str, main: Lang, other: Option<(&str, Lang)>) -> String {
        let Some(own) = Pair::of(line) else {
            return self.filled(line);
        };
        if own.key == "authors" && !self.authors.is_empty() {
            let names: Vec<String> = self.authors.iter().map(|name| quoted(name)).collect();
            return format!("authors = [{}]", names.join(", "));
        }
        // Entries further down have titles and questions too.
        let given = match own.key {
            "title" if own.text == first("title", main) => Some(&self.title),
            "question" if own.text == first("question", main) => Some(&self.question),
            _ => None,
        };
        let text = |index: usize, template: &str| {
            let answer = given
                .and_then(|given| given.get(index))
                .map(|text| text.trim());
            quoted(answer.filter(|text| !text.is_empty()).unwrap_or(template))
        };
        let other = other.and_then(|(line, lang)| Some((Pair::of(line)?, lang)));
        let value = match other.filter(|(pair, _)| pair.text != own.text) {
            Some((pair, _)) => {
                let (own, other) = (text(0, own.text), text(1, pair.text));
                // The order of the canonical layout, whichever language is the main one.
                let (ar, en) = match main {
                    Lang::Ar => (own, other),
                    Lang::En => (other, own),
                };
                format!("{{ ar = {ar}, en = {en} }}")
            }
            None if given.is_some() => text(0, own.text),
            None => return self.filled(line),
        };
        format!("{} = {}{value}{}", own.key, own.open, own.rest)
    }

    /// A line with its `{{…}}` filled in.
    fn filled(&self, line: &str) -> String {
        if !line.contains("{{") {
            return line.to_owned();
        }
        let languages: Vec<String> = self
            .languages
            .iter()
            .map(|lang| quoted(lang.as_str()))
            .collect();
        let terms: Vec<&str> = self
            .scale
            .bands()
            .iter()
            .map(|band| band.term.as_str())
            .collect();
        line.replace("{{id}}", &self.id)
            .replace("{{languages}}", &format!("[{}]", languages.join(", ")))
            .replace("{{marking}}", self.marking.as_str())
            .replace("{{scale}}", self.scale.as_str())
            .replace("{{terms}}", &terms.join(", "))
            .replace("{{today}}", &self.today.format("%Y-%m-%d").to_string())
            .replace("{{next-year}}", &(self.today.year() + 1).to_string())
    }
}

fn template(lang: Lang) -> &'static str {
    match lang {
        Lang::Ar => ARABIC,
        Lang::En => ENGLISH,
    }
}

fn is_code(line: &str) -> bool {
    !line.is_empty() && !line.starts_with('#')
}

/// A line of a template that sets a key to a string.
struct Pair<'a> {
    key: &'a str,
    /// What opens before the string: nothing, or a list.
    open: &'a str,
    text: &'a str,
    /// What follows the string: the end of the list, a comment.
    rest: &'a str,
}

impl<'a> Pair<'a> {
    fn of(line: &'a str) -> Option<Self> {
        let (key, value) = line.split_once(" = ")?;
        let (open, value) = match value.strip_prefix('[') {
            Some(inner) => ("[", inner),
            None => ("", value),
        };
        let (text, rest) = value.strip_prefix('"')?.split_once('"')?;
        Some(Self {
            key,
            open,
            text,
            rest,
        })
    }
}

/// The first text under a key in the template of a language.
fn first(key: &str, lang: Lang) -> &'static str {
    template(lang)
        .lines()
        .filter_map(Pair::of)
        .find(|pair| pair.key == key)
        .map_or("", |pair| pair.text)
}

/// The texts of the templates that the author is to write, in Arabic and in English: those
/// that are not the same in both. By their length in bytes, since every text of a file is held
/// against them.
static PLACEHOLDERS: LazyLock<Vec<Vec<&str>>> = LazyLock::new(|| {
    let texts = |lang| {
        template(lang)
            .lines()
            .filter(|line| is_code(line))
            .map(Pair::of)
    };
    let pairs = texts(Lang::Ar)
        .zip(texts(Lang::En))
        .filter_map(|(ar, en)| Some((ar?.text, en?.text)))
        .filter(|(ar, en)| ar != en);
    let mut by_length: Vec<Vec<&str>> = Vec::new();
    for text in pairs.flat_map(|(ar, en)| [ar, en]) {
        if by_length.len() <= text.len() {
            by_length.resize(text.len() + 1, Vec::new());
        }
        if let Some(same) = by_length.get_mut(text.len()) {
            same.push(text);
        }
    }
    by_length
});

/// Whether a text is one that `taqdir new` wrote, for the author to replace.
pub fn is_placeholder(text: &str) -> bool {
    let text = text.trim();
    let same = PLACEHOLDERS.get(text.len());
    same.is_some_and(|same| same.contains(&text))
}

/// A text as a TOML string on one line.
pub fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => {
                out.push('\\');
                out.push(c);
            }
            '\n' => out.push_str("\\n"),
            c if c.is_control() => out.push_str(&format!("\\u{:04X}", u32::from(c))),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_templates_have_the_same_keys_line_for_line() {
        let keys = |lang| -> Vec<String> {
            template(lang)
                .lines()
                .filter(|line| is_code(line))
                .map(|line| match Pair::of(line) {
                    Some(pair) => pair.key.to_owned(),
                    None => line.split(" #").next().unwrap_or("").to_owned(),
                })
                .collect()
        };
        assert_eq!(keys(Lang::Ar), keys(Lang::En));
        assert!(is_placeholder("Title of the assessment"));
        assert!(is_placeholder(" عنوان التقدير\n"));
        assert!(!is_placeholder("first-indicator"));
        assert!(!is_placeholder("draft"));
    }

    proptest! {
        #[test]
        fn any_text_is_read_back_as_it_was(text in any::<String>()) {
            let table: toml::Table = format!("k = {}", quoted(&text)).parse().unwrap();
            prop_assert_eq!(table["k"].as_str(), Some(text.as_str()));
        }
    }
}
