//! The developers' page: keys, what was sent to the wallets, and what the log looks like.

use askama::Template;
use jiff::tz::TimeZone;

use crate::clock::Timestamp;
use crate::http::base::layout::Layout;
use crate::service::access::actor::Role;
use crate::service::access::keys::Key;
use crate::service::shop::developer_page::{DeliveryRow, DeliveryState, EventSample};
use crate::service::shop::sign_in::{Maker, Makers};

use crate::http::admin::nav::AdminNav;

/// A delivery as the page tells it.
#[derive(Clone, Debug)]
pub struct DeliveryLine {
    /// Its id, for sending it again.
    pub id: String,
    /// The wallet.
    pub wallet: &'static str,
    /// The card; none where it is about the shop itself.
    pub card: Option<String>,
    /// Where it stands, in words.
    pub state: String,
    /// What was answered, in words.
    pub answer: String,
    /// When the phone fetched the card afterwards.
    pub fetched_at: Option<Timestamp>,
    /// When something happened to it last.
    pub at: Timestamp,
    /// Whether it can be sent again.
    pub again: bool,
}

impl DeliveryLine {
    /// Tells a delivery.
    pub fn of(row: DeliveryRow, frame: &Layout) -> DeliveryLine {
        let state = match row.state {
            DeliveryState::Pending => "delivery-pending",
            DeliveryState::Delivered => "delivery-delivered",
            DeliveryState::Failed => "delivery-failed",
            DeliveryState::Gone => "delivery-gone",
        };
        let answer = match (
            row.last_status,
            row.last_reason
                .as_deref()
                .unwrap_or_default(),
        ) {
            (None, "") => frame.t("delivery-unanswered"),
            (Some(200..=299), _) => frame.t("delivery-accepted"),
            (Some(status), reason) => format!("{status} {reason}"),
            (None, reason) => reason.to_owned(),
        };
        DeliveryLine {
            id: row.id.to_string(),
            wallet: if row.channel == "apple" {
                "Apple Wallet"
            } else {
                "Google Wallet"
            },
            card: row.card_id.map(|id| id.to_string()),
            state: frame.t(state),
            answer: answer.trim().to_owned(),
            fetched_at: row.fetched_at,
            at: row.updated_at,
            again: row.state != DeliveryState::Gone,
        }
    }
}

/// The developers' page.
#[derive(Template)]
#[template(path = "admin/developers.html")]
pub struct DevelopersPage {
    /// Language, shop and colours.
    pub frame: Layout,
    /// Where it is.
    pub here: AdminNav,
    /// Keys that work, newest first.
    pub keys: Vec<Key>,
    /// Who makes keys.
    pub makers: Makers,
    /// A key that was made just now.
    pub secret: Option<String>,
    /// Makes a form that is sent twice count once.
    pub once: String,
    /// Deliveries, newest first.
    pub deliveries: Vec<DeliveryLine>,
    /// The state that they were asked for.
    pub state: Option<String>,
    /// A line of each kind of event.
    pub samples: Vec<EventSample>,
    /// The service's own address.
    pub address: String,
    /// The present moment.
    pub now: Timestamp,
    /// The shop's zone.
    pub zone: TimeZone,
}

impl DevelopersPage {
    /// Roles to choose from: (word, what it may do).
    fn roles(&self) -> [(&'static str, String); 3] {
        ["staff", "reader", "owner"].map(|role| (role, self.frame.t(&format!("key-{role}"))))
    }

    fn role(&self, key: &Key) -> String {
        let word = match key.role {
            Role::Owner => "key-owner",
            Role::Staff => "key-staff",
            Role::Reader => "key-reader",
            Role::Operator => "key-operator",
        };
        self.frame.t(word)
    }

    fn maker(&self, key: &Key) -> String {
        let Some(maker) = &key.made_by else {
            return self.frame.t("key-maker-command");
        };
        match self.makers.of(Some(maker)) {
            Maker::Key(name) | Maker::Person(name) => name,
            Maker::Link => self.frame.t("session-link"),
        }
    }

    fn when(&self, at: &Timestamp) -> String {
        self.frame
            .language
            .moment(*at, self.now, &self.zone)
    }

    /// States to choose from: (words, address, whether it is chosen).
    fn states(&self) -> Vec<(String, String, bool)> {
        let language = self.frame.language.tag();
        let all = (
            self.frame.t("delivery-all"),
            format!("/admin/developers?lang={language}#deliveries"),
            self.state.is_none(),
        );
        let one = |word: &str| {
            let address = format!("/admin/developers?state={word}&lang={language}#deliveries");
            (
                self.frame
                    .t(&format!("delivery-{word}")),
                address,
                self.state.as_deref() == Some(word),
            )
        };
        std::iter::once(all)
            .chain(DeliveryState::NAMED.map(|(word, _)| one(word)))
            .collect()
    }

    fn example(&self) -> String {
        let key = self
            .secret
            .as_deref()
            .unwrap_or("sw_live_…");
        format!(
            "curl -X POST {}/v1/scans -H 'Authorization: Bearer {key}' -H 'Content-Type: application/json' -d '{{\"code\":\"K7PQ3M2X\"}}'",
            self.address
        )
    }
}
