use super::reading::classes::Class;
use super::reading::likelihood::{confidence, terms};
use super::{Findings, rule};
use crate::diagnostic::say;
use crate::resolve::Case;

rule! {
    /// A likelihood and a confidence do not stand in one sentence.
    ///
    /// ## What it does
    /// Finds a sentence of a judgement (its statement or its reasoning) or of a consequence
    /// that holds both a term of likelihood and a level of confidence. Trust between people,
    /// with no level beside it, is not meant.
    ///
    /// ## Why
    /// A likelihood says how often such a thing comes true, a confidence how sound the ground
    /// for saying so is. In one sentence a reader takes the one for the other; ICD 203 forbids it.
    ///
    /// ## Example
    /// ```toml
    /// statement = "We judge with high confidence that a merger is unlikely."
    /// ```
    ///
    /// ## Instead
    /// ```toml
    /// confidence = "high"
    /// statement = "A merger is unlikely."
    /// ```
    pub(super) CONFIDENCE_WITH_LIKELIHOOD = "confidence-with-likelihood", Warning, Some(check);
    ar r#"لا يجتمع الاحتمال ومستوى الثقة في جملة واحدة.

## ما تفعله
تكشف الجملة من نص حكم أو تعليله أو من تداعٍ إذا جمعت لفظ احتمال ومستوى ثقة. ولا يُقصد بذلك الثقة بين الناس إذا لم يقترن بها مستوى.

## لماذا
الاحتمال يقول كم يُنتظر أن يتحقق الأمر، والثقة تقول ما متانة الأساس الذي بُني عليه القول. فإن اجتمعا في جملة التبس أحدهما بالآخر، ويمنعه ICD 203.

## مثال
```toml
statement = "نقدّر بثقة عالية أن الاندماج مستبعد."
```

## البديل
```toml
confidence = "high"
statement = "الاندماج مستبعد."
```"#
}

fn check(case: &Case, findings: &mut Findings<'_>) {
    let texts = findings.texts();
    for (table, field) in [
        ("judgement", "statement"),
        ("judgement", "reasoning"),
        ("consequence", "claim"),
    ] {
        for passage in texts.field(table, field) {
            if !passage.classes.any(Class::CONFIDENCE) || !passage.classes.any(Class::TERM) {
                continue;
            }
            for sentence in passage.sentences() {
                let Some(level) = confidence(sentence) else {
                    continue;
                };
                let Some(term) = terms(sentence).into_iter().next() else {
                    continue;
                };
                let (sure, likely) = (&passage.text[level.clone()], &passage.text[term.at.clone()]);
                findings.add(
                    case.within(&passage.route(), level),
                    say!(
                        en "one sentence holds a confidence (“{sure}”) and a likelihood (“{likely}”)",
                        ar "جمعت جملة واحدة مستوى ثقة («{sure}») واحتمالًا («{likely}»)"
                    ),
                    |found| {
                        found
                            .related(case.within(&passage.route(), term.at.clone()))
                            .help(say!(
                                en "leave the likelihood here; give the confidence in `confidence`, and its ground in a sentence of its own",
                                ar "أبقِ الاحتمال هنا، واجعل الثقة في `confidence` وسببها في جملة مستقلة"
                            ))
                    },
                );
            }
        }
    }
}
