use super::{Findings, rule};
use crate::diagnostic::say;
use crate::model::Kind;
use crate::resolve::Case;

rule! {
    /// A claim says where it comes from.
    ///
    /// ## What it does
    /// Finds an indicator, driver, obstacle, consequence, outcome, precedent, figure, event or
    /// relation, a cell of a comparison or a side of a conflict, with neither `evidence` nor a
    /// citation `[@id]` in its texts. Judgements, assumptions and hypotheses are the author's
    /// own and need none.
    ///
    /// ## Why
    /// The reader cannot check what has no source, and cannot tell it from the author's opinion.
    ///
    /// ## Example
    /// ```toml
    /// [[indicator]]
    /// claim = "Fighters cross over in both directions."
    /// ```
    ///
    /// ## Instead
    /// ```toml
    /// [[indicator]]
    /// claim = "Fighters cross over in both directions [@future-2018, p. 3]."
    /// evidence = ["future-2018"]
    /// ```
    pub(super) CLAIM_WITHOUT_CITATION = "claim-without-citation", Error, Some(check);
    ar r#"كل ادعاء يذكر مصدره.

## ما تفعله
تكشف كل مؤشر أو محفز أو عائق أو تداعٍ أو مآل أو سابقة أو رقم أو حدث أو علاقة، وكل خلية في مقارنة وكل طرف في تعارض، إذا لم يكن فيه `evidence` ولا استشهاد `[@id]` في نصوصه. أما الأحكام والافتراضات والفرضيات فمن الكاتب ولا تحتاج إلى ذلك.

## لماذا
ما لا مصدر له لا سبيل إلى التحقق منه، ولا إلى تمييزه من رأي الكاتب.

## مثال
```toml
[[indicator]]
claim = "ينتقل المقاتلون بين الطرفين في الاتجاهين."
```

## البديل
```toml
[[indicator]]
claim = "ينتقل المقاتلون بين الطرفين في الاتجاهين [@future-2018، ص 3]."
evidence = ["future-2018"]
```"#
}

fn check(case: &Case, findings: &mut Findings<'_>) {
    for claim in findings.claims() {
        if claim.support().next().is_some() {
            continue;
        }
        let message = match claim.kind() {
            Kind::Comparison => say!(en "this cell cites nothing", ar "هذه الخلية بلا استشهاد"),
            Kind::Conflict => {
                say!(en "this side of the conflict cites nothing", ar "هذا الطرف من التعارض بلا استشهاد")
            }
            kind => {
                let key = kind.key();
                say!(en "this `{key}` cites nothing", ar "هذا العنصر (`{key}`) بلا استشهاد")
            }
        };
        findings.add(case.at(&claim.place.route(case)), message, |found| {
            found.help(say!(
                en "cite where it comes from, `[@id]` in its text or `evidence = [\"id\"]`",
                ar "اذكر مصدره: `[@id]` في نصه أو `evidence = [\"id\"]`"
            ))
        });
    }
}
