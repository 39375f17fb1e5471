//! The figures: drawn where there is data, none where there is not, and told to those who hear.

use std::path::Path;

use taqdir::compose::compose;
use taqdir::isnad::Isnad;
use taqdir::model::{House, Lang};
use taqdir::pipeline::Run;
use taqdir::typeset::passes::Passes;
use taqdir::typeset::typeset;

const FLAGSHIP: &str = "assessments/mutual-exposure-2018.toml";

fn source(path: &Path, lang: Lang) -> String {
    let case = Run::default().check(path).unwrap().case.unwrap();
    let house = House::default();
    compose(&case, &Isnad::of(&case, &house), &house, lang)
        .unwrap()
        .main
}

/// The figures that a brief calls for.
fn figures(main: &str) -> Vec<&str> {
    let names = [
        "impact-matrix",
        "event-chart",
        "relation-chart",
        "indicator-strip",
        "force-field",
        "isnad-figure",
        "judgement-overview",
    ];
    let called = |name: &&str| main.contains(&format!("{name}("));
    names.into_iter().filter(called).collect()
}

#[test]
fn a_figure_is_drawn_where_there_is_data_and_nowhere_else() {
    let full = source(Path::new(FLAGSHIP), Lang::Ar);
    assert_eq!(figures(&full).len(), 7);
    // Two events at one time, no dated relation, no consequence.
    let small = source(Path::new("assessments/after-mosul-2017.toml"), Lang::Ar);
    let drawn = figures(&small);
    assert!(drawn.contains(&"indicator-strip") && drawn.contains(&"isnad-figure"));
    for absent in ["impact-matrix", "event-chart", "relation-chart"] {
        assert!(!drawn.contains(&absent), "{absent}");
    }
}

#[test]
fn what_has_only_one_of_likelihood_and_impact_is_said_under_the_matrix() {
    let text = std::fs::read_to_string(FLAGSHIP).unwrap();
    let first = text.find("[[consequence]]").unwrap();
    let (before, after) = text.split_at(first);
    let likelihood = after.find("\nlikelihood = ").unwrap() + 1;
    let line = after[likelihood..].find('\n').unwrap() + likelihood + 1;
    let without = format!("{before}{}{}", &after[..likelihood], &after[line..]);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("one.toml");
    std::fs::write(&path, without).unwrap();
    let shared = folder.path().join("shared");
    std::fs::create_dir(&shared).unwrap();
    for entry in std::fs::read_dir("assessments/shared").unwrap() {
        let entry = entry.unwrap().path();
        std::fs::copy(&entry, shared.join(entry.file_name().unwrap())).unwrap();
    }
    let main = source(&path, Lang::En);
    let missing = main
        .lines()
        .find(|line| line.trim_start().starts_with("missing:"))
        .unwrap();
    assert!(
        missing.contains("impact high, no likelihood stated"),
        "{missing}"
    );
    let main = source(&path, Lang::Ar);
    assert!(main.contains("أثره كبير، بلا احتمال مقدَّر"));
}

#[test]
fn sixty_events_take_no_more_room_than_a_page() {
    let main = source(Path::new(FLAGSHIP), Lang::Ar);
    let start = main.find("event-chart((").unwrap() + "event-chart((".len();
    let end = main[start..].find("\n), now:").unwrap() + start;
    let marks: String = (0..60)
        .map(|n| {
            let lo = 2012.0 + f64::from(n * 7 % 60) / 10.0;
            let (hi, exact) = if n % 4 == 0 {
                (lo + 1.0, false)
            } else {
                (lo + 0.08, true)
            };
            format!("\n  (number: {n}, lo: {lo}, hi: {hi}, exact: {exact}),")
        })
        .collect();
    let case = Run::default()
        .check(Path::new(FLAGSHIP))
        .unwrap()
        .case
        .unwrap();
    let house = House::default();
    let mut composition = compose(&case, &Isnad::of(&case, &house), &house, Lang::Ar).unwrap();
    let pages = |composition: &taqdir::compose::Composition| {
        let pdf = typeset(composition, "brief", Passes::none(Lang::Ar))
            .unwrap()
            .pdf(None)
            .unwrap();
        lopdf::Document::load_mem(&pdf).unwrap().get_pages().len()
    };
    let before = pages(&composition);
    composition.main = format!("{}{marks}{}", &main[..start], &main[end..]);
    assert!(pages(&composition) <= before + 1);
}
