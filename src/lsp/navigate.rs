//! Go to definition, find references, document symbols.

use std::collections::HashSet;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use gen_lsp_types as lsp;

use super::cursor::{self, Place};
use super::documents::{Documents, Found, real};
use super::outline::Outline;
use super::words;
use crate::model::Kind;

/// Where the entry that is pointed at is defined; for a path in `uses`, the file.
pub fn definition(
    documents: &Documents,
    params: &lsp::DefinitionParams,
) -> Option<lsp::DefinitionResponse> {
    let (outline, byte) = documents.pointed(&params.text_document_position_params)?;
    let location = match outline.mention_at(byte) {
        Some(mention) => {
            let found = documents.resolve(&outline, &mention.id)?;
            location(documents, &found.file, &found.entry().name)
        }
        None => used_file(documents, &outline, byte)?,
    };
    Some(lsp::DefinitionResponse::Definition(
        lsp::Definition::Location(location),
    ))
}

fn used_file(documents: &Documents, outline: &Outline, byte: usize) -> Option<lsp::Location> {
    let cursor = cursor::at(outline.text(), byte)?;
    let path = cursor.route.as_str().starts_with("/uses/") && cursor.place == Place::Text;
    let written = outline.text().get(cursor.token).filter(|_| path)?;
    let target = real(&outline.document.path.parent()?.join(written));
    let inside = target.starts_with(documents.root(&outline.document.path));
    (inside && target.is_file()).then(|| lsp::Location {
        uri: documents.uri(&target),
        range: lsp::Range::default(),
    })
}

/// A place in a file.
pub fn location(documents: &Documents, file: &Outline, span: &Range<usize>) -> lsp::Location {
    lsp::Location {
        uri: documents.uri(&file.document.path),
        range: file.lines.range(file.text(), span),
    }
}

/// Every place that names the entry that is pointed at.
pub fn references(
    documents: &Documents,
    params: &lsp::ReferenceParams,
) -> Option<Vec<lsp::Location>> {
    let (outline, byte) = documents.pointed(&params.text_document_position_params)?;
    let mention = outline.mention_at(byte)?;
    let uses = match documents.resolve(&outline, &mention.id) {
        Some(found) => uses_of(documents, &found),
        None => uses_in(&outline, &mention.id),
    };
    Some(
        uses.into_iter()
            .filter(|one| params.context.include_declaration || !one.defines)
            .map(|one| location(documents, &one.file, &one.span))
            .collect(),
    )
}

/// A place that names an entry.
#[derive(Debug, Clone)]
pub struct Use {
    /// The file it stands in.
    pub file: Arc<Outline>,
    /// The letters of the id.
    pub span: Range<usize>,
    /// Whether it is the entry's own id.
    pub defines: bool,
}

/// Every place in the project that names an entry: in its file, in the assessments that
/// see this file, and in the shared files that such an assessment brings together with it.
pub fn uses_of(documents: &Documents, found: &Found) -> Vec<Use> {
    let home = &found.file.document.path;
    let id = &found.entry().id;
    let mut seen: HashSet<PathBuf> = HashSet::from([home.clone()]);
    let mut uses = uses_in(&found.file, id);
    for file in documents.project(home) {
        let reach = documents.reach(&file);
        if !reach.iter().any(|other| other.document.path == *home) {
            continue;
        }
        for other in reach {
            // A file with an entry of its own of this name speaks of that one.
            if other.entry(id).is_none() && seen.insert(other.document.path.clone()) {
                uses.extend(uses_in(&other, id));
            }
        }
    }
    uses
}

fn uses_in(file: &Arc<Outline>, id: &str) -> Vec<Use> {
    file.mentions
        .iter()
        .filter(|mention| mention.id == id)
        .map(|mention| Use {
            file: Arc::clone(file),
            span: mention.span.clone(),
            defines: mention.kinds.is_none(),
        })
        .collect()
}

/// The entries of a document, in its order, with their names.
pub fn symbols(
    documents: &Documents,
    params: &lsp::DocumentSymbolParams,
) -> Option<lsp::DocumentSymbolResponse> {
    let outline = documents.named(&params.text_document.uri)?;
    let lang = documents.lang;
    let text = outline.text();
    let symbols = outline
        .entries
        .iter()
        .map(|entry| {
            let name = words::name(outline.values(entry), lang);
            #[expect(deprecated, reason = "a field of the type that cannot be left out")]
            lsp::DocumentSymbol {
                name: name.unwrap_or_else(|| entry.id.clone()),
                detail: Some(format!("{} · {}", words::kind(entry.kind, lang), entry.id)),
                kind: symbol(entry.kind),
                tags: None,
                deprecated: None,
                range: outline.lines.range(text, &entry.extent),
                selection_range: outline.lines.range(text, &entry.name),
                children: None,
            }
        })
        .collect();
    Some(lsp::DocumentSymbolResponse::DocumentSymbolList(symbols))
}

/// The sign that editors draw for a kind of entry.
fn symbol(kind: Kind) -> lsp::SymbolKind {
    use lsp::SymbolKind as Sign;
    match kind {
        Kind::Actor => Sign::Class,
        Kind::Place => Sign::Namespace,
        Kind::Event => Sign::Event,
        Kind::Relation => Sign::Interface,
        Kind::Source => Sign::File,
        Kind::Statement => Sign::String,
        Kind::Figure => Sign::Number,
        Kind::Judgement | Kind::Outcome => Sign::Constant,
        Kind::Indicator => Sign::Property,
        Kind::Driver | Kind::Obstacle => Sign::Operator,
        Kind::Consequence => Sign::Method,
        Kind::Hypothesis | Kind::Assumption => Sign::TypeParameter,
        Kind::Comparison => Sign::Array,
        Kind::Gap => Sign::Null,
        Kind::Precedent | Kind::Conflict => Sign::Object,
    }
}
