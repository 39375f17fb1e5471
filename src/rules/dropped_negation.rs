use super::altered_quote::{beside_source, place};
use super::{Findings, rule};
use crate::diagnostic::say;
use crate::resolve::Case;
use crate::text::quote::Fidelity;

rule! {
    /// A quotation negates what its source negates, and nothing else.
    ///
    /// ## What it does
    /// Finds a quotation that has lost a negation of its source, or has one too many: لا، لم،
    /// لن، ليس، ما، غير، عدم، دون; not, no, never, none, without and their like. It looks as
    /// well at the word just before the quotation, and just behind an omission (`…`), unless
    /// the author's own sentence negates or denies there.
    ///
    /// ## Why
    /// It is the smallest change that makes a speaker say the opposite, and the one an eye
    /// that knows what it wants to read passes over.
    ///
    /// ## Example
    /// ```toml
    /// wording = "verbatim"
    /// text = "we accept a truce with them"      # the archive: "we do not accept …"
    /// ```
    ///
    /// ## Instead
    /// Quote the negation too, or begin the quotation before it.
    pub(super) DROPPED_NEGATION = "dropped-negation", Error, Some(check);
    ar r#"الاقتباس ينفي ما نفاه مصدره ولا ينفي سواه.

## ما تفعله
تكشف الاقتباس الذي سقط منه نفي وارد في مصدره أو زيد فيه نفي: لا، لم، لن، ليس، ما، غير، عدم، دون، وnot وno وnever وما شابهها. وتنظر كذلك في الكلمة التي تسبق الاقتباس مباشرة والتي تسبق ما بعد الحذف (`…`)، ما لم يكن كلام الكاتب نفسه نافيًا هناك.

## لماذا
هذا أصغر تغيير يجعل القائل يقول عكس ما قال، وأكثر ما تتجاوزه عين تعرف ما تريد أن تقرأ.

## مثال
```toml
wording = "verbatim"
text = "نقبل الهدنة معهم"      # وفي الأرشيف: «لا نقبل …»
```

## البديل
انقل أداة النفي أيضًا، أو ابدأ الاقتباس قبلها."#
}

fn check(case: &Case, findings: &mut Findings<'_>) {
    for quotation in &case.quotes {
        let found = &quotation.found;
        let Some(lost) = found
            .negation()
            .filter(|_| found.fidelity == Fidelity::Altered)
        else {
            continue;
        };
        let (original, quoted) = (&lost.original, &lost.quoted);
        let message = match (original.is_empty(), quoted.is_empty()) {
            (false, true) => say!(
                en "this quotation drops `{original}` and says the opposite of its source",
                ar "أسقط هذا الاقتباس `{original}` فصار يقول عكس ما في مصدره"
            ),
            (true, _) => say!(
                en "this quotation adds `{quoted}` and says the opposite of its source",
                ar "زاد هذا الاقتباس `{quoted}` فصار يقول عكس ما في مصدره"
            ),
            (false, false) => say!(
                en "the source has `{original}`, this quotation `{quoted}`: one negates, the other does not",
                ar "في المصدر `{original}` وفي هذا الاقتباس `{quoted}`: أحدهما منفي والآخر مثبت"
            ),
        };
        findings.add(place(case, quotation), message, |begun| {
            let told = found.differences.len();
            beside_source(case, quotation, begun, told).help(say!(
                en "quote the negation as the source has it, or begin the quotation before it",
                ar "انقل النفي كما هو في المصدر، أو ابدأ الاقتباس قبله"
            ))
        });
    }
}
