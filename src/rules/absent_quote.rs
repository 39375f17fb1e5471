use super::altered_quote::place;
use super::{Findings, rule};
use crate::diagnostic::{Location, say};
use crate::model::Kind;
use crate::resolve::Case;

rule! {
    /// A quotation stands in the source it is cited to.
    ///
    /// ## What it does
    /// Finds a verbatim statement, or a quotation of three words or more with a citation
    /// behind it, that no passage in the archived text of its source comes near to: less than
    /// half of its words stand there together. Where one of several cited sources has no
    /// archive in the language of the quotation, absence is not certain, and nothing is said.
    ///
    /// ## Why
    /// A quotation that its source does not have was taken from elsewhere, remembered, or
    /// made up. A reader who looks for it will not believe the next one.
    ///
    /// ## Example
    /// ```toml
    /// claim = "The report speaks of “an alliance sealed in blood” [@un-2018-02]."
    /// ```
    ///
    /// ## Instead
    /// Cite the source that has the words, quote what this one says, or take the quotation
    /// marks away.
    pub(super) ABSENT_QUOTE = "absent-quote", Error, Some(check);
    ar r#"الاقتباس وارد في المصدر المنسوب إليه.

## ما تفعله
تكشف القول المنقول بنصه، والاقتباس من ثلاث كلمات فأكثر يليه استشهاد، إذا لم يقاربه موضع في النص المؤرشف لمصدره، أي إذا لم يجتمع نصف كلماته في موضع واحد منه. وإذا تعددت المصادر المستشهد بها ولم يكن لأحدها أرشيف بلغة الاقتباس فالغياب غير مقطوع به، ولا يُقال شيء.

## لماذا
الاقتباس الذي لا يوجد في مصدره إما مأخوذ من غيره وإما من الذاكرة وإما مختلق. والقارئ الذي يبحث عنه فلا يجده لن يصدّق ما بعده.

## مثال
```toml
claim = "يتحدث التقرير عن «تحالف خُتم بالدم» [@un-2018-02]."
```

## البديل
استشهد بالمصدر الذي وردت فيه الألفاظ، أو اقتبس ما يقوله هذا المصدر، أو احذف علامتي الاقتباس."#
}

fn check(case: &Case, findings: &mut Findings<'_>) {
    for quotation in case.quotes.iter().filter(|quotation| quotation.is_absent()) {
        let Some(archived) = case.archives.get(quotation.archive) else {
            continue;
        };
        let source = case
            .model
            .source
            .get(archived.source)
            .map_or("", |source| source.id.as_str());
        let whole = quotation.found.piece.len() >= quotation.text.len();
        let message = if whole {
            say!(
                en "this quotation does not stand in the archived text of `{source}`",
                ar "لا يرد هذا الاقتباس في النص المؤرشف للمصدر `{source}`"
            )
        } else {
            say!(
                en "this part of the quotation does not stand in the archived text of `{source}`",
                ar "لا يرد هذا الجزء من الاقتباس في النص المؤرشف للمصدر `{source}`"
            )
        };
        findings.add(place(case, quotation), message, |begun| {
            let route = case.route(Kind::Source, archived.source).key("archive");
            let named: Location = case.at(&route.key("path"));
            begun
                .related(named.label(say!(en "looked up here", ar "بُحث عنه هنا")))
                .help(say!(
                    en "cite the source that has these words, quote what this one says, or write it as a paraphrase",
                    ar "استشهد بالمصدر الذي فيه هذه الألفاظ، أو اقتبس ما يقوله هذا المصدر، أو اكتبه بألفاظك لا اقتباسًا"
                ))
        });
    }
}
