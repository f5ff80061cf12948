//! How many messages did we send? (section 5.10 of the dictionary)

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::catalogue::messages::shared::messages;
use crate::metrics::dataset::View;
use crate::metrics::figure::{Figure, Parts};

pub const METRIC: Definition = Definition {
    id: "messages_sent",
    unit: Unit::Count,
    family: "messages",
    words: WORDS,
    reads: Reads::of(&[Kind::Talk]),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "messages sent in the period",
    den: "",
};

fn measure(view: &View<'_>) -> Figure {
    Figure::Sum(Parts::each(messages(view).map(|message| message.person)))
}

const WORDS: Words = Words {
    en: Text {
        name: "Messages sent",
        question: "How many messages did we send?",
        formula: "Messages and pass updates handed to the wallets in the period, to people who were members at that time.",
        caveat: "Says nothing about delivery: no wallet reports it.",
    },
    ar: Text {
        name: "الرسائل المرسلة",
        question: "كم رسالة أرسلنا؟",
        formula: "الرسائل وتحديثات البطاقات التي سُلِّمت إلى المحافظ في الفترة، لمن كانوا أعضاء حينها.",
        caveat: "لا يقول شيئًا عن الوصول: لا محفظة تُبلغ عنه.",
    },
    fa: Text {
        name: "پیام‌های فرستاده‌شده",
        question: "چند پیام فرستادیم؟",
        formula: "پیام‌ها و به‌روزرسانی‌های کارت که در دوره به کیف پول‌ها سپرده شد، برای کسانی که در آن هنگام عضو بودند.",
        caveat: "از رسیدن پیام چیزی نمی‌گوید: هیچ کیف پولی آن را خبر نمی‌دهد.",
    },
    tr: Text {
        name: "Gönderilen mesajlar",
        question: "Kaç mesaj gönderdik?",
        formula: "Dönemde cüzdanlara teslim edilen mesajlar ve kart güncellemeleri, o anda üye olanlara.",
        caveat: "Ulaşıp ulaşmadığını söylemez: hiçbir cüzdan bunu bildirmez.",
    },
    uz: Text {
        name: "Yuborilgan xabarlar",
        question: "Nechta xabar yubordik?",
        formula: "Davrda hamyonlarga topshirilgan xabarlar va karta yangilanishlari, oʻsha paytda aʼzo boʻlganlarga.",
        caveat: "Yetib borganini aytmaydi: buni hech bir hamyon xabar qilmaydi.",
    },
    id: Text {
        name: "Pesan yang dikirim",
        question: "Berapa pesan yang kita kirim?",
        formula: "Pesan dan pembaruan kartu yang diserahkan ke dompet dalam periode ini, kepada orang yang saat itu anggota.",
        caveat: "Tidak berkata apa-apa tentang sampainya pesan: tidak ada dompet yang melaporkannya.",
    },
};
