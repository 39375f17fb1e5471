//! The closed world that Typst sees: the composed files, the embedded fonts, and nothing else.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use typst::diag::{FileError, FileResult};
use typst::foundations::{Binding, Bytes, Datetime, Duration, Module, Scope};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};

use crate::compose::{Composition, facing};

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

/// Fonts in their order, and the book by which they are found.
#[derive(Debug)]
struct Faces {
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
}

impl Faces {
    fn new(fonts: Vec<Font>) -> Self {
        Self {
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
        }
    }
}

/// The fonts of the program, read once a process.
static FACES: LazyLock<Arc<Faces>> = LazyLock::new(|| {
    let fonts = FONTS
        .iter()
        .filter_map(|(_, bytes)| Font::new(Bytes::new(*bytes), 0))
        .collect();
    Arc::new(Faces::new(fonts))
});

/// What a template must not do: make code of a string, and run code that is not Typst's.
const FORBIDDEN: [&str; 2] = ["eval", "plugin"];

static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    // The first row of a table and its last two are said to be data wherever they stand: see
    // `in-company` in templates/house/base.typ.
    let features = [Feature::A11yExtras].into_iter().collect();
    let mut library = Library::builder().with_features(features).build();
    let mut scope = Scope::new();
    for (name, binding) in library.global.scope().iter() {
        if !FORBIDDEN.contains(&name.as_str()) {
            scope.bind(name.clone(), binding.clone());
        }
    }
    let global = Module::new("global", scope);
    library.std = Binding::detached(global.clone());
    library.global = global;
    LazyHash::new(library)
});

/// The embedded fonts.
pub fn fonts() -> &'static [Font] {
    &FACES.fonts
}

/// One composition as Typst sees it.
#[derive(Debug)]
pub struct ClosedWorld {
    main: FileId,
    sources: HashMap<FileId, Source>,
    pictures: HashMap<FileId, Bytes>,
    faces: Arc<Faces>,
}

impl ClosedWorld {
    /// A world with the files of a composition.
    pub fn new(composition: &Composition) -> Self {
        let components = &composition.components;
        let mut sources = HashMap::new();
        let mut pictures = HashMap::new();
        for (path, bytes) in &components.files {
            let Some(id) = file(path) else { continue };
            match str::from_utf8(bytes)
                .ok()
                .filter(|_| path.ends_with(".typ"))
            {
                Some(text) => {
                    sources.insert(id, Source::new(id, text.to_owned()));
                }
                None => {
                    pictures.insert(id, Bytes::new(bytes.to_vec()));
                }
            }
        }
        let main = main_file();
        sources.insert(main, Source::new(main, composition.main.clone()));
        for side in &composition.sides {
            let Some(id) = file(facing::file(side.lang)) else {
                continue;
            };
            sources.insert(id, Source::new(id, side.main.clone()));
        }
        let faces = if components.fonts.is_empty() {
            Arc::clone(&FACES)
        } else {
            let mut fonts = FACES.fonts.clone();
            for (_, bytes) in &components.fonts {
                fonts.extend(Font::iter(Bytes::new(bytes.clone())));
            }
            Arc::new(Faces::new(fonts))
        };
        Self {
            main,
            sources,
            pictures,
            faces,
        }
    }
}

/// The id of a virtual file; none for a name that Typst does not take.
fn file(path: &str) -> Option<FileId> {
    let path = VirtualPath::new(path).ok()?;
    Some(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
}

fn main_file() -> FileId {
    file("main.typ").unwrap_or_else(|| unreachable!("a plain file name"))
}

impl World for ClosedWorld {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.faces.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.sources.get(&id).cloned().ok_or_else(|| missing(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if let Some(bytes) = self.pictures.get(&id) {
            return Ok(bytes.clone());
        }
        let source = self.source(id)?;
        Ok(Bytes::from_string(source.text().to_owned()))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.faces.fonts.get(index).cloned()
    }

    /// There is no clock: the date of a brief is the date of its assessment.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn missing(id: FileId) -> FileError {
    FileError::NotFound(id.get().vpath().get_without_slash().into())
}
