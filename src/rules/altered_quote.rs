use super::{Findings, rule};
use crate::diagnostic::{Diagnostic, Location, Say, say};
use crate::resolve::Case;
use crate::resolve::quotes::Quotation;
use crate::text::quote::{Difference, Fidelity};

rule! {
    /// A quotation has the words of its source.
    ///
    /// ## What it does
    /// Looks up in the archived text of its source every statement with
    /// `wording = "verbatim"`, and every quotation of three words or more («…», “…”) that a
    /// citation follows in its paragraph. It finds those that a passage of the text comes
    /// near to with words changed, left out, added or moved, and names the words.
    ///
    /// Another spelling is no alteration: ى for ي, ة for ه, hamza, vowel signs, tatweel,
    /// capital letters. Nor are punctuation and spacing, nor a quotation that begins behind a
    /// particle written on its first word. A quotation in another language than its source is
    /// a translation and is not looked up; nor is one whose source has no archive.
    /// `taqdir sources quotes` lists every quotation with how it stands to its source. What was done to a negation is `dropped-negation`; a quotation that nothing in
    /// the text comes near to is `absent-quote`.
    ///
    /// ## Why
    /// Quotation marks promise the reader the words as they stand. A changed word is
    /// somebody else's statement under the speaker's name.
    ///
    /// ## Example
    /// ```toml
    /// wording = "verbatim"
    /// text = "talks have ended between the two"     # the archive: "talks have begun …"
    /// ```
    ///
    /// ## Instead
    /// Quote word for word. Mark what you leave out with `…` and what you add with `[…]`; or
    /// say it in your own words, with `wording = "paraphrase"` or without the marks.
    pub(super) ALTERED_QUOTE = "altered-quote", Error, Some(check);
    ar r#"الاقتباس بألفاظ مصدره.

## ما تفعله
تبحث في النص المؤرشف للمصدر عن كل قول فيه `wording = "verbatim"`، وعن كل اقتباس من ثلاث كلمات فأكثر («…» أو “…”) يليه استشهاد في فقرته. وتكشف ما يقاربه موضع في النص مع كلمات غُيّرت أو حُذفت أو زيدت أو نُقلت، وتسمّي تلك الكلمات.

ولا يُعدّ اختلاف الإملاء تحريفًا: ى وي، وة وه، والهمزة، والتشكيل، والتطويل، والأحرف اللاتينية الكبيرة؛ ولا علامات الترقيم والمسافات، ولا ابتداء الاقتباس بعد حرف متصل بكلمته الأولى كالواو. والاقتباس بلغة غير لغة المصدر ترجمة لا يُبحث عنها، ولا يُبحث عما ليس لمصدره أرشيف. ويسرد `taqdir sources quotes` الاقتباسات كلها ومنزلة كل منها من مصدره. أما ما وقع على النفي فتكشفه `dropped-negation`، وما لا يقاربه شيء في النص فتكشفه `absent-quote`.

## لماذا
علامتا الاقتباس وعد للقارئ بأن الألفاظ كما وردت. والكلمة المغيّرة قول لغير القائل منسوب إليه.

## مثال
```toml
wording = "verbatim"
text = "انتهت المحادثات بين الطرفين"     # وفي الأرشيف: «بدأت المحادثات …»
```

## البديل
انقل اللفظ كما هو، وضع `…` مكان ما حذفت، و`[…]` حول ما زدت؛ أو عبّر بألفاظك مع `wording = "paraphrase"` أو دون علامتي الاقتباس."#
}

fn check(case: &Case, findings: &mut Findings<'_>) {
    for quotation in &case.quotes {
        let found = &quotation.found;
        if found.fidelity != Fidelity::Altered || found.negation().is_some() {
            continue;
        }
        let message = match found.differences.first() {
            Some(first) => departure(first),
            None => say!(
                en "the parts of this quotation stand in another order in its source",
                ar "أجزاء هذا الاقتباس مرتبة في مصدره على غير هذا الترتيب"
            ),
        };
        findings.add(place(case, quotation), message, |begun| {
            beside_source(case, quotation, begun, 1).help(say!(
                en "quote word for word, with `…` for what is left out and `[…]` around what is added; or write it as a paraphrase",
                ar "انقل اللفظ كما هو، وضع `…` مكان المحذوف و`[…]` حول المزيد؛ أو اكتبه بألفاظك لا اقتباسًا"
            ))
        });
    }
}

/// The part of the quotation that a finding is about.
pub(super) fn place(case: &Case, quotation: &Quotation) -> Location {
    case.within(&quotation.route, quotation.decisive())
}

/// What a difference is, in words.
pub(super) fn departure(difference: &Difference) -> Say {
    let (original, quoted) = (&difference.original, &difference.quoted);
    match (original.is_empty(), quoted.is_empty()) {
        (false, false) => say!(
            en "the source has `{original}` where this quotation has `{quoted}`",
            ar "في المصدر `{original}` وفي هذا الاقتباس `{quoted}`"
        ),
        (false, true) => say!(
            en "this quotation leaves out `{original}`, which stands in its source",
            ar "أُسقط من هذا الاقتباس `{original}` وهو وارد في مصدره"
        ),
        _ => say!(
            en "this quotation adds `{quoted}`, which does not stand in its source",
            ar "زيد في هذا الاقتباس `{quoted}` وليس في مصدره"
        ),
    }
}

/// Shows the passage of the source, and names the differences beyond those already told.
pub(super) fn beside_source(
    case: &Case,
    quotation: &Quotation,
    mut begun: Diagnostic,
    told: usize,
) -> Diagnostic {
    /// More than this many differences are named better by the passage itself.
    const MOST: usize = 4;
    for difference in quotation.found.differences.iter().skip(told).take(MOST) {
        begun = begun.help(departure(difference));
    }
    let archive = case
        .archives
        .get(quotation.archive)
        .and_then(|archive| archive.text.as_ref().ok());
    match (archive, &quotation.found.passage) {
        (Some(document), Some(passage)) => begun.related(
            Location::bytes(document, passage.clone())
                .label(say!(en "the source's words", ar "لفظ المصدر")),
        ),
        _ => begun,
    }
}
