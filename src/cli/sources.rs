//! `taqdir sources`: what the archived texts have in common, and what is quoted from them.

use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use serde_json::Value;

use super::args::{ListFormat, Sources, SourcesArgs};
use super::{Ending, Output};
use crate::diagnostic::{Diagnostic, Severity, say};
use crate::load::{self, Document};
use crate::pipeline::{Checked, Run};
use crate::report::sources::{self, Compared};
use crate::report::{Format, finding_for_programs};
use crate::resolve::Case;
use crate::text::reuse::{Collection, Pair};

/// The rules whose findings belong to a comparison of archives.
const OF_REUSE: [&str; 2] = ["archive-mismatch", "undeclared-reuse"];
/// The rules whose findings belong to a check of quotations.
const OF_QUOTES: [&str; 4] = [
    "archive-mismatch",
    "dropped-negation",
    "altered-quote",
    "absent-quote",
];

/// Runs the command that was asked for.
pub fn run(command: &Sources, output: &mut Output) -> io::Result<Ending> {
    match command {
        Sources::Reuse(args) => reuse(args, output),
        Sources::Quotes(args) => quotes(args, output),
    }
}

fn reuse(args: &SourcesArgs, output: &mut Output) -> io::Result<Ending> {
    let assessments = args.files.iter().filter(|path| is_assessment(path)).count();
    if assessments == 0 {
        return texts(args, output);
    }
    if assessments < args.files.len() {
        output.problem(&say!(
            en "texts and assessments cannot be compared in one run; name either the texts, or the assessments whose archives are meant",
            ar "لا تُقارن النصوص والتقديرات معًا؛ سمِّ النصوص وحدها أو التقديرات التي يُقصد أرشيفها"
        ));
        return Ok(Ending::CouldNotRun);
    }
    each_case(args, output, &OF_REUSE, |case, format, lang| {
        let (texts, collection): (Vec<Compared>, Collection) = {
            let archives: Vec<(&str, &Arc<Document>)> = case
                .archives
                .iter()
                .filter_map(|archived| {
                    let source = case.model.source.get(archived.source)?;
                    Some((source.id.as_str(), archived.text.as_ref().ok()?))
                })
                .collect();
            compare(archives)
        };
        let pairs = collection.pairs();
        match format {
            ListFormat::Human => Shown::Text(sources::reuse_for_people(&texts, &pairs, lang)),
            ListFormat::Json => Shown::Object(sources::reuse_for_programs(&texts, &pairs)),
        }
    })
}

fn quotes(args: &SourcesArgs, output: &mut Output) -> io::Result<Ending> {
    each_case(
        args,
        output,
        &OF_QUOTES,
        |case, format, lang| match format {
            ListFormat::Human => Shown::Text(sources::quotes_for_people(case, lang)),
            ListFormat::Json => Shown::Object(sources::quotes_for_programs(case)),
        },
    )
}

fn is_assessment(path: &Path) -> bool {
    path.extension()
        .is_some_and(|extension| extension == "toml")
}

/// Compares the texts that the arguments name.
fn texts(args: &SourcesArgs, output: &mut Output) -> io::Result<Ending> {
    let mut documents = Vec::new();
    let mut reporter = output.side_reporter();
    for path in &args.files {
        match load::read(path) {
            Ok((document, findings)) if findings.is_empty() => documents.push(document),
            Ok((_, findings)) => {
                reporter.file(&path.to_string_lossy(), &findings, &mut output.stderr())?
            }
            Err(error) => {
                let found = crate::pipeline::unreadable(path, &error);
                reporter.file(&path.to_string_lossy(), &[found], &mut output.stderr())?;
            }
        }
    }
    if documents.len() < args.files.len() {
        return Ok(Ending::CouldNotRun);
    }
    if documents.len() < 2 {
        output.problem(&say!(
            en "one text cannot be compared; name two or more",
            ar "لا مقارنة بنص واحد؛ سمِّ نصين أو أكثر"
        ));
        return Ok(Ending::CouldNotRun);
    }
    let named = documents
        .iter()
        .map(|document| (document.name.as_str(), document))
        .collect();
    let (texts, collection) = compare(named);
    let pairs: Vec<Pair> = collection.pairs();
    let mut stdout = output.stdout();
    match args.format {
        ListFormat::Human => {
            stdout.write_all(sources::reuse_for_people(&texts, &pairs, output.lang).as_bytes())?;
        }
        ListFormat::Json => {
            writeln!(stdout, "{:#}", sources::reuse_for_programs(&texts, &pairs))?;
        }
    }
    Ok(Ending::Clean)
}

fn compare(named: Vec<(&str, &Arc<Document>)>) -> (Vec<Compared>, Collection) {
    let collection = Collection::new(named.iter().map(|(_, document)| document.text.as_str()));
    let texts = named
        .into_iter()
        .enumerate()
        .map(|(index, (name, document))| Compared {
            name: name.to_owned(),
            document: Arc::clone(document),
            words: collection.length(index),
        })
        .collect();
    (texts, collection)
}

/// What a command shows of a case.
enum Shown {
    Text(String),
    Object(Value),
}

/// Shows something of every assessment, with the findings of the rules that belong to it.
fn each_case(
    args: &SourcesArgs,
    output: &mut Output,
    rules: &[&str],
    show: impl Fn(&Case, ListFormat, crate::model::Lang) -> Shown,
) -> io::Result<Ending> {
    let run = Run::default();
    let mut ending = Ending::Clean;
    let mut objects = Vec::new();
    for path in &args.files {
        let Some((case, findings)) = case_of(&run, path, output, rules)? else {
            ending = Ending::CouldNotRun;
            continue;
        };
        if ending == Ending::Clean
            && findings
                .iter()
                .any(|found| found.severity == Severity::Error)
        {
            ending = Ending::Findings;
        }
        match show(&case, args.format, output.lang) {
            Shown::Text(text) => {
                let mut stdout = output.stdout();
                if case.archives.iter().all(|archive| archive.text.is_err()) {
                    let name = path.display();
                    output.done(&say!(
                        en "{name}: no source has an archived text that can be read",
                        ar "{name}: ليس لأي مصدر نص مؤرشف يمكن قراءته"
                    ));
                }
                stdout.write_all(text.as_bytes())?;
                if !findings.is_empty() {
                    writeln!(stdout)?;
                    output.reporter(Format::Human).file(
                        &path.to_string_lossy(),
                        &findings,
                        &mut stdout,
                    )?;
                }
            }
            Shown::Object(mut object) => {
                if let Some(fields) = object.as_object_mut() {
                    let found = findings
                        .iter()
                        .map(|found| finding_for_programs(found, output.lang))
                        .collect();
                    let name = path.display().to_string();
                    fields.insert("assessment".to_owned(), Value::String(name));
                    fields.insert("findings".to_owned(), Value::Array(found));
                }
                objects.push(object);
            }
        }
    }
    if args.format == ListFormat::Json {
        writeln!(output.stdout(), "{:#}", Value::Array(objects))?;
    }
    Ok(ending)
}

/// The case of an assessment with the findings of some rules; none, and said why, where it
/// has no case.
fn case_of(
    run: &Run,
    path: &Path,
    output: &mut Output,
    rules: &[&str],
) -> io::Result<Option<(Case, Vec<Diagnostic>)>> {
    let mut reporter = output.side_reporter();
    match run.check(path) {
        Err(found) => reporter.file(&path.to_string_lossy(), &[*found], &mut output.stderr())?,
        Ok(Checked {
            case: Some(case),
            findings,
            ..
        }) => {
            let findings = findings
                .into_iter()
                .filter(|found| rules.contains(&found.rule))
                .collect();
            return Ok(Some((case, findings)));
        }
        Ok(broken) if broken.findings.is_empty() => output.problem(&say!(
            en "a file of shared entries holds no assessment; name an assessment that uses it",
            ar "ملف العناصر المشتركة لا يضم تقديرًا؛ سمِّ تقديرًا يستعمله"
        )),
        Ok(broken) => reporter.file(
            &path.to_string_lossy(),
            &broken.findings,
            &mut output.stderr(),
        )?,
    }
    Ok(None)
}
