//! What did the rewards cost us? (section 5.7 of the dictionary)

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::catalogue::money::shared::reward_cost;
use crate::metrics::dataset::View;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "reward_cost_minor",
    unit: Unit::Minor,
    family: "money",
    words: WORDS,
    reads: Reads::of(&[Kind::Rewards]),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "cost of the rewards handed over",
    den: "",
};

fn measure(view: &View<'_>) -> Figure {
    Figure::Sum(reward_cost(view))
}

const WORDS: Words = Words {
    en: Text {
        name: "Cost of rewards",
        question: "What did the rewards cost us?",
        formula: "The total cost of redemptions in the period; one without a cost adds 0.",
        caveat: "What it cost the shop, not the menu price.",
    },
    ar: Text {
        name: "تكلفة المكافآت",
        question: "كم كلّفتنا المكافآت؟",
        formula: "مجموع تكاليف عمليات تسلُّم المكافآت في الفترة؛ وما ليست له تكلفة يضيف 0.",
        caveat: "ما كلّفه على المحل، لا السعر في القائمة.",
    },
    fa: Text {
        name: "هزینهٔ پاداش‌ها",
        question: "پاداش‌ها برای ما چقدر تمام شد؟",
        formula: "جمع هزینهٔ تحویل‌های پاداش در دوره؛ تحویلی که هزینه‌ای ندارد ۰ می‌افزاید.",
        caveat: "آنچه برای فروشگاه تمام شد، نه قیمت روی منو.",
    },
    tr: Text {
        name: "Ödüllerin maliyeti",
        question: "Ödüller bize kaça mal oldu?",
        formula: "Dönemdeki ödül kullanımlarının maliyetleri toplamı; maliyeti olmayan 0 ekler.",
        caveat: "Dükkâna maliyetidir, menüdeki fiyat değil.",
    },
    uz: Text {
        name: "Mukofotlar xarajati",
        question: "Mukofotlar bizga qanchaga tushdi?",
        formula: "Davrdagi mukofot olishlar xarajatlari yigʻindisi; xarajati yoʻgʻi 0 qoʻshadi.",
        caveat: "Doʻkonga tushgan narxi, menyudagi narx emas.",
    },
    id: Text {
        name: "Biaya hadiah",
        question: "Berapa biaya hadiah bagi kita?",
        formula: "Jumlah biaya penukaran dalam periode ini; penukaran tanpa biaya menambah 0.",
        caveat: "Biaya bagi toko, bukan harga di menu.",
    },
};
