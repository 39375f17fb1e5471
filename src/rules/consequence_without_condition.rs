use super::{Findings, rule};
use crate::diagnostic::say;
use crate::model::Kind;
use crate::resolve::Case;

rule! {
    /// A consequence names the condition under which it follows.
    ///
    /// ## What it does
    /// Finds a `[[consequence]]` without `condition`.
    ///
    /// ## Why
    /// Without “if” a consequence reads as a forecast, and its likelihood as that of the whole
    /// chain. With it, the likelihood is that of what follows once the condition is met.
    ///
    /// ## Example
    /// ```toml
    /// [[consequence]]
    /// claim = "Attacks grow in number and reach [@future-2018]."
    /// ```
    ///
    /// ## Instead
    /// ```toml
    /// condition = "If the alliance comes about"
    /// claim = "Attacks grow in number and reach [@future-2018]."
    /// ```
    pub(super) CONSEQUENCE_WITHOUT_CONDITION = "consequence-without-condition", Warning, Some(check);
    ar r#"التداعي يسمّي شرط وقوعه.

## ما تفعله
تكشف كل `[[consequence]]` لا `condition` فيه.

## لماذا
التداعي بلا «إذا» يُقرأ توقعًا، ويُقرأ احتماله احتمالًا للسلسلة كلها. فإذا ذُكر الشرط كان الاحتمال لما يتبع تحققه وحده.

## مثال
```toml
[[consequence]]
claim = "تتصاعد العمليات ويتسع مداها [@future-2018]."
```

## البديل
```toml
condition = "إذا قام التحالف"
claim = "تتصاعد العمليات ويتسع مداها [@future-2018]."
```"#
}

fn check(case: &Case, findings: &mut Findings<'_>) {
    for (index, consequence) in case.model.consequence.iter().enumerate() {
        if consequence.condition.is_some() {
            continue;
        }
        let id = consequence.id.as_str();
        findings.add(
            case.at(&case.route(Kind::Consequence, index).key("id")),
            say!(en "the consequence `{id}` names no condition", ar "التداعي `{id}` بلا شرط"),
            |found| {
                found.help(say!(
                    en "add `condition = \"If …\"`: under what does it follow?",
                    ar "أضف `condition = \"إذا …\"`: متى يقع؟"
                ))
            },
        );
    }
}
