//! `taqdir new`

use std::io::{self, BufRead, IsTerminal};
use std::path::Path;

use chrono::Local;

use super::args::New;
use super::failure::unwritable;
use super::questions::{Answers, ask};
use super::{Ending, Output};
use crate::diagnostic::say;
use crate::discover::Project;
use crate::model::id::is_id;
use crate::model::{Lang, Marking, Scale};
use crate::scaffold::Plan;
use crate::shape::schema::Contract;
use crate::write;

/// Writes an assessment to fill in; an existing file is never touched.
///
/// What the flags do not say is asked for on a terminal, and only there.
pub fn run(args: &New, output: &mut Output) -> io::Result<Ending> {
    let shown = args.file.display();
    let exists = say!(
        en "{shown} exists already and was left as it is; choose another name",
        ar "الملف {shown} موجود ولم يُمسّ؛ اختر اسمًا آخر"
    );
    if args.file.exists() {
        // Nobody is asked in vain.
        output.problem(&exists);
        return Ok(Ending::CouldNotRun);
    }
    let mut answers = given(args);
    let stdin = io::stdin();
    if stdin.is_terminal() && io::stderr().is_terminal() {
        let mut lines = stdin.lock().lines();
        ask(&mut answers, output.lang, &mut lines, &mut output.stderr())?;
    }
    let text = plan(&args.file, answers, output.lang).text();
    match write::anew(&args.file, text.as_bytes()) {
        Ok(()) => {
            output.done(&say!(
                en "wrote {shown}; `taqdir check {shown}` says what is still to be filled in",
                ar "كُتب {shown}؛ ويبيّن الأمر `taqdir check {shown}` ما بقي أن يُملأ"
            ));
            Ok(Ending::Clean)
        }
        Err(error) => {
            output.problem(&match error.kind() {
                io::ErrorKind::AlreadyExists => exists,
                _ => unwritable(&args.file, &error),
            });
            Ok(Ending::CouldNotRun)
        }
    }
}

/// What the flags say.
fn given(args: &New) -> Answers {
    let mut languages: Vec<Lang> = args.lang.iter().copied().map(Lang::from).collect();
    // The same language twice is the same language.
    languages.dedup();
    languages.truncate(Lang::ALL.len());
    Answers {
        languages,
        title: args.title.clone(),
        question: args.question.clone(),
        authors: args.author.clone(),
        marking: args
            .marking
            .as_deref()
            .and_then(|word| Marking::from_word(&word.to_uppercase())),
        scale: args
            .scale
            .as_deref()
            .and_then(|word| Scale::from_word(&word.to_lowercase())),
    }
}

fn plan(file: &Path, answers: Answers, lang: Lang) -> Plan {
    let languages = if answers.languages.is_empty() {
        vec![lang]
    } else {
        answers.languages
    };
    Plan {
        id: id_of(file),
        schema: schema_near(file),
        languages,
        title: answers.title,
        question: answers.question,
        authors: answers.authors,
        marking: answers.marking.unwrap_or(Marking::Clear),
        scale: answers.scale.unwrap_or(Scale::Icd203),
        today: Local::now().date_naive(),
    }
}

/// The way from the file to the schema, if the project keeps it in `schema/`.
fn schema_near(file: &Path) -> Option<String> {
    // A folder that is still to be made lies as deep below the nearest that exists; the
    // empty path is the folder one stands in.
    let folder = file.parent()?;
    let made = folder
        .ancestors()
        .find(|above| above.as_os_str().is_empty() || above.exists())?;
    let missing = folder.strip_prefix(made).ok()?.components().count();
    let root = Project::around(&made.join("new.toml")).root;
    let real = Path::new(".").join(made).canonicalize().ok()?;
    let name = format!("schema/{}", Contract::Assessment.file_name());
    let up = real
        .ancestors()
        .take_while(|above| above.starts_with(&root))
        .position(|above| above.join(&name).is_file())?;
    Some(format!("{}{name}", "../".repeat(up + missing)))
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
