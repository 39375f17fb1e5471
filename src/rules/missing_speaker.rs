use super::{Findings, rule};
use crate::diagnostic::say;
use crate::model::Kind;
use crate::resolve::Case;

rule! {
    /// A statement says who made it, or that nobody is named.
    ///
    /// ## What it does
    /// Finds a `[[statement]]` with neither `speaker` nor `attribution`.
    ///
    /// ## Why
    /// Provenance is counted in speakers. Words that nobody said count for nothing, and the
    /// reader cannot tell an omission of the author from a silence of the source.
    ///
    /// ## Example
    /// ```toml
    /// [[statement]]
    /// id = "talks"
    /// text = "Talks have begun."
    /// ```
    ///
    /// ## Instead
    /// Name the actor, or give the words with which the source leaves the name out:
    /// ```toml
    /// attribution = "two regional officials"
    /// ```
    pub(super) MISSING_SPEAKER = "missing-speaker", Error, Some(check);
    ar r#"القول يذكر قائله، أو يذكر أنه لم يُسمَّ.

## ما تفعله
تكشف كل `[[statement]]` لا `speaker` فيه ولا `attribution`.

## لماذا
تُحصى الأصول بالقائلين، فلا يُحسب كلام لا قائل له، ولا يدري القارئ أسها الكاتب أم سكت المصدر.

## مثال
```toml
[[statement]]
id = "talks"
text = "بدأت المحادثات."
```

## البديل
سمِّ الفاعل، أو انقل العبارة التي أغفل بها المصدر الاسم:
```toml
attribution = "مسؤولان إقليميان"
```"#
}

fn check(case: &Case, findings: &mut Findings<'_>) {
    for (index, statement) in case.model.statement.iter().enumerate() {
        if statement.speaker.is_some() || statement.attribution.is_some() {
            continue;
        }
        let id = statement.id.as_str();
        findings.add(
            case.at(&case.route(Kind::Statement, index).key("id")),
            say!(en "the statement `{id}` has no speaker", ar "القول `{id}` بلا قائل"),
            |found| {
                found.help(say!(
                    en "add `speaker = \"…\"`, or `attribution = \"…\"` where the source names nobody",
                    ar "أضف `speaker = \"…\"`، أو `attribution = \"…\"` إن كان المصدر لا يسمّي أحدًا"
                ))
            },
        );
    }
}
