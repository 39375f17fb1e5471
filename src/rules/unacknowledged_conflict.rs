use super::reading::letters::fold;
use super::{Findings, rule};
use crate::diagnostic::say;
use crate::model::{Figure, Kind, Text};
use crate::resolve::Case;

rule! {
    /// Figures that contradict each other name each other.
    ///
    /// ## What it does
    /// Compares figures of the same unit, subject and place that count the same thing (half
    /// of the words of their `what` agree) for dates that overlap. Finds two whose ranges do
    /// not meet, where neither names the other in `conflicts_with` and no `[[conflict]]` sets
    /// the two against each other. A figure marked `approximate` is given a tenth on either
    /// side. Two figures of which only one is dated are not compared.
    ///
    /// ## Why
    /// Each number looks certain on its page. The reader learns only from the author that the
    /// sources disagree.
    ///
    /// ## Example
    /// ```toml
    /// [[figure]]
    /// id = "fighters-un"           # 14000 to 18000 fighters
    ///
    /// [[figure]]
    /// id = "fighters-pentagon"     # 25000 fighters, the same year
    /// ```
    ///
    /// ## Instead
    /// ```toml
    /// [[figure]]
    /// id = "fighters-pentagon"
    /// conflicts_with = ["fighters-un"]
    /// ```
    pub(super) UNACKNOWLEDGED_CONFLICT = "unacknowledged-conflict", Warning, Some(check);
    ar r#"الأرقام المتناقضة يسمّي بعضها بعضًا.

## ما تفعله
تقارن الأرقام المتفقة في الوحدة والموضوع والمكان، التي تعدّ شيئًا واحدًا (نصف كلمات `what` مشترك)، في تواريخ متداخلة، وتكشف كل رقمين لا يلتقي مداهما إذا لم يسمِّ أحدهما الآخر في `conflicts_with` ولم يجمعهما `[[conflict]]`. ويُزاد للرقم التقريبي (`approximate`) عُشر من كل جهة. ولا يُقارن رقمان أحدهما فقط مؤرخ.

## لماذا
كل رقم يبدو يقينًا في صفحته، ولا يعلم القارئ أن المصادر اختلفت إلا من الكاتب.

## مثال
```toml
[[figure]]
id = "fighters-un"           # من 14000 إلى 18000 مقاتل

[[figure]]
id = "fighters-pentagon"     # 25000 مقاتل في السنة نفسها
```

## البديل
```toml
[[figure]]
id = "fighters-pentagon"
conflicts_with = ["fighters-un"]
```"#
}

fn check(case: &Case, findings: &mut Findings<'_>) {
    let figures = &case.model.figure;
    for (index, figure) in figures.iter().enumerate() {
        for (earlier, other) in figures.iter().enumerate().take(index) {
            if !comparable(figure, other)
                || meet(figure, other)
                || acknowledged(case, figure, other)
            {
                continue;
            }
            let (id, other_id) = (figure.id.as_str(), other.id.as_str());
            findings.add(
                case.at(&case.route(Kind::Figure, index).key("id")),
                say!(
                    en "`{id}` contradicts `{other_id}`, and neither says so",
                    ar "الرقم `{id}` يناقض `{other_id}`، ولا يذكر أحدهما ذلك"
                ),
                |found| {
                    found
                        .related(case.at(&case.route(Kind::Figure, earlier).key("id")))
                        .help(say!(
                            en "add `conflicts_with = [\"{other_id}\"]`, or a `[[conflict]]` that resolves it",
                            ar "أضف `conflicts_with = [\"{other_id}\"]`، أو `[[conflict]]` يحلّه"
                        ))
                },
            );
        }
    }
}

fn comparable(one: &Figure, other: &Figure) -> bool {
    let dates = match (&one.as_of, &other.as_of) {
        (None, None) => true,
        (Some(a), Some(b)) => a.earliest() <= b.latest() && b.earliest() <= a.latest(),
        _ => false,
    };
    dates
        && one.subject == other.subject
        && one.place == other.place
        && agree(&one.unit, &other.unit, |a, b| fold(a) == fold(b))
        && agree(&one.what, &other.what, like)
}

fn agree(one: &Text, other: &Text, same: impl Fn(&str, &str) -> bool) -> bool {
    one.variants().any(|(lang, text)| {
        other
            .variants()
            .any(|(lang_too, text_too)| lang == lang_too && same(text, text_too))
    })
}

/// Whether half of the longer words of the shorter text stand in the other.
fn like(one: &str, other: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        text.split(|c: char| !c.is_alphanumeric())
            .map(fold)
            .filter(|word| word.chars().count() >= 4)
            .collect()
    };
    let (one, other) = (words(one), words(other));
    let (short, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    let shared = short.iter().filter(|word| long.contains(word)).count();
    shared * 2 >= short.len()
}

fn range(figure: &Figure) -> (f64, f64) {
    let margin = if figure.approximate { 0.1 } else { 0.0 };
    let low = figure.minimum.unwrap_or(f64::NEG_INFINITY);
    let high = figure.maximum.unwrap_or(f64::INFINITY);
    (low - low.abs() * margin, high + high.abs() * margin)
}

fn meet(one: &Figure, other: &Figure) -> bool {
    let ((low, high), (low_too, high_too)) = (range(one), range(other));
    low <= high_too && low_too <= high
}

fn acknowledged(case: &Case, one: &Figure, other: &Figure) -> bool {
    let names =
        |figure: &Figure, id: &str| figure.conflicts_with.iter().any(|to| to.as_str() == id);
    let (id, other_id) = (one.id.as_str(), other.id.as_str());
    names(one, other_id)
        || names(other, id)
        || case.model.conflict.iter().any(|conflict| {
            let cited = |id: &str| {
                conflict
                    .sides
                    .iter()
                    .any(|side| side.evidence.iter().any(|to| to.as_str() == id))
            };
            cited(id) && cited(other_id)
        })
}
