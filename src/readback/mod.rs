//! readback: what a reader's program gets from a brief, and whether the model is in it.
//!
//! | file | holds |
//! |---|---|
//! | [`wanted`] | the model → the words that must be found |
//! | [`search`] | pages of text, and looking for words in them |
//! | [`syntax`], [`file`] | PDF bytes → values, objects, pages |
//! | [`pdf`] | the content of pages → their text |
//! | [`gate`] | what a build must not lose |

pub mod file;
pub mod gate;
pub mod pdf;
pub mod search;
pub mod syntax;
pub mod wanted;
