//! The pages of findings that earlier stages make: load, shape, resolve, typeset.
//!
//! These have no check here. A file a stage, in the order in which the stages run.

mod house;
mod load;
mod resolve;
mod shape;
mod typeset;

use super::Rule;

/// The rules of the earlier stages, in the order of the stages.
pub const ALL: &[&Rule] = &[
    &load::UNREADABLE_FILE,
    &load::NOT_UTF8,
    &load::TOML_SYNTAX,
    &load::DUPLICATE_KEY,
    &shape::EMPTY_FILE,
    &shape::UNKNOWN_FORMAT,
    &shape::UNKNOWN_KEY,
    &shape::MISSING_KEY,
    &shape::WRONG_TYPE,
    &shape::UNKNOWN_VALUE,
    &shape::OUT_OF_RANGE,
    &shape::BAD_DATE,
    &shape::BAD_ID,
    &shape::BAD_FORM,
    &shape::EMPTY_TEXT,
    &shape::BAD_LIST,
    &house::UNUSABLE_HOUSE_SCHEMA,
    &house::UNUSABLE_HOUSE_FILE,
    &house::FAULTY_TEMPLATE,
    &house::HOUSE_SCHEMA,
    &resolve::UNUSABLE_SHARED_FILE,
    &resolve::CIRCULAR_USE,
    &resolve::DUPLICATE_ID,
    &resolve::UNKNOWN_ID,
    &resolve::UNKNOWN_SOURCE,
    &resolve::WRONG_KIND,
    &typeset::MISSING_GLYPH,
    &typeset::LOST_TEXT,
];
