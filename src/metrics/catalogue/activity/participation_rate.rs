//! How many members did anything at all with the programme? (section 5.3 of the dictionary)

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::dataset::View;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "participation_rate",
    unit: Unit::Share,
    family: "activity",
    words: WORDS,
    reads: Reads::of(&[Kind::Visits, Kind::Rewards, Kind::Cards, Kind::Talk]),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::During,
    num: "a visit, a redemption, a review, a card saved or a friend brought in the period",
    den: "members at some time in the period",
};

fn measure(view: &View<'_>) -> Figure {
    let ledger = view.book.ledger;
    let saves = ledger
        .signals
        .iter()
        .filter(|signal| signal.saved && view.covers(signal.at));
    let savers = saves.map(|signal| ledger.cards[signal.card as usize].owner);
    let doers = view
        .redemptions()
        .map(|r| r.person)
        .chain(view.reviews().map(|r| r.person))
        .chain(savers)
        .chain(view.referrers());
    let marks = view.marks(doers);
    let den = view.members_during();
    let num = den
        .iter()
        .copied()
        .filter(|person| marks[*person as usize] || view.has_visit(*person))
        .collect();
    Figure::Share { num, den }
}

const WORDS: Words = Words {
    en: Text {
        name: "Members who took part",
        question: "How many members did anything at all with the programme?",
        formula: "Members with a visit, a redemption, a review, a card saved or a friend brought in the period, out of all who were \
                  members at some time in it.",
        caveat: "",
    },
    ar: Text {
        name: "الأعضاء الذين شاركوا",
        question: "كم عضوًا فعل أي شيء مع البرنامج؟",
        formula: "الأعضاء الذين لهم في الفترة زيارة أو تسلُّم مكافأة أو تقييم أو بطاقة حفظوها أو صديق جلبوه، من كل من كان عضوًا في وقت ما \
                  منها.",
        caveat: "",
    },
    fa: Text {
        name: "عضوهایی که کاری کردند",
        question: "چند عضو اصلاً کاری با برنامه کردند؟",
        formula: "عضوهایی که در دوره مراجعه، تحویل پاداش، نظر، ذخیرهٔ کارت یا آوردن یک دوست داشتند، از میان همهٔ کسانی که زمانی در این \
                  دوره عضو بودند.",
        caveat: "",
    },
    tr: Text {
        name: "Katılan üyeler",
        question: "Kaç üye programla herhangi bir şey yaptı?",
        formula: "Dönemde ziyareti, ödül kullanımı, yorumu, cüzdana eklediği kartı ya da getirdiği arkadaşı olan üyelerin, dönemin \
                  herhangi bir anında üye olan herkese oranı.",
        caveat: "",
    },
    uz: Text {
        name: "Qatnashgan aʼzolar",
        question: "Nechta aʼzo dastur bilan umuman biror ish qildi?",
        formula: "Davrda tashrifi, mukofot olishi, sharhi, saqlagan kartasi yoki olib kelgan doʻsti bor aʼzolar, davrning biror \
                  vaqtida aʼzo boʻlgan barchaga nisbatan.",
        caveat: "",
    },
    id: Text {
        name: "Anggota yang ikut serta",
        question: "Berapa anggota yang melakukan sesuatu dengan program ini?",
        formula: "Anggota dengan kunjungan, penukaran, ulasan, penyimpanan kartu, atau teman yang diajak dalam periode ini, dari semua \
                  yang pernah menjadi anggota di dalamnya.",
        caveat: "",
    },
};
