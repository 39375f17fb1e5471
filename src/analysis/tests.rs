use super::ach::{Points, Ranking, Removal, leads_anyhow};
use super::ach_words;
use super::force::ForceField;
use crate::isnad::Isnad;
use crate::load::Document;
use crate::model::House;
use crate::pipeline::Run;
use crate::resolve::Case;

const HEAD: &str = r#"
format = 1
id = "x"
languages = ["en"]
marking = "TLP:CLEAR"
as_of = 2018-11-22
scale = "icd203"
title = "x"
question = "x"
"#;

/// Three items: `none` without an origin, `one` with one, `two` with two.
const ITEMS: &str = r#"
[[figure]]
id = "none"
what = "x"
minimum = 1
unit = "x"
[[figure]]
id = "one"
what = "x"
minimum = 1
unit = "x"
evidence = ["a"]
[[figure]]
id = "two"
what = "x"
minimum = 1
unit = "x"
evidence = ["a", "b"]
[[source]]
id = "a"
kind = "news"
title = "a"
reliability = "B"
lineage = "first-hand"
[[source]]
id = "b"
kind = "news"
title = "b"
reliability = "B"
lineage = "first-hand"
"#;

fn case(text: &str) -> Case {
    let document = Document::from_text("x.toml", format!("{HEAD}{text}"));
    let checked = Run::default().check_document(&document);
    let told: Vec<_> = checked.findings.iter().map(|f| &f.message.en).collect();
    checked.case.unwrap_or_else(|| panic!("{told:?}"))
}

fn ranking(hypotheses: &[&str], rows: &[(&str, &str)]) -> Ranking {
    let mut text = ITEMS.to_owned();
    for id in hypotheses {
        text.push_str(&format!(
            "[[hypothesis]]\nid = \"{id}\"\nname = \"{id}\"\nclaim = \"x\"\n"
        ));
    }
    for (item, rating) in rows {
        text.push_str(&format!(
            "[[matrix]]\nitem = \"{item}\"\nrating = {{ {rating} }}\n"
        ));
    }
    let case = case(&text);
    Ranking::of(&case, &Isnad::of(&case, &House::default())).unwrap()
}

#[test]
fn items_weigh_by_their_origins() {
    let found = ranking(
        &["h", "k"],
        &[
            ("none", "h = \"II\", k = \"CC\""),
            ("one", "h = \"CC\", k = \"I\""),
            ("two", "h = \"N\", k = \"I\""),
        ],
    );
    assert_eq!(found.hypotheses[0].against, Points(2));
    assert_eq!(found.hypotheses[1].against, Points(5));
    assert_eq!(found.hypotheses[1].against.to_string(), "2.5");
    assert_eq!(found.leaders(), [0]);
    // Without weights the two would tie, and that is said.
    assert_eq!(found.unweighted_leaders(), [0, 1]);
    let said = ach_words::weights(&found, &ach_words::ByIds).unwrap();
    assert!(said.en.contains("`h` and `k` would tie"), "{}", said.en);
}

#[test]
fn an_item_whose_removal_decides_is_named() {
    let found = ranking(
        &["h", "k", "l"],
        &[
            ("one", "h = \"C\", k = \"II\", l = \"II\""),
            ("two", "h = \"I\", k = \"C\", l = \"I\""),
            ("none", "h = \"I\", k = \"I\", l = \"I\""),
        ],
    );
    assert_eq!(found.leaders(), [0]);
    assert_eq!(found.items[0].removal, Removal::Lead(vec![1]));
    // Without the second, the last two tie for the second place.
    assert_eq!(found.items[1].removal, Removal::Order);
    assert_eq!(found.items[2].removal, Removal::Nothing);
    assert!(!found.items[2].discriminates && found.items[0].discriminates);
    let said: Vec<_> = ach_words::remarks(&found)
        .into_iter()
        .map(|say| say.en)
        .collect();
    let said = said.join(" ");
    assert!(said.contains("Without `one`, `k` would lead."), "{said}");
    assert!(said.contains("would change without `two`."), "{said}");
    assert!(
        said.contains("tell no hypothesis from another: `none`."),
        "{said}"
    );
}

#[test]
fn ties_empty_cells_and_a_single_hypothesis_are_said() {
    let tied = ranking(
        &["h", "k"],
        &[("one", "h = \"I\", k = \"I\""), ("two", "h = \"C\"")],
    );
    assert_eq!(tied.order(), [[0, 1]]);
    assert_eq!(tied.empty, [(1, 1)]);
    let said: Vec<_> = ach_words::remarks(&tied)
        .into_iter()
        .map(|say| say.en)
        .collect();
    let said = said.join(" ");
    assert!(
        said.contains("`h` and `k` tie for the lead, each with an inconsistency score of 1."),
        "{said}"
    );
    assert!(
        said.contains("count like agreement: 1, at `two`."),
        "{said}"
    );
    let alone = ranking(&["h"], &[("one", "h = \"II\"")]);
    let said = ach_words::remarks(&alone);
    assert_eq!(said.len(), 1);
    assert!(
        said[0].en.contains("nothing to compete with"),
        "{}",
        said[0].en
    );
}

#[test]
fn forces_add_up_and_show_what_works_both_ways() {
    let case = case(
        "[[driver]]\nid = \"a\"\nname = \"a\"\nclaim = \"x\"\nweight = \"major\"\n\
         both_ways = { reconciliation = \"x\" }\n\
         [[driver]]\nid = \"b\"\nname = \"b\"\nclaim = \"x\"\nweight = \"minor\"\n\
         [[obstacle]]\nid = \"c\"\nname = \"c\"\nclaim = \"x\"\nweight = \"moderate\"\n\
         [[obstacle]]\nid = \"d\"\nname = \"d\"\nclaim = \"x\"\n",
    );
    let field = ForceField::of(&case.model);
    assert_eq!((field.drivers.sum, field.drivers.both), (4, 3));
    assert_eq!((field.obstacles.sum, field.obstacles.unweighted), (2, 1));
    assert_eq!(
        field.sentence().en,
        "Sum of the weights (1 to 3 each): drivers 4 (3 from factors that work both ways); \
         obstacles 2, not counting 1 without a weight."
    );
}

#[test]
fn who_leads_whatever_the_items_weigh_leads_once_they_are_weighed() {
    /// A file in which the hypotheses `a` and `b` are rated on three items.
    fn rated(ratings: [(&str, &str); 3]) -> Case {
        let mut text = ITEMS.to_owned();
        for id in ["a-one", "b-one"] {
            text.push_str(&format!(
                "[[hypothesis]]\nid = \"{id}\"\nname = \"{id}\"\nclaim = \"x\"\n"
            ));
        }
        for (item, (a, b)) in ["none", "one", "two"].iter().zip(ratings) {
            text.push_str(&format!(
                "[[matrix]]\nitem = \"{item}\"\nrating = {{ a-one = \"{a}\", b-one = \"{b}\" }}\n"
            ));
        }
        case(&text)
    }
    let all = ["II", "I", "C"];
    let mut certain = 0;
    for code in 0..729_usize {
        let rating = |place: u32| all[code / 3_usize.pow(place) % 3];
        let case = rated([0, 2, 4].map(|place| (rating(place), rating(place + 1))));
        let ranking = Ranking::of(&case, &Isnad::of(&case, &House::default())).unwrap();
        if leads_anyhow(&case, "a-one") {
            assert_eq!(ranking.hypotheses[0].place, 1, "{code}");
            certain += 1;
        }
    }
    assert!((100..600).contains(&certain), "{certain}");
}
