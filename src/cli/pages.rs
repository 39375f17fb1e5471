//! `taqdir build --to html` and `--to md`: what is written beside the pages.

use super::args::Target;
use super::build::faulty;
use crate::compose::outputs;
use crate::diagnostic::{Say, say};
use crate::isnad::Isnad;
use crate::model::{House, Lang};
use crate::resolve::Case;
use crate::typeset::drawings::drawings;

impl Target {
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
pub(super) fn written(
    to: Target,
    case: &Case,
    isnad: &Isnad,
    house: &House,
    lang: Lang,
) -> Result<Option<String>, Say> {
    let template = |error: minijinja::Error| {
        let detail = format!("{error:#}");
        say!(en "the template is faulty: {detail}", ar "في القالب خطأ: {detail}")
    };
    match to {
        Target::Html => {
            // Nothing that Typst remembers of the document before is of use to this one.
            comemo::evict(0);
            let mut drawn = Vec::new();
            for figures in outputs::figures(case, isnad, house, lang).map_err(template)? {
                drawn.extend(drawings(&figures).map_err(|fault| faulty(&fault))?);
            }
            let page = outputs::page(case, isnad, house, lang, &drawn).map_err(template)?;
            Ok(Some(page))
        }
        Target::Md => {
            let text = outputs::text(case, isnad, house, lang).map_err(template)?;
            Ok(Some(text))
        }
        Target::Pdf | Target::Typst | Target::Png => Ok(None),
    }
}
