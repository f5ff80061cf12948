//! The demonstration in a real browser: customer, staff and owner do what they would do, in two languages.
//!
//! Without chromedriver these stories say that they were skipped, unless `CI` is set. Pictures of every page go to
//! `screenshots` below [`CARGO_TARGET_TMPDIR`](https://doc.rust-lang.org/cargo/reference/environment-variables.html).

mod axe;
mod camera;
mod card;
mod chrome;
mod demo;
mod editor;
mod import;
mod join;
mod keyboard;
mod keys;
mod line;
mod look;
mod pages;
mod results;
mod scanner;
mod wallets;
mod way_back;
mod weight;

use std::panic::AssertUnwindSafe;

use futures_util::FutureExt as _;

use chrome::Chrome;
use demo::Demo;

/// Two browsers side by side on a small machine would measure each other.
static ONE_AT_A_TIME: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

/// Plays a story against a fresh demonstration; nothing is left running, whatever the story's end.
async fn play(flags: &[String], demo: Demo, story: impl AsyncFnOnce(&Chrome, &Demo)) {
    let mut complaints = Vec::new();
    beside(flags, async |chrome| {
        story(chrome, &demo).await;
        complaints = chrome.complaints(&demo.base).await;
    })
    .await;
    assert!(
        complaints.is_empty(),
        "the browser complains:\n{}",
        complaints.join("\n")
    );
    demo.end();
}

/// Somebody else's browser beside the first one; it ends with the story.
async fn beside(flags: &[String], story: impl AsyncFnOnce(&Chrome)) {
    let chrome = Chrome::start(flags).await;
    let outcome = AssertUnwindSafe(story(&chrome))
        .catch_unwind()
        .await;
    chrome.quit().await;
    if let Err(panic) = outcome {
        std::panic::resume_unwind(panic);
    }
}

/// Makes this browser a till and opens its scanner.
async fn enrol(chrome: &Chrome, demo: &Demo, lang: &str) {
    chrome
        .open(&format!("{}?lang={lang}", demo.scan))
        .await;
    chrome
        .picture(&format!("enrol.{lang}"))
        .await;
    chrome
        .click("main form button")
        .await;
    chrome.find("#typed").await;
    assert_eq!(
        chrome
            .attribute("html", "lang")
            .await,
        lang
    );
}

async fn staff_stamp_by_hand(lang: &'static str) {
    let _turn = ONE_AT_A_TIME.lock().await;
    let Some(demo) = Demo::start().await else {
        return;
    };
    let card = demo.new_card().await;
    play(&[], demo, async |chrome, demo| {
        chrome.phone().await;
        enrol(chrome, demo, lang).await;
        chrome
            .find("#camera[data-state='off']")
            .await;
        chrome
            .picture(&format!("scan.{lang}"))
            .await;
        chrome
            .type_into("#code", card["short_code"].as_str().unwrap())
            .await;
        chrome.click("#typed button").await;
        chrome
            .find("#result[open][data-kind='added']")
            .await;
        assert_eq!(
            chrome
                .count("#result-dots i.on")
                .await,
            1
        );
        chrome
            .picture(&format!("result.{lang}"))
            .await;
        assert_eq!(demo.stamps(&card).await, 1);
        chrome.click("#undo").await;
        chrome
            .find("#result[open][data-kind='undone']")
            .await;
        assert_eq!(demo.stamps(&card).await, 0);
        chrome
            .picture(&format!("undone.{lang}"))
            .await;
    })
    .await;
}

#[tokio::test]
async fn a_till_stamps_a_typed_code_and_takes_it_back() {
    staff_stamp_by_hand("en").await;
}

#[tokio::test]
async fn a_persian_till_does_the_same() {
    staff_stamp_by_hand("fa").await;
}

#[tokio::test]
async fn a_card_held_before_the_camera_is_stamped_once() {
    let _turn = ONE_AT_A_TIME.lock().await;
    let Some(demo) = Demo::start().await else {
        return;
    };
    let card = demo.new_card().await;
    let folder = tempfile::tempdir().unwrap();
    let film = camera::film(folder.path(), card["code"].as_str().unwrap());
    play(&camera::shows(&film), demo, async |chrome, demo| {
        chrome.phone().await;
        enrol(chrome, demo, "en").await;
        chrome.find("#result[open][data-kind='added']").await;
        chrome.picture("camera-result.en").await;
        // The answer goes away by itself; the card is still in view and is looked at again and again.
        chrome.find("#result:not([open])").await;
        chrome.picture("camera.en").await;
        let looks = "
            const done = arguments[0], begin = performance.now();
            let looks = 0;
            new PerformanceObserver(list => {
              looks += list.getEntries().filter(entry => entry.name.endsWith('/scan/frame') && entry.startTime > begin).length;
              if (looks >= 8) done(looks);
            }).observe({ type: 'resource' });";
        chrome.run_async(looks, vec![]).await;
        assert_eq!(demo.stamps(&card).await, 1);
    })
    .await;
}
