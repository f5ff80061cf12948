//! Do people come more often than before they joined? (section 5.4 of the dictionary)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::activity::shared::mean_gap;
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::dataset::{Member, View, days_of};
use crate::metrics::figure::Figure;
use crate::metrics::statistics::matched_people;

pub const METRIC: Definition = Definition {
    id: "visit_gap_join_change",
    unit: Unit::Days,
    family: "coming_back",
    words: WORDS,
    reads: Reads::VISITS.windows(2),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Matured,
    num: "change of the mean gap in days, added up",
    den: "two or more visit days both before joining and after",
};

fn measure(view: &View<'_>) -> Figure {
    let window = view.book.window;
    let pair = |(person, member): (u32, &Member)| {
        let (before, after) = (
            member.join_day - window..member.join_day,
            member.join_day + 1..=member.join_day + window,
        );
        let earlier = days_of(
            view.book
                .history_of(person)
                .filter(|visit| before.contains(&visit.day)),
        );
        let later = days_of(
            view.book
                .visits_of(person)
                .filter(|visit| after.contains(&visit.day)),
        );
        Some((person, mean_gap(&earlier).zip(mean_gap(&later))?))
    };
    let staying = view
        .matured()
        .into_iter()
        .filter(|(_, member)| member.stays_through(member.join_day + window));
    matched_people(&staying.filter_map(pair).collect::<Vec<_>>())
}

const WORDS: Words = Words {
    en: Text {
        name: "Gap change after joining",
        question: "Do people come more often than before they joined?",
        formula: "For each member, the mean gap between visit days in the window after the join day minus the mean gap in the window \
                  before it; then the mean of these differences. It includes members whose window ended in the period, who were not \
                  deleted by then and who have two or more days in both windows.",
        caveat: "Observational: it compares the same people, but season, prices and chance still play a part. Say “after joining”, never \
                 “because of”. Negative means shorter gaps.",
    },
    ar: Text {
        name: "تغيّر الفاصل بعد الانضمام",
        question: "هل يأتي الناس أكثر مما كانوا قبل انضمامهم؟",
        formula: "لكل عضو، متوسط الفاصل بين أيام الزيارة في المدة التي بعد يوم الانضمام ناقص متوسط الفاصل في المدة التي قبله؛ ثم متوسط \
                  هذه الفروق. ويدخل فيه الأعضاء الذين انتهت مدتهم في الفترة ولم يُحذفوا حتى ذلك الحين ولهم يومان أو أكثر في كلتا \
                  المدتين.",
        caveat: "ملاحظة فقط: يقارن الأشخاص أنفسهم، لكن الموسم والأسعار والصدفة تبقى فيه. قل «بعد الانضمام»، ولا تقل أبدًا «بسبب \
                 الانضمام». والعدد السالب يعني فاصلًا أقصر.",
    },
    fa: Text {
        name: "تغییر فاصله پس از عضویت",
        question: "آیا مردم بیشتر از پیش از عضویت می‌آیند؟",
        formula: "برای هر عضو، میانگین فاصلهٔ روزهای مراجعه در بازهٔ پس از روز عضویت منهای میانگین فاصله در بازهٔ پیش از آن؛ سپس میانگین \
                  این تفاوت‌ها. عضوهایی در آن‌اند که بازه‌شان در این دوره به پایان رسید، تا آن هنگام حذف نشدند و در هر دو بازه دو روز یا \
                  بیشتر دارند.",
        caveat: "فقط مشاهده است: همان آدم‌ها را با خودشان می‌سنجد، اما فصل، قیمت‌ها و بخت در آن می‌ماند. بگویید «پس از عضویت»، هرگز نه «به \
                 خاطرِ عضویت». عدد منفی یعنی فاصلهٔ کوتاه‌تر.",
    },
    tr: Text {
        name: "Üyelikten sonra aranın değişimi",
        question: "İnsanlar üye olmadan öncesine göre daha sık mı geliyor?",
        formula: "Her üye için, üyelik gününden sonraki sürede ziyaret günleri arasındaki ortalama aradan önceki süredeki ortalama ara \
                  çıkarılır; sonra bu farkların ortalaması alınır. Takip süresi bu dönemde biten, o ana kadar silinmemiş ve her iki \
                  sürede iki ya da daha çok günü olan üyeler içindedir.",
        caveat: "Yalnızca gözlemdir: aynı kişileri karşılaştırır, ama mevsim, fiyatlar ve rastlantı içinde kalır. “Üyelikten sonra” \
                 deyin, asla “üyelik sayesinde” demeyin. Eksi sayı daha kısa ara demektir.",
    },
    uz: Text {
        name: "Aʼzolikdan keyin oraliq oʻzgarishi",
        question: "Odamlar aʼzo boʻlishdan oldingiga qaraganda koʻproq kelyaptimi?",
        formula: "Har bir aʼzo uchun aʼzo boʻlgan kundan keyingi muddatda tashrif kunlari orasidagi oʻrtacha oraliqdan undan oldingi \
                  muddatdagi oʻrtacha oraliq ayiriladi; soʻng shu farqlarning oʻrtachasi olinadi. Kuzatuv muddati shu davrda tugagan, \
                  shu vaqtgacha oʻchirilmagan va ikkala muddatda ikki yoki undan koʻp kuni bor aʼzolar kiradi.",
        caveat: "Faqat kuzatuv: oʻsha odamlarning oʻzi solishtiriladi, lekin fasl, narxlar va tasodif taʼsiri qoladi. “Aʼzo boʻlgandan \
                 keyin” deng, hech qachon “aʼzolik tufayli” demang. Manfiy son qisqaroq oraliqni bildiradi.",
    },
    id: Text {
        name: "Perubahan jarak setelah bergabung",
        question: "Apakah orang datang lebih sering daripada sebelum bergabung?",
        formula: "Untuk tiap anggota, rata-rata jarak antarhari kunjungan dalam masa setelah hari bergabung dikurangi rata-rata jarak \
                  dalam masa sebelumnya; lalu rata-rata dari selisih itu. Yang termasuk adalah anggota yang masa pantaunya berakhir \
                  dalam periode ini, belum dihapus sampai saat itu, dan punya dua hari atau lebih dalam kedua masa.",
        caveat: "Hanya pengamatan: orang yang sama dibandingkan, tetapi musim, harga, dan kebetulan tetap berpengaruh. Katakan \
                 “setelah bergabung”, jangan pernah “karena bergabung”. Negatif berarti jarak lebih pendek.",
    },
};
