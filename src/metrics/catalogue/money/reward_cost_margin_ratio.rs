//! How much of the margin on returns do the rewards take? (section 5.7 of the dictionary)

use serde_json::json;

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::catalogue::money::shared::{repeat_margin, reward_cost};
use crate::metrics::dataset::View;
use crate::metrics::figure::{Figure, quotient};

pub const METRIC: Definition = Definition {
    id: "reward_cost_margin_ratio",
    unit: Unit::Share,
    family: "money",
    words: WORDS,
    reads: Reads::of(&[Kind::Visits, Kind::Rewards]),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "cost of the rewards handed over",
    den: "margin on what was spent on later days than the first known one",
};

fn measure(view: &View<'_>) -> Figure {
    let (cost, margin) = (reward_cost(view), repeat_margin(view));
    let (margin, parts) = margin.unzip();
    let value = margin.and_then(|margin| quotient(cost.sum() as f64, margin));
    Figure::Table {
        value: json!({ "value": value, "num": cost.sum(), "den": margin }),
        num: Some(cost.into()),
        den: parts,
    }
}

const WORDS: Words = Words {
    en: Text {
        name: "Reward cost as a share of margin",
        question: "How much of the margin on repeat sales do rewards take?",
        formula: "Cost of rewards, divided by the margin on repeat sales.",
        caveat: "Above 1, rewards cost more than the margin. Empty while no margin is set.",
    },
    ar: Text {
        name: "تكلفة المكافآت من هامش الربح",
        question: "كم تأخذ المكافآت من هامش الربح على العودات؟",
        formula: "تكلفة المكافآت مقسومة على هامش الربح من مبيعات العودات.",
        caveat: "فوق 1 تلتهم المكافآت هامش الربح. تبقى فارغة ما لم يُسجَّل هامش الربح.",
    },
    fa: Text {
        name: "هزینهٔ پاداش در حاشیهٔ سود",
        question: "پاداش‌ها چه سهمی از حاشیهٔ سودِ برگشتن‌ها را می‌برند؟",
        formula: "هزینهٔ پاداش‌ها تقسیم بر حاشیهٔ سود فروش از برگشتن‌ها.",
        caveat: "بالاتر از ۱، پاداش‌ها حاشیهٔ سود را می‌خورند. تا حاشیهٔ سود ثبت نشده، خالی است.",
    },
    tr: Text {
        name: "Kâr marjında ödül maliyeti",
        question: "Ödüller geri gelişlerin kâr marjının ne kadarını alıyor?",
        formula: "Ödüllerin maliyetinin geri gelişlerden yapılan satışın kâr marjına bölümü.",
        caveat: "1’in üzerinde ödüller kâr marjını yer. Kâr marjı girilmedikçe boştur.",
    },
    uz: Text {
        name: "Marjadagi mukofot xarajati",
        question: "Mukofotlar qaytishlar marjasining qanchasini oladi?",
        formula: "Mukofotlar xarajati qaytishlardan savdo marjasiga boʻlinadi.",
        caveat: "1 dan oshsa, mukofotlar marjani yeydi. Marja kiritilmaguncha boʻsh.",
    },
    id: Text {
        name: "Biaya hadiah dalam margin",
        question: "Berapa bagian margin kunjungan ulang yang dimakan hadiah?",
        formula: "Biaya hadiah dibagi margin dari penjualan kunjungan ulang.",
        caveat: "Di atas 1, hadiah menghabiskan margin. Kosong selama margin belum diisi.",
    },
};
