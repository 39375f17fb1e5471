//! An error of a template as a finding: where it stands, and what to write instead.

use minijinja::{Error, ErrorKind};

use super::Product;
use super::medium::Medium;
use super::origin::{line_range, of_error};
use super::templates::Templates;
use crate::diagnostic::{Diagnostic, Location, Say, say};
use crate::load::Document;

/// The finding for an error in rendering a product in a medium.
pub fn finding(error: &Error, product: Product<'_>, medium: Medium) -> Diagnostic {
    let templates = product.templates;
    let inner = innermost(error);
    let place = of_error(error, templates).and_then(|(name, line)| {
        let document = templates.document(name)?;
        let exact = inner
            .range()
            .filter(|range| {
                inner.name() == Some(name) && document.text.get(range.clone()).is_some()
            })
            .filter(|range| !range.is_empty());
        let bytes = exact.unwrap_or_else(|| line_range(&document.text, line));
        Some(Location::bytes(&document, bytes))
    });
    let place = place.unwrap_or_else(|| {
        let name = Templates::file_of(product.name, medium);
        let document = templates.document(&name);
        Location::file(&document.unwrap_or_else(|| Document::from_text(name, "")))
    });
    let (what, help) = explained(inner);
    Diagnostic::error("faulty-template", place, what).help_if(help)
}

/// The error that began it: an include or a macro wraps it.
fn innermost(error: &Error) -> &Error {
    let mut inner = error;
    let mut next = std::error::Error::source(error);
    while let Some(one) = next {
        if let Some(known) = one.downcast_ref::<Error>() {
            inner = known;
        }
        next = one.source();
    }
    inner
}

fn explained(error: &Error) -> (Say, Option<Say>) {
    let detail = error.detail().unwrap_or_default();
    match error.kind() {
        ErrorKind::SyntaxError => (
            say!(en "the template cannot be read: {detail}", ar "تعذّرت قراءة القالب: {detail}"),
            Some(say!(
                en "tags are `{{% … %}}`, values `{{{{ … }}}}`, comments `{{# … #}}`, and every `if`, `for` and `macro` has its end",
                ar "الأوامر بين `{{% … %}}` والقيم بين `{{{{ … }}}}` والتعليقات بين `{{# … #}}`، ولكل من `if` و`for` و`macro` خاتمته"
            )),
        ),
        ErrorKind::UndefinedError => (
            say!(en "there is no such value", ar "لا وجود لهذه القيمة"),
            Some(say!(
                en "docs/templates.md lists the values that a template sees; a field that an entry may lack is none, and is asked with `if`",
                ar "القيم التي يراها القالب مذكورة في docs/templates.md؛ والحقل الذي قد يخلو منه العنصر قيمته none، ويُسأل عنه بالأمر `if`"
            )),
        ),
        ErrorKind::TemplateNotFound => (
            say!(en "there is no such template: {detail}", ar "لا وجود لهذا القالب: {detail}"),
            Some(say!(
                en "name it by its path in the folder of the templates: `parts/summary.typ.jinja`",
                ar "سمِّه بمساره في مجلد القوالب: `parts/summary.typ.jinja`"
            )),
        ),
        ErrorKind::UnknownFilter if detail.contains("safe") || detail.contains("escape") => (
            say!(
                en "a template prints no text as code",
                ar "لا يطبع القالب نصًّا على أنه شيفرة"
            ),
            Some(say!(
                en "write `{{{{ value }}}}` alone: it comes out as a Typst expression",
                ar "اكتب `{{{{ value }}}}` وحدها: فهي تخرج تعبيرًا من تعابير Typst"
            )),
        ),
        kind => (
            say!(en "the template is faulty: {kind}: {detail}", ar "في القالب خطأ: {kind}: {detail}"),
            None,
        ),
    }
}
