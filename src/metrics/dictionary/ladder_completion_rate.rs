//! Did new members make it through the ladder? (section 5.4 of the dictionary)

use crate::metrics::book::View;
use crate::metrics::catalogue::{Definition, Text, Unit, Words};
use crate::metrics::figure::Figure;
use crate::metrics::opens::{Opens, Population};

pub(super) const METRIC: Definition =
    Definition { id: "ladder_completion_rate", unit: Unit::Share, family: "coming_back", words: WORDS, opens: OPENS, measure };

const OPENS: Opens = Opens {
    of: Population::Matured,
    num: "completed the ladder within {window} days",
    den: "joined {window} days before the period's days",
};

fn measure(view: &View<'_>) -> Figure {
    let climbed = view.book.rewards().filter(|reward| reward.stamps_spent > 0).filter(|reward| {
        let join_day = view.book.member(reward.person).map(|member| member.join_day);
        join_day.is_some_and(|join_day| view.book.day(reward.at) <= join_day + view.book.window)
    });
    let marks = view.marks(climbed.map(|reward| reward.person));
    let den: Vec<u32> = view.matured().into_iter().map(|(person, _)| person).collect();
    Figure::Share { num: den.iter().copied().filter(|person| marks[*person as usize]).collect(), den }
}

const WORDS: Words = Words {
    en: Text {
        name: "Joiners who filled the ladder",
        question: "Did new members make it through the ladder?",
        formula: "Members who earned a reward paid with stamps by the end of their follow-up window, out of all whose window ended in \
                  the period.",
        caveat: "Gifts and rewards on the way, which take no stamps, do not count.",
    },
    ar: Text {
        name: "Joiners who filled the ladder",
        question: "Did new members make it through the ladder?",
        formula: "Members who earned a reward paid with stamps by the end of their follow-up window, out of all whose window ended in \
                  the period.",
        caveat: "Gifts and rewards on the way, which take no stamps, do not count.",
    },
    fa: Text {
        name: "Joiners who filled the ladder",
        question: "Did new members make it through the ladder?",
        formula: "Members who earned a reward paid with stamps by the end of their follow-up window, out of all whose window ended in \
                  the period.",
        caveat: "Gifts and rewards on the way, which take no stamps, do not count.",
    },
    tr: Text {
        name: "Joiners who filled the ladder",
        question: "Did new members make it through the ladder?",
        formula: "Members who earned a reward paid with stamps by the end of their follow-up window, out of all whose window ended in \
                  the period.",
        caveat: "Gifts and rewards on the way, which take no stamps, do not count.",
    },
    uz: Text {
        name: "Joiners who filled the ladder",
        question: "Did new members make it through the ladder?",
        formula: "Members who earned a reward paid with stamps by the end of their follow-up window, out of all whose window ended in \
                  the period.",
        caveat: "Gifts and rewards on the way, which take no stamps, do not count.",
    },
    id: Text {
        name: "Joiners who filled the ladder",
        question: "Did new members make it through the ladder?",
        formula: "Members who earned a reward paid with stamps by the end of their follow-up window, out of all whose window ended in \
                  the period.",
        caveat: "Gifts and rewards on the way, which take no stamps, do not count.",
    },
};
