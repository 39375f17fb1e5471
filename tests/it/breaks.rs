//! Where pages end: rows of tables in company, the facts of a judgement together and with their
//! text, scales whole, and little white at the foot.

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
use typst::layout::{Frame, FrameItem, Point, Transform};
use typst::model::{HeadingElem, TableCell, TableElem};
use typst_layout::PagedDocument;

const BOTH: [Lang; 2] = [Lang::Ar, Lang::En];

/// What the head and the foot of a page take, in points.
const HEAD: f64 = 70.0;
const FOOT: f64 = 65.0;
/// How much of a page may be left white: a figure, or an item that stays whole, goes over.
const WHITE: f64 = 0.28;
/// From the top of a heading to the end of what stands under it, where it is not alone.
const WITH_HEADING: f64 = 24.0;
/// From the first line of a row of a table to its last where it has three: it is no lonely line.
const ALONE: f64 = 19.0;
/// The labels with which facts begin.
const FACTS: [&str; 14] = [
    "Basis",
    "Origins",
    "Mechanism",
    "Touches",
    "Chain",
    "Why it matters",
    "Resolution",
    "الأساس",
    "الأصول",
    "آلية التأثير",
    "يمسّ",
    "سلسلة النقل",
    "أهميته",
    "الترجيح",
];

fn checked(path: &Path) -> Case {
    Run::default().check(path).unwrap().case.unwrap()
}

/// A product of a case, ready to be typeset.
pub fn composed(case: &Case, name: &str, lang: Lang) -> Composition {
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
    /// The first and the last line of each row.
    lines: BTreeMap<usize, (f64, f64)>,
}

impl Table {
    /// The pages on which one short row stands alone, or none under the head.
    fn lonely(&self) -> Vec<usize> {
        let alone = |page: &BTreeSet<usize>| {
            let mut rows = page.iter().filter(|&&row| row > 0);
            match (rows.next(), rows.next()) {
                (None, _) => true,
                (Some(only), None) => {
                    let lines = self.lines.get(only);
                    lines.is_none_or(|&(first, last)| last - first < ALONE)
                }
                _ => false,
            }
        };
        let parted = self.pages.len() > 1;
        let lonely = self.pages.iter().filter(|(_, page)| alone(page));
        lonely.map(|(&page, _)| page).filter(|_| parted).collect()
    }
}

/// What one page shows: its runs of text with where they stand, and how far down it is filled.
#[derive(Default)]
struct Sheet {
    runs: Vec<(Point, String)>,
    filled: f64,
    /// How far down its headings begin.
    headings: Vec<f64>,
}

impl Sheet {
    fn texts(&self) -> impl Iterator<Item = &str> {
        self.runs.iter().map(|(_, text)| text.as_str())
    }

    /// What stands in the first line under the head of either half, or of the whole of a page.
    fn opening(&self, from: f64, to: f64) -> Vec<&str> {
        let body = || {
            let within = move |at: &Point| (from..to).contains(&at.x.to_pt());
            let runs = self.runs.iter();
            runs.filter(move |(at, _)| at.y.to_pt() > HEAD && within(at))
        };
        let first = body().map(|(at, _)| at.y.to_pt()).fold(f64::MAX, f64::min);
        let line = body().filter(|(at, _)| at.y.to_pt() - first < 3.0);
        line.map(|(_, text)| text.as_str()).collect()
    }
}

/// What a document shows: its tables, and its pages.
#[derive(Default)]
struct Shown {
    tables: Vec<Table>,
    sheets: Vec<Sheet>,
    open: Vec<(Location, usize)>,
    /// The rows that are being read, the innermost last.
    rows: Vec<(Location, usize, usize)>,
    halves: Vec<(f64, f64)>,
    bottom: f64,
}

impl Shown {
    fn of(document: &PagedDocument) -> Self {
        let mut shown = Self::default();
        for page in document.pages() {
            let (width, height) = (page.frame.width().to_pt(), page.frame.height().to_pt());
            shown.bottom = height - FOOT;
            shown.halves = if width > height {
                vec![(0.0, width / 2.0), (width / 2.0, width)]
            } else {
                vec![(0.0, width)]
            };
            shown.sheets.push(Sheet::default());
            shown.read(&page.frame, Transform::identity());
        }
        shown
    }

    fn read(&mut self, frame: &Frame, placed: Transform) {
        let page = self.sheets.len();
        for (at, item) in frame.items() {
            let high = match item {
                FrameItem::Shape(shape, _) => shape.bbox(false).max.y,
                FrameItem::Image(_, size, _) => size.y,
                _ => typst::layout::Abs::zero(),
            };
            let top = at.transform(placed);
            let foot = (*at + Point::with_y(high)).transform(placed).y.to_pt();
            match item {
                FrameItem::Group(group) => {
                    let own = Transform::translate(at.x, at.y).pre_concat(group.transform);
                    self.read(&group.frame, placed.pre_concat(own));
                }
                FrameItem::Text(text) => {
                    for (_, table, row) in &self.rows {
                        let y = top.y.to_pt();
                        let lines = self.tables[*table].lines.entry(*row).or_insert((y, y));
                        *lines = (lines.0.min(y), lines.1.max(y));
                    }
                    let sheet = self.sheets.last_mut().unwrap();
                    sheet.runs.push((top, text.text.to_string()));
                }
                FrameItem::Tag(Tag::Start(element, ..)) => {
                    if element.is::<HeadingElem>() {
                        let sheet = self.sheets.last_mut().unwrap();
                        sheet.headings.push(top.y.to_pt());
                    } else if element.is::<TableElem>() {
                        let at = element.location().unwrap();
                        self.open.push((at, self.tables.len()));
                        self.tables.push(Table::default());
                    } else if let Some(cell) = element.to_packed::<TableCell>()
                        && let Some(&(_, table)) = self.open.last()
                        && let Smart::Custom(row) = cell.y.get(Default::default())
                    {
                        self.rows.push((element.location().unwrap(), table, row));
                        self.tables[table]
                            .pages
                            .entry(page)
                            .or_default()
                            .insert(row);
                    }
                }
                FrameItem::Tag(Tag::End(at, ..)) => {
                    self.open.retain(|(open, _)| open != at);
                    self.rows.retain(|(open, ..)| open != at);
                }
                _ => {}
            }
            let ink = matches!(
                item,
                FrameItem::Text(_) | FrameItem::Shape(..) | FrameItem::Image(..)
            );
            let sheet = self.sheets.last_mut().unwrap();
            if ink && (HEAD..self.bottom).contains(&foot) {
                sheet.filled = sheet.filled.max(foot);
            }
        }
    }

    /// The pages before the last that are left white at their foot, with how much of them.
    fn white(&self) -> Vec<(usize, f64)> {
        let before = &self.sheets[..self.sheets.len() - 1];
        let white = |sheet: &Sheet| (self.bottom - sheet.filled) / (self.bottom - HEAD);
        let pages = before.iter().map(white).enumerate();
        pages.filter(|(_, white)| *white > WHITE).collect()
    }

    /// The pages that begin with facts.
    fn begin_with_facts(&self) -> Vec<usize> {
        let begins = |sheet: &Sheet| {
            self.halves.iter().any(|&(from, to)| {
                let line = sheet.opening(from, to);
                line.iter().any(|run| FACTS.contains(run))
            })
        };
        let pages = self.sheets.iter().map(begins).enumerate();
        pages
            .filter(|(_, begins)| *begins)
            .map(|(page, _)| page + 1)
            .collect()
    }

    fn assert_flow(&self, name: &str) {
        for table in &self.tables {
            assert_eq!(table.lonely(), [0; 0], "{name}: {:?}", table.pages);
        }
        assert_eq!(self.white(), [], "{name}: white at the foot");
        for (page, sheet) in self.sheets.iter().enumerate() {
            for heading in &sheet.headings {
                let below = sheet.filled - heading;
                assert!(
                    below > WITH_HEADING,
                    "{name}: a lonely heading on page {}",
                    page + 1
                );
            }
        }
        assert_eq!(
            self.begin_with_facts(),
            [0; 0],
            "{name}: pages that begin with facts"
        );
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
                parted += shown.tables.iter().filter(|t| t.pages.len() > 1).count();
                shown.assert_flow(&name);
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
                let on = |sheet: &Sheet, label| sheet.texts().filter(|run| *run == label).count();
                let facts: Vec<(usize, usize)> = shown
                    .sheets
                    .iter()
                    .map(|sheet| (on(sheet, first), on(sheet, last)))
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
fn pages_face_to_face_flow_as_well() {
    let house = House::default();
    let templates = &*EMBEDDED;
    let mut tables = 0;
    for path in assessments() {
        let case = checked(&path);
        let isnad = Isnad::of(&case, &house);
        for name in ["assessment", "annex"] {
            let product = Product { templates, name };
            let composition = facing::compose(&case, &isnad, &house, &BOTH, product).unwrap();
            let shown = Shown::of(&laid_out(&composition));
            let name = format!("{} {name}", path.display());
            shown.assert_flow(&name);
            for (page, sheet) in shown.sheets.iter().enumerate() {
                for (ar, en) in [("الأساس", "Basis"), ("آلية التأثير", "Mechanism")]
                {
                    let on = |label| sheet.texts().filter(|run| *run == label).count();
                    assert_eq!(on(ar), on(en), "{name}, page {}: {en}", page + 1);
                }
            }
            // The three scales of one side, and of the other.
            let scales: Vec<_> = shown.tables.iter().rev().take(6).collect();
            for (one, other) in scales[..3].iter().zip(&scales[3..]) {
                assert_eq!(one.lines.len(), other.lines.len(), "{name}");
                for ((row, one), other) in one.lines.iter().zip(other.lines.values()) {
                    assert!((one.0 - other.0).abs() < 4.0, "{name}, row {row}");
                }
            }
            tables += shown.tables.len();
        }
    }
    assert!(tables > 100, "{tables}");
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
