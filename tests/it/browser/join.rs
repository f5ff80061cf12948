//! The customer's first page: as few taps as the platforms allow, and a way to go on from every kind of browser.

use serde_json::{Value, json};
use stampwell::locale::Locale;

use super::camera;
use super::demo::Demo;
use super::look::NARROWEST;
use super::{ONE_AT_A_TIME, beside, enrol, play};

const FACEBOOK: &str = "Mozilla/5.0 (Linux; Android 16; Pixel 10; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/150.0.0.0 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/500.0.0.0;]";
const INSTAGRAM: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148 Instagram 400.0.0.0";
const DESKTOP: &str = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36";

/// An iPhone asks once more in a window of its own, which no page can spare its owner.
const APPLES_OWN_TAP: usize = 1;

/// The one card that the phone holds now, as staff would look it up.
async fn card_in_the_wallet(demo: &Demo) -> Value {
    let phone = demo
        .ask("/demo/phone/state?after=-1", "")
        .await;
    demo.card(
        phone["passes"][0]["serial"]
            .as_str()
            .unwrap(),
    )
    .await
}

/// From the poster to the first stamp; answers how often the customer and staff together touched a screen.
async fn first_stamp(lang: &'static str) {
    let _turn = ONE_AT_A_TIME.lock().await;
    let Some(demo) = Demo::start().await else {
        return;
    };
    let language = Locale::parse(lang).unwrap();
    play(&[], demo, async |phone, demo| {
        phone.phone().await;
        phone
            .open(&format!("{}/j/coffee?lang={lang}&ch=poster", demo.base))
            .await;
        phone
            .click("main form button")
            .await;
        phone
            .click("a[href^='/demo/phone/add']")
            .await;
        phone
            .shows("#apple .pass-count bdi", &language.number(10))
            .await;
        let card = card_in_the_wallet(demo).await;

        let folder = tempfile::tempdir().unwrap();
        let film = camera::film(folder.path(), card["code"].as_str().unwrap());
        beside(&camera::shows(&film), async |till| {
            till.phone().await;
            enrol(till, demo, lang).await;
            let enrolled = till.taps();
            till.find("#result[open][data-kind='added']")
                .await;
            assert_eq!(demo.stamps(&card).await, 1);
            let taps = phone.taps() + APPLES_OWN_TAP + till.taps() - enrolled;
            println!(
                "{lang}: {taps} taps from the poster to the first stamp, {} letters typed",
                phone.letters()
            );
            assert!(taps <= 3, "{taps} taps");
            assert_eq!(phone.letters(), 0);
        })
        .await;
        phone
            .shows("#apple .pass-count bdi", &language.number(1))
            .await;
    })
    .await;
}

#[tokio::test]
async fn three_taps_and_no_typing_lead_from_the_poster_to_the_first_stamp() {
    first_stamp("en").await;
}

#[tokio::test]
async fn in_persian_it_takes_no_more() {
    first_stamp("fa").await;
}

#[tokio::test]
async fn without_scripts_a_customer_gets_a_card_all_the_same() {
    let _turn = ONE_AT_A_TIME.lock().await;
    let Some(demo) = Demo::start().await else {
        return;
    };
    play(&[], demo, async |chrome, demo| {
        chrome.phone().await;
        chrome
            .devtools(
                "Emulation.setScriptExecutionDisabled",
                json!({ "value": true }),
            )
            .await;
        chrome
            .open(&format!("{}/j/coffee", demo.base))
            .await;
        chrome
            .click("main form button")
            .await;
        chrome.find(".pass-code").await;
        chrome
            .find("a[href^='/demo/phone/add']")
            .await;
        let first = chrome.address().await;
        chrome
            .open(&format!("{}/j/coffee", demo.base))
            .await;
        chrome.find(".pass-code").await;
        assert_eq!(
            chrome.address().await,
            first,
            "a browser that has a card is led to that one"
        );
    })
    .await;
}

/// Whoever scans the poster once more is led to the own card, and can look at the poster's page all the same.
async fn the_poster_again(lang: &'static str) {
    let _turn = ONE_AT_A_TIME.lock().await;
    let Some(demo) = Demo::start().await else {
        return;
    };
    let language = Locale::parse(lang).unwrap();
    play(&[], demo, async |chrome, demo| {
        chrome.phone().await;
        let poster = format!("{}/j/coffee?lang={lang}&ch=poster", demo.base);
        chrome.open(&poster).await;
        chrome
            .click("main form button")
            .await;
        chrome.find(".pass-code").await;
        let card = chrome.address().await;
        chrome.open(&poster).await;
        chrome.find(".pass-code").await;
        assert_eq!(chrome.address().await, card);
        chrome.click("#join-page").await;
        chrome
            .shows("main a.primary", &language.text("join-own-card"))
            .await;
        chrome
            .looked_at("join-own-card", lang)
            .await;
        assert_eq!(
            chrome
                .count("main form[action^='/j/']")
                .await,
            0,
            "who has a card makes no second one"
        );
        chrome.click("main a.primary").await;
        chrome.find(".pass-code").await;
        assert_eq!(chrome.address().await, card);
    })
    .await;
}

#[tokio::test]
async fn whoever_scans_the_poster_again_sees_the_own_card() {
    the_poster_again("en").await;
}

#[tokio::test]
async fn whoever_scans_the_persian_poster_again_sees_the_own_card() {
    the_poster_again("fa").await;
}

#[tokio::test]
async fn inside_another_app_the_page_leads_out_of_it() {
    let _turn = ONE_AT_A_TIME.lock().await;
    let Some(demo) = Demo::start().await else {
        return;
    };
    play(&[], demo, async |chrome, demo| {
        chrome.phone().await;
        let page = format!("{}/j/coffee?ch=instagram", demo.base);
        chrome.says_it_is(FACEBOOK).await;
        chrome.open(&page).await;
        let host = page
            .strip_prefix("http://")
            .unwrap();
        let link = chrome
            .attribute("main a.primary", "href")
            .await;
        assert!(
            link.starts_with(&format!("intent://{host}#Intent;scheme=http;"))
                && link.ends_with(";end"),
            "{link}"
        );

        chrome.says_it_is(INSTAGRAM).await;
        chrome
            .open(&format!("{page}&lang=en"))
            .await;
        assert_eq!(
            chrome
                .attribute("#address", "value")
                .await,
            page,
            "the other browser asks for its own language"
        );
        let quoted: String = url::form_urlencoded::byte_serialize(page.as_bytes()).collect();
        assert_eq!(
            chrome
                .attribute("main a.primary", "href")
                .await,
            format!("instagram://extbrowser/?url={quoted}")
        );
        assert_eq!(
            chrome
                .attribute("main .act > a.plain", "href")
                .await,
            format!("x-safari-{page}")
        );
        chrome.click("#copy").await;
        chrome
            .shows("#copied", "Copied")
            .await;
        chrome
            .click("main form button")
            .await;
        chrome.find(".pass-code").await;
    })
    .await;
}

#[tokio::test]
async fn the_list_of_languages_folds_up_and_a_choice_is_remembered() {
    let _turn = ONE_AT_A_TIME.lock().await;
    let Some(demo) = Demo::start().await else {
        return;
    };
    play(&[], demo, async |chrome, demo| {
        chrome.phone().await;
        let poster = format!("{}/j/coffee?ch=poster", demo.base);
        chrome.open(&poster).await;
        for fold in ["Escape", "a tap"] {
            chrome
                .click(".tongues summary")
                .await;
            chrome.find(".tongues[open]").await;
            match fold {
                "Escape" => chrome.key("Escape").await,
                _ => chrome.click("h1").await,
            }
            chrome
                .find(".tongues:not([open])")
                .await;
        }
        chrome
            .click(".tongues summary")
            .await;
        chrome
            .click(".tongues a[lang='tr']")
            .await;
        chrome.find("html[lang='tr']").await;
        chrome.open(&poster).await;
        chrome.find("html[lang='tr']").await;
    })
    .await;
}

#[tokio::test]
async fn text_is_as_large_as_the_browser_is_set_to() {
    let _turn = ONE_AT_A_TIME.lock().await;
    let Some(demo) = Demo::start().await else {
        return;
    };
    let twice = ["--blink-settings=defaultFontSize=32".to_owned()];
    play(&twice, demo, async |chrome, demo| {
        chrome.phone().await;
        let card = demo.card_after(4).await;
        for page in [
            format!("{}/j/coffee?lang=en", demo.base),
            format!(
                "{}?lang=en",
                card["links"]["page"]
                    .as_str()
                    .unwrap()
            ),
        ] {
            chrome.open(&page).await;
            for (part, size) in [("body", "36px"), (".pass-field small", "26px")] {
                let script =
                    "arguments[1](getComputedStyle(document.querySelector(arguments[0])).fontSize)";
                assert_eq!(
                    chrome
                        .run_async(script, vec![json!(part)])
                        .await,
                    size,
                    "{page} {part}"
                );
            }
            chrome.screen(NARROWEST).await;
            assert_eq!(chrome.sticks_out().await, [""; 0], "{page}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_computer_shows_the_square_to_scan_and_no_wallet_first() {
    let _turn = ONE_AT_A_TIME.lock().await;
    let Some(demo) = Demo::start().await else {
        return;
    };
    play(&[], demo, async |chrome, demo| {
        chrome.desk().await;
        chrome.says_it_is(DESKTOP).await;
        chrome
            .open(&format!("{}/j/coffee?lang=en", demo.base))
            .await;
        chrome.find(".handover .qr").await;
        assert_eq!(chrome.count("main .primary").await, 0);
        chrome
            .click("main form button")
            .await;
        chrome.find(".pass-code").await;
    })
    .await;
}
