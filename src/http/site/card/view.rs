//! The web card, `/c/{token}`: for everybody without a wallet, and the way into one.

use askama::Template;
use jiff::tz::TimeZone;

use crate::clock::Timestamp;
use crate::domain::face::{Headline, ShopText, about_shop};
use crate::domain::program::Program;

use crate::http::base::layout::Layout;
use crate::http::site::join::view::{Device, Exit, count};
use crate::locale::Locale;
use crate::service::wallets::apple_pass::words;

/// Happenings that are seen at once.
const LATELY: usize = 8;

/// A reward that waits to be handed over.
#[derive(Clone, Debug)]
pub struct WaitingReward {
    /// Its name in the reader's language.
    pub name: String,
    /// When it ends, if it does.
    pub expires_at: Option<Timestamp>,
}

/// What happened to a card, for its short history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardHistoryKind {
    /// The card was made.
    Joined,
    /// A visit gave so many stamps.
    Visit(i64),
    /// A visit was taken back.
    VisitVoided,
    /// Stamps given without a visit.
    Bonus(i64),
    /// Stamps taken or given by hand; negative when taken.
    Correction(i64),
    /// A reward was earned.
    Earned,
    /// A reward was handed over.
    Redeemed,
    /// A reward's handing over was taken back.
    RedemptionVoided,
    /// A reward ended unused.
    RewardExpired,
    /// So many stamps ran out.
    StampsExpired(i64),
}

impl CardHistoryKind {
    /// What happened, in the reader's words.
    pub fn words(&self, language: Locale) -> String {
        match self {
            CardHistoryKind::Joined => language.text("history-joined"),
            CardHistoryKind::Visit(count) => {
                language.text_with("history-visit", &[("count", (*count).into())])
            }
            CardHistoryKind::VisitVoided => language.text("history-visit-voided"),
            CardHistoryKind::Bonus(count) => {
                language.text_with("history-bonus", &[("count", (*count).into())])
            }
            CardHistoryKind::Correction(count) if *count < 0 => {
                language.text_with("history-taken", &[("count", count.abs().into())])
            }
            CardHistoryKind::Correction(count) => {
                language.text_with("history-given", &[("count", (*count).into())])
            }
            CardHistoryKind::Earned => language.text("history-earned"),
            CardHistoryKind::Redeemed => language.text("history-redeemed"),
            CardHistoryKind::RedemptionVoided => language.text("history-redemption-voided"),
            CardHistoryKind::RewardExpired => language.text("history-reward-expired"),
            CardHistoryKind::StampsExpired(count) => {
                language.text_with("history-expired-stamps", &[("count", (*count).into())])
            }
        }
    }
}

/// A line of the history: what, and when.
pub type HistoryLine = (CardHistoryKind, Timestamp);

/// A card's state, as far as its page shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardStatus {
    /// In use.
    Active,
    /// Held by the shop for a while.
    Paused,
    /// Ended by the shop or the customer.
    Ended,
    /// Ended by time.
    Expired,
}

/// A wallet that the card can be added to.
struct Offer<'a> {
    words: String,
    url: &'a str,
    badge: Option<&'a str>,
}

/// By what the shop finds the card of somebody who lost it: the form, and what it holds.
#[derive(Clone, Debug, Default)]
pub struct Contact {
    /// Where the form posts to.
    pub action: String,
    /// What is kept, if anything is, or what was typed and could not be kept.
    pub phone: String,
    /// The same of the e-mail address.
    pub email: String,
    /// Whether it was kept or removed a moment ago.
    pub done: bool,
    /// Why what was typed could not be kept.
    pub problem: Option<String>,
}

impl Contact {
    fn is_kept(&self) -> bool {
        self.problem.is_none() && !(self.phone.is_empty() && self.email.is_empty())
    }
}

/// What the shop says of itself below the card: where it is, when it is open, how it is reached.
#[derive(Clone, Debug, Default)]
pub struct ShopDetails {
    /// Label and text.
    paragraphs: Vec<(String, String)>,
    /// As each is written, and as it is called.
    telephones: Vec<(String, String)>,
    /// Words and address: the web site, then the shop's links.
    links: Vec<(String, String)>,
}

impl ShopDetails {
    /// What a program says, for readers of a language.
    pub fn of(program: &Program, language: Locale) -> ShopDetails {
        let mut details = ShopDetails::default();
        for (field, said) in about_shop(program) {
            match said {
                ShopText::Lines(text) => {
                    let text = words(text, language, program);
                    details
                        .paragraphs
                        .push((language.text(field.label), text));
                }
                ShopText::Telephone { written, called } => details
                    .telephones
                    .push((written.to_owned(), called)),
                ShopText::Website(address) => {
                    let shown = address
                        .trim_start_matches("https://")
                        .trim_end_matches('/');
                    details
                        .links
                        .push((shown.to_owned(), address.to_owned()));
                }
            }
        }
        let links = program
            .links
            .iter()
            .map(|link| (words(&link.name, language, program), link.url.clone()));
        details.links.extend(links);
        details
    }

    fn is_empty(&self) -> bool {
        self.paragraphs.is_empty() && self.telephones.is_empty() && self.links.is_empty()
    }
}

/// The web card.
#[derive(Template)]
#[template(path = "card.html")]
pub struct CardView {
    /// Language, shop and colours.
    pub frame: Layout,
    /// What the reader holds; decides which wallet is offered at once.
    pub device: Device,
    /// The page's whole address, for other browsers and devices of the customer's.
    pub address: String,
    /// Links that lead out of another app's browser, from [`Device::exits`].
    pub exits: Vec<Exit>,
    /// The QR code of that address, which carries the card from a computer to a phone.
    pub handover: Option<String>,
    /// Where the open page asks whether the card has changed.
    pub now_url: String,
    /// What is answered there as long as it has not.
    pub tag: String,
    /// The card's state.
    pub state: CardStatus,
    /// The drawn card picture.
    pub picture_url: String,
    /// The shop's own logo.
    pub logo_url: Option<String>,
    /// What is read first, as on the pass itself.
    pub headline: Headline,
    /// The next reward in the reader's language.
    pub next_reward: String,
    /// Every reward with its stamps, if there are several.
    pub ladder: Option<String>,
    /// Stamps missing to it.
    pub stamps_to_next: i64,
    /// What else the card says of time and money.
    pub notes: Vec<String>,
    /// Rewards that wait.
    pub rewards: Vec<WaitingReward>,
    /// The QR code of the card's code, from [`crate::http::base::qr::svg`].
    pub qr_svg: Option<String>,
    /// The code for typing.
    pub short_code: String,
    /// Where the Apple pass is, if the shop issues them.
    pub apple_url: Option<String>,
    /// Where the Google pass is, if the shop issues them.
    pub google_url: Option<String>,
    /// The artwork of Apple's and Google's buttons in the reader's language, if the operator has it.
    pub badges: [Option<String>; 2],
    /// Whether an Apple device has the card.
    pub in_apple: bool,
    /// Whether it is saved in Google Wallet.
    pub in_google: bool,
    /// What happened, newest first.
    pub history: Vec<HistoryLine>,
    /// Whether the card still leads to a reward.
    pub usable: bool,
    /// By what the shop finds the card again.
    pub contact: Contact,
    /// Where the form about news posts to.
    pub news_action: String,
    /// Whether the customer agreed to news once. Nobody is asked as long as no news can be sent; who agreed can take it back.
    pub news: bool,
    /// Whether that was changed a moment ago.
    pub news_done: bool,
    /// The shop's join page, which is shown even to those who have a card.
    pub join_url: String,
    /// The shop's sign, for home screens.
    pub sign_url: String,
    /// Where the customer's own data can be fetched.
    pub export_url: Option<String>,
    /// Where the form that deletes the card posts to.
    pub delete_action: Option<String>,
    /// The present moment.
    pub now: Timestamp,
    /// The shop's zone.
    pub zone: TimeZone,
    /// What the shop says of itself.
    pub about: ShopDetails,
    /// Whether the card was made a moment ago; the page then greets.
    pub fresh: bool,
}

impl CardView {
    fn ready(&self) -> bool {
        self.headline == Headline::RewardReady
    }

    fn count(&self) -> String {
        match self.headline {
            Headline::RewardReady => self.frame.t("pass-reward-ready"),
            Headline::Count(shown) => count(self.frame.language, shown.stamps, shown.required),
        }
    }

    fn count_in_words(&self) -> String {
        match self.headline {
            Headline::RewardReady => self.frame.t("pass-reward-ready"),
            Headline::Count(shown) => self.frame.language.text_with(
                "card-count",
                &[
                    ("stamps", shown.stamps.into()),
                    ("required", shown.required.into()),
                ],
            ),
        }
    }

    /// Whether the page greets first: a reward that came with the card is more than a greeting.
    fn greets(&self) -> bool {
        self.fresh && self.rewards.is_empty()
    }

    /// What to look forward to: the waiting reward, else how many stamps are missing.
    fn outlook(&self) -> String {
        match self.rewards.first() {
            Some(reward) => self
                .frame
                .language
                .text_with("card-reward-ready", &[("reward", (&reward.name).into())]),
            None => {
                let values = [
                    ("count", self.stamps_to_next.into()),
                    ("reward", (&self.next_reward).into()),
                ];
                self.frame
                    .language
                    .text_with("card-to-go", &values)
            }
        }
    }

    fn until(&self, at: &Timestamp) -> String {
        let day = self
            .frame
            .language
            // The last instant that it is good for.
            .date(at.plus_ms(-1), &self.zone);
        self.frame
            .language
            .text_with("card-reward-until", &[("day", (&day).into())])
    }

    fn trouble(&self) -> Option<String> {
        match self.state {
            CardStatus::Active => None,
            CardStatus::Paused => Some(self.frame.t("card-paused")),
            CardStatus::Ended => Some(self.frame.t("card-ended")),
            CardStatus::Expired => Some(self.frame.t("card-expired")),
        }
    }

    /// A letter to oneself with the card's link, for browsers that can share nothing.
    fn mail_link(&self) -> String {
        // Letters are not forms: a plus sign in one is a plus sign.
        let quoted = |text: &str| {
            url::form_urlencoded::byte_serialize(text.as_bytes())
                .collect::<String>()
                .replace('+', "%20")
        };
        let subject = format!("{} – {}", self.frame.t("card-title"), self.frame.brand());
        format!(
            "mailto:?subject={}&body={}",
            quoted(&subject),
            quoted(&self.address)
        )
    }

    /// Happenings that are seen at once, and those behind them.
    fn lately(&self) -> (&[HistoryLine], &[HistoryLine]) {
        self.history
            .split_at(self.history.len().min(LATELY))
    }

    /// Wallets that have the card: (words, address).
    fn holding(&self) -> Vec<(String, &String)> {
        let apple = self
            .apple_url
            .as_ref()
            .filter(|_| self.in_apple)
            .map(|url| (self.frame.t("card-in-apple"), url));
        let google = self
            .google_url
            .as_ref()
            .filter(|_| self.in_google)
            .map(|url| (self.frame.t("card-in-google"), url));
        apple
            .into_iter()
            .chain(google)
            .collect()
    }

    /// The wallets that do not have the card, Apple's and Google's. A badge beside a button of text would look like two kinds of
    /// thing, so that all have their artwork or none has.
    fn offers(&self) -> [Option<Offer<'_>>; 2] {
        let [apple, google] = &self.badges;
        let offer = |key: &str, url, badge| Offer {
            words: self.frame.t(key),
            url,
            badge,
        };
        let apple = self
            .apple_url
            .as_ref()
            .filter(|_| !self.in_apple)
            .map(|url| offer("wallet-apple", url, apple.as_deref()));
        let google = self
            .google_url
            .as_ref()
            .filter(|_| !self.in_google)
            .map(|url| offer("wallet-google", url, google.as_deref()));
        let mut offers = [apple, google];
        if offers
            .iter()
            .flatten()
            .any(|offer| offer.badge.is_none())
        {
            offers
                .iter_mut()
                .flatten()
                .for_each(|offer| offer.badge = None);
        }
        offers
    }

    /// What the phone in hand has; at a computer, on which a wallet of either kind may be open, both. Inside another app, where wallets
    /// often fail, the way out comes first and no wallet is offered at once.
    fn own_wallets(&self) -> Vec<Offer<'_>> {
        let [apple, google] = self.offers();
        match self.device {
            Device::Iphone => apple.into_iter().collect(),
            Device::Android => google.into_iter().collect(),
            Device::Desktop => [apple, google]
                .into_iter()
                .flatten()
                .collect(),
            Device::InAppIphone | Device::InAppAndroid => Vec::new(),
        }
    }

    /// What only another phone has, or another browser of this one can add.
    fn other_wallets(&self) -> Vec<Offer<'_>> {
        let [apple, google] = self.offers();
        match self.device {
            Device::Iphone => google.into_iter().collect(),
            Device::Android => apple.into_iter().collect(),
            Device::InAppIphone => [apple, google]
                .into_iter()
                .flatten()
                .collect(),
            Device::InAppAndroid => [google, apple]
                .into_iter()
                .flatten()
                .collect(),
            Device::Desktop => Vec::new(),
        }
    }

    /// Whether the wallet is the page's first thing to do: not where another one has the card, nor before the way out of an app
    /// or the way to the phone.
    fn leads_to_wallet(&self) -> bool {
        matches!(self.device, Device::Iphone | Device::Android) && self.holding().is_empty()
    }

    fn what(&self, happening: &CardHistoryKind) -> String {
        happening.words(self.frame.language)
    }

    fn when(&self, at: &Timestamp) -> String {
        self.frame
            .language
            .moment(*at, self.now, &self.zone)
    }
}

/// What a visitor sees after deleting the card.
#[derive(Template)]
#[template(path = "deleted.html")]
pub struct DeletedPage {
    /// Language, shop and colours.
    pub frame: Layout,
    /// Where to join again.
    pub join_url: Option<String>,
}
