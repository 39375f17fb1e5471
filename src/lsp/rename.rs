//! Rename of an id across the files that use it.

use std::collections::HashMap;
use std::sync::Arc;

use gen_lsp_types as lsp;

use super::documents::{Documents, Found};
use super::navigate::{Use, uses_of};
use super::outline::{Mention, Outline};
use crate::diagnostic::{Say, say};
use crate::model::id::is_id;

/// The letters that can be renamed at a place.
///
/// # Errors
/// Why there are none.
pub fn prepare(
    documents: &Documents,
    at: &lsp::TextDocumentPositionParams,
) -> Result<lsp::PrepareRenameResult, Say> {
    let (outline, mention, _) = target(documents, at)?;
    Ok(lsp::PrepareRenamePlaceholder {
        range: outline.lines.range(outline.text(), &mention.span),
        placeholder: mention.id,
    }
    .into())
}

/// Renames the entry that is pointed at, everywhere in the project.
///
/// # Errors
/// Why it cannot be renamed so.
pub fn rename(
    documents: &Documents,
    params: &lsp::RenameParams,
) -> Result<lsp::WorkspaceEdit, Say> {
    let (_, mention, found) = target(documents, &params.text_document_position_params)?;
    let new = params.new_name.trim();
    if !is_id(new) {
        return Err(say!(
            en "`{new}` is not an id: lower-case Latin letters and digits, with single hyphens between words",
            ar "`{new}` لا يصلح معرّفًا: يُكتب بحروف لاتينية صغيرة وأرقام، وبين الكلمات شرطة واحدة"
        ));
    }
    let uses = uses_of(documents, &found);
    if new != mention.id {
        free(documents, &uses, new)?;
    }
    let mut changes: HashMap<lsp::Uri, Vec<lsp::TextEdit>> = HashMap::new();
    for one in &uses {
        let uri = documents.uri(&one.file.document.path);
        changes.entry(uri).or_default().push(lsp::TextEdit {
            range: one.file.lines.range(one.file.text(), &one.span),
            new_text: new.to_owned(),
        });
    }
    Ok(lsp::WorkspaceEdit {
        changes: Some(changes),
        ..lsp::WorkspaceEdit::default()
    })
}

fn target(
    documents: &Documents,
    at: &lsp::TextDocumentPositionParams,
) -> Result<(Arc<Outline>, Mention, Found), Say> {
    let named = documents.pointed(at).and_then(|(outline, byte)| {
        let mention = outline.mention_at(byte)?.clone();
        Some((outline, mention))
    });
    let Some((outline, mention)) = named else {
        return Err(say!(
            en "only the id of an entry can be renamed; put the cursor on one",
            ar "لا يُعاد إلا تسمية معرّفات العناصر؛ ضع المؤشر على معرّف"
        ));
    };
    match documents.resolve(&outline, &mention.id) {
        Some(found) => Ok((outline, mention, found)),
        None => {
            let id = &mention.id;
            Err(say!(en "no entry has the id `{id}`", ar "لا عنصر بالمعرّف `{id}`"))
        }
    }
}

/// Whether no file that sees the entry has another entry of the new name.
fn free(documents: &Documents, uses: &[Use], new: &str) -> Result<(), Say> {
    // All places of a file stand together.
    let mut files: Vec<&Arc<Outline>> = uses.iter().map(|one| &one.file).collect();
    files.dedup_by(|a, b| Arc::ptr_eq(a, b));
    for file in files {
        if let Some(taken) = documents.resolve(file, new) {
            let file = taken.file.document.path.file_name().unwrap_or_default();
            let file = file.to_string_lossy();
            return Err(say!(
                en "`{new}` is already the id of an entry in {file}",
                ar "المعرّف `{new}` مأخوذ في {file}"
            ));
        }
    }
    Ok(())
}
