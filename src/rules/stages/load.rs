//! Pages of load: a file that cannot be read, or whose TOML is not sound.

use crate::rules::rule;

rule! {
    /// A file can be opened, and is no larger than 4 MB.
    ///
    /// ## What it does
    /// Finds a path that leads to no file, a file that the system does not let the program
    /// open, a folder or device in the place of a file, and a file of more than 4 MB.
    ///
    /// ## Why
    /// What was not read was not checked, and a run that passed over it in silence would look
    /// clean. A long assessment is about 200 KB; a file of 4 MB is something else.
    ///
    /// ## Example
    /// ```toml
    /// note = """
    /// … a report of 5 MB, pasted whole …
    /// """
    /// ```
    ///
    /// ## Instead
    /// Mend the path, or the rights to the file. Keep the text of a source in a file of its
    /// own, and name it in the source:
    /// ```toml
    /// archive = { path = "archive/un-2018-02.txt", sha256 = "…" }
    /// ```
    pub(super) UNREADABLE_FILE = "unreadable-file", Error, None;
    ar r#"الملف يمكن فتحه، ولا يزيد حجمه على 4 ميغابايت.

## ما تفعله
تكشف المسار الذي لا يؤدي إلى ملف، والملف الذي لا يأذن النظام بفتحه، والمجلد أو الجهاز إذا ذُكر في موضع ملف، والملف الذي يزيد حجمه على 4 ميغابايت.

## لماذا
ما لم يُقرأ لم يُفحص، ولو تجاوزه البرنامج دون تنبيه لبدت النتيجة سليمة. والتقدير الطويل نحو 200 كيلوبايت، فما بلغ 4 ميغابايت شيء آخر.

## مثال
```toml
note = """
… تقرير حجمه 5 ميغابايت أُلصق كله هنا …
"""
```

## البديل
صحّح المسار أو صلاحيات الوصول إلى الملف. واحفظ نص المصدر في ملف مستقل، واذكره في المصدر:
```toml
archive = { path = "archive/un-2018-02.txt", sha256 = "…" }
```"#
}

rule! {
    /// A file is written in UTF-8.
    ///
    /// ## What it does
    /// Finds the first byte of a file that is not UTF-8. The rest of the file is then not
    /// checked.
    ///
    /// ## Why
    /// In another encoding the same bytes stand for other letters. The program does not guess
    /// which was meant: a wrong guess would change names and quotations unseen.
    ///
    /// ## Example
    /// ```toml
    /// title = "ÊÞÏíÑ ãæÞÝ"      # «تقدير موقف», saved as Windows-1256
    /// ```
    ///
    /// ## Instead
    /// Save the file again as UTF-8; editors offer it under “Save as” or in the status bar.
    /// Neither UTF-16 nor Windows-1256, which older Arabic editors write, will do.
    pub(super) NOT_UTF8 = "not-utf8", Error, None;
    ar r#"الملف مكتوب بترميز UTF-8.

## ما تفعله
تكشف أول بايت في الملف لا يوافق ترميز UTF-8، ولا يُفحص بعد ذلك شيء من الملف.

## لماذا
البايتات نفسها تدل في ترميز آخر على حروف أخرى. ولا يخمّن البرنامج الترميز المقصود، لأن التخمين الخاطئ يغيّر الأسماء والاقتباسات دون أن يلحظه أحد.

## مثال
```toml
title = "ÊÞÏíÑ ãæÞÝ"      # «تقدير موقف» محفوظًا بترميز Windows-1256
```

## البديل
احفظ الملف من جديد بترميز UTF-8؛ تجد هذا الخيار في نافذة «حفظ باسم» أو في شريط الحالة. ولا يصلح UTF-16، ولا Windows-1256 الذي تحفظ به المحررات العربية القديمة."#
}

rule! {
    /// A file keeps to the syntax of TOML.
    ///
    /// ## What it does
    /// Finds each line that is not TOML: a text without quotes or in typographic ones, a bracket
    /// or a text that is not closed, a key without a value, an Arabic comma between the items
    /// of a list. A line gets one finding at most.
    ///
    /// ## Why
    /// Where the syntax is broken it cannot be told what belongs to what, so nothing else in
    /// the file is checked until it is mended.
    ///
    /// ## Example
    /// ```toml
    /// languages = ["ar"، "en"]
    /// kicker = «انكشاف متبادل»
    /// scale = icd203
    /// ```
    ///
    /// ## Instead
    /// ```toml
    /// languages = ["ar", "en"]
    /// kicker = "انكشاف متبادل"
    /// scale = "icd203"
    /// ```
    pub(super) TOML_SYNTAX = "toml-syntax", Error, None;
    ar r#"الملف ملتزم بقواعد كتابة TOML.

## ما تفعله
تكشف كل سطر يخالف TOML: نصًّا بلا علامتَي تنصيص أو بين علامات غير مستقيمة، أو قوسًا أو نصًّا لم يُغلق، أو مفتاحًا بلا قيمة، أو فاصلة عربية بين عناصر قائمة. ولا يُذكر للسطر الواحد أكثر من ملاحظة.

## لماذا
إذا اختل التركيب تعذّرت معرفة ما تعود إليه كل قيمة، فلا يُفحص شيء آخر من الملف حتى يُصلَح.

## مثال
```toml
languages = ["ar"، "en"]
kicker = «انكشاف متبادل»
scale = icd203
```

## البديل
```toml
languages = ["ar", "en"]
kicker = "انكشاف متبادل"
scale = "icd203"
```"#
}

rule! {
    /// A key is given once in its table.
    ///
    /// ## What it does
    /// Finds a key or a header that stands twice in the same table, and shows where it stood
    /// first.
    ///
    /// ## Why
    /// Either value may be the one that was meant. If the program took the last, the other
    /// would be lost without a trace.
    ///
    /// ## Example
    /// ```toml
    /// [[indicator]]
    /// id = "mutual-defection"
    /// trend = "rising"
    ///
    /// id = "secret-talks"      # its `[[indicator]]` is missing
    /// ```
    ///
    /// ## Instead
    /// Keep one of the two. An entry of its own begins with its own header:
    /// ```toml
    /// [[indicator]]
    /// id = "secret-talks"
    /// ```
    pub(super) DUPLICATE_KEY = "duplicate-key", Error, None;
    ar r#"المفتاح يرد مرة واحدة في جدوله.

## ما تفعله
تكشف المفتاح أو الترويسة إذا تكرر أيهما في الجدول نفسه، وتشير إلى موضع وروده الأول.

## لماذا
قد تكون أي من القيمتين هي المقصودة. ولو أخذ البرنامج بالأخيرة لضاعت الأولى بلا أثر.

## مثال
```toml
[[indicator]]
id = "mutual-defection"
trend = "rising"

id = "secret-talks"      # سقطت قبله الترويسة [[indicator]]
```

## البديل
أبقِ إحدى القيمتين. والعنصر المستقل يبدأ بترويسته:
```toml
[[indicator]]
id = "secret-talks"
```"#
}
