use super::reading::letters::{TATWEEL, is_arabic, is_mark};
use super::reading::signs::Signs;
use super::support::replace;
use super::{Findings, rule};
use crate::diagnostic::say;
use crate::resolve::Case;

rule! {
    /// No word is drawn out by hand.
    ///
    /// ## What it does
    /// Finds a tatweel between two letters, or one that no letter precedes. One that joins a
    /// particle to what cannot be joined is right: فـ«داعش», بـTLP, لـ2018; so is the sign of
    /// the Hijri year, هـ. Verbatim statements, titles and words inside quotation marks are left
    /// alone. The fix takes it out.
    ///
    /// ## Why
    /// A search for the word does not find it, and the brief draws lines out by itself.
    ///
    /// ## Example
    /// ```toml
    /// title = "التحـــالف"
    /// ```
    ///
    /// ## Instead
    /// ```toml
    /// title = "التحالف"
    /// ```
    pub(super) STRAY_TATWEEL = "stray-tatweel", Warning, Some(check);
    ar r#"لا تُمدّ كلمة باليد.

## ما تفعله
تكشف التطويل بين حرفين، أو الذي لا حرف قبله. أما ما يصل حرفًا بما لا يتصل به فصحيح: فـ«داعش»، بـTLP، لـ2018، وكذلك علامة السنة الهجرية هـ. ولا تمسّ الأقوال المنقولة بلفظها ولا العناوين ولا ما بين علامتي التنصيص. والإصلاح يحذفه.

## لماذا
البحث عن الكلمة لا يجدها، والوثيقة تمدّ السطور بنفسها.

## مثال
```toml
title = "التحـــالف"
```

## البديل
```toml
title = "التحالف"
```"#
}

fn check(case: &Case, findings: &mut Findings<'_>) {
    for passage in findings.texts().with(Signs::TATWEEL) {
        if passage.quotes {
            continue;
        }
        let quoted = passage.quotations();
        let text = passage.text;
        let mut from = 0;
        while let Some(start) = text[from..].find(TATWEEL).map(|at| from + at) {
            let end = text[start..]
                .find(|c| c != TATWEEL)
                .map_or(text.len(), |length| start + length);
            from = end;
            let letter = |c: char| is_arabic(c) || is_mark(c);
            let stray = text[end..].starts_with(letter) || !text[..start].ends_with(letter);
            if !stray || quoted.iter().any(|part| part.contains(&start)) {
                continue;
            }
            findings.add(
                case.within(&passage.route(), start..end),
                say!(en "a word drawn out with tatweel", ar "كلمة ممدودة بالتطويل"),
                |found| {
                    found
                        .help(say!(en "take the tatweel out", ar "احذف التطويل"))
                        .fix(replace(case, &passage.route(), start..end, ""))
                },
            );
        }
    }
}
