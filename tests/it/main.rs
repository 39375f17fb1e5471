//! What the program promises, tried from outside: one module a promise.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod bidi;
mod broken;
mod ci_kit;
mod cli;
mod commands;
mod contract;
mod everything;
mod examples;
mod facing;
mod format;
mod hostile;
mod isnad;
mod lsp;
mod manual;
mod mutation;
mod mutations;
mod new;
mod pages;
mod pdf;
mod report;
mod reuse;
mod schema;
mod slips;
mod structure;
mod suite;
mod tradecraft;
