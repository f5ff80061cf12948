//! How many saved cards were really used? (section 5.2 of the dictionary)

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::catalogue::saved_cards::shared::active_saved_cards;
use crate::metrics::dataset::View;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "active_saved_cards",
    unit: Unit::Count,
    family: "saved_cards",
    words: WORDS,
    reads: Reads::of(&[Kind::Visits, Kind::Cards]),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "cards in a wallet at the end, with a visit in the period",
    den: "",
};

fn measure(view: &View<'_>) -> Figure {
    Figure::Sum(active_saved_cards(view).0)
}

const WORDS: Words = Words {
    en: Text {
        name: "Saved cards in use",
        question: "How many saved cards were really used?",
        formula: "Cards in a wallet at the end of the period with at least one visit on that card in the period.",
        caveat: "",
    },
    ar: Text {
        name: "البطاقات المحفوظة المستخدمة",
        question: "كم بطاقة محفوظة استُخدمت فعلًا؟",
        formula: "البطاقات الموجودة في محفظة في نهاية الفترة ولها زيارة واحدة على الأقل بتلك البطاقة في الفترة.",
        caveat: "",
    },
    fa: Text {
        name: "کارت‌های ذخیره‌شدهٔ در حال استفاده",
        question: "چند کارت ذخیره‌شده واقعاً به کار رفت؟",
        formula: "کارت‌هایی که در پایان دوره در کیف پول‌اند و در دوره دست‌کم یک مراجعه با همان کارت داشتند.",
        caveat: "",
    },
    tr: Text {
        name: "Kullanılan cüzdan kartları",
        question: "Cüzdandaki kartlardan kaçı gerçekten kullanıldı?",
        formula: "Dönem sonunda cüzdanda bulunan ve dönemde o kartla en az bir ziyareti olan kartlar.",
        caveat: "",
    },
    uz: Text {
        name: "Ishlatilgan saqlangan kartalar",
        question: "Saqlangan kartalardan nechtasi chindan ishlatildi?",
        formula: "Davr oxirida hamyonda turgan va davrda shu karta bilan kamida bitta tashrif boʻlgan kartalar.",
        caveat: "",
    },
    id: Text {
        name: "Kartu tersimpan yang dipakai",
        question: "Berapa kartu tersimpan yang benar-benar dipakai?",
        formula: "Kartu yang ada di dompet pada akhir periode dengan setidaknya satu kunjungan memakai kartu itu dalam periode ini.",
        caveat: "",
    },
};
