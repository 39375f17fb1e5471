//! Figures in words, for those who hear a brief: what each shows, in both languages, with the plurals of Arabic.

use crate::compose::calendar;
use crate::diagnostic::{Say, say};
use crate::isnad::counted::{Forms, Gender, Manner};
use crate::model::Lang;

/// A likelihood as it is said.
pub(super) struct Span {
    /// Its term, in the brief's language.
    pub words: String,
    /// Its range in percent.
    pub range: Option<String>,
}

/// A consequence and what is said of it, in the brief's language.
pub(super) struct Placed {
    pub number: String,
    pub name: String,
    pub term: Option<Span>,
    pub impact: Option<String>,
}

/// The indicators of one status, by trend, in the brief's language.
pub(super) struct Seen {
    pub status: String,
    pub count: usize,
    pub trends: Vec<(String, Vec<String>)>,
}

/// Says the same in both languages, where the words are already in the brief's own.
fn both(words: String) -> Say {
    Say {
        ar: words.clone(),
        en: words,
    }
}

fn joined(items: impl IntoIterator<Item = Say>, ar: &str, en: &str) -> Say {
    let (arabic, english): (Vec<_>, Vec<_>) =
        items.into_iter().map(|Say { ar, en }| (ar, en)).unzip();
    Say {
        ar: arabic.join(ar),
        en: english.join(en),
    }
}

/// “three consequences”.
fn consequences(n: usize) -> Say {
    let manner = Manner::of(&[n]);
    let ar = Forms {
        gender: Gender::He,
        none: "بلا تداعيات",
        one: "تداعٍ واحد",
        two: "تداعيان",
        few: "تداعيات",
        many: "تداعيًا",
        hundred: "تداعٍ",
    };
    Say {
        ar: ar.count(n, manner),
        en: manner.english(n, "consequence", "consequences"),
    }
}

/// What a consequence lacks, beside what it has: “impact high, no likelihood”.
pub(super) fn missing(term: Option<&Span>, impact: Option<&str>) -> Say {
    match (term, impact) {
        (Some(Span { words, .. }), _) => {
            say!(en "{words}, no impact stated", ar "{words}، بلا أثر مقدَّر")
        }
        (None, Some(impact)) => say!(
            en "impact {impact}, no likelihood stated",
            ar "أثره {impact}، بلا احتمال مقدَّر"
        ),
        (None, None) => say!(
            en "neither likelihood nor impact stated",
            ar "بلا احتمال ولا أثر مقدَّرين"
        ),
    }
}

/// The matrix of likelihood and impact.
pub(super) fn impacts(all: &[Placed]) -> Say {
    let items = all.iter().map(|one| {
        let Placed { number, name, .. } = one;
        let said = match (&one.term, &one.impact) {
            (Some(Span { words, range }), Some(impact)) => {
                let range = range
                    .as_ref()
                    .map_or(String::new(), |range| format!(" ({range})"));
                say!(en "{words}{range}, impact {impact}", ar "{words}{range}، وأثره {impact}")
            }
            (term, impact) => missing(term.as_ref(), impact.as_deref()),
        };
        let Say { ar, en } = said;
        say!(en "{number} {name}: {en}", ar "{number} {name}: {ar}")
    });
    let Say { ar, en } = joined(items, "؛ ", "; ");
    let count = consequences(all.len());
    let (count_ar, count_en) = (count.ar, count.en);
    say!(
        en "Matrix of likelihood and impact, {count_en}. {en}.",
        ar "مصفوفة الاحتمال والأثر، {count_ar}. {ar}."
    )
}

/// The drawn timeline: how many events, over which years, and how well they are dated.
pub(super) fn events(n: usize, known: usize, (first, last): (i32, i32)) -> Say {
    let manner = Manner::of(&[n]);
    let ar = Forms {
        gender: Gender::He,
        none: "بلا أحداث",
        one: "حدث واحد",
        two: "حدثان",
        few: "أحداث",
        many: "حدثًا",
        hundred: "حدث",
    };
    let (count_ar, count_en) = (ar.count(n, manner), manner.english(n, "event", "events"));
    let years = if first == last {
        say!(en "in {first}", ar "في {first}")
    } else {
        say!(en "from {first} to {last}", ar "من {first} إلى {last}")
    };
    let dated = match (known, n - known) {
        (_, 0) => say!(
            en "each with its day or month",
            ar "وكلها معلوم يومه أو شهره"
        ),
        (0, _) => say!(
            en "none with its day or month, each within a span",
            ar "ولا يُعلم من أيها يومه ولا شهره، بل مدة وقع فيها"
        ),
        (known, spans) => {
            let told = |n, lang| manner.number(n, Gender::He, lang);
            let (known_ar, known_en) = (told(known, Lang::Ar), told(known, Lang::En));
            let (spans_ar, spans_en) = (told(spans, Lang::Ar), told(spans, Lang::En));
            say!(
                en "{known_en} with day or month, {spans_en} within a span",
                ar "ما عُلم يومه أو شهره: {known_ar}، وما لا تُعلم إلا مدته: {spans_ar}"
            )
        }
    };
    let (years_ar, years_en) = (years.ar, years.en);
    let (dated_ar, dated_en) = (dated.ar, dated.en);
    say!(
        en "Timeline {years_en}: {count_en}, {dated_en}. The list below has each by its number.",
        ar "مخطط زمني {years_ar}: {count_ar}، {dated_ar}. وكل حدث برقمه في القائمة أدناه."
    )
}

/// A range of percentages as it is said; a dash between numbers is heard as nothing, or as a minus.
pub(in crate::compose) fn range(low: &str, high: &str) -> Say {
    say!(en "{low} to {high} percent", ar "من {low} إلى {high} في المئة")
}

/// How many relations a chart shows, before they are told.
pub(super) fn relations(n: usize) -> Say {
    let manner = Manner::of(&[n]);
    let (ar, en) = (
        relation_forms().count(n, manner),
        manner.english(n, "relation", "relations"),
    );
    say!(en "Relations over time, {en}: ", ar "العلاقات عبر الزمن، {ar}: ")
}

fn relation_forms() -> Forms {
    Forms {
        gender: Gender::She,
        none: "بلا علاقات",
        one: "علاقة واحدة",
        two: "علاقتان",
        few: "علاقات",
        many: "علاقة",
        hundred: "علاقة",
    }
}

/// What the chart of relations leaves out.
pub(super) fn undated(n: usize) -> Say {
    let manner = Manner::of(&[n]);
    let ar = match n {
        1 => "علاقة واحدة لا تاريخ لها".to_owned(),
        2 => "علاقتان لا تاريخ لهما".to_owned(),
        _ => format!("{} لا تاريخ لها", relation_forms().count(n, manner)),
    };
    let en = manner.english(n, "relation without a date", "relations without a date");
    say!(
        en "Not drawn: {en}; the table below has them all.",
        ar "لم تُرسم {ar}؛ والجدول التالي يجمعها كلها."
    )
}

/// From when to when a relation holds; `ranges` says which of the two dates is a range itself.
pub(super) fn interval(since: Option<&str>, until: Option<&str>, ranges: [bool; 2]) -> Say {
    let within = |date: &str| {
        let (from, to) = calendar::ends(date).unwrap_or((date, date));
        say!(en "some time between {from} and {to}", ar "وقت ما بين {from} و{to}")
    };
    let told = |date: Option<&str>, range: bool| {
        date.map(|date| {
            if range {
                within(date)
            } else {
                both(date.to_owned())
            }
        })
    };
    match (told(since, ranges[0]), told(until, ranges[1])) {
        (Some(Say { ar, en }), None) => say!(en "since {en}", ar "منذ {ar}"),
        (None, Some(Say { ar, en })) => say!(en "until {en}", ar "حتى {ar}"),
        (Some(since), Some(until)) => {
            let (ar, en, to_ar, to_en) = (since.ar, since.en, until.ar, until.en);
            say!(en "from {en} to {to_en}", ar "من {ar} إلى {to_ar}")
        }
        (None, None) => both(String::new()),
    }
}

/// The indicators by status and trend.
pub(super) fn board(n: usize, seen: &[Seen]) -> Say {
    let manner = Manner::of(&[n]);
    let forms = Forms {
        gender: Gender::He,
        none: "بلا مؤشرات",
        one: "مؤشر واحد",
        two: "مؤشران",
        few: "مؤشرات",
        many: "مؤشرًا",
        hundred: "مؤشر",
    };
    let (count_ar, count_en) = (
        forms.count(n, manner),
        manner.english(n, "indicator", "indicators"),
    );
    let groups = seen.iter().map(|group| {
        let Seen { status, count, .. } = group;
        let of_them = |lang| manner.number(*count, Gender::He, lang);
        let (count_ar, count_en) = (of_them(Lang::Ar), of_them(Lang::En));
        let trends = group.trends.iter().map(|(trend, numbers)| {
            let (ar, en) = (numbers.join("، "), numbers.join(", "));
            say!(en "{trend} {en}", ar "{trend} {ar}")
        });
        let Say { ar, en } = joined(trends, "؛ ", "; ");
        say!(en "{status} {count_en} ({en})", ar "{status} {count_ar} ({ar})")
    });
    let Say { ar, en } = joined(groups, "، ", ", ");
    say!(
        en "{count_en} by status and trend: {en}.",
        ar "{count_ar} بحسب الحالة والاتجاه: {ar}."
    )
}

/// The force field: each side with its weights.
pub(super) fn forces(
    drivers: &[(String, Option<String>)],
    obstacles: &[(String, Option<String>)],
) -> Say {
    let side = |factors: &[(String, Option<String>)]| {
        let named = factors.iter().map(|(name, weight)| match weight {
            Some(weight) => both(format!("{name} ({weight})")),
            None => say!(en "{name} (no weight)", ar "{name} (بلا وزن)"),
        });
        joined(named, "، ", ", ")
    };
    let (pushing, hindering) = (side(drivers), side(obstacles));
    let (ar, en, against_ar, against_en) = (pushing.ar, pushing.en, hindering.ar, hindering.en);
    say!(
        en "Balance of forces, weights from 1 to 3. Drivers: {en}. Obstacles: {against_en}.",
        ar "ميزان المحفزات والعوائق، والأوزان من 1 إلى 3. المحفزات: {ar}. العوائق: {against_ar}."
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn placed(number: &str, term: Option<&str>, impact: Option<&str>) -> Placed {
        Placed {
            number: number.to_owned(),
            name: format!("ن{number}"),
            term: term.map(|words| Span {
                words: words.to_owned(),
                range: Some("55–80%".to_owned()),
            }),
            impact: impact.map(str::to_owned),
        }
    }

    #[test]
    fn the_matrix_tells_each_cell_and_what_has_none() {
        let all = [
            placed("1", Some("مرجّح"), Some("كبير")),
            placed("2", None, Some("بالغ")),
            placed("3", Some("مرجّح"), None),
            placed("4", None, None),
        ];
        assert_eq!(
            impacts(&all).ar,
            "مصفوفة الاحتمال والأثر، أربعة تداعيات. 1 ن1: مرجّح (55–80%)، وأثره كبير؛ \
             2 ن2: أثره بالغ، بلا احتمال مقدَّر؛ 3 ن3: مرجّح، بلا أثر مقدَّر؛ \
             4 ن4: بلا احتمال ولا أثر مقدَّرين."
        );
        assert!(
            impacts(&all[..2])
                .en
                .starts_with("Matrix of likelihood and impact, two consequences. 1 ")
        );
    }

    #[test]
    fn arabic_counts_as_arabic_does() {
        let count = |n| events(n, n, (2011, 2018)).ar;
        for (n, words) in [
            (1, "حدث واحد"),
            (2, "حدثان"),
            (8, "ثمانية أحداث"),
            (60, "60 حدثًا"),
            (100, "100 حدث"),
        ] {
            assert_eq!(
                count(n),
                format!(
                    "مخطط زمني من 2011 إلى 2018: {words}، وكلها معلوم يومه أو شهره. \
                     وكل حدث برقمه في القائمة أدناه."
                )
            );
        }
        assert_eq!(
            undated(2).ar,
            "لم تُرسم علاقتان لا تاريخ لهما؛ والجدول التالي يجمعها كلها."
        );
        assert_eq!(
            undated(1).en,
            "Not drawn: one relation without a date; the table below has them all."
        );
        assert_eq!(relations(11).ar, "العلاقات عبر الزمن، 11 علاقة: ");
    }

    #[test]
    fn a_timeline_says_how_well_it_is_dated() {
        assert!(
            events(5, 3, (2011, 2018))
                .en
                .contains("five events, three with day or month, two within a span")
        );
        assert!(
            events(3, 0, (2011, 2011))
                .en
                .starts_with("Timeline in 2011: three events, none with")
        );
        assert!(
            events(5, 3, (2011, 2018))
                .ar
                .contains("ما عُلم يومه أو شهره: ثلاثة، وما لا تُعلم إلا مدته: اثنان")
        );
        // One above ten, and all are in digits.
        assert!(
            events(16, 8, (2011, 2018))
                .en
                .contains("16 events, 8 with day or month, 8 within a span")
        );
    }

    #[test]
    fn an_interval_says_what_is_open_and_what_is_vague() {
        let told =
            |since, until, ranges, lang: Lang| interval(since, until, ranges).get(lang).to_owned();
        assert_eq!(told(Some("2013"), None, [false; 2], Lang::En), "since 2013");
        assert_eq!(told(None, Some("2019"), [false; 2], Lang::Ar), "حتى 2019");
        assert_eq!(
            told(Some("2011 – مطلع عام 2014"), None, [true, false], Lang::Ar),
            "منذ وقت ما بين 2011 ومطلع عام 2014"
        );
        assert_eq!(
            told(Some("2013"), Some("2014–2015"), [false, true], Lang::En),
            "from 2013 to some time between 2014 and 2015"
        );
    }

    #[test]
    fn indicators_and_forces_are_told_with_numbers() {
        let seen = [Seen {
            status: "observed".to_owned(),
            count: 2,
            trends: vec![("rising".to_owned(), vec!["1".to_owned(), "3".to_owned()])],
        }];
        assert_eq!(
            board(4, &seen).en,
            "four indicators by status and trend: observed two (rising 1, 3)."
        );
        let factor = |weight: Option<&str>| vec![("أ".to_owned(), weight.map(str::to_owned))];
        assert_eq!(
            forces(&factor(Some("كبير 3")), &factor(None)).ar,
            "ميزان المحفزات والعوائق، والأوزان من 1 إلى 3. المحفزات: أ (كبير 3). العوائق: أ (بلا وزن)."
        );
    }
}
