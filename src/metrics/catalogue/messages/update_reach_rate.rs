//! Do pass updates reach iPhones? (section 5.10 of the dictionary)

use std::collections::HashMap;

use crate::clock::Timestamp;
use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::catalogue::messages::shared::messages;
use crate::metrics::dataset::View;
use crate::metrics::facts::records::Name;
use crate::metrics::figure::{Figure, Parts};

pub const METRIC: Definition = Definition {
    id: "update_reach_rate",
    unit: Unit::Share,
    family: "messages",
    words: WORDS,
    reads: Reads::of(&[Kind::Talk]),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "of these, fetched within 24 hours",
    den: "messages about Apple cards, older than 24 hours at the end",
};

const DAY_MS: i64 = 86_400_000;

fn measure(view: &View<'_>) -> Figure {
    let mut fetches: HashMap<Name, Vec<Timestamp>> = HashMap::new();
    for (card, at) in &view.book.ledger.fetches {
        fetches.entry(*card).or_default().push(*at);
    }
    let judged = messages(view).filter(|message| message.at < view.end.plus_ms(-DAY_MS));
    let fetched = |card, sent: Timestamp| {
        let a_day = sent..=sent.plus_ms(DAY_MS);
        fetches
            .get(&card)
            .is_some_and(|times| times.iter().any(|at| a_day.contains(at)))
    };
    Parts::counted(
        judged
            .filter_map(|message| Some((message.person, fetched(message.apple_card?, message.at)))),
    )
}

const WORDS: Words = Words {
    en: Text {
        name: "Updates fetched by iPhones",
        question: "Do pass updates reach iPhones?",
        formula: "Messages of the period to cards in Apple Wallet after which the pass was fetched within 24 hours, out of all that \
                  were sent more than 24 hours before its end.",
        caveat: "No such signal exists for Google: those messages are not counted at all.",
    },
    ar: Text {
        name: "التحديثات التي جلبتها هواتف آيفون",
        question: "هل تصل تحديثات البطاقات إلى هواتف آيفون؟",
        formula: "رسائل الفترة إلى بطاقات Apple Wallet التي جُلبت البطاقة بعدها خلال 24 ساعة، من كل ما أُرسل قبل نهاية الفترة بأكثر من \
                  24 ساعة.",
        caveat: "لا توجد إشارة كهذه لدى Google: تلك الرسائل لا تُحسب أصلًا.",
    },
    fa: Text {
        name: "به‌روزرسانی‌هایی که آیفون گرفت",
        question: "آیا به‌روزرسانی‌های کارت به آیفون‌ها می‌رسد؟",
        formula: "پیام‌های دوره به کارت‌های Apple Wallet که ظرف ۲۴ ساعت پس از آن کارت دریافت شد، از میان همهٔ آن‌هایی که بیش از ۲۴ ساعت \
                  پیش از پایان دوره فرستاده شد.",
        caveat: "گوگل چنین نشانه‌ای نمی‌دهد: آن پیام‌ها اصلاً شمرده نمی‌شوند.",
    },
    tr: Text {
        name: "iPhone’ların aldığı güncellemeler",
        question: "Kart güncellemeleri iPhone’lara ulaşıyor mu?",
        formula: "Dönemde Apple Wallet kartlarına gönderilen mesajlardan, ardından 24 saat içinde kartın indirildiklerinin, dönem \
                  bitiminden 24 saatten daha önce gönderilen bütün bu mesajlara oranı.",
        caveat: "Google’da böyle bir sinyal yoktur: o mesajlar hiç sayılmaz.",
    },
    uz: Text {
        name: "iPhone olgan yangilanishlar",
        question: "Karta yangilanishlari iPhonelarga yetadimi?",
        formula: "Davrda Apple Wallet kartalariga yuborilgan xabarlardan keyin 24 soat ichida karta yuklab olinganlari, davr \
                  tugashidan 24 soatdan koʻproq oldin yuborilgan barcha shunday xabarlarga nisbatan.",
        caveat: "Googleda bunday signal yoʻq: u xabarlar umuman sanalmaydi.",
    },
    id: Text {
        name: "Pembaruan yang diambil iPhone",
        question: "Apakah pembaruan kartu sampai ke iPhone?",
        formula: "Pesan dalam periode ini ke kartu di Apple Wallet yang setelahnya kartu diambil dalam 24 jam, dari semua yang dikirim \
                  lebih dari 24 jam sebelum akhir periode.",
        caveat: "Google tidak punya sinyal seperti itu: pesan ke sana sama sekali tidak dihitung.",
    },
};
