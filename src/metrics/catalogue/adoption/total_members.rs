//! How many members do we have at the end? (section 5.1 of the dictionary)

use crate::metrics::archive::Reads;
use crate::metrics::breakdown::{Opens, Population};
use crate::metrics::catalogue::definition::{Definition, Text, Unit, Words};
use crate::metrics::dataset::View;
use crate::metrics::figure::Figure;

pub const METRIC: Definition = Definition {
    id: "total_members",
    unit: Unit::Count,
    family: "adoption",
    words: WORDS,
    reads: Reads::HEAD,
    opens: OPENS,
    measure,
};

const OPENS: Opens = Opens {
    of: Population::AtEnd,
    num: "members at the end of the period",
    den: "",
};

fn measure(view: &View<'_>) -> Figure {
    Figure::People(view.members_at_end())
}

const WORDS: Words = Words {
    en: Text {
        name: "Members at the end",
        question: "How many members do we have at the end?",
        formula: "Members who joined before the end of the period and were not deleted before it.",
        caveat: "",
    },
    ar: Text {
        name: "الأعضاء في نهاية الفترة",
        question: "كم عضوًا لدينا في نهاية الفترة؟",
        formula: "الأعضاء الذين انضموا قبل نهاية الفترة ولم يُحذفوا قبلها.",
        caveat: "",
    },
    fa: Text {
        name: "عضوهای پایان دوره",
        question: "در پایان دوره چند عضو داریم؟",
        formula: "عضوهایی که پیش از پایان دوره عضو شدند و پیش از آن حذف نشدند.",
        caveat: "",
    },
    tr: Text {
        name: "Dönem sonundaki üyeler",
        question: "Dönem sonunda kaç üyemiz var?",
        formula: "Dönem bitmeden üye olan ve o ana kadar silinmemiş üyeler.",
        caveat: "",
    },
    uz: Text {
        name: "Davr oxiridagi aʼzolar",
        question: "Davr oxirida nechta aʼzomiz bor?",
        formula: "Davr tugaguncha aʼzo boʻlgan va shu vaqtgacha oʻchirilmagan aʼzolar.",
        caveat: "",
    },
    id: Text {
        name: "Anggota di akhir periode",
        question: "Berapa anggota kita di akhir periode?",
        formula: "Anggota yang bergabung sebelum akhir periode dan tidak dihapus sebelum itu.",
        caveat: "",
    },
};
