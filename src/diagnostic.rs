//! One finding: what is wrong, where, and what to write instead, in Arabic and English.
//!
//! Every stage makes these; only `report` prints them.

use std::ops::Range;
use std::sync::Arc;

use crate::load::Document;
use crate::model::{Lang, Route};

/// A sentence in both languages of the project.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Say {
    /// In Arabic.
    pub ar: String,
    /// In English.
    pub en: String,
}

impl Say {
    /// The sentence in `lang`.
    pub fn get(&self, lang: Lang) -> &str {
        match lang {
            Lang::Ar => &self.ar,
            Lang::En => &self.en,
        }
    }
}

/// Writes a sentence in both languages, with values captured from the scope:
/// `say!(en "unknown key `{key}`", ar "مفتاح غير معروف: `{key}`")`.
macro_rules! say {
    (en $en:literal, ar $ar:literal $(,)?) => {
        $crate::diagnostic::Say {
            en: format!($en),
            ar: format!($ar),
        }
    };
}
pub(crate) use say;

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing; never fails a run.
    Note,
    /// Should be mended; fails a run only where asked for.
    Warning,
    /// Must be mended; no brief is built.
    Error,
}

impl Severity {
    /// The name used in configuration and machine output.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// What of the value at a route is meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Aim {
    /// The key.
    Key,
    /// The value; for a table its header.
    Value,
    /// A part of a string value, in bytes of the string as read.
    Within(Range<usize>),
}

/// A place in a document.
#[derive(Debug, Clone)]
pub enum At {
    /// A value of the model.
    Route(Route, Aim),
    /// Bytes of the file, where there is no model yet.
    Bytes(Range<usize>),
    /// The file as a whole.
    File,
}

/// A place, and what is to be said of it.
#[derive(Debug, Clone)]
pub struct Location {
    /// The document.
    pub document: Arc<Document>,
    /// Where in it.
    pub at: At,
    /// What stands beside the underlining.
    pub label: Option<Say>,
}

impl Location {
    /// The value at `route` of `document`.
    pub fn value(document: &Arc<Document>, route: &Route) -> Self {
        Self::aimed(document, route, Aim::Value)
    }

    /// The key at `route` of `document`.
    pub fn key(document: &Arc<Document>, route: &Route) -> Self {
        Self::aimed(document, route, Aim::Key)
    }

    /// A part of the string at `route`, in bytes of the string as read.
    pub fn within(document: &Arc<Document>, route: &Route, part: Range<usize>) -> Self {
        Self::aimed(document, route, Aim::Within(part))
    }

    /// The file as a whole.
    pub fn file(document: &Arc<Document>) -> Self {
        Self {
            document: Arc::clone(document),
            at: At::File,
            label: None,
        }
    }

    /// Bytes of the file.
    pub fn bytes(document: &Arc<Document>, bytes: Range<usize>) -> Self {
        Self {
            document: Arc::clone(document),
            at: At::Bytes(bytes),
            label: None,
        }
    }

    fn aimed(document: &Arc<Document>, route: &Route, aim: Aim) -> Self {
        Self {
            document: Arc::clone(document),
            at: At::Route(route.clone(), aim),
            label: None,
        }
    }

    /// The same place with a label.
    pub fn label(mut self, label: Say) -> Self {
        self.label = Some(label);
        self
    }

    /// The bytes of the file that are meant; none for the file as a whole.
    pub fn span(&self) -> Option<Range<usize>> {
        match &self.at {
            At::Route(route, aim) => self.document.locate(route, aim),
            At::Bytes(bytes) => Some(bytes.clone()),
            At::File => None,
        }
    }

    /// The route that is meant, if the place has one.
    pub fn route(&self) -> Option<&Route> {
        match &self.at {
            At::Route(route, _) => Some(route),
            _ => None,
        }
    }
}

/// A change of the file that mends a finding without changing what the author means.
#[derive(Debug, Clone)]
pub struct Fix {
    /// What is replaced.
    pub place: Location,
    /// What is put there, as it stands in the file.
    pub replacement: String,
}

/// One finding.
#[derive(Debug, Clone)]
pub struct Diagnostic {
    /// The name of the rule, as `taqdir explain` takes it.
    pub rule: &'static str,
    /// How grave it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: Say,
    /// Where.
    pub primary: Location,
    /// Other places that matter: where a thing was first defined.
    pub related: Vec<Location>,
    /// What to write instead, and why.
    pub help: Vec<Say>,
    /// A safe change that mends it.
    pub fix: Option<Fix>,
    /// Changes that may be what the author meant; nobody but the author can tell.
    pub suggestions: Vec<Fix>,
    /// The key that is missing, where that is what is wrong: an editor can open a place for it,
    /// but nobody but the author can tell its value.
    pub missing: Option<Route>,
}

impl Diagnostic {
    /// An error.
    pub fn error(rule: &'static str, primary: Location, message: Say) -> Self {
        Self::new(rule, Severity::Error, primary, message)
    }

    /// A warning.
    pub fn warning(rule: &'static str, primary: Location, message: Say) -> Self {
        Self::new(rule, Severity::Warning, primary, message)
    }

    /// A finding of the given severity.
    pub fn new(rule: &'static str, severity: Severity, primary: Location, message: Say) -> Self {
        Self {
            rule,
            severity,
            message,
            primary,
            related: Vec::new(),
            help: Vec::new(),
            fix: None,
            suggestions: Vec::new(),
            missing: None,
        }
    }

    /// Adds a line of help.
    pub fn help(mut self, help: Say) -> Self {
        self.help.push(help);
        self
    }

    /// Adds a line of help where there is one.
    pub fn help_if(mut self, help: Option<Say>) -> Self {
        self.help.extend(help);
        self
    }

    /// The lines of help in `lang`, without those that exist in the other language only.
    pub fn help_in(&self, lang: Lang) -> impl Iterator<Item = &str> {
        self.help
            .iter()
            .map(move |help| help.get(lang))
            .filter(|help| !help.is_empty())
    }

    /// Adds another place that matters.
    pub fn related(mut self, place: Location) -> Self {
        self.related.push(place);
        self
    }

    /// Adds a change that may be what the author meant: `replacement` at the place of the finding.
    pub fn suggest(mut self, replacement: impl Into<String>) -> Self {
        self.suggestions.push(Fix {
            place: self.primary.clone(),
            replacement: replacement.into(),
        });
        self
    }

    /// Names the key that is missing.
    pub fn missing(mut self, key: Route) -> Self {
        self.missing = Some(key);
        self
    }

    /// Adds a safe change.
    pub fn fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }
}

/// Sorts findings of one file by place, then by rule, so that their order never depends on chance.
pub fn sort(diagnostics: &mut [Diagnostic]) {
    diagnostics.sort_by_cached_key(|found| {
        let span = found.primary.span();
        (
            span.map_or(0, |span| span.start),
            found.rule,
            found.message.en.clone(),
        )
    });
}
