use super::{Findings, rule};
use crate::diagnostic::say;
use crate::model::{Date, Kind, Route};
use crate::resolve::Case;

rule! {
    /// Dates come in the order in which the things happened.
    ///
    /// ## What it does
    /// Finds a range that ends before it begins; a thing first observed after it was last
    /// observed; a relation that ends before it starts; a source read before it was published;
    /// a horizon before the assessment's date; and an observation, event, statement or source
    /// that is later than the assessment's own `as_of`. Dates that are only roughly known are
    /// given the benefit of the doubt.
    ///
    /// ## Why
    /// Most of these are slips of the hand, and each makes a reader doubt the rest.
    ///
    /// ## Example
    /// ```toml
    /// as_of = 2018-11-22
    /// horizon = "2018-05"
    /// ```
    ///
    /// ## Instead
    /// ```toml
    /// horizon = "2019-05"
    /// ```
    pub(super) DATE_ORDER = "date-order", Error, Some(check);
    ar r#"التواريخ مرتبة كما وقعت الأشياء.

## ما تفعله
تكشف المدى الذي ينتهي قبل أن يبدأ، وما رُصد أولًا بعد أن رُصد آخرًا، والعلاقة التي تنتهي قبل بدئها، والمصدر الذي قُرئ قبل نشره، والأفق السابق لتاريخ التقدير، وكل رصد أو حدث أو قول أو مصدر متأخر عن `as_of`. أما التواريخ المعلومة على وجه التقريب فيُحسن بها الظن.

## لماذا
أكثر هذا من زلات اليد، وكل واحدة منها تبعث القارئ على الشك في غيرها.

## مثال
```toml
as_of = 2018-11-22
horizon = "2018-05"
```

## البديل
```toml
horizon = "2019-05"
```"#
}

fn check(case: &Case, findings: &mut Findings<'_>) {
    ranges(case, findings);
    let model = &case.model;
    let head = ("as_of", Some(&model.as_of));
    let horizon = ("horizon", model.horizon.as_ref());
    in_order(case, findings, Route::root, head, Route::root, horizon);
    for (index, judgement) in model.judgement.iter().enumerate() {
        let at = || case.route(Kind::Judgement, index);
        let horizon = ("horizon", judgement.horizon.as_ref());
        in_order(case, findings, Route::root, head, at, horizon);
    }
    for (index, indicator) in model.indicator.iter().enumerate() {
        let at = || case.route(Kind::Indicator, index);
        let first = ("first_observed", indicator.first_observed.as_ref());
        let last = ("last_observed", indicator.last_observed.as_ref());
        in_order(case, findings, at, first, at, last);
    }
    for (index, relation) in model.relation.iter().enumerate() {
        let at = || case.route(Kind::Relation, index);
        let since = ("since", relation.since.as_ref());
        let until = ("until", relation.until.as_ref());
        in_order(case, findings, at, since, at, until);
    }
    for (index, source) in model.source.iter().enumerate() {
        let at = || case.route(Kind::Source, index);
        let published = ("published", source.published.as_ref());
        let retrieved = ("retrieved", source.retrieved.as_ref());
        in_order(case, findings, at, published, at, retrieved);
    }
    known_by_then(case, findings);
}

/// A range ends where or after it begins.
fn ranges(case: &Case, findings: &mut Findings<'_>) {
    for (place, date) in &findings.reading().dates {
        let Some(end) = date.span.end else { continue };
        if end.latest() >= date.span.start.earliest() {
            continue;
        }
        let shown = date.as_str();
        findings.add(
            case.at(&place.route()),
            say!(en "the range {shown} ends before it begins", ar "المدى {shown} ينتهي قبل أن يبدأ"),
            |found| found.help(say!(en "write the earlier date first", ar "اكتب التاريخ الأسبق أولًا")),
        );
    }
}

/// Finds `then` before `first`, where even the widest reading of both leaves no doubt: each a
/// key and its date, after the place it stands in.
fn in_order(
    case: &Case,
    findings: &mut Findings<'_>,
    first_at: impl Fn() -> Route,
    (first_key, first): (&str, Option<&Date>),
    then_at: impl Fn() -> Route,
    (then_key, then): (&str, Option<&Date>),
) {
    let (Some(earlier), Some(later)) = (first, then) else {
        return;
    };
    if later.latest() >= earlier.earliest() {
        return;
    }
    let (first_date, then_date) = (earlier.as_str(), later.as_str());
    findings.add(
        case.at(&then_at().key(then_key)),
        say!(
            en "`{then_key}` ({then_date}) lies before `{first_key}` ({first_date})",
            ar "`{then_key}` ({then_date}) أسبق من `{first_key}` ({first_date})"
        ),
        |found| {
            found
                .related(case.at(&first_at().key(first_key)))
                .help(say!(en "mend one of the two dates", ar "صحّح أحد التاريخين"))
        },
    );
}

/// Nothing that the assessment reports is later than its own date.
fn known_by_then(case: &Case, findings: &mut Findings<'_>) {
    let as_of = &case.model.as_of;
    let today = as_of.latest();
    for (place, date) in &findings.reading().dates {
        if date.earliest() <= today {
            continue;
        }
        let route = place.route();
        let key = route.as_str().rsplit('/').next().unwrap_or_default();
        let reported = matches!(
            key,
            "published" | "date" | "when" | "first_observed" | "last_observed" | "since"
        );
        let own = route
            .entry()
            .and_then(|(kind, index)| Some((Kind::from_key(kind)?, index)));
        if !reported || !own.is_some_and(|(kind, index)| case.is_own(kind, index)) {
            continue;
        }
        let (shown, limit) = (date.as_str(), as_of.as_str());
        findings.add(
            case.at(&route),
            say!(
                en "`{key}` ({shown}) is later than the assessment's `as_of` ({limit})",
                ar "`{key}` ({shown}) متأخر عن تاريخ التقدير `as_of` ({limit})"
            ),
            |found| {
                found
                    .related(case.at(&Route::root().key("as_of")))
                    .help(say!(
                        en "mend the date, or move `as_of` if the assessment took this into account",
                        ar "صحّح التاريخ، أو أخّر `as_of` إذا كان التقدير قد أخذ هذا في الحسبان"
                    ))
            },
        );
    }
}
