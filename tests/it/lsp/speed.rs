//! Every request is answered in full on a file of 100 KB. How long each takes is printed, not
//! judged, for tests run unoptimised beside others: `cargo test speed -- --nocapture`.

use std::fs;
use std::time::Instant;

use serde_json::json;
use taqdir::model::Lang;

use super::Desk;

/// The shortest of several runs: what the work takes when nothing else runs.
fn timed(what: &str, mut work: impl FnMut()) {
    let least = (0..5)
        .map(|_| {
            let began = Instant::now();
            work();
            began.elapsed()
        })
        .min()
        .unwrap();
    #[expect(clippy::print_stdout, reason = "the figures are the point of the test")]
    {
        println!("{what}: {least:?}");
    }
}

#[test]
fn a_file_of_100_kilobytes_is_answered_in_full() {
    let mut desk = Desk::new(Lang::Ar);
    for name in ["actors", "places", "sources"] {
        let text = fs::read_to_string(format!("assessments/shared/{name}.toml")).unwrap();
        desk.disk(&format!("shared/{name}.toml"), &text);
    }
    let text = fs::read_to_string("assessments/mutual-exposure-2018.toml").unwrap();
    assert!(text.len() > 100_000);
    let (uri, path) = (desk.uri("a.toml"), desk.path("a.toml"));
    let half = text.replacen("[[judgement]]", "claim\n[[judgement]]", 1);
    timed("taking a half-typed text", || {
        desk.documents.put(&uri, 1, half.clone()).unwrap();
    });
    timed("checking it", || desk.documents.check(&path));
    timed("taking a change", || {
        desk.documents.put(&uri, 2, text.clone()).unwrap();
    });
    timed("checking the file", || desk.documents.check(&path));
    let cite = text.rfind("[@").unwrap() + 4;
    let at = desk.open("a.toml", &format!("{}|{}", &text[..cite], &text[cite..]));
    let methods = [
        "completion",
        "hover",
        "definition",
        "references",
        "rename",
        "codeAction",
        "documentSymbol",
    ];
    for method in methods {
        let mut more = json!({
            "range": { "start": at, "end": at },
            "context": { "includeDeclaration": true, "diagnostics": [] },
            "newName": "x-y",
        });
        if method == "completion" {
            more["context"] = json!({ "triggerKind": 1 });
        }
        let answer = desk.ask(method, "a.toml", at, more.clone());
        assert!(answer.get("code").is_none(), "{method}: {answer}");
        let full = answer.to_string().len() > 100;
        assert!(method == "codeAction" || full, "{method}: {answer}");
        timed(method, || {
            desk.ask(method, "a.toml", at, more.clone());
        });
    }
}
