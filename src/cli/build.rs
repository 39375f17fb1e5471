//! `taqdir build`

use std::collections::HashSet;
use std::env;
use std::io;
use std::path::{Path, PathBuf};

use super::args::{Build, Target};
use super::failure::unwritable;
use super::{Ending, Output};
use crate::compose::{Composition, facing};
use crate::diagnostic::{Diagnostic, Say, say};
use crate::discover;
use crate::isnad::Isnad;
use crate::model::Lang;
use crate::pipeline::{Checked, Run};
use crate::readback::gate::{self, Stage};
use crate::readback::pdf;
use crate::typeset::passes::Passes;
use crate::typeset::{self, world};
use crate::write;

/// Pixels to the point of page images: 144 to the inch.
const PNG_SCALE: f64 = 2.0;

/// Builds every assessment that has no errors.
pub fn run(args: &Build, output: &mut Output) -> io::Result<Ending> {
    let (files, missing) = discover::files(&args.paths);
    for name in &missing {
        output.problem(&name.why);
    }
    let mut ending = if missing.is_empty() {
        Ending::Clean
    } else {
        Ending::CouldNotRun
    };
    let mut reporter = output.side_reporter();
    let run = Run::on(chrono::Local::now().date_naive());
    let several = files.len() > 1;
    let mut taken = HashSet::new();
    for path in &files {
        let checked = match run.check(path) {
            Ok(checked) => checked,
            Err(found) => {
                reporter.file(&path.to_string_lossy(), &[*found], &mut output.stderr())?;
                ending = Ending::CouldNotRun;
                continue;
            }
        };
        reporter.file(
            &path.to_string_lossy(),
            &checked.findings,
            &mut output.stderr(),
        )?;
        if !checked.is_sound() {
            let name = path.display();
            output.done(&say!(
                en "{name}: not built, because of the errors above",
                ar "{name}: لم يُبنَ، للأخطاء المذكورة أعلاه"
            ));
            ending = worse(ending, Ending::Findings);
            continue;
        }
        // A file of shared entries has no brief; a folder may well hold some.
        if checked.case.is_none() {
            if !several {
                output.problem(&say!(
                    en "this is a file of shared entries; build an assessment that uses it",
                    ar "هذا ملف عناصر مشتركة؛ ابنِ تقديرًا يستعمله"
                ));
                ending = worse(ending, Ending::CouldNotRun);
            }
            continue;
        }
        match build(args, path, &checked, several, &mut taken) {
            Ok(Made::Lost(findings)) => {
                reporter.file(&path.to_string_lossy(), &findings, &mut output.stderr())?;
                ending = worse(ending, Ending::Findings);
            }
            Ok(Made::Files(made)) => {
                for target in made {
                    output.done(&say!(en "wrote {target}", ar "كُتب {target}"));
                }
            }
            Err(problem) => {
                output.problem(&problem);
                ending = Ending::CouldNotRun;
            }
        }
    }
    Ok(ending)
}

fn worse(a: Ending, b: Ending) -> Ending {
    if a.code() > b.code() { a } else { b }
}

/// What became of a build.
enum Made {
    /// What was written.
    Files(Vec<String>),
    /// What is in the model and did not reach the brief; nothing was written.
    Lost(Vec<Diagnostic>),
}

/// Builds one assessment, and names what was written.
///
/// `taken` holds what this run has written: two assessments never share a file.
fn build(
    args: &Build,
    path: &Path,
    checked: &Checked,
    several: bool,
    taken: &mut HashSet<PathBuf>,
) -> Result<Made, Say> {
    let (Some(case), Some(project)) = (&checked.case, &checked.project) else {
        return Ok(Made::Files(Vec::new()));
    };
    let languages = &case.model.languages;
    let asked: Vec<Lang> = args.lang.iter().copied().map(Lang::from).collect();
    let langs = facing::languages(languages, &asked);
    let shown = path.display();
    if let Some(lang) = langs.iter().find(|lang| !languages.contains(**lang)) {
        let key = lang.as_str();
        return Err(say!(
            en "{shown} is not written in `{key}`; its `languages` say otherwise",
            ar "{shown} غير مكتوب باللغة `{key}` بحسب المفتاح `languages` فيه"
        ));
    }
    let isnad = Isnad::of(case, &project.house);
    let composition = facing::compose(case, &isnad, &project.house, &langs).map_err(|error| {
        let detail = format!("{error:#}");
        say!(en "the template is faulty: {detail}", ar "في القالب خطأ: {detail}")
    })?;
    let target = Goal::new(args, path, facing::name(&langs), several);
    if !taken.insert(target.path.join(&target.stem)) {
        let stem = &target.stem;
        return Err(say!(
            en "{shown} would overwrite another brief of this run, which is called `{stem}` too; rename one of the two files",
            ar "{shown} سيحل محل وثيقة أخرى بُنيت الآن واسمها `{stem}` أيضًا؛ غيّر اسم أحد الملفين"
        ));
    }
    if args.to == Target::Typst {
        return target.write_typst(&composition).map(Made::Files);
    }
    let passes = if args.no_passes {
        Passes::none(composition.lang)
    } else {
        Passes::of(&project.house, composition.lang).of_sides(composition.sides.len())
    };
    let brief = typeset::typeset(&composition, case.model.id.as_str(), passes)
        .map_err(|fault| faulty(&fault))?;
    // As Typst lays them out, the pages hold the marks of vocalised words twice.
    let wanted = if args.no_passes {
        Vec::new()
    } else {
        gate::wanted(case, &project.house, &composition)
    };
    let lost = gate::lost(case, &wanted, &brief.text(), Stage::Layout);
    if !lost.is_empty() {
        return Ok(Made::Lost(lost));
    }
    match args.to {
        Target::Pdf => {
            let bytes = brief
                .pdf(source_date_epoch()?)
                .map_err(|fault| faulty(&fault))?;
            if wanted.is_empty() {
                return target
                    .write(&target.path, &bytes)
                    .map(|name| Made::Files(vec![name]));
            }
            let pages = pdf::pages(&bytes).map_err(|error| {
                say!(
                    en "the PDF cannot be read back: {error}",
                    ar "تعذّرت قراءة ملف PDF بعد كتابته: {error}"
                )
            })?;
            let lost = gate::lost(case, &wanted, &pages, Stage::Export);
            if !lost.is_empty() {
                return Ok(Made::Lost(lost));
            }
            target
                .write(&target.path, &bytes)
                .map(|name| Made::Files(vec![name]))
        }
        _ => {
            let pages = brief.png(PNG_SCALE).map_err(|fault| faulty(&fault))?;
            let width = pages.len().to_string().len();
            pages
                .iter()
                .enumerate()
                .map(|(index, bytes)| {
                    let name = format!("{}-{:0width$}.png", target.stem, index + 1);
                    target.write(&target.path.join(name), bytes)
                })
                .collect::<Result<_, _>>()
                .map(Made::Files)
        }
    }
}

/// Where a build writes.
struct Goal {
    /// `name.ar`, or `name.ar-en`
    stem: String,
    /// The PDF, or the folder.
    path: PathBuf,
}

impl Goal {
    fn new(args: &Build, source: &Path, langs: &str, several: bool) -> Self {
        let name = source.file_stem().unwrap_or_default().to_string_lossy();
        let stem = format!("{name}.{langs}");
        let beside = source.parent().unwrap_or(Path::new(""));
        let path = match (&args.output, args.to) {
            (None, Target::Pdf) => beside.join(format!("{stem}.pdf")),
            (None, Target::Typst) => beside.join(format!("{stem}.typst")),
            (None, Target::Png) => beside.to_path_buf(),
            (Some(output), Target::Pdf) => {
                let folder = several
                    || output.is_dir()
                    || output.as_os_str().to_string_lossy().ends_with(['/', '\\']);
                if folder {
                    output.join(format!("{stem}.pdf"))
                } else {
                    output.clone()
                }
            }
            (Some(output), Target::Typst) if several => output.join(format!("{stem}.typst")),
            (Some(output), _) => output.clone(),
        };
        Self { stem, path }
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> Result<String, Say> {
        let shown = path.display();
        write::atomically(path, bytes)
            .map(|()| shown.to_string())
            .map_err(|error| unwritable(path, &error))
    }

    /// A folder that `typst compile --font-path fonts main.typ` turns into the same pages.
    fn write_typst(&self, composition: &Composition) -> Result<Vec<String>, Say> {
        let folder = &self.path;
        for (path, text) in composition.files() {
            self.write(&folder.join(path), text.as_bytes())?;
        }
        for (name, bytes) in world::FONTS {
            self.write(&folder.join("fonts").join(name), bytes)?;
        }
        // Last, so that a folder with a main file is a whole one.
        self.write(&folder.join("main.typ"), composition.main.as_bytes())?;
        Ok(vec![folder.display().to_string()])
    }
}

fn faulty(fault: &typeset::Fault) -> Say {
    let messages = fault.messages.join("\n");
    say!(
        en "the brief could not be typeset, which is a fault of the template:\n{messages}",
        ar "تعذّر صفّ الوثيقة لخطأ في القالب:\n{messages}"
    )
}

/// The creation time that reproducible builds ask for, in seconds since 1970.
fn source_date_epoch() -> Result<Option<i64>, Say> {
    let Some(value) = env::var_os("SOURCE_DATE_EPOCH") else {
        return Ok(None);
    };
    let text = value.to_string_lossy();
    // A PDF has four digits for the year.
    let last = 253_402_300_799;
    match text.parse() {
        Ok(seconds) if (0..=last).contains(&seconds) => Ok(Some(seconds)),
        _ => Err(say!(
            en "SOURCE_DATE_EPOCH is `{text}`; it must be a whole number of seconds since 1970",
            ar "قيمة SOURCE_DATE_EPOCH هي `{text}`، ويجب أن تكون عددًا صحيحًا من الثواني منذ عام 1970"
        )),
    }
}
