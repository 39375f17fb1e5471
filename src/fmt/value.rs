//! Values in the canonical layout.

use toml_edit::{Array, Decor, InlineTable, Key, Value};

use super::comments::{between, commented};
use super::{Order, WIDTH, path};
use crate::model::Route;

/// The value at `route`, which begins `indent` characters into its line.
pub fn write(value: &Value, route: &Route, order: Order, indent: usize) -> String {
    match value {
        Value::String(_) => text(value, true),
        Value::Array(items) => list(items, route, order, indent),
        _ => in_line(value, route, order),
    }
}

/// The value without a line break of its own: a long text that has some keeps them.
fn in_line(value: &Value, route: &Route, order: Order) -> String {
    match value {
        Value::String(_) => text(value, false),
        Value::Array(items) if !list_commented(items) => {
            let items: Vec<String> = items
                .iter()
                .enumerate()
                .map(|(index, item)| in_line(item, &route.index(index), order))
                .collect();
            format!("[{}]", items.join(", "))
        }
        Value::InlineTable(table) if !table_commented(table) => inline_table(table, route, order),
        // A number or a date stands as it was written; so does what has comments inside.
        other => as_written(other),
    }
}

fn inline_table(table: &InlineTable, route: &Route, order: Order) -> String {
    let mut values: Vec<(Vec<&Key>, &Value)> = table.get_values();
    if values.is_empty() {
        return "{}".to_owned();
    }
    values.sort_by(|(a, _), (b, _)| order.compare(route, a, b));
    let pairs: Vec<String> = values
        .iter()
        .map(|(keys, value)| {
            let mut route = route.clone();
            for key in keys {
                route = route.key(key.get());
            }
            format!("{} = {}", path(keys), in_line(value, &route, order))
        })
        .collect();
    format!("{{ {} }}", pairs.join(", "))
}

fn list(items: &Array, route: &Route, order: Order, indent: usize) -> String {
    let plain = !own_comments(items);
    let written: Vec<String> = items
        .iter()
        .enumerate()
        .map(|(index, item)| in_line(item, &route.index(index), order))
        .collect();
    if plain {
        let line = format!("[{}]", written.join(", "));
        let fits = indent + line.chars().count() <= WIDTH;
        if items.is_empty() || (fits && !line.contains('\n')) {
            return line;
        }
    }
    let mut out = "[".to_owned();
    for (item, written) in items.iter().zip(&written) {
        let (beside, own) = between(prefix(item.decor()));
        // Beside the item before, or beside the bracket.
        push_beside(&mut out, beside.as_deref());
        for comment in own {
            push_line(&mut out, &comment);
        }
        push_line(&mut out, written);
        out.push(',');
        let (beside, own) = between(suffix(item.decor()));
        push_beside(&mut out, beside.as_deref());
        for comment in own {
            push_line(&mut out, &comment);
        }
    }
    let (beside, own) = between(items.trailing().as_str().unwrap_or(""));
    push_beside(&mut out, beside.as_deref());
    for comment in own {
        push_line(&mut out, &comment);
    }
    out.push_str("\n]");
    out
}

/// Puts a comment at the end of the line, or on its own where the line has one already.
fn push_beside(out: &mut String, comment: Option<&str>) {
    let Some(comment) = comment else { return };
    if out.ends_with(['[', ',']) && !ends_in_comment(out) {
        out.push(' ');
        out.push_str(comment);
    } else {
        push_line(out, comment);
    }
}

/// Whether the last line is a comment that ends with a bracket or a comma by chance.
fn ends_in_comment(out: &str) -> bool {
    let line = out.rsplit('\n').next().unwrap_or("").trim_start();
    line.starts_with('#') || line.starts_with("[ #")
}

fn push_line(out: &mut String, line: &str) {
    out.push_str("\n  ");
    out.push_str(line);
}

fn prefix(decor: &Decor) -> &str {
    decor.prefix().and_then(|text| text.as_str()).unwrap_or("")
}

fn suffix(decor: &Decor) -> &str {
    decor.suffix().and_then(|text| text.as_str()).unwrap_or("")
}

/// Whether the list has comments among its items.
fn own_comments(items: &Array) -> bool {
    items
        .trailing()
        .as_str()
        .is_some_and(|text| text.contains('#'))
        || items.iter().any(|item| commented(item.decor()))
}

/// Whether there is a comment anywhere in the list.
fn list_commented(items: &Array) -> bool {
    own_comments(items) || items.iter().any(inner_commented)
}

fn table_commented(table: &InlineTable) -> bool {
    table
        .trailing()
        .as_str()
        .is_some_and(|text| text.contains('#'))
        || table.get_values().into_iter().any(|(keys, value)| {
            keys.iter()
                .any(|key| commented(key.leaf_decor()) || commented(key.dotted_decor()))
                || commented(value.decor())
                || inner_commented(value)
        })
}

fn inner_commented(value: &Value) -> bool {
    match value {
        Value::Array(items) => list_commented(items),
        Value::InlineTable(table) => table_commented(table),
        _ => false,
    }
}

/// The value as the author wrote it, without what surrounds it.
fn as_written(value: &Value) -> String {
    let mut value = value.clone();
    value.decor_mut().clear();
    value.to_string()
}

/// A text: between plain quotes on one line, or between three with its line breaks. What the
/// author put between three quotes stays so, letter by letter.
fn text(value: &Value, may_break: bool) -> String {
    let written = as_written(value);
    let Some(content) = value.as_str() else {
        return written;
    };
    if written.starts_with("\"\"\"") || written.starts_with("'''") {
        return written;
    }
    if written.starts_with('\'') {
        let plain = !content.contains(['"', '\\']) && !content.chars().any(char::is_control);
        return if plain {
            format!("\"{content}\"")
        } else {
            written
        };
    }
    // Only escapes that are needless between three quotes: others were chosen by the author,
    // such as a direction mark that is not to be seen.
    let breaks = content.trim_end_matches('\n').contains('\n');
    if may_break && breaks && only_plain_escapes(&written) {
        return long(content);
    }
    written
}

fn only_plain_escapes(written: &str) -> bool {
    let mut chars = written.chars();
    while let Some(c) = chars.next() {
        if c == '\\' && !matches!(chars.next(), Some('n' | '"' | '\\')) {
            return false;
        }
    }
    true
}

/// A text between three quotes, with real line breaks.
fn long(content: &str) -> String {
    let escaped = content.replace('\\', "\\\\").replace("\"\"\"", "\"\"\\\"");
    let escaped = match escaped.strip_suffix('"') {
        Some(rest) if !rest.ends_with('\\') => format!("{rest}\\\""),
        _ => escaped,
    };
    format!("\"\"\"\n{escaped}\"\"\"")
}
