//! How often do those redeem who redeem? (section 5.5 of the dictionary)

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::catalogue::rewards::shared::redeemers;
use crate::metrics::dataset::View;
use crate::metrics::figure::{Figure, Parts};

pub const METRIC: Definition = Definition {
    id: "redemptions_per_redeemer",
    unit: Unit::Number,
    family: "rewards",
    words: WORDS,
    reads: Reads::of(&[Kind::Rewards]),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::During,
    num: "rewards handed over in the period",
    den: "redeemed a reward in the period",
};

fn measure(view: &View<'_>) -> Figure {
    let redeemed = view.redemptions().map(|redemption| redemption.person);
    Figure::Ratio {
        num: Parts::each(redeemed),
        den: Parts::each(redeemers(view)),
    }
}

const WORDS: Words = Words {
    en: Text {
        name: "Redemptions per redeeming member",
        question: "How often do members who redeem do it?",
        formula: "Redemptions in the period, divided by members with at least one redemption in it.",
        caveat: "",
    },
    ar: Text {
        name: "مرات التسلُّم لكل متسلّم",
        question: "كم مرة يتسلّم المكافآت من يتسلّمونها؟",
        formula: "عمليات تسلُّم المكافآت في الفترة مقسومة على الأعضاء الذين لهم تسلُّم واحد على الأقل فيها.",
        caveat: "",
    },
    fa: Text {
        name: "تحویل برای هر پاداش‌گیرنده",
        question: "آن‌ها که پاداش می‌گیرند، چند بار می‌گیرند؟",
        formula: "تحویل‌های پاداش در دوره تقسیم بر عضوهایی که دست‌کم یک تحویل در آن داشتند.",
        caveat: "",
    },
    tr: Text {
        name: "Kullanan başına ödül kullanımı",
        question: "Ödül kullananlar ne sıklıkta kullanıyor?",
        formula: "Dönemdeki ödül kullanımı sayısının, dönemde en az bir ödül kullanımı olan üye sayısına bölümü.",
        caveat: "",
    },
    uz: Text {
        name: "Bir oluvchiga mukofot olishlar",
        question: "Mukofot oladiganlar qanchalik tez-tez oladi?",
        formula: "Davrdagi mukofot olishlar soni davrda kamida bitta mukofot olishi bor aʼzolar soniga boʻlinadi.",
        caveat: "",
    },
    id: Text {
        name: "Penukaran per penukar",
        question: "Seberapa sering yang menukar itu menukar?",
        formula: "Penukaran dalam periode ini dibagi anggota dengan setidaknya satu penukaran di dalamnya.",
        caveat: "",
    },
};
