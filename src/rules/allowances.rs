use std::ptr;
use std::sync::Arc;

use chrono::NaiveDate;

use super::reading::Reading;
use super::{Rule, find, rule, severity};
use crate::diagnostic::{Diagnostic, Location, Say, Severity, say};
use crate::load::Document;
use crate::model::{Date, House, Kind, Node, Reflect, Route};
use crate::resolve::Case;
use crate::suggest::nearest;

rule! {
    /// Whoever names a rule names one that there is.
    ///
    /// ## What it does
    /// Finds an `allow`, or an entry of `[severity]` in `taqdir.toml`, whose name no rule has,
    /// and one that names a rule whose findings can be neither allowed nor made milder: those
    /// of reading the file, of its form and of its references.
    ///
    /// ## Why
    /// A misspelt name has no effect. The author believes a matter to be settled which is not.
    ///
    /// ## Example
    /// ```toml
    /// allow = [{ rule = "hegde", reason = "The words of the minister." }]
    /// ```
    ///
    /// ## Instead
    /// ```toml
    /// allow = [{ rule = "hedge", reason = "The words of the minister." }]
    /// ```
    /// `taqdir explain` lists the names.
    UNKNOWN_RULE = "unknown-rule", Error, None;
    ar r#"من سمّى قاعدة سمّى قاعدة موجودة.

## ما تفعله
تكشف كل `allow`، وكل سطر في `[severity]` من `taqdir.toml`، يسمّي قاعدة لا وجود لها، أو يسمّي قاعدة لا يُتجاوز عما تكشفه ولا تُخفّف درجته: وهي قواعد قراءة الملف وصيغته وإحالاته.

## لماذا
الاسم المكتوب خطأً لا أثر له، فيظن الكاتب أن الأمر سُوّي ولم يُسوَّ.

## مثال
```toml
allow = [{ rule = "hegde", reason = "هذا لفظ الوزير." }]
```

## البديل
```toml
allow = [{ rule = "hedge", reason = "هذا لفظ الوزير." }]
```
ويسرد الأمر `taqdir explain` أسماء القواعد."#
}

rule! {
    /// An allowance allows something.
    ///
    /// ## What it does
    /// Finds an `allow` at whose place its rule finds nothing. An allowance holds for the entry
    /// it stands in. At the top of the file it holds for the head alone: title, summary, method
    /// and the rest that lies in no entry; it does not hold for the entries below. For a whole
    /// file, use `--ignore`, or `[severity]` in `taqdir.toml` for all files. After the day in
    /// `until` the findings are reported again.
    ///
    /// ## Why
    /// What it was written for has been mended or has moved. Left in place, it would hide the
    /// next fault of the same kind.
    ///
    /// ## Example
    /// ```toml
    /// [[indicator]]
    /// id = "crossing"
    /// evidence = ["future-2018"]
    /// allow = [{ rule = "claim-without-citation", reason = "Own observation." }]
    /// ```
    ///
    /// ## Instead
    /// Take the allowance out, or move it to the entry in which the finding lies.
    UNUSED_ALLOWANCE = "unused-allowance", Warning, None;
    ar r#"كل تجاوز يتجاوز عن شيء.

## ما تفعله
تكشف كل `allow` لا تجد قاعدته شيئًا في موضعه. ويسري التجاوز على العنصر الذي كُتب فيه، فإن كُتب في رأس الملف سرى على ما ليس في عنصر: العنوان والخلاصة والمنهج ونحوها، ولا يسري على العناصر التي تليه. أما للملف كله فاستعمل `--ignore`، ولجميع الملفات `[severity]` في `taqdir.toml`. وتعود الملاحظات بعد اليوم المذكور في `until`.

## لماذا
ما كُتب له التجاوز أُصلح أو انتقل، فإن تُرك أخفى الخطأ التالي من النوع نفسه.

## مثال
```toml
[[indicator]]
id = "crossing"
evidence = ["future-2018"]
allow = [{ rule = "claim-without-citation", reason = "رصد مباشر." }]
```

## البديل
احذف التجاوز، أو انقله إلى العنصر الذي فيه الملاحظة."#
}

/// The rules about rules.
pub(super) const ALL: &[&Rule] = &[&UNKNOWN_RULE, &UNUSED_ALLOWANCE];

/// An allowance, and where it stands.
struct Grant<'a> {
    rule: &'a str,
    until: Option<&'a Date>,
    /// Where its rule is named.
    place: Location,
    /// The entry it holds for, in the file it stands in; none for the head of the file.
    entry: Option<(String, usize)>,
    own: bool,
    used: bool,
}

/// Takes out the findings that the authors allow, and adds those about the allowances.
pub(super) fn apply(
    case: &Case,
    reading: &Reading<'_>,
    house: &House,
    today: Option<NaiveDate>,
    found: Vec<Diagnostic>,
) -> Vec<Diagnostic> {
    if !reading.allows {
        return found;
    }
    let mut grants = grants(case);
    let mut kept = Vec::with_capacity(found.len());
    for mut diagnostic in found {
        let grant = entry_of(&diagnostic.primary).and_then(|(document, entry)| {
            grants.iter_mut().find(|grant| {
                grant.rule == diagnostic.rule
                    && grant.entry == entry
                    && ptr::eq(Arc::as_ptr(&grant.place.document), document)
            })
        });
        let Some(grant) = grant else {
            kept.push(diagnostic);
            continue;
        };
        grant.used = true;
        if let Some(until) = grant.until.filter(|until| has_passed(until, today)) {
            let day = until.as_str();
            diagnostic.related.push(grant.place.clone().label(
                say!(en "allowed until {day}, which has passed", ar "كان متجاوزًا عنه حتى {day}، وقد مضى"),
            ));
            kept.push(diagnostic);
        }
    }
    let objections: Vec<_> = grants
        .into_iter()
        .filter_map(|grant| objection(grant, house, &kept))
        .collect();
    kept.extend(objections);
    kept
}

fn has_passed(until: &Date, today: Option<NaiveDate>) -> bool {
    today.is_some_and(|today| until.latest() < today)
}

/// The file a finding lies in, and its entry there; nothing for a place without a route.
fn entry_of(place: &Location) -> Option<(*const Document, Option<(String, usize)>)> {
    let document = Arc::as_ptr(&place.document);
    match &place.at {
        crate::diagnostic::At::Route(route, _) => Some((document, own_entry(route))),
        crate::diagnostic::At::File => Some((document, None)),
        crate::diagnostic::At::Bytes(_) => None,
    }
}

/// The entry a route lies in; none for the head of the file.
fn own_entry(route: &Route) -> Option<(String, usize)> {
    let (key, index) = route.entry()?;
    (key == "matrix" || Kind::from_key(key).is_some()).then(|| (key.to_owned(), index))
}

/// What is wrong with the allowance itself; `kept` are the findings that nothing allows.
fn objection(grant: Grant<'_>, house: &House, kept: &[Diagnostic]) -> Option<Diagnostic> {
    let name = grant.rule;
    match find(name) {
        Some(known) if known.check.is_some() => {
            if grant.used || !grant.own {
                return None;
            }
            // A rule that the house has switched off finds nothing anywhere.
            severity(known, house)?;
            let level = severity(&UNUSED_ALLOWANCE, house)?;
            let message = say!(
                en "this allows `{name}`, which finds nothing here",
                ar "هنا تجاوز عن `{name}`، ولا ملاحظة لها هنا"
            );
            let elsewhere: Vec<_> = kept
                .iter()
                .filter(|found| {
                    found.rule == name
                        && Arc::ptr_eq(&found.primary.document, &grant.place.document)
                })
                .collect();
            let head = grant.entry.is_none();
            let found = Diagnostic::new(UNUSED_ALLOWANCE.name, level, grant.place, message);
            let Some(first) = elsewhere.first() else {
                return Some(found.help(say!(en "take it out", ar "احذفه")));
            };
            let found = found.related(
                first
                    .primary
                    .clone()
                    .label(say!(en "`{name}` finds this", ar "هذه ملاحظة `{name}`")),
            );
            let count = elsewhere.len();
            Some(found.help(if head {
                say!(
                    en "at the top it holds for the head alone, not for the whole file; the findings ({count}) lie in entries: write the `allow` in those",
                    ar "في رأس الملف يسري على الرأس وحده لا على الملف كله؛ والملاحظات ({count}) في عناصر: اكتب `allow` فيها"
                )
            } else {
                say!(
                    en "move it to the entry in which the finding lies, or take it out",
                    ar "انقله إلى العنصر الذي فيه الملاحظة، أو احذفه"
                )
            }))
        }
        known => {
            let level = severity(&UNKNOWN_RULE, house)?;
            Some(not_a_rule(name, known.is_some(), level, grant.place))
        }
    }
}

fn not_a_rule(name: &str, exists: bool, level: Severity, place: Location) -> Diagnostic {
    if exists {
        return Diagnostic::new(
            UNKNOWN_RULE.name,
            level,
            place,
            say!(
                en "what `{name}` finds can be neither allowed nor graded",
                ar "ما تكشفه `{name}` لا يُتجاوز عنه ولا تُغيَّر درجته"
            ),
        )
        .help(say!(
            en "mend what it finds, and take this out",
            ar "أصلح ما تكشفه واحذف هذا"
        ));
    }
    let help: Say = match nearest(name, super::all().map(|rule| rule.name)) {
        Some(near) => say!(en "did you mean `{near}`?", ar "لعلّك تقصد `{near}`؟"),
        None => {
            say!(en "`taqdir explain` lists the rules", ar "يسرد الأمر `taqdir explain` القواعد")
        }
    };
    Diagnostic::new(
        UNKNOWN_RULE.name,
        level,
        place,
        say!(en "there is no rule `{name}`", ar "لا قاعدة باسم `{name}`"),
    )
    .help(help)
}

/// The entries of `[severity]` in a house file that name no rule, or none that can be graded.
pub fn unknown_in_house(document: &Arc<Document>, house: &House) -> Vec<Diagnostic> {
    let Some(level) = severity(&UNKNOWN_RULE, house) else {
        return Vec::new();
    };
    let names = house.severity.iter().flat_map(|levels| levels.iter());
    names
        .filter_map(|(name, _)| {
            let known = find(name);
            let graded = |rule: &Rule| {
                rule.check.is_some() || ALL.iter().any(|about| about.name == rule.name)
            };
            if known.is_some_and(graded) {
                return None;
            }
            let place = Location::key(document, &Route::root().key("severity").key(name));
            Some(not_a_rule(name, known.is_some(), level, place))
        })
        .collect()
}

/// Every allowance of the case, those of the head first.
fn grants(case: &Case) -> Vec<Grant<'_>> {
    let mut grants = Vec::new();
    let Node::Record(fields) = case.model.node() else {
        return grants;
    };
    for (key, value) in &fields {
        let Node::List(items) = value else { continue };
        let at = Route::root().key(key);
        if *key == "allow" {
            read(case, items, &at, true, &mut grants);
            continue;
        }
        for (index, item) in items.iter().enumerate() {
            let Node::Record(fields) = item else { break };
            let own = Kind::from_key(key).is_none_or(|kind| case.is_own(kind, index));
            if let Some((_, Node::List(allows))) = fields.iter().find(|(key, _)| *key == "allow") {
                read(
                    case,
                    allows,
                    &at.index(index).key("allow"),
                    own,
                    &mut grants,
                );
            }
        }
    }
    grants
}

fn read<'a>(case: &Case, allows: &[Node<'a>], at: &Route, own: bool, grants: &mut Vec<Grant<'a>>) {
    for (index, allow) in allows.iter().enumerate() {
        let Node::Record(fields) = allow else {
            continue;
        };
        let mut rule = None;
        let mut until = None;
        for (_, value) in fields {
            match value {
                Node::Id(id) => rule = Some(id.as_str()),
                Node::Date(date) => until = Some(*date),
                _ => {}
            }
        }
        let Some(rule) = rule else { continue };
        let route = at.index(index).key("rule");
        let (_, home) = case.home(&route);
        grants.push(Grant {
            rule,
            until,
            place: case.at(&route),
            entry: own_entry(&home),
            own,
            used: false,
        });
    }
}
