//! The shape of the source itself: what may import what, and who may print.

use std::fs;
use std::path::{Path, PathBuf};

/// The modules of src/ in the order of the pipeline. A module imports only from those before it.
///
/// `diagnostic` and `load` are one step: a place of a finding is a place of a loaded document.
/// `rules` holds the manual pages of every stage, and nothing of what the later ones do.
/// `scaffold` comes early because a rule knows its texts again, `fmt` and `migrate` work on
/// text and know no case, and `lsp` is an output like `report`: no stage knows of it.
const ORDER: &[&[&str]] = &[
    &["model"],
    &["suggest", "text", "scaffold"],
    &["diagnostic", "load"],
    &["shape"],
    &["fmt", "fix", "migrate"],
    &["discover"],
    &["resolve"],
    &["isnad"],
    &["analysis"],
    &["rules"],
    &["compose"],
    &["typeset"],
    &["readback"],
    &["write"],
    &["pipeline"],
    &["report"],
    &["lsp"],
    &["cli"],
];

fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs")
            && path.file_name().is_some_and(|name| name != "tests.rs")
        {
            into.push(path);
        }
    }
}

/// Lines with their numbers.
type Lines = Vec<(usize, String)>;

/// Every file of src/ with its module and its lines, tests and comments left out.
fn files() -> Vec<(PathBuf, String, Lines)> {
    let mut paths = Vec::new();
    sources(Path::new("src"), &mut paths);
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let inside = path.strip_prefix("src").unwrap().to_owned();
            let first = inside.components().next().unwrap().as_os_str();
            let module = first.to_string_lossy().trim_end_matches(".rs").to_owned();
            let text = fs::read_to_string(&path).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap();
            let lines = code
                .lines()
                .enumerate()
                .filter(|(_, line)| !line.trim_start().starts_with("//"))
                .map(|(index, line)| (index + 1, line.to_owned()))
                .collect();
            (path, module, lines)
        })
        .collect()
}

fn rank(module: &str) -> Option<usize> {
    ORDER.iter().position(|step| step.contains(&module))
}

/// The modules of this crate that a line names: `crate::load::…`, `crate::{a, b::c}`.
fn named(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in line.match_indices("crate::") {
        let rest = &line[at + "crate::".len()..];
        let names = match rest.strip_prefix('{') {
            Some(list) => list.split('}').next().unwrap().split(',').collect(),
            None => vec![rest],
        };
        found.extend(names.iter().map(|name| {
            name.trim()
                .split(|c: char| !c.is_alphanumeric() && c != '_')
                .next()
                .unwrap()
                .to_owned()
        }));
    }
    found
}

#[test]
fn no_stage_imports_a_later_one() {
    let mut wrong = Vec::new();
    for (path, module, lines) in files() {
        if module == "lib" || module == "main" {
            continue;
        }
        let Some(own) = rank(&module) else {
            wrong.push(format!(
                "{}: the module `{module}` has no place in the order",
                path.display()
            ));
            continue;
        };
        for (number, line) in lines {
            for other in named(&line) {
                match rank(&other) {
                    Some(theirs) if theirs <= own => {}
                    Some(_) => wrong.push(format!(
                        "{}:{number}: {module} imports {other}",
                        path.display()
                    )),
                    None => wrong.push(format!("{}:{number}: what is `{other}`?", path.display())),
                }
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn only_report_and_cli_print() {
    let mut wrong = Vec::new();
    for (path, module, lines) in files() {
        if matches!(module.as_str(), "report" | "cli") {
            continue;
        }
        for (number, line) in lines {
            let prints = [
                "print!(",
                "println!(",
                "eprint!(",
                "eprintln!(",
                "dbg!(",
                "io::stdout",
                "io::stderr",
            ];
            if prints.iter().any(|word| line.contains(word)) {
                wrong.push(format!("{}:{number}: {}", path.display(), line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn the_scan_sees_imports() {
    assert_eq!(named("use crate::load::{self, Document};"), ["load"]);
    assert_eq!(named("use crate::{model, rules::all};"), ["model", "rules"]);
    assert_eq!(
        named("    crate::diagnostic::sort(&mut found);"),
        ["diagnostic"]
    );
    assert!(files().len() > 30);
}
