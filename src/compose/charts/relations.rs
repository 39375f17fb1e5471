//! Relations over the years: a lane for two actors, a bar for each relation.

use minijinja::value::Value;

use super::moments::span;
use super::spoken;
use crate::compose::labels::label;
use crate::compose::view::View;
use crate::model::{Date, Kind, Relation, RelationKind};

/// Fewer dated relations than this need no drawing.
const FEWEST_RELATIONS: usize = 2;

/// A chart of more bars would fill a page: they go on in another.
const MOST_BARS: usize = 16;

/// The four manners in which relations are drawn, in the order of the key: bound, at work together, in strife, parted.
const FAMILIES: [&str; 4] = ["bond", "work", "strife", "break"];

/// The manner in which a kind of relation is drawn.
fn family(kind: RelationKind) -> &'static str {
    match kind {
        RelationKind::Allegiance
        | RelationKind::Membership
        | RelationKind::Leadership
        | RelationKind::Merger => "bond",
        RelationKind::Cooperation | RelationKind::Negotiation => "work",
        RelationKind::Fighting | RelationKind::Enmity | RelationKind::Rivalry => "strife",
        RelationKind::Split | RelationKind::Disavowal => "break",
    }
}

/// Whether a kind is the same seen from either actor.
fn mutual(kind: RelationKind) -> bool {
    matches!(
        kind,
        RelationKind::Fighting
            | RelationKind::Enmity
            | RelationKind::Cooperation
            | RelationKind::Negotiation
            | RelationKind::Rivalry
            | RelationKind::Merger
    )
}

fn pair((low, high): (f64, f64)) -> Value {
    Value::from(vec![Value::from(low), Value::from(high)])
}

/// One relation among the bars of a lane.
struct Bar<'a> {
    relation: &'a Relation,
    /// The actor it points to, where that is the lane's first.
    back: bool,
}

/// Relations of the same two actors.
struct Lane<'a> {
    ends: (&'a str, &'a str),
    bars: Vec<Bar<'a>>,
}

impl View<'_> {
    /// The charts, a page of bars each, and the words on what they leave out.
    pub(super) fn relation_charts(&self) -> (Value, Value) {
        let all = self.shown(Kind::Relation, &self.case.model.relation);
        let dated: Vec<&Relation> = all
            .iter()
            .map(|(_, relation)| *relation)
            .filter(|relation| relation.since.is_some() || relation.until.is_some())
            .collect();
        if dated.len() < FEWEST_RELATIONS {
            return (Value::from(()), Value::from(()));
        }
        let now = span(&self.case.model.as_of).1;
        let moments = dated.iter().flat_map(|relation| {
            let dates = [&relation.since, &relation.until];
            dates.into_iter().flatten().map(span)
        });
        let (from, to) = moments.fold((now, now), |(from, to), (low, high)| {
            (from.min(low), to.max(high))
        });
        let key = self.key(&dated);
        let open = dated
            .iter()
            .any(|one| one.since.is_none() || one.until.is_none());
        let charts: Value = pages(lanes(&dated))
            .iter()
            .map(|lanes| {
                Value::from_pairs([
                    ("from", Value::from(from)),
                    ("to", Value::from(to)),
                    ("lanes", lanes.iter().map(|lane| self.lane(lane)).collect()),
                    ("families", key.clone()),
                    ("open", Value::from(open)),
                    ("alt", Value::from(self.relation_alt(lanes))),
                ])
            })
            .collect();
        let left = all.len() - dated.len();
        let undated = match left {
            0 => Value::from(()),
            _ => self.words(&self.said(spoken::undated(left))),
        };
        (charts, undated)
    }

    /// The manners that the charts show, for their one key: always in the same order.
    fn key(&self, dated: &[&Relation]) -> Value {
        let shown = |name: &&str| dated.iter().any(|relation| family(relation.kind) == *name);
        let named = FAMILIES.iter().filter(|name| shown(name)).map(|name| {
            let words = label("family", name, self.usage.lang);
            Value::from_pairs([("family", Value::from(*name)), ("words", self.words(words))])
        });
        named.collect()
    }

    fn lane(&self, lane: &Lane<'_>) -> Value {
        let bars: Value = lane
            .bars
            .iter()
            .map(|bar| {
                let relation = bar.relation;
                let kind = label(RelationKind::LIST, relation.kind.as_str(), self.usage.lang);
                let date = |date: &Option<Date>| {
                    date.as_ref()
                        .map_or(Value::from(()), |date| pair(span(date)))
                };
                let place = relation.place.as_ref();
                Value::from_pairs([
                    ("kind", self.words(kind)),
                    ("family", Value::from(family(relation.kind))),
                    ("since", date(&relation.since)),
                    ("until", date(&relation.until)),
                    (
                        "place",
                        place.map_or(Value::from(()), |place| {
                            self.words(&self.called(place.as_str()))
                        }),
                    ),
                    (
                        "back",
                        match bar.back {
                            true => self.words(&self.called(relation.to.as_str())),
                            false => Value::from(()),
                        },
                    ),
                ])
            })
            .collect();
        Value::from_pairs([
            ("first", self.words(&self.called(lane.ends.0))),
            ("second", self.words(&self.called(lane.ends.1))),
            ("bars", bars),
        ])
    }

    /// The name of an actor or place.
    fn called(&self, id: &str) -> String {
        let entry = self.case.entry(id);
        entry.map_or_else(String::new, |(kind, index)| self.name(kind, index))
    }

    fn relation_alt(&self, lanes: &[Lane<'_>]) -> String {
        let (lang, mut told) = (self.usage.lang, Vec::new());
        for lane in lanes {
            for bar in &lane.bars {
                let relation = bar.relation;
                let when = |date: &Option<Date>| date.as_ref().map(|date| self.usage.date(date));
                let mut parts = vec![format!(
                    "{}{}{}",
                    self.called(relation.from.as_str()),
                    label("chart", "and", lang),
                    self.called(relation.to.as_str())
                )];
                parts.push(label(RelationKind::LIST, relation.kind.as_str(), lang).to_owned());
                let ranges = [&relation.since, &relation.until]
                    .map(|date| date.as_ref().is_some_and(|date| date.span.end.is_some()));
                let times = spoken::interval(
                    when(&relation.since).as_deref(),
                    when(&relation.until).as_deref(),
                    ranges,
                );
                parts.push(times.get(lang).to_owned());
                parts.extend(
                    relation
                        .place
                        .as_ref()
                        .map(|place| self.called(place.as_str())),
                );
                told.push(parts.join(label("join", "comma", lang)));
            }
        }
        let count = self.said(spoken::relations(told.len()));
        format!("{count}{}", told.join(label("join", "semicolon", lang)))
    }
}

/// Relations by the two actors they are between, in the order in which these come up.
fn lanes<'a>(dated: &[&'a Relation]) -> Vec<Lane<'a>> {
    let mut lanes: Vec<Lane<'a>> = Vec::new();
    for &relation in dated {
        let (from, to) = (relation.from.as_str(), relation.to.as_str());
        let known = lanes
            .iter_mut()
            .find(|lane| lane.ends == (from, to) || lane.ends == (to, from));
        match known {
            Some(lane) => {
                let back = lane.ends.0 != from && !mutual(relation.kind);
                lane.bars.push(Bar { relation, back });
            }
            None => lanes.push(Lane {
                ends: (from, to),
                bars: vec![Bar {
                    relation,
                    back: false,
                }],
            }),
        }
    }
    for lane in &mut lanes {
        lane.bars.sort_by_key(|bar| {
            let dates = [&bar.relation.since, &bar.relation.until];
            dates.into_iter().flatten().map(Date::order).next()
        });
    }
    lanes
}

/// Lanes in as few charts as hold them, about equally many bars in each: a last chart of one bar would be
/// an axis and a key for little.
fn pages(lanes: Vec<Lane<'_>>) -> Vec<Vec<Lane<'_>>> {
    let mut parts: Vec<Lane<'_>> = Vec::new();
    for lane in lanes {
        let mut bars = lane.bars.into_iter().peekable();
        while bars.peek().is_some() {
            parts.push(Lane {
                ends: lane.ends,
                bars: bars.by_ref().take(MOST_BARS).collect(),
            });
        }
    }
    let needs: Vec<usize> = parts.iter().map(|part| part.bars.len()).collect();
    let fewest = starts(&needs, MOST_BARS).len();
    let least = (1..=MOST_BARS).find(|most| starts(&needs, *most).len() <= fewest);
    let starts = starts(&needs, least.unwrap_or(MOST_BARS));
    let mut pages: Vec<Vec<Lane<'_>>> = Vec::new();
    for (index, part) in parts.into_iter().enumerate() {
        match pages.last_mut().filter(|_| !starts.contains(&index)) {
            Some(page) => page.push(part),
            None => pages.push(vec![part]),
        }
    }
    pages
}

/// The lanes that begin a chart, where none is to have more than `most` bars unless one lane alone has them.
fn starts(needs: &[usize], most: usize) -> Vec<usize> {
    let mut starts = Vec::new();
    let mut filled = 0;
    for (index, need) in needs.iter().enumerate() {
        if starts.is_empty() || filled + need > most {
            starts.push(index);
            filled = 0;
        }
        filled += need;
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn relation(from: &str, to: &str, kind: &str, since: &str) -> Relation {
        let text = format!(
            "id = \"r\"\nfrom = \"{from}\"\nto = \"{to}\"\nkind = \"{kind}\"\nsince = \"{since}\""
        );
        toml::from_str(&text).unwrap()
    }

    #[test]
    fn a_lane_has_two_actors_whichever_comes_first() {
        let all = [
            relation("a", "b", "split", "2015"),
            relation("b", "a", "disavowal", "2014"),
            relation("b", "a", "fighting", "2016"),
            relation("a", "c", "merger", "2016"),
        ];
        let all: Vec<&Relation> = all.iter().collect();
        let lanes = lanes(&all);
        assert_eq!(lanes.len(), 2);
        let first = &lanes[0];
        assert_eq!(first.ends, ("a", "b"));
        let told: Vec<_> = first
            .bars
            .iter()
            .map(|bar| (bar.relation.kind.as_str(), bar.back))
            .collect();
        // In order of time; what is the same from either side points nowhere.
        assert_eq!(
            told,
            [("disavowal", true), ("split", false), ("fighting", false)]
        );
    }

    #[test]
    fn no_chart_is_higher_than_a_page() {
        let all: Vec<Relation> = (0..50)
            .map(|n| relation("a", if n < 40 { "b" } else { "c" }, "fighting", "2015"))
            .collect();
        let all: Vec<&Relation> = all.iter().collect();
        let pages = pages(lanes(&all));
        let bars = |page: &Vec<Lane<'_>>| page.iter().map(|lane| lane.bars.len()).sum::<usize>();
        assert_eq!(pages.iter().map(bars).sum::<usize>(), 50, "none is lost");
        assert!(pages.iter().all(|page| bars(page) <= MOST_BARS));
        assert!(pages.len() <= 8, "{} charts", pages.len());
    }

    #[test]
    fn no_chart_is_left_with_one_bar() {
        let all: Vec<Relation> = (0..17)
            .map(|n| relation("a", &format!("b{n}"), "fighting", "2015"))
            .collect();
        let all: Vec<&Relation> = all.iter().collect();
        let pages: Vec<usize> = pages(lanes(&all)).iter().map(Vec::len).collect();
        assert_eq!(pages, [9, 8]);
        // Balance costs no chart more.
        assert_eq!(starts(&[3, 3, 3], 8).len(), 2);
        assert_eq!(starts(&[3, 3, 3], 5).len(), 3);
    }
}
