//! What is left of the sales from returns? (section 5.7 of the dictionary)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::catalogue::money::shared::repeat_margin;
use crate::metrics::dataset::View;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "repeat_margin_minor",
    unit: Unit::Minor,
    family: "money",
    words: WORDS,
    reads: Reads::VISITS,
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "margin on what was spent on later days than the first known one",
    den: "",
};

fn measure(view: &View<'_>) -> Figure {
    Figure::valued(repeat_margin(view))
}

const WORDS: Words = Words {
    en: Text {
        name: "Margin on repeat sales",
        question: "What is left of repeat sales?",
        formula: "Repeat sales × the gross margin in force at the end of the period.",
        caveat: "Empty while no margin is set.",
    },
    ar: Text {
        name: "هامش الربح من العودات",
        question: "ماذا يبقى من مبيعات العودات؟",
        formula: "المبيعات من العودات × هامش الربح الإجمالي الساري في نهاية الفترة.",
        caveat: "يبقى فارغًا ما لم يُسجَّل هامش الربح.",
    },
    fa: Text {
        name: "حاشیهٔ سود برگشتن‌ها",
        question: "از فروشِ برگشتن‌ها چه می‌ماند؟",
        formula: "فروش از برگشتن‌ها × حاشیهٔ سود ناخالصی که در پایان دوره برقرار است.",
        caveat: "تا حاشیهٔ سود ثبت نشده، خالی است.",
    },
    tr: Text {
        name: "Geri gelişlerin kâr marjı",
        question: "Geri gelişlerden yapılan satıştan ne kalıyor?",
        formula: "Geri gelişlerden satış × dönem sonunda geçerli brüt kâr marjı.",
        caveat: "Kâr marjı girilmedikçe boştur.",
    },
    uz: Text {
        name: "Qaytishlar marjasi",
        question: "Qaytishlardan savdodan nima qoladi?",
        formula: "Qaytishlardan savdo × davr oxirida amalda boʻlgan yalpi marja.",
        caveat: "Marja kiritilmaguncha boʻsh.",
    },
    id: Text {
        name: "Margin kunjungan ulang",
        question: "Apa yang tersisa dari penjualan kunjungan ulang?",
        formula: "Penjualan dari kunjungan ulang × margin kotor yang berlaku di akhir periode.",
        caveat: "Kosong selama margin belum diisi.",
    },
};
