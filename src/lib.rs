//! taqdir (تقدير): a compiler for structured threat assessments.
//!
//! The data flows one way, and the modules are its stages:
//!
//! ```text
//! discover → load → shape → resolve → isnad → rules → compose → typeset → readback → write
//!               └───────┴────────┴────────┴─── diagnostics ──→ report
//! ```
//!
//! Stages speak of places as routes (`/indicator/3/status`); [`load::Document`] turns a
//! route into a span. Only [`report`] and [`cli`] print.

pub mod analysis;
pub mod cli;
pub mod compose;
pub mod diagnostic;
pub mod discover;
pub mod fix;
pub mod fmt;
pub mod isnad;
pub mod load;
pub mod lsp;
pub mod migrate;
pub mod model;
pub mod pipeline;
pub mod readback;
pub mod report;
pub mod resolve;
pub mod rules;
pub mod scaffold;
pub mod shape;
pub mod suggest;
pub mod text;
pub mod typeset;
pub mod write;
