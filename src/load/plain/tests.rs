use super::*;
use proptest::prelude::*;
use toml::de::{DeTable, DeValue};

/// The tree as the parser of the `toml` crate has it; none where it finds an error.
fn full(text: &str) -> Option<toml::Table> {
    let (tree, errors) = DeTable::parse_recoverable(text);
    let table = DeValue::Table(tree.into_inner());
    errors.is_empty().then(|| match owned(&table) {
        toml::Value::Table(table) => table,
        _ => toml::Table::new(),
    })
}

fn owned(value: &DeValue<'_>) -> toml::Value {
    match value {
        DeValue::String(text) => toml::Value::String(text.to_string()),
        DeValue::Integer(number) => {
            let digits = number.as_str();
            toml::Value::Integer(i64::from_str_radix(digits, number.radix()).unwrap())
        }
        DeValue::Float(number) => toml::Value::Float(number.as_str().parse().unwrap()),
        DeValue::Boolean(flag) => toml::Value::Boolean(*flag),
        DeValue::Datetime(date) => toml::Value::Datetime(*date),
        DeValue::Array(items) => {
            toml::Value::Array(items.iter().map(|item| owned(item.get_ref())).collect())
        }
        DeValue::Table(table) => toml::Value::Table(
            table
                .iter()
                .map(|(key, value)| (key.get_ref().to_string(), owned(value.get_ref())))
                .collect(),
        ),
    }
}

fn plainly(table: &Table<'_>) -> toml::Table {
    let entries = table.entries.iter();
    entries
        .map(|(key, value)| ((*key).to_owned(), value_of(value)))
        .collect()
}

fn value_of(value: &Value<'_>) -> toml::Value {
    match value {
        Value::Text(text) => toml::Value::String(text.to_string()),
        Value::Whole(number) => toml::Value::Integer(*number),
        Value::Decimal(number) => toml::Value::Float(*number),
        Value::Flag(flag) => toml::Value::Boolean(*flag),
        Value::List(items) | Value::Headed(items) => {
            toml::Value::Array(items.iter().map(value_of).collect())
        }
        Value::Table(table) => toml::Value::Table(plainly(table)),
    }
}

/// Both readers' trees, keys in their order.
fn agree(text: &str) -> bool {
    read(text).is_none_or(|table| {
        full(text).is_some_and(|full| format!("{full:?}") == format!("{:?}", plainly(&table)))
    })
}

#[test]
fn what_assessments_are_written_in_is_read() {
    let text = r#"#:schema ./x.json
a = 1 # one
b = "two \u0062 \" end"
c = [ "x", 'y', # remark
  -3, ]
d = { ar = """
سطر
""", en = '''it's''', e = """a ""b"" \
   c""" }

[e]
f = true
[[g]]
h = 0.5
[[ g . i ]]
j = {}
[g.k]
[[g]]
"#;
    let read = read(text).expect("plain");
    assert_eq!(plainly(&read), full(text).unwrap());
}

#[test]
fn what_is_faulty_or_rare_is_left_to_the_other_parser() {
    for text in [
        "a = 1\na = 2",
        "a.b = 1",
        "\"a\" = 1",
        "a = 2018-11-22",
        "a = 01",
        "a = 1_0",
        "a = 1e3",
        "a = .5",
        "a = 5.",
        "a = \"x",
        "a = \"x\ny\"",
        "a = \"\\q\"",
        "a = \"\"\"x\"\"\"\"",
        "a = 1 b = 2",
        "a = truely",
        "a = [1 2]",
        "a = {b = 1}\n[a.c]",
        "a = [{b = 1}]\n[a.c]",
        "a = [{b = 1}]\n[[a]]",
        "[a]\n[a]",
        "[a.b]",
        "[a]\n[[a]]",
        "[[a]]\n[a]",
        "[a]]",
        "[[a]",
        "[a] b = 1",
        "a = \"\u{1}\"",
        "a = 1\r\n",
        "\u{feff}a = 1",
        "a = 99999999999999999999",
        "]",
        "= 1",
        "a = ",
        "a",
    ] {
        assert!(read(text).is_none(), "{text}");
    }
    let deep = format!("a = {}{}", "[".repeat(90), "]".repeat(90));
    assert!(read(&deep).is_none());
}

proptest! {
    #[test]
    fn both_readers_make_the_same_of_a_file(
        text in r#"(a|b|c|id|-|_|\.| |\t|\n|\r|=| = |\[|\]|\[\[|\]\]|\{|\}|,|#|"|'|"""|'''|\\|\\u0041|\\n|[0-9]|true|false|-1|0\.5|نص|\[a\]|\n\[\[b\]\]\n|\na = |"x"|\{ a = 1 \}|\PC){0,14}"#
    ) {
        prop_assert!(agree(&text), "{text}");
    }

    #[test]
    fn both_readers_make_the_same_of_lines(
        lines in prop::collection::vec(
            r#"(\[a\]|\[b\]|\[\[a\]\]|\[\[b\]\]|\[a\.b\]|\[\[a\.b\]\]|\[\[a\.b\.c\]\]|[abc] = (1|-0|00|1\.50|-0\.0|"x"|'y'|"\\t"|"""\n?x""?\\?\n y"""|'''z'?'''|\[\]|\[1, "x"\]|\[\n1, # r\n\]|\{\}|\{ a = 1, b = \[2\] \}|\{\n a = 1,\n\}|\{ a = 1, a = 2 \}|true|false)( # r)?|#.{0,3}|)"#,
            0..7,
        )
    ) {
        let text = lines.join("\n");
        prop_assert!(agree(&text), "{text}");
    }
}
