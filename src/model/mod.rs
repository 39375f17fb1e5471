//! The model: everything an assessment can say.
//!
//! These types are the one truth. The JSON Schema in `schema/` is written from
//! them, the doc comment on a field is what an analyst reads when hovering over
//! its key in an editor, and every later stage walks them through [`Reflect`].
//!
//! | file | holds |
//! |---|---|
//! | [`assessment`] | the document itself, and files of shared entries |
//! | [`world`] | actors, places, events, relations, outcomes |
//! | [`sourcing`] | sources, statements, figures |
//! | [`argument`] | indicators, drivers, obstacles, judgements, hypotheses … |
//! | [`text`], [`date`], [`id`], [`scale`], [`scalar`] | the values they are made of |
//! | [`markup`] | what stands inside a text: emphasis, links, citations |
//! | [`bytes`] | looking at every byte of a text, many at once |
//! | [`house`] | `taqdir.toml` |
//! | [`node`] | how generic code walks all of it |

pub mod argument;
pub mod assessment;
pub mod bytes;
pub mod date;
pub mod house;
pub mod id;
pub mod markup;
pub mod node;
pub mod scalar;
pub mod scale;
pub mod sourcing;
pub mod text;
pub mod world;

pub use argument::*;
pub use assessment::*;
pub use date::Date;
pub use house::{Digits, House, Lengthened, Level, Severities};
pub use id::{Id, Kind, Ref};
pub use markup::{Cite, Inline, Prose};
pub use node::{Node, Reflect, Route};
pub use scalar::*;
pub use scale::*;
pub use sourcing::*;
pub use text::{Lang, Text};
pub use world::*;
