//! Were they real customers? (section 5.9 of the dictionary)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::catalogue::referrals::shared::referred;
use crate::metrics::dataset::{Member, View};
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "referral_qualified_rate",
    unit: Unit::Share,
    family: "referrals_reviews",
    words: WORDS,
    reads: Reads::VISITS.windows(1),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "came within {window} days",
    den: "joined through another member, {window} days before the period's days",
};

fn measure(view: &View<'_>) -> Figure {
    let window = view.book.window;
    let came = |person: u32, member: &Member| {
        view.book
            .visits_of(person)
            .any(|visit| (member.join_day..=member.join_day + window).contains(&visit.day))
    };
    let matured: Vec<(u32, &Member)> = referred(view)
        .filter(|(_, member)| view.covers_day(member.join_day + window))
        .collect();
    let num = matured
        .iter()
        .filter(|(person, member)| came(*person, member))
        .map(|(person, _)| *person)
        .collect();
    Figure::Share {
        num,
        den: matured.iter().map(|(person, _)| *person).collect(),
    }
}

const WORDS: Words = Words {
    en: Text {
        name: "Referred members who came",
        question: "Were they real customers?",
        formula: "Members brought by a member who had a visit from the join day to the end of their follow-up window, out of all \
                  brought members whose window ended in the period.",
        caveat: "",
    },
    ar: Text {
        name: "الأعضاء المدعوون الذين جاؤوا",
        question: "هل كانوا زبائن حقيقيين؟",
        formula: "الأعضاء المدعوون الذين لهم زيارة من يوم الانضمام حتى نهاية مدة المتابعة، من كل الأعضاء المدعوين الذين انتهت مدتهم في \
                  الفترة.",
        caveat: "",
    },
    fa: Text {
        name: "معرفی‌شده‌هایی که آمدند",
        question: "آیا مشتری واقعی بودند؟",
        formula: "عضوهای معرفی‌شده که از روز عضویت تا پایان بازهٔ پیگیری مراجعه‌ای داشتند، از میان همهٔ معرفی‌شده‌هایی که بازه‌شان در این \
                  دوره به پایان رسید.",
        caveat: "",
    },
    tr: Text {
        name: "Gelen tavsiyeli üyeler",
        question: "Gerçek müşteri miydiler?",
        formula: "Tavsiyeyle gelen ve üyelik gününden takip süresinin sonuna kadar ziyareti olan üyelerin, tavsiyeyle gelip takip \
                  süresi bu dönemde biten bütün üyelere oranı.",
        caveat: "",
    },
    uz: Text {
        name: "Kelgan tavsiyali aʼzolar",
        question: "Ular haqiqiy mijozmidi?",
        formula: "Tavsiya bilan kelib, aʼzo boʻlgan kundan kuzatuv muddati oxirigacha tashrifi bor aʼzolar, tavsiya bilan kelib, \
                  kuzatuv muddati shu davrda tugagan barcha aʼzolarga nisbatan.",
        caveat: "",
    },
    id: Text {
        name: "Anggota ajakan yang datang",
        question: "Apakah mereka pelanggan sungguhan?",
        formula: "Anggota ajakan yang punya kunjungan dari hari bergabung sampai akhir masa pantaunya, dari semua anggota ajakan yang \
                  masa pantaunya berakhir dalam periode ini.",
        caveat: "",
    },
};
