use super::{Findings, rule};
use crate::diagnostic::say;
use crate::model::Kind;
use crate::resolve::Case;

rule! {
    /// The least of a figure is not more than the most.
    ///
    /// ## What it does
    /// Finds a `[[figure]]` whose `minimum` is greater than its `maximum`, or that has neither.
    ///
    /// ## Why
    /// No quantity fits such a range, and one with no end at all is no quantity.
    ///
    /// ## Example
    /// ```toml
    /// minimum = 5000
    /// maximum = 3000
    /// ```
    ///
    /// ## Instead
    /// ```toml
    /// minimum = 3000
    /// maximum = 5000
    /// ```
    pub(super) IMPOSSIBLE_FIGURE = "impossible-figure", Error, Some(check);
    ar r#"الحد الأدنى للرقم لا يزيد على حده الأعلى.

## ما تفعله
تكشف كل `[[figure]]` يزيد `minimum` فيه على `maximum`، أو ليس فيه واحد منهما.

## لماذا
لا مقدار يقع في مثل هذا المدى، وما لا حد له أصلًا ليس مقدارًا.

## مثال
```toml
minimum = 5000
maximum = 3000
```

## البديل
```toml
minimum = 3000
maximum = 5000
```"#
}

fn check(case: &Case, findings: &mut Findings<'_>) {
    for (index, figure) in case.model.figure.iter().enumerate() {
        let at = case.route(Kind::Figure, index);
        match (figure.minimum, figure.maximum) {
            (None, None) => {
                let id = figure.id.as_str();
                findings.add(
                    case.at(&at.key("id")),
                    say!(en "the figure `{id}` has no number", ar "الرقم `{id}` بلا عدد"),
                    |found| {
                        found.help(say!(
                            en "add `minimum`, `maximum` or both; the same twice for an exact number",
                            ar "أضف `minimum` أو `maximum` أو كليهما؛ وللعدد المضبوط اكتب القيمة نفسها فيهما"
                        ))
                    },
                );
            }
            (Some(minimum), Some(maximum)) if minimum > maximum => findings.add(
                case.at(&at.key("minimum")),
                say!(
                    en "the least, {minimum}, is more than the most, {maximum}",
                    ar "الحد الأدنى {minimum} أكبر من الأعلى {maximum}"
                ),
                |found| {
                    found.related(case.at(&at.key("maximum"))).help(
                        say!(en "exchange the two, or mend one", ar "بدّل بينهما، أو صحّح أحدهما"),
                    )
                },
            ),
            _ => {}
        }
    }
}
