//! Passes over the laid-out pages, between layout and export: what Arabic needs and typst lacks.
//!
//! | file | holds |
//! |---|---|
//! | this one | the order of the passes, and which of them run |
//! | [`lines`] | the one reading of a page: its runs of text, and the lines that they form |
//! | [`clusters`] | letters, marks and the glyphs that draw them |
//! | [`kashida`], [`places`], [`reshape`] | lines justified by lengthened letters |
//! | [`spare`] | what is not lengthened where a house wants it so |
//! | [`separators`] | dots between facts, which vanish at the end of a line |
//! | [`fidelity`], [`spread`], [`latin`], [`signs`] | glyphs arranged so that readers get the text back |
//! | [`facing`], [`embedded`] | two languages on one page, and in one line |
//! | [`variants`], [`derive`] | glyphs that the text pass adds to a font |
//!
//! A pass never changes what a page says or where a line begins and ends: a separator goes only where
//! the line's end says the same. Tags, groups and
//! links keep their order, so that the structure of the PDF is the same with and without.

pub mod clusters;
pub mod derive;
pub mod embedded;
pub mod facing;
pub mod fidelity;
pub mod kashida;
pub mod latin;
pub mod lines;
pub mod places;
pub mod reshape;
pub mod separators;
pub mod signs;
pub mod spare;
pub mod spread;
pub mod variants;

#[cfg(test)]
mod tests;

use typst::layout::Frame;
use typst::text::FontInstance;
use typst_layout::{Page, PagedDocument};

use crate::model::{House, Lang, Lengthened};
use crate::resolve::Case;
use fidelity::Fidelity;
use kashida::Kashida;

/// Which passes run, and for what document.
#[derive(Debug, Clone)]
pub struct Passes {
    /// The language of the brief.
    pub lang: Lang,
    /// Whether another language faces it: then the left half of each page is English.
    pub facing: bool,
    /// Which words of justified Arabic lines may be lengthened.
    pub kashida: Lengthened,
    /// The names that are not, where names and quotations are spared.
    pub names: Vec<String>,
    /// Whether the text is arranged for readers.
    pub text: bool,
    /// Whether separators vanish at the end of a line.
    pub separators: bool,
}

impl Passes {
    /// All that a house wants for its briefs in `lang`.
    pub fn of(house: &House, lang: Lang) -> Self {
        Self {
            lang,
            facing: false,
            kashida: house.kashida.unwrap_or(Lengthened::All),
            names: Vec::new(),
            text: true,
            separators: true,
        }
    }

    /// The same with the names of a case spared, where the house wants that.
    pub fn sparing(mut self, case: &Case) -> Self {
        if self.kashida == Lengthened::Spare {
            self.names = spare::names(case);
        }
        self
    }

    /// None: the pages stay as Typst lays them out.
    pub fn none(lang: Lang) -> Self {
        Self {
            lang,
            facing: false,
            kashida: Lengthened::Off,
            names: Vec::new(),
            text: false,
            separators: false,
        }
    }

    /// The same for a brief of so many sides: two where both languages stand face to face.
    #[must_use]
    pub fn of_sides(self, sides: usize) -> Self {
        Self {
            facing: sides > 1,
            ..self
        }
    }

    /// Runs the passes over every page.
    pub fn apply(&self, document: &PagedDocument) -> PagedDocument {
        let mut kashida = match self.kashida {
            Lengthened::All => Some(Kashida::default()),
            Lengthened::Spare => Some(Kashida::new(Some(self.names.clone()))),
            Lengthened::Off => None,
        };
        if !self.text && kashida.is_none() {
            return document.clone();
        }
        let mut fidelity = Fidelity::new(self.facing || self.lang == Lang::Ar);
        let frames: Vec<Frame> = document
            .pages()
            .iter()
            .map(|page| {
                let halves = self.facing.then(|| page.frame.width());
                let frame = match self.separators {
                    true => separators::trimmed(&page.frame),
                    false => page.frame.clone(),
                };
                lines::rework(&frame, &mut |sheet| {
                    if let Some(kashida) = &mut kashida {
                        kashida.edit(sheet);
                    }
                    if self.text {
                        fidelity.edit(sheet, halves);
                    }
                })
            })
            .collect();
        let fonts = fidelity.fonts();
        let pages = document
            .pages()
            .iter()
            .zip(frames)
            .map(|(page, frame)| Page {
                frame: with_fonts(&frame, &fonts),
                ..page.clone()
            })
            .collect();
        let mut document = document.clone();
        PagedDocument::new(pages, document.info_mut().clone())
    }
}

/// The frame with each font that has got further glyphs in place of the one it comes from.
fn with_fonts(frame: &Frame, fonts: &[(FontInstance, FontInstance)]) -> Frame {
    if fonts.is_empty() {
        return frame.clone();
    }
    lines::map_texts(frame, &mut |item| {
        if let Some((_, derived)) = fonts.iter().find(|(font, _)| *font == item.font) {
            item.font = derived.clone();
        }
    })
}
