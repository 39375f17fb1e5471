use super::{Findings, rule};
use crate::diagnostic::say;
use crate::isnad::words;
use crate::model::Kind;
use crate::resolve::Case;

rule! {
    /// What is called confirmed has two independent origins.
    ///
    /// ## What it does
    /// Finds indicators, drivers and obstacles with `credibility = 1` whose evidence leads to
    /// fewer than two independent origins. `taqdir isnad` shows what was counted.
    ///
    /// ## Why
    /// In the Admiralty system 1 means “confirmed by other, independent sources”. Ten documents
    /// that pass on one man's word are one source; a copy, an unnamed source and a document of
    /// unknown lineage confirm nothing.
    ///
    /// ## Example
    /// ```toml
    /// [[indicator]]
    /// credibility = 1
    /// evidence = ["news-2017", "allawi-2017"]   # the news relays Allawi
    /// ```
    ///
    /// ## Instead
    /// Rate it 2, probably true, or name evidence that comes from another origin.
    pub(super) CONFIRMED_ON_ONE_ORIGIN = "confirmed-on-one-origin", Error, Some(check);
    ar r#"ما وُصف بأنه مؤكَّد له أصلان مستقلان.

## ما تفعله
تكشف كل مؤشر ومحفز وعائق كُتب فيه `credibility = 1` ولا ينتهي دليله إلى أصلين مستقلين على الأقل. ويبيّن الأمر `taqdir isnad` ما عُدَّ منها.

## لماذا
الرمز 1 في النظام المعتمد يعني «مؤكَّدة من مصادر أخرى مستقلة». وعشر وثائق تنقل قول رجل واحد مصدر واحد، ولا تؤكد النسخة شيئًا، ولا من لم يُسمَّ، ولا وثيقة مجهولة النسب.

## مثال
```toml
[[indicator]]
credibility = 1
evidence = ["news-2017", "allawi-2017"]   # الخبر ينقل عن علاوي
```

## البديل
اجعل الدرجة 2، أي صحيحة على الأرجح، أو اذكر دليلًا من أصل آخر."#
}

fn check(case: &Case, findings: &mut Findings<'_>) {
    let model = &case.model;
    let indicators = model.indicator.iter().map(|entry| entry.credibility);
    let drivers = model.driver.iter().map(|entry| entry.credibility);
    let obstacles = model.obstacle.iter().map(|entry| entry.credibility);
    let rated = indicators
        .enumerate()
        .map(|(index, rated)| (Kind::Indicator, index, rated))
        .chain(
            drivers
                .enumerate()
                .map(|(index, rated)| (Kind::Driver, index, rated)),
        )
        .chain(
            obstacles
                .enumerate()
                .map(|(index, rated)| (Kind::Obstacle, index, rated)),
        );
    let isnad = findings.isnad();
    for (kind, index, rated) in rated {
        if rated.is_none_or(|rated| rated.get() != 1) {
            continue;
        }
        let Some(claim) = isnad
            .entry(kind, index)
            .filter(|claim| claim.origins.len() < 2)
        else {
            continue;
        };
        let support = words::support(claim);
        let (en, ar) = (support.en, support.ar);
        findings.add(
            case.at(&claim.route.key("credibility")),
            say!(
                en "this is called confirmed, and its evidence has {en}",
                ar "وُصف هذا بأنه مؤكَّد، ودليله {ar}"
            ),
            |found| {
                found.help(say!(
                    en "write `credibility = 2`, or name evidence from another origin",
                    ar "اكتب `credibility = 2`، أو اذكر دليلًا من أصل آخر"
                ))
            },
        );
    }
}
