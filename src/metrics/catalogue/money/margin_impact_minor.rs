//! Does the margin on returns pay for the programme? (section 5.7 of the dictionary)

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::catalogue::money::shared::margin_impact;
use crate::metrics::dataset::View;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "margin_impact_minor",
    unit: Unit::Minor,
    family: "money",
    words: WORDS,
    reads: Reads::of(&[Kind::Visits, Kind::Rewards]),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "margin on repeat sales less the cost of rewards and of the whole shop",
    den: "",
};

fn measure(view: &View<'_>) -> Figure {
    Figure::valued(margin_impact(view))
}

const WORDS: Words = Words {
    en: Text {
        name: "Margin after costs",
        question: "Does the margin on repeat sales pay for the programme?",
        formula: "Margin on repeat sales − cost of the programme.",
        caveat: "Assumes that every repeat visit is thanks to the programme: not causal. Empty while no margin is set.",
    },
    ar: Text {
        name: "هامش الربح بعد التكاليف",
        question: "هل يغطي هامش الربح من العودات تكلفة البرنامج؟",
        formula: "هامش الربح من مبيعات العودات − تكلفة البرنامج.",
        caveat: "لو كانت كل عودة بفضل البرنامج: لا يدل على السببية. يبقى فارغًا ما لم يُسجَّل هامش الربح.",
    },
    fa: Text {
        name: "حاشیهٔ سود پس از هزینه",
        question: "آیا حاشیهٔ سودِ برگشتن‌ها خرج برنامه را درمی‌آورد؟",
        formula: "حاشیهٔ سود فروش از برگشتن‌ها − هزینهٔ برنامه.",
        caveat: "اگر همهٔ برگشتن‌ها از برکت برنامه می‌بود: رابطهٔ علّت و معلول نیست. تا حاشیهٔ سود ثبت نشده، خالی است.",
    },
    tr: Text {
        name: "Maliyetten sonra kâr marjı",
        question: "Geri gelişlerin kâr marjı programı karşılıyor mu?",
        formula: "Geri gelişlerden yapılan satışın kâr marjı − programın maliyeti.",
        caveat: "Her geri geliş program sayesinde olsaydı: neden-sonuç değildir. Kâr marjı girilmedikçe boştur.",
    },
    uz: Text {
        name: "Xarajatdan keyingi marja",
        question: "Qaytishlar marjasi dastur xarajatini qoplaydimi?",
        formula: "Qaytishlardan savdo marjasi − dastur xarajati.",
        caveat: "Har bir qaytish dastur sharofati bilan boʻlganida: sabab-oqibat emas. Marja kiritilmaguncha boʻsh.",
    },
    id: Text {
        name: "Margin setelah biaya",
        question: "Apakah margin kunjungan ulang menutup biaya program?",
        formula: "Margin dari penjualan kunjungan ulang − biaya program.",
        caveat: "Seandainya setiap kunjungan ulang berkat program: bukan sebab-akibat. Kosong selama margin belum diisi.",
    },
};
