//! Pages of resolve: names that do not lead where they should.

use crate::rules::rule;

rule! {
    /// Every file in `uses` is a sound file of shared entries inside the project.
    ///
    /// ## What it does
    /// Finds a path that leads to no file, to a folder, out of the project, to a file that is too
    /// large, to an assessment, or to a file that has errors of its own.
    ///
    /// ## Why
    /// What the assessment takes from that file is missing, and each reference to it is then
    /// reported as unknown: mend this finding first. Nothing outside of the project is read, so
    /// that an assessment means the same on every machine.
    ///
    /// ## Example
    /// ```toml
    /// uses = ["shared", "west-africa-2019.toml"]     # a folder, and another assessment
    /// ```
    ///
    /// ## Instead
    /// Name each file. Move what two assessments have in common into one that holds only
    /// `format`, `uses`, actors, places, sources, statements, events, figures and relations.
    /// ```toml
    /// uses = ["shared/actors.toml", "shared/sources.toml"]
    /// ```
    pub(super) UNUSABLE_SHARED_FILE = "unusable-shared-file", Error, None;
    ar r#"كل ملف في `uses` ملف عناصر مشتركة سليم داخل المشروع.

## ما تفعله
تكشف المسار الذي لا يؤدي إلى ملف، أو يؤدي إلى مجلد أو إلى خارج المشروع أو إلى ملف أكبر من المسموح، أو إلى تقدير، أو إلى ملف فيه أخطاء.

## لماذا
يغيب ما يأخذه التقدير من ذلك الملف، فتُعدّ كل إحالة إلى ما فيه مجهولة؛ فابدأ بإصلاح هذه الملاحظة. ولا يُقرأ شيء من خارج المشروع حتى يكون معنى التقدير واحدًا على كل جهاز.

## مثال
```toml
uses = ["shared", "west-africa-2019.toml"]     # مجلد، ثم تقدير آخر
```

## البديل
سمِّ كل ملف باسمه. وانقل ما يشترك فيه تقديران إلى ملف لا يضم إلا `format` و`uses` والفاعلين والأماكن والمصادر والأقوال والأحداث والأرقام والعلاقات.
```toml
uses = ["shared/actors.toml", "shared/sources.toml"]
```"#
}

rule! {
    /// No file uses itself, not even by way of others.
    ///
    /// ## What it does
    /// Finds an entry of `uses` that leads back to a file which uses it.
    ///
    /// ## Why
    /// In a circle it can no longer be told which file rests on which, and none can be moved or
    /// changed by itself.
    ///
    /// ## Example
    /// ```toml
    /// # shared/actors.toml
    /// uses = ["places.toml"]
    ///
    /// # shared/places.toml
    /// uses = ["actors.toml"]
    /// ```
    ///
    /// ## Instead
    /// Take the line out of one of the two. An assessment sees the entries of all the files that
    /// it uses together, so one direction is enough.
    pub(super) CIRCULAR_USE = "circular-use", Error, None;
    ar r#"لا يستعمل ملف نفسه، ولو بواسطة غيره.

## ما تفعله
تكشف العنصر من `uses` الذي يعود إلى ملف يستعمله.

## لماذا
إذا دارت الملفات بعضها على بعض لم يُعرف أيها يقوم على الآخر، ولم يمكن نقل أحدها أو تغييره وحده.

## مثال
```toml
# shared/actors.toml
uses = ["places.toml"]

# shared/places.toml
uses = ["actors.toml"]
```

## البديل
احذف السطر من أحد الملفين. فالتقدير يرى عناصر الملفات التي يستعملها مجتمعة، ويكفي أن يكون الاستعمال في اتجاه واحد."#
}

rule! {
    /// An id names one entry.
    ///
    /// ## What it does
    /// Finds an id that two entries have, whatever their kinds, in the file or in a shared file
    /// that it uses, and shows where it was given first.
    ///
    /// ## Why
    /// A citation gives nothing but the id. If two entries have it, the reader may be led to the
    /// wrong one.
    ///
    /// ## Example
    /// ```toml
    /// [[source]]
    /// id = "allawi-2017"
    ///
    /// [[statement]]
    /// id = "allawi-2017"
    /// ```
    ///
    /// ## Instead
    /// Rename one, and what refers to it. A shared entry is used as it stands: do not write it
    /// again in the assessment.
    /// ```toml
    /// [[source]]
    /// id = "allawi-interview-2017"
    /// ```
    pub(super) DUPLICATE_ID = "duplicate-id", Error, None;
    ar r#"المعرّف يسمّي عنصرًا واحدًا.

## ما تفعله
تكشف المعرّف الذي يحمله عنصران، أيًّا كان نوعاهما، في الملف أو في ملف مشترك يستعمله، وتشير إلى موضع وروده الأول.

## لماذا
الاستشهاد لا يذكر غير المعرّف. فإذا حمله عنصران فقد يُقاد القارئ إلى غير المقصود.

## مثال
```toml
[[source]]
id = "allawi-2017"

[[statement]]
id = "allawi-2017"
```

## البديل
غيّر أحدهما وما يشير إليه. أما العنصر المشترك فيُستعمل كما هو ولا يُكتب ثانية في التقدير.
```toml
[[source]]
id = "allawi-interview-2017"
```"#
}

rule! {
    /// Every reference leads to an entry.
    ///
    /// ## What it does
    /// Finds a reference to an id that no entry has, in the file or in the shared files that it
    /// uses. Citations inside a text are the matter of `unknown-source`.
    ///
    /// ## Why
    /// A judgement that names a missing indicator claims a ground that it has not got.
    ///
    /// ## Example
    /// ```toml
    /// [[indicator]]
    /// id = "mutual-defection"
    ///
    /// [[judgement]]
    /// basis = ["mutual-defections"]
    /// ```
    ///
    /// ## Instead
    /// Write `basis = ["mutual-defection"]`, or add the entry that is meant. If it stands in a
    /// shared file, name that file in `uses`.
    pub(super) UNKNOWN_ID = "unknown-id", Error, None;
    ar r#"كل إحالة تؤدي إلى عنصر.

## ما تفعله
تكشف الإحالة إلى معرّف لا يحمله عنصر في الملف ولا في الملفات المشتركة التي يستعملها. أما الاستشهاد داخل النص فتتناوله القاعدة `unknown-source`.

## لماذا
الحكم الذي يحيل إلى مؤشر غير موجود يدّعي أساسًا ليس له.

## مثال
```toml
[[indicator]]
id = "mutual-defection"

[[judgement]]
basis = ["mutual-defections"]
```

## البديل
اكتب `basis = ["mutual-defection"]`، أو أضف العنصر المقصود. وإذا كان في ملف مشترك فاذكر ذلك الملف في `uses`."#
}

rule! {
    /// Every citation names a source or a statement that exists.
    ///
    /// ## What it does
    /// Finds a citation `[@id]` in a text whose id no entry has, in the file or in the shared
    /// files that it uses.
    ///
    /// ## Why
    /// The reader would be sent to a source that is not there. A claim without its source cannot
    /// be checked, however true it may be.
    ///
    /// ## Example
    /// ```toml
    /// claim = "… [@un-2018-2]"      # the source is called `un-2018-02`
    /// ```
    ///
    /// ## Instead
    /// Mend the id, `[@un-2018-02]`; or add the source as a `[[source]]`, or what somebody said as
    /// a `[[statement]]`; or name the shared file that has it in `uses`.
    pub(super) UNKNOWN_SOURCE = "unknown-source", Error, None;
    ar r#"كل استشهاد يسمّي مصدرًا أو قولًا موجودًا.

## ما تفعله
تكشف الاستشهاد `[@id]` في نص إذا كان معرّفه لا يحمله عنصر في الملف ولا في الملفات المشتركة التي يستعملها.

## لماذا
يُحال القارئ إلى مصدر لا وجود له. والادعاء بلا مصدره لا سبيل إلى التحقق منه وإن صح.

## مثال
```toml
claim = "… [@un-2018-2]"      # المعرّف الصحيح un-2018-02
```

## البديل
صحّح المعرّف، `[@un-2018-02]`؛ أو أضف المصدر في `[[source]]`، أو القول في `[[statement]]`؛ أو اذكر في `uses` الملف المشترك الذي يضمه."#
}

rule! {
    /// Every reference leads to an entry of the kind that its place asks for.
    ///
    /// ## What it does
    /// Finds a reference or a citation that leads to an entry of another kind: a place where an
    /// actor belongs, a source where an indicator does.
    ///
    /// ## Why
    /// A judgement rests on indicators, drivers and obstacles, and these on sources. If it named
    /// a source directly, the reader would not see what was drawn from it.
    ///
    /// ## Example
    /// ```toml
    /// [[judgement]]
    /// basis = ["un-2018-02"]        # a source
    /// ```
    ///
    /// ## Instead
    /// Name an entry of the right kind, here the indicator that rests on the source:
    /// ```toml
    /// [[judgement]]
    /// basis = ["mutual-defection"]
    /// ```
    pub(super) WRONG_KIND = "wrong-kind", Error, None;
    ar r#"كل إحالة تؤدي إلى عنصر من النوع الذي يطلبه موضعها.

## ما تفعله
تكشف الإحالة أو الاستشهاد إذا أدى أيهما إلى عنصر من نوع آخر: مكان في موضع فاعل، أو مصدر في موضع مؤشر.

## لماذا
يقوم الحكم على المؤشرات والمحفزات والعوائق، وتقوم هذه على المصادر. فلو أحال الحكم إلى المصدر مباشرة لم يرَ القارئ ما استُخلص منه.

## مثال
```toml
[[judgement]]
basis = ["un-2018-02"]        # مصدر
```

## البديل
سمِّ عنصرًا من النوع المطلوب، وهو هنا المؤشر الذي يقوم على المصدر:
```toml
[[judgement]]
basis = ["mutual-defection"]
```"#
}
