//! What did the whole programme cost us? (section 5.7 of the dictionary)

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::catalogue::money::shared::programme_cost;
use crate::metrics::dataset::View;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "programme_cost_minor",
    unit: Unit::Minor,
    family: "money",
    words: WORDS,
    reads: Reads::of(&[Kind::Rewards]),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "cost of the rewards handed over, and costs of the whole shop",
    den: "",
};

fn measure(view: &View<'_>) -> Figure {
    Figure::Sum(programme_cost(view))
}

const WORDS: Words = Words {
    en: Text {
        name: "Cost of the programme",
        question: "What did the whole programme cost us?",
        formula: "Cost of rewards + other costs recorded in the period.",
        caveat: "Includes only costs that someone recorded.",
    },
    ar: Text {
        name: "تكلفة البرنامج",
        question: "كم كلّفنا البرنامج كله؟",
        formula: "تكلفة المكافآت + التكاليف الأخرى المسجلة في الفترة.",
        caveat: "لا يعرف إلا التكاليف التي سُجّلت.",
    },
    fa: Text {
        name: "هزینهٔ برنامه",
        question: "کل برنامه برای ما چقدر تمام شد؟",
        formula: "هزینهٔ پاداش‌ها + هزینه‌های دیگری که در دوره ثبت شد.",
        caveat: "فقط هزینه‌هایی را می‌داند که کسی ثبت کرده است.",
    },
    tr: Text {
        name: "Programın maliyeti",
        question: "Bütün program bize kaça mal oldu?",
        formula: "Ödüllerin maliyeti + dönemde kaydedilen diğer maliyetler.",
        caveat: "Yalnızca kaydedilen maliyetleri bilir.",
    },
    uz: Text {
        name: "Dastur xarajati",
        question: "Butun dastur bizga qanchaga tushdi?",
        formula: "Mukofotlar xarajati + davrda yozilgan boshqa xarajatlar.",
        caveat: "Faqat yozib qoʻyilgan xarajatlarni biladi.",
    },
    id: Text {
        name: "Biaya program",
        question: "Berapa biaya seluruh program bagi kita?",
        formula: "Biaya hadiah + biaya lain yang dicatat dalam periode ini.",
        caveat: "Hanya mengenal biaya yang dicatat.",
    },
};
