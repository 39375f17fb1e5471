//! A TOML tree as the JSON that a schema speaks of.

use serde_json::{Map, Number, Value};
use toml::de::{DeTable, DeValue};

/// The table as a JSON object; dates become strings, as the schema has them.
pub fn object(table: &DeTable<'_>) -> Value {
    Value::Object(
        table
            .iter()
            .map(|(key, item)| (key.get_ref().to_string(), value(item.get_ref())))
            .collect::<Map<_, _>>(),
    )
}

fn value(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::String(text.to_string()),
        DeValue::Integer(number) => {
            let digits = number.as_str().replace('_', "");
            // A number beyond 64 bits is a number all the same, only out of every range.
            i64::from_str_radix(&digits, number.radix()).map_or_else(
                |_| {
                    Value::from(if digits.starts_with('-') {
                        -1e300
                    } else {
                        1e300
                    })
                },
                Value::from,
            )
        }
        // Infinity and `nan` have no place in JSON, nor in any field of the model.
        DeValue::Float(number) => number
            .as_str()
            .replace('_', "")
            .parse()
            .ok()
            .and_then(Number::from_f64)
            .map_or(Value::Null, Value::Number),
        DeValue::Boolean(flag) => Value::Bool(*flag),
        DeValue::Datetime(date) => Value::String(date.to_string()),
        DeValue::Array(items) => items
            .iter()
            .map(|item| self::value(item.get_ref()))
            .collect(),
        DeValue::Table(table) => object(table),
    }
}
