//! A violation of the schema in plain words: where, what, and what to write.

mod house;

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, LazyLock};

use jsonschema::Validator;
use jsonschema::error::{TypeKind, ValidationErrorKind as Kind};
use serde_json::Value;
use toml::de::DeTable;

use super::about::in_language;
use super::example::{example, mended_id, mended_type, options, show, type_words};
use super::schema::Contract;
use super::{json, native};
use crate::diagnostic::{self, Diagnostic, Location, Say, say};
use crate::load::{Document, words};
use crate::model::date::{DATE_PATTERN, Span};
use crate::model::id::ID_PATTERN;
use crate::model::{Format, Lang, Route};
use crate::suggest::{self, nearest};

/// A published schema, ready to use.
pub struct Checker {
    schema: Value,
    validator: Option<Validator>,
    /// Whether the schema is a house's own, on top of the published one.
    house: bool,
}

impl std::fmt::Debug for Checker {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Checker")
            .field("house", &self.house)
            .finish_non_exhaustive()
    }
}

static CHECKERS: LazyLock<HashMap<Contract, Checker>> = LazyLock::new(|| {
    Contract::ALL
        .into_iter()
        .map(|contract| (contract, Checker::new(contract.schema())))
        .collect()
});

impl Checker {
    /// Prepares a schema. One that is itself faulty checks nothing.
    pub fn new(schema: Value) -> Self {
        let validator = validator(&schema).ok();
        Self {
            schema,
            validator,
            house: false,
        }
    }

    /// Prepares a schema of a house's own.
    ///
    /// # Errors
    /// What is wrong with the schema.
    pub fn house(schema: Value) -> Result<Self, String> {
        let validator = validator(&schema)?;
        Ok(Self {
            schema,
            validator: Some(validator),
            house: true,
        })
    }

    /// The checker of a published schema.
    pub fn of(contract: Contract) -> Option<&'static Self> {
        CHECKERS.get(&contract)
    }

    /// Whether a value conforms.
    pub fn accepts(&self, value: &Value) -> bool {
        self.validator
            .as_ref()
            .is_some_and(|validator| validator.is_valid(value))
    }

    /// The part of the schema that governs the value at `route`, with references followed.
    pub fn governing(&self, route: &Route) -> Option<&Value> {
        route
            .steps()
            .try_fold(self.root(), |node, step| self.below(node, &step))
    }

    /// The part of the schema that governs the file as a whole.
    pub fn root(&self) -> &Value {
        self.follow(&self.schema)
    }

    /// The part that governs the key or item `step` of what `node` governs.
    pub fn below<'a>(&'a self, node: &'a Value, step: &str) -> Option<&'a Value> {
        let next = node
            .get("properties")
            .and_then(|properties| properties.get(step))
            .or_else(|| node.get("items").filter(|_| step.parse::<usize>().is_ok()))
            .or_else(|| {
                node.get("additionalProperties")
                    .filter(|value| value.is_object())
            })?;
        Some(self.follow(next))
    }

    fn follow<'a>(&'a self, node: &'a Value) -> &'a Value {
        let reference = node
            .get("$ref")
            .or_else(|| node.pointer("/allOf/0/$ref"))
            .and_then(Value::as_str)
            .and_then(|reference| reference.strip_prefix('#'));
        match reference.and_then(|pointer| self.schema.pointer(pointer)) {
            Some(target) => self.follow(target),
            None => node,
        }
    }
}

fn validator(schema: &Value) -> Result<Validator, String> {
    jsonschema::draft7::options()
        .should_validate_formats(true)
        .with_format("taqdir-date", |text: &str| Span::parse(text).is_some())
        .build(schema)
        .map_err(|error| error.to_string())
}

/// Every violation of the schema in the file, in the order of the file.
pub fn all(document: &Arc<Document>, contract: Contract, tree: &DeTable<'_>) -> Vec<Diagnostic> {
    let value = json::object(tree);
    let Some(checker) = Checker::of(contract) else {
        return Vec::new();
    };
    let mut found = against(document, checker, &value);
    found.extend(native::check(document, checker, tree));
    diagnostic::sort(&mut found);
    found
}

/// Every violation of a schema in a value that was read from the document.
pub fn against(document: &Arc<Document>, checker: &Checker, value: &Value) -> Vec<Diagnostic> {
    let Some(validator) = &checker.validator else {
        return Vec::new();
    };
    let mut found = Vec::new();
    let mut told = HashSet::new();
    let mut errors: Vec<_> = validator.iter_errors(value).collect();
    // Of several complaints about one value the most basic is told: its type before its form.
    errors.sort_by_key(|error| weight(error.kind()));
    // A key that is mistyped is not missing as well.
    let mut meant = HashSet::new();
    for error in &errors {
        let route = Route::from_pointer(error.instance_path().as_str());
        let place = Violation {
            document,
            checker,
            route: &route,
            value: error.instance(),
        };
        let several = matches!(
            error.kind(),
            Kind::Required { .. } | Kind::AdditionalProperties { .. }
        );
        if several || told.insert(route.clone()) {
            let before = found.len();
            if checker.house {
                place.explain_house(error.kind(), &mut found);
                let why = checker.reason(error.schema_path().as_str());
                for one in &mut found[before..] {
                    house::belongs(one, why);
                }
            } else {
                place.explain(error.kind(), &mut meant, &mut found);
            }
        }
    }
    diagnostic::sort(&mut found);
    found
}

fn weight(kind: &Kind) -> u8 {
    match kind {
        Kind::Type { .. } => 0,
        Kind::Enum { .. } | Kind::Constant { .. } => 1,
        Kind::AdditionalProperties { .. } => 2,
        Kind::Required { .. } => 3,
        Kind::Pattern { .. } => 3,
        Kind::AnyOf { .. } => 9,
        _ => 5,
    }
}

struct Violation<'a> {
    document: &'a Arc<Document>,
    checker: &'a Checker,
    route: &'a Route,
    value: &'a Value,
}

impl Violation<'_> {
    fn explain(&self, kind: &Kind, meant: &mut HashSet<Route>, found: &mut Vec<Diagnostic>) {
        match kind {
            Kind::AdditionalProperties { unexpected } => {
                for key in unexpected {
                    let near = self.near_key(key);
                    meant.extend(near.map(|name| self.route.key(name)));
                    found.push(self.unknown_key(key, near));
                }
            }
            Kind::Required { property } => {
                let key = property.as_str().unwrap_or_default();
                if !meant.contains(&self.route.key(key)) {
                    found.push(self.missing_key(key));
                }
            }
            Kind::Enum { options } => found.push(self.unknown_value(options)),
            Kind::Constant { expected_value } => found.push(self.other_constant(expected_value)),
            Kind::Type { kind } => found.push(self.wrong_type(kind)),
            Kind::Pattern { pattern } => found.push(self.bad_form(pattern)),
            Kind::Format { .. } => found.push(self.no_such_day()),
            Kind::Minimum { .. }
            | Kind::Maximum { .. }
            | Kind::ExclusiveMaximum { .. }
            | Kind::ExclusiveMinimum { .. } => found.push(self.out_of_range()),
            Kind::MinProperties { .. } if self.is_map() => found.push(self.empty_map()),
            Kind::AnyOf { .. } | Kind::MinProperties { .. } => found.push(self.empty_table()),
            Kind::PropertyNames { .. } => found.push(self.bad_names()),
            Kind::UniqueItems | Kind::MinItems { .. } | Kind::MaxItems { .. } => {
                found.push(self.bad_list(kind));
            }
            other => found.push(self.other(other)),
        }
    }

    fn here(&self) -> Location {
        Location::value(self.document, self.route)
    }

    /// The last key of the route, for messages.
    fn key(&self) -> String {
        self.route
            .steps()
            .filter(|step| step.parse::<usize>().is_err())
            .last()
            .unwrap_or_default()
    }

    /// The table that the value at the route is, as its header would name it.
    fn table(&self) -> Say {
        let names: Vec<_> = self
            .route
            .steps()
            .filter(|step| step.parse::<usize>().is_err())
            .collect();
        let name = names.join(".");
        if names.is_empty() {
            say!(en "the file", ar "الملف")
        } else if self
            .route
            .steps()
            .last()
            .is_some_and(|step| step.parse::<usize>().is_ok())
        {
            say!(en "`[[{name}]]`", ar "`[[{name}]]`")
        } else {
            say!(en "`{name}`", ar "`{name}`")
        }
    }

    fn known_keys(&self) -> Vec<&str> {
        self.checker
            .governing(self.route)
            .and_then(|node| node.get("properties"))
            .and_then(Value::as_object)
            .map(|properties| properties.keys().map(String::as_str).collect())
            .unwrap_or_default()
    }

    /// The value as the author wrote it, cut to a length that fits a message.
    fn shown(&self) -> String {
        show(self.document, self.route, self.value)
    }

    /// The key of the table that a mistyped one was probably meant to be.
    fn near_key(&self, key: &str) -> Option<&str> {
        let known = self.known_keys();
        let here = self.value.as_object();
        let free = known
            .iter()
            .copied()
            .filter(|name| here.is_none_or(|object| !object.contains_key(*name)));
        nearest(key, free).or_else(|| nearest(key, known.iter().copied()))
    }

    fn unknown_key(&self, key: &str, near: Option<&str>) -> Diagnostic {
        let Say { en, ar } = self.table();
        let found = Diagnostic::error(
            "unknown-key",
            Location::key(self.document, &self.route.key(key)),
            say!(en "unknown key `{key}` in {en}", ar "مفتاح غير معروف `{key}` في {ar}"),
        );
        if let Some(name) = near {
            return found
                .help(say!(en "did you mean `{name}`?", ar "لعلّك تقصد `{name}`؟"))
                .suggest(name);
        }
        let list: Vec<_> = self
            .known_keys()
            .iter()
            .map(|name| format!("`{name}`"))
            .collect();
        let (comma, comma_ar) = (list.join(", "), list.join("، "));
        found.help(say!(en "the keys there are: {comma}", ar "المفاتيح المتاحة: {comma_ar}"))
    }

    fn missing_key(&self, key: &str) -> Diagnostic {
        let route = self.route.key(key);
        // A house that asks for a key need not say again what it holds.
        let node = self.checker.governing(&route).or_else(|| {
            let published = Checker::of(Contract::Assessment).filter(|_| self.checker.house);
            published.and_then(|checker| checker.governing(&route))
        });
        let words = node.map(options).unwrap_or_default();
        let Say { en, ar } = self.table();
        let place = self.place_for_key();
        let found = Diagnostic::error(
            "missing-key",
            place,
            say!(en "{en} has no `{key}`", ar "ينقص {ar} المفتاح `{key}`"),
        );
        let found = if words.len() > 1 {
            let (comma, comma_ar) = (words.join(", "), words.join("، "));
            found.help(say!(
                en "add `{key} = …` with one of {comma}",
                ar "أضف `{key} = …` بإحدى القيم: {comma_ar}"
            ))
        } else {
            let example = node.map_or_else(|| "…".to_owned(), example);
            found.help(say!(en "add `{key} = {example}`", ar "أضف `{key} = {example}`"))
        };
        let about = self
            .checker
            .governing(self.route)
            .and_then(|node| node.pointer(&format!("/properties/{key}/description")))
            .and_then(Value::as_str);
        found.help_if(about.map(|en| {
            let ar = in_language(en, Lang::Ar);
            say!(en "`{key}`: {en}", ar "`{key}`: {ar}")
        }))
    }

    /// Where a key of the table would be added: for the head of the file, above its first header.
    fn place_for_key(&self) -> Location {
        if *self.route != Route::root() {
            return self.here();
        }
        let text = &self.document.text;
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            // A text over several lines may hold a line that begins so; it is still in the head.
            if line.starts_with('[') {
                break;
            }
            start += line.len();
        }
        let line = text[start..].lines().next().unwrap_or("");
        if line.is_empty() {
            let first = text.trim_start_matches('\u{feff}');
            let begin = text.len() - first.len();
            let length = first.lines().next().unwrap_or("").len();
            return Location::bytes(self.document, begin..begin + length)
                .label(say!(en "it belongs to the lines from here", ar "موضعه في الأسطر من هنا"));
        }
        Location::bytes(self.document, start..start + line.len())
            .label(say!(en "it belongs above this line", ar "موضعه فوق هذا السطر"))
    }

    fn unknown_value(&self, options: &Value) -> Diagnostic {
        let key = self.key();
        let words: Vec<&str> = options
            .as_array()
            .map(|options| options.iter().filter_map(Value::as_str).collect())
            .unwrap_or_default();
        let shown = self.shown();
        let found = Diagnostic::error(
            "unknown-value",
            self.here(),
            say!(en "`{key}` cannot be {shown}", ar "لا يصح أن تكون قيمة `{key}` هي {shown}"),
        );
        let near = self.value.as_str().and_then(|word| {
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

    fn other_constant(&self, expected: &Value) -> Diagnostic {
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

    fn wrong_type(&self, kind: &TypeKind) -> Diagnostic {
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

    fn bad_form(&self, pattern: &str) -> Diagnostic {
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

    fn no_such_day(&self) -> Diagnostic {
        let shown = self.shown();
        Diagnostic::error(
            "bad-date",
            self.here(),
            say!(en "{shown} is not a day of the calendar", ar "{shown} ليس يومًا في التقويم"),
        )
        .help(words::days(self.value.as_str().unwrap_or_default()))
    }

    fn out_of_range(&self) -> Diagnostic {
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
            say!(en "`{key}` cannot be {shown}", ar "لا يصح أن تكون قيمة `{key}` هي {shown}"),
        );
        match (bound("minimum"), bound("maximum")) {
            (Some(low), Some(high)) => found.help(say!(
                en "write a whole number from {low} to {high}",
                ar "اكتب عددًا صحيحًا من {low} إلى {high}"
            )),
            _ => found,
        }
    }

    fn empty_table(&self) -> Diagnostic {
        let key = self.key();
        Diagnostic::error(
            "missing-key",
            self.here(),
            say!(en "`{key}` has no text in any language", ar "`{key}` بلا نص في أي لغة"),
        )
        .help(say!(en "add `ar = \"…\"` or `en = \"…\"`", ar "أضف `ar = \"…\"` أو `en = \"…\"`"))
    }

    fn is_map(&self) -> bool {
        self.checker.governing(self.route).is_some_and(|node| {
            node.get("additionalProperties")
                .is_some_and(Value::is_object)
        })
    }

    fn empty_map(&self) -> Diagnostic {
        let key = self.key();
        Diagnostic::error(
            "missing-key",
            self.here(),
            say!(en "`{key}` is empty", ar "`{key}` فارغ"),
        )
        .help(say!(
            en "write a word for each hypothesis, by its id: `{key} = {{ merger = \"I\" }}`",
            ar "اكتب لفظًا لكل فرضية بمعرّفها: `{key} = {{ merger = \"I\" }}`"
        ))
    }

    fn bad_names(&self) -> Diagnostic {
        let key = self.key();
        let bad = self
            .value
            .as_object()
            .and_then(|object| object.keys().find(|name| !crate::model::id::is_id(name)))
            .cloned()
            .unwrap_or_default();
        Diagnostic::error(
            "bad-id",
            Location::key(self.document, &self.route.key(&bad)),
            say!(en "`{bad}` in `{key}` is not an id", ar "`{bad}` في `{key}` لا يصلح معرّفًا"),
        )
        .help(say!(
            en "the keys here are ids of hypotheses",
            ar "المفاتيح هنا معرّفات الفرضيات"
        ))
    }

    fn bad_list(&self, kind: &Kind) -> Diagnostic {
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

    fn other(&self, kind: &Kind) -> Diagnostic {
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
