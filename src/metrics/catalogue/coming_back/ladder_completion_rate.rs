//! Did new members make it through the ladder? (section 5.4 of the dictionary)

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::dataset::View;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "ladder_completion_rate",
    unit: Unit::Share,
    family: "coming_back",
    words: WORDS,
    reads: Reads::of(&[Kind::Rewards]).windows(1),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Matured,
    num: "completed the ladder within {window} days",
    den: "joined {window} days before the period's days",
};

fn measure(view: &View<'_>) -> Figure {
    let climbed = view
        .book
        .rewards()
        .filter(|reward| reward.stamps_spent > 0)
        .filter(|reward| {
            let join_day = view
                .book
                .member(reward.person)
                .map(|member| member.join_day);
            join_day.is_some_and(|join_day| view.book.day(reward.at) <= join_day + view.book.window)
        });
    let marks = view.marks(climbed.map(|reward| reward.person));
    let den: Vec<u32> = view
        .matured()
        .into_iter()
        .map(|(person, _)| person)
        .collect();
    Figure::Share {
        num: den
            .iter()
            .copied()
            .filter(|person| marks[*person as usize])
            .collect(),
        den,
    }
}

const WORDS: Words = Words {
    en: Text {
        name: "Joiners who climbed the ladder",
        question: "Did new members make it through the ladder?",
        formula: "Members who earned a reward paid with stamps by the end of their follow-up window, out of all whose window ended in \
                  the period.",
        caveat: "Gifts and rewards on the way, which take no stamps, do not count.",
    },
    ar: Text {
        name: "الأعضاء الجدد الذين أتموا السلّم",
        question: "هل قطع الأعضاء الجدد سلّم المكافآت حتى نهايته؟",
        formula: "الأعضاء الذين كسبوا مكافأة مقابل أختام حتى نهاية مدة متابعتهم، من كل من انتهت مدتهم في الفترة.",
        caveat: "الهدايا والمكافآت في الطريق، التي لا تستهلك أختامًا، لا تُحسب.",
    },
    fa: Text {
        name: "تازه‌واردهایی که به بالای نردبان رسیدند",
        question: "آیا عضوهای تازه نردبان پاداش را تا بالا رفتند؟",
        formula: "عضوهایی که تا پایان بازهٔ پیگیری خود پاداشی در برابر مهر به دست آوردند، از میان همهٔ کسانی که بازه‌شان در این دوره به \
                  پایان رسید.",
        caveat: "هدیه‌ها و پاداش‌های میانهٔ راه که مهری کم نمی‌کنند شمرده نمی‌شوند.",
    },
    tr: Text {
        name: "Merdiveni tamamlayan yeni üyeler",
        question: "Yeni üyeler ödül merdivenini sonuna kadar çıktı mı?",
        formula: "Takip süresinin sonuna kadar damga karşılığı bir ödül kazanan üyelerin, takip süresi bu dönemde biten bütün üyelere \
                  oranı.",
        caveat: "Hediyeler ve yol üstündeki, damga harcamayan ödüller sayılmaz.",
    },
    uz: Text {
        name: "Zinapoyani tugatgan yangi aʼzolar",
        question: "Yangi aʼzolar mukofot zinapoyasini oxirigacha bosib oʻtdimi?",
        formula: "Kuzatuv muddati oxirigacha muhr evaziga mukofot qoʻlga kiritgan aʼzolar, kuzatuv muddati shu davrda tugagan barcha \
                  aʼzolarga nisbatan.",
        caveat: "Sovgʻalar va oraliqdagi, muhr sarflamaydigan mukofotlar sanalmaydi.",
    },
    id: Text {
        name: "Anggota baru yang menuntaskan tangga",
        question: "Apakah anggota baru sampai ke puncak tangga hadiah?",
        formula: "Anggota yang mendapat hadiah yang dibayar dengan stempel sampai akhir masa pantaunya, dari semua yang masa pantaunya \
                  berakhir dalam periode ini.",
        caveat: "Pemberian dan hadiah di tengah jalan, yang tidak memakan stempel, tidak dihitung.",
    },
};
