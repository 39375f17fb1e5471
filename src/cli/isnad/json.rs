//! Provenance as one JSON object.

use serde_json::{Value, json};

use crate::isnad::{Chain, Claim, Isnad, Origin, words};
use crate::model::{Lang, Ref};
use crate::resolve::Case;

/// Everything, claim by claim.
pub fn render(case: &Case, isnad: &Isnad, lang: Lang) -> Value {
    let names = words::entries(case, lang);
    let claims: Vec<Value> = isnad
        .claims
        .iter()
        .map(|claim| {
            let (id, name) = names.get(&claim.entry).cloned().unwrap_or_default();
            json!({
                "route": claim.route.as_str(),
                "kind": claim.entry.0.key(),
                "id": id,
                "name": if claim.is_entry() { Value::from(name) } else { Value::Null },
                "independent_origins": claim.origins.len(),
                "origins": claim.origins.iter().map(|one| origin(one, case, lang)).collect::<Vec<_>>(),
                "uncounted": uncounted(claim, case, lang),
                "documents": documents(claim, case),
                "texts": claim.documents.len() - claim.copies,
                "chains": claim.chains.iter().map(|one| chain(one, case, lang)).collect::<Vec<_>>(),
                "common_link": link(claim, case, lang),
                "parts": claim.parts.iter().map(|part| part.as_str()).collect::<Vec<_>>(),
            })
        })
        .collect();
    let keystone = isnad.keystone().map(|stone| {
        json!({
            "kind": stone.knot.kind(),
            "id": stone.knot.id(),
            "claims": stone.claims,
            "lost": stone.lost,
            "of": stone.of,
        })
    });
    json!({
        "assessment": case.model.id.as_str(),
        "claims": claims,
        "keystone": keystone,
        "circles": isnad.circles.iter().map(|circle| &circle.members).collect::<Vec<_>>(),
    })
}

fn origin(one: &Origin, case: &Case, lang: Lang) -> Value {
    json!({ "kind": one.kind(), "id": one.id(), "name": words::origin(one, case, lang) })
}

fn uncounted(claim: &Claim, case: &Case, lang: Lang) -> Vec<Value> {
    let all = claim.uncounted.iter();
    all.map(|one| {
        let mut value = origin(&one.origin, case, lang);
        value["why"] = one.why.as_str().into();
        value
    })
    .collect()
}

fn documents(claim: &Claim, case: &Case) -> Vec<Value> {
    let all = claim.documents.iter();
    all.map(|id| {
        let source = case.source(id).map(|(_, source)| source);
        let original = source.and_then(|source| source.copy_of.as_ref());
        json!({ "id": id, "copy_of": original.map(Ref::as_str) })
    })
    .collect()
}

fn chain(one: &Chain, case: &Case, lang: Lang) -> Value {
    json!({
        "via": one.via,
        "documents": one.documents,
        "statement": one.statement,
        "origin": origin(&one.origin, case, lang),
    })
}

fn link(claim: &Claim, case: &Case, lang: Lang) -> Option<Value> {
    let link = claim.common_link()?;
    Some(json!({
        "kind": link.knot.kind(),
        "id": link.knot.id(),
        "through": link.through,
        "chains": link.chains,
        "left": link.left.iter().map(|one| origin(one, case, lang)).collect::<Vec<_>>(),
    }))
}
