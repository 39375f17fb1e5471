use std::collections::BTreeSet;

use super::{Findings, rule};
use crate::diagnostic::{Diagnostic, Location, Say, say};
use crate::model::{Kind, Source};
use crate::resolve::Case;
use crate::resolve::archives::Archived;
use crate::text::reuse::{Collection, Likeness, Pair, Passage};

rule! {
    /// What one source took from another is said in the file.
    ///
    /// ## What it does
    /// Compares the archived texts of the sources pairwise and finds passages in common that
    /// neither `copy_of` nor `relays` accounts for. Accounted for is a passage of two sources
    /// one of which copies or relays the other, directly or through others, or both of which
    /// copy or relay a third; and a passage that gives a statement which both relay or carry.
    /// A common statement does not account for a copy, nor for passages about other things.
    ///
    /// Passages are compared as words without spelling, endings and particles, in their
    /// order; names, titles and set phrases are too short to count. `taqdir sources reuse`
    /// prints them all. Where no two sources have an archive, nothing is compared.
    ///
    /// ## Why
    /// Two documents that repeat each other are one. Counted twice, they make a claim look
    /// confirmed that nobody has confirmed.
    ///
    /// ## Example
    /// ```toml
    /// [[source]]
    /// id = "aggregator"        # prints the body of `newspaper`, word for word
    /// ```
    ///
    /// ## Instead
    /// ```toml
    /// copy_of = "newspaper"    # or, for a passage: relays = ["newspaper"]
    /// ```
    /// Where both have it from a third, name that one in the `relays` of both.
    pub(super) UNDECLARED_REUSE = "undeclared-reuse", Warning, Some(check);
    ar r#"ما أخذه مصدر من مصدر مذكور في الملف.

## ما تفعله
تقارن النصوص المؤرشفة للمصادر مثنى مثنى، وتكشف المقاطع المشتركة التي لا يفسّرها `copy_of` ولا `relays`. ويُفسَّر المقطع إذا كان أحد المصدرين نسخة من الآخر أو ناقلًا عنه، مباشرة أو بوسائط، أو كان كلاهما ينسخ ثالثًا أو ينقل عنه، أو كان المقطع يورد قولًا ينقله المصدران. ولا يفسّر القول المشترك نسخة كاملة ولا مقاطع في موضوع غيره.

وتُقارن الكلمات بترتيبها مجردة من الإملاء واللواحق والحروف الداخلة عليها، أما الأسماء والألقاب والعبارات الجاهزة فأقصر من أن تُحسب. ويطبع `taqdir sources reuse` المقاطع كلها. وإذا لم يكن لمصدرين أرشيف فلا مقارنة.

## لماذا
الوثيقتان اللتان تكرر إحداهما الأخرى وثيقة واحدة، وعدّهما اثنتين يُظهر الادعاء مؤكَّدًا ولم يؤكده أحد.

## مثال
```toml
[[source]]
id = "aggregator"        # ينشر متن `newspaper` حرفًا بحرف
```

## البديل
```toml
copy_of = "newspaper"    # أو للمقطع: relays = ["newspaper"]
```
وإذا أخذاه كلاهما عن ثالث فسمِّه في `relays` عند كل منهما."#
}

/// The longest passage, in words with content, that a statement can account for: three
/// sentences of a newspaper. What goes beyond was not taken from the speaker.
const LONGEST_STATEMENT: usize = 40;
/// The share of a statement's words, by rarity, that a passage must have to give it. Both are
/// wordings of the same sense, so that a third is much.
const LEAST_OF_STATEMENT: f64 = 0.3;
/// How many passages of a pair are shown.
const MOST_SHOWN: usize = 2;

fn check(case: &Case, findings: &mut Findings<'_>) {
    let archives: Vec<(&Archived, &str)> = case
        .archives
        .iter()
        .filter_map(|archived| Some((archived, archived.text.as_ref().ok()?.text.as_str())))
        .collect();
    if archives.len() < 2 {
        return;
    }
    let collection = Collection::new(archives.iter().map(|(_, text)| *text));
    let pairs = collection.pairs();
    for pair in &pairs {
        if is_told_of_original(case, &archives, &pairs, pair) {
            continue;
        }
        let (first, second) = (&archives[pair.first], &archives[pair.second]);
        let unknown = unaccounted(case, &collection, pair, first, second);
        if !unknown.is_empty() {
            report(case, findings, pair, (first.0, second.0), &unknown);
        }
    }
}

/// Whether one of a pair is a declared copy whose original shares as much with the other: one
/// finding about the original says it all.
fn is_told_of_original(
    case: &Case,
    archives: &[(&Archived, &str)],
    pairs: &[Pair],
    pair: &Pair,
) -> bool {
    let original = |text: usize| -> Option<usize> {
        let source = case.model.source.get(archives.get(text)?.0.source)?;
        let (index, _) = case.source(source.copy_of.as_ref()?.as_str())?;
        archives
            .iter()
            .position(|(archived, _)| archived.source == index)
    };
    let shares = |a: usize, b: usize| {
        pairs.iter().any(|other| {
            (other.first, other.second) == (a.min(b), a.max(b))
                && other.passages.len() >= pair.passages.len()
        })
    };
    [(pair.first, pair.second), (pair.second, pair.first)]
        .into_iter()
        .any(|(copy, other)| original(copy).is_some_and(|original| shares(original, other)))
}

/// The passages of a pair that the provenance of the two does not account for.
fn unaccounted<'a>(
    case: &Case,
    collection: &Collection,
    pair: &'a Pair,
    first: &(&Archived, &str),
    second: &(&Archived, &str),
) -> Vec<&'a Passage> {
    let (a, b) = (Lineage::of(case, first.0), Lineage::of(case, second.0));
    if !a.sources.is_disjoint(&b.sources) {
        return Vec::new();
    }
    let common: Vec<usize> = a.statements.intersection(&b.statements).copied().collect();
    let gives = |passage: &Passage| {
        if pair.likeness() == Likeness::Copy || passage.words > LONGEST_STATEMENT {
            return false;
        }
        let here = first.1.get(passage.first.clone()).unwrap_or_default();
        let there = second.1.get(passage.second.clone()).unwrap_or_default();
        let passage = format!("{here} {there}");
        common.iter().any(|&statement| {
            let texts = statement_texts(case, statement);
            let shares: Vec<f64> = texts
                .iter()
                .filter_map(|text| collection.overlap(text, &passage))
                .collect();
            // A statement in another language than the archives cannot be compared with them.
            shares.is_empty() || shares.iter().any(|&share| share >= LEAST_OF_STATEMENT)
        })
    };
    pair.passages
        .iter()
        .filter(|passage| !gives(passage))
        .collect()
}

/// What a source passes on: sources, itself among them, and statements.
struct Lineage {
    sources: BTreeSet<usize>,
    statements: BTreeSet<usize>,
}

impl Lineage {
    fn of(case: &Case, archived: &Archived) -> Self {
        let mut lineage = Self {
            sources: BTreeSet::new(),
            statements: BTreeSet::new(),
        };
        let mut waiting = vec![archived.source];
        while let Some(index) = waiting.pop() {
            if !lineage.sources.insert(index) {
                continue;
            }
            let Some(source) = case.model.source.get(index) else {
                continue;
            };
            let named = source.relays.iter().map(|to| to.as_str());
            for id in named.chain(source.copy_of.iter().map(|to| to.as_str())) {
                match case.entry(id) {
                    Some((Kind::Source, index)) => waiting.push(index),
                    Some((Kind::Statement, index)) => {
                        lineage.statements.insert(index);
                    }
                    _ => {}
                }
            }
            for (index, statement) in case.model.statement.iter().enumerate() {
                let id = source.id.as_str();
                if statement.carried_by.iter().any(|to| to.as_str() == id) {
                    lineage.statements.insert(index);
                }
            }
        }
        lineage
    }
}

/// The wordings of a statement, each with the names of its speaker.
fn statement_texts(case: &Case, statement: usize) -> Vec<String> {
    let Some(statement) = case.model.statement.get(statement) else {
        return Vec::new();
    };
    let speaker = statement
        .speaker
        .as_ref()
        .and_then(|to| case.entry(to.as_str()))
        .filter(|(kind, _)| *kind == Kind::Actor)
        .and_then(|(_, index)| case.model.actor.get(index));
    statement
        .text
        .variants()
        .map(|(lang, text)| {
            let name = speaker.and_then(|actor| match lang {
                Some(lang) => actor.name.exact(lang),
                None => actor.name.variants().next().map(|(_, name)| name),
            });
            format!("{} {text}", name.unwrap_or_default())
        })
        .collect()
}

fn report(
    case: &Case,
    findings: &mut Findings<'_>,
    pair: &Pair,
    archives: (&Archived, &Archived),
    passages: &[&Passage],
) {
    let (Some(first), Some(second)) = (
        case.model.source.get(archives.0.source),
        case.model.source.get(archives.1.source),
    ) else {
        return;
    };
    // The later one took it from the earlier, so far as the dates tell; where they do not, a
    // page that has a text and more besides is the reprint.
    let swapped = is_later(first, second)
        || (!is_later(second, first)
            && pair.likeness() == Likeness::Copy
            && pair.of_first < pair.of_second);
    let (later, earlier) = if swapped {
        (first, second)
    } else {
        (second, first)
    };
    let (later_at, earlier_at) = if swapped {
        (archives.0.source, archives.1.source)
    } else {
        (archives.1.source, archives.0.source)
    };
    let (message, help) = wording(pair, later.id.as_str(), earlier.id.as_str(), passages.len());
    let id = |source| case.at(&case.route(Kind::Source, source).key("id"));
    findings.add(id(later_at), message, |begun| {
        let mut begun = begun.related(id(earlier_at)).help(help);
        for passage in passages.iter().take(MOST_SHOWN) {
            begun = beside(begun, archives.0, &passage.first);
            begun = beside(begun, archives.1, &passage.second);
        }
        begun
    });
}

fn is_later(a: &Source, b: &Source) -> bool {
    match (&a.published, &b.published) {
        (Some(a), Some(b)) => a.earliest() > b.latest(),
        _ => false,
    }
}

fn beside(begun: Diagnostic, archived: &Archived, passage: &std::ops::Range<usize>) -> Diagnostic {
    match &archived.text {
        Ok(document) => begun.related(
            Location::bytes(document, passage.clone()).label(say!(en "in both", ar "في كليهما")),
        ),
        Err(_) => begun,
    }
}

fn wording(pair: &Pair, later: &str, earlier: &str, passages: usize) -> (Say, Say) {
    match pair.likeness() {
        Likeness::Copy => (
            say!(
                en "`{later}` and `{earlier}` are one text, and no `copy_of` says so",
                ar "`{later}` و`{earlier}` نص واحد، ولا يذكر ذلك `copy_of`"
            ),
            say!(
                en "write `copy_of = \"{earlier}\"` in `{later}`, or the other way round; a copy is no second source",
                ar "اكتب `copy_of = \"{earlier}\"` في `{later}` أو العكس؛ فالنسخة ليست مصدرًا ثانيًا"
            ),
        ),
        Likeness::Borrowed => {
            let (en, ar) = match passages {
                1 => ("a passage".to_owned(), "في مقطع".to_owned()),
                2 => ("2 passages".to_owned(), "في مقطعين".to_owned()),
                3..=10 => (
                    format!("{passages} passages"),
                    format!("في {passages} مقاطع"),
                ),
                _ => (
                    format!("{passages} passages"),
                    format!("في {passages} مقطعًا"),
                ),
            };
            (
                say!(
                    en "`{later}` and `{earlier}` share {en} that neither `copy_of` nor `relays` accounts for",
                    ar "يشترك `{later}` و`{earlier}` {ar} لا يفسّره `copy_of` ولا `relays`"
                ),
                say!(
                    en "write `relays = [\"{earlier}\"]` in `{later}`, or in both the source or statement they have it from",
                    ar "اكتب `relays = [\"{earlier}\"]` في `{later}`، أو سمِّ في كليهما المصدر أو القول الذي أخذا عنه"
                ),
            )
        }
    }
}
