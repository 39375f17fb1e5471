//! Answers while typing: within 20 ms on a file of 100 KB.
//!
//! The profile of tests compiles this crate without optimisation, so the limit here is a
//! multiple: it catches work that grows with the square of the file, not milliseconds.

use std::fs;
use std::time::{Duration, Instant};

use serde_json::json;
use taqdir::model::Lang;

use super::Desk;

const LIMIT: Duration = Duration::from_millis(200);

#[test]
fn a_file_of_100_kilobytes_is_answered_at_once() {
    let mut desk = Desk::new(Lang::Ar);
    for name in ["actors", "places", "sources"] {
        let text = fs::read_to_string(format!("assessments/shared/{name}.toml")).unwrap();
        desk.disk(&format!("shared/{name}.toml"), &text);
    }
    let text = fs::read_to_string("assessments/mutual-exposure-2018.toml").unwrap();
    assert!(text.len() > 100_000);
    let cite = text.rfind("[@").unwrap() + 4;
    let marked = format!("{}|{}", &text[..cite], &text[cite..]);
    let at = desk.open("a.toml", &marked);
    let began = Instant::now();
    let uri = desk.uri("a.toml");
    let path = desk.documents.put(&uri, 2, text).unwrap();
    println!("taking a change: {:?}", began.elapsed());
    let began = Instant::now();
    desk.documents.check(&path);
    println!("checking it: {:?}", began.elapsed());
    let range = json!({ "range": { "start": at, "end": at } });
    let context = json!({ "context": { "includeDeclaration": true, "diagnostics": [] } });
    let more = json!({ "range": range["range"], "context": context["context"], "newName": "x-y" });
    for method in [
        "completion",
        "hover",
        "definition",
        "references",
        "rename",
        "codeAction",
        "documentSymbol",
    ] {
        let mut more = more.clone();
        if method == "completion" {
            more["context"] = json!({ "triggerKind": 1 });
        }
        let began = Instant::now();
        let answer = desk.ask(method, "a.toml", at, more);
        let took = began.elapsed();
        println!("{method}: {took:?}, {} bytes", answer.to_string().len());
        assert!(answer.get("code").is_none(), "{method}: {answer}");
        assert!(
            method == "codeAction" || answer.to_string().len() > 100,
            "{method}: {answer}"
        );
        assert!(took < LIMIT, "{method} took {took:?}");
    }
}
