//! Of the friends who opened an invitation, how many joined? (section 5.9 of the dictionary)

use std::collections::{HashMap, HashSet};

use crate::clock::Timestamp;
use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::dataset::View;
use crate::metrics::facts::records::Id;
use crate::metrics::figure::{Figure, Parts};

pub const METRIC: Definition = Definition {
    id: "referral_conversion_rate",
    unit: Unit::Share,
    family: "referrals_reviews",
    words: WORDS,
    reads: Reads::of(&[Kind::Talk]),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "of these, the visitor joined; by who invited",
    den: "visitors who opened an invitation; by who invited",
};

fn measure(view: &View<'_>) -> Figure {
    // By visitor, the first opening and whose invitation it was.
    let mut first_openings: HashMap<Id, (Timestamp, u32)> = HashMap::new();
    for invitation in view
        .book
        .ledger
        .invitations
        .iter()
        .filter(|invitation| view.covers(invitation.at))
    {
        if view.book.in_scope(invitation.inviter) {
            let opening = (invitation.at, invitation.inviter);
            let first = first_openings.entry(invitation.visitor).or_insert(opening);
            *first = opening.min(*first);
        }
    }
    let by_referral = view.book.ledger.cards.iter().filter(|card| {
        card.referrer
            .is_some_and(|person| view.book.in_scope(person))
    });
    let joined: HashSet<Id> = by_referral
        .filter(|card| card.issued_at < view.end)
        .filter_map(|card| {
            card.visitor.filter(|visitor| {
                first_openings
                    .get(visitor)
                    .is_some_and(|(first, _)| card.issued_at >= *first)
            })
        })
        .collect();
    Parts::counted(
        first_openings
            .iter()
            .map(|(visitor, (_, inviter))| (*inviter, joined.contains(visitor))),
    )
}

const WORDS: Words = Words {
    en: Text {
        name: "Invited friends who joined",
        question: "Of the friends who opened an invitation, how many joined?",
        formula: "Visitors who were issued a card by referral after opening a member's invitation in the period and before its end, \
                  out of all who opened one in the period.",
        caveat: "Counts browsers, not people.",
    },
    ar: Text {
        name: "الأصدقاء المدعوون الذين انضموا",
        question: "من الأصدقاء الذين فتحوا دعوة، كم انضم؟",
        formula: "الزوار الذين صدرت لهم بطاقة بالدعوة بعد فتح دعوة من عضو في الفترة وقبل نهايتها، من كل من فتحوا دعوة في الفترة.",
        caveat: "يحسب المتصفحات لا الأشخاص.",
    },
    fa: Text {
        name: "دوستان دعوت‌شده‌ای که عضو شدند",
        question: "از دوستانی که دعوت‌نامه را باز کردند، چند نفر عضو شدند؟",
        formula: "بازدیدکننده‌هایی که پس از باز کردن دعوت‌نامهٔ یک عضو در دوره و پیش از پایان آن، به معرفی کارت گرفتند، از میان همهٔ کسانی \
                  که در دوره دعوت‌نامه‌ای باز کردند.",
        caveat: "مرورگرها را می‌شمارد، نه آدم‌ها را.",
    },
    tr: Text {
        name: "Üye olan davetliler",
        question: "Daveti açan arkadaşlardan kaçı üye oldu?",
        formula: "Dönemde bir üyenin davetini açıp sonrasında ve dönem bitmeden tavsiyeyle kart alan ziyaretçilerin, dönemde davet \
                  açan bütün ziyaretçilere oranı.",
        caveat: "Kişileri değil tarayıcıları sayar.",
    },
    uz: Text {
        name: "Aʼzo boʻlgan taklif qilinganlar",
        question: "Taklifni ochgan doʻstlardan nechtasi aʼzo boʻldi?",
        formula: "Davrda aʼzoning taklifini ochib, shundan keyin va davr tugaguncha tavsiya bilan karta olganlar, davrda taklif ochgan \
                  barchaga nisbatan.",
        caveat: "Odamlarni emas, brauzerlarni sanaydi.",
    },
    id: Text {
        name: "Teman undangan yang bergabung",
        question: "Dari teman yang membuka undangan, berapa yang bergabung?",
        formula: "Pengunjung yang menerima kartu lewat ajakan setelah membuka undangan seorang anggota dalam periode ini dan sebelum \
                  akhirnya, dari semua yang membuka undangan dalam periode ini.",
        caveat: "Yang dihitung peramban, bukan orang.",
    },
};
