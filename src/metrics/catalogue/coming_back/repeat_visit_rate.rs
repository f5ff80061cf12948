//! Of the people who joined, how many came back on another day? (section 5.4 of the dictionary)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::coming_back::shared::by_return;
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::dataset::View;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "repeat_visit_rate",
    unit: Unit::Share,
    family: "coming_back",
    words: WORDS,
    reads: Reads::VISITS.windows(1),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Matured,
    num: "came back within {window} days",
    den: "joined {window} days before the period's days",
};

fn measure(view: &View<'_>) -> Figure {
    by_return(view, true)
}

const WORDS: Words = Words {
    en: Text {
        name: "Joiners who came back",
        question: "Of the people who joined, how many came back on another day?",
        formula: "Members with a visit in their follow-up window (the 60 days after the join day, unless another number is chosen), \
                  out of all whose window ended in the period.",
        caveat: "Covers people who joined one window ago, so that all had the same time to come back.",
    },
    ar: Text {
        name: "الأعضاء الجدد الذين عادوا",
        question: "ممن انضموا، كم عاد في يوم آخر؟",
        formula: "الأعضاء الذين لهم زيارة في مدة المتابعة (60 يومًا بعد يوم الانضمام، ما لم يُختر عدد آخر)، من كل من انتهت مدتهم في \
                  الفترة.",
        caveat: "تتحدث عمن انضموا قبل مدة متابعة كاملة، كي يكون للجميع الوقت نفسه للعودة.",
    },
    fa: Text {
        name: "تازه‌واردهایی که برگشتند",
        question: "از کسانی که عضو شدند، چند نفر در روزی دیگر برگشتند؟",
        formula: "عضوهایی که در بازهٔ پیگیری خود (۶۰ روز پس از روز عضویت، مگر عدد دیگری انتخاب شود) مراجعه‌ای داشتند، از میان همهٔ کسانی \
                  که بازه‌شان در این دوره به پایان رسید.",
        caveat: "دربارهٔ کسانی است که یک بازه پیش عضو شدند، تا همه برای برگشتن به یک اندازه وقت داشته باشند.",
    },
    tr: Text {
        name: "Geri gelen yeni üyeler",
        question: "Üye olanlardan kaçı başka bir gün geri geldi?",
        formula: "Takip süresinde (üyelik gününden sonraki 60 gün, başka bir sayı seçilmedikçe) ziyareti olan üyelerin, takip süresi \
                  bu dönemde biten bütün üyelere oranı.",
        caveat: "Bir takip süresi önce üye olanları anlatır; böylece herkesin geri gelmek için eşit zamanı olmuştur.",
    },
    uz: Text {
        name: "Qaytib kelgan yangi aʼzolar",
        question: "Aʼzo boʻlganlardan nechtasi boshqa kuni qaytib keldi?",
        formula: "Kuzatuv muddatida (aʼzo boʻlgan kundan keyingi 60 kun, boshqa son tanlanmasa) tashrifi bor aʼzolar, kuzatuv muddati \
                  shu davrda tugagan barcha aʼzolarga nisbatan.",
        caveat: "Bir kuzatuv muddati oldin aʼzo boʻlganlar haqida: shunda qaytish uchun hammaning vaqti teng boʻladi.",
    },
    id: Text {
        name: "Anggota baru yang kembali",
        question: "Dari orang yang bergabung, berapa yang kembali pada hari lain?",
        formula: "Anggota dengan kunjungan dalam masa pantaunya (60 hari setelah hari bergabung, kecuali dipilih angka lain), dari \
                  semua yang masa pantaunya berakhir dalam periode ini.",
        caveat: "Tentang orang yang bergabung satu masa pantau yang lalu, agar semua punya waktu yang sama untuk kembali.",
    },
};
