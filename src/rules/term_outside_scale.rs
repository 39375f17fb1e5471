use super::{Findings, rule};
use crate::diagnostic::say;
use crate::model::{Kind, Likelihood, Route};
use crate::resolve::Case;

rule! {
    /// A likelihood is a term of the scale that the assessment names.
    ///
    /// ## What it does
    /// Finds a `likelihood` of a judgement or a consequence that the `scale` of the file does
    /// not have.
    ///
    /// ## Why
    /// ICD 203 and PHIA share some words and not their meaning. The brief prints one scale, and
    /// a term of the other has no band on it.
    ///
    /// ## Example
    /// ```toml
    /// scale = "icd203"
    ///
    /// [[judgement]]
    /// likelihood = "realistic-possibility"
    /// ```
    ///
    /// ## Instead
    /// Choose the term of your scale whose band holds what you mean:
    /// ```toml
    /// likelihood = "roughly-even-chance"
    /// ```
    pub(super) TERM_OUTSIDE_SCALE = "term-outside-scale", Error, Some(check);
    ar r#"الاحتمال لفظ من المقياس الذي يسمّيه التقدير.

## ما تفعله
تكشف قيمة `likelihood` في حكم أو تداعٍ إذا لم تكن من ألفاظ المقياس المذكور في `scale`.

## لماذا
يشترك ICD 203 وPHIA في بعض الألفاظ دون معانيها. والوثيقة تطبع مقياسًا واحدًا، فلا نطاق فيه للفظ من غيره.

## مثال
```toml
scale = "icd203"

[[judgement]]
likelihood = "realistic-possibility"
```

## البديل
اختر من مقياسك اللفظ الذي يقع ما تقصده في نطاقه:
```toml
likelihood = "roughly-even-chance"
```"#
}

fn check(case: &Case, findings: &mut Findings<'_>) {
    let model = &case.model;
    for (index, judgement) in model.judgement.iter().enumerate() {
        look(
            case,
            findings,
            &case.route(Kind::Judgement, index),
            judgement.likelihood,
        );
    }
    for (index, consequence) in model.consequence.iter().enumerate() {
        look(
            case,
            findings,
            &case.route(Kind::Consequence, index),
            consequence.likelihood,
        );
    }
}

fn look(case: &Case, findings: &mut Findings<'_>, at: &Route, term: Option<Likelihood>) {
    let scale = case.model.scale;
    let Some(term) = term.filter(|term| scale.band(*term).is_none()) else {
        return;
    };
    let (written, scale_name) = (term.as_str(), scale.as_str());
    let names: Vec<String> = scale
        .bands()
        .iter()
        .map(|band| format!("`{}` ({}–{}%)", band.term.as_str(), band.low, band.high))
        .collect();
    let (list, list_ar) = (names.join(", "), names.join("، "));
    findings.add(
        case.at(&at.key("likelihood")),
        say!(
            en "`{written}` is no term of the scale `{scale_name}`",
            ar "اللفظ `{written}` ليس من المقياس `{scale_name}`"
        ),
        |found| {
            found
                .related(case.at(&Route::root().key("scale")))
                .help(say!(en "its terms are {list}", ar "ألفاظه: {list_ar}"))
        },
    );
}
