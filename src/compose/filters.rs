//! What a template may do to a text beside printing it: print it without its citations, the
//! beginning of it, or its letters as a string. And how a list of entries is printed.

use minijinja::value::Value;
use minijinja::{Environment, Error, ErrorKind};

use super::calendar;
use super::escape::literal;
use super::grouped;
use super::medium::Medium;
use super::printed::Printed;
use super::prose::Pen;
use crate::isnad::counted::{Gender, Manner};
use crate::model::{Lang, Route};

/// Adds the filters that every medium has to an environment.
pub fn add(env: &mut Environment<'_>, medium: Medium, lang: Lang) {
    let pen = Pen { medium, lang };
    env.add_filter("counted", move |forms: Value, number: &str| {
        counted(&forms, number, lang)
    });
    env.add_filter("through", move |first: Value, last: Value| {
        through(&first, &last, pen)
    });
    env.add_filter("in_time", in_time);
    env.add_filter("grouped", move |list: Value| {
        grouped::references(&list, pen)
    });
    // Where there is no register, the number of a source says nothing.
    env.add_filter("bare", move |value: Value| {
        of_text(&value, pen, |words| words)
    });
    env.add_filter("opening", move |value: Value| {
        of_text(&value, pen, |words| {
            words.lines().next().unwrap_or_default().to_owned()
        })
    });
    env.add_filter("clipped", move |value: Value, most: usize| {
        of_text(&value, pen, |words| clipped(&words, most))
    });
}

/// Adds those of Typst alone.
pub fn add_typst(env: &mut Environment<'_>) {
    // A title goes into places that take no content.
    env.add_filter("letters", |value: Value| -> Result<Value, Error> {
        if value.is_none() {
            return Ok(value);
        }
        let words = words_of(&value)?;
        let from = source_of(&value);
        Ok(Printed::with_words(literal(&words), &words, from))
    });
}

/// Events in order of time; those that no source dates come last, in the order of the file.
fn in_time(events: Value) -> Result<Value, Error> {
    let mut dated = Vec::new();
    for event in events.try_iter()? {
        let when = event.get_attr("when")?;
        let day = when.get_attr("iso").ok();
        let day = day.and_then(|day| day.as_str().map(str::to_owned));
        dated.push((day.is_none(), day, event));
    }
    dated.sort_by(|(a, at, _), (b, bt, _)| (a, at).cmp(&(b, bt)));
    Ok(dated.into_iter().map(|(_, _, event)| event).collect())
}

/// From the first of two dates to the last.
fn through(first: &Value, last: &Value, pen: Pen) -> Result<Value, Error> {
    let (start, end) = (words_of(first)?, words_of(last)?);
    let told = calendar::range(&start, &end);
    if start == end {
        return Ok(last.clone());
    }
    let wide = told.contains(calendar::WIDE);
    let own_words = |value: &Value| value.get_attr("own_words").is_ok_and(|own| own.is_true());
    // Years are one token, which is read from left to right as a range of numbers is.
    if !wide && !own_words(first) && !own_words(last) {
        return Ok(Printed::with_words(pen.together(&told), &told, None));
    }
    let code = |value: &Value, words: &str| {
        let printed = value.downcast_object_ref::<Printed>();
        printed.map_or_else(|| pen.plain(words), |printed| printed.code.clone())
    };
    let dash = if wide {
        calendar::WIDE
    } else {
        calendar::CLOSE
    };
    // No line begins with the dash; what is too long for its column breaks elsewhere too.
    let start = [code(first, &start), pen.medium.letters(dash.trim_end())];
    let start = pen.medium.tied(&pen.medium.sequence(&start));
    let space = wide.then(|| pen.medium.letters(" "));
    let parts: Vec<String> = [Some(start), space, Some(code(last, &end))]
        .into_iter()
        .flatten()
        .collect();
    Ok(Printed::with_words(
        pen.medium.sequence(&parts),
        &told,
        None,
    ))
}

/// The form of a label that a number takes, with the number in it: `{}` in digits, `{he}` and `{she}` in
/// words up to ten, after the gender of what is counted.
fn counted(forms: &Value, number: &str, lang: Lang) -> Result<Value, Error> {
    let digits = number.chars().filter_map(|c| match c {
        '٠'..='٩' => Some(u32::from(c) - u32::from('٠')),
        c => c.to_digit(10),
    });
    let count = digits.fold(0_usize, |count, digit| {
        let digit = usize::try_from(digit).unwrap_or_default();
        count.saturating_mul(10).saturating_add(digit)
    });
    let form = match (count, count % 100) {
        (1, _) => "one",
        (2, _) => "two",
        (_, 3..=10) => "few",
        (_, 11..=99) => "many",
        _ => "hundred",
    };
    let label = forms.get_attr(form)?;
    let label = label.as_str().ok_or_else(|| {
        Error::new(
            ErrorKind::InvalidOperation,
            "this filter takes a label that has a form for each number, such as `labels.more`",
        )
    })?;
    let in_words = |gender| match Manner::of(&[count]) {
        Manner::Words => Manner::Words.number(count, gender, lang),
        Manner::Digits => number.to_owned(),
    };
    let label = label
        .replace("{}", number)
        .replace("{he}", &in_words(Gender::He))
        .replace("{she}", &in_words(Gender::She));
    Ok(Value::from(label))
}

/// Makes another text of the letters of a text; nothing remains nothing.
fn of_text(value: &Value, pen: Pen, change: impl FnOnce(String) -> String) -> Result<Value, Error> {
    if value.is_none() {
        return Ok(Value::from(()));
    }
    let words = words_of(value)?;
    let changed = change(words.clone());
    // The beginning of a text is not the text.
    let from = source_of(value).filter(|_| changed == words);
    // A text in another language than the document keeps its face and its direction.
    let other = value.get_attr("foreign").ok();
    let other = other
        .as_ref()
        .and_then(Value::as_str)
        .and_then(Lang::from_word);
    let code = match other {
        Some(lang) => pen
            .medium
            .foreign(lang, &Pen { lang, ..pen }.plain(&changed)),
        None => pen.plain(&changed),
    };
    Ok(Printed::with_words(code, &changed, from))
}

fn words_of(value: &Value) -> Result<String, Error> {
    let plain = value.get_attr("plain")?;
    let words = plain.as_str().or_else(|| value.as_str());
    words.map(str::to_owned).ok_or_else(|| {
        Error::new(
            ErrorKind::InvalidOperation,
            "this filter takes a text of the assessment or a label",
        )
    })
}

fn source_of(value: &Value) -> Option<&Route> {
    value.downcast_object_ref::<Printed>()?.from.as_ref()
}

/// The beginning of a text, up to a space where there is one; what is cut off shows as dots.
fn clipped(text: &str, most: usize) -> String {
    let text = text.trim();
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let start: String = text.chars().take(most).collect();
    let whole = match start.rsplit_once(char::is_whitespace) {
        Some((words, _)) if !words.is_empty() => words,
        _ => start.as_str(),
    };
    let whole = whole.trim_end_matches(|c: char| c.is_whitespace() || "،,؛;:.–—-(«“".contains(c));
    format!("{whole} …")
}

#[cfg(test)]
mod tests {
    use super::super::labels;
    use super::*;

    #[test]
    fn a_number_takes_the_form_that_arabic_wants() {
        let told = |number: &str, lang: Lang| {
            let forms = labels::all()["more"].iter();
            let forms = forms.map(|(key, label)| (key.clone(), label.get(lang).to_owned()));
            let told = counted(&Value::from_pairs(forms), number, lang).unwrap();
            told.as_str().unwrap().to_owned()
        };
        for (number, expected) in [
            ("1", "وحكم آخر في التقدير الكامل"),
            ("2", "وحكمان آخران في التقدير الكامل"),
            ("3", "وثلاثة أحكام أخرى في التقدير الكامل"),
            ("١٠", "وعشرة أحكام أخرى في التقدير الكامل"),
            ("11", "و11 حكمًا آخر في التقدير الكامل"),
            ("١١", "و١١ حكمًا آخر في التقدير الكامل"),
            ("100", "و100 حكم آخر في التقدير الكامل"),
            ("103", "و103 أحكام أخرى في التقدير الكامل"),
        ] {
            assert_eq!(told(number, Lang::Ar), expected);
        }
        assert_eq!(told("1", Lang::En), "And one more in the full assessment");
        assert_eq!(told("12", Lang::En), "And 12 more in the full assessment");
        let forms = Value::from_pairs([("few", "{} / {he} / {she}")]);
        let both = counted(&forms, "3", Lang::Ar).unwrap();
        assert_eq!(both.as_str(), Some("3 / ثلاثة / ثلاث"));
        assert!(counted(&Value::from("x"), "1", Lang::En).is_err());
    }

    #[test]
    fn a_text_is_cut_between_words() {
        assert_eq!(clipped("one two three", 13), "one two three");
        assert_eq!(clipped("one two, three", 10), "one two …");
        assert_eq!(clipped("تنظيم الدولة، ثم", 14), "تنظيم الدولة …");
        assert_eq!(clipped("unbroken", 4), "unbr …");
        assert_eq!(clipped("", 4), "");
    }
}
