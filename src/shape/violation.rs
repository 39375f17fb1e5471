//! A violation of the schema in plain words: where, what, and what to write.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, LazyLock};

use jsonschema::Validator;
use jsonschema::error::{TypeKind, ValidationErrorKind as Kind};
use serde_json::Value;
use toml::de::DeTable;

use super::json;
use super::schema::Contract;
use crate::diagnostic::{self, Diagnostic, Location, Say, say};
use crate::load::Document;
use crate::model::date::{DATE_PATTERN, Span};
use crate::model::id::ID_PATTERN;
use crate::model::{Format, Route};
use crate::suggest::nearest;

/// A published schema, ready to use.
pub struct Checker {
    schema: Value,
    validator: Option<Validator>,
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
        let validator = jsonschema::draft7::options()
            .should_validate_formats(true)
            .with_format("taqdir-date", |text: &str| Span::parse(text).is_some())
            .build(&schema)
            .ok();
        Self { schema, validator }
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

/// Every violation of the schema in the file, in the order of the file.
pub fn all(document: &Arc<Document>, contract: Contract, tree: &DeTable<'_>) -> Vec<Diagnostic> {
    let value = json::object(tree);
    let Some(checker) = Checker::of(contract) else {
        return Vec::new();
    };
    against(document, checker, &value)
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
            place.explain(error.kind(), &mut found);
        }
    }
    diagnostic::sort(&mut found);
    found
}

fn weight(kind: &Kind) -> u8 {
    match kind {
        Kind::Type { .. } => 0,
        Kind::Enum { .. } | Kind::Constant { .. } => 1,
        Kind::AdditionalProperties { .. } | Kind::Required { .. } => 2,
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
    fn explain(&self, kind: &Kind, found: &mut Vec<Diagnostic>) {
        match kind {
            Kind::AdditionalProperties { unexpected } => {
                found.extend(unexpected.iter().map(|key| self.unknown_key(key)));
            }
            Kind::Required { property } => {
                found.push(self.missing_key(property.as_str().unwrap_or_default()));
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

    fn unknown_key(&self, key: &str) -> Diagnostic {
        let known = self.known_keys();
        let Say { en, ar } = self.table();
        let found = Diagnostic::error(
            "unknown-key",
            Location::key(self.document, &self.route.key(key)),
            say!(en "unknown key `{key}` in {en}", ar "مفتاح غير معروف `{key}` في {ar}"),
        );
        let here = self.value.as_object();
        let free = known
            .iter()
            .copied()
            .filter(|name| here.is_none_or(|object| !object.contains_key(*name)));
        match nearest(key, free).or_else(|| nearest(key, known.iter().copied())) {
            Some(name) => found
                .help(say!(en "did you mean `{name}`?", ar "لعلّك تقصد `{name}`؟"))
                .suggest(name),
            None => {
                let list = known
                    .iter()
                    .map(|name| format!("`{name}`"))
                    .collect::<Vec<_>>();
                let (comma, comma_ar) = (list.join(", "), list.join("، "));
                found
                    .help(say!(en "the keys there are: {comma}", ar "المفاتيح المتاحة: {comma_ar}"))
            }
        }
    }

    fn missing_key(&self, key: &str) -> Diagnostic {
        let route = self.route.key(key);
        let node = self.checker.governing(&route);
        let example = node.map_or_else(|| "…".to_owned(), example);
        let Say { en, ar } = self.table();
        let found = Diagnostic::error(
            "missing-key",
            self.here(),
            say!(en "{en} has no `{key}`", ar "ينقص {ar} المفتاح `{key}`"),
        )
        .help(say!(en "add `{key} = {example}`", ar "أضف `{key} = {example}`"));
        let about = self
            .checker
            .governing(self.route)
            .and_then(|node| node.pointer(&format!("/properties/{key}/description")))
            .and_then(Value::as_str);
        found.help_if(about.map(|about| say!(en "`{key}`: {about}", ar "`{key}`: {about}")))
    }

    fn unknown_value(&self, options: &Value) -> Diagnostic {
        let key = self.key();
        let words: Vec<&str> = options
            .as_array()
            .map(|options| options.iter().filter_map(Value::as_str).collect())
            .unwrap_or_default();
        let shown = show(self.value);
        let found = Diagnostic::error(
            "unknown-value",
            self.here(),
            say!(en "`{key}` cannot be {shown}", ar "لا يصح أن تكون قيمة `{key}` هي {shown}"),
        );
        let near = self
            .value
            .as_str()
            .and_then(|word| nearest(word, words.iter().copied()));
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
            .help(say!(en "write one of {comma}", ar "اكتب واحدة من: {comma_ar}"))
    }

    fn other_constant(&self, expected: &Value) -> Diagnostic {
        let shown = show(self.value);
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
        let wanted = show(expected);
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
        let shown = show(self.value);
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
        let example = self
            .checker
            .governing(self.route)
            .map_or_else(|| "…".to_owned(), example);
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
        let help = if item {
            say!(en "write {example}", ar "اكتب {example}")
        } else {
            say!(en "write `{key} = {example}`", ar "اكتب `{key} = {example}`")
        };
        Diagnostic::error("wrong-type", self.here(), what).help(help)
    }

    fn bad_form(&self, pattern: &str) -> Diagnostic {
        let key = self.key();
        let shown = show(self.value);
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
            return match self.value.as_str().and_then(mended_date) {
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
        let shown = show(self.value);
        Diagnostic::error(
            "bad-date",
            self.here(),
            say!(en "{shown} is not a day of the calendar", ar "{shown} ليس يومًا في التقويم"),
        )
        .help(say!(en "mend the day or the month", ar "صحّح اليوم أو الشهر"))
    }

    fn out_of_range(&self) -> Diagnostic {
        let key = self.key();
        let shown = show(self.value);
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
            _ => say!(en "`{key}` has too few or too many items", ar "عدد عناصر `{key}` غير صحيح"),
        };
        Diagnostic::error("bad-list", self.here(), what)
            .help(say!(en "write `{key} = {example}`", ar "اكتب `{key} = {example}`"))
    }

    fn other(&self, kind: &Kind) -> Diagnostic {
        let key = self.key();
        let keyword = kind.keyword();
        let shown = show(self.value);
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

fn type_words(name: &str) -> Say {
    match name {
        "string" => say!(en "a text in quotes", ar "نصًّا بين علامتَي تنصيص"),
        "integer" => say!(en "a whole number", ar "عددًا صحيحًا"),
        "number" => say!(en "a number", ar "عددًا"),
        "boolean" => say!(en "true or false", ar "true أو false"),
        "array" => say!(en "a list in brackets", ar "قائمة بين معقوفين"),
        _ => say!(en "a table", ar "جدولًا"),
    }
}

/// A value as the author wrote it, cut to a length that fits a message.
fn show(value: &Value) -> String {
    match value {
        Value::Array(_) => "[…]".to_owned(),
        Value::Object(_) => "{…}".to_owned(),
        Value::String(text) => {
            let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
            if line.chars().count() > 40 {
                format!("\"{}…\"", line.chars().take(40).collect::<String>())
            } else {
                format!("\"{line}\"")
            }
        }
        other => other.to_string(),
    }
}

/// What a key of this part of the schema could be set to.
pub fn example(node: &Value) -> String {
    if let Some(constant) = node.get("const") {
        return constant.to_string();
    }
    if let Some(first) = node.pointer("/enum/0").and_then(Value::as_str) {
        return format!("\"{first}\"");
    }
    let kind = match node.get("type") {
        Some(Value::String(kind)) => kind.as_str(),
        Some(Value::Array(kinds)) => kinds.first().and_then(Value::as_str).unwrap_or("string"),
        _ => "object",
    };
    match kind {
        "string" if node.get("format").is_some() => "2018-11-22".to_owned(),
        "string" if node.pointer("/properties/ar").is_some() => {
            "{ ar = \"…\", en = \"…\" }".to_owned()
        }
        "string" if node.get("pattern") == Some(&ID_PATTERN.into()) => "\"short-name\"".to_owned(),
        "string" => "\"…\"".to_owned(),
        "integer" | "number" => node
            .get("minimum")
            .map_or_else(|| "1".to_owned(), ToString::to_string),
        "boolean" => "true".to_owned(),
        "array" => format!("[{}]", node.get("items").map_or_else(String::new, example)),
        _ => "{ … }".to_owned(),
    }
}

/// `22/11/2018`, `2018/11/22`, `22-11-2018` → `2018-11-22`.
fn mended_date(text: &str) -> Option<String> {
    let parts: Vec<u32> = text
        .split(['/', '-', '.', ' '])
        .map(|part| part.parse().ok())
        .collect::<Option<_>>()?;
    let [first, month, last] = parts[..] else {
        return None;
    };
    let (year, day) = if first > 31 {
        (first, last)
    } else {
        (last, first)
    };
    let date = format!("{year:04}-{month:02}-{day:02}");
    Span::parse(&date).map(|_| date)
}

/// `Leadership Rivalry`, `leadership_rivalry` → `leadership-rivalry`.
fn mended_id(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let words: Vec<&str> = lower
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .collect();
    let id = words.join("-");
    (text.is_ascii() && crate::model::id::is_id(&id)).then_some(id)
}
