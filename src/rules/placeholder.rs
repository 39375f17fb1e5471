use super::{Findings, rule};
use crate::diagnostic::say;
use crate::resolve::Case;
use crate::scaffold;

rule! {
    /// Every text has been written by its author.
    ///
    /// ## What it does
    /// Finds the texts of the file that `taqdir new` wrote to be replaced, where they still stand
    /// as it left them.
    ///
    /// ## Why
    /// Such a text says what belongs in its place, and nothing about the world. In a brief it
    /// would be read as a claim.
    ///
    /// ## Example
    /// ```toml
    /// title = "Title of the assessment"
    /// ```
    ///
    /// ## Instead
    /// Write the text, or delete the entry that has no use here.
    /// ```toml
    /// title = "The border in spring: who will hold the crossings?"
    /// ```
    pub(super) PLACEHOLDER = "placeholder", Warning, Some(check);
    ar r#"كل نص كتبه صاحبه.

## ما تفعله
تكشف النصوص التي وضعها الأمر `taqdir new` لتُستبدل وما زالت كما تركها.

## لماذا
النص الموضوع يصف ما يُكتب مكانه ولا يقول شيئًا عن الواقع، ولو بقي في الوثيقة لقُرئ ادعاءً.

## مثال
```toml
title = "عنوان التقدير"
```

## البديل
اكتب النص، أو احذف العنصر الذي لا حاجة إليه هنا.
```toml
title = "الحدود في الربيع: من يمسك بالمعابر؟"
```"#
}

fn check(case: &Case, findings: &mut Findings<'_>) {
    for passage in findings.texts().iter() {
        if !scaffold::is_placeholder(passage.text) {
            continue;
        }
        let text = match passage.lang {
            Some(_) => passage.route().parent(),
            None => passage.route(),
        };
        let key = text
            .steps()
            .filter(|step| step.parse::<usize>().is_err())
            .last()
            .unwrap_or_default();
        findings.add(
            case.at(&passage.route()),
            say!(en "`{key}` is still to be written", ar "لم يُكتب `{key}` بعد"),
            |found| {
                found.help(say!(
                    en "replace the text of the template, or delete the entry if it is not needed",
                    ar "استبدل نص القالب، أو احذف العنصر إن لم تكن إليه حاجة"
                ))
            },
        );
    }
}
