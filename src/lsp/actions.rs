//! Findings as the protocol has them, and the changes that mend them.

use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;

use gen_lsp_types as lsp;

use super::documents::{Documents, real};
use super::insert;
use super::outline::Outline;
use super::position::Lines;
use super::words::say as spoken;
use crate::diagnostic::{Diagnostic, Fix, Location, Say, Severity, say};
use crate::load::Document;
use crate::model::Route;

/// The findings of all open documents, by the file they are about.
pub fn by_file(documents: &Documents) -> BTreeMap<PathBuf, Vec<lsp::Diagnostic>> {
    let mut files: BTreeMap<PathBuf, Vec<lsp::Diagnostic>> = documents
        .findings()
        .keys()
        .map(|path| (path.clone(), Vec::new()))
        .collect();
    for found in documents.findings().values().flatten() {
        let shown = diagnostic(documents, found);
        let list = files.entry(real(&found.primary.document.path)).or_default();
        // Two assessments may both stumble over one shared entry.
        if !list.contains(&shown) {
            list.push(shown);
        }
    }
    files
}

fn diagnostic(documents: &Documents, found: &Diagnostic) -> lsp::Diagnostic {
    let mut message = spoken(documents, &found.message);
    for help in &found.help {
        message.push('\n');
        message.push_str(help.get(documents.lang));
    }
    let related: Vec<_> = found
        .related
        .iter()
        .map(|place| lsp::DiagnosticRelatedInformation {
            location: lsp::Location {
                uri: documents.uri(&place.document.path),
                range: range(documents, place),
            },
            message: place
                .label
                .as_ref()
                .map(|label| spoken(documents, label))
                .unwrap_or_default(),
        })
        .collect();
    lsp::Diagnostic {
        range: range(documents, &found.primary),
        severity: Some(match found.severity {
            Severity::Error => lsp::DiagnosticSeverity::Error,
            Severity::Warning => lsp::DiagnosticSeverity::Warning,
            Severity::Note => lsp::DiagnosticSeverity::Information,
        }),
        code: Some(lsp::Code::String(found.rule.to_owned())),
        code_description: None,
        source: Some("taqdir".to_owned()),
        message: lsp::Message::String(message),
        tags: None,
        related_information: (!related.is_empty()).then_some(related),
        data: None,
    }
}

/// The lines of a document; those of an open one are known already.
fn with_lines<T>(documents: &Documents, document: &Document, f: impl FnOnce(&Lines) -> T) -> T {
    match documents.file(&document.path) {
        Some(outline) if outline.text() == document.text => f(&outline.lines),
        _ => f(&Lines::of(&document.text)),
    }
}

fn range(documents: &Documents, place: &Location) -> lsp::Range {
    let document = &place.document;
    let span = place.span().unwrap_or(0..0);
    with_lines(documents, document, |lines| {
        lines.range(&document.text, &span)
    })
}

/// What can be done about the findings in a range: safe fixes first, then what may be meant.
pub fn actions(
    documents: &Documents,
    params: &lsp::CodeActionParams,
) -> Option<Vec<lsp::CodeActionResponse>> {
    let wanted = params.context.only.as_ref().is_none_or(|kinds| {
        kinds.iter().any(|kind| {
            matches!(
                kind,
                lsp::CodeActionKind::QuickFix | lsp::CodeActionKind::Empty
            )
        })
    });
    if !wanted {
        return Some(Vec::new());
    }
    let outline = documents.named(&params.text_document.uri)?;
    let here = |found: &&Diagnostic| {
        real(&found.primary.document.path) == outline.document.path
            && touch(range(documents, &found.primary), params.range)
    };
    let found: Vec<&Diagnostic> = documents
        .findings()
        .values()
        .flatten()
        .filter(here)
        .collect();
    let mut actions = Vec::new();
    for found in &found {
        let fixes = found.fix.iter().map(|fix| (fix, true));
        let suggestions = found.suggestions.iter().map(|fix| (fix, false));
        for (fix, safe) in fixes.chain(suggestions) {
            let one = action(documents, found, fix, safe);
            if !actions.contains(&one) {
                actions.push(one);
            }
        }
    }
    actions.sort_by_key(|action| action.is_preferred != Some(true));
    actions.extend(missing(documents, &outline, &found));
    Some(
        actions
            .into_iter()
            .map(lsp::CodeActionResponse::CodeAction)
            .collect(),
    )
}

/// What writes the keys that are missing: each by itself, and those of a table at once.
fn missing(
    documents: &Documents,
    outline: &Outline,
    found: &[&Diagnostic],
) -> Vec<lsp::CodeAction> {
    let mut tables: BTreeMap<Route, BTreeMap<String, &Diagnostic>> = BTreeMap::new();
    for found in found {
        if let Some(route) = &found.missing
            && let Some(key) = route.steps().last()
        {
            tables.entry(route.parent()).or_default().insert(key, found);
        }
    }
    let mut actions = Vec::new();
    let mut add = |table: &Route, keys: Vec<String>, found: Vec<&Diagnostic>, title: Say| {
        if let Some(edits) = insert::keys(outline, table, &keys) {
            let title = spoken(documents, &title);
            actions.push(quick_fix(
                documents,
                title,
                found,
                outline.document.as_ref(),
                edits,
            ));
        }
    };
    for (table, keys) in tables {
        for (key, found) in &keys {
            let title = say!(en "Insert `{key}`", ar "أضف `{key}`");
            add(&table, vec![key.clone()], vec![found], title);
        }
        let count = keys.len();
        if count > 1 {
            let title = say!(en "Insert all {count} missing keys", ar "أضف المفاتيح الناقصة كلها ({count})");
            let found = keys.values().copied().collect();
            add(&table, keys.into_keys().collect(), found, title);
        }
    }
    actions
}

fn action(documents: &Documents, found: &Diagnostic, fix: &Fix, safe: bool) -> lsp::CodeAction {
    let new = super::words::short(fix.replacement.trim(), 60);
    let title = match (new.is_empty(), safe) {
        (true, _) => say!(en "Take it out", ar "احذفه"),
        (false, true) => say!(en "Write {new}", ar "اكتب {new}"),
        (false, false) => say!(en "Did you mean {new}?", ar "أتقصد {new}؟"),
    };
    let edit = lsp::TextEdit {
        range: range(documents, &fix.place),
        new_text: fix.replacement.clone(),
    };
    let title = spoken(documents, &title);
    let document = fix.place.document.as_ref();
    lsp::CodeAction {
        is_preferred: Some(safe),
        ..quick_fix(documents, title, vec![found], document, vec![edit])
    }
}

fn quick_fix(
    documents: &Documents,
    title: String,
    found: Vec<&Diagnostic>,
    document: &Document,
    edits: Vec<lsp::TextEdit>,
) -> lsp::CodeAction {
    let found = found.into_iter().map(|found| diagnostic(documents, found));
    lsp::CodeAction {
        title,
        kind: Some(lsp::CodeActionKind::QuickFix),
        diagnostics: Some(found.collect()),
        is_preferred: Some(false),
        edit: Some(lsp::WorkspaceEdit {
            changes: Some(HashMap::from([(documents.uri(&document.path), edits)])),
            ..lsp::WorkspaceEdit::default()
        }),
        ..lsp::CodeAction::default()
    }
}

fn touch(a: lsp::Range, b: lsp::Range) -> bool {
    a.start <= b.end && b.start <= a.end
}
