use super::{Findings, rule};
use crate::diagnostic::say;
use crate::model::Route;
use crate::resolve::Case;

rule! {
    /// The document is marked as highly as anything in it.
    ///
    /// ## What it does
    /// Compares the marking of the document with the marking of every entry and text, and
    /// finds those that are higher.
    ///
    /// ## Why
    /// The marking in the header and footer of every page is what a reader acts on. An AMBER
    /// statement in a document marked GREEN will be passed on as GREEN.
    ///
    /// ## Example
    /// ```toml
    /// marking = "TLP:GREEN"
    ///
    /// [[statement]]
    /// marking = "TLP:AMBER"
    /// ```
    ///
    /// ## Instead
    /// Raise the document's marking to the highest of what it holds, or lower the entry's if
    /// its owner agrees.
    pub(super) MARKING_TOO_LOW = "marking-too-low", Error, Some(check);
    ar r#"وسم الوثيقة لا يقل عن أعلى وسم فيها.

## ما تفعله
تقارن وسم الوثيقة بوسم كل عنصر ونص فيها، وتكشف ما كان أعلى منه.

## لماذا
القارئ يتصرف بحسب الوسم في رأس كل صفحة وذيلها. فالقول الموسوم AMBER في وثيقة موسومة GREEN سيُتداول على أنه GREEN.

## مثال
```toml
marking = "TLP:GREEN"

[[statement]]
marking = "TLP:AMBER"
```

## البديل
ارفع وسم الوثيقة إلى أعلى ما فيها، أو اخفض وسم العنصر إذا أذن صاحبه."#
}

fn check(case: &Case, findings: &mut Findings<'_>) {
    let document = case.model.marking;
    for (place, marking) in &findings.reading().markings {
        if *marking <= document {
            continue;
        }
        let (high, low) = (marking.as_str(), document.as_str());
        findings.add(
            case.at(&place.route().key("marking")),
            say!(
                en "this is marked {high}, and the document only {low}",
                ar "هذا موسوم {high}، والوثيقة موسومة {low} فقط"
            ),
            |found| {
                found
                    .related(
                        case.at(&Route::root().key("marking"))
                            .label(say!(en "the document's marking", ar "وسم الوثيقة")),
                    )
                    .help(say!(
                        en "write `marking = \"{high}\"` for the document",
                        ar "اكتب للوثيقة `marking = \"{high}\"`"
                    ))
            },
        );
    }
}
