//! The JSON Schema, written from the model's types.

use schemars::generate::SchemaSettings;
use schemars::transform::transform_subschemas;
use schemars::{JsonSchema, Schema};
use serde_json::Value;

use crate::model::{Assessment, House, Shared};

/// The schemas this project publishes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Contract {
    /// An assessment.
    Assessment,
    /// A file of entries that several assessments share.
    Shared,
    /// `taqdir.toml`, what a house says once for all its assessments.
    House,
}

impl Contract {
    /// Every contract.
    pub const ALL: [Contract; 3] = [Contract::Assessment, Contract::Shared, Contract::House];

    /// The name of the committed file in `schema/`.
    pub fn file_name(self) -> &'static str {
        match self {
            Contract::Assessment => "assessment.schema.json",
            Contract::Shared => "shared.schema.json",
            Contract::House => "house.schema.json",
        }
    }

    /// The contract a file speaks, told by its keys: one with neither `id` nor `title`
    /// that only lists entries is a file of shared entries.
    pub fn of<'k>(keys: impl Iterator<Item = &'k str>) -> Self {
        let keys: Vec<&str> = keys.collect();
        let own = [
            "id",
            "title",
            "question",
            "languages",
            "judgement",
            "scale",
            "marking",
        ];
        if keys.iter().any(|key| own.contains(key)) || keys.is_empty() {
            return Contract::Assessment;
        }
        let entries = [
            "actor",
            "place",
            "source",
            "statement",
            "event",
            "figure",
            "relation",
        ];
        if keys.iter().any(|key| entries.contains(key)) {
            Contract::Shared
        } else {
            Contract::Assessment
        }
    }

    /// The schema as a JSON value (draft-07).
    pub fn schema(self) -> Value {
        match self {
            Contract::Assessment => generate::<Assessment>("taqdir assessment"),
            Contract::Shared => generate::<Shared>("taqdir shared entries"),
            Contract::House => generate::<House>("taqdir house"),
        }
    }

    /// The schema as it is committed: indented, with a newline at its end.
    pub fn schema_text(self) -> String {
        let mut text = format!("{:#}", self.schema());
        text.push('\n');
        text
    }
}

fn generate<T: JsonSchema>(title: &str) -> Value {
    let settings = SchemaSettings::draft07().with_transform(tidy);
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    schema.insert("title".into(), title.into());
    schema.to_value()
}

/// Takes out what TOML cannot say (`null`, defaults) and what serde's number types add.
fn tidy(schema: &mut Schema) {
    if let Some(object) = schema.as_object_mut() {
        object.remove("default");
        if let Some(Value::Array(types)) = object.get_mut("type") {
            types.retain(|name| name != "null");
            if let [only] = types.as_slice() {
                let only = only.clone();
                object.insert("type".into(), only);
            }
        }
        if let Some(Value::Array(options)) = object.get_mut("anyOf") {
            options.retain(|option| option.get("type") != Some(&"null".into()));
            if let [Value::Object(only)] = options.as_slice() {
                let only = only.clone();
                object.remove("anyOf");
                if only.contains_key("$ref") {
                    object.insert("allOf".into(), Value::Array(vec![Value::Object(only)]));
                } else {
                    for (key, value) in only {
                        object.entry(key).or_insert(value);
                    }
                }
            }
        }
        if let Some(Value::Array(values)) = object.get_mut("enum") {
            values.retain(|value| !value.is_null());
        }
        if object.get("format") == Some(&"double".into()) {
            object.remove("format");
        }
        if let Some(Value::String(text)) = object.get_mut("description") {
            *text = text.trim().to_owned();
        }
    }
    transform_subschemas(&mut tidy, schema);
}
