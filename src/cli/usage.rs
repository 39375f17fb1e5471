//! Help pages, and arguments that cannot be understood: clap's own words in English, ours in Arabic.

use std::env;
use std::io::{self, Write};

use clap::error::{ContextKind, ErrorKind};
use clap::{CommandFactory, Error};

use super::output::language_of_environment;
use super::{Cli, help};
use crate::model::Lang;

/// Prints what clap has to say: help and version on standard output, errors on standard error.
pub fn print(error: &Error) {
    let words: Vec<String> = env::args().skip(1).collect();
    // Printing fails only where nobody reads.
    let _ = match asked_language(&words) {
        Lang::En => error.print(),
        Lang::Ar => match arabic(error) {
            Some(text) => writeln!(io::stderr().lock(), "{text}"),
            // The same words, to commands whose help is Arabic, ask for the same page.
            None => match help::arabic(Cli::command()).try_get_matches_from(env::args_os()) {
                Err(page) if page.kind() == error.kind() => page.print(),
                _ => error.print(),
            },
        },
    };
}

/// The language that the words ask for although they cannot be understood as a whole.
fn asked_language(words: &[String]) -> Lang {
    let after = words
        .iter()
        .position(|word| word == "--locale")
        .and_then(|at| words.get(at + 1));
    let joined = words.iter().find_map(|word| word.strip_prefix("--locale="));
    match after.map(String::as_str).or(joined) {
        Some("ar") => Lang::Ar,
        Some("en") => Lang::En,
        _ => language_of_environment(),
    }
}

/// The error in Arabic; none where it is a help page or the version.
fn arabic(error: &Error) -> Option<String> {
    let get = |kind| error.get(kind).map(ToString::to_string);
    let argument = get(ContextKind::InvalidArg).unwrap_or_default();
    let value = get(ContextKind::InvalidValue).unwrap_or_default();
    let what = match error.kind() {
        ErrorKind::DisplayHelp
        | ErrorKind::DisplayVersion
        | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => return None,
        ErrorKind::UnknownArgument => format!("لا خيار باسم `{argument}`"),
        ErrorKind::InvalidSubcommand => {
            let command = get(ContextKind::InvalidSubcommand).unwrap_or_default();
            format!("لا أمر باسم `{command}`")
        }
        ErrorKind::MissingRequiredArgument => format!("ينقص الأمرَ ما لا بد منه: {argument}"),
        ErrorKind::MissingSubcommand => "ينقص اسم الأمر".to_owned(),
        ErrorKind::ArgumentConflict => {
            let other = get(ContextKind::PriorArg).unwrap_or_default();
            format!("لا يجتمع `{argument}` و`{other}`")
        }
        ErrorKind::InvalidValue if value.is_empty() => format!("`{argument}` يحتاج إلى قيمة"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("القيمة `{value}` لا تصلح لـ`{argument}`")
        }
        ErrorKind::InvalidUtf8 => "في الأمر نص ليس بترميز UTF-8".to_owned(),
        _ => format!("القيم المكتوبة لـ`{argument}` أكثر مما يقبل أو أقل"),
    };
    let mut text = format!("خطأ: {what}");
    let near = [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ]
    .into_iter()
    .find_map(get);
    if let Some(near) = near {
        text.push_str(&format!("\n  لعلّك تقصد `{near}`؟"));
    }
    if let Some(values) = get(ContextKind::ValidValue) {
        text.push_str(&format!(
            "\n  القيم المتاحة: {}",
            values.replace(", ", "، ")
        ));
    }
    text.push_str("\n\nللمساعدة: taqdir --help");
    Some(text)
}
