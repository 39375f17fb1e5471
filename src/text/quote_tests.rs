//! Quotations against a text, case by case.

use proptest::prelude::*;

use super::*;

const SPEECH: &str = "قال رئيس البلدية في مؤتمر صحفي: «إن المجلس لا يقبل تأجيل المشروع، ولن يدفع للشركة شيئًا قبل أن تكتمل \
    الأعمال». وأضاف أن المسئولين عن الرصيف، لا سيما أبو بكر الحداد، أنجزوا ما عليهم. وهو ما يرجّح أن يُفتح الميناء في \
    الربيع على الأرجح.\nThe harbour will not open before spring, and the council has never promised otherwise.";

fn look_up(quotation: &str) -> Found {
    Searchable::new(SPEECH).look_up(quotation, "").unwrap()
}

fn fidelity(quotation: &str) -> Fidelity {
    look_up(quotation).fidelity
}

#[test]
fn letter_for_letter_is_exact_whatever_the_punctuation() {
    for quotation in [
        "إن المجلس لا يقبل تأجيل المشروع ولن يدفع للشركة شيئًا",
        "المسئولين عن الرصيف لا سيما",
        "the council has never promised",
        "لاسيما أبوبكر الحداد",
        "أنجزوا",
        // Without the و that is written on the first word.
        "لن يدفع للشركة شيئًا قبل",
        "أضاف أن المسئولين",
    ] {
        assert_eq!(fidelity(quotation), Fidelity::Exact, "{quotation}");
    }
    assert_eq!(
        &SPEECH[look_up("أن تكتمل الأعمال").passage.unwrap()],
        "أن تكتمل الأعمال"
    );
}

#[test]
fn another_spelling_is_respelled() {
    for quotation in [
        "ان المجلس لا يقبل تاجيل المشروع",
        "إن المجلس لا يقبل تأجيلَ المشروع",
        "المسؤولين عن الرصيف",
        "قبل أن تكتمل الأعمـــال",
        "في الربيع علي الأرجح",
        "The Council has never promised",
    ] {
        assert_eq!(fidelity(quotation), Fidelity::Respelled, "{quotation}");
    }
}

#[test]
fn changed_words_are_named() {
    let found = look_up("إن المجلس لا يقبل إلغاء المشروع ولن يدفع للشركة شيئًا");
    assert_eq!(found.fidelity, Fidelity::Altered);
    assert_eq!(
        found.differences,
        [Difference {
            original: "تأجيل".into(),
            quoted: "إلغاء".into(),
            negation: false,
        }]
    );
    assert!(SPEECH[found.passage.unwrap()].starts_with("إن المجلس"));
    let left_out = look_up("ولن يدفع للشركة قبل أن تكتمل الأعمال");
    assert_eq!(left_out.differences.len(), 1);
    assert_eq!(left_out.differences[0].original, "شيئًا");
    assert_eq!(left_out.differences[0].quoted, "");
    let added = look_up("ولن يدفع للشركة أبدًا شيئًا قبل أن تكتمل الأعمال");
    assert_eq!(added.differences[0].quoted, "أبدًا");
    assert!(added.negation().is_none());
}

#[test]
fn what_is_not_there_is_absent() {
    for quotation in [
        "ستغلق المطاعم أبوابها طوال الصيف",
        "المجلس سيبيع الأرض للمستثمرين قريبًا",
        "rents rose by a third",
        "إلغاء",
    ] {
        let found = look_up(quotation);
        assert_eq!(found.fidelity, Fidelity::Absent, "{quotation}");
        assert_eq!(found.passage, None);
    }
    assert_eq!(
        Searchable::new("").look_up("شيء", "").unwrap().fidelity,
        Fidelity::Absent
    );
    assert_eq!(Searchable::new(SPEECH).look_up("«…»", ""), None);
}

#[test]
fn a_lost_or_added_negation_is_told() {
    for (quotation, original, quoted) in [
        ("إن المجلس يقبل تأجيل المشروع", "لا", ""),
        ("أن لا يُفتح الميناء في الربيع", "", "لا"),
        ("The harbour will open before spring", "not", ""),
        ("the council has promised otherwise", "never", ""),
    ] {
        let found = look_up(quotation);
        assert_eq!(found.fidelity, Fidelity::Altered, "{quotation}");
        let lost = found
            .negation()
            .unwrap_or_else(|| panic!("{quotation}: {found:?}"));
        assert_eq!(
            (lost.original.as_str(), lost.quoted.as_str()),
            (original, quoted)
        );
    }
    let other_tense = look_up("إن المجلس لم يقبل تأجيل المشروع ولن يدفع");
    assert_eq!(other_tense.fidelity, Fidelity::Altered);
    assert!(other_tense.negation().is_none());
    let except = look_up("أن المسئولين عن الرصيف أبو بكر الحداد أنجزوا ما عليهم");
    assert_eq!(except.differences[0].original, "لا سيما");
    assert!(except.negation().is_none(), "«لا سيما» negates nothing");
}

#[test]
fn a_quotation_that_begins_behind_a_negation_has_dropped_it() {
    let found = look_up("يقبل تأجيل المشروع");
    assert_eq!(found.negation().unwrap().original, "لا");
    assert!(SPEECH[found.passage.unwrap()].starts_with("لا يقبل"));
    let after_gap = look_up("إن المجلس … يقبل تأجيل المشروع");
    assert!(after_gap.negation().is_some());
    // What the author himself says before it counts.
    let speech = Searchable::new(SPEECH);
    for before in ["قال إن المجلس لا ", "نفى أن المجلس "] {
        let fair = speech.look_up("يقبل تأجيل المشروع", before).unwrap();
        assert_eq!(fair.fidelity, Fidelity::Exact, "{before}");
    }
    // ما is a pronoun here, and a comma parts the rest.
    assert_eq!(fidelity("يرجّح أن يُفتح الميناء"), Fidelity::Exact);
}

#[test]
fn omissions_and_insertions_part_a_quotation() {
    for quotation in [
        "إن المجلس لا يقبل … قبل أن تكتمل الأعمال",
        "إن المجلس [البلدي] لا يقبل تأجيل المشروع",
        "إن المجلس لا يقبل... أنجزوا ما عليهم",
        "إن المجلس [لا يقبل",
    ] {
        assert!(
            fidelity(quotation) <= Fidelity::Respelled || quotation.contains("[لا"),
            "{quotation}"
        );
    }
    let moved = look_up("قبل أن تكتمل الأعمال … إن المجلس لا يقبل");
    assert_eq!(moved.fidelity, Fidelity::Altered);
    assert!(moved.moved);
    let half = look_up("إن المجلس لا يقبل … ستغلق المطاعم أبوابها");
    assert_eq!(half.fidelity, Fidelity::Absent);
}

#[test]
fn a_very_long_quotation_is_looked_up_in_parts() {
    let text: String = (0..3000).map(|number| format!("كلمة{number} ")).collect();
    let searchable = Searchable::new(&text);
    assert_eq!(
        searchable.look_up(&text, "").unwrap().fidelity,
        Fidelity::Exact
    );
    let altered = text.replace("كلمة1500 ", "غيرها ");
    let found = searchable.look_up(&altered, "").unwrap();
    assert_eq!(found.fidelity, Fidelity::Altered);
    assert_eq!(found.differences.len(), 1);
    assert_eq!(found.differences[0].original, "كلمة1500");
}

proptest! {
    #[test]
    fn any_stretch_of_a_text_is_found_in_it(from in 0_usize..30, length in 1_usize..20) {
        let words: Vec<&str> = SPEECH.split_whitespace().collect();
        let quotation = words.iter().skip(from).take(length).copied().collect::<Vec<_>>().join(" ");
        let found = Searchable::new(SPEECH).look_up(&quotation, "لا").unwrap();
        prop_assert_eq!(found.fidelity, Fidelity::Exact, "{}", quotation);
    }

    #[test]
    fn no_quotation_breaks_the_search(
        text in "([لامنريسك]{1,4}|not|\\PC| |…|\\[|\\]){0,60}",
        quotation in "([لامنريسك]{1,4}|not|\\PC| |…|\\[|\\]|\\.){0,30}",
    ) {
        if let Some(found) = Searchable::new(&text).look_up(&quotation, &text) {
            prop_assert!(quotation.get(found.piece.clone()).is_some());
            if let Some(passage) = found.passage {
                prop_assert!(text.get(passage).is_some());
            }
        }
    }
}
