//! `taqdir build --to html` and `--to md`: what is written beside the pages.

use super::args::Target;
use crate::compose::medium::Medium;
use crate::compose::{Product, fault, outputs};
use crate::diagnostic::Diagnostic;
use crate::discover::Project;
use crate::isnad::Isnad;
use crate::model::Lang;
use crate::resolve::Case;
use crate::typeset::drawings::drawings;

impl Target {
    /// What the templates of a product for it are written in.
    pub(super) fn medium(self) -> Medium {
        match self {
            Target::Pdf | Target::Typst | Target::Png => Medium::Typst,
            Target::Html => Medium::Html,
            Target::Md => Medium::Markdown,
        }
    }

    /// The end of the name of a file of this kind.
    pub(super) fn extension(self) -> &'static str {
        match self {
            Target::Pdf => "pdf",
            Target::Typst => "typst",
            Target::Png => "png",
            Target::Html => "html",
            Target::Md => "md",
        }
    }
}

/// The text of a web page or of Markdown; nothing for the other kinds.
///
/// # Errors
/// What is wrong with a template.
pub(super) fn written(
    to: Target,
    case: &Case,
    project: &Project,
    langs: &[Lang],
    product: Product<'_>,
) -> Result<Option<String>, Vec<Diagnostic>> {
    let lang = (langs.first()).map_or_else(|| case.model.languages.main(), |lang| *lang);
    let house = &project.house;
    let isnad = || Isnad::of(case, house);
    let template = |error: minijinja::Error, medium| vec![fault::finding(&error, product, medium)];
    let page = |error| template(error, Medium::Html);
    match to {
        Target::Html => {
            // Nothing that Typst remembers of the document before is of use to this one.
            comemo::evict(0);
            let isnad = isnad();
            let mut drawn = Vec::new();
            for figures in outputs::figures(case, &isnad, house, lang, product).map_err(page)? {
                let faulty = |fault: crate::typeset::Fault| {
                    fault.findings(&figures.composition, product, &[])
                };
                drawn.extend(drawings(&figures).map_err(faulty)?);
            }
            outputs::page(case, &isnad, house, lang, product, &drawn)
                .map(Some)
                .map_err(page)
        }
        Target::Md => outputs::text(case, &isnad(), house, lang, product)
            .map(Some)
            .map_err(|error| template(error, Medium::Markdown)),
        Target::Pdf | Target::Typst | Target::Png => Ok(None),
    }
}
