use unicode_normalization::UnicodeNormalization;

use super::reading::letters::is_presentation_form;
use super::reading::signs::Signs;
use super::support::replace;
use super::{Findings, rule};
use crate::diagnostic::say;
use crate::resolve::Case;

rule! {
    /// Arabic is written in letters, not in the shapes of letters.
    ///
    /// ## What it does
    /// Finds presentation forms (U+FB50–FDFF, U+FE70–FEFC), as old editors and text copied
    /// from a PDF have them. The ornate brackets ﴾ ﴿ are no such forms, and the formulas ﷺ, ﷻ
    /// and ﷽ are written as one sign on purpose. Words inside quotation marks and verbatim
    /// statements are left alone. The fix writes the letters.
    ///
    /// ## Why
    /// A search for the word does not find it, and the fonts of the brief may lack the shape.
    ///
    /// ## Example
    /// ```toml
    /// title = "ﻻ ﺗﺤﺎﻟﻒ"
    /// ```
    ///
    /// ## Instead
    /// ```toml
    /// title = "لا تحالف"
    /// ```
    pub(super) PRESENTATION_FORM = "presentation-form", Warning, Some(check);
    ar r#"تُكتب العربية بالحروف لا بأشكال الحروف.

## ما تفعله
تكشف أشكال العرض (U+FB50–FDFF وU+FE70–FEFC) التي تخلّفها المحررات القديمة والنسخ من ملفات PDF. وليس القوسان المزهران ﴾ ﴿ منها، ولا الصيغ ﷺ وﷻ و﷽ التي تُكتب رمزًا واحدًا عن قصد. ولا تمسّ ما بين علامتي التنصيص ولا الأقوال المنقولة بلفظها. والإصلاح يكتب الحروف.

## لماذا
البحث عن الكلمة لا يجدها، وقد لا يكون الشكل في خطوط الوثيقة.

## مثال
```toml
title = "ﻻ ﺗﺤﺎﻟﻒ"
```

## البديل
```toml
title = "لا تحالف"
```"#
}

/// Whether a character is a letter in one fixed shape. The formulas of blessing and praise
/// (U+FDFA, U+FDFB, U+FDFD) are signs of their own, which authors write on purpose.
fn is_shape(c: char) -> bool {
    is_presentation_form(c) && !matches!(c, '\u{FDFA}' | '\u{FDFB}' | '\u{FDFD}')
}

fn check(case: &Case, findings: &mut Findings<'_>) {
    for passage in findings.texts().with(Signs::PRESENTATION_FORM) {
        if passage.quotes {
            continue;
        }
        let quoted = passage.quotations();
        let mut chars = passage.text.char_indices().peekable();
        while let Some((start, c)) = chars.next() {
            if !is_shape(c) || quoted.iter().any(|part| part.contains(&start)) {
                continue;
            }
            let mut end = start + c.len_utf8();
            while let Some((at, next)) = chars.next_if(|(_, next)| is_shape(*next)) {
                end = at + next.len_utf8();
            }
            let shapes = &passage.text[start..end];
            let letters: String = shapes.nfkc().collect();
            findings.add(
                case.within(&passage.route(), start..end),
                say!(
                    en "“{shapes}” is written in shapes of letters",
                    ar "«{shapes}» مكتوب بأشكال الحروف لا بالحروف"
                ),
                |found| {
                    found
                        .help(say!(en "write “{letters}”", ar "اكتب «{letters}»"))
                        .fix(replace(case, &passage.route(), start..end, &letters))
                },
            );
        }
    }
}
