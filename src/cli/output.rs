//! Where a run writes: its streams, its language, its colours.

use std::env;
use std::io::{self, IsTerminal, Write};

use super::args::{Colour, Global};
use crate::diagnostic::Say;
use crate::model::Lang;
use crate::report::{Format, Reporter};

/// The streams of a run.
#[derive(Debug)]
pub struct Output {
    /// The language of messages.
    pub lang: Lang,
    /// The language that was asked of taqdir by name: by `--locale` or TAQDIR_LOCALE.
    pub asked: Option<Lang>,
    colour: Colour,
}

impl Output {
    /// Reads language and colour from the arguments and the environment, once.
    pub fn new(global: &Global) -> Self {
        let asked = global
            .locale
            .map(Lang::from)
            .or_else(|| language_of(&["TAQDIR_LOCALE"]));
        let system = || language_of(&["LC_ALL", "LC_MESSAGES", "LANG"]);
        Self {
            lang: asked.or_else(system).unwrap_or(Lang::En),
            asked,
            colour: global.color,
        }
    }

    /// Standard output, for results.
    pub fn stdout(&self) -> io::StdoutLock<'static> {
        io::stdout().lock()
    }

    /// Standard error, for everything about the run.
    pub fn stderr(&self) -> io::StderrLock<'static> {
        io::stderr().lock()
    }

    /// A reporter for findings that go to standard output.
    pub fn reporter(&self, format: Format) -> Reporter {
        Reporter::new(format, self.lang, self.coloured(io::stdout().is_terminal()))
    }

    /// A reporter for findings that go to standard error, beside another result.
    pub fn side_reporter(&self) -> Reporter {
        Reporter::new(
            Format::Human,
            self.lang,
            self.coloured(io::stderr().is_terminal()),
        )
    }

    fn coloured(&self, terminal: bool) -> bool {
        match self.colour {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto => {
                terminal && env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
            }
        }
    }

    /// Says on standard error why the run could not do what was asked.
    pub fn problem(&self, what: &Say) {
        let word = match self.lang {
            Lang::Ar => "خطأ",
            Lang::En => "error",
        };
        // There is nobody left to tell if even this fails.
        let _ = writeln!(self.stderr(), "{word}: {}", what.get(self.lang));
    }

    /// Says on standard error what the run has done.
    pub fn done(&self, what: &Say) {
        let _ = writeln!(self.stderr(), "{}", what.get(self.lang));
    }
}

/// Arabic where the first variable that is set names an Arabic locale, else English.
pub fn language_of_environment() -> Lang {
    language_of(&["TAQDIR_LOCALE", "LC_ALL", "LC_MESSAGES", "LANG"]).unwrap_or(Lang::En)
}

/// Arabic where the first of these variables that is set names an Arabic locale, else English.
fn language_of(variables: &[&str]) -> Option<Lang> {
    variables
        .iter()
        .find_map(|name| env::var(name).ok().filter(|value| !value.is_empty()))
        .map(|value| {
            if value.starts_with("ar") {
                Lang::Ar
            } else {
                Lang::En
            }
        })
}
