//! Provenance in the merged assessment: what the terminal, the JSON and the brief say of it,
//! and which findings a change of the file makes.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;
use taqdir::compose;
use taqdir::isnad::Isnad;
use taqdir::load::Document;
use taqdir::model::{House, Lang};
use taqdir::pipeline::Run;

const FILE: &str = "assessments/daesh-qaeda-alliance.toml";

fn output(args: &[&str]) -> String {
    let run = Command::cargo_bin("taqdir")
        .unwrap()
        .args(args)
        .assert()
        .success();
    String::from_utf8(run.get_output().stdout.clone()).unwrap()
}

fn claims() -> Vec<Value> {
    let text = output(&["isnad", FILE, "--format", "json", "--locale", "en"]);
    let found: Value = serde_json::from_str(&text).unwrap();
    found["claims"].as_array().unwrap().clone()
}

fn claim(id: &str) -> Value {
    claims()
        .into_iter()
        .find(|claim| claim["id"] == id)
        .unwrap()
}

#[test]
fn in_json_four_documents_carry_one_origin_and_two_of_them_are_one() {
    for id in ["leadership-talks", "allawi-2017", "talks-reported"] {
        let claim = claim(id);
        assert_eq!(claim["independent_origins"], 1, "{id}");
        assert_eq!(claim["origins"][0]["id"], "allawi");
        let documents = claim["documents"].as_array().unwrap();
        assert_eq!(documents.len(), 4, "{id}");
        assert_eq!(claim["texts"], 3, "{id}");
        let copy = documents.iter().find(|one| one["id"] == "aggregator-2017");
        assert_eq!(copy.unwrap()["copy_of"], "news-2017");
        assert_eq!(claim["common_link"]["id"], "allawi-2017");
        assert_eq!(claim["common_link"]["through"], 4);
        assert!(claim["common_link"]["left"].as_array().unwrap().is_empty());
    }
    // Two origins, one document that passed both of them on.
    let claim = claim("west-africa-cooperation");
    assert_eq!(claim["independent_origins"], 2);
    assert_eq!(claim["common_link"]["id"], "marja-2020");
    assert!(claim["common_link"]["left"].as_array().unwrap().is_empty());
}

#[test]
fn the_terminal_says_it_in_both_languages() {
    let english = output(&["isnad", FILE, "--locale", "en"]);
    let talks = english
        .split("\n\n")
        .find(|tree| tree.contains("Indicator leadership-talks:"));
    insta::assert_snapshot!(talks.unwrap(), @r"
    Indicator leadership-talks: Talks between representatives of the leaderships
    ├─ one independent origin in four documents, one of them a copy
    ├─ ● Ayad Allawi
    │  └─ statement allawi-2017
    │     ├─ news-2017
    │     │  └─ aggregator-2017 (copy of news-2017)
    │     ├─ web-2017
    │     └─ future-2018
    └─ common link: the statement `allawi-2017`, in four of four chains; without it no independent origin is left
    ");
    let arabic = output(&["isnad", FILE, "--locale", "ar"]);
    let talks = arabic
        .split("\n\n")
        .find(|tree| tree.contains("المؤشر leadership-talks:"));
    insta::assert_snapshot!(talks.unwrap(), @r"
    المؤشر leadership-talks: محادثات بين ممثلي القيادتين
    ├─ أصل مستقل واحد من أربع وثائق، إحداها نسخة
    ├─ ● إياد علاوي
    │  └─ القول allawi-2017
    │     ├─ news-2017
    │     │  └─ aggregator-2017 (نسخة من news-2017)
    │     ├─ web-2017
    │     └─ future-2018
    └─ الملتقى: القول `allawi-2017` (السلاسل المارة به أربع من أربع)؛ وبإسقاطه لا يبقى أصل مستقل
    ");
    let graph = output(&["isnad", FILE, "--format", "dot", "--locale", "en"]);
    assert!(graph.contains("\"source.news-2017\" -> \"source.aggregator-2017\";"));
    assert!(graph.contains("\"origin.actor.allawi\" -> \"statement.allawi-2017\";"));
}

fn source_of_brief(lang: Lang) -> String {
    let run = Run::default();
    let checked = run.check(Path::new(FILE)).unwrap();
    let case = checked.case.unwrap();
    let house = House::default();
    let isnad = Isnad::of(&case, &house);
    compose::compose(&case, &isnad, &house, lang).unwrap().main
}

#[test]
fn the_brief_says_it_too() {
    let english = source_of_brief(Lang::En);
    assert!(
        english
            .contains("origins: \"one independent origin in four documents, one of them a copy\"")
    );
    assert!(english.contains("origin-count(\"one origin\")"));
    assert!(english.contains("with its copy: Source 1"));
    let arabic = source_of_brief(Lang::Ar);
    assert!(arabic.contains("أصل مستقل واحد من أربع وثائق، إحداها نسخة"));
    assert!(arabic.contains("origin-count(\"أصل واحد\")"));
    assert!(arabic.contains("ثمانية أصول مستقلة من ثماني وثائق، إحداها نسخة"));
    assert!(arabic.contains("ومعه نسخته: المصدر 1"));
    // The scores of the matrix are those of `taqdir ach`.
    let ranked: Value = serde_json::from_str(&output(&["ach", FILE, "--format", "json"])).unwrap();
    for hypothesis in ranked["hypotheses"].as_array().unwrap() {
        let against = hypothesis["against"].as_f64().unwrap();
        let lead = hypothesis["place"] == 1;
        let shown = format!("score: \"{against}\", lead: {lead}");
        assert!(english.contains(&shown), "{shown}");
    }
}

/// How often each rule finds something in the assessment as changed.
fn findings(change: impl Fn(String) -> String) -> BTreeMap<&'static str, usize> {
    let before = fs::read_to_string(FILE).unwrap().replace("\r\n", "\n");
    let after = change(before);
    let document = Document::from_text(FILE, after);
    let mut counts = BTreeMap::new();
    for found in Run::default().check_document(&document).findings {
        *counts.entry(found.rule).or_default() += 1;
    }
    counts
}

fn changed(from: &'static str, to: &'static str) -> impl Fn(String) -> String {
    move |text| {
        assert_eq!(text.matches(from).count(), 1, "{from}");
        text.replace(from, to)
    }
}

/// What a change adds to the findings of the file as it stands.
fn added(change: impl Fn(String) -> String) -> Vec<(&'static str, usize)> {
    let before = findings(|text| text);
    let after = findings(change);
    for (rule, count) in &before {
        assert!(after.get(rule) >= Some(count), "{rule} is found less often");
    }
    let more = |(rule, count): (&'static str, usize)| {
        let more = count - before.get(rule).copied().unwrap_or_default();
        (more > 0).then_some((rule, more))
    };
    after.into_iter().filter_map(more).collect()
}

#[test]
fn one_change_makes_one_finding() {
    // Allawi alone cannot confirm anything.
    let confirmed = changed(
        "last_observed = \"2017-04\"\ncredibility = 4",
        "last_observed = \"2017-04\"\ncredibility = 1",
    );
    assert_eq!(added(confirmed), [("confirmed-on-one-origin", 1)]);
    // Two independent origins can.
    let two = changed(
        "last_observed = \"end 2019\"\ncredibility = 2\nplaces = [\"west-africa\"]",
        "last_observed = \"end 2019\"\ncredibility = 1\nplaces = [\"west-africa\"]",
    );
    assert_eq!(added(&two), []);
    // And no longer once one of them is dropped.
    let dropped = |text| {
        let evidence = "evidence = [\"annadif-2019\", \"counterterrorism-official-2019\"]\n";
        changed(evidence, "evidence = [\"annadif-2019\"]\n")(two(text))
    };
    assert_eq!(added(dropped), [("confirmed-on-one-origin", 1)]);
    // A judgement that changes sides has to say why.
    let turned = changed(
        "hypothesis = \"operational-cooperation-of-branches\"",
        "hypothesis = \"alliance-of-leaderships\"",
    );
    assert_eq!(added(turned), [("against-ranking", 1)]);
    // An empty cell.
    let empty = changed(
        "item = \"maqdisi-2016\"\nrating = { no-rapprochement = \"N\", ",
        "item = \"maqdisi-2016\"\nrating = { ",
    );
    assert_eq!(added(empty), [("incomplete-matrix", 1)]);
}
