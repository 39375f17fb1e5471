//! How far a long run has come, on a terminal.

use std::io::{self, IsTerminal};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// A run that ends sooner than this shows nothing: a bar that only flashes disturbs.
const PATIENCE: Duration = Duration::from_millis(400);

/// A bar on standard error, which shows itself when a run takes long.
#[derive(Debug)]
pub struct Progress {
    bar: Option<ProgressBar>,
    begun: Instant,
    visible: bool,
}

impl Progress {
    /// A bar for so many files; none where nobody looks.
    pub fn new(files: usize) -> Self {
        let bar = io::stderr().is_terminal().then(|| {
            let bar =
                ProgressBar::with_draw_target(Some(files as u64), ProgressDrawTarget::hidden());
            // Numbers alone: they read the same in either language.
            match ProgressStyle::with_template("{bar:40} {pos}/{len}") {
                Ok(style) => bar.with_style(style),
                Err(_) => bar,
            }
        });
        Self {
            bar,
            begun: Instant::now(),
            visible: false,
        }
    }

    /// So many more files are done.
    pub fn advance(&mut self, files: usize) {
        let Some(bar) = &self.bar else { return };
        if !self.visible && self.begun.elapsed() > PATIENCE {
            bar.set_draw_target(ProgressDrawTarget::stderr());
            self.visible = true;
        }
        bar.inc(files as u64);
    }

    /// Writes to the terminal without the bar in the way.
    pub fn aside<T>(&self, write: impl FnOnce() -> T) -> T {
        match &self.bar {
            Some(bar) if self.visible => bar.suspend(write),
            _ => write(),
        }
    }

    /// Takes the bar away.
    pub fn end(self) {
        if let Some(bar) = self.bar {
            bar.finish_and_clear();
        }
    }
}
