//! What share of members is in each tier? (section 5.5 of the dictionary)

use std::collections::BTreeMap;

use serde_json::json;

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::dataset::View;
use crate::metrics::facts::records::Name;
use crate::metrics::figure::{Figure, Parts};

pub const METRIC: Definition = Definition {
    id: "tier_distribution",
    unit: Unit::Table,
    family: "rewards",
    words: WORDS,
    reads: Reads::of(&[Kind::Cards]),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::AtEnd,
    num: "have reached a tier",
    den: "members at the end of the period",
};

fn measure(view: &View<'_>) -> Figure {
    let mut tiers: Vec<Option<Name>> = vec![None; view.book.ledger.people.len()];
    for change in view
        .book
        .ledger
        .tiers
        .iter()
        .filter(|change| change.at < view.end)
    {
        tiers[change.person as usize] = Some(change.tier);
    }
    let members = view.members_at_end();
    let mut counts: BTreeMap<&str, i64> = BTreeMap::new();
    for person in &members {
        *counts
            .entry(tiers[*person as usize].map_or("none", |tier| view.book.ledger.text(tier)))
            .or_default() += 1;
    }
    let shares: BTreeMap<&str, f64> = counts
        .iter()
        .map(|(tier, n)| (*tier, *n as f64 / members.len() as f64))
        .collect();
    let value = json!({ "members": members.len(), "counts": counts, "shares": (!members.is_empty()).then_some(shares) });
    let in_a_tier = |person: &u32| {
        tiers[*person as usize].is_some_and(|tier| view.book.ledger.text(tier) != "none")
    };
    Figure::opened(
        value,
        Parts::each(members.iter().copied().filter(in_a_tier)),
        Parts::each(members.iter().copied()),
    )
}

const WORDS: Words = Words {
    en: Text {
        name: "Members by tier",
        question: "What share of members is in each tier?",
        formula: "For each tier, the members at the end of the period whose last tier it is, out of all members at the end; `none` is \
                  for those without a tier.",
        caveat: "Tiers that nobody has reached are not listed.",
    },
    ar: Text {
        name: "الأعضاء بحسب المستوى",
        question: "ما نسبة الأعضاء في كل مستوى؟",
        formula: "لكل مستوى، الأعضاء في نهاية الفترة الذين هو مستواهم الأخير، من كل الأعضاء في النهاية؛ و`none` لمن ليس لهم مستوى.",
        caveat: "المستويات التي لم يبلغها أحد غير مذكورة.",
    },
    fa: Text {
        name: "عضوها به تفکیک سطح",
        question: "چه سهمی از عضوها در هر سطح است؟",
        formula: "برای هر سطح، عضوهای پایان دوره که آخرین سطحشان همان است، از میان همهٔ عضوهای پایان دوره؛ `none` برای کسانی است که \
                  سطحی ندارند.",
        caveat: "سطحی که کسی به آن نرسیده در فهرست نیست.",
    },
    tr: Text {
        name: "Seviyelere göre üyeler",
        question: "Üyelerin hangi payı hangi seviyede?",
        formula: "Her seviye için, dönem sonundaki üyelerden son seviyesi o olanların, dönem sonundaki bütün üyelere oranı; `none` \
                  seviyesi olmayanlardır.",
        caveat: "Kimsenin ulaşmadığı seviyeler listede yoktur.",
    },
    uz: Text {
        name: "Darajalar boʻyicha aʼzolar",
        question: "Har bir darajada aʼzolarning qancha ulushi bor?",
        formula: "Har bir daraja uchun davr oxiridagi aʼzolardan oxirgi darajasi shu boʻlganlari, davr oxiridagi barcha aʼzolarga \
                  nisbatan; `none` — darajasi yoʻqlar.",
        caveat: "Hech kim yetmagan darajalar roʻyxatda yoʻq.",
    },
    id: Text {
        name: "Anggota menurut tingkat",
        question: "Berapa porsi anggota di tiap tingkat?",
        formula: "Untuk tiap tingkat, anggota di akhir periode yang tingkat terakhirnya adalah itu, dari semua anggota di akhir \
                  periode; `none` memuat yang tidak punya tingkat.",
        caveat: "Tingkat yang belum dicapai siapa pun tidak tercantum.",
    },
};
