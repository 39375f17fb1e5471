//! Where pages end: rows of tables in company, the facts of a judgement together, scales whole.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use taqdir::compose::templates::EMBEDDED;
use taqdir::compose::{Composition, Product, compose_product, facing};
use taqdir::isnad::Isnad;
use taqdir::model::{House, Lang};
use taqdir::pipeline::Run;
use taqdir::resolve::Case;
use taqdir::typeset::world::ClosedWorld;
use typst::foundations::Smart;
use typst::introspection::{Location, Tag};
use typst::layout::{Frame, FrameItem};
use typst::model::{TableCell, TableElem};
use typst_layout::PagedDocument;

const BOTH: [Lang; 2] = [Lang::Ar, Lang::En];

fn checked(path: &Path) -> Case {
    Run::default().check(path).unwrap().case.unwrap()
}

fn composed(case: &Case, name: &str, lang: Lang) -> Composition {
    let house = House::default();
    let templates = &*EMBEDDED;
    let product = Product { templates, name };
    compose_product(case, &Isnad::of(case, &house), &house, lang, product).unwrap()
}

fn laid_out(composition: &Composition) -> PagedDocument {
    typst::compile::<PagedDocument>(&ClosedWorld::new(composition))
        .output
        .unwrap()
}

/// One table: the rows that stand on each page, from 0; the first is its head.
#[derive(Default)]
struct Table {
    pages: BTreeMap<usize, BTreeSet<usize>>,
}

impl Table {
    /// The pages on which one row stands alone, or none under the head.
    fn lonely(&self) -> Vec<usize> {
        let rows = |page: &BTreeSet<usize>| page.iter().filter(|&&row| row > 0).count();
        let parted = self.pages.len() > 1;
        let lonely = self.pages.iter().filter(|(_, page)| rows(page) < 2);
        lonely.map(|(&page, _)| page).filter(|_| parted).collect()
    }
}

/// What a document shows: its tables, and the runs of text of each page.
#[derive(Default)]
struct Shown {
    tables: Vec<Table>,
    runs: Vec<Vec<String>>,
    open: Vec<(Location, usize)>,
}

impl Shown {
    fn of(document: &PagedDocument) -> Self {
        let mut shown = Self::default();
        for page in document.pages() {
            shown.runs.push(Vec::new());
            shown.read(&page.frame);
        }
        shown
    }

    fn read(&mut self, frame: &Frame) {
        let page = self.runs.len();
        for (_, item) in frame.items() {
            match item {
                FrameItem::Group(group) => self.read(&group.frame),
                FrameItem::Text(text) => {
                    self.runs.last_mut().unwrap().push(text.text.to_string());
                }
                FrameItem::Tag(Tag::Start(element, ..)) => {
                    if element.is::<TableElem>() {
                        let at = element.location().unwrap();
                        self.open.push((at, self.tables.len()));
                        self.tables.push(Table::default());
                    } else if let Some(cell) = element.to_packed::<TableCell>()
                        && let Some(&(_, table)) = self.open.last()
                        && let Smart::Custom(row) = cell.y.get(Default::default())
                    {
                        self.tables[table]
                            .pages
                            .entry(page)
                            .or_default()
                            .insert(row);
                    }
                }
                FrameItem::Tag(Tag::End(at, ..)) => self.open.retain(|(open, _)| open != at),
                _ => {}
            }
        }
    }
}

fn assessments() -> Vec<PathBuf> {
    let files = fs::read_dir("assessments").unwrap();
    let mut files: Vec<PathBuf> = files
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|kind| kind == "toml"))
        .collect();
    files.sort();
    files
}

#[test]
fn no_row_stands_alone_on_a_page_no_facts_part_and_the_scales_stand_on_one() {
    let mut parted = 0;
    for path in assessments() {
        let case = checked(&path);
        for lang in BOTH {
            for product in ["assessment", "annex"] {
                let name = format!("{} {product} {lang:?}", path.display());
                let shown = Shown::of(&laid_out(&composed(&case, product, lang)));
                for table in &shown.tables {
                    parted += usize::from(table.pages.len() > 1);
                    assert_eq!(table.lonely(), [0; 0], "{name}: {:?}", table.pages);
                }
                // The likelihoods and the two sides of the Admiralty grading.
                let scales = shown.tables.iter().rev().take(3);
                let pages: BTreeSet<usize> = scales
                    .flat_map(|table| table.pages.keys())
                    .copied()
                    .collect();
                assert_eq!(pages.len(), 1, "{name}: {pages:?}");
                let (first, last) = match lang {
                    Lang::Ar => ("الأساس", "معيار الحسم"),
                    Lang::En => ("Basis", "Resolved by"),
                };
                let on = |runs: &[String], label| runs.iter().filter(|run| *run == label).count();
                let facts: Vec<(usize, usize)> = shown
                    .runs
                    .iter()
                    .map(|runs| (on(runs, first), on(runs, last)))
                    .collect();
                assert!(
                    facts.iter().all(|(first, last)| first == last),
                    "{name}: {facts:?}"
                );
                let all: usize = facts.iter().map(|(first, _)| first).sum();
                let judgements = case.model.judgement.len();
                assert_eq!(
                    all,
                    if product == "annex" { 0 } else { judgements },
                    "{name}"
                );
            }
        }
    }
    assert!(parted > 40, "{parted} tables go over a page's end");
}

#[test]
fn tables_face_to_face_keep_their_rows_in_company_too() {
    let case = checked(Path::new("assessments/daesh-qaeda-alliance.toml"));
    let house = House::default();
    let isnad = Isnad::of(&case, &house);
    let composition = facing::compose(&case, &isnad, &house, &BOTH, Product::assessment()).unwrap();
    let shown = Shown::of(&laid_out(&composition));
    assert!(shown.tables.len() > 20, "{}", shown.tables.len());
    for table in &shown.tables {
        assert_eq!(table.lonely(), [0; 0], "{:?}", table.pages);
    }
}

#[test]
fn wherever_the_page_ends_two_rows_stand_on_either_side() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("events.toml");
    let mut parted = 0;
    for count in (2..60).step_by(3) {
        let mut text = "format = 1\nid = \"events\"\nlanguages = [\"en\"]\nmarking = \"TLP:CLEAR\"\n\
             as_of = \"2026-01-15\"\nscale = \"icd203\"\ntitle = \"Events\"\nquestion = \"What was there?\"\n\
             [[source]]\nid = \"s\"\nkind = \"report\"\nreliability = \"B\"\nlineage = \"analysis\"\n\
             language = \"en\"\ntitle = \"A report\"\npublisher = \"A centre\"\npublished = \"2026-01-01\"\n"
            .to_owned();
        for number in 0..count {
            let what = "Something came to pass. ".repeat(1 + number * 7 % 11);
            text += &format!(
                "[[event]]\nid = \"e{number}\"\nwhen = \"2024\"\nevidence = [\"s\"]\nwhat = \"{what}\"\n"
            );
        }
        fs::write(&path, text).unwrap();
        let case = checked(&path);
        let shown = Shown::of(&laid_out(&composed(&case, "assessment", Lang::En)));
        let table = &shown.tables[0];
        let rows: BTreeSet<usize> = table.pages.values().flatten().copied().collect();
        assert_eq!(rows.len(), count + 1);
        assert_eq!(table.lonely(), [0; 0], "{count} rows: {:?}", table.pages);
        parted += usize::from(table.pages.len() > 1);
    }
    assert!(parted > 10, "{parted}");
}
