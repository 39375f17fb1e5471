//! What Typst refuses: its messages, and the findings that say where in the templates.

use std::collections::BTreeSet;
use std::ops::Range;
use std::path::PathBuf;

use typst::diag::SourceDiagnostic;
use typst::syntax::{DiagSpan, FileId};
use typst::{World, WorldExt};

use super::world::ClosedWorld;
use crate::compose::medium::Medium;
use crate::compose::origin::{Origins, line_range};
use crate::compose::templates::Templates;
use crate::compose::{Composition, Product};
use crate::diagnostic::{Diagnostic, Location, Say, say};
use crate::load::Document;

/// Why a composition did not become a brief. The author of an assessment cannot cause this:
/// it is a fault of a template or of this program.
#[derive(Debug)]
pub struct Fault {
    /// What Typst says, with file and line where it knows them.
    pub messages: Vec<String>,
    problems: Vec<Problem>,
}

/// One message, with its places from the inside out: where it arose, and what called that.
#[derive(Debug)]
struct Problem {
    message: String,
    hints: Vec<String>,
    places: Vec<Place>,
}

/// Bytes of a file of the closed world.
#[derive(Debug)]
struct Place {
    file: String,
    range: Range<usize>,
}

impl Fault {
    /// A fault that no place is known of.
    pub(super) fn plain(error: &dyn std::fmt::Display) -> Self {
        Self {
            messages: vec![error.to_string()],
            problems: vec![Problem {
                message: error.to_string(),
                hints: Vec::new(),
                places: Vec::new(),
            }],
        }
    }

    pub(super) fn of(world: &ClosedWorld, errors: &[SourceDiagnostic]) -> Self {
        let problems: Vec<Problem> = errors
            .iter()
            .map(|error| {
                let spans = std::iter::once(error.span)
                    .chain(error.trace.iter().map(|point| DiagSpan::from(point.span)));
                Problem {
                    message: error.message.to_string(),
                    hints: error.hints.iter().map(|hint| hint.v.to_string()).collect(),
                    places: spans.filter_map(|span| place(world, span)).collect(),
                }
            })
            .collect();
        let messages = errors
            .iter()
            .zip(&problems)
            .map(|(error, problem)| {
                let line = error.span.id().and_then(|id| {
                    let range = world.range(error.span)?;
                    let line = world.source(id).ok()?.lines().byte_to_line(range.start)? + 1;
                    Some(format!("{}:{line}: ", path(id)))
                });
                let hints: String = problem
                    .hints
                    .iter()
                    .map(|hint| format!("\n  {hint}"))
                    .collect();
                format!("{}{}{hints}", line.unwrap_or_default(), problem.message)
            })
            .collect();
        Self { messages, problems }
    }

    /// The findings: each at the template, or the component, that a house can mend.
    ///
    /// `origins` lead from the composed source of each language to the templates; without them a
    /// place in that source is shown as it is.
    pub fn findings(
        &self,
        composition: &Composition,
        product: Product<'_>,
        origins: &[Origins],
    ) -> Vec<Diagnostic> {
        let templates = product.templates;
        let whole = || {
            let name = Templates::file_of(product.name, Medium::Typst);
            let document = templates
                .document(&name)
                .unwrap_or_else(|| Document::from_text(name, ""));
            (Location::file(&document), false)
        };
        // A loop repeats the fault of its line for each entry, and one slip has Typst stumble over
        // what follows it: the first of a line is what there is to mend.
        let mut seen = BTreeSet::new();
        self.problems
            .iter()
            .map(|problem| {
                let mut places: Vec<(Location, bool)> = problem
                    .places
                    .iter()
                    .filter_map(|place| located(place, composition, templates, origins))
                    .collect();
                // What a house has written comes before what it has called.
                let first = places.iter().position(|(_, own)| *own).unwrap_or(0);
                let (primary, _) = if places.is_empty() {
                    whole()
                } else {
                    places.remove(first)
                };
                let message = &problem.message;
                let mut found = Diagnostic::error(
                    "faulty-template",
                    primary,
                    say!(en "Typst says: {message}", ar "رسالة Typst: {message}"),
                );
                for hint in &problem.hints {
                    found = found.help(say!(en "{hint}", ar "تلميح Typst: {hint}"));
                }
                found = found.help_if(explained(message));
                for (place, _) in places.into_iter().take(3) {
                    found =
                        found.related(place.label(say!(en "on the way here", ar "في الطريق إليه")));
                }
                found
            })
            .filter(|found| seen.insert(line_of(&found.primary)))
            .collect()
    }
}

/// The file and the line of a place.
fn line_of(place: &Location) -> (PathBuf, Option<usize>) {
    let line = place
        .span()
        .map(|bytes| place.document.position(bytes.start).0);
    (place.document.path.clone(), line)
}

fn path(id: FileId) -> String {
    id.get().vpath().get_without_slash().to_string()
}

fn place(world: &ClosedWorld, span: DiagSpan) -> Option<Place> {
    let id = span.id()?;
    Some(Place {
        file: path(id),
        range: world.range(span)?,
    })
}

/// A place in a file that somebody has written, and whether that is the house.
fn located(
    place: &Place,
    composition: &Composition,
    templates: &Templates,
    origins: &[Origins],
) -> Option<(Location, bool)> {
    let mut sides = composition.by_language().iter();
    let Some(index) = sides.position(|side| composition.file_of(side) == place.file) else {
        if place.file == "main.typ" {
            // What sets two languages face to face; nobody has written it.
            return None;
        }
        let document = templates.document(&place.file)?;
        let own = templates.is_own(&place.file);
        return Some((Location::bytes(&document, place.range.clone()), own));
    };
    let source = &composition.by_language().get(index)?.main;
    let written = origins
        .get(index)
        .and_then(|origins| origins.line(source, place.range.start))
        .and_then(|(name, line)| Some((name, line, templates.document(name)?)));
    Some(match written {
        Some((name, line, document)) => {
            let range = line_range(&document.text, line);
            (Location::bytes(&document, range), templates.is_own(name))
        }
        None => {
            let document = Document::from_text(place.file.as_str(), source.as_str());
            (Location::bytes(&document, place.range.clone()), false)
        }
    })
}

/// What to do about a message of Typst that a house is likely to meet.
fn explained(message: &str) -> Option<Say> {
    let begins = |words: &str| message.starts_with(words);
    let holds = |words: &str| message.contains(words);
    Some(
        if begins("unknown variable: eval") || begins("unknown variable: plugin") {
            say!(
                en "templates make no code of strings and run no plugins: write the code itself",
                ar "لا تحوّل القوالب نصًّا إلى شيفرة ولا تشغّل ملحقات: اكتب الشيفرة نفسها"
            )
        } else if begins("unknown variable") {
            say!(
                en "a component must be taken from `house(…)` first, as `parts/document.typ.jinja` does; a value of the assessment stands in `{{{{ … }}}}`",
                ar "يؤخذ المكوّن أولًا من `house(…)` كما في `parts/document.typ.jinja`، وتُكتب قيم التقدير بين `{{{{ … }}}}`"
            )
        } else if begins("unexpected argument") || begins("missing argument") {
            say!(
                en "docs/templates.md lists the parameters of each component",
                ar "معاملات كل مكوّن مذكورة في docs/templates.md"
            )
        } else if begins("file not found") {
            say!(
                en "a template sees the files of the house's folder only: .typ, .typ.jinja, .svg, .png, .jpg, and no packages; a path that begins with `/` begins at that folder",
                ar "لا يرى القالب إلا ملفات مجلد الدار: ‎.typ و‎.typ.jinja و‎.svg و‎.png و‎.jpg، ولا يرى الحزم؛ والمسار الذي أوله `/` يبدأ من ذلك المجلد"
            )
        } else if holds("alt text") || holds("alternative") {
            say!(
                en "give the picture words for those who hear the document: `alt: \"…\"`",
                ar "اجعل للصورة نصًّا بديلًا لمن يستمع إلى الوثيقة: `alt: \"…\"`"
            )
        } else if holds("could not be displayed") || holds("not have a glyph") {
            say!(
                en "name a font that has these letters, or put one into the house's folder as .ttf or .otf",
                ar "سمِّ خطًّا فيه هذه الحروف، أو ضع في مجلد الدار خطًّا بصيغة ‎.ttf أو ‎.otf"
            )
        } else if begins("label") && holds("does not exist") {
            say!(
                en "use `xref` through a value of the assessment: such links become plain text where their target is not printed",
                ar "أحِل بقيمة من قيم التقدير: فإحالاتها تصير نصًّا عاديًّا إن لم تُطبع وجهتها"
            )
        } else {
            return None;
        },
    )
}
