//! How many of our members actually came in this period? (section 5.3 of the dictionary)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::activity::shared::active_members;
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::dataset::View;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "active_rate",
    unit: Unit::Share,
    family: "activity",
    words: WORDS,
    reads: Reads::VISITS,
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::AtEnd,
    num: "came in the period",
    den: "members at the end of the period",
};

fn measure(view: &View<'_>) -> Figure {
    Figure::Share {
        num: active_members(view),
        den: view.members_at_end(),
    }
}

const WORDS: Words = Words {
    en: Text {
        name: "Members who came in",
        question: "How many of our members actually came in this period?",
        formula: "Members at the end of the period with at least one visit in it, out of all members at its end.",
        caveat: "Depends on the length of the period; compare only periods of equal length.",
    },
    ar: Text {
        name: "الأعضاء الذين جاؤوا",
        question: "كم من أعضائنا جاء فعلًا في هذه الفترة؟",
        formula: "الأعضاء في نهاية الفترة الذين لهم زيارة واحدة على الأقل فيها، من كل الأعضاء في نهايتها.",
        caveat: "تتوقف على طول الفترة؛ قارن فقط فترات متساوية الطول.",
    },
    fa: Text {
        name: "عضوهایی که آمدند",
        question: "از عضوهای ما واقعاً چند نفر در این دوره آمدند؟",
        formula: "عضوهای پایان دوره که دست‌کم یک مراجعه در آن داشتند، از میان همهٔ عضوهای پایان دوره.",
        caveat: "به درازای دوره بستگی دارد؛ فقط دوره‌های هم‌اندازه را با هم بسنجید.",
    },
    tr: Text {
        name: "Gelen üyeler",
        question: "Üyelerimizden kaçı bu dönemde gerçekten geldi?",
        formula: "Dönem sonundaki üyelerden dönemde en az bir ziyareti olanların, dönem sonundaki bütün üyelere oranı.",
        caveat: "Dönemin uzunluğuna bağlıdır; yalnızca eşit uzunluktaki dönemleri karşılaştırın.",
    },
    uz: Text {
        name: "Kelgan aʼzolar",
        question: "Aʼzolarimizdan nechtasi shu davrda chindan keldi?",
        formula: "Davr oxiridagi aʼzolardan davrda kamida bitta tashrifi borlari, davr oxiridagi barcha aʼzolarga nisbatan.",
        caveat: "Davr uzunligiga bogʻliq; faqat teng uzunlikdagi davrlarni solishtiring.",
    },
    id: Text {
        name: "Anggota yang datang",
        question: "Berapa dari anggota kita yang benar-benar datang dalam periode ini?",
        formula: "Anggota di akhir periode dengan setidaknya satu kunjungan di dalamnya, dari semua anggota di akhir periode.",
        caveat: "Bergantung pada panjang periode; bandingkan hanya periode yang sama panjang.",
    },
};
