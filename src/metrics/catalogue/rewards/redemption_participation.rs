//! How many different members redeemed anything? (section 5.5 of the dictionary)

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::catalogue::rewards::shared::redeemers;
use crate::metrics::dataset::View;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "redemption_participation",
    unit: Unit::Count,
    family: "rewards",
    words: WORDS,
    reads: Reads::of(&[Kind::Rewards]),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::During,
    num: "redeemed a reward in the period",
    den: "",
};

fn measure(view: &View<'_>) -> Figure {
    Figure::People(redeemers(view))
}

const WORDS: Words = Words {
    en: Text {
        name: "Members who redeemed",
        question: "How many different members redeemed anything?",
        formula: "Members with at least one redemption in the period.",
        caveat: "",
    },
    ar: Text {
        name: "الأعضاء الذين تسلّموا مكافأة",
        question: "كم عضوًا مختلفًا تسلّم مكافأة؟",
        formula: "الأعضاء الذين لهم تسلُّم مكافأة واحد على الأقل في الفترة.",
        caveat: "",
    },
    fa: Text {
        name: "عضوهایی که پاداش گرفتند",
        question: "چند عضو مختلف پاداشی تحویل گرفتند؟",
        formula: "عضوهایی که در دوره دست‌کم یک تحویل پاداش داشتند.",
        caveat: "",
    },
    tr: Text {
        name: "Ödül kullanan üyeler",
        question: "Kaç farklı üye ödül kullandı?",
        formula: "Dönemde en az bir ödül kullanımı olan üyeler.",
        caveat: "",
    },
    uz: Text {
        name: "Mukofot olgan aʼzolar",
        question: "Nechta turli aʼzo mukofot oldi?",
        formula: "Davrda kamida bitta mukofot olishi bor aʼzolar.",
        caveat: "",
    },
    id: Text {
        name: "Anggota yang menukar",
        question: "Berapa anggota berbeda yang menukar sesuatu?",
        formula: "Anggota dengan setidaknya satu penukaran dalam periode ini.",
        caveat: "",
    },
};
