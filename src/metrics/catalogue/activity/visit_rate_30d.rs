//! How often does a member come per 30 days of membership? (section 5.3 of the dictionary)

use serde_json::json;

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::dataset::View;
use crate::metrics::figure::{Figure, Parts, quotient};

pub const METRIC: Definition = Definition {
    id: "visit_rate_30d",
    unit: Unit::Number,
    family: "activity",
    words: WORDS,
    reads: Reads::VISITS,
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::During,
    num: "visit days in the period",
    den: "days of membership in the period",
};

fn measure(view: &View<'_>) -> Figure {
    let (mut visit_days, mut member_days) = (Parts::default(), Parts::default());
    for person in view.members_during() {
        let Some(member) = view.book.member(person) else {
            continue;
        };
        let last = member.deletion_day.map_or(view.to, |day| day.min(view.to));
        member_days.extend([(
            person,
            i64::from((last - view.from.max(member.join_day)).max(0)),
        )]);
        visit_days.extend([(person, view.visit_days_of(person).len() as i64)]);
    }
    let (came, stayed) = (visit_days.sum(), member_days.sum());
    let value = json!({ "value": quotient(30.0 * came as f64, stayed as f64), "visit_days": came, "member_days": stayed });
    Figure::opened(value, visit_days, member_days)
}

const WORDS: Words = Words {
    en: Text {
        name: "Visit days per 30 days",
        question: "How often does a member come per 30 days of membership?",
        formula: "30 × visit days in the period over member days (for each member, the days of the period on which they were a member, \
                  all added up).",
        caveat: "Counts silent members too, so it does not look better when people stop coming.",
    },
    ar: Text {
        name: "أيام الزيارة لكل 30 يومًا",
        question: "كم مرة يأتي العضو لكل 30 يومًا من العضوية؟",
        formula: "30 × أيام الزيارة في الفترة مقسومة على أيام العضوية (لكل عضو أيام الفترة التي كان فيها عضوًا، مجموعة كلها).",
        caveat: "يحسب الأعضاء الصامتين أيضًا، فلا يستطيع من توقفوا عن المجيء تجميله.",
    },
    fa: Text {
        name: "روزهای مراجعه در ۳۰ روز",
        question: "هر عضو در ۳۰ روز عضویت چند بار می‌آید؟",
        formula: "۳۰ × روزهای مراجعهٔ دوره تقسیم بر روزهای عضویت (برای هر عضو، روزهایی از دوره که عضو بود، همه با هم جمع‌شده).",
        caveat: "عضوهای خاموش را هم می‌شمارد، پس کسانی که دیگر نمی‌آیند آن را زیباتر نشان نمی‌دهند.",
    },
    tr: Text {
        name: "30 günde ziyaret günü",
        question: "Bir üye, üyeliğinin her 30 gününde ne sıklıkta geliyor?",
        formula: "30 × dönemdeki ziyaret günlerinin üyelik günlerine bölümü (üyelik günleri: her üye için dönemin üye olduğu günleri, \
                  hepsi toplanarak).",
        caveat: "Sessiz üyeleri de sayar, bu yüzden gelmeyi bırakanlar sayıyı güzelleştiremez.",
    },
    uz: Text {
        name: "30 kunda tashrif kunlari",
        question: "Aʼzo aʼzoligining har 30 kunida qanchalik tez-tez keladi?",
        formula: "30 × davrdagi tashrif kunlari aʼzolik kunlariga boʻlinadi (har bir aʼzo uchun davrning u aʼzo boʻlgan kunlari, \
                  hammasi qoʻshilgan).",
        caveat: "Jim aʼzolarni ham sanaydi, shuning uchun kelmay qoʻyganlar uni chiroyli koʻrsata olmaydi.",
    },
    id: Text {
        name: "Hari kunjungan per 30 hari",
        question: "Seberapa sering seorang anggota datang per 30 hari keanggotaan?",
        formula: "30 × hari kunjungan dalam periode ini dibagi hari keanggotaan (untuk tiap anggota, hari-hari dalam periode saat ia \
                  menjadi anggota, semuanya dijumlahkan).",
        caveat: "Anggota yang diam ikut dihitung, jadi orang yang berhenti datang tidak bisa mempercantiknya.",
    },
};
