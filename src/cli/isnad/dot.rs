//! Provenance as a graph in the language of Graphviz.

use std::collections::BTreeSet;
use std::io::{self, Write};

use crate::isnad::{Isnad, Origin, words};
use crate::model::{Kind, Lang};
use crate::resolve::Case;

/// Writes the graph: origins, statements and documents, claims, judgements.
pub fn write(case: &Case, isnad: &Isnad, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let names = words::entries(case, lang);
    let mut nodes: BTreeSet<String> = BTreeSet::new();
    let mut edges: BTreeSet<(String, String)> = BTreeSet::new();
    let entry = |claim: (Kind, usize)| {
        let (id, _) = names.get(&claim).cloned().unwrap_or_default();
        format!("{}.{id}", claim.0.key())
    };
    let mut counted: BTreeSet<&Origin> = BTreeSet::new();
    for claim in isnad
        .claims
        .iter()
        .filter(|claim| claim.entry.0 != Kind::Statement)
    {
        counted.extend(&claim.origins);
        let own = entry(claim.entry);
        let (_, name) = names.get(&claim.entry).cloned().unwrap_or_default();
        let judged = claim.entry.0 == Kind::Judgement;
        if claim.is_entry() {
            let shape = if judged { "box, style=bold" } else { "box" };
            let count = words::origins_short(claim.origins.len());
            let line = format!("{name}\n{}", count.get(lang));
            nodes.insert(format!(
                "{} [shape={shape}, label={}];",
                quoted(&own),
                quoted(&line)
            ));
        }
        if judged {
            let parts = claim.parts.iter().filter_map(|part| isnad.claim(part));
            edges.extend(parts.map(|part| (entry(part.entry), own.clone())));
            continue;
        }
        for chain in claim.chains.iter().filter(|_| claim.parts.is_empty()) {
            let mut way = vec![format!(
                "origin.{}.{}",
                chain.origin.kind(),
                chain.origin.id()
            )];
            if let Some(id) = &chain.statement {
                let node = format!("statement.{id}");
                nodes.insert(format!(
                    "{} [shape=note, label={}];",
                    quoted(&node),
                    quoted(id)
                ));
                way.push(node);
            }
            for id in chain.documents.iter().rev() {
                let node = format!("source.{id}");
                nodes.insert(format!(
                    "{} [shape=folder, label={}];",
                    quoted(&node),
                    quoted(id)
                ));
                way.push(node);
            }
            way.push(own.clone());
            edges.extend(way.windows(2).filter_map(|pair| match pair {
                [from, to] => Some((from.clone(), to.clone())),
                _ => None,
            }));
        }
    }
    let origins: BTreeSet<&Origin> = isnad
        .claims
        .iter()
        .flat_map(|claim| claim.chains.iter().map(|chain| &chain.origin))
        .collect();
    for origin in origins {
        let node = format!("origin.{}.{}", origin.kind(), origin.id());
        let style = if counted.contains(origin) {
            "solid"
        } else {
            "dashed"
        };
        let name = words::origin(origin, case, lang);
        nodes.insert(format!(
            "{} [shape=ellipse, style={style}, label={}];",
            quoted(&node),
            quoted(&name)
        ));
    }
    let direction = match lang {
        Lang::Ar => "RL",
        Lang::En => "LR",
    };
    writeln!(out, "digraph isnad {{")?;
    writeln!(out, "  rankdir={direction};")?;
    for node in nodes {
        writeln!(out, "  {node}")?;
    }
    for (from, to) in edges {
        writeln!(out, "  {} -> {};", quoted(&from), quoted(&to))?;
    }
    writeln!(out, "}}")
}

/// A quoted id of the language: backslashes and quotation marks escaped, line breaks as `\n`.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => {}
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
