//! Dates as a template sees them: words, and moments as decimal years.

use chrono::{Datelike, NaiveDate};
use minijinja::value::Value;

use crate::compose::calendar::WIDE;
use crate::compose::prose::NARROW;
use crate::compose::view::{Printed, View};
use crate::model::{Date, Route};

/// A day as a decimal year.
fn years(day: NaiveDate) -> f64 {
    let length = if day.leap_year() { 366.0 } else { 365.0 };
    f64::from(day.year()) + f64::from(day.ordinal0()) / length
}

/// Where a date begins and where it is over, as decimal years.
pub(super) fn span(date: &Date) -> (f64, f64) {
    let end = date.latest().succ_opt().unwrap_or(date.latest());
    (years(date.earliest()), years(end))
}

/// Whether a date is known to the month at least.
pub(super) fn exact(date: &Date) -> bool {
    let start = date.span.start;
    date.span.end.is_none() && start.month.is_some() && start.part.is_none()
}

impl View<'_> {
    /// A date in the words of its source where the file keeps them in this language.
    pub(in crate::compose) fn date(&self, date: &Date, at: &Route) -> Value {
        let lang = self.usage.lang;
        let kept = date
            .wording
            .as_ref()
            .filter(|wording| wording.exact(lang).is_some());
        // “After the refusal, undated” stands without “since”.
        let own_words = kept
            .and_then(|wording| wording.exact(lang))
            .is_some_and(|wording| wording != self.usage.date(date));
        let (code, words) = match kept {
            Some(wording) => self.prose(wording, &at.key("wording")),
            None => {
                let words = self.usage.date(date);
                (self.dated(&words), words)
            }
        };
        let iso = date.earliest().format("%Y-%m-%d").to_string();
        Printed::value(
            code,
            [
                ("plain", Value::from(words)),
                ("iso", Value::from(iso)),
                ("is_day", Value::from(date.span.day().is_some())),
                ("exact", Value::from(exact(date))),
                ("own_words", Value::from(own_words)),
            ],
        )
    }

    /// Code for a date in words: a long range breaks behind its dash, and nowhere else.
    fn dated(&self, words: &str) -> String {
        let pen = self.pen();
        let fits = words.chars().count() <= NARROW;
        match words.split_once(WIDE).filter(|_| !fits) {
            Some((start, end)) => {
                let start = self.medium.sequence(&[pen.plain(start), pen.plain(" –")]);
                let space = self.medium.letters(" ");
                let parts = [self.medium.tied(&start), space, pen.together(end)];
                self.medium.sequence(&parts)
            }
            None => pen.together(words),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_ends_where_the_next_begins() {
        let date = |text: &str| -> Date {
            let toml = format!("d = \"{text}\"");
            let mut all: std::collections::HashMap<String, Date> = toml::from_str(&toml).unwrap();
            all.remove("d").unwrap()
        };
        assert_eq!(span(&date("2014")), (2014.0, 2015.0));
        assert_eq!(span(&date("2011/2013")), (2011.0, 2014.0));
        let (from, to) = span(&date("early 2014"));
        assert!(from == 2014.0 && (to - (2014.0 + 120.0 / 365.0)).abs() < 1e-9);
        assert_eq!(span(&date("2016-12-31")).1, 2017.0, "a leap year ends too");
        for (text, known) in [
            ("2018-11-22", true),
            ("2018-11", true),
            ("mid 2018-11", false),
            ("2018", false),
            ("2018-11/2018-12", false),
        ] {
            assert_eq!(exact(&date(text)), known, "{text}");
        }
    }
}
