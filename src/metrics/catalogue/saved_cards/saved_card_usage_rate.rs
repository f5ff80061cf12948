//! Of the saved cards, how many were used? (section 5.2 of the dictionary)

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::catalogue::saved_cards::shared::active_saved_cards;
use crate::metrics::dataset::View;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "saved_card_usage_rate",
    unit: Unit::Share,
    family: "saved_cards",
    words: WORDS,
    reads: Reads::of(&[Kind::Visits, Kind::Cards]),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "of these, with a visit on the card in the period",
    den: "cards in a wallet at the end of the period",
};

fn measure(view: &View<'_>) -> Figure {
    let (num, den) = active_saved_cards(view);
    Figure::Ratio { num, den }
}

const WORDS: Words = Words {
    en: Text {
        name: "Share of saved cards in use",
        question: "Of the saved cards, how many were used?",
        formula: "Cards in a wallet at the end of the period with at least one visit on that card in the period, out of all cards in a \
                  wallet at its end.",
        caveat: "",
    },
    ar: Text {
        name: "نسبة البطاقات المحفوظة المستخدمة",
        question: "من البطاقات المحفوظة، كم استُخدم؟",
        formula: "البطاقات الموجودة في محفظة في نهاية الفترة ولها زيارة واحدة على الأقل بتلك البطاقة في الفترة، من كل البطاقات \
                  الموجودة في محفظة في نهايتها.",
        caveat: "",
    },
    fa: Text {
        name: "سهم کارت‌های ذخیره‌شدهٔ در حال استفاده",
        question: "از کارت‌های ذخیره‌شده، چند تا به کار رفت؟",
        formula: "کارت‌هایی که در پایان دوره در کیف پول‌اند و در دوره دست‌کم یک مراجعه با همان کارت داشتند، از میان همهٔ کارت‌هایی که در \
                  پایان دوره در کیف پول‌اند.",
        caveat: "",
    },
    tr: Text {
        name: "Kullanılan cüzdan kartlarının payı",
        question: "Cüzdandaki kartların kaçı kullanıldı?",
        formula: "Dönem sonunda cüzdanda bulunan ve dönemde o kartla en az bir ziyareti olan kartların, dönem sonunda cüzdanda bulunan \
                  bütün kartlara oranı.",
        caveat: "",
    },
    uz: Text {
        name: "Ishlatilgan saqlangan kartalar ulushi",
        question: "Saqlangan kartalarning qanchasi ishlatildi?",
        formula: "Davr oxirida hamyonda turgan va davrda shu karta bilan kamida bitta tashrif boʻlgan kartalar, davr oxirida hamyonda \
                  turgan barcha kartalarga nisbatan.",
        caveat: "",
    },
    id: Text {
        name: "Porsi kartu tersimpan yang dipakai",
        question: "Dari kartu yang tersimpan, berapa yang dipakai?",
        formula: "Kartu yang ada di dompet pada akhir periode dengan setidaknya satu kunjungan memakai kartu itu dalam periode ini, \
                  dari semua kartu yang ada di dompet pada akhirnya.",
        caveat: "",
    },
};
