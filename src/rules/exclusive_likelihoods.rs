use std::collections::BTreeSet;

use super::{Findings, rule};
use crate::diagnostic::say;
use crate::model::{Judgement, Kind, Ref};
use crate::resolve::Case;

rule! {
    /// Judgements that exclude one another leave room for each other.
    ///
    /// ## What it does
    /// Adds up the likelihoods of judgements that name one another in `excludes`: the `percent` of
    /// each, or the lower end of its band. Finds those that come to more than 100%, and a judgement
    /// that excludes itself.
    ///
    /// ## Why
    /// Of answers that cannot be true together one at most comes true. Where their likelihoods
    /// come to more than certainty, at least one of them is too high, whatever happens.
    ///
    /// ## Example
    /// ```toml
    /// [[judgement]]
    /// id = "alliance"
    /// likelihood = "likely"
    /// excludes = ["merger"]
    ///
    /// [[judgement]]
    /// id = "merger"
    /// likelihood = "likely"
    /// ```
    ///
    /// ## Instead
    /// Lower one of them:
    /// ```toml
    /// [[judgement]]
    /// id = "merger"
    /// likelihood = "unlikely"
    /// ```
    pub(super) EXCLUSIVE_LIKELIHOODS = "exclusive-likelihoods", Error, Some(check);
    ar r#"الأحكام التي لا تصح معًا تتسع احتمالاتها بعضها لبعض.

## ما تفعله
تجمع احتمالات الأحكام التي يذكر بعضها بعضًا في `excludes`: نسبة كل منها `percent`، أو الحد الأدنى لنطاقه. وتكشف ما زاد مجموعه على 100%، وكل حكم يستبعد نفسه.

## لماذا
لا يصح من الإجابات المتنافية إلا واحدة على الأكثر. فإذا زاد مجموع احتمالاتها على اليقين كان واحد منها على الأقل مبالغًا فيه، أيًّا كان ما يقع.

## مثال
```toml
[[judgement]]
id = "alliance"
likelihood = "likely"
excludes = ["merger"]

[[judgement]]
id = "merger"
likelihood = "likely"
```

## البديل
اخفض أحدها:
```toml
[[judgement]]
id = "merger"
likelihood = "unlikely"
```"#
}

fn check(case: &Case, findings: &mut Findings<'_>) {
    let judgements = &case.model.judgement;
    let mut told: BTreeSet<usize> = BTreeSet::new();
    for (index, judgement) in judgements.iter().enumerate() {
        let place = || case.at(&case.route(Kind::Judgement, index).key("excludes"));
        if excludes(judgement, judgement) {
            findings.add(
                place(),
                say!(en "a judgement cannot exclude itself", ar "لا يستبعد حكم نفسه"),
                |found| {
                    found.help(say!(
                        en "name the judgements that cannot be true together with this one",
                        ar "اذكر الأحكام التي لا تصح مع هذا الحكم"
                    ))
                },
            );
        }
        // Those that exclude this one and one another, each by its own word or the other's.
        let mut group = vec![index];
        for (other, with) in judgements.iter().enumerate() {
            let apart = |kept: &usize| {
                let kept = judgements.get(*kept);
                *group.first().unwrap_or(&other) != other
                    && kept.is_some_and(|kept| excludes(kept, with) || excludes(with, kept))
            };
            if group.iter().all(apart) {
                group.push(other);
            }
        }
        let floors: Option<Vec<u32>> = group
            .iter()
            .map(|one| floor(case, judgements.get(*one)?))
            .collect();
        let sum: u32 = floors.into_iter().flatten().sum();
        if judgement.excludes.is_empty() || sum <= 100 || group.iter().all(|one| told.contains(one))
        {
            continue;
        }
        let ids: Vec<String> = group
            .iter()
            .filter_map(|one| judgements.get(*one))
            .map(|judgement| format!("`{}`", judgement.id.as_str()))
            .collect();
        let (names, names_ar) = (ids.join(", "), ids.join("، "));
        findings.add(
            place(),
            say!(
                en "judgements that cannot be true together ({names}) come to {sum}% at least",
                ar "أحكام لا تصح معًا ({names_ar}) لا يقل مجموع احتمالاتها عن {sum}%"
            ),
            |found| {
                group
                    .iter()
                    .skip(1)
                    .fold(found, |found, other| {
                        let at = case.route(Kind::Judgement, *other).key("likelihood");
                        found.related(case.at(&at))
                    })
                    .help(say!(
                        en "lower one of them, or take out of `excludes` what can be true together",
                        ar "اخفض أحدها، أو أخرج من `excludes` ما يمكن أن يصح معًا"
                    ))
            },
        );
        told.extend(group);
    }
}

/// Whether the first says that it excludes the second.
fn excludes(one: &Judgement, other: &Judgement) -> bool {
    let mut named = one.excludes.iter().map(Ref::as_str);
    named.any(|id| id == other.id.as_str())
}

/// The least that a judgement claims, in percent; none where it claims nothing.
fn floor(case: &Case, judgement: &Judgement) -> Option<u32> {
    let percent = judgement.percent.map(|percent| percent.get());
    let band = judgement
        .likelihood
        .and_then(|term| case.model.scale.band(term));
    percent.or(band.map(|band| band.low)).map(u32::from)
}
