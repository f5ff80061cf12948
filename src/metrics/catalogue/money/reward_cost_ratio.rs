//! For every 1.00 of repeat sales, how much did we give away in rewards? (section 5.7 of the dictionary)

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::catalogue::money::shared::{repeat_revenue, reward_cost};
use crate::metrics::dataset::View;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "reward_cost_ratio",
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
    den: "spent on later days than the first known one",
};

fn measure(view: &View<'_>) -> Figure {
    Figure::Ratio {
        num: reward_cost(view),
        den: repeat_revenue(view),
    }
}

const WORDS: Words = Words {
    en: Text {
        name: "Reward cost per repeat sale",
        question: "For every 1.00 of repeat sales, how much did we give away in rewards?",
        formula: "Cost of rewards, divided by repeat sales.",
        caveat: "Does not prove that the programme caused the sales.",
    },
    ar: Text {
        name: "تكلفة المكافآت من مبيعات العودات",
        question: "مقابل كل 1.00 من مبيعات العودات، كم أعطينا مكافآت؟",
        formula: "تكلفة المكافآت مقسومة على المبيعات من العودات.",
        caveat: "لا تثبت أن البرنامج سبّب المبيعات.",
    },
    fa: Text {
        name: "هزینهٔ پاداش در فروش دوباره",
        question: "به ازای هر ۱٫۰۰ فروش از برگشتن‌ها، چقدر پاداش دادیم؟",
        formula: "هزینهٔ پاداش‌ها تقسیم بر فروش از برگشتن‌ها.",
        caveat: "ثابت نمی‌کند که برنامه باعث این فروش شده است.",
    },
    tr: Text {
        name: "Geri geliş satışına düşen ödül maliyeti",
        question: "Geri gelişlerden gelen her 1,00 satış için ne kadar ödül verdik?",
        formula: "Ödüllerin maliyetinin geri gelişlerden satışa bölümü.",
        caveat: "Satışın sebebinin program olduğunu kanıtlamaz.",
    },
    uz: Text {
        name: "Qaytish savdosiga mukofot xarajati",
        question: "Qaytishlardan har 1,00 savdoga qancha mukofot berdik?",
        formula: "Mukofotlar xarajati qaytishlardan savdoga boʻlinadi.",
        caveat: "Savdoga dastur sabab boʻlganini isbotlamaydi.",
    },
    id: Text {
        name: "Biaya hadiah per penjualan ulang",
        question: "Untuk setiap 1,00 penjualan dari kunjungan ulang, berapa yang kita berikan sebagai hadiah?",
        formula: "Biaya hadiah dibagi penjualan dari kunjungan ulang.",
        caveat: "Tidak membuktikan bahwa program menyebabkan penjualan itu.",
    },
};
