use super::{Findings, rule};
use crate::diagnostic::say;
use crate::model::{Lang, Route};
use crate::resolve::Case;
use crate::resolve::links::{How, Link};

rule! {
    /// A text cites the same in each of its languages.
    ///
    /// ## What it does
    /// Finds a source that a text cites in one language and not in the other. Their order
    /// and their number do not matter.
    ///
    /// ## Why
    /// A citation was lost, or added in one language only. The reader of the other one is told
    /// that the sentence has no source, or another.
    ///
    /// ## Example
    /// ```toml
    /// claim = { ar = "أعلن ذلك [@allawi-2017].", en = "He announced it." }
    /// ```
    ///
    /// ## Instead
    /// ```toml
    /// claim = { ar = "أعلن ذلك [@allawi-2017].", en = "He announced it [@allawi-2017]." }
    /// ```
    pub(super) CITATIONS_DIFFER = "citations-differ", Warning, Some(check);
    ar r#"النص يستشهد بالمصادر نفسها في كل لغاته.

## ما تفعله
تكشف المصدر الذي يستشهد به النص في لغة دون الأخرى، ولا عبرة بالترتيب ولا بالعدد.

## لماذا
سقط استشهاد أو زيد في لغة واحدة، فيُفهم قارئ الأخرى أن الجملة بلا مصدر، أو أن مصدرها غيره.

## مثال
```toml
claim = { ar = "أعلن ذلك [@allawi-2017].", en = "He announced it." }
```

## البديل
```toml
claim = { ar = "أعلن ذلك [@allawi-2017].", en = "He announced it [@allawi-2017]." }
```"#
}

fn check(case: &Case, findings: &mut Findings<'_>) {
    // The citations of a text stand together, those of its Arabic first.
    let cited = case.links.iter().filter_map(|link| {
        let (text, lang) = text(link)?;
        Some((text, lang, link))
    });
    let cited: Vec<_> = cited.collect();
    let texts = cited.chunk_by(|(text, ..), (next, ..)| text == next);
    let mut differing: Vec<(&str, &[Citation<'_>], &[Citation<'_>])> = texts
        .filter_map(|links| {
            let (text, ..) = links.first()?;
            let (ar, en) = links.split_at(links.partition_point(|(_, lang, _)| *lang == "ar"));
            (!within(ar, en) || !within(en, ar)).then_some((*text, ar, en))
        })
        .collect();
    differing.sort_unstable_by_key(|(text, ..)| *text);
    let passages = findings.texts();
    for (text, ar, en) in differing {
        for (lang, here, there) in [(Lang::En, ar, en), (Lang::Ar, en, ar)] {
            if within(here, there) {
                continue;
            }
            let key = Route::from_pointer(text).key(lang.as_str());
            // A language that is missing altogether is another rule's matter.
            if !passages.iter().any(|passage| passage.is_at(text, lang)) {
                continue;
            }
            let mut named: Vec<&str> = Vec::new();
            for (.., link) in here {
                let id = link.to.as_str();
                if named.contains(&id) || there.iter().any(|(.., other)| other.to == id) {
                    continue;
                }
                named.push(id);
                let message = match lang {
                    Lang::En => say!(
                        en "the Arabic cites `{id}`, the English does not",
                        ar "العربية تستشهد بـ`{id}` دون الإنجليزية"
                    ),
                    Lang::Ar => say!(
                        en "the English cites `{id}`, the Arabic does not",
                        ar "الإنجليزية تستشهد بـ`{id}` دون العربية"
                    ),
                };
                findings.add(case.at(&key), message, |found| {
                    found.related(link.place(case)).help(say!(
                        en "add `[@{id}]` here, or take it out there",
                        ar "أضف `[@{id}]` هنا، أو احذفه هناك"
                    ))
                });
            }
        }
    }
}

/// A citation: the text it stands in, the language, and the link.
type Citation<'a> = (&'a str, &'a str, &'a Link);

/// The text that a link is a citation in, and the language, where it has languages.
fn text(link: &Link) -> Option<(&str, &str)> {
    if !matches!(link.how, How::Citation(_)) {
        return None;
    }
    let (text, lang) = link.from.as_str().rsplit_once('/')?;
    matches!(lang, "ar" | "en").then_some((text, lang))
}

/// Whether all that is cited here is cited there too.
fn within(here: &[Citation<'_>], there: &[Citation<'_>]) -> bool {
    here.iter()
        .all(|(.., link)| there.iter().any(|(.., other)| other.to == link.to))
}
