use super::*;
use proptest::prelude::*;

/// The place at the `|`, which is taken out.
fn find(marked: &str) -> (String, Place, String) {
    let byte = marked.find('|').unwrap();
    let text = marked.replacen('|', "", 1);
    let cursor = at(&text, byte).unwrap();
    (
        cursor.route.to_string(),
        cursor.place,
        text[cursor.token].to_owned(),
    )
}

#[test]
fn the_place_is_told_in_half_typed_files() {
    let cases = [
        ("|", "/", Place::Key, ""),
        ("format = 1\nst|", "/", Place::Key, "st"),
        (
            "[[indicator]]\nid = \"a\"\n[[indicator]]\n|\n",
            "/indicator/1",
            Place::Key,
            "",
        ),
        (
            "[[judgement]]\n[judgement.statement]\na|",
            "/judgement/0/statement",
            Place::Key,
            "a",
        ),
        ("status = |", "/status", Place::Bare, ""),
        ("status = dra|ft # x", "/status", Place::Bare, "draft"),
        ("status = \"dr|", "/status", Place::Text, "dr"),
        ("status = \"|\"\nid = 1", "/status", Place::Text, ""),
        ("basis = [\"a\", \"b|\"]", "/basis/1", Place::Text, "b"),
        ("basis = [\"a\", |]", "/basis/1", Place::Bare, ""),
        ("basis = [\n  \"a\",\n  |\n]", "/basis/1", Place::Bare, ""),
        (
            "claim = { ar = \"نص\", en = \"x|\" }",
            "/claim/en",
            Place::Text,
            "x",
        ),
        ("claim = { a|", "/claim", Place::InlineKey, "a"),
        (
            "summary = \"\"\"\none [@x|]\n\"\"\"",
            "/summary",
            Place::Text,
            "\none [@x]\n",
        ),
        (
            "uses = [\"a.toml\"\nstatus = \"|\"",
            "/status",
            Place::Text,
            "",
        ),
        ("[[ind|]]", "/", Place::Header(true), "ind"),
        (
            "title = \"a\n[[source]]\nid = \"|\"",
            "/source/0/id",
            Place::Text,
            "",
        ),
        (
            "uses = [\"a.toml\",\n[[source]]\nid = \"|\"",
            "/source/0/id",
            Place::Text,
            "",
        ),
        ("# note |x", "/", Place::Comment, "# note x"),
    ];
    for (marked, route, place, token) in cases {
        let expected = (route.to_owned(), place, token.to_owned());
        assert_eq!(find(marked), expected, "{marked}");
    }
}

#[test]
fn nothing_is_written_behind_a_value_or_a_header() {
    for marked in [
        "trend = \"steady\"|\nid = 1",
        "trend = \"steady\" |",
        "trend = \"steady\" | # x",
        "trend = \"steady\" \"|",
        "basis = [\"a\"]|\n",
        "[[source]]|\nid = 1",
        "[[source]]\nuses = {}  |\r\n",
    ] {
        let byte = marked.find('|').unwrap();
        let text = marked.replacen('|', "", 1);
        assert_eq!(at(&text, byte), None, "{marked}");
    }
}

#[test]
fn many_brackets_do_not_exhaust_the_stack() {
    let text = format!("k = {}", "[{a=".repeat(50_000));
    at(&text, text.len());
}

proptest! {
    #[test]
    fn any_text_is_read_to_its_end(
        text in "([a-z=\"'#,.\\[\\]{}\\\\ \r\n]|\"\"\"|ب|🛰){0,60}",
        byte in 0usize..120,
    ) {
        if let Some(cursor) = at(&text, byte) {
            prop_assert!(text.get(cursor.token).is_some());
        }
    }
}
