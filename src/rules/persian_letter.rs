use super::reading::letters::is_arabic;
use super::reading::signs::Signs;
use super::support::replace;
use super::{Findings, rule};
use crate::diagnostic::say;
use crate::resolve::Case;

rule! {
    /// Arabic has its own ya and kaf.
    ///
    /// ## What it does
    /// Finds the Persian letters ی (U+06CC) and ک (U+06A9) in Arabic text outside quotation
    /// marks and verbatim statements. The fix writes ك, and ي inside a word; at the end of a
    /// word ی may stand for ي or ى, and is left to the author.
    ///
    /// ## Why
    /// They look alike and are other letters: a search for the word does not find it.
    ///
    /// ## Example
    /// ```toml
    /// title = "تنظیم ممکن"
    /// ```
    ///
    /// ## Instead
    /// ```toml
    /// title = "تنظيم ممكن"
    /// ```
    pub(super) PERSIAN_LETTER = "persian-letter", Warning, Some(check);
    ar r#"للعربية ياؤها وكافها.

## ما تفعله
تكشف الحرفين الفارسيين ی (U+06CC) وک (U+06A9) في النص العربي خارج علامتي التنصيص والأقوال المنقولة بلفظها. والإصلاح يكتب الكاف العربية، والياء العربية في وسط الكلمة؛ أما في آخرها فقد تقوم ی مقام الياء أو الألف المقصورة، فيُترك ذلك للكاتب.

## لماذا
تتشابه في الرسم وهي حروف أخرى، فلا يجد البحث الكلمة.

## مثال
```toml
title = "تنظیم ممکن"
```

## البديل
```toml
title = "تنظيم ممكن"
```"#
}

fn check(case: &Case, findings: &mut Findings<'_>) {
    for passage in findings.texts().with(Signs::PERSIAN_LETTER) {
        if passage.quotes || !passage.is_arabic() {
            continue;
        }
        let quoted = passage.quotations();
        for (at, c) in passage.text.char_indices() {
            let part = at..at + c.len_utf8();
            let inside = passage.text[part.end..].starts_with(is_arabic);
            let letter = match c {
                'ک' => Some("ك"),
                'ی' if inside => Some("ي"),
                'ی' => None,
                _ => continue,
            };
            if quoted.iter().any(|quotation| quotation.contains(&at)) {
                continue;
            }
            let message = say!(en "“{c}” is a Persian letter", ar "«{c}» حرف فارسي");
            findings.add(
                case.within(&passage.route(), part.clone()),
                message,
                |found| match letter {
                    Some(letter) => found
                        .help(say!(en "write “{letter}”", ar "اكتب «{letter}»"))
                        .fix(replace(case, &passage.route(), part, letter)),
                    None => found.help(say!(
                        en "write “ي” or “ى”, whichever the word has",
                        ar "اكتب «ي» أو «ى» بحسب الكلمة"
                    )),
                },
            );
        }
    }
}
