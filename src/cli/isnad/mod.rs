//! `taqdir isnad`

mod dot;
mod json;
mod tree;

use std::io::{self, Write};

use super::args::{Isnad, IsnadFormat};
use super::single::look_into;
use super::{Ending, Output};

/// Prints what each claim of an assessment rests on.
pub fn run(args: &Isnad, output: &mut Output) -> io::Result<Ending> {
    look_into(&args.file, output, |case, isnad, output| {
        let mut stdout = io::BufWriter::new(output.stdout());
        match args.format {
            IsnadFormat::Human => tree::write(case, isnad, output.lang, &mut stdout)?,
            IsnadFormat::Json => {
                writeln!(stdout, "{:#}", json::render(case, isnad, output.lang))?;
            }
            IsnadFormat::Dot => dot::write(case, isnad, output.lang, &mut stdout)?,
        }
        stdout.flush()?;
        Ok(Ending::Clean)
    })
}
