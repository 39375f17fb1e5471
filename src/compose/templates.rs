//! The templates and components that travel inside the program.

/// The template of the brief.
pub const BRIEF: &str = "brief.typ.jinja";

/// The minijinja templates, by name.
pub const TEMPLATES: &[(&str, &str)] = &[(BRIEF, include_str!("../../templates/brief.typ.jinja"))];

/// The Typst components that templates import: path, text.
pub const COMPONENTS: &[(&str, &str)] = &[
    ("house.typ", include_str!("../../templates/house.typ")),
    (
        "house/base.typ",
        include_str!("../../templates/house/base.typ"),
    ),
    (
        "house/factors.typ",
        include_str!("../../templates/house/factors.typ"),
    ),
    (
        "house/figures.typ",
        include_str!("../../templates/house/figures.typ"),
    ),
    (
        "house/isnad.typ",
        include_str!("../../templates/house/isnad.typ"),
    ),
    (
        "house/judgements.typ",
        include_str!("../../templates/house/judgements.typ"),
    ),
    (
        "house/page.typ",
        include_str!("../../templates/house/page.typ"),
    ),
    (
        "house/sources.typ",
        include_str!("../../templates/house/sources.typ"),
    ),
    (
        "house/tables.typ",
        include_str!("../../templates/house/tables.typ"),
    ),
];
