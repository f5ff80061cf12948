//! The join page, `/j/{slug}`: from poster to card in one tap.

use askama::Template;

use crate::domain::program::Legal;
use crate::locale::Locale;

use crate::http::base::layout::Layout;

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

/// What the browsers inside other apps call themselves: Facebook, Instagram, Threads, Line, WeChat, TikTok, Snapchat, Telegram, X,
/// LinkedIn, Pinterest, KakaoTalk, and any web view of Android.
const IN_APP: [&str; 17] = [
    "FBAN",
    "FBAV",
    "FB_IAB",
    "Instagram",
    "Barcelona",
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

    /// Links that lead out of the app whose browser says this of itself, to one of our pages, the surest first; none in a browser
    /// of its own.
    ///
    /// Each app decides what it lets out. Instagram and Threads follow a command of their own, and `x-safari-` no longer since
    /// spring 2026; LINE and KakaoTalk have ways that they document; most others follow `x-safari-` from iOS 17 on. TikTok, WeChat
    /// and X have been seen to follow nothing at all, so the page names the app's own menu too.
    pub fn exits(user_agent: &str, address: &str) -> Vec<Exit> {
        let has = |name: &str| user_agent.contains(name);
        let device = Device::of(user_agent);
        if !device.is_in_app() {
            return Vec::new();
        }
        let quoted: String = url::form_urlencoded::byte_serialize(address.as_bytes()).collect();
        let iphone = device == Device::InAppIphone;
        let own = if has("Line/") {
            Some(opened_outside_of_line(address))
        } else if has("KAKAOTALK") {
            Some(format!("kakaotalk://web/openExternal?url={quoted}"))
        } else if has("Instagram") && iphone {
            Some(format!("instagram://extbrowser/?url={quoted}"))
        } else if has("Barcelona") && iphone {
            Some(format!("barcelona://extbrowser/?url={quoted}"))
        } else {
            None
        };
        let own = own.map(|href| Exit {
            href,
            window: false,
        });
        if iphone {
            // Facebook's browser follows this scheme into a new window only.
            let safari = Exit {
                href: format!("x-safari-{address}"),
                window: has("FBAN") || has("FBAV"),
            };
            own.into_iter()
                .chain([safari])
                .collect()
        } else {
            own.or_else(|| {
                intent(address).map(|href| Exit {
                    href,
                    window: false,
                })
            })
            .into_iter()
            .collect()
        }
    }
}

/// A link out of another app's browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exit {
    /// Where it leads.
    pub href: String,
    /// Whether it has to open a window.
    pub window: bool,
}

/// An address that LINE opens in the phone's own browser.
fn opened_outside_of_line(address: &str) -> String {
    const OUTSIDE: &str = "openExternalBrowser=1";
    match address.split_once('?') {
        Some((_, query))
            if query
                .split('&')
                .any(|pair| pair == OUTSIDE) =>
        {
            address.to_owned()
        }
        Some(_) => format!("{address}&{OUTSIDE}"),
        None => format!("{address}?{OUTSIDE}"),
    }
}

/// A link by which Android opens a page in the browser that its owner has chosen.
fn intent(address: &str) -> Option<String> {
    let (scheme, rest) = address.split_once("://")?;
    let view = "action=android.intent.action.VIEW;category=android.intent.category.BROWSABLE";
    Some(format!("intent://{rest}#Intent;scheme={scheme};{view};end"))
}

/// The join page.
#[derive(Template)]
#[template(path = "join.html")]
pub struct JoinPage {
    /// Language, shop and colours.
    pub frame: Layout,
    /// What the reader holds.
    pub device: Device,
    /// By what the reader is known today, for the form to bring along.
    pub visitor: String,
    /// Another text on each showing, by which the form makes one card however often it is sent.
    pub once: String,
    /// Where the form posts to, with the channel and inviter of the address, such as `/j/coffee?ch=poster`.
    pub action: String,
    /// The page's whole address, for the QR code on a computer, for the way out of another app and for whoever shares it.
    pub address: String,
    /// Links that lead out of another app's browser, from [`Device::exits`].
    pub exits: Vec<Exit>,
    /// The page of the card that this browser has already.
    pub own_card: Option<String>,
    /// Whether somebody's invitation led here.
    pub invited: bool,
    /// The picture that messengers show beside the page's link, with its host.
    pub share_picture_url: String,
    /// The shop's sign, for home screens.
    pub sign_url: String,
    /// The QR code of that address, from [`crate::http::base::qr::svg`].
    pub qr_svg: Option<String>,
    /// The drawn card picture.
    pub picture_url: String,
    /// The shop's own logo.
    pub logo_url: Option<String>,
    /// Stamps in a full round.
    pub stamps_required: i64,
    /// Stamps that a new card begins with.
    pub welcome_stamps: i64,
    /// The last rung's reward in the reader's language.
    pub reward: String,
    /// Every reward with its stamps, if there are several.
    pub ladder: Option<String>,
    /// Whether this shop issues Apple passes.
    pub apple: bool,
    /// Whether this shop issues Google passes.
    pub google: bool,
    /// Imprint, privacy contact and terms.
    pub legal: Legal,
    /// What to say when the form could not be accepted, already in the reader's language.
    pub problem: Option<String>,
}

impl JoinPage {
    fn benefit(&self) -> String {
        let values = [
            ("count", self.stamps_required.into()),
            ("reward", (&self.reward).into()),
        ];
        self.frame
            .language
            .text_with("join-benefit", &values)
    }

    fn count(&self) -> String {
        count(
            self.frame.language,
            self.welcome_stamps,
            self.stamps_required,
        )
    }

    fn welcome(&self) -> Option<String> {
        (self.welcome_stamps > 0).then(|| {
            self.frame
                .language
                .text_with("join-welcome", &[("count", self.welcome_stamps.into())])
        })
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
        self.frame
            .language
            .text_with("join-step-2", &[("shop", self.frame.brand().into())])
    }

    fn reward_step(&self) -> String {
        let values = [
            ("count", self.stamps_required.into()),
            ("reward", (&self.reward).into()),
        ];
        self.frame
            .language
            .text_with("join-step-3", &values)
    }
}

/// Stamps out of a full round, such as `4 / 10`; in words where a slash would not say which number comes first.
pub fn count(language: Locale, stamps: i64, required: i64) -> String {
    language.text_with(
        "pass-count",
        &[("stamps", stamps.into()), ("required", required.into())],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const IPHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";
    const ANDROID: &str = "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/140.0.0.0";

    #[test]
    fn each_phone_is_offered_its_own_wallet_first() {
        assert_eq!(
            Device::of(&format!("{IPHONE} Version/18.0 Mobile/15E148 Safari/604.1")),
            Device::Iphone
        );
        assert_eq!(
            Device::of(&format!("{IPHONE} CriOS/140.0 Mobile/15E148 Safari/604.1")),
            Device::Iphone
        );
        assert_eq!(
            Device::of(&format!("{ANDROID} Mobile Safari/537.36")),
            Device::Android
        );
        assert_eq!(
            Device::of("Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"),
            Device::Desktop
        );
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
            assert_eq!(
                Device::of(&format!("{IPHONE} Mobile/15E148 {app}")),
                Device::InAppIphone,
                "{app}"
            );
            assert_eq!(
                Device::of(&format!("{ANDROID} Mobile Safari/537.36 {app}")),
                Device::InAppAndroid,
                "{app}"
            );
        }
        assert_eq!(
            Device::of(&format!("{IPHONE} Mobile/15E148")),
            Device::InAppIphone,
            "a web view that names no app"
        );
        assert_eq!(
            Device::of(
                "Mozilla/5.0 (Linux; Android 15; Pixel 9; wv) Chrome/140.0 Mobile Safari/537.36"
            ),
            Device::InAppAndroid
        );
    }

    #[test]
    fn each_app_is_left_by_the_way_that_it_lets_out() {
        const PAGE: &str = "https://cards.example/j/linden?ch=poster";
        const QUOTED: &str = "https%3A%2F%2Fcards.example%2Fj%2Flinden%3Fch%3Dposter";
        let ways = |browser: &str, app: &str| -> Vec<(String, bool)> {
            let exits = Device::exits(&format!("{browser} Mobile/15E148 {app}"), PAGE);
            exits
                .into_iter()
                .map(|exit| (exit.href, exit.window))
                .collect()
        };
        let safari = |window| {
            (
                "x-safari-https://cards.example/j/linden?ch=poster".to_owned(),
                window,
            )
        };
        let own = |way: String| (way, false);
        for (app, first) in [
            (
                "Instagram 445.0.0 (iPhone18,4; iOS 27_0)",
                format!("instagram://extbrowser/?url={QUOTED}"),
            ),
            (
                "Barcelona 400.0.0 (iPhone18,4; iOS 27_0)",
                format!("barcelona://extbrowser/?url={QUOTED}"),
            ),
            (
                "Safari Line/15.0.0",
                format!("{PAGE}&openExternalBrowser=1"),
            ),
            (
                "KAKAOTALK 25.0.0",
                format!("kakaotalk://web/openExternal?url={QUOTED}"),
            ),
        ] {
            assert_eq!(ways(IPHONE, app), [own(first), safari(false)], "{app}");
        }
        assert_eq!(
            ways(IPHONE, "[FBAN/FBIOS;FBAV/530.0;FBDV/iPhone18,4]"),
            [safari(true)]
        );
        for app in [
            "musical_ly_40.0 BytedanceWebview/d8a21c6",
            "MicroMessenger/8.0.50 NetType/WIFI",
            "Snapchat/13.20",
            "Twitter for iPhone/11.43",
        ] {
            assert_eq!(ways(IPHONE, app), [safari(false)], "{app}");
        }
        let intent = "intent://cards.example/j/linden?ch=poster#Intent;scheme=https;action=android.intent.action.VIEW;category=android.intent.category.BROWSABLE;end";
        for app in [
            "Instagram 445.0.0 Android",
            "[FB_IAB/FB4A;FBAV/500.0;]",
            "; wv)",
        ] {
            assert_eq!(ways(ANDROID, app), [own(intent.to_owned())], "{app}");
        }
        assert_eq!(
            ways(ANDROID, "Line/15.0.0"),
            [own(format!("{PAGE}&openExternalBrowser=1"))]
        );
        assert_eq!(
            opened_outside_of_line("https://x/j/y?openExternalBrowser=1"),
            "https://x/j/y?openExternalBrowser=1",
            "once is enough"
        );
        assert_eq!(
            Device::exits(
                &format!("{IPHONE} Version/18.0 Mobile/15E148 Safari/604.1"),
                PAGE
            ),
            []
        );
    }
}
