//! `taqdir text`

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use serde_json::json;

use super::args::{ListFormat, Text};
use super::{Ending, Output, products};
use crate::compose::Product;
use crate::compose::medium::Medium;
use crate::compose::templates::Templates;
use crate::diagnostic::{Say, say};
use crate::load::reason::system;
use crate::model::Lang;
use crate::pipeline::Run;
use crate::readback::pdf;
use crate::readback::search::{Found, Pages};
use crate::readback::wanted::{Wanted, printed, sentences};

/// Prints the text of a brief, or how much of an assessment is found in it.
pub fn run(args: &Text, output: &mut Output) -> io::Result<Ending> {
    let pages = match pages(&args.file) {
        Ok(pages) => pages,
        Err(problem) => {
            output.problem(&problem);
            return Ok(Ending::CouldNotRun);
        }
    };
    let mut stdout = output.stdout();
    let Some(against) = &args.against else {
        for page in &pages {
            write!(stdout, "{page}\u{c}")?;
        }
        return Ok(Ending::Clean);
    };
    let checked = match Run::default().check(against) {
        Ok(checked) => checked,
        Err(found) => {
            output.side_reporter().file(
                &found.primary.document.name.clone(),
                &[*found],
                &mut output.stderr(),
            )?;
            return Ok(Ending::CouldNotRun);
        }
    };
    let (Some(case), Some(project)) = (&checked.case, &checked.project) else {
        let name = against.display();
        output.problem(&say!(
            en "{name} is no assessment that can be read; see `taqdir check {name}`",
            ar "{name} ليس تقديرًا تمكن قراءته؛ انظر `taqdir check {name}`"
        ));
        return Ok(Ending::CouldNotRun);
    };
    let lang = args
        .lang
        .map_or_else(|| case.model.languages.main(), Lang::from);
    let unusable = products::errors(project);
    let templates = Templates::of(&project.belongings);
    let product = Product {
        templates: &templates,
        name: &args.product,
    };
    if let Err(problem) = products::chosen(
        std::slice::from_ref(&args.product),
        &templates,
        Medium::Typst,
    ) {
        output.problem(&problem);
        return Ok(Ending::CouldNotRun);
    }
    let composed = match unusable.is_empty() {
        true => products::composed(case, project, &[lang], product),
        false => Err(unusable),
    };
    let composition = match composed {
        Ok(composition) => composition,
        Err(findings) => {
            let name = against.to_string_lossy();
            let mut reporter = output.side_reporter();
            reporter.file(&name, &findings, &mut output.stderr())?;
            return Ok(Ending::CouldNotRun);
        }
    };
    let wanted = printed(sentences(case, lang), &composition);
    let pages = Pages::new(&pages);
    let found: Vec<Found> = wanted.iter().map(|one| pages.find(&one.words)).collect();
    let count = |least: Found| found.iter().filter(|one| **one >= least).count();
    let (exact, bare) = (count(Found::Exactly), count(Found::WithoutMarks));
    let missing: Vec<(&Wanted, Found)> = wanted
        .iter()
        .zip(found.iter().copied())
        .filter(|(_, found)| *found < Found::Exactly)
        .collect();
    let total = wanted.len();
    match args.format {
        ListFormat::Json => {
            let missing: Vec<_> = missing
                .iter()
                .map(|(one, found)| {
                    json!({
                        "route": one.route.as_str(),
                        "words": one.words,
                        "without_marks": *found == Found::WithoutMarks,
                    })
                })
                .collect();
            let report = json!({
                "sentences": total,
                "exact": exact,
                "without_marks": bare,
                "missing": missing,
            });
            writeln!(stdout, "{report}")?;
        }
        ListFormat::Human => {
            for (one, _) in &missing {
                writeln!(stdout, "{}\n    {}", one.route, one.words)?;
            }
            let line = say!(
                en "{exact} of {total} sentences are found as they are written, {bare} with harakat left out",
                ar "وُجدت {exact} من {total} جملة كما كُتبت، و{bare} بإسقاط الحركات"
            );
            writeln!(stdout, "{}", line.get(output.lang))?;
        }
    }
    Ok(if exact == total {
        Ending::Clean
    } else {
        Ending::Findings
    })
}

/// The pages of a PDF, or of the text that another program made of one.
fn pages(path: &Path) -> Result<Vec<String>, Say> {
    let name = path.display();
    let bytes = fs::read(path).map_err(|error| {
        let Say { en, ar } = system(&error);
        say!(en "{name} cannot be read: {en}", ar "تعذّرت قراءة {name}: {ar}")
    })?;
    if bytes.starts_with(b"%PDF-") {
        return pdf::pages(&bytes).map_err(|error| {
            let Say { ar, en } = error;
            say!(
                en "{name} is no PDF that can be read: {en}",
                ar "{name} ليس ملف PDF تمكن قراءته: {ar}"
            )
        });
    }
    let text = String::from_utf8_lossy(&bytes);
    Ok(text.split('\u{c}').map(str::to_owned).collect())
}
