//! What the rules cost beside reading the files, as a ratio in one run:
//! `cargo run --release --example cost`. With `rules` behind it (`-- rules`), also what each
//! rule costs when it alone is on.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement, not the program"
)]

use std::env;
use std::fs;
use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use taqdir::isnad::Isnad;
use taqdir::load::Document;
use taqdir::model::House;
use taqdir::pipeline::Run;
use taqdir::{rules, shape};

#[path = "generate.rs"]
#[expect(
    dead_code,
    reason = "its own program writes the files; here they stay in memory"
)]
mod generate;

/// So many files are read and checked; the committed ones, which are few, again and again.
const FILES: usize = 1000;

fn main() {
    let each_rule = env::args().any(|word| word == "rules");
    for (name, documents) in [("committed", committed()), ("generated", generated())] {
        let (reading, checking) = whole(&documents);
        let ratio = checking.as_secs_f64() / reading.as_secs_f64();
        println!("{name}: read {reading:.1?}, checked {checking:.1?}, ratio {ratio:.2}");
        if each_rule {
            rule_by_rule(&documents);
        }
    }
}

/// The assessments of this repository.
fn committed() -> Vec<Arc<Document>> {
    let files = fs::read_dir("assessments").unwrap();
    files
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "toml"))
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            Document::from_text(path, text)
        })
        .collect()
}

fn generated() -> Vec<Arc<Document>> {
    let texts = generate::assessments(2018).take(FILES).enumerate();
    texts
        .map(|(index, text)| Document::from_text(format!("{index:05}.toml"), text))
        .collect()
}

/// What reading costs, from text to model, and checking, from case to findings.
fn whole(documents: &[Arc<Document>]) -> (Duration, Duration) {
    let run = Run::default();
    let (mut reading, mut checking) = (Duration::ZERO, Duration::ZERO);
    for document in documents.iter().cycle().take(FILES) {
        reading += timed(|| drop(black_box(shape::shape(document))));
        let checked = run.check_document(document);
        let (case, house) = (checked.case.as_ref().unwrap(), run.house(&checked).unwrap());
        checking += timed(|| {
            black_box(rules::check(case, &Isnad::of(case, house), house, None));
        });
    }
    (reading, checking)
}

/// What each part of checking costs, and each rule when it alone is on, the dearest first.
fn rule_by_rule(documents: &[Arc<Document>]) {
    let run = Run::default();
    let house = House::default();
    let cases: Vec<_> = documents
        .iter()
        .map(|document| run.check_document(document).case.unwrap())
        .collect();
    let isnads: Vec<_> = cases.iter().map(|case| Isnad::of(case, &house)).collect();
    let each = || cases.iter().zip(&isnads).cycle().take(FILES);
    let check = |house: &House| {
        timed(|| {
            for (case, isnad) in each() {
                black_box(rules::check(case, isnad, house, None));
            }
        })
    };
    let provenance = timed(|| each().for_each(|(case, _)| drop(Isnad::of(case, &house))));
    println!("{provenance:>12.1?} provenance");
    let walk = check(&only(None));
    println!("{walk:>12.1?} the walk that gathers the texts");
    let mut costs: Vec<(Duration, &str)> = rules::all()
        .filter(|rule| rule.check.is_some())
        .map(|rule| {
            let alone = check(&only(Some(rule.name)));
            (alone.saturating_sub(walk), rule.name)
        })
        .collect();
    costs.sort();
    for (cost, name) in costs.iter().rev() {
        println!("{cost:>12.1?} {name}");
    }
}

fn timed(work: impl FnOnce()) -> Duration {
    let start = Instant::now();
    work();
    start.elapsed()
}

/// A house in which one rule is on, or none.
fn only(name: Option<&str>) -> House {
    let off: String = rules::all()
        .filter(|rule| Some(rule.name) != name)
        .map(|rule| format!("{} = \"off\"\n", rule.name))
        .collect();
    let house = Document::from_text("taqdir.toml", format!("[severity]\n{off}"));
    *shape::house(&house).unwrap()
}
