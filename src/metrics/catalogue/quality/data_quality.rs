//! Can I trust these numbers? (section 5.11 of the dictionary)

use serde_json::json;

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::Opens;
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::dataset::View;
use crate::metrics::figure::{Figure, ratio};

pub const METRIC: Definition = Definition {
    id: "data_quality",
    unit: Unit::Table,
    family: "quality",
    words: WORDS,
    reads: Reads::VISITS.windows(2),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens::NOTHING;

const DAY_MS: i64 = 86_400_000;

fn measure(view: &View<'_>) -> Figure {
    let visits: Vec<_> = view.visits().collect();
    let with_amount = visits.iter().filter(|visit| visit.amount.is_some()).count() as i64;
    let visit_days: usize = view
        .book
        .scope()
        .map(|(person, _)| view.visit_days_of(person).len())
        .sum();
    let late = visits
        .iter()
        .filter(|visit| visit.received > visit.at.plus_ms(DAY_MS))
        .count();
    let (voided, recorded) = voids(view);
    let (known_before, matured) = baseline(view);
    Figure::table(json!({
        "events_used": view.book.ledger.events_used, "duplicates_ignored": view.book.ledger.duplicates_ignored,
        "void_rate": ratio(voided, recorded), "amount_coverage": ratio(with_amount, visits.len() as i64),
        "same_day_extra_visits": visits.len() - visit_days, "late_visits": late,
        "baseline_coverage": ratio(known_before, matured),
    }))
}

/// Scans of the period that were voided, and all of them.
fn voids(view: &View<'_>) -> (i64, i64) {
    let scans = view
        .book
        .ledger
        .visits
        .iter()
        .filter(|visit| !visit.imported && view.covers(visit.at));
    let ours = scans.filter(|visit| {
        view.book.in_scope(visit.person) && view.book.passes_location(visit.location)
    });
    ours.fold((0, 0), |(voided, all), visit| {
        (voided + i64::from(visit.voided), all + 1)
    })
}

/// Members of matured(P) who are known from before they joined, and all of them.
fn baseline(view: &View<'_>) -> (i64, i64) {
    let matured = view.matured();
    let known = matured.iter().filter(|(person, member)| {
        let before = member.join_day - view.book.window..member.join_day;
        view.book
            .history_of(*person)
            .any(|visit| before.contains(&visit.day))
    });
    (known.count() as i64, matured.len() as i64)
}

const WORDS: Words = Words {
    en: Text {
        name: "Data quality",
        question: "Can I trust these numbers?",
        formula: "Records used and duplicates ignored, of all time. In the period: the share of scans that were voided, the share of \
                  visits with an amount, further visits of a member on one day, visits received more than 24 hours late, and the share \
                  of members whose follow-up window ended in it with a visit in the window before joining.",
        caveat: "",
    },
    ar: Text {
        name: "جودة البيانات",
        question: "هل أستطيع الوثوق بهذه الأرقام؟",
        formula: "السجلات المستخدمة والمكررات المتجاهلة، عبر الزمن كله. وفي الفترة: نسبة عمليات المسح الملغاة، ونسبة الزيارات التي لها \
                  مبلغ، وزيارات العضو الإضافية في اليوم نفسه، والزيارات التي وصلت متأخرة أكثر من 24 ساعة، ونسبة الأعضاء الذين انتهت \
                  مدة متابعتهم فيها ولهم زيارة في المدة التي قبل الانضمام.",
        caveat: "",
    },
    fa: Text {
        name: "کیفیت داده",
        question: "آیا می‌توانم به این عددها اعتماد کنم؟",
        formula: "رکوردهای به‌کاررفته و تکراری‌های کنارگذاشته، از همهٔ زمان‌ها. در دوره: سهم اسکن‌های پس‌گرفته، سهم مراجعه‌های مبلغ‌دار، \
                  مراجعه‌های بیشترِ یک عضو در یک روز، مراجعه‌هایی که بیش از ۲۴ ساعت دیر رسید، و سهم عضوهایی که بازهٔ پیگیری‌شان در آن به \
                  پایان رسید و در بازهٔ پیش از عضویت مراجعه‌ای داشتند.",
        caveat: "",
    },
    tr: Text {
        name: "Veri kalitesi",
        question: "Bu sayılara güvenebilir miyim?",
        formula: "Bütün zamanlarda kullanılan kayıtlar ve yok sayılan yinelemeler. Dönemde: geri alınan okutmaların payı, tutarı olan \
                  ziyaretlerin payı, bir üyenin aynı gündeki fazladan ziyaretleri, 24 saatten geç ulaşan ziyaretler ve takip süresi \
                  dönemde bitenlerden üyelikten önceki sürede ziyareti olan üyelerin payı.",
        caveat: "",
    },
    uz: Text {
        name: "Maʼlumot sifati",
        question: "Bu sonlarga ishonsam boʻladimi?",
        formula: "Ishlatilgan yozuvlar va hisobga olinmagan takrorlar, butun vaqt boʻyicha. Davrda: bekor qilingan skanerlashlar \
                  ulushi, summasi bor tashriflar ulushi, aʼzoning bir kundagi ortiqcha tashriflari, 24 soatdan kech kelgan tashriflar \
                  va kuzatuv muddati davrda tugagan, aʼzolikdan oldingi muddatda tashrifi bor aʼzolar ulushi.",
        caveat: "",
    },
    id: Text {
        name: "Mutu data",
        question: "Apakah angka-angka ini bisa saya percaya?",
        formula: "Catatan yang dipakai dan duplikat yang diabaikan, sepanjang waktu. Dalam periode ini: porsi pemindaian yang \
                  dibatalkan, porsi kunjungan dengan nilai belanja, kunjungan tambahan seorang anggota pada hari yang sama, kunjungan \
                  yang diterima terlambat lebih dari 24 jam, dan porsi anggota yang masa pantaunya berakhir di dalamnya dengan \
                  kunjungan dalam masa sebelum bergabung.",
        caveat: "",
    },
};
