use super::{Findings, rule};
use crate::diagnostic::say;
use crate::model::{Kind, Likelihood, Percent, Route};
use crate::resolve::Case;

rule! {
    /// A percentage lies in the band of its term.
    ///
    /// ## What it does
    /// Finds a `percent` outside the band of the `likelihood` beside it, and one that lies in
    /// none of the bands of the scale. The ends that two bands of ICD 203 share count for both.
    ///
    /// ## Why
    /// The term and the number would tell the reader different things. The gaps between the
    /// bands of PHIA are deliberate: they keep neighbouring terms apart, so 37% is no answer.
    ///
    /// ## Example
    /// ```toml
    /// scale = "phia"
    ///
    /// [[judgement]]
    /// likelihood = "unlikely"
    /// percent = 37
    /// ```
    ///
    /// ## Instead
    /// Commit to a band:
    /// ```toml
    /// percent = 35
    /// ```
    pub(super) PERCENT_OUTSIDE_BAND = "percent-outside-band", Error, Some(check);
    ar r#"النسبة المئوية تقع في نطاق لفظها.

## ما تفعله
تكشف كل `percent` خارج نطاق `likelihood` المذكور معه، وكل نسبة لا تقع في نطاق من نطاقات المقياس. والحد المشترك بين نطاقين في ICD 203 مقبول في كليهما.

## لماذا
يقول اللفظ للقارئ شيئًا ويقول العدد غيره. والفجوات بين نطاقات PHIA مقصودة لتتباعد الألفاظ المتجاورة، فليست 37% جوابًا.

## مثال
```toml
scale = "phia"

[[judgement]]
likelihood = "unlikely"
percent = 37
```

## البديل
التزم نطاقًا:
```toml
percent = 35
```"#
}

fn check(case: &Case, findings: &mut Findings<'_>) {
    let model = &case.model;
    for (index, judgement) in model.judgement.iter().enumerate() {
        let at = case.route(Kind::Judgement, index);
        look(case, findings, &at, judgement.likelihood, judgement.percent);
    }
    for (index, consequence) in model.consequence.iter().enumerate() {
        let at = case.route(Kind::Consequence, index);
        look(
            case,
            findings,
            &at,
            consequence.likelihood,
            consequence.percent,
        );
    }
}

fn look(
    case: &Case,
    findings: &mut Findings<'_>,
    at: &Route,
    term: Option<Likelihood>,
    percent: Option<Percent>,
) {
    let scale = case.model.scale;
    let Some(percent) = percent.map(Percent::get) else {
        return;
    };
    let name = scale.as_str();
    let place = case.at(&at.key("percent"));
    let holding: Vec<_> = scale.holding(percent).collect();
    let Some(nearest) = holding.first() else {
        let below = scale.bands().into_iter().rfind(|band| band.high < percent);
        let above = scale.bands().into_iter().find(|band| band.low > percent);
        let ends: Vec<String> = below
            .map(|band| format!("{}% (`{}`)", band.high, band.term.as_str()))
            .into_iter()
            .chain(above.map(|band| format!("{}% (`{}`)", band.low, band.term.as_str())))
            .collect();
        let (or, or_ar) = (ends.join(" or "), ends.join(" أو "));
        findings.add(
            place,
            say!(
                en "{percent}% lies in no band of the scale `{name}`",
                ar "النسبة {percent}% لا تقع في نطاق من نطاقات المقياس `{name}`"
            ),
            |found| found.help(say!(en "commit to a band: {or}", ar "التزم نطاقًا: {or_ar}")),
        );
        return;
    };
    let Some(band) = term.and_then(|term| scale.band(term)) else {
        return;
    };
    if (band.low..=band.high).contains(&percent) {
        return;
    }
    let (word, low, high) = (band.term.as_str(), band.low, band.high);
    let instead = nearest.term.as_str();
    findings.add(
        place,
        say!(
            en "{percent}% is not `{word}`, which stands for {low}–{high}%",
            ar "النسبة {percent}% ليست `{word}`، فنطاقه {low}–{high}%"
        ),
        |found| {
            found.related(case.at(&at.key("likelihood"))).help(say!(
                en "write `likelihood = \"{instead}\"`, or a percentage between {low} and {high}",
                ar "اكتب `likelihood = \"{instead}\"`، أو نسبة بين {low} و{high}"
            ))
        },
    );
}
