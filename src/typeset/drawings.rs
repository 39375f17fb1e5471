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
            svg: slim(&typst_svg::svg(page, &options)),
        })
        .collect())
}

/// A drawing of the same look in a third fewer bytes: what a browser takes for granted is left out, names
/// are short, and no number is finer than a thousandth of a point. Words are outlines here, never text.
fn slim(svg: &str) -> String {
    let mut svg = svg
        .replace(" fill-rule=\"nonzero\"", "")
        .replace(" x=\"0\" y=\"0\"", "")
        .replace("xlink:href", "href");
    let mut names: Vec<String> = svg
        .split(" id=\"")
        .skip(1)
        .filter_map(|rest| Some(rest.split_once('"')?.0.to_owned()))
        .collect();
    // No name is part of a longer one that is still to be replaced.
    names.sort_by_key(|name| std::cmp::Reverse(name.len()));
    for (number, name) in names.iter().enumerate() {
        svg = svg
            .replace(&format!("\"{name}\""), &format!("\"n{number}\""))
            .replace(&format!("#{name}\""), &format!("#n{number}\""))
            .replace(&format!("#{name})"), &format!("#n{number})"));
    }
    rounded(&svg)
}

/// Rounds every number with more than three decimals.
fn rounded(svg: &str) -> String {
    let mut out = String::with_capacity(svg.len());
    let mut rest = svg;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        out.push_str(&rest[..start]);
        let number = &rest[start..];
        let end = number
            .find(|c: char| !c.is_ascii_digit() && c != '.')
            .unwrap_or(number.len());
        let digits = &number[..end];
        match (digits.split_once('.'), digits.parse::<f64>()) {
            (Some((_, decimals)), Ok(value)) if decimals.len() > 3 => {
                let text = format!("{value:.3}");
                out.push_str(text.trim_end_matches('0').trim_end_matches('.'));
            }
            _ => out.push_str(digits),
        }
        rest = &number[end..];
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_rounded_and_names_are_short() {
        assert_eq!(
            rounded("M 1.99996-0.53870q12.5 3 #0f4c5c 7.0001"),
            "M 2-0.539q12.5 3 #0f4c5c 7"
        );
        assert_eq!(
            slim(
                "<use xlink:href=\"#gAB\" x=\"0\" y=\"0\"/><g clip-path=\"url(#cAB1)\"/><i id=\"gAB\"/><i id=\"cAB1\"/>"
            ),
            "<use href=\"#n1\"/><g clip-path=\"url(#n0)\"/><i id=\"n1\"/><i id=\"n0\"/>"
        );
    }
}
