use super::reading::letters::is_bidi_control;
use super::reading::signs::Signs;
use super::support::replace;
use super::{Findings, rule};
use crate::diagnostic::say;
use crate::resolve::Case;

rule! {
    /// No invisible sign turns the direction of a text.
    ///
    /// ## What it does
    /// Finds the bidirectional controls U+202A–202E and U+2066–2069 in any text, quotations
    /// included. The fix takes them out.
    ///
    /// ## Why
    /// They make a text read otherwise than it is stored, so that what a reviewer sees is not
    /// what a program checks. The brief sets directions by itself.
    ///
    /// ## Example
    /// ```toml
    /// title = "A \u202Etitle"
    /// ```
    ///
    /// ## Instead
    /// ```toml
    /// title = "A title"
    /// ```
    pub(super) BIDI_CONTROL = "bidi-control", Error, Some(check);
    ar r#"لا علامة خفية تقلب اتجاه النص.

## ما تفعله
تكشف علامات الاتجاه U+202A–202E وU+2066–2069 في كل نص، ولو كان منقولًا بلفظه. والإصلاح يحذفها.

## لماذا
تجعل النص يُقرأ على غير ما حُفظ، فلا يكون ما يراه المراجع هو ما يفحصه البرنامج. والوثيقة تضبط الاتجاه بنفسها.

## مثال
```toml
title = "\u202Eعنوان"
```

## البديل
```toml
title = "عنوان"
```"#
}

fn check(case: &Case, findings: &mut Findings<'_>) {
    for passage in findings.texts().with(Signs::BIDI_CONTROL) {
        for (at, c) in passage
            .text
            .char_indices()
            .filter(|(_, c)| is_bidi_control(*c))
        {
            let part = at..at + c.len_utf8();
            let code = format!("U+{:04X}", u32::from(c));
            findings.add(
                case.within(&passage.route(), part.clone()),
                say!(en "the invisible direction control {code}", ar "علامة اتجاه خفية {code}"),
                |found| {
                    found
                        .help(say!(en "take it out; the brief sets directions itself", ar "احذفها، فالوثيقة تضبط الاتجاه بنفسها"))
                        .fix(replace(case, &passage.route(), part, ""))
                },
            );
        }
    }
}
