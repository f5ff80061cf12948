//! Do people come more often than before the programme began? (section 5.4 of the dictionary)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::activity::shared::mean_gap;
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::dataset::{View, days_of};
use crate::metrics::figure::Figure;
use crate::metrics::period::day_number;
use crate::metrics::statistics::matched_people;

pub const METRIC: Definition = Definition {
    id: "visit_gap_launch_change",
    unit: Unit::Days,
    family: "coming_back",
    words: WORDS,
    reads: Reads::VISITS.launch(),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "change of the mean gap in days, added up",
    den: "two or more visit days both before the launch and since",
};

fn measure(view: &View<'_>) -> Figure {
    let Some(launch) = view.configuration().launched_on.map(day_number) else {
        return matched_people(&[]);
    };
    let (before, after) = (
        launch - view.book.window..launch,
        view.from.max(launch)..view.to,
    );
    let pair = |person: u32| {
        let earlier = days_of(
            view.book
                .known_of(person)
                .filter(|visit| before.contains(&visit.day)),
        );
        let later = days_of(
            view.book
                .known_of(person)
                .filter(|visit| after.contains(&visit.day)),
        );
        Some((person, mean_gap(&earlier).zip(mean_gap(&later))?))
    };
    matched_people(
        &view
            .book
            .scope()
            .filter_map(|(person, _)| pair(person))
            .collect::<Vec<_>>(),
    )
}

const WORDS: Words = Words {
    en: Text {
        name: "Gap change since the launch",
        question: "Do people come more often than before the programme began?",
        formula: "For each member, the mean gap between visit days in the period (not before the launch) minus the mean gap in the \
                  window before the launch; then the mean of these differences. It includes members with two or more days in both.",
        caveat: "Observational, and seasons differ between the two windows. Empty while no launch date is set.",
    },
    ar: Text {
        name: "تغيّر الفاصل منذ الإطلاق",
        question: "هل يأتي الناس أكثر مما كانوا قبل بدء البرنامج؟",
        formula: "لكل عضو، متوسط الفاصل بين أيام الزيارة في الفترة (لا قبل الإطلاق) ناقص متوسط الفاصل في المدة التي قبل الإطلاق؛ ثم \
                  متوسط هذه الفروق. ويدخل فيه الأعضاء الذين لهم يومان أو أكثر في كلتيهما.",
        caveat: "ملاحظة فقط، وموسما المدتين مختلفان. يبقى فارغًا ما لم يُسجَّل تاريخ الإطلاق.",
    },
    fa: Text {
        name: "تغییر فاصله از آغاز برنامه",
        question: "آیا مردم بیشتر از پیش از آغاز برنامه می‌آیند؟",
        formula: "برای هر عضو، میانگین فاصلهٔ روزهای مراجعه در دوره (نه پیش از آغاز برنامه) منهای میانگین فاصله در بازهٔ پیش از آغاز؛ \
                  سپس میانگین این تفاوت‌ها. عضوهایی در آن‌اند که در هر دو، دو روز یا بیشتر دارند.",
        caveat: "فقط مشاهده است، و فصل‌های دو بازه یکی نیست. تا تاریخ آغاز ثبت نشده، خالی است.",
    },
    tr: Text {
        name: "Başlangıçtan beri aranın değişimi",
        question: "İnsanlar program başlamadan öncesine göre daha sık mı geliyor?",
        formula: "Her üye için, dönemde (başlangıçtan önceki günler hariç) ziyaret günleri arasındaki ortalama aradan başlangıçtan \
                  önceki süredeki ortalama ara çıkarılır; sonra bu farkların ortalaması alınır. Her ikisinde de iki ya da daha çok \
                  günü olan üyeler içindedir.",
        caveat: "Yalnızca gözlemdir ve iki sürenin mevsimleri farklıdır. Başlangıç tarihi girilmedikçe boştur.",
    },
    uz: Text {
        name: "Dastur boshlangach oraliq oʻzgarishi",
        question: "Odamlar dastur boshlanishidan oldingiga qaraganda koʻproq kelyaptimi?",
        formula: "Har bir aʼzo uchun davrdagi (dastur boshlanishidan oldingi kunlarsiz) tashrif kunlari orasidagi oʻrtacha oraliqdan \
                  dastur boshlanishidan oldingi muddatdagi oʻrtacha oraliq ayiriladi; soʻng shu farqlarning oʻrtachasi olinadi. \
                  Ikkalasida ham ikki yoki undan koʻp kuni bor aʼzolar kiradi.",
        caveat: "Faqat kuzatuv, ikki muddatning fasllari ham har xil. Boshlanish sanasi kiritilmaguncha boʻsh.",
    },
    id: Text {
        name: "Perubahan jarak sejak peluncuran",
        question: "Apakah orang datang lebih sering daripada sebelum program dimulai?",
        formula: "Untuk tiap anggota, rata-rata jarak antarhari kunjungan dalam periode ini (tidak sebelum peluncuran) dikurangi \
                  rata-rata jarak dalam masa sebelum peluncuran; lalu rata-rata dari selisih itu. Yang termasuk adalah anggota dengan \
                  dua hari atau lebih pada keduanya.",
        caveat: "Hanya pengamatan, dan musim kedua masa itu berbeda. Kosong selama tanggal peluncuran belum diisi.",
    },
};
