//! Passes over the laid-out pages, between layout and export: what Arabic needs and typst lacks.
//!
//! | file | holds |
//! |---|---|
//! | this one | the order of the passes, and which of them run |
//! | [`lines`] | the one reading of a page: its runs of text, and the lines that they form |
//! | [`clusters`] | letters, marks and the glyphs that draw them |
//! | [`kashida`], [`places`], [`reshape`] | lines justified by lengthened letters |
//! | [`fidelity`], [`spread`], [`latin`] | glyphs arranged so that readers get the text back |
//! | [`facing`] | two languages on one page |
//! | [`variants`], [`derive`] | glyphs that the text pass adds to a font |
//!
//! A pass never changes what a page says or where a line begins and ends. Tags, groups and
//! links keep their order, so that the structure of the PDF is the same with and without.

pub mod clusters;
pub mod derive;
pub mod facing;
pub mod fidelity;
pub mod kashida;
pub mod latin;
pub mod lines;
pub mod places;
pub mod reshape;
pub mod spread;
pub mod variants;

#[cfg(test)]
mod tests;

use typst::layout::Frame;
use typst::text::FontInstance;
use typst_layout::{Page, PagedDocument};

use crate::model::{House, Lang};
use fidelity::Fidelity;
use kashida::Kashida;

/// Which passes run, and for what document.
#[derive(Debug, Clone, Copy)]
pub struct Passes {
    /// The language of the brief.
    pub lang: Lang,
    /// Whether another language faces it: then the left half of each page is English.
    pub facing: bool,
    /// Whether Arabic lines are justified by kashida.
    pub kashida: bool,
    /// Whether the text is arranged for readers.
    pub text: bool,
}

impl Passes {
    /// All that a house wants for its briefs in `lang`.
    pub fn of(house: &House, lang: Lang) -> Self {
        Self {
            lang,
            facing: false,
            kashida: house.kashida.unwrap_or(true),
            text: true,
        }
    }

    /// None: the pages stay as Typst lays them out.
    pub fn none(lang: Lang) -> Self {
        Self {
            lang,
            facing: false,
            kashida: false,
            text: false,
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
    pub fn apply(self, document: &PagedDocument) -> PagedDocument {
        if !self.text && !self.kashida {
            return document.clone();
        }
        let mut kashida = Kashida::default();
        let mut fidelity = Fidelity::new(self.facing || self.lang == Lang::Ar);
        let frames: Vec<Frame> = document
            .pages()
            .iter()
            .map(|page| {
                let halves = self.facing.then(|| page.frame.width());
                lines::rework(&page.frame, &mut |sheet| {
                    if self.kashida {
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
