//! typeset: Typst source → laid-out document → PDF or images.
//!
//! | file | holds |
//! |---|---|
//! | this one | compiling and exporting |
//! | [`fault`] | what Typst refuses, as findings in the templates |
//! | [`world`] | the closed world: virtual files, embedded fonts, no clock |
//! | [`passes`] | what Arabic needs beyond Typst's layout: kashida, text that comes back |
//! | `images` | the size of a page image |
//! | [`drawings`] | the figures alone, for the web page |
//! | [`coverage`] | characters that no embedded font can draw |

pub mod coverage;
pub mod drawings;
pub mod fault;
mod images;
pub mod passes;
pub mod world;

use typst::foundations::{Datetime, Smart};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};
use typst_render::RenderOptions;

use crate::compose::Composition;
pub use fault::Fault;
use passes::{Passes, lines};
use world::ClosedWorld;

/// A laid-out brief.
#[derive(Debug)]
pub struct Brief {
    document: PagedDocument,
    /// Whether each page has two languages.
    facing: bool,
    id: String,
    world: ClosedWorld,
}

/// Lays a composition out. `id` names the document in the PDF's identifier.
///
/// # Errors
/// [`Fault`] with everything that Typst complains of.
pub fn typeset(composition: &Composition, id: &str, passes: Passes) -> Result<Brief, Fault> {
    // What Typst remembers of the document before is of no use to this one; keeping it would
    // leak 7 MB a document. Nothing is cleared behind the last: the process ends.
    comemo::evict(0);
    let world = ClosedWorld::new(composition);
    let document = typst::compile::<PagedDocument>(&world)
        .output
        .map_err(|errors| Fault::of(&world, &errors))?;
    Ok(Brief {
        document: passes.apply(&document),
        facing: passes.facing,
        id: id.to_owned(),
        world,
    })
}

impl Brief {
    /// The number of pages.
    pub fn pages(&self) -> usize {
        self.document.pages().len()
    }

    /// The text of every page as it is laid out.
    pub fn text(&self) -> Vec<String> {
        let pages = self.document.pages().iter();
        pages.map(|page| lines::text(&page.frame)).collect()
    }

    /// The brief as PDF/A-3a and PDF/UA-1. `stamp` is the creation time in seconds since 1970,
    /// where the caller wants another than the assessment's date.
    ///
    /// # Errors
    /// [`Fault`] when the document breaks one of the standards.
    pub fn pdf(&self, stamp: Option<i64>) -> Result<Vec<u8>, Fault> {
        let plain = |error: &dyn std::fmt::Display| Fault::plain(error);
        let standards = PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1])
            .map_err(|error| plain(&error.message()))?;
        let options = PdfOptions {
            ident: Smart::Custom(self.id.clone()),
            creator: Smart::Custom(Some(
                concat!("taqdir ", env!("CARGO_PKG_VERSION")).to_owned(),
            )),
            timestamp: stamp.and_then(timestamp),
            standards,
            ..PdfOptions::default()
        };
        let mut document = self.document.clone();
        if options.timestamp.is_some() {
            // Typst prefers a date that the template has set.
            document.info_mut().date = Smart::Auto;
        }
        let mut bytes = typst_pdf::pdf(&document, &options)
            .map_err(|errors| Fault::of(&self.world, &errors))?;
        if self.facing {
            run_right(&mut bytes);
        }
        Ok(bytes)
    }

    /// Each page as a PNG, `scale` pixels to the point (1/72 inch).
    ///
    /// # Errors
    /// [`Fault`] when an image cannot be encoded.
    pub fn png(&self, scale: f64) -> Result<Vec<Vec<u8>>, Fault> {
        let options = RenderOptions {
            pixel_per_pt: scale.into(),
            ..RenderOptions::default()
        };
        self.document
            .pages()
            .iter()
            .map(|page| {
                let image = typst_render::render(page, &options).encode_png();
                image
                    .map(|bytes| images::sized(bytes, scale))
                    .map_err(|error| Fault::plain(&error))
            })
            .collect()
    }
}

/// Takes from a file what says that its pages run to the left: a page of two languages would lose
/// its English, since PDFium then turns every line. The word that says it lies near the end.
fn run_right(bytes: &mut [u8]) {
    const LEFT: &[u8] = b"/Direction/R2L";
    const RIGHT: &[u8] = b"/Direction/L2R";
    let found = bytes.windows(LEFT.len()).rposition(|part| part == LEFT);
    if let Some(part) = found.and_then(|at| bytes.get_mut(at..at + LEFT.len())) {
        part.copy_from_slice(RIGHT);
    }
}

fn timestamp(seconds: i64) -> Option<Timestamp> {
    use chrono::{DateTime, Datelike, Timelike};
    let time = DateTime::from_timestamp(seconds, 0)?;
    let field = |value: u32| u8::try_from(value).ok();
    let datetime = Datetime::from_ymd_hms(
        time.year(),
        field(time.month())?,
        field(time.day())?,
        field(time.hour())?,
        field(time.minute())?,
        field(time.second())?,
    )?;
    Some(Timestamp::new_utc(datetime))
}
