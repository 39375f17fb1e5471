//! Pages of what a house asks for beyond the format.

use crate::rules::rule;

rule! {
    /// The schema that `taqdir.toml` names can be used.
    ///
    /// ## What it does
    /// Finds a `schema` in `taqdir.toml` that leads to no file, out of the project, or to
    /// something that is not a JSON Schema.
    ///
    /// ## Why
    /// A schema that cannot be read checks nothing, and every file would pass for sound.
    ///
    /// ## Example
    /// ```toml
    /// schema = "hous.schema.json"
    /// ```
    ///
    /// ## Instead
    /// Name a file beside `taqdir.toml` or below it. It is of draft-07 and refers to no other file.
    /// ```toml
    /// schema = "house.schema.json"
    /// ```
    pub(super) UNUSABLE_HOUSE_SCHEMA = "unusable-house-schema", Error, None;
    ar r#"المخطط الذي يسميه `taqdir.toml` صالح للاستعمال.

## ما تفعله
تكشف قيمة `schema` في `taqdir.toml` التي لا تدل على ملف، أو تدل على ملف خارج المشروع، أو على ما ليس مخطط JSON Schema.

## لماذا
المخطط الذي تتعذر قراءته لا يفحص شيئًا، فيمر كل ملف كأنه سليم.

## مثال
```toml
schema = "hous.schema.json"
```

## البديل
سمِّ ملفًّا بجوار `taqdir.toml` أو تحته، بنسخة draft-07، لا يحيل إلى ملف آخر.
```toml
schema = "house.schema.json"
```"#
}

rule! {
    /// An assessment keeps to the house's own schema as well.
    ///
    /// ## What it does
    /// Holds every assessment of the project against the JSON Schema that `taqdir.toml` names, on
    /// top of the published one. What the schema says in `description` is given as the reason.
    ///
    /// ## Why
    /// A house asks for more than the format: a horizon in every assessment, a reviewer among the
    /// authors, no `phia` scale. A rule that a machine reads is not forgotten.
    ///
    /// ## Example
    /// In `house.schema.json`:
    /// ```json
    /// { "required": ["horizon"], "description": "Every assessment says how far it looks." }
    /// ```
    ///
    /// ## Instead
    /// Write what the message asks for, or change the schema. `severity` in `taqdir.toml` sets how
    /// grave it is.
    pub(super) HOUSE_SCHEMA = "house-schema", Error, None;
    ar r#"التقدير موافق لمخطط الدار أيضًا.

## ما تفعله
تعرض كل تقدير في المشروع على مخطط JSON Schema الذي يسميه `taqdir.toml`، زيادةً على المخطط المنشور. وما يذكره المخطط في `description` يُورَد سببًا.

## لماذا
قد تشترط الدار أكثر مما تشترطه الصيغة: أفقًا زمنيًّا في كل تقدير، أو مراجعًا بين المعدّين، أو ألا يُستعمل مقياس `phia`. والشرط الذي تقرؤه الآلة لا يُنسى.

## مثال
في `house.schema.json`:
```json
{ "required": ["horizon"], "description": "لكل تقدير أفق زمني." }
```

## البديل
اكتب ما تطلبه الرسالة، أو غيّر المخطط. والمفتاح `severity` في `taqdir.toml` يحدد درجة الملاحظة."#
}

rule! {
    /// The logo and the templates that `taqdir.toml` names can be used.
    ///
    /// ## What it does
    /// Finds a `logo` that is no SVG and no PNG, a `templates` that is no folder, and either where
    /// it leads to nothing or out of the project. Nothing is built then.
    ///
    /// ## Why
    /// A document without the logo of its house, or in the look of another, would go out unnoticed.
    ///
    /// ## Example
    /// ```toml
    /// logo = "pictures/seal.webp"
    /// templates = "../common/templates"
    /// ```
    ///
    /// ## Instead
    /// Name files beside `taqdir.toml` or below it. `taqdir templates DIR` writes a folder to begin
    /// with.
    /// ```toml
    /// logo = "pictures/seal.svg"
    /// templates = "templates"
    /// ```
    pub(super) UNUSABLE_HOUSE_FILE = "unusable-house-file", Error, None;
    ar r#"الشعار والقوالب التي يسميها `taqdir.toml` صالحة للاستعمال.

## ما تفعله
تكشف قيمة `logo` التي ليست صورة SVG ولا PNG، وقيمة `templates` التي ليست مجلدًا، وما لا وجود له منهما أو ما هو خارج المشروع. ولا تُبنى حينئذ وثيقة.

## لماذا
لولا ذلك لخرجت الوثيقة بلا شعار دارها، أو في هيئة غير هيئتها، من غير أن ينتبه أحد.

## مثال
```toml
logo = "pictures/seal.webp"
templates = "../common/templates"
```

## البديل
سمِّ ملفات بجوار `taqdir.toml` أو تحته. والأمر `taqdir templates DIR` يكتب مجلدًا تبدأ به.
```toml
logo = "pictures/seal.svg"
templates = "templates"
```"#
}

rule! {
    /// A house's templates are sound.
    ///
    /// ## What it does
    /// Shows the line of a template at which rendering or typesetting stopped, with what the
    /// template engine or Typst says. Nothing is written then, and the exit code is 2.
    ///
    /// ## Why
    /// The author of an assessment cannot cause it: whoever keeps the templates must mend it.
    ///
    /// ## Example
    /// ```text
    /// #section({{ labels.section.sumary }})
    /// ```
    ///
    /// ## Instead
    /// Mend the line. `docs/templates.md` lists the values that a template sees and the parameters
    /// of the components.
    /// ```text
    /// #section({{ labels.section.summary }})
    /// ```
    pub(super) FAULTY_TEMPLATE = "faulty-template", Error, None;
    ar r#"قوالب الدار سليمة.

## ما تفعله
تشير إلى سطر القالب الذي توقف عنده ملء القالب أو صفّ الوثيقة، مع ما يقوله محرك القوالب أو Typst. ولا يُكتب حينئذ شيء، ورمز الخروج 2.

## لماذا
ليس ذلك من فعل كاتب التقدير: فإصلاحه على القائم بأمر القوالب.

## مثال
```text
#section({{ labels.section.sumary }})
```

## البديل
أصلح السطر. وفي `docs/templates.md` القيم التي يراها القالب ومعاملات المكوّنات.
```text
#section({{ labels.section.summary }})
```"#
}
