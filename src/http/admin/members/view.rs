//! Members: found, looked at, corrected, merged, deleted.

use askama::Template;

use crate::http::admin::nav::AdminNav;
use crate::http::base::layout::Layout;

/// One line of the list.
#[derive(Clone, Debug)]
pub struct MemberLine {
    /// Name, else the card's code.
    pub name: String,
    /// The card's code beneath a name.
    pub code: Option<String>,
    /// The member's page.
    pub address: String,
    /// Stamps of the present round, as on the card.
    pub stamps: String,
    /// Visits that have not been undone.
    pub visits: String,
    /// When they came last: in words, and the time itself.
    pub last_visit: Option<(String, String)>,
}

/// Two members with one id of the shop's.
#[derive(Clone, Debug)]
pub struct PairLine {
    /// The id.
    pub id: String,
    /// The older, who is found by it, and the other.
    pub both: [MemberLine; 2],
    /// The older one's page of merging.
    pub merge: String,
    /// What names the other there.
    pub other: String,
}

/// The list and its search.
#[derive(Template)]
#[template(path = "admin/members.html")]
pub struct MembersPage {
    /// Language, shop and colours.
    pub frame: Layout,
    /// The page's place in the menu.
    pub here: AdminNav,
    /// What was sought.
    pub q: Option<String>,
    /// Members with one id.
    pub pairs: Vec<PairLine>,
    /// Who was found, or the newest.
    pub members: Vec<MemberLine>,
    /// Where the list goes on.
    pub more: Option<String>,
}

/// What is known of a member, as its form holds it; what is not known is empty.
#[derive(Clone, Debug, Default)]
pub struct ProfileForm {
    /// What to call them.
    pub name: String,
    /// E-mail address.
    pub email: String,
    /// Telephone number.
    pub phone: String,
    /// The shop's own id.
    pub external_id: String,
}

/// One card of a member.
#[derive(Clone, Debug)]
pub struct CardLine {
    /// `card_…`
    pub id: String,
    /// The code for typing.
    pub code: String,
    /// The customer's page.
    pub page: String,
    /// Its state and where it is, in words.
    pub state: String,
    /// Whether it can be stamped.
    pub in_use: bool,
    /// What can be done: (state, words).
    pub ways: Vec<(&'static str, String)>,
}

/// One thing that happened.
#[derive(Clone, Debug)]
pub struct MemberHistoryLine {
    /// What.
    pub what: String,
    /// The owner's note, or the reward's name.
    pub beside: Option<String>,
    /// When: in words, and the time itself.
    pub when: (String, String),
    /// Whether it was taken back.
    pub voided: bool,
    /// What undoes it: the name and value of a form's field.
    pub undo: Option<(&'static str, String)>,
}

/// One member.
#[derive(Template)]
#[template(path = "admin/member.html")]
pub struct MemberPage {
    /// Language, shop and colours.
    pub frame: Layout,
    /// The page's place in the menu.
    pub here: AdminNav,
    /// Name, else the card's code.
    pub name: String,
    /// What is known: (words, value).
    pub facts: Vec<(String, String)>,
    /// Whether visits from the till are among it.
    pub has_imported: bool,
    /// The same as far as it can be put right.
    pub told: ProfileForm,
    /// Rewards that wait: (id, name).
    pub rewards: Vec<(String, String)>,
    /// All cards.
    pub cards: Vec<CardLine>,
    /// What happened, newest first.
    pub history: Vec<MemberHistoryLine>,
    /// The page's address; its forms post below it.
    pub base: String,
    /// Makes a form that is sent twice count once.
    pub once: String,
    /// The form's stamps and note when they are shown again.
    pub delta: String,
    /// The note.
    pub note: String,
    /// The reason chosen.
    pub reason: String,
    /// Why something did not work, and what to do.
    pub problem: Option<(String, String)>,
}

impl MemberPage {
    fn reasons(&self) -> Vec<(&'static str, String)> {
        ["correction", "bonus", "birthday", "referral"]
            .map(|reason| {
                (
                    reason,
                    self.frame
                        .t(&format!("member-reason-{reason}")),
                )
            })
            .to_vec()
    }

    fn to(&self, what: &str) -> String {
        format!("{}/{what}?lang={}", self.base, self.frame.language.tag())
    }

    /// Whether a card of the member is in use: on no other is anything handed over.
    fn has_card_in_use(&self) -> bool {
        self.cards
            .iter()
            .any(|card| card.in_use)
    }
}

/// Two members before they become one.
#[derive(Template)]
#[template(path = "admin/member_merge.html")]
pub struct MergePage {
    /// Language, shop and colours.
    pub frame: Layout,
    /// The page's place in the menu.
    pub here: AdminNav,
    /// The one who stays, and the other.
    pub both: [MemberLine; 2],
    /// The id of the other.
    pub other: String,
    /// Where the form posts to.
    pub action: String,
}

impl MergePage {
    fn sentence(&self) -> String {
        let [stays, other] = &self.both;
        let names = [
            ("other", other.name.as_str().into()),
            ("this", stays.name.as_str().into()),
        ];
        self.frame
            .language
            .text_with("member-merge-sure", &names)
    }
}
