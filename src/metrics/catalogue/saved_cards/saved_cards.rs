//! On how many cards can we still write? (section 5.2 of the dictionary)

use serde_json::json;

use crate::metrics::archive::{Kind, Reads};
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::catalogue::saved_cards::shared::{owners, saved_at_end};
use crate::metrics::dataset::View;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "saved_cards",
    unit: Unit::Count,
    family: "saved_cards",
    words: WORDS,
    reads: Reads::of(&[Kind::Cards]),
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::Things,
    num: "cards in a wallet at the end of the period",
    den: "",
};

fn measure(view: &View<'_>) -> Figure {
    let saved = saved_at_end(view);
    let apple = saved.iter().filter(|(_, held)| held.apple).count();
    let google = saved.iter().filter(|(_, held)| held.google).count();
    let value = json!({ "value": saved.len(), "apple": apple, "google": google });
    Figure::Table {
        value,
        num: Some(owners(view, saved.iter().map(|(card, _)| *card)).into()),
        den: None,
    }
}

const WORDS: Words = Words {
    en: Text {
        name: "Cards in a wallet",
        question: "How many cards can we still update?",
        formula: "Cards of members at the end of the period that are in at least one wallet then. A card in both wallets is one card, \
                  and counts under each wallet.",
        caveat: "An estimate from signals: switching off automatic updates looks like removing the card, and a lost phone never signs \
                 off.",
    },
    ar: Text {
        name: "البطاقات في المحفظة",
        question: "على كم بطاقة ما زلنا نستطيع الكتابة؟",
        formula: "بطاقات الأعضاء في نهاية الفترة الموجودة حينها في محفظة واحدة على الأقل. البطاقة الموجودة في المحفظتين بطاقة واحدة، \
                  وتُحسب تحت كل محفظة.",
        caveat: "تقدير من الإشارات: إيقاف التحديث التلقائي يبدو كإزالة البطاقة، والهاتف الضائع لا يخبر أبدًا.",
    },
    fa: Text {
        name: "کارت‌های درون کیف پول",
        question: "روی چند کارت هنوز می‌توانیم بنویسیم؟",
        formula: "کارت‌های عضوهای پایان دوره که در آن هنگام دست‌کم در یک کیف پول هستند. کارتی که در هر دو کیف پول است یک کارت است و در \
                  شمار هر کیف پول جداگانه می‌آید.",
        caveat: "برآوردی از روی نشانه‌هاست: خاموش کردن به‌روزرسانی خودکار مانند برداشتن کارت دیده می‌شود، و گوشی گم‌شده هرگز خبر نمی‌دهد.",
    },
    tr: Text {
        name: "Cüzdandaki kartlar",
        question: "Hâlâ kaç karta yazabiliyoruz?",
        formula: "Dönem sonundaki üyelerin, o anda en az bir cüzdanda bulunan kartları. İki cüzdanda da bulunan kart tek karttır ve \
                  her cüzdanda ayrıca sayılır.",
        caveat: "Sinyallerden bir tahmindir: otomatik güncellemeyi kapatmak kartı silmek gibi görünür, kaybolan telefon ise hiç haber \
                 vermez.",
    },
    uz: Text {
        name: "Hamyondagi kartalar",
        question: "Nechta kartaga hali ham yoza olamiz?",
        formula: "Davr oxiridagi aʼzolarning oʻsha paytda kamida bitta hamyonda turgan kartalari. Ikkala hamyondagi karta bitta karta \
                  boʻladi va har bir hamyonda alohida sanaladi.",
        caveat: "Signallar boʻyicha taxmin: avtomatik yangilanishni oʻchirish kartani olib tashlashdek koʻrinadi, yoʻqolgan telefon \
                 esa hech qachon xabar bermaydi.",
    },
    id: Text {
        name: "Kartu di dompet",
        question: "Pada berapa kartu kita masih bisa menulis?",
        formula: "Kartu milik anggota di akhir periode yang saat itu ada di setidaknya satu dompet. Kartu di kedua dompet adalah satu \
                  kartu, dan dihitung di masing-masing dompet.",
        caveat: "Perkiraan dari sinyal: mematikan pembaruan otomatis tampak seperti menghapus kartu, dan ponsel yang hilang tidak \
                 pernah memberi kabar.",
    },
};
