//! Of the customers of the previous period, how many did not come in this one? (section 5.6 of the dictionary)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::dataset::View;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "churn_rate",
    unit: Unit::Share,
    family: "keeping",
    words: WORDS,
    reads: Reads::VISITS.previous(1),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::VisitorsBefore,
    num: "did not come in the period",
    den: "came in the period before",
};

fn measure(view: &View<'_>) -> Figure {
    let den = view.previous().visitors();
    Figure::Share {
        num: den
            .iter()
            .copied()
            .filter(|person| !view.has_visit(*person))
            .collect(),
        den,
    }
}

const WORDS: Words = Words {
    en: Text {
        name: "Customers lost",
        question: "Of the customers of the previous period, how many did not come in this one?",
        formula: "Members with a visit in the previous period and none in this one, out of all with a visit in the previous period. \
                  Deleted members count as lost.",
        caveat: "Choose a period at least three times the typical gap between visits.",
    },
    ar: Text {
        name: "الزبائن المفقودون",
        question: "من زبائن الفترة السابقة، كم لم يأتِ في هذه؟",
        formula: "الأعضاء الذين لهم زيارة في الفترة السابقة ولا زيارة لهم في هذه، من كل من لهم زيارة في الفترة السابقة. والأعضاء \
                  المحذوفون يُعدّون مفقودين.",
        caveat: "اختر فترة لا تقل عن ثلاثة أمثال الفاصل المعتاد بين الزيارات.",
    },
    fa: Text {
        name: "مشتری‌های از دست رفته",
        question: "از مشتری‌های دورهٔ قبل، چند نفر در این دوره نیامدند؟",
        formula: "عضوهایی که در دورهٔ قبل مراجعه داشتند و در این دوره نه، از میان همهٔ کسانی که در دورهٔ قبل مراجعه داشتند. عضوهای حذف‌شده \
                  از دست رفته به حساب می‌آیند.",
        caveat: "دوره‌ای انتخاب کنید که دست‌کم سه برابر فاصلهٔ معمول میان دو مراجعه باشد.",
    },
    tr: Text {
        name: "Kaybedilen müşteriler",
        question: "Önceki dönemin müşterilerinden kaçı bu dönemde gelmedi?",
        formula: "Önceki dönemde ziyareti olup bu dönemde olmayan üyelerin, önceki dönemde ziyareti olan bütün üyelere oranı. Silinen \
                  üyeler kaybedilmiş sayılır.",
        caveat: "Ziyaretler arasındaki alışılmış aranın en az üç katı uzunlukta bir dönem seçin.",
    },
    uz: Text {
        name: "Yoʻqotilgan mijozlar",
        question: "Oldingi davr mijozlaridan nechtasi shu davrda kelmadi?",
        formula: "Oldingi davrda tashrifi boʻlib, shu davrda tashrifi yoʻq aʼzolar, oldingi davrda tashrifi bor barcha aʼzolarga \
                  nisbatan. Oʻchirilgan aʼzolar yoʻqotilgan deb sanaladi.",
        caveat: "Tashriflar orasidagi odatdagi oraliqdan kamida uch baravar uzun davr tanlang.",
    },
    id: Text {
        name: "Pelanggan yang hilang",
        question: "Dari pelanggan periode sebelumnya, berapa yang tidak datang dalam periode ini?",
        formula: "Anggota dengan kunjungan dalam periode sebelumnya dan tanpa kunjungan dalam periode ini, dari semua yang berkunjung \
                  dalam periode sebelumnya. Anggota yang dihapus dihitung hilang.",
        caveat: "Pilih periode yang setidaknya tiga kali jarak biasa antarkunjungan.",
    },
};
