//! A published schema or a house's own, ready to validate and to be asked what governs a place.

use std::collections::HashMap;
use std::sync::LazyLock;

use jsonschema::Validator;
use serde_json::Value;

use super::schema::Contract;
use crate::model::Route;
use crate::model::date::Span;

/// A published schema, ready to use.
pub struct Checker {
    schema: Value,
    pub(super) validator: Option<Validator>,
    /// Whether the schema is a house's own, on top of the published one.
    pub(super) house: bool,
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

    /// What the schema says of the keyword that `pointer` names: the description beside it.
    pub(super) fn reason(&self, pointer: &str) -> Option<&str> {
        let (part, _keyword) = pointer.rsplit_once('/')?;
        self.schema.pointer(part)?.get("description")?.as_str()
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
