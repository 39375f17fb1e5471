//! shape: tree → model, or every violation of the schema.
//!
//! The strict types of the model decide first: a file that deserialises into them is
//! sound and pays for nothing more, not even for the places of its values. Only a file that
//! does not is parsed with all that TOML has and run through the JSON Schema, which then
//! finds all its faults at once. Property tests hold the ways equal.
//!
//! | file | holds |
//! |---|---|
//! | [`schema`] | the schema, written from the types |
//! | [`about`] | what an analyst reads about a key, in Arabic |
//! | [`json`] | a TOML tree as the JSON that a schema speaks of |
//! | [`checker`] | a schema, ready to validate and to be asked |
//! | [`violation`] | a violation of the schema in plain words |
//! | [`native`] | what TOML tells apart and JSON does not |
//! | [`example`] | values for messages |

pub mod about;
pub mod checker;
pub mod example;
pub mod json;
pub mod native;
pub mod schema;
pub mod violation;

use std::sync::Arc;

use serde::Deserialize;
use serde_spanned::Spanned;
use toml::de::{DeTable, Deserializer};

use crate::diagnostic::{Diagnostic, Location, say};
use crate::load::{self, Document};
use crate::model::{Assessment, House, Shared};
use schema::Contract;

/// A file that conforms to its schema.
#[derive(Debug)]
pub enum Shaped {
    /// An assessment.
    Assessment(Box<Assessment>),
    /// A file of shared entries.
    Shared(Box<Shared>),
}

/// Reads an assessment or a file of shared entries out of a document.
///
/// # Errors
/// Every syntax error of the file, or else every violation of its schema.
pub fn shape(document: &Arc<Document>) -> Result<Shaped, Vec<Diagnostic>> {
    if let Some(shaped) = plainly(&document.text) {
        return Ok(shaped);
    }
    let tree = load::parse(document)?;
    if tree.get_ref().is_empty() {
        return Err(vec![empty(document)]);
    }
    match contract_of(tree.get_ref()) {
        Contract::Shared => read(document, tree, Contract::Shared).map(Shaped::Shared),
        contract => read(document, tree, contract).map(Shaped::Assessment),
    }
}

/// The model of a file that is sound and plainly written; none says nothing about the file.
fn plainly(text: &str) -> Option<Shaped> {
    let table = load::plain::read(text).filter(|table| !table.is_empty())?;
    match Contract::of(table.keys()) {
        Contract::Shared => Shared::deserialize(table)
            .ok()
            .map(|model| Shaped::Shared(Box::new(model))),
        _ => Assessment::deserialize(table)
            .ok()
            .map(|model| Shaped::Assessment(Box::new(model))),
    }
}

/// Reads `taqdir.toml`.
///
/// # Errors
/// Every syntax error of the file, or else every violation of its schema.
pub fn house(document: &Arc<Document>) -> Result<Box<House>, Vec<Diagnostic>> {
    let tree = load::parse(document)?;
    read(document, tree, Contract::House)
}

fn read<'d, T: Deserialize<'d>>(
    document: &'d Arc<Document>,
    tree: Spanned<DeTable<'d>>,
    contract: Contract,
) -> Result<Box<T>, Vec<Diagnostic>> {
    let result = T::deserialize(Deserializer::from(tree));
    // The parser hands a date over as a table with a key of its own, which a file might hold too.
    let forged = document.text.contains("$__toml_private");
    let failure = match result {
        Ok(model) if !forged => return Ok(Box::new(model)),
        Ok(model) => Ok(Box::new(model)),
        Err(failure) => Err(failure),
    };
    let tree = load::parse(document)?;
    let mut found = violation::all(document, contract, tree.get_ref());
    if found.is_empty() {
        let failure = match failure {
            Ok(model) => return Ok(model),
            Err(failure) => failure,
        };
        // The types refuse what the schema lets pass: a fault of this program, but the
        // author's file must not pass for sound.
        let detail = failure.message();
        let place = failure.span().map_or_else(
            || Location::file(document),
            |span| Location::bytes(document, span),
        );
        found.push(Diagnostic::error(
            "wrong-type",
            place,
            say!(en "this does not fit the format: {detail}", ar "هذا لا يوافق الصيغة: {detail}"),
        ));
    }
    Err(found)
}

/// The contract that a parsed file speaks.
pub fn contract_of(tree: &DeTable<'_>) -> Contract {
    Contract::of(tree.keys().map(|key| key.get_ref().as_ref()))
}

fn empty(document: &Arc<Document>) -> Diagnostic {
    Diagnostic::error(
        "empty-file",
        Location::file(document),
        say!(en "the file holds no assessment", ar "الملف لا يحوي تقديرًا"),
    )
    .help(say!(
        en "`taqdir new` writes a file to start from",
        ar "يكتب الأمر `taqdir new` ملفًّا تبدأ منه"
    ))
}
