//! migrate: a file of an older format → the newest, step by step, comments kept.
//!
//! Format 1 is the first, so the [`CHAIN`] is empty. The format after it adds a [`Step`].

use toml_edit::{DocumentMut, Item, Value};

use crate::diagnostic::{Say, say};
use crate::model::Format;

/// What turns a file of one format into one of the next.
#[derive(Clone, Copy)]
pub struct Step {
    /// The format it reads. It writes the one after it.
    pub from: i64,
    /// The change. It need not touch the key `format`.
    pub change: fn(&mut DocumentMut) -> Result<(), Say>,
}

impl std::fmt::Debug for Step {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Step({} → {})", self.from, self.from + 1)
    }
}

/// Every step so far.
pub const CHAIN: &[Step] = &[];

/// A file that was migrated.
#[derive(Debug, PartialEq, Eq)]
pub struct Migrated {
    /// The format it was written in.
    pub from: i64,
    /// The new text.
    pub text: String,
}

/// Brings a text to the format `to` by the steps of `chain`; none where it is there already.
///
/// # Errors
/// Why it cannot be done: the text is not TOML, names no format, or no step leads on.
pub fn migrate(text: &str, chain: &[Step], to: i64) -> Result<Option<Migrated>, Say> {
    let mut document: DocumentMut = text.parse().map_err(|_| {
        say!(
            en "the file is not sound TOML; `taqdir check` names the faults",
            ar "الملف ليس TOML صحيحًا؛ والأمر `taqdir check` يذكر أخطاءه"
        )
    })?;
    let from = document
        .get("format")
        .and_then(Item::as_integer)
        .ok_or_else(|| {
            let current = Format::CURRENT;
            say!(
                en "the file does not say which format it is written in; add `format = {current}` at its top",
                ar "لا يذكر الملف الصيغة التي كُتب بها؛ أضف `format = {current}` في أوله"
            )
        })?;
    if from == to {
        return Ok(None);
    }
    if from > to {
        return Err(say!(
            en "the file is written in format {from}; this taqdir knows no later one than {to}",
            ar "الملف مكتوب بالصيغة {from}، وأحدث ما تعرفه هذه النسخة من taqdir هو {to}"
        ));
    }
    for format in from..to {
        let step = chain
            .iter()
            .find(|step| step.from == format)
            .ok_or_else(|| {
                say!(
                    en "nothing leads on from format {format}",
                    ar "لا طريق من الصيغة {format} إلى ما بعدها"
                )
            })?;
        (step.change)(&mut document)?;
        set_format(&mut document, format + 1);
    }
    Ok(Some(Migrated {
        from,
        text: document.to_string(),
    }))
}

/// Writes the format, with the comment beside it left where it is.
fn set_format(document: &mut DocumentMut, format: i64) {
    if let Some(Item::Value(value)) = document.get_mut("format") {
        let decor = value.decor().clone();
        *value = Value::from(format);
        *value.decor_mut() = decor;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "\
# A file of format 0, which never was.
format = 0 # the first
name = \"border\" # now an id

# What is asked.
question = \"نص عربي\"

[[indicator]] # one
# the state of it
state = \"observed\"
";

    const NEW: &str = "\
# A file of format 0, which never was.
format = 2 # the first
id = \"border\" # now an id

# What is asked.
question = \"نص عربي\"

[[indicator]] # one
# the state of it
status = \"observed\"
";

    fn rename(table: &mut toml_edit::Table, old: &str, new: &str) -> Result<(), Say> {
        // The order of the keys is kept: each is taken out and put back at the end.
        let keys: Vec<String> = table.iter().map(|(key, _)| key.to_owned()).collect();
        for key in keys {
            let Some((old_key, item)) = table.remove_entry(&key) else {
                continue;
            };
            let decor = old_key.leaf_decor().clone();
            let name = if key == old { new } else { &key };
            table.insert_formatted(&toml_edit::Key::new(name).with_leaf_decor(decor), item);
        }
        Ok(())
    }

    fn id_for_name(document: &mut DocumentMut) -> Result<(), Say> {
        rename(document, "name", "id")
    }

    fn status_for_state(document: &mut DocumentMut) -> Result<(), Say> {
        let Some(indicators) = document
            .get_mut("indicator")
            .and_then(Item::as_array_of_tables_mut)
        else {
            return Ok(());
        };
        indicators
            .iter_mut()
            .try_for_each(|indicator| rename(indicator, "state", "status"))
    }

    #[test]
    fn a_file_of_an_invented_format_0_comes_to_format_2_with_its_comments() {
        let chain = [
            Step {
                from: 1,
                change: status_for_state,
            },
            Step {
                from: 0,
                change: id_for_name,
            },
        ];
        let migrated = migrate(OLD, &chain, 2).unwrap().unwrap();
        assert_eq!(migrated.from, 0);
        assert_eq!(migrated.text, NEW);
        assert_eq!(migrate(NEW, &chain, 2).unwrap(), None);
    }

    #[test]
    fn what_cannot_be_migrated_says_why() {
        let why = |text: &str| migrate(text, &[], 1).unwrap_err().en;
        assert!(why("format = ").contains("not sound TOML"));
        assert!(why("id = \"x\"").contains("does not say"));
        assert!(why("format = 3").contains("format 3"));
        assert!(why("format = 0").contains("nothing leads on"));
        assert_eq!(migrate("format = 1", CHAIN, Format::CURRENT), Ok(None));
    }
}
