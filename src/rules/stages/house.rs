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
