//! The arguments, and the help pages that teach them.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::model::Lang;

/// Checks structured threat assessments and typesets them as briefs, in Arabic and English.
#[derive(Debug, Parser)]
#[command(
    name = "taqdir",
    version,
    about = "Checks structured threat assessments and typesets them as briefs, in Arabic and English",
    long_about = "taqdir (تقدير) reads an assessment from one TOML file, checks its form, its sources and \
                  its tradecraft, and typesets it as a PDF brief in Arabic or English.",
    after_help = "Begin with:\n  taqdir new my-question.toml     writes an assessment to fill in\n  \
                  taqdir check my-question.toml   says what is wrong with it, and what to write instead\n  \
                  taqdir build my-question.toml   typesets the brief\n\n\
                  Exit codes: 0 clean, 1 findings, 2 could not run.",
    disable_help_subcommand = true
)]
pub struct Cli {
    /// What holds for every command.
    #[command(flatten)]
    pub global: Global,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What holds for every command.
#[derive(Debug, Args)]
pub struct Global {
    /// The language of messages; from the environment (TAQDIR_LOCALE, LC_ALL, LC_MESSAGES, LANG) where not given
    #[arg(long, global = true, value_name = "LANG")]
    pub locale: Option<Language>,
    /// When to colour messages; NO_COLOR is heeded
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub color: Colour,
}

/// A language, as an argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Language {
    /// Arabic
    Ar,
    /// English
    En,
}

impl From<Language> for Lang {
    fn from(language: Language) -> Self {
        match language {
            Language::Ar => Lang::Ar,
            Language::En => Lang::En,
        }
    }
}

/// When to use colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    /// On a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Write an assessment to fill in
    New(New),
    /// Check assessments, and say what to write instead
    Check(Check),
    /// Typeset assessments as briefs
    Build(Build),
    /// Print the JSON Schema that editors complete by
    Schema(Schema),
    /// Print the text that a reader's program gets from a brief
    Text(Text),
    /// Print the manual page of a rule
    Explain(Explain),
    /// Print shell completions
    Completions(Completions),
}

/// `taqdir new`
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  taqdir new assessments/border-2026.toml --lang ar")]
pub struct New {
    /// The file to write; its name becomes the id
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The main language of the assessment, and of the comments that explain it
    #[arg(long, value_name = "LANG")]
    pub lang: Option<Language>,
}

/// `taqdir check`
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  taqdir check assessments                 every *.toml below a folder\n  \
                  taqdir check 'assessments/**/2026-*.toml'\n  taqdir check a.toml --format json | jq .summary\n\n\
                  A folder means every *.toml below it that .gitignore does not leave out."
)]
pub struct Check {
    /// Files, folders or patterns
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<String>,
    /// How findings are written
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: ReportFormat,
}

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// For people, with the lines of the file
    Human,
    /// One JSON object
    Json,
}

/// `taqdir build`
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  taqdir build a.toml                   a.ar.pdf, in the assessment's main language\n  \
                  taqdir build a.toml --lang en         a.en.pdf\n  taqdir build a.toml --to png -o pages     pages/a.ar-1.png …\n  \
                  taqdir build a.toml --to typst        a folder that `typst compile` turns into the same pages\n\n\
                  An assessment with errors is not built. SOURCE_DATE_EPOCH sets the creation time; without it\n\
                  the brief carries the assessment's own date, so that the same input gives the same bytes."
)]
pub struct Build {
    /// Assessments: files, folders or patterns
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<String>,
    /// The language of the brief; the assessment's main language where not given
    #[arg(long, value_name = "LANG")]
    pub lang: Option<Language>,
    /// What to write
    #[arg(long, value_name = "KIND", default_value = "pdf")]
    pub to: Target,
    /// Where to write: a file for one PDF, else a folder; beside the assessment where not given
    #[arg(short, long, value_name = "PATH")]
    pub output: Option<PathBuf>,
    /// Leave the pages as Typst lays them out, to measure what the passes over them do
    #[arg(long, hide = true)]
    pub no_passes: bool,
}

/// What `build` writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Target {
    /// A PDF (PDF/A-3a, PDF/UA-1)
    Pdf,
    /// A folder with Typst source and fonts
    Typst,
    /// An image of each page
    Png,
}

/// `taqdir schema`
#[derive(Debug, Args)]
#[command(
    after_help = "An editor finds the schema by the first line of a file:\n  #:schema ../schema/assessment.schema.json"
)]
pub struct Schema {
    /// Which schema
    #[arg(value_name = "WHICH", default_value = "assessment")]
    pub which: Which,
}

/// Which schema to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Which {
    /// Of an assessment
    Assessment,
    /// Of a file of shared entries
    Shared,
    /// Of taqdir.toml
    House,
}

/// `taqdir text`
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  taqdir text a.ar.pdf                     the text, page by page\n  \
                  taqdir text a.ar.pdf --against a.toml    the sentences of the assessment that are not found\n  \
                  pdftotext a.ar.pdf - | taqdir text /dev/stdin --against a.toml"
)]
pub struct Text {
    /// A PDF, or a file with the text that another program made of one, its pages parted by form feeds
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The assessment whose sentences are looked for in it
    #[arg(long, value_name = "FILE")]
    pub against: Option<PathBuf>,
    /// The language of the brief; the assessment's main language where not given
    #[arg(long, value_name = "LANG")]
    pub lang: Option<Language>,
    /// How the result is written
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: ReportFormat,
}

/// `taqdir explain`
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  taqdir explain uncited-source")]
pub struct Explain {
    /// The rule, as a message names it; a list of all rules where not given
    #[arg(value_name = "RULE")]
    pub rule: Option<String>,
}

/// `taqdir completions`
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  taqdir completions bash > ~/.local/share/bash-completion/completions/taqdir"
)]
pub struct Completions {
    /// The shell
    #[arg(value_name = "SHELL")]
    pub shell: clap_complete::Shell,
}
