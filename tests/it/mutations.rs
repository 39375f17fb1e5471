//! Small slips in the committed assessments: each is found, and shown where it is.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use proptest::prelude::*;
use taqdir::diagnostic::Diagnostic;
use taqdir::load::Document;
use taqdir::pipeline::Run;
use toml::{Table, Value};

use crate::mutation::{Step, places, with};

static ASSESSMENTS: LazyLock<Vec<(PathBuf, String)>> = LazyLock::new(|| {
    crate::mutation::committed()
        .into_iter()
        .filter(|path| !path.starts_with("assessments/shared"))
        .map(|path| {
            let text = std::fs::read_to_string(&path).unwrap();
            (path, text)
        })
        .collect()
});

/// One run, so that the shared files are read once.
static RUN: LazyLock<Run> = LazyLock::new(Run::default);

fn check(path: &Path, text: &str) -> Vec<Diagnostic> {
    let document = Document::from_text(path, text);
    RUN.check_document(&document).findings
}

/// The line on which a finding is shown, in whatever file; 0 for none.
fn line(found: &Diagnostic) -> usize {
    let document = &found.primary.document;
    let span = found.primary.span();
    if let Some(span) = &span {
        assert!(span.start <= span.end && span.end <= document.text.len());
        assert!(document.text.is_char_boundary(span.start));
        assert!(document.text.is_char_boundary(span.end));
    }
    span.map_or(0, |span| document.position(span.start).0)
}

/// A slip: its name, the rule that must find it, and how it is made. It gives every form of
/// itself that the file allows.
struct Slip {
    name: &'static str,
    rules: &'static [&'static str],
    make: fn(&Table) -> Vec<Table>,
}

fn entries<'a>(root: &'a Table, kind: &str) -> &'a [Value] {
    root.get(kind)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

/// The file with the value at a key of the last entry of each of these kinds replaced,
/// one copy a kind, where there is such a key.
fn in_entries(
    root: &Table,
    kinds: &[&str],
    key: &str,
    change: fn(&Value) -> Option<Value>,
) -> Vec<Table> {
    let mut copies = Vec::new();
    for kind in kinds {
        let with_key = entries(root, kind)
            .iter()
            .rposition(|entry| entry.get(key).is_some());
        let Some(index) = with_key else { continue };
        let place = [
            Step::Key((*kind).to_owned()),
            Step::Item(index),
            Step::Key(key.to_owned()),
        ];
        let changed = with(&Value::Table(root.clone()), &place, change);
        copies.push(changed.as_table().unwrap().clone());
    }
    copies
}

fn at_top(root: &Table, key: &str, value: impl Into<Value>) -> Vec<Table> {
    let mut copy = root.clone();
    copy.insert(key.to_owned(), value.into());
    vec![copy]
}

fn dropped_each(root: &Table, kind: &str, keys: &[&str]) -> Vec<Table> {
    keys.iter()
        .flat_map(|key| in_entries(root, &[kind], key, |_| None))
        .collect()
}

/// A text with more behind it, in each of its languages.
fn longer(text: &Value, more: &str) -> Value {
    match text {
        Value::Table(table) => Value::Table(
            table
                .iter()
                .map(|(key, text)| (key.clone(), longer(text, more)))
                .collect(),
        ),
        Value::String(text) => Value::String(format!("{}{more}", text.trim_end())),
        other => other.clone(),
    }
}

const ARGUED: &[&str] = &["indicator", "driver", "obstacle", "consequence", "outcome"];
const KINDS: &[&str] = &[
    "actor",
    "place",
    "event",
    "relation",
    "outcome",
    "source",
    "statement",
    "figure",
    "indicator",
    "driver",
    "obstacle",
    "consequence",
    "comparison",
    "judgement",
    "hypothesis",
    "assumption",
    "gap",
    "precedent",
    "conflict",
];

const SLIPS: &[Slip] = &[
    Slip {
        name: "a required key of the file is dropped",
        rules: &["missing-key"],
        make: |root| {
            [
                "format",
                "id",
                "languages",
                "marking",
                "as_of",
                "scale",
                "title",
                "question",
            ]
            .iter()
            .map(|key| {
                let mut copy = root.clone();
                copy.remove(*key);
                copy
            })
            .collect()
        },
    },
    Slip {
        name: "a required key of an entry is dropped",
        rules: &["missing-key"],
        make: |root| {
            [
                ("indicator", &["id", "name", "claim", "status", "trend"][..]),
                ("judgement", &["id", "statement"]),
                ("driver", &["name", "claim"]),
                ("consequence", &["claim"]),
                ("comparison", &["actors", "dimension"]),
                ("conflict", &["sides"]),
                ("matrix", &["item", "rating"]),
                ("statement", &["wording", "text", "carried_by"]),
                ("figure", &["what", "unit"]),
                ("event", &["when", "what"]),
                ("relation", &["from", "to", "kind"]),
            ]
            .iter()
            .flat_map(|(kind, keys)| dropped_each(root, kind, keys))
            .collect()
        },
    },
    Slip {
        name: "a key is mistyped",
        rules: &["unknown-key"],
        make: |root| {
            KINDS
                .iter()
                .filter(|kind| !entries(root, kind).is_empty())
                .map(|kind| {
                    let mut copy = root.clone();
                    let entry = copy[*kind].as_array_mut().unwrap().last_mut().unwrap();
                    entry
                        .as_table_mut()
                        .unwrap()
                        .insert("notte".to_owned(), "x".into());
                    copy
                })
                .collect()
        },
    },
    Slip {
        name: "a reference leads nowhere",
        rules: &["unknown-id"],
        make: |root| {
            let to_nothing = |_: &Value| Some(Value::String("nobody-knows".to_owned()));
            let list_to_nothing = |_: &Value| Some(Value::Array(vec!["nobody-knows".into()]));
            [
                ("speaker", &["statement"][..]),
                ("from", &["relation"]),
                ("to", &["relation"]),
                (
                    "place",
                    &["event", "outcome", "judgement", "figure", "relation"],
                ),
                ("subject", &["figure"]),
                ("hypothesis", &["judgement"]),
                ("item", &["matrix"]),
                ("parent", &["actor", "place"]),
            ]
            .iter()
            .flat_map(|(key, kinds)| in_entries(root, kinds, key, to_nothing))
            .chain(
                [
                    ("evidence", KINDS),
                    ("basis", &["judgement"][..]),
                    ("actors", &["driver", "obstacle", "event"]),
                    (
                        "places",
                        &["indicator", "driver", "obstacle", "consequence"],
                    ),
                    ("carried_by", &["statement"]),
                    ("judgements", &["assumption"]),
                    ("conflicts_with", &["figure"]),
                    ("relays", &["source"]),
                ]
                .iter()
                .flat_map(|(key, kinds)| in_entries(root, kinds, key, list_to_nothing)),
            )
            .collect()
        },
    },
    Slip {
        name: "a reference names an entry of the wrong kind",
        rules: &["wrong-kind"],
        make: |root| {
            let Some(gap) = entries(root, "gap")
                .first()
                .and_then(|gap| gap["id"].as_str())
            else {
                return Vec::new();
            };
            ARGUED
                .iter()
                .filter(|kind| !entries(root, kind).is_empty())
                .map(|kind| {
                    let mut copy = root.clone();
                    let entry = copy[*kind].as_array_mut().unwrap().last_mut().unwrap();
                    let evidence = Value::Array(vec![gap.into()]);
                    entry
                        .as_table_mut()
                        .unwrap()
                        .insert("evidence".to_owned(), evidence);
                    copy
                })
                .collect()
        },
    },
    Slip {
        name: "nothing is cited",
        rules: &["unknown-source"],
        make: |root| {
            in_entries(root, ARGUED, "claim", |text| {
                Some(longer(text, " [@nobody-wrote-this]"))
            })
        },
    },
    Slip {
        name: "an id is given twice",
        rules: &["duplicate-id"],
        make: |root| {
            KINDS
                .iter()
                .filter(|kind| !entries(root, kind).is_empty())
                .map(|kind| {
                    let mut copy = root.clone();
                    let list = copy[*kind].as_array_mut().unwrap();
                    list.push(list[0].clone());
                    copy
                })
                .collect()
        },
    },
    Slip {
        name: "a cell is for an unknown actor",
        rules: &["unknown-id"],
        make: |root| {
            entries(root, "comparison")
                .iter()
                .enumerate()
                .map(|(index, _)| {
                    let mut copy = root.clone();
                    copy["comparison"][index]["dimension"][0]["cells"][0]["actor"] =
                        "nobody-knows".into();
                    copy
                })
                .collect()
        },
    },
    Slip {
        name: "a rating is for an unknown hypothesis",
        rules: &["unknown-id"],
        make: |root| {
            in_entries(root, &["matrix"], "rating", |rating| {
                let mut copy = rating.as_table().unwrap().clone();
                copy.insert("nobody-thinks-so".to_owned(), "C".into());
                Some(Value::Table(copy))
            })
        },
    },
    Slip {
        name: "the document is marked lower than what it holds",
        rules: &["marking-too-low"],
        make: |root| {
            KINDS
                .iter()
                .filter(|kind| !entries(root, kind).is_empty())
                .map(|kind| {
                    let mut copy = root.clone();
                    let entry = copy[*kind].as_array_mut().unwrap().last_mut().unwrap();
                    entry
                        .as_table_mut()
                        .unwrap()
                        .insert("marking".to_owned(), "TLP:RED".into());
                    copy
                })
                .collect()
        },
    },
    Slip {
        name: "dates are swapped",
        rules: &["date-order"],
        make: |root| {
            let mut copies = at_top(root, "horizon", "1999");
            for (kind, first, then) in [
                ("indicator", "first_observed", "last_observed"),
                ("relation", "since", "until"),
            ] {
                for (index, entry) in entries(root, kind).iter().enumerate() {
                    let (Some(a), Some(b)) = (entry.get(first), entry.get(then)) else {
                        continue;
                    };
                    let mut copy = root.clone();
                    copy[kind][index][first] = b.clone();
                    copy[kind][index][then] = a.clone();
                    // The same day either way is no slip.
                    if a != b {
                        copies.push(copy);
                    }
                    break;
                }
            }
            copies.extend(in_entries(root, &["event"], "when", |_| {
                Some("2018/2014".into())
            }));
            copies
        },
    },
    Slip {
        name: "something happens after the assessment",
        rules: &["date-order"],
        make: |root| {
            [
                ("event", "when"),
                ("statement", "date"),
                ("relation", "since"),
                ("indicator", "last_observed"),
            ]
            .iter()
            .flat_map(|(kind, key)| in_entries(root, &[kind], key, |_| Some("2039-01-01".into())))
            .collect()
        },
    },
    Slip {
        name: "a day does not exist",
        rules: &["bad-date"],
        make: |root| {
            let mut copies = at_top(root, "as_of", "2018-02-30");
            copies.extend(in_entries(root, &["event"], "when", |_| {
                Some("22/11/2018".into())
            }));
            copies.extend(in_entries(root, &["judgement"], "horizon", |_| {
                Some("soon".into())
            }));
            copies
        },
    },
    Slip {
        name: "a word is not of its list",
        rules: &["unknown-value"],
        make: |root| {
            let mut copies = at_top(root, "scale", "icd204");
            copies.extend(at_top(root, "marking", "TLP:WHITE"));
            for (kind, key) in [
                ("indicator", "status"),
                ("indicator", "trend"),
                ("judgement", "likelihood"),
                ("judgement", "confidence"),
                ("driver", "weight"),
                ("consequence", "impact"),
                ("statement", "wording"),
                ("relation", "kind"),
                ("outcome", "rung"),
                ("hypothesis", "rung"),
            ] {
                copies.extend(in_entries(root, &[kind], key, |_| Some("perhaps".into())));
            }
            copies
        },
    },
    Slip {
        name: "a value is of another type",
        rules: &["wrong-type"],
        make: |root| {
            let mut copies = at_top(root, "languages", "ar");
            copies.extend(at_top(root, "title", 7));
            copies.extend(in_entries(root, ARGUED, "claim", |_| {
                Some(Value::Boolean(true))
            }));
            copies.extend(in_entries(root, &["judgement"], "basis", |_| {
                Some("x".into())
            }));
            copies.extend(in_entries(root, &["figure"], "minimum", |_| {
                Some("many".into())
            }));
            copies
        },
    },
    Slip {
        name: "a number is out of range",
        rules: &["out-of-range"],
        make: |root| {
            let mut copies = at_top(root, "edition", 0);
            copies.extend(in_entries(
                root,
                &["indicator", "driver"],
                "credibility",
                |_| Some(7.into()),
            ));
            copies.extend(in_entries(root, &["judgement"], "percent", |_| {
                Some(100.into())
            }));
            copies
        },
    },
    Slip {
        name: "a text is empty",
        rules: &["empty-text"],
        make: |root| {
            let mut copies = at_top(root, "question", " ");
            copies.extend(in_entries(root, ARGUED, "claim", |_| Some("".into())));
            copies
        },
    },
    Slip {
        name: "a text has no language",
        rules: &["missing-key"],
        make: |root| in_entries(root, ARGUED, "claim", |_| Some(Value::Table(Table::new()))),
    },
    Slip {
        name: "an id is none",
        rules: &["bad-id"],
        make: |root| {
            let mut copies = at_top(root, "id", "My Assessment");
            copies.extend(in_entries(root, KINDS, "id", |_| Some("An_Id".into())));
            copies
        },
    },
    Slip {
        name: "a language is missing",
        rules: &["missing-language"],
        make: |root| {
            let mut copies = Vec::new();
            for kind in ARGUED {
                copies.extend(in_entries(root, &[kind], "claim", |text| {
                    let mut copy = text.as_table()?.clone();
                    copy.remove("en");
                    Some(Value::Table(copy))
                }));
            }
            copies
        },
    },
    Slip {
        name: "a text has markup that no brief carries",
        rules: &["foreign-markup"],
        make: |root| {
            in_entries(root, ARGUED, "claim", |text| {
                Some(longer(text, " <b>bold</b>"))
            })
        },
    },
    Slip {
        name: "a character has no shape",
        rules: &["missing-glyph"],
        make: |root| in_entries(root, ARGUED, "claim", |text| Some(longer(text, " 🔴"))),
    },
    Slip {
        name: "a shared file is missing",
        rules: &["unusable-shared-file", "circular-use"],
        make: |root| {
            let mut copies = at_top(root, "uses", vec!["shared/nobody.toml"]);
            copies.extend(at_top(root, "uses", vec!["shared"]));
            copies.extend(at_top(root, "uses", vec!["after-mosul-2017.toml"]));
            copies.extend(at_top(root, "uses", vec!["../../../../etc/passwd"]));
            copies
        },
    },
    Slip {
        name: "shared files are no longer used",
        rules: &["unknown-id", "unknown-source"],
        make: |root| {
            let mut copy = root.clone();
            copy.remove("uses");
            vec![copy]
        },
    },
    Slip {
        name: "a language is listed twice, or none is",
        rules: &["bad-list"],
        make: |root| {
            let mut copies = at_top(root, "languages", vec!["ar", "ar"]);
            copies.extend(at_top(root, "languages", Vec::<String>::new()));
            copies
        },
    },
    Slip {
        name: "an address or a sum is cut",
        rules: &["bad-form"],
        make: |root| {
            let mut copies = at_top(root, "uses", vec!["/shared/actors.toml"]);
            copies.extend(in_entries(root, &["source"], "url", |_| {
                Some("www.example.org".into())
            }));
            copies
        },
    },
    Slip {
        name: "the format is of another time",
        rules: &["unknown-format"],
        make: |root| at_top(root, "format", 2),
    },
];

#[test]
fn every_slip_is_found_where_it_is() {
    let mut count = 0;
    let mut wrong = Vec::new();
    let mut made: BTreeMap<&str, usize> = BTreeMap::new();
    for (file, (path, text)) in ASSESSMENTS.iter().enumerate() {
        let root: Table = text.parse().unwrap();
        // What is found in the file as it is does not count.
        let before: Vec<_> = check(path, &toml::to_string(&root).unwrap())
            .iter()
            .map(|found| (found.rule, found.message.en.clone()))
            .collect();
        for slip in SLIPS {
            for (index, copy) in (slip.make)(&root).into_iter().enumerate() {
                // Each file takes its turn with a part of the forms, so that all are tried.
                if copy == root || (index > 0 && index % 3 != file % 3) {
                    continue;
                }
                count += 1;
                *made.entry(slip.name).or_default() += 1;
                let found: Vec<_> = check(path, &toml::to_string(&copy).unwrap())
                    .into_iter()
                    .filter(|found| !before.contains(&(found.rule, found.message.en.clone())))
                    .collect();
                let told = found
                    .iter()
                    .any(|found| slip.rules.contains(&found.rule) && line(found) > 0);
                if !told {
                    wrong.push(format!(
                        "{}: {} ({index}): {:?}",
                        path.display(),
                        slip.name,
                        found.iter().map(|f| (f.rule, line(f))).collect::<Vec<_>>()
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.len(), wrong.join("\n"));
    assert!(count >= 100, "{count} slips");
    for slip in SLIPS {
        assert!(
            made.contains_key(slip.name),
            "no file allows: {}",
            slip.name
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever a hand may do to the letters of a file, every finding has its place in it.
    #[test]
    fn a_damaged_file_never_makes_the_program_panic(
        file in any::<prop::sample::Index>(),
        cuts in prop::collection::vec((any::<prop::sample::Index>(), 0_usize..30, "[\\[\\]{}\"'=,#\\n\\\\a-z٠-٩،؛«» ]{0,4}"), 1..4),
    ) {
        let (path, text) = &ASSESSMENTS[file.index(ASSESSMENTS.len())];
        let mut damaged = text.clone();
        for (at, length, put) in cuts {
            let boundary = |mut byte: usize| {
                while !damaged.is_char_boundary(byte) {
                    byte -= 1;
                }
                byte
            };
            let start = boundary(at.index(damaged.len()));
            let end = boundary((start + length).min(damaged.len()));
            damaged.replace_range(start..end, &put);
        }
        for found in check(path, &damaged) {
            line(&found);
            for place in &found.related {
                place.span();
            }
        }
    }

    /// Any value anywhere: no panic, and an error has a line.
    #[test]
    fn a_value_out_of_place_is_shown_on_its_line(
        file in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        put in prop_oneof![
            Just(Value::from("…")), Just(Value::from("")), Just(Value::from(-1)), Just(Value::from(0.5)),
            Just(Value::from(true)), Just(Value::Array(Vec::new())), Just(Value::Table(Table::new())),
        ],
    ) {
        let (path, text) = &ASSESSMENTS[file.index(ASSESSMENTS.len())];
        let root = Value::Table(text.parse().unwrap());
        let places = places(&root);
        let place = &places[at.index(places.len())];
        let changed = with(&root, place, |_| Some(put.clone()));
        for found in check(path, &toml::to_string(&changed).unwrap()) {
            prop_assert!(line(&found) > 0, "{}: {}", found.rule, found.message.en);
        }
    }
}
