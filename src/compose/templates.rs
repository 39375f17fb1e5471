//! The templates and components that travel inside the program.

/// Files of `templates/` by their path in it.
macro_rules! embedded {
    ($($path:literal),* $(,)?) => {
        &[$(($path, include_str!(concat!("../../templates/", $path)))),*]
    };
}

/// The template of the assessment.
pub const ASSESSMENT: &str = "assessment.typ.jinja";

/// The minijinja templates, by name.
pub const TEMPLATES: &[(&str, &str)] = embedded![
    "assessment.typ.jinja",
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
    "house/facing.typ",
    "house/factors.typ",
    "house/figures.typ",
    "house/isnad.typ",
    "house/judgements.typ",
    "house/page.typ",
    "house/sources.typ",
    "house/tables.typ",
];
