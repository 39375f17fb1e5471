//! Violations of a house's own schema, which may use any word of draft-07.

use std::collections::HashSet;

use jsonschema::error::ValidationErrorKind as Kind;

use super::Violation;
use crate::diagnostic::{Diagnostic, Say, say};

/// Makes a finding one of the house's schema, with the reason that the schema gives.
pub(super) fn belongs(found: &mut Diagnostic, reason: Option<&str>) {
    found.rule = "house-schema";
    match reason {
        Some(reason) => found.help.push(say!(
            en "the house's schema says: {reason}",
            ar "يقول مخطط الدار: {reason}"
        )),
        None => found.help.push(say!(
            en "the house's own schema asks for this",
            ar "هذا ما يشترطه مخطط الدار"
        )),
    }
}

impl Violation<'_> {
    /// As for the published schema, where that knows the words; else in words of its own.
    pub(super) fn explain_house(&self, kind: &Kind, found: &mut Vec<Diagnostic>) {
        let key = self.key();
        let shown = self.shown();
        let length = self.value.as_str().map_or(0, |text| text.chars().count());
        let what = match kind {
            Kind::MinLength { limit } => say!(
                en "`{key}` has {length} characters, and must have {limit} at least",
                ar "طول `{key}` {length} من المحارف، وأقل ما يصح {limit}"
            ),
            Kind::MaxLength { limit } => say!(
                en "`{key}` has {length} characters, and may have {limit} at most",
                ar "طول `{key}` {length} من المحارف، وأكثر ما يصح {limit}"
            ),
            Kind::MinItems { limit } => {
                let count = self.count();
                say!(
                    en "`{key}` has {count} items, and must have {limit} at least",
                    ar "عدد عناصر `{key}` {count}، وأقل ما يصح {limit}"
                )
            }
            Kind::MaxItems { limit } => {
                let count = self.count();
                say!(
                    en "`{key}` has {count} items, and may have {limit} at most",
                    ar "عدد عناصر `{key}` {count}، وأكثر ما يصح {limit}"
                )
            }
            Kind::Format { format } if format != "taqdir-date" => say!(
                en "{shown} in `{key}` has not the form `{format}`",
                ar "القيمة {shown} في `{key}` ليست على صورة `{format}`"
            ),
            Kind::FalseSchema => {
                let Say { en, ar } = self.entry();
                say!(en "{en} has no place here", ar "لا موضع هنا لـ{ar}")
            }
            Kind::Not { .. } => {
                let Say { en, ar } = self.entry();
                say!(en "{en} cannot be as it is: {shown}", ar "لا يصح أن تبقى قيمة {ar} كما هي: {shown}")
            }
            Kind::Contains => {
                let Say { en, ar } = self.entry();
                say!(en "{en} lacks an item that it must have", ar "ينقص {ar} عنصر لا بد منه")
            }
            Kind::AnyOf { .. } | Kind::OneOfNotValid { .. } => {
                let Say { en, ar } = self.entry();
                say!(
                    en "{en} has none of the forms that it may have: {shown}",
                    ar "{ar} ليس على أي صورة من الصور المقبولة: {shown}"
                )
            }
            Kind::OneOfMultipleValid { .. } => {
                let Say { en, ar } = self.entry();
                say!(
                    en "{en} has several forms at once, of which it must have one: {shown}",
                    ar "{ar} على أكثر من صورة، والمقبول واحدة: {shown}"
                )
            }
            Kind::PropertyNames { .. }
            | Kind::MinProperties { .. }
            | Kind::MaxProperties { .. } => {
                let Say { en, ar } = self.entry();
                let keyword = kind.keyword();
                say!(
                    en "the keys of {en} are not as they must be (`{keyword}`)",
                    ar "مفاتيح {ar} ليست كما يجب (`{keyword}`)"
                )
            }
            other => return self.explain(other, &mut HashSet::new(), found),
        };
        found.push(Diagnostic::error("house-schema", self.here(), what));
    }

    fn count(&self) -> usize {
        self.value.as_array().map_or(0, Vec::len)
    }

    /// The value as messages name it: by its key, or as the file.
    fn entry(&self) -> Say {
        let key = self.key();
        if key.is_empty() {
            say!(en "the file", ar "الملف")
        } else {
            say!(en "`{key}`", ar "`{key}`")
        }
    }
}
