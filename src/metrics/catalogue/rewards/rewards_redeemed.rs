//! How many rewards were handed over? (section 5.5 of the dictionary)

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::dataset::View;
use crate::metrics::figure::{Figure, Parts};

pub const METRIC: Definition = Definition {
    id: "rewards_redeemed",
    unit: Unit::Count,
    family: "rewards",
    words: WORDS,
    reads: Reads::of(&[Kind::Rewards]),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "rewards handed over in the period",
    den: "",
};

fn measure(view: &View<'_>) -> Figure {
    Figure::Sum(Parts::each(
        view.redemptions().map(|redemption| redemption.person),
    ))
}

const WORDS: Words = Words {
    en: Text {
        name: "Rewards handed over",
        question: "How many rewards were handed over?",
        formula: "Redemptions in the period, not counting voided ones.",
        caveat: "",
    },
    ar: Text {
        name: "المكافآت المُسلَّمة",
        question: "كم مكافأة سُلِّمت؟",
        formula: "عمليات تسلُّم المكافآت في الفترة، دون الملغاة.",
        caveat: "",
    },
    fa: Text {
        name: "پاداش‌های تحویل‌شده",
        question: "چند پاداش تحویل داده شد؟",
        formula: "تحویل‌های پاداش در دوره، بدون تحویل‌های پس‌گرفته.",
        caveat: "",
    },
    tr: Text {
        name: "Teslim edilen ödüller",
        question: "Kaç ödül teslim edildi?",
        formula: "Dönemdeki ödül kullanımları, geri alınanlar hariç.",
        caveat: "",
    },
    uz: Text {
        name: "Topshirilgan mukofotlar",
        question: "Nechta mukofot topshirildi?",
        formula: "Davrdagi mukofot olishlar, bekor qilinganlarisiz.",
        caveat: "",
    },
    id: Text {
        name: "Hadiah yang diserahkan",
        question: "Berapa hadiah yang diserahkan?",
        formula: "Penukaran dalam periode ini, tanpa yang dibatalkan.",
        caveat: "",
    },
};
