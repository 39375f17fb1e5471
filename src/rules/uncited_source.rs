use super::{Findings, rule};
use crate::diagnostic::say;
use crate::model::Kind;
use crate::resolve::Case;

rule! {
    /// Every source of the file is cited.
    ///
    /// ## What it does
    /// Finds a `[[source]]` that nothing in the assessment cites, relays or carries.
    ///
    /// ## Why
    /// A register of sources shows the reader what the judgements rest on. A source that
    /// nothing rests on makes the ground look broader than it is.
    ///
    /// ## Example
    /// ```toml
    /// [[source]]
    /// id = "un-2018-02"        # and no `[@un-2018-02]` anywhere
    /// ```
    ///
    /// ## Instead
    /// Cite it where it supports a claim, `claim = "… [@un-2018-02]"`, name it in `evidence`,
    /// or take it out. Sources of a shared file that an assessment does not use are left out
    /// of its brief by themselves.
    pub(super) UNCITED_SOURCE = "uncited-source", Warning, Some(check);
    ar r#"كل مصدر في الملف يُستشهد به.

## ما تفعله
تكشف كل `[[source]]` لا يستشهد به شيء في التقدير ولا ينقل عنه ولا يُنقل فيه قول.

## لماذا
سجل المصادر يُري القارئ ما تقوم عليه الأحكام، والمصدر الذي لا يقوم عليه شيء يوهم بأن الأساس أوسع مما هو.

## مثال
```toml
[[source]]
id = "un-2018-02"        # ولا يرد [@un-2018-02] في أي موضع
```

## البديل
استشهد به حيث يسند ادعاءً، `claim = "… [@un-2018-02]"`، أو سمِّه في `evidence`، أو احذفه. أما مصادر الملفات المشتركة التي لا يستعملها التقدير فلا تظهر في وثيقته من تلقاء نفسها."#
}

fn check(case: &Case, findings: &mut Findings<'_>) {
    for (index, source) in case.model.source.iter().enumerate() {
        if !case.is_own(Kind::Source, index) {
            continue;
        }
        let own = case.route(Kind::Source, index);
        let id = source.id.as_str();
        let named = case
            .links
            .iter()
            .any(|link| link.to == id && !link.from.as_str().starts_with(&format!("{own}/")));
        if named {
            continue;
        }
        findings.add(
            case.at(&own.key("id")),
            say!(en "the source `{id}` is never cited", ar "لا يُستشهد بالمصدر `{id}` في أي موضع"),
            |found| {
                found.help(say!(
                    en "cite it with `[@{id}]` where it supports a claim, or take it out",
                    ar "استشهد به بكتابة `[@{id}]` حيث يسند ادعاءً، أو احذفه"
                ))
            },
        );
    }
}
