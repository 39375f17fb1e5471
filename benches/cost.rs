//! What the rules cost beside reading the files, as a ratio in one run:
//! `cargo run --release --example cost`.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a measurement, not the program"
)]

use std::fs;
use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use taqdir::isnad::Isnad;
use taqdir::load::Document;
use taqdir::pipeline::Run;
use taqdir::{rules, shape};

/// Reading is timed from text to model, checking from case to findings, over a thousand files.
fn main() {
    let mut documents = Vec::new();
    for entry in fs::read_dir("assessments").unwrap() {
        let path = entry.unwrap().path();
        if path
            .extension()
            .is_some_and(|extension| extension == "toml")
        {
            let text = fs::read_to_string(&path).unwrap();
            documents.push(Document::from_text(path, text));
        }
    }
    let run = Run::default();
    let (mut reading, mut checking) = (Duration::ZERO, Duration::ZERO);
    for turn in 0..1000 {
        let document: &Arc<Document> = &documents[turn % documents.len()];
        let start = Instant::now();
        let _ = black_box(shape::shape(document));
        reading += start.elapsed();
        if turn >= documents.len() * 10 {
            continue;
        }
        let checked = run.check_document(document);
        let Some(case) = &checked.case else { continue };
        let house = run.house(&checked).unwrap();
        let start = Instant::now();
        for _ in 0..1000 / (documents.len() * 10) {
            black_box(rules::check(case, &Isnad::of(case, house), house, None));
        }
        checking += start.elapsed();
    }
    let ratio = checking.as_secs_f64() / reading.as_secs_f64();
    println!("a thousand files: read {reading:?}, checked {checking:?}, ratio {ratio:.2}");
}
