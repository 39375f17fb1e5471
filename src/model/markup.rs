//! What stands inside a text: paragraphs, emphasis, links and citations.
//!
//! The grammar is CommonMark cut down to what a brief can carry, and `[@source, locator]`.
//! Anything else that CommonMark knows (headings, tables, HTML …) is kept as the letters
//! the author typed and named in [`Prose::foreign`], so that nothing is ever lost or run.

mod plain;

use std::ops::Range;

use plain::Part;
use pulldown_cmark::{BrokenLink, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd};

/// A text, read.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Prose {
    /// The paragraphs; never an empty one.
    pub paragraphs: Vec<Vec<Inline>>,
    /// What the text holds that is no part of the grammar: its name and its bytes.
    pub foreign: Vec<(&'static str, Range<usize>)>,
}

/// A piece of a paragraph.
#[derive(Debug, Clone, PartialEq)]
pub enum Inline {
    /// Letters.
    Text(String),
    /// Emphasis, `*…*`.
    Emphasis(Vec<Inline>),
    /// Strong emphasis, `**…**`.
    Strong(Vec<Inline>),
    /// A link, `[words](https://…)`.
    Link(String, Vec<Inline>),
    /// One or more citations in one pair of brackets.
    Citation(Vec<Cite>),
}

/// A citation of one source or statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cite {
    /// The id that is cited.
    pub id: String,
    /// Where in it: a page, a paragraph.
    pub locator: Option<String>,
    /// The bytes of the id in the text.
    pub at: Range<usize>,
}

impl Prose {
    /// Reads a text.
    pub fn parse(text: &str) -> Self {
        Reader::new(text)
            .read_plainly()
            .unwrap_or_else(|| Reader::new(text).read())
    }

    /// Whether a text may cite: a bracket stands in it, and `@` is the first sign behind that. Most
    /// texts cite nothing, and need not be read for citations.
    pub fn may_cite(text: &str) -> bool {
        let mut brackets = memchr::memchr_iter(b'[', text.as_bytes());
        brackets.any(|at| {
            let mut inside = text.as_bytes()[at + 1..].iter();
            inside.find(|byte| !byte.is_ascii_whitespace()) == Some(&b'@')
        })
    }

    /// The citations of a text, in order, for those who read nothing else of it.
    pub fn citations_of(text: &str) -> Vec<Cite> {
        plain::citations(text).unwrap_or_else(|| {
            let skimmed = Reader::skimming(text).read();
            skimmed.citations().cloned().collect()
        })
    }

    /// Every citation, in order.
    pub fn citations(&self) -> impl Iterator<Item = &Cite> {
        fn collect<'a>(inlines: &'a [Inline], found: &mut Vec<&'a Cite>) {
            for inline in inlines {
                match inline {
                    Inline::Citation(cites) => found.extend(cites),
                    Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Link(_, inner) => {
                        collect(inner, found);
                    }
                    Inline::Text(_) => {}
                }
            }
        }
        let mut found = Vec::new();
        for paragraph in &self.paragraphs {
            collect(paragraph, &mut found);
        }
        found.into_iter()
    }

    /// The letters alone, without citations; paragraphs parted by a newline.
    pub fn plain(&self) -> String {
        fn write(inlines: &[Inline], out: &mut String) {
            for inline in inlines {
                match inline {
                    Inline::Text(text) => out.push_str(text),
                    Inline::Emphasis(inner) | Inline::Strong(inner) | Inline::Link(_, inner) => {
                        write(inner, out);
                    }
                    Inline::Citation(_) => {
                        // The space before a citation belongs to the citation.
                        out.truncate(out.trim_end_matches(' ').len());
                    }
                }
            }
        }
        let mut out = String::new();
        for (index, paragraph) in self.paragraphs.iter().enumerate() {
            if index > 0 {
                out.push('\n');
            }
            write(paragraph, &mut out);
        }
        out
    }
}

/// The destination that marks a link as a citation; no author can type it as a URL.
const CITATION: &str = "\u{0}cite";

struct Reader<'a> {
    text: &'a str,
    prose: Prose,
    /// Open containers, innermost last; the first is the paragraph.
    open: Vec<(Container, Vec<Inline>)>,
    /// Depth inside a construct that is kept as typed.
    skipping: usize,
    /// Whether letters are passed over.
    skim: bool,
}

enum Container {
    Paragraph,
    Emphasis,
    Strong,
    Link(String),
    Citation(Range<usize>),
}

impl<'a> Reader<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            prose: Prose::default(),
            open: Vec::new(),
            skipping: 0,
            skim: false,
        }
    }

    fn skimming(text: &'a str) -> Self {
        Self {
            skim: true,
            ..Self::new(text)
        }
    }

    fn read(mut self) -> Prose {
        let citation = |link: BrokenLink<'_>| {
            link.reference
                .starts_with('@')
                .then(|| (CowStr::from(CITATION), CowStr::from("")))
        };
        let parser =
            Parser::new_with_broken_link_callback(self.text, Options::empty(), Some(citation));
        for (event, at) in parser.into_offset_iter() {
            self.event(event, at);
        }
        self.close_paragraph();
        self.prose
    }

    /// Reads a text that holds letters and citations and nothing else, as most do, without
    /// CommonMark; none where a character might mean more. A property test holds the two equal.
    fn read_plainly(mut self) -> Option<Prose> {
        let text = self.text;
        let look = |part| match part {
            Part::Blank => self.close_paragraph(),
            Part::Line if self.open.is_empty() => {}
            Part::Line => self.letters(" "),
            Part::Letters(at) => self.letters(&text[at]),
            Part::Citation(at) => {
                self.open(Container::Citation(at));
                self.close();
            }
        };
        plain::read(text, look)?;
        self.close_paragraph();
        Some(self.prose)
    }

    fn event(&mut self, event: Event<'_>, at: Range<usize>) {
        if self.skipping > 0 {
            match event {
                Event::Start(_) => self.skipping += 1,
                Event::End(_) => self.skipping -= 1,
                _ => {}
            }
            return;
        }
        match event {
            Event::Text(text) => self.letters(&text),
            Event::SoftBreak | Event::HardBreak => self.letters(" "),
            Event::Code(_) => {
                let typed = &self.text[at];
                self.letters(typed);
            }
            Event::Start(tag) => self.start(tag, at),
            Event::End(tag) => self.end(tag),
            Event::InlineHtml(_) | Event::Html(_) => self.foreign("html", at),
            Event::Rule => self.foreign("rule", at),
            _ => self.foreign("markup", at),
        }
    }

    fn start(&mut self, tag: Tag<'_>, at: Range<usize>) {
        match tag {
            Tag::Paragraph => self.close_paragraph(),
            Tag::Emphasis => self.open(Container::Emphasis),
            Tag::Strong => self.open(Container::Strong),
            Tag::Link {
                dest_url,
                link_type,
                ..
            } => {
                if &*dest_url == CITATION && link_type == LinkType::ShortcutUnknown {
                    self.open(Container::Citation(at));
                } else if dest_url.starts_with("https://") || dest_url.starts_with("http://") {
                    self.open(Container::Link(dest_url.into_string()));
                } else {
                    self.keep_as_typed("link", at);
                }
            }
            Tag::CodeBlock(_) => self.keep_as_typed("code", at),
            Tag::Heading { .. } => self.keep_as_typed("heading", at),
            Tag::List(_) => self.keep_as_typed("list", at),
            Tag::BlockQuote(_) => self.keep_as_typed("quote", at),
            Tag::Image { .. } => self.keep_as_typed("image", at),
            Tag::HtmlBlock => self.keep_as_typed("html", at),
            _ => self.keep_as_typed("markup", at),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.close_paragraph(),
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link => self.close(),
            _ => {}
        }
    }

    fn open(&mut self, container: Container) {
        self.ensure_paragraph();
        self.open.push((container, Vec::new()));
    }

    fn ensure_paragraph(&mut self) {
        if self.open.is_empty() {
            self.open.push((Container::Paragraph, Vec::new()));
        }
    }

    fn close(&mut self) {
        let Some((container, inner)) = self.open.pop() else {
            return;
        };
        let inline = match container {
            Container::Paragraph => {
                if !inner.is_empty() {
                    self.prose.paragraphs.push(inner);
                }
                return;
            }
            Container::Emphasis => Inline::Emphasis(inner),
            Container::Strong => Inline::Strong(inner),
            Container::Link(url) => Inline::Link(url, inner),
            Container::Citation(at) => {
                let mut found = Vec::new();
                cites(self.text, at.clone(), &mut found);
                if found.is_empty() {
                    // Brackets that name nothing are letters like others.
                    let typed = self.text;
                    self.letters(&typed[at]);
                    return;
                }
                Inline::Citation(found)
            }
        };
        self.push(inline);
    }

    fn close_paragraph(&mut self) {
        while !self.open.is_empty() {
            self.close();
        }
    }

    fn push(&mut self, inline: Inline) {
        self.ensure_paragraph();
        if let Some((_, inner)) = self.open.last_mut() {
            inner.push(inline);
        }
    }

    fn letters(&mut self, text: &str) {
        if self.skim {
            return;
        }
        self.ensure_paragraph();
        let Some((_, inner)) = self.open.last_mut() else {
            return;
        };
        if let Some(Inline::Text(before)) = inner.last_mut() {
            before.push_str(text);
        } else {
            inner.push(Inline::Text(text.to_owned()));
        }
    }

    fn foreign(&mut self, name: &'static str, at: Range<usize>) {
        let typed = self.text[at.clone()].trim().replace('\n', " ");
        self.letters(&typed);
        self.prose.foreign.push((name, at));
    }

    fn keep_as_typed(&mut self, name: &'static str, at: Range<usize>) {
        let block = !matches!(name, "link" | "image");
        if block {
            self.close_paragraph();
        }
        // Four spaces at the head of a line are an indented text, not code.
        if name != "code" || self.text[at.clone()].trim_start().starts_with(['`', '~']) {
            self.prose.foreign.push((name, at.clone()));
        }
        let typed = self.text[at]
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        self.letters(&typed);
        if block {
            self.close_paragraph();
        }
        self.skipping = 1;
    }
}

/// Reads `[@a, p. 3; @b]`; `at` are its bytes with the brackets.
fn cites(text: &str, at: Range<usize>, found: &mut Vec<Cite>) {
    let inner = at.start + 1..at.end.saturating_sub(1).max(at.start + 1);
    // Most cite one entry, and no place in it.
    let alone = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    if let Some(id) = text[inner.clone()].strip_prefix('@')
        && !id.is_empty()
        && id.bytes().all(alone)
    {
        found.push(Cite {
            id: id.to_owned(),
            locator: None,
            at: inner.start + 1..inner.end,
        });
        return;
    }
    let mut start = inner.start;
    for part in text[inner].split([';', '؛']) {
        let id_start = start + part.len() - part.trim_start().len();
        let id_start = id_start + usize::from(text[id_start..].starts_with('@'));
        let body = part.trim().trim_start_matches('@');
        let (id, locator) = match body.find([',', '،']) {
            Some(comma) => {
                let rest = body[comma..].trim_start_matches([',', '،']).trim();
                (
                    body[..comma].trim(),
                    (!rest.is_empty()).then(|| rest.to_owned()),
                )
            }
            None => (body, None),
        };
        if !id.is_empty() {
            found.push(Cite {
                id: id.to_owned(),
                locator,
                at: id_start..id_start + id.len(),
            });
        }
        start += part.len()
            + text[start + part.len()..]
                .chars()
                .next()
                .map_or(0, char::len_utf8);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn citations_are_read_with_their_places() {
        let text = "قال علاوي [@allawi-2017، ص 4؛ @future-2018] ثم *أكّد* ذلك.";
        let prose = Prose::parse(text);
        let cites: Vec<_> = prose.citations().cloned().collect();
        assert_eq!(cites.len(), 2);
        assert_eq!(cites[0].id, "allawi-2017");
        assert_eq!(cites[0].locator.as_deref(), Some("ص 4"));
        assert_eq!(&text[cites[1].at.clone()], "future-2018");
        assert_eq!(prose.plain(), "قال علاوي ثم أكّد ذلك.");
    }

    #[test]
    fn what_is_no_part_of_the_grammar_stays_as_typed_and_is_named() {
        for (text, name) in [
            ("# head", "heading"),
            ("<script>x</script>", "html"),
            ("- one\n- two", "list"),
            ("![alt](https://x.example/y.png)", "image"),
            ("[run](javascript:alert)", "link"),
            ("> said", "quote"),
        ] {
            let prose = Prose::parse(text);
            assert_eq!(prose.foreign[0].0, name, "{text}");
            assert_eq!(prose.plain(), text.replace('\n', " "), "{text}");
        }
    }

    #[test]
    fn brackets_that_cite_nothing_are_letters() {
        assert_eq!(Prose::parse("a [@] b [@ ; ] c").plain(), "a [@] b [@ ; ] c");
    }

    #[test]
    fn an_indented_line_is_text() {
        let prose = Prose::parse("first\n\n    second");
        assert!(prose.foreign.is_empty());
        assert_eq!(prose.plain(), "first\nsecond");
    }

    proptest! {
        #[test]
        fn a_plain_text_is_read_as_commonmark_reads_it(
            text in "((سطر|line|a|[١2.)#=>~|+:(\"«-]| |\n|\n\n|\\[@a-1\\]|\\[@a, p. 3; @b\\]|[\\[\\]@;،]|\\PC)){0,12}"
        ) {
            if let Some(prose) = Reader::new(&text).read_plainly() {
                let cites: Vec<Cite> = prose.citations().cloned().collect();
                prop_assert_eq!(&cites, &Prose::citations_of(&text));
                let prose_read = Reader::new(&text).read();
                let cites_read: Vec<Cite> = prose_read.citations().cloned().collect();
                prop_assert_eq!(cites, cites_read);
                prop_assert_eq!(prose, prose_read);
            }
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in "(\\PC|[\\n*_\\[\\]@;,<>`#&\\\\]){0,60}") {
            let prose = Prose::parse(&text);
            for cite in prose.citations() {
                prop_assert_eq!(&text[cite.at.clone()], cite.id.as_str());
            }
            let cites: Vec<Cite> = prose.citations().cloned().collect();
            prop_assert_eq!(cites, Prose::citations_of(&text));
        }
    }
}
