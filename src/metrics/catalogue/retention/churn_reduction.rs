//! Did we lose fewer than before? (section 5.6 of the dictionary)

use serde_json::json;

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::Opens;
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::catalogue::retention::shared::churn;
use crate::metrics::dataset::View;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "churn_reduction",
    unit: Unit::Share,
    family: "keeping",
    words: WORDS,
    reads: Reads::VISITS.previous(2),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens::NOTHING;

fn measure(view: &View<'_>) -> Figure {
    let (previous, current) = (churn(&view.previous()), churn(view));
    let value = previous
        .zip(current)
        .map(|(previous, current)| previous - current);
    Figure::table(json!({ "value": value, "previous": previous, "current": current }))
}

const WORDS: Words = Words {
    en: Text {
        name: "Fewer customers lost",
        question: "Did we lose fewer than before?",
        formula: "Share of customers lost in the previous period − share lost in this one; positive is better.",
        caveat: "Empty if nobody came in one of the two periods before.",
    },
    ar: Text {
        name: "انخفاض الفقد",
        question: "هل فقدنا أقل من ذي قبل؟",
        formula: "معدل الفقد في الفترة السابقة − معدل الفقد في هذه؛ والموجب أفضل.",
        caveat: "يبقى فارغًا إذا لم يأتِ أحد في إحدى الفترتين السابقتين.",
    },
    fa: Text {
        name: "کم شدن از دست رفته‌ها",
        question: "آیا کمتر از قبل از دست دادیم؟",
        formula: "نرخ از دست رفتن در دورهٔ قبل − نرخ از دست رفتن در این دوره؛ مثبت بهتر است.",
        caveat: "اگر در یکی از دو دورهٔ پیش کسی نیامده باشد، خالی است.",
    },
    tr: Text {
        name: "Kaybın azalması",
        question: "Öncekinden daha az mı kaybettik?",
        formula: "Önceki dönemin kayıp oranı − bu dönemin kayıp oranı; artı değer daha iyidir.",
        caveat: "Önceki iki dönemden birinde kimse gelmediyse boştur.",
    },
    uz: Text {
        name: "Yoʻqotish kamayishi",
        question: "Avvalgidan kamroq yoʻqotdikmi?",
        formula: "Oldingi davrning yoʻqotish darajasi − shu davrning yoʻqotish darajasi; musbat boʻlsa yaxshi.",
        caveat: "Oldingi ikki davrning birida hech kim kelmagan boʻlsa, boʻsh.",
    },
    id: Text {
        name: "Berkurangnya pelanggan hilang",
        question: "Apakah yang hilang lebih sedikit daripada sebelumnya?",
        formula: "Tingkat kehilangan periode sebelumnya − tingkat kehilangan periode ini; positif lebih baik.",
        caveat: "Kosong bila dalam salah satu dari dua periode sebelumnya tidak ada yang datang.",
    },
};
