use super::{Findings, rule};
use crate::analysis::ach::Ranking;
use crate::diagnostic::say;
use crate::model::Kind;
use crate::resolve::Case;

rule! {
    /// The matrix weighs every item against every hypothesis, and more than one hypothesis.
    ///
    /// ## What it does
    /// Finds hypotheses that no row of the matrix rates, rows that leave out a hypothesis which
    /// others rate, and a matrix with a single hypothesis.
    ///
    /// ## Why
    /// A hypothesis leads because little speaks against it. One that was not weighed has nothing
    /// against it, and an empty cell counts like an item that agrees: both lead for want of
    /// work. And a single hypothesis has nothing to compete with.
    ///
    /// ## Example
    /// ```toml
    /// [[matrix]]
    /// item = "leadership-rivalry"
    /// rating = { merger = "II" }     # and nothing for `cooperation`
    /// ```
    ///
    /// ## Instead
    /// ```toml
    /// rating = { merger = "II", cooperation = "N" }
    /// ```
    /// Write `NA` where the item does not bear on the hypothesis.
    pub(super) INCOMPLETE_MATRIX = "incomplete-matrix", Warning, Some(check);
    ar r#"المصفوفة تزن كل دليل على كل فرضية، والفرضيات أكثر من واحدة.

## ما تفعله
تكشف الفرضية التي لا يقيّمها أي صف، والصف الذي يُغفل فرضية يقيّمها غيره، والمصفوفة ذات الفرضية الواحدة.

## لماذا
تتقدم الفرضية لقلة ما يعارضها. فما لم يوزن لا يعارضه شيء، والخانة الفارغة تُحسب كالدليل المتسق، فيتقدمان لنقص العمل لا لقوة الفرضية. والفرضية الواحدة لا تنافس شيئًا.

## مثال
```toml
[[matrix]]
item = "leadership-rivalry"
rating = { merger = "II" }     # ولا تقييم لـcooperation
```

## البديل
```toml
rating = { merger = "II", cooperation = "N" }
```
واكتب `NA` حيث لا صلة للدليل بالفرضية."#
}

fn check(case: &Case, findings: &mut Findings<'_>) {
    let hypotheses = &case.model.hypothesis;
    let own = |column: usize| case.route(Kind::Hypothesis, column);
    // What the items rest on does not matter here.
    let Some(ranking) = Ranking::with(case, |_, _| 0) else {
        if !hypotheses.is_empty() {
            findings.add(
                case.at(&own(0)),
                say!(en "no matrix weighs the hypotheses", ar "لا مصفوفة تزن الفرضيات"),
                |found| {
                    found.help(say!(
                        en "add a `[[matrix]]` for each item of evidence, rated against each hypothesis",
                        ar "أضف `[[matrix]]` لكل دليل، وقيّمه على كل فرضية"
                    ))
                },
            );
        }
        return;
    };
    if hypotheses.len() == 1 {
        findings.add(
            case.at(&own(0)),
            say!(
                en "a single hypothesis has nothing to compete with",
                ar "فرضية واحدة لا تنافسها أخرى"
            ),
            |found| {
                found.help(say!(
                    en "add the other answers that a reader could think of, at least that nothing will happen",
                    ar "أضف ما قد يخطر للقارئ من أجوبة أخرى، وأقلها ألا يقع شيء"
                ))
            },
        );
    }
    for (column, hypothesis) in ranking.hypotheses.iter().enumerate() {
        if hypothesis.weighed {
            continue;
        }
        let id = &hypothesis.id;
        findings.add(
            case.at(&own(column).key("id")),
            say!(
                en "no row of the matrix rates the hypothesis `{id}`",
                ar "لا صف في المصفوفة يقيّم الفرضية `{id}`"
            ),
            |found| {
                found.help(say!(
                    en "rate it in every row, with `NA` where the item does not bear on it, or take it out",
                    ar "قيّمها في كل صف، واكتب `NA` حيث لا صلة للدليل بها، أو احذفها"
                ))
            },
        );
    }
    for (row, item) in ranking.items.iter().enumerate() {
        let missing: Vec<&str> = ranking
            .empty
            .iter()
            .filter(|(at, _)| *at == row)
            .filter_map(|(_, column)| ranking.hypotheses.get(*column))
            .filter(|hypothesis| hypothesis.weighed)
            .map(|hypothesis| hypothesis.id.as_str())
            .collect();
        if missing.is_empty() {
            continue;
        }
        let names: Vec<String> = missing.iter().map(|id| format!("`{id}`")).collect();
        let (en, ar) = (names.join(", "), names.join("، "));
        let example = missing.first().copied().unwrap_or_default();
        findings.add(
            case.at(&item.route.key("rating")),
            say!(en "this row has no rating for {en}", ar "لا تقييم في هذا الصف لـ{ar}"),
            |found| {
                found.help(say!(
                    en "an empty cell counts like agreement; write `{example} = \"N\"`, or `\"NA\"` where the item does not bear on it",
                    ar "الخانة الفارغة تُحسب كالاتساق؛ اكتب `{example} = \"N\"`، أو `\"NA\"` حيث لا صلة للدليل بها"
                ))
            },
        );
    }
}
