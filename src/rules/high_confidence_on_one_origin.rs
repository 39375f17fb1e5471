use super::{Findings, rule};
use crate::diagnostic::say;
use crate::isnad::words;
use crate::model::{Confidence, Kind};
use crate::resolve::Case;

rule! {
    /// High confidence rests on two independent origins or more.
    ///
    /// ## What it does
    /// Finds judgements with `confidence = "high"` whose whole basis leads to fewer than two
    /// independent origins. `taqdir isnad` shows what was counted.
    ///
    /// ## Why
    /// High confidence says that the ground is sound, not that the author is sure. Where
    /// everything hangs on one voice, one mistake or one lie takes the judgement with it.
    ///
    /// ## Example
    /// ```toml
    /// [[judgement]]
    /// confidence = "high"
    /// basis = ["leadership-talks"]   # known from one statement only
    /// ```
    ///
    /// ## Instead
    /// Lower the confidence, or add to the basis what rests on another origin.
    pub(super) HIGH_CONFIDENCE_ON_ONE_ORIGIN = "high-confidence-on-one-origin", Warning, Some(check);
    ar r#"الثقة العالية تقوم على أصلين مستقلين فأكثر.

## ما تفعله
تكشف كل حكم فيه `confidence = "high"` ولا ينتهي أساسه كله إلى أصلين مستقلين على الأقل. ويبيّن الأمر `taqdir isnad` ما عُدَّ منها.

## لماذا
الثقة العالية تعني متانة الأساس لا يقين الكاتب. وما تعلّق كله بقول واحد سقط الحكم معه إن أخطأ صاحبه أو كذب.

## مثال
```toml
[[judgement]]
confidence = "high"
basis = ["leadership-talks"]   # لا يُعرف إلا من قول واحد
```

## البديل
اخفض مستوى الثقة، أو أضف إلى الأساس ما يقوم على أصل آخر."#
}

fn check(case: &Case, findings: &mut Findings<'_>) {
    let isnad = findings.isnad();
    for (index, judgement) in case.model.judgement.iter().enumerate() {
        // Without a basis there is nothing to count; another rule asks for one.
        if judgement.confidence != Some(Confidence::High) || judgement.basis.is_empty() {
            continue;
        }
        let claim = isnad.entry(Kind::Judgement, index);
        let Some(claim) = claim.filter(|claim| claim.origins.len() < 2) else {
            continue;
        };
        let support = words::support(claim);
        let (en, ar) = (support.en, support.ar);
        findings.add(
            case.at(&claim.route.key("confidence")),
            say!(
                en "the confidence is high, and the basis has {en}",
                ar "مستوى الثقة عالٍ، وللأساس {ar}"
            ),
            |found| {
                found
                    .related(case.at(&claim.route.key("basis")))
                    .help(say!(
                        en "write `confidence = \"moderate\"` or lower, or rest it on another origin as well",
                        ar "اكتب `confidence = \"moderate\"` أو ما دونها، أو أسنده إلى أصل آخر أيضًا"
                    ))
            },
        );
    }
}
