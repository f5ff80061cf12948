//! Of the cards that were in a wallet, how many were thrown out? (section 5.2 of the dictionary)

use std::collections::HashSet;

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::catalogue::saved_cards::shared::{cards_in_scope, held_at, owners};
use crate::metrics::dataset::View;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "card_removal_rate",
    unit: Unit::Share,
    family: "saved_cards",
    words: WORDS,
    reads: Reads::of(&[Kind::Cards]),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "of these, in no wallet at the end",
    den: "cards that were in a wallet at the start or saved in the period",
};

fn measure(view: &View<'_>) -> Figure {
    let (before, after) = (held_at(view, view.start), held_at(view, view.end));
    let signals = view.book.ledger.signals.iter();
    let saved_meanwhile: HashSet<u32> = signals
        .filter(|s| s.saved && view.covers(s.at))
        .map(|s| s.card)
        .collect();
    let were_held: Vec<u32> = cards_in_scope(view)
        .filter(|card| before[*card as usize].anywhere() || saved_meanwhile.contains(card))
        .collect();
    let gone = were_held
        .iter()
        .copied()
        .filter(|card| !after[*card as usize].anywhere());
    Figure::Ratio {
        num: owners(view, gone),
        den: owners(view, were_held.iter().copied()),
    }
}

const WORDS: Words = Words {
    en: Text {
        name: "Cards removed from the wallet",
        question: "Of the cards that were in a wallet, how many were thrown out?",
        formula: "Cards that are in no wallet at the end of the period, out of all that were in a wallet at its start or were saved \
                  during it.",
        caveat: "An early sign, before visits stop. But switching off automatic updates looks the same, and someone who removes the card \
                 stays a member.",
    },
    ar: Text {
        name: "البطاقات المُزالة من المحفظة",
        question: "من البطاقات التي كانت في محفظة، كم منها أُزيل؟",
        formula: "البطاقات التي ليست في أي محفظة في نهاية الفترة، من كل ما كان في محفظة في بدايتها أو حُفظ خلالها.",
        caveat: "إشارة مبكرة قبل أن تتوقف الزيارات؛ لكن إيقاف التحديث التلقائي يبدو مثلها، ومن يزيل بطاقته يبقى عضوًا.",
    },
    fa: Text {
        name: "کارت‌های برداشته‌شده از کیف پول",
        question: "از کارت‌هایی که در کیف پول بودند، چند تا بیرون انداخته شد؟",
        formula: "کارت‌هایی که در پایان دوره در هیچ کیف پولی نیستند، از میان همهٔ کارت‌هایی که در آغاز دوره در کیف پول بودند یا در دوره \
                  ذخیره شدند.",
        caveat: "نشانه‌ای زودهنگام است، پیش از آن‌که مراجعه‌ها کم شود؛ اما خاموش کردن به‌روزرسانی خودکار هم همین‌طور دیده می‌شود، و هر که \
                 کارت را بردارد عضو می‌ماند.",
    },
    tr: Text {
        name: "Cüzdandan çıkarılan kartlar",
        question: "Cüzdanda bulunan kartlardan kaçı çıkarıldı?",
        formula: "Dönem sonunda hiçbir cüzdanda olmayan kartların, dönem başında cüzdanda bulunan ya da dönemde cüzdana eklenen bütün \
                  kartlara oranı.",
        caveat: "Ziyaretler kesilmeden gelen erken bir işarettir; ama otomatik güncellemeyi kapatmak da aynı görünür, kartını çıkaran \
                 da üye kalır.",
    },
    uz: Text {
        name: "Hamyondan olib tashlangan kartalar",
        question: "Hamyonda boʻlgan kartalardan nechtasi olib tashlandi?",
        formula: "Davr oxirida hech bir hamyonda yoʻq kartalar, davr boshida hamyonda boʻlgan yoki davrda saqlangan barcha kartalarga \
                  nisbatan.",
        caveat: "Tashriflar toʻxtashidan oldingi erta belgi; lekin avtomatik yangilanishni oʻchirish ham shunday koʻrinadi va \
                 kartasini olib tashlagan kishi aʼzo boʻlib qoladi.",
    },
    id: Text {
        name: "Kartu yang dihapus dari dompet",
        question: "Dari kartu yang pernah ada di dompet, berapa yang dibuang?",
        formula: "Kartu yang tidak ada di dompet mana pun pada akhir periode, dari semua yang ada di dompet pada awalnya atau disimpan \
                  dalam periode ini.",
        caveat: "Tanda dini, sebelum kunjungan berhenti; tetapi mematikan pembaruan otomatis tampak sama, dan orang yang menghapus \
                 kartunya tetap anggota.",
    },
};
