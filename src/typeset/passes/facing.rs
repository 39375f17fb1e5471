//! Which language a line has on a page with two of them side by side.
//!
//! PDFium and the like go line by line there, and give both languages back. Poppler takes a whole
//! page for one that runs to the right, where Latin letters are more, and then puts the signs and
//! numbers of Arabic lines in other places. No sign in the text could hold them all.

use typst::layout::Abs;

use super::clusters::is_rtl;
use super::lines::{Leaf, Sheet};

/// Which lines of a sheet are a brief's Arabic.
#[derive(Debug, Clone, Copy)]
pub enum Side {
    /// All, or none.
    Whole(bool),
    /// Those to the right of the fold.
    RightOf(Abs),
}

impl Side {
    /// The sides of a sheet. `page` is the width of a page that two languages share.
    pub fn of(sheet: &Sheet, page: Option<Abs>) -> Self {
        match page {
            None => Self::Whole(true),
            Some(width) if width == sheet.width => Self::RightOf(width / 2.0),
            // What is turned or scaled is a figure of the one language or the other.
            Some(_) => {
                let mut runs = sheet.leaves.iter().filter_map(Leaf::text);
                Self::Whole(runs.any(|item| item.text.chars().any(is_rtl)))
            }
        }
    }

    /// Whether a line that begins here is Arabic.
    pub fn is_arabic(self, x: Abs) -> bool {
        match self {
            Self::Whole(arabic) => arabic,
            Self::RightOf(fold) => x >= fold,
        }
    }
}
