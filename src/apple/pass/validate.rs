//! What phones refuse without a word, said in words before anything is signed.

use super::{PassContent, TEXT_KEYS};
use crate::apple::strings::Wording;
use crate::domain::face::{Headline, StampCount};

impl PassContent {
    /// Every reason why phones would refuse or misread this card; empty when there is none.
    pub fn faults(&self) -> Vec<String> {
        let mut faults = Vec::new();
        self.identity_faults(&mut faults);
        self.text_faults(&mut faults);
        self.web_service_faults(&mut faults);
        self.link_and_place_faults(&mut faults);
        faults
    }

    fn identity_faults(&self, faults: &mut Vec<String>) {
        if self.serial_number.is_empty() || self.serial_number.len() > 100 {
            faults.push("The serial number must have 1 to 100 characters: together with the pass type, it identifies the card.".into());
        }
        if self.barcode.is_empty()
            || !self
                .barcode
                .chars()
                .all(|c| matches!(u32::from(c), 0x20..0x7f | 0xa0..0x100))
        {
            faults.push(
                "The barcode's message must be ISO 8859-1 text; otherwise phones show no code."
                    .into(),
            );
        }
        if let Headline::Count(StampCount { stamps, required }) = self.headline
            && (required < 1 || !(0..=1_000_000).contains(&stamps))
        {
            faults.push("The stamps required must be 1 or more.".into());
        }
        let colours = [
            &self.colours.background,
            &self.colours.foreground,
            &self.colours.label,
        ];
        if let Some(colour) = colours
            .iter()
            .find(|c| !is_colour(c))
        {
            faults.push(format!("The colour {colour:?} must look like #3b2a20."));
        }
    }

    fn text_faults(&self, faults: &mut Vec<String>) {
        for key in TEXT_KEYS
            .iter()
            .filter(|key| self.texts.of_key(key).is_none())
        {
            faults.push(format!(
                "The text {key:?} is missing in the shop's own language."
            ));
        }
        for (key, text) in ["stamps_changed", "reward_ready_changed", "news_changed"]
            .into_iter()
            .flat_map(|key| self.in_all(key))
        {
            if text.matches("%@").count() != 1 {
                faults.push(format!("The text {key:?} must contain %@ once, where the new value goes; {text:?} would never be shown."));
            }
        }
        for wording in self.wordings() {
            match self.texts.written(wording) {
                None => faults.push(format!("{wording:?} is used on the card but has no text.")),
                Some(text) if text.trim().is_empty() => {
                    faults.push(format!("{wording:?} is empty."))
                }
                Some(_) => {}
            }
        }
    }

    fn in_all<'a>(&'a self, key: &'static str) -> impl Iterator<Item = (&'static str, &'a str)> {
        self.texts
            .languages()
            .filter_map(move |language| {
                Some((
                    key,
                    self.texts
                        .in_language(language, key)?,
                ))
            })
    }

    fn wordings(&self) -> impl Iterator<Item = &Wording> {
        let always = [
            &self.organization_name,
            &self.description,
            &self.next_reward,
        ];
        always
            .into_iter()
            .chain(&self.logo_text)
            .chain(&self.tier)
            .chain(self.news.iter().map(|n| &n.text))
            .chain(
                self.rewards_waiting
                    .iter()
                    .map(|w| &w.name),
            )
            .chain(self.links.iter().map(|l| &l.0))
            .chain(self.shop.iter().map(|s| &s.1))
    }

    fn web_service_faults(&self, faults: &mut Vec<String>) {
        let Some(service) = &self.web_service else {
            return;
        };
        if service.authentication_token.len() < 16 {
            faults.push("The authentication token must have 16 characters or more.".into());
        }
        let plain_is_meant = service.allow_http && service.url.starts_with("http://");
        if !service.url.starts_with("https://") && !plain_is_meant {
            faults.push("The web service address must start with https://; phones never update a card over plain http.".into());
        }
        if service.url.ends_with('/') || service.url.ends_with("/v1") {
            faults.push("The web service address must not end with a slash or /v1, which phones add themselves.".into());
        }
    }

    fn link_and_place_faults(&self, faults: &mut Vec<String>) {
        for (_, url) in self
            .links
            .iter()
            .filter(|(_, url)| !url.starts_with("https://"))
        {
            faults.push(format!("The link {url:?} must start with https://."));
        }
        if self.places.len() > 10 {
            faults.push(format!(
                "{} locations are given, but phones accept 10.",
                self.places.len()
            ));
        }
        if self.places.iter().any(|p| {
            !(-90.0..=90.0).contains(&p.latitude) || !(-180.0..=180.0).contains(&p.longitude)
        }) {
            faults.push("A location is not on the globe: latitude must be -90 to 90, longitude -180 to 180.".into());
        }
    }
}

fn is_colour(colour: &str) -> bool {
    colour
        .strip_prefix('#')
        .is_some_and(|d| {
            d.len() == 6
                && d.bytes()
                    .all(|b| b.is_ascii_hexdigit())
        })
}
