//! Is the programme growing, and through which channel? (section 5.1 of the dictionary)

use std::collections::BTreeMap;

use serde_json::json;

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::dataset::View;
use crate::metrics::figure::{Figure, Parts, quotient};

pub const METRIC: Definition = Definition {
    id: "member_growth",
    unit: Unit::Table,
    family: "adoption",
    words: WORDS,
    reads: Reads::HEAD,
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::AtStart,
    num: "net change: 1 for joining, −1 for leaving",
    den: "members at the start of the period",
};

fn measure(view: &View<'_>) -> Figure {
    let (stock, joined) = (view.members_at_start(), view.joined());
    let opening = stock.len() as i64;
    let closing = view.members_at_end().len() as i64;
    let gone = view
        .book
        .scope()
        .filter(|(_, member)| member.deleted_at.is_some_and(|at| view.covers(at)));
    let deleted: Parts = gone.map(|(person, _)| (person, -1)).collect();
    let mut by_channel = BTreeMap::new();
    for member in joined.iter().filter_map(|person| view.book.member(*person)) {
        *by_channel
            .entry(view.book.ledger.text(member.channel))
            .or_insert(0) += 1;
    }
    let net = closing - opening;
    let value = json!({
        "opening": opening, "joined": joined.len(), "deleted": -deleted.sum(), "closing": closing, "net": net,
        "growth_rate": quotient(net as f64, opening as f64), "joined_by_channel": by_channel,
    });
    let mut change = Parts::each(joined);
    change.extend(deleted.by_person());
    Figure::opened(value, change, Parts::each(stock))
}

const WORDS: Words = Words {
    en: Text {
        name: "Member growth",
        question: "Is the programme growing, and through which channel?",
        formula: "Members at the start + joined − deleted = members at the end. The growth rate is end minus start over the members at \
                  the start; joiners are listed by the channel of their first card.",
        caveat: "A channel's count says where people signed up, not what made them do it.",
    },
    ar: Text {
        name: "نمو الأعضاء",
        question: "هل ينمو البرنامج، وعبر أي قناة؟",
        formula: "الأعضاء في البداية + المنضمون − المحذوفون = الأعضاء في النهاية. معدل النمو هو عدد النهاية ناقص عدد البداية، مقسومًا \
                  على الأعضاء في البداية؛ ويُفصَّل المنضمون بحسب قناة بطاقتهم الأولى.",
        caveat: "عدد كل قناة يقول أين انضم الناس، لا ما الذي دفعهم إلى الانضمام.",
    },
    fa: Text {
        name: "رشد عضوها",
        question: "آیا شمار عضوها رو به رشد است، و از کدام راه؟",
        formula: "عضوهای آغاز دوره + عضوشده‌ها − حذف‌شده‌ها = عضوهای پایان دوره. نرخ رشد، پایان منهای آغاز، تقسیم بر عضوهای آغاز است؛ \
                  عضوشده‌ها بر پایهٔ کانالِ نخستین کارتشان جدا می‌شوند.",
        caveat: "شمارِ هر کانال می‌گوید مردم کجا عضو شدند، نه این‌که چه چیزی آن‌ها را عضو کرد.",
    },
    tr: Text {
        name: "Üye artışı",
        question: "Program büyüyor mu, hangi kanaldan?",
        formula: "Dönem başındaki üyeler + üye olanlar − silinenler = dönem sonundaki üyeler. Büyüme oranı, sondaki sayıdan baştaki \
                  sayının çıkarılıp dönem başındaki üyelere bölünmesidir; üye olanlar ilk kartlarının kanalına göre ayrılır.",
        caveat: "Bir kanalın sayısı insanların nerede üye olduğunu söyler, onları üye olmaya neyin yönelttiğini değil.",
    },
    uz: Text {
        name: "Aʼzolar soni oʻsishi",
        question: "Dastur oʻsyaptimi va qaysi kanal orqali?",
        formula: "Davr boshidagi aʼzolar + aʼzo boʻlganlar − oʻchirilganlar = davr oxiridagi aʼzolar. Oʻsish darajasi oxiridagi sondan \
                  boshidagisini ayirib, davr boshidagi aʼzolarga boʻlishdan chiqadi; aʼzo boʻlganlar birinchi kartasining kanali \
                  boʻyicha ajratiladi.",
        caveat: "Kanal soni odamlar qayerda aʼzo boʻlganini aytadi, ularni nima aʼzo qilganini emas.",
    },
    id: Text {
        name: "Pertumbuhan anggota",
        question: "Apakah program ini tumbuh, dan lewat saluran mana?",
        formula: "Anggota di awal + bergabung − dihapus = anggota di akhir. Laju pertumbuhan adalah akhir dikurangi awal, dibagi \
                  anggota di awal; yang bergabung dirinci menurut saluran kartu pertamanya.",
        caveat: "Jumlah per saluran menunjukkan di mana orang mendaftar, bukan apa yang membuat mereka mendaftar.",
    },
};
