//! The manual of the rules is the one that the rules write.

use std::path::Path;

use assert_cmd::Command;
use taqdir::model::Lang;
use taqdir::rules::{self, manual};

#[test]
fn the_committed_manual_is_that_of_the_rules() {
    for (lang, file) in [(Lang::En, "docs/rules.md"), (Lang::Ar, "docs/rules.ar.md")] {
        let committed = std::fs::read_to_string(file).unwrap_or_default();
        if committed == manual::book(lang) {
            continue;
        }
        if std::env::var_os("TAQDIR_BLESS").is_some() {
            std::fs::write(file, manual::book(lang)).unwrap();
        } else {
            panic!("{file} has drifted: run TAQDIR_BLESS=1 cargo test --test it manual");
        }
    }
}

#[test]
fn explain_prints_the_page_of_the_manual() {
    for (lang, file) in [("en", "docs/rules.md"), ("ar", "docs/rules.ar.md")] {
        let output = Command::cargo_bin("taqdir")
            .unwrap()
            .args(["--locale", lang, "explain", "hedge"])
            .output()
            .unwrap();
        let page = String::from_utf8(output.stdout).unwrap();
        assert!(page.starts_with("## hedge\n"), "{page}");
        assert!(
            std::fs::read_to_string(file).unwrap().contains(&page),
            "{lang}"
        );
    }
}

#[test]
fn every_page_has_its_four_parts_in_both_languages() {
    for rule in rules::all() {
        for (lang, parts) in [
            (
                Lang::En,
                ["### What it does", "### Why", "### Example", "### Instead"],
            ),
            (
                Lang::Ar,
                ["### ما تفعله", "### لماذا", "### مثال", "### البديل"],
            ),
        ] {
            let page = manual::page(rule, lang);
            let mut from = 0;
            for part in parts {
                let at = page[from..].find(&format!("\n{part}\n"));
                from += at.unwrap_or_else(|| panic!("{} lacks `{part}` in its place", rule.name));
            }
        }
    }
}

#[test]
fn every_rule_has_a_fixture_that_fires_one_that_does_not_and_one_that_is_allowed() {
    for rule in rules::all().filter(|rule| rule.check.is_some()) {
        let folder = Path::new("tests/suite/rules").join(rule.name);
        let read = |name: &str| {
            std::fs::read_to_string(folder.join(name))
                .unwrap_or_else(|error| panic!("{}/{name}: {error}", folder.display()))
        };
        assert!(
            read("fires.toml").contains(&format!(" {}: ", rule.name)),
            "{}",
            rule.name
        );
        assert!(read("nearly.toml").contains("#! none"), "{}", rule.name);
        let allowed = read("allowed.toml");
        assert!(allowed.contains("#! none"), "{}", rule.name);
        assert!(
            allowed.contains(&format!("rule = \"{}\"", rule.name)),
            "{}",
            rule.name
        );
    }
}
