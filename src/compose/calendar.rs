//! Dates and digits in the words of a language and a house.

use chrono::{Datelike, NaiveDate};
use icu_calendar::Date as CalendarDate;
use icu_calendar::cal::Hijri;

use super::labels::label;
use crate::model::date::{Part, Point};
use crate::model::{Date, Digits, House, Lang, Locale};

/// What stands between the ends of a range where an end has a space of its own, such as a month and
/// its year, or is a range itself: a close dash would join no more than the words beside it.
pub const WIDE: &str = " – ";

/// What stands between the ends of any other range: it is one token, as a range of numbers is.
pub const CLOSE: &str = "–";

/// A range in words, told once where both ends are the same.
pub fn range(start: &str, end: &str) -> String {
    if start == end {
        return start.to_owned();
    }
    let apart = |text: &str| text.contains(char::is_whitespace) || text.contains(CLOSE);
    let dash = match apart(start) || apart(end) {
        true => WIDE,
        false => CLOSE,
    };
    format!("{start}{dash}{end}")
}

/// The two ends of what [`range`] makes of a date.
pub fn ends(range: &str) -> Option<(&str, &str)> {
    range.split_once(WIDE).or_else(|| range.split_once(CLOSE))
}

/// How dates and numbers are written in one brief.
#[derive(Debug, Clone, Copy)]
pub struct Usage {
    /// The language of the brief.
    pub lang: Lang,
    /// The region whose months an Arabic brief uses.
    pub locale: Locale,
    /// The digits of an Arabic brief.
    pub digits: Digits,
    /// Whether an Arabic brief gives Hijri dates.
    pub hijri: bool,
}

impl Usage {
    /// The usage of a house, with what an assessment says itself coming first.
    pub fn new(lang: Lang, own: Option<Locale>, house: &House) -> Self {
        Self {
            lang,
            locale: own.or(house.locale).unwrap_or(Locale::Egypt),
            digits: house.digits.unwrap_or(Digits::Latin),
            hijri: house.hijri.unwrap_or(true),
        }
    }

    /// A number in the digits of the brief.
    pub fn digits(&self, text: &str) -> String {
        if self.lang != Lang::Ar || self.digits == Digits::Latin {
            return text.to_owned();
        }
        text.chars()
            .map(|c| match c.to_digit(10) {
                Some(digit) if c.is_ascii_digit() => char::from_u32(0x660 + digit).unwrap_or(c),
                _ => c,
            })
            .collect()
    }

    /// A quantity: whole numbers without a point, thousands parted from 10 000 up.
    pub fn number(&self, value: f64) -> String {
        let plain = if value.fract() == 0.0 && value.abs() < 1e15 {
            group(&format!("{value:.0}"))
        } else {
            format!("{value}")
        };
        self.digits(&plain)
    }

    /// A date in the words of the calendar.
    pub fn date(&self, date: &Date) -> String {
        let start = self.point(&date.span.start);
        match &date.span.end {
            None => start,
            Some(end) => range(&start, &self.point(end)),
        }
    }

    fn point(&self, point: &Point) -> String {
        let year = self.digits(&point.year.to_string());
        let month = point.month.map(|month| self.month(month));
        let plain = match (month, point.day) {
            (Some(month), Some(day)) => {
                format!("{} {month} {year}", self.digits(&day.to_string()))
            }
            (Some(month), None) => format!("{month} {year}"),
            (None, _) => match (self.lang, point.part) {
                (Lang::Ar, Some(_)) => format!("عام {year}"),
                _ => year,
            },
        };
        let part = match point.part {
            None => return plain,
            Some(Part::Early) => "early",
            Some(Part::Mid) => "mid",
            Some(Part::Late) => "late",
            Some(Part::End) => "end",
        };
        label("part", part, self.lang).replace("{}", &plain)
    }

    fn month(&self, month: u32) -> &'static str {
        let list = match self.locale {
            Locale::Iraq | Locale::Syria | Locale::Lebanon | Locale::Jordan => "month-levant",
            Locale::Algeria | Locale::Tunisia => "month-maghreb",
            Locale::Morocco => "month-morocco",
            _ => "month",
        };
        const NUMBERS: [&str; 12] = [
            "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12",
        ];
        let number = NUMBERS[(month.clamp(1, 12) - 1) as usize];
        label(list, number, self.lang)
    }

    /// The Hijri day (Umm al-Qura) of a Gregorian one, in words.
    pub fn hijri(&self, day: NaiveDate) -> Option<String> {
        let iso = CalendarDate::try_new_iso(
            day.year(),
            u8::try_from(day.month()).ok()?,
            u8::try_from(day.day()).ok()?,
        )
        .ok()?;
        let date = iso.to_calendar(Hijri::new_umm_al_qura());
        let month = date.month().ordinal.to_string();
        let month = super::labels::all()
            .get("hijri-month")?
            .get(&month)?
            .get(self.lang);
        let era = match self.lang {
            Lang::Ar => "هـ",
            Lang::En => " AH",
        };
        let (day, year) = (
            date.day_of_month().0.to_string(),
            date.year().extended_year().to_string(),
        );
        Some(format!(
            "{} {month} {}{era}",
            self.digits(&day),
            self.digits(&year)
        ))
    }
}

fn group(digits: &str) -> String {
    let (sign, digits) = digits
        .strip_prefix('-')
        .map_or(("", digits), |rest| ("-", rest));
    if digits.len() < 5 {
        return format!("{sign}{digits}");
    }
    let mut out = String::from(sign);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn usage(lang: Lang, locale: Locale, digits: Digits) -> Usage {
        Usage {
            lang,
            locale,
            digits,
            hijri: true,
        }
    }

    fn date(text: &str) -> Date {
        toml::from_str::<std::collections::HashMap<String, Date>>(&format!("d = \"{text}\""))
            .unwrap()
            .remove("d")
            .unwrap()
    }

    #[test]
    fn months_and_digits_are_those_of_the_region() {
        let day = date("2018-04-24");
        let latin = |locale| usage(Lang::Ar, locale, Digits::Latin).date(&day);
        assert_eq!(latin(Locale::Egypt), "24 أبريل 2018");
        assert_eq!(latin(Locale::Iraq), "24 نيسان 2018");
        assert_eq!(latin(Locale::Algeria), "24 أفريل 2018");
        let indic = usage(Lang::Ar, Locale::Egypt, Digits::ArabicIndic);
        assert_eq!(indic.date(&day), "٢٤ أبريل ٢٠١٨");
        assert_eq!(
            usage(Lang::En, Locale::Iraq, Digits::ArabicIndic).date(&day),
            "24 April 2018"
        );
    }

    #[test]
    fn fuzzy_dates_say_how_fuzzy_they_are() {
        let ar = usage(Lang::Ar, Locale::Egypt, Digits::Latin);
        let en = usage(Lang::En, Locale::Egypt, Digits::Latin);
        for (text, arabic, english) in [
            ("early 2014", "مطلع عام 2014", "early 2014"),
            ("end 2019", "نهاية عام 2019", "end of 2019"),
            ("mid 2019-02", "منتصف فبراير 2019", "mid-February 2019"),
            ("2018-11", "نوفمبر 2018", "November 2018"),
            ("2013/2015", "2013–2015", "2013–2015"),
            ("2013/2015-10", "2013 – أكتوبر 2015", "2013 – October 2015"),
        ] {
            assert_eq!(ar.date(&date(text)), arabic);
            assert_eq!(en.date(&date(text)), english);
        }
    }

    #[test]
    fn a_range_is_as_close_as_its_ends() {
        for (start, end, told) in [
            ("2013", "2015", "2013–2015"),
            ("٢٠١٣", "٢٠١٥", "٢٠١٣–٢٠١٥"),
            ("May 2013", "2015", "May 2013 – 2015"),
            ("2013–2014", "2015", "2013–2014 – 2015"),
            ("2015", "2015", "2015"),
        ] {
            assert_eq!(range(start, end), told);
        }
        assert_eq!(ends("2013–2015"), Some(("2013", "2015")));
        assert_eq!(
            ends("2011 – مطلع عام 2014"),
            Some(("2011", "مطلع عام 2014"))
        );
        assert_eq!(ends("mid-May 2013"), None);
    }

    #[test]
    fn hijri_is_umm_al_qura() {
        // The check date of the reference tables.
        let day = NaiveDate::from_ymd_opt(2017, 4, 24).unwrap();
        let ar = usage(Lang::Ar, Locale::Egypt, Digits::Latin);
        assert_eq!(ar.hijri(day).as_deref(), Some("27 رجب 1438هـ"));
    }

    #[test]
    fn thousands_are_parted_from_ten_thousand_up() {
        let en = usage(Lang::En, Locale::Egypt, Digits::Latin);
        assert_eq!(en.number(7000.0), "7000");
        assert_eq!(en.number(12500.0), "12,500");
        assert_eq!(en.number(2.5), "2.5");
    }
}
