//! Further glyphs of a font: the same shapes, under other advances and other texts.
//!
//! Readers take the text of a PDF from each glyph's entry in the font, and words from origins
//! and advances. So a glyph serves one text only; whatever has another text, another advance
//! or another place than the font gives it becomes a glyph of its own, composed of the old.

use std::collections::HashMap;

use typst::layout::Em;
use typst::text::FontInstance;

/// A glyph of the font as a part of a composed one, in font units.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Part {
    /// The glyph.
    pub glyph: u16,
    /// How far it is moved to the right.
    pub dx: i16,
    /// How far it is raised.
    pub dy: i16,
}

/// A composed glyph.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Composite {
    /// What is drawn; nothing for a glyph that only carries text.
    pub parts: Vec<Part>,
    /// The advance, in font units.
    pub advance: u16,
    /// The text that it stands for.
    pub text: String,
}

/// A font with the glyphs that were composed for it.
#[derive(Debug)]
pub struct Variants {
    font: FontInstance,
    own: u16,
    composed: Vec<Composite>,
    known: HashMap<Composite, u16>,
    texts: HashMap<u16, String>,
}

impl Variants {
    /// A font without further glyphs yet; none where its shapes cannot be composed.
    pub fn new(font: &FontInstance) -> Option<Self> {
        let tables = font.ttf().tables();
        let composable = tables.glyf.is_some() && !font.ttf().is_variable();
        composable.then(|| Self {
            font: font.clone(),
            own: font.ttf().number_of_glyphs(),
            composed: Vec::new(),
            known: HashMap::new(),
            texts: HashMap::new(),
        })
    }

    /// The font.
    pub fn font(&self) -> &FontInstance {
        &self.font
    }

    /// The composed glyphs, in the order of their numbers, which begin after the font's own.
    pub fn composed(&self) -> &[Composite] {
        &self.composed
    }

    /// Whether a glyph is the font's own.
    pub fn is_own(&self, glyph: u16) -> bool {
        glyph < self.own
    }

    /// A length in font units.
    pub fn units(&self, length: Em) -> Option<i16> {
        let units = (length.get() * self.font.units_per_em()).round();
        #[expect(
            clippy::cast_possible_truncation,
            reason = "rounded, and its bounds are tested"
        )]
        (f64::from(i16::MIN)..=f64::from(i16::MAX))
            .contains(&units)
            .then_some(units as i16)
    }

    /// A part at a place given in ems.
    pub fn part(&self, glyph: u16, dx: Em, dy: Em) -> Option<Part> {
        Some(Part {
            glyph,
            dx: self.units(dx)?,
            dy: self.units(dy)?,
        })
    }

    /// The number of the glyph composed of `parts`; none where the font has no room for it.
    pub fn compose(&mut self, parts: Vec<Part>, advance: Em, text: &str) -> Option<u16> {
        let advance = u16::try_from(self.units(advance)?).ok()?;
        self.add(Composite {
            parts,
            advance,
            text: text.to_owned(),
        })
    }

    /// A glyph that draws nothing and carries `text`.
    pub fn empty(&mut self, advance: Em, text: &str) -> Option<u16> {
        self.compose(Vec::new(), advance, text)
    }

    /// The glyph itself where it has stood for no other text so far, else a twin of it.
    pub fn serving(&mut self, glyph: u16, text: &str) -> u16 {
        let composed = glyph
            .checked_sub(self.own)
            .and_then(|index| self.composed.get(usize::from(index)));
        let twin = match composed {
            Some(composite) if composite.text == text => None,
            Some(composite) => {
                let (parts, advance) = (composite.parts.clone(), composite.advance);
                self.add(Composite {
                    parts,
                    advance,
                    text: text.to_owned(),
                })
            }
            None => {
                let known = self.texts.entry(glyph).or_insert_with(|| text.to_owned());
                if known == text {
                    None
                } else {
                    self.font.x_advance(glyph).and_then(|advance| {
                        let part = self.part(glyph, Em::zero(), Em::zero())?;
                        self.compose(vec![part], advance, text)
                    })
                }
            }
        };
        twin.unwrap_or(glyph)
    }

    fn add(&mut self, composite: Composite) -> Option<u16> {
        if let Some(known) = self.known.get(&composite) {
            return Some(*known);
        }
        let number = u16::try_from(usize::from(self.own) + self.composed.len())
            .ok()
            .filter(|number| *number < u16::MAX)?;
        self.composed.push(composite.clone());
        self.known.insert(composite, number);
        Some(number)
    }
}
