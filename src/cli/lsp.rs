//! `taqdir lsp`

use std::io;

use lsp_server::Connection;

use super::{Ending, Output};
use crate::diagnostic::say;
use crate::lsp::server;

/// Serves an editor over standard input and output.
pub fn run(output: &Output) -> io::Result<Ending> {
    let (connection, threads) = Connection::stdio();
    let served = server::serve(&connection, output.asked, output.lang);
    // The threads end when nothing can be sent any more.
    drop(connection);
    threads.join()?;
    match served {
        Ok(()) => Ok(Ending::Clean),
        Err(error) => {
            output.problem(&say!(
                en "the editor broke off the conversation: {error}",
                ar "قطع المحرّر المحادثة: {error}"
            ));
            Ok(Ending::CouldNotRun)
        }
    }
}
