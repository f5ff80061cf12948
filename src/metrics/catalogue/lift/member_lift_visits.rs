//! Do members come on more days after joining than before? (section 5.8 of the dictionary)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::catalogue::lift::shared::lift;
use crate::metrics::dataset::{View, days_of};
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "member_lift_visits",
    unit: Unit::Number,
    family: "lift",
    words: WORDS,
    reads: Reads::VISITS.windows(2),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Matured,
    num: "change in visit days, added up",
    den: "stayed {window} days and had a visit in the {window} days before joining",
};

fn measure(view: &View<'_>) -> Figure {
    lift(view, |visits| {
        Some(days_of(visits.iter().copied()).len() as f64)
    })
}

const WORDS: Words = Words {
    en: Text {
        name: "Visit days before and after",
        question: "Do members come on more days after joining than before?",
        formula: "For each member, the visit days in the window after the join day minus the days with imported visits in the window \
                  before it; then the mean of these differences. It includes members whose window ended in the period, who were not \
                  deleted by then and who had a visit in the window before.",
        caveat: "Observational: people tend to join in a busy phase, seasons and prices change, and only customers with a history are \
                 included. Say “after joining”, never “because of”.",
    },
    ar: Text {
        name: "أيام الزيارة قبل وبعد",
        question: "هل يأتي الأعضاء في أيام أكثر بعد الانضمام مما قبله؟",
        formula: "لكل عضو، أيام الزيارة في المدة التي بعد يوم الانضمام ناقص الأيام التي فيها زيارات مستوردة في المدة التي قبله؛ ثم \
                  متوسط هذه الفروق. ويدخل فيه الأعضاء الذين انتهت مدتهم في الفترة ولم يُحذفوا حتى ذلك الحين ولهم زيارة في المدة \
                  السابقة.",
        caveat: "ملاحظة فقط: يميل الناس إلى الانضمام حين يكثر مجيئهم، والمواسم والأسعار تتغير، ولا يدخل فيه إلا زبائن لهم سجل سابق. قل \
                 «بعد الانضمام»، ولا تقل أبدًا «بسبب الانضمام».",
    },
    fa: Text {
        name: "روزهای مراجعه، پیش و پس",
        question: "آیا عضوها پس از عضویت در روزهای بیشتری می‌آیند؟",
        formula: "برای هر عضو، روزهای مراجعه در بازهٔ پس از روز عضویت منهای روزهایی با مراجعهٔ واردشده در بازهٔ پیش از آن؛ سپس میانگین \
                  این تفاوت‌ها. عضوهایی در آن‌اند که بازه‌شان در این دوره به پایان رسید، تا آن هنگام حذف نشدند و در بازهٔ پیش مراجعه‌ای \
                  داشتند.",
        caveat: "فقط مشاهده است: مردم بیشتر در روزهای پررفت‌وآمد خود عضو می‌شوند، فصل و قیمت‌ها عوض می‌شود، و فقط مشتری‌های سابقه‌دار در \
                 آن‌اند. بگویید «پس از عضویت»، هرگز نه «به خاطرِ عضویت».",
    },
    tr: Text {
        name: "Önce ve sonra ziyaret günleri",
        question: "Üyeler üyelikten sonra öncekinden daha çok günde geliyor mu?",
        formula: "Her üye için, üyelik gününden sonraki süredeki ziyaret günlerinden önceki sürede içe aktarılmış ziyareti olan günler \
                  çıkarılır; sonra bu farkların ortalaması alınır. Takip süresi bu dönemde biten, o ana kadar silinmemiş ve önceki \
                  sürede ziyareti olan üyeler içindedir.",
        caveat: "Yalnızca gözlemdir: insanlar sık geldikleri günlerde üye olmaya yatkındır, mevsim ve fiyatlar değişir ve yalnızca \
                 geçmişi bilinen müşteriler içindedir. “Üyelikten sonra” deyin, asla “üyelik sayesinde” demeyin.",
    },
    uz: Text {
        name: "Oldingi va keyingi tashrif kunlari",
        question: "Aʼzolar aʼzo boʻlgandan keyin oldingidan koʻproq kun kelyaptimi?",
        formula: "Har bir aʼzo uchun aʼzo boʻlgan kundan keyingi muddatdagi tashrif kunlaridan undan oldingi muddatda import qilingan \
                  tashrifi bor kunlar ayiriladi; soʻng shu farqlarning oʻrtachasi olinadi. Kuzatuv muddati shu davrda tugagan, shu \
                  vaqtgacha oʻchirilmagan va oldingi muddatda tashrifi bor aʼzolar kiradi.",
        caveat: "Faqat kuzatuv: odamlar koʻproq tez-tez kelib yurgan paytida aʼzo boʻladi, fasl va narxlar oʻzgaradi, faqat tarixi bor \
                 mijozlar kiradi. “Aʼzo boʻlgandan keyin” deng, hech qachon “aʼzolik tufayli” demang.",
    },
    id: Text {
        name: "Hari kunjungan sebelum dan sesudah",
        question: "Apakah anggota datang pada lebih banyak hari setelah bergabung daripada sebelumnya?",
        formula: "Untuk tiap anggota, hari kunjungan dalam masa setelah hari bergabung dikurangi hari dengan kunjungan impor dalam \
                  masa sebelumnya; lalu rata-rata dari selisih itu. Yang termasuk adalah anggota yang masa pantaunya berakhir dalam \
                  periode ini, belum dihapus sampai saat itu, dan punya kunjungan dalam masa sebelumnya.",
        caveat: "Hanya pengamatan: orang cenderung bergabung saat sedang sering datang, musim dan harga berubah, dan hanya pelanggan \
                 dengan riwayat yang termasuk. Katakan “setelah bergabung”, jangan pernah “karena bergabung”.",
    },
};
