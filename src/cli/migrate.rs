//! `taqdir migrate`

use std::io::{self, Write};

use super::args::Migrate;
use super::check::shown;
use super::failure::unwritable;
use super::{Ending, Output, diff};
use crate::diagnostic::say;
use crate::discover;
use crate::load;
use crate::migrate::{CHAIN, Migrated, migrate};
use crate::model::Format;
use crate::write;

/// Brings every file to the newest format, each by itself.
pub fn run(args: &Migrate, output: &mut Output) -> io::Result<Ending> {
    let (files, missing) = discover::files(&args.paths);
    for name in &missing {
        output.problem(&name.why);
    }
    let mut ending = if missing.is_empty() {
        Ending::Clean
    } else {
        Ending::CouldNotRun
    };
    let to = Format::CURRENT;
    for path in &files {
        let name = shown(path);
        let Ok((document, faults)) = load::read(path) else {
            output.problem(&say!(en "{name} cannot be read", ar "تعذّرت قراءة {name}"));
            ending = Ending::CouldNotRun;
            continue;
        };
        if !faults.is_empty() {
            output.problem(&say!(
                en "{name} is not UTF-8 and was left as it is",
                ar "{name} ليس بترميز UTF-8 وتُرك كما هو"
            ));
            ending = Ending::CouldNotRun;
            continue;
        }
        match migrate(&document.text, CHAIN, to) {
            Ok(None) => output.done(&say!(
                en "{name}: in format {to} already",
                ar "{name}: مكتوب بالصيغة {to} من قبل"
            )),
            Ok(Some(Migrated { text, .. })) if args.diff => {
                let mut stdout = output.stdout();
                write!(stdout, "{}", diff::unified(&name, &document.text, &text))?;
                ending = ending.max(Ending::Findings);
            }
            Ok(Some(Migrated { from, text })) => match write::in_place(path, text.as_bytes()) {
                Ok(()) => output.done(&say!(
                    en "{name}: format {from} brought to {to}",
                    ar "{name}: نُقل من الصيغة {from} إلى {to}"
                )),
                Err(error) => {
                    output.problem(&unwritable(path, &error));
                    ending = Ending::CouldNotRun;
                }
            },
            Err(why) => {
                let crate::diagnostic::Say { en, ar } = &why;
                output.problem(&say!(en "{name}: {en}", ar "{name}: {ar}"));
                ending = Ending::CouldNotRun;
            }
        }
    }
    Ok(ending)
}
