//! What has a member spent so far, on average? (section 5.7 of the dictionary)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::dataset::View;
use crate::metrics::figure::{Figure, Parts};

pub const METRIC: Definition = Definition {
    id: "clv_observed_minor",
    unit: Unit::Minor,
    family: "money",
    words: WORDS,
    reads: Reads::VISITS,
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "spent since joining, up to the end of the period",
    den: "everybody who had joined by the end",
};

fn measure(view: &View<'_>) -> Figure {
    let joined: Vec<u32> = view
        .book
        .scope()
        .filter(|(_, member)| member.joined_at < view.end)
        .map(|(person, _)| person)
        .collect();
    let ledger = view.book.ledger;
    let here = ledger.since..view.end;
    let visits = joined
        .iter()
        .flat_map(|person| view.book.visits_of(*person))
        .filter(|visit| here.contains(&visit.at));
    let spent = visits.filter_map(|visit| Some((visit.person, visit.amount?)));
    let marks = view.marks(joined.iter().copied());
    let before = ledger
        .brought
        .iter()
        .copied()
        .filter(|(person, _)| marks[*person as usize]);
    Figure::Ratio {
        num: spent.chain(before).collect(),
        den: Parts::each(joined.iter().copied()),
    }
}

const WORDS: Words = Words {
    en: Text {
        name: "Spent per member so far",
        question: "What has a member spent so far, on average?",
        formula: "The total amount of all visits before the end of the period, divided by everyone who had joined by then, including \
                  deleted members.",
        caveat: "A fact, but young programmes look poor.",
    },
    ar: Text {
        name: "إنفاق العضو حتى الآن",
        question: "كم أنفق العضو حتى الآن في المتوسط؟",
        formula: "مجموع مبالغ كل الزيارات قبل نهاية الفترة مقسومًا على كل من انضموا حتى ذلك الحين، بمن فيهم الأعضاء المحذوفون.",
        caveat: "حقيقة، لكن البرامج الناشئة تبدو فيه ضعيفة.",
    },
    fa: Text {
        name: "خرید هر عضو تا کنون",
        question: "هر عضو تا کنون به‌طور میانگین چقدر خرج کرده است؟",
        formula: "جمع مبلغ همهٔ مراجعه‌های پیش از پایان دوره تقسیم بر همهٔ کسانی که تا آن هنگام عضو شده بودند، با عضوهای حذف‌شده.",
        caveat: "واقعیت است، اما برنامه‌های جوان در آن کم‌رمق می‌نمایند.",
    },
    tr: Text {
        name: "Bugüne kadar üye başına harcama",
        question: "Bir üye bugüne kadar ortalama ne kadar harcadı?",
        formula: "Dönem sonundan önceki bütün ziyaretlerin tutarları toplamının, o ana kadar üye olmuş herkesin sayısına bölümü; \
                  silinen üyeler dâhil.",
        caveat: "Bir gerçektir, ama genç programlar zayıf görünür.",
    },
    uz: Text {
        name: "Hozirgacha bir aʼzo xaridi",
        question: "Bir aʼzo hozirgacha oʻrtacha qancha sarfladi?",
        formula: "Davr oxirigacha boʻlgan barcha tashriflar summalari yigʻindisi shu vaqtgacha aʼzo boʻlganlarning barchasi soniga \
                  boʻlinadi, oʻchirilgan aʼzolar ham kiradi.",
        caveat: "Bu fakt, lekin yosh dasturlar kambagʻal koʻrinadi.",
    },
    id: Text {
        name: "Belanja per anggota sejauh ini",
        question: "Berapa rata-rata belanja seorang anggota sejauh ini?",
        formula: "Jumlah nilai belanja dari semua kunjungan sebelum akhir periode dibagi semua yang sudah bergabung sampai saat itu, \
                  termasuk anggota yang dihapus.",
        caveat: "Ini fakta, tetapi program yang masih muda tampak lemah.",
    },
};
