//! How many joined and were not seen again? (section 5.4 of the dictionary)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::coming_back::shared::by_return;
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::dataset::View;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "one_and_done_rate",
    unit: Unit::Share,
    family: "coming_back",
    words: WORDS,
    reads: Reads::VISITS.windows(1),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Matured,
    num: "did not come back within {window} days",
    den: "joined {window} days before the period's days",
};

fn measure(view: &View<'_>) -> Figure {
    by_return(view, false)
}

const WORDS: Words = Words {
    en: Text {
        name: "Joiners not seen again",
        question: "How many joined and were not seen again?",
        formula: "Members without a visit in their follow-up window (the 60 days after the join day, unless another number is chosen), \
                  out of all whose window ended in the period.",
        caveat: "Members deleted meanwhile stay in the denominator.",
    },
    ar: Text {
        name: "الأعضاء الجدد الذين لم يظهروا ثانية",
        question: "كم انضم ولم يُرَ بعدها؟",
        formula: "الأعضاء الذين ليست لهم زيارة في مدة المتابعة (60 يومًا بعد يوم الانضمام، ما لم يُختر عدد آخر)، من كل من انتهت مدتهم في \
                  الفترة.",
        caveat: "من حُذفوا في هذه الأثناء يبقون في المقام.",
    },
    fa: Text {
        name: "تازه‌واردهایی که دیگر نیامدند",
        question: "چند نفر عضو شدند و دیگر دیده نشدند؟",
        formula: "عضوهایی که در بازهٔ پیگیری خود (۶۰ روز پس از روز عضویت، مگر عدد دیگری انتخاب شود) مراجعه‌ای نداشتند، از میان همهٔ کسانی \
                  که بازه‌شان در این دوره به پایان رسید.",
        caveat: "عضوهایی که در این میان حذف شدند هم در مخرج می‌مانند.",
    },
    tr: Text {
        name: "Bir daha görülmeyen yeni üyeler",
        question: "Kaç kişi üye oldu ve bir daha görülmedi?",
        formula: "Takip süresinde (üyelik gününden sonraki 60 gün, başka bir sayı seçilmedikçe) hiç ziyareti olmayan üyelerin, takip \
                  süresi bu dönemde biten bütün üyelere oranı.",
        caveat: "Bu arada silinen üyeler paydada kalır.",
    },
    uz: Text {
        name: "Boshqa koʻrinmagan yangi aʼzolar",
        question: "Necha kishi aʼzo boʻlib, boshqa koʻrinmadi?",
        formula: "Kuzatuv muddatida (aʼzo boʻlgan kundan keyingi 60 kun, boshqa son tanlanmasa) tashrifi yoʻq aʼzolar, kuzatuv muddati \
                  shu davrda tugagan barcha aʼzolarga nisbatan.",
        caveat: "Shu orada oʻchirilgan aʼzolar maxrajda qoladi.",
    },
    id: Text {
        name: "Anggota baru yang tak kembali",
        question: "Berapa yang bergabung lalu tidak terlihat lagi?",
        formula: "Anggota tanpa kunjungan dalam masa pantaunya (60 hari setelah hari bergabung, kecuali dipilih angka lain), dari \
                  semua yang masa pantaunya berakhir dalam periode ini.",
        caveat: "Anggota yang sementara itu dihapus tetap ada di penyebut.",
    },
};
