//! What documents are made of: the templates and components that travel inside the program, and
//! those of a house that lie over them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, LazyLock};

use super::medium::Medium;
use super::outputs;
use crate::discover::{Belongings, BelongingsFile};
use crate::load::Document;

/// Files of `templates/` by their path in it.
macro_rules! embedded {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("../../templates/", $path)))),*]
    };
}

/// The product that is built where none is asked for: the whole assessment.
pub const ASSESSMENT: &str = "assessment";

/// The products of the program, in the order in which they are listed.
const PRODUCTS: [&str; 3] = [ASSESSMENT, "brief", "annex"];

/// How the name of a template ends.
const ENDING: &str = ".jinja";

/// The look of the web page, and what a house adds to it.
const STYLESHEET: &str = "assessment.css";
const HOUSE_STYLESHEET: &str = "house.css";

/// Where the logo of a house lies for a component.
const LOGO: &str = "house/logo";

/// The minijinja templates, by name.
pub const TEMPLATES: &[(&str, &str)] = embedded![
    "annex.typ.jinja",
    "assessment.typ.jinja",
    "brief.typ.jinja",
    "macros.typ.jinja",
    "parts/actors.typ.jinja",
    "parts/assumptions.typ.jinja",
    "parts/comparisons.typ.jinja",
    "parts/conclusion.typ.jinja",
    "parts/conflicts.typ.jinja",
    "parts/consequences.typ.jinja",
    "parts/document.typ.jinja",
    "parts/drivers.typ.jinja",
    "parts/events.typ.jinja",
    "parts/figures.typ.jinja",
    "parts/forces.typ.jinja",
    "parts/gaps.typ.jinja",
    "parts/hypotheses.typ.jinja",
    "parts/indicators.typ.jinja",
    "parts/isnad.typ.jinja",
    "parts/judgements.typ.jinja",
    "parts/masthead.typ.jinja",
    "parts/method.typ.jinja",
    "parts/obstacles.typ.jinja",
    "parts/outcomes.typ.jinja",
    "parts/overview.typ.jinja",
    "parts/precedents.typ.jinja",
    "parts/relations.typ.jinja",
    "parts/scales.typ.jinja",
    "parts/scope.typ.jinja",
    "parts/sources.typ.jinja",
    "parts/statements.typ.jinja",
    "parts/summary.typ.jinja",
];

/// The Typst components that templates import: path, text.
pub const COMPONENTS: &[(&str, &str)] = embedded![
    "house.typ",
    "house/base.typ",
    "house/charts.typ",
    "house/facing.typ",
    "house/factors.typ",
    "house/figures.typ",
    "house/isnad.typ",
    "house/judgements.typ",
    "house/page.typ",
    "house/short.typ",
    "house/sources.typ",
    "house/tables.typ",
];

/// The templates of the program alone.
pub static EMBEDDED: LazyLock<Templates> = LazyLock::new(|| Templates::of(&Belongings::default()));

/// What Typst gets beside the main file.
#[derive(Debug, Clone, Default)]
pub struct Components {
    /// Source files and pictures, by their path.
    pub files: BTreeMap<String, Cow<'static, [u8]>>,
    /// The house's own fonts: file name, bytes.
    pub fonts: Vec<(String, Vec<u8>)>,
}

/// A set of templates with what they import.
#[derive(Debug, Clone)]
pub struct Templates {
    templates: BTreeMap<String, Cow<'static, str>>,
    /// The texts of the house, for findings.
    own: BTreeMap<String, Arc<Document>>,
    /// What they import.
    pub components: Arc<Components>,
    /// The path of the logo, for a component.
    pub logo: Option<String>,
}

impl Templates {
    /// The templates of the program, with those of a house over them.
    pub fn of(belongings: &Belongings) -> Self {
        let mut templates: BTreeMap<String, Cow<'static, str>> = TEMPLATES
            .iter()
            .chain(outputs::TEMPLATES)
            .map(|(name, text)| ((*name).to_owned(), Cow::Borrowed(*text)))
            .collect();
        let mut components = Components::default();
        for (name, text) in COMPONENTS {
            let text = Cow::Borrowed(text.as_bytes());
            components.files.insert((*name).to_owned(), text);
        }
        let mut own = BTreeMap::new();
        for (name, file) in &belongings.templates {
            match file {
                BelongingsFile::Text(document) => {
                    own.insert(name.clone(), Arc::clone(document));
                    if name.ends_with(ENDING) || name.ends_with(".css") {
                        templates.insert(name.clone(), Cow::Owned(document.text.clone()));
                    } else {
                        let bytes = document.text.clone().into_bytes();
                        components.files.insert(name.clone(), Cow::Owned(bytes));
                    }
                }
                BelongingsFile::Picture(bytes) => {
                    components
                        .files
                        .insert(name.clone(), Cow::Owned(bytes.clone()));
                }
                BelongingsFile::Font(bytes) => {
                    let file = name.rsplit('/').next().unwrap_or(name);
                    components.fonts.push((file.to_owned(), bytes.clone()));
                }
            }
        }
        let logo = belongings.logo.as_ref().map(|logo| {
            let path = format!("{LOGO}.{}", logo.format);
            let bytes = Cow::Owned(logo.bytes.clone());
            components.files.insert(path.clone(), bytes);
            // From the root, so that every component finds it.
            format!("/{path}")
        });
        Self {
            templates,
            own,
            components: Arc::new(components),
            logo,
        }
    }

    /// The products that can be built in a medium: its templates at the top of the folder, but for
    /// those that hold nothing except macros.
    pub fn products(&self, medium: Medium) -> Vec<&str> {
        let mut names: Vec<&str> = self
            .iter(medium)
            .filter_map(|(name, _)| name.strip_suffix(medium.ending()))
            .filter(|name| !name.contains('/') && !name.starts_with('_') && *name != "macros")
            .collect();
        let place = |name: &str| PRODUCTS.iter().position(|known| *known == name);
        names.sort_by_key(|name| (place(name).unwrap_or(PRODUCTS.len()), *name));
        names
    }

    /// The name of a product's template.
    pub fn file_of(product: &str, medium: Medium) -> String {
        format!("{product}{}", medium.ending())
    }

    /// The look of the web page: the stylesheet of the program or that of the house in its place, and
    /// what the house adds.
    pub fn stylesheet(&self) -> String {
        let sheets = [STYLESHEET, HOUSE_STYLESHEET];
        let sheets = sheets.iter().filter_map(|name| self.templates.get(*name));
        // It stands in an element, and must not end it. In a stylesheet the two are the same.
        sheets.map(|sheet| sheet.replace("</", "<\\/")).collect()
    }

    /// Every template of a medium: name, text.
    pub fn iter(&self, medium: Medium) -> impl Iterator<Item = (&str, &str)> {
        self.templates
            .iter()
            .filter(move |(name, _)| name.ends_with(medium.ending()))
            .map(|(name, text)| (name.as_str(), text.as_ref()))
    }

    /// A template or component as a document, for findings; the program's own are shown under
    /// `taqdir:`.
    pub fn document(&self, name: &str) -> Option<Arc<Document>> {
        if let Some(document) = self.own.get(name) {
            return Some(Arc::clone(document));
        }
        let text = match self.templates.get(name) {
            Some(text) => text.as_ref(),
            None => str::from_utf8(self.components.files.get(name)?).ok()?,
        };
        let path = Path::new("taqdir:").join(name);
        Some(Document::from_text(path, text))
    }

    /// Whether a template or component is the house's own.
    pub fn is_own(&self, name: &str) -> bool {
        self.own.contains_key(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn every_file_of_the_folder_travels_inside_the_program() {
        let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/templates"));
        let mut on_disk = Vec::new();
        for under in ["", "parts", "house"] {
            for entry in fs::read_dir(folder.join(under)).unwrap().flatten() {
                let name = entry.file_name().into_string().unwrap();
                let typst = name.ends_with(".typ");
                if typst
                    || under != "house" && [ENDING, ".css"].iter().any(|end| name.ends_with(end))
                {
                    on_disk.push(if under.is_empty() {
                        name
                    } else {
                        format!("{under}/{name}")
                    });
                }
            }
        }
        on_disk.sort();
        let mut inside: Vec<String> = TEMPLATES
            .iter()
            .chain(COMPONENTS)
            .chain(outputs::TEMPLATES)
            .map(|(name, _)| (*name).to_owned())
            .collect();
        inside.sort();
        assert_eq!(inside, on_disk);
    }

    #[test]
    fn a_house_changes_the_look_of_the_web_page() {
        let own = EMBEDDED.stylesheet();
        let with = |files: &[(&str, &str)]| {
            let mut belongings = Belongings::default();
            for (name, text) in files {
                let file = BelongingsFile::Text(Document::from_text(*name, *text));
                belongings.templates.insert((*name).to_owned(), file);
            }
            Templates::of(&belongings).stylesheet()
        };
        // What is added comes last, so that it wins.
        assert_eq!(with(&[("house.css", "p {}")]), format!("{own}p {{}}"));
        assert_eq!(with(&[("assessment.css", "a {}")]), "a {}");
        let both = [("house.css", "p {}"), ("assessment.css", "a {}\n")];
        assert_eq!(with(&both), "a {}\np {}");
        let broken = with(&[(
            "assessment.css",
            "p::before { content: '</style><script>' }",
        )]);
        assert_eq!(broken, "p::before { content: '<\\/style><script>' }");
    }

    #[test]
    fn a_product_is_a_template_at_the_top() {
        for medium in [Medium::Typst, Medium::Html, Medium::Markdown] {
            assert_eq!(EMBEDDED.products(medium), PRODUCTS);
        }
        let mut belongings = Belongings::default();
        for name in [
            "gazette.typ.jinja",
            "wiki.md.jinja",
            "_shared.typ.jinja",
            "parts/x.typ.jinja",
            "y.typ",
        ] {
            let document = Document::from_text(name, "x");
            let file = BelongingsFile::Text(document);
            belongings.templates.insert(name.to_owned(), file);
        }
        let templates = Templates::of(&belongings);
        assert_eq!(
            templates.products(Medium::Typst),
            ["assessment", "brief", "annex", "gazette"]
        );
        assert_eq!(
            templates.products(Medium::Markdown),
            ["assessment", "brief", "annex", "wiki"]
        );
        assert_eq!(templates.products(Medium::Html), PRODUCTS);
        assert!(templates.is_own("y.typ") && templates.components.files.contains_key("y.typ"));
        let shown = |name: &str| templates.document(name).unwrap().name.clone();
        assert_eq!(shown("parts/x.typ.jinja"), "parts/x.typ.jinja");
        assert_eq!(shown("house/page.typ"), "taqdir:/house/page.typ");
    }
}
