//! Do members spend more after joining than before? (section 5.8 of the dictionary)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::catalogue::lift::shared::lift;
use crate::metrics::dataset::{View, Visit};
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "member_lift_spend",
    unit: Unit::Minor,
    family: "lift",
    words: WORDS,
    reads: Reads::VISITS.windows(2),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Matured,
    num: "change in spend, added up",
    den: "stayed {window} days, had a visit before joining, and few amounts are missing",
};

fn measure(view: &View<'_>) -> Figure {
    lift(view, spend)
}

/// Spend of a window, missing amounts filled with the mean; nothing where more than one in five is missing.
fn spend(visits: &[&Visit]) -> Option<f64> {
    let amounts: Vec<i64> = visits.iter().filter_map(|visit| visit.amount).collect();
    if visits.is_empty() {
        return Some(0.0);
    }
    if (visits.len() - amounts.len()) * 5 > visits.len() {
        return None;
    }
    Some(amounts.iter().sum::<i64>() as f64 * visits.len() as f64 / amounts.len() as f64)
}

const WORDS: Words = Words {
    en: Text {
        name: "Spend before and after",
        question: "Do members spend more after joining than before?",
        formula: "For each member, the spend in the window after the join day minus the spend in the window before it; then the mean of \
                  these differences. It includes the members of the visit-day comparison, except those with no amount on more than one \
                  in five visits in a window; fewer missing amounts are filled with the mean.",
        caveat: "Observational: people tend to join in a busy phase, seasons and prices change, and only customers with a history are \
                 included. Say “after joining”, never “because of”.",
    },
    ar: Text {
        name: "الإنفاق قبل وبعد",
        question: "هل ينفق الأعضاء أكثر بعد الانضمام مما قبله؟",
        formula: "لكل عضو، الإنفاق في المدة التي بعد يوم الانضمام ناقص الإنفاق في المدة التي قبله؛ ثم متوسط هذه الفروق. ويدخل فيه \
                  أعضاء مقارنة أيام الزيارة، إلا من ينقص المبلغ في أكثر من خُمس زياراته في إحدى المدتين؛ وما نقص أقل من ذلك يُكمَل \
                  بالمتوسط.",
        caveat: "ملاحظة فقط: يميل الناس إلى الانضمام حين يكثر مجيئهم، والمواسم والأسعار تتغير، ولا يدخل فيه إلا زبائن لهم سجل سابق. قل \
                 «بعد الانضمام»، ولا تقل أبدًا «بسبب الانضمام».",
    },
    fa: Text {
        name: "خرید، پیش و پس",
        question: "آیا عضوها پس از عضویت بیشتر خرج می‌کنند؟",
        formula: "برای هر عضو، خرید در بازهٔ پس از روز عضویت منهای خرید در بازهٔ پیش از آن؛ سپس میانگین این تفاوت‌ها. همان عضوهای سنجش \
                  روزهای مراجعه در آن‌اند، مگر آن‌که در یکی از بازه‌ها بیش از یک‌پنجم مراجعه‌ها بی‌مبلغ باشد؛ کمبود کمتر از آن با میانگین پر \
                  می‌شود.",
        caveat: "فقط مشاهده است: مردم بیشتر در روزهای پررفت‌وآمد خود عضو می‌شوند، فصل و قیمت‌ها عوض می‌شود، و فقط مشتری‌های سابقه‌دار در \
                 آن‌اند. بگویید «پس از عضویت»، هرگز نه «به خاطرِ عضویت».",
    },
    tr: Text {
        name: "Önce ve sonra harcama",
        question: "Üyeler üyelikten sonra öncekinden daha çok harcıyor mu?",
        formula: "Her üye için, üyelik gününden sonraki süredeki harcamadan önceki süredeki harcama çıkarılır; sonra bu farkların \
                  ortalaması alınır. Ziyaret günü karşılaştırmasındaki üyeler içindedir; ancak bir süredeki ziyaretlerinin beşte \
                  birinden çoğunda tutar bulunmayanlar çıkarılır, daha az eksik tutar ortalamayla tamamlanır.",
        caveat: "Yalnızca gözlemdir: insanlar sık geldikleri günlerde üye olmaya yatkındır, mevsim ve fiyatlar değişir ve yalnızca \
                 geçmişi bilinen müşteriler içindedir. “Üyelikten sonra” deyin, asla “üyelik sayesinde” demeyin.",
    },
    uz: Text {
        name: "Oldingi va keyingi xarid",
        question: "Aʼzolar aʼzo boʻlgandan keyin oldingidan koʻproq sarflayaptimi?",
        formula: "Har bir aʼzo uchun aʼzo boʻlgan kundan keyingi muddatdagi xariddan undan oldingi muddatdagi xarid ayiriladi; soʻng \
                  shu farqlarning oʻrtachasi olinadi. Tashrif kunlari solishtiruvidagi aʼzolar kiradi, faqat bir muddatdagi \
                  tashriflarining beshdan biridan koʻpida summa yoʻqlari kirmaydi; kamroq yetishmagan summalar oʻrtacha bilan \
                  toʻldiriladi.",
        caveat: "Faqat kuzatuv: odamlar koʻproq tez-tez kelib yurgan paytida aʼzo boʻladi, fasl va narxlar oʻzgaradi, faqat tarixi bor \
                 mijozlar kiradi. “Aʼzo boʻlgandan keyin” deng, hech qachon “aʼzolik tufayli” demang.",
    },
    id: Text {
        name: "Belanja sebelum dan sesudah",
        question: "Apakah anggota berbelanja lebih banyak setelah bergabung daripada sebelumnya?",
        formula: "Untuk tiap anggota, belanja dalam masa setelah hari bergabung dikurangi belanja dalam masa sebelumnya; lalu \
                  rata-rata dari selisih itu. Yang termasuk adalah anggota dari perbandingan hari kunjungan, kecuali yang lebih dari \
                  satu di antara lima kunjungannya dalam salah satu masa tidak punya nilai belanja; kekurangan yang lebih kecil diisi \
                  dengan rata-rata.",
        caveat: "Hanya pengamatan: orang cenderung bergabung saat sedang sering datang, musim dan harga berubah, dan hanya pelanggan \
                 dengan riwayat yang termasuk. Katakan “setelah bergabung”, jangan pernah “karena bergabung”.",
    },
};
