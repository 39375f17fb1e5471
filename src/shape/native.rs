//! What TOML tells apart and JSON does not: a date from a text, `1.0` from `1`.
//!
//! In the JSON that a schema speaks of, a date is a string, 1.0 is a whole number, and a number
//! may have any length. The types of the model are stricter, so the values are looked at once
//! more as TOML has them.

use std::sync::Arc;

use serde_json::Value;
use toml::de::{DeTable, DeValue};

use super::violation::Checker;
use crate::diagnostic::{Diagnostic, Location, say};
use crate::load::Document;
use crate::model::Route;

/// Finds dates where a text belongs, decimal numbers where a whole one belongs, and whole
/// numbers beyond 64 bits.
pub fn check(document: &Arc<Document>, checker: &Checker, tree: &DeTable<'_>) -> Vec<Diagnostic> {
    let mut walk = Walk {
        document,
        checker,
        found: Vec::new(),
    };
    walk.table(tree, &Route::root());
    walk.found
}

struct Walk<'a> {
    document: &'a Arc<Document>,
    checker: &'a Checker,
    found: Vec<Diagnostic>,
}

impl Walk<'_> {
    fn table(&mut self, table: &DeTable<'_>, at: &Route) {
        for (key, value) in table.iter() {
            self.value(value.get_ref(), &at.key(key.get_ref()));
        }
    }

    fn value(&mut self, value: &DeValue<'_>, at: &Route) {
        match value {
            DeValue::Table(table) => self.table(table, at),
            DeValue::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    self.value(item.get_ref(), &at.index(index));
                }
            }
            DeValue::Datetime(date) => self.date(&date.to_string(), at),
            DeValue::Float(number) => self.float(number.as_str(), at),
            DeValue::Integer(number) => {
                let digits = number.as_str().replace('_', "");
                if i64::from_str_radix(&digits, number.radix()).is_err() {
                    self.huge(&digits, at);
                }
            }
            _ => {}
        }
    }

    fn date(&mut self, shown: &str, at: &Route) {
        let Some(node) = self.checker.governing(at) else {
            return;
        };
        let takes_text = match node.get("type") {
            Some(Value::String(kind)) => kind == "string",
            Some(Value::Array(kinds)) => kinds.contains(&"string".into()),
            _ => false,
        };
        if node.get("format").is_some() || node.get("enum").is_some() || !takes_text {
            return;
        }
        let key = key(at);
        self.found.push(
            Diagnostic::error(
                "wrong-type",
                Location::value(self.document, at),
                say!(
                    en "`{key}` must be a text in quotes, not the date {shown}",
                    ar "يجب أن تكون قيمة `{key}` نصًّا بين علامتَي تنصيص، لا التاريخ {shown}"
                ),
            )
            .help(say!(en "write \"{shown}\"", ar "اكتب \"{shown}\"")),
        );
    }

    fn float(&mut self, shown: &str, at: &Route) {
        let whole = self
            .checker
            .governing(at)
            .is_some_and(|node| node.get("type") == Some(&"integer".into()));
        // A number with a fraction breaks the schema itself.
        let Some(number) = shown.replace('_', "").parse::<f64>().ok() else {
            return;
        };
        if !whole || number.fract() != 0.0 {
            return;
        }
        let key = key(at);
        self.found.push(
            Diagnostic::error(
                "wrong-type",
                Location::value(self.document, at),
                say!(
                    en "`{key}` must be a whole number, not {shown}",
                    ar "يجب أن تكون قيمة `{key}` عددًا صحيحًا، لا {shown}"
                ),
            )
            .help(say!(en "write {number:.0}", ar "اكتب {number:.0}")),
        );
    }

    /// A range of its own catches it elsewhere.
    fn huge(&mut self, shown: &str, at: &Route) {
        let any = self
            .checker
            .governing(at)
            .is_some_and(|node| node.get("type") == Some(&"number".into()));
        if !any {
            return;
        }
        let key = key(at);
        self.found.push(
            Diagnostic::error(
                "out-of-range",
                Location::value(self.document, at),
                say!(
                    en "`{key}` cannot be {shown}: the number is too long",
                    ar "لا يصح أن تكون قيمة `{key}` هي {shown}: العدد أطول مما يُقبل"
                ),
            )
            .help(say!(en "write fewer digits", ar "اكتب أرقامًا أقل")),
        );
    }
}

/// The last key of a route, for messages.
fn key(route: &Route) -> String {
    route
        .steps()
        .filter(|step| step.parse::<usize>().is_err())
        .last()
        .unwrap_or_default()
}
