//! “Did you mean”: what a slip of the hand was probably meant to be.

use crate::model::date::Span;

/// The candidate nearest to `word`, if it is near enough to be a slip of the hand.
///
/// Case, hyphens, underscores and spaces do not count; the first of equally near ones wins.
pub fn nearest<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let plain = plain(word);
    let allowed = (plain.chars().count() / 3).clamp(1, 4);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates {
        let other = self::plain(candidate);
        let mut distance = strsim::damerau_levenshtein(&plain, &other);
        let long = plain.chars().count() >= 4;
        if distance > allowed && long && (other.starts_with(&plain) || plain.starts_with(&other)) {
            distance = allowed;
        }
        if distance <= allowed && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// The text with Arabic-Indic and Persian digits in their Latin form.
pub fn latin_digits(text: &str) -> String {
    text.chars()
        .map(|c| {
            let digit = match c {
                '٠'..='٩' => u32::from(c) - u32::from('٠'),
                '۰'..='۹' => u32::from(c) - u32::from('۰'),
                _ => return c,
            };
            char::from_digit(digit, 10).unwrap_or(c)
        })
        .collect()
}

/// The day that `22/11/2018`, `2018/11/22`, `22-11-2018` or `٢٢/١١/٢٠١٨` probably means: `2018-11-22`.
pub fn date(text: &str) -> Option<String> {
    let text = latin_digits(text.trim());
    let written = |text: &str| Span::parse(text).map(|_| text.to_owned());
    let parts: Vec<u32> = text
        .split(['/', '-', '.', ' '])
        .map(|part| part.parse().ok())
        .collect::<Option<_>>()?;
    let [first, month, last] = parts[..] else {
        return written(&text);
    };
    let (year, day) = if first > 31 {
        (first, last)
    } else {
        (last, first)
    };
    // `03/04/2018` is a day in April here and in March elsewhere: nobody but the author knows.
    if first <= 12 && month <= 12 && first != month {
        return None;
    }
    written(&format!("{year:04}-{month:02}-{day:02}"))
}

fn plain(word: &str) -> String {
    word.chars()
        .filter(|c| !matches!(c, '-' | '_' | ' '))
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{date, nearest};

    #[test]
    fn a_date_is_mended_where_it_can_mean_one_day_only() {
        for text in [
            "22/11/2018",
            "2018/11/22",
            "22-11-2018",
            "22.11.2018",
            "٢٢/١١/٢٠١٨",
        ] {
            assert_eq!(date(text).as_deref(), Some("2018-11-22"), "{text}");
        }
        assert_eq!(date("٢٠١٨-١١").as_deref(), Some("2018-11"));
        for text in ["03/04/2018", "30/02/2018", "soon", "1/2", ""] {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn a_slip_is_mended_and_a_stranger_is_not() {
        let keys = [
            "status",
            "statement",
            "trend",
            "first_observed",
            "confidence",
        ];
        assert_eq!(nearest("statuss", keys), Some("status"));
        assert_eq!(nearest("Status", keys), Some("status"));
        assert_eq!(nearest("tredn", keys), Some("trend"));
        assert_eq!(nearest("first-observed", keys), Some("first_observed"));
        assert_eq!(nearest("conf", keys), Some("confidence"));
        assert_eq!(nearest("probability", keys), None);
        assert_eq!(nearest("", keys), None);
    }
}
