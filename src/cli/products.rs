//! Which documents a run makes of an assessment, and what is wrong with the templates they come from.

use crate::compose::medium::Medium;
use crate::compose::origin::Origins;
use crate::compose::templates::Templates;
use crate::compose::{Composition, Product, facing};
use crate::diagnostic::{Diagnostic, Say, Severity, say};
use crate::discover::Project;
use crate::isnad::Isnad;
use crate::model::Lang;
use crate::resolve::Case;
use crate::suggest;
use crate::typeset::Fault;

/// The errors of the house: nothing is built by a `taqdir.toml` that was understood in part.
pub fn errors(project: &Project) -> Vec<Diagnostic> {
    let mut found = project.findings.clone();
    found.retain(|one| one.severity == Severity::Error);
    found
}

/// Whether they keep the templates from being used at all.
pub fn unusable(errors: &[Diagnostic]) -> bool {
    errors.iter().any(|one| one.rule == "unusable-house-file")
}

/// The products that were asked for, each once.
///
/// # Errors
/// When there is none of that name: which there are, and which was probably meant.
pub fn chosen<'a>(
    asked: &'a [String],
    templates: &Templates,
    medium: Medium,
) -> Result<Vec<&'a str>, Say> {
    let known = templates.products(medium);
    let mut chosen: Vec<&str> = Vec::new();
    for name in asked {
        if !known.contains(&name.as_str()) {
            return Err(match elsewhere(name, templates, medium) {
                Some(other) => without(name, medium, &other),
                None => unknown(name, &known),
            });
        }
        if !chosen.contains(&name.as_str()) {
            chosen.push(name);
        }
    }
    Ok(chosen)
}

/// The template of a product in another medium.
fn elsewhere(name: &str, templates: &Templates, medium: Medium) -> Option<String> {
    [Medium::Typst, Medium::Html, Medium::Markdown]
        .into_iter()
        .filter(|other| *other != medium)
        .find(|other| templates.products(*other).contains(&name))
        .map(|other| Templates::file_of(name, other))
}

fn without(name: &str, medium: Medium, other: &str) -> Say {
    let wanted = Templates::file_of(name, medium);
    let (en, ar) = match medium {
        Medium::Typst => ("pages", "صفحات"),
        Medium::Html => ("a web page", "صفحة ويب"),
        Medium::Markdown => ("Markdown", "نص Markdown"),
    };
    say!(
        en "the product `{name}` cannot be written as {en}: there is `{other}` for it, but no `{wanted}`; write one beside it",
        ar "لا تُكتب الوثيقة `{name}` على هيئة {ar}: لها القالب `{other}` وليس لها `{wanted}`؛ فاكتب هذا بجواره"
    )
}

fn unknown(name: &str, known: &[&str]) -> Say {
    let list = |join: &str| {
        let names: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
        names.join(join)
    };
    let (en, ar) = (list(", "), list("، "));
    match suggest::nearest(name, known.iter().copied()) {
        Some(near) => say!(
            en "there is no product `{name}`; did you mean `{near}`? There are {en}",
            ar "لا وثيقة باسم `{name}`؛ أتقصد `{near}`؟ والموجود: {ar}"
        ),
        None => say!(
            en "there is no product `{name}`; there are {en}",
            ar "لا وثيقة باسم `{name}`؛ والموجود: {ar}"
        ),
    }
}

/// Renders a product in one language, or in two face to face.
///
/// # Errors
/// What is wrong with a template.
pub fn composed(
    case: &Case,
    project: &Project,
    langs: &[Lang],
    product: Product<'_>,
) -> Result<Composition, Vec<Diagnostic>> {
    let isnad = Isnad::of(case, &project.house);
    facing::compose(case, &isnad, &project.house, langs, product)
}

/// What Typst has refused, shown in the templates.
pub fn refused(
    fault: &Fault,
    composition: &Composition,
    case: &Case,
    project: &Project,
    product: Product<'_>,
) -> Vec<Diagnostic> {
    let isnad = Isnad::of(case, &project.house);
    let facing = !composition.sides.is_empty();
    let sides = composition.by_language().iter();
    // Without the way back the composed source is shown.
    let origins: Vec<Origins> = sides
        .map(|side| {
            let side = (side.lang, facing);
            Origins::of(case, &isnad, &project.house, side, product).unwrap_or_default()
        })
        .collect();
    fault.findings(composition, product, &origins)
}
