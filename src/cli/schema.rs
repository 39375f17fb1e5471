//! `taqdir schema`

use std::io::{self, Write};

use super::args::{Schema, Which};
use super::{Ending, Output};
use crate::shape::schema::Contract;

/// Prints a schema.
pub fn run(args: &Schema, output: &mut Output) -> io::Result<Ending> {
    let contract = match args.which {
        Which::Assessment => Contract::Assessment,
        Which::Shared => Contract::Shared,
        Which::House => Contract::House,
    };
    output
        .stdout()
        .write_all(contract.schema_text().as_bytes())?;
    Ok(Ending::Clean)
}
