use super::reading::letters::is_arabic;
use super::reading::signs::Signs;
use super::{Findings, rule};
use crate::diagnostic::{Fix, say};
use crate::resolve::Case;

rule! {
    /// The Arabic of a file has one kind of quotation marks.
    ///
    /// ## What it does
    /// In a file whose Arabic uses « », finds words between straight marks. Curly marks may stand
    /// inside « » for a quotation in a quotation. Verbatim statements and titles are left
    /// alone. The fix puts « » in their place.
    ///
    /// ## Why
    /// Straight marks do not say which of them opens, and two kinds look like two meanings.
    ///
    /// ## Example
    /// ```toml
    /// claim = 'يسمّيه «التنظيم» "الدولة" [@web-2017].'
    /// ```
    ///
    /// ## Instead
    /// ```toml
    /// claim = "يسمّيه «التنظيم» «الدولة» [@web-2017]."
    /// ```
    pub(super) MIXED_QUOTES = "mixed-quotes", Warning, Some(check);
    ar r#"للعربية في الملف نوع واحد من علامات التنصيص.

## ما تفعله
إذا استعمل النص العربي في الملف « » كشفت ما بين علامتين مستقيمتين. ويجوز أن تقع العلامتان المقوّستان داخل « » لنقل داخل نقل. ولا تمسّ الأقوال المنقولة بلفظها وعناوين المصادر. والإصلاح يضع « » مكانهما.

## لماذا
العلامة المستقيمة لا تبيّن أيّ العلامتين تفتح، والنوعان يوهمان بمعنيين.

## مثال
```toml
claim = 'يسمّيه «التنظيم» "الدولة" [@web-2017].'
```

## البديل
```toml
claim = "يسمّيه «التنظيم» «الدولة» [@web-2017]."
```"#
}

fn check(case: &Case, findings: &mut Findings<'_>) {
    let texts = findings.texts();
    let subject = |quotes: bool, arabic: bool| !quotes && arabic;
    let having = |sign: Signs| {
        let texts = texts.with(sign);
        texts.filter(|passage| subject(passage.quotes, passage.is_arabic()))
    };
    let straight: Vec<_> = having(Signs::STRAIGHT_QUOTE).collect();
    let guillemets = || having(Signs::GUILLEMET).next().is_some();
    if straight.is_empty() || !guillemets() {
        return;
    }
    for passage in straight {
        for part in passage.quotations() {
            let quotation = &passage.text[part.clone()];
            let inner = part.start + 1..part.end.saturating_sub(1);
            // After a digit the mark is a measure: 5".
            let measure = passage.text[..part.start].ends_with(|c: char| c.is_ascii_digit());
            if measure || !quotation.starts_with('"') || !quotation.contains(is_arabic) {
                continue;
            }
            let place = case.within(&passage.route(), part);
            // What stands between the marks stays as the file writes it.
            let written = case.within(&passage.route(), inner);
            let written = written
                .span()
                .and_then(|span| Some(written.document.text.get(span)?.to_owned()));
            let fix = written.map(|written| Fix {
                place: place.clone(),
                replacement: format!("«{written}»"),
            });
            findings.add(
                place,
                say!(
                    en "straight quotation marks where the file has « »",
                    ar "علامتا تنصيص مستقيمتان في ملف يستعمل « »"
                ),
                |mut found| {
                    found.fix = fix;
                    found.help(say!(en "write « »", ar "اكتب « »"))
                },
            );
        }
    }
}
