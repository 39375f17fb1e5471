//! Paths ↔ `file:` addresses, as editors name files.

use std::path::{Path, PathBuf};

use gen_lsp_types::Uri;

/// The path of a `file:` address; none for another kind, such as a text never saved.
pub fn path_of(uri: &Uri) -> Option<PathBuf> {
    let rest = uri.as_ref().strip_prefix("file://")?;
    let path = decode(rest.strip_prefix("localhost").unwrap_or(rest))?;
    // `/C:/…` is a drive.
    let drive = path
        .as_bytes()
        .get(1..3)
        .is_some_and(|two| two[0].is_ascii_alphabetic() && two[1] == b':');
    let path = if drive { path.get(1..)? } else { &path };
    Some(PathBuf::from(path))
}

/// The address of a path.
pub fn uri_of(path: &Path) -> Uri {
    let text = path.to_string_lossy().replace('\\', "/");
    let mut uri = String::from("file://");
    if !text.starts_with('/') {
        uri.push('/');
    }
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~:".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            uri.push_str(&format!("%{byte:02X}"));
        }
    }
    Uri(uri)
}

fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        rest = after;
        if first != b'%' {
            bytes.push(first);
            continue;
        }
        let digits = std::str::from_utf8(rest.get(..2)?).ok()?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        rest = &rest[2..];
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn addresses_of_editors_are_read() {
        let path = |text: &str| path_of(&Uri::from(text));
        let arabic = "file:///home/a%20b/%D8%AA%D9%82%D8%AF%D9%8A%D8%B1.toml";
        assert_eq!(path(arabic), Some(PathBuf::from("/home/a b/تقدير.toml")));
        assert_eq!(
            path("file:///c%3A/x.toml"),
            Some(PathBuf::from("c:/x.toml"))
        );
        assert_eq!(path("untitled:Untitled-1"), None);
        assert_eq!(path("file:///bad%2"), None);
    }

    proptest! {
        #[test]
        fn every_path_comes_back(name in "/[^\0\\\\:]{1,20}") {
            prop_assert_eq!(path_of(&uri_of(Path::new(&name))), Some(PathBuf::from(name)));
        }
    }
}
