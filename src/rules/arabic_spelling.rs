use super::reading::letters::{TATWEEL, is_mark};
use super::support::replace;
use super::{Findings, rule};
use crate::diagnostic::say;
use crate::resolve::Case;

rule! {
    /// The commonest words of Arabic are spelt as they are.
    ///
    /// ## What it does
    /// Finds ى for ي (فى، الذى، التى), ي for ى (إلي), and ة and ه exchanged (هذة، القاعده), in a
    /// list of words where only one spelling is right, with the particles written onto them.
    /// Words that may be something else, such as علي, a name, are not in the list. Verbatim
    /// statements, titles of sources and words inside quotation marks keep the spelling of
    /// whoever wrote them. The fix writes the word.
    ///
    /// ## Why
    /// A search for the word does not find it, and a careful reader takes it as a sign of haste.
    ///
    /// ## Example
    /// ```toml
    /// claim = "وصل إلي الحدود فى هذة السنة [@news-2017]."
    /// ```
    ///
    /// ## Instead
    /// ```toml
    /// claim = "وصل إلى الحدود في هذه السنة [@news-2017]."
    /// ```
    pub(super) ARABIC_SPELLING = "arabic-spelling", Warning, Some(check);
    ar r#"أكثر كلمات العربية دورانًا تُكتب على وجهها.

## ما تفعله
تكشف الألف المقصورة مكان الياء (فى، الذى، التى)، والياء مكان الألف المقصورة (إلي)، والتاء المربوطة والهاء إذا تبادلتا (هذة، القاعده)، في قائمة كلمات ليس لها إلا وجه واحد، مع ما يتصل بها من حروف. وليس في القائمة ما يحتمل وجهًا آخر، مثل «علي» وهو اسم. وتبقى الأقوال المنقولة بلفظها وعناوين المصادر وما بين علامتي التنصيص على ما كتبها أصحابها. والإصلاح يكتب الكلمة.

## لماذا
البحث عن الكلمة لا يجدها، والقارئ المدقق يعدّها علامة عجلة.

## مثال
```toml
claim = "وصل إلي الحدود فى هذة السنة [@news-2017]."
```

## البديل
```toml
claim = "وصل إلى الحدود في هذه السنة [@news-2017]."
```"#
}

/// As it is found, and as it is right. Each stands with the particles of [`PARTICLES`] too.
const WORDS: &[(&str, &str)] = &[
    ("فى", "في"), ("الذى", "الذي"), ("التى", "التي"), ("اللاتى", "اللاتي"), ("هى", "هي"),
    ("لكى", "لكي"), ("الثانى", "الثاني"), ("الحالى", "الحالي"), ("العربى", "العربي"),
    ("العراقى", "العراقي"), ("السورى", "السوري"), ("الإسلامى", "الإسلامي"), ("الدولى", "الدولي"),
    ("العسكرى", "العسكري"), ("السياسى", "السياسي"), ("الأمنى", "الأمني"), ("الميدانى", "الميداني"),
    ("البغدادى", "البغدادي"), ("الظواهرى", "الظواهري"), ("حوالى", "حوالي"), ("التالى", "التالي"),
    ("إلي", "إلى"), ("حتي", "حتى"), ("لدي", "لدى"), ("متي", "متى"), ("أخري", "أخرى"),
    ("الأخري", "الأخرى"), ("كبري", "كبرى"), ("الكبري", "الكبرى"),
    ("هذة", "هذه"), ("هاذه", "هذه"), ("القاعده", "القاعدة"), ("الدوله", "الدولة"), ("الجماعه", "الجماعة"),
    ("المنطقه", "المنطقة"), ("الخلافه", "الخلافة"), ("الحركه", "الحركة"), ("القياده", "القيادة"),
    ("الجبهه", "الجبهة"), ("المدينه", "المدينة"), ("المعركه", "المعركة"), ("السلطه", "السلطة"),
    ("الحكومه", "الحكومة"), ("السياسه", "السياسة"), ("القوه", "القوة"), ("العمليه", "العملية"),
    ("المرحله", "المرحلة"), ("الفتره", "الفترة"), ("المتحده", "المتحدة"),
];

/// What may be written onto a word.
const PARTICLES: &[&str] = &["", "و", "ف", "ب", "ل", "ك", "وب", "ول", "وك", "فب"];

fn check(case: &Case, findings: &mut Findings<'_>) {
    for passage in findings.texts().iter() {
        if passage.quotes || !passage.is_arabic() {
            continue;
        }
        let mut quoted = None;
        for (at, word) in letters(passage.text) {
            let Some((wrong, right)) = misspelt(word) else { continue };
            let quoted = quoted.get_or_insert_with(|| passage.quotations());
            if quoted.iter().any(|part| part.contains(&at)) || passage.is_masked(at) {
                continue;
            }
            let start = at + word.len() - wrong.len();
            let whole = format!("{}{right}", &word[..word.len() - wrong.len()]);
            let part = start..at + word.len();
            findings.add(
                case.within(&passage.route, at..at + word.len()),
                say!(en "“{word}” is spelt “{whole}”", ar "«{word}» تُكتب «{whole}»"),
                |found| {
                    found
                        .help(say!(en "write “{whole}”", ar "اكتب «{whole}»"))
                        .fix(replace(case, &passage.route, part, right))
                },
            );
        }
    }
}

/// The words of a text as typed, with where each begins. A word with harakat was spelt with care.
fn letters(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let inside = |c: char| c.is_alphanumeric() || is_mark(c) || c == TATWEEL;
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at + text[at..].find(inside)?;
        let end = text[start..].find(|c| !inside(c)).map_or(text.len(), |end| start + end);
        at = end;
        Some((start, &text[start..end]))
    })
}

fn misspelt(word: &str) -> Option<(&'static str, &'static str)> {
    // Each wrong spelling ends in one of these.
    if !word.ends_with(['ى', 'ي', 'ة', 'ه']) {
        return None;
    }
    WORDS
        .iter()
        .find(|(wrong, _)| {
            word.strip_suffix(wrong)
                .is_some_and(|before| PARTICLES.contains(&before))
        })
        .copied()
}
