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
    /// The browser inside another app on an iPhone, in which wallets often fail: the page's address to take along first.
    InAppIphone,
    /// The browser inside another app on Android: a link that leads out of it first.
    InAppAndroid,
}

/// What the browsers inside other apps call themselves: Facebook, Instagram, Line, WeChat, TikTok, Snapchat, Telegram, X, LinkedIn,
/// Pinterest, KakaoTalk, and any web view of Android.
const IN_APP: [&str; 16] = [
    "FBAN",
    "FBAV",
    "FB_IAB",
    "Instagram",
    "Line/",
    "MicroMessenger",
    "musical_ly",
    "BytedanceWebview",
    "Snapchat",
    "Telegram",
    "Twitter for",
    "TwitterAndroid",
    "LinkedInApp",
    "Pinterest/",
    "KAKAOTALK",
    "; wv)",
];

impl Device {
    /// The device behind a `User-Agent` header; a phone of unknown make counts as Android, nothing at all as a computer.
    pub fn of(user_agent: &str) -> Device {
        let has = |name: &str| user_agent.contains(name);
        let iphone = has("iPhone") || has("iPod");
        // Every browser of its own on an iPhone also calls itself Safari; what does not is a part of another app.
        let in_app = IN_APP.iter().any(|name| has(name)) || (iphone && !has("Safari/"));
        match (iphone, has("Android") || has("Mobile"), in_app) {
            (true, _, true) => Device::InAppIphone,
            (true, _, false) => Device::Iphone,
            (false, true, true) => Device::InAppAndroid,
            (false, true, false) => Device::Android,
            (false, false, _) => Device::Desktop,
        }
    }

    /// Whether this is the browser inside another app.
    pub fn is_in_app(self) -> bool {
        matches!(self, Device::InAppIphone | Device::InAppAndroid)
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
    /// The page's whole address, for the QR code on a computer and for the way out of another app.
    pub address: String,
    /// The QR code of that address, from [`super::qr::svg`].
    pub qr_svg: Option<String>,
    /// The drawn card picture.
    pub picture_url: String,
    /// Stamps in a full round.
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

    /// How to leave the app that this page is open in.
    fn way_out(&self) -> Option<String> {
        match self.device {
            Device::InAppIphone => Some(self.frame.t("join-in-app-iphone")),
            Device::InAppAndroid => Some(self.frame.t("join-in-app-android")),
            _ => None,
        }
    }

    /// A link by which Android opens this page in the browser that its owner has chosen.
    fn intent(&self) -> Option<String> {
        let (scheme, rest) = self.address.split_once("://").filter(|_| self.device == Device::InAppAndroid)?;
        let view = "action=android.intent.action.VIEW;category=android.intent.category.BROWSABLE";
        Some(format!("intent://{rest}#Intent;scheme={scheme};{view};end"))
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

    const IPHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";
    const ANDROID: &str = "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/140.0.0.0";

    #[test]
    fn each_phone_is_offered_its_own_wallet_first() {
        assert_eq!(Device::of(&format!("{IPHONE} Version/18.0 Mobile/15E148 Safari/604.1")), Device::Iphone);
        assert_eq!(Device::of(&format!("{IPHONE} CriOS/140.0 Mobile/15E148 Safari/604.1")), Device::Iphone);
        assert_eq!(Device::of(&format!("{ANDROID} Mobile Safari/537.36")), Device::Android);
        assert_eq!(Device::of("Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"), Device::Desktop);
        assert_eq!(Device::of(""), Device::Desktop);
    }

    #[test]
    fn browsers_inside_other_apps_are_told_from_browsers() {
        let apps = [
            "Instagram 350.0",
            "[FBAN/FBIOS;FBAV/480.0]",
            "musical_ly_35 BytedanceWebview/d8a21c6",
            "MicroMessenger/8.0.50",
            "Safari Line/14.5.0",
            "Snapchat/13.0",
            "Telegram-Android/11.0",
            "TwitterAndroid/10.0",
        ];
        for app in apps {
            assert_eq!(Device::of(&format!("{IPHONE} Mobile/15E148 {app}")), Device::InAppIphone, "{app}");
            assert_eq!(Device::of(&format!("{ANDROID} Mobile Safari/537.36 {app}")), Device::InAppAndroid, "{app}");
        }
        assert_eq!(Device::of(&format!("{IPHONE} Mobile/15E148")), Device::InAppIphone, "a web view that names no app");
        assert_eq!(Device::of("Mozilla/5.0 (Linux; Android 15; Pixel 9; wv) Chrome/140.0 Mobile Safari/537.36"), Device::InAppAndroid);
    }
}
