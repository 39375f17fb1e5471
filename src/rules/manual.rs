//! The manual: a page a rule, as `taqdir explain` prints it and `docs/` keeps it.

use std::fmt::Write;

use super::{Rule, all};
use crate::diagnostic::Severity;
use crate::model::Lang;

/// The page of a rule, in Markdown, with a newline at its end.
pub fn page(rule: &Rule, lang: Lang) -> String {
    let mut page = format!("## {}\n\n", rule.name);
    let mut code = false;
    let mut first = true;
    for line in rule.manual(lang).trim().lines() {
        // Doc comments begin each line with the space after their slashes.
        let line = line.strip_prefix(' ').unwrap_or(line);
        code ^= line.trim_start().starts_with("```");
        let heading = !code && line.starts_with("## ");
        let _ = writeln!(
            page,
            "{}{}",
            if heading { "#" } else { "" },
            line.trim_end()
        );
        if first {
            let _ = writeln!(page, "\n{}", grade(rule, lang));
            first = false;
        }
    }
    page
}

/// How grave a finding of the rule is, and who can change that.
fn grade(rule: &Rule, lang: Lang) -> String {
    let fixed = rule.check.is_none()
        && !super::allowances::ALL
            .iter()
            .any(|own| own.name == rule.name);
    let word = match (lang, rule.severity) {
        (Lang::En, severity) => severity.as_str(),
        (Lang::Ar, Severity::Error) => "خطأ",
        (Lang::Ar, Severity::Warning) => "تحذير",
        (Lang::Ar, Severity::Note) => "ملاحظة",
    };
    match (lang, fixed) {
        (Lang::En, true) => format!("*{word}; it can be neither allowed nor graded*"),
        (Lang::En, false) => format!("*{word}, where the house sets no other severity*"),
        (Lang::Ar, true) => format!("*{word}، لا يُتجاوز عنه ولا تُغيَّر درجته*"),
        (Lang::Ar, false) => format!("*{word}، ما لم تقرر الدار درجة أخرى*"),
    }
}

/// The whole manual, as `docs/rules.md` and `docs/rules.ar.md` hold it.
pub fn book(lang: Lang) -> String {
    let mut book = String::from(match lang {
        Lang::En => {
            "# The rules\n\nWritten from the rules themselves; `TAQDIR_BLESS=1 cargo test --test it manual` writes it anew.\n\
             `taqdir explain RULE` prints the same page.\n\n\
             A finding is accepted at its place with `allow = [{ rule = \"…\", reason = \"…\", until = 2027-01-31 }]` in the entry,\n\
             or at the top of the file for what lies in no entry. The severity of a rule is set in `taqdir.toml`, under `[severity]`.\n\n"
        }
        Lang::Ar => {
            "# القواعد\n\nكُتبت هذه الصفحة من القواعد نفسها، ويكتبها من جديد الأمر `TAQDIR_BLESS=1 cargo test --test it manual`.\n\
             ويطبع الأمر `taqdir explain RULE` صفحة القاعدة كما هي هنا.\n\n\
             يُتجاوز عن الملاحظة في موضعها بكتابة `allow = [{ rule = \"…\", reason = \"…\", until = 2027-01-31 }]` في العنصر،\n\
             أو في رأس الملف لما ليس في عنصر. وتُضبط درجة القاعدة في `taqdir.toml` تحت `[severity]`.\n\n"
        }
    });
    for rule in all() {
        let _ = writeln!(book, "- [`{0}`](#{0}) {1}", rule.name, rule.title(lang));
    }
    for rule in all() {
        book.push('\n');
        book.push_str(&page(rule, lang));
    }
    book
}
