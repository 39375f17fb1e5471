//! The slips of the hand that the checks must find, as changes of a file.

use toml::{Table, Value};

use crate::mutation::{Step, with};

/// A slip: its name, the rule that must find it, and how it is made. It gives every form of
/// itself that the file allows.
pub struct Slip {
    /// What went wrong.
    pub name: &'static str,
    /// The rules of which one must find it.
    pub rules: &'static [&'static str],
    /// Every form of it that a file allows.
    pub make: fn(&Table) -> Vec<Table>,
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

/// Copies of the file, in each one the last entry of a kind with one more key.
fn with_key(root: &Table, key: &str, value: &str) -> Vec<Table> {
    KINDS
        .iter()
        .filter(|kind| !entries(root, kind).is_empty())
        .map(|kind| {
            let mut copy = root.clone();
            let entry = copy[*kind].as_array_mut().unwrap().last_mut().unwrap();
            let entry = entry.as_table_mut().unwrap();
            entry.insert(key.to_owned(), value.into());
            copy
        })
        .collect()
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

pub const SLIPS: &[Slip] = &[
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
        make: |root| with_key(root, "notte", "x"),
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
        make: |root| with_key(root, "marking", "TLP:RED"),
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
