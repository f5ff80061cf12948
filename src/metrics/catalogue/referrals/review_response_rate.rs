//! Of those we asked, how many answered? (section 5.9 of the dictionary)

use std::collections::HashSet;

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::dataset::View;
use crate::metrics::facts::records::Id;
use crate::metrics::figure::{Figure, Parts};

pub const METRIC: Definition = Definition {
    id: "review_response_rate",
    unit: Unit::Share,
    family: "referrals_reviews",
    words: WORDS,
    reads: Reads::of(&[Kind::Talk]),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "of these, answered before the end",
    den: "requests sent in the period",
};

fn measure(view: &View<'_>) -> Figure {
    let reviews = view
        .book
        .ledger
        .reviews
        .iter()
        .filter(|review| review.at < view.end);
    let answered: HashSet<Id> = reviews.filter_map(|review| review.request).collect();
    let requests = view
        .book
        .ledger
        .requests
        .iter()
        .filter(|request| view.covers(request.at) && view.book.in_scope(request.person));
    Parts::counted(requests.map(|request| (request.person, answered.contains(&request.id))))
}

const WORDS: Words = Words {
    en: Text {
        name: "Review requests answered",
        question: "Of those we asked, how many answered?",
        formula: "Review requests of the period that were answered before its end, out of all review requests of the period.",
        caveat: "",
    },
    ar: Text {
        name: "طلبات التقييم المُجابة",
        question: "ممن سألناهم، كم أجاب؟",
        formula: "طلبات التقييم في الفترة التي أُجيب عنها قبل نهايتها، من كل طلبات التقييم في الفترة.",
        caveat: "",
    },
    fa: Text {
        name: "درخواست‌های نظر که پاسخ گرفت",
        question: "از کسانی که پرسیدیم، چند نفر پاسخ دادند؟",
        formula: "درخواست‌های نظر در دوره که پیش از پایان آن پاسخ گرفت، از میان همهٔ درخواست‌های نظر در دوره.",
        caveat: "",
    },
    tr: Text {
        name: "Yanıtlanan yorum istekleri",
        question: "Sorduklarımızdan kaçı yanıt verdi?",
        formula: "Dönemdeki yorum isteklerinden dönem bitmeden yanıtlananların, dönemdeki bütün yorum isteklerine oranı.",
        caveat: "",
    },
    uz: Text {
        name: "Javob berilgan sharh soʻrovlari",
        question: "Soʻraganlarimizdan nechtasi javob berdi?",
        formula: "Davrdagi sharh soʻrovlaridan davr tugaguncha javob berilganlari, davrdagi barcha sharh soʻrovlariga nisbatan.",
        caveat: "",
    },
    id: Text {
        name: "Permintaan ulasan yang dijawab",
        question: "Dari yang kita tanya, berapa yang menjawab?",
        formula: "Permintaan ulasan dalam periode ini yang dijawab sebelum akhirnya, dari semua permintaan ulasan dalam periode ini.",
        caveat: "",
    },
};
