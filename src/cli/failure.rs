//! What the system says when a file cannot be written, in plain words.

use std::io::{Error, ErrorKind};
use std::path::Path;

use crate::diagnostic::{Say, say};
use crate::load::reason::system;

/// Why `path` could not be written, and what to do.
pub fn unwritable(path: &Path, error: &Error) -> Say {
    let shown = path.display();
    let why = match error.kind() {
        ErrorKind::NotADirectory => say!(
            en "a part of the path is a file, not a folder; choose another path",
            ar "في المسار ملف في موضع مجلد؛ اختر مسارًا آخر"
        ),
        ErrorKind::IsADirectory => say!(
            en "it is a folder; write `/` behind it to put the file inside",
            ar "هو مجلد؛ أضف `/` إلى آخره ليوضع الملف فيه"
        ),
        ErrorKind::PermissionDenied => say!(
            en "you have no right to write there; choose another folder",
            ar "لا صلاحية لك بالكتابة هناك؛ اختر مجلدًا آخر"
        ),
        ErrorKind::ReadOnlyFilesystem => say!(
            en "the disk can only be read; choose another folder",
            ar "القرص للقراءة فقط؛ اختر مجلدًا آخر"
        ),
        ErrorKind::InvalidFilename => say!(
            en "the system does not allow this name; choose a shorter one",
            ar "لا يقبل النظام هذا الاسم؛ اختر اسمًا أقصر"
        ),
        _ => system(error),
    };
    let Say { en, ar } = why;
    say!(en "{shown} cannot be written: {en}", ar "تعذّرت كتابة {shown}: {ar}")
}
