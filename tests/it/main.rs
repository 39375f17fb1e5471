//! What the program promises, tried from outside: one module a promise.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking"
)]

mod pages;
mod schema;
mod suite;
