//! Of the people who saw the join page, how many joined? (section 5.1 of the dictionary)

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::adoption::shared::seen_and_joined;
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::dataset::View;
use crate::metrics::figure::{Figure, Parts};

pub const METRIC: Definition = Definition {
    id: "enrolment_rate",
    unit: Unit::Share,
    family: "adoption",
    words: WORDS,
    reads: Reads::of(&[Kind::Talk]),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "visitors who joined",
    den: "visitors of the join page who had no card yet",
};

fn measure(view: &View<'_>) -> Figure {
    let (joined, strangers) = seen_and_joined(view);
    let num = Parts::each(joined);
    Figure::Ratio {
        den: num.clone().and_nobodys(strangers),
        num,
    }
}

const WORDS: Words = Words {
    en: Text {
        name: "Page visitors who joined",
        question: "Of the people who saw the join page, how many joined?",
        formula: "Visitors of the join page in the period who were issued a card at or after their first view and before its end, out \
                  of all visitors of the page in the period who had no card before that view.",
        caveat: "Counts browsers by the day, not people: whoever looks on one day and joins on another lowers it, and so do second \
                 phones. Members enrolled by staff without a page view are in neither number.",
    },
    ar: Text {
        name: "زوار الصفحة الذين انضموا",
        question: "ممن رأوا صفحة الانضمام، كم منهم انضم؟",
        formula: "زوار صفحة الانضمام في الفترة الذين صدرت لهم بطاقة عند أول مشاهدة أو بعدها وقبل نهاية الفترة، من كل زوار الصفحة في \
                  الفترة الذين لم تكن لهم بطاقة قبل تلك المشاهدة.",
        caveat: "يحسب المتصفحات يومًا بيوم لا الأشخاص: من يرى الصفحة في يوم وينضم في آخر، والهاتف الثاني، يخفضان النسبة. ومن ضمّه الموظف \
                 دون رؤية الصفحة ليس في أيٍّ من العددين.",
    },
    fa: Text {
        name: "بازدیدکننده‌هایی که عضو شدند",
        question: "از کسانی که صفحهٔ عضویت را دیدند، چند نفر عضو شدند؟",
        formula: "بازدیدکننده‌های صفحهٔ عضویت در این دوره که هم‌زمان با نخستین بازدید یا پس از آن و پیش از پایان دوره کارت گرفتند، از \
                  میان همهٔ بازدیدکننده‌های این صفحه در دوره که پیش از آن بازدید کارتی نداشتند.",
        caveat: "مرورگرها را روزبه‌روز می‌شمارد، نه آدم‌ها را: کسی که یک روز صفحه را می‌بیند و روز دیگر عضو می‌شود، و گوشی دوم، عدد را پایین \
                 می‌آورد. عضوی که فروشنده بی‌دیدن صفحه عضو کرده، در هیچ‌یک از دو عدد نیست.",
    },
    tr: Text {
        name: "Üye olan sayfa ziyaretçileri",
        question: "Üyelik sayfasını görenlerden kaçı üye oldu?",
        formula: "Bu dönemde üyelik sayfasını görüp ilk görüntülemede ya da sonrasında ve dönem bitmeden kart alan ziyaretçilerin, bu \
                  dönemde sayfayı gören ve o görüntülemeden önce kartı olmayan bütün ziyaretçilere oranı.",
        caveat: "Kişileri değil, gün gün tarayıcıları sayar: bir gün bakıp başka gün üye olanlar ve ikinci telefonlar oranı düşürür. \
                 Sayfayı görmeden çalışanların üye yaptıkları iki sayıda da yoktur.",
    },
    uz: Text {
        name: "Sahifani koʻrib aʼzo boʻlganlar",
        question: "Aʼzolik sahifasini koʻrganlardan nechtasi aʼzo boʻldi?",
        formula: "Shu davrda aʼzolik sahifasini koʻrib, birinchi koʻrishda yoki undan keyin va davr tugaguncha karta olganlar, shu \
                  davrda sahifani koʻrgan va undan oldin kartasi boʻlmagan barcha kishilarga nisbatan.",
        caveat: "Odamlarni emas, brauzerlarni kunma-kun sanaydi: bir kuni koʻrib, boshqa kuni aʼzo boʻlganlar va ikkinchi telefon sonni \
                 pasaytiradi. Sahifani koʻrmasdan sotuvchi aʼzo qilganlar ikkala sonda ham yoʻq.",
    },
    id: Text {
        name: "Pengunjung halaman yang bergabung",
        question: "Dari orang yang melihat halaman pendaftaran, berapa yang bergabung?",
        formula: "Pengunjung halaman pendaftaran dalam periode ini yang menerima kartu pada atau setelah kunjungan halaman pertamanya \
                  dan sebelum akhir periode, dari semua pengunjung halaman dalam periode ini yang belum punya kartu sebelumnya.",
        caveat: "Yang dihitung peramban per hari, bukan orang: orang yang melihat pada satu hari dan bergabung pada hari lain, serta \
                 ponsel kedua, menurunkannya. Anggota yang didaftarkan staf tanpa melihat halaman tidak ada di kedua angka.",
    },
};
