//! Of the customers of the previous period, how many came again? (section 5.6 of the dictionary)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::dataset::View;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "customer_retention_rate",
    unit: Unit::Share,
    family: "keeping",
    words: WORDS,
    reads: Reads::VISITS.previous(1),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::VisitorsBefore,
    num: "came in the period as well",
    den: "came in the period before",
};

fn measure(view: &View<'_>) -> Figure {
    let den = view.previous().visitors();
    Figure::Share {
        num: den
            .iter()
            .copied()
            .filter(|person| view.has_visit(*person))
            .collect(),
        den,
    }
}

const WORDS: Words = Words {
    en: Text {
        name: "Customers kept",
        question: "Of the customers of the previous period, how many came again?",
        formula: "Members with a visit in both periods, out of all with a visit in the previous one.",
        caveat: "Choose a period at least three times the typical gap between visits.",
    },
    ar: Text {
        name: "الزبائن الباقون",
        question: "من زبائن الفترة السابقة، كم جاء ثانية؟",
        formula: "الأعضاء الذين لهم زيارة في الفترتين، من كل من لهم زيارة في الفترة السابقة.",
        caveat: "اختر فترة لا تقل عن ثلاثة أمثال الفاصل المعتاد بين الزيارات.",
    },
    fa: Text {
        name: "مشتری‌های ماندگار",
        question: "از مشتری‌های دورهٔ قبل، چند نفر دوباره آمدند؟",
        formula: "عضوهایی که در هر دو دوره مراجعه داشتند، از میان همهٔ کسانی که در دورهٔ قبل مراجعه داشتند.",
        caveat: "دوره‌ای انتخاب کنید که دست‌کم سه برابر فاصلهٔ معمول میان دو مراجعه باشد.",
    },
    tr: Text {
        name: "Elde tutulan müşteriler",
        question: "Önceki dönemin müşterilerinden kaçı yine geldi?",
        formula: "Her iki dönemde de ziyareti olan üyelerin, önceki dönemde ziyareti olan bütün üyelere oranı.",
        caveat: "Ziyaretler arasındaki alışılmış aranın en az üç katı uzunlukta bir dönem seçin.",
    },
    uz: Text {
        name: "Saqlab qolingan mijozlar",
        question: "Oldingi davr mijozlaridan nechtasi yana keldi?",
        formula: "Ikkala davrda ham tashrifi bor aʼzolar, oldingi davrda tashrifi bor barcha aʼzolarga nisbatan.",
        caveat: "Tashriflar orasidagi odatdagi oraliqdan kamida uch baravar uzun davr tanlang.",
    },
    id: Text {
        name: "Pelanggan yang bertahan",
        question: "Dari pelanggan periode sebelumnya, berapa yang datang lagi?",
        formula: "Anggota dengan kunjungan dalam kedua periode, dari semua yang berkunjung dalam periode sebelumnya.",
        caveat: "Pilih periode yang setidaknya tiga kali jarak biasa antarkunjungan.",
    },
};
