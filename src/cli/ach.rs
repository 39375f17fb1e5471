//! `taqdir ach`

use std::io::{self, Write};

use serde_json::{Value, json};

use super::args::{Ach, ListFormat};
use super::single::look_into;
use super::{Ending, Output};
use crate::analysis::ach::{Ranking, Removal};
use crate::analysis::ach_words;
use crate::diagnostic::say;
use crate::isnad::words;
use crate::model::{Kind, Lang};
use crate::resolve::Case;

/// Prints the ranking of the hypotheses, and what it hangs on.
pub fn run(args: &Ach, output: &mut Output) -> io::Result<Ending> {
    look_into(&args.file, output, |case, isnad, output| {
        let Some(ranking) = Ranking::of(case, isnad) else {
            output.problem(&say!(
                en "the assessment has no matrix of competing hypotheses",
                ar "ليس في التقدير مصفوفة فرضيات متنافسة"
            ));
            return Ok(Ending::CouldNotRun);
        };
        let mut stdout = io::BufWriter::new(output.stdout());
        match args.format {
            ListFormat::Human => human(case, &ranking, output.lang, &mut stdout)?,
            ListFormat::Json => writeln!(stdout, "{:#}", machine(case, &ranking))?,
        }
        stdout.flush()?;
        Ok(Ending::Clean)
    })
}

fn human(case: &Case, ranking: &Ranking, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let names = words::entries(case, lang);
    for group in ranking.order() {
        for position in group {
            let Some(hypothesis) = ranking.hypotheses.get(position) else {
                continue;
            };
            let name = names.get(&(Kind::Hypothesis, position));
            let (id, place, against, bare) = (
                &hypothesis.id,
                hypothesis.place,
                hypothesis.against,
                hypothesis.unweighted,
            );
            let name = name.map_or("", |(_, name)| name.as_str());
            let unweighted = say!(en "{bare} unweighted", ar "وبلا وزن {bare}");
            let unweighted = unweighted.get(lang);
            writeln!(out, "{place}. {against:>5}  ({unweighted})  {id}: {name}")?;
        }
    }
    writeln!(out)?;
    for item in &ranking.items {
        let counts: Vec<String> = item.counts.iter().map(u32::to_string).collect();
        let origins = words::origins_short(item.origins);
        let mark = match (item.discriminates, &item.removal) {
            (false, _) => say!(en "does not discriminate", ar "لا يفرّق"),
            (true, Removal::Nothing) => say!(en "discriminates", ar "يفرّق"),
            (true, Removal::Order) => say!(en "changes the order", ar "يغيّر الترتيب"),
            (true, Removal::Lead(_)) => say!(en "changes the lead", ar "يغيّر المتقدّم"),
        };
        writeln!(
            out,
            "{} ×{:<4} {}  {} · {}",
            counts.join(" "),
            item.weight,
            item.id,
            origins.get(lang),
            mark.get(lang),
        )?;
    }
    writeln!(out)?;
    for line in ach_words::remarks(ranking) {
        writeln!(out, "{}", line.get(lang))?;
    }
    Ok(())
}

fn machine(case: &Case, ranking: &Ranking) -> Value {
    let id = |position: &usize| ranking.hypotheses.get(*position).map(|h| h.id.clone());
    let ids = |positions: &[usize]| positions.iter().filter_map(id).collect::<Vec<_>>();
    json!({
        "assessment": case.model.id.as_str(),
        "leaders": ids(&ranking.leaders()),
        "unweighted_leaders": ids(&ranking.unweighted_leaders()),
        "order": ranking.order().iter().map(|group| ids(group)).collect::<Vec<_>>(),
        "hypotheses": ranking.hypotheses.iter().map(|hypothesis| json!({
            "id": hypothesis.id,
            "place": hypothesis.place,
            "against": hypothesis.against.value(),
            "unweighted": hypothesis.unweighted,
            "weighed": hypothesis.weighed,
        })).collect::<Vec<_>>(),
        "items": ranking.items.iter().map(|item| json!({
            "item": item.id,
            "independent_origins": item.origins,
            "weight": item.weight.value(),
            "counts": item.counts,
            "discriminates": item.discriminates,
            "removal": match &item.removal {
                Removal::Nothing => json!({ "changes": "nothing" }),
                Removal::Order => json!({ "changes": "order" }),
                Removal::Lead(leaders) => json!({ "changes": "lead", "leaders": ids(leaders) }),
            },
        })).collect::<Vec<_>>(),
        "empty_cells": ranking.empty.iter().map(|(row, column)| json!({
            "item": ranking.items.get(*row).map(|item| &item.id),
            "hypothesis": id(column),
        })).collect::<Vec<_>>(),
    })
}
