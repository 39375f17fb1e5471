//! The arguments, and the help pages that teach them.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use crate::compose::templates::ASSESSMENT;
use crate::model::Lang;
use crate::report::Format;

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
                  taqdir fmt my-question.toml     puts it in the canonical layout\n  \
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
    /// Write assessments in the one canonical layout
    Fmt(Fmt),
    /// Typeset assessments as briefs
    Build(Build),
    /// Write the program's templates into a folder, to make a house's own of them
    Templates(Templates),
    /// Bring assessments to the newest format
    Migrate(Migrate),
    /// Show what each claim rests on, counted in independent origins
    Isnad(Isnad),
    /// Rank the competing hypotheses by what speaks against them
    Ach(Ach),
    /// Compare the archived texts of sources, and check what is quoted from them
    #[command(subcommand)]
    Sources(Sources),
    /// Print the JSON Schema that editors complete by
    Schema(Schema),
    /// Print the text that a reader's program gets from a brief
    Text(Text),
    /// Print the manual page of a rule
    Explain(Explain),
    /// Serve an editor: the language server, over standard input and output
    Lsp,
    /// Print shell completions
    Completions(Completions),
}

/// `taqdir new`
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  taqdir new assessments/border-2026.toml              asks what it needs to know\n  \
                  taqdir new border-2026.toml --lang ar --title 'الحدود في 2026'\n  \
                  taqdir new border-2026.toml --lang en,ar --title 'The border' --title 'الحدود'\n\n\
                  What no option says is asked for on a terminal. Elsewhere nothing is asked: what is not said is\n\
                  left to be filled in, and `taqdir check` names it."
)]
pub struct New {
    /// The file to write; its name becomes the id
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// The languages of the assessment; the first is the main one, and that of the comments that explain it
    #[arg(long, value_name = "LANG", value_delimiter = ',')]
    pub lang: Vec<Language>,
    /// The title; once for each language, in their order
    #[arg(long, value_name = "TEXT")]
    pub title: Vec<String>,
    /// The question that it answers; once for each language, in their order
    #[arg(long, value_name = "TEXT")]
    pub question: Vec<String>,
    /// Who makes it; may be given several times
    #[arg(long, value_name = "NAME")]
    pub author: Vec<String>,
    /// Who may see it
    #[arg(long, value_name = "TLP", ignore_case = true,
          value_parser = ["TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"])]
    pub marking: Option<String>,
    /// The scale that likelihoods are stated on
    #[arg(long, value_name = "SCALE", ignore_case = true, value_parser = ["icd203", "phia"])]
    pub scale: Option<String>,
}

/// `taqdir check`
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  taqdir check assessments                 every *.toml below a folder\n  \
                  taqdir check 'assessments/**/2026-*.toml'\n  \
                  taqdir check a.toml --fix                what can be mended safely, is\n  \
                  taqdir check a.toml --fix --diff         what --fix would change\n  \
                  taqdir check assessments --deny warnings --format sarif > taqdir.sarif\n  \
                  taqdir check a.toml --ignore hedge,uncited-source\n  \
                  taqdir check a.toml --format json | jq .summary\n\n\
                  A folder means every *.toml below it that .gitignore does not leave out. A file that cannot be\n\
                  checked to its end is reported whatever is selected or ignored: nothing behind its fault was seen."
)]
pub struct Check {
    /// Files, folders or patterns
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<String>,
    /// How findings are written
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: ReportFormat,
    /// Fail on warnings, or on notes too, and not on errors alone
    #[arg(long, value_name = "LEVEL")]
    pub deny: Option<Deny>,
    /// Report the findings of these rules only
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub select: Vec<String>,
    /// Leave out the findings of these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub ignore: Vec<String>,
    /// Show no more than N findings; all are counted
    #[arg(long, value_name = "N")]
    pub max_findings: Option<usize>,
    /// Make the changes that mend a finding without changing what it says
    #[arg(long)]
    pub fix: bool,
    /// Show what --fix would change, and write nothing
    #[arg(long)]
    pub diff: bool,
}

/// How findings are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// For people, with the lines of the file
    Human,
    /// One line a finding
    Concise,
    /// One JSON object
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// JUnit XML, for test reports
    Junit,
    /// Annotations of GitHub
    Github,
    /// The code quality report of GitLab
    Gitlab,
}

impl From<ReportFormat> for Format {
    fn from(format: ReportFormat) -> Self {
        match format {
            ReportFormat::Human => Format::Human,
            ReportFormat::Concise => Format::Concise,
            ReportFormat::Json => Format::Json,
            ReportFormat::Sarif => Format::Sarif,
            ReportFormat::Junit => Format::Junit,
            ReportFormat::Github => Format::Github,
            ReportFormat::Gitlab => Format::Gitlab,
        }
    }
}

/// What fails a run beside errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Deny {
    /// Warnings
    Warnings,
    /// Warnings and notes
    Notes,
}

/// `taqdir fmt`
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  taqdir fmt assessments           format every *.toml below a folder\n  \
                  taqdir fmt --check assessments   name the files that are not formatted; exit 1 if there are any\n  \
                  taqdir fmt --diff a.toml         show what would change\n\n\
                  Keys stand in the order of the schema. Comments stay with what they precede. The text of the\n\
                  author is never touched, nor is the order of entries."
)]
pub struct Fmt {
    /// Files, folders or patterns
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<String>,
    /// Name the files that are not formatted, and write nothing
    #[arg(long)]
    pub check: bool,
    /// Show what would change, and write nothing
    #[arg(long)]
    pub diff: bool,
}

/// `taqdir migrate`
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  taqdir migrate assessments       bring every *.toml below a folder to the newest format\n  \
                  taqdir migrate --diff a.toml     show what would change\n\n\
                  Comments and layout stay. A file that is in the newest format already is not touched."
)]
pub struct Migrate {
    /// Files, folders or patterns
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<String>,
    /// Show what would change, and write nothing
    #[arg(long)]
    pub diff: bool,
}

/// `taqdir build`
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  taqdir build a.toml                   a.ar.pdf, in the assessment's main language\n  \
                  taqdir build a.toml --lang en         a.en.pdf\n  \
                  taqdir build a.toml --lang ar,en      a.ar-en.pdf, both languages face to face on A3\n  \
                  taqdir build a.toml --product brief   a.brief.ar.pdf, one page; `annex` is what it rests on\n  \
                  taqdir build a.toml --product brief,assessment,annex\n  taqdir build a.toml --to png -o pages     pages/a.ar-01.png …\n  \
                  taqdir build a.toml --to typst        a folder that `typst compile` turns into the same pages\n  \
                  taqdir build a.toml --to html         a.ar.html, one file that needs no network\n  \
                  taqdir build a.toml --to md           a.ar.md, for mail and wikis\n  \
                  taqdir build a.toml --to md --product brief   a.brief.ar.md, what the one page says\n\n\
                  An assessment with errors is not built. SOURCE_DATE_EPOCH sets the creation time; without it\n\
                  the brief carries the assessment's own date, so that the same input gives the same bytes."
)]
pub struct Build {
    /// Assessments: files, folders or patterns
    #[arg(value_name = "PATH", required = true)]
    pub paths: Vec<String>,
    /// The language of the brief, or both (`ar,en`) face to face; the assessment's main language where not given
    #[arg(long, value_name = "LANG", value_delimiter = ',')]
    pub lang: Vec<Language>,
    /// The documents: `assessment`, `brief` (one page), `annex` (the evidence), or one of the house's own templates
    #[arg(long, value_name = "NAME", value_delimiter = ',', default_value = ASSESSMENT)]
    pub product: Vec<String>,
    /// What to write
    #[arg(long, value_name = "KIND", default_value = "pdf")]
    pub to: Target,
    /// Where to write: a file for one PDF, web page, Markdown or image (several pages get their numbers), else a folder; beside the assessment where not given
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
    /// One self-contained web page
    Html,
    /// Markdown for mail and wikis
    Md,
}

/// `taqdir templates`
#[derive(Debug, Args)]
#[command(
    after_help = "Example:\n  taqdir templates house         all templates; then `templates = \"house\"` in taqdir.toml\n\n\
                  What the folder holds replaces the program's own file of the same name, so only what is changed\n\
                  needs to stay in it. A template at its top, `x.typ.jinja`, is built with --product x.\n\
                  docs/templates.md is the guide."
)]
pub struct Templates {
    /// The folder; files in it are left as they are
    #[arg(value_name = "DIR")]
    pub folder: PathBuf,
}

/// `taqdir isnad`
#[derive(Debug, Args)]
#[command(
    after_help = "Examples:\n  taqdir isnad a.toml                     a tree for every claim\n  \
                  taqdir isnad a.toml --format json | jq '.claims[] | select(.independent_origins < 2) | .id'\n  \
                  taqdir isnad a.toml --format dot | dot -Tsvg > a.svg\n\n\
                  A copy is its original. Somebody who is not named counts nothing, unless `count_anonymous` in\n\
                  taqdir.toml says so; a document of unknown lineage counts nothing."
)]
pub struct Isnad {
    /// The assessment
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// How it is written
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: IsnadFormat,
}

/// How provenance is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum IsnadFormat {
    /// Trees, for people
    Human,
    /// One JSON object
    Json,
    /// A graph for Graphviz
    Dot,
}

/// `taqdir ach`
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  taqdir ach a.toml\n\n\
                  I counts one against a hypothesis and II two. An item with no independent origin counts for half,\n\
                  one with two or more for one and a half.")]
pub struct Ach {
    /// The assessment
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// How it is written
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: ListFormat,
}

/// How a result that is no list of findings is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// For people
    Human,
    /// One JSON object
    Json,
}

/// `taqdir sources`
#[derive(Debug, Subcommand)]
pub enum Sources {
    /// Find copies and borrowed passages among texts
    #[command(
        after_help = "Examples:\n  taqdir sources reuse archive/*.txt       every text with every other\n  \
                      taqdir sources reuse assessments/a.toml   the archives of its sources, and what its\n  \
                      \u{20}                                         provenance does not account for\n\n\
                      Texts are compared as words in order, without spelling, endings and particles; names and\n\
                      set phrases are too short to count. A score is the weight of the words that match: a word\n\
                      that only the two texts have counts 1, a common one much less."
    )]
    Reuse(SourcesArgs),
    /// Look quotations up in the archived texts: exact, respelled, altered or absent
    #[command(after_help = "Example:\n  taqdir sources quotes assessments/a.toml")]
    Quotes(SourcesArgs),
}

/// `taqdir sources reuse` and `taqdir sources quotes`
#[derive(Debug, Args)]
pub struct SourcesArgs {
    /// Assessments (*.toml), or for `reuse` texts
    #[arg(value_name = "FILE", required = true)]
    pub files: Vec<PathBuf>,
    /// How the result is written
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: ListFormat,
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
    /// Which product it is: what that does not print is not looked for
    #[arg(long, value_name = "NAME", default_value = ASSESSMENT)]
    pub product: String,
    /// How the result is written
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub format: ListFormat,
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
