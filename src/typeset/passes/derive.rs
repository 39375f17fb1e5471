//! A font with its further glyphs: composite outlines appended to a TrueType file.

use typst::foundations::Bytes;
use typst::layout::Abs;
use typst::text::{Font, FontInstance};

use super::variants::{Composite, Variants};

/// Both offsets of a component are words, and they are offsets.
const WORDS_ARE_OFFSETS: u16 = 0x0003;
const MORE_COMPONENTS: u16 = 0x0020;

/// Builds the font that has all composed glyphs; none where there are none, or where the file
/// is not what a static TrueType font should be.
pub fn derive(variants: &Variants) -> Option<FontInstance> {
    if variants.composed().is_empty() {
        return None;
    }
    let font = variants.font();
    let bytes = extended(font.data().as_slice(), variants.composed())?;
    let derived = Font::new(Bytes::new(bytes), 0)?;
    let variant = font.info().variant;
    Some(derived.instantiate(
        variant,
        Abs::pt(12.0),
        &typst::text::FontVariations::default(),
    ))
}

/// The tables of a font file.
struct Tables(Vec<([u8; 4], Vec<u8>)>);

impl Tables {
    fn read(file: &[u8]) -> Option<Self> {
        let count = usize::from(word(file, 4)?);
        (0..count)
            .map(|index| {
                let entry = file.get(12 + 16 * index..28 + 16 * index)?;
                let offset = usize::try_from(long(entry, 8)?).ok()?;
                let length = usize::try_from(long(entry, 12)?).ok()?;
                let tag: [u8; 4] = entry.get(..4)?.try_into().ok()?;
                Some((tag, file.get(offset..offset.checked_add(length)?)?.to_vec()))
            })
            .collect::<Option<_>>()
            .map(Self)
    }

    fn get(&self, tag: &[u8; 4]) -> Option<&[u8]> {
        let (_, table) = self.0.iter().find(|(name, _)| name == tag)?;
        Some(table)
    }

    fn set(&mut self, tag: &[u8; 4], bytes: Vec<u8>) {
        if let Some((_, table)) = self.0.iter_mut().find(|(name, _)| name == tag) {
            *table = bytes;
        }
    }

    fn patch(&mut self, tag: &[u8; 4], at: usize, value: u16) -> Option<()> {
        let (_, table) = self.0.iter_mut().find(|(name, _)| name == tag)?;
        table
            .get_mut(at..at + 2)?
            .copy_from_slice(&value.to_be_bytes());
        Some(())
    }

    /// The file. Checksums are left at zero: whoever embeds the font writes them anew.
    fn write(&self, head: &[u8]) -> Option<Vec<u8>> {
        let mut file = head.get(..12)?.to_vec();
        let mut at = 12 + 16 * self.0.len();
        for (tag, table) in &self.0 {
            file.extend(tag);
            file.extend(0u32.to_be_bytes());
            file.extend(u32::try_from(at).ok()?.to_be_bytes());
            file.extend(u32::try_from(table.len()).ok()?.to_be_bytes());
            at += table.len().next_multiple_of(4);
        }
        for (_, table) in &self.0 {
            file.extend(table);
            file.resize(file.len().next_multiple_of(4), 0);
        }
        Some(file)
    }
}

fn extended(file: &[u8], composed: &[Composite]) -> Option<Vec<u8>> {
    let mut tables = Tables::read(file)?;
    let glyphs = usize::from(word(tables.get(b"maxp")?, 4)?);
    let mut outlines = Outlines::read(&tables, glyphs)?;
    let mut metrics = metrics(&tables, glyphs)?;
    for composite in composed {
        let side = outlines.push(composite)?;
        metrics.extend(composite.advance.to_be_bytes());
        metrics.extend(side.to_be_bytes());
    }
    let total = u16::try_from(glyphs + composed.len()).ok()?;
    let most = composed
        .iter()
        .map(|composite| composite.parts.len())
        .max()?;
    let elements = word(tables.get(b"maxp")?, 28)?.max(u16::try_from(most).ok()?);
    let depth = word(tables.get(b"maxp")?, 30)?.checked_add(1)?;
    let mut offsets = Vec::with_capacity(4 * outlines.offsets.len());
    for at in &outlines.offsets {
        offsets.extend_from_slice(&at.to_be_bytes());
    }
    tables.set(b"loca", offsets);
    tables.set(b"glyf", outlines.bytes);
    tables.set(b"hmtx", metrics);
    tables.patch(b"head", 50, 1)?;
    tables.patch(b"hhea", 34, total)?;
    tables.patch(b"maxp", 4, total)?;
    tables.patch(b"maxp", 28, elements)?;
    tables.patch(b"maxp", 30, depth)?;
    // Names for the old glyphs alone would be malformed: version 3 has none.
    if let Some(post) = tables.get(b"post") {
        let mut post = post.get(..32)?.to_vec();
        post.get_mut(..4)?.copy_from_slice(&[0, 3, 0, 0]);
        tables.set(b"post", post);
    }
    tables.write(file)
}

/// The outlines, with the offset of each and of the end.
struct Outlines {
    bytes: Vec<u8>,
    offsets: Vec<u32>,
}

impl Outlines {
    fn read(tables: &Tables, glyphs: usize) -> Option<Self> {
        let loca = tables.get(b"loca")?;
        let wide = word(tables.get(b"head")?, 50)? == 1;
        let offsets: Vec<u32> = (0..=glyphs)
            .map(|index| {
                if wide {
                    long(loca, 4 * index)
                } else {
                    Some(u32::from(word(loca, 2 * index)?) * 2)
                }
            })
            .collect::<Option<_>>()?;
        let end = usize::try_from(*offsets.last()?).ok()?;
        let bytes = tables.get(b"glyf")?.get(..end)?.to_vec();
        Some(Self { bytes, offsets })
    }

    /// The box of a glyph: left, bottom, right, top. None where it draws nothing.
    fn bounds(&self, glyph: u16) -> Option<[i16; 4]> {
        let index = usize::from(glyph);
        let start = *self.offsets.get(index)?;
        if start == *self.offsets.get(index + 1)? {
            return None;
        }
        let start = usize::try_from(start).ok()?;
        let side = |k: usize| Some(word(&self.bytes, start + 2 + 2 * k)?.cast_signed());
        Some([side(0)?, side(1)?, side(2)?, side(3)?])
    }

    /// Appends a composed glyph, and gives its left side.
    fn push(&mut self, composite: &Composite) -> Option<i16> {
        let drawn: Vec<_> = composite
            .parts
            .iter()
            .filter_map(|part| Some((part, self.bounds(part.glyph)?)))
            .collect();
        let mut side = 0;
        if !drawn.is_empty() {
            let mut hull = [i16::MAX, i16::MAX, i16::MIN, i16::MIN];
            for (part, [left, bottom, right, top]) in &drawn {
                hull[0] = hull[0].min(left.checked_add(part.dx)?);
                hull[1] = hull[1].min(bottom.checked_add(part.dy)?);
                hull[2] = hull[2].max(right.checked_add(part.dx)?);
                hull[3] = hull[3].max(top.checked_add(part.dy)?);
            }
            side = hull[0];
            self.bytes.extend((-1i16).to_be_bytes());
            self.bytes.extend(hull.iter().flat_map(|v| v.to_be_bytes()));
            for (index, (part, _)) in drawn.iter().enumerate() {
                let more = if index + 1 < drawn.len() {
                    MORE_COMPONENTS
                } else {
                    0
                };
                self.bytes.extend((WORDS_ARE_OFFSETS | more).to_be_bytes());
                self.bytes.extend(part.glyph.to_be_bytes());
                self.bytes.extend(part.dx.to_be_bytes());
                self.bytes.extend(part.dy.to_be_bytes());
            }
            self.bytes.resize(self.bytes.len().next_multiple_of(4), 0);
        }
        self.offsets.push(u32::try_from(self.bytes.len()).ok()?);
        Some(side)
    }
}

/// The advances and left sides of the font's own glyphs, all in the long form.
fn metrics(tables: &Tables, glyphs: usize) -> Option<Vec<u8>> {
    let table = tables.get(b"hmtx")?;
    let full = usize::from(word(tables.get(b"hhea")?, 34)?);
    let own = table.get(..4 * full.min(glyphs))?;
    let mut metrics = Vec::with_capacity(4 * glyphs);
    metrics.extend_from_slice(own);
    // The rest share the advance of the last.
    let last = own.len().checked_sub(4)?;
    for index in full..glyphs {
        let side = 4 * full + 2 * (index - full);
        metrics.extend_from_slice(table.get(last..last + 2)?);
        metrics.extend_from_slice(table.get(side..side + 2)?);
    }
    Some(metrics)
}

fn word(bytes: &[u8], at: usize) -> Option<u16> {
    let bytes = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_be_bytes(bytes.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    let bytes = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_be_bytes(bytes.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use ttf_parser::GlyphId;
    use typst::layout::{Abs, Em};
    use typst::text::{FontInstance, FontVariations};

    use super::*;
    use crate::typeset::world;

    fn amiri() -> FontInstance {
        let font = world::fonts().first().unwrap().clone();
        let variant = font.info().variant;
        font.instantiate(variant, Abs::pt(12.0), &FontVariations::default())
    }

    #[test]
    fn a_composed_glyph_draws_its_parts_moved_under_its_own_advance() {
        let font = amiri();
        let alef = font.ttf().glyph_index('ا').unwrap().0;
        let mut variants = Variants::new(&font).unwrap();
        let part = variants.part(alef, Em::new(0.1), Em::new(-0.05)).unwrap();
        let id = variants.compose(vec![part], Em::new(0.5), "ا").unwrap();
        let blank = variants.empty(Em::zero(), "\u{200f}").unwrap();
        let derived = derive(&variants).unwrap();
        assert_eq!(
            derived.ttf().number_of_glyphs(),
            font.ttf().number_of_glyphs() + 2
        );
        let own = font.ttf().glyph_bounding_box(GlyphId(alef)).unwrap();
        let moved = derived.ttf().glyph_bounding_box(GlyphId(id)).unwrap();
        assert_eq!(
            (moved.x_min, moved.y_max),
            (own.x_min + part.dx, own.y_max + part.dy)
        );
        assert_eq!(derived.x_advance(id), Some(Em::new(0.5)));
        assert!(derived.ttf().glyph_bounding_box(GlyphId(blank)).is_none());
        assert_eq!(
            derived.ttf().glyph_bounding_box(GlyphId(alef)),
            Some(own),
            "the font's own glyphs stay"
        );
    }

    #[test]
    fn a_glyph_serves_one_text_only() {
        let font = amiri();
        let mut variants = Variants::new(&font).unwrap();
        let first = variants.serving(5, "a");
        assert_eq!((first, variants.serving(5, "a")), (5, 5));
        let twin = variants.serving(5, "b");
        assert!(!variants.is_own(twin));
        assert_eq!(variants.serving(5, "b"), twin);
        assert_ne!(variants.serving(twin, "c"), twin);
        assert!(derive(&Variants::new(&font).unwrap()).is_none());
    }

    #[test]
    fn a_broken_file_gives_no_font() {
        assert!(extended(b"\0\x01\0\0\0\x05", &[]).is_none());
        assert!(extended(&[], &[]).is_none());
    }
}
