//! A judgement is whole: four rules, one for each thing that may be missing.

use super::{Findings, rule};
use crate::diagnostic::{Say, say};
use crate::model::{Judgement, Kind};
use crate::resolve::Case;

rule! {
    /// A judgement names what it rests on.
    ///
    /// ## What it does
    /// Finds a `[[judgement]]` whose `basis` is missing or empty.
    ///
    /// ## Why
    /// A judgement without a ground is an opinion. The reader cannot weigh it, and nobody can
    /// tell which new fact would overturn it.
    ///
    /// ## Example
    /// ```toml
    /// [[judgement]]
    /// statement = "A merger is unlikely."
    /// ```
    ///
    /// ## Instead
    /// ```toml
    /// basis = ["mutual-defection", "leadership-rivalry"]
    /// ```
    pub(super) JUDGEMENT_WITHOUT_BASIS = "judgement-without-basis", Error, Some(basis);
    ar r#"الحكم يسمّي ما يقوم عليه.

## ما تفعله
تكشف كل `[[judgement]]` لا `basis` فيه أو كانت قائمته فارغة.

## لماذا
الحكم بلا أساس رأي؛ لا يستطيع القارئ وزنه، ولا يُعرف أي واقعة جديدة تنقضه.

## مثال
```toml
[[judgement]]
statement = "الاندماج مستبعد."
```

## البديل
```toml
basis = ["mutual-defection", "leadership-rivalry"]
```"#
}

rule! {
    /// A judgement says how likely it is.
    ///
    /// ## What it does
    /// Finds a `[[judgement]]` with neither `likelihood` nor `percent`.
    ///
    /// ## Why
    /// Each reader would put in a likelihood of their own, and the judgement can never be scored.
    ///
    /// ## Example
    /// ```toml
    /// [[judgement]]
    /// statement = "The two merge by the end of 2021."
    /// ```
    ///
    /// ## Instead
    /// ```toml
    /// likelihood = "very-unlikely"
    /// ```
    pub(super) JUDGEMENT_WITHOUT_LIKELIHOOD = "judgement-without-likelihood", Warning, Some(likelihood);
    ar r#"الحكم يبيّن احتماله.

## ما تفعله
تكشف كل `[[judgement]]` ليس فيه `likelihood` ولا `percent`.

## لماذا
يضع كل قارئ احتمالًا من عنده، ولا يُقاس الحكم بعد ذلك أبدًا.

## مثال
```toml
[[judgement]]
statement = "يندمج التنظيمان حتى نهاية 2021."
```

## البديل
```toml
likelihood = "very-unlikely"
```"#
}

rule! {
    /// A judgement says how sound its ground is.
    ///
    /// ## What it does
    /// Finds a `[[judgement]]` without `confidence`.
    ///
    /// ## Why
    /// A likelihood drawn from one rumour and one drawn from ten years of record look alike
    /// in print. The confidence is what tells them apart.
    ///
    /// ## Example
    /// ```toml
    /// [[judgement]]
    /// likelihood = "likely"
    /// ```
    ///
    /// ## Instead
    /// ```toml
    /// likelihood = "likely"
    /// confidence = "low"
    /// ```
    pub(super) JUDGEMENT_WITHOUT_CONFIDENCE = "judgement-without-confidence", Warning, Some(confidence);
    ar r#"الحكم يبيّن متانة أساسه.

## ما تفعله
تكشف كل `[[judgement]]` لا `confidence` فيه.

## لماذا
الاحتمال المأخوذ من شائعة والاحتمال المأخوذ من سجل عشر سنين يستويان في الطباعة، والثقة هي ما يفرّق بينهما.

## مثال
```toml
[[judgement]]
likelihood = "likely"
```

## البديل
```toml
likelihood = "likely"
confidence = "low"
```"#
}

rule! {
    /// A judgement says until when it can come true.
    ///
    /// ## What it does
    /// Finds a `[[judgement]]` without `horizon` in a file whose head has none either.
    ///
    /// ## Why
    /// What may come true at any time can never be wrong.
    ///
    /// ## Example
    /// ```toml
    /// [[judgement]]
    /// statement = "The two merge."
    /// ```
    ///
    /// ## Instead
    /// Give the horizon of this judgement, or one for all at the top of the file:
    /// ```toml
    /// horizon = 2021-12-31
    /// ```
    pub(super) JUDGEMENT_WITHOUT_HORIZON = "judgement-without-horizon", Warning, Some(horizon);
    ar r#"الحكم يبيّن أجل تحققه.

## ما تفعله
تكشف كل `[[judgement]]` لا `horizon` فيه، إذا لم يكن في رأس الملف أفق عام.

## لماذا
ما يمكن أن يتحقق في أي وقت لا يمكن أن يخطئ أبدًا.

## مثال
```toml
[[judgement]]
statement = "يندمج التنظيمان."
```

## البديل
اذكر أفق الحكم، أو أفقًا عامًّا في رأس الملف:
```toml
horizon = 2021-12-31
```"#
}

fn basis(case: &Case, findings: &mut Findings<'_>) {
    each(
        case,
        findings,
        |judgement| judgement.basis.is_empty(),
        |id| say!(en "the judgement `{id}` names nothing that it rests on", ar "الحكم `{id}` لا يسمّي ما يقوم عليه"),
        || {
            say!(
                en "add `basis = [\"…\"]` with the ids of the indicators, drivers and obstacles that carry it",
                ar "أضف `basis = [\"…\"]` وفيه معرّفات المؤشرات والمحفزات والعوائق التي تحمله"
            )
        },
    );
}

fn likelihood(case: &Case, findings: &mut Findings<'_>) {
    each(
        case,
        findings,
        |judgement| judgement.likelihood.is_none() && judgement.percent.is_none(),
        |id| say!(en "the judgement `{id}` does not say how likely it is", ar "الحكم `{id}` لا يبيّن احتماله"),
        || {
            say!(
                en "add `likelihood = \"…\"`, a term of the scale of the file",
                ar "أضف `likelihood = \"…\"` بلفظ من مقياس الملف"
            )
        },
    );
}

fn confidence(case: &Case, findings: &mut Findings<'_>) {
    each(
        case,
        findings,
        |judgement| judgement.confidence.is_none(),
        |id| say!(en "the judgement `{id}` does not say how sound its ground is", ar "الحكم `{id}` لا يبيّن مستوى الثقة"),
        || {
            say!(
                en "add `confidence = \"low\"`, `\"moderate\"` or `\"high\"`",
                ar "أضف `confidence = \"low\"` أو `\"moderate\"` أو `\"high\"`"
            )
        },
    );
}

fn horizon(case: &Case, findings: &mut Findings<'_>) {
    if case.model.horizon.is_some() {
        return;
    }
    each(
        case,
        findings,
        |judgement| judgement.horizon.is_none(),
        |id| say!(en "the judgement `{id}` does not say until when it can come true", ar "الحكم `{id}` بلا أفق"),
        || {
            say!(
                en "add `horizon = …` here, or at the top of the file for all judgements",
                ar "أضف `horizon = …` هنا، أو في رأس الملف لجميع الأحكام"
            )
        },
    );
}

fn each(
    case: &Case,
    findings: &mut Findings<'_>,
    lacks: impl Fn(&Judgement) -> bool,
    what: impl Fn(&str) -> Say,
    help: impl Fn() -> Say,
) {
    for (index, judgement) in case.model.judgement.iter().enumerate() {
        if lacks(judgement) {
            let place = case.at(&case.route(Kind::Judgement, index).key("id"));
            findings.add(place, what(judgement.id.as_str()), |found| {
                found.help(help())
            });
        }
    }
}
