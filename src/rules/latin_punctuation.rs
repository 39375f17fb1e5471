use memchr::memchr3_iter;

use super::reading::letters::is_arabic;
use super::reading::signs::Signs;
use super::support::replace;
use super::{Findings, rule};
use crate::diagnostic::say;
use crate::resolve::Case;

rule! {
    /// Arabic has its own comma, semicolon and question mark.
    ///
    /// ## What it does
    /// Finds `,` `;` `?` beside an Arabic word. Between digits, as in 1,200, the comma is right,
    /// and so is it between Latin words. Citations, addresses, verbatim statements, titles and
    /// words inside quotation marks are left alone. The fix writes ، ؛ ؟.
    ///
    /// ## Why
    /// The Latin signs face the other way and stand out on the page.
    ///
    /// ## Example
    /// ```toml
    /// question = "هل يتحالفان, ومتى?"
    /// ```
    ///
    /// ## Instead
    /// ```toml
    /// question = "هل يتحالفان، ومتى؟"
    /// ```
    pub(super) LATIN_PUNCTUATION = "latin-punctuation", Warning, Some(check);
    ar r#"للعربية فاصلتها وفاصلتها المنقوطة وعلامة استفهامها.

## ما تفعله
تكشف `,` و`;` و`?` بجوار كلمة عربية. أما الفاصلة بين الأرقام، كما في 1,200، وبين الكلمات اللاتينية فصحيحة. ولا تمسّ الاستشهادات والعناوين الشبكية والأقوال المنقولة بلفظها وعناوين المصادر وما بين علامتي التنصيص. والإصلاح يكتب ، ؛ ؟.

## لماذا
العلامات اللاتينية تتجه عكس الكتابة وتنبو عنها في الصفحة.

## مثال
```toml
question = "هل يتحالفان, ومتى?"
```

## البديل
```toml
question = "هل يتحالفان، ومتى؟"
```"#
}

fn check(case: &Case, findings: &mut Findings<'_>) {
    for passage in findings.texts().with(Signs::LATIN_PUNCTUATION) {
        if passage.quotes || !passage.is_arabic() {
            continue;
        }
        let quoted = passage.quotations();
        let bytes = passage.text.as_bytes();
        for at in memchr3_iter(b',', b';', b'?', bytes) {
            let (c, right) = match bytes[at] {
                b',' => (',', "،"),
                b';' => (';', "؛"),
                _ => ('?', "؟"),
            };
            if !beside_arabic(passage.text, at)
                || passage.is_masked(at)
                || quoted.iter().any(|part| part.contains(&at))
            {
                continue;
            }
            findings.add(
                case.within(&passage.route(), at..at + 1),
                say!(en "a Latin “{c}” in Arabic", ar "علامة لاتينية «{c}» في نص عربي"),
                |found| {
                    found
                        .help(say!(en "write “{right}”", ar "اكتب «{right}»"))
                        .fix(replace(case, &passage.route(), at..at + 1, right))
                },
            );
        }
    }
}

/// Whether the letter or digit next to the sign at `at` is Arabic, on either side.
fn beside_arabic(text: &str, at: usize) -> bool {
    let before = text[..at].chars().rev().find(|c| c.is_alphanumeric());
    let after = text[at + 1..].chars().find(|c| c.is_alphanumeric());
    before.is_some_and(is_arabic) || after.is_some_and(is_arabic)
}
