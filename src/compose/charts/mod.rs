//! What the template is told of the figures: moments as decimal years, what stands in which cell and lane.
//!
//! | file | holds |
//! |---|---|
//! | this one | consequences, events, indicators, forces |
//! | [`relations`] | relations in lanes over the years |
//! | [`moments`] | dates as a template sees them |
//! | [`spoken`] | the figures in words |
//!
//! Each figure brings its own alternative text, made from the same data.

mod moments;
mod relations;
pub(super) mod spoken;

use chrono::Datelike;
use minijinja::value::Value;

use super::labels::{label, likelihood};
use super::view::View;
use crate::analysis::force;
use crate::diagnostic::Say;
use crate::model::{
    Assessment, Consequence, Date, Factor, Impact, Indicator, IndicatorStatus, Kind, Trend,
};
use moments::{exact, span};
use spoken::{Placed, Seen, Span};

/// Fewer events than this need no drawing.
const FEWEST_EVENTS: usize = 3;

/// Fewer consequences with both likelihood and impact than this need no matrix.
const FEWEST_CONSEQUENCES: usize = 2;

/// Fewer indicators than this are counted at a glance.
const FEWEST_INDICATORS: usize = 3;

impl View<'_> {
    /// The figures that have data; the others are absent.
    pub(super) fn charts(&self) -> Value {
        let (relations, undated) = self.relation_charts();
        Value::from_pairs([
            ("impact", self.impact_chart()),
            ("events", self.event_chart()),
            ("relations", relations),
            ("undated", undated),
            ("board", self.board()),
            ("forces", Value::from(self.force_alt())),
            ("now", Value::from(span(&self.case.model.as_of).1)),
        ])
    }

    /// The entries of a kind that the brief shows, with their places in the file.
    fn shown<'m, T>(&self, kind: Kind, of: &'m [T]) -> Vec<(usize, &'m T)> {
        let shown = of.iter().enumerate();
        shown
            .filter(|(index, _)| self.selection.shows(kind, *index))
            .collect()
    }

    fn said(&self, say: Say) -> String {
        self.usage.digits(say.get(self.usage.lang))
    }

    // --- likelihood and impact ------------------------------------------------------------------------------------

    fn impact_chart(&self) -> Value {
        let all = self.shown(Kind::Consequence, &self.case.model.consequence);
        let both = |one: &Consequence| one.likelihood.is_some() && one.impact.is_some();
        if all.iter().filter(|(_, one)| both(one)).count() < FEWEST_CONSEQUENCES {
            return Value::from(());
        }
        let scale = self.case.model.scale;
        let bands = scale.bands();
        let mut placed = Vec::new();
        let mut missing = Vec::new();
        let mut spoken = Vec::new();
        for (index, one) in &all {
            let number = self.ordinal(Kind::Consequence, *index);
            let name = self.name(Kind::Consequence, *index);
            let term = one.likelihood.map(|term| Span {
                words: likelihood(scale, term, self.usage.lang).to_owned(),
                range: scale
                    .band(term)
                    .map(|band| self.usage.digits(&format!("{}–{}%", band.low, band.high))),
            });
            let impact = one
                .impact
                .map(|impact| label(Impact::LIST, impact.as_str(), self.usage.lang).to_owned());
            let column = bands
                .iter()
                .position(|band| Some(band.term) == one.likelihood);
            let row = Impact::ALL
                .iter()
                .position(|impact| Some(*impact) == one.impact);
            if let (Some(column), Some(row)) = (column, row) {
                placed.push(Value::from_pairs([
                    ("number", self.words(&number)),
                    ("name", self.words(&name)),
                    ("column", Value::from(column)),
                    ("row", Value::from(row)),
                ]));
            } else {
                let what = spoken::missing(term.as_ref(), impact.as_deref());
                let what = self.said(what);
                missing.push(self.words(&format!("{number} {name} ({what})")));
            }
            spoken.push(Placed {
                number,
                name,
                term,
                impact,
            });
        }
        Value::from_pairs([
            ("placed", Value::from(placed)),
            ("missing", Value::from(missing)),
            (
                "conditional",
                Value::from(
                    all.iter()
                        .any(|(_, one)| both(one) && one.condition.is_some()),
                ),
            ),
            (
                "impacts",
                Impact::ALL
                    .iter()
                    .map(|impact| self.words(label(Impact::LIST, impact.as_str(), self.usage.lang)))
                    .collect(),
            ),
            ("alt", Value::from(self.said(spoken::impacts(&spoken)))),
        ])
    }

    // --- events ---------------------------------------------------------------------------------------------------

    fn event_chart(&self) -> Value {
        let mut events: Vec<(usize, &Date)> = self
            .shown(Kind::Event, &self.case.model.event)
            .into_iter()
            .filter_map(|(index, event)| Some((index, event.when.as_ref()?)))
            .collect();
        events.sort_by_key(|(_, when)| when.order());
        let (Some((_, first)), Some(last)) = (
            events.first(),
            events.iter().map(|(_, when)| when.latest()).max(),
        ) else {
            return Value::from(());
        };
        let one_time = events.iter().all(|(_, when)| span(when) == span(first));
        if events.len() < FEWEST_EVENTS || one_time {
            return Value::from(());
        }
        let known = events.iter().filter(|(_, when)| exact(when)).count();
        let ends = (first.earliest().year(), last.year());
        let marks: Value = events
            .iter()
            .map(|(index, when)| {
                let (low, high) = span(when);
                Value::from_pairs([
                    ("number", Value::from(self.position(Kind::Event, *index))),
                    ("lo", Value::from(low)),
                    ("hi", Value::from(high)),
                    ("exact", Value::from(exact(when))),
                ])
            })
            .collect();
        Value::from_pairs([
            ("marks", marks),
            (
                "alt",
                Value::from(self.said(spoken::events(events.len(), known, ends))),
            ),
        ])
    }

    // --- indicators -----------------------------------------------------------------------------------------------

    fn board(&self) -> Value {
        let all = self.shown(Kind::Indicator, &self.case.model.indicator);
        if all.len() < FEWEST_INDICATORS {
            return Value::from(());
        }
        let lang = self.usage.lang;
        let mut groups = Vec::new();
        let mut seen = Vec::new();
        for status in IndicatorStatus::ALL {
            let of: Vec<&(usize, &Indicator)> = all
                .iter()
                .filter(|(_, one)| one.status == *status)
                .collect();
            if of.is_empty() {
                continue;
            }
            let words = label(IndicatorStatus::LIST, status.as_str(), lang);
            let mut trends = Vec::new();
            let mut spoken = Vec::new();
            for trend in Trend::ALL {
                let numbers: Vec<String> = of
                    .iter()
                    .filter(|(_, one)| one.trend == *trend)
                    .map(|(index, _)| self.ordinal(Kind::Indicator, *index))
                    .collect();
                if numbers.is_empty() {
                    continue;
                }
                let word = label(Trend::LIST, trend.as_str(), lang);
                trends.push(Value::from_pairs([
                    ("kind", Value::from(trend.as_str())),
                    ("term", self.words(word)),
                    (
                        "numbers",
                        numbers.iter().map(|number| self.words(number)).collect(),
                    ),
                ]));
                spoken.push((word.to_owned(), numbers));
            }
            groups.push(Value::from_pairs([
                ("status", Value::from(status.as_str())),
                ("term", self.words(words)),
                (
                    "count",
                    self.words(&self.usage.digits(&of.len().to_string())),
                ),
                ("trends", Value::from(trends)),
            ]));
            seen.push(Seen {
                status: words.to_owned(),
                count: of.len(),
                trends: spoken,
            });
        }
        Value::from_pairs([
            ("groups", Value::from(groups)),
            (
                "alt",
                Value::from(self.said(spoken::board(all.len(), &seen))),
            ),
        ])
    }

    // --- forces ---------------------------------------------------------------------------------------------------

    fn force_alt(&self) -> String {
        let Assessment {
            driver, obstacle, ..
        } = &self.case.model;
        let side = |kind: Kind, factors: &[Factor]| -> Vec<(String, Option<String>)> {
            let shown = self.shown(kind, factors);
            let named = shown.iter().map(|(index, factor)| {
                let lang = self.usage.lang;
                let both = factor.both_ways.as_ref();
                let both = both.map(|_| label("component", "both-ways", lang));
                let weight = factor.weight.map(|weight| {
                    let word = label(crate::model::Weight::LIST, weight.as_str(), lang);
                    let weight = format!("{word} {}", force::value(weight));
                    let parts = std::iter::once(weight.as_str()).chain(both);
                    parts.collect::<Vec<_>>().join(label("join", "comma", lang))
                });
                (self.name(kind, *index), weight)
            });
            named.collect()
        };
        self.said(spoken::forces(
            &side(Kind::Driver, driver),
            &side(Kind::Obstacle, obstacle),
        ))
    }
}
