//! The closed world that Typst sees: the composed files, the embedded fonts, and nothing else.

use std::collections::HashMap;
use std::sync::LazyLock;

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World};

use crate::compose::Composition;

/// The fonts that travel inside the program: path in a written folder, bytes.
pub const FONTS: &[(&str, &[u8])] = &[
    (
        "Amiri-Regular.ttf",
        include_bytes!("../../templates/fonts/amiri/Amiri_400Regular.ttf"),
    ),
    (
        "Amiri-Bold.ttf",
        include_bytes!("../../templates/fonts/amiri/Amiri_700Bold.ttf"),
    ),
    (
        "Amiri-Italic.ttf",
        include_bytes!("../../templates/fonts/amiri/Amiri_400Regular_Italic.ttf"),
    ),
    (
        "IBMPlexSansArabic-Regular.ttf",
        include_bytes!(
            "../../templates/fonts/ibm-plex-sans-arabic/IBMPlexSansArabic_400Regular.ttf"
        ),
    ),
    (
        "IBMPlexSansArabic-SemiBold.ttf",
        include_bytes!(
            "../../templates/fonts/ibm-plex-sans-arabic/IBMPlexSansArabic_600SemiBold.ttf"
        ),
    ),
    (
        "IBMPlexSans-Regular.ttf",
        include_bytes!("../../templates/fonts/ibm-plex-sans/IBMPlexSans_400Regular.ttf"),
    ),
    (
        "IBMPlexSans-SemiBold.ttf",
        include_bytes!("../../templates/fonts/ibm-plex-sans/IBMPlexSans_600SemiBold.ttf"),
    ),
    (
        "SourceSerif4-Regular.ttf",
        include_bytes!("../../templates/fonts/source-serif-4/SourceSerif4_400Regular.ttf"),
    ),
    (
        "SourceSerif4-Italic.ttf",
        include_bytes!("../../templates/fonts/source-serif-4/SourceSerif4_400Regular_Italic.ttf"),
    ),
    (
        "SourceSerif4-SemiBold.ttf",
        include_bytes!("../../templates/fonts/source-serif-4/SourceSerif4_600SemiBold.ttf"),
    ),
];

/// The fonts, read once a process.
struct Faces {
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

static FACES: LazyLock<Faces> = LazyLock::new(|| {
    let fonts: Vec<Font> = FONTS
        .iter()
        .filter_map(|(_, bytes)| Font::new(Bytes::new(*bytes), 0))
        .collect();
    Faces {
        book: LazyHash::new(FontBook::from_fonts(&fonts)),
        fonts,
    }
});

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| LazyHash::new(Library::default()));

/// The embedded fonts.
pub fn fonts() -> &'static [Font] {
    &FACES.fonts
}

/// One composition as Typst sees it.
pub struct ClosedWorld {
    main: FileId,
    sources: HashMap<FileId, Source>,
}

impl ClosedWorld {
    /// A world with the files of a composition.
    pub fn new(composition: &Composition) -> Self {
        let mut sources = HashMap::new();
        let main = file("main.typ");
        sources.insert(main, Source::new(main, composition.main.clone()));
        for (path, text) in composition.files() {
            let id = file(path);
            sources.insert(id, Source::new(id, text.to_owned()));
        }
        Self { main, sources }
    }
}

/// The id of a virtual file. Our own paths are plain names, which are always valid.
fn file(path: &str) -> FileId {
    let path = VirtualPath::new(path).unwrap_or_else(|_| unreachable!("a plain file name"));
    FileId::new(RootedPath::new(VirtualRoot::Project, path))
}

impl World for ClosedWorld {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &FACES.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.sources.get(&id).cloned().ok_or_else(|| missing(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        let source = self.source(id)?;
        Ok(Bytes::from_string(source.text().to_owned()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        FACES.fonts.get(index).cloned()
    }

    /// There is no clock: the date of a brief is the date of its assessment.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn missing(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_without_slash().into())
}
