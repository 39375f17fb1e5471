//! readback: what a reader's program gets from a brief, and whether the model is in it.
//!
//! | file | holds |
//! |---|---|
//! | [`wanted`] | the model → the words that must be found |
//! | [`search`] | pages of text, and looking for words in them |
//! | [`pdf`] | PDF bytes → pages of text |
//! | [`gate`] | what a build must not lose |

pub mod gate;
pub mod pdf;
pub mod search;
pub mod wanted;
