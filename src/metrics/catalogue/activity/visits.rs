//! How many visits were there? (section 5.3 of the dictionary)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::dataset::View;
use crate::metrics::figure::{Figure, Parts};

pub const METRIC: Definition = Definition {
    id: "visits",
    unit: Unit::Count,
    family: "activity",
    words: WORDS,
    reads: Reads::VISITS,
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "visits in the period",
    den: "",
};

fn measure(view: &View<'_>) -> Figure {
    Figure::Sum(Parts::each(view.visits().map(|visit| visit.person)))
}

const WORDS: Words = Words {
    en: Text {
        name: "Visits",
        question: "How many visits were there?",
        formula: "Validated visits of members in the period, not counting voided ones.",
        caveat: "Imported visits after joining are not counted, otherwise each scan would count twice.",
    },
    ar: Text {
        name: "الزيارات",
        question: "كم زيارة حدثت؟",
        formula: "زيارات الأعضاء المؤكدة في الفترة، دون الملغاة.",
        caveat: "الزيارات المستوردة بعد الانضمام لا تُحسب، وإلا حُسبت كل عملية مسح مرتين.",
    },
    fa: Text {
        name: "مراجعه‌ها",
        question: "چند مراجعه بود؟",
        formula: "مراجعه‌های تأییدشدهٔ عضوها در دوره، بدون مراجعه‌های پس‌گرفته.",
        caveat: "مراجعه‌های واردشدهٔ پس از عضویت شمرده نمی‌شوند، وگرنه هر اسکن دو بار به حساب می‌آمد.",
    },
    tr: Text {
        name: "Ziyaretler",
        question: "Kaç ziyaret oldu?",
        formula: "Üyelerin dönemdeki onaylanmış ziyaretleri, geri alınanlar hariç.",
        caveat: "Üyelikten sonraki içe aktarılmış ziyaretler sayılmaz, yoksa her okutma iki kez sayılırdı.",
    },
    uz: Text {
        name: "Tashriflar",
        question: "Nechta tashrif boʻldi?",
        formula: "Aʼzolarning davrdagi tasdiqlangan tashriflari, bekor qilinganlarisiz.",
        caveat: "Aʼzo boʻlgandan keyin import qilingan tashriflar sanalmaydi, aks holda har bir skanerlash ikki marta sanalardi.",
    },
    id: Text {
        name: "Kunjungan",
        question: "Berapa banyak kunjungan yang terjadi?",
        formula: "Kunjungan anggota yang disahkan dalam periode ini, tanpa yang dibatalkan.",
        caveat: "Kunjungan yang diimpor setelah bergabung tidak dihitung, sebab jika tidak setiap pemindaian terhitung dua kali.",
    },
};
