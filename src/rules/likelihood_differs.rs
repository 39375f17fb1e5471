use super::reading::likelihood::terms;
use super::{Findings, rule};
use crate::diagnostic::say;
use crate::model::Kind;
use crate::resolve::Case;

rule! {
    /// A judgement says the same in its sentence and in its `likelihood`.
    ///
    /// ## What it does
    /// Where the statement of a judgement holds exactly one term of the scales, compares it
    /// with the `likelihood` of the judgement.
    ///
    /// ## Why
    /// One of the two was changed and the other forgotten, and the brief prints both.
    ///
    /// ## Example
    /// ```toml
    /// likelihood = "very-likely"
    /// statement = "It is likely that the claim is kept up."
    /// ```
    ///
    /// ## Instead
    /// ```toml
    /// statement = "It is very likely that the claim is kept up."
    /// ```
    pub(super) LIKELIHOOD_DIFFERS = "likelihood-differs", Error, Some(check);
    ar r#"الحكم يقول في جملته ما يقوله في `likelihood`.

## ما تفعله
إذا كان في نص الحكم لفظ احتمال واحد قارنته بقيمة `likelihood` في الحكم نفسه.

## لماذا
غُيّر أحدهما ونُسي الآخر، والوثيقة تطبعهما معًا.

## مثال
```toml
likelihood = "very-likely"
statement = "مرجح أن يبقى الادعاء."
```

## البديل
```toml
statement = "مرجح جدًّا أن يبقى الادعاء."
```"#
}

fn check(case: &Case, findings: &mut Findings<'_>) {
    let texts = findings.texts();
    for passage in texts.field("judgement", "statement") {
        let Some(index) = passage.index() else {
            continue;
        };
        let judgement = case.model.judgement.get(index);
        let Some(field) = judgement.and_then(|judgement| judgement.likelihood) else {
            continue;
        };
        let found = terms(passage.words());
        let [only] = found.as_slice() else { continue };
        // A term of another scale is the matter of `mixed-terms`.
        if only.term.likelihood == field || !only.term.scales.contains(&case.model.scale) {
            continue;
        }
        let (words, name) = (&passage.text[only.at.clone()], field.as_str());
        let key = case.route(Kind::Judgement, index).key("likelihood");
        findings.add(
            case.within(&passage.route(), only.at.clone()),
            say!(
                en "the sentence says “{words}”, its `likelihood` says `{name}`",
                ar "الجملة تقول «{words}»، و`likelihood` يقول `{name}`"
            ),
            |found| {
                found.related(case.at(&key)).help(say!(
                    en "bring the two into agreement",
                    ar "وفّق بينهما"
                ))
            },
        );
    }
}
