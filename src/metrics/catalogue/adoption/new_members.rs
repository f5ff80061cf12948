//! How many people joined? (section 5.1 of the dictionary)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::dataset::View;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "new_members",
    unit: Unit::Count,
    family: "adoption",
    words: WORDS,
    reads: Reads::HEAD,
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Joined,
    num: "joined in the period",
    den: "",
};

fn measure(view: &View<'_>) -> Figure {
    Figure::People(view.joined())
}

const WORDS: Words = Words {
    en: Text {
        name: "New members",
        question: "How many people joined?",
        formula: "Members whose first card was issued in the period.",
        caveat: "Sign-ups alone prove nothing: read it with “Joiners who came back”.",
    },
    ar: Text {
        name: "الأعضاء الجدد",
        question: "كم شخصًا انضم؟",
        formula: "الأعضاء الذين صدرت بطاقتهم الأولى في الفترة.",
        caveat: "الانضمام وحده لا يثبت شيئًا: اقرأه مع «الأعضاء الجدد الذين عادوا».",
    },
    fa: Text {
        name: "عضوهای تازه",
        question: "چند نفر عضو شدند؟",
        formula: "عضوهایی که نخستین کارتشان در این دوره صادر شد.",
        caveat: "عضو شدن به‌تنهایی چیزی را ثابت نمی‌کند؛ آن را کنار «تازه‌واردهایی که برگشتند» بخوانید.",
    },
    tr: Text {
        name: "Yeni üyeler",
        question: "Kaç kişi üye oldu?",
        formula: "İlk kartı bu dönemde verilen üyeler.",
        caveat: "Üye sayısı tek başına bir şey kanıtlamaz: “Geri gelen yeni üyeler” ile birlikte okuyun.",
    },
    uz: Text {
        name: "Yangi aʼzolar",
        question: "Necha kishi aʼzo boʻldi?",
        formula: "Birinchi kartasi shu davrda berilgan aʼzolar.",
        caveat: "Aʼzo boʻlishning oʻzi hech narsani isbotlamaydi: “Qaytib kelgan yangi aʼzolar” bilan birga oʻqing.",
    },
    id: Text {
        name: "Anggota baru",
        question: "Berapa orang yang bergabung?",
        formula: "Anggota yang kartu pertamanya diterbitkan dalam periode ini.",
        caveat: "Pendaftaran saja tidak membuktikan apa-apa: bacalah bersama “Anggota baru yang kembali”.",
    },
};
