//! `taqdir build`

use std::collections::HashSet;
use std::env;
use std::io;
use std::path::{Path, PathBuf};

use super::args::{Build, Target};
use super::failure::unwritable;
use super::{Ending, Output, products};
use crate::compose::templates::{ASSESSMENT, Templates};
use crate::compose::{Composition, Product, facing};
use crate::diagnostic::{Diagnostic, Say, say};
use crate::discover;
use crate::model::Lang;
use crate::pipeline::{Checked, Run};
use crate::readback::gate::{self, Stage};
use crate::readback::pdf;
use crate::resolve::Case;
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
    let several = files.len() > 1 || args.product.len() > 1;
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
            if files.len() == 1 {
                output.problem(&say!(
                    en "this is a file of shared entries; build an assessment that uses it",
                    ar "هذا ملف عناصر مشتركة؛ ابنِ تقديرًا يستعمله"
                ));
                ending = worse(ending, Ending::CouldNotRun);
            }
            continue;
        }
        for made in documents(args, path, &checked, several, &mut taken) {
            match made {
                Ok(Made::Lost(findings)) => {
                    reporter.file(&path.to_string_lossy(), &findings, &mut output.stderr())?;
                    ending = worse(ending, Ending::Findings);
                }
                Ok(Made::Refused(findings)) => {
                    reporter.file(&path.to_string_lossy(), &findings, &mut output.stderr())?;
                    ending = Ending::CouldNotRun;
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
    /// What is wrong with the house file, or is in the model and did not reach the brief; nothing
    /// was written.
    Lost(Vec<Diagnostic>),
    /// What is wrong with the templates; nothing was written.
    Refused(Vec<Diagnostic>),
}

/// Builds every product of one assessment that is asked for.
fn documents(
    args: &Build,
    path: &Path,
    checked: &Checked,
    several: bool,
    taken: &mut HashSet<PathBuf>,
) -> Vec<Result<Made, Say>> {
    let Some(project) = &checked.project else {
        return Vec::new();
    };
    let errors = products::errors(project);
    if products::unusable(&errors) {
        return vec![Ok(Made::Refused(errors))];
    }
    if !errors.is_empty() {
        return vec![Ok(Made::Lost(errors))];
    }
    let templates = Templates::of(&project.belongings);
    let chosen = match products::chosen(&args.product, &templates, args.to.medium()) {
        Ok(chosen) => chosen,
        Err(problem) => return vec![Err(problem)],
    };
    let Some(case) = &checked.case else {
        return Vec::new();
    };
    let langs = match languages(args, path, case) {
        Ok(langs) => langs,
        Err(problem) => return vec![Err(problem)],
    };
    let several = several || langs.len() > 1;
    let mut made = Vec::new();
    for name in chosen {
        let product = Product {
            templates: &templates,
            name,
        };
        for langs in &langs {
            made.push(build(args, path, checked, (product, langs), several, taken));
        }
    }
    made
}

/// The languages of each document that is made of an assessment: one, or two face to face.
fn languages(args: &Build, path: &Path, case: &Case) -> Result<Vec<Vec<Lang>>, Say> {
    let written = &case.model.languages;
    let asked: Vec<Lang> = args.lang.iter().copied().map(Lang::from).collect();
    let langs = facing::languages(written, &asked);
    if let Some(lang) = langs.iter().find(|lang| !written.contains(**lang)) {
        let (shown, key) = (path.display(), lang.as_str());
        return Err(say!(
            en "{shown} is not written in `{key}`; its `languages` say otherwise",
            ar "{shown} غير مكتوب باللغة `{key}` بحسب المفتاح `languages` فيه"
        ));
    }
    Ok(match args.to {
        // These have no facing pages, so each language is a file.
        Target::Html | Target::Md => langs.into_iter().map(|lang| vec![lang]).collect(),
        Target::Pdf | Target::Png | Target::Typst => vec![langs],
    })
}

/// Builds one product of one assessment, and names what was written.
///
/// `taken` holds what this run has written: two documents never share a file.
fn build(
    args: &Build,
    path: &Path,
    checked: &Checked,
    (product, langs): (Product<'_>, &[Lang]),
    several: bool,
    taken: &mut HashSet<PathBuf>,
) -> Result<Made, Say> {
    let (Some(case), Some(project)) = (&checked.case, &checked.project) else {
        return Ok(Made::Files(Vec::new()));
    };
    let target = Goal::new(args, path, product.name, langs, several)?;
    match super::pages::written(args.to, case, project, langs, product) {
        Ok(None) => {}
        Ok(Some(page)) => {
            return target.sole(taken, path).and_then(|()| {
                target
                    .write(&target.path, page.as_bytes())
                    .map(|name| Made::Files(vec![name]))
            });
        }
        Err(findings) => return Ok(Made::Refused(findings)),
    }
    let composition = match products::composed(case, project, langs, product) {
        Ok(composition) => composition,
        Err(findings) => return Ok(Made::Refused(findings)),
    };
    let refused = |fault: &typeset::Fault| {
        Ok(Made::Refused(products::refused(
            fault,
            &composition,
            case,
            project,
            product,
        )))
    };
    target.sole(taken, path)?;
    if args.to == Target::Typst {
        return target.write_typst(&composition).map(Made::Files);
    }
    let passes = if args.no_passes {
        Passes::none(composition.lang)
    } else {
        Passes::of(&project.house, composition.lang)
            .sparing(case)
            .of_sides(composition.sides.len())
    };
    let brief = match typeset::typeset(&composition, case.model.id.as_str(), passes) {
        Ok(brief) => brief,
        Err(fault) => return refused(&fault),
    };
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
            let bytes = match brief.pdf(source_date_epoch()?) {
                Ok(bytes) => bytes,
                Err(fault) => return refused(&fault),
            };
            if wanted.is_empty() {
                return target
                    .write(&target.path, &bytes)
                    .map(|name| Made::Files(vec![name]));
            }
            let pages = pdf::pages(&bytes).map_err(|error| {
                let Say { ar, en } = error;
                say!(
                    en "the PDF cannot be read back: {en}",
                    ar "تعذّرت قراءة ملف PDF بعد كتابته: {ar}"
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
            let pages = match brief.png(PNG_SCALE) {
                Ok(pages) => pages,
                Err(fault) => return refused(&fault),
            };
            (target.images(pages.len()).iter().zip(&pages))
                .map(|(path, bytes)| target.write(path, bytes))
                .collect::<Result<_, _>>()
                .map(Made::Files)
        }
    }
}

/// Where a build writes.
struct Goal {
    /// `name.ar`, or `name.ar-en`; a product other than the assessment has its name in it: `name.brief.ar`
    stem: String,
    /// The PDF, or the folder.
    path: PathBuf,
}

impl Goal {
    /// # Errors
    /// When one file is named for what will be several.
    fn new(
        args: &Build,
        source: &Path,
        product: &str,
        langs: &[Lang],
        several: bool,
    ) -> Result<Self, Say> {
        let name = source.file_stem().unwrap_or_default().to_string_lossy();
        let langs = facing::name(langs);
        let stem = match product {
            ASSESSMENT => format!("{name}.{langs}"),
            _ => format!("{name}.{product}.{langs}"),
        };
        let beside = source.parent().unwrap_or(Path::new(""));
        let ending = args.to.extension();
        if let Some(named) = args.output.as_ref().filter(|_| several) {
            let is_file = named.extension().is_some_and(|own| own == ending) && !named.is_dir();
            let shown = named.display();
            if is_file && !shown.to_string().ends_with(['/', '\\']) {
                return Err(say!(
                    en "`{shown}` is the name of one file, and more than one is to be written; name a folder, or leave `-o` out",
                    ar "`{shown}` اسم ملف واحد، والمطلوب كتابة أكثر من ملف؛ سمِّ مجلدًا أو دع `-o`"
                ));
            }
        }
        let path = match (&args.output, args.to) {
            (None, Target::Pdf | Target::Html | Target::Md) => {
                beside.join(format!("{stem}.{ending}"))
            }
            (None, Target::Typst) => beside.join(format!("{stem}.typst")),
            (None, Target::Png) => beside.to_path_buf(),
            (Some(output), Target::Pdf | Target::Html | Target::Md) => {
                let folder = several
                    || output.is_dir()
                    || output.as_os_str().to_string_lossy().ends_with(['/', '\\']);
                if folder {
                    output.join(format!("{stem}.{ending}"))
                } else {
                    output.clone()
                }
            }
            (Some(output), Target::Typst) if several => output.join(format!("{stem}.typst")),
            (Some(output), _) => output.clone(),
        };
        Ok(Self { stem, path })
    }

    /// The images of so many pages: the file that was named, or files in the folder; where there are
    /// more pages than one, with their numbers.
    fn images(&self, count: usize) -> Vec<PathBuf> {
        let named = self.path.extension().is_some_and(|own| own == "png") && !self.path.is_dir();
        let base = if named {
            self.path.with_extension("")
        } else {
            self.path.join(&self.stem)
        };
        let width = count.to_string().len();
        let image = |page: usize| {
            let mut name = base.clone().into_os_string();
            if count > 1 {
                name.push(format!("-{page:0width$}"));
            }
            name.push(".png");
            PathBuf::from(name)
        };
        (1..=count).map(image).collect()
    }

    /// That nothing of this run is written there already.
    fn sole(&self, taken: &mut HashSet<PathBuf>, source: &Path) -> Result<(), Say> {
        if taken.insert(self.path.join(&self.stem)) {
            return Ok(());
        }
        let (shown, stem) = (source.display(), &self.stem);
        Err(say!(
            en "{shown} would overwrite another brief of this run, which is called `{stem}` too; rename one of the two files",
            ar "{shown} سيحل محل وثيقة أخرى بُنيت الآن واسمها `{stem}` أيضًا؛ غيّر اسم أحد الملفين"
        ))
    }

    fn write(&self, path: &Path, bytes: &[u8]) -> Result<String, Say> {
        let shown = path.display();
        write::atomically(path, bytes)
            .map(|()| shown.to_string())
            .map_err(|error| unwritable(path, &error))
    }

    /// A folder that `typst compile --font-path fonts main.typ` turns into the same pages. With
    /// `--features a11y-extras` their tables have the same tags too.
    fn write_typst(&self, composition: &Composition) -> Result<Vec<String>, Say> {
        let folder = &self.path;
        for (path, bytes) in &composition.components.files {
            self.write(&folder.join(path), bytes)?;
        }
        for side in &composition.sides {
            let path = folder.join(facing::file(side.lang));
            self.write(&path, side.main.as_bytes())?;
        }
        for (name, bytes) in &composition.components.fonts {
            self.write(&folder.join("fonts").join(name), bytes)?;
        }
        for (name, bytes) in world::FONTS {
            self.write(&folder.join("fonts").join(name), bytes)?;
        }
        // Last, so that a folder with a main file is a whole one.
        self.write(&folder.join("main.typ"), composition.main.as_bytes())?;
        Ok(vec![folder.display().to_string()])
    }
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
