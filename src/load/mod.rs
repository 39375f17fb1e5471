//! load: bytes → a document whose TOML is sound, with the means to find any place in it.
//!
//! | file | holds |
//! |---|---|
//! | this one | [`Document`], reading files, the limits |
//! | [`plain`] | the quick way to the values of a sound file |
//! | [`index`] | route → span |
//! | [`offsets`] | a byte of a string as read → its byte in the file |
//! | [`syntax`] | TOML's own errors: where they are, and which are told |
//! | [`reason`] | why the system refuses a file |
//! | [`recover`] | what was opened and never closed |
//! | [`stray`] | those that an Arabic keyboard makes |
//! | [`words`] | those errors in plain words |

pub mod index;
pub mod offsets;
pub mod plain;
pub mod reason;
pub mod recover;
pub mod stray;
pub mod syntax;
pub mod words;

use std::fs::File;
use std::io::{self, Read};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use serde_spanned::Spanned;
use toml::de::DeTable;

use crate::diagnostic::{Aim, Diagnostic, Location, say};
use crate::model::Route;
use index::Index;

/// The largest file that is read, in bytes. A long assessment is some 200 KB.
pub const MAX_BYTES: u64 = 4 * 1024 * 1024;

/// The mark with which some editors on Windows begin a file; it takes up no column.
pub const BOM: char = '\u{feff}';

/// A file as it was read.
#[derive(Debug)]
pub struct Document {
    /// The path as the user gave it, or as it was found; with `/` between its parts.
    pub name: String,
    /// Where it lies.
    pub path: PathBuf,
    /// The whole text. Bytes that are not UTF-8 stand in it as U+FFFD.
    pub text: String,
    index: OnceLock<Index>,
}

impl Document {
    /// A document from a text that is already in memory.
    pub fn from_text(path: impl Into<PathBuf>, text: impl Into<String>) -> Arc<Self> {
        let path = path.into();
        Arc::new(Self {
            name: display_name(&path),
            path,
            text: text.into(),
            index: OnceLock::new(),
        })
    }

    /// Where each key and value stands; of a broken file, as many as can be made out.
    pub fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::of(&self.text))
    }

    /// Finds the bytes of the value, key or part of a string that a route names.
    ///
    /// A route that leads to nothing gives the nearest place above it that exists:
    /// a missing key is shown at its table.
    pub fn locate(&self, route: &Route, aim: &Aim) -> Option<Range<usize>> {
        let index = self.index();
        let mut route = route.clone();
        loop {
            if let Some(entry) = index.get(&route) {
                return Some(match aim {
                    Aim::Key => entry.key.clone().unwrap_or_else(|| entry.value.clone()),
                    Aim::Value => entry.value.clone(),
                    Aim::Within(part) => offsets::part_of(&self.text, &entry.value, part),
                });
            }
            if route == Route::root() {
                return None;
            }
            route = route.parent();
        }
    }

    /// The line and column of a byte, both from 1, the column in characters.
    pub fn position(&self, byte: usize) -> (usize, usize) {
        let byte = (0..=byte.min(self.text.len()))
            .rev()
            .find(|&byte| self.text.is_char_boundary(byte))
            .unwrap_or(0);
        let before = &self.text[..byte];
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        (
            before.matches('\n').count() + 1,
            before[line_start..].trim_start_matches(BOM).chars().count() + 1,
        )
    }
}

/// A path as it is shown: with `/`, without a leading `./`.
pub fn display_name(path: &Path) -> String {
    let name = path.to_string_lossy().replace('\\', "/");
    name.strip_prefix("./").unwrap_or(&name).to_owned()
}

/// Why a file could not be read at all.
#[derive(Debug)]
pub enum Unreadable {
    /// The system said no.
    Io(io::Error),
    /// The path is a folder or a device.
    NotAFile,
    /// The file is larger than [`MAX_BYTES`]; its size in bytes.
    TooLarge(u64),
}

/// Reads the file at `path`.
///
/// # Errors
/// [`Unreadable`] where there is no text to speak of. A file that is not UTF-8 is read
/// all the same, with the finding that says so.
pub fn read(path: &Path) -> Result<(Arc<Document>, Vec<Diagnostic>), Unreadable> {
    bytes(path).map(|bytes| decode(path, bytes))
}

/// Reads the bytes of the file at `path`.
///
/// # Errors
/// [`Unreadable`] where it cannot be opened, is no file, or is too large.
pub fn bytes(path: &Path) -> Result<Vec<u8>, Unreadable> {
    let file = File::open(path).map_err(Unreadable::Io)?;
    let about = file.metadata().map_err(Unreadable::Io)?;
    if !about.is_file() {
        return Err(Unreadable::NotAFile);
    }
    if about.len() > MAX_BYTES {
        return Err(Unreadable::TooLarge(about.len()));
    }
    let size = usize::try_from(about.len()).unwrap_or(0);
    let bytes = contents(file, size).map_err(Unreadable::Io)?;
    if bytes.len() as u64 > MAX_BYTES {
        return Err(Unreadable::TooLarge(bytes.len() as u64));
    }
    Ok(bytes)
}

/// What a file holds that is said to have so many bytes, up to one byte more than is allowed.
///
/// Usually the first reading brings all, one byte less than was asked for: nothing is left, and
/// there is no need to ask again.
fn contents(mut file: File, size: usize) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; size + 1];
    let read = loop {
        match file.read(&mut bytes) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            read => break read?,
        }
    };
    bytes.truncate(read);
    if read != size {
        let room = (MAX_BYTES + 1).saturating_sub(read as u64);
        file.take(room).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

fn decode(path: &Path, bytes: Vec<u8>) -> (Arc<Document>, Vec<Diagnostic>) {
    match String::from_utf8(bytes) {
        Ok(text) => (Document::from_text(path, text), Vec::new()),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let cut = error.utf8_error().error_len().is_none();
            let bytes = error.into_bytes();
            let utf16 = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
            let byte = bytes.get(at).copied().unwrap_or(0);
            let document = Document::from_text(path, String::from_utf8_lossy(&bytes));
            let place = Location::bytes(&document, at..at + '\u{FFFD}'.len_utf8());
            if cut {
                let found = Diagnostic::error(
                    "not-utf8",
                    place,
                    say!(en "the file ends in the middle of a character", ar "الملف ينقطع في وسط محرف"),
                );
                let help = say!(
                    en "its end is lost: copy the file again from where it came",
                    ar "ضاع آخره: انسخ الملف من مصدره مرة أخرى"
                );
                return (document, vec![found.help(help)]);
            }
            let found = Diagnostic::error(
                "not-utf8",
                place,
                say!(
                    en "the file is not UTF-8: byte 0x{byte:02X} stands where a character should begin",
                    ar "الملف ليس بترميز UTF-8: البايت 0x{byte:02X} في موضع يجب أن يبدأ فيه محرف"
                ),
            );
            let help = if utf16 {
                say!(
                    en "it looks like UTF-16: save it again as UTF-8",
                    ar "يبدو أنه بترميز UTF-16: أعد حفظه بترميز UTF-8"
                )
            } else {
                say!(
                    en "save the file again as UTF-8; older Arabic editors write Windows-1256",
                    ar "أعد حفظ الملف بترميز UTF-8؛ فالمحرّرات العربية القديمة تحفظ بترميز Windows-1256"
                )
            };
            (document, vec![found.help(help)])
        }
    }
}

/// Parses the TOML of a document.
///
/// # Errors
/// Every syntax error of the file, one a line at most, in the order of the file.
pub fn parse(document: &Arc<Document>) -> Result<Spanned<DeTable<'_>>, Vec<Diagnostic>> {
    let (tree, errors) = DeTable::parse_recoverable(&document.text);
    if errors.is_empty() {
        Ok(tree)
    } else {
        Err(syntax::explain(document, errors))
    }
}
