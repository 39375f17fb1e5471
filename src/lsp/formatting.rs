//! textDocument/formatting: the canonical layout, as one change of what differs.

use gen_lsp_types as lsp;

use super::documents::Documents;
use super::position::floor;
use crate::fmt;

/// The changes that format a document.
pub fn format(
    documents: &Documents,
    params: &lsp::DocumentFormattingParams,
) -> Option<Vec<lsp::TextEdit>> {
    let outline = documents.named(&params.text_document.uri)?;
    let (old, new) = (
        outline.text(),
        fmt::format(outline.text(), outline.contract).ok()?,
    );
    if old == new {
        return Some(Vec::new());
    }
    // What is the same at both ends stays, so that the cursor does not jump.
    let same =
        |pairs: &mut dyn Iterator<Item = (u8, u8)>| pairs.take_while(|(a, b)| a == b).count();
    let head = same(&mut old.bytes().zip(new.bytes()));
    let head = floor(old, head);
    let most = old.len().min(new.len()) - head;
    let tail = same(&mut old.bytes().rev().zip(new.bytes().rev())).min(most);
    let tail = (0..=tail)
        .rev()
        .find(|&tail| old.is_char_boundary(old.len() - tail))
        .unwrap_or(0);
    let changed = head..old.len() - tail;
    Some(vec![lsp::TextEdit {
        range: outline.lines.range(old, &changed),
        new_text: new.get(head..new.len() - tail)?.to_owned(),
    }])
}
