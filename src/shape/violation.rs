//! A violation of the schema in plain words: where, what, and what to write.
//!
//! | file | holds |
//! |---|---|
//! | this one | which violations are told, and by what words |
//! | `keys` | keys that a table may not have, and those that it lacks |
//! | `values` | values that a key may not have |
//! | `house` | violations of a house's own schema |

mod house;
mod keys;
mod values;

use std::collections::HashSet;
use std::sync::Arc;

use jsonschema::error::ValidationErrorKind as Kind;
use serde_json::Value;
use toml::de::DeTable;

use super::checker::Checker;
use super::example::show;
use super::schema::Contract;
use super::{json, native};
use crate::diagnostic::{self, Diagnostic, Location, Say, say};
use crate::load::Document;
use crate::model::Route;

/// Every violation of the schema in the file, in the order of the file.
pub fn all(document: &Arc<Document>, contract: Contract, tree: &DeTable<'_>) -> Vec<Diagnostic> {
    let value = json::object(tree);
    let Some(checker) = Checker::of(contract) else {
        return Vec::new();
    };
    let mut found = against(document, checker, &value);
    found.extend(native::check(document, checker, tree));
    diagnostic::sort(&mut found);
    found
}

/// Every violation of a schema in a value that was read from the document.
pub fn against(document: &Arc<Document>, checker: &Checker, value: &Value) -> Vec<Diagnostic> {
    let Some(validator) = &checker.validator else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut told = HashSet::new();
    let mut errors: Vec<_> = validator.iter_errors(value).collect();
    // Of several complaints about one value the most basic is told: its type before its form.
    errors.sort_by_key(|error| weight(error.kind()));
    // A key that is mistyped is not missing as well.
    let mut meant = HashSet::new();
    for error in &errors {
        let route = Route::from_pointer(error.instance_path().as_str());
        let place = Violation {
            document,
            checker,
            route: &route,
            value: error.instance(),
        };
        let several = matches!(
            error.kind(),
            Kind::Required { .. } | Kind::AdditionalProperties { .. }
        );
        if several || told.insert(route.clone()) {
            let before = found.len();
            if checker.house {
                place.explain_house(error.kind(), &mut found);
                let why = checker.reason(error.schema_path().as_str());
                for one in &mut found[before..] {
                    house::belongs(one, why);
                }
            } else {
                place.explain(error.kind(), &mut meant, &mut found);
            }
        }
    }
    diagnostic::sort(&mut found);
    found
}

fn weight(kind: &Kind) -> u8 {
    match kind {
        Kind::Type { .. } => 0,
        Kind::Enum { .. } | Kind::Constant { .. } => 1,
        Kind::AdditionalProperties { .. } => 2,
        Kind::Required { .. } => 3,
        Kind::Pattern { .. } => 3,
        Kind::AnyOf { .. } => 9,
        _ => 5,
    }
}

struct Violation<'a> {
    document: &'a Arc<Document>,
    checker: &'a Checker,
    route: &'a Route,
    value: &'a Value,
}

impl Violation<'_> {
    fn explain(&self, kind: &Kind, meant: &mut HashSet<Route>, found: &mut Vec<Diagnostic>) {
        match kind {
            Kind::AdditionalProperties { unexpected } => {
                for key in unexpected {
                    let near = self.near_key(key);
                    meant.extend(near.map(|name| self.route.key(name)));
                    found.push(self.unknown_key(key, near));
                }
            }
            Kind::Required { property } => {
                let key = property.as_str().unwrap_or_default();
                if !meant.contains(&self.route.key(key)) {
                    found.push(self.missing_key(key));
                }
            }
            Kind::Enum { options } => found.push(self.unknown_value(options)),
            Kind::Constant { expected_value } => found.push(self.other_constant(expected_value)),
            Kind::Type { kind } => found.push(self.wrong_type(kind)),
            Kind::Pattern { pattern } => found.push(self.bad_form(pattern)),
            Kind::Format { .. } => found.push(self.no_such_day()),
            Kind::Minimum { .. }
            | Kind::Maximum { .. }
            | Kind::ExclusiveMaximum { .. }
            | Kind::ExclusiveMinimum { .. } => found.push(self.out_of_range()),
            Kind::MinProperties { .. } if self.is_map() => found.push(self.empty_map()),
            Kind::AnyOf { .. } | Kind::MinProperties { .. } => found.push(self.empty_table()),
            Kind::PropertyNames { .. } => found.push(self.bad_names()),
            Kind::UniqueItems | Kind::MinItems { .. } | Kind::MaxItems { .. } => {
                found.push(self.bad_list(kind));
            }
            other => found.push(self.other(other)),
        }
    }

    fn here(&self) -> Location {
        Location::value(self.document, self.route)
    }

    fn key(&self) -> String {
        last_key(self.route)
    }

    /// The table that the value at the route is, as its header would name it.
    fn table(&self) -> Say {
        let names: Vec<_> = self
            .route
            .steps()
            .filter(|step| step.parse::<usize>().is_err())
            .collect();
        let name = names.join(".");
        if names.is_empty() {
            say!(en "the file", ar "الملف")
        } else if self
            .route
            .steps()
            .last()
            .is_some_and(|step| step.parse::<usize>().is_ok())
        {
            say!(en "`[[{name}]]`", ar "`[[{name}]]`")
        } else {
            say!(en "`{name}`", ar "`{name}`")
        }
    }

    fn known_keys(&self) -> Vec<&str> {
        self.checker
            .governing(self.route)
            .and_then(|node| node.get("properties"))
            .and_then(Value::as_object)
            .map(|properties| properties.keys().map(String::as_str).collect())
            .unwrap_or_default()
    }

    /// The value as the author wrote it, cut to a length that fits a message.
    fn shown(&self) -> String {
        show(self.document, self.route, self.value)
    }
}

/// The last key of a route, for messages.
pub(super) fn last_key(route: &Route) -> String {
    route
        .steps()
        .filter(|step| step.parse::<usize>().is_err())
        .last()
        .unwrap_or_default()
}
