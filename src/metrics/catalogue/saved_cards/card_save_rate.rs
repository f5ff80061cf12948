//! Of the cards we issued, how many reached a wallet? (section 5.2 of the dictionary)

use std::collections::HashSet;

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::catalogue::saved_cards::shared::{cards_in_scope, owners};
use crate::metrics::dataset::View;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "card_save_rate",
    unit: Unit::Share,
    family: "saved_cards",
    words: WORDS,
    reads: Reads::of(&[Kind::Cards]),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "of these, saved to a wallet before the end",
    den: "cards issued in the period",
};

fn measure(view: &View<'_>) -> Figure {
    let cards = &view.book.ledger.cards;
    let issued: HashSet<u32> = cards_in_scope(view)
        .filter(|card| view.covers(cards[*card as usize].issued_at))
        .collect();
    let saved: HashSet<u32> = view
        .book
        .ledger
        .signals
        .iter()
        .filter(|signal| signal.saved && signal.at < view.end && issued.contains(&signal.card))
        .filter(|signal| signal.at >= cards[signal.card as usize].issued_at)
        .map(|signal| signal.card)
        .collect();
    Figure::Ratio {
        num: owners(view, saved),
        den: owners(view, issued),
    }
}

const WORDS: Words = Words {
    en: Text {
        name: "Issued cards that were saved",
        question: "Of the cards we issued, how many reached a wallet?",
        formula: "Cards issued in the period that were saved to a wallet before its end, out of all cards issued in the period.",
        caveat: "",
    },
    ar: Text {
        name: "البطاقات الصادرة التي حُفظت",
        question: "من البطاقات التي أصدرناها، كم وصل إلى محفظة؟",
        formula: "البطاقات الصادرة في الفترة التي حُفظت في محفظة قبل نهايتها، من كل البطاقات الصادرة في الفترة.",
        caveat: "",
    },
    fa: Text {
        name: "کارت‌های صادرشده‌ای که ذخیره شدند",
        question: "از کارت‌هایی که صادر کردیم، چند تا به کیف پول رسید؟",
        formula: "کارت‌های صادرشده در این دوره که پیش از پایان آن در کیف پول ذخیره شدند، از میان همهٔ کارت‌های صادرشده در این دوره.",
        caveat: "",
    },
    tr: Text {
        name: "Cüzdana eklenen kartlar",
        question: "Verdiğimiz kartlardan kaçı bir cüzdana ulaştı?",
        formula: "Bu dönemde verilip dönem bitmeden bir cüzdana eklenen kartların, bu dönemde verilen bütün kartlara oranı.",
        caveat: "",
    },
    uz: Text {
        name: "Hamyonga saqlangan kartalar",
        question: "Biz bergan kartalardan nechtasi hamyonga yetdi?",
        formula: "Shu davrda berilib, davr tugaguncha hamyonga saqlangan kartalar, shu davrda berilgan barcha kartalarga nisbatan.",
        caveat: "",
    },
    id: Text {
        name: "Kartu terbit yang disimpan",
        question: "Dari kartu yang kita terbitkan, berapa yang sampai ke dompet?",
        formula: "Kartu yang diterbitkan dalam periode ini dan disimpan ke dompet sebelum akhirnya, dari semua kartu yang diterbitkan \
                  dalam periode ini.",
        caveat: "",
    },
};
