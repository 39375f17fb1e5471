use super::{Findings, rule};
use crate::diagnostic::say;
use crate::model::{Kind, Node, Reflect};
use crate::resolve::Case;

rule! {
    /// A claim does not hang on a speaker whom nobody names, unless the file says so.
    ///
    /// ## What it does
    /// Finds a claim all of whose support is statements without a `speaker` (“observers”,
    /// “some”) that carry no `note`. A note on one of the statements, or on the claim,
    /// that says what is to be made of it is enough.
    ///
    /// ## Why
    /// “Observers believe” may stand for anybody, the writer included. The reader should be
    /// told, once, who may be behind it and why it is used all the same.
    ///
    /// ## Example
    /// ```toml
    /// [[statement]]
    /// id = "some-ties"
    /// attribution = "some"
    ///
    /// [[driver]]
    /// evidence = ["some-ties"]
    /// ```
    ///
    /// ## Instead
    /// Rest the claim on something firmer as well, or say what is known of the speaker:
    /// ```toml
    /// [[statement]]
    /// attribution = "some"
    /// note = "The paper does not say who; it gives the view in order to reject it."
    /// ```
    pub(super) VAGUE_ATTRIBUTION = "vague-attribution", Warning, Some(check);
    ar r#"لا يقوم ادعاء على قائل لم يُسمَّ ما لم يبيّن الملف ذلك.

## ما تفعله
تكشف الادعاء الذي كل سنده أقوال بلا `speaker` («مراقبون»، «البعض») لا `note` فيها. وتكفي ملاحظة في أحد الأقوال أو في الادعاء تبيّن ما يؤخذ منه.

## لماذا
«يرى مراقبون» قد تعني أي أحد، ومنهم الكاتب نفسه. فليُقل للقارئ مرة من قد يكون وراء القول ولماذا أُخذ به مع ذلك.

## مثال
```toml
[[statement]]
id = "some-ties"
attribution = "البعض"

[[driver]]
evidence = ["some-ties"]
```

## البديل
أسند الادعاء إلى ما هو أمتن أيضًا، أو بيّن ما يُعرف عن القائل:
```toml
[[statement]]
attribution = "البعض"
note = "لا تذكر الورقة من هم، وتورد الرأي لترده."
```"#
}

fn check(case: &Case, findings: &mut Findings<'_>) {
    for claim in findings.claims() {
        let vague = |id: &str| match case.statement(id) {
            Some((_, statement)) => {
                statement.speaker.is_none()
                    && statement.attribution.is_some()
                    && statement.note.is_none()
            }
            None => false,
        };
        let Some(first) = claim.support().next() else {
            continue;
        };
        if !claim.support().all(|link| vague(&link.to)) || has_note(case, claim.place.entry) {
            continue;
        }
        let id = first.to.as_str();
        let Some((index, _)) = case.statement(id) else {
            continue;
        };
        let statement = case.at(&case.route(Kind::Statement, index).key("attribution"));
        findings.add(
            first.place(case),
            say!(
                en "all that this claim rests on is `{id}`, said by nobody who is named",
                ar "لا سند لهذا الادعاء إلا `{id}`، ولم يُسمَّ قائله"
            ),
            |found| {
                found.related(statement).help(say!(
                    en "add a firmer source, or say in a `note` of `{id}` who may be behind it and why it is used",
                    ar "أضف مصدرًا أمتن، أو بيّن في `note` عند `{id}` من قد يكون وراءه ولماذا أُخذ به"
                ))
            },
        );
    }
}

/// Whether the entry of a claim has a note of its own.
fn has_note(case: &Case, (kind, index): (Kind, usize)) -> bool {
    let model = &case.model;
    let entry = match kind {
        Kind::Indicator => model.indicator.get(index).map(|entry| entry.note.node()),
        Kind::Figure => model.figure.get(index).map(|entry| entry.note.node()),
        // The note of a relation is the claim itself.
        _ => None,
    };
    matches!(entry, Some(Node::Text(_)))
}
