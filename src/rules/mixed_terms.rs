use super::reading::likelihood::terms;
use super::{Findings, rule};
use crate::diagnostic::say;
use crate::model::Likelihood;
use crate::resolve::Case;

rule! {
    /// Running text speaks in the terms of the scale, and in one row of them.
    ///
    /// ## What it does
    /// Looks at the statements and the reasoning of judgements and at the claims of
    /// consequences. Finds a term that belongs to the other scale (“realistic possibility” in
    /// a file on ICD 203), and one of the second row of ICD 203 (“highly improbable”,
    /// “probable”), since the brief prints the first row. Words inside quotation marks are left alone.
    ///
    /// ## Why
    /// A reader who meets two words looks for two meanings. ICD 203 asks that the rows not be
    /// mixed in one product.
    ///
    /// ## Example
    /// ```toml
    /// scale = "icd203"
    /// statement = "It is highly likely that the two cooperate."
    /// ```
    ///
    /// ## Instead
    /// ```toml
    /// statement = "It is very likely that the two cooperate."
    /// ```
    pub(super) MIXED_TERMS = "mixed-terms", Warning, Some(check);
    ar r#"النص يتكلم بألفاظ المقياس، ومن صف واحد منها.

## ما تفعله
تنظر في نصوص الأحكام وتعليلها وفي التداعيات، وتكشف اللفظ الذي هو من المقياس الآخر («احتمال واقعي» في ملف على ICD 203)، واللفظ الإنجليزي من الصف الثاني في ICD 203، لأن الوثيقة تطبع الصف الأول. ولا تمسّ ما بين علامتي التنصيص.

## لماذا
من لقي لفظين طلب لهما معنيين. ويشترط ICD 203 ألا يختلط الصفان في وثيقة واحدة.

## مثال
```toml
scale = "icd203"
statement = "مرجح بدرجة كبيرة أن يتعاون التنظيمان."
```

## البديل
```toml
statement = "مرجح جدًّا أن يتعاون التنظيمان."
```"#
}

fn check(case: &Case, findings: &mut Findings<'_>) {
    let texts = findings.texts();
    let scale = case.model.scale;
    for (table, field) in [
        ("judgement", "statement"),
        ("judgement", "reasoning"),
        ("consequence", "claim"),
    ] {
        for passage in texts.field(table, field) {
            let terms = terms(passage.words());
            if terms.is_empty() {
                continue;
            }
            let quoted = passage.quotations();
            for found in terms {
                let foreign = !found.term.scales.contains(&scale);
                if (!foreign && found.term.row == 1)
                    || quoted.iter().any(|part| part.contains(&found.at.start))
                {
                    continue;
                }
                let words = &passage.text[found.at.clone()];
                let name = scale.as_str();
                let message = if foreign {
                    say!(
                        en "the text says “{words}”, which is no term of the scale `{name}`",
                        ar "في النص لفظ «{words}»، وليس من المقياس `{name}`"
                    )
                } else {
                    say!(
                        en "“{words}” belongs to the other row of terms",
                        ar "اللفظ «{words}» من الصف الآخر من الألفاظ"
                    )
                };
                let instead = (!foreign).then(|| found.term.likelihood.as_str().replace('-', " "));
                findings.add(
                    case.within(&passage.route(), found.at),
                    message,
                    |diagnostic| {
                        diagnostic.help(match instead {
                            Some(instead) => say!(en "write “{instead}”", ar "اكتب «{instead}»"),
                            None => {
                                let terms: Vec<String> =
                                    scale.bands().iter().map(|band| spoken(band.term)).collect();
                                let (list, list_ar) = (terms.join(", "), terms.join("، "));
                                say!(en "its terms are: {list}", ar "ألفاظه: {list_ar}")
                            }
                        })
                    },
                );
            }
        }
    }
}

fn spoken(term: Likelihood) -> String {
    term.as_str().replace('-', " ")
}
