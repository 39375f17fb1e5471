//! Writes assessments of about 10 KB for measuring: `generate FOLDER [COUNT] [SEED]`.
//!
//! The same seed gives the same bytes. Every file is sound and its references lead somewhere,
//! so that a checker has to look at all of it.

use std::env;
use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Numbers by chance that anybody can repeat (SplitMix64).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end).unwrap_or(1).max(1);
        usize::try_from(self.next() % end).unwrap_or(0)
    }

    fn pick<'a, T: ?Sized>(&mut self, list: &[&'a T]) -> &'a T {
        list[self.below(list.len())]
    }
}

const ARABIC: [&[&str]; 3] = [
    &[
        "تتحرك المجموعة",
        "ينتقل المقاتلون",
        "تعلن القيادة موقفها",
        "تتراجع الموارد",
        "تتبدل الولاءات",
    ],
    &[
        "في المناطق الحدودية",
        "عبر الطرق القديمة",
        "بعد خسارة المقر",
        "في الأشهر الأخيرة",
        "داخل المدن الكبرى",
    ],
    &[
        "بحثًا عن ملاذ جديد",
        "طلبًا للتمويل",
        "خشية الانكشاف",
        "من غير إعلان",
        "تحت ضغط الحملات",
    ],
];

const ENGLISH: [&[&str]; 3] = [
    &[
        "The group moves",
        "Fighters cross over",
        "The leadership states its position",
        "Resources shrink",
        "Loyalties shift",
    ],
    &[
        "in the border regions",
        "along the old roads",
        "after the loss of its seat",
        "in recent months",
        "inside the large cities",
    ],
    &[
        "in search of a new refuge",
        "for want of money",
        "for fear of exposure",
        "without a declaration",
        "under the pressure of the campaigns",
    ],
];

/// Sentences in both languages, the last with a citation.
fn text(chance: &mut Chance, key: &str, sentences: usize, source: usize) -> String {
    let mut say = |words: &[&[&str]; 3], comma: &str| {
        let mut lines = Vec::new();
        for _ in 0..sentences {
            let parts: Vec<&str> = words.iter().map(|list| chance.pick(list)).collect();
            lines.push(parts.join(comma));
        }
        lines.join(".\n")
    };
    let (ar, en) = (say(&ARABIC, " "), say(&ENGLISH, " "));
    if sentences == 1 {
        return format!(
            "{key} = {{ ar = \"{ar} [@source-{source}].\", en = \"{en} [@source-{source}].\" }}\n"
        );
    }
    format!(
        "{key} = {{ ar = \"\"\"\n{ar} [@source-{source}].\n\"\"\", en = \"\"\"\n{en} [@source-{source}].\n\"\"\" }}\n"
    )
}

fn assessment(number: usize, chance: &mut Chance) -> String {
    const SOURCES: usize = 8;
    let year = 2012 + chance.below(6);
    let mut out = format!(
        "#:schema ./assessment.schema.json\nformat = 1\nid = \"generated-{number}\"\nlanguages = [\"ar\", \"en\"]\n\
         marking = \"TLP:CLEAR\"\nas_of = \"2018-11-22\"\nhorizon = \"2019-11-22\"\nscale = \"icd203\"\n\
         title = {{ ar = \"تقدير مولّد رقم {number}\", en = \"Generated assessment {number}\" }}\n\
         question = {{ ar = \"إلى أين تتجه العلاقة بين الطرفين؟\", en = \"Where is the relation of the two heading?\" }}\n"
    );
    out.push_str(&text(chance, "scope", 2, 0));
    out.push_str(&text(chance, "method", 2, 1));
    out.push_str(&text(chance, "summary", 3, 2));
    for index in 0..3 {
        let likelihood = chance.pick(&["unlikely", "likely", "very-likely", "roughly-even-chance"]);
        let confidence = chance.pick(&["low", "moderate", "high"]);
        out.push_str(&format!(
            "\n[[judgement]]\nid = \"judgement-{index}\"\nlikelihood = \"{likelihood}\"\nconfidence = \"{confidence}\"\n\
             basis = [\"indicator-{}\", \"driver-{index}\", \"obstacle-{index}\"]\nplace = \"place-{index}\"\n",
            index
        ));
        out.push_str(&text(chance, "statement", 1, index));
        out.push_str(&text(chance, "reasoning", 2, index + 1));
        out.push_str(&text(chance, "resolution", 1, index + 2));
    }
    for index in 0..3 {
        let status = chance.pick(&["observed", "emerging", "not-observed"]);
        let trend = chance.pick(&["rising", "steady", "falling"]);
        out.push_str(&format!(
            "\n[[indicator]]\nid = \"indicator-{index}\"\nname = {{ ar = \"مؤشر {index}\", en = \"Indicator {index}\" }}\n\
             status = \"{status}\"\ntrend = \"{trend}\"\nfirst_observed = \"{year}-0{}\"\ncredibility = {}\n\
             places = [\"place-{}\"]\nevidence = [\"source-{index}\"]\n",
            1 + chance.below(9),
            // 1 would ask for evidence from more than one origin.
            2 + chance.below(5),
            index % 3
        ));
        out.push_str(&text(chance, "claim", 1, index));
    }
    for (kind, ar, en) in [
        ("driver", "دافع", "Driver"),
        ("obstacle", "عائق", "Obstacle"),
    ] {
        for index in 0..3 {
            let weight = chance.pick(&["minor", "moderate", "major"]);
            out.push_str(&format!(
                "\n[[{kind}]]\nid = \"{kind}-{index}\"\nname = {{ ar = \"{ar} {index}\", en = \"{en} {index}\" }}\n\
                 weight = \"{weight}\"\nactors = [\"actor-{index}\"]\nevidence = [\"source-{}\"]\n",
                index + 3
            ));
            out.push_str(&text(chance, "claim", 1, index + 3));
            out.push_str(&text(chance, "mechanism", 1, index + 4));
        }
    }
    for index in 0..3 {
        let kind = chance.pick(&["group", "organisation", "current"]);
        out.push_str(&format!(
            "\n[[actor]]\nid = \"actor-{index}\"\nkind = \"{kind}\"\nname = {{ ar = \"فاعل {index}\", en = \"Actor {index}\" }}\n\
             \n[[place]]\nid = \"place-{index}\"\nname = {{ ar = \"مكان {index}\", en = \"Place {index}\" }}\n"
        ));
    }
    for index in 0..SOURCES {
        let kind = chance.pick(&["brief", "news", "analysis", "report"]);
        let reliability = chance.pick(&["A", "B", "C"]);
        out.push_str(&format!(
            "\n[[source]]\nid = \"source-{index}\"\nkind = \"{kind}\"\n\
             title = {{ ar = \"مصدر {index}\", en = \"Source {index}\" }}\npublished = \"{year}-0{}-1{}\"\n\
             url = \"https://example.org/{number}/{index}\"\nreliability = \"{reliability}\"\nlineage = \"first-hand\"\n",
            1 + chance.below(9),
            chance.below(10)
        ));
    }
    // Every source is cited, the last two here.
    out.push_str("\n[conclusion]\nar = \"انظر [@source-6; @source-7].\"\nen = \"See [@source-6; @source-7].\"\n");
    out
}

/// Assessments without end, the same for the same seed.
pub fn assessments(seed: u64) -> impl Iterator<Item = String> {
    let mut chance = Chance(seed);
    (0..).map(move |number| assessment(number, &mut chance))
}

fn main() -> io::Result<()> {
    let words: Vec<String> = env::args().skip(1).collect();
    let Some(folder) = words.first() else {
        return Err(io::Error::other("generate FOLDER [COUNT] [SEED]"));
    };
    let number = |at: usize, otherwise: u64| match words.get(at) {
        Some(word) => word.parse().map_err(io::Error::other),
        None => Ok(otherwise),
    };
    let (count, seed) = (number(1, 1000)?, number(2, 2018)?);
    fs::create_dir_all(folder)?;
    let mut bytes = 0;
    let count_of_files = usize::try_from(count).map_err(io::Error::other)?;
    for (index, text) in assessments(seed).take(count_of_files).enumerate() {
        bytes += text.len();
        fs::write(Path::new(folder).join(format!("{index:05}.toml")), text)?;
    }
    writeln!(io::stdout(), "{count} files, {bytes} bytes, seed {seed}")
}
