//! Dates as assessments know them: a day, a month, a year, a part of one, or a range.

use std::borrow::Cow;
use std::fmt;

use chrono::{Datelike, Days, NaiveDate};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use super::Text;
use super::node::{Node, Reflect};
use super::scalar::Glance;

/// What a date may look like, as a regular expression; [`Span::parse`] checks the calendar too.
pub const DATE_PATTERN: &str = concat!(
    "^(((early|mid|late|end) )?[0-9]{4}(-(0[1-9]|1[0-2]))?|[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]))",
    "(/(((early|mid|late|end) )?[0-9]{4}(-(0[1-9]|1[0-2]))?|[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])))?$"
);

/// The part of a month or year that a date names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// The first third: January to April, or the 1st to the 10th.
    Early,
    /// The second third: May to August, or the 11th to the 20th.
    Mid,
    /// The last third: from September, or from the 21st.
    Late,
    /// The close: November and December, or from the 25th.
    End,
}

/// One end of a date: a year with as much more as is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Point {
    /// The year of the Common Era, four digits.
    pub year: i32,
    /// The month, 1 to 12.
    pub month: Option<u32>,
    /// The day of the month, from 1.
    pub day: Option<u32>,
    /// The part of the month or year; never beside a day.
    pub part: Option<Part>,
}

impl Point {
    fn parse(text: &str) -> Option<Self> {
        let (part, digits) = match text.split_once(' ') {
            Some((word, rest)) => {
                let part = match word {
                    "early" => Part::Early,
                    "mid" => Part::Mid,
                    "late" => Part::Late,
                    "end" => Part::End,
                    _ => return None,
                };
                (Some(part), rest)
            }
            None => (None, text),
        };
        let mut fields = digits.split('-');
        let year: i32 = number(fields.next()?, 4)?.try_into().ok()?;
        let month = fields
            .next()
            .map(|m| number(m, 2).filter(|m| (1..=12).contains(m)));
        let day = fields.next().map(|d| number(d, 2));
        if fields.next().is_some() || (part.is_some() && day.is_some()) {
            return None;
        }
        let point = Self {
            year,
            month: flat(month)?,
            day: flat(day)?,
            part,
        };
        // The calendar decides whether the day exists.
        point.first_of_unit().map(|_| point)
    }

    fn first_of_unit(&self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1))
    }

    fn last_of_unit(&self) -> Option<NaiveDate> {
        match (self.month, self.day) {
            (Some(month), Some(day)) => NaiveDate::from_ymd_opt(self.year, month, day),
            (Some(12), None) | (None, _) => NaiveDate::from_ymd_opt(self.year, 12, 31),
            (Some(month), None) => {
                NaiveDate::from_ymd_opt(self.year, month + 1, 1)?.checked_sub_days(Days::new(1))
            }
        }
    }

    /// The first day this may mean.
    pub fn earliest(&self) -> NaiveDate {
        let first = self.first_of_unit().unwrap_or_default();
        let moved = match (self.part, self.month) {
            (None | Some(Part::Early), _) => None,
            (Some(Part::Mid), None) => first.with_month(5),
            (Some(Part::Late), None) => first.with_month(9),
            (Some(Part::End), None) => first.with_month(11),
            (Some(Part::Mid), Some(_)) => first.with_day(11),
            (Some(Part::Late), Some(_)) => first.with_day(21),
            (Some(Part::End), Some(_)) => first.with_day(25),
        };
        moved.unwrap_or(first)
    }

    /// The last day this may mean.
    pub fn latest(&self) -> NaiveDate {
        let last = self.last_of_unit().unwrap_or_default();
        let moved = match (self.part, self.month) {
            (Some(Part::Early), None) => NaiveDate::from_ymd_opt(self.year, 4, 30),
            (Some(Part::Mid), None) => NaiveDate::from_ymd_opt(self.year, 8, 31),
            (Some(Part::Early), Some(_)) => last.with_day(10),
            (Some(Part::Mid), Some(_)) => last.with_day(20),
            _ => None,
        };
        moved.unwrap_or(last)
    }
}

fn number(text: &str, digits: usize) -> Option<u32> {
    (text.len() == digits && text.bytes().all(|b| b.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

/// `Some(None)`: absent. `None`: present and wrong.
fn flat(field: Option<Option<u32>>) -> Option<Option<u32>> {
    match field {
        None => Some(None),
        Some(None) => None,
        Some(value) => Some(value),
    }
}

/// A date or a range of dates, as the calendar sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Span {
    /// The only date, or where the range starts.
    pub start: Point,
    /// Where a range ends.
    pub end: Option<Point>,
}

impl Span {
    /// Reads `2018`, `2018-11`, `2018-11-22`, `early 2014`, `end 2019-03`, or two of these with `/` between.
    pub fn parse(text: &str) -> Option<Self> {
        match text.split_once('/') {
            Some((start, end)) => Some(Self {
                start: Point::parse(start)?,
                end: Some(Point::parse(end)?),
            }),
            None => Some(Self {
                start: Point::parse(text)?,
                end: None,
            }),
        }
    }

    /// The first day this may mean.
    pub fn earliest(&self) -> NaiveDate {
        self.start.earliest()
    }

    /// The last day this may mean.
    pub fn latest(&self) -> NaiveDate {
        self.end.unwrap_or(self.start).latest()
    }

    /// The day, if it is one day and no less is known.
    pub fn day(&self) -> Option<NaiveDate> {
        (self.end.is_none() && self.start.day.is_some()).then(|| self.start.earliest())
    }
}

/// A date of an assessment: its place in the calendar, and the wording of the source where that says more.
#[derive(Debug, Clone, PartialEq)]
pub struct Date {
    /// The place in the calendar.
    pub span: Span,
    /// The date in the words of the source, which the brief prints in place of its own.
    pub wording: Option<Text>,
    written: String,
}

impl Date {
    fn new(written: String, wording: Option<Text>) -> Option<Self> {
        Some(Self {
            span: Span::parse(&written)?,
            wording,
            written,
        })
    }

    /// The date as the file has it, without its wording: `early 2014`.
    pub fn as_str(&self) -> &str {
        &self.written
    }

    /// The first day this may mean.
    pub fn earliest(&self) -> NaiveDate {
        self.span.earliest()
    }

    /// The last day this may mean.
    pub fn latest(&self) -> NaiveDate {
        self.span.latest()
    }

    /// A key that sorts dates as a reader expects: by first day, then the more precise first.
    pub fn order(&self) -> (i32, u32, u32, NaiveDate) {
        let first = self.earliest();
        (first.year(), first.month(), first.day(), self.latest())
    }
}

/// The key under which toml hands over a native date.
const NATIVE: &str = "$__toml_private_datetime";

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        struct DateVisitor;
        impl<'de> Visitor<'de> for DateVisitor {
            type Value = Date;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a date")
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Date, E> {
                Date::new(text.to_owned(), None).ok_or_else(|| E::custom("not a date"))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Date, A::Error> {
                let (mut date, mut wording) = (None, None);
                while let Some(key) = map.next_key::<Glance<'de>>()? {
                    match key.as_str() {
                        NATIVE => date = Some(map.next_value::<String>()?),
                        "date" => date = Some(map.next_value::<Written>()?.0),
                        "wording" => wording = Some(map.next_value()?),
                        other => return Err(A::Error::unknown_field(other, &["date", "wording"])),
                    }
                }
                date.and_then(|date| Date::new(date, wording))
                    .ok_or_else(|| A::Error::custom("not a date"))
            }
        }
        input.deserialize_any(DateVisitor)
    }
}

/// A date without a table of its own around it: a text or a native date.
struct Written(String);

impl<'de> Deserialize<'de> for Written {
    fn deserialize<D: Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
        struct WrittenVisitor;
        impl<'de> Visitor<'de> for WrittenVisitor {
            type Value = Written;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a date")
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Written, E> {
                Ok(Written(text.to_owned()))
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Written, A::Error> {
                match map.next_key::<Glance<'de>>()?.as_ref().map(Glance::as_str) {
                    Some(NATIVE) => Ok(Written(map.next_value()?)),
                    _ => Err(A::Error::custom("not a date")),
                }
            }
        }
        input.deserialize_any(WrittenVisitor)
    }
}

impl JsonSchema for Date {
    fn schema_name() -> Cow<'static, str> {
        "Date".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": ["string", "object"],
            "pattern": DATE_PATTERN,
            "format": "taqdir-date",
            "required": ["date"],
            "properties": {
                "date": {
                    "type": "string", "pattern": DATE_PATTERN, "format": "taqdir-date",
                    "description": "The date: 2018-11-22, 2018-11, 2018, early 2014, end 2019, or two of these with / between them.",
                },
                "wording": {
                    "allOf": [generator.subschema_for::<Text>()],
                    "description": "The date in the words of the source, where they say more; the brief prints them.",
                },
            },
            "additionalProperties": false,
        })
    }
}

impl Reflect for Date {
    fn node(&self) -> Node<'_> {
        Node::Date(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_date_covers_the_days_it_may_mean() {
        for (text, first, last) in [
            ("2018-11-22", "2018-11-22", "2018-11-22"),
            ("2018-02", "2018-02-01", "2018-02-28"),
            ("2016-02", "2016-02-01", "2016-02-29"),
            ("2018-12", "2018-12-01", "2018-12-31"),
            ("2018", "2018-01-01", "2018-12-31"),
            ("early 2014", "2014-01-01", "2014-04-30"),
            ("mid 2014", "2014-05-01", "2014-08-31"),
            ("late 2014", "2014-09-01", "2014-12-31"),
            ("end 2019", "2019-11-01", "2019-12-31"),
            ("early 2019-02", "2019-02-01", "2019-02-10"),
            ("end 2019-02", "2019-02-25", "2019-02-28"),
            ("2013/2015-06", "2013-01-01", "2015-06-30"),
        ] {
            let span = Span::parse(text).unwrap();
            assert_eq!(
                (span.earliest(), span.latest()),
                (day(first), day(last)),
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "18",
            "2018-13",
            "2018-00",
            "2018-02-30",
            "2018-1-2",
            "early 2018-01-02",
            "around 2014",
            "2018/",
            "/2018",
            "2018-11-22T10:00:00",
            "٢٠١٨",
        ] {
            assert!(Span::parse(text).is_none(), "{text}");
        }
    }
}
