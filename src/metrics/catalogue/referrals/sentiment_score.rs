//! Is the feedback good or bad on balance? (section 5.9 of the dictionary)

use serde_json::json;

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::dataset::View;
use crate::metrics::facts::Review;
use crate::metrics::figure::{Figure, Parts, quotient};

pub const METRIC: Definition = Definition {
    id: "sentiment_score",
    unit: Unit::Number,
    family: "referrals_reviews",
    words: WORDS,
    reads: Reads::of(&[Kind::Talk]),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "positive less negative reviews",
    den: "reviews submitted in the period",
};

fn measure(view: &View<'_>) -> Figure {
    let signs: Vec<i64> = view.reviews().map(sign).collect();
    let with = |wanted: i64| signs.iter().filter(|sign| **sign == wanted).count();
    let balance = signs.iter().sum::<i64>();
    let value = json!({
        "value": quotient(balance as f64, signs.len() as f64), "positive": with(1), "neutral": with(0), "negative": with(-1),
    });
    let balance: Parts = view
        .reviews()
        .map(|review| (review.person, sign(review)))
        .collect();
    Figure::opened(
        value,
        balance,
        Parts::each(view.reviews().map(|review| review.person)),
    )
}

/// The sign of a review: what its words were read as, else what its stars say.
fn sign(review: &Review) -> i64 {
    review.sentiment.unwrap_or(match review.rating {
        4.. => 1,
        3 => 0,
        _ => -1,
    })
}

const WORDS: Words = Words {
    en: Text {
        name: "Balance of reviews",
        question: "Is the feedback good or bad on balance?",
        formula: "(Positive − negative reviews), divided by all reviews submitted in the period, −1 to +1. If a review has no sentiment \
                  of its own, 4 or 5 stars count as positive, 1 or 2 as negative.",
        caveat: "Not everyone answers: read it with “Review requests answered”.",
    },
    ar: Text {
        name: "ميزان التقييمات",
        question: "هل الآراء في مجملها جيدة أم سيئة؟",
        formula: "(التقييمات الإيجابية − السلبية) مقسومة على كل التقييمات المرسلة في الفترة، من −1 إلى +1. وإذا لم يُسجَّل للتقييم انطباع \
                  خاص فالتقييم بـ4 نجوم أو 5 إيجابي، وبنجمة 1 أو 2 سلبي.",
        caveat: "من يجيبون ليسوا كل الناس؛ اقرأه مع «طلبات التقييم المُجابة».",
    },
    fa: Text {
        name: "برآیند نظرها",
        question: "نظرها روی هم خوب است یا بد؟",
        formula: "(نظرهای مثبت − منفی) تقسیم بر همهٔ نظرهای فرستاده‌شده در دوره، از −۱ تا +۱. اگر لحن نظر ثبت نشده باشد، ۴ یا ۵ ستاره \
                  مثبت است و ۱ یا ۲ ستاره منفی.",
        caveat: "کسانی که پاسخ می‌دهند همهٔ مردم نیستند؛ آن را کنار «درخواست‌های نظر که پاسخ گرفت» بخوانید.",
    },
    tr: Text {
        name: "Yorumların dengesi",
        question: "Geri bildirim genel olarak iyi mi, kötü mü?",
        formula: "(Olumlu − olumsuz yorumlar) ÷ dönemde gönderilen bütün yorumlar, −1 ile +1 arası. Kendi duygu kaydı yoksa 4 ya da 5 \
                  yıldızlı yorum olumlu, 1 ya da 2 yıldızlı yorum olumsuzdur.",
        caveat: "Yanıt verenler herkes değildir; “Yanıtlanan yorum istekleri” ile birlikte okuyun.",
    },
    uz: Text {
        name: "Sharhlar muvozanati",
        question: "Fikrlar umuman yaxshimi yoki yomonmi?",
        formula: "(Ijobiy − salbiy sharhlar) davrda yuborilgan barcha sharhlar soniga boʻlinadi, −1 dan +1 gacha. Oʻz kayfiyati \
                  yozilmagan boʻlsa, 4 yoki 5 yulduzli sharh ijobiy, 1 yoki 2 yulduzlisi salbiy.",
        caveat: "Javob beradiganlar hamma emas; “Javob berilgan sharh soʻrovlari” bilan birga oʻqing.",
    },
    id: Text {
        name: "Neraca ulasan",
        question: "Apakah masukan secara keseluruhan baik atau buruk?",
        formula: "(Ulasan positif − negatif) dibagi semua ulasan yang dikirim dalam periode ini, −1 sampai +1. Tanpa catatan sentimen \
                  sendiri, ulasan 4 atau 5 bintang adalah positif, 1 atau 2 bintang negatif.",
        caveat: "Yang menjawab bukan semua orang; bacalah bersama “Permintaan ulasan yang dijawab”.",
    },
};
