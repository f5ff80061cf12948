//! How much did returns bring? (section 5.7 of the dictionary)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::catalogue::money::shared::repeat_revenue;
use crate::metrics::dataset::View;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "repeat_revenue_minor",
    unit: Unit::Minor,
    family: "money",
    words: WORDS,
    reads: Reads::VISITS,
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "spent on later days than the first known one",
    den: "",
};

fn measure(view: &View<'_>) -> Figure {
    Figure::Sum(repeat_revenue(view))
}

const WORDS: Words = Words {
    en: Text {
        name: "Repeat sales",
        question: "How much did repeat visits bring in?",
        formula: "The total amount of members' visits in the period on a later day than the member's first known visit, before joining \
                  or after.",
        caveat: "Includes every repeat visit, even by people who always came.",
    },
    ar: Text {
        name: "المبيعات من العودات",
        question: "كم جلبت العودات؟",
        formula: "مجموع مبالغ زيارات الأعضاء في الفترة في يوم بعد أول زيارة معروفة للعضو، قبل الانضمام أو بعده.",
        caveat: "فيه كل عودة، حتى عودة من كانوا يأتون دائمًا.",
    },
    fa: Text {
        name: "فروش از برگشتن‌ها",
        question: "برگشتن‌ها چقدر آوردند؟",
        formula: "جمع مبلغ مراجعه‌های عضوها در دوره، در روزی پس از نخستین مراجعهٔ شناخته‌شدهٔ همان عضو، پیش یا پس از عضویت.",
        caveat: "همهٔ برگشتن‌ها در آن است، حتی از کسانی که همیشه می‌آمدند.",
    },
    tr: Text {
        name: "Geri gelişlerden satış",
        question: "Geri gelişler ne kadar getirdi?",
        formula: "Üyelerin dönemdeki ziyaretlerinden, o üyenin üyelikten önce ya da sonra bilinen ilk ziyaretinden daha geç bir \
                  gündekilerin tutarları toplamı.",
        caveat: "Her geri gelişi içerir, zaten hep gelenlerinkini de.",
    },
    uz: Text {
        name: "Qaytishlardan savdo",
        question: "Qaytishlar qancha keltirdi?",
        formula: "Aʼzolarning davrdagi, shu aʼzoning maʼlum birinchi tashrifidan (aʼzolikdan oldin yoki keyin) keyingi kunlardagi \
                  tashriflari summalari yigʻindisi.",
        caveat: "Har bir qaytish bor, doim kelib yurganlarniki ham.",
    },
    id: Text {
        name: "Penjualan dari kunjungan ulang",
        question: "Berapa yang dihasilkan kunjungan ulang?",
        formula: "Jumlah nilai belanja dari kunjungan anggota dalam periode ini pada hari setelah kunjungan pertama anggota itu yang \
                  diketahui, sebelum atau sesudah bergabung.",
        caveat: "Memuat setiap kunjungan ulang, juga dari orang yang memang selalu datang.",
    },
};
