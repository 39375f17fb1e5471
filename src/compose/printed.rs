//! What a template prints: a value with the Typst code that stands for it.

use std::collections::BTreeMap;
use std::sync::Arc;

use minijinja::value::{Enumerator, Object, ObjectRepr, Value};

use crate::model::Route;

/// A value with the Typst code that prints it, and what else a template may ask of it.
#[derive(Debug)]
pub struct Printed {
    /// The code.
    pub code: String,
    /// The text or number of the assessment that is printed whole.
    pub(super) from: Option<Route>,
    facts: BTreeMap<&'static str, Value>,
}

impl Printed {
    /// Code of which a template may ask nothing.
    pub(super) fn code(code: String) -> Value {
        Self::value(code, [])
    }

    /// Code with the words that it prints.
    pub(super) fn with_words(code: String, words: &str, from: Option<&Route>) -> Value {
        Self::whole(code, from, [("plain", Value::from(words))])
    }

    /// Code with what a template may ask of it.
    pub(super) fn value<const N: usize>(code: String, facts: [(&'static str, Value); N]) -> Value {
        Self::whole(code, None, facts)
    }

    /// Code that prints a text or number of the assessment whole.
    pub(super) fn whole<const N: usize>(
        code: String,
        from: Option<&Route>,
        facts: [(&'static str, Value); N],
    ) -> Value {
        Value::from_object(Self {
            code,
            from: from.cloned(),
            facts: facts.into_iter().collect(),
        })
    }
}

impl Object for Printed {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        self.facts.get(key.as_str()?).cloned()
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::NonEnumerable
    }
}
