//! Of the rewards people earned, how many did they use? (section 5.5 of the dictionary)

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::catalogue::rewards::shared::used_before_end;
use crate::metrics::dataset::View;
use crate::metrics::figure::{Figure, Parts};

pub const METRIC: Definition = Definition {
    id: "reward_redemption_rate",
    unit: Unit::Share,
    family: "rewards",
    words: WORDS,
    reads: Reads::of(&[Kind::Rewards]),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "of these, used before the end",
    den: "rewards earned in the period",
};

fn measure(view: &View<'_>) -> Figure {
    let used = used_before_end(view);
    Parts::counted(
        view.rewards()
            .map(|reward| (reward.person, used.contains(&reward.id))),
    )
}

const WORDS: Words = Words {
    en: Text {
        name: "Earned rewards that were used",
        question: "Of the rewards people earned, how many did they use?",
        formula: "Rewards earned in the period and redeemed before its end, at any location, out of all rewards earned in it. Expired \
                  rewards are included, revoked ones are not.",
        caveat: "Rewards earned in the last few days had little time to be used; compare with the previous period, or ask for a quarter.",
    },
    ar: Text {
        name: "المكافآت التي استُخدمت",
        question: "من المكافآت التي كسبها الناس، كم استخدموا؟",
        formula: "المكافآت المكتسبة في الفترة والمُسلَّمة قبل نهايتها، في أي مكان، من كل المكافآت المكتسبة فيها. المنتهية الصلاحية تدخل \
                  في الحساب، والمسحوبة لا تدخل.",
        caveat: "مكافآت الأيام الأخيرة كان وقتها قليلًا؛ قارن بالفترة السابقة، أو انظر إلى ربع سنة.",
    },
    fa: Text {
        name: "پاداش‌هایی که استفاده شد",
        question: "از پاداش‌هایی که مردم به دست آوردند، چند تا را استفاده کردند؟",
        formula: "پاداش‌هایی که در دوره به دست آمد و پیش از پایان آن، در هر شعبه‌ای، تحویل شد، از میان همهٔ پاداش‌های به‌دست‌آمده در دوره. \
                  پاداش‌های منقضی در آن هستند، لغوشده‌ها نه.",
        caveat: "پاداش‌های روزهای آخر وقت کمی داشتند؛ با دورهٔ قبل بسنجید یا سه‌ماهه را ببینید.",
    },
    tr: Text {
        name: "Kullanılan ödüller",
        question: "Kazanılan ödüllerden kaçı kullanıldı?",
        formula: "Dönemde kazanılıp dönem bitmeden, hangi yerde olursa olsun, kullanılan ödüllerin, dönemde kazanılan bütün ödüllere \
                  oranı. Süresi dolan ödüller içindedir, iptal edilenler değildir.",
        caveat: "Son günlerde kazanılan ödüllerin az zamanı oldu; önceki dönemle karşılaştırın ya da çeyrek yıla bakın.",
    },
    uz: Text {
        name: "Ishlatilgan mukofotlar",
        question: "Qoʻlga kiritilgan mukofotlardan nechtasi ishlatildi?",
        formula: "Davrda qoʻlga kiritilib, davr tugaguncha, qaysi joyda boʻlmasin, olingan mukofotlar, davrda qoʻlga kiritilgan barcha \
                  mukofotlarga nisbatan. Muddati oʻtgan mukofotlar kiradi, qaytarib olinganlari kirmaydi.",
        caveat: "Soʻnggi kunlardagi mukofotlarga vaqt kam boʻldi; oldingi davr bilan solishtiring yoki chorakni koʻring.",
    },
    id: Text {
        name: "Hadiah yang dipakai",
        question: "Dari hadiah yang diperoleh orang, berapa yang mereka pakai?",
        formula: "Hadiah yang diperoleh dalam periode ini dan ditukar sebelum akhirnya, di lokasi mana pun, dari semua hadiah yang \
                  diperoleh di dalamnya. Hadiah kedaluwarsa ikut dihitung, yang dicabut tidak.",
        caveat: "Hadiah dari hari-hari terakhir belum punya banyak waktu; bandingkan dengan periode sebelumnya, atau lihat satu kuartal.",
    },
};
