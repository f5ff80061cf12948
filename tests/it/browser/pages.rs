//! Every page there is, each one line: all are held to the same checklist, in every language.

use std::collections::HashMap;

use super::chrome::{Chrome, IPHONE};
use super::demo::Demo;
use super::{ONE_AT_A_TIME, enrol, play};

const ANDROID: &str = "Mozilla/5.0 (Linux; Android 16; Pixel 10) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Mobile Safari/537.36";
const DESKTOP: &str = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36";
const INSTAGRAM: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Instagram 400.0.0.0";

const FACEBOOK: &str = "Mozilla/5.0 (Linux; Android 16; Pixel 10; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/150.0.0.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/500.0.0.0;]";

/// A page by name, the address it is at, and who looks. `{…}` stands for something of [`places`].
struct Page {
    name: &'static str,
    path: &'static str,
    seen_by: &'static str,
    /// Whether it tells of a refusal, by its status.
    refused: bool,
}

const fn page(name: &'static str, path: &'static str, seen_by: &'static str) -> Page {
    Page {
        name,
        path,
        seen_by,
        refused: false,
    }
}

const fn refused(name: &'static str, path: &'static str) -> Page {
    Page {
        name,
        path,
        seen_by: IPHONE,
        refused: true,
    }
}

/// What everybody may open.
const PUBLIC: &[Page] = &[
    page("join-iphone", "/j/coffee", IPHONE),
    page("join-android", "/j/coffee?ch=poster", ANDROID),
    page("join-desktop", "/j/coffee", DESKTOP),
    page("join-in-app-iphone", "/j/coffee?ch=instagram", INSTAGRAM),
    page("join-in-app-android", "/j/coffee?ch=facebook", FACEBOOK),
    page("card-empty", "{empty}", IPHONE),
    page("card-stamps", "{stamps}", ANDROID),
    page("card-reward", "{reward}", IPHONE),
    page("card-paused", "{paused}", IPHONE),
    page("card-desktop", "{stamps}", DESKTOP),
    page("card-in-app", "{stamps}", INSTAGRAM),
    page("front", "/", IPHONE),
    page("help", "/help", IPHONE),
    page("help-error", "/help/errors/too_soon", DESKTOP),
    page("help-errors", "/help/errors", DESKTOP),
    page("demo-phone", "/demo/phone", DESKTOP),
    page("sign-in", "/admin/sign-in", DESKTOP),
    page("scan-no-till", "/scan", IPHONE),
    refused("not-found", "/nowhere"),
    refused("problem", "/c/AAAA"),
    refused("enrol-expired", "/scan/enrol?t=x"),
    refused("setup-expired", "/setup?t=x"),
];

/// What only the owner sees, once signed in.
const OWNER: &[Page] = &[
    page("admin-results", "/admin", DESKTOP),
    page("admin-results-days", "/admin?by=30-days", DESKTOP),
    page("admin-numbers", "/admin/numbers", DESKTOP),
    page(
        "admin-people",
        "/admin/numbers/active_rate?side=num",
        DESKTOP,
    ),
    page("admin-setup", "/admin/setup", DESKTOP),
    page("admin-legal", "/admin/legal", DESKTOP),
    page("admin-card", "/admin/card", DESKTOP),
    page("admin-poster", "/admin/poster", DESKTOP),
    page("admin-members", "/admin/members", DESKTOP),
    page("admin-member", "{member}", DESKTOP),
    page("admin-import", "/admin/import", DESKTOP),
    page("admin-staff", "/admin/staff", DESKTOP),
    page("admin-sessions", "/admin/sessions", DESKTOP),
    page("admin-developers", "/admin/developers", DESKTOP),
];

/// What only a till sees.
const STAFF: &[Page] = &[
    page("scan", "/scan", IPHONE),
    page("scan-recent", "/scan/recent", IPHONE),
    page("scan-test", "/scan/test", DESKTOP),
];

/// Addresses that are only known once somebody has done something.
async fn places(demo: &Demo) -> HashMap<&'static str, String> {
    let path = |card: &serde_json::Value| {
        card["links"]["page"]
            .as_str()
            .unwrap()
            .strip_prefix(&demo.base)
            .unwrap()
            .to_owned()
    };
    let paused = demo.new_card().await;
    demo.change_card(&paused, "paused")
        .await;
    let known = demo.card_after(3).await;
    HashMap::from([
        (
            "{member}",
            format!("/admin/members/{}", known["member_id"].as_str().unwrap()),
        ),
        ("{empty}", path(&demo.new_card().await)),
        ("{stamps}", path(&demo.card_after(4).await)),
        ("{reward}", path(&demo.card_after(10).await)),
        ("{paused}", path(&paused)),
    ])
}

/// Where a page is in this language.
fn address(demo: &Demo, page: &Page, places: &HashMap<&'static str, String>, lang: &str) -> String {
    let path = places
        .get(page.path)
        .map_or(page.path, String::as_str);
    let joint = if path.contains('?') {
        '&'
    } else {
        '?'
    };
    format!("{}{path}{joint}lang={lang}", demo.base)
}

async fn open(chrome: &Chrome, page: &Page, address: &str) {
    chrome
        .says_it_is(page.seen_by)
        .await;
    chrome.forget_cards().await;
    if page.refused {
        chrome.open_refused(address).await
    } else {
        chrome.open(address).await
    }
}

/// Everything that is wrong with any of these pages, told at once.
async fn walk(chrome: &Chrome, demo: &Demo, pages: &[Page], lang: &str) -> Vec<String> {
    let places = places(demo).await;
    let mut faults = Vec::new();
    for page in pages {
        open(chrome, page, &address(demo, page, &places, lang)).await;
        faults.extend(
            chrome
                .faults(page.name, lang)
                .await
                .into_iter()
                .map(|fault| format!("{} ({lang}): {fault}", page.name)),
        );
    }
    faults
}

/// Every page in one language, the till's last, since this browser is one from then on.
async fn every_page(lang: &'static str) {
    let _turn = ONE_AT_A_TIME.lock().await;
    let Some(demo) = Demo::start().await else {
        return;
    };
    play(&[], demo, async |chrome, demo| {
        chrome.phone().await;
        let mut faults = walk(chrome, demo, PUBLIC, lang).await;
        chrome.phone().await;
        chrome
            .open(&format!("{}?lang={lang}", demo.scan))
            .await;
        faults.extend(
            chrome
                .faults("enrol", lang)
                .await
                .into_iter()
                .map(|fault| format!("enrol ({lang}): {fault}")),
        );
        enrol(chrome, demo, lang).await;
        faults.extend(walk(chrome, demo, STAFF, lang).await);
        assert!(
            faults.is_empty(),
            "{} faults:\n{}",
            faults.len(),
            faults.join("\n")
        );
    })
    .await;
}

/// The owner's pages in one language; the demonstration's own link signs in.
async fn every_page_of_the_owner(lang: &'static str) {
    let _turn = ONE_AT_A_TIME.lock().await;
    let Some(demo) = Demo::start().await else {
        return;
    };
    play(&[], demo, async |chrome, demo| {
        chrome.desk().await;
        chrome
            .open(&format!("{}?lang={lang}", demo.results))
            .await;
        let mut faults = walk(chrome, demo, OWNER, lang).await;
        faults.extend(shown_once(chrome, demo, lang).await);
        assert!(
            faults.is_empty(),
            "{} faults:\n{}",
            faults.len(),
            faults.join("\n")
        );
    })
    .await;
}

/// The owner writes the texts that the law asks for, and customers read them where they join.
async fn legal_texts(lang: &'static str) {
    let _turn = ONE_AT_A_TIME.lock().await;
    let Some(demo) = Demo::start().await else {
        return;
    };
    play(&[], demo, async |chrome, demo| {
        let (page, join) = (
            format!("{}/admin/legal?lang={lang}", demo.base),
            format!("{}/j/coffee?lang={lang}", demo.base),
        );
        chrome.desk().await;
        chrome
            .open(&format!("{}?lang={lang}", demo.results))
            .await;
        chrome.open(&page).await;
        chrome.expect_refusal(&page);
        chrome
            .type_into("#imprint", "Café Linden GmbH\nLinden Street 1, Berlin")
            .await;
        chrome
            .type_into("#contact", "call us")
            .await;
        chrome
            .click("main form button")
            .await;
        chrome
            .find("#contact[aria-invalid='true'] ~ .fault")
            .await;
        chrome
            .looked_at("admin-legal-wrong", lang)
            .await;
        chrome.clear("#contact").await;
        chrome
            .type_into("#contact", "hello@linden.example")
            .await;
        chrome
            .type_into("#terms", "https://linden.example/terms")
            .await;
        chrome
            .click("main form button")
            .await;
        chrome.find(".done").await;
        chrome.phone().await;
        chrome.open(&join).await;
        chrome
            .shows(".imprint", "Linden Street 1, Berlin")
            .await;
        assert_eq!(
            chrome
                .attribute(".behind a[href^='mailto:']", "href")
                .await,
            "mailto:hello@linden.example"
        );
        assert_eq!(
            chrome
                .attribute(".behind a[href^='https:']", "href")
                .await,
            "https://linden.example/terms"
        );
        chrome
            .looked_at("join-legal", lang)
            .await;
    })
    .await;
}

#[tokio::test]
async fn an_owner_says_who_runs_the_shop_and_customers_read_it() {
    legal_texts("en").await;
}

#[tokio::test]
async fn a_persian_owner_says_who_runs_the_shop_too() {
    legal_texts("fa").await;
}

/// What is drawn in answer to a form: a new phone's code, the address of the results, those as somebody else sees them, an invitation, an
/// owner key.
async fn shown_once(chrome: &Chrome, demo: &Demo, lang: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut look = async |name: &str| {
        let found = chrome.faults(name, lang).await;
        faults.extend(
            found
                .into_iter()
                .map(|fault| format!("{name} ({lang}): {fault}")),
        );
    };
    chrome
        .open(&format!("{}/admin/staff?lang={lang}", demo.base))
        .await;
    chrome
        .type_into("#till-name", "Till 7")
        .await;
    chrome
        .click("form[action^='/admin/staff/tills?'] button")
        .await;
    chrome.find("svg.qr").await;
    look("admin-staff-link").await;
    chrome
        .open(&format!("{}/admin?lang={lang}", demo.base))
        .await;
    chrome
        .click("form[action^='/admin/share?'] button")
        .await;
    chrome.find("a.address").await;
    look("admin-shared").await;
    chrome
        .open(
            &chrome
                .attribute("a.address", "href")
                .await,
        )
        .await;
    assert_eq!(
        chrome.count(".menu").await,
        0,
        "who only looks goes nowhere else"
    );
    look("results-shared").await;
    let sessions = format!("{}/admin/sessions?lang={lang}", demo.base);
    chrome.open(&sessions).await;
    chrome
        .type_into("#invite-name", "Sara")
        .await;
    chrome
        .click("form[action^='/admin/sessions/invite?'] button")
        .await;
    chrome.find("a.address").await;
    look("admin-invitation").await;
    chrome.open(&sessions).await;
    look("admin-sessions-open").await;
    chrome
        .click("form[action^='/admin/sessions/key?'] button")
        .await;
    chrome.find("#secret").await;
    look("owner-key").await;
    faults
}

#[tokio::test]
async fn every_owners_page_is_open_to_everybody() {
    every_page_of_the_owner("en").await;
}

#[tokio::test]
async fn every_persian_owners_page_is_open_to_everybody() {
    every_page_of_the_owner("fa").await;
}

#[tokio::test]
async fn every_page_is_open_to_everybody() {
    every_page("en").await;
}

#[tokio::test]
async fn every_persian_page_is_open_to_everybody() {
    every_page("fa").await;
}

#[tokio::test]
async fn the_api_reference_is_open_to_everybody() {
    let _turn = ONE_AT_A_TIME.lock().await;
    let Some(demo) = Demo::start().await else {
        return;
    };
    play(&[], demo, async |chrome, demo| {
        let faults = walk(chrome, demo, &[page("docs", "/docs", DESKTOP)], "en").await;
        assert!(
            faults.is_empty(),
            "{} faults:\n{}",
            faults.len(),
            faults.join("\n")
        );
    })
    .await;
}

#[tokio::test]
async fn every_page_fits_the_screen_in_every_other_language() {
    let _turn = ONE_AT_A_TIME.lock().await;
    let Some(demo) = Demo::start().await else {
        return;
    };
    play(&[], demo, async |chrome, demo| {
        chrome.phone().await;
        let places = places(demo).await;
        let mut faults = Vec::new();
        for lang in ["ar", "tr", "uz", "id"] {
            chrome
                .open(&format!("{}?lang={lang}", demo.results))
                .await;
            for page in PUBLIC
                .iter()
                .filter(|page| page.name != "sign-in")
                .chain(OWNER)
            {
                open(chrome, page, &address(demo, page, &places, lang)).await;
                faults.extend(
                    chrome
                        .fits(lang)
                        .await
                        .into_iter()
                        .map(|fault| format!("{} ({lang}): {fault}", page.name)),
                );
            }
        }
        assert!(
            faults.is_empty(),
            "{} faults:\n{}",
            faults.len(),
            faults.join("\n")
        );
    })
    .await;
}

#[tokio::test]
async fn the_pages_weigh_what_a_slow_line_can_carry() {
    let _turn = ONE_AT_A_TIME.lock().await;
    let Some(demo) = Demo::start().await else {
        return;
    };
    play(&[], demo, async |chrome, demo| {
        let page = |path: &str| format!("{}{path}", demo.base);
        chrome.phone().await;
        for lang in ["en", "fa"] {
            chrome
                .weighs_at_most("join", &page(&format!("/j/coffee?lang={lang}")), 25_000)
                .await;
            let card = demo.card_after(3).await;
            let card = card["links"]["page"]
                .as_str()
                .unwrap();
            chrome
                .weighs_at_most("card", &format!("{card}?lang={lang}"), 30_000)
                .await;
            chrome
                .weighs_at_most("results", &format!("{}?lang={lang}", demo.results), 60_000)
                .await;
        }
        enrol(chrome, demo, "en").await;
        for lang in ["en", "fa"] {
            chrome
                .weighs_at_most("scanner", &page(&format!("/scan?lang={lang}")), 35_000)
                .await;
        }
    })
    .await;
}
