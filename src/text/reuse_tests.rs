//! Texts that share something, and texts that only seem to.

use super::*;
use proptest::prelude::*;

/// Reports about nothing, long enough to have a vocabulary of their own.
const PORT: &str = "أعلنت بلدية الميناء أن أعمال توسعة الرصيف الشرقي ستبدأ مطلع الخريف بعد تأخر دام عامين بسبب \
    خلاف على التعويضات. وقال المهندس المشرف إن الحفر سيجري ليلًا حتى لا تتعطل حركة القوارب، وإن الصيادين سينقلون \
    مراسيهم مؤقتًا إلى الخليج الصغير شمال المنارة. وطالب أصحاب المطاعم بجدول واضح للإغلاق قبل موسم السياحة.";
const SCHOOL: &str = "افتتحت مدرسة القرية مكتبتها الجديدة بحضور الأهالي والمعلمين، وتبرع متقاعد بألفي كتاب جمعها خلال \
    أربعين سنة من التدريس. وتضم القاعة ركنًا لقراءة الأطفال وآخر للمخطوطات التي عثر عليها في بيت قديم. وستفتح \
    المكتبة أبوابها مساء كل خميس لمن أراد الاستعارة.";
/// The port's second sentence, rewritten as a newsroom would.
const REWRITTEN: &str = "وفي سياق منفصل تستعد المدينة لموسم الأمطار. وذكر المهندس المشرف أن الحفر يجري ليلًا كي لا تتعطل \
    حركة الزوارق، وأن الصيادين سوف ينقلون المراسي مؤقتًا نحو الخليج الصغير شمالي المنارة القديمة. أما سوق الخضار \
    فسيبقى في مكانه إلى الربيع.";

fn pairs(texts: &[&str]) -> Vec<Pair> {
    Collection::new(texts.iter().copied()).pairs()
}

#[test]
fn a_reprint_with_other_spelling_and_noise_is_a_copy() {
    let reprint = format!(
        "أخبار متفرقة من الموقع {} اقرأ أيضًا موضوعات أخرى",
        PORT.replace('ى', "ي").replace('أ', "ا").replace('ة', "ه")
    );
    let found = pairs(&[PORT, &reprint, SCHOOL]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].likeness(), Likeness::Copy);
    assert!(found[0].of_first > 0.95, "{found:?}");
    assert!(found[0].of_second < found[0].of_first);
}

#[test]
fn a_rewritten_sentence_is_found_where_it_stands() {
    let found = pairs(&[PORT, SCHOOL, REWRITTEN]);
    assert_eq!(found.len(), 1, "{found:?}");
    let pair = &found[0];
    assert_eq!((pair.first, pair.second), (0, 2));
    assert_eq!(pair.likeness(), Likeness::Borrowed);
    assert_eq!(pair.passages.len(), 1);
    let passage = &pair.passages[0];
    assert!(PORT[passage.first.clone()].starts_with("المهندس"));
    assert!(PORT[passage.first.clone()].ends_with("المنارة"));
    assert!(REWRITTEN[passage.second.clone()].starts_with("المهندس"));
    assert!(!REWRITTEN[passage.second.clone()].contains("الخضار"));
}

#[test]
fn the_same_words_in_another_order_are_no_passage() {
    let mut shuffled: Vec<&str> = PORT.split_whitespace().collect();
    let length = shuffled.len();
    // A fixed shuffle: steps of 17 visit every word once, 17 being prime to the length.
    assert_ne!(length % 17, 0);
    shuffled = (0..length).map(|at| shuffled[at * 17 % length]).collect();
    assert_eq!(pairs(&[PORT, &shuffled.join(" ")]), []);
}

#[test]
fn names_and_set_phrases_are_no_passage() {
    let a = format!(
        "{PORT} وفي هذا السياق، قال المتحدث باسم وزارة الخارجية في مؤتمر صحفي إن الأمر قيد الدراسة. وأشار مراقبون \
         إلى خطر تنظيم الدولة الإسلامية في العراق والشام على أمن المنطقة. ومن ناحية أخرى، على الرغم من كل ما سبق، \
         التقى نائب الرئيس العراقي إياد علاوي وفدًا من التجار."
    );
    let b = format!(
        "قال المتحدث باسم وزارة الخارجية في مؤتمر صحفي إن الزيارة أُجلت. {SCHOOL} وفي هذا السياق، ومن ناحية أخرى، \
         على الرغم من كل ما سبق، كتب نائب الرئيس العراقي إياد علاوي مقدمة لكتاب عن نشأة تنظيم الدولة الإسلامية في \
         العراق والشام."
    );
    assert_eq!(pairs(&[&a, &b]), []);
    let english = [
        "According to a senior official who spoke on condition of anonymity, the harbour wall was finished in May.",
        "Bread is dearer, according to a senior official who spoke on condition of anonymity in another country.",
    ];
    assert_eq!(pairs(&english), []);
}

#[test]
fn an_english_clause_that_was_copied_is_found() {
    let found = pairs(&[
        "The old mill by the river burned down on Sunday night after lightning struck its wooden roof, and the \
         miller moved his family to the church. Prices rose.",
        "Villagers remember the summer when the old mill at the river burned down one Sunday after lightning \
         struck the wooden roof, and the miller took his family to the church.",
    ]);
    assert_eq!(found.len(), 1);
}

#[test]
fn texts_without_words_are_compared_to_nothing() {
    assert_eq!(pairs(&[]), []);
    assert_eq!(pairs(&["", "؟!", "من في على"]), []);
}

#[test]
fn a_word_of_the_statement_is_weighed_only_where_it_is_known() {
    let collection = Collection::new([PORT, SCHOOL]);
    assert_eq!(collection.overlap("zebra", PORT), None);
    assert!(
        collection
            .overlap("المنارة والرصيف", PORT)
            .is_some_and(|share| share > 0.99)
    );
    assert!(
        collection
            .overlap("المنارة والرصيف", SCHOOL)
            .is_some_and(|share| share < 0.01)
    );
}

proptest! {
    #[test]
    fn passages_lie_in_their_texts_and_shares_between_none_and_all(
        a in "([a-f]{2} ){0,60}", b in "([a-f]{2} ){0,60}", c in "\\PC{0,30}",
    ) {
        let texts = [a.as_str(), b.as_str(), c.as_str()];
        for pair in pairs(&texts) {
            for share in [pair.of_first, pair.of_second] {
                prop_assert!((0.0..=1.0 + 1e-9).contains(&share));
            }
            prop_assert!(!pair.passages.is_empty());
            for passage in &pair.passages {
                prop_assert!(passage.words >= LEAST_WORDS);
                prop_assert!(passage.score >= LEAST_SCORE);
                prop_assert!(texts[pair.first].get(passage.first.clone()).is_some());
                prop_assert!(texts[pair.second].get(passage.second.clone()).is_some());
            }
        }
    }
}
