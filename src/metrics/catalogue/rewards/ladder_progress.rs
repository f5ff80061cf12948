//! Where on the ladder do members stand? (section 5.5 of the dictionary)

use std::collections::BTreeMap;

use serde_json::json;

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::dataset::View;
use crate::metrics::figure::{Figure, Parts};

pub const METRIC: Definition = Definition {
    id: "ladder_progress",
    unit: Unit::Table,
    family: "rewards",
    words: WORDS,
    reads: Reads::of(&[Kind::Stamps, Kind::Rewards, Kind::Visits]),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::AtEnd,
    num: "one or two stamps from the reward",
    den: "members at the end of the period",
};

fn measure(view: &View<'_>) -> Figure {
    let mut balances = vec![0; view.book.ledger.people.len()];
    for change in view
        .book
        .ledger
        .stamps
        .iter()
        .filter(|change| change.at < view.end)
    {
        balances[change.person as usize] += change.delta;
    }
    for reward in view.book.rewards().filter(|reward| reward.at < view.end) {
        balances[reward.person as usize] -= reward.stamps_spent;
    }
    let members = view.members_at_end();
    let standing = |person: &u32| balances[*person as usize].max(0);
    let mut distribution: BTreeMap<i64, i64> = BTreeMap::new();
    members
        .iter()
        .map(standing)
        .for_each(|balance| *distribution.entry(balance).or_default() += 1);
    let required = view.configuration().stamps_required;
    let near_to = |required: i64| {
        members
            .iter()
            .copied()
            .filter(move |person| [required - 1, required - 2].contains(&standing(person)))
    };
    let near: Option<Vec<u32>> = required.map(|required| near_to(required).collect());
    let by_balance: serde_json::Map<_, _> = distribution
        .iter()
        .map(|(balance, n)| (balance.to_string(), json!(n)))
        .collect();
    let value = json!({ "distribution": by_balance, "stamps_required": required, "near_reward": near.as_ref().map(Vec::len) });
    Figure::Table {
        value,
        num: near.map(|near| Parts::each(near).into()),
        den: Some(Parts::each(members).into()),
    }
}

const WORDS: Words = Words {
    en: Text {
        name: "Places on the ladder",
        question: "Where on the ladder do members stand?",
        formula: "For each stamp balance (stamps received − stamps spent on rewards, never below 0), how many members have it at the \
                  end of the period. Near the reward are those with one or two stamps to go.",
        caveat: "If no number of stamps is set, the number near the reward is empty.",
    },
    ar: Text {
        name: "المواقع على السلّم",
        question: "أين يقف الأعضاء على سلّم المكافآت؟",
        formula: "لكل رصيد أختام (الأختام المستلمة − الأختام المصروفة على المكافآت، ولا يقل أبدًا عن 0)، كم عضوًا له هذا الرصيد في نهاية \
                  الفترة. والقريبون من المكافأة هم من بقي لهم ختم أو ختمان.",
        caveat: "ما لم يُحدَّد عدد الأختام المطلوب، يبقى عدد القريبين من المكافأة فارغًا.",
    },
    fa: Text {
        name: "جای عضوها روی نردبان",
        question: "عضوها کجای نردبان پاداش ایستاده‌اند؟",
        formula: "برای هر موجودی مهر (مهرهای گرفته − مهرهای خرج‌شده برای پاداش، هرگز کمتر از ۰)، چند عضو در پایان دوره آن را دارند. \
                  نزدیک به پاداش کسانی‌اند که یک یا دو مهر کم دارند.",
        caveat: "تا شمار مهرهای لازم ثبت نشده، شمار نزدیکان به پاداش خالی است.",
    },
    tr: Text {
        name: "Merdivendeki yerler",
        question: "Üyeler ödül merdiveninin neresinde?",
        formula: "Her damga bakiyesi için (alınan damgalar − ödüllere harcanan damgalar, hiçbir zaman 0’ın altında değil) dönem \
                  sonunda kaç üyenin bu bakiyede olduğu. Ödüle yakın olanlar, bir ya da iki damgası eksik olanlardır.",
        caveat: "Gereken damga sayısı girilmedikçe ödüle yakın olanların sayısı boştur.",
    },
    uz: Text {
        name: "Zinapoyadagi oʻrinlar",
        question: "Aʼzolar mukofot zinapoyasining qayerida turibdi?",
        formula: "Har bir muhr qoldigʻi uchun (olingan muhrlar − mukofotlarga sarflangan muhrlar, hech qachon 0 dan kam emas) davr \
                  oxirida nechta aʼzoda shunday qoldiq borligi. Mukofotga yaqinlar — bir yoki ikki muhri kam qolganlar.",
        caveat: "Kerakli muhrlar soni kiritilmaguncha, mukofotga yaqinlar soni boʻsh.",
    },
    id: Text {
        name: "Posisi di tangga hadiah",
        question: "Di mana posisi anggota di tangga hadiah?",
        formula: "Untuk tiap saldo stempel (stempel diterima − stempel yang dipakai untuk hadiah, tidak pernah di bawah 0), berapa \
                  anggota yang memilikinya di akhir periode. Dekat hadiah adalah mereka yang kurang satu atau dua stempel.",
        caveat: "Selama jumlah stempel yang diperlukan belum diisi, jumlah yang dekat hadiah kosong.",
    },
};
