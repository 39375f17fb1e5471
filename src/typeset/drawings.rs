//! The figures of a brief as drawings for the web page: the same components, laid out one by one.

use typst::foundations::{NativeElement, StyleChain};
use typst::introspection::Introspector;
use typst::model::FigureElem;
use typst_layout::PagedDocument;
use typst_svg::SvgOptions;

use super::Fault;
use super::world::ClosedWorld;
use crate::compose::outputs::{Drawing, Figures};

/// Draws every figure of a part, each with its words.
///
/// # Errors
/// [`Fault`] with everything that Typst complains of.
pub fn drawings(figures: &Figures) -> Result<Vec<Drawing>, Fault> {
    let world = ClosedWorld::new(&figures.composition);
    let document = typst::compile::<PagedDocument>(&world)
        .output
        .map_err(|errors| Fault::of(&world, &errors))?;
    let words: Vec<String> = document
        .introspector()
        .query(&FigureElem::ELEM.select())
        .iter()
        .filter_map(|content| {
            let figure = content.to_packed::<FigureElem>()?;
            let alt = figure.alt.get_cloned(StyleChain::default())?;
            Some(alt.to_string())
        })
        .collect();
    // The first page holds the part as it is, each other one of its figures again.
    let options = SvgOptions {
        render_bleed: false,
        pretty: false,
    };
    let pages = document.pages().iter().skip(1);
    Ok(pages
        .zip(words)
        .map(|(page, alt)| Drawing {
            part: figures.part,
            alt,
            svg: typst_svg::svg(page, &options),
        })
        .collect())
}
