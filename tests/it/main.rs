//! What the program promises, tried from outside: one module a promise.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod broken;
mod cli;
mod contract;
mod examples;
mod hostile;
mod mutation;
mod mutations;
mod pdf;
mod schema;
mod slips;
mod structure;
mod suite;
