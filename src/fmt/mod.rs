//! fmt: a file → the same file in the one canonical layout.
//!
//! | file | holds |
//! |---|---|
//! | this one | tables: the order of keys, headers, blank lines |
//! | [`value`](self) | values: texts, lists, inline tables |
//! | `comments` | comments and blank lines as the parser keeps them |
//!
//! What is canonical: keys in the order of the schema; one blank line before a
//! header; a list on one line where it fits, else an item a line.
//! What is the author's: the order of entries, every text, the line breaks in it, and comments,
//! which stay with what they precede.

mod comments;
mod value;

use std::cmp::Ordering;

use toml_edit::{DocumentMut, Item, Key, Table, Value};

use crate::model::Route;
use crate::shape::checker::Checker;
use crate::shape::schema::Contract;
use comments::Lines;

/// The width that a list is fitted to, in characters.
const WIDTH: usize = 120;

/// Why a text was not formatted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unformatted {
    /// It is not TOML.
    NotToml,
    /// The formatted text would not say the same: a fault of this program.
    Unsound,
}

/// The text in the canonical layout.
///
/// # Errors
/// [`Unformatted`] where the text cannot be formatted; it is then to be left as it is.
pub fn format(text: &str, contract: Contract) -> Result<String, Unformatted> {
    let crlf = text
        .find('\n')
        .is_some_and(|newline| text[..newline].ends_with('\r'));
    let unix = text.replace("\r\n", "\n");
    let (mark, body) = match unix.strip_prefix('\u{FEFF}') {
        Some(body) => ("\u{FEFF}", body),
        None => ("", unix.as_str()),
    };
    let document: DocumentMut = body.parse().map_err(|_| Unformatted::NotToml)?;
    let mut printer = Printer {
        out: String::with_capacity(body.len()),
        order: Order(Checker::of(contract)),
    };
    printer.document(&document);
    let formatted = printer.out;
    if !same(body, &formatted) {
        return Err(Unformatted::Unsound);
    }
    let formatted = format!("{mark}{formatted}");
    Ok(if crlf {
        formatted.replace('\n', "\r\n")
    } else {
        formatted
    })
}

/// Whether two texts say the same.
fn same(before: &str, after: &str) -> bool {
    match (before.parse::<toml::Table>(), after.parse::<toml::Table>()) {
        (Ok(before), Ok(after)) => before == after,
        _ => false,
    }
}

/// The order of keys, as a schema has it.
#[derive(Clone, Copy)]
struct Order(Option<&'static Checker>);

impl Order {
    /// The place of `key` in the table at `route`; keys that the schema does not name come last.
    fn rank(self, route: &Route, key: &str) -> usize {
        self.0
            .and_then(|checker| checker.governing(route))
            .and_then(|node| node.get("properties")?.as_object())
            .and_then(|known| known.keys().position(|name| name == key))
            .unwrap_or(usize::MAX)
    }

    /// Which of two paths of keys inside the table at `route` comes first.
    fn compare(self, route: &Route, a: &[&Key], b: &[&Key]) -> Ordering {
        let mut route = route.clone();
        for (a, b) in a.iter().zip(b) {
            let (a, b) = (a.get(), b.get());
            if a != b {
                return self.rank(&route, a).cmp(&self.rank(&route, b));
            }
            route = route.key(a);
        }
        a.len().cmp(&b.len())
    }
}

/// A table under a header of its own.
struct Section<'a> {
    route: Route,
    path: Vec<&'a Key>,
    table: &'a Table,
    listed: bool,
}

impl Section<'_> {
    /// Where its header, or the first header below it, stands in the file.
    fn position(&self) -> isize {
        let own = self.table.position().filter(|_| !self.table.is_implicit());
        own.or_else(|| sections(self).iter().map(Section::position).min())
            .unwrap_or(isize::MAX)
    }
}

/// The sections right below a section, in no order.
fn sections<'a>(above: &Section<'a>) -> Vec<Section<'a>> {
    let mut found = Vec::new();
    collect(above.table, &above.path, &above.route, &mut found);
    found
}

fn collect<'a>(table: &'a Table, path: &[&'a Key], route: &Route, found: &mut Vec<Section<'a>>) {
    for (name, item) in table {
        let Some(key) = table.key(name) else { continue };
        let path: Vec<&Key> = path.iter().copied().chain([key]).collect();
        let route = route.key(name);
        match item {
            // `a.b = 1` writes into a table without a header; below it there may be some.
            Item::Table(table) if table.is_dotted() => collect(table, &path, &route, found),
            Item::Table(table) => found.push(Section {
                route,
                path,
                table,
                listed: false,
            }),
            Item::ArrayOfTables(tables) => {
                found.extend(tables.iter().enumerate().map(|(index, table)| Section {
                    route: route.index(index),
                    path: path.clone(),
                    table,
                    listed: true,
                }));
            }
            _ => {}
        }
    }
}

struct Printer {
    out: String,
    order: Order,
}

impl Printer {
    fn document(&mut self, document: &DocumentMut) {
        let root = Section {
            route: Route::root(),
            path: Vec::new(),
            table: document.as_table(),
            listed: false,
        };
        self.values(&root);
        let mut entries = sections(&root);
        entries.sort_by_key(Section::position);
        for entry in &entries {
            self.section(entry);
        }
        let end = Lines::before(document.trailing().as_str().unwrap_or(""));
        self.lines(&end, !self.out.is_empty());
    }

    fn section(&mut self, section: &Section<'_>) {
        if !section.table.is_implicit() {
            let decor = section.table.decor();
            let above = Lines::of_prefix(decor);
            self.blank();
            self.lines(&above.without_first_blank(), false);
            let name = path(&section.path);
            self.out.push_str(&if section.listed {
                format!("[[{name}]]")
            } else {
                format!("[{name}]")
            });
            self.end_line(comments::beside(decor));
            self.values(section);
        }
        let mut below = sections(section);
        below.sort_by(|a, b| {
            let steps = section.path.len();
            self.order
                .compare(&section.route, &a.path[steps..], &b.path[steps..])
        });
        for table in &below {
            self.section(table);
        }
    }

    /// The keys with values of a table.
    fn values(&mut self, section: &Section<'_>) {
        let mut values: Vec<(Vec<&Key>, &Value)> = section.table.get_values();
        let mut head = Lines::default();
        let root = section.path.is_empty();
        let first_written = values.first().map(|(keys, _)| keys.clone());
        if let (true, Some(keys)) = (root, &first_written) {
            head = own_lines(keys).head();
        }
        self.lines(&head, false);
        values.sort_by(|(a, _), (b, _)| self.order.compare(&section.route, a, b));
        for (index, (keys, value)) in values.iter().enumerate() {
            let mut above = own_lines(keys);
            if first_written.as_ref() == Some(keys) {
                above = above.without(&head);
            }
            let first = index == 0 && head.is_empty();
            self.lines(&above, !first);
            let name = path(keys);
            let mut route = section.route.clone();
            for key in keys {
                route = route.key(key.get());
            }
            let indent = name.chars().count() + " = ".len();
            let written = value::write(value, &route, self.order, indent);
            self.out.push_str(&name);
            self.out.push_str(" = ");
            self.out.push_str(&written);
            self.end_line(comments::beside(value.decor()));
        }
    }

    /// Comments and blank lines; a blank one at the beginning only where it is wanted.
    fn lines(&mut self, lines: &Lines, blank_first: bool) {
        for (index, line) in lines.iter().enumerate() {
            if line.is_empty() {
                if index > 0 || blank_first {
                    self.blank();
                }
            } else {
                self.out.push_str(line);
                self.out.push('\n');
            }
        }
    }

    /// A blank line, unless there is one or nothing stands before it.
    fn blank(&mut self) {
        if !self.out.is_empty() && !self.out.ends_with("\n\n") {
            self.out.push('\n');
        }
    }

    fn end_line(&mut self, comment: Option<&str>) {
        if let Some(comment) = comment {
            self.out.push(' ');
            self.out.push_str(comment);
        }
        self.out.push('\n');
    }
}

/// The lines above a key, which its last part holds.
fn own_lines(keys: &[&Key]) -> Lines {
    keys.last()
        .map(|key| Lines::of_prefix(key.leaf_decor()))
        .unwrap_or_default()
}

/// A path of keys, bare where it can be.
fn path(keys: &[&Key]) -> String {
    keys.iter()
        .map(|key| word(key))
        .collect::<Vec<_>>()
        .join(".")
}

/// A key, bare where it can be.
fn word(key: &Key) -> String {
    let bare = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let name = key.get();
    if !name.is_empty() && name.chars().all(bare) {
        name.to_owned()
    } else {
        key.display_repr().into_owned()
    }
}
