//! How many stars do we get? (section 5.9 of the dictionary)

use serde_json::json;

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::dataset::View;
use crate::metrics::figure::{Figure, Parts, mean};

pub const METRIC: Definition = Definition {
    id: "review_rating_average",
    unit: Unit::Number,
    family: "referrals_reviews",
    words: WORDS,
    reads: Reads::of(&[Kind::Talk]),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "stars, added up",
    den: "reviews submitted in the period",
};

fn measure(view: &View<'_>) -> Figure {
    let ratings: Vec<f64> = view.reviews().map(|review| review.rating as f64).collect();
    let with = |stars: f64| ratings.iter().filter(|rating| **rating == stars).count();
    let value = json!({
        "value": mean(&ratings), "n": ratings.len(),
        "distribution": { "1": with(1.0), "2": with(2.0), "3": with(3.0), "4": with(4.0), "5": with(5.0) },
    });
    let stars: Parts = view
        .reviews()
        .map(|review| (review.person, review.rating))
        .collect();
    Figure::opened(
        value,
        stars,
        Parts::each(view.reviews().map(|review| review.person)),
    )
}

const WORDS: Words = Words {
    en: Text {
        name: "Average rating",
        question: "How many stars do we get?",
        formula: "The mean rating of the reviews that members submitted in the period, 1 to 5.",
        caveat: "Not everyone answers: read it with “Review requests answered”.",
    },
    ar: Text {
        name: "متوسط النجوم",
        question: "كم نجمة نحصل عليها؟",
        formula: "متوسط درجات التقييمات التي أرسلها الأعضاء في الفترة، من 1 إلى 5.",
        caveat: "من يجيبون ليسوا كل الناس؛ اقرأه مع «طلبات التقييم المُجابة».",
    },
    fa: Text {
        name: "میانگین ستاره‌ها",
        question: "چند ستاره می‌گیریم؟",
        formula: "میانگین امتیاز نظرهایی که عضوها در دوره فرستادند، از ۱ تا ۵.",
        caveat: "کسانی که پاسخ می‌دهند همهٔ مردم نیستند؛ آن را کنار «درخواست‌های نظر که پاسخ گرفت» بخوانید.",
    },
    tr: Text {
        name: "Ortalama yıldız",
        question: "Kaç yıldız alıyoruz?",
        formula: "Üyelerin dönemde gönderdiği yorumların ortalama puanı, 1 ile 5 arası.",
        caveat: "Yanıt verenler herkes değildir; “Yanıtlanan yorum istekleri” ile birlikte okuyun.",
    },
    uz: Text {
        name: "Oʻrtacha yulduz",
        question: "Nechta yulduz olyapmiz?",
        formula: "Aʼzolar davrda yuborgan sharhlarning oʻrtacha bahosi, 1 dan 5 gacha.",
        caveat: "Javob beradiganlar hamma emas; “Javob berilgan sharh soʻrovlari” bilan birga oʻqing.",
    },
    id: Text {
        name: "Rata-rata bintang",
        question: "Berapa bintang yang kita dapat?",
        formula: "Rata-rata nilai ulasan yang dikirim anggota dalam periode ini, 1 sampai 5.",
        caveat: "Yang menjawab bukan semua orang; bacalah bersama “Permintaan ulasan yang dijawab”.",
    },
};
