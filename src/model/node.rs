//! Walking the model: one view of every value, and routes that name places in it.
//!
//! A stage that treats all texts, dates or references alike (reference checks,
//! release, the data a template sees) asks a value for its [`Node`] and follows
//! it, so that a new field needs no new code there.

use std::fmt;

use serde::de::{MapAccess, Visitor};
use serde::{Deserializer, forward_to_deserialize_any};

use super::{Date, Id, Kind, Text};

/// The place of a value in a file, as the keys that lead to it: `/indicator/3/status`.
///
/// Routes are what the rules speak of; `load` turns one into a span of the file.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Route(String);

impl Route {
    /// The whole file.
    pub fn root() -> Self {
        Self::default()
    }

    /// Reads a JSON pointer, which is how a route is written.
    pub fn from_pointer(pointer: &str) -> Self {
        Self(pointer.to_owned())
    }

    /// The route of `key` inside this one. Keys are escaped as in JSON pointers.
    pub fn key(&self, key: &str) -> Self {
        let mut route = Self(String::with_capacity(self.0.len() + 1 + key.len()));
        route.0.push_str(&self.0);
        route.push(key);
        route
    }

    /// The route of the item at `index` (from 0) inside this one.
    pub fn index(&self, index: usize) -> Self {
        let mut route = Self(String::with_capacity(self.0.len() + 4));
        route.0.push_str(&self.0);
        route.push_index(index);
        route
    }

    fn push_index(&mut self, index: usize) {
        self.0.push('/');
        match u8::try_from(index) {
            Ok(digit @ 0..=9) => self.0.push(char::from(b'0' + digit)),
            // Writing to a string cannot fail.
            _ => drop(fmt::Write::write_fmt(&mut self.0, format_args!("{index}"))),
        }
    }

    fn push(&mut self, key: &str) {
        self.0.push('/');
        if key.bytes().any(|byte| matches!(byte, b'~' | b'/')) {
            self.0.push_str(&key.replace('~', "~0").replace('/', "~1"));
        } else {
            self.0.push_str(key);
        }
    }

    /// Visits a field of the table at this route. The names of fields need no escaping.
    pub(super) fn visit_field<'a>(
        &mut self,
        key: &str,
        value: &'a impl Reflect,
        look: &mut dyn FnMut(&Route, &Node<'a>),
    ) {
        if value.shows_nothing() {
            return;
        }
        let here = self.0.len();
        self.0.push('/');
        self.0.push_str(key);
        value.visit(self, look);
        self.0.truncate(here);
    }

    /// The keys and indices of the route, in order, unescaped.
    pub fn steps(&self) -> impl Iterator<Item = String> + '_ {
        self.0
            .split('/')
            .skip(1)
            .map(|step| step.replace("~1", "/").replace("~0", "~"))
    }

    /// The route without its last step; the root's parent is the root.
    pub fn parent(&self) -> Self {
        match self.0.rfind('/') {
            Some(cut) => Self(self.0[..cut].to_owned()),
            None => Self::root(),
        }
    }

    /// The top-level key and index a route lies under, as `("indicator", 3)`.
    pub fn entry(&self) -> Option<(&str, usize)> {
        let (_, steps) = first_step(&self.0);
        let (key, rest) = first_step(steps?);
        let (index, _) = first_step(rest?);
        Some((key, index.parse().ok()?))
    }

    /// The route as a JSON pointer.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// What stands before the first `/`, and what stands behind it, if there is one.
///
/// Steps are a few letters, and every link and text asks for some: looking at each byte is
/// quicker than setting up a search.
pub fn first_step(route: &str) -> (&str, Option<&str>) {
    match route.bytes().position(|byte| byte == b'/') {
        Some(at) => (&route[..at], Some(&route[at + 1..])),
        None => (route, None),
    }
}

impl fmt::Display for Route {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_empty() { "/" } else { &self.0 })
    }
}

/// A value of the model as generic code sees it.
#[derive(Debug)]
pub enum Node<'a> {
    /// A key the file does not have.
    Absent,
    /// `true` or `false`.
    Flag(bool),
    /// A number, as written.
    Number(f64),
    /// A plain string that is not prose: a URL, a path, a hash.
    Word(&'a str),
    /// A word from a fixed list: the list's name and the word.
    Term(&'static str, &'static str),
    /// The name an entry gives itself.
    Id(&'a Id),
    /// The name of another entry, and the kinds it may be.
    Ref(&'a str, &'static [Kind]),
    /// Prose in one or two languages.
    Text(&'a Text),
    /// A date, with its precision.
    Date(&'a Date),
    /// A sequence.
    List(Vec<Node<'a>>),
    /// Keys with values, in the model's order.
    Record(Vec<(&'a str, Node<'a>)>),
    /// Names of other entries, each with a value: the kinds the names may be come first.
    Map(&'static [Kind], Vec<(&'a str, Node<'a>)>),
}

/// What a value of the model shows to generic code.
pub trait Reflect {
    /// This value as a node. Cheap: it borrows.
    fn node(&self) -> Node<'_>;

    /// Shows all that this value holds to `look`, as [`Node::walk`] does, but without the
    /// lists and records in between, and without building them.
    fn visit<'a>(&'a self, at: &mut Route, look: &mut dyn FnMut(&Route, &Node<'a>)) {
        self.node().walk_from(at, look);
    }

    /// Whether there is nothing that [`Reflect::visit`] would show.
    fn shows_nothing(&self) -> bool {
        false
    }
}

impl<'a> Node<'a> {
    /// Calls `visit` for this node and all below it, with their routes, in the model's order.
    pub fn walk(&self, at: &Route, visit: &mut dyn FnMut(&Route, &Node<'a>)) {
        self.walk_from(&mut at.clone(), visit);
    }

    /// One route grows and shrinks along the way, so that a step costs no allocation.
    fn walk_from(&self, at: &mut Route, visit: &mut dyn FnMut(&Route, &Node<'a>)) {
        visit(at, self);
        let here = at.0.len();
        match self {
            Node::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    at.push_index(index);
                    item.walk_from(at, visit);
                    at.0.truncate(here);
                }
            }
            Node::Record(fields) | Node::Map(_, fields) => {
                for (key, value) in fields {
                    if !matches!(value, Node::Absent) {
                        at.push(key);
                        value.walk_from(at, visit);
                        at.0.truncate(here);
                    }
                }
            }
            // The brief prints a date in the words of its source.
            Node::Date(Date {
                wording: Some(words),
                ..
            }) => words.node().walk(&at.key("wording"), visit),
            _ => {}
        }
    }
}

impl<T: Reflect> Reflect for Option<T> {
    fn node(&self) -> Node<'_> {
        self.as_ref().map_or(Node::Absent, Reflect::node)
    }

    fn visit<'a>(&'a self, at: &mut Route, look: &mut dyn FnMut(&Route, &Node<'a>)) {
        if let Some(value) = self {
            value.visit(at, look);
        }
    }

    fn shows_nothing(&self) -> bool {
        self.is_none()
    }
}

impl<T: Reflect> Reflect for Vec<T> {
    fn node(&self) -> Node<'_> {
        Node::List(self.iter().map(Reflect::node).collect())
    }

    fn visit<'a>(&'a self, at: &mut Route, look: &mut dyn FnMut(&Route, &Node<'a>)) {
        let here = at.0.len();
        for (index, item) in self.iter().enumerate() {
            at.push_index(index);
            item.visit(at, look);
            at.0.truncate(here);
        }
    }

    fn shows_nothing(&self) -> bool {
        self.is_empty()
    }
}

impl Reflect for bool {
    fn node(&self) -> Node<'_> {
        Node::Flag(*self)
    }
}

impl Reflect for f64 {
    fn node(&self) -> Node<'_> {
        Node::Number(*self)
    }
}

impl Reflect for u32 {
    fn node(&self) -> Node<'_> {
        Node::Number(f64::from(*self))
    }
}

impl Reflect for String {
    fn node(&self) -> Node<'_> {
        Node::Word(self)
    }
}

/// Reads a struct from a table, and from nothing else.
pub(super) struct TablesOnly<D>(pub D);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for TablesOnly<D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_any(TableVisitor(visitor))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0
            .deserialize_struct(name, fields, TableVisitor(visitor))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf
        option unit unit_struct newtype_struct seq tuple tuple_struct map enum identifier
        ignored_any
    }
}

struct TableVisitor<V>(V);

impl<'de, V: Visitor<'de>> Visitor<'de> for TableVisitor<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a table")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<V::Value, A::Error> {
        self.0.visit_map(map)
    }
}

/// The key that a field of a table has in the file: `r#type` is written `type`.
pub(super) const fn key_of(field: &str) -> &str {
    match field.as_bytes() {
        [b'r', b'#', ..] => field.split_at(2).1,
        _ => field,
    }
}

/// Declares a table of the model: a struct with its serde, schema and [`Reflect`] sides.
///
/// Keys that the struct does not name are refused.
macro_rules! record {
    ($(
        $(#[$meta:meta])*
        pub struct $name:ident {
            $( $(#[$field_meta:meta])* pub $field:ident: $ty:ty, )*
        }
    )*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, schemars::JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub struct $name {
            $( $(#[$field_meta])* pub $field: $ty, )*
        }

        // What serde derives would read a list as a table whose keys were left out.
        const _: () = {
            #[derive(serde::Deserialize)]
            #[serde(deny_unknown_fields)]
            struct Fields {
                $( $(#[$field_meta])* $field: $ty, )*
            }

            impl<'de> serde::Deserialize<'de> for $name {
                fn deserialize<D: serde::Deserializer<'de>>(input: D) -> Result<Self, D::Error> {
                    let Fields { $( $field, )* } =
                        Fields::deserialize($crate::model::node::TablesOnly(input))?;
                    Ok(Self { $( $field, )* })
                }
            }
        };

        impl $crate::model::node::Reflect for $name {
            fn node(&self) -> $crate::model::node::Node<'_> {
                $crate::model::node::Node::Record(vec![
                    $( (const { $crate::model::node::key_of(stringify!($field)) }, self.$field.node()), )*
                ])
            }

            fn visit<'a>(
                &'a self,
                at: &mut $crate::model::node::Route,
                look: &mut dyn FnMut(
                    &$crate::model::node::Route,
                    &$crate::model::node::Node<'a>,
                ),
            ) {
                $( at.visit_field(
                    const { $crate::model::node::key_of(stringify!($field)) },
                    &self.$field,
                    look,
                ); )*
            }
        }
    )*};
}
pub(crate) use record;
