//! `taqdir new`

use std::io;
use std::path::Path;

use chrono::{Datelike, Local};

use super::args::New;
use super::failure::unwritable;
use super::{Ending, Output};
use crate::diagnostic::say;
use crate::model::Lang;
use crate::model::id::is_id;
use crate::write;

const ARABIC: &str = include_str!("../../templates/new.ar.toml");
const ENGLISH: &str = include_str!("../../templates/new.en.toml");

/// Writes an assessment to fill in; an existing file is never touched.
pub fn run(args: &New, output: &mut Output) -> io::Result<Ending> {
    let lang = args.lang.map_or(output.lang, Lang::from);
    let today = Local::now().date_naive();
    let template = match lang {
        Lang::Ar => ARABIC,
        Lang::En => ENGLISH,
    };
    let text = template
        .replace("{{id}}", &id_of(&args.file))
        .replace("{{today}}", &today.format("%Y-%m-%d").to_string())
        .replace("{{next-year}}", &(today.year() + 1).to_string());
    let shown = args.file.display();
    match write::anew(&args.file, text.as_bytes()) {
        Ok(()) => {
            output.done(&say!(
                en "wrote {shown}; `taqdir check {shown}` says what is still to be filled in",
                ar "كُتب {shown}؛ ويبيّن الأمر `taqdir check {shown}` ما بقي أن يُملأ"
            ));
            Ok(Ending::Clean)
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            output.problem(&say!(
                en "{shown} exists already and was left as it is; choose another name",
                ar "الملف {shown} موجود ولم يُمسّ؛ اختر اسمًا آخر"
            ));
            Ok(Ending::CouldNotRun)
        }
        Err(error) => {
            output.problem(&unwritable(&args.file, &error));
            Ok(Ending::CouldNotRun)
        }
    }
}

/// The id that a file name gives: its stem, if that may be an id.
fn id_of(path: &Path) -> String {
    let stem = path
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .to_lowercase();
    let words: Vec<&str> = stem
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let id = words.join("-");
    if is_id(&id) {
        id
    } else {
        "my-assessment".to_owned()
    }
}
