//! Both languages of a brief face to face.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use assert_cmd::Command;
use lopdf::Document;
use taqdir::compose::{Composition, Product, facing};
use taqdir::isnad::Isnad;
use taqdir::model::{House, Lang};
use taqdir::pipeline::Run;
use taqdir::readback::gate::{self, Stage};
use taqdir::readback::pdf;
use taqdir::readback::search::{Found, Pages};
use taqdir::readback::wanted::{printed, sentences};
use taqdir::resolve::Case;
use taqdir::typeset::passes::Passes;
use taqdir::typeset::typeset;
use taqdir::typeset::world::ClosedWorld;
use typst::foundations::{NativeElement, Selector, StyleChain};
use typst::introspection::Introspector;
use typst::model::HeadingElem;
use typst_layout::PagedDocument;

const FLAGSHIP: &str = "assessments/mutual-exposure-2018.toml";
const BOTH: [Lang; 2] = [Lang::Ar, Lang::En];

fn composed(path: &str) -> (Case, Composition) {
    let case = Run::default().check(Path::new(path)).unwrap().case.unwrap();
    let house = House::default();
    let composition = facing::compose(
        &case,
        &Isnad::of(&case, &house),
        &house,
        &BOTH,
        Product::assessment(),
    )
    .unwrap();
    (case, composition)
}

fn built(composition: &Composition) -> Vec<u8> {
    let passes = Passes::of(&House::default(), composition.lang).of_sides(2);
    typeset(composition, "brief", passes)
        .unwrap_or_else(|fault| panic!("{}", fault.messages.join("\n")))
        .pdf(None)
        .unwrap()
}

static BRIEF: LazyLock<(Case, Composition, Vec<u8>)> = LazyLock::new(|| {
    let (case, composition) = composed(FLAGSHIP);
    let bytes = built(&composition);
    (case, composition, bytes)
});

#[test]
fn it_passes_pdf_a_3a_and_pdf_ua_1() {
    crate::templates::conforms("both languages", &BRIEF.2);
}

#[test]
fn both_languages_come_back() {
    let (case, composition, bytes) = &*BRIEF;
    let pages = pdf::pages(bytes).unwrap();
    let wanted = gate::wanted(case, &House::default(), composition);
    assert!(wanted.len() > 200, "{}", wanted.len());
    let lost = gate::lost(case, &wanted, &pages, Stage::Export);
    assert!(lost.is_empty(), "{lost:#?}");
    let pages = Pages::new(&pages);
    for side in composition.by_language() {
        let wanted = printed(sentences(case, side.lang), side);
        let exact = wanted
            .iter()
            .filter(|one| pages.find(&one.words) == Found::Exactly)
            .count();
        assert!(wanted.len() > 300, "{:?}: {}", side.lang, wanted.len());
        assert!(
            exact * 100 >= wanted.len() * 99,
            "{:?}: {exact} of {}",
            side.lang,
            wanted.len()
        );
    }
}

/// Page, height and level of each heading, by the column it stands in: the right one, the left one.
fn headings(document: &PagedDocument) -> [Vec<(usize, f64, usize)>; 2] {
    let mut found = [Vec::new(), Vec::new()];
    let introspector = document.introspector();
    for heading in introspector.query(&Selector::Elem(HeadingElem::ELEM, None)) {
        let at = introspector.position(heading.location().unwrap()).unwrap();
        let heading = heading.to_packed::<HeadingElem>().unwrap();
        let level = heading.resolve_level(StyleChain::default()).get();
        let page = at.page.get();
        let middle = document.pages()[page - 1].frame.width() / 2.0;
        let side = usize::from(at.point.x < middle);
        found[side].push((page, at.point.y.to_pt(), level));
    }
    found
}

#[test]
fn sections_and_items_begin_level_with_arabic_on_the_right() {
    for path in [FLAGSHIP, "tests/fixtures/everything.toml"] {
        let (_, composition) = composed(path);
        let document = typst::compile::<PagedDocument>(&ClosedWorld::new(&composition))
            .output
            .unwrap();
        let [right, left] = headings(&document);
        assert!(right.len() > 20, "{}", right.len());
        assert_eq!(right.len(), left.len());
        for (one, other) in right.iter().zip(&left) {
            assert_eq!((one.0, one.2), (other.0, other.2), "{path}");
            assert!((one.1 - other.1).abs() < 3.0, "{path}: {one:?} {other:?}");
        }
    }
}

#[test]
fn every_kind_of_entry_stands_on_both_sides() {
    let (case, composition) = composed("tests/fixtures/everything.toml");
    let pages = pdf::pages(&built(&composition)).unwrap();
    let wanted = gate::wanted(&case, &House::default(), &composition);
    let lost = gate::lost(&case, &wanted, &pages, Stage::Export);
    assert!(lost.is_empty(), "{lost:#?}");
}

fn taqdir(folder: &Path, args: &[&str]) -> assert_cmd::assert::Assert {
    Command::cargo_bin("taqdir")
        .unwrap()
        .args(["build", "--locale", "en"])
        .args(args)
        .args(["-o".as_ref(), folder.as_os_str()])
        .assert()
}

#[test]
fn the_order_of_the_languages_does_not_matter_and_both_must_be_written() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("out");
    fs::create_dir(&out).unwrap();
    let path = "assessments/after-mosul-2017.toml";
    taqdir(&out, &[path, "--lang", "ar,en"]).success();
    let pdf = out.join("after-mosul-2017.ar-en.pdf");
    let first = fs::read(&pdf).unwrap();
    taqdir(&out, &[path, "--lang", "en,ar"]).success();
    assert!(first == fs::read(&pdf).unwrap());
    let document = Document::load_mem(&first).unwrap();
    let root = document.trailer.get(b"Root").unwrap().as_reference();
    let catalog = document.get_dictionary(root.unwrap()).unwrap();
    let lang = catalog.get(b"Lang").unwrap().as_str().unwrap();
    assert_eq!(lang, b"ar");

    let typst = folder.path().join("typst");
    taqdir(&typst, &[path, "--lang", "ar,en", "--to", "typst"]).success();
    for name in ["main.typ", "main-ar.typ", "main-en.typ", "house/facing.typ"] {
        assert!(typst.join(name).is_file(), "{name}");
    }
    let png = folder.path().join("png");
    taqdir(&png, &[path, "--lang", "ar,en", "--to", "png"]).success();
    assert!(fs::read_dir(&png).unwrap().count() > 0);

    let found = taqdir(
        &out,
        &["tests/fixtures/report/sound.toml", "--lang", "ar,en"],
    )
    .code(2);
    let said = String::from_utf8(found.get_output().stderr.clone()).unwrap();
    assert!(said.contains("sound.toml is not written in `ar`"), "{said}");
}

#[test]
fn every_product_can_be_had_so_and_the_web_page_is_one_for_each_language() {
    let folder = tempfile::tempdir().unwrap();
    let path = "assessments/after-mosul-2017.toml";
    let products = ["--product", "brief,annex"];
    taqdir(
        folder.path(),
        &[&[path, "--lang", "ar,en"], &products[..]].concat(),
    )
    .success();
    for product in ["brief", "annex"] {
        let name = format!("after-mosul-2017.{product}.ar-en.pdf");
        let bytes = fs::read(folder.path().join(name)).unwrap();
        let pages = pdf::pages(&bytes).unwrap();
        assert!(product != "brief" || pages.len() == 1, "{}", pages.len());
        let text = pages.concat();
        assert!(text.contains("الموصل") && text.contains("Mosul"), "{text}");
    }
    for kind in ["html", "md"] {
        taqdir(folder.path(), &[path, "--lang", "ar,en", "--to", kind]).success();
        for lang in ["ar", "en"] {
            let name = format!("after-mosul-2017.{lang}.{kind}");
            assert!(folder.path().join(&name).is_file(), "{name}");
        }
    }
}

#[test]
fn a_template_that_makes_no_side_is_named_and_a_fault_of_one_side_has_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let house = folder.path().join("house");
    fs::create_dir(&house).unwrap();
    fs::write(folder.path().join("taqdir.toml"), "templates = \"house\"\n").unwrap();
    let path = folder.path().join("a.toml");
    fs::copy("tests/fixtures/everything.toml", &path).unwrap();
    let shared = "everything-shared.toml";
    fs::copy(
        format!("tests/fixtures/{shared}"),
        folder.path().join(shared),
    )
    .unwrap();
    let says = |product: &str, template: &str| {
        fs::write(house.join(format!("{product}.typ.jinja")), template).unwrap();
        let path = path.to_str().unwrap();
        let args = [path, "--lang", "ar,en", "--product", product];
        let found = taqdir(&folder.path().join("out"), &args).code(2);
        String::from_utf8(found.get_output().stderr.clone()).unwrap()
    };
    let said = says("own", "= Its own pages\n");
    assert!(said.contains("own.typ.jinja\n"), "{said}");
    assert!(said.contains("two languages face to face"), "{said}");
    let document = "{% include \"parts/document.typ.jinja\" %}\n";
    let english = "{% if lang == \"en\" %}\n#nothing({{ title.plain }})\n{% endif %}\n";
    let said = says("fault", &format!("{document}{english}"));
    assert!(said.contains("fault.typ.jinja:3:1"), "{said}");
    assert!(said.contains("unknown variable: nothing"), "{said}");
}
