use super::{Findings, rule};
use crate::diagnostic::say;
use crate::model::Kind;
use crate::resolve::Case;

rule! {
    /// A comparison has one cell for each of its actors in each of its rows.
    ///
    /// ## What it does
    /// Finds a cell for an actor that the table does not compare, a second cell for the same
    /// actor in one row, and a row that lacks the cell of an actor.
    ///
    /// ## Why
    /// A cell without a column is not printed, and an empty one looks as if nothing held for
    /// that actor, where the source may only be silent.
    ///
    /// ## Example
    /// ```toml
    /// actors = ["daesh", "al-qaeda"]
    ///
    /// [[comparison.dimension]]
    /// name = "Recruitment"
    /// cells = [{ actor = "daesh", claim = "… [@web-2017]" }]
    /// ```
    ///
    /// ## Instead
    /// Write the missing cell; where the sources say nothing of the actor, say that:
    /// ```toml
    /// cells = [
    ///   { actor = "daesh", claim = "… [@web-2017]" },
    ///   { actor = "al-qaeda", claim = "The article says nothing of it [@web-2017]." },
    /// ]
    /// ```
    pub(super) RAGGED_COMPARISON = "ragged-comparison", Error, Some(check);
    ar r#"في المقارنة خلية واحدة لكل فاعل في كل صف.

## ما تفعله
تكشف الخلية التي لفاعل لا تقارنه الجدول، والخلية الثانية للفاعل نفسه في صف واحد، والصف الذي تنقصه خلية فاعل.

## لماذا
الخلية التي لا عمود لها لا تُطبع، والخلية الفارغة توهم بأن لا شيء ينطبق على الفاعل، وقد يكون المصدر ساكتًا فحسب.

## مثال
```toml
actors = ["daesh", "al-qaeda"]

[[comparison.dimension]]
name = "التجنيد"
cells = [{ actor = "daesh", claim = "… [@web-2017]" }]
```

## البديل
اكتب الخلية الناقصة، وإن سكتت المصادر عن الفاعل فقل ذلك:
```toml
cells = [
  { actor = "daesh", claim = "… [@web-2017]" },
  { actor = "al-qaeda", claim = "لا يذكر المقال شيئًا من ذلك [@web-2017]." },
]
```"#
}

fn check(case: &Case, findings: &mut Findings<'_>) {
    for (index, comparison) in case.model.comparison.iter().enumerate() {
        let table = case.route(Kind::Comparison, index);
        for (row, dimension) in comparison.dimension.iter().enumerate() {
            let at = table.key("dimension").index(row);
            for (cell, written) in dimension.cells.iter().enumerate() {
                let actor = written.actor.as_str();
                let place = at.key("cells").index(cell).key("actor");
                if !comparison.actors.contains(&written.actor) {
                    findings.add(
                        case.at(&place),
                        say!(en "the table does not compare `{actor}`", ar "الجدول لا يقارن `{actor}`"),
                        |found| {
                            found.related(case.at(&table.key("actors"))).help(say!(
                                en "add `{actor}` to `actors`, or take the cell out",
                                ar "أضف `{actor}` إلى `actors`، أو احذف الخلية"
                            ))
                        },
                    );
                } else if dimension.cells[..cell]
                    .iter()
                    .any(|first| first.actor == written.actor)
                {
                    findings.add(
                        case.at(&place),
                        say!(en "a second cell for `{actor}` in one row", ar "خلية ثانية للفاعل `{actor}` في صف واحد"),
                        |found| {
                            found.help(say!(
                                en "join the two cells into one",
                                ar "اجمع الخليتين في واحدة"
                            ))
                        },
                    );
                }
            }
            for actor in &comparison.actors {
                if dimension.cells.iter().any(|cell| cell.actor == *actor) {
                    continue;
                }
                let id = actor.as_str();
                findings.add(
                    case.at(&at),
                    say!(en "this row has no cell for `{id}`", ar "ليس في هذا الصف خلية للفاعل `{id}`"),
                    |found| {
                        found.help(say!(
                            en "add the cell; where the sources say nothing of `{id}`, write that",
                            ar "أضف الخلية، وإن سكتت المصادر عن `{id}` فاكتب ذلك"
                        ))
                    },
                );
            }
        }
    }
}
