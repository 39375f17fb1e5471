//! Work on many files at once, whose results come in the order of the files.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError, mpsc};
use std::{io, thread};

/// How many files a core takes at a time: few enough that all cores end together, enough that
/// handing results over costs nothing beside the work.
const RUN: usize = 8;

/// How many runs may be begun and not yet written, for each core.
const BEGUN: usize = 8;

/// Does `work` on every item, on all cores, and calls `write` with the results in order.
///
/// Results are let go as they are written, and the cores wait where one of them is slow, so that
/// memory does not grow with the number of items.
///
/// # Errors
/// The first error of `write`; no more is written then.
pub fn in_order<T: Sync, R: Send>(
    items: &[T],
    work: impl Fn(&T) -> R + Sync,
    mut write: impl FnMut(&[T], Vec<R>) -> io::Result<()>,
) -> io::Result<()> {
    let runs: Vec<&[T]> = items.chunks(RUN).collect();
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let cores = cores.min(runs.len());
    if cores < 2 {
        return runs
            .into_iter()
            .try_for_each(|run| write(run, run.iter().map(&work).collect()));
    }
    let (give, taken) = mpsc::channel::<usize>();
    let taken = Mutex::new(taken);
    let (done, results) = mpsc::channel();
    thread::scope(|scope| {
        for _ in 0..cores {
            let (done, taken, runs, work) = (done.clone(), &taken, &runs, &work);
            scope.spawn(move || {
                let take = || taken.lock().unwrap_or_else(PoisonError::into_inner).recv();
                while let Ok(number) = take() {
                    let result: Vec<R> = runs[number].iter().map(work).collect();
                    // Nobody listens any more where writing has failed.
                    if done.send((number, result)).is_err() {
                        return;
                    }
                }
            });
        }
        drop(done);
        // What is not given yet; the cores end when there is nobody left to give them more.
        let mut waiting = 0..runs.len();
        let mut give = Some(give);
        let mut begin = |runs: usize| {
            for number in waiting.by_ref().take(runs) {
                // Nobody to take it: the cores have panicked, and so does the scope.
                let _ = give.as_ref().map(|give| give.send(number));
            }
            if waiting.is_empty() {
                give = None;
            }
        };
        begin(cores * BEGUN);
        let mut early = BTreeMap::new();
        let mut due = 0;
        for (number, result) in results {
            early.insert(number, result);
            while let Some(result) = early.remove(&due) {
                write(runs[due], result)?;
                due += 1;
                begin(1);
            }
        }
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_the_order_of_the_items() {
        for count in [0, 1, 7, 8, 9, 1000] {
            let items: Vec<usize> = (0..count).collect();
            let mut written = Vec::new();
            let slow_at_first = |item: &usize| {
                if *item < RUN {
                    thread::sleep(std::time::Duration::from_millis(2));
                }
                item * 2
            };
            in_order(&items, slow_at_first, |run, done| {
                assert_eq!(run.len(), done.len());
                written.extend(done);
                Ok(())
            })
            .unwrap();
            assert_eq!(
                written,
                items.iter().map(|item| item * 2).collect::<Vec<_>>()
            );
        }
    }

    #[test]
    fn the_first_error_of_writing_ends_the_work() {
        let items: Vec<usize> = (0..1000).collect();
        let mut calls = 0;
        let ended = in_order(
            &items,
            |item| *item,
            |_, _| {
                calls += 1;
                Err(io::ErrorKind::BrokenPipe.into())
            },
        );
        assert_eq!(ended.unwrap_err().kind(), io::ErrorKind::BrokenPipe);
        assert_eq!(calls, 1);
    }
}
