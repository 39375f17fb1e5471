//! Keys that a table may not have, and those that it lacks.

use serde_json::Value;

use super::Violation;
use crate::diagnostic::{Diagnostic, Location, Say, say};
use crate::model::{Lang, Route};
use crate::shape::about::in_language;
use crate::shape::checker::Checker;
use crate::shape::example::{example, options};
use crate::shape::schema::Contract;
use crate::suggest::nearest;

impl Violation<'_> {
    /// The key of the table that a mistyped one was probably meant to be.
    pub(super) fn near_key(&self, key: &str) -> Option<&str> {
        let known = self.known_keys();
        let here = self.value.as_object();
        let free = known
            .iter()
            .copied()
            .filter(|name| here.is_none_or(|object| !object.contains_key(*name)));
        nearest(key, free).or_else(|| nearest(key, known.iter().copied()))
    }

    pub(super) fn unknown_key(&self, key: &str, near: Option<&str>) -> Diagnostic {
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

    pub(super) fn missing_key(&self, key: &str) -> Diagnostic {
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
        )
        .missing(route);
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
    pub(super) fn place_for_key(&self) -> Location {
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

    pub(super) fn empty_table(&self) -> Diagnostic {
        let key = self.key();
        Diagnostic::error(
            "missing-key",
            self.here(),
            say!(en "`{key}` has no text in any language", ar "`{key}` بلا نص في أي لغة"),
        )
        .help(say!(en "add `ar = \"…\"` or `en = \"…\"`", ar "أضف `ar = \"…\"` أو `en = \"…\"`"))
    }

    pub(super) fn is_map(&self) -> bool {
        self.checker.governing(self.route).is_some_and(|node| {
            node.get("additionalProperties")
                .is_some_and(Value::is_object)
        })
    }

    pub(super) fn empty_map(&self) -> Diagnostic {
        let key = self.key();
        Diagnostic::error(
            "missing-key",
            self.here(),
            say!(en "`{key}` names no hypothesis", ar "لا فرضية في `{key}`"),
        )
        .help(say!(
            en "write a word for each hypothesis, by its id: `{key} = {{ merger = \"I\" }}`",
            ar "اكتب لفظًا لكل فرضية بمعرّفها: `{key} = {{ merger = \"I\" }}`"
        ))
    }

    pub(super) fn bad_names(&self) -> Diagnostic {
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
}
