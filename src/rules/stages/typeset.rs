//! Pages of typeset: what cannot be set as it is written.

use crate::rules::rule;

rule! {
    /// Every character of a brief has a shape in the fonts of the house.
    ///
    /// ## What it does
    /// Finds a character that no font of the house has, such as an emoji or a letter of a
    /// script that the house does not print, and shows it where the file has it.
    ///
    /// ## Why
    /// No font is borrowed from the machine, so that the brief looks the same wherever it is
    /// built. A character without a shape would stand on the page as an empty box.
    ///
    /// ## Example
    /// ```toml
    /// name = { ar = "🔴 انشقاقات متبادلة", en = "🔴 Mutual defections" }
    /// ```
    ///
    /// ## Instead
    /// Write another character, or say it in words; what a colour would say has a key of its
    /// own, such as `trend` or `weight`. A name in another script is transliterated.
    /// ```toml
    /// name = { ar = "انشقاقات متبادلة", en = "Mutual defections" }
    /// trend = "rising"
    /// ```
    pub(super) MISSING_GLYPH = "missing-glyph", Error, None;
    ar r#"لكل محرف في الوثيقة رسم في خطوط الدار.

## ما تفعله
تكشف المحرف الذي لا رسم له في أي من خطوط الدار، كالرموز التعبيرية والحروف التي لا تطبعها الدار، وتشير إلى موضعه في الملف.

## لماذا
لا يستعير البرنامج خطًّا من الجهاز، حتى تخرج الوثيقة على صورة واحدة أينما بُنيت. فما لا رسم له من المحارف يظهر في الصفحة مربعًا فارغًا.

## مثال
```toml
name = { ar = "🔴 انشقاقات متبادلة", en = "🔴 Mutual defections" }
```

## البديل
اكتب محرفًا غيره أو عبّر عن المعنى بلفظه؛ وما يُراد من اللون له مفتاحه، مثل `trend` و`weight`. أما الاسم المكتوب بحروف أخرى فيُنقل إلى الحروف العربية أو اللاتينية.
```toml
name = { ar = "انشقاقات متبادلة", en = "Mutual defections" }
trend = "rising"
```"#
}
