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

rule! {
    /// Every name, figure, quotation and title of an assessment can be found in its brief.
    ///
    /// ## What it does
    /// Looks for each of them on the pages as they are laid out, and once more in the text that
    /// is read back from the PDF. It finds what a build has lost, and shows where the file has
    /// it. Nothing is written then.
    ///
    /// ## Why
    /// A reader searches a brief for a name, and copies a quotation from it. Words that are
    /// drawn but cannot be found, or come back with their letters in another order, are lost to
    /// that reader, and to one who listens.
    ///
    /// ## Example
    /// ```toml
    /// title = "…"   # a title that a faulty template cuts off
    /// ```
    ///
    /// ## Instead
    /// The author of an assessment is not at fault: mend the template, or report the fault of
    /// the program with the words that were lost.
    pub(super) LOST_TEXT = "lost-text", Error, None;
    ar r#"كل اسم ورقم واقتباس وعنوان في التقدير يمكن العثور عليه في الوثيقة.

## ما تفعله
تبحث عن كل منها في الصفحات بعد صفّها، ثم في النص المستخرج من ملف PDF، وتشير إلى ما ضاع منها في موضعه من الملف. ولا يُكتب حينئذ شيء.

## لماذا
يبحث القارئ في الوثيقة عن اسم، وينسخ منها اقتباسًا. فالكلمات التي تُرى ولا يُعثر عليها، أو تعود وقد اختلّ ترتيب حروفها، ضائعة عليه وعلى من يستمع إليها.

## مثال
```toml
title = "…"   # عنوان يقطعه قالب فيه خطأ
```

## البديل
ليس الخطأ من كاتب التقدير: أصلح القالب، أو أبلغ عن خطأ البرنامج مع الكلمات التي ضاعت."#
}
