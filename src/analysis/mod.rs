//! analysis: what follows from the argument of a case by counting.
//!
//! | file | holds |
//! |---|---|
//! | [`ach`] | competing hypotheses, ranked by what speaks against them |
//! | [`ach_words`] | what a ranking has to say for itself |
//! | [`force`] | drivers against obstacles, by weight |

pub mod ach;
pub mod ach_words;
pub mod force;

#[cfg(test)]
mod tests;
