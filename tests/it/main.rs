//! What the program promises, tried from outside: one module a promise.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod bidi;
mod breaks;
mod broken;
mod ci_kit;
mod citations;
mod cli;
mod commands;
mod contract;
mod distinct;
mod everything;
mod examples;
mod facing;
mod figures;
mod format;
mod hostile;
mod isnad;
mod lines;
mod look;
mod lsp;
mod manual;
mod mutation;
mod mutations;
mod new;
mod outputs;
mod pages;
mod pdf;
mod products;
mod report;
mod reuse;
mod schema;
mod slips;
mod structure;
mod suite;
mod templates;
mod templates_page;
mod text;
mod tradecraft;
