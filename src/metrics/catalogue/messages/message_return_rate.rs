//! Of the nudges, how many were followed by a visit within a week? (section 5.10 of the dictionary)

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::catalogue::messages::shared::messages;
use crate::metrics::dataset::View;
use crate::metrics::facts::Message;
use crate::metrics::figure::{Figure, Parts};

pub const METRIC: Definition = Definition {
    id: "message_return_rate",
    unit: Unit::Share,
    family: "messages",
    words: WORDS,
    reads: Reads::of(&[Kind::Visits, Kind::Talk]),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "of these, followed by a visit within a week",
    den: "campaign messages and reminders whose week is over",
};

fn measure(view: &View<'_>) -> Figure {
    let last_day = |message: &Message| view.book.day(message.at) + 7;
    let judged = messages(view).filter(|message| message.nudge && last_day(message) < view.to);
    let followed = |message: &Message| {
        view.book
            .visits_of(message.person)
            .any(|visit| visit.at > message.at && visit.day <= last_day(message))
    };
    Parts::counted(judged.map(|message| (message.person, followed(message))))
}

const WORDS: Words = Words {
    en: Text {
        name: "Nudges followed by a visit",
        question: "Of the nudges, how many were followed by a visit within a week?",
        formula: "Campaign messages and reminders of the period after which that member came within seven days, out of all whose seven \
                  days ended in the period.",
        caveat: "Observational: many would have come anyway.",
    },
    ar: Text {
        name: "التذكيرات التي تلتها زيارة",
        question: "من رسائل الحملات والتذكيرات، كم تلتها زيارة خلال أسبوع؟",
        formula: "رسائل الحملات والتذكيرات في الفترة التي جاء بعدها العضو نفسه خلال سبعة أيام، من كل ما انتهت أيامه السبعة في الفترة.",
        caveat: "ملاحظة فقط: كثيرون كانوا سيأتون على أي حال.",
    },
    fa: Text {
        name: "پیام‌هایی که مراجعه در پی داشت",
        question: "پس از چند تا از پیام‌های کارزار و یادآوری، ظرف یک هفته مراجعه‌ای بود؟",
        formula: "پیام‌های کارزار و یادآوری‌های دوره که همان عضو پس از آن ظرف هفت روز آمد، از میان همهٔ آن‌هایی که هفت روزشان در دوره به \
                  پایان رسید.",
        caveat: "فقط مشاهده است: بسیاری در هر حال می‌آمدند.",
    },
    tr: Text {
        name: "Ziyaretle sonuçlanan hatırlatmalar",
        question: "Hatırlatmalardan kaçının ardından bir hafta içinde ziyaret oldu?",
        formula: "Dönemdeki kampanya mesajları ve hatırlatmalardan, ardından o üyenin yedi gün içinde geldiklerinin, yedi günü dönem \
                  içinde biten bütün bu mesajlara oranı.",
        caveat: "Yalnızca gözlemdir: birçoğu zaten gelecekti.",
    },
    uz: Text {
        name: "Tashrif bilan tugagan eslatmalar",
        question: "Eslatmalardan nechtasidan keyin bir hafta ichida tashrif boʻldi?",
        formula: "Davrdagi kampaniya xabarlari va eslatmalaridan keyin shu aʼzo yetti kun ichida kelganlari, yetti kuni davr ichida \
                  tugaganlarning barchasiga nisbatan.",
        caveat: "Faqat kuzatuv: koʻplari baribir kelardi.",
    },
    id: Text {
        name: "Ajakan yang diikuti kunjungan",
        question: "Dari pesan ajakan, berapa yang diikuti kunjungan dalam seminggu?",
        formula: "Pesan kampanye dan pengingat dalam periode ini yang setelahnya anggota itu datang dalam tujuh hari, dari semua yang \
                  tujuh harinya berakhir dalam periode ini.",
        caveat: "Hanya pengamatan: banyak yang memang akan datang juga.",
    },
};
