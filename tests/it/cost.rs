//! What the rules cost beside reading the files.

use std::fs;
use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use taqdir::isnad::Isnad;
use taqdir::load::Document;
use taqdir::pipeline::Run;
use taqdir::{rules, shape};

/// Reading is timed from text to model, checking from case to findings, over a thousand files.
#[test]
#[ignore = "a measurement: run it alone, `cargo test --release --test it cost -- --ignored --nocapture`"]
fn rules_cost_less_than_reading() {
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
    println!("a thousand files: read {reading:?}, checked {checking:?}");
    assert!(checking < reading, "read {reading:?}, checked {checking:?}");
}
