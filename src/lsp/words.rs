//! How entries and words of the format are shown to an author, in their language.

use std::cmp::Reverse;
use std::collections::HashMap;

use serde_json::Value;

use super::documents::{Documents, Found};
use crate::compose::labels::{self, Label};
use crate::diagnostic::Say;
use crate::model::{Kind, Lang, Prose};

/// The longest name that stands beside an id, in characters.
const NAME: usize = 80;

/// The keys that name an entry to a reader, best first.
const NAMES: [&str; 9] = [
    "name",
    "title",
    "statement",
    "what",
    "text",
    "question",
    "claim",
    "case",
    "note",
];

/// A text in `lang`, or in the other language where it has none in this one; without citations.
pub fn text(value: &Value, lang: Lang) -> Option<String> {
    let string = match value {
        Value::String(text) => text,
        Value::Object(table) => {
            let other = match lang {
                Lang::Ar => "en",
                Lang::En => "ar",
            };
            let in_lang = table.get(lang.as_str());
            in_lang.or_else(|| table.get(other))?.as_str()?
        }
        _ => return None,
    };
    let plain = Prose::parse(string).plain();
    let line = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    (!line.is_empty()).then_some(line)
}

/// A text cut to `length` characters.
pub fn short(text: &str, length: usize) -> String {
    if text.chars().count() <= length {
        return text.to_owned();
    }
    let cut: String = text.chars().take(length).collect();
    format!("{}…", cut.trim_end())
}

/// The name of an entry: its title, or the beginning of what it says.
pub fn name(values: &Value, lang: Lang) -> Option<String> {
    NAMES
        .iter()
        .find_map(|key| text(values.get(*key)?, lang))
        .map(|name| short(&name, NAME))
}

/// What a kind of entry is called.
pub fn kind(kind: Kind, lang: Lang) -> &'static str {
    labels::label("entry", kind.key(), lang)
}

/// What a word of a fixed list is called: the label from the list that has exactly these words,
/// or else, as likelihoods have a list for each scale, from the first one that has this word and
/// no word beside these.
pub fn label<'a>(options: &[&str], word: &'a str, lang: Lang) -> Option<&'a str>
where
    'static: 'a,
{
    let known = |list: &HashMap<String, Label>| {
        list.contains_key(word) && list.keys().all(|word| options.contains(&word.as_str()))
    };
    labels::all()
        .iter()
        .filter(|(_, list)| known(list))
        .min_by_key(|(name, list)| (Reverse(list.len()), name.as_str()))
        .and_then(|(_, list)| list.get(word))
        .map(|label| label.get(lang))
}

/// A card about an entry, in Markdown: what it is, what it says, where it comes from.
pub fn card(documents: &Documents, found: &Found) -> String {
    let lang = documents.lang;
    let entry = found.entry();
    let values = found.file.values(entry);
    let mut lines = Vec::new();
    let name = name(values, lang).unwrap_or_else(|| entry.id.clone());
    lines.push(format!(
        "**{}** · {} `{}`",
        escape(&name),
        kind(entry.kind, lang),
        entry.id
    ));
    let mut facts = Vec::new();
    let mut fact = |en: &str, ar: &str, value: Option<String>| {
        if let Some(value) = value {
            let name = if lang == Lang::Ar { ar } else { en };
            facts.push(format!("{name}: {}", escape(&value)));
        }
    };
    let word = |key: &str| values.get(key).and_then(Value::as_str).map(str::to_owned);
    let said = |key: &str| values.get(key).and_then(|value| text(value, lang));
    let labelled = |list: &str, key: &str| {
        word(key).map(|word| {
            let label = labels::label(list, &word, lang);
            if label == word {
                word
            } else {
                format!("{word} ({label})")
            }
        })
    };
    let likelihood = || {
        let scale = found.file.value.get("scale").and_then(Value::as_str);
        let list = format!("likelihood-{}", scale.unwrap_or_default());
        labelled(&list, "likelihood")
    };
    match entry.kind {
        Kind::Source => {
            fact("Publisher", "الناشر", said("publisher"));
            fact("Author", "الكاتب", said("author"));
            fact("Published", "تاريخ النشر", word("published"));
            fact(
                "Reliability",
                "الموثوقية",
                labelled("reliability", "reliability"),
            );
            fact("Lineage", "الأصل", labelled("lineage", "lineage"));
            fact("Address", "العنوان", word("url"));
        }
        Kind::Statement => {
            let speaker = word("speaker").map(|id| shown(documents, found, &id));
            fact("Said by", "القائل", speaker.or_else(|| said("attribution")));
            fact("Date", "التاريخ", word("date"));
            fact("Wording", "اللفظ", labelled("wording", "wording"));
        }
        Kind::Indicator => {
            fact("Status", "الحال", labelled("indicator-status", "status"));
            fact("Trend", "الاتجاه", labelled("trend", "trend"));
        }
        Kind::Judgement => {
            fact("Likelihood", "الاحتمال", likelihood());
            fact("Confidence", "الثقة", labelled("confidence", "confidence"));
        }
        _ => {
            fact("When", "متى", word("when"));
            fact("Weight", "الوزن", labelled("weight", "weight"));
        }
    }
    if !facts.is_empty() {
        lines.push(facts.join("  \n"));
    }
    for key in ["claim", "descriptor"] {
        if let Some(claim) = said(key) {
            lines.push(escape(&short(&claim, 400)));
        }
    }
    let mut origins = Vec::new();
    chain(
        documents,
        found,
        0,
        &mut vec![entry.id.clone()],
        &mut origins,
    );
    if !origins.is_empty() {
        lines.push(origins.join("\n"));
    }
    lines.join("\n\n")
}

/// Where an entry's content comes from, as a nested list, down to four steps.
fn chain(
    documents: &Documents,
    found: &Found,
    depth: usize,
    trail: &mut Vec<String>,
    lines: &mut Vec<String>,
) {
    if depth == 4 {
        return;
    }
    let lang = documents.lang;
    let values = found.file.values(found.entry());
    let links = [
        ("copy_of", ("copy of", "نسخة من")),
        ("relays", ("passes on", "ينقل عن")),
        ("carried_by", ("carried by", "ورد في")),
    ];
    for (key, (en, ar)) in links {
        let ids: Vec<&str> = match values.get(key) {
            Some(Value::String(id)) => vec![id],
            Some(Value::Array(ids)) => ids.iter().filter_map(Value::as_str).collect(),
            _ => continue,
        };
        let word = if lang == Lang::Ar { ar } else { en };
        for id in ids {
            let indent = "  ".repeat(depth);
            lines.push(format!(
                "{indent}- {word} {}",
                escape(&shown(documents, found, id))
            ));
            if trail.iter().any(|known| known == id) {
                continue;
            }
            // What carries a statement is named; where that comes from is its own card.
            if key != "carried_by"
                && let Some(next) = documents.resolve(&found.file, id)
            {
                trail.push(id.to_owned());
                chain_upwards(documents, &next, depth + 1, trail, lines);
                trail.pop();
            }
        }
    }
}

/// A statement that is passed on is an end of the chain: it is carried by what passes it on.
fn chain_upwards(
    documents: &Documents,
    found: &Found,
    depth: usize,
    trail: &mut Vec<String>,
    lines: &mut Vec<String>,
) {
    if found.entry().kind == Kind::Source {
        chain(documents, found, depth, trail, lines);
    }
}

/// The name of the entry that `id` means, with the id.
fn shown(documents: &Documents, from: &Found, id: &str) -> String {
    match documents.resolve(&from.file, id) {
        Some(found) => {
            let values = found.file.values(found.entry());
            let speaker = values
                .get("speaker")
                .and_then(Value::as_str)
                .and_then(|speaker| documents.resolve(&found.file, speaker))
                .and_then(|who| name(who.file.values(who.entry()), documents.lang));
            match (speaker, name(values, documents.lang)) {
                (Some(speaker), Some(name)) => format!("{speaker}: {} ({id})", short(&name, 60)),
                (None, Some(name)) => format!("{} ({id})", short(&name, 60)),
                _ => id.to_owned(),
            }
        }
        None => id.to_owned(),
    }
}

/// A text with the marks of Markdown made harmless.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|'
        ) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// A sentence in the language of the editor.
pub fn say(documents: &Documents, say: &Say) -> String {
    say.get(documents.lang).to_owned()
}
