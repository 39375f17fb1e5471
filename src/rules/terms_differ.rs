use super::both::pairs;
use super::reading::Passage;
use super::reading::classes::Class;
use super::reading::likelihood::{Found, terms};
use super::{Findings, rule};
use crate::diagnostic::say;
use crate::resolve::Case;

rule! {
    /// A text has the same terms of likelihood in each of its languages.
    ///
    /// ## What it does
    /// Compares the terms of the likelihood scales in the two languages of a text, in their
    /// order. Finds a term that stands against one of another band. Where one language has fewer
    /// of them, or denies one, nothing is said: “not likely” may well be «مستبعد».
    ///
    /// ## Why
    /// The reader of one language plans for what the other is told to leave aside.
    ///
    /// ## Example
    /// ```toml
    /// summary = { ar = "من المستبعد أن يتحالفا.", en = "An alliance is likely." }
    /// ```
    ///
    /// ## Instead
    /// ```toml
    /// summary = { ar = "من المستبعد أن يتحالفا.", en = "An alliance is unlikely." }
    /// ```
    pub(super) TERMS_DIFFER = "terms-differ", Error, Some(check);
    ar r#"للنص ألفاظ الاحتمال نفسها في كل لغاته.

## ما تفعله
تقارن ألفاظ سلالم الاحتمال في لغتي النص بترتيبها، وتكشف اللفظ الذي يقابله لفظ من نطاق آخر. فإن قلّت في إحدى اللغتين أو نُفي أحدها سكتت: فقد تكون not likely هي «مستبعد».

## لماذا
قارئ إحدى اللغتين يستعد لما قيل لقارئ الأخرى أن يدعه.

## مثال
```toml
summary = { ar = "من المستبعد أن يتحالفا.", en = "An alliance is likely." }
```

## البديل
```toml
summary = { ar = "من المستبعد أن يتحالفا.", en = "An alliance is unlikely." }
```"#
}

/// What denies the term after it, folded.
const DENIALS: &[&str] = &[
    "not", "no", "hardly", "never", "غير", "ليس", "ليست", "وليس", "لا", "لم", "لن",
];

fn check(case: &Case, findings: &mut Findings<'_>) {
    for (arabic, english) in pairs(findings.texts()) {
        if !arabic.classes.any(Class::TERM) {
            continue;
        }
        let here = terms(arabic.words());
        if here.is_empty() {
            continue;
        }
        let there = terms(english.words());
        let denied = here.iter().any(|term| is_denied(arabic, term))
            || there.iter().any(|term| is_denied(english, term));
        if here.len() != there.len() || denied {
            continue;
        }
        let mut bands = [&here, &there].map(|found| {
            let bands = found.iter().map(|found| found.term.likelihood);
            bands.collect::<Vec<_>>()
        });
        for bands in &mut bands {
            bands.sort_unstable();
        }
        // Another order of the same terms is a matter of style.
        if bands[0] == bands[1] {
            continue;
        }
        let against = here
            .iter()
            .zip(&there)
            .find(|(one, other)| one.term.likelihood != other.term.likelihood);
        let Some((one, other)) = against else {
            continue;
        };
        let (ar, en) = (
            &arabic.text[one.at.clone()],
            &english.text[other.at.clone()],
        );
        findings.add(
            case.within(&english.route(), other.at.clone()),
            say!(
                en "the Arabic holds it “{ar}”, the English “{en}”",
                ar "لفظ الاحتمال في العربية «{ar}»، وفي الإنجليزية «{en}»"
            ),
            |found| {
                found
                    .related(case.within(&arabic.route(), one.at.clone()))
                    .help(say!(
                        en "bring the two into agreement",
                        ar "وفّق بينهما"
                    ))
            },
        );
    }
}

/// Whether one of the two words before a term denies it.
fn is_denied(passage: &Passage<'_>, found: &Found) -> bool {
    let words = passage.words();
    let index = words.partition_point(|word| word.start() < found.at.start);
    let before = words
        .get(index.saturating_sub(2)..index)
        .unwrap_or_default();
    before
        .iter()
        .any(|word| DENIALS.contains(&word.folded().as_ref()))
}
