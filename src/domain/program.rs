//! What a program is: the ladder of rewards, its limits, its words and colours.

mod earning;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use url::Url;
use utoipa::ToSchema;

use crate::clock::{Timestamp, end_of_days};
use crate::domain::event::Fact;
pub use crate::domain::program::earning::{AskAmount, EarningNote, StampsPer, VisitWorth};
use crate::locale::language_tag::{fault as fault_of_tag, plain, same_language};
use crate::locale::languages::{LANGUAGES, Language};

/// Characters of a shop's name.
pub const LONGEST_SHOP_NAME: usize = 60;

/// Text for people: one for everyone, or one for each language.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(
    untagged,
    expecting = "must be a text, or an object with the text for each language"
)]
pub enum Text {
    /// The same words in every language.
    Plain(String),
    /// Words by language tag, such as `en` or `fa`.
    ByLanguage(BTreeMap<String, String>),
}

impl Text {
    /// The words for a reader of `language`: that tag, else another region of the language, else the first of the shop's
    /// `languages` that has words, its own before all. How tags are sorted decides only where the shop speaks none of them.
    pub fn in_language<'a>(&'a self, language: &str, languages: &[String]) -> &'a str {
        match self {
            Text::Plain(text) => text,
            Text::ByLanguage(texts) => {
                let wording = |sought: &str| {
                    let akin = || {
                        texts
                            .iter()
                            .find(|(tag, _)| same_language(tag, sought))
                            .map(|(_, text)| text)
                    };
                    texts
                        .get(sought)
                        .or_else(|| texts.get(plain(sought)))
                        .or_else(akin)
                };
                let shops = || {
                    languages
                        .iter()
                        .find_map(|tag| wording(tag))
                };
                let any = || {
                    texts
                        .get("en")
                        .or_else(|| texts.values().next())
                };
                wording(language)
                    .or_else(shops)
                    .or_else(any)
                    .map_or("", String::as_str)
            }
        }
    }

    /// Every wording there is, for checks.
    pub fn all(&self) -> Vec<&str> {
        match self {
            Text::Plain(text) => vec![text],
            Text::ByLanguage(texts) => texts
                .values()
                .map(String::as_str)
                .collect(),
        }
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Text::Plain(text.to_owned())
    }
}

/// One step of the ladder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Rung {
    /// Stamps at which the reward is earned.
    pub at: i64,
    /// What the customer gets.
    pub name: Text,
    /// What it costs the shop, in the smallest currency unit.
    #[serde(default)]
    pub cost_minor: Option<i64>,
}

/// A level that members reach through visits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Tier {
    /// The tier's name; also what `tier_changed` carries.
    pub name: String,
    /// Visits needed to reach it.
    pub visits: i64,
    /// Days back to which visits count; none = all visits. Whoever comes too seldom falls out again.
    #[serde(default)]
    pub window_days: Option<i64>,
    /// Stamps that a visit earns in this tier; none = as many as outside. Only where stamps follow visits.
    #[serde(default)]
    pub stamps_per_visit: Option<i64>,
}

/// The card's colours as `#rrggbb`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Colours {
    /// The card itself.
    pub background: String,
    /// Values on the card.
    pub foreground: String,
    /// Labels on the card.
    pub label: String,
    /// Earned stamps and buttons.
    pub accent: String,
}

/// A link on the back of the card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// What the link says.
    pub name: Text,
    /// Where it leads; must be https.
    pub url: String,
}

/// Who stands behind the shop, and on what terms: shown where people join.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Legal {
    /// Who runs the shop, as the law of its country asks: plain text, up to 1,000 characters in 20 lines.
    #[serde(default)]
    pub imprint: Option<String>,
    /// Where people ask about their data: an e-mail address, or the https address of a page.
    #[serde(default)]
    pub privacy_contact: Option<String>,
    /// Where the terms of the programme stand, https.
    #[serde(default)]
    pub terms_url: Option<String>,
}

impl Legal {
    /// Whether there is nothing to show.
    pub fn is_empty(&self) -> bool {
        *self == Legal::default()
    }

    /// Whether the contact is an e-mail address; else it is a page's.
    pub fn contact_is_email(&self) -> bool {
        self.privacy_contact
            .as_deref()
            .is_some_and(is_email)
    }

    fn faults(&self) -> impl Iterator<Item = (String, String)> {
        let imprint = self
            .imprint
            .as_deref()
            .and_then(fault_of_imprint)
            .map(|why| ("/legal/imprint", why));
        let contact = self
            .privacy_contact
            .as_deref()
            .filter(|text| !is_email(text))
            .and_then(fault_of_address);
        let contact = contact.map(|why| {
            (
                "/legal/privacy_contact",
                format!("is no e-mail address, and as a page's address it {why}"),
            )
        });
        let terms = self
            .terms_url
            .as_deref()
            .and_then(fault_of_address)
            .map(|why| ("/legal/terms_url", why.to_owned()));
        [imprint, contact, terms]
            .into_iter()
            .flatten()
            .map(|(at, why)| (at.to_owned(), why))
    }
}

/// Why a text can't stand as an imprint, if so.
fn fault_of_imprint(text: &str) -> Option<String> {
    let fits =
        !text.trim().is_empty() && text.chars().count() <= 1_000 && text.lines().count() <= 20;
    (!fits).then(|| "must be 1 to 1000 characters in at most 20 lines".to_owned())
}

/// Whether a text is an e-mail address that can stand in a link as it is: of the signs that an address may have, those that
/// also say something to a link are left out.
pub fn is_email(text: &str) -> bool {
    let Some((who, host)) = text.split_once('@') else {
        return false;
    };
    let signs = |part: &str, more: &str| {
        !part.is_empty()
            && part
                .chars()
                .all(|sign| sign.is_alphanumeric() || more.contains(sign))
    };
    text.len() <= 254
        && signs(who, "._+-'=~*!")
        && signs(host, ".-")
        && host.contains('.')
        && !host.starts_with('.')
        && !host.ends_with('.')
}

/// The merchant's rules and design. Every change creates a new version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Program {
    /// 1 for the first; set by the service. Send the version that your change was made from, and it is refused if another one
    /// is in force by now; leave it out, or send 0, to replace whatever is in force.
    #[serde(default)]
    pub version: i64,
    /// The shop's name as customers know it.
    pub name: Text,
    /// Folder name of the design.
    pub template: String,
    /// ISO 4217.
    pub currency: String,
    /// IANA zone: decides days, weeks and months.
    pub time_zone: String,
    /// Languages of the card; the first one is the shop's own.
    pub languages: Vec<String>,
    /// The rewards, in rising order of `at`.
    pub rewards: Vec<Rung>,
    /// Stamps given for joining.
    #[serde(default)]
    pub welcome_stamps: i64,
    /// What stamps follow: visits, or what is spent. It holds for visits after the change.
    #[serde(default)]
    pub stamps_per: StampsPer,
    /// What a visit must come to for a stamp, in the smallest currency unit; none = anything. It holds for visits after the change.
    #[serde(default)]
    pub minimum_spend_minor: Option<i64>,
    /// Days after which stamps that were not spent end, those that were given first before the others; none = never.
    #[serde(default)]
    pub stamp_expires_after_days: Option<i64>,
    /// Whether the scanner page asks what the sale came to.
    #[serde(default)]
    pub ask_amount: AskAmount,
    /// Seconds between two stamped visits of one member.
    pub cooldown_s: i64,
    /// Stamped visits per member per local day; none = no limit.
    #[serde(default)]
    pub daily_limit: Option<i64>,
    /// Whether staff may stamp again within the cool-down by confirming.
    pub confirm_allowed: bool,
    /// Tiers, in rising order of `visits`.
    #[serde(default)]
    pub tiers: Vec<Tier>,
    /// Days after which an unused card ends; none = never.
    #[serde(default)]
    pub card_expires_after_days: Option<i64>,
    /// Days after which an unused reward ends; none = never.
    #[serde(default)]
    pub reward_expires_after_days: Option<i64>,
    /// Basis points of sales; margin metrics need it.
    #[serde(default)]
    pub gross_margin_bp: Option<i64>,
    /// Local date on which the program began.
    #[serde(default, deserialize_with = "crate::clock::date_if_any")]
    #[schema(value_type = Option<String>, format = Date)]
    pub launched_on: Option<Date>,
    /// The card's colours.
    pub colours: Colours,
    /// Links on the back of the card.
    #[serde(default)]
    pub links: Vec<Link>,
    /// Where the shop is, in lines as on an envelope.
    #[serde(default)]
    pub address: Option<Text>,
    /// When the shop is open, in its own words and lines.
    #[serde(default)]
    pub opening_hours: Option<Text>,
    /// The shop's phone number, such as `+49 30 1234567`.
    #[serde(default)]
    pub telephone: Option<String>,
    /// The shop's website; must be https.
    #[serde(default)]
    pub website: Option<String>,
    /// The shop's own logo, by the hash the card editor gave it; none = the design's stamp.
    #[serde(default)]
    pub logo: Option<String>,
    /// The shop's own picture behind the stamps, by its hash; none = the card's colour.
    #[serde(default)]
    pub strip: Option<String>,
    /// Imprint, privacy contact and terms.
    #[serde(default)]
    pub legal: Legal,
    /// The version that the rewards are of, where this is the program as it holds for somebody who keeps an earlier goal; never stored.
    #[serde(skip)]
    #[schema(ignore)]
    pub goal_version: Option<i64>,
}

impl Program {
    /// What a new merchant gets: ten stamps for one reward, ten minutes between stamps.
    pub fn starter(name: &str, time_zone: &str, currency: &str) -> Program {
        let mut languages: Vec<&Language> = LANGUAGES.iter().collect();
        languages.sort_by_key(|language| language.shop_place);
        Program {
            version: 1,
            name: Text::Plain(name.to_owned()),
            template: "coffee".into(),
            currency: currency.to_owned(),
            time_zone: time_zone.to_owned(),
            languages: languages
                .iter()
                .map(|language| language.tag.to_owned())
                .collect(),
            rewards: vec![Rung {
                at: 10,
                name: Text::ByLanguage(
                    languages
                        .iter()
                        .map(|language| (language.tag.to_owned(), language.reward.to_owned()))
                        .collect(),
                ),
                cost_minor: None,
            }],
            welcome_stamps: 0,
            stamps_per: StampsPer::default(),
            minimum_spend_minor: None,
            stamp_expires_after_days: None,
            ask_amount: AskAmount::default(),
            cooldown_s: 600,
            daily_limit: None,
            confirm_allowed: true,
            tiers: vec![],
            card_expires_after_days: None,
            reward_expires_after_days: None,
            gross_margin_bp: None,
            launched_on: None,
            colours: Colours {
                background: "#3b2a20".into(),
                foreground: "#ffffff".into(),
                label: "#e8d5c4".into(),
                accent: "#f2b33d".into(),
            },
            links: vec![],
            address: None,
            opening_hours: None,
            telephone: None,
            website: None,
            logo: None,
            strip: None,
            legal: Legal::default(),
            goal_version: None,
        }
    }

    /// What metrics need to know of this program, as the log says it.
    pub fn configured(&self) -> Fact {
        Fact::ProgramConfigured {
            currency: self.currency.clone(),
            gross_margin_bp: self.gross_margin_bp,
            stamps_required: Some(self.stamps_required()),
            launched_on: self.launched_on,
        }
    }

    /// The telephone as an address that a phone calls.
    pub fn telephone_address(&self) -> Option<String> {
        let figures = |number: &String| {
            number
                .chars()
                .filter(|sign| sign.is_ascii_digit() || *sign == '+')
                .collect::<String>()
        };
        self.telephone
            .as_ref()
            .map(|number| format!("tel:{}", figures(number)))
    }

    /// Stamps of a full round: the last rung's `at`.
    pub fn stamps_required(&self) -> i64 {
        self.rewards
            .last()
            .map_or(10, |rung| rung.at)
    }

    /// The merchant's zone, UTC if the name is unknown (a program is refused with an unknown one).
    pub fn zone(&self) -> jiff::tz::TimeZone {
        jiff::tz::TimeZone::get(&self.time_zone).unwrap_or(jiff::tz::TimeZone::UTC)
    }

    /// When a card ends that is used at this moment; none: never.
    pub fn card_end(&self, used_at: Timestamp) -> Option<Timestamp> {
        self.card_expires_after_days
            .map(|days| end_of_days(used_at, days, &self.zone()))
    }

    /// When a reward ends that is earned at this moment; none: never.
    pub fn reward_end(&self, earned_at: Timestamp) -> Option<Timestamp> {
        self.reward_expires_after_days
            .map(|days| end_of_days(earned_at, days, &self.zone()))
    }

    /// The shop's own language, with its region if it names one.
    pub fn language(&self) -> &str {
        self.languages
            .first()
            .map_or("en", |tag| plain(tag))
    }

    /// The text with a wording in the shop's own language, for whoever shows that one to every reader it has no words for.
    pub fn worded(&self, text: &Text) -> Text {
        let Text::ByLanguage(wordings) = text else {
            return text.clone();
        };
        let mut wordings = wordings.clone();
        if !wordings
            .keys()
            .any(|tag| same_language(tag, self.language()))
        {
            let own = text
                .in_language(self.language(), &self.languages)
                .to_owned();
            wordings.insert(self.language().to_owned(), own);
        }
        Text::ByLanguage(wordings)
    }

    /// The program's own tag for a language: asked for `ar` perhaps `ar-MA`, whose region decides the digits, or
    /// `ar-u-nu-latn`, which says them; else the same again.
    pub fn tag_for<'a>(&'a self, language: &'a str) -> &'a str {
        self.languages
            .iter()
            .find(|tag| same_language(tag, language))
            .map_or(language, String::as_str)
    }

    /// Everything wrong with this program as (JSON pointer, sentence); empty when it can be used.
    pub fn faults(&self) -> Vec<(String, String)> {
        let mut faults = Vec::new();
        let mut fault = |at: &str, why: String| faults.push((at.to_owned(), why));
        let texts = |text: &Text, most: usize| {
            text.all()
                .iter()
                .all(|t| !t.trim().is_empty() && t.chars().count() <= most)
                && !text.all().is_empty()
        };
        if !texts(&self.name, 60) {
            fault("/name", "must be 1 to 60 characters".into());
        }
        if self.rewards.is_empty() || self.rewards.len() > 10 {
            fault("/rewards", "must have 1 to 10 rewards".into());
        }
        for (i, rung) in self.rewards.iter().enumerate() {
            // The card's picture is laid out for at most a hundred places.
            if !(1..=100).contains(&rung.at) {
                fault(
                    &format!("/rewards/{i}/at"),
                    "must be 1 to 100 stamps".into(),
                );
            }
            if i > 0 && rung.at <= self.rewards[i - 1].at {
                fault(
                    &format!("/rewards/{i}/at"),
                    "must be higher than for the reward before".into(),
                );
            }
            if !texts(&rung.name, 60) {
                fault(
                    &format!("/rewards/{i}/name"),
                    "must be 1 to 60 characters".into(),
                );
            }
            if rung
                .cost_minor
                .is_some_and(|c| !(0..=1_000_000_000).contains(&c))
            {
                fault(
                    &format!("/rewards/{i}/cost_minor"),
                    "must be 0 to 1000000000".into(),
                );
            }
        }
        if jiff::tz::TimeZone::get(&self.time_zone).is_err() {
            fault(
                "/time_zone",
                format!(
                    "{:?} is not an IANA time zone such as Europe/Berlin",
                    self.time_zone
                ),
            );
        }
        if self.currency.len() != 3
            || !self
                .currency
                .bytes()
                .all(|b| b.is_ascii_uppercase())
        {
            fault(
                "/currency",
                "must be three capital letters such as EUR".into(),
            );
        }
        if self.languages.is_empty() || self.languages.len() > 10 {
            fault("/languages", "must have 1 to 10 languages".into());
        }
        for (i, tag) in self.languages.iter().enumerate() {
            if let Some(why) = fault_of_tag(tag) {
                fault(&format!("/languages/{i}"), why);
            }
        }
        for (name, value, allowed) in [
            ("/welcome_stamps", Some(self.welcome_stamps), 0..=99),
            ("/cooldown_s", Some(self.cooldown_s), 0..=31 * 86_400),
            ("/daily_limit", self.daily_limit, 1..=1_000),
            (
                "/stamp_expires_after_days",
                self.stamp_expires_after_days,
                1..=3_651,
            ),
            (
                "/card_expires_after_days",
                self.card_expires_after_days,
                1..=3_651,
            ),
            (
                "/reward_expires_after_days",
                self.reward_expires_after_days,
                1..=3_651,
            ),
            ("/gross_margin_bp", self.gross_margin_bp, 0..=10_000),
        ] {
            if value.is_some_and(|v| !allowed.contains(&v)) {
                fault(
                    name,
                    format!("must be {} to {}", allowed.start(), allowed.end()),
                );
            }
        }
        for (i, tier) in self.tiers.iter().enumerate() {
            if tier.visits < 1 || (i > 0 && tier.visits <= self.tiers[i - 1].visits) {
                fault(
                    &format!("/tiers/{i}/visits"),
                    "must start at 1 or more and rise".into(),
                );
            }
            // "none" is the log's word for having no tier.
            if tier.name.trim().is_empty() || tier.name == "none" || tier.name.chars().count() > 40
            {
                fault(
                    &format!("/tiers/{i}/name"),
                    "must be 1 to 40 characters and not \"none\"".into(),
                );
            }
        }
        for (name, colour) in [
            ("background", &self.colours.background),
            ("foreground", &self.colours.foreground),
            ("label", &self.colours.label),
            ("accent", &self.colours.accent),
        ] {
            let hex = colour
                .strip_prefix('#')
                .unwrap_or("");
            if hex.len() != 6
                || !hex
                    .bytes()
                    .all(|b| b.is_ascii_hexdigit())
            {
                fault(&format!("/colours/{name}"), "must look like #3b2a20".into());
            }
        }
        if self.links.len() > 10 || self.tiers.len() > 10 {
            fault(
                if self.links.len() > 10 {
                    "/links"
                } else {
                    "/tiers"
                },
                "must have at most 10 entries".into(),
            );
        }
        for (i, link) in self.links.iter().enumerate() {
            if !texts(&link.name, 60) {
                fault(
                    &format!("/links/{i}/name"),
                    "must be 1 to 60 characters".into(),
                );
            }
            if let Some(why) = fault_of_address(&link.url) {
                fault(&format!("/links/{i}/url"), why.into());
            }
        }
        for (name, text) in [
            ("/address", &self.address),
            ("/opening_hours", &self.opening_hours),
        ] {
            let fits = |text: &Text| {
                texts(text, MOST_OF_LINES.0)
                    && text
                        .all()
                        .iter()
                        .all(|t| t.lines().count() <= MOST_OF_LINES.1)
            };
            if !text.as_ref().is_none_or(fits) {
                fault(
                    name,
                    format!(
                        "must be 1 to {} characters in at most {} lines",
                        MOST_OF_LINES.0, MOST_OF_LINES.1
                    ),
                );
            }
        }
        for (name, hash) in [("/logo", &self.logo), ("/strip", &self.strip)] {
            let shaped = |hash: &String| {
                hash.len() == 64
                    && hash
                        .bytes()
                        .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
            };
            if !hash.as_ref().is_none_or(shaped) {
                fault(
                    name,
                    "must be the hash of a picture uploaded in the card editor".into(),
                );
            }
        }
        if let Some(why) = self
            .telephone
            .as_deref()
            .and_then(fault_of_telephone)
        {
            fault("/telephone", why.into());
        }
        if let Some(why) = self
            .website
            .as_deref()
            .and_then(fault_of_address)
        {
            fault("/website", why.into());
        }
        faults.extend(self.faults_of_earning());
        faults.extend(self.legal.faults());
        faults
    }
}

/// Characters and lines of an address or of opening hours: more would not be read on a phone.
const MOST_OF_LINES: (usize, usize) = (300, 12);

/// Why this is no telephone that can be called, if so: figures with the usual signs between them, at most the fifteen of E.164.
fn fault_of_telephone(number: &str) -> Option<&'static str> {
    let figures = number
        .bytes()
        .filter(u8::is_ascii_digit)
        .count();
    let behind_plus = number
        .strip_prefix('+')
        .unwrap_or(number);
    let shaped = number.len() <= 40
        && behind_plus
            .chars()
            .all(|sign| sign.is_ascii_digit() || " -().,/".contains(sign));
    if shaped && (3..=15).contains(&figures) {
        None
    } else {
        Some("must be a number of 3 to 15 digits, such as +49 30 1234567")
    }
}

/// Why an address can't stand on a card, if so. It is judged as a browser reads it, and refused where two readers could
/// take it for two hosts.
fn fault_of_address(address: &str) -> Option<&'static str> {
    if address.len() > 2_000 {
        return Some("must be at most 2,000 bytes");
    }
    let Some(rest) = address.strip_prefix("https://") else {
        return Some("must start with https://");
    };
    if address.contains(|sign: char| sign == '\\' || sign.is_whitespace() || sign.is_control()) {
        return Some("must not contain spaces, control characters or backslashes");
    }
    match Url::parse(address) {
        Ok(read) if !read.username().is_empty() || read.password().is_some() => {
            Some("must not have a user name or password before the host")
        }
        // Browsers skip further slashes and find a host behind them, where other readers find none.
        Ok(_) if !rest.starts_with(['/', '@', ':']) => None,
        _ => Some("must be a full address with a host, such as https://shop.example/menu"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_starter_program_works_as_it_is() {
        assert_eq!(
            Program::starter("Coffee", "Europe/Berlin", "EUR").faults(),
            vec![]
        );
    }

    #[test]
    fn a_region_is_the_programs_to_choose_and_its_words_are_found_without_it() {
        let mut program = Program::starter("Coffee", "UTC", "EUR");
        program.languages = vec!["ar-MA".into(), "en".into()];
        assert_eq!(
            [
                program.tag_for("ar"),
                program.tag_for("en"),
                program.tag_for("tr")
            ],
            ["ar-MA", "en", "tr"]
        );
        let name = Text::ByLanguage(
            [("ar-MA", "قهوة"), ("en", "Coffee")]
                .map(|(l, t)| (l.to_owned(), t.to_owned()))
                .into(),
        );
        assert_eq!(
            ["ar", "ar-EG", "tr"].map(|reader| name.in_language(reader, &[])),
            ["قهوة", "قهوة", "Coffee"]
        );
    }

    #[test]
    fn whoever_reads_another_language_gets_the_shops_own() {
        let name = Text::ByLanguage(
            [("ar", "مقهى"), ("en", "Coffee"), ("tr", "Kahveci")]
                .map(|(l, t)| (l.to_owned(), t.to_owned()))
                .into(),
        );
        let shown = |reader: &str, languages: &[&str]| {
            let languages: Vec<String> = languages
                .iter()
                .map(|tag| (*tag).to_owned())
                .collect();
            name.in_language(reader, &languages)
                .to_owned()
        };
        for reader in ["fa", "id", "de", "uz-Cyrl"] {
            assert_eq!(shown(reader, &["tr", "ar"]), "Kahveci", "{reader}");
            assert_eq!(shown(reader, &["tr-CY-u-nu-latn"]), "Kahveci", "{reader}");
            assert_eq!(shown(reader, &["ar-MA", "tr"]), "مقهى", "{reader}");
            assert_eq!(
                shown(reader, &["fa", "tr", "ar"]),
                "Kahveci",
                "{reader}: the shop has no words in its first language"
            );
        }
        assert_eq!(
            [shown("ar", &["tr"]), shown("tr-DE", &["ar"])],
            ["مقهى", "Kahveci"]
        );
    }

    #[test]
    fn a_text_gets_a_wording_in_the_shops_own_language() {
        let mut program = Program::starter("Coffee", "UTC", "EUR");
        program.languages = vec!["tr-TR".into(), "ar".into()];
        let by_language = |texts: &[(&str, &str)]| {
            Text::ByLanguage(
                texts
                    .iter()
                    .map(|(l, t)| ((*l).to_owned(), (*t).to_owned()))
                    .collect(),
            )
        };
        let worded = program.worded(&by_language(&[("ar", "مقهى"), ("de", "Kaffee")]));
        assert_eq!(
            worded,
            by_language(&[("ar", "مقهى"), ("de", "Kaffee"), ("tr-TR", "مقهى")]),
            "the next that the shop speaks"
        );
        for whole in [
            Text::from("Kahve"),
            by_language(&[("tr", "Kahve"), ("en", "Coffee")]),
        ] {
            assert_eq!(program.worded(&whole), whole);
        }
    }

    #[test]
    fn numbers_at_the_ends_of_what_can_be_written_are_refused() {
        for wild in [i64::MIN, -1, i64::MAX] {
            let mut program = Program::starter("Coffee", "UTC", "EUR");
            (
                program.daily_limit,
                program.card_expires_after_days,
                program.reward_expires_after_days,
            ) = (Some(wild), Some(wild), Some(wild));
            (
                program.welcome_stamps,
                program.cooldown_s,
                program.gross_margin_bp,
            ) = (wild, wild, Some(wild));
            (program.rewards[0].at, program.rewards[0].cost_minor) = (wild, Some(wild));
            assert_eq!(program.faults().len(), 8, "{wild}: {:?}", program.faults());
        }
    }

    #[test]
    fn a_link_is_judged_as_an_address() {
        for good in [
            "https://shop.example",
            "https://shop.example:8443/menu?a=b%20c&d=|#e",
            "https://кофе.example/меню",
            "https://[2001:db8::1]/",
        ] {
            assert_eq!(fault_of_address(good), None, "{good}");
        }
        let wild = [
            "https://",
            "https:///evil.example",
            "https://?a",
            "https://#a",
            "https://:80/",
            "https://@evil.example/",
            "https://:@evil.example/",
            "https://shop.example@evil.example/",
            "https://a:b@evil.example/",
            "https://shop.example\\@evil.example/",
            "https://a b.example/",
            "https://shop.example:99999/",
            "https://shop.example/\n",
            "https://shop.example/\u{7f}",
            "https://[::1",
            "https://sh<op.example/",
            "https:shop.example",
            "http://shop.example/",
            "javascript:alert(1)",
            "https://1.2.3.4.5.999/",
            "data:text/html,https://",
            "https://%00/",
        ];
        for address in wild {
            assert!(fault_of_address(address).is_some(), "{address}");
        }
    }

    #[test]
    fn a_telephone_is_one_that_can_be_called() {
        for good in [
            "+49 30 1234567",
            "0098-21-8888.7777",
            "(021) 123 456",
            "110",
            "+1/800/555,0199",
        ] {
            assert_eq!(fault_of_telephone(good), None, "{good}");
        }
        for wild in [
            "",
            "+",
            "12",
            "+49+30",
            "0800 COFFEE",
            "1234567890123456",
            "12\n34",
            "tel:123",
            "۱۲۳۴",
            "12;ext=3",
            &"1 ".repeat(30),
        ] {
            assert!(fault_of_telephone(wild).is_some(), "{wild}");
        }
        let called = Program {
            telephone: Some("+49 (30) 12-34".into()),
            ..Program::starter("Coffee", "UTC", "EUR")
        };
        assert_eq!(
            called
                .telephone_address()
                .as_deref(),
            Some("tel:+49301234")
        );
    }

    #[test]
    fn the_shop_may_say_where_it_is_and_when_in_a_few_lines() {
        let told = |address: &str, website: &str| {
            let program = Program {
                address: Some(address.into()),
                opening_hours: Some("Mo-Fr 8-18\nSa 9-14".into()),
                website: Some(website.into()),
                ..Program::starter("Coffee", "UTC", "EUR")
            };
            program
                .faults()
                .into_iter()
                .map(|(at, _)| at)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            told("Linden Street 1\n10115 Berlin", "https://linden.example"),
            Vec::<String>::new()
        );
        assert_eq!(told(" ", "http://linden.example"), ["/address", "/website"]);
        assert_eq!(
            told(&"x\n".repeat(13), "https://linden.example"),
            ["/address"]
        );
        assert_eq!(
            told(&"x".repeat(301), "https://linden.example"),
            ["/address"]
        );
    }

    #[test]
    fn a_privacy_contact_is_a_mailbox_or_a_page_and_an_imprint_has_an_end() {
        let with = |imprint: Option<&str>, contact: &str| {
            let legal = Legal {
                imprint: imprint.map(str::to_owned),
                privacy_contact: Some(contact.to_owned()),
                terms_url: None,
            };
            legal
                .faults()
                .map(|(at, _)| at)
                .collect::<Vec<_>>()
        };
        for good in [
            "hello@cafe.example",
            "a.b+c@xn--caf-dma.example",
            "kahve@dükkân.example",
            "https://shop.example/privacy",
        ] {
            assert_eq!(
                with(Some("Café Möwe\nLinden Street 1"), good),
                Vec::<String>::new(),
                "{good}"
            );
        }
        let wild = [
            "",
            "hello",
            "a@b",
            "@b.example",
            "a@b.example?bcc=x@y.example",
            "a@b.example,c@d.example",
            "a b@c.example",
        ];
        for contact in wild.into_iter().chain([
            "mailto:a@b.example",
            "http://shop.example",
            "javascript:alert(1)@x.example",
            "a@.example",
            "a@b@c.example",
        ]) {
            assert_eq!(with(None, contact), ["/legal/privacy_contact"], "{contact}");
        }
        for imprint in [" \n ", &"x".repeat(1_001), &"x\n".repeat(21)] {
            assert_eq!(
                with(Some(imprint), "a@b.example"),
                ["/legal/imprint"],
                "{imprint}"
            );
        }
    }

    #[test]
    fn every_fault_names_its_place() {
        let mut program = Program::starter("Coffee", "Mars/Base", "EUR");
        program.rewards[0].at = 0;
        let places: Vec<String> = program
            .faults()
            .into_iter()
            .map(|(at, _)| at)
            .collect();
        assert_eq!(places, ["/rewards/0/at", "/time_zone"]);
    }
}
