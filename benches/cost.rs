//! What the rules cost beside parsing and reading the files, as ratios in one run:
//! `cargo run --release --example cost [-- [rules] [committed|generated] [FILES]]`. With `rules`,
//! also what each rule costs when it alone is on; with the name of a set only that. FILES is 1000; few are enough to count instructions, which other
//! programs on the machine do not change: `valgrind --tool=callgrind`.
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
use taqdir::resolve::Case;
use taqdir::{rules, shape};
use toml::de::DeTable;

#[path = "generate.rs"]
#[expect(
    dead_code,
    reason = "its own program writes the files; here they stay in memory"
)]
mod generate;

/// The allocator of the program: what users run.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Each rule goes over the files in so many rounds.
const ROUNDS: usize = 5;

fn main() {
    let each_rule = env::args().any(|word| word == "rules");
    let files = env::args()
        .find_map(|word| word.parse().ok())
        .unwrap_or(1000);
    let sets = [("committed", committed()), ("generated", generated(files))];
    let named = |name: &str| env::args().any(|word| word == name);
    let all = !sets.iter().any(|(name, _)| named(name));
    for (name, documents) in sets {
        if !all && !named(name) {
            continue;
        }
        let Costs {
            parsing,
            reading,
            rules,
        } = whole(&documents, files);
        let times = |other: Duration| rules.as_secs_f64() / other.as_secs_f64();
        println!(
            "{name}: rules {rules:.1?}; parsed by the toml crate {parsing:.1?} ({:.2}); \
             read into the model {reading:.1?} ({:.2})",
            times(parsing),
            times(reading)
        );
        if each_rule {
            rule_by_rule(&documents, files);
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

fn generated(files: usize) -> Vec<Arc<Document>> {
    let texts = generate::assessments(2018).take(files).enumerate();
    texts
        .map(|(index, text)| Document::from_text(format!("{index:05}.toml"), text))
        .collect()
}

/// What so many files cost.
#[derive(Default)]
struct Costs {
    /// To parse them as the toml crate does, which the program asks where its own reader of plain
    /// files gives up.
    parsing: Duration,
    /// To read them as the program does, from text to model.
    reading: Duration,
    /// All rules over them, from case to findings.
    rules: Duration,
}

/// Goes through the documents so often that it makes so many files: the committed ones are few.
fn whole(documents: &[Arc<Document>], files: usize) -> Costs {
    let run = Run::default();
    let mut costs = Costs::default();
    for document in documents.iter().cycle().take(files) {
        costs.parsing += timed(|| drop(black_box(DeTable::parse(&document.text))));
        costs.reading += timed(|| drop(black_box(shape::shape(document))));
        let checked = run.check_document(document);
        let (case, house) = (checked.case.as_ref().unwrap(), run.house(&checked).unwrap());
        costs.rules += timed(|| {
            black_box(rules::check(case, house, None));
        });
    }
    costs
}

/// What each part of checking costs, and each rule when it alone is on, the dearest first.
fn rule_by_rule(documents: &[Arc<Document>], files: usize) {
    let run = Run::default();
    let cases: Vec<_> = documents
        .iter()
        .map(|document| run.check_document(document).case.unwrap())
        .collect();
    // The best of some rounds: other programs run beside this one.
    let best = |work: &dyn Fn(&Case)| {
        let round = || {
            let some = cases.iter().cycle().take(files / ROUNDS);
            timed(|| some.for_each(work))
        };
        let rounds = (0..ROUNDS).map(|_| round());
        rounds.min().unwrap_or_default() * u32::try_from(ROUNDS).unwrap()
    };
    let check = |house: &House| best(&|case| drop(black_box(rules::check(case, house, None))));
    let provenance = best(&|case| drop(black_box(Isnad::of(case, &House::default()))));
    println!("{provenance:>12.1?} the provenance of every claim, which no rule asks for");
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
