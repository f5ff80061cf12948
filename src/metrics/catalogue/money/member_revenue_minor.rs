//! How much did members spend? (section 5.7 of the dictionary)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::catalogue::money::shared::revenue;
use crate::metrics::dataset::View;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "member_revenue_minor",
    unit: Unit::Minor,
    family: "money",
    words: WORDS,
    reads: Reads::VISITS,
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "spent in the period",
    den: "",
};

fn measure(view: &View<'_>) -> Figure {
    Figure::Sum(revenue(view))
}

const WORDS: Words = Words {
    en: Text {
        name: "Members' spending",
        question: "How much did members spend?",
        formula: "The total amount of members' visits in the period.",
        caveat: "Visits without an amount are not included: check the amount coverage in “Data quality” first.",
    },
    ar: Text {
        name: "إنفاق الأعضاء",
        question: "كم أنفق الأعضاء؟",
        formula: "مجموع مبالغ زيارات الأعضاء في الفترة.",
        caveat: "الزيارات التي بلا مبلغ ليست فيه؛ انظر أولًا إلى تغطية المبالغ في «جودة البيانات».",
    },
    fa: Text {
        name: "خرید عضوها",
        question: "عضوها چقدر خرج کردند؟",
        formula: "جمع مبلغ مراجعه‌های عضوها در دوره.",
        caveat: "مراجعه‌های بی‌مبلغ در آن نیست؛ نخست پوشش مبلغ را در «کیفیت داده» ببینید.",
    },
    tr: Text {
        name: "Üyelerin harcaması",
        question: "Üyeler ne kadar harcadı?",
        formula: "Üyelerin dönemdeki ziyaretlerinin tutarları toplamı.",
        caveat: "Tutarı olmayan ziyaretler içinde yoktur; önce “Veri kalitesi” içindeki tutar kapsamına bakın.",
    },
    uz: Text {
        name: "Aʼzolar xaridi",
        question: "Aʼzolar qancha sarfladi?",
        formula: "Aʼzolarning davrdagi tashriflari summalari yigʻindisi.",
        caveat: "Summasi yoʻq tashriflar kirmaydi; avval “Maʼlumot sifati”dagi summa qamrovini koʻring.",
    },
    id: Text {
        name: "Belanja anggota",
        question: "Berapa banyak yang dibelanjakan anggota?",
        formula: "Jumlah nilai belanja dari kunjungan anggota dalam periode ini.",
        caveat: "Kunjungan tanpa nilai belanja tidak termasuk; lihat dulu cakupan nilai belanja pada “Mutu data”.",
    },
};
