//! The join page, `/j/{slug}`: from poster to card in one tap.

use askama::Template;

use crate::language::Language;

use super::Frame;

/// What the reader holds in hand; decides what the page offers first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Device {
    /// An iPhone: Apple Wallet first.
    Iphone,
    /// An Android phone: Google Wallet first.
    Android,
    /// A computer: the code to scan with the phone first.
    Desktop,
    /// The browser inside another app, in which wallets often fail: the way out of it first.
    InApp,
}

impl Device {
    /// The device behind a `User-Agent` header; a phone of unknown make counts as Android, nothing at all as a computer.
    pub fn of(user_agent: &str) -> Device {
        let has = |names: &[&str]| names.iter().any(|name| user_agent.contains(name));
        if has(&["FBAN", "FBAV", "Instagram", "Line/", "MicroMessenger", "musical_ly", "BytedanceWebview", "Snapchat", "; wv)"]) {
            Device::InApp
        } else if has(&["iPhone", "iPod"]) {
            Device::Iphone
        } else if has(&["Android", "Mobile"]) {
            Device::Android
        } else {
            Device::Desktop
        }
    }
}

/// The join page.
#[derive(Template)]
#[template(path = "join.html")]
pub struct JoinPage {
    /// Language, shop and colours.
    pub frame: Frame,
    /// What the reader holds.
    pub device: Device,
    /// Where the form posts to, with the channel and inviter of the address, such as `/j/coffee?ch=poster`.
    pub action: String,
    /// The page's whole address, for the QR code on a computer.
    pub address: String,
    /// The QR code of that address, from [`super::qr::svg`].
    pub qr_svg: Option<String>,
    /// The drawn card picture.
    pub picture_url: String,
    /// Stamps of a full round.
    pub stamps_required: i64,
    /// Stamps that a new card begins with.
    pub welcome_stamps: i64,
    /// The last rung's reward in the reader's language.
    pub reward: String,
    /// Whether this shop issues Apple passes.
    pub apple: bool,
    /// Whether this shop issues Google passes.
    pub google: bool,
    /// What to say when the form could not be accepted, already in the reader's language.
    pub problem: Option<String>,
}

impl JoinPage {
    fn benefit(&self) -> String {
        let values = [("count", self.stamps_required.into()), ("reward", (&self.reward).into())];
        self.frame.language.text_with("join-benefit", &values)
    }

    fn count(&self) -> String {
        count(self.frame.language, self.welcome_stamps, self.stamps_required)
    }

    fn welcome(&self) -> Option<String> {
        (self.welcome_stamps > 0).then(|| self.frame.language.text_with("join-welcome", &[("count", self.welcome_stamps.into())]))
    }

    /// Where the card goes after the tap, said beneath the button.
    fn next(&self) -> String {
        let key = match self.device {
            Device::Iphone if self.apple => "join-next-apple",
            Device::Android if self.google => "join-next-google",
            _ => "join-next-web",
        };
        self.frame.t(key)
    }

    fn stamp_step(&self) -> String {
        self.frame.language.text_with("join-step-2", &[("shop", self.frame.brand().into())])
    }

    fn reward_step(&self) -> String {
        let values = [("count", self.stamps_required.into()), ("reward", (&self.reward).into())];
        self.frame.language.text_with("join-step-3", &values)
    }
}

/// Stamps out of a full round, such as `4 / 10`; in words where a slash would not say which number comes first.
pub fn count(language: Language, stamps: i64, required: i64) -> String {
    language.text_with("pass-count", &[("stamps", stamps.into()), ("required", required.into())])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_phone_is_offered_its_own_wallet_first() {
        let iphone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1";
        let android = "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36";
        let instagram = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile/15E148 Instagram 350.0";
        assert_eq!(Device::of(iphone), Device::Iphone);
        assert_eq!(Device::of(android), Device::Android);
        assert_eq!(Device::of(instagram), Device::InApp);
        assert_eq!(Device::of("Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"), Device::Desktop);
        assert_eq!(Device::of(""), Device::Desktop);
    }
}
