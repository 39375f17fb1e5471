//! Values that a key may not have: of another type, of another form, out of a list or a range.

use jsonschema::error::{TypeKind, ValidationErrorKind as Kind};
use serde_json::Value;

use super::Violation;
use crate::diagnostic::{Diagnostic, say};
use crate::load::words;
use crate::model::Format;
use crate::model::date::DATE_PATTERN;
use crate::model::id::ID_PATTERN;
use crate::shape::about::word_called;
use crate::shape::example::{example, mended_id, mended_type, options, type_words};
use crate::suggest::{self, nearest};

impl Violation<'_> {
    pub(super) fn unknown_value(&self, options: &Value) -> Diagnostic {
        let key = self.key();
        let words: Vec<&str> = options
            .as_array()
            .map(|options| options.iter().filter_map(Value::as_str).collect())
            .unwrap_or_default();
        let shown = self.shown();
        let arabic = self
            .value
            .as_str()
            .filter(|text| text.contains(|c| ('ء'..='ي').contains(&c)));
        let what = match arabic {
            Some(_) => say!(
                en "`{key}` is in Arabic, {shown}, and takes one of the format's own words",
                ar "قيمة `{key}` لفظ عربي {shown}، والمطلوب أحد ألفاظ الصيغة"
            ),
            None => {
                say!(en "`{key}` cannot be {shown}", ar "لا يصح أن تكون قيمة `{key}` هي {shown}")
            }
        };
        let found = Diagnostic::error("unknown-value", self.here(), what);
        let called = arabic.and_then(|name| word_called(&words, name));
        let near = called.or_else(|| {
            let word = self.value.as_str()?;
            // What TLP 1 called WHITE is CLEAR in TLP 2.0.
            let word = word.replace("WHITE", "CLEAR");
            nearest(&word, words.iter().copied())
        });
        let list = words
            .iter()
            .map(|word| format!("\"{word}\""))
            .collect::<Vec<_>>();
        let (comma, comma_ar) = (list.join(", "), list.join("، "));
        let found = match near {
            Some(word) => found.suggest(format!("\"{word}\"")),
            None => found,
        };
        found
            .help_if(
                near.map(|word| say!(en "did you mean \"{word}\"?", ar "لعلّك تقصد \"{word}\"؟")),
            )
            .help(say!(en "write one of {comma}", ar "اكتب إحدى القيم: {comma_ar}"))
    }

    pub(super) fn other_constant(&self, expected: &Value) -> Diagnostic {
        let shown = self.shown();
        if self.route.as_str() == "/format" {
            let current = Format::CURRENT;
            return Diagnostic::error(
                "unknown-format",
                self.here(),
                say!(
                    en "this file says that it is written in format {shown}; this taqdir reads format {current}",
                    ar "يذكر الملف أنه مكتوب بالصيغة {shown}، وهذه النسخة من taqdir تقرأ الصيغة {current}"
                ),
            )
            .help(say!(
                en "write `format = {current}`, or use the taqdir that the file was written for",
                ar "اكتب `format = {current}`، أو استعمل نسخة taqdir التي كُتب لها الملف"
            ));
        }
        let key = self.key();
        let wanted = expected.to_string();
        Diagnostic::error(
            "unknown-value",
            self.here(),
            say!(en "`{key}` cannot be {shown}", ar "لا يصح أن تكون قيمة `{key}` هي {shown}"),
        )
        .help(say!(en "write {wanted}", ar "اكتب {wanted}"))
    }

    pub(super) fn wrong_type(&self, kind: &TypeKind) -> Diagnostic {
        let types: Vec<String> = match kind {
            TypeKind::Single(one) => vec![one.to_string()],
            TypeKind::Multiple(set) => set.iter().map(|one| one.to_string()).collect(),
        };
        let key = self.key();
        let shown = self.shown();
        let wanted = types
            .iter()
            .map(|name| type_words(name))
            .collect::<Vec<_>>();
        let en = wanted
            .iter()
            .map(|say| say.en.as_str())
            .collect::<Vec<_>>()
            .join(" or ");
        let ar = wanted
            .iter()
            .map(|say| say.ar.as_str())
            .collect::<Vec<_>>()
            .join(" أو ");
        let item = self
            .route
            .steps()
            .last()
            .is_some_and(|step| step.parse::<usize>().is_ok());
        let what = if item {
            say!(en "an item of `{key}` must be {en}, not {shown}", ar "يجب أن يكون كل عنصر في `{key}` {ar}، لا {shown}")
        } else {
            say!(en "`{key}` must be {en}, not {shown}", ar "يجب أن تكون قيمة `{key}` {ar}، لا {shown}")
        };
        let found = Diagnostic::error("wrong-type", self.here(), what);
        if self.value.is_object() && types.iter().any(|name| name == "array") {
            return found.help(say!(
                en "write each entry under a header of its own with two brackets: `[[{key}]]`",
                ar "اكتب كل عنصر تحت ترويسة خاصة به بمعقوفين مزدوجين: `[[{key}]]`"
            ));
        }
        let node = self.checker.governing(self.route);
        let words = node.map(options).unwrap_or_default();
        if words.len() > 1 {
            let (comma, comma_ar) = (words.join(", "), words.join("، "));
            return found.help(say!(en "write one of {comma}", ar "اكتب إحدى القيم: {comma_ar}"));
        }
        let first = self.checker.governing(&self.route.index(0));
        let write = mended_type(self.value, &shown, &types, node, first)
            .or_else(|| node.map(example))
            .unwrap_or_else(|| "…".to_owned());
        found.help(if item {
            say!(en "write {write}", ar "اكتب {write}")
        } else {
            say!(en "write `{key} = {write}`", ar "اكتب `{key} = {write}`")
        })
    }

    pub(super) fn bad_form(&self, pattern: &str) -> Diagnostic {
        let key = self.key();
        let shown = self.shown();
        let error = |rule, what| Diagnostic::error(rule, self.here(), what);
        if pattern == DATE_PATTERN {
            let found = error(
                "bad-date",
                say!(en "{shown} is not a date", ar "{shown} ليس تاريخًا"),
            );
            let help = found.help(say!(
                en "write 2018-11-22, \"2018-11\", \"2018\", \"early 2014\" (early, mid, late, end), or a range \"2013/2015\"",
                ar "اكتب 2018-11-22 أو \"2018-11\" أو \"2018\" أو \"early 2014\" (early أو mid أو late أو end)، أو مدى \"2013/2015\""
            ));
            return match self.value.as_str().and_then(suggest::date) {
                Some(date) => help
                    .help(say!(en "did you mean \"{date}\"?", ar "لعلّك تقصد \"{date}\"؟"))
                    .suggest(format!("\"{date}\"")),
                None => help,
            };
        }
        if pattern == ID_PATTERN {
            let found = error(
                "bad-id",
                say!(en "{shown} is not an id", ar "{shown} لا يصلح معرّفًا"),
            );
            let help = found.help(say!(
                en "an id is lower-case Latin letters and digits, with single hyphens between words: \"leadership-rivalry\"",
                ar "يُكتب المعرّف بحروف لاتينية صغيرة وأرقام، وبين الكلمات شرطة واحدة: \"leadership-rivalry\""
            ));
            let help = if shown.contains('ـ') {
                help.help(say!(
                    en "`ـ` is the Arabic tatweel; a hyphen is `-`, on the Latin keyboard",
                    ar "`ـ` هو التطويل العربي، أما الشرطة فهي `-` في لوحة المفاتيح اللاتينية"
                ))
            } else {
                help
            };
            return match self.value.as_str().and_then(mended_id) {
                Some(id) => help
                    .help(say!(en "did you mean \"{id}\"?", ar "لعلّك تقصد \"{id}\"؟"))
                    .suggest(format!("\"{id}\"")),
                None => help,
            };
        }
        if pattern == "\\S" {
            return error("empty-text", say!(en "`{key}` is empty", ar "`{key}` فارغ"))
                .help(say!(en "write a text, or take the key out", ar "اكتب نصًّا أو احذف المفتاح"));
        }
        let what = say!(en "{shown} has not the form that `{key}` must have", ar "{shown} ليس على الصورة التي يجب أن تكون عليها `{key}`");
        let help = if pattern.contains("http") {
            say!(
                en "write the whole address, with http:// or https:// and no spaces",
                ar "اكتب العنوان كاملًا مبدوءًا بـhttp:// أو https:// وبلا مسافات"
            )
        } else if pattern.contains("{64}") {
            say!(
                en "write the 64 hexadecimal digits that `sha256sum` prints",
                ar "اكتب الأرقام الست عشرية الـ64 التي يطبعها `sha256sum`"
            )
        } else if key == "path" || key == "uses" {
            say!(
                en "write a path relative to this file, with `/` between its parts: \"shared/actors.toml\"",
                ar "اكتب مسارًا نسبيًّا إلى هذا الملف وبين أجزائه `/`: \"shared/actors.toml\""
            )
        } else {
            say!(en "the form is the regular expression {pattern}", ar "الصورة المطلوبة هي التعبير النمطي {pattern}")
        };
        error("bad-form", what).help(help)
    }

    pub(super) fn no_such_day(&self) -> Diagnostic {
        let shown = self.shown();
        Diagnostic::error(
            "bad-date",
            self.here(),
            say!(en "{shown} is not a day of the calendar", ar "{shown} ليس يومًا في التقويم"),
        )
        .help(words::days(self.value.as_str().unwrap_or_default()))
    }

    pub(super) fn out_of_range(&self) -> Diagnostic {
        let key = self.key();
        let shown = self.shown();
        let node = self.checker.governing(self.route);
        let bound = |name: &str| {
            node.and_then(|node| node.get(name))
                .map(ToString::to_string)
        };
        let found = Diagnostic::error(
            "out-of-range",
            self.here(),
            say!(en "`{key}` is out of its range: {shown}", ar "قيمة `{key}` خارج المدى المقبول: {shown}"),
        );
        match (bound("minimum"), bound("maximum")) {
            (Some(low), Some(high)) => found.help(say!(
                en "write a whole number from {low} to {high}",
                ar "اكتب عددًا صحيحًا من {low} إلى {high}"
            )),
            _ => found,
        }
    }

    pub(super) fn bad_list(&self, kind: &Kind) -> Diagnostic {
        let key = self.key();
        let example = self
            .checker
            .governing(self.route)
            .map_or_else(|| "…".to_owned(), example);
        let what = match kind {
            Kind::UniqueItems => {
                say!(en "`{key}` holds the same value twice", ar "في `{key}` قيمة مكررة")
            }
            Kind::MinItems { .. } => say!(en "`{key}` is an empty list", ar "`{key}` قائمة فارغة"),
            _ => say!(en "`{key}` has too many items", ar "عناصر `{key}` أكثر مما يصح"),
        };
        Diagnostic::error("bad-list", self.here(), what)
            .help(say!(en "write `{key} = {example}`", ar "اكتب `{key} = {example}`"))
    }

    pub(super) fn other(&self, kind: &Kind) -> Diagnostic {
        let key = self.key();
        let keyword = kind.keyword();
        let shown = self.shown();
        Diagnostic::error(
            "bad-form",
            self.here(),
            say!(
                en "`{key}` breaks the schema's `{keyword}`: {shown}",
                ar "`{key}` يخالف شرط المخطط `{keyword}`: {shown}"
            ),
        )
    }
}
