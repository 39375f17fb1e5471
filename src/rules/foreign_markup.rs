use super::reading::signs::Signs;
use super::{Findings, rule};
use crate::diagnostic::say;
use crate::model::Prose;
use crate::resolve::Case;

rule! {
    /// A text holds paragraphs, emphasis, links and citations, and nothing else.
    ///
    /// ## What it does
    /// Finds headings, lists, tables, images, HTML and links that do not begin with
    /// `http://` or `https://` inside a text.
    ///
    /// ## Why
    /// The house template decides how a brief is built. Such markup is printed as the letters
    /// that were typed, which is rarely what the author meant.
    ///
    /// ## Example
    /// ```toml
    /// claim = "- first\n- second"
    /// ```
    ///
    /// ## Instead
    /// Write sentences, part paragraphs with an empty line, and use the tables of the format
    /// (`[[indicator]]`, `[[driver]]` …) for lists. A leading `#`, `-` or `>` that is meant as
    /// a letter is written with a backslash before it.
    pub(super) FOREIGN_MARKUP = "foreign-markup", Warning, Some(check);
    ar r#"في النص فقرات وتشديد وروابط واستشهادات، ولا شيء غيرها.

## ما تفعله
تكشف العناوين والقوائم والجداول والصور ووسوم HTML والروابط التي لا تبدأ بـhttp:// أو https:// داخل النص.

## لماذا
قالب الدار هو الذي يقرر بناء الوثيقة، ومثل هذا الترميز يُطبع كما كُتب، وقلما يكون هذا ما أراده الكاتب.

## مثال
```toml
claim = "- أولًا\n- ثانيًا"
```

## البديل
اكتب جملًا، وافصل الفقرات بسطر فارغ، واستعمل جداول الصيغة (`[[indicator]]` و`[[driver]]` وغيرهما) للقوائم. وإذا أريدت علامة `#` أو `-` أو `>` حرفًا في أول السطر فاكتب قبلها شرطة مائلة عكسية."#
}

fn check(case: &Case, findings: &mut Findings<'_>) {
    let signs = Signs::INLINE_MARKUP | Signs::BLOCK_MARKUP;
    for passage in findings.texts().with(signs) {
        if !passage.has(Signs::INLINE_MARKUP) && !opens_block(passage.text) {
            continue;
        }
        for (name, part) in Prose::parse(passage.text).foreign {
            let what = match name {
                "heading" => say!(en "a heading inside a text", ar "عنوان داخل نص"),
                "list" => say!(en "a list inside a text", ar "قائمة داخل نص"),
                "html" => say!(en "HTML inside a text", ar "وسم HTML داخل نص"),
                "image" => say!(en "an image inside a text", ar "صورة داخل نص"),
                "link" => {
                    say!(en "a link that leads nowhere on the web", ar "رابط لا يقود إلى الشبكة")
                }
                _ => say!(en "`{name}` markup inside a text", ar "ترميز `{name}` داخل نص"),
            };
            findings.add(case.within(&passage.route(), part), what, |found| {
                    found.help(say!(
                        en "it is printed as typed; write it as sentences, or put `\\` before it if the letters are meant",
                        ar "يُطبع كما كُتب؛ اكتبه جملًا، أو ضع قبله `\\` إن كانت الحروف مقصودة لذاتها"
                    ))
                });
        }
    }
}

/// Whether a line of a text can open a block of markup: most cannot, and need not be read.
fn opens_block(text: &str) -> bool {
    text.lines().any(|line| {
        line.trim_start().starts_with(|c: char| {
            matches!(c, '#' | '-' | '+' | '*' | '>' | '=' | '_') || c.is_ascii_digit()
        })
    })
}
