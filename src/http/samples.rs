//! Draws every page with sample data: that alone finds broken templates, and with `STAMPWELL_PREVIEW=folder` the pages are
//! written there to be looked at (`cargo test --lib preview`).

use std::path::PathBuf;

use askama::Template;
use jiff::tz::TimeZone;

use crate::clock::Timestamp;
use crate::domain::face::{Headline, StampCount};
use crate::domain::program::{Legal, Program};
use crate::error::Code;
use crate::http::admin::members::view::{
    CardLine, MemberHistoryLine, MemberLine, MemberPage, MembersPage, MergePage, PairLine,
    ProfileForm,
};
use crate::http::admin::nav::{AdminNav, NavItem};
use crate::http::base::help::{ErrorHelpPage, ErrorsPage, NotFoundPage, ProblemPage};
use crate::http::base::layout::Layout;
use crate::http::base::{assets, qr};
use crate::http::site::card::view::{
    CardHistoryKind, CardStatus, CardView, Contact, DeletedPage, ShopDetails, WaitingReward,
};
use crate::http::site::front::view::{FrontPage, GuidePage};
use crate::http::site::join::view::{Device, JoinPage};
use crate::http::site::phone::{
    GoogleCard, PhoneField, PhoneLink, PhoneNotification, PhonePage, PhonePass, PhonePicture,
    PhoneState, WireLine, ink_on,
};
use crate::http::site::till::view::{
    EnrolExpiredPage, EnrolPage, Out, RecentPage, ScanPage, ScanTestPage, ThisTill, TillOutPage,
};
use crate::locale::Locale;
use crate::service::shop::merchants::Shops;
use crate::service::tills::till_activity::TillAction;

const SHORT_CODE: &str = "K7PQ 3M2X";

fn program() -> Program {
    Program::starter("Café Lindenhof", "Asia/Tehran", "EUR")
}

fn frame(language: Locale) -> Layout {
    let shop = match language.tag() {
        "fa" => "کافه لیندن",
        "ar" => "مقهى ليندن",
        _ => "Café Lindenhof",
    };
    Layout {
        language,
        shop: Some(shop.into()),
        colours: Some(program().colours),
        demo: true,
        path: "/j/linden?ch=poster".into(),
    }
}

/// What surrounds a page that is no shop's.
fn anonymous_layout(language: Locale) -> Layout {
    Layout {
        shop: None,
        colours: None,
        ..frame(language)
    }
}

fn reward(language: Locale) -> String {
    program().rewards[0]
        .name
        .in_language(language.tag(), &program().languages)
        .to_owned()
}

fn join(language: Locale, device: Device) -> JoinPage {
    let address = "https://cards.example/j/linden?ch=website";
    JoinPage {
        frame: frame(language),
        device,
        visitor: "0".repeat(26),
        once: "1".repeat(26),
        action: "/j/linden?ch=poster".into(),
        address: address.into(),
        exits: Device::exits(
            match device {
                Device::InAppIphone => "iPhone Instagram",
                Device::InAppAndroid => "Android ; wv)",
                _ => "",
            },
            address,
        ),
        own_card: None,
        invited: true,
        share_picture_url: "https://cards.example/img/x.png".into(),
        sign_url: "/img/y.png".into(),
        qr_svg: qr::svg(address),
        picture_url: format!("stamps-1-{}.svg", language.dir()),
        logo_url: None,
        stamps_required: 10,
        welcome_stamps: 1,
        reward: reward(language),
        ladder: None,
        apple: true,
        google: false,
        legal: legal(),
        problem: None,
    }
}

fn legal() -> Legal {
    let texts = [
        "Café Lindenhof GmbH\nLinden Street A, Berlin",
        "hello@lindenhof.example",
        "https://lindenhof.example/terms",
    ];
    let [imprint, privacy_contact, terms_url] = texts.map(|text| Some(text.to_owned()));
    Legal {
        imprint,
        privacy_contact,
        terms_url,
    }
}

fn card(language: Locale, rewards: Vec<WaitingReward>) -> CardView {
    let now: Timestamp = "2026-11-22T12:30:00Z"
        .parse()
        .unwrap();
    let ready = !rewards.is_empty();
    CardView {
        frame: frame(language),
        device: Device::Iphone,
        address: "https://cards.example/c/x".into(),
        exits: vec![],
        handover: None,
        now_url: "/c/x/now".into(),
        tag: "7-00".into(),
        state: CardStatus::Active,
        picture_url: format!(
            "stamps-{}-{}.svg",
            if ready { 10 } else { 4 },
            language.dir()
        ),
        logo_url: Some("stamps-4-ltr.svg".into()),
        headline: if ready {
            Headline::RewardReady
        } else {
            Headline::Count(StampCount {
                stamps: 4,
                required: 10,
            })
        },
        next_reward: reward(language),
        ladder: None,
        notes: vec![language.text_with(
            "card-expiring",
            &[
                ("count", 3.into()),
                (
                    "day",
                    (&language.date(now.plus_s(30 * 86_400), &TimeZone::UTC)).into(),
                ),
            ],
        )],
        stamps_to_next: 6,
        rewards,
        qr_svg: qr::svg("sw1-0197b2c4d8e67f3a9b1c2d3e4f506172"),
        short_code: SHORT_CODE.into(),
        apple_url: Some("/c/x/apple".into()),
        google_url: None,
        badges: [None, None],
        history: vec![
            (CardHistoryKind::Visit(1), now.plus_s(-3_600)),
            (CardHistoryKind::Bonus(2), now.plus_s(-86_400)),
            (CardHistoryKind::Redeemed, now.plus_s(-40 * 86_400)),
            (CardHistoryKind::Joined, now.plus_s(-400 * 86_400)),
        ],
        in_apple: ready,
        in_google: false,
        usable: true,
        contact: Contact {
            action: "/c/x/contact".into(),
            phone: if ready {
                "+49 171 5550199".into()
            } else {
                String::new()
            },
            ..Contact::default()
        },
        news_action: "/c/x/news".into(),
        news: ready,
        news_done: false,
        join_url: "/j/linden?show=join".into(),
        sign_url: "/img/y.png".into(),
        export_url: Some("/c/x/export".into()),
        delete_action: Some("/c/x/delete".into()),
        now,
        zone: TimeZone::get("Asia/Tehran").unwrap(),
        about: ShopDetails::of(&telling(), language),
        fresh: false,
    }
}

/// A shop that says all of itself.
fn telling() -> Program {
    Program {
        address: Some("Linden Street 1\n10115 Berlin".into()),
        opening_hours: Some("Mo–Fr 8–18\nSa 9–14".into()),
        telephone: Some("+49 30 1234567".into()),
        website: Some("https://linden.example".into()),
        ..program()
    }
}

fn waiting(language: Locale) -> Vec<WaitingReward> {
    vec![WaitingReward {
        name: reward(language),
        expires_at: Some(
            "2027-02-01T12:00:00Z"
                .parse()
                .unwrap(),
        ),
    }]
}

fn scan(language: Locale) -> ScanPage {
    let till = ThisTill {
        id: "till_1".into(),
        name: language.text("phone-staff"),
        stamps_required: 10,
        rungs: vec![(10, reward(language))],
        has_pin: true,
        asks_amount: true,
        may_switch_amounts: true,
        minimum_spend_minor: None,
        currency: "EUR".into(),
        tag: "1-00".into(),
    };
    ScanPage {
        frame: frame(language),
        till,
    }
}

fn out(language: Locale, why: Out, problem: Option<&str>) -> TillOutPage {
    let problem = problem.map(|key| language.text_with(key, &[("count", 3.into())]));
    TillOutPage {
        frame: frame(language),
        why,
        problem,
    }
}

fn recent(language: Locale) -> RecentPage {
    let at: Timestamp = "2026-11-22T12:30:00Z"
        .parse()
        .unwrap();
    let deed = |reward, voided, can_undo| TillAction {
        id: "scan_1".into(),
        reward,
        amount_minor: None,
        card: "K7QX".into(),
        at,
        voided,
        can_undo,
    };
    let deeds = [
        deed(None, false, true),
        deed(Some(reward(language)), false, true),
        deed(None, true, false),
        deed(None, false, false),
    ];
    let told = |deed| {
        (
            language.moment(at, at.plus_s(600), &TimeZone::UTC),
            at.to_string(),
            deed,
        )
    };
    RecentPage {
        frame: frame(language),
        deeds: deeds
            .into_iter()
            .map(told)
            .collect(),
        till: "till_1".into(),
        currency: "EUR".into(),
        undone: true,
        problem: None,
    }
}

fn phone(language: Locale) -> PhonePage {
    PhonePage {
        frame: Layout {
            shop: None,
            colours: None,
            ..frame(language)
        },
        join_url: "/j/linden".into(),
        results_url: "/results".into(),
        staff_url: "/scan".into(),
    }
}

fn field(label: String, value: String) -> PhoneField {
    PhoneField { label, value }
}

fn phone_state(language: Locale, notified: bool) -> PhoneState {
    let t = |key: &str| language.text(key);
    let pass = PhonePass {
        serial: "card_01".into(),
        organization: frame(language).shop.unwrap(),
        background: "#3b2a20".into(),
        foreground: "#ffffff".into(),
        label: "#e8d5c4".into(),
        strip_url: Some(format!("stamps-4-{}.svg", language.dir())),
        dir: language.dir().into(),
        header: vec![field(
            t("pass-stamps"),
            crate::http::site::join::view::count(language, 4, 10),
        )],
        secondary: vec![
            field(t("pass-next-reward"), reward(language)),
            field(t("pass-member-since"), language.digits("2026")),
        ],
        back: vec![
            field(t("pass-how"), t("pass-how-text")),
            field(t("pass-page"), "https://cards.example/c/abc".into()),
            field(t("pass-terms"), t("pass-terms-text")),
        ],
        qr_svg: qr::svg("sw1-0197b2c4d8e67f3a9b1c2d3e4f506172"),
        alt_text: SHORT_CODE.into(),
        notification: notified.then(|| PhoneNotification {
            text: t("pass-change-stamps").replace("%@", &language.number(4)),
            at: "2026-11-22T12:30:05Z".into(),
        }),
        ..PhonePass::default()
    };
    let line = |at: &str, who, what: &str, status| WireLine {
        at: format!("2026-11-22T12:30:{at}Z"),
        who,
        what: what.into(),
        status,
    };
    PhoneState {
        revision: 1,
        passes: vec![
            PhonePass {
                serial: "card_02".into(),
                organization: "Barber & Sons".into(),
                background: "#0f4c81".into(),
                ..pass.clone()
            },
            pass,
        ],
        google: vec![google_card(language, notified)],
        wire: vec![
            line("05", "Apple", "GET passes/pass.example.stamps/card_01", 200),
            line(
                "05",
                "Apple",
                "GET devices/9f…/registrations/pass.example.stamps",
                200,
            ),
            line("04", "Google", "PATCH /loyaltyObject/33880…5678", 200),
            line("04", "Apple", "push", 200),
            line(
                "02",
                "Google",
                "callback save /google/callback/mer_…1234",
                200,
            ),
            line(
                "01",
                "Apple",
                "POST devices/9f…/registrations/pass.example.stamps/card_01",
                201,
            ),
        ],
    }
}

fn google_card(language: Locale, notified: bool) -> GoogleCard {
    let t = |key: &str| language.text(key);
    let shop = frame(language).shop.unwrap();
    let picture = |url: String| {
        Some(PhonePicture {
            url,
            alt: shop.clone(),
        })
    };
    GoogleCard {
        serial: "card_01".into(),
        issuer: shop.clone(),
        program: shop.clone(),
        background: "#3b2a20".into(),
        foreground: ink_on("#3b2a20"),
        logo: picture("assets/icon.svg".into()),
        hero: picture(format!("stamps-4-{}.svg", language.dir())),
        dir: language.dir().into(),
        points: vec![field(t("pass-stamps"), "4/10".into())],
        qr_svg: qr::svg("sw1-0197b2c4d8e67f3a9b1c2d3e4f506172"),
        alt_text: SHORT_CODE.into(),
        details: vec![
            field(t("pass-next-reward"), reward(language)),
            field(t("pass-how"), t("pass-how-text")),
        ],
        links: vec![PhoneLink {
            title: t("pass-page"),
            url: "https://cards.example/c/abc".into(),
        }],
        notification: notified.then(|| PhoneNotification {
            text: language.text_with("phone-google-changed", &[("balance", "4/10".into())]),
            at: "2026-11-22T12:30:04Z".into(),
        }),
        ..GoogleCard::default()
    }
}

fn member_line(language: Locale, name: &str, code: Option<&str>) -> MemberLine {
    MemberLine {
        name: name.into(),
        code: code.map(Into::into),
        address: "/admin/members/mem_01".into(),
        stamps: crate::http::site::join::view::count(language, 4, 10),
        visits: language.number(31),
        last_visit: Some((
            language.text_with("moment-today", &[("time", "14:05".into())]),
            "2026-11-22T12:30:00Z".into(),
        )),
    }
}

fn here(language: Locale) -> AdminNav {
    AdminNav::new(NavItem::Members, Some("stamps"), language)
}

fn members(language: Locale) -> MembersPage {
    let members = vec![
        member_line(language, "Anna Sonnenschein", Some(SHORT_CODE)),
        member_line(language, SHORT_CODE, None),
    ];
    let both = [
        member_line(language, "Anna Sonnenschein", Some(SHORT_CODE)),
        member_line(language, "2345 6789", None),
    ];
    let pair = PairLine {
        id: "1001".into(),
        both,
        merge: "/admin/members/mem_01/merge".into(),
        other: "mem_02".into(),
    };
    let more = Some("/admin/members?cursor=x".into());
    MembersPage {
        frame: frame(language),
        here: here(language),
        q: None,
        pairs: vec![pair],
        members,
        more,
    }
}

fn merge(language: Locale) -> MergePage {
    let both = [
        member_line(language, "Anna Sonnenschein", Some(SHORT_CODE)),
        member_line(language, "2345 6789", None),
    ];
    MergePage {
        frame: frame(language),
        here: here(language),
        both,
        other: "mem_02".into(),
        action: "/admin/members/mem_01/merge".into(),
    }
}

fn member(language: Locale, problem: bool) -> MemberPage {
    let t = |key: &str| language.text(key);
    let when = || {
        (
            language.text_with("moment-yesterday", &[("time", "14:05".into())]),
            "2026-11-21T12:30:00Z".to_owned(),
        )
    };
    let line = |happening: CardHistoryKind, undo: Option<(&'static str, &str)>| MemberHistoryLine {
        what: happening.words(language),
        beside: None,
        when: when(),
        voided: false,
        undo: undo.map(|(name, value)| (name, value.to_owned())),
    };
    MemberPage {
        has_imported: true,
        frame: frame(language),
        here: AdminNav {
            done: None,
            ..here(language)
        },
        name: "Anna Sonnenschein".into(),
        facts: vec![
            (
                t("members-stamps"),
                crate::http::site::join::view::count(language, 4, 10),
            ),
            (t("member-email"), "anna@example.com".into()),
        ],
        told: ProfileForm {
            name: "Anna Sonnenschein".into(),
            email: "anna@example.com".into(),
            ..ProfileForm::default()
        },
        rewards: vec![("rwd_1".into(), reward(language))],
        cards: vec![CardLine {
            in_use: true,
            id: "card_01".into(),
            code: SHORT_CODE.into(),
            page: "/c/x".into(),
            state: format!("{} · {}", t("member-state-active"), t("card-in-apple")),
            ways: vec![("paused", t("member-pause")), ("ended", t("member-end"))],
        }],
        history: vec![
            line(CardHistoryKind::Correction(-2), Some(("delta", "2"))),
            MemberHistoryLine {
                voided: true,
                ..line(CardHistoryKind::Visit(1), None)
            },
            line(CardHistoryKind::Redeemed, Some(("redemption", "rdm_01"))),
            line(CardHistoryKind::Joined, None),
        ],
        base: "/admin/members/mem_01".into(),
        once: "req_01".into(),
        delta: String::new(),
        note: String::new(),
        reason: "bonus".into(),
        problem: problem.then(|| (t("error-not-enough-stamps"), t("help-not-enough-stamps"))),
    }
}

/// Every page by a name that can be a file's.
fn pages(language: Locale) -> Vec<(&'static str, String)> {
    let draw = |page: &dyn askama::DynTemplate| page.dyn_render().unwrap();
    let problem = ProblemPage {
        frame: frame(language),
        told: None,
        code: "rate_limited".into(),
        detail: None,
        request_id: Some("req_8F2K".into()),
        next: Some((language.text("deleted-again"), "/j/linden".into())),
    };
    let enrol = EnrolPage {
        frame: frame(language),
        till: language.text("phone-staff"),
        action: "/scan/enrol?t=x".into(),
        pin: "12a".into(),
        problem: Some(language.text("pin-invalid")),
    };
    let mut pages = vec![
        ("join-iphone", draw(&join(language, Device::Iphone))),
        ("join-desktop", draw(&join(language, Device::Desktop))),
        (
            "join-in-app-iphone",
            draw(&join(language, Device::InAppIphone)),
        ),
        (
            "join-in-app-android",
            draw(&join(language, Device::InAppAndroid)),
        ),
        (
            "join-own-card",
            draw(&JoinPage {
                own_card: Some("/c/x".into()),
                ..join(language, Device::Iphone)
            }),
        ),
        (
            "join-problem",
            draw(&JoinPage {
                problem: Some(language.text("join-problem-busy")),
                ..join(language, Device::Iphone)
            }),
        ),
        ("card", draw(&card(language, vec![]))),
        ("card-reward", draw(&card(language, waiting(language)))),
        (
            "card-desktop",
            draw(&CardView {
                device: Device::Desktop,
                handover: qr::svg("https://cards.example/c/x"),
                ..card(language, vec![])
            }),
        ),
        (
            "card-in-app",
            draw(&CardView {
                device: Device::InAppIphone,
                ..card(language, vec![])
            }),
        ),
        ("members", draw(&members(language))),
        ("member", draw(&member(language, false))),
        ("member-problem", draw(&member(language, true))),
        ("member-merge", draw(&merge(language))),
        (
            "deleted",
            draw(&DeletedPage {
                frame: frame(language),
                join_url: Some("/j/linden".into()),
            }),
        ),
        ("scan", draw(&scan(language))),
        (
            "scan-not-enrolled",
            draw(&out(language, Out::NotEnrolled, None)),
        ),
        (
            "till-locked",
            draw(&out(language, Out::Locked, Some("pin-wrong"))),
        ),
        ("till-revoked", draw(&out(language, Out::Revoked, None))),
        ("till-failed", draw(&out(language, Out::Failed, None))),
        ("till-expired", draw(&out(language, Out::Expired, None))),
        ("recent", draw(&recent(language))),
        (
            "scan-test",
            draw(&ScanTestPage {
                frame: frame(language),
            }),
        ),
        ("enrol", draw(&enrol)),
        (
            "enrol-expired",
            draw(&EnrolExpiredPage {
                frame: frame(language),
            }),
        ),
        ("problem", draw(&problem)),
        (
            "help-error",
            draw(&ErrorHelpPage::new(frame(language), "too_soon", 409).unwrap()),
        ),
        (
            "help-errors",
            draw(&ErrorsPage::new(
                frame(language),
                Code::ALL
                    .iter()
                    .map(|code| (code.as_str(), code.status())),
            )),
        ),
        (
            "not-found",
            draw(&NotFoundPage {
                frame: frame(language),
            }),
        ),
        (
            "front-one",
            draw(&FrontPage {
                frame: frame(language),
                shops: Shops::One("linden".into(), Box::new(program())),
            }),
        ),
        (
            "front-none",
            draw(&FrontPage {
                frame: anonymous_layout(language),
                shops: Shops::None,
            }),
        ),
        (
            "front-several",
            draw(&FrontPage {
                frame: anonymous_layout(language),
                shops: Shops::Several,
            }),
        ),
        (
            "guide",
            draw(&GuidePage {
                frame: anonymous_layout(language),
            }),
        ),
        ("phone", draw(&phone(language))),
    ];
    pages.extend(crate::http::admin::samples::pages(&frame(language)));
    pages
}

#[test]
fn every_page_keeps_the_content_security_policy() {
    for language in Locale::ALL {
        for (name, html) in pages(language) {
            assert!(
                !html.contains("style=\"") && !html.contains("<style"),
                "{name} has an inline style"
            );
            assert!(
                html.split("<script")
                    .skip(1)
                    .all(|rest| rest.starts_with(" src=\"/assets/")),
                "{name} has an inline script"
            );
            assert!(
                !html.contains(" onclick=") && !html.contains("javascript:"),
                "{name} has an inline handler"
            );
        }
    }
}

#[test]
fn every_page_speaks_one_language() {
    for language in Locale::ALL {
        for (name, html) in pages(language) {
            assert!(
                html.contains(&format!(
                    "<html lang=\"{}\" dir=\"{}\"",
                    language.tag(),
                    language.dir()
                )),
                "{name}"
            );
            assert!(
                html.contains("<title>") && html.contains("<h1"),
                "{name} has no title or headline"
            );
            assert!(
                html.contains(&language.text("demo")),
                "{name} does not say that it is the demo"
            );
        }
    }
}

/// Whatever a shop of Iran sets, its pages follow: with 123 and the Gregorian calendar no ۱۲۳ and no month of Persia is left over.
#[test]
fn a_persian_page_can_be_written_in_other_digits_and_another_calendar() {
    let language = Locale::parse("fa-IR-u-ca-gregory-nu-latn").unwrap();
    for (name, html) in pages(language) {
        let html = html
            .replace("۱۲۳۴</option>", "")
            .replace("١٢٣٤</option>", "");
        let left = html.find(|c: char| ('۰'..='۹').contains(&c) || ('٠'..='٩').contains(&c));
        assert_eq!(
            left.map(|at| html[at..]
                .chars()
                .take(60)
                .collect::<String>()),
            None,
            "{name}"
        );
        assert!(!html.contains("آبان") && !html.contains("آذر"), "{name}");
    }
}

#[test]
fn what_people_write_is_shown_and_never_run() {
    let mut page = join(Locale::ENGLISH, Device::Iphone);
    page.frame.shop = Some("<script>alert(1)</script>".into());
    page.reward = "\"><img src=x onerror=alert(1)>".into();
    let html = page.render().unwrap();
    assert!(!html.contains("<script>") && !html.contains("<img src=x"));
}

#[test]
fn a_shop_without_google_offers_no_google() {
    let html = card(Locale::ENGLISH, vec![])
        .render()
        .unwrap();
    assert!(html.contains("Add to Apple Wallet") && !html.contains("Google"));
}

#[test]
fn pages_can_be_looked_at() {
    let Some(folder) = std::env::var_os("STAMPWELL_PREVIEW").map(PathBuf::from) else {
        return;
    };
    std::fs::create_dir_all(folder.join("assets")).unwrap();
    for name in assets::names() {
        std::fs::write(
            folder.join("assets").join(name),
            assets::find(name).unwrap().0,
        )
        .unwrap();
    }
    let style = assets::shop_style_url(&program().colours);
    let name = style
        .strip_prefix("/assets/")
        .unwrap();
    std::fs::write(
        folder.join("assets").join(name),
        assets::shop_style(name).unwrap(),
    )
    .unwrap();
    for stamps in [1, 4, 10] {
        for dir in ["ltr", "rtl"] {
            std::fs::write(
                folder.join(format!("stamps-{stamps}-{dir}.svg")),
                strip(stamps, dir == "rtl"),
            )
            .unwrap();
        }
    }
    for language in Locale::ALL {
        for (name, html) in pages(language) {
            std::fs::write(folder.join(format!("{name}.{}.html", language.tag())), html).unwrap();
        }
        let mut ended = phone_state(language, false);
        ended
            .passes
            .iter_mut()
            .for_each(|pass| pass.voided = true);
        ended
            .google
            .iter_mut()
            .for_each(|card| card.ended = true);
        for (name, state) in [
            ("state", phone_state(language, false)),
            ("state-notified", phone_state(language, true)),
            ("state-ended", ended),
        ] {
            let json = serde_json::to_vec(&state).unwrap();
            std::fs::write(folder.join(format!("{name}.{}.json", language.tag())), json).unwrap();
        }
    }
}

/// A stamp picture for the preview only; the product draws its own.
fn strip(stamps: usize, from_the_right: bool) -> String {
    let mut dots = String::new();
    for i in 0..10 {
        let column = if from_the_right {
            4 - i % 5
        } else {
            i % 5
        };
        let (x, y) = (63 + column * 62, 42 + (i / 5) * 60);
        dots += &match i < stamps {
            true => format!(
                "<circle cx='{x}' cy='{y}' r='23' fill='#f2b33d'/><path d='M{} {y}l7 8 13-15' fill='none' stroke='#3b2a20' stroke-width='4'/>",
                x - 10
            ),
            false => format!(
                "<circle cx='{x}' cy='{y}' r='22' fill='none' stroke='#e8d5c4' stroke-width='2' stroke-dasharray='5 5'/>"
            ),
        };
    }
    format!(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 375 144'><path d='M0 0h375v144H0z' fill='#4a3628'/>{dots}</svg>"
    )
}
