//! Whatever an analyst types is printed, and never read as markup.

use proptest::prelude::*;
use taqdir::compose;
use taqdir::diagnostic::Severity;
use taqdir::isnad::Isnad;
use taqdir::load::Document;
use taqdir::model::{Lang, Prose};
use taqdir::pipeline::Run;
use taqdir::typeset;
use taqdir::typeset::passes::Passes;
use toml::Value;
use typst::syntax::{SyntaxKind, SyntaxNode, parse};

use crate::mutation::{Step, places, with};
use crate::outputs::{Loaded, skeleton_of_html, skeleton_of_markdown};
use crate::pdf::{extracted, plain};

/// A small assessment with every kind of entry and every text field.
const FULL: &str = include_str!("../suite/sound/full.toml");

/// Fixed strings that have broken other programs.
const HOSTILE: &[&str] = &[
    "#panic(\"x\")",
    "#import \"@preview/x:1.0.0\": *",
    "$x^2$ and `raw` and ```block```",
    "*b* _i_ ~ @ref <label> \\ \\u{41} //c /* d */",
    "{{ 7 * 7 }} {% raw %} {% endraw %} {# c #} {{ labels }}",
    "\"]#eval(\"1\")[\"",
    "\"); panic(\"",
    "} ] ) { [ (",
    "= heading",
    "- list",
    "+ enum",
    "/ term: x",
    "1. one",
    "> quote",
    "<script>alert(1)</script> &amp; &#65;",
    "<!-- c",
    "\u{202e}backwards\u{202c} \u{2066}isolated\u{2069} \u{200f}",
    "a\u{1}b\u{2}n\u{2}future\u{1}c",
    "\u{0}\u{7}\u{1b}[31m\u{7f}",
    "«نص» بـ\"اقتباس\" و50% و'مفرد'",
    "CVE-2025-12345 C++ $1,200 80–90% 2018-11-22",
    "[words](https://x.example/\"#) [bad](javascript:x) ![i](https://x.example)",
    "[@",
    "[@]",
    "[@;;,] [@ , ]",
    "***a** b*",
    "a  \n\n  b\r\nc\u{2028}d\u{85}e",
    "---\n\n***",
    "    code",
    "~~~\nfence",
    "\\",
    "none",
    "; let x = 1",
    "x.at(0)",
];

/// The assessment with `words` in every text that is shown, or in one of them.
fn filled(words: &str, only: Option<usize>) -> Option<String> {
    let root: Value = Value::Table(FULL.parse().unwrap());
    let mut copy = root.clone();
    let texts: Vec<_> = places(&root)
        .into_iter()
        .filter(|place| is_text(&root, place))
        .collect();
    for (index, place) in texts.iter().enumerate() {
        if only.is_none_or(|only| only % texts.len() == index) {
            copy = with(&copy, place, |_| Some(words.into()));
        }
    }
    assert!(texts.len() > 60, "{} texts", texts.len());
    toml::to_string(&copy).ok()
}

/// Texts are what the committed file begins with the word “Text”.
fn is_text(root: &Value, place: &[Step]) -> bool {
    let mut value = root;
    for step in place {
        value = match step {
            Step::Key(key) => &value[key.as_str()],
            Step::Item(index) => &value[*index],
        };
    }
    value.as_str().is_some_and(|text| text.starts_with("Text"))
}

/// What Typst gets of the assessment; nothing where the texts break its format (an empty one).
fn composed(text: &str, lang: Lang) -> Option<String> {
    let run = Run::default();
    let checked = run.check_document(&Document::from_text("tests/suite/sound/x.toml", text));
    let case = checked.case.as_ref()?;
    let house = run.house(&checked).cloned().unwrap_or_default();
    let composition = compose::compose(case, &Isnad::of(case, &house), &house, lang)
        .unwrap_or_else(|error| panic!("{error:#}\n{text}"));
    Some(composition.main)
}

/// Every kind of node that may stand where a text is set, and nowhere decides anything.
///
/// A text is a string; or a block of strings and calls of the few functions that set prose.
fn skeleton(node: &SyntaxNode, out: &mut String) {
    if let Some(end) = prose(node) {
        out.push_str(end);
        return;
    }
    match node.kind() {
        SyntaxKind::Space
        | SyntaxKind::Parbreak
        | SyntaxKind::LineComment
        | SyntaxKind::BlockComment => {}
        _ if node.children().len() == 0 => {
            out.push_str(&format!("{:?}:{} ", node.kind(), node.leaf_text()));
        }
        kind => {
            out.push_str(&format!("{kind:?}("));
            for child in node.children() {
                skeleton(child, out);
            }
            out.push_str(") ");
        }
    }
}

/// `TEXT` for a node that is a text of an analyst.
fn prose(node: &SyntaxNode) -> Option<&'static str> {
    let holds = |kinds: &[SyntaxKind]| {
        node.children()
            .filter(|child| child.kind() != SyntaxKind::Space)
            .all(|child| prose(child).is_some() || kinds.contains(&child.kind()))
    };
    let said = match node.kind() {
        // A citation of nothing leaves nothing.
        SyntaxKind::Str | SyntaxKind::None => true,
        SyntaxKind::FuncCall => {
            let name = node
                .children()
                .next()
                .filter(|name| name.kind() == SyntaxKind::Ident);
            let known = [
                "tok", "box", "emph", "strong", "link", "parbreak", "foreign",
            ];
            name.is_some_and(|name| known.contains(&name.leaf_text().as_str()))
                && node.children().skip(1).all(|arguments| {
                    arguments.kind() == SyntaxKind::Args
                        && arguments.children().all(|child| {
                            let sign = [
                                SyntaxKind::LeftParen,
                                SyntaxKind::RightParen,
                                SyntaxKind::Comma,
                                SyntaxKind::Space,
                            ];
                            prose(child).is_some() || sign.contains(&child.kind())
                        })
                })
        }
        SyntaxKind::CodeBlock => holds(&[SyntaxKind::LeftBrace, SyntaxKind::RightBrace]),
        SyntaxKind::Code => holds(&[SyntaxKind::Semicolon]),
        _ => false,
    };
    said.then_some("TEXT ")
}

fn shape_of(source: &str) -> String {
    let tree = parse(source);
    let (errors, _) = tree.errors_and_warnings();
    assert!(errors.is_empty(), "{errors:?}\n{source}");
    let mut out = String::new();
    skeleton(&tree, &mut out);
    out
}

/// The shape with harmless words in the same places. Which texts are alike does decide something:
/// a source whose author bears the name of an actor has that actor for its origin.
fn harmless(lang: Lang, only: Option<usize>) -> String {
    shape_of(&composed(&filled("Plain words", only).unwrap(), lang).unwrap())
}

#[test]
fn the_skeleton_tells_code_from_text() {
    let shape = |code: &str| shape_of(&format!("#f({code})"));
    assert_eq!(shape("\"a\""), shape("\"b \\\" #c\""));
    assert_eq!(
        shape("\"a\""),
        shape("{\"b\"; box({\"c\"; tok(\"d\")}); emph({\"e\"; \"f\"})}")
    );
    for other in [
        "panic(\"a\")",
        "{panic(\"a\")}",
        "[a]",
        "a",
        "\"a\" + b",
        "\"a\", \"b\"",
        "emph(eval(\"x\"))",
        "box(width: 1pt, \"a\")",
    ] {
        assert_ne!(shape("\"a\""), shape(other), "{other}");
    }
}

#[test]
fn known_attacks_change_nothing_but_the_words() {
    for lang in [Lang::Ar, Lang::En] {
        let expected = harmless(lang, None);
        for words in HOSTILE {
            let Some(source) = filled(words, None).and_then(|text| composed(&text, lang)) else {
                // A text of nothing but spaces is refused before.
                continue;
            };
            assert_eq!(shape_of(&source), expected, "{lang:?} {words:?}");
        }
    }
}

/// How the web page and the Markdown are built with `words` in the texts.
fn skeletons(words: &str, only: Option<usize>, lang: Lang) -> Option<(String, String)> {
    let loaded = Loaded::text("tests/suite/sound/x.toml", &filled(words, only)?)?;
    Some((
        skeleton_of_html(&loaded.html(lang, false)),
        skeleton_of_markdown(&loaded.markdown(lang)),
    ))
}

#[test]
fn known_attacks_change_nothing_on_the_web_page_and_in_markdown() {
    for lang in [Lang::Ar, Lang::En] {
        let expected = skeletons("Plain words", None, lang).unwrap();
        for words in HOSTILE.iter().chain(HOSTILE_TO_MARKUP) {
            if let Some(found) = skeletons(words, None, lang) {
                assert_eq!(found.0, expected.0, "{lang:?} {words:?}");
                assert_eq!(found.1, expected.1, "{lang:?} {words:?}");
            }
        }
    }
}

/// What has broken web pages and wikis.
const HOSTILE_TO_MARKUP: &[&str] = &[
    "</p></section><script>alert(1)</script>",
    "\" onmouseover=\"alert(1)\" x=\"",
    "' onfocus='alert(1)",
    "</style><style>*{display:none}",
    "</title><script>",
    "&lt;script&gt; &#x3c;b&#x3e; &nbsp",
    "](https://x.example) [a]: b",
    "[7] [7]: https://x.example",
    "| a | b |",
    "a \\| b \\\\| c",
    "| --- | --- |",
    "`a` ``b`` ```c",
    "[^1] [^1]: note",
    "# head #",
    "a ==",
    "* * *",
    "**bold** __bold__ ~~gone~~",
    "<https://x.example> <a@x.example>",
    "\u{202e}</b>\u{2066}",
    "*«x»*y *80–90%*z",
];

fn hostile() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        3 => prop::sample::select(HOSTILE).prop_map(str::to_owned),
        3 => "[#$\\\\`\"{}\\[\\]<>@*_~/=+%|'();:,.!?&^-]{1,8}",
        2 => "\\PC{1,12}",
        1 => "[\\p{Cc}\\p{Cf}]{1,4}",
        2 => "[ء-ي ]{1,12}",
        1 => prop::sample::select(&["\n", "\n\n", "\r\n", " ", "\t"][..]).prop_map(str::to_owned),
        1 => "[a-z*_#\\[\\]]{200,600}",
    ];
    prop::collection::vec(part, 1..6).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_changes_the_shape_of_the_source(words in hostile(), only in prop::option::of(any::<usize>()), arabic: bool) {
        let lang = if arabic { Lang::Ar } else { Lang::En };
        if let Some(source) = filled(&words, only).and_then(|text| composed(&text, lang)) {
            prop_assert_eq!(shape_of(&source), harmless(lang, only));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_changes_the_shape_of_a_page(words in hostile(), only in prop::option::of(any::<usize>()), arabic: bool) {
        let lang = if arabic { Lang::Ar } else { Lang::En };
        if let Some(found) = skeletons(&words, only, lang) {
            let expected = skeletons("Plain words", only, lang).unwrap();
            prop_assert_eq!(found, expected);
        }
    }
}

#[test]
fn attacks_are_printed_as_they_were_typed() {
    let typed = [
        "#panic(1) $x^2$ \\alpha {{ 7 * 7 }} {% raw %}",
        "\"]#eval(\"1\")[\"",
        "@ref //comment /* other */ ~ a_b_c",
        "\\u{41} \\n \\\\",
        "<b>bold</b> &amp;",
        "); let x = (",
    ];
    for lang in [Lang::En, Lang::Ar] {
        for words in typed {
            let text = filled(words, None).unwrap();
            let run = Run::default();
            let checked = run.check_document(&Document::from_text(
                "tests/suite/sound/x.toml",
                text.as_str(),
            ));
            let errors: Vec<_> = checked
                .findings
                .iter()
                .filter(|found| found.severity == Severity::Error)
                .collect();
            assert!(errors.is_empty(), "{words}: {errors:#?}");
            let case = checked.case.as_ref().unwrap();
            let house = run.house(&checked).cloned().unwrap_or_default();
            let composition =
                compose::compose(case, &Isnad::of(case, &house), &house, lang).unwrap();
            let pdf = typeset::typeset(&composition, "x", Passes::of(&house, lang))
                .unwrap_or_else(|fault| panic!("{words}: {}", fault.messages.join("\n")))
                .pdf(None)
                .unwrap_or_else(|fault| panic!("{words}: {}", fault.messages.join("\n")));
            let Some(read) = extracted(&pdf) else { return };
            let read = plain(&read);
            // What the grammar of texts keeps as typed is what must be found. A long line may
            // be broken, and direction may part tokens in an Arabic brief, so the English one
            // is searched for the whole and the Arabic one for each word.
            let expected = plain(&Prose::parse(words).plain());
            match lang {
                Lang::En => assert!(read.contains(&expected), "{expected}\nnot in\n{read}"),
                Lang::Ar => {
                    for word in expected
                        .split(|c: char| !c.is_alphanumeric())
                        .filter(|word| word.len() > 1)
                    {
                        assert!(read.contains(word), "{word} of {expected}");
                    }
                }
            }
        }
    }
}

#[test]
fn the_wording_of_a_date_is_a_text_like_any_other() {
    let wording = "wording = \"Text wording\"";
    assert_eq!(FULL.matches(wording).count(), 1);
    let text = FULL.replace(wording, "wording = \"*Late* in spring [@other-paper]\"");
    let source = composed(&text, Lang::En).unwrap();
    assert!(source.contains("emph(\"Late\")"));
    assert!(!source.contains("[@other-paper]"));
}
