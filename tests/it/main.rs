//! What the program promises, tried from outside: one module a promise.

mod schema;
mod suite;
