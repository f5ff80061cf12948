//! How many of our members came in? (section 5.3 of the dictionary)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::activity::shared::active_members;
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::dataset::View;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "active_members",
    unit: Unit::Count,
    family: "activity",
    words: WORDS,
    reads: Reads::VISITS,
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::AtEnd,
    num: "came in the period",
    den: "",
};

fn measure(view: &View<'_>) -> Figure {
    Figure::People(active_members(view))
}

const WORDS: Words = Words {
    en: Text {
        name: "Active members",
        question: "How many of our members came in?",
        formula: "Members at the end of the period with at least one visit in it.",
        caveat: "Whoever came and was deleted before the end is not counted.",
    },
    ar: Text {
        name: "الأعضاء النشطون",
        question: "كم من أعضائنا جاء؟",
        formula: "الأعضاء في نهاية الفترة الذين لهم زيارة واحدة على الأقل فيها.",
        caveat: "من جاء ثم حُذف قبل النهاية لا يُحسب.",
    },
    fa: Text {
        name: "عضوهای فعال",
        question: "چند نفر از عضوهای ما آمدند؟",
        formula: "عضوهای پایان دوره که دست‌کم یک مراجعه در آن داشتند.",
        caveat: "کسی که آمد و پیش از پایان دوره حذف شد شمرده نمی‌شود.",
    },
    tr: Text {
        name: "Etkin üyeler",
        question: "Üyelerimizden kaçı geldi?",
        formula: "Dönem sonundaki üyelerden dönemde en az bir ziyareti olanlar.",
        caveat: "Gelip de dönem bitmeden silinenler sayılmaz.",
    },
    uz: Text {
        name: "Faol aʼzolar",
        question: "Aʼzolarimizdan nechtasi keldi?",
        formula: "Davr oxiridagi aʼzolardan davrda kamida bitta tashrifi borlari.",
        caveat: "Kelib, davr tugaguncha oʻchirilganlar sanalmaydi.",
    },
    id: Text {
        name: "Anggota aktif",
        question: "Berapa anggota kita yang datang?",
        formula: "Anggota di akhir periode dengan setidaknya satu kunjungan di dalamnya.",
        caveat: "Yang datang lalu dihapus sebelum akhir periode tidak dihitung.",
    },
};
