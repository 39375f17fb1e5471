//! What TOML tells apart and JSON does not: a date from a text, `1.0` from `1`.
//!
//! In the JSON that a schema speaks of, a date is a string, 1.0 is a whole number, and a number
//! may have any length. The types of the model are stricter, so the values are looked at once
//! more as TOML has them.

use std::sync::Arc;

use serde_json::Value;
use toml::de::{DeTable, DeValue};

use super::checker::Checker;
use super::violation::last_key;
use crate::diagnostic::{Diagnostic, Location, Say, say};
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
        let takes_text = self.checker.governing(at).is_some_and(|node| {
            let string = match node.get("type") {
                Some(Value::String(kind)) => kind == "string",
                Some(Value::Array(kinds)) => kinds.contains(&"string".into()),
                _ => false,
            };
            string && node.get("format").is_none() && node.get("enum").is_none()
        });
        if takes_text {
            let key = last_key(at);
            let what = say!(
                en "`{key}` must be a text in quotes, not the date {shown}",
                ar "يجب أن تكون قيمة `{key}` نصًّا بين علامتَي تنصيص، لا التاريخ {shown}"
            );
            let help = say!(en "write \"{shown}\"", ar "اكتب \"{shown}\"");
            self.add("wrong-type", at, what, help);
        }
    }

    fn float(&mut self, shown: &str, at: &Route) {
        // A number with a fraction breaks the schema itself.
        let number = shown.replace('_', "").parse::<f64>();
        if let Ok(number) = number
            && number.fract() == 0.0
            && self.takes("integer", at)
        {
            let key = last_key(at);
            let what = say!(
                en "`{key}` must be a whole number, not {shown}",
                ar "يجب أن تكون قيمة `{key}` عددًا صحيحًا، لا {shown}"
            );
            let help = say!(en "write {number:.0}", ar "اكتب {number:.0}");
            self.add("wrong-type", at, what, help);
        }
    }

    /// A number with a range is caught by its range.
    fn huge(&mut self, shown: &str, at: &Route) {
        if self.takes("number", at) {
            let key = last_key(at);
            let what = say!(
                en "`{key}` cannot be {shown}: the number is too long",
                ar "لا يصح أن تكون قيمة `{key}` هي {shown}: العدد أطول مما يُقبل"
            );
            let help = say!(en "write fewer digits", ar "اكتب أرقامًا أقل");
            self.add("out-of-range", at, what, help);
        }
    }

    fn takes(&self, kind: &str, at: &Route) -> bool {
        let node = self.checker.governing(at);
        node.is_some_and(|node| node.get("type").is_some_and(|own| own == kind))
    }

    fn add(&mut self, rule: &'static str, at: &Route, what: Say, help: Say) {
        let place = Location::value(self.document, at);
        self.found
            .push(Diagnostic::error(rule, place, what).help(help));
    }
}
