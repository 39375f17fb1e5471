//! The force field in numbers: drivers against obstacles.

use crate::diagnostic::{Say, say};
use crate::model::{Assessment, Factor, Weight};

/// The weights of one side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Side {
    /// The sum of its weights.
    pub sum: u32,
    /// What of it belongs to factors that work both ways.
    pub both: u32,
    /// How many factors it has.
    pub factors: usize,
    /// How many of them carry no weight, and so are not in the sum.
    pub unweighted: usize,
}

/// Drivers against obstacles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ForceField {
    /// What pushes towards the outcome.
    pub drivers: Side,
    /// What stands against it.
    pub obstacles: Side,
}

impl ForceField {
    /// Adds up the factors of an assessment.
    pub fn of(model: &Assessment) -> Self {
        Self {
            drivers: side(&model.driver),
            obstacles: side(&model.obstacle),
        }
    }

    /// The sums in a sentence.
    pub fn sentence(&self) -> Say {
        let (drivers, obstacles) = (self.drivers.words(), self.obstacles.words());
        let (en, other_en) = (drivers.en, obstacles.en);
        let (ar, other_ar) = (drivers.ar, obstacles.ar);
        say!(
            en "Sum of the weights (1 to 3 each): drivers {en}; obstacles {other_en}.",
            ar "مجموع الأوزان (من 1 إلى 3 لكل عامل): للمحفزات {ar}؛ وللعوائق {other_ar}."
        )
    }
}

impl Side {
    fn words(&self) -> Say {
        let (sum, both, bare) = (self.sum, self.both, self.unweighted);
        let mut said = say!(en "{sum}", ar "{sum}");
        if both > 0 {
            let more = if both == sum {
                say!(en " (all from factors that work both ways)", ar "، كلها لما يعمل في الاتجاهين")
            } else {
                say!(
                    en " ({both} from factors that work both ways)",
                    ar "، منها {both} لما يعمل في الاتجاهين"
                )
            };
            said.en.push_str(&more.en);
            said.ar.push_str(&more.ar);
        }
        if bare > 0 {
            let more = say!(
                en ", not counting {bare} without a weight",
                ar "، دون ما لا وزن له، وعدده {bare}"
            );
            said.en.push_str(&more.en);
            said.ar.push_str(&more.ar);
        }
        said
    }
}

/// What a weight counts: 1 to 3.
pub fn value(weight: Weight) -> u32 {
    match weight {
        Weight::Minor => 1,
        Weight::Moderate => 2,
        Weight::Major => 3,
    }
}

fn side(factors: &[Factor]) -> Side {
    let mut side = Side {
        factors: factors.len(),
        ..Side::default()
    };
    for factor in factors {
        match factor.weight {
            Some(weight) => {
                side.sum += value(weight);
                if factor.both_ways.is_some() {
                    side.both += value(weight);
                }
            }
            None => side.unweighted += 1,
        }
    }
    side
}
