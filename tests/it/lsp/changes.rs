//! Changes that are offered: what may be meant, and missing keys.

use serde_json::{Value, json};
use taqdir::model::Lang;

use super::answers::{HEAD, desk};
use super::{Desk, edited};

#[test]
fn what_may_be_meant_is_offered_as_a_change() {
    let mut desk = desk(Lang::En);
    let faults = [
        ("horizonn| = 2019\n", "horizon = 2019\n"),
        ("status = \"draf|\"\n", "status = \"draft\"\n"),
        (
            "summary = \"x [@un-208|]\"\n",
            "summary = \"x [@un-2018]\"\n",
        ),
        (
            "[[event]]\nid = \"e\"\nwhat = \"x\"\nwhen = 2018\nactors = [\"grup-a|\"]\n",
            "actors = [\"group-a\"]\n",
        ),
    ];
    for (fault, mended) in faults {
        let marked = format!(
            "{HEAD}{}",
            fault.replace("when = 2018\n", "when = \"2018\"\n")
        );
        let at = desk.open("a.toml", &marked);
        let more = json!({ "range": { "start": at, "end": at }, "context": { "diagnostics": [] } });
        let answer = desk.ask("codeAction", "a.toml", at, more);
        let uri = desk.uri("a.toml").0;
        assert_ne!(
            answer,
            json!([]),
            "{fault}: {:?}",
            desk.documents.findings()
        );
        let edits = &answer[0]["edit"]["changes"][&uri];
        let after = edited(&marked.replacen('|', "", 1), edits);
        assert!(after.ends_with(mended), "{answer}\n{after}");
    }
}

/// The titles of the changes offered at the `|`, each with the text after it.
fn changes(desk: &mut Desk, marked: &str) -> Vec<(String, String)> {
    let at = desk.open("a.toml", marked);
    let more = json!({ "range": { "start": at, "end": at }, "context": { "diagnostics": [] } });
    let answer = desk.ask("codeAction", "a.toml", at, more);
    let uri = desk.uri("a.toml").0;
    let text = marked.replacen('|', "", 1);
    let one = |action: &Value| {
        let after = edited(&text, &action["edit"]["changes"][&uri]);
        (action["title"].as_str().unwrap().to_owned(), after)
    };
    answer.as_array().unwrap().iter().map(one).collect()
}

#[test]
fn a_missing_key_is_inserted_at_its_place_with_an_empty_value() {
    let cases = [
        // Below the key that comes before it in the schema, comment and all.
        (
            "[[indic|ator]]\nid = \"i\"\nname = \"n\" # of it\nstatus = \"observed\"\ntrend = \"steady\"\n",
            "claim",
            "[[indicator]]\nid = \"i\"\nname = \"n\" # of it\nclaim = { ar = \"\", en = \"\" }\nstatus = \"observed\"\ntrend = \"steady\"\n",
        ),
        // A word is left to the author, above the first key where it comes first.
        (
            "[[sour|ce]]\n  id = \"s\"\n  title = \"\"\"\nt\n\"\"\"\n  kind = \"brief\"\n",
            "reliability",
            "[[source]]\n  id = \"s\"\n  title = \"\"\"\nt\n\"\"\"\n  reliability = \"\"\n  kind = \"brief\"\n",
        ),
        (
            "[[pl|ace]]\n# here\nname = \"n\"",
            "id",
            "[[place]]\n# here\nid = \"\"\nname = \"n\"",
        ),
        // A table under a header of its own is no place to write below.
        (
            "[[eve|nt]]\nwhen = \"2018\"\n[event.what]\nar = \"x\"\nen = \"x\"\n",
            "id",
            "[[event]]\nid = \"\"\nwhen = \"2018\"\n[event.what]\nar = \"x\"\nen = \"x\"\n",
        ),
        // Inside braces.
        (
            "[[judgement]]\nid = \"j\"\nstatement = \"s\"\nresolved = {| came_true = true }\n",
            "on",
            "[[judgement]]\nid = \"j\"\nstatement = \"s\"\nresolved = { on = \"\", came_true = true }\n",
        ),
        (
            "[[judgement]]\nid = \"j\"\nstatement = \"s\"\nallow = [{| rule = \"hedge\" }]\n",
            "reason",
            "[[judgement]]\nid = \"j\"\nstatement = \"s\"\nallow = [{ rule = \"hedge\", reason = { ar = \"\", en = \"\" } }]\n",
        ),
        (
            "[[conf|lict]]\nid = \"c\"\nname = \"n\"\n",
            "sides",
            "[[conflict]]\nid = \"c\"\nname = \"n\"\nsides = [{ claim = { ar = \"\", en = \"\" } }]\n",
        ),
    ];
    let mut desk = desk(Lang::En);
    for (marked, key, wanted) in cases {
        let offered = changes(&mut desk, &format!("{HEAD}{marked}"));
        let title = format!("Insert `{key}`");
        let after = offered.iter().find(|(own, _)| *own == title);
        let after = after.unwrap_or_else(|| panic!("{title}: {offered:?}"));
        assert_eq!(after.1, format!("{HEAD}{wanted}"));
        taqdir::load::parse(&taqdir::load::Document::from_text("a.toml", &after.1)).unwrap();
    }
}

#[test]
fn all_missing_keys_are_inserted_at_once() {
    let mut desk = desk(Lang::Ar);
    let all = |offered: Vec<(String, String)>| {
        let last = offered.last().unwrap().clone();
        assert!(
            last.0.starts_with("أضف المفاتيح الناقصة كلها"),
            "{offered:?}"
        );
        last.1
    };
    let after = all(changes(
        &mut desk,
        "# mine\r\n\r\nlanguages = [\"en\"]\r\nhorizon = \"2020\"\r\n\r\n|[[place]]\r\nid = \"p\"\r\nname = \"n\"\r\n",
    ));
    assert_eq!(
        after,
        "# mine\r\n\r\nformat = 1\r\nid = \"\"\r\nlanguages = [\"en\"]\r\nmarking = \"\"\r\nas_of = \"\"\r\nhorizon = \"2020\"\r\nscale = \"\"\r\ntitle = \"\"\r\nquestion = \"\"\r\n\r\n[[place]]\r\nid = \"p\"\r\nname = \"n\"\r\n"
    );
    let after = all(changes(
        &mut desk,
        &format!("{HEAD}[[judgement]]\nid = \"j\"\nstatement = \"s\"\nresolved = {{|}}\n"),
    ));
    assert!(
        after.ends_with("resolved = { on = \"\", came_true = true }\n"),
        "{after}"
    );
    // What no key of the file shows the place of, stands below the header, or at its end.
    let after = all(changes(&mut desk, &format!("{HEAD}[[pla|ce]]")));
    assert!(
        after.ends_with("[[place]]\nid = \"\"\nname = { ar = \"\", en = \"\" }"),
        "{after}"
    );
}
