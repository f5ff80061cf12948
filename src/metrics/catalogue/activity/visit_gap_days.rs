//! How many days pass between two visits? (section 5.3 of the dictionary)

use serde_json::json;

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::activity::shared::mean_gap;
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::dataset::View;
use crate::metrics::figure::{Figure, Parts, mean};

pub const METRIC: Definition = Definition {
    id: "visit_gap_days",
    unit: Unit::Days,
    family: "activity",
    words: WORDS,
    reads: Reads::VISITS,
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Visitors,
    num: "mean days between their visits, added up",
    den: "members with two or more visit days in the period",
};

fn measure(view: &View<'_>) -> Figure {
    let gap = |person: u32| Some((person, mean_gap(&view.visit_days_of(person))?));
    let (people, gaps): (Vec<u32>, Vec<f64>) = view
        .book
        .scope()
        .filter_map(|(person, _)| gap(person))
        .unzip();
    let value = json!({ "value": mean(&gaps), "n": gaps.len() });
    Figure::opened(
        value,
        people.iter().copied().zip(gaps).collect::<Parts<f64>>(),
        Parts::each(people.iter().copied()),
    )
}

const WORDS: Words = Words {
    en: Text {
        name: "Days between visits",
        question: "How many days pass between two visits?",
        formula: "For each member with two or more visit days in the period, the mean gap between one and the next; then the mean over \
                  these members, each counted equally.",
        caveat: "Leaves out members who did not come twice: read it with “Visit days per 30 days”.",
    },
    ar: Text {
        name: "الأيام بين زيارتين",
        question: "كم يومًا يمر بين زيارتين؟",
        formula: "لكل عضو له يوما زيارة أو أكثر في الفترة، متوسط الفاصل من يوم إلى الذي يليه؛ ثم المتوسط على هؤلاء الأعضاء بوزن متساوٍ \
                  لكل منهم.",
        caveat: "لا يرى من لم يأتوا مرتين؛ اقرأه مع «أيام الزيارة لكل 30 يومًا».",
    },
    fa: Text {
        name: "روزهای میان دو مراجعه",
        question: "میان دو مراجعه چند روز می‌گذرد؟",
        formula: "برای هر عضوی که در دوره دو روز مراجعه یا بیشتر دارد، میانگین فاصلهٔ هر روز تا روز بعدی؛ سپس میانگین این عددها، با وزن \
                  برابر برای هر عضو.",
        caveat: "کسانی را که دو بار نیامده‌اند نمی‌بیند؛ آن را کنار «روزهای مراجعه در ۳۰ روز» بخوانید.",
    },
    tr: Text {
        name: "İki ziyaret arası gün",
        question: "İki ziyaret arasında kaç gün geçiyor?",
        formula: "Dönemde iki ya da daha çok ziyaret günü olan her üye için bir günden sonrakine ortalama ara; sonra bu üyelerin \
                  ortalaması, her üye eşit ağırlıkla.",
        caveat: "İki kez gelmeyenleri görmez; “30 günde ziyaret günü” ile birlikte okuyun.",
    },
    uz: Text {
        name: "Ikki tashrif orasidagi kunlar",
        question: "Ikki tashrif orasida necha kun oʻtadi?",
        formula: "Davrda ikki yoki undan koʻp tashrif kuni bor har bir aʼzo uchun bir kundan keyingisigacha oʻrtacha oraliq; soʻng shu \
                  aʼzolar boʻyicha oʻrtacha, har biri teng vaznda.",
        caveat: "Ikki marta kelmaganlarni koʻrmaydi; “30 kunda tashrif kunlari” bilan birga oʻqing.",
    },
    id: Text {
        name: "Hari di antara kunjungan",
        question: "Berapa hari berlalu di antara dua kunjungan?",
        formula: "Untuk tiap anggota dengan dua hari kunjungan atau lebih dalam periode ini, rata-rata jarak dari satu hari ke hari \
                  berikutnya; lalu rata-rata dari semua anggota itu dengan bobot sama.",
        caveat: "Tidak melihat anggota yang tidak datang dua kali; bacalah bersama “Hari kunjungan per 30 hari”.",
    },
};
