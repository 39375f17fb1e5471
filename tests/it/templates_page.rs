//! The lists in docs/templates.md: every value that a template sees, every component with its parameters.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use minijinja::value::{Value, ValueKind};
use taqdir::compose::{Product, values};
use taqdir::isnad::Isnad;
use taqdir::model::Lang;
use taqdir::pipeline::Run;

const PAGE: &str = "docs/templates.md";

/// The names in a value, for the table of the page.
fn names(value: &Value) -> Vec<String> {
    let mut names: Vec<String> = match value.kind() {
        ValueKind::Map => value
            .try_iter()
            .unwrap()
            .map(|key| key.to_string())
            .collect(),
        _ => Vec::new(),
    };
    names.sort();
    names
}

fn table_of_values() -> String {
    let run = Run::default();
    let checked = run
        .check(Path::new("tests/fixtures/everything.toml"))
        .unwrap();
    let (case, house) = (checked.case.as_ref().unwrap(), run.house(&checked).unwrap());
    let root = values(
        case,
        &Isnad::of(case, house),
        house,
        Lang::En,
        Product::assessment(),
    );
    let (mut single, mut lists) = (Vec::new(), BTreeMap::new());
    for name in names(&root) {
        let value = root.get_attr(&name).unwrap();
        let items: Vec<Value> = match value.kind() {
            ValueKind::Seq | ValueKind::Iterable => value.try_iter().unwrap().collect(),
            ValueKind::Map => vec![value.clone()],
            _ => Vec::new(),
        };
        let mut fields: Vec<String> = items.iter().flat_map(names).collect();
        fields.sort();
        fields.dedup();
        if fields.is_empty() {
            single.push(format!("`{name}`"));
        } else {
            lists.insert(name, (value.kind() == ValueKind::Map, fields));
        }
    }
    let mut out = format!(
        "By themselves: {}.\n\n| value | what is in it |\n|---|---|\n",
        single.join(", ")
    );
    for (name, (map, fields)) in lists {
        let fields: Vec<String> = fields.iter().map(|field| format!("`{field}`")).collect();
        let each = if map { "" } else { ", a list; each" };
        out.push_str(&format!("| `{name}`{each} | {} |\n", fields.join(", ")));
    }
    out
}

fn table_of_components() -> String {
    let exported = fs::read_to_string("templates/house.typ").unwrap();
    let mut out = "| component | parameters | what it sets |\n|---|---|---|\n".to_owned();
    let mut files: Vec<_> = fs::read_dir("templates/house")
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    for file in files {
        let text = fs::read_to_string(file).unwrap();
        for (at, _) in text.match_indices("\n#let ") {
            let rest = &text[at + 6..];
            let Some((name, after)) = rest.split_once('(') else {
                continue;
            };
            if !exported.contains(&format!("\"{name}\"")) {
                continue;
            }
            let Some((parameters, _)) = after.split_once(") =") else {
                continue;
            };
            let parameters: Vec<String> = split(parameters)
                .into_iter()
                .filter(|parameter| parameter != "th")
                .map(|parameter| match parameter.split_once(':') {
                    Some((name, _)) => format!("`{name}:`"),
                    None => format!("`{parameter}`"),
                })
                .collect();
            let before = &text[..at];
            let doc: Vec<&str> = before
                .lines()
                .rev()
                .map_while(|line| line.strip_prefix("///").or_else(|| line.strip_prefix("//")))
                .collect();
            let doc: String = doc
                .into_iter()
                .rev()
                .map(str::trim)
                .collect::<Vec<_>>()
                .join(" ");
            out.push_str(&format!(
                "| `{name}` | {} | {} |\n",
                parameters.join(", "),
                doc.replace('|', "\\|")
            ));
        }
    }
    out
}

/// Parameters parted by the commas that stand in no bracket.
fn split(list: &str) -> Vec<String> {
    let (mut parts, mut depth) = (vec![String::new()], 0);
    for c in list.chars() {
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        parts.last_mut().unwrap().push(c);
    }
    let parts = parts.into_iter().map(|part| part.trim().to_owned());
    parts.filter(|part| !part.is_empty()).collect()
}

#[test]
fn the_page_lists_every_value_and_every_component() {
    let page = fs::read_to_string(PAGE).unwrap();
    let mut expected = page.clone();
    for (name, table) in [
        ("values", table_of_values()),
        ("components", table_of_components()),
    ] {
        assert!(table.lines().count() > 20, "{table}");
        let (open, close) = (
            format!("<!-- {name} -->\n"),
            format!("<!-- end of {name} -->"),
        );
        let from = expected.find(&open).unwrap() + open.len();
        let to = expected.find(&close).unwrap();
        expected.replace_range(from..to, &table);
    }
    if std::env::var_os("TAQDIR_BLESS").is_some() {
        fs::write(PAGE, expected).unwrap();
    } else {
        assert!(
            page == expected,
            "{PAGE} is stale; TAQDIR_BLESS=1 writes it anew"
        );
    }
}
