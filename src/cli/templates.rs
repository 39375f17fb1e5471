//! `taqdir templates`

use std::io;

use super::args::Templates;
use super::failure::unwritable;
use super::{Ending, Output};
use crate::compose::outputs;
use crate::compose::templates::{COMPONENTS, TEMPLATES};
use crate::diagnostic::say;
use crate::write;

/// Writes the program's templates into a folder; a file that is there already is left as it is.
pub fn run(args: &Templates, output: &mut Output) -> io::Result<Ending> {
    let (mut written, mut kept) = (0, 0);
    for (name, text) in TEMPLATES.iter().chain(outputs::TEMPLATES).chain(COMPONENTS) {
        let path = args.folder.join(name);
        match write::anew(&path, text.as_bytes()) {
            Ok(()) => written += 1,
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => kept += 1,
            Err(error) => {
                output.problem(&unwritable(&path, &error));
                return Ok(Ending::CouldNotRun);
            }
        }
    }
    let shown = args.folder.display();
    output.done(&say!(
        en "wrote {shown}: {written} templates, {kept} were there already and are as they were",
        ar "كُتب {shown}: عدد القوالب المكتوبة {written}، وعدد ما كان فيه فلم يُمسّ {kept}"
    ));
    output.done(&say!(
        en "now write `templates = \"{shown}\"` in taqdir.toml, and delete what you do not change",
        ar "اكتب الآن `templates = \"{shown}\"` في taqdir.toml، واحذف ما لا تغيّره"
    ));
    Ok(Ending::Clean)
}
