//! How much does a visit bring? (section 5.7 of the dictionary)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::catalogue::money::shared::revenue;
use crate::metrics::dataset::View;
use crate::metrics::figure::{Figure, Parts};

pub const METRIC: Definition = Definition {
    id: "average_spend_per_visit",
    unit: Unit::Minor,
    family: "money",
    words: WORDS,
    reads: Reads::VISITS,
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "spent in the period",
    den: "visits with an amount",
};

fn measure(view: &View<'_>) -> Figure {
    let with_amount = view.visits().filter(|visit| visit.amount.is_some());
    Figure::Ratio {
        num: revenue(view),
        den: Parts::each(with_amount.map(|visit| visit.person)),
    }
}

const WORDS: Words = Words {
    en: Text {
        name: "Spend per visit",
        question: "How much does a visit bring in?",
        formula: "The total amount of visits in the period, divided by the number of those visits that have an amount.",
        caveat: "",
    },
    ar: Text {
        name: "الإنفاق لكل زيارة",
        question: "كم تجلب الزيارة؟",
        formula: "مجموع مبالغ زيارات الفترة مقسومًا على زيارات الفترة التي لها مبلغ.",
        caveat: "",
    },
    fa: Text {
        name: "خرید در هر مراجعه",
        question: "هر مراجعه چقدر می‌آورد؟",
        formula: "جمع مبلغ مراجعه‌های دوره تقسیم بر مراجعه‌های دوره که مبلغ دارند.",
        caveat: "",
    },
    tr: Text {
        name: "Ziyaret başına harcama",
        question: "Bir ziyaret ne kadar getiriyor?",
        formula: "Dönemdeki ziyaretlerin tutarları toplamının, dönemde tutarı olan ziyaret sayısına bölümü.",
        caveat: "",
    },
    uz: Text {
        name: "Bir tashrifdagi xarid",
        question: "Bir tashrif qancha keltiradi?",
        formula: "Davrdagi tashriflar summalari yigʻindisi davrdagi summasi bor tashriflar soniga boʻlinadi.",
        caveat: "",
    },
    id: Text {
        name: "Belanja per kunjungan",
        question: "Berapa yang dihasilkan satu kunjungan?",
        formula: "Jumlah nilai belanja dari kunjungan dalam periode ini dibagi kunjungan di dalamnya yang punya nilai belanja.",
        caveat: "",
    },
};
