//! Route → span: where each key and value of a file stands.

use std::collections::HashMap;
use std::ops::Range;

use toml::de::{DeTable, DeValue};

use crate::model::Route;

/// Where a key and its value stand, in bytes of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The key; items of a list have none.
    pub key: Option<Range<usize>>,
    /// The value; for a table written under a header, the header.
    pub value: Range<usize>,
}

/// Every route of a file with its spans.
#[derive(Debug, Default)]
pub struct Index(HashMap<Route, Entry>);

impl Index {
    /// Reads the routes of a TOML text; of a broken one, as many as can be made out.
    pub fn of(text: &str) -> Self {
        let (tree, _) = DeTable::parse_recoverable(text);
        let mut index = Self::default();
        index.table(&Route::root(), tree.get_ref());
        index
    }

    /// The spans of a route.
    pub fn get(&self, route: &Route) -> Option<&Entry> {
        self.0.get(route)
    }

    /// Every route with its spans, in no order.
    pub fn iter(&self) -> impl Iterator<Item = (&Route, &Entry)> {
        self.0.iter()
    }

    fn table(&mut self, at: &Route, table: &DeTable<'_>) {
        for (key, value) in table.iter() {
            let route = at.key(key.get_ref());
            self.value(&route, value.get_ref());
            let entry = Entry {
                key: Some(key.span()),
                value: value.span(),
            };
            self.0.insert(route, entry);
        }
    }

    fn value(&mut self, at: &Route, value: &DeValue<'_>) {
        match value {
            DeValue::Table(table) => self.table(at, table),
            DeValue::Array(items) => {
                for (index, item) in items.iter().enumerate() {
                    let route = at.index(index);
                    self.value(&route, item.get_ref());
                    let entry = Entry {
                        key: None,
                        value: item.span(),
                    };
                    self.0.insert(route, entry);
                }
            }
            _ => {}
        }
    }
}
