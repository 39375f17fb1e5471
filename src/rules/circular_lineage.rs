use super::{Findings, rule};
use crate::diagnostic::say;
use crate::isnad::circle;
use crate::resolve::Case;

rule! {
    /// No document has its content from itself.
    ///
    /// ## What it does
    /// Finds sources that are copies of one another or relay one another in a circle, and
    /// events, figures and relations that are each other's evidence.
    ///
    /// ## Why
    /// A chain of transmission ends at an origin. One that leads back to its beginning has
    /// none, however many documents lie on it, and whatever rests on it rests on nothing.
    ///
    /// ## Example
    /// ```toml
    /// [[source]]
    /// id = "wire-report"
    /// relays = ["newspaper"]
    ///
    /// [[source]]
    /// id = "newspaper"
    /// relays = ["wire-report"]
    /// ```
    ///
    /// ## Instead
    /// Leave the reference in the document that came later, and take it out of the earlier one.
    pub(super) CIRCULAR_LINEAGE = "circular-lineage", Error, Some(check);
    ar r#"لا تنقل وثيقة عن نفسها.

## ما تفعله
تكشف المصادر التي ينسخ بعضها بعضًا أو ينقل بعضها عن بعض في حلقة، والأحداث والأرقام والعلاقات التي يُستدل بكل منها على الآخر.

## لماذا
سلسلة النقل تنتهي إلى أصل. فإن عادت إلى أولها فلا أصل لها مهما كثرت وثائقها، وما قام عليها قام على غير شيء.

## مثال
```toml
[[source]]
id = "wire-report"
relays = ["newspaper"]

[[source]]
id = "newspaper"
relays = ["wire-report"]
```

## البديل
أبقِ الإحالة في الوثيقة المتأخرة، واحذفها من المتقدمة."#
}

fn check(case: &Case, findings: &mut Findings<'_>) {
    for circle in circle::find(case) {
        let Some(first) = circle.members.first() else {
            continue;
        };
        let mut way: Vec<_> = circle.members.iter().map(|id| format!("`{id}`")).collect();
        way.push(format!("`{first}`"));
        let way = way.join(" → ");
        findings.add(
            case.at(&circle.closing),
            say!(
                en "this lineage leads back to where it began: {way}",
                ar "سلسلة النقل هذه تعود إلى أولها: {way}"
            ),
            |found| {
                found.help(say!(
                    en "take the reference out of the one that came first",
                    ar "احذف الإحالة من أسبقها"
                ))
            },
        );
    }
}
