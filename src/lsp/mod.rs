//! lsp: the language server, `taqdir lsp`, by which editors speak to the pipeline.
//!
//! It keeps no state but the open texts and a cache. Every request is answered by a function
//! of the documents and the request's parameters. Findings come from the same pipeline as
//! those of `taqdir check`; an open text counts for more than the file on disk, for shared
//! files too.
//!
//! | file | holds |
//! |---|---|
//! | [`server`] | the conversation: messages in, answers and findings out |
//! | [`documents`] | the open texts, the files beside them, the findings |
//! | [`outline`] | what can be made out of a file, sound or not: entries and mentions of them |
//! | [`legible`] | a text that the parser can read whole, made of one that it cannot |
//! | [`cursor`] | where in a half-typed file a byte lies |
//! | [`position`], [`uri`] | bytes ↔ the protocol's positions, paths ↔ its addresses |
//! | [`complete`], [`snippet`] | completion: keys, values, and what is filled in |
//! | [`hover`], [`words`] | hover, and how entries are shown to an author |
//! | [`navigate`] | definition, references, symbols |
//! | [`rename`] | rename of an id across files |
//! | [`formatting`] | the canonical layout |
//! | [`actions`], [`insert`] | findings as the protocol has them, and the changes that mend them |

pub mod actions;
pub mod complete;
pub mod cursor;
pub mod documents;
pub mod formatting;
pub mod hover;
pub mod insert;
pub mod legible;
pub mod navigate;
pub mod outline;
pub mod position;
pub mod rename;
pub mod server;
pub mod snippet;
pub mod uri;
pub mod words;
