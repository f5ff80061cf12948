//! Did more or fewer people come than in the previous period? (section 5.6 of the dictionary)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::dataset::View;
use crate::metrics::figure::{Figure, Parts};

pub const METRIC: Definition = Definition {
    id: "customer_count_ratio",
    unit: Unit::Number,
    family: "keeping",
    words: WORDS,
    reads: Reads::VISITS.previous(1),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "came in the period",
    den: "came in the period before",
};

fn measure(view: &View<'_>) -> Figure {
    Figure::Ratio {
        num: Parts::each(view.visitors()),
        den: Parts::each(view.previous().visitors()),
    }
}

const WORDS: Words = Words {
    en: Text {
        name: "Customers compared with before",
        question: "Did more or fewer people come than in the previous period?",
        formula: "Members with a visit in this period, divided by members with a visit in the previous one.",
        caveat: "Not a retention rate: new customers can hide lost ones.",
    },
    ar: Text {
        name: "الزبائن مقارنة بما قبل",
        question: "هل جاء عدد أكبر أم أقل من الفترة السابقة؟",
        formula: "الأعضاء الذين لهم زيارة في هذه الفترة مقسومين على الأعضاء الذين لهم زيارة في السابقة.",
        caveat: "ليس معدل بقاء: الزبائن الجدد يخفون المفقودين فيه.",
    },
    fa: Text {
        name: "مشتری‌ها در برابر قبل",
        question: "بیشتر از دورهٔ قبل آمدند یا کمتر؟",
        formula: "عضوهایی که در این دوره مراجعه داشتند تقسیم بر عضوهایی که در دورهٔ قبل مراجعه داشتند.",
        caveat: "نرخ ماندگاری نیست: مشتری‌های تازه، از دست رفته‌ها را در آن پنهان می‌کنند.",
    },
    tr: Text {
        name: "Öncekine göre müşteriler",
        question: "Önceki döneme göre daha çok mu, daha az mı kişi geldi?",
        formula: "Bu dönemde ziyareti olan üye sayısının, önceki dönemde ziyareti olan üye sayısına bölümü.",
        caveat: "Elde tutma oranı değildir: yeni müşteriler kaybedilenleri gizler.",
    },
    uz: Text {
        name: "Mijozlar avvalgiga nisbatan",
        question: "Oldingi davrga qaraganda koʻproq kishi keldimi yoki kamroq?",
        formula: "Shu davrda tashrifi bor aʼzolar soni oldingi davrda tashrifi bor aʼzolar soniga boʻlinadi.",
        caveat: "Saqlab qolish darajasi emas: yangi mijozlar yoʻqotilganlarni yashiradi.",
    },
    id: Text {
        name: "Pelanggan dibanding sebelumnya",
        question: "Apakah yang datang lebih banyak atau lebih sedikit daripada periode sebelumnya?",
        formula: "Anggota dengan kunjungan dalam periode ini dibagi anggota dengan kunjungan dalam periode sebelumnya.",
        caveat: "Bukan tingkat bertahan: pelanggan baru menutupi yang hilang.",
    },
};
