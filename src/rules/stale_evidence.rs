use chrono::{Months, NaiveDate};

use super::{Findings, rule};
use crate::diagnostic::say;
use crate::model::{Date, Kind};
use crate::resolve::Case;

rule! {
    /// What is claimed of today rests on evidence of today.
    ///
    /// ## What it does
    /// Only where the house sets `max_evidence_age_months` in `taqdir.toml`: finds an
    /// indicator, driver, obstacle, consequence or outcome whose newest dated evidence is older
    /// than that at the assessment's `as_of`. Evidence without a date is not counted against
    /// it. Precedents, events, figures and relations may be old: they are history.
    ///
    /// ## Why
    /// Groups change their leaders and their ground within a year. What a source said three
    /// years ago describes another group.
    ///
    /// ## Example
    /// ```toml
    /// # taqdir.toml: max_evidence_age_months = 24
    /// as_of = 2020-02-01
    ///
    /// [[indicator]]
    /// evidence = ["news-2016"]
    /// ```
    ///
    /// ## Instead
    /// Add something newer, let the indicator say that it has receded, or allow the finding
    /// and give the reason.
    pub(super) STALE_EVIDENCE = "stale-evidence", Warning, Some(check);
    ar r#"ما يُدّعى للحاضر يستند إلى دليل حاضر.

## ما تفعله
لا تعمل إلا إذا حددت الدار `max_evidence_age_months` في `taqdir.toml`: تكشف المؤشر أو المحفز أو العائق أو التداعي أو المآل إذا كان أحدث دليل مؤرخ له أقدم من ذلك في تاريخ `as_of`. ولا يُحتسب عليه الدليل غير المؤرخ. أما السوابق والأحداث والأرقام والعلاقات فتاريخ، ولا بأس بقِدمها.

## لماذا
تبدّل الجماعات قادتها ومواقعها في أقل من سنة، فما قاله مصدر قبل ثلاث سنوات وصف لجماعة أخرى.

## مثال
```toml
# في taqdir.toml: max_evidence_age_months = 24
as_of = 2020-02-01

[[indicator]]
evidence = ["news-2016"]
```

## البديل
أضف ما هو أحدث، أو اجعل حال المؤشر منحسرًا، أو تجاوز عن الملاحظة واذكر السبب."#
}

fn check(case: &Case, findings: &mut Findings<'_>) {
    let Some(limit) = findings.house().max_evidence_age_months else {
        return;
    };
    let months = limit.get();
    let as_of = &case.model.as_of;
    let Some(oldest) = as_of.earliest().checked_sub_months(Months::new(months)) else {
        return;
    };
    for claim in findings.claims() {
        let current = matches!(
            claim.kind(),
            Kind::Indicator | Kind::Driver | Kind::Obstacle | Kind::Consequence | Kind::Outcome
        );
        if !current {
            continue;
        }
        let newest = claim
            .support()
            .filter_map(|link| {
                let date = dated(case, &link.to)?;
                Some((date.latest(), date, link))
            })
            .max_by_key(|(latest, ..)| *latest);
        let Some((latest, date, link)) = newest else {
            continue;
        };
        if latest >= oldest {
            continue;
        }
        let (id, day, age) = (
            link.to.as_str(),
            date.as_str(),
            months_between(latest, as_of.earliest()),
        );
        findings.add(
            link.place(case),
            say!(
                en "the newest evidence here, `{id}` ({day}), is {age} months old; the house allows {months}",
                ar "أحدث دليل هنا `{id}` ({day}) عمره بالأشهر {age}، وحدّ الدار {months}"
            ),
            |found| {
                found.help(say!(
                    en "add something newer, or allow this and say why it still holds",
                    ar "أضف ما هو أحدث، أو تجاوز عن هذا وبيّن لماذا ما زال صالحًا"
                ))
            },
        );
    }
}

fn dated<'a>(case: &'a Case, id: &str) -> Option<&'a Date> {
    let (kind, index) = case.entry(id)?;
    let model = &case.model;
    match kind {
        Kind::Source => model.source.get(index)?.published.as_ref(),
        Kind::Statement => model.statement.get(index)?.date.as_ref(),
        Kind::Event => model.event.get(index)?.when.as_ref(),
        Kind::Figure => model.figure.get(index)?.as_of.as_ref(),
        Kind::Relation => {
            let relation = model.relation.get(index)?;
            relation.until.as_ref().or(relation.since.as_ref())
        }
        _ => None,
    }
}

fn months_between(from: NaiveDate, to: NaiveDate) -> i64 {
    // A month is 30.44 days; the number is only shown.
    to.signed_duration_since(from).num_days() * 100 / 3044
}
