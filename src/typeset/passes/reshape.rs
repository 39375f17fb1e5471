//! A word with a stroke in it, as its font draws it.
//!
//! A font may give the letters beside a stroke other shapes, and has strokes of several
//! lengths. So the word is shaped anew by the shaper that typst uses.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use rustybuzz::{BufferFlags, Direction, ShapePlan, UnicodeBuffer, script};
use typst::layout::Em;
use typst::text::{FontInstance, Glyph, Lang, TextItem};

use super::clusters::advance;
use super::places::TATWEEL;

/// A glyph as the shaper gives it; lengths in font units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Shaped {
    glyph: u16,
    cluster: usize,
    advance: i32,
    x: i32,
    y: i32,
}

/// A word with one stroke.
#[derive(Debug, Clone)]
pub struct Stretched {
    /// All its glyphs, from left to right.
    pub glyphs: Vec<Glyph>,
    /// Which of them is the stroke.
    pub stroke: usize,
    /// How much wider it is than the word as it was.
    pub growth: Em,
    /// The length of the stroke.
    pub unit: Em,
    /// The text with the stroke, and the byte at which that stands.
    text: String,
    at: usize,
    shaped: Rc<[Shaped]>,
}

/// Shapes words, and remembers for each font and language how to, and what came of it.
#[derive(Default)]
pub struct Shaper {
    known: HashMap<(FontInstance, Lang), Known>,
}

struct Known {
    plan: ShapePlan,
    words: HashMap<String, Rc<[Shaped]>>,
}

impl Shaper {
    /// The word drawn by the glyphs of a run, with a stroke before the byte `at` of the word.
    ///
    /// None where the font draws the word otherwise than typst did, or sets no stroke there.
    pub fn stretch(&mut self, item: &TextItem, word: Range<usize>, at: usize) -> Option<Stretched> {
        let glyphs = item.glyphs.get(word)?;
        let start = glyphs.iter().map(|glyph| glyph.range.start).min()?;
        let end = glyphs.iter().map(|glyph| glyph.range.end).max()?;
        let text = item.text.get(usize::from(start)..usize::from(end))?;
        let starts_glyph = |glyph: &Glyph| glyph.range.start.checked_sub(start);
        // Never inside a ligature.
        if !glyphs
            .iter()
            .any(|glyph| starts_glyph(glyph).map(usize::from) == Some(at))
        {
            return None;
        }
        let old = self.shape(item, text);
        let same = old.len() == glyphs.len()
            && old
                .iter()
                .zip(glyphs)
                .all(|(old, glyph)| old.glyph == glyph.id);
        if !same {
            return None;
        }
        let mut once = text.to_owned();
        once.insert(at, TATWEEL);
        let new = self.shape(item, &once);
        let stroke = new.iter().position(|shaped| shaped.cluster == at)?;
        if new.len() != old.len() + 1 || stroke == 0 {
            return None;
        }
        let em = |units: i32| item.font.to_em(f64::from(units));
        let ranges = Clusters::new(&new, at, text.len());
        let mut drawn: Vec<Glyph> = new
            .iter()
            .map(|shaped| {
                let range = ranges.of(shaped.cluster);
                let model = glyphs
                    .iter()
                    .find(|glyph| starts_glyph(glyph).map(usize::from) == Some(range.start))
                    .or(glyphs.first())?;
                let byte = |at: usize| start.checked_add(u16::try_from(at).ok()?);
                Some(Glyph {
                    id: shaped.glyph,
                    x_advance: em(shaped.advance),
                    x_offset: em(shaped.x),
                    y_advance: Em::zero(),
                    y_offset: em(shaped.y),
                    range: byte(range.start)?..byte(range.end)?,
                    span: model.span,
                })
            })
            .collect::<Option<_>>()?;
        keep_kerning(&mut drawn, glyphs, &old, &em);
        let unit = drawn.get(stroke)?.x_advance;
        Some(Stretched {
            growth: advance(&drawn) - advance(glyphs),
            glyphs: drawn,
            stroke,
            unit,
            text: once,
            at,
            shaped: new,
        })
    }

    /// The font's own stroke of `lengths` lengths (two, or three) in the place of the one that a
    /// word of `item` has, with its length; none where it has no such stroke.
    pub fn longer(
        &mut self,
        item: &TextItem,
        word: &Stretched,
        lengths: usize,
    ) -> Option<(u16, Em)> {
        let mut text = word.text.clone();
        for _ in 1..lengths {
            text.insert(word.at, TATWEEL);
        }
        let shaped = self.shape(item, &text);
        let mut pairs = shaped.iter().zip(word.shaped.iter()).enumerate();
        let alike = shaped.len() == word.shaped.len()
            && pairs.all(|(index, (a, b))| index == word.stroke || a.glyph == b.glyph);
        let designed = shaped.get(word.stroke).filter(|_| alike)?;
        Some((designed.glyph, item.font.to_em(f64::from(designed.advance))))
    }

    fn shape(&mut self, item: &TextItem, text: &str) -> Rc<[Shaped]> {
        let language = item.lang.as_str().parse().ok();
        let face = item.font.rusty();
        let known = self
            .known
            .entry((item.font.clone(), item.lang))
            .or_insert_with(|| Known {
                plan: ShapePlan::new(
                    face,
                    Direction::RightToLeft,
                    Some(script::ARABIC),
                    language.as_ref(),
                    &[],
                ),
                words: HashMap::new(),
            });
        if let Some(shaped) = known.words.get(text) {
            return Rc::clone(shaped);
        }
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(text);
        buffer.set_direction(Direction::RightToLeft);
        buffer.set_script(script::ARABIC);
        if let Some(language) = language {
            buffer.set_language(language);
        }
        buffer.set_flags(BufferFlags::REMOVE_DEFAULT_IGNORABLES);
        let shaped = rustybuzz::shape_with_plan(face, &known.plan, buffer);
        let shaped: Rc<[Shaped]> = shaped
            .glyph_infos()
            .iter()
            .zip(shaped.glyph_positions())
            .filter_map(|(info, position)| {
                Some(Shaped {
                    glyph: u16::try_from(info.glyph_id).ok()?,
                    cluster: usize::try_from(info.cluster).ok()?,
                    advance: position.x_advance,
                    x: position.x_offset,
                    y: position.y_offset,
                })
            })
            .collect();
        known.words.insert(text.to_owned(), Rc::clone(&shaped));
        shaped
    }
}

/// The bytes of the word, without the stroke, that the clusters of its new shape stand for.
struct Clusters {
    starts: Vec<usize>,
    at: usize,
    end: usize,
}

impl Clusters {
    fn new(shaped: &[Shaped], at: usize, end: usize) -> Self {
        let mut clusters = Self {
            starts: Vec::new(),
            at,
            end,
        };
        clusters.starts = shaped
            .iter()
            .filter(|shaped| shaped.cluster != at)
            .map(|shaped| clusters.without(shaped.cluster))
            .collect();
        clusters.starts.sort_unstable();
        clusters.starts.dedup();
        clusters
    }

    fn without(&self, cluster: usize) -> usize {
        if cluster > self.at {
            cluster - TATWEEL.len_utf8()
        } else {
            cluster
        }
    }

    /// The stroke belongs to the letter before it: given to the one after it, PDFium would turn
    /// the word round.
    fn of(&self, cluster: usize) -> Range<usize> {
        let next = if cluster == self.at {
            self.starts.partition_point(|start| *start < self.at)
        } else {
            let cluster = self.without(cluster);
            self.starts.partition_point(|start| *start <= cluster)
        };
        let start = next.checked_sub(1).and_then(|index| self.starts.get(index));
        start.copied().unwrap_or(0)..self.starts.get(next).copied().unwrap_or(self.end)
    }
}

/// Adds what the neighbours of the word had moved its outer glyphs by.
fn keep_kerning(drawn: &mut [Glyph], glyphs: &[Glyph], old: &[Shaped], em: &dyn Fn(i32) -> Em) {
    move_by(drawn.first_mut(), glyphs.first(), old.first(), em);
    if glyphs.len() > 1 {
        move_by(drawn.last_mut(), glyphs.last(), old.last(), em);
    }
}

fn move_by(
    drawn: Option<&mut Glyph>,
    glyph: Option<&Glyph>,
    old: Option<&Shaped>,
    em: &dyn Fn(i32) -> Em,
) {
    if let (Some(drawn), Some(glyph), Some(old)) = (drawn, glyph, old) {
        drawn.x_advance += glyph.x_advance - em(old.advance);
        drawn.x_offset += glyph.x_offset - em(old.x);
    }
}
