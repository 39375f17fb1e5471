use super::reading::letters::fold;
use super::{Findings, rule};
use crate::diagnostic::say;
use crate::model::{Factor, Kind, Lang, Route};
use crate::resolve::Case;

rule! {
    /// A factor that works both ways says how the two are reconciled.
    ///
    /// ## What it does
    /// Finds a `both_ways` without a `reconciliation`, where its counterpart has none either;
    /// a counterpart that stands on the same side; and a driver and an obstacle that have the
    /// same name and do not name each other as counterparts.
    ///
    /// ## Why
    /// What pushes and hinders at once cancels out, unless the author says which way it works
    /// when. Without that the balance of forces counts it twice.
    ///
    /// ## Example
    /// ```toml
    /// [driver.both_ways]
    /// counterpart = "mutual-exposure"
    /// ```
    ///
    /// ## Instead
    /// ```toml
    /// [driver.both_ways]
    /// counterpart = "mutual-exposure"
    /// reconciliation = "Exposure drives cells that need no link, and hinders those that live by secrecy."
    /// ```
    pub(super) UNRECONCILED_FACTOR = "unreconciled-factor", Warning, Some(check);
    ar r#"العامل الذي يعمل في الاتجاهين يبيّن كيف يُوفَّق بينهما.

## ما تفعله
تكشف كل `both_ways` بلا `reconciliation` إذا لم يكن عند مقابله واحد أيضًا، والمقابل الذي هو من الجهة نفسها، والمحفز والعائق اللذين يحملان اسمًا واحدًا ولا يسمّي أحدهما الآخر مقابلًا له.

## لماذا
ما يدفع ويمنع معًا يبطل بعضه بعضًا، إلا أن يبيّن الكاتب متى يعمل في كل اتجاه. وبغير ذلك يُحسب في ميزان القوى مرتين.

## مثال
```toml
[driver.both_ways]
counterpart = "mutual-exposure"
```

## البديل
```toml
[driver.both_ways]
counterpart = "mutual-exposure"
reconciliation = "يدفع الانكشاف الخلايا التي لا تحتاج إلى وصل، ويمنع التي تعيش على السرية."
```"#
}

fn check(case: &Case, findings: &mut Findings<'_>) {
    let model = &case.model;
    for (kind, factors) in [
        (Kind::Driver, &model.driver),
        (Kind::Obstacle, &model.obstacle),
    ] {
        for (index, factor) in factors.iter().enumerate() {
            let at = case.route(kind, index).key("both_ways");
            reconciled(case, findings, kind, factor, &at);
        }
    }
    let obstacles: Vec<_> = model.obstacle.iter().map(folded).collect();
    for (index, driver) in model.driver.iter().enumerate() {
        let names_of_driver = folded(driver);
        for (other, obstacle) in model.obstacle.iter().enumerate() {
            let same = |name| names_of_driver.contains(name);
            if !obstacles
                .get(other)
                .is_some_and(|names| names.iter().any(same))
                || names(driver, obstacle.id.as_str())
                || names(obstacle, driver.id.as_str())
            {
                continue;
            }
            let id = obstacle.id.as_str();
            findings.add(
                case.at(&case.route(Kind::Driver, index).key("name")),
                say!(
                    en "this driver has the name of the obstacle `{id}`, and neither names the other",
                    ar "لهذا المحفز اسم العائق `{id}`، ولا يسمّي أحدهما الآخر"
                ),
                |found| {
                    found
                        .related(case.at(&case.route(Kind::Obstacle, other).key("name")))
                        .help(say!(
                            en "add `both_ways = {{ counterpart = \"{id}\", reconciliation = \"…\" }}`, or tell the names apart",
                            ar "أضف `both_ways = {{ counterpart = \"{id}\", reconciliation = \"…\" }}`، أو فرّق بين الاسمين"
                        ))
                },
            );
        }
    }
}

fn reconciled(case: &Case, findings: &mut Findings<'_>, kind: Kind, factor: &Factor, at: &Route) {
    let Some(both) = &factor.both_ways else {
        return;
    };
    let counterpart = both.counterpart.as_ref().and_then(|id| {
        let (kind, index) = case.entry(id.as_str())?;
        let factor = match kind {
            Kind::Driver => case.model.driver.get(index),
            Kind::Obstacle => case.model.obstacle.get(index),
            _ => None,
        };
        Some((kind, factor?))
    });
    if let Some((other, found)) = counterpart
        && other == kind
    {
        let (id, key) = (found.id.as_str(), kind.key());
        findings.add(
            case.at(&at.key("counterpart")),
            say!(
                en "the counterpart `{id}` is a `{key}` too",
                ar "المقابل `{id}` من النوع نفسه (`{key}`)"
            ),
            |found| {
                found.help(say!(
                    en "name a factor of the other side",
                    ar "سمِّ عاملًا من الجهة الأخرى"
                ))
            },
        );
    }
    let said = |factor: &Factor| {
        factor
            .both_ways
            .as_ref()
            .is_some_and(|both| both.reconciliation.is_some())
    };
    if said(factor) || counterpart.is_some_and(|(_, other)| said(other)) {
        return;
    }
    let id = factor.id.as_str();
    findings.add(
        case.at(at),
        say!(
            en "`{id}` works both ways, and nothing says how the two are reconciled",
            ar "العامل `{id}` يعمل في الاتجاهين، ولم يُبيَّن كيف يُوفَّق بينهما"
        ),
        |found| {
            found.help(say!(
                en "add a `reconciliation`: which way does it work when, and what follows for the judgement?",
                ar "أضف `reconciliation`: متى يعمل في كل اتجاه، وما أثر ذلك في الحكم؟"
            ))
        },
    );
}

fn names(factor: &Factor, id: &str) -> bool {
    factor
        .both_ways
        .as_ref()
        .and_then(|both| both.counterpart.as_ref())
        .is_some_and(|counterpart| counterpart.as_str() == id)
}

/// The names of a factor as they compare, with their languages.
fn folded(factor: &Factor) -> Vec<(Option<Lang>, String)> {
    let names = factor.name.variants();
    names.map(|(lang, name)| (lang, fold(name))).collect()
}
