//! Answers, tested without a process.

use gen_lsp_types as lsp;
use serde_json::{Value, json};
use taqdir::model::Lang;
use taqdir::shape::schema::Contract;

use super::{Desk, edited, labels};

const SHARED: &str = r#"format = 1
[[source]]
id = "un-2018"
kind = "report"
title = { ar = "تقرير الأمم المتحدة", en = "Report of the United Nations" }
publisher = { ar = "الأمم المتحدة", en = "United Nations" }
published = 2018-02-01
reliability = "B"
relays = ["member-states"]

[[source]]
id = "member-states"
kind = "official"
title = "Letters of member states"
reliability = "C"

[[actor]]
id = "group-a"
kind = "organisation"
name = { ar = "الجماعة أ", en = "Group A" }
"#;

/// A sound head, so that what a test adds is all there is to object to.
pub const HEAD: &str = r#"format = 1
id = "a"
languages = ["ar", "en"]
marking = "TLP:CLEAR"
as_of = 2018-11-22
scale = "icd203"
title = { ar = "عنوان", en = "Title" }
question = { ar = "سؤال؟", en = "Question?" }
uses = ["shared/world.toml"]
"#;

pub fn desk(lang: Lang) -> Desk {
    let desk = Desk::new(lang);
    desk.disk("shared/world.toml", SHARED);
    desk
}

#[test]
fn keys_are_offered_where_they_may_stand_and_not_twice() {
    let mut desk = desk(Lang::En);
    let text = format!("{HEAD}[[indicator]]\nid = \"i\"\nst|\nclaim = \"x\"\n");
    let offered = desk.offers(&text);
    assert!(offered.contains(&"status".to_owned()), "{offered:?}");
    assert!(!offered.contains(&"claim".to_owned()), "{offered:?}");
    assert!(!offered.contains(&"likelihood".to_owned()), "{offered:?}");
    // What the entry needs comes first.
    assert_eq!(offered[0], "name");
    assert!(offered.contains(&"[[judgement]]".to_owned()));
}

#[test]
fn a_key_comes_with_its_words_and_an_example() {
    let mut desk = desk(Lang::En);
    let at = desk.open("a.toml", &format!("{HEAD}[[indicator]]\n|\n"));
    let answer = desk.ask("completion", "a.toml", at, Value::Null);
    let item = |label: &str| {
        let items = answer["items"].as_array().unwrap();
        items
            .iter()
            .find(|item| item["label"] == label)
            .unwrap()
            .clone()
    };
    let status = item("status");
    let doc = status["documentation"]["value"].as_str().unwrap();
    assert!(doc.contains("Whether it has been seen."), "{doc}");
    let new = status["textEdit"]["newText"].as_str().unwrap();
    assert!(new.starts_with("status = \"${1|observed,"), "{new}");
    // Two languages, two places to fill in.
    assert_eq!(
        item("claim")["textEdit"]["newText"],
        "claim = { ar = \"$1\", en = \"$2\" \\}"
    );
    let header = item("[[source]]");
    let new = header["textEdit"]["newText"].as_str().unwrap();
    assert!(
        new.starts_with("[[source]]\nid = \"$1\"\nkind = \"${2|"),
        "{new}"
    );
}

#[test]
fn words_of_a_list_are_offered_with_their_names() {
    let mut desk = desk(Lang::Ar);
    let at = desk.open("a.toml", "[[source]]\nid = \"s\"\nreliability = \"|\"\n");
    let answer = desk.ask("completion", "a.toml", at, Value::Null);
    assert_eq!(labels(&answer), ["A", "B", "C", "D", "E", "F"]);
    assert_eq!(answer["items"][0]["detail"], "موثوق تمامًا");
    assert_eq!(answer["items"][0]["textEdit"]["newText"], "A");
    // Without quotes yet, they come with the word.
    let at = desk.open("a.toml", "[[source]]\nreliability = |\n");
    let answer = desk.ask("completion", "a.toml", at, Value::Null);
    assert_eq!(answer["items"][0]["textEdit"]["newText"], "\"A\"");
}

#[test]
fn ids_are_offered_by_kind_with_their_names() {
    let mut desk = desk(Lang::Ar);
    let at = desk.open(
        "a.toml",
        &format!("{HEAD}[[event]]\nid = \"e\"\nactors = [\"|\"]\n"),
    );
    let answer = desk.ask("completion", "a.toml", at, Value::Null);
    assert_eq!(labels(&answer), ["group-a"]);
    assert_eq!(answer["items"][0]["detail"], "الجماعة أ");
    // Those the list has already are left out.
    let text = format!("{HEAD}[[event]]\nid = \"e\"\nevidence = [\"un-2018\", |]\n");
    assert_eq!(desk.offers(&text), ["member-states"]);
}

#[test]
fn sources_are_offered_inside_a_citation_in_arabic_text() {
    let mut desk = desk(Lang::En);
    let text = format!("{HEAD}[[gap]]\nid = \"g\"\nquestion = \"قدَّروا 🛰 ذلك [@un|]\"\n");
    let at = desk.open("a.toml", &text);
    let answer = desk.ask("completion", "a.toml", at, Value::Null);
    assert_eq!(labels(&answer), ["un-2018", "member-states"]);
    let plain = text.replacen('|', "", 1);
    let done = edited(&plain, &json!([answer["items"][0]["textEdit"]]));
    assert!(done.contains("ذلك [@un-2018]\""), "{done}");
    // Behind a locator, and for the second of two.
    assert_eq!(
        desk.offers(&text.replace("[@un|]", "[@un-2018, p. 4|]")),
        [""; 0]
    );
    let second = desk.offers(&text.replace("[@un|]", "[@un-2018، ص 4؛ @|"));
    assert_eq!(second, ["un-2018", "member-states"]);
}

#[test]
fn paths_and_rules_are_offered() {
    let mut desk = desk(Lang::En);
    desk.disk("other.toml", HEAD);
    assert_eq!(
        desk.offers("id = \"a\"\nuses = [\"|\"]\n"),
        ["shared/world.toml"]
    );
    let rules = desk.offers(&format!(
        "{HEAD}[[allow]]\nrule = \"unc|\"\nreason = \"x\"\n"
    ));
    assert!(rules.contains(&"uncited-source".to_owned()));
    let at = desk.open("taqdir.toml", "[severity]\nunc|\n");
    let rules = labels(&desk.ask("completion", "taqdir.toml", at, Value::Null));
    assert!(rules.contains(&"uncited-source".to_owned()), "{rules:?}");
}

fn hover(desk: &mut Desk, marked: &str) -> String {
    let at = desk.open("a.toml", marked);
    let answer = desk.ask("hover", "a.toml", at, Value::Null);
    answer["contents"]["value"]
        .as_str()
        .unwrap_or("")
        .to_owned()
}

#[test]
fn hover_tells_the_key_the_word_and_the_source() {
    let mut desk = desk(Lang::En);
    let key = hover(&mut desk, &format!("{HEAD}hor|izon = 2019\n"));
    assert!(
        key.contains("The date up to which the judgements look"),
        "{key}"
    );
    let word = hover(&mut desk, "id = \"a\"\nmarking = \"TLP:G|REEN\"\n");
    assert!(word.contains("no public channel"), "{word}");
    let header = hover(&mut desk, "[[judge|ment]]\nid = \"j\"\n");
    assert!(header.contains("`judgement`"), "{header}");
    let cited = hover(&mut desk, &format!("{HEAD}summary = \"نص [@un-|2018].\"\n"));
    for part in [
        "Report of the United Nations",
        "United Nations",
        "2018-02-01",
        "B (usually reliable)",
        "passes on Letters of member states",
    ] {
        assert!(
            cited.to_lowercase().contains(&part.to_lowercase()),
            "{part} in {cited}"
        );
    }
}

#[test]
fn definition_leads_into_the_shared_file_as_it_is_in_the_editor() {
    let mut desk = desk(Lang::En);
    // The editor holds a newer text of the shared file, two lines longer.
    desk.open("shared/world.toml", &format!("# new\n# lines\n{SHARED}"));
    let at = desk.open("a.toml", &format!("{HEAD}summary = \"x [@un-|2018].\"\n"));
    let answer = desk.ask("definition", "a.toml", at, Value::Null);
    assert_eq!(answer["uri"], json!(desk.uri("shared/world.toml")));
    assert_eq!(
        answer["range"]["start"],
        json!({ "line": 4, "character": 6 })
    );
    let at = desk.open("a.toml", &HEAD.replace("shared/world", "shared/|world"));
    let answer = desk.ask("definition", "a.toml", at, Value::Null);
    assert_eq!(answer["uri"], json!(desk.uri("shared/world.toml")));
}

#[test]
fn an_id_is_renamed_in_every_file_that_means_it_and_in_no_other() {
    let mut desk = desk(Lang::En);
    let cites = "summary = { ar = \"نص [@un-2018، ص 2]\", en = \"Text [@un-2018]\" }\n";
    desk.disk("b.toml", &format!("{HEAD}{cites}"));
    // This one has a source of its own of that name, and does not use the shared file.
    desk.disk(
        "c.toml",
        &format!("id = \"c\"\n{cites}[[source]]\nid = \"un-2018\"\n"),
    );
    let at = desk.open("a.toml", &format!("{HEAD}summary = \"x [@un|-2018]\"\n"));
    let more = json!({ "context": { "includeDeclaration": true } });
    let found = desk.ask("references", "a.toml", at, more);
    assert_eq!(found.as_array().unwrap().len(), 4, "{found}");
    let prepared = desk.ask("prepareRename", "a.toml", at, Value::Null);
    assert_eq!(prepared["placeholder"], "un-2018");
    let answer = desk.ask("rename", "a.toml", at, json!({ "newName": "un-report" }));
    let changes = answer["changes"].as_object().unwrap();
    assert_eq!(changes.len(), 3, "{answer}");
    let uri = desk.uri("b.toml").0;
    let after = edited(&format!("{HEAD}{cites}"), &changes[&uri]);
    assert_eq!(
        after,
        format!("{HEAD}{}", cites.replace("un-2018", "un-report"))
    );
    let uri = desk.uri("shared/world.toml").0;
    let after = edited(SHARED, &changes[&uri]);
    assert_eq!(after, SHARED.replace("un-2018", "un-report"));
    assert!(!changes.contains_key(&desk.uri("c.toml").0));
}

#[test]
fn a_rename_that_would_break_something_is_refused_in_words() {
    let mut desk = desk(Lang::Ar);
    let at = desk.open("a.toml", &format!("{HEAD}summary = \"x [@un|-2018]\"\n"));
    let taken = desk.ask("rename", "a.toml", at, json!({ "newName": "group-a" }));
    assert!(
        taken["message"].as_str().unwrap().contains("مأخوذ"),
        "{taken}"
    );
    let bad = desk.ask("rename", "a.toml", at, json!({ "newName": "Two Words" }));
    assert!(
        bad["message"].as_str().unwrap().contains("لا يصلح معرّفًا"),
        "{bad}"
    );
    let at = desk.open("a.toml", "ti|tle = \"x\"\n");
    let nothing = desk.ask("rename", "a.toml", at, json!({ "newName": "x" }));
    assert!(
        nothing["message"].as_str().unwrap().contains("معرّف"),
        "{nothing}"
    );
}

#[test]
fn symbols_are_the_entries_with_their_names() {
    let mut desk = desk(Lang::Ar);
    let at = desk.open("shared/world.toml", SHARED);
    let answer = desk.ask("documentSymbol", "shared/world.toml", at, Value::Null);
    let names: Vec<&str> = answer
        .as_array()
        .unwrap()
        .iter()
        .map(|symbol| symbol["name"].as_str().unwrap())
        .collect();
    assert_eq!(
        names,
        [
            "تقرير الأمم المتحدة",
            "Letters of member states",
            "الجماعة أ"
        ]
    );
    assert!(answer[0]["detail"].as_str().unwrap().ends_with("· un-2018"));
    assert_eq!(answer[0]["range"]["end"]["line"], 8);
}

#[test]
fn every_word_of_a_list_is_told_in_arabic() {
    let mut desk = desk(Lang::Ar);
    for list in [
        "judgement]]\nlikelihood",
        "indicator]]\nstatus",
        "relation]]\nkind",
    ] {
        let at = desk.open("a.toml", &format!("{HEAD}[[{list} = |\n"));
        let answer = desk.ask("completion", "a.toml", at, Value::Null);
        let items = answer["items"].as_array().unwrap();
        assert!(items.len() > 4, "{list}");
        let arabic = |text: &Value| {
            text.as_str()
                .unwrap_or("")
                .contains(|c| ('ا'..='ي').contains(&c))
        };
        for item in items {
            assert!(arabic(&item["detail"]), "{item}");
            assert!(arabic(&item["documentation"]["value"]), "{item}");
        }
    }
    let text = hover(
        &mut desk,
        &format!("{HEAD}[[judgement]]\nlikelihood = \"likely|\"\n"),
    );
    assert_eq!(
        text,
        "`likely`: مرجّح · من 55 إلى 80% في ICD 203، ومن 55 إلى 75% في PHIA."
    );
}

#[test]
fn files_of_other_tools_are_left_alone() {
    let mut desk = desk(Lang::En);
    let uri = desk.uri("Cargo.toml");
    assert!(
        desk.documents
            .put(&uri, 1, "[package]\n".to_owned())
            .is_none()
    );
}

#[test]
fn what_is_open_counts_for_more_than_the_file_on_disk() {
    let mut desk = desk(Lang::En);
    desk.open("a.toml", &format!("{HEAD}summary = \"x [@un-2018]\"\n"));
    let path = desk.path("a.toml");
    let unknown = |desk: &Desk| {
        let found = &desk.documents.findings()[&path];
        found.iter().any(|found| found.rule == "unknown-source")
    };
    assert!(!unknown(&desk));
    // The source gets another name in the editor; the assessment that cites it is concerned.
    desk.open("shared/world.toml", &SHARED.replace("un-2018", "un-report"));
    let shared = desk.path("shared/world.toml");
    assert!(desk.documents.concerned(&shared).contains(&path));
    desk.documents.check(&path);
    assert!(unknown(&desk));
    // Closed without being saved: the file on disk counts again.
    let uri = desk.uri("shared/world.toml");
    desk.documents.close(&uri);
    desk.documents.check(&path);
    assert!(!unknown(&desk));
}

#[test]
fn every_half_typed_file_is_answered() {
    let mut desk = desk(Lang::Ar);
    let whole = format!(
        "{HEAD}summary = \"\"\"\nقدَّروا 🛰 [@un-2018، ص 4]\\\n\"\"\"\n[[event]]\nid = \"e\"\nactors = [\"group-a\"]\nwhat = {{ ar = \"س\", en = 'x' }}\n[event.when]\n"
    );
    let cuts = whole
        .char_indices()
        .map(|(at, _)| at)
        .filter(|at| *at > HEAD.len() - 40);
    for cut in cuts {
        let mut marked = whole.clone();
        marked.truncate(cut);
        let at = desk.open("a.toml", &format!("{marked}|"));
        for method in [
            "completion",
            "hover",
            "definition",
            "prepareRename",
            "documentSymbol",
        ] {
            let answer = desk.ask(method, "a.toml", at, Value::Null);
            // -32803 is a refusal in words, -32602 would be a fault of the server.
            assert!(
                answer.get("code").is_none_or(|code| *code == -32803),
                "{method}: {answer}"
            );
        }
    }
}

#[test]
fn formatting_changes_only_what_differs() {
    let mut desk = desk(Lang::En);
    for old in [
        "id=\"a\"\nformat =   1\n",
        "title  =  \"قدَّر  🛰  ب\"\nformat = 1\n\n\n\n[[gap]]\nid='g'\n",
        "format = 1\nid = \"same\"\n",
    ] {
        desk.open("a.toml", old);
        let params = json!({ "options": { "tabSize": 2, "insertSpaces": true } });
        let edits = desk.ask("formatting", "a.toml", lsp::Position::default(), params);
        let new = taqdir::fmt::format(old, Contract::Assessment).unwrap();
        assert_eq!(edited(old, &edits), new);
        assert_eq!(edits == json!([]), old == new, "{edits}");
    }
    // What cannot be read is left as it is.
    desk.open("a.toml", "id =\n");
    let params = json!({ "options": { "tabSize": 2, "insertSpaces": true } });
    let edits = desk.ask("formatting", "a.toml", lsp::Position::default(), params);
    assert_eq!(edits, Value::Null);
}
