//! How a statement came to the reader: its documents in steps, those first that had it first.
//!
//! Documents that pass on the same words side by side are one step, and a copy stands with its original;
//! a document that relays another comes after it. So «علاوي ← المصادر 1 و3 و4» does not say that the
//! third has it from the first.

use std::collections::{BTreeMap, HashMap};

use minijinja::value::Value;

use super::grouped;
use super::view::View;
use crate::model::{Kind, Ref};

impl View<'_> {
    /// The steps from the speaker of a statement to the document that was read.
    pub(super) fn carriage(&self, statement: usize) -> Value {
        let Some(claim) = self.isnad.entry(Kind::Statement, statement) else {
            return Value::from(Vec::<Value>::new());
        };
        let documents: Vec<&str> = claim
            .documents
            .iter()
            .map(String::as_str)
            .filter(|id| self.selection.number(id).is_some())
            .collect();
        let mut steps: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
        for (document, step) in documents.iter().zip(self.steps(&documents)) {
            steps.entry(step).or_default().push(document);
        }
        steps
            .values()
            .map(|step| {
                let numbers: Vec<(usize, &str)> = step
                    .iter()
                    .filter_map(|id| Some((self.selection.number(id)?, *id)))
                    .collect();
                grouped::entries(Kind::Source, &numbers, self.pen(), self.usage)
            })
            .collect()
    }

    /// After how many others among `documents` each had its content.
    fn steps(&self, documents: &[&str]) -> Vec<usize> {
        let at: HashMap<&str, usize> = documents.iter().copied().zip(0..).collect();
        let mut steps = vec![0; documents.len()];
        // Who leads back to himself has no first: rounds end, whatever the lineage.
        for _ in 0..MOST_STEPS {
            let mut settled = true;
            for (index, id) in documents.iter().enumerate() {
                let Some((_, source)) = self.case.source(id) else {
                    continue;
                };
                let known = |other: &str| steps.get(*at.get(other)?).copied();
                let original = source.copy_of.as_ref().map(Ref::as_str).and_then(known);
                let relayed = source.relays.iter().map(Ref::as_str).filter_map(known);
                let step = original.or_else(|| relayed.map(|step| step + 1).max());
                if let (Some(step), Some(own)) = (step, steps.get_mut(index))
                    && step > *own
                {
                    *own = step;
                    settled = false;
                }
            }
            if settled {
                break;
            }
        }
        steps
    }
}

/// More steps than these are not told apart.
const MOST_STEPS: usize = 64;
