//! Counts and names, in Arabic and English: the terminal and the brief say the same.

use std::collections::HashMap;

use super::chain::Origin;
use super::counted::{Forms, Gender, Manner};
use super::link::Knot;
use super::{Claim, Why};
use crate::diagnostic::{Say, say};
use crate::model::{Kind, Lang, Node, Prose, Reflect, Route, Text};
use crate::resolve::Case;

/// “three independent origins”.
pub fn origins(n: usize, manner: Manner) -> Say {
    let ar = Forms {
        gender: Gender::He,
        none: "لا أصل مستقل معروف",
        one: "أصل مستقل واحد",
        two: "أصلان مستقلان",
        few: "أصول مستقلة",
        many: "أصلًا مستقلًا",
        hundred: "أصل مستقل",
    };
    let en = match n {
        0 => "no known independent origin".to_owned(),
        _ => manner.english(n, "independent origin", "independent origins"),
    };
    Say {
        ar: ar.count(n, manner),
        en,
    }
}

/// “three origins”, for the margin of a claim.
pub fn origins_short(n: usize) -> Say {
    let manner = Manner::of(&[n]);
    let ar = Forms {
        gender: Gender::He,
        none: "بلا أصل معروف",
        one: "أصل واحد",
        two: "أصلان",
        few: "أصول",
        many: "أصلًا",
        hundred: "أصل",
    };
    let en = match n {
        0 => "no known origin".to_owned(),
        _ => manner.english(n, "origin", "origins"),
    };
    Say {
        ar: ar.count(n, manner),
        en,
    }
}

/// “in four documents, one of them a copy”; nothing where there is no document.
pub fn documents(n: usize, copies: usize, manner: Manner) -> Option<Say> {
    if n == 0 {
        return None;
    }
    let ar = Forms {
        gender: Gender::She,
        none: "",
        one: "وثيقة واحدة",
        two: "وثيقتين",
        few: "وثائق",
        many: "وثيقة",
        hundred: "وثيقة",
    };
    let copied_ar = match (n, copies) {
        (_, 0) => String::new(),
        (2, 1) => "، إحداهما نسخة".to_owned(),
        (_, 1) => "، إحداها نسخة".to_owned(),
        (_, 2) => "، منها نسختان".to_owned(),
        (_, _) => {
            let forms = Forms {
                gender: Gender::She,
                none: "",
                one: "",
                two: "",
                few: "نسخ",
                many: "نسخة",
                hundred: "نسخة",
            };
            format!("، منها {}", forms.count(copies, manner))
        }
    };
    let of_them = manner.number(copies, Gender::She, Lang::En);
    let copied_en = match copies {
        0 => String::new(),
        // No count: it says which.
        1 => ", one of them a copy".to_owned(),
        _ => format!(", {of_them} of them copies"),
    };
    let counted = ar.count(n, manner);
    let en = manner.english(n, "document", "documents");
    Some(say!(en "{en}{copied_en}", ar "{counted}{copied_ar}"))
}

/// The manner of what is said of a claim's support.
pub fn manner(claim: &Claim) -> Manner {
    Manner::of(&[claim.origins.len(), claim.documents.len(), claim.copies])
}

/// “one independent origin in four documents, one of them a copy”.
pub fn support(claim: &Claim) -> Say {
    let manner = manner(claim);
    let origins = origins(claim.origins.len(), manner);
    match documents(claim.documents.len(), claim.copies, manner) {
        None => origins,
        Some(documents) => Say {
            ar: format!("{} من {}", origins.ar, documents.ar),
            en: format!("{} in {}", origins.en, documents.en),
        },
    }
}

/// What would be left without a knot.
pub fn left(n: usize, manner: Manner) -> Say {
    let Say { ar, en } = origins(n, manner);
    match n {
        0 => say!(en "without it no independent origin is left", ar "وبإسقاطه لا يبقى أصل مستقل"),
        1 => say!(en "without it {en} is left", ar "وبإسقاطه يبقى {ar}"),
        2 => say!(en "without it {en} are left", ar "وبإسقاطه يبقى {ar}"),
        _ => say!(en "without it {en} are left", ar "وبإسقاطه تبقى {ar}"),
    }
}

/// Why an end counts nothing.
pub fn why(why: &Why, case: &Case) -> Say {
    match why {
        Why::Anonymous => say!(en "not named", ar "لم يُسمَّ"),
        Why::Mixed => say!(
            en "relays several, and the claim does not say which",
            ar "ينقل عن عدة جهات، ولا يُبيَّن أيها المقصود"
        ),
        Why::Unknown => say!(en "lineage unknown", ar "مجهول النسب"),
        Why::ArguesFrom(other) => {
            let (en, ar) = (origin(other, case, Lang::En), origin(other, case, Lang::Ar));
            say!(en "not independent of {en}", ar "غير مستقل عن {ar}")
        }
    }
}

/// The name of an origin as a reader knows it.
pub fn origin(origin: &Origin, case: &Case, lang: Lang) -> String {
    let id = origin.id();
    let said = |lang: Lang| {
        let (_, statement) = case.statement(id)?;
        let origin = statement.origin.as_ref();
        let named = origin.and_then(|origin| origin.attribution.as_ref());
        let first = statement.attribution.as_ref().or(named);
        first.map(|text| plain(text, lang))
    };
    let name = match origin {
        Origin::Actor(_) => actor(case, id, lang),
        Origin::Document(_) | Origin::Analysis(_) | Origin::Mixed(_) => {
            Some(document(case, id, lang))
        }
        Origin::Attributed(_) => {
            let origin = case
                .statement(id)
                .and_then(|(_, said)| said.origin.as_ref());
            let text = origin.and_then(|origin| origin.attribution.as_ref());
            text.map(|text| plain(text, lang)).or_else(|| said(lang))
        }
        Origin::Anonymous(_) => said(lang),
        Origin::Unknown(_) => case.source(id).map(|_| document(case, id, lang)),
    };
    name.unwrap_or_else(|| id.to_owned())
}

fn actor(case: &Case, id: &str, lang: Lang) -> Option<String> {
    let (Kind::Actor, index) = case.entry(id)? else {
        return None;
    };
    let actor = case.model.actor.get(index)?;
    Some(plain(&actor.name, lang))
}

/// A few words for a document: its author, its publisher, or else its title.
pub fn document(case: &Case, id: &str, lang: Lang) -> String {
    let Some((_, source)) = case.source(id) else {
        return id.to_owned();
    };
    let text = source.publisher.as_ref().or(source.author.as_ref());
    plain(text.unwrap_or(&source.title), lang)
}

/// A knot as a message names it.
pub fn knot(knot: &Knot, case: &Case) -> Say {
    match knot {
        Knot::Statement(id) => say!(en "the statement `{id}`", ar "القول `{id}`"),
        Knot::Document(id) => say!(en "the document `{id}`", ar "الوثيقة `{id}`"),
        Knot::Origin(one) => Say {
            ar: origin(one, case, Lang::Ar),
            en: origin(one, case, Lang::En),
        },
    }
}

/// Id and name of every entry that carries an id.
pub fn entries(case: &Case, lang: Lang) -> HashMap<(Kind, usize), (String, String)> {
    let mut found = HashMap::new();
    case.model.node().walk(&Route::root(), &mut |route, node| {
        let (Node::Record(fields), 2) = (node, route.steps().count()) else {
            return;
        };
        let entry = route.entry();
        let Some((kind, index)) =
            entry.and_then(|(key, index)| Some((Kind::from_key(key)?, index)))
        else {
            return;
        };
        let id = fields.iter().find_map(|(_, value)| match value {
            Node::Id(id) => Some(id.as_str().to_owned()),
            _ => None,
        });
        let name = NAMING.iter().find_map(|wanted| {
            fields.iter().find_map(|(key, value)| match value {
                Node::Text(text) if key == wanted => Some(plain(text, lang)),
                _ => None,
            })
        });
        if let Some(id) = id {
            found.insert((kind, index), (id, name.unwrap_or_default()));
        }
    });
    found
}

/// The keys under which entries name themselves, the shortest name first.
const NAMING: [&str; 7] = [
    "name",
    "statement",
    "case",
    "what",
    "question",
    "title",
    "claim",
];

fn plain(text: &Text, lang: Lang) -> String {
    Prose::parse(text.best(lang).0).plain()
}

#[cfg(test)]
mod tests {
    use super::super::counted::Manner;
    use super::{documents, left, origins, origins_short};

    #[test]
    fn arabic_numbers_take_the_right_noun() {
        for (n, expected) in [
            (0, "لا أصل مستقل معروف"),
            (1, "أصل مستقل واحد"),
            (2, "أصلان مستقلان"),
            (3, "ثلاثة أصول مستقلة"),
            (10, "عشرة أصول مستقلة"),
            (11, "11 أصلًا مستقلًا"),
            (99, "99 أصلًا مستقلًا"),
            (100, "100 أصل مستقل"),
            (102, "102 أصل مستقل"),
            (103, "103 أصول مستقلة"),
            (111, "111 أصلًا مستقلًا"),
        ] {
            assert_eq!(origins(n, Manner::of(&[n])).ar, expected);
        }
        assert_eq!(origins_short(2).ar, "أصلان");
        assert_eq!(origins_short(3).en, "three origins");
        let of = |n, copies| {
            let manner = Manner::of(&[n, copies]);
            documents(n, copies, manner).map(|say| (say.ar, say.en))
        };
        assert_eq!(of(0, 0), None);
        for (n, copies, ar, en) in [
            (1, 0, "وثيقة واحدة", "one document"),
            (
                2,
                1,
                "وثيقتين، إحداهما نسخة",
                "two documents, one of them a copy",
            ),
            (
                4,
                1,
                "أربع وثائق، إحداها نسخة",
                "four documents, one of them a copy",
            ),
            (
                8,
                3,
                "ثماني وثائق، منها ثلاث نسخ",
                "eight documents, three of them copies",
            ),
            (
                12,
                2,
                "12 وثيقة، منها نسختان",
                "12 documents, 2 of them copies",
            ),
            (
                12,
                3,
                "12 وثيقة، منها 3 نسخ",
                "12 documents, 3 of them copies",
            ),
        ] {
            assert_eq!(of(n, copies), Some((ar.to_owned(), en.to_owned())));
        }
    }

    #[test]
    fn what_is_left_is_told_in_the_manner_of_the_whole() {
        assert_eq!(left(3, Manner::Words).ar, "وبإسقاطه تبقى ثلاثة أصول مستقلة");
        let few = left(3, Manner::Digits).en;
        assert_eq!(few, "without it 3 independent origins are left");
    }
}
