//! What might a member be worth? (section 5.7 of the dictionary)

use serde_json::json;

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::Opens;
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::catalogue::money::shared::revenue;
use crate::metrics::catalogue::retention::shared::churn;
use crate::metrics::dataset::View;
use crate::metrics::figure::{Figure, quotient};

pub const METRIC: Definition = Definition {
    id: "clv_projected_minor",
    unit: Unit::Minor,
    family: "money",
    words: WORDS,
    reads: Reads::VISITS.previous(1),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens::NOTHING;

fn measure(view: &View<'_>) -> Figure {
    let spend = quotient(revenue(view).sum() as f64, view.visitors().len() as f64);
    let churn = churn(view);
    let value = spend
        .zip(churn)
        .and_then(|(spend, churn)| quotient(spend, churn));
    Figure::table(json!({ "value": value, "spend_per_customer": spend, "churn_rate": churn }))
}

const WORDS: Words = Words {
    en: Text {
        name: "Projected value of a member",
        question: "What might a member be worth?",
        formula: "Spend per customer in the period × the number of periods to expect, which is 1 over the share of customers lost.",
        caveat: "A model, not a measurement. It assumes that spend and the share lost stay the same, and leaves out interest and margin. \
                 Empty if nobody was lost.",
    },
    ar: Text {
        name: "القيمة المتوقعة للعضو",
        question: "كم قد تبلغ قيمة العضو؟",
        formula: "إنفاق الزبون في الفترة × عدد الفترات المتوقعة، وهو 1 مقسومًا على معدل الفقد.",
        caveat: "إذا لم يتغير شيء: نموذج لا قياس. يُفترض ثبات الإنفاق والفقد، ولا تُحسب الفائدة ولا هامش الربح. يبقى فارغًا إذا لم يُفقد \
                 أحد.",
    },
    fa: Text {
        name: "ارزش پیش‌بینی‌شدهٔ هر عضو",
        question: "یک عضو شاید چقدر بیرزد؟",
        formula: "خرید هر مشتری در دوره × شمار دوره‌هایی که انتظار می‌رود، یعنی ۱ تقسیم بر نرخ از دست رفتن.",
        caveat: "اگر چیزی تغییر نکند: مدل است، نه اندازه‌گیری. خرید و نرخ از دست رفتن ثابت گرفته شده و بهره و حاشیهٔ سود کنار گذاشته شده \
                 است. اگر کسی از دست نرفته باشد، خالی است.",
    },
    tr: Text {
        name: "Bir üyenin öngörülen değeri",
        question: "Bir üye ne kadar değerli olabilir?",
        formula: "Dönemde müşteri başına harcama × beklenen dönem sayısı, yani 1 ÷ kayıp oranı.",
        caveat: "Hiçbir şey değişmezse: bir modeldir, ölçüm değil. Harcama ve kayıp sabit sayılır; faiz ve kâr marjı hesaba katılmaz. \
                 Kimse kaybedilmediyse boştur.",
    },
    uz: Text {
        name: "Aʼzoning taxminiy qiymati",
        question: "Bir aʼzo qanchaga arzishi mumkin?",
        formula: "Davrda bir mijoz xaridi × kutilgan davrlar soni, yaʼni 1 ning yoʻqotish darajasiga boʻlinmasi.",
        caveat: "Hech narsa oʻzgarmasa: bu model, oʻlchov emas. Xarid va yoʻqotish oʻzgarmas deb olinadi; foiz va marja hisobga \
                 olinmaydi. Hech kim yoʻqotilmagan boʻlsa, boʻsh.",
    },
    id: Text {
        name: "Perkiraan nilai seorang anggota",
        question: "Berapa kira-kira nilai seorang anggota?",
        formula: "Belanja per pelanggan dalam periode ini × jumlah periode yang bisa diharapkan, yaitu 1 dibagi tingkat kehilangan.",
        caveat: "Jika tidak ada yang berubah: ini model, bukan pengukuran. Belanja dan tingkat kehilangan dianggap tetap; bunga dan \
                 margin tidak diperhitungkan. Kosong bila tidak ada yang hilang.",
    },
};
