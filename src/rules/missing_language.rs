use super::{Findings, rule};
use crate::diagnostic::say;
use crate::model::Lang;
use crate::resolve::Case;

rule! {
    /// Every text is written in each language of the file.
    ///
    /// ## What it does
    /// Finds a text that is tagged with one of the file's languages and lacks another.
    /// A plain string serves both languages and is left alone.
    ///
    /// ## Why
    /// The reader of the other language gets the text in a language they may not read, or
    /// believes that it is not there.
    ///
    /// ## Example
    /// ```toml
    /// languages = ["ar", "en"]
    /// question = { ar = "هل يتحالف التنظيمان؟" }
    /// ```
    ///
    /// ## Instead
    /// ```toml
    /// question = { ar = "هل يتحالف التنظيمان؟", en = "Will the two ally?" }
    /// ```
    pub(super) MISSING_LANGUAGE = "missing-language", Warning, Some(check);
    ar r#"كل نص مكتوب بكل لغات الملف.

## ما تفعله
تكشف النص المكتوب بإحدى لغات الملف دون الأخرى. أما النص المجرد من وسم اللغة فيصلح للغتين ولا يُعترض عليه.

## لماذا
قارئ اللغة الأخرى يجد النص بلغة قد لا يقرؤها، أو يظن أنه غير موجود.

## مثال
```toml
languages = ["ar", "en"]
question = { ar = "هل يتحالف التنظيمان؟" }
```

## البديل
```toml
question = { ar = "هل يتحالف التنظيمان؟", en = "Will the two ally?" }
```"#
}

fn check(case: &Case, findings: &mut Findings<'_>) {
    let languages: Vec<Lang> = case.model.languages.iter().collect();
    for (place, text) in findings.texts().whole() {
        for &lang in &languages {
            if text.exact(lang).is_some() {
                continue;
            }
            let key = lang.as_str();
            findings.add(
                case.at(&place.route()),
                match lang {
                    Lang::Ar => say!(en "this text has no Arabic", ar "هذا النص بلا عربية"),
                    Lang::En => say!(en "this text has no English", ar "هذا النص بلا إنجليزية"),
                },
                |found| {
                    found.help(say!(
                        en "add `{key} = \"…\"`, or take the language out of `languages`",
                        ar "أضف `{key} = \"…\"`، أو احذف اللغة من `languages`"
                    ))
                },
            );
        }
    }
}
