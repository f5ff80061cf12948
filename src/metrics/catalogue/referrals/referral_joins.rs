//! How many members did members bring? (section 5.9 of the dictionary)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::catalogue::referrals::shared::referred;
use crate::metrics::dataset::View;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "referral_joins",
    unit: Unit::Count,
    family: "referrals_reviews",
    words: WORDS,
    reads: Reads::HEAD,
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "joined through another member",
    den: "",
};

fn measure(view: &View<'_>) -> Figure {
    let joined = referred(view).filter(|(_, member)| view.covers(member.joined_at));
    Figure::People(joined.map(|(person, _)| person).collect())
}

const WORDS: Words = Words {
    en: Text {
        name: "Members brought by members",
        question: "How many new members did members bring in?",
        formula: "Members who joined in the period and whose first card names another member as referrer.",
        caveat: "",
    },
    ar: Text {
        name: "أعضاء جلبهم أعضاء",
        question: "كم عضوًا جلب الأعضاء؟",
        formula: "من انضموا في الفترة وتذكر بطاقتهم الأولى عضوًا آخر بوصفه صاحب الدعوة.",
        caveat: "",
    },
    fa: Text {
        name: "عضوهایی که عضوها آوردند",
        question: "عضوها چند عضو آوردند؟",
        formula: "کسانی که در دوره عضو شدند و نخستین کارتشان عضو دیگری را معرف خود می‌نامد.",
        caveat: "",
    },
    tr: Text {
        name: "Üyelerin getirdiği üyeler",
        question: "Üyeler kaç üye getirdi?",
        formula: "Dönemde üye olan ve ilk kartında tavsiye eden olarak başka bir üyenin adı geçen üyeler.",
        caveat: "",
    },
    uz: Text {
        name: "Aʼzolar olib kelgan aʼzolar",
        question: "Aʼzolar nechta aʼzo olib keldi?",
        formula: "Davrda aʼzo boʻlgan va birinchi kartasida tavsiya qilgan deb boshqa aʼzo koʻrsatilgan aʼzolar.",
        caveat: "",
    },
    id: Text {
        name: "Anggota yang diajak anggota",
        question: "Berapa anggota yang dibawa oleh anggota?",
        formula: "Anggota yang bergabung dalam periode ini dan yang kartu pertamanya menyebut anggota lain sebagai pengajak.",
        caveat: "",
    },
};
