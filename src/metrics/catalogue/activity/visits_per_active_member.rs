//! How often did those come who came? (section 5.3 of the dictionary)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::dataset::View;
use crate::metrics::figure::{Figure, Parts};

pub const METRIC: Definition = Definition {
    id: "visits_per_active_member",
    unit: Unit::Number,
    family: "activity",
    words: WORDS,
    reads: Reads::VISITS,
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Visitors,
    num: "visits in the period",
    den: "members with a visit in the period",
};

fn measure(view: &View<'_>) -> Figure {
    Figure::Ratio {
        num: Parts::each(view.visits().map(|visit| visit.person)),
        den: Parts::each(view.visitors()),
    }
}

const WORDS: Words = Words {
    en: Text {
        name: "Visits per customer",
        question: "How often did the members who came visit?",
        formula: "Visits in the period, divided by members with at least one visit in it.",
        caveat: "Includes only members who still come; the fair frequency is “Visit days per 30 days”.",
    },
    ar: Text {
        name: "الزيارات لكل زبون",
        question: "كم مرة جاء من جاؤوا؟",
        formula: "زيارات الفترة مقسومة على الأعضاء الذين لهم زيارة واحدة على الأقل فيها.",
        caveat: "فيه فقط من ما زالوا يأتون؛ المقياس العادل هو «أيام الزيارة لكل 30 يومًا».",
    },
    fa: Text {
        name: "مراجعه برای هر مشتری",
        question: "آن‌ها که آمدند، چند بار آمدند؟",
        formula: "مراجعه‌های دوره تقسیم بر عضوهایی که دست‌کم یک مراجعه در آن داشتند.",
        caveat: "فقط کسانی در آن‌اند که هنوز می‌آیند؛ عدد منصفانه «روزهای مراجعه در ۳۰ روز» است.",
    },
    tr: Text {
        name: "Müşteri başına ziyaret",
        question: "Gelenler ne sıklıkta geldi?",
        formula: "Dönemdeki ziyaret sayısının, dönemde en az bir ziyareti olan üye sayısına bölümü.",
        caveat: "Yalnızca hâlâ gelenleri içerir; adil sıklık “30 günde ziyaret günü” sayısıdır.",
    },
    uz: Text {
        name: "Bir mijozga tashriflar",
        question: "Kelganlar qanchalik tez-tez keldi?",
        formula: "Davrdagi tashriflar soni davrda kamida bitta tashrifi bor aʼzolar soniga boʻlinadi.",
        caveat: "Faqat hali kelayotganlar bor; adolatli oʻlchov — “30 kunda tashrif kunlari”.",
    },
    id: Text {
        name: "Kunjungan per pelanggan",
        question: "Seberapa sering yang datang itu datang?",
        formula: "Kunjungan dalam periode ini dibagi anggota dengan setidaknya satu kunjungan di dalamnya.",
        caveat: "Hanya memuat yang masih datang; ukuran yang adil adalah “Hari kunjungan per 30 hari”.",
    },
};
