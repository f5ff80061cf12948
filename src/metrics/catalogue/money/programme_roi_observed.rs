//! What does each 1.00 spent on the programme bring? (section 5.7 of the dictionary)

use serde_json::json;

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::catalogue::money::shared::{margin_impact, programme_cost};
use crate::metrics::dataset::View;
use crate::metrics::figure::{Figure, quotient};

pub const METRIC: Definition = Definition {
    id: "programme_roi_observed",
    unit: Unit::Number,
    family: "money",
    words: WORDS,
    reads: Reads::of(&[Kind::Visits, Kind::Rewards]),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "margin on returns less the cost of rewards and of the whole shop",
    den: "cost of the rewards handed over, and costs of the whole shop",
};

fn measure(view: &View<'_>) -> Figure {
    let (impact, cost) = (margin_impact(view), programme_cost(view));
    let (impact, parts) = impact.unzip();
    let value = impact.and_then(|impact| quotient(impact, cost.sum() as f64));
    Figure::Table {
        value: json!({ "value": value, "num": impact, "den": cost.sum() }),
        num: parts,
        den: Some(cost.into()),
    }
}

const WORDS: Words = Words {
    en: Text {
        name: "Return on the programme",
        question: "What does each 1.00 spent on the programme bring in?",
        formula: "(Margin on repeat sales − cost of the programme), divided by cost of the programme.",
        caveat: "Assumes that every repeat visit is thanks to the programme: not causal, and usually far too high. Empty while no margin \
                 is set.",
    },
    ar: Text {
        name: "عائد البرنامج",
        question: "ماذا يجلب كل 1.00 أُنفق على البرنامج؟",
        formula: "(هامش الربح من مبيعات العودات − تكلفة البرنامج) مقسومًا على تكلفة البرنامج.",
        caveat: "لو كانت كل عودة بفضل البرنامج: لا يدل على السببية، وهو في العادة أعلى بكثير من الواقع. يبقى فارغًا ما لم يُسجَّل هامش \
                 الربح.",
    },
    fa: Text {
        name: "بازده برنامه",
        question: "هر ۱٫۰۰ که خرج برنامه شد چقدر می‌آورد؟",
        formula: "(حاشیهٔ سود فروش از برگشتن‌ها − هزینهٔ برنامه) تقسیم بر هزینهٔ برنامه.",
        caveat: "اگر همهٔ برگشتن‌ها از برکت برنامه می‌بود: رابطهٔ علّت و معلول نیست و بیشترِ وقت‌ها بسیار بالاتر از واقعیت است. تا حاشیهٔ سود \
                 ثبت نشده، خالی است.",
    },
    tr: Text {
        name: "Programın getirisi",
        question: "Programa harcanan her 1,00 ne getiriyor?",
        formula: "(Geri gelişlerden yapılan satışın kâr marjı − programın maliyeti) ÷ programın maliyeti.",
        caveat: "Her geri geliş program sayesinde olsaydı: neden-sonuç değildir ve çoğunlukla fazlasıyla yüksektir. Kâr marjı \
                 girilmedikçe boştur.",
    },
    uz: Text {
        name: "Dastur samarasi",
        question: "Dasturga sarflangan har 1,00 nima keltiradi?",
        formula: "(Qaytishlardan savdo marjasi − dastur xarajati) dastur xarajatiga boʻlinadi.",
        caveat: "Har bir qaytish dastur sharofati bilan boʻlganida: sabab-oqibat emas va odatda juda yuqori chiqadi. Marja \
                 kiritilmaguncha boʻsh.",
    },
    id: Text {
        name: "Imbal hasil program",
        question: "Apa hasil dari setiap 1,00 yang dikeluarkan untuk program?",
        formula: "(Margin dari penjualan kunjungan ulang − biaya program) dibagi biaya program.",
        caveat: "Seandainya setiap kunjungan ulang berkat program: bukan sebab-akibat, dan biasanya jauh terlalu tinggi. Kosong selama \
                 margin belum diisi.",
    },
};
