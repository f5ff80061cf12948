//! The scanner where the network is bad: what staff stamp is saved, sent once and never lost.

use std::panic::AssertUnwindSafe;

use futures_util::FutureExt as _;
use serde_json::{Value, json};

use super::ONE_AT_A_TIME;
use super::chrome::Chrome;
use super::demo::Demo;
use super::line::{Line, State};

/// A demonstration at the other end of a line that the story breaks.
async fn play(story: impl AsyncFnOnce(&Chrome, &Demo, &Line)) {
    let _turn = ONE_AT_A_TIME.lock().await;
    let Some(demo) = Demo::start().await else { return };
    let line = Line::to(&demo.base).await;
    let chrome = Chrome::start(&[]).await;
    let outcome = AssertUnwindSafe(story(&chrome, &demo, &line)).catch_unwind().await;
    let complaints = chrome.complaints(&line.base).await;
    chrome.quit().await;
    if let Err(panic) = outcome {
        eprintln!("the browser complains:\n{}", complaints.join("\n"));
        std::panic::resume_unwind(panic);
    }
    // The browser notes every request that a broken line or a refusal ended; that is what these stories are about.
    let unexpected: Vec<_> = complaints.into_iter().filter(|line| !line.contains("Failed to load resource")).collect();
    assert!(unexpected.is_empty(), "the browser complains:\n{}", unexpected.join("\n"));
    demo.end();
}

/// Makes the browser a till and waits until its scanner would open without a connection.
async fn enrol(chrome: &Chrome, demo: &Demo, line: &Line, lang: &str) {
    chrome.phone().await;
    chrome.open(&line.address(&demo.enrolment(lang).await)).await;
    chrome.click("main form button").await;
    chrome.find("#typed").await;
    chrome.run_async("navigator.serviceWorker.ready.then(() => arguments[0]())", vec![]).await;
}

/// The phone loses its connection and knows it, or gets it back.
async fn connection(chrome: &Chrome, line: &Line, there: bool) {
    line.is(if there { State::Good } else { State::Cut });
    chrome.offline(!there).await;
}

/// Types a card's short code; what kind of answer fills the screen.
async fn stamp(chrome: &Chrome, card: &Value) -> String {
    chrome.type_into("#code", card["short_code"].as_str().unwrap()).await;
    chrome.click("#typed button").await;
    chrome.find("#result[open]:not([data-kind='working'])").await;
    chrome.attribute("#result", "data-kind").await
}

async fn next(chrome: &Chrome) {
    chrome.click("#next").await;
    chrome.find("#result:not([open])").await;
}

async fn waits_for(chrome: &Chrome, count: usize) {
    match count {
        0 => drop(chrome.find("#waiting[hidden]").await),
        _ => chrome.shows("#waiting:not([hidden])", &count.to_string()).await,
    }
}

/// The line is good again, and everything that waited is sent and accepted.
async fn comes_back(chrome: &Chrome, line: &Line) {
    line.is(State::Good);
    chrome.run("dispatchEvent(new Event('online'))").await;
    waits_for(chrome, 0).await;
    chrome.find("#told[hidden]").await;
}

async fn a_shop_without_a_connection(lang: &'static str) {
    play(async |chrome, demo, line| {
        let cards = [demo.new_card().await, demo.new_card().await, demo.new_card().await];
        enrol(chrome, demo, line, lang).await;
        connection(chrome, line, false).await;
        chrome.find("#link.off").await;
        assert_eq!(stamp(chrome, &cards[0]).await, "saved");
        chrome.picture(&format!("saved.{lang}")).await;
        next(chrome).await;
        assert_eq!(stamp(chrome, &cards[1]).await, "saved");
        chrome.click("#undo").await;
        chrome.find("#result[open][data-kind='undone']").await;
        next(chrome).await;
        assert_eq!(stamp(chrome, &cards[2]).await, "saved");
        next(chrome).await;
        assert_eq!(stamp(chrome, &json!({ "short_code": "ABCDEFGH" })).await, "refused", "a mistyped code is told at once");
        next(chrome).await;

        // The phone is switched off and on: page and visits are still there.
        chrome.reload().await;
        chrome.find("#waiting:not([hidden])").await;
        chrome.picture(&format!("scan-offline.{lang}")).await;
        assert_eq!(demo.stamps(&cards[0]).await, 0);

        connection(chrome, line, true).await;
        waits_for(chrome, 0).await;
        chrome.find("#told[hidden]").await;
        for (card, stamps) in cards.iter().zip([1, 0, 1]) {
            assert_eq!(demo.stamps(card).await, stamps);
        }
    })
    .await;
}

#[tokio::test]
async fn visits_saved_without_a_connection_survive_a_restart_and_are_sent_once() {
    a_shop_without_a_connection("en").await;
}

#[tokio::test]
async fn a_persian_till_saves_and_sends_them_too() {
    a_shop_without_a_connection("fa").await;
}

#[tokio::test]
async fn a_visit_whose_answer_got_lost_counts_once_and_can_be_taken_back() {
    play(async |chrome, demo, line| {
        let (kept, undone) = (demo.new_card().await, demo.new_card().await);
        enrol(chrome, demo, line, "en").await;
        line.is(State::Deaf);
        assert_eq!(stamp(chrome, &kept).await, "saved", "nobody says added who does not know it");
        assert_eq!(demo.stamps(&kept).await, 1, "the service had heard it");
        next(chrome).await;
        comes_back(chrome, line).await;

        line.is(State::Deaf);
        assert_eq!(stamp(chrome, &undone).await, "saved");
        chrome.click("#undo").await;
        chrome.shows("#result[data-kind='undone'] #result-text", "may have arrived").await;
        next(chrome).await;
        comes_back(chrome, line).await;
        assert_eq!((demo.stamps(&kept).await, demo.stamps(&undone).await), (1, 0));
    })
    .await;
}

#[tokio::test]
async fn two_tabs_of_one_till_send_each_visit_once() {
    play(async |chrome, demo, line| {
        let cards = [demo.new_card().await, demo.new_card().await];
        enrol(chrome, demo, line, "en").await;
        chrome.new_tab(&line.address("http://x/scan")).await;
        line.is(State::Cut);
        for (tab, card) in cards.iter().enumerate() {
            chrome.tab(tab).await;
            assert_eq!(stamp(chrome, card).await, "saved");
            next(chrome).await;
        }
        waits_for(chrome, 2).await;
        line.is(State::Good);
        for tab in [0, 1] {
            chrome.tab(tab).await;
            chrome.run("dispatchEvent(new Event('online'))").await;
        }
        for tab in [0, 1] {
            chrome.tab(tab).await;
            waits_for(chrome, 0).await;
            chrome.find("#told[hidden]").await;
        }
        for card in &cards {
            assert_eq!(demo.stamps(card).await, 1);
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_refused_later_is_told_by_card_until_somebody_has_read_it() {
    play(async |chrome, demo, line| {
        let card = demo.new_card().await;
        enrol(chrome, demo, line, "en").await;
        assert_eq!(stamp(chrome, &card).await, "added");
        next(chrome).await;
        connection(chrome, line, false).await;
        assert_eq!(stamp(chrome, &card).await, "saved");
        next(chrome).await;
        connection(chrome, line, true).await;
        let name = &card["short_code"].as_str().unwrap()[4..];
        chrome.shows("#told:not([hidden])", name).await;
        chrome.shows("#told:not([hidden])", "stamped a moment ago").await;
        chrome.picture("told.en").await;
        chrome.reload().await;
        chrome.shows("#told:not([hidden])", name).await;
        chrome.click("#told button").await;
        chrome.find("#told[hidden]").await;
        assert_eq!(demo.stamps(&card).await, 1);
    })
    .await;
}
