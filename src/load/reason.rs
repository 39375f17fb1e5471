//! Why the system refuses to read or write a file, in plain words.

use std::io::{Error, ErrorKind};

use super::{MAX_BYTES, Unreadable};
use crate::diagnostic::{Say, say};

impl Unreadable {
    /// Why there is no text.
    pub fn why(&self) -> Say {
        match self {
            Unreadable::Io(error) => system(error),
            Unreadable::NotAFile => say!(
                en "it is a folder, a device or a pipe, not a file",
                ar "هو مجلد أو جهاز أو أنبوب، لا ملف"
            ),
            Unreadable::TooLarge(bytes) => {
                let (size, limit) = (bytes / 1024 / 1024, MAX_BYTES / 1024 / 1024);
                say!(
                    en "it has {size} MB, and {limit} MB is the most that is read",
                    ar "حجمه {size} ميغابايت، ولا يُقرأ ما زاد على {limit} ميغابايت"
                )
            }
        }
    }
}

/// What an error of the system means; its own words, which are English, where it is a rare one.
pub fn system(error: &Error) -> Say {
    match error.kind() {
        ErrorKind::NotFound => say!(
            en "there is no such file or folder",
            ar "لا وجود لملف أو مجلد بهذا الاسم"
        ),
        ErrorKind::PermissionDenied => say!(
            en "you have no right to do that",
            ar "لا صلاحية لك بذلك"
        ),
        ErrorKind::AlreadyExists => say!(
            en "there is a file of that name already",
            ar "يوجد ملف بهذا الاسم"
        ),
        ErrorKind::NotADirectory => say!(
            en "a part of the path is a file, not a folder",
            ar "في المسار ملف في موضع مجلد"
        ),
        ErrorKind::IsADirectory => say!(en "it is a folder, not a file", ar "هو مجلد لا ملف"),
        ErrorKind::DirectoryNotEmpty => {
            say!(en "the folder is not empty", ar "المجلد ليس فارغًا")
        }
        ErrorKind::ReadOnlyFilesystem => {
            say!(en "the disk can only be read", ar "القرص للقراءة فقط")
        }
        ErrorKind::StorageFull => say!(en "the disk is full", ar "القرص ممتلئ"),
        ErrorKind::QuotaExceeded => say!(
            en "the space that you were given is used up",
            ar "نفدت المساحة المخصصة لك"
        ),
        ErrorKind::FileTooLarge => say!(
            en "the file would be larger than the system allows",
            ar "حجم الملف أكبر مما يسمح به النظام"
        ),
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => say!(
            en "another program is using it",
            ar "يستعمله برنامج آخر"
        ),
        ErrorKind::InvalidFilename => say!(
            en "the system does not allow this name",
            ar "لا يقبل النظام هذا الاسم"
        ),
        ErrorKind::BrokenPipe => say!(
            en "the program that was to read it has ended",
            ar "انتهى البرنامج الذي كان سيقرؤه"
        ),
        ErrorKind::OutOfMemory => say!(en "the memory is full", ar "الذاكرة ممتلئة"),
        ErrorKind::TimedOut => say!(en "it took too long", ar "طال الانتظار"),
        ErrorKind::Interrupted => say!(en "it was interrupted", ar "قُطعت العملية"),
        _ => say!(en "{error}", ar "رفض النظام ذلك ({error})"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_usual_error_is_told_in_english_to_an_arab() {
        // What Linux answers to reading and writing: ENOENT, EINTR, EAGAIN apart, EACCES, EBUSY,
        // EEXIST, ENOTDIR, EISDIR, ETXTBSY, EFBIG, ENOSPC, EROFS, EPIPE, ENAMETOOLONG, EDQUOT.
        for code in [1, 2, 4, 12, 13, 16, 17, 20, 21, 26, 27, 28, 30, 32, 36, 122] {
            let Say { en, ar } = system(&Error::from_raw_os_error(code));
            assert!(!en.contains("os error"), "{code}: {en}");
            assert!(!ar.chars().any(|c| c.is_ascii_alphabetic()), "{code}: {ar}");
        }
        let Say { en, ar } = system(&Error::from_raw_os_error(5));
        assert_eq!(ar, format!("رفض النظام ذلك ({en})"));
    }
}
