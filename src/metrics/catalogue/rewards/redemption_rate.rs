//! Of everybody who was a member, how many redeemed? (section 5.5 of the dictionary)

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::catalogue::rewards::shared::redeemers;
use crate::metrics::dataset::View;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "redemption_rate",
    unit: Unit::Share,
    family: "rewards",
    words: WORDS,
    reads: Reads::of(&[Kind::Rewards]),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::During,
    num: "redeemed a reward in the period",
    den: "members at some time in the period",
};

fn measure(view: &View<'_>) -> Figure {
    Figure::Share {
        num: redeemers(view),
        den: view.members_during(),
    }
}

const WORDS: Words = Words {
    en: Text {
        name: "Share of members who redeemed",
        question: "Of everybody who was a member, how many redeemed?",
        formula: "Members with at least one redemption in the period, out of all who were members at some time in it.",
        caveat: "",
    },
    ar: Text {
        name: "نسبة الأعضاء الذين تسلّموا مكافأة",
        question: "من كل من كانوا أعضاء، كم تسلّم مكافأة؟",
        formula: "الأعضاء الذين لهم تسلُّم مكافأة واحد على الأقل في الفترة، من كل من كان عضوًا في وقت ما منها.",
        caveat: "",
    },
    fa: Text {
        name: "سهم عضوهایی که پاداش گرفتند",
        question: "از همهٔ کسانی که عضو بودند، چند نفر پاداشی تحویل گرفتند؟",
        formula: "عضوهایی که در دوره دست‌کم یک تحویل پاداش داشتند، از میان همهٔ کسانی که زمانی در آن عضو بودند.",
        caveat: "",
    },
    tr: Text {
        name: "Ödül kullanan üyelerin payı",
        question: "Üye olan herkesten kaçı ödül kullandı?",
        formula: "Dönemde en az bir ödül kullanımı olan üyelerin, dönemin herhangi bir anında üye olan herkese oranı.",
        caveat: "",
    },
    uz: Text {
        name: "Mukofot olgan aʼzolar ulushi",
        question: "Aʼzo boʻlganlarning barchasidan nechtasi mukofot oldi?",
        formula: "Davrda kamida bitta mukofot olishi bor aʼzolar, davrning biror vaqtida aʼzo boʻlgan barchaga nisbatan.",
        caveat: "",
    },
    id: Text {
        name: "Porsi anggota yang menukar",
        question: "Dari semua yang menjadi anggota, berapa yang menukar?",
        formula: "Anggota dengan setidaknya satu penukaran dalam periode ini, dari semua yang pernah menjadi anggota di dalamnya.",
        caveat: "",
    },
};
