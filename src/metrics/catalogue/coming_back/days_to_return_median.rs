//! How long until the second day? (section 5.4 of the dictionary)

use serde_json::json;

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::coming_back::shared::days_to_return;
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::dataset::View;
use crate::metrics::figure::{Figure, Parts};

pub const METRIC: Definition = Definition {
    id: "days_to_return_median",
    unit: Unit::Days,
    family: "coming_back",
    words: WORDS,
    reads: Reads::VISITS.windows(1),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Matured,
    num: "days until they came back, added up",
    den: "came back within {window} days",
};

fn measure(view: &View<'_>) -> Figure {
    let waits = view
        .matured()
        .into_iter()
        .filter_map(|(person, member)| Some((person, days_to_return(view, person, member)?)));
    let returned: Vec<(u32, i32)> = waits.collect();
    let mut days: Vec<i32> = returned.iter().map(|(_, days)| *days).collect();
    days.sort_unstable();
    let middle = days.len() / 2;
    let median = match days.len() {
        0 => None,
        n if n % 2 == 1 => Some(f64::from(days[middle])),
        _ => Some(f64::from(days[middle - 1] + days[middle]) / 2.0),
    };
    let waited: Parts = returned
        .iter()
        .map(|(person, days)| (*person, i64::from(*days)))
        .collect();
    Figure::opened(
        json!({ "value": median, "n": days.len() }),
        waited,
        Parts::each(returned.iter().map(|(person, _)| *person)),
    )
}

const WORDS: Words = Words {
    en: Text {
        name: "Days until the return",
        question: "How long until members come back on another day?",
        formula: "The median number of days from the join day to the first visit on a later day, of the members whose follow-up window \
                  ended in the period and who returned within it.",
        caveat: "Covers only those who returned: read it with “Joiners who came back”.",
    },
    ar: Text {
        name: "الأيام حتى العودة",
        question: "كم يمضي حتى اليوم الثاني؟",
        formula: "الوسيط لعدد الأيام من يوم الانضمام حتى أول زيارة في يوم لاحق، للأعضاء الذين انتهت مدة متابعتهم في الفترة وعادوا \
                  خلالها.",
        caveat: "لا يعرف إلا من عادوا؛ اقرأه مع «الأعضاء الجدد الذين عادوا».",
    },
    fa: Text {
        name: "روزها تا برگشتن",
        question: "تا دومین روز چقدر طول می‌کشد؟",
        formula: "میانهٔ شمار روزها از روز عضویت تا نخستین مراجعه در روزی دیگر، برای عضوهایی که بازهٔ پیگیری‌شان در این دوره به پایان \
                  رسید و درون آن برگشتند.",
        caveat: "فقط کسانی را می‌شناسد که برگشتند؛ آن را کنار «تازه‌واردهایی که برگشتند» بخوانید.",
    },
    tr: Text {
        name: "Geri gelene kadar geçen gün",
        question: "İkinci güne kadar ne kadar geçiyor?",
        formula: "Üyelik gününden başka bir gündeki ilk ziyarete kadar geçen günlerin medyanı; takip süresi bu dönemde biten ve süre \
                  içinde geri gelen üyeler için.",
        caveat: "Yalnızca geri gelenleri bilir; “Geri gelen yeni üyeler” ile birlikte okuyun.",
    },
    uz: Text {
        name: "Qaytguncha oʻtgan kunlar",
        question: "Ikkinchi kungacha qancha vaqt oʻtadi?",
        formula: "Aʼzo boʻlgan kundan boshqa kundagi birinchi tashrifgacha oʻtgan kunlar medianasi; kuzatuv muddati shu davrda tugagan \
                  va shu muddat ichida qaytgan aʼzolar boʻyicha.",
        caveat: "Faqat qaytganlarni biladi; “Qaytib kelgan yangi aʼzolar” bilan birga oʻqing.",
    },
    id: Text {
        name: "Hari sampai kembali",
        question: "Berapa lama sampai hari kedua?",
        formula: "Median jumlah hari dari hari bergabung sampai kunjungan pertama pada hari lain, dari anggota yang masa pantaunya \
                  berakhir dalam periode ini dan yang kembali di dalamnya.",
        caveat: "Hanya mengenal yang kembali; bacalah bersama “Anggota baru yang kembali”.",
    },
};
