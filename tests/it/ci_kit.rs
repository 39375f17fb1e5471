//! The action's steps do in a shell what they promise on GitHub.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::Value;

/// The value of `${{ inputs.x }}`, which is the only expression the action may use in `env`.
fn input<'a>(text: &str, inputs: &'a BTreeMap<String, String>) -> Option<&'a str> {
    let name = text.strip_prefix("${{ inputs.")?.strip_suffix(" }}")?;
    Some(&inputs[name])
}

/// Whether a step runs: `inputs.x == 'y'` or `inputs.x != 'y'`.
fn runs(condition: Option<&Value>, inputs: &BTreeMap<String, String>) -> bool {
    let Some(condition) = condition else {
        return true;
    };
    let words: Vec<&str> = condition.as_str().unwrap().split(' ').collect();
    let [name, operator, value] = words[..] else {
        panic!("a condition this test cannot read: {condition}");
    };
    let equal = inputs[name.strip_prefix("inputs.").unwrap()] == value.trim_matches('\'');
    match operator {
        "==" => equal,
        "!=" => !equal,
        _ => panic!("a condition this test cannot read: {condition}"),
    }
}

/// Runs the action in `folder` and stops at the first step that fails, as GitHub does.
fn action(folder: &Path, given: &[(&str, &str)]) -> Vec<(String, Output)> {
    let text = fs::read_to_string("action.yml").unwrap();
    let action: Value = serde_yaml::from_str(&text).unwrap();
    let mut inputs: BTreeMap<String, String> = action["inputs"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(name, about)| (name.clone(), about["default"].as_str().unwrap().to_owned()))
        .collect();
    for (name, value) in given {
        assert!(
            inputs
                .insert((*name).to_owned(), (*value).to_owned())
                .is_some(),
            "{name}"
        );
    }
    let mut done = Vec::new();
    for step in action["runs"]["steps"].as_array().unwrap() {
        assert_eq!(step["shell"], "bash");
        if !runs(step.get("if"), &inputs) {
            continue;
        }
        let mut command = Command::new("bash");
        command
            .args(["--noprofile", "--norc", "-e", "-o", "pipefail", "-c"])
            .arg(step["run"].as_str().unwrap())
            .current_dir(folder);
        for (name, value) in step["env"].as_object().unwrap() {
            command.env(name, input(value.as_str().unwrap(), &inputs).unwrap());
        }
        let output = command.output().unwrap();
        let failed = !output.status.success();
        done.push((step["name"].as_str().unwrap().to_owned(), output));
        if failed {
            break;
        }
    }
    done
}

fn binary() -> String {
    assert_cmd::cargo::cargo_bin("taqdir")
        .to_string_lossy()
        .into_owned()
}

#[test]
fn the_action_annotates_and_fails_where_there_are_errors() {
    let folder = tempfile::tempdir().unwrap();
    let binary = binary();
    let copy = |from: &str, to: &str| {
        fs::copy(
            Path::new("tests/fixtures/report").join(from),
            folder.path().join(to),
        )
        .unwrap();
    };
    copy("sound.toml", "sound.toml");
    let given = [
        ("binary", binary.as_str()),
        ("paths", "sound.toml"),
        ("sarif", "out.sarif"),
        ("fmt", "true"),
    ];
    let steps = action(folder.path(), &given);
    let names: Vec<&str> = steps.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["Write SARIF", "Check the layout", "Check"]);
    assert!(
        steps.iter().all(|(_, output)| output.status.success()),
        "{steps:?}"
    );
    let log: Value =
        serde_json::from_str(&fs::read_to_string(folder.path().join("out.sarif")).unwrap())
            .unwrap();
    assert_eq!(log["runs"][0]["results"].as_array().unwrap().len(), 0);

    copy("shape.toml", "broken.toml");
    let given = [
        ("binary", binary.as_str()),
        ("paths", "sound.toml *.toml"),
        ("sarif", "out.sarif"),
        ("locale", "ar"),
    ];
    let steps = action(folder.path(), &given);
    let (name, last) = steps.last().unwrap();
    assert_eq!((name.as_str(), last.status.code()), ("Check", Some(1)));
    let said = String::from_utf8_lossy(&last.stdout);
    assert!(
        said.starts_with("::error file=broken.toml,line=9,"),
        "{said}"
    );
    assert!(said.contains("لعلّك تقصد `kicker`؟"), "{said}");
    let log: Value =
        serde_json::from_str(&fs::read_to_string(folder.path().join("out.sarif")).unwrap())
            .unwrap();
    assert_eq!(log["runs"][0]["results"].as_array().unwrap().len(), 4);
}

#[test]
fn the_action_heeds_deny_and_the_layout_and_a_missing_path() {
    let folder = tempfile::tempdir().unwrap();
    let binary = binary();
    let sound = fs::read_to_string("tests/fixtures/report/sound.toml").unwrap();
    let unused =
        "\n[[source]]\nid = \"never\"\nkind = \"brief\"\ntitle = \"t\"\nreliability = \"B\"\n";
    fs::write(folder.path().join("a.toml"), sound.clone() + unused).unwrap();
    let code = |given: &[(&str, &str)]| {
        let mut all = vec![("binary", binary.as_str())];
        all.extend(given);
        action(folder.path(), &all).last().unwrap().1.status.code()
    };
    assert_eq!(code(&[("paths", "a.toml")]), Some(0));
    assert_eq!(code(&[("paths", "a.toml"), ("deny", "warnings")]), Some(1));
    assert_eq!(code(&[("paths", "missing.toml")]), Some(2));
    assert_eq!(code(&[("paths", "missing.toml"), ("sarif", "s")]), Some(1));
    fs::write(
        folder.path().join("a.toml"),
        format!("{sound}\n\n\n[scope]\nen=\"x\"\n"),
    )
    .unwrap();
    assert_eq!(code(&[("paths", "a.toml"), ("fmt", "true")]), Some(1));
}

#[test]
fn the_hooks_call_commands_that_exist() {
    let text = fs::read_to_string(".pre-commit-hooks.yaml").unwrap();
    let hooks: Value = serde_yaml::from_str(&text).unwrap();
    let hooks = hooks.as_array().unwrap();
    assert_eq!(hooks.len(), 2);
    for hook in hooks {
        let mut words = hook["entry"].as_str().unwrap().split(' ');
        assert_eq!(words.next(), Some("taqdir"));
        let output = Command::new(binary())
            .args(words)
            .arg("tests/fixtures/report/sound.toml")
            .output()
            .unwrap();
        assert!(output.status.success(), "{hook}: {output:?}");
    }
}

/// What docs/ci.md gives to copy, block by block.
fn blocks(page: &str, language: &str) -> Vec<String> {
    let opening = format!("```{language}\n");
    page.split(&opening)
        .skip(1)
        .map(|rest| rest.split("```").next().unwrap().to_owned())
        .collect()
}

/// Every value of a key, at any depth.
fn values<'a>(value: &'a Value, key: &str, found: &mut Vec<&'a Value>) {
    match value {
        Value::Object(table) => {
            found.extend(table.get(key));
            table.values().for_each(|value| values(value, key, found));
        }
        Value::Array(items) => items.iter().for_each(|item| values(item, key, found)),
        _ => {}
    }
}

#[test]
fn what_the_page_gives_to_copy_fits_the_action_the_hooks_and_the_program() {
    const COPY: &str = "YOUR-ORGANISATION/taqdir";
    let page = fs::read_to_string("docs/ci.md").unwrap();
    let yaml =
        |path: &str| -> Value { serde_yaml::from_str(&fs::read_to_string(path).unwrap()).unwrap() };
    let (action, hooks) = (yaml("action.yml"), yaml(".pre-commit-hooks.yaml"));
    let cargo: toml::Table = fs::read_to_string("Cargo.toml").unwrap().parse().unwrap();
    let version = format!("v{}", cargo["package"]["version"].as_str().unwrap());
    let examples: Vec<Value> = blocks(&page, "yaml")
        .iter()
        .map(|block| serde_yaml::from_str(block).unwrap())
        .collect();
    let all = |key: &str| {
        let mut found = Vec::new();
        examples
            .iter()
            .for_each(|example| values(example, key, &mut found));
        found
    };

    // One placeholder, and it is explained before it is used.
    let explained = page
        .find("write its owner for `YOUR-ORGANISATION`")
        .unwrap();
    assert!(explained < page.find("```yaml").unwrap());
    assert!(!page.contains("OWNER"));
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let uses: Vec<String> = all("uses").into_iter().map(text).collect();
    assert!(uses.contains(&format!("{COPY}@{version}")), "{uses:?}");
    let repositories: Vec<String> = all("repo").into_iter().map(text).collect();
    assert_eq!(repositories, [format!("https://github.com/{COPY}")]);
    assert_eq!(all("rev"), [&Value::from(version.as_str())]);
    let scripts: String = all("script")
        .iter()
        .map(|lines| lines.to_string())
        .collect();
    assert!(
        scripts.contains(&format!("/{COPY} --tag {version}")),
        "{scripts}"
    );
    let rust = cargo["package"]["rust-version"].as_str().unwrap();
    assert_eq!(all("image"), [&Value::from(format!("rust:{rust}"))]);

    // The table of inputs is the action's, and the example gives no other.
    let inputs = action["inputs"].as_object().unwrap();
    let rows: Vec<(&str, &str)> = page
        .lines()
        .skip_while(|line| !line.starts_with("| input | default |"))
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .map(|line| {
            let mut cells = line.split(" | ");
            let name = cells.next().unwrap();
            (name.trim_matches(['|', ' ', '`']), cells.next().unwrap())
        })
        .collect();
    let named: Vec<&str> = rows.iter().map(|(name, _)| *name).collect();
    let known: Vec<&str> = inputs.keys().map(String::as_str).collect();
    let sorted = |mut names: Vec<&str>| {
        names.sort_unstable();
        names.join(" ")
    };
    assert_eq!(sorted(named), sorted(known));
    for (name, shown) in rows {
        let default = inputs[name]["default"].as_str().unwrap();
        let wanted = match default {
            "" => "nothing".to_owned(),
            default => format!("`{default}`"),
        };
        assert_eq!(shown, wanted, "{name}");
    }
    for given in all("with").iter().filter_map(|with| with.as_object()) {
        for name in given.keys().filter(|name| *name != "sarif_file") {
            assert!(inputs.contains_key(name), "{name}");
        }
    }

    // The hooks exist, and the program takes what it is called with.
    let ids: Vec<&Value> = hooks
        .as_array()
        .unwrap()
        .iter()
        .map(|hook| &hook["id"])
        .collect();
    for hook in all("hooks")
        .into_iter()
        .flat_map(|hooks| hooks.as_array().unwrap())
    {
        assert!(ids.contains(&&hook["id"]), "{hook}");
    }
    let help = Command::new(binary())
        .args(["check", "--help"])
        .output()
        .unwrap();
    let help = String::from_utf8(help.stdout).unwrap();
    let formats: Vec<&str> = page
        .lines()
        .skip_while(|line| !line.starts_with("| format | for |"))
        .skip(2)
        .take_while(|line| line.starts_with('|'))
        .map(|line| line.split('`').nth(1).unwrap())
        .collect();
    assert_eq!(formats.len(), 7);
    for name in formats {
        assert!(help.contains(&format!("- {name}:")), "{name}");
    }
}
