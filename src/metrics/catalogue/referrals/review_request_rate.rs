//! After how many visits did we ask? (section 5.9 of the dictionary)

use std::collections::HashSet;

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::dataset::View;
use crate::metrics::facts::records::Id;
use crate::metrics::figure::{Figure, Parts};

pub const METRIC: Definition = Definition {
    id: "review_request_rate",
    unit: Unit::Share,
    family: "referrals_reviews",
    words: WORDS,
    reads: Reads::of(&[Kind::Visits, Kind::Talk]),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "of these, followed by a request",
    den: "visits in the period",
};

fn measure(view: &View<'_>) -> Figure {
    let requests = view
        .book
        .ledger
        .requests
        .iter()
        .filter(|request| request.at < view.end);
    let asked: HashSet<Id> = requests.filter_map(|request| request.visit).collect();
    Parts::counted(
        view.visits()
            .map(|visit| (visit.person, asked.contains(&visit.id))),
    )
}

const WORDS: Words = Words {
    en: Text {
        name: "Visits with a review request",
        question: "After how many visits did we ask?",
        formula: "Visits in the period for which a review was requested before its end, out of all visits in it.",
        caveat: "",
    },
    ar: Text {
        name: "الزيارات التي طُلب تقييمها",
        question: "بعد كم زيارة سألنا؟",
        formula: "زيارات الفترة التي طُلب تقييمها قبل نهايتها، من كل زيارات الفترة.",
        caveat: "",
    },
    fa: Text {
        name: "مراجعه‌هایی که برایشان نظر خواستیم",
        question: "پس از چند مراجعه نظر خواستیم؟",
        formula: "مراجعه‌های دوره که پیش از پایان آن برایشان نظر خواسته شد، از میان همهٔ مراجعه‌های دوره.",
        caveat: "",
    },
    tr: Text {
        name: "Yorum istenen ziyaretler",
        question: "Kaç ziyaretten sonra sorduk?",
        formula: "Dönemdeki ziyaretlerden dönem bitmeden yorum istenenlerin, dönemdeki bütün ziyaretlere oranı.",
        caveat: "",
    },
    uz: Text {
        name: "Sharh soʻralgan tashriflar",
        question: "Nechta tashrifdan keyin soʻradik?",
        formula: "Davrdagi tashriflardan davr tugaguncha sharh soʻralganlari, davrdagi barcha tashriflarga nisbatan.",
        caveat: "",
    },
    id: Text {
        name: "Kunjungan yang dimintai ulasan",
        question: "Setelah berapa kunjungan kita bertanya?",
        formula: "Kunjungan dalam periode ini yang dimintai ulasan sebelum akhirnya, dari semua kunjungan di dalamnya.",
        caveat: "",
    },
};
