//! A quick no to the question whether a word is one of a list.

/// What the words of a list end in.
///
/// Particles are written onto the head of a word, never onto its end: a word that ends as none
/// of the list does is none of them, whatever stands before. Most words of a text end so, and
/// need not be looked up.
#[derive(Debug)]
pub struct Endings([u64; 16]);

/// So many of the last bytes tell words apart: an Arabic letter and a half.
const BYTES: usize = 3;

impl Endings {
    /// The endings of some folded words, none shorter than an ending.
    pub fn of<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let mut endings = Self([0; 16]);
        for (part, bit) in words.into_iter().filter_map(place) {
            if let Some(bits) = endings.0.get_mut(part) {
                *bits |= bit;
            }
        }
        endings
    }

    /// Whether a folded word may be one of the list, a particle before it or not.
    pub fn may_be(&self, word: &str) -> bool {
        place(word).is_some_and(|(part, bit)| self.0.get(part).is_some_and(|bits| bits & bit != 0))
    }
}

/// The bit that stands for the ending of a word, of a thousand; several endings may share one.
fn place(word: &str) -> Option<(usize, u64)> {
    let &[a, b, c] = word.as_bytes().last_chunk::<BYTES>()?;
    let spread = u32::from_le_bytes([a, b, c, 0]).wrapping_mul(0x9E37_79B1) >> 22;
    Some((spread as usize >> 6, 1 << (spread & 63)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_of_the_list_is_never_denied() {
        let endings = Endings::of(["عوائق", "drivers", "قد", "may"]);
        for word in ["عوائق", "والعوائق", "drivers", "وقد", "قد", "may"] {
            assert!(endings.may_be(word), "{word}");
        }
        for word in ["حدود", "border", "لا", "a", ""] {
            assert!(!endings.may_be(word), "{word}");
        }
    }
}
