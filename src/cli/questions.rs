//! What `taqdir new` asks on a terminal, in the author's language.

use std::io::{self, Write};

use crate::compose::labels::label;
use crate::diagnostic::{Say, say};
use crate::model::{Lang, Marking, Scale};

/// What is known of the assessment: from flags, then from answers.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answers {
    /// The languages, the main one first.
    pub languages: Vec<Lang>,
    /// The title, in each language.
    pub title: Vec<String>,
    /// The question, in each language.
    pub question: Vec<String>,
    /// Who makes it.
    pub authors: Vec<String>,
    /// Who may see it.
    pub marking: Option<Marking>,
    /// The scale of likelihood.
    pub scale: Option<Scale>,
}

/// Asks for what is not known yet. An empty answer takes what stands in brackets; the end of
/// the input takes that for every question left.
pub fn ask(
    answers: &mut Answers,
    lang: Lang,
    lines: &mut dyn Iterator<Item = io::Result<String>>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut desk = Desk { lang, lines, out };
    if answers.languages.is_empty() {
        let main = lang.as_str();
        let question = say!(
            en "Languages of the assessment, the main one first: ar, en or both [{main}]",
            ar "لغات التقدير، الرئيسة أولًا: ar أو en أو كلتاهما [{main}]"
        );
        let hint = say!(en "write `ar`, `en`, `ar,en` or `en,ar`", ar "اكتب `ar` أو `en` أو `ar,en` أو `en,ar`");
        let languages = desk.choose(&question, &hint, languages_of)?;
        answers.languages = languages.unwrap_or_else(|| vec![lang]);
    }
    let languages = answers.languages.clone();
    if answers.title.is_empty() {
        let what = say!(en "About what? The title", ar "عنوان التقدير");
        answers.title = desk.texts(&what, &languages)?;
    }
    if answers.question.is_empty() {
        let what = say!(
            en "The question that it answers, and over what time",
            ar "السؤال الذي يجيب عنه، ومداه الزمني"
        );
        answers.question = desk.texts(&what, &languages)?;
    }
    if answers.authors.is_empty() {
        let who =
            say!(en "Who makes it? A name, a desk, an institute", ar "من يعدّه؟ اسم أو قسم أو معهد");
        let name = desk.line(who.get(lang))?.unwrap_or_default();
        answers.authors.extend((!name.is_empty()).then_some(name));
    }
    if answers.marking.is_none() {
        for marking in Marking::ALL {
            let word = marking.as_str();
            let meaning = label(Marking::LIST, word, lang);
            let line = if meaning == word {
                word.to_owned()
            } else {
                format!("{word}  {meaning}")
            };
            writeln!(desk.out, "  {line}")?;
        }
        let question = say!(en "Who may see it? [TLP:CLEAR]", ar "من يجوز له الاطلاع؟ [TLP:CLEAR]");
        let hint = say!(en "write one of the labels above", ar "اكتب إحدى العلامات المذكورة أعلاه");
        answers.marking = desk.choose(&question, &hint, marking_of)?;
    }
    if answers.scale.is_none() {
        let question = say!(
            en "The scale of likelihood: icd203 or phia [icd203]",
            ar "مقياس الاحتمال: icd203 أو phia ‎[icd203]"
        );
        let hint = say!(en "write `icd203` or `phia`", ar "اكتب `icd203` أو `phia`");
        answers.scale = desk.choose(&question, &hint, |word| {
            Scale::from_word(&word.to_lowercase())
        })?;
    }
    Ok(())
}

struct Desk<'a> {
    lang: Lang,
    lines: &'a mut dyn Iterator<Item = io::Result<String>>,
    out: &'a mut dyn Write,
}

impl Desk<'_> {
    /// One answer; none at the end of the input.
    fn line(&mut self, question: &str) -> io::Result<Option<String>> {
        write!(self.out, "{question}: ")?;
        self.out.flush()?;
        let line = self.lines.next().transpose()?;
        if line.is_none() {
            writeln!(self.out)?;
        }
        Ok(line.map(|line| line.trim().to_owned()))
    }

    /// An answer that must be understood; none where it is left empty.
    fn choose<T>(
        &mut self,
        question: &Say,
        hint: &Say,
        read: impl Fn(&str) -> Option<T>,
    ) -> io::Result<Option<T>> {
        loop {
            match self.line(question.get(self.lang))? {
                None => return Ok(None),
                Some(answer) if answer.is_empty() => return Ok(None),
                Some(answer) => match read(&answer) {
                    Some(value) => return Ok(Some(value)),
                    None => writeln!(self.out, "{}", hint.get(self.lang))?,
                },
            }
        }
    }

    /// A text in each language.
    fn texts(&mut self, what: &Say, languages: &[Lang]) -> io::Result<Vec<String>> {
        let mut texts = Vec::new();
        for language in languages {
            let what = what.get(self.lang);
            let question = match languages.len() {
                1 => what.to_owned(),
                _ => format!("{what} ({})", language.as_str()),
            };
            texts.push(self.line(&question)?.unwrap_or_default());
        }
        Ok(texts)
    }
}

/// `ar`, `en,ar`, `both` → the languages.
fn languages_of(answer: &str) -> Option<Vec<Lang>> {
    let mut languages = Vec::new();
    for word in answer
        .split([',', '،', ' ', '+'])
        .filter(|word| !word.is_empty())
    {
        let lang = Lang::from_word(&word.to_lowercase())?;
        if !languages.contains(&lang) {
            languages.push(lang);
        }
    }
    (!languages.is_empty()).then_some(languages)
}

/// `TLP:GREEN`, `green` → the marking.
fn marking_of(answer: &str) -> Option<Marking> {
    let word = answer.to_uppercase();
    Marking::from_word(&word).or_else(|| Marking::from_word(&format!("TLP:{word}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn converse(answers: &mut Answers, lang: Lang, typed: &[&str]) -> String {
        let mut lines = typed.iter().map(|line| Ok((*line).to_owned()));
        let mut out = Vec::new();
        ask(answers, lang, &mut lines, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn everything_is_asked_in_the_authors_language_and_nothing_twice() {
        let mut answers = Answers::default();
        let said = converse(
            &mut answers,
            Lang::Ar,
            &[
                "فرنسية",
                "ar,en",
                "العنوان",
                "Title",
                "السؤال؟",
                "Question?",
                "فلان",
                "amber",
                "",
            ],
        );
        assert!(said.contains("لغات التقدير"), "{said}");
        // The answer that was not understood is met with what to write.
        assert!(said.contains("اكتب `ar` أو `en`"), "{said}");
        assert_eq!(answers.languages, [Lang::Ar, Lang::En]);
        assert_eq!(answers.title, ["العنوان", "Title"]);
        assert_eq!(answers.question, ["السؤال؟", "Question?"]);
        assert_eq!(answers.authors, ["فلان"]);
        assert_eq!(answers.marking, Some(Marking::Amber));
        assert_eq!(answers.scale, None);
    }

    #[test]
    fn what_flags_say_is_not_asked_and_the_end_of_the_input_ends_the_questions() {
        let mut answers = Answers {
            languages: vec![Lang::En],
            title: vec!["T".to_owned()],
            marking: Some(Marking::Red),
            scale: Some(Scale::Phia),
            ..Answers::default()
        };
        let said = converse(&mut answers, Lang::En, &[]);
        assert!(!said.contains("title") && !said.contains("TLP"), "{said}");
        assert!(said.contains("question"), "{said}");
        assert_eq!(answers.scale, Some(Scale::Phia));
    }
}
