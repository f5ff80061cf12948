//! How engaged are members, 0 to 100? (section 5.3 of the dictionary)

use serde_json::json;

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::catalogue::saved_cards::shared::held_at;
use crate::metrics::dataset::View;
use crate::metrics::figure::{Figure, Parts, mean};

pub const METRIC: Definition = Definition {
    id: "engagement_score",
    unit: Unit::Number,
    family: "activity",
    words: WORDS,
    reads: Reads::of(&[Kind::Visits, Kind::Rewards, Kind::Cards, Kind::Talk]),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::AtEnd,
    num: "points",
    den: "members at the end of the period",
};

fn measure(view: &View<'_>) -> Figure {
    let ledger = view.book.ledger;
    let cap = (view.period.days() / 7).max(1);
    let held = held_at(view, view.end);
    let savers = ledger
        .cards
        .iter()
        .zip(&held)
        .filter(|(_, held)| held.anywhere())
        .map(|(card, _)| card.owner);
    let (saved, redeemed) = (
        view.marks(savers),
        view.marks(view.redemptions().map(|r| r.person)),
    );
    let vocal = view.marks(
        view.reviews()
            .map(|review| review.person)
            .chain(view.referrers()),
    );
    let score = |person: u32| {
        let days = (view.visit_days_of(person).len() as i32).min(cap);
        let points = |marks: &[bool], worth| if marks[person as usize] { worth } else { 0.0 };
        f64::from(40 * days) / f64::from(cap)
            + points(&redeemed, 30.0)
            + points(&saved, 20.0)
            + points(&vocal, 10.0)
    };
    let members = view.members_at_end();
    let scores: Vec<f64> = members.iter().map(|person| score(*person)).collect();
    let between = |low: f64, high: f64| {
        scores
            .iter()
            .filter(|score| low <= **score && **score < high)
            .count()
    };
    let none = scores.iter().filter(|score| **score == 0.0).count();
    let value = json!({
        "value": mean(&scores), "n": scores.len(),
        "bands": { "none": none, "low": between(0.0, 40.0) - none, "medium": between(40.0, 70.0), "high": between(70.0, f64::INFINITY) },
    });
    let points: Parts<f64> = members.iter().copied().zip(scores).collect();
    Figure::opened(value, points, Parts::each(members))
}

const WORDS: Words = Words {
    en: Text {
        name: "Engagement score",
        question: "How engaged are members, 0 to 100?",
        formula: "For each member at the end of the period: up to 40 points for visit days (all 40 for as many as the period has full \
                  weeks, at least one), 30 for a redemption, 20 for a card in a wallet at the end, 10 for a review or a friend \
                  brought; then the mean over all of them.",
        caveat: "The weights are a convention; use it to sort members, not to judge the programme.",
    },
    ar: Text {
        name: "درجة التفاعل",
        question: "ما مدى تفاعل الأعضاء من 0 إلى 100؟",
        formula: "لكل عضو في نهاية الفترة: حتى 40 نقطة لأيام الزيارة (الأربعون كلها إذا بلغت عدد الأسابيع الكاملة في الفترة، وأقله \
                  واحد)، و30 لتسلُّم مكافأة، و20 لبطاقة في محفظة في النهاية، و10 لتقييم أو لصديق جلبه؛ ثم متوسطهم جميعًا.",
        caveat: "الأوزان اصطلاح؛ استخدمها لترتيب الأعضاء، لا للحكم على البرنامج.",
    },
    fa: Text {
        name: "امتیاز همراهی",
        question: "عضوها از ۰ تا ۱۰۰ چقدر همراه‌اند؟",
        formula: "برای هر عضو پایان دوره: تا ۴۰ امتیاز برای روزهای مراجعه (تمام ۴۰ امتیاز اگر شمارشان به شمار هفته‌های کامل دوره، دست‌کم \
                  یک، برسد)، ۳۰ برای تحویل پاداش، ۲۰ برای کارتی که در پایان در کیف پول است، ۱۰ برای نظر یا آوردن دوست؛ سپس میانگین همهٔ \
                  آن‌ها.",
        caveat: "وزن‌ها قراردادی است؛ با آن عضوها را مرتب کنید، نه این‌که دربارهٔ برنامه داوری کنید.",
    },
    tr: Text {
        name: "Bağlılık puanı",
        question: "Üyeler 0 ile 100 arasında ne kadar bağlı?",
        formula: "Dönem sonundaki her üye için: ziyaret günlerine 40 puana kadar (dönemdeki tam hafta sayısı kadar, en az bir gün, 40 \
                  puanın hepsini getirir), ödül kullanımına 30, dönem sonunda cüzdanda olan karta 20, yoruma ya da getirilen arkadaşa \
                  10 puan; sonra hepsinin ortalaması.",
        caveat: "Ağırlıklar bir uzlaşmadır; üyeleri sıralamak için kullanın, programı yargılamak için değil.",
    },
    uz: Text {
        name: "Faollik bali",
        question: "Aʼzolar 0 dan 100 gacha qanchalik faol?",
        formula: "Davr oxiridagi har bir aʼzo uchun: tashrif kunlariga 40 ballgacha (davrdagi toʻliq haftalar soniga teng, kamida bir \
                  kun, 40 ballning hammasini beradi), mukofot olishga 30, davr oxirida hamyonda turgan kartaga 20, sharh yoki olib \
                  kelingan doʻstga 10 ball; soʻng hammasining oʻrtachasi.",
        caveat: "Vaznlar — kelishuv; u bilan aʼzolarni saralang, dasturga baho bermang.",
    },
    id: Text {
        name: "Skor keterlibatan",
        question: "Seberapa terlibat para anggota, dari 0 sampai 100?",
        formula: "Untuk tiap anggota di akhir periode: hingga 40 poin untuk hari kunjungan (penuh 40 bila sebanyak minggu penuh dalam \
                  periode, sedikitnya satu), 30 untuk penukaran, 20 untuk kartu di dompet pada akhir periode, 10 untuk ulasan atau \
                  teman yang diajak; lalu rata-rata dari semuanya.",
        caveat: "Bobotnya hanya kesepakatan; pakailah untuk mengurutkan anggota, bukan untuk menilai program.",
    },
};
