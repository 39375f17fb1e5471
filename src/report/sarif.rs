//! For code scanning: SARIF 2.1.0.
//!
//! The types hold what this program writes of the format, no more. A test holds the
//! output against the committee's own schema.

use std::io;

use serde::Serialize;

use super::place::{self, Twins};
use super::whole_text;
use crate::diagnostic::{Diagnostic, Fix, Location, Severity};
use crate::model::Lang;
use crate::rules::{self, Rule};

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The results so far.
#[derive(Debug, Default)]
pub struct Log {
    results: Vec<ResultObject>,
    twins: Twins,
}

impl Log {
    /// Adds a finding.
    pub fn add(&mut self, found: &Diagnostic, lang: Lang) {
        let related = found
            .related
            .iter()
            .enumerate()
            .map(|(index, place)| SarifLocation {
                id: Some(index),
                message: place
                    .label
                    .as_ref()
                    .map(|label| Message::new(label.get(lang))),
                ..SarifLocation::of(place)
            })
            .collect();
        self.results.push(ResultObject {
            rule_id: found.rule,
            rule_index: 0,
            level: level(found.severity),
            message: Message::new(whole_text(found, lang)),
            locations: vec![SarifLocation::of(&found.primary)],
            related_locations: related,
            partial_fingerprints: Fingerprints {
                taqdir: self.twins.fingerprint(found),
            },
            fixes: found
                .fix
                .iter()
                .filter_map(|fix| fixed(fix, found, lang))
                .collect(),
        });
    }

    /// The log of the run as JSON.
    ///
    /// # Errors
    /// When the JSON cannot be written.
    pub fn finish(mut self, lang: Lang) -> io::Result<String> {
        // Only the rules that found something, in the order of the manual.
        let mut rules: Vec<Descriptor> = rules::all()
            .filter(|rule| {
                self.results
                    .iter()
                    .any(|result| result.rule_id == rule.name)
            })
            .map(|rule| Descriptor::of(rule, lang))
            .collect();
        for result in &mut self.results {
            let known = rules.iter().position(|rule| rule.id == result.rule_id);
            result.rule_index = known.unwrap_or_else(|| {
                rules.push(Descriptor::bare(result.rule_id));
                rules.len() - 1
            });
        }
        let log = Root {
            schema: SCHEMA,
            version: "2.1.0",
            runs: [Run {
                tool: Tool {
                    driver: Driver {
                        name: "taqdir",
                        semantic_version: env!("CARGO_PKG_VERSION"),
                        rules,
                    },
                },
                language: lang.as_str(),
                column_kind: "unicodeCodePoints",
                results: self.results,
            }],
        };
        serde_json::to_string_pretty(&log).map_err(io::Error::other)
    }
}

fn level(severity: Severity) -> &'static str {
    severity.as_str()
}

fn fixed(fix: &Fix, found: &Diagnostic, lang: Lang) -> Option<FixObject> {
    let advice = found.help_in(lang).next();
    Some(FixObject {
        description: Message::new(advice.unwrap_or(found.message.get(lang))),
        artifact_changes: [ArtifactChange {
            artifact_location: Artifact::of(&fix.place),
            replacements: [Replacement {
                deleted_region: Region::of(&fix.place)?,
                inserted_content: Content {
                    text: fix.replacement.clone(),
                },
            }],
        }],
    })
}

#[derive(Debug, Serialize)]
struct Root {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run; 1],
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    language: &'static str,
    column_kind: &'static str,
    results: Vec<ResultObject>,
}

#[derive(Debug, Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Descriptor>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    short_description: Option<Message>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<Help>,
    #[serde(skip_serializing_if = "Option::is_none")]
    default_configuration: Option<Configuration>,
}

impl Descriptor {
    fn of(rule: &Rule, lang: Lang) -> Self {
        let page = rule.page(lang);
        Self {
            id: rule.name,
            short_description: Some(Message::new(rule.title(lang))),
            help: Some(Help {
                text: page.clone(),
                markdown: page,
            }),
            default_configuration: Some(Configuration {
                level: level(rule.severity),
            }),
        }
    }

    fn bare(id: &'static str) -> Self {
        Self {
            id,
            short_description: None,
            help: None,
            default_configuration: None,
        }
    }
}

#[derive(Debug, Serialize)]
struct Help {
    text: String,
    markdown: String,
}

#[derive(Debug, Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Debug, Serialize)]
struct Message {
    text: String,
}

impl Message {
    fn new(text: impl Into<String>) -> Self {
        Self { text: text.into() }
    }
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ResultObject {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Message,
    locations: Vec<SarifLocation>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<SarifLocation>,
    partial_fingerprints: Fingerprints,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<FixObject>,
}

#[derive(Debug, Serialize)]
struct Fingerprints {
    #[serde(rename = "taqdir/v1")]
    taqdir: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct SarifLocation {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: Physical,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    logical_locations: Vec<Logical>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

impl SarifLocation {
    fn of(place: &Location) -> Self {
        Self {
            id: None,
            physical_location: Physical {
                artifact_location: Artifact::of(place),
                region: Region::of(place),
            },
            logical_locations: place
                .route()
                .map(|route| Logical {
                    fully_qualified_name: route.to_string(),
                })
                .into_iter()
                .collect(),
            message: None,
        }
    }
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    #[serde(skip_serializing_if = "Option::is_none")]
    region: Option<Region>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Logical {
    fully_qualified_name: String,
}

#[derive(Debug, Serialize)]
struct Artifact {
    uri: String,
}

impl Artifact {
    fn of(place: &Location) -> Self {
        Self {
            uri: place::uri(&place.document.name),
        }
    }
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
    start_column: usize,
    end_line: usize,
    end_column: usize,
}

impl Region {
    fn of(place: &Location) -> Option<Self> {
        let place::Region { start, end } = place::region(place)?;
        Some(Self {
            start_line: start.0,
            start_column: start.1,
            end_line: end.0,
            end_column: end.1,
        })
    }
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct FixObject {
    description: Message,
    artifact_changes: [ArtifactChange; 1],
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ArtifactChange {
    artifact_location: Artifact,
    replacements: [Replacement; 1],
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement {
    deleted_region: Region,
    inserted_content: Content,
}

#[derive(Debug, Serialize)]
struct Content {
    text: String,
}
