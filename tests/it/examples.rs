//! Examples that a schema accepts and refuses, made from the schema itself.

use serde_json::{Map, Value, json};
use taqdir::shape::schema::Contract;

/// A property of a schema, and the way to it through lists and tables.
pub struct Property {
    /// The keys, and 0 for an item of a list.
    pub path: Vec<String>,
    /// The part of the schema that governs it.
    pub schema: Value,
}

/// A schema, walked.
pub struct Walk {
    root: Value,
}

impl Walk {
    pub fn new(contract: Contract) -> Self {
        Self {
            root: contract.schema(),
        }
    }

    pub fn follow<'a>(&'a self, node: &'a Value) -> &'a Value {
        let reference = node
            .get("$ref")
            .or_else(|| node.pointer("/allOf/0/$ref"))
            .and_then(Value::as_str);
        match reference {
            Some(reference) => {
                let pointer = reference.strip_prefix('#').unwrap();
                self.follow(self.root.pointer(pointer).unwrap())
            }
            None => node,
        }
    }

    pub fn properties(&self) -> Vec<Property> {
        let mut found = Vec::new();
        self.gather(&self.root, &mut Vec::new(), &mut found);
        found
    }

    fn gather(&self, node: &Value, path: &mut Vec<String>, found: &mut Vec<Property>) {
        assert!(path.len() < 12, "the schema is recursive at {path:?}");
        let node = self.follow(node);
        for (key, schema) in node
            .get("properties")
            .and_then(Value::as_object)
            .into_iter()
            .flatten()
        {
            path.push(key.clone());
            let schema = self.follow(schema);
            found.push(Property {
                path: path.clone(),
                schema: schema.clone(),
            });
            self.gather(schema, path, found);
            path.pop();
        }
        if let Some(items) = node.get("items") {
            path.push("0".to_owned());
            let schema = self.follow(items);
            found.push(Property {
                path: path.clone(),
                schema: schema.clone(),
            });
            self.gather(schema, path, found);
            path.pop();
        }
    }

    fn kinds<'a>(&self, node: &'a Value) -> Vec<&'a str> {
        match &node["type"] {
            Value::String(kind) => vec![kind],
            Value::Array(kinds) => kinds.iter().filter_map(Value::as_str).collect(),
            _ => vec!["object"],
        }
    }

    /// The least that a part of the schema accepts.
    pub fn valid(&self, node: &Value) -> Value {
        let node = self.follow(node);
        if let Some(only) = node.get("const") {
            return only.clone();
        }
        if let Some(first) = node.pointer("/enum/0") {
            return first.clone();
        }
        match self.kinds(node)[0] {
            "string" => self.valid_string(node),
            "integer" | "number" => node.get("minimum").cloned().unwrap_or_else(|| json!(1)),
            "boolean" => json!(true),
            "array" => {
                let least = node.get("minItems").and_then(Value::as_u64).unwrap_or(0);
                (0..least).map(|_| self.valid(&node["items"])).collect()
            }
            _ => {
                let mut object = Map::new();
                for key in node["required"].as_array().into_iter().flatten() {
                    let key = key.as_str().unwrap();
                    object.insert(key.to_owned(), self.valid(&node["properties"][key]));
                }
                if object.is_empty() && node["minProperties"].as_u64().unwrap_or(0) > 0 {
                    object.insert("x".to_owned(), self.valid(&node["additionalProperties"]));
                }
                Value::Object(object)
            }
        }
    }

    fn valid_string(&self, node: &Value) -> Value {
        let pattern = node["pattern"].as_str().unwrap_or("");
        if node.get("format").is_some() {
            json!("2018-11-22")
        } else if pattern.contains("http") {
            json!("https://example.org/a")
        } else if pattern.contains("{64}") {
            json!("0".repeat(64))
        } else if pattern.contains("[^/") {
            json!("a/b.toml")
        } else {
            json!("a-b")
        }
    }

    /// Examples that a part of the schema refuses, one for each of its conditions.
    pub fn invalid(&self, node: &Value) -> Vec<Value> {
        let node = self.follow(node);
        let kinds = self.kinds(node);
        let mut found = Vec::new();
        for (kind, example) in [
            ("string", json!("no such word at all!")),
            ("boolean", json!(true)),
            ("integer", json!(5)),
            ("array", json!([{ "neither": "this" }])),
            ("object", json!({ "neither": "this" })),
        ] {
            let number = kind == "integer" && kinds.contains(&"number");
            let closed = kind == "object" && node["additionalProperties"] == json!(false);
            if closed || (!kinds.contains(&kind) && !number) {
                found.push(example);
            }
        }
        if node.get("enum").is_some() {
            found.push(json!("no-such-word"));
            found.push(json!(""));
        }
        if node.get("const").is_some() {
            found.push(json!(2));
        }
        if let Some(pattern) = node.get("pattern").and_then(Value::as_str) {
            found.push(json!(""));
            if pattern != "\\S" {
                found.push(json!("\\ no such form"));
            }
        }
        if node.get("format").is_some() {
            found.push(json!("2018-02-30"));
            found.push(json!("22/11/2018"));
        }
        if let Some(low) = node.get("minimum").and_then(Value::as_i64) {
            found.push(json!(low - 1));
        }
        if let Some(high) = node.get("maximum").and_then(Value::as_i64) {
            found.push(json!(high + 1));
        }
        if node.get("minItems").is_some() {
            found.push(json!([]));
        }
        if node.get("uniqueItems").is_some() {
            let item = self.valid(&node["items"]);
            found.push(json!([item, item]));
        }
        if node.get("minProperties").is_some() {
            found.push(json!({}));
        }
        for key in node["required"].as_array().into_iter().flatten() {
            let mut object = self.whole(node);
            object
                .as_object_mut()
                .unwrap()
                .remove(key.as_str().unwrap());
            found.push(object);
        }
        found
    }

    /// The table that a part of the schema accepts, where it accepts other things as well.
    fn whole(&self, node: &Value) -> Value {
        let mut object = Map::new();
        for key in node["required"].as_array().into_iter().flatten() {
            let key = key.as_str().unwrap();
            object.insert(key.to_owned(), self.valid(&node["properties"][key]));
        }
        Value::Object(object)
    }

    /// The smallest file that has the property, with a value of its own or the given one.
    pub fn file_with(&self, property: &Property, value: Option<&Value>) -> Value {
        let value = value.map_or_else(|| self.valid(&property.schema), Value::clone);
        let mut root = self.valid(&self.root);
        // A shared file is known by what it lists.
        if self.root["title"] == "taqdir shared entries" && property.path[0] != "actor" {
            root["actor"] = json!([]);
        }
        self.put(&self.root, &mut root, &property.path, value);
        root
    }

    fn put(&self, node: &Value, at: &mut Value, path: &[String], value: Value) {
        let node = self.follow(node);
        let Some((step, rest)) = path.split_first() else {
            *at = value;
            return;
        };
        let (schema, slot) = if step.parse::<usize>().is_ok() && node.get("items").is_some() {
            if at.as_array().is_none_or(Vec::is_empty) {
                *at = json!([self.valid(&node["items"])]);
            }
            (&node["items"], &mut at[0])
        } else {
            if !at.is_object() {
                *at = self.whole(node);
            }
            // A text must keep a language beside its marking.
            if step == "marking" && node["properties"].get("ar").is_some() {
                at["ar"] = json!("a");
            }
            let schema = &node["properties"][step.as_str()];
            let object = at.as_object_mut().unwrap();
            let slot = object
                .entry(step.clone())
                .or_insert_with(|| self.valid(schema));
            (schema, slot)
        };
        self.put(schema, slot, rest, value);
    }
}
