use super::{Findings, rule};
use crate::diagnostic::{Say, Severity, say};
use crate::model::Kind;
use crate::resolve::Case;
use crate::resolve::archives::Trouble;

rule! {
    /// An archived text is there, and is the one that was archived.
    ///
    /// ## What it does
    /// Reads the file that `archive.path` names and compares its SHA-256 sum with
    /// `archive.sha256`. A file that was changed, cannot be read, lies outside the project or
    /// is not text in UTF-8 is found. A file that is missing is a warning at most: some
    /// houses may not pass on the texts they archive, and keep them out of the repository.
    ///
    /// ## Why
    /// The archive is what quotations are checked against and what a reader will be shown if
    /// the page is gone. A text that has changed proves nothing, and one that is missing
    /// leaves every quotation from it unchecked.
    ///
    /// ## Example
    /// ```toml
    /// archive = { path = "archive/un-2018-02.txt", sha256 = "…" }   # edited since
    /// ```
    ///
    /// ## Instead
    /// Bring back the file as it was archived. If the change was meant (a better
    /// transcription, another encoding), write the new sum, which `sha256sum` prints and the
    /// message names. A page or a PDF is archived as its text.
    pub(super) ARCHIVE_MISMATCH = "archive-mismatch", Error, Some(check);
    ar r#"النص المؤرشف موجود، وهو الذي أُرشف.

## ما تفعله
تقرأ الملف الذي يسمّيه `archive.path` وتقارن بصمته SHA-256 بقيمة `archive.sha256`. وتكشف الملف الذي تغيّر، أو تعذّرت قراءته، أو وقع خارج المشروع، أو لم يكن نصًّا بترميز UTF-8. أما الملف المفقود فلا يتجاوز أن يكون تحذيرًا، لأن بعض الدور لا يحق لها نشر ما تؤرشفه فتُبقيه خارج المستودع.

## لماذا
على الأرشيف تُعرض الاقتباسات، وهو ما سيراه القارئ إذا اختفت الصفحة. والنص الذي تغيّر لا يُثبت شيئًا، والنص المفقود يترك كل اقتباس منه دون فحص.

## مثال
```toml
archive = { path = "archive/un-2018-02.txt", sha256 = "…" }   # عُدّل بعد أرشفته
```

## البديل
أعد الملف كما أُرشف. وإذا كان التغيير مقصودًا (تفريغ أدق أو ترميز آخر) فاكتب البصمة الجديدة، وهي في الرسالة ويطبعها الأمر `sha256sum`. وتُؤرشف صفحة الويب وملف PDF بنصّيهما."#
}

fn check(case: &Case, findings: &mut Findings<'_>) {
    for archived in &case.archives {
        let (Err(trouble), Some(archive)) = (
            &archived.text,
            case.model
                .source
                .get(archived.source)
                .and_then(|source| source.archive.as_ref()),
        ) else {
            continue;
        };
        let at = case.route(Kind::Source, archived.source).key("archive");
        let path = archive.path.as_str();
        let (key, message, help) = match trouble {
            Trouble::Missing => (
                "path",
                say!(en "there is no archived text `{path}`", ar "لا وجود للنص المؤرشف `{path}`"),
                say!(
                    en "put the file there, or mend the path, which is relative to this file; until then no quotation from it is checked",
                    ar "ضع الملف في موضعه أو صحّح المسار، وهو منسوب إلى هذا الملف؛ وإلى ذلك الحين لا يُفحص اقتباس منه"
                ),
            ),
            Trouble::Outside => (
                "path",
                say!(en "the archived text `{path}` lies outside the project", ar "النص المؤرشف `{path}` خارج المشروع"),
                say!(en "move it into the project and name it there", ar "انقله إلى داخل المشروع وسمِّه بمساره فيه"),
            ),
            Trouble::Unreadable(Say { en, ar }) => (
                "path",
                say!(en "the archived text `{path}` cannot be read: {en}", ar "تعذّرت قراءة النص المؤرشف `{path}`: {ar}"),
                say!(en "name a text file of 4 MB at most that can be opened", ar "سمِّ ملفًّا نصيًّا يمكن فتحه ولا يزيد على 4 ميغابايت"),
            ),
            Trouble::Changed(sum) => (
                "sha256",
                say!(
                    en "the archived text `{path}` is not the one that was archived: its sum is {sum}",
                    ar "النص المؤرشف `{path}` ليس هو الذي أُرشف: بصمته الآن {sum}"
                ),
                say!(
                    en "bring back the file as it was; if it was changed on purpose, write the new sum",
                    ar "أعد الملف كما كان؛ وإذا عُدّل عن قصد فاكتب البصمة الجديدة"
                ),
            ),
            Trouble::NotText => (
                "path",
                say!(en "the archived text `{path}` is not text in UTF-8", ar "النص المؤرشف `{path}` ليس نصًّا بترميز UTF-8"),
                say!(
                    en "archive the text of the page or PDF, saved as UTF-8, so that quotations can be looked up in it",
                    ar "أرشف نص الصفحة أو ملف PDF محفوظًا بترميز UTF-8، ليمكن البحث عن الاقتباسات فيه"
                ),
            ),
        };
        findings.add(case.at(&at.key(key)), message, |mut found| {
            if *trouble == Trouble::Missing {
                found.severity = found.severity.min(Severity::Warning);
            }
            found.help(help)
        });
    }
}
