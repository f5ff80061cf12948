//! Of the customers of this period, how many bought at least twice? (section 5.3 of the dictionary)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::dataset::View;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "repeat_purchase_rate",
    unit: Unit::Share,
    family: "activity",
    words: WORDS,
    reads: Reads::VISITS,
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Visitors,
    num: "came on two or more days of the period",
    den: "members with a visit in the period",
};

fn measure(view: &View<'_>) -> Figure {
    let den = view.visitors();
    let num = den
        .iter()
        .copied()
        .filter(|person| view.visit_days_of(*person).len() >= 2)
        .collect();
    Figure::Share { num, den }
}

const WORDS: Words = Words {
    en: Text {
        name: "Customers who bought twice",
        question: "Of the customers of this period, how many bought at least twice?",
        formula: "Members with two or more visit days in the period, out of all with at least one.",
        caveat: "",
    },
    ar: Text {
        name: "الزبائن الذين اشتروا مرتين",
        question: "من زبائن هذه الفترة، كم اشترى مرتين على الأقل؟",
        formula: "الأعضاء الذين لهم يوما زيارة أو أكثر في الفترة، من كل من لهم يوم واحد على الأقل.",
        caveat: "",
    },
    fa: Text {
        name: "مشتری‌هایی که دو بار خریدند",
        question: "از مشتری‌های این دوره، چند نفر دست‌کم دو بار خریدند؟",
        formula: "عضوهایی که در دوره دو روز مراجعه یا بیشتر داشتند، از میان همهٔ کسانی که دست‌کم یک روز داشتند.",
        caveat: "",
    },
    tr: Text {
        name: "İki kez alışveriş eden müşteriler",
        question: "Bu dönemin müşterilerinden kaçı en az iki kez alışveriş etti?",
        formula: "Dönemde iki ya da daha çok ziyaret günü olan üyelerin, en az bir ziyaret günü olan bütün üyelere oranı.",
        caveat: "",
    },
    uz: Text {
        name: "Ikki marta xarid qilgan mijozlar",
        question: "Shu davr mijozlaridan nechtasi kamida ikki marta xarid qildi?",
        formula: "Davrda ikki yoki undan koʻp tashrif kuni bor aʼzolar, kamida bitta tashrif kuni bor barcha aʼzolarga nisbatan.",
        caveat: "",
    },
    id: Text {
        name: "Pelanggan yang membeli dua kali",
        question: "Dari pelanggan periode ini, berapa yang membeli setidaknya dua kali?",
        formula: "Anggota dengan dua hari kunjungan atau lebih dalam periode ini, dari semua yang punya setidaknya satu.",
        caveat: "",
    },
};
