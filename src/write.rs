//! write: bytes → file, whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use tempfile::NamedTempFile;

/// Writes a file by way of a temporary one beside it, which then takes its name.
///
/// Folders that are missing on the way are made.
///
/// # Errors
/// What the system says; the file is then as it was before.
pub fn atomically(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if path.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    written(path, bytes)?
        .persist(path)
        .map_err(|error| error.error)?;
    Ok(())
}

/// Writes a file that does not exist yet, whole or not at all.
///
/// # Errors
/// [`io::ErrorKind::AlreadyExists`] where there is one, which is left as it is; else what the
/// system says.
pub fn anew(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if path.symlink_metadata().is_ok() {
        return Err(io::ErrorKind::AlreadyExists.into());
    }
    written(path, bytes)?
        .persist_noclobber(path)
        .map_err(|error| error.error)?;
    Ok(())
}

/// A temporary file beside `path` that holds the bytes.
fn written(path: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(|error| match error.kind() {
        // The system's word for a file that stands where a folder should.
        io::ErrorKind::AlreadyExists => io::ErrorKind::NotADirectory.into(),
        _ => error,
    })?;
    let mut file = NamedTempFile::new_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    readable_as_usual(&file)?;
    Ok(file)
}

/// Puts a new text into a file that exists: through a symbolic link, and with the rights it has.
///
/// # Errors
/// What the system says; the file is then as it was before.
pub fn in_place(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let real = path.canonicalize()?;
    let rights = fs::metadata(&real)?.permissions();
    if rights.readonly() {
        // A rename would get round it.
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    let mut file = NamedTempFile::new_in(real.parent().unwrap_or(Path::new(".")))?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.as_file().set_permissions(rights)?;
    file.persist(&real).map_err(|error| error.error)?;
    Ok(())
}

/// A temporary file is the owner's alone; what becomes a brief is readable as any new file.
#[cfg(unix)]
fn readable_as_usual(file: &NamedTempFile) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.as_file()
        .set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable_as_usual(_: &NamedTempFile) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_write_leaves_what_was_there() {
        let folder = tempfile::tempdir().unwrap();
        let target = folder.path().join("brief.pdf");
        fs::create_dir(&target).unwrap();
        assert!(atomically(&target, b"new").is_err());
        assert_eq!(
            fs::read_dir(folder.path()).unwrap().count(),
            1,
            "nothing is left behind"
        );
        let file = folder.path().join("deep/er/brief.pdf");
        atomically(&file, b"new").unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"new");
        let again = anew(&file, b"newer").unwrap_err();
        assert_eq!(again.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read(file).unwrap(), b"new");
    }
    #[cfg(unix)]
    #[test]
    fn a_file_that_is_rewritten_keeps_its_link_and_its_rights() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real"), folder.path().join("link"));
        fs::write(&real, "old").unwrap();
        fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).unwrap();
        symlink(&real, &link).unwrap();
        in_place(&link, b"new").unwrap();
        assert!(link.is_symlink());
        assert_eq!(fs::read(&real).unwrap(), b"new");
        assert_eq!(
            fs::metadata(&real).unwrap().permissions().mode() & 0o777,
            0o640
        );
        fs::set_permissions(&real, fs::Permissions::from_mode(0o440)).unwrap();
        assert!(in_place(&link, b"newer").is_err());
        assert_eq!(fs::read(&real).unwrap(), b"new");
    }
}
