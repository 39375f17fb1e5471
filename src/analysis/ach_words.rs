//! What a ranking of hypotheses has to say for itself, in both languages.

use super::ach::{Ranking, Removal};
use crate::diagnostic::{Say, say};

/// How entries are named in a sentence.
pub trait Naming {
    /// The hypothesis at a position.
    fn hypothesis(&self, ranking: &Ranking, position: usize) -> Say;
    /// The item at a position.
    fn item(&self, ranking: &Ranking, position: usize) -> Say;
    /// The items at several positions.
    fn items(&self, ranking: &Ranking, positions: &[usize]) -> Say {
        list(positions, |at| self.item(ranking, at))
    }
}

/// Names entries by their ids, for the terminal.
#[derive(Debug, Clone, Copy)]
pub struct ByIds;

impl Naming for ByIds {
    fn hypothesis(&self, ranking: &Ranking, position: usize) -> Say {
        let id = ranking
            .hypotheses
            .get(position)
            .map_or("", |h| h.id.as_str());
        say!(en "`{id}`", ar "`{id}`")
    }

    fn item(&self, ranking: &Ranking, position: usize) -> Say {
        let id = ranking
            .items
            .get(position)
            .map_or("", |item| item.id.as_str());
        say!(en "`{id}`", ar "`{id}`")
    }
}

/// All remarks, with entries by their ids.
pub fn remarks(ranking: &Ranking) -> Vec<Say> {
    let mut said = vec![lead(ranking, &ByIds)];
    said.extend(weights(ranking, &ByIds));
    said.extend(sensitivity(ranking, &ByIds));
    said.extend(idle(ranking, &ByIds));
    said.extend(gaps(ranking, &ByIds));
    said
}

/// Who leads, alone or not, and among how many.
pub fn lead(ranking: &Ranking, names: &dyn Naming) -> Say {
    let leaders = ranking.leaders();
    let first = leaders
        .first()
        .and_then(|first| ranking.hypotheses.get(*first));
    let points = first.map(|first| first.against).unwrap_or_default();
    let Say { en, ar } = list(&leaders, |at| names.hypothesis(ranking, at));
    if ranking.hypotheses.len() == 1 {
        return say!(
            en "{en} has nothing to compete with, and its {points} says nothing.",
            ar "لا فرضية أخرى تنافس {ar}، فلا دلالة لمجموعها، وهو {points}."
        );
    }
    match leaders.len() {
        1 => say!(
            en "{en} leads, with an inconsistency score of {points}.",
            ar "تتقدم {ar}، ومجموع نقاط التعارض معها {points}."
        ),
        _ => say!(
            en "{en} tie for the lead, each with an inconsistency score of {points}.",
            ar "تتساوى في المقدمة {ar}، ومجموع نقاط التعارض مع كلٍّ منها {points}."
        ),
    }
}

/// Whether the weights decide.
pub fn weights(ranking: &Ranking, names: &dyn Naming) -> Option<Say> {
    let leaders = ranking.unweighted_leaders();
    if leaders == ranking.leaders() {
        return None;
    }
    let Say { en, ar } = list(&leaders, |at| names.hypothesis(ranking, at));
    let verb = if leaders.len() == 1 {
        "would lead"
    } else {
        "would tie for the lead"
    };
    Some(say!(
        en "If every item counted the same, {en} {verb}.",
        ar "ولو تساوت الأدلة وزنًا لكانت الصدارة من نصيب {ar}."
    ))
}

/// Which single item's removal changes the order.
pub fn sensitivity(ranking: &Ranking, names: &dyn Naming) -> Vec<Say> {
    if ranking.hypotheses.len() < 2 {
        return Vec::new();
    }
    let mut said = Vec::new();
    let mut order = Vec::new();
    for (position, item) in ranking.items.iter().enumerate() {
        match &item.removal {
            Removal::Nothing => {}
            Removal::Order => order.push(position),
            Removal::Lead(leaders) => {
                let (one, then) = (
                    names.item(ranking, position),
                    list(leaders, |at| names.hypothesis(ranking, at)),
                );
                let (one_en, one_ar, en, ar) = (one.en, one.ar, then.en, then.ar);
                said.push(if leaders.len() == 1 {
                    say!(
                        en "Without {one_en}, {en} would lead.",
                        ar "ولو أُسقط {one_ar} لتقدمت {ar}."
                    )
                } else {
                    say!(
                        en "Without {one_en}, {en} would tie for the lead.",
                        ar "ولو أُسقط {one_ar} لتساوت في المقدمة {ar}."
                    )
                });
            }
        }
    }
    if said.is_empty() {
        said.push(say!(
            en "No single item decides which hypothesis leads.",
            ar "ولا تتوقف الصدارة على دليل بعينه."
        ));
    }
    if !order.is_empty() {
        let Say { en, ar } = names.items(ranking, &order);
        said.push(if order.len() == 1 {
            say!(
                en "Behind the lead, the order would change without {en}.",
                ar "أما ترتيب ما يليها فيتغير بإسقاط {ar}."
            )
        } else {
            say!(
                en "Behind the lead, the order would change if any one of these were struck: {en}.",
                ar "أما ترتيب ما يليها فيتغير بإسقاط أيٍّ من هذه الأدلة: {ar}."
            )
        });
    }
    said
}

/// The items that do not tell the hypotheses apart.
pub fn idle(ranking: &Ranking, names: &dyn Naming) -> Option<Say> {
    let all = ranking.items.iter().enumerate();
    let idle: Vec<usize> = all
        .filter(|(_, item)| !item.discriminates)
        .map(|(position, _)| position)
        .collect();
    if idle.is_empty() || ranking.hypotheses.len() < 2 {
        return None;
    }
    let Say { en, ar } = names.items(ranking, &idle);
    Some(say!(
        en "These tell no hypothesis from another: {en}.",
        ar "ولا يفرّق بين الفرضيات: {ar}."
    ))
}

/// Cells without a rating.
pub fn gaps(ranking: &Ranking, names: &dyn Naming) -> Option<Say> {
    if ranking.empty.is_empty() {
        return None;
    }
    let mut rows: Vec<usize> = ranking.empty.iter().map(|(row, _)| *row).collect();
    rows.dedup();
    let count = ranking.empty.len();
    let Say { en, ar } = names.items(ranking, &rows);
    Some(say!(
        en "Empty cells, which count like agreement: {count}, at {en}.",
        ar "الخانات الفارغة، وتُحسب كالاتساق: {count}، عند {ar}."
    ))
}

fn list(positions: &[usize], name: impl Fn(usize) -> Say) -> Say {
    let names: Vec<Say> = positions.iter().map(|at| name(*at)).collect();
    let of = |pick: fn(&Say) -> &str| names.iter().map(pick).collect::<Vec<_>>();
    let joined = |names: &[&str], comma: &str, and: &str| match names {
        [all @ .., last] if !all.is_empty() => format!("{}{and}{last}", all.join(comma)),
        all => all.concat(),
    };
    Say {
        ar: joined(&of(|say| say.ar.as_str()), "، ", " و"),
        en: joined(&of(|say| say.en.as_str()), ", ", " and "),
    }
}
