//! The scanner where the network is bad: what staff stamp is saved, sent once and never lost.

use std::panic::AssertUnwindSafe;

use futures_util::FutureExt as _;
use serde_json::{Value, json};
use stampwell::locale::Locale;

use super::chrome::Chrome;
use super::demo::Demo;
use super::line::{Line, State};
use super::{ONE_AT_A_TIME, camera};

/// A demonstration at the other end of a line that the story breaks.
async fn play(story: impl AsyncFnOnce(&Chrome, &Demo, &Line)) {
    let _turn = ONE_AT_A_TIME.lock().await;
    let Some(demo) = Demo::start().await else {
        return;
    };
    play_at(demo, &[], story).await;
}

/// The same at a demonstration that the story has prepared, in a browser with these flags.
async fn play_at(demo: Demo, flags: &[String], story: impl AsyncFnOnce(&Chrome, &Demo, &Line)) {
    let line = Line::to(&demo.base).await;
    let chrome = Chrome::start(flags).await;
    let outcome = AssertUnwindSafe(story(&chrome, &demo, &line))
        .catch_unwind()
        .await;
    let complaints = chrome.complaints(&line.base).await;
    chrome.quit().await;
    if let Err(panic) = outcome {
        eprintln!("the browser complains:\n{}", complaints.join("\n"));
        std::panic::resume_unwind(panic);
    }
    // The browser notes every request that a broken line or a refusal ended; that is what these stories are about.
    let unexpected: Vec<_> = complaints
        .into_iter()
        .filter(|line| !line.contains("Failed to load resource"))
        .collect();
    assert!(
        unexpected.is_empty(),
        "the browser complains:\n{}",
        unexpected.join("\n")
    );
    demo.end();
}

/// Makes the browser a till and waits until its scanner would open without a connection.
async fn enrol(chrome: &Chrome, demo: &Demo, line: &Line, lang: &str) {
    chrome.phone().await;
    chrome
        .open(&line.address(&demo.enrolment(lang).await))
        .await;
    chrome
        .click("main form button")
        .await;
    chrome.find("#typed").await;
    chrome
        .run_async(
            "navigator.serviceWorker.ready.then(() => arguments[0]())",
            vec![],
        )
        .await;
}

/// The phone loses its connection and knows it, or gets it back.
async fn connection(chrome: &Chrome, line: &Line, there: bool) {
    line.is(if there {
        State::Good
    } else {
        State::Cut
    });
    chrome.offline(!there).await;
}

/// Types a card's short code; what kind of answer fills the screen.
async fn stamp(chrome: &Chrome, card: &Value) -> String {
    chrome
        .type_into("#code", card["short_code"].as_str().unwrap())
        .await;
    chrome.click("#typed button").await;
    chrome
        .find("#result[open]:not([data-kind='working'])")
        .await;
    chrome
        .attribute("#result", "data-kind")
        .await
}

async fn next(chrome: &Chrome) {
    chrome.click("#next").await;
    chrome
        .find("#result:not([open])")
        .await;
}

async fn waits_for(chrome: &Chrome, count: usize) {
    match count {
        0 => drop(
            chrome
                .find("#waiting[hidden]")
                .await,
        ),
        _ => {
            chrome
                .shows("#waiting:not([hidden])", &count.to_string())
                .await
        }
    }
}

/// The line is good again, and everything that waited is sent and accepted.
async fn comes_back(chrome: &Chrome, line: &Line) {
    line.is(State::Good);
    chrome
        .run("dispatchEvent(new Event('online'))")
        .await;
    waits_for(chrome, 0).await;
    chrome.find("#told[hidden]").await;
}

async fn a_shop_without_a_connection(lang: &'static str) {
    play(async |chrome, demo, line| {
        let cards = [
            demo.new_card().await,
            demo.new_card().await,
            demo.new_card().await,
        ];
        enrol(chrome, demo, line, lang).await;
        connection(chrome, line, false).await;
        chrome.find("#link.off").await;
        assert_eq!(stamp(chrome, &cards[0]).await, "saved");
        chrome
            .picture(&format!("saved.{lang}"))
            .await;
        next(chrome).await;
        assert_eq!(stamp(chrome, &cards[1]).await, "saved");
        chrome.click("#undo").await;
        chrome
            .find("#result[open][data-kind='undone']")
            .await;
        next(chrome).await;
        assert_eq!(stamp(chrome, &cards[2]).await, "saved");
        next(chrome).await;
        assert_eq!(
            stamp(chrome, &json!({ "short_code": "ABCDEFGH" })).await,
            "refused",
            "a mistyped code is told at once"
        );
        next(chrome).await;

        // The phone is switched off and on: page and visits are still there.
        chrome.reload().await;
        chrome
            .find("#waiting:not([hidden])")
            .await;
        chrome
            .picture(&format!("scan-offline.{lang}"))
            .await;
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
        assert_eq!(
            stamp(chrome, &kept).await,
            "saved",
            "nobody says added who does not know it"
        );
        assert_eq!(demo.stamps(&kept).await, 1, "the service had heard it");
        next(chrome).await;
        comes_back(chrome, line).await;

        line.is(State::Deaf);
        assert_eq!(stamp(chrome, &undone).await, "saved");
        chrome.click("#undo").await;
        chrome
            .shows(
                "#result[data-kind='undone'] #result-text",
                "may already have been sent",
            )
            .await;
        next(chrome).await;
        comes_back(chrome, line).await;
        assert_eq!(
            (demo.stamps(&kept).await, demo.stamps(&undone).await),
            (1, 0)
        );
    })
    .await;
}

#[tokio::test]
async fn a_card_before_the_camera_is_stamped_once_though_the_network_drops_in_between() {
    let _turn = ONE_AT_A_TIME.lock().await;
    let Some(demo) = Demo::start().await else {
        return;
    };
    let card = demo.new_card().await;
    let folder = tempfile::tempdir().unwrap();
    let film = camera::film(folder.path(), card["code"].as_str().unwrap());
    play_at(demo, &camera::shows(&film), async |chrome, demo, line| {
        line.is(State::LosesVisits);
        enrol(chrome, demo, line, "en").await;
        chrome
            .find("#result[open][data-kind='saved']")
            .await;
        assert_eq!(demo.stamps(&card).await, 1, "the service had heard it");
        connection(chrome, line, false).await;
        next(chrome).await;
        waits_for(chrome, 1).await;
        connection(chrome, line, true).await;
        comes_back(chrome, line).await;
        assert_eq!(
            demo.stamps(&card).await,
            1,
            "found once, sent twice, stamped once"
        );
    })
    .await;
}

/// How many names the visits that wait have for their tabs.
async fn names_of_tabs(chrome: &Chrome) -> u64 {
    let script = "const done = arguments[0]; scanQueue.list().then(visits => done(new Set(visits.map(visit => visit.tab)).size))";
    chrome
        .run_async(script, vec![])
        .await
        .as_u64()
        .unwrap()
}

#[tokio::test]
async fn two_tabs_of_one_till_send_each_visit_once() {
    play(async |chrome, demo, line| {
        let cards = [demo.new_card().await, demo.new_card().await];
        enrol(chrome, demo, line, "en").await;
        // A duplicate comes with a copy of what its tab keeps.
        chrome
            .run("open(location.href)")
            .await;
        chrome.tab(1).await;
        chrome.find("#typed").await;
        line.is(State::Cut);
        for (tab, card) in cards.iter().enumerate() {
            chrome.tab(tab).await;
            assert_eq!(stamp(chrome, card).await, "saved");
            next(chrome).await;
        }
        waits_for(chrome, 2).await;
        assert_eq!(names_of_tabs(chrome).await, 2);
        line.is(State::Good);
        for tab in [0, 1] {
            chrome.tab(tab).await;
            chrome
                .run("dispatchEvent(new Event('online'))")
                .await;
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
        chrome
            .shows("#told:not([hidden])", name)
            .await;
        chrome
            .shows("#told:not([hidden])", "stamped a moment ago")
            .await;
        chrome.picture("told.en").await;
        chrome.reload().await;
        chrome
            .shows("#told:not([hidden])", name)
            .await;
        chrome.click("#told button").await;
        chrome.find("#told[hidden]").await;
        assert_eq!(demo.stamps(&card).await, 1);
    })
    .await;
}

#[tokio::test]
async fn an_undo_that_was_promised_and_is_refused_later_is_told_by_card() {
    play(async |chrome, demo, line| {
        let card = demo.card_after(9).await;
        enrol(chrome, demo, line, "en").await;
        assert_eq!(
            stamp(chrome, &card).await,
            "ask",
            "the card was stamped a moment ago"
        );
        line.is(State::Deaf);
        chrome.click("#yes").await;
        chrome
            .find("#result[open][data-kind='saved']")
            .await;
        chrome.click("#undo").await;
        chrome
            .shows(
                "#result[data-kind='undone'] #result-text",
                "may already have been sent",
            )
            .await;
        next(chrome).await;

        // At another till the customer takes the reward that this visit earned.
        let earned = demo
            .card(card["id"].as_str().unwrap())
            .await["rewards"][0]["id"]
            .take();
        demo.tell(
            "/v1/redemptions",
            json!({ "card_id": card["id"], "reward_id": earned }),
        )
        .await;
        line.is(State::Good);
        chrome
            .run("dispatchEvent(new Event('online'))")
            .await;
        let name = &card["short_code"].as_str().unwrap()[4..];
        for words in [
            name,
            "was stamped and could not be undone: ask the owner",
            "earned a reward",
        ] {
            chrome
                .shows("#told:not([hidden])", words)
                .await;
        }
        waits_for(chrome, 0).await;
        chrome
            .picture("undo-refused.en")
            .await;
        chrome.click("#told button").await;
        chrome.find("#told[hidden]").await;
    })
    .await;
}

/// Waits until the phone keeps the scanner for opening it without a connection, or keeps it no longer.
async fn keeps_the_scanner(chrome: &Chrome, kept: bool) {
    let script = "
        const [kept, done] = arguments;
        const look = async () => Boolean(await caches.match('/scan')) === kept ? done() : setTimeout(look, 20);
        look();";
    chrome
        .run_async(script, vec![json!(kept)])
        .await;
}

#[tokio::test]
async fn a_locked_till_does_not_open_from_the_phones_memory_and_keeps_what_waits() {
    play(async |chrome, demo, line| {
        let card = demo.new_card().await;
        chrome.phone().await;
        chrome
            .open(&line.address(&demo.enrolment("en").await))
            .await;
        chrome
            .type_into("#pin", "2580")
            .await;
        chrome
            .click("main form button")
            .await;
        chrome.find("#typed").await;
        keeps_the_scanner(chrome, true).await;
        line.is(State::Cut);
        assert_eq!(stamp(chrome, &card).await, "saved");
        next(chrome).await;
        line.is(State::Good);
        chrome
            .click("form[action^='/scan/lock'] button")
            .await;
        chrome.find("form.pin").await;
        keeps_the_scanner(chrome, false).await;
        waits_for(chrome, 1).await;

        chrome
            .type_into("#pin", "2580")
            .await;
        chrome
            .click("form.pin button")
            .await;
        chrome.find("#typed").await;
        waits_for(chrome, 0).await;
        keeps_the_scanner(chrome, true).await;
        assert_eq!(demo.stamps(&card).await, 1);
    })
    .await;
}

/// The owner switches off the till that this browser is.
async fn switch_off(chrome: &Chrome, demo: &Demo) -> String {
    let till = chrome
        .attribute("#waiting", "data-till")
        .await;
    let http = reqwest::Client::builder()
        .no_proxy()
        .build()
        .unwrap();
    let request = http
        .delete(format!("{}/v1/tills/{till}", demo.base))
        .bearer_auth(&demo.owner_key);
    request
        .send()
        .await
        .unwrap()
        .error_for_status()
        .unwrap();
    till
}

#[tokio::test]
async fn what_a_till_that_was_switched_off_could_not_send_goes_out_with_the_next_one() {
    play(async |chrome, demo, line| {
        let card = demo.new_card().await;
        enrol(chrome, demo, line, "en").await;
        connection(chrome, line, false).await;
        assert_eq!(stamp(chrome, &card).await, "saved");
        next(chrome).await;
        let before = switch_off(chrome, demo).await;
        connection(chrome, line, true).await;
        chrome
            .find("body.narrow #waiting:not([hidden])")
            .await;
        keeps_the_scanner(chrome, false).await;

        enrol(chrome, demo, line, "en").await;
        waits_for(chrome, 0).await;
        chrome.find("#told[hidden]").await;
        assert_ne!(
            chrome
                .attribute("#waiting", "data-till")
                .await,
            before
        );
        assert_eq!(demo.stamps(&card).await, 1);
    })
    .await;
}

/// Whether the first reward's button has the focus.
async fn hand_over_is_first(chrome: &Chrome) {
    chrome
        .find("#result[open] #rewards button")
        .await;
    let first =
        "arguments[0](document.activeElement === document.querySelector('#rewards button'))";
    assert_eq!(
        chrome
            .run_async(first, vec![])
            .await,
        true,
        "a reward waits, and the focus is elsewhere"
    );
}

/// The next card's rewards are shown, and nothing is stamped.
async fn look_only(chrome: &Chrome, card: &Value) -> String {
    chrome.click("#only").await;
    chrome
        .find("#only-note:not([hidden])")
        .await;
    let kind = stamp(chrome, card).await;
    chrome
        .find("#only-note[hidden]")
        .await;
    kind
}

async fn a_reward_waits(lang: &'static str) {
    play(async |chrome, demo, line| {
        let card = demo.card_after(10).await;
        let waiting = async || {
            demo.card(card["id"].as_str().unwrap())
                .await["rewards"]
                .as_array()
                .unwrap()
                .len()
        };
        enrol(chrome, demo, line, lang).await;
        assert_eq!(
            stamp(chrome, &card).await,
            "ask",
            "the card was stamped a moment ago"
        );
        hand_over_is_first(chrome).await;
        chrome
            .picture(&format!("ask-reward.{lang}"))
            .await;
        chrome.key("Enter").await;
        chrome
            .find("#result[open][data-kind='reward'] #undo:not([hidden])")
            .await;
        assert_eq!(waiting().await, 0);
        chrome.click("#undo").await;
        chrome
            .find("#result[open][data-kind='undone']")
            .await;
        assert_eq!(waiting().await, 1);
        next(chrome).await;

        assert_eq!(look_only(chrome, &card).await, "reward");
        hand_over_is_first(chrome).await;
        chrome
            .picture(&format!("only.{lang}"))
            .await;
        next(chrome).await;
        demo.change_card(&card, "paused")
            .await;
        for kind in [
            stamp(chrome, &card).await,
            (next(chrome).await, look_only(chrome, &card).await).1,
        ] {
            assert_eq!(kind, "refused");
            assert_eq!(
                chrome
                    .count("#rewards button")
                    .await,
                0,
                "a paused card hands nothing over"
            );
        }
        chrome
            .picture(&format!("held.{lang}"))
            .await;
        next(chrome).await;
        demo.change_card(&card, "active")
            .await;

        connection(chrome, line, false).await;
        assert_eq!(
            look_only(chrome, &card).await,
            "refused",
            "a reward needs the network"
        );
        chrome
            .picture(&format!("only-offline.{lang}"))
            .await;
        next(chrome).await;
        connection(chrome, line, true).await;

        assert_eq!(look_only(chrome, &card).await, "reward");
        chrome
            .click("#rewards button")
            .await;
        chrome
            .find("#result[open][data-kind='reward'] #rewards:empty")
            .await;
        next(chrome).await;
        assert_eq!(
            (waiting().await, demo.stamps(&card).await),
            (0, 0),
            "no stamp was added on the way"
        );
        assert_eq!(
            look_only(chrome, &card).await,
            "undone",
            "nothing waits any more"
        );
        chrome
            .picture(&format!("only-none.{lang}"))
            .await;
    })
    .await;
}

#[tokio::test]
async fn a_waiting_reward_is_handed_over_whatever_the_scanner_says() {
    a_reward_waits("en").await;
}

#[tokio::test]
async fn at_a_persian_till_too() {
    a_reward_waits("fa").await;
}

#[tokio::test]
async fn what_waits_on_this_phone_is_listed_where_staff_look_back() {
    play(async |chrome, demo, line| {
        let card = demo.new_card().await;
        let name = &card["short_code"].as_str().unwrap()[4..];
        enrol(chrome, demo, line, "en").await;
        connection(chrome, line, false).await;
        assert_eq!(stamp(chrome, &card).await, "saved");
        next(chrome).await;
        chrome.click("#kept summary").await;
        chrome.shows("#kept li", name).await;

        // The page comes by the phone's own worker, and nothing is sent yet.
        line.is(State::Good);
        chrome
            .click("a[href^='/scan/recent']")
            .await;
        chrome
            .find("#recent-empty[hidden]")
            .await;
        chrome
            .shows("#kept:not([hidden]) li", name)
            .await;
        chrome
            .shows("#waiting:not([hidden])", "1")
            .await;
        chrome
            .picture("recent-waiting.en")
            .await;

        connection(chrome, line, true).await;
        waits_for(chrome, 0).await;
        chrome.find("#kept[hidden]").await;
        assert_eq!(demo.stamps(&card).await, 1);
    })
    .await;
}

#[tokio::test]
async fn an_open_scanner_follows_what_was_switched_elsewhere() {
    play(async |chrome, demo, line| {
        let card = demo.new_card().await;
        enrol(chrome, demo, line, "en").await;
        let switch = "fetch('/scan/amount', { method: 'POST', body: new URLSearchParams({ on: true }), redirect: 'manual' }).then(() => arguments[0]())";
        chrome.run_async(switch, vec![]).await;
        assert_eq!(stamp(chrome, &card).await, "added");
        assert_eq!(chrome.count("#pad").await, 0);
        chrome.click("#next").await;
        chrome.find("#pad").await;
    })
    .await;
}

/// Puts a text into the field as pasting does; what kind of answer fills the screen.
async fn pasted(chrome: &Chrome, text: &str) -> String {
    chrome
        .run(&format!(
            "document.getElementById('code').value = {}",
            json!(text)
        ))
        .await;
    chrome.click("#typed button").await;
    chrome
        .find("#result[open]:not([data-kind='working'])")
        .await;
    chrome
        .attribute("#result", "data-kind")
        .await
}

async fn each_refusal_says_which(lang: &'static str) {
    play(async |chrome, demo, line| {
        let card = demo.new_card().await;
        let short = card["short_code"].as_str().unwrap();
        let last = if short.ends_with('2') {
            '3'
        } else {
            '2'
        };
        let (mistyped, poster, link) = (
            format!("{}{last}", &short[..7]),
            format!("{}/j/coffee?ch=poster", line.base),
            format!("{}/c/abc", line.base),
        );
        let foreign = "SW10123456789ABCDEFGHIJKLMNOPQRSTUV0123456789ABCDEFGHIJ";
        enrol(chrome, demo, line, lang).await;
        let language = Locale::parse(lang).unwrap();
        for (code, key) in [
            (foreign, "scan-wrong-shop"),
            (&foreign[..30], "scan-wrong-part"),
            (poster.as_str(), "scan-wrong-poster"),
            (link.as_str(), "scan-wrong-link"),
            ("https://example.com/j/menu", "scan-wrong-web"),
            ("4006381333931", "scan-wrong-product"),
            (mistyped.as_str(), "scan-wrong-sign"),
            ("22222222", "scan-wrong-unknown"),
            ("+49 171 5550199", "scan-wrong-contact"),
            ("anna@example.com", "scan-wrong-contact"),
            ("!!!!!!!!", "scan-wrong-sign"),
        ] {
            assert_eq!(pasted(chrome, code).await, "refused", "{code}");
            chrome
                .shows("#result-text", &language.text(key))
                .await;
            if ["scan-wrong-shop", "scan-wrong-sign"].contains(&key) {
                chrome
                    .picture(&format!("{key}.{lang}"))
                    .await;
            }
            next(chrome).await;
        }
        for (code, signs) in [("ABC", 3), ("ABCDEFGHJ23", 11)] {
            assert_eq!(pasted(chrome, code).await, "refused", "{code}");
            chrome
                .shows("#result-text", &language.number(signs))
                .await;
            next(chrome).await;
        }
        assert_eq!(demo.stamps(&card).await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_refusal_says_what_was_shown_instead_of_a_card() {
    each_refusal_says_which("en").await;
}

#[tokio::test]
async fn a_refusal_says_so_in_persian() {
    each_refusal_says_which("fa").await;
}

/// The till asks what each visit came to.
async fn asks_for_amounts(chrome: &Chrome) {
    chrome
        .click("form[action^='/scan/amount'] button")
        .await;
    chrome.find("#typed").await;
    assert_eq!(chrome.count("#pad").await, 1);
}

/// Types an amount on the open pad.
async fn pay(chrome: &Chrome, keys: &[&str]) {
    chrome
        .find("#result[open] #pad:not([hidden])")
        .await;
    for key in keys {
        chrome
            .click(&format!("#pad button[value='{key}']"))
            .await;
    }
}

/// Waits until nothing is to be sent any more.
async fn all_is_sent(chrome: &Chrome) {
    let script = "const done = arguments[0], look = async () => (await scanQueue.list()).length ? setTimeout(look, 20) : done(); look();";
    chrome
        .run_async(script, vec![])
        .await;
}

/// Waits until so many visits are kept on the phone, each with its amount.
async fn are_kept(chrome: &Chrome, visits: usize) {
    let script = "
        const [visits, done] = arguments;
        const kept = (list, name) => list.filter(entry => entry[name] !== undefined && !entry.told).length;
        const look = async () => {
          const list = await scanQueue.list();
          return kept(list, 'key') === visits && kept(list, 'amount') === visits ? done() : setTimeout(look, 20);
        };
        look();";
    chrome
        .run_async(script, vec![json!(visits)])
        .await;
}

/// What was said of a card's visits, oldest first.
async fn amounts(demo: &Demo, card: &Value) -> Vec<i64> {
    let path = format!(
        "/v1/events?type=visit_amount_recorded&card_id={}",
        card["id"].as_str().unwrap()
    );
    let said = demo
        .ask(&path, &demo.owner_key)
        .await;
    said["data"]
        .as_array()
        .unwrap()
        .iter()
        .map(|word| {
            word["amount_minor"]
                .as_i64()
                .unwrap()
        })
        .collect()
}

/// Waits until the service has heard an amount, whether or not its answer arrives.
async fn heard(demo: &Demo, card: &Value, amount: i64) {
    let mut turn = tokio::time::interval(std::time::Duration::from_millis(20));
    let wait = async {
        while amounts(demo, card).await != [amount] {
            turn.tick().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(20), wait)
        .await
        .expect("the service hears the amount");
}

async fn what_a_visit_came_to(lang: &'static str, shown: &'static str) {
    play(async |chrome, demo, line| {
        let (paid, skipped, offline, undone, ready) = (
            demo.new_card().await,
            demo.new_card().await,
            demo.new_card().await,
            demo.new_card().await,
            demo.card_after(9).await,
        );
        enrol(chrome, demo, line, lang).await;
        asks_for_amounts(chrome).await;
        chrome
            .run_async(
                "navigator.serviceWorker.ready.then(() => arguments[0]())",
                vec![],
            )
            .await;

        assert_eq!(stamp(chrome, &paid).await, "added");
        pay(chrome, &["1", "2", "5", "00"]).await;
        chrome
            .click("#pad button[value='']")
            .await;
        chrome.shows("#amount", shown).await;
        chrome
            .picture(&format!("amount.{lang}"))
            .await;
        chrome.click("#save").await;
        chrome
            .find("#result:not([open])")
            .await;
        chrome.shows("#last", shown).await;
        all_is_sent(chrome).await;
        assert_eq!(amounts(demo, &paid).await, [1_250]);

        assert_eq!(stamp(chrome, &skipped).await, "added");
        pay(chrome, &["9"]).await;
        next(chrome).await;
        assert_eq!(
            amounts(demo, &skipped).await,
            [0; 0],
            "skipping is one tap, and what was not saved is nothing"
        );

        // A reward first; then what the visit that earned it came to.
        assert_eq!(stamp(chrome, &ready).await, "ask");
        chrome.click("#yes").await;
        chrome
            .find("#result[open][data-kind='reward'] #rewards button")
            .await;
        chrome.find("#pad[hidden]").await;
        chrome
            .click("#rewards button")
            .await;
        chrome
            .find("#result[open] #rewards:empty")
            .await;
        pay(chrome, &["3", "00"]).await;
        chrome
            .picture(&format!("amount-reward.{lang}"))
            .await;
        chrome.click("#save").await;
        chrome
            .find("#result:not([open])")
            .await;
        all_is_sent(chrome).await;
        assert_eq!(amounts(demo, &ready).await, [300]);

        connection(chrome, line, false).await;
        assert_eq!(stamp(chrome, &offline).await, "saved");
        pay(chrome, &["4", "2", "0"]).await;
        chrome.click("#save").await;
        chrome
            .find("#result:not([open])")
            .await;
        assert_eq!(stamp(chrome, &undone).await, "saved");
        pay(chrome, &["7", "00"]).await;
        chrome.click("#save").await;
        chrome
            .find("#result:not([open])")
            .await;
        are_kept(chrome, 2).await;
        chrome.click("#last-undo").await;
        chrome
            .find("#result[open][data-kind='undone']")
            .await;
        next(chrome).await;
        are_kept(chrome, 1).await;
        chrome.reload().await;
        chrome
            .find("#waiting:not([hidden])")
            .await;
        connection(chrome, line, true).await;
        comes_back(chrome, line).await;
        all_is_sent(chrome).await;
        assert_eq!(
            (demo.stamps(&offline).await, amounts(demo, &offline).await),
            (1, vec![420])
        );
        assert_eq!(
            (demo.stamps(&undone).await, amounts(demo, &undone).await),
            (0, vec![]),
            "an undo takes the amount along"
        );
    })
    .await;
}

#[tokio::test]
async fn a_till_asks_what_a_visit_came_to_and_is_never_in_the_way() {
    what_a_visit_came_to("en", "12.50").await;
}

#[tokio::test]
async fn a_persian_till_asks_in_its_own_digits() {
    what_a_visit_came_to("fa", "۱۲٫۵۰").await;
}

#[tokio::test]
async fn an_amount_whose_answer_got_lost_is_said_once_and_one_that_comes_too_late_is_told() {
    play(async |chrome, demo, line| {
        let (lost, voided) = (demo.new_card().await, demo.new_card().await);
        enrol(chrome, demo, line, "en").await;
        asks_for_amounts(chrome).await;
        assert_eq!(stamp(chrome, &lost).await, "added");
        line.is(State::Deaf);
        pay(chrome, &["5", "00"]).await;
        chrome.click("#save").await;
        chrome.find("#result:not([open])").await;
        heard(demo, &lost, 500).await;
        line.is(State::Good);
        chrome.run("dispatchEvent(new Event('online'))").await;
        all_is_sent(chrome).await;
        assert_eq!(amounts(demo, &lost).await, [500], "sent twice, said once");

        // What a till says of a visit that is none of its own any more is refused, and told by its card.
        let foreign = demo.tell("/v1/scans", json!({ "code": voided["code"] })).await;
        let script = "const [scan, code, done] = arguments; scanQueue.amount({ scan, code }, 900).then(() => done())";
        chrome.run_async(script, vec![foreign["scan"]["id"].clone(), voided["short_code"].clone()]).await;
        let name = &voided["short_code"].as_str().unwrap()[4..];
        for words in [name, "its amount could not be noted"] {
            chrome.shows("#told:not([hidden])", words).await;
        }
        chrome.click("#told button").await;
        chrome.find("#told[hidden]").await;
    })
    .await;
}
