//! What do we still owe? (section 5.5 of the dictionary)

use serde_json::json;

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::catalogue::rewards::shared::used_before_end;
use crate::metrics::dataset::View;
use crate::metrics::figure::{Figure, Parts};

pub const METRIC: Definition = Definition {
    id: "rewards_outstanding",
    unit: Unit::Count,
    family: "rewards",
    words: WORDS,
    reads: Reads::of(&[Kind::Rewards]),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "rewards waiting at the end of the period",
    den: "",
};

fn measure(view: &View<'_>) -> Figure {
    let used = used_before_end(view);
    let owed = view
        .book
        .rewards()
        .filter(|reward| reward.at < view.end && view.is_member_at_end(reward.person));
    let waiting = owed.filter(|reward| {
        !used.contains(&reward.id) && reward.expired_at.is_none_or(|ended| ended >= view.end)
    });
    let (mut owners, mut cost) = (Parts::default(), 0);
    for reward in waiting {
        owners.extend([(reward.person, 1)]);
        cost += reward.cost;
    }
    let value = json!({ "value": owners.sum(), "cost_minor": cost });
    Figure::Table {
        value,
        num: Some(owners.into()),
        den: None,
    }
}

const WORDS: Words = Words {
    en: Text {
        name: "Rewards still owed",
        question: "What do we still owe?",
        formula: "Rewards of members at the end of the period that were earned before its end and neither redeemed nor expired by \
                  then, and the sum of their estimated costs.",
        caveat: "A reward without an estimated cost adds 0 to the cost.",
    },
    ar: Text {
        name: "المكافآت التي ما زلنا ندين بها",
        question: "بماذا ما زلنا ندين؟",
        formula: "مكافآت الأعضاء في نهاية الفترة التي كُسبت قبل نهايتها ولم تُسلَّم ولم تنتهِ صلاحيتها حتى ذلك الحين، ومجموع تكاليفها \
                  التقديرية.",
        caveat: "المكافأة التي ليست لها تكلفة تقديرية تضيف 0 إلى التكلفة.",
    },
    fa: Text {
        name: "پاداش‌هایی که بدهکاریم",
        question: "هنوز چه بدهکاریم؟",
        formula: "پاداش‌های عضوهای پایان دوره که پیش از پایان آن به دست آمد و تا آن هنگام نه تحویل شد و نه منقضی، و جمع هزینهٔ برآوردی \
                  آن‌ها.",
        caveat: "پاداشی که هزینهٔ برآوردی ندارد ۰ به هزینه می‌افزاید.",
    },
    tr: Text {
        name: "Borcumuz olan ödüller",
        question: "Hâlâ ne borcumuz var?",
        formula: "Dönem sonundaki üyelerin, dönem bitmeden kazanılan ve o ana kadar ne kullanılan ne de süresi dolan ödülleri ve \
                  bunların tahmini maliyetlerinin toplamı.",
        caveat: "Tahmini maliyeti olmayan ödül maliyete 0 ekler.",
    },
    uz: Text {
        name: "Berishimiz kerak boʻlgan mukofotlar",
        question: "Hali nimadan qarzdormiz?",
        formula: "Davr oxiridagi aʼzolarning davr tugaguncha qoʻlga kiritilgan va shu vaqtgacha olinmagan ham, muddati oʻtmagan ham \
                  mukofotlari va ularning taxminiy xarajatlari yigʻindisi.",
        caveat: "Taxminiy xarajati yoʻq mukofot xarajatga 0 qoʻshadi.",
    },
    id: Text {
        name: "Hadiah yang masih terutang",
        question: "Apa yang masih kita utang?",
        formula: "Hadiah milik anggota di akhir periode yang diperoleh sebelum akhirnya dan sampai saat itu belum ditukar dan belum \
                  kedaluwarsa, serta jumlah perkiraan biayanya.",
        caveat: "Hadiah tanpa perkiraan biaya menambah 0 pada biaya.",
    },
};
