//! Provenance as trees for the terminal: each origin with what passed it on.

use std::io::{self, Write};

use crate::compose::labels::label;
use crate::diagnostic::{Say, say};
use crate::isnad::counted::{Gender, Manner};
use crate::isnad::{Chain, Claim, Isnad, Origin, words};
use crate::model::{Kind, Lang, Ref};
use crate::resolve::Case;

/// A line with others below it.
struct Tree {
    line: String,
    below: Vec<Tree>,
}

impl Tree {
    fn leaf(line: String) -> Self {
        Self {
            line,
            below: Vec::new(),
        }
    }

    /// The branch that begins with `line`, made where there is none yet.
    fn branch(&mut self, line: String) -> &mut Tree {
        let known = self.below.iter().position(|branch| branch.line == line);
        let at = known.unwrap_or_else(|| {
            self.below.push(Tree::leaf(line));
            self.below.len() - 1
        });
        &mut self.below[at]
    }

    fn write(&self, before: &str, out: &mut dyn Write) -> io::Result<()> {
        for (index, branch) in self.below.iter().enumerate() {
            let last = index + 1 == self.below.len();
            let (corner, further) = if last {
                ("└─ ", "   ")
            } else {
                ("├─ ", "│  ")
            };
            writeln!(out, "{before}{corner}{}", branch.line)?;
            branch.write(&format!("{before}{further}"), out)?;
        }
        Ok(())
    }
}

struct Teller<'a> {
    case: &'a Case,
    isnad: &'a Isnad,
    lang: Lang,
    names: std::collections::HashMap<(Kind, usize), (String, String)>,
}

/// Writes a tree for every judgement, then one for every claim.
pub fn write(case: &Case, isnad: &Isnad, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let teller = Teller {
        case,
        isnad,
        lang,
        names: words::entries(case, lang),
    };
    let mut entries: Vec<&Claim> = isnad
        .claims
        .iter()
        .filter(|claim| claim.is_entry() && claim.entry.0 != Kind::Statement)
        .collect();
    entries.sort_by_key(|claim| (claim.entry.0 != Kind::Judgement, claim.entry));
    for claim in entries {
        let tree = teller.claim(claim);
        writeln!(out, "{}", tree.line)?;
        tree.write("", out)?;
        writeln!(out)?;
    }
    if let Some(stone) = isnad.keystone() {
        let Say { en, ar } = words::knot(&stone.knot, case);
        let (claims, of, lost) = (stone.claims, stone.of, stone.lost);
        let told = say!(
            en "What most hangs on: {en}. It lies under {claims} of {of} claims; {lost} of them have no other origin.",
            ar "أكثر ما يُعتمد عليه: {ar}. عدد الادعاءات القائمة عليه {claims} من {of}، وما لا أصل له سواه منها {lost}."
        );
        writeln!(out, "{}", told.get(lang))?;
    }
    Ok(())
}

impl Teller<'_> {
    fn claim(&self, claim: &Claim) -> Tree {
        let mut tree = Tree::leaf(self.title(claim));
        let support = words::support(claim);
        tree.below
            .push(Tree::leaf(support.get(self.lang).to_owned()));
        if claim.entry.0 == Kind::Judgement {
            let parts = claim.parts.iter().filter_map(|part| self.isnad.claim(part));
            tree.below.extend(parts.map(|part| self.part(part)));
        } else if claim.parts.is_empty() {
            self.origins(claim, &mut tree);
        } else {
            for part in claim.parts.iter().filter_map(|part| self.isnad.claim(part)) {
                let mut branch = self.part(part);
                self.origins(part, &mut branch);
                tree.below.push(branch);
            }
        }
        tree.below.extend(self.link(claim).map(Tree::leaf));
        tree
    }

    fn title(&self, claim: &Claim) -> String {
        let (id, name) = self.names.get(&claim.entry).cloned().unwrap_or_default();
        let kind = label("entry", claim.entry.0.key(), self.lang);
        match name.as_str() {
            "" => format!("{kind} {id}"),
            name => format!("{kind} {id}: {name}"),
        }
    }

    /// A part of a claim, with its count: an entry by its id, a cell or side by its place.
    fn part(&self, part: &Claim) -> Tree {
        let (id, _) = self.names.get(&part.entry).cloned().unwrap_or_default();
        let kind = label("entry", part.entry.0.key(), self.lang);
        let count = words::origins_short(part.origins.len());
        let count = count.get(self.lang);
        if part.is_entry() {
            return Tree::leaf(format!("{kind} {id} · {count}"));
        }
        let numbers: Vec<String> = part
            .route
            .steps()
            .skip(2)
            .filter_map(|step| Some((step.parse::<usize>().ok()? + 1).to_string()))
            .collect();
        Tree::leaf(format!("{} · {count}", numbers.join(".")))
    }

    /// Each origin, and below it what passed it on, down to what the reader holds.
    fn origins(&self, claim: &Claim, tree: &mut Tree) {
        for chain in &claim.chains {
            let mut at = tree.branch(self.origin(claim, &chain.origin));
            for step in self.steps(chain) {
                at = at.branch(step);
            }
        }
    }

    fn origin(&self, claim: &Claim, origin: &Origin) -> String {
        let name = words::origin(origin, self.case, self.lang);
        let own = match origin {
            Origin::Analysis(_) => say!(en ", own analysis", ar "، تحليل خاص به"),
            Origin::Document(_) => say!(en ", first-hand", ar "، رصد مباشر"),
            _ => say!(en "", ar ""),
        };
        let own = own.get(self.lang);
        match claim.uncounted.iter().find(|one| one.origin == *origin) {
            None => format!("● {name}{own}"),
            Some(one) => {
                let why = words::why(&one.why, self.case);
                format!("○ {name}{own} ({})", why.get(self.lang))
            }
        }
    }

    fn steps(&self, chain: &Chain) -> Vec<String> {
        let said = say!(en "statement", ar "القول");
        let copy = say!(en "copy of", ar "نسخة من");
        let (said, copy) = (said.get(self.lang), copy.get(self.lang));
        let statement = chain.statement.iter().map(|id| format!("{said} {id}"));
        let documents = chain.documents.iter().rev().map(|id| {
            let source = self.case.source(id).map(|(_, source)| source);
            match source
                .and_then(|source| source.copy_of.as_ref())
                .map(Ref::as_str)
            {
                Some(original) => format!("{id} ({copy} {original})"),
                None => id.clone(),
            }
        });
        statement.chain(documents).collect()
    }

    fn link(&self, claim: &Claim) -> Option<String> {
        let link = claim.common_link()?;
        let Say { en, ar } = words::knot(&link.knot, self.case);
        let manner = Manner::of(&[claim.origins.len(), link.chains]);
        let left = words::left(link.left.len(), manner);
        let (left_en, left_ar) = (left.en, left.ar);
        let told = if link.chains == 1 {
            say!(
                en "hangs on {en} alone; {left_en}",
                ar "لا يقوم إلا على {ar}؛ {left_ar}"
            )
        } else {
            let number = |n| manner.number(n, Gender::She, self.lang);
            let (through, chains) = (number(link.through), number(link.chains));
            say!(
                en "common link: {en}, in {through} of {chains} chains; {left_en}",
                ar "الملتقى: {ar} (السلاسل المارة به {through} من {chains})؛ {left_ar}"
            )
        };
        Some(told.get(self.lang).to_owned())
    }
}
