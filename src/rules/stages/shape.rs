//! Pages of shape: a file that is sound TOML and does not keep to the format.

use crate::rules::rule;

rule! {
    /// A file holds an assessment or shared entries.
    ///
    /// ## What it does
    /// Finds a file without a single key: empty, or with nothing but comments.
    ///
    /// ## Why
    /// Such a file was saved by mistake or is not yet begun. One finding that says so is clearer
    /// than a list of all the keys it lacks.
    ///
    /// ## Example
    /// ```toml
    /// # West Africa, to be written
    /// ```
    ///
    /// ## Instead
    /// Begin with what `taqdir new` writes, or take the file out of the folder until it is begun.
    pub(super) EMPTY_FILE = "empty-file", Error, None;
    ar r#"في الملف تقدير أو عناصر مشتركة.

## ما تفعله
تكشف الملف الخالي من أي مفتاح: الفارغ، أو الذي لا شيء فيه سوى التعليقات.

## لماذا
مثل هذا الملف حُفظ سهوًا أو لم تبدأ كتابته. وملاحظة واحدة بذلك أوضح من سرد كل ما ينقصه من مفاتيح.

## مثال
```toml
# غرب أفريقيا، يُكتب لاحقًا
```

## البديل
ابدأ بما يكتبه الأمر `taqdir new`، أو أخرج الملف من المجلد إلى أن تبدأ كتابته."#
}

rule! {
    /// A file is written in the format that this taqdir reads.
    ///
    /// ## What it does
    /// Finds a `format` other than 1, the only one so far.
    ///
    /// ## Why
    /// In another format the same key may mean another thing. A file read by the wrong rules
    /// looks sound and is not.
    ///
    /// ## Example
    /// ```toml
    /// format = 2
    /// ```
    ///
    /// ## Instead
    /// Write `format = 1`. If the file was written for a later taqdir, use that one.
    pub(super) UNKNOWN_FORMAT = "unknown-format", Error, None;
    ar r#"الملف مكتوب بصيغة تقرؤها هذه النسخة من taqdir.

## ما تفعله
تكشف كل قيمة للمفتاح `format` غير 1، وهي الصيغة الوحيدة حتى الآن.

## لماذا
قد يدل المفتاح نفسه في صيغة أخرى على معنى آخر، والملف المقروء بغير قواعده يبدو سليمًا وليس كذلك.

## مثال
```toml
format = 2
```

## البديل
اكتب `format = 1`. وإذا كان الملف مكتوبًا لنسخة أحدث من taqdir فاستعملها."#
}

rule! {
    /// Every key is one that the format knows.
    ///
    /// ## What it does
    /// Finds a key that its table does not have. It names the nearest one that the table has,
    /// or all of them.
    ///
    /// ## Why
    /// A key that nobody reads looks as if it counted. A misspelt `marking`, passed over, would
    /// let a restricted statement out under the marking of the document.
    ///
    /// ## Example
    /// ```toml
    /// [[statement]]
    /// markin = "TLP:AMBER"
    /// ```
    ///
    /// ## Instead
    /// Write `marking = "TLP:AMBER"`. `taqdir schema` prints every key; an editor completes them
    /// where the file begins with a `#:schema` line.
    pub(super) UNKNOWN_KEY = "unknown-key", Error, None;
    ar r#"كل مفتاح في الملف من مفاتيح الصيغة.

## ما تفعله
تكشف المفتاح الذي ليس من مفاتيح جدوله، وتسمّي أقرب مفاتيح الجدول إليه أو تسردها كلها.

## لماذا
المفتاح الذي لا يقرؤه أحد يبدو كأنه نافذ. فلو تُجوهل خطأ في كتابة `marking` لخرج قول مقيَّد التداول بوسم الوثيقة.

## مثال
```toml
[[statement]]
markin = "TLP:AMBER"
```

## البديل
اكتب `marking = "TLP:AMBER"`. والأمر `taqdir schema` يطبع المفاتيح كلها، والمحرر يكملها إذا بدأ الملف بسطر `#:schema`."#
}

rule! {
    /// Every entry has the keys that the format requires.
    ///
    /// ## What it does
    /// Finds an entry without a key that it must have, and a text that is given in no language.
    ///
    /// ## Why
    /// The brief prints these keys and the rules rest on them. The program does not fill in
    /// what the author has not decided.
    ///
    /// ## Example
    /// ```toml
    /// [[indicator]]
    /// id = "mutual-defection"
    /// name = "Mutual defection"
    /// claim = "… [@future-2018]"
    /// ```
    ///
    /// ## Instead
    /// Add what is missing. What is not known has a word of its own and need not be invented:
    /// ```toml
    /// status = "observed"
    /// trend = "unknown"
    /// ```
    pub(super) MISSING_KEY = "missing-key", Error, None;
    ar r#"في كل عنصر المفاتيح التي تشترطها الصيغة.

## ما تفعله
تكشف العنصر الذي ينقصه مفتاح لا بد منه، والنص الذي لم يُكتب بأي لغة.

## لماذا
هذه المفاتيح تُطبع في الوثيقة وتقوم عليها القواعد، والبرنامج لا يملأ ما لم يحسمه الكاتب.

## مثال
```toml
[[indicator]]
id = "mutual-defection"
name = "انشقاقات متبادلة"
claim = "… [@future-2018]"
```

## البديل
أضف ما ينقص. وما ليس معلومًا له لفظ يدل عليه، فلا حاجة إلى افتراضه:
```toml
status = "observed"
trend = "unknown"
```"#
}

rule! {
    /// Every value is of the type that its key takes.
    ///
    /// ## What it does
    /// Finds a number where a text belongs, a text where a list belongs, and the like.
    ///
    /// ## Why
    /// A value of another type can be read in more ways than one. The program does not choose.
    ///
    /// ## Example
    /// ```toml
    /// edition = "2"
    /// uses = "shared/actors.toml"
    /// ```
    ///
    /// ## Instead
    /// A text stands in quotes, a number without them, a list in brackets even if it has one item:
    /// ```toml
    /// edition = 2
    /// uses = ["shared/actors.toml"]
    /// ```
    pub(super) WRONG_TYPE = "wrong-type", Error, None;
    ar r#"كل قيمة من النوع الذي يقبله مفتاحها.

## ما تفعله
تكشف العدد في موضع النص، والنص في موضع القائمة، وما شابه ذلك.

## لماذا
القيمة التي من غير نوعها تُقرأ على أكثر من وجه، والبرنامج لا يختار بينها.

## مثال
```toml
edition = "2"
uses = "shared/actors.toml"
```

## البديل
النص بين علامتَي تنصيص، والعدد بلا علامات، والقائمة بين معقوفين ولو كان فيها عنصر واحد:
```toml
edition = 2
uses = ["shared/actors.toml"]
```"#
}

rule! {
    /// A word from a fixed list is one of that list.
    ///
    /// ## What it does
    /// Finds a word that the list of its key does not have, and names the words that it has.
    ///
    /// ## Why
    /// Each word of a scale has one meaning, which the brief explains. A synonym sounds the same
    /// and leaves the reader to guess how much it differs.
    ///
    /// ## Example
    /// ```toml
    /// confidence = "medium"
    /// ```
    ///
    /// ## Instead
    /// ```toml
    /// confidence = "moderate"
    /// ```
    /// The file has the English word in either language; each brief prints its own.
    pub(super) UNKNOWN_VALUE = "unknown-value", Error, None;
    ar r#"اللفظ المأخوذ من قائمة ثابتة لفظ من ألفاظها.

## ما تفعله
تكشف اللفظ الذي ليس في قائمة مفتاحه، وتذكر ألفاظ القائمة.

## لماذا
لكل لفظ في المقياس معنى واحد تشرحه الوثيقة. أما المرادف فقريب منه في السمع، ويترك القارئ يخمّن مقدار الفرق بينهما.

## مثال
```toml
confidence = "medium"
```

## البديل
```toml
confidence = "moderate"
```
يُكتب اللفظ في الملف بالإنجليزية أيًّا كانت لغته، وتطبعه كل وثيقة بلغتها."#
}

rule! {
    /// A number lies within the bounds of its key.
    ///
    /// ## What it does
    /// Finds a percentage that is not from 1 to 99, a credibility that is not from 1 to 6, and
    /// an edition below 1.
    ///
    /// ## Why
    /// A number beyond the bounds means nothing on its scale. Nor is anything in this field
    /// certain: 0 and 100 percent promise what no analyst can know.
    ///
    /// ## Example
    /// ```toml
    /// percent = 100
    /// ```
    ///
    /// ## Instead
    /// ```toml
    /// likelihood = "almost-certain"
    /// percent = 97
    /// ```
    pub(super) OUT_OF_RANGE = "out-of-range", Error, None;
    ar r#"العدد واقع ضمن حدود مفتاحه.

## ما تفعله
تكشف النسبة المئوية الخارجة عن المدى من 1 إلى 99، ودرجة الصدقية الخارجة عن المدى من 1 إلى 6، ورقم الإصدار الأقل من 1.

## لماذا
العدد الخارج عن الحدود لا معنى له على مقياسه. ثم إنه لا يقين في هذا المجال: فالنسبتان 0 و100 في المئة تعدان بما لا يسع محللًا أن يعلمه.

## مثال
```toml
percent = 100
```

## البديل
```toml
likelihood = "almost-certain"
percent = 97
```"#
}

rule! {
    /// A date is written in a form of the format, and its day exists.
    ///
    /// ## What it does
    /// Finds a date in another form, and a day that the calendar does not have, such as
    /// 30 February.
    ///
    /// ## Why
    /// `03/04/2018` is March to one reader and April to another. The rules compare dates, the
    /// brief sorts by them, and each language prints them in its own way.
    ///
    /// ## Example
    /// ```toml
    /// published = "22/11/2018"
    /// ```
    ///
    /// ## Instead
    /// Write year, month and day in Latin digits, or as much of them as is known: `2018-11-22`,
    /// `"2018-11"`, `"2018"`, `"early 2014"` (`early`, `mid`, `late`, `end`), `"2013/2015"`. Where
    /// the words of the source say more, keep them beside it:
    /// ```toml
    /// published = { date = "early 2014", wording = { ar = "مطلع 2014" } }
    /// ```
    pub(super) BAD_DATE = "bad-date", Error, None;
    ar r#"التاريخ مكتوب على إحدى صور الصيغة، ويومه موجود في التقويم.

## ما تفعله
تكشف التاريخ المكتوب على صورة أخرى، واليوم الذي لا وجود له في التقويم مثل 30 فبراير.

## لماذا
يفهم قارئ من `03/04/2018` أنه في مارس، ويفهم آخر أنه في أبريل. والقواعد تقارن التواريخ، والوثيقة ترتّب الوقائع بها، وكل لغة تطبعها على طريقتها.

## مثال
```toml
published = "22/11/2018"
```

## البديل
اكتب السنة فالشهر فاليوم بالأرقام اللاتينية، أو المعلوم منها: `2018-11-22` أو `"2018-11"` أو `"2018"` أو `"early 2014"` (ومثلها `mid` و`late` و`end`) أو `"2013/2015"`. وإذا كانت عبارة المصدر أدل فأثبتها معه:
```toml
published = { date = "early 2014", wording = { ar = "مطلع 2014" } }
```"#
}

rule! {
    /// An id is lower-case Latin letters and digits, with single hyphens between its words.
    ///
    /// ## What it does
    /// Finds an id, a reference, or a key that is an id, with anything else in it: capitals,
    /// spaces, underscores, Arabic letters.
    ///
    /// ## Why
    /// An id is typed in citations in either language and compared letter by letter. In this
    /// form no two ids look alike and differ, as they do with ى and ي or with capitals.
    ///
    /// ## Example
    /// ```toml
    /// id = "Leadership_Rivalry"
    /// ```
    ///
    /// ## Instead
    /// ```toml
    /// id = "leadership-rivalry"
    /// ```
    pub(super) BAD_ID = "bad-id", Error, None;
    ar r#"المعرّف حروف لاتينية صغيرة وأرقام، وبين كلماته شرطات مفردة.

## ما تفعله
تكشف كل معرّف أو إحالة إلى معرّف، وكل مفتاح هو معرّف، إذا دخله غير ذلك: حروف كبيرة أو مسافات أو شرطات سفلية أو حروف عربية.

## لماذا
يُكتب المعرّف في الاستشهادات باللغتين ويُقارن حرفًا بحرف. وعلى هذه الصورة لا يتشابه معرّفان مختلفان كما يحدث بين ى وي، أو بين الحروف الكبيرة والصغيرة.

## مثال
```toml
id = "Leadership_Rivalry"
```

## البديل
```toml
id = "leadership-rivalry"
```"#
}

rule! {
    /// A web address, a checksum or a path has the form that its key asks for.
    ///
    /// ## What it does
    /// Finds an address without `http://` or `https://` or with spaces in it, a SHA-256 sum that
    /// is not 64 lower-case hexadecimal digits, and a path that begins with `/` or has `\` in it.
    ///
    /// ## Why
    /// A reader follows the address from the brief, and the sum proves that the archived text
    /// is unchanged. Half an address leads nowhere; half a sum proves nothing.
    ///
    /// ## Example
    /// ```toml
    /// url = "www.example.org/report"
    /// archive = { path = "C:\\archive\\report.txt", sha256 = "9F86D081…" }
    /// ```
    ///
    /// ## Instead
    /// Write the whole address, a path relative to the file, and what `sha256sum` prints:
    /// ```toml
    /// url = "https://www.example.org/report"
    /// archive = { path = "archive/report.txt", sha256 = "9f86d081…" }
    /// ```
    pub(super) BAD_FORM = "bad-form", Error, None;
    ar r#"العنوان الإلكتروني والبصمة والمسار على الصورة التي يطلبها المفتاح.

## ما تفعله
تكشف العنوان الذي لا يبدأ بـ`http://` أو `https://` أو تتخلله مسافات، وبصمة SHA-256 التي ليست 64 رقمًا ست عشريًّا بحروف صغيرة، والمسار الذي يبدأ بـ`/` أو ترد فيه `\`.

## لماذا
القارئ يتبع العنوان من الوثيقة، والبصمة تثبت أن النص المحفوظ لم يتغير. ونصف العنوان لا يوصل إلى شيء، ونصف البصمة لا يثبت شيئًا.

## مثال
```toml
url = "www.example.org/report"
archive = { path = "C:\\archive\\report.txt", sha256 = "9F86D081…" }
```

## البديل
اكتب العنوان كاملًا، والمسار نسبةً إلى الملف، والبصمة كما يطبعها `sha256sum`:
```toml
url = "https://www.example.org/report"
archive = { path = "archive/report.txt", sha256 = "9f86d081…" }
```"#
}

rule! {
    /// A text that is given says something.
    ///
    /// ## What it does
    /// Finds a text that is empty or holds only spaces and line breaks.
    ///
    /// ## Why
    /// An empty text counts as written: its heading would stand over nothing, and nobody would
    /// be told that the language is missing.
    ///
    /// ## Example
    /// ```toml
    /// note = { ar = "لم يُطّلع على الأصل.", en = "" }
    /// ```
    ///
    /// ## Instead
    /// Write the text, or leave its key out until there is one.
    /// ```toml
    /// note = { ar = "لم يُطّلع على الأصل.", en = "The original was not seen." }
    /// ```
    pub(super) EMPTY_TEXT = "empty-text", Error, None;
    ar r#"لا يُذكر مفتاح نص إلا ومعه نص.

## ما تفعله
تكشف النص الفارغ، والنص الذي ليس فيه إلا مسافات أو أسطر خالية.

## لماذا
النص الفارغ في حكم المكتوب: فيقوم عنوانه على غير شيء، ولا ينبَّه أحد إلى أن اللغة ناقصة.

## مثال
```toml
note = { ar = "لم يُطّلع على الأصل.", en = "" }
```

## البديل
اكتب النص، أو احذف مفتاحه إلى أن يُكتب.
```toml
note = { ar = "لم يُطّلع على الأصل.", en = "The original was not seen." }
```"#
}

rule! {
    /// A list has as many items as its key allows, and each of them once.
    ///
    /// ## What it does
    /// Finds a list with too few or too many items, or with the same item twice, where its key
    /// forbids that.
    ///
    /// ## Why
    /// A brief is built in each language of `languages`, and the first is the main one. With none
    /// there is no brief; with one twice, another was probably meant.
    ///
    /// ## Example
    /// ```toml
    /// languages = ["ar", "ar"]
    /// ```
    ///
    /// ## Instead
    /// ```toml
    /// languages = ["ar", "en"]
    /// ```
    pub(super) BAD_LIST = "bad-list", Error, None;
    ar r#"في القائمة من العناصر ما يقبله مفتاحها، وكل عنصر مرة واحدة.

## ما تفعله
تكشف القائمة التي يقل عدد عناصرها عما يقبله مفتاحها أو يزيد عليه، والتي يتكرر فيها عنصر حيث لا يصح التكرار.

## لماذا
تُبنى وثيقة بكل لغة في `languages`، والأولى هي الرئيسة. فإذا خلت القائمة فلا وثيقة، وإذا تكررت لغة فالأرجح أن المقصود غيرها.

## مثال
```toml
languages = ["ar", "ar"]
```

## البديل
```toml
languages = ["ar", "en"]
```"#
}
