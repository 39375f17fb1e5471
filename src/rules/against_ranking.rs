use super::{Findings, rule};
use crate::analysis::ach::leads_anyhow;
use crate::diagnostic::say;
use crate::model::{Kind, Ref};
use crate::resolve::Case;

rule! {
    /// A judgement that adopts a hypothesis which does not lead says why.
    ///
    /// ## What it does
    /// Finds judgements whose `hypothesis` is not first in the ranking of the matrix, alone or
    /// with others, and that have no `despite_ranking`. `taqdir ach` shows the ranking.
    ///
    /// ## Why
    /// The matrix is there to protect the author from the favourite answer. To go against it
    /// can be right, for it knows nothing of what was left out; but a reader must see that it
    /// was done, and why.
    ///
    /// ## Example
    /// ```toml
    /// [[judgement]]
    /// hypothesis = "merger"          # ranked third
    /// ```
    ///
    /// ## Instead
    /// ```toml
    /// despite_ranking = "Two rows weigh the same event; counted once, merger leads."
    /// ```
    pub(super) AGAINST_RANKING = "against-ranking", Warning, Some(check);
    ar r#"الحكم الذي يأخذ بفرضية غير متقدمة يقول لماذا.

## ما تفعله
تكشف كل حكم لا تحتل فرضيته (`hypothesis`) المرتبة الأولى في المصفوفة، منفردة أو مع غيرها، وليس فيه `despite_ranking`. والأمر `taqdir ach` يبيّن الترتيب.

## لماذا
وُضعت المصفوفة لتحمي الكاتب من الجواب الذي يميل إليه. ومخالفتها قد تصح، لأنها لا تعلم ما تُرك خارجها، لكن من حق القارئ أن يرى المخالفة وسببها.

## مثال
```toml
[[judgement]]
hypothesis = "merger"          # المرتبة الثالثة
```

## البديل
```toml
despite_ranking = "صفان يزنان واقعة واحدة، ولو حُسبت مرة لتقدمت فرضية الاندماج."
```"#
}

fn check(case: &Case, findings: &mut Findings<'_>) {
    let judgements = case.model.judgement.iter();
    let mut unexplained = judgements
        .filter(|judgement| judgement.despite_ranking.is_none())
        .filter_map(|judgement| judgement.hypothesis.as_ref());
    // Who stands behind the items is costly to find out, and seldom decides.
    if unexplained.all(|adopted| leads_anyhow(case, adopted.as_str())) {
        return;
    }
    // One hypothesis cannot be out of order.
    let ranking = findings.ranking(case);
    let ranking = ranking.filter(|ranking| ranking.hypotheses.len() > 1);
    let Some(ranking) = ranking else { return };
    for (index, judgement) in case.model.judgement.iter().enumerate() {
        let adopted = judgement.hypothesis.as_ref().map(Ref::as_str);
        let standing = ranking
            .hypotheses
            .iter()
            .find(|hypothesis| Some(hypothesis.id.as_str()) == adopted);
        let Some(standing) = standing else { continue };
        if standing.place == 1 || judgement.despite_ranking.is_some() {
            continue;
        }
        let (id, place, points) = (&standing.id, standing.place, standing.against);
        let leaders = ranking.leaders();
        let leading = leaders
            .first()
            .and_then(|first| ranking.hypotheses.get(*first));
        let (leader, least) = leading.map_or((String::new(), String::new()), |first| {
            (first.id.clone(), first.against.to_string())
        });
        findings.add(
            case.at(&case.route(Kind::Judgement, index).key("hypothesis")),
            say!(
                en "`{id}` is number {place} in the ranking, with {points} against it; `{leader}` leads with {least}",
                ar "ترتيب `{id}` في المصفوفة {place} بتعارض مجموعه {points}؛ وتتقدم `{leader}` بمجموع {least}"
            ),
            |found| {
                found.help(say!(
                    en "say in `despite_ranking` why the judgement adopts it all the same, or weigh the matrix anew",
                    ar "بيّن في `despite_ranking` لماذا يأخذ الحكم بها مع ذلك، أو أعد وزن المصفوفة"
                ))
            },
        );
    }
}
