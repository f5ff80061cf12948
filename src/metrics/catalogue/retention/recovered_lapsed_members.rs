//! Did we win anybody back? (section 5.6 of the dictionary)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::dataset::View;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "recovered_lapsed_members",
    unit: Unit::Share,
    family: "keeping",
    words: WORDS,
    reads: Reads::VISITS,
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::AtStart,
    num: "came in the period",
    den: "had been silent for {lapse} days or more",
};

fn measure(view: &View<'_>) -> Figure {
    let silent_since = view.from - view.book.lapse;
    let lapsed = |person: &u32| {
        let last = view
            .book
            .known_of(*person)
            .rev()
            .find(|visit| visit.at < view.start);
        last.is_some_and(|visit| visit.day <= silent_since)
    };
    let den: Vec<u32> = view.members_at_start().into_iter().filter(lapsed).collect();
    Figure::Share {
        num: den
            .iter()
            .copied()
            .filter(|person| view.has_visit(*person))
            .collect(),
        den,
    }
}

const WORDS: Words = Words {
    en: Text {
        name: "Lapsed members won back",
        question: "Did we win anybody back?",
        formula: "Members at the start of the period whose last known visit, before joining or after, was 90 days (unless another number \
                  is chosen) or more before its first day and who came in it, out of all such silent members.",
        caveat: "Some come back on their own; to know what a campaign did, use a hold-out.",
    },
    ar: Text {
        name: "الأعضاء الصامتون الذين استعدناهم",
        question: "هل استعدنا أحدًا؟",
        formula: "الأعضاء في بداية الفترة الذين كانت آخر زيارة معروفة لهم قبل يومها الأول بمقدار 90 يومًا (ما لم يُختر عدد آخر) أو أكثر \
                  وجاؤوا فيها، من كل هؤلاء الأعضاء الصامتين.",
        caveat: "بعضهم يعود من تلقاء نفسه؛ ومعرفة نصيب الحملة تحتاج إلى مجموعة مقارنة.",
    },
    fa: Text {
        name: "عضوهای خاموشی که برگشتند",
        question: "آیا کسی را دوباره به دست آوردیم؟",
        formula: "عضوهای آغاز دوره که آخرین مراجعهٔ شناخته‌شده‌شان ۹۰ روز (مگر عدد دیگری انتخاب شود) یا بیشتر پیش از روز اول آن بود و در \
                  دوره آمدند، از میان همهٔ این عضوهای خاموش.",
        caveat: "برخی خودشان برمی‌گردند؛ برای سهم یک کارزار، گروه مقایسه لازم است.",
    },
    tr: Text {
        name: "Geri kazanılan sessiz üyeler",
        question: "Birilerini geri kazandık mı?",
        formula: "Dönem başındaki üyelerden, bilinen son ziyareti dönemin ilk gününden 90 gün (başka bir sayı seçilmedikçe) ya da daha \
                  önce olup dönemde gelenlerin, böyle sessiz kalan bütün üyelere oranı.",
        caveat: "Bazıları kendiliğinden döner; bir kampanyanın payı için karşılaştırma grubu gerekir.",
    },
    uz: Text {
        name: "Qaytarilgan jim aʼzolar",
        question: "Kimnidir qaytara oldikmi?",
        formula: "Davr boshidagi aʼzolardan maʼlum oxirgi tashrifi davrning birinchi kunidan 90 kun (boshqa son tanlanmasa) yoki undan \
                  koʻp oldin boʻlib, davrda kelganlari, shunday jim aʼzolarning barchasiga nisbatan.",
        caveat: "Baʼzilar oʻzi qaytadi; kampaniyaning hissasini bilish uchun taqqoslash guruhi kerak.",
    },
    id: Text {
        name: "Anggota diam yang kembali",
        question: "Apakah ada yang berhasil kita ajak kembali?",
        formula: "Anggota di awal periode yang kunjungan terakhirnya yang diketahui 90 hari (kecuali dipilih angka lain) atau lebih \
                  sebelum hari pertamanya dan yang datang di dalamnya, dari semua anggota diam seperti itu.",
        caveat: "Sebagian kembali dengan sendirinya; untuk tahu andil sebuah kampanye perlu kelompok pembanding.",
    },
};
