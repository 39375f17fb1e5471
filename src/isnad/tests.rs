use super::{Isnad, Knot, Origin, Why};
use crate::load::Document;
use crate::model::{House, Kind};
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

fn source(id: &str, more: &str) -> String {
    format!(
        "[[source]]\nid = \"{id}\"\nkind = \"news\"\ntitle = \"{id}\"\nreliability = \"F\"\n{more}\n"
    )
}

fn said(id: &str, more: &str, by: &str) -> String {
    format!(
        "[[statement]]\nid = \"{id}\"\nwording = \"paraphrase\"\ntext = \"x\"\ncarried_by = [{by}]\n{more}\n"
    )
}

fn actor(id: &str) -> String {
    format!("[[actor]]\nid = \"{id}\"\nkind = \"person\"\nname = \"{id}\"\n")
}

fn figure(evidence: &str) -> String {
    format!(
        "[[figure]]\nid = \"f\"\nwhat = \"x\"\nminimum = 1\nunit = \"x\"\nevidence = [{evidence}]\n"
    )
}

fn case(parts: &[String]) -> Case {
    let text = format!("{HEAD}{}", parts.concat());
    let document = Document::from_text("x.toml", text);
    let checked = Run::default().check_document(&document);
    let told: Vec<_> = checked.findings.iter().map(|f| &f.message.en).collect();
    checked.case.unwrap_or_else(|| panic!("{told:?}"))
}

fn isnad(parts: &[String]) -> Isnad {
    Isnad::of(&case(parts), &House::default())
}

fn origins(parts: &[String]) -> Vec<Origin> {
    isnad(parts).entry(Kind::Figure, 0).unwrap().origins.clone()
}

#[test]
fn a_copy_adds_a_document_and_no_origin() {
    let parts = [
        figure("\"a\", \"b\""),
        source("a", "lineage = \"first-hand\""),
        source("b", "copy_of = \"a\""),
    ];
    let found = isnad(&parts);
    let claim = found.entry(Kind::Figure, 0).unwrap();
    assert_eq!(claim.origins, [Origin::Document("a".into())]);
    assert_eq!(claim.documents, ["a", "b"]);
    assert_eq!(claim.copies, 1);
}

#[test]
fn one_person_is_one_origin_however_often_he_speaks() {
    let speaks = "speaker = \"p\"";
    let mut parts = vec![
        figure("\"s\", \"t\""),
        actor("p"),
        actor("q"),
        said("s", speaks, "\"a\""),
        said("t", speaks, "\"b\""),
        source("a", ""),
        source("b", ""),
    ];
    assert_eq!(origins(&parts), [Origin::Actor("p".into())]);
    parts[4] = said("t", "speaker = \"q\"", "\"b\"");
    assert_eq!(origins(&parts).len(), 2);
    // Who says that he has it from another is not its origin.
    parts[4] = said(
        "t",
        "speaker = \"q\"\norigin = { kind = \"named\", actor = \"p\" }",
        "\"b\"",
    );
    assert_eq!(origins(&parts), [Origin::Actor("p".into())]);
    // His own letter is he.
    parts[4] = said(
        "t",
        "speaker = \"q\"\norigin = { kind = \"anonymous\" }",
        "\"b\"",
    );
    parts[0] = figure("\"s\", \"a\"");
    parts[5] = source("a", "lineage = \"first-hand\"\nauthor = \"p\"");
    assert_eq!(origins(&parts), [Origin::Actor("p".into())]);
}

#[test]
fn nobody_named_counts_as_the_house_wants() {
    let parts = [
        figure("\"s\", \"u\""),
        said("s", "attribution = \"officials\"", "\"a\""),
        source("a", ""),
        source("u", "lineage = \"unknown\""),
    ];
    let case = case(&parts);
    let count = |house: &House| {
        let isnad = Isnad::of(&case, house);
        isnad.entry(Kind::Figure, 0).unwrap().origins.len()
    };
    assert_eq!(count(&House::default()), 0);
    let lenient = House {
        count_anonymous: Some(true),
        ..House::default()
    };
    // The document of unknown lineage counts nothing in any house.
    assert_eq!(count(&lenient), 1);
}

#[test]
fn an_analysis_counts_unless_it_argues_from_what_counts() {
    let mut parts = vec![
        figure("\"a\""),
        actor("p"),
        said("s", "speaker = \"p\"", "\"a\""),
        source("a", "lineage = \"analysis\"\nrelays = [\"s\"]"),
    ];
    assert_eq!(origins(&parts), [Origin::Analysis("a".into())]);
    parts[0] = figure("\"a\", \"s\"");
    let found = isnad(&parts);
    let claim = found.entry(Kind::Figure, 0).unwrap();
    assert_eq!(claim.origins, [Origin::Actor("p".into())]);
    assert_eq!(
        claim.uncounted[0].why,
        Why::ArguesFrom(Origin::Actor("p".into()))
    );
    parts[3] = source("a", "lineage = \"analysis\"");
    assert_eq!(origins(&parts).len(), 2);
}

#[test]
fn a_relay_leads_to_the_one_it_relays_and_several_to_none() {
    let mut parts = vec![
        figure("\"a\""),
        source("a", "lineage = \"relay\"\nrelays = [\"b\"]"),
        source("b", "lineage = \"first-hand\""),
        source("c", "lineage = \"first-hand\""),
    ];
    assert_eq!(origins(&parts), [Origin::Document("b".into())]);
    parts[1] = source("a", "lineage = \"relay\"\nrelays = [\"b\", \"c\"]");
    assert!(origins(&parts).is_empty());
}

#[test]
fn what_was_not_read_is_known_through_its_relay() {
    let speaks = |who: &str| format!("speaker = \"{who}\"");
    let mut parts = vec![
        figure("\"s\", \"t\""),
        actor("p"),
        actor("q"),
        said("s", &speaks("p"), "\"relay\""),
        said("t", &speaks("q"), "\"paper\""),
        source("relay", "lineage = \"relay\"\nrelays = [\"paper\", \"s\"]"),
        source("paper", ""),
    ];
    let found = isnad(&parts);
    let claim = found.entry(Kind::Figure, 0).unwrap();
    let link = claim.common_link().unwrap();
    assert_eq!(link.knot, Knot::Document("relay".into()));
    assert_eq!((link.through, link.chains, link.left.len()), (2, 2, 0));
    // Once it was read itself, the two chains have nothing in common.
    parts[6] = source("paper", "retrieved = 2018-11-01");
    let found = isnad(&parts);
    assert_eq!(found.entry(Kind::Figure, 0).unwrap().common_link(), None);
}

#[test]
fn the_common_link_is_the_statement_on_which_most_hangs() {
    let parts = [
        figure("\"s\", \"w\""),
        actor("p"),
        said("s", "speaker = \"p\"", "\"a\", \"b\", \"c\""),
        source("a", ""),
        source("b", "copy_of = \"a\""),
        source("c", ""),
        source("w", "lineage = \"first-hand\""),
    ];
    let found = isnad(&parts);
    let claim = found.entry(Kind::Figure, 0).unwrap();
    assert_eq!(claim.origins.len(), 2);
    let link = claim.common_link().unwrap();
    assert_eq!(link.knot, Knot::Statement("s".into()));
    assert_eq!((link.through, link.chains), (3, 4));
    assert_eq!(link.left, [Origin::Document("w".into())]);
}

#[test]
fn a_judgement_has_the_origins_of_its_basis() {
    let judgement = "[[judgement]]\nid = \"j\"\nstatement = \"x\"\nbasis = [\"f\", \"c\"]\n";
    let conflict = "[[conflict]]\nid = \"c\"\nname = \"x\"\n\
                    sides = [{ claim = \"x [@a]\" }, { claim = \"y [@b]\" }]\n";
    let parts = [
        judgement.to_owned(),
        conflict.to_owned(),
        figure("\"a\""),
        source("a", "lineage = \"first-hand\""),
        source("b", "lineage = \"first-hand\""),
    ];
    let found = isnad(&parts);
    assert_eq!(found.entry(Kind::Conflict, 0).unwrap().origins.len(), 2);
    let judgement = found.entry(Kind::Judgement, 0).unwrap();
    assert_eq!(judgement.origins.len(), 2);
    assert_eq!(judgement.parts.len(), 2);
    let link = judgement.common_link().unwrap();
    assert_eq!(link.knot, Knot::Document("a".into()));
}

#[test]
fn circles_end_and_endless_lineages_are_cut() {
    let round = [
        figure("\"a\""),
        source("a", "relays = [\"b\"]"),
        source("b", "relays = [\"a\"]"),
    ];
    let found = isnad(&round);
    assert_eq!(found.circles.len(), 1);
    assert!(found.entry(Kind::Figure, 0).unwrap().origins.is_empty());
    // Every source relays all before it: the ways multiply beyond any number.
    let mut wide = vec![figure("\"s0\"")];
    for n in 0..60 {
        let relays: Vec<_> = (0..n).map(|m| format!("\"s{m}\"")).collect();
        wide.push(source(
            &format!("s{n}"),
            &format!("relays = [{}]", relays.join(", ")),
        ));
    }
    assert!(
        !isnad(&wide)
            .entry(Kind::Figure, 0)
            .unwrap()
            .chains
            .is_empty()
    );
    // And one that is as long as a file allows.
    let mut long = vec![figure("\"s0\"")];
    for n in 0..3000 {
        let relays = format!("relays = [\"s{}\"]", (n + 1) % 3000);
        long.push(source(&format!("s{n}"), &relays));
    }
    assert_eq!(isnad(&long).circles.len(), 1);
}
