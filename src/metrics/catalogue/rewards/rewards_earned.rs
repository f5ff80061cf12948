//! How many rewards did members earn? (section 5.5 of the dictionary)

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::dataset::View;
use crate::metrics::figure::{Figure, Parts};

pub const METRIC: Definition = Definition {
    id: "rewards_earned",
    unit: Unit::Count,
    family: "rewards",
    words: WORDS,
    reads: Reads::of(&[Kind::Rewards]),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "rewards earned in the period",
    den: "",
};

fn measure(view: &View<'_>) -> Figure {
    Figure::Sum(Parts::each(view.rewards().map(|reward| reward.person)))
}

const WORDS: Words = Words {
    en: Text {
        name: "Rewards earned",
        question: "How many rewards did members earn?",
        formula: "Rewards that members earned in the period, not counting revoked ones.",
        caveat: "",
    },
    ar: Text {
        name: "المكافآت المكتسبة",
        question: "كم مكافأة كسب الأعضاء؟",
        formula: "المكافآت التي كسبها الأعضاء في الفترة، دون المسحوبة.",
        caveat: "",
    },
    fa: Text {
        name: "پاداش‌های به‌دست‌آمده",
        question: "عضوها چند پاداش به دست آوردند؟",
        formula: "پاداش‌هایی که عضوها در دوره به دست آوردند، بدون پاداش‌های لغوشده.",
        caveat: "",
    },
    tr: Text {
        name: "Kazanılan ödüller",
        question: "Üyeler kaç ödül kazandı?",
        formula: "Üyelerin dönemde kazandığı ödüller, iptal edilenler hariç.",
        caveat: "",
    },
    uz: Text {
        name: "Qoʻlga kiritilgan mukofotlar",
        question: "Aʼzolar nechta mukofot qoʻlga kiritdi?",
        formula: "Aʼzolar davrda qoʻlga kiritgan mukofotlar, qaytarib olinganlarisiz.",
        caveat: "",
    },
    id: Text {
        name: "Hadiah yang diperoleh",
        question: "Berapa hadiah yang diperoleh anggota?",
        formula: "Hadiah yang diperoleh anggota dalam periode ini, tanpa yang dicabut.",
        caveat: "",
    },
};
