//! Reading Arabic and English prose as words: what a search must overlook, and what it must not.
//!
//! | file | holds |
//! |---|---|
//! | [`fold`] | one spelling for all spellings of a word, with the way back to the bytes as written |
//! | [`words`] | the words of a text, their stems, and which of them carry no content |
//! | [`reuse`] | passages that texts have in common |
//! | [`quote`] | looking a quotation up in a text |
//! | `align` | where a quotation and a passage part |
//! | `negation` | words that turn a sentence round |

mod align;
pub mod fold;
mod negation;
pub mod quote;
pub mod reuse;
pub mod words;
