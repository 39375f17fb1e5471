use super::reading::signs::Signs;
use super::support::replace;
use super::{Findings, rule};
use crate::diagnostic::say;
use crate::resolve::Case;

rule! {
    /// Words are parted by one space.
    ///
    /// ## What it does
    /// Finds two or more spaces, tabs or no-break spaces in a row inside a line, in any
    /// language. Indentation and the end of a line do not count, nor do verbatim statements.
    /// The fix leaves one space.
    ///
    /// ## Why
    /// Runs of no-break spaces come with text copied from the web; the line cannot be broken
    /// there, and a search for the phrase fails.
    ///
    /// ## Example
    /// ```toml
    /// title = "After  Mosul"
    /// ```
    ///
    /// ## Instead
    /// ```toml
    /// title = "After Mosul"
    /// ```
    pub(super) SPACE_RUN = "space-run", Warning, Some(check);
    ar r#"بين الكلمتين مسافة واحدة.

## ما تفعله
تكشف مسافتين أو أكثر متجاورتين داخل السطر، عاديتين كانتا أو غير فاصلتين، في أي لغة. ولا عبرة بأول السطر وآخره، ولا تمسّ الأقوال المنقولة بلفظها. والإصلاح يُبقي مسافة واحدة.

## لماذا
تأتي المسافات غير الفاصلة مع ما يُنسخ من الشبكة، فلا ينكسر السطر عندها ولا يجد البحث العبارة.

## مثال
```toml
title = "ما بعد  الموصل"
```

## البديل
```toml
title = "ما بعد الموصل"
```"#
}

fn check(case: &Case, findings: &mut Findings<'_>) {
    for passage in findings.texts().with(Signs::ODD_SPACE) {
        if passage.quotes {
            continue;
        }
        let mut line_start = 0;
        for line in passage.text.split_inclusive('\n') {
            runs(line, |start, end| {
                let part = line_start + start..line_start + end;
                findings.add(
                    case.within(&passage.route(), part.clone()),
                    say!(en "several spaces in a row", ar "مسافات متجاورة"),
                    |found| {
                        found
                            .help(say!(en "leave one", ar "أبقِ واحدة"))
                            .fix(replace(case, &passage.route(), part, " "))
                    },
                );
            });
            line_start += line.len();
        }
    }
}

fn runs(line: &str, mut found: impl FnMut(usize, usize)) {
    let space = |c: char| matches!(c, ' ' | '\t' | '\u{A0}' | '\u{202F}');
    let end = line.trim_end().len();
    let mut at = line.len() - line.trim_start().len();
    while let Some(start) = line
        .get(at..end)
        .and_then(|rest| rest.find(space))
        .map(|start| at + start)
    {
        let rest = &line[start..end];
        let length = rest.find(|c| !space(c)).unwrap_or(rest.len());
        if rest[..length].chars().count() > 1 {
            found(start, start + length);
        }
        at = start + length;
    }
}
