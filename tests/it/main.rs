//! What the program promises, tried from outside: one module a promise.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod broken;
mod ci_kit;
mod cli;
mod commands;
mod contract;
mod cost;
mod format;
mod isnad;
mod lsp;
mod manual;
mod mutation;
mod new;
mod report;
mod reuse;
mod schema;
mod structure;
mod suite;
mod tradecraft;
