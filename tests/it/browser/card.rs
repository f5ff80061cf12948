//! The card's own page and the owner's page of the member behind it, in a real browser without help from scripts.

use serde_json::{Value, json};
use stampwell::locale::Locale;

use super::chrome::Chrome;
use super::demo::Demo;
use super::{ONE_AT_A_TIME, play};

fn page(card: &Value, lang: &str) -> String {
    format!(
        "{}?lang={lang}",
        card["links"]["page"]
            .as_str()
            .unwrap()
    )
}

/// The owner signs in and opens a page.
async fn sign_in(chrome: &Chrome, demo: &Demo, lang: &str) {
    chrome
        .open(&format!(
            "{}/admin/sign-in?next=/admin/members&lang={lang}",
            demo.base
        ))
        .await;
    chrome
        .type_into("#key", &demo.owner_key)
        .await;
    chrome
        .click("main form button")
        .await;
    chrome.find("#q").await;
}

async fn the_customers_own(lang: &'static str) {
    let _turn = ONE_AT_A_TIME.lock().await;
    let Some(demo) = Demo::start().await else {
        return;
    };
    let language = Locale::parse(lang).unwrap();
    let card = demo
        .tell(
            "/v1/cards",
            json!({ "member": { "consents": { "news": true } } }),
        )
        .await;
    demo.visits(&card, 11).await;
    play(&[], demo, async |chrome, demo| {
        chrome.phone().await;
        chrome
            .open(&page(&card, lang))
            .await;
        assert_eq!(
            chrome
                .attribute("html", "dir")
                .await,
            language.dir()
        );
        chrome
            .click(".box details summary")
            .await;
        assert!(
            chrome.count(".history li").await > 8,
            "all that happened is behind one tap"
        );
        chrome
            .click("#yours .consent button")
            .await;
        chrome
            .shows("#yours [role='status']", &language.text("card-news-done"))
            .await;
        assert_eq!(
            chrome
                .count("#yours .consent")
                .await,
            0,
            "nobody is asked for what cannot happen"
        );
        chrome
            .click("#yours details summary")
            .await;
        chrome
            .picture(&format!("card-own.{lang}"))
            .await;
        chrome.expect_refusal(
            card["links"]["page"]
                .as_str()
                .unwrap(),
        );
        chrome.click("#yours .danger").await;
        chrome
            .shows("h1", &language.text("deleted-title"))
            .await;
        chrome
            .picture(&format!("card-deleted.{lang}"))
            .await;
        chrome.click("main a.plain").await;
        chrome
            .find("main form button")
            .await;
        assert!(
            chrome
                .address()
                .await
                .starts_with(&format!("{}/j/coffee", demo.base))
        );
    })
    .await;
}

#[tokio::test]
async fn a_customer_takes_news_back_and_deletes_the_card() {
    the_customers_own("en").await;
}

#[tokio::test]
async fn a_persian_customer_does_the_same() {
    the_customers_own("fa").await;
}

const DESKTOP: &str = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/150.0.0.0 Safari/537.36";

/// What the page tells of the focus and of what is unfolded.
async fn held_still(chrome: &Chrome) -> Value {
    chrome.run_async("arguments[0]([document.activeElement.localName, document.querySelector('details.other').open])", vec![]).await
}

/// A card that lies open on a phone while staff stamp it.
async fn the_open_card(lang: &'static str) {
    let _turn = ONE_AT_A_TIME.lock().await;
    let Some(demo) = Demo::start().await else {
        return;
    };
    let language = Locale::parse(lang).unwrap();
    let card = demo.card_after(3).await;
    play(&[], demo, async |chrome, demo| {
        let count = |stamps: i64| language.text_with("pass-count", &[("stamps", stamps.into()), ("required", 10.into())]);
        chrome.phone().await;
        chrome.open(&page(&card, lang)).await;
        chrome.shows(".pass-count bdi", &count(3)).await;
        chrome.run("document.body.id = 'open'").await;
        chrome.click("details.other summary").await;
        chrome.run("document.querySelector('details.other summary').focus()").await;
        demo.visits(&card, 1).await;
        chrome.shows("#open .pass-count bdi", &count(4)).await;
        chrome.shows("#open .lead", &language.number(6)).await;
        assert_eq!(held_still(chrome).await, json!(["summary", true]), "focus and folds stay as they were");
        assert!(chrome.count("#open .history li").await >= 5);
        chrome.picture(&format!("card-moved.{lang}")).await;

        chrome.run("fetch(document.querySelector(\"a[href^='/demo/phone/add']\").href)").await;
        chrome.shows("#open .held", &language.text("card-in-apple")).await;
        // A page that nobody looks at sleeps, and is up to date as soon as somebody does again.
        let hide = "Object.defineProperty(document, 'hidden', { configurable: true, get: () => arguments[0] }); document.dispatchEvent(new Event('visibilitychange'))";
        chrome.run(&hide.replace("arguments[0]", "true")).await;
        demo.visits(&card, 6).await;
        chrome.run(&hide.replace("arguments[0]", "false")).await;
        chrome.shows("#open .ready", &language.text("card-reward-show")).await;
        chrome.shows("#open .pass-count bdi", &language.text("pass-reward-ready")).await;
        chrome.picture(&format!("card-moved-reward.{lang}")).await;
    })
    .await;
}

#[tokio::test]
async fn an_open_card_moves_by_itself() {
    the_open_card("en").await;
}

#[tokio::test]
async fn an_open_persian_card_moves_by_itself() {
    the_open_card("fa").await;
}

/// A customer leaves by what the shop finds the card, sends the link along, and takes everything back.
async fn kept_safe(lang: &'static str) {
    let _turn = ONE_AT_A_TIME.lock().await;
    let Some(demo) = Demo::start().await else {
        return;
    };
    let language = Locale::parse(lang).unwrap();
    let card = demo.card_after(3).await;
    play(&[], demo, async |chrome, demo| {
        chrome.phone().await;
        chrome
            .open(&page(&card, lang))
            .await;
        let letter = chrome
            .attribute("#mail", "href")
            .await;
        assert!(
            letter.starts_with("mailto:?subject=")
                && letter.contains("%2Fc%2F")
                && !letter.contains('+'),
            "{letter}"
        );
        chrome.click("#share").await;
        chrome
            .shows("#shared", &language.text("card-safe-copied"))
            .await;
        chrome
            .shows("#safe summary", &language.text("card-safe-contact"))
            .await;
        chrome.click("#safe summary").await;
        chrome
            .type_into("#phone", &language.digits("030 765 43 21"))
            .await;
        chrome
            .type_into("#email", "mina@example.com")
            .await;
        chrome
            .picture(&format!("card-safe.{lang}"))
            .await;
        chrome
            .click("#safe form button")
            .await;
        chrome
            .shows(
                "#safe [role='status'] strong",
                &language.text("card-safe-done"),
            )
            .await;
        chrome
            .shows("#safe summary", &language.text("card-safe-contact-kept"))
            .await;
        chrome
            .looked_at("card-safe-kept", lang)
            .await;

        sign_in(chrome, demo, lang).await;
        chrome
            .type_into("#q", "+49 30 7654321")
            .await;
        chrome
            .click("main form button")
            .await;
        chrome
            .shows(".facts", "mina@example.com")
            .await;

        chrome
            .open(&page(&card, lang))
            .await;
        chrome.click("#safe summary").await;
        chrome
            .click("#safe form button[name='remove']")
            .await;
        chrome
            .shows(
                "#safe [role='status'] strong",
                &language.text("card-safe-removed"),
            )
            .await;
        chrome
            .shows("#safe summary", &language.text("card-safe-contact"))
            .await;
    })
    .await;
}

#[tokio::test]
async fn a_customer_keeps_the_card_safe_and_takes_it_back() {
    kept_safe("en").await;
}

#[tokio::test]
async fn a_persian_customer_keeps_the_card_safe() {
    kept_safe("fa").await;
}

async fn from_desk_to_phone(lang: &'static str) {
    let _turn = ONE_AT_A_TIME.lock().await;
    let Some(demo) = Demo::start().await else {
        return;
    };
    let language = Locale::parse(lang).unwrap();
    let card = demo.card_after(3).await;
    play(&[], demo, async |chrome, _| {
        chrome.desk().await;
        chrome.says_it_is(DESKTOP).await;
        chrome
            .open(&page(&card, lang))
            .await;
        chrome
            .shows(".handover h2", &language.text("card-handover"))
            .await;
        chrome.find(".handover .qr").await;
        assert_eq!(chrome.count("main .primary").await, 0);
        chrome
            .picture(&format!("card-desk.{lang}"))
            .await;
        chrome.phone().await;
        chrome.reload().await;
        chrome
            .shows("main a.primary", &language.text("wallet-apple"))
            .await;
        assert_eq!(chrome.count(".handover").await, 0);
        chrome
            .picture(&format!("card-phone.{lang}"))
            .await;
    })
    .await;
}

#[tokio::test]
async fn a_square_carries_the_card_from_a_computer_to_the_phone() {
    from_desk_to_phone("en").await;
}

#[tokio::test]
async fn a_square_carries_a_persian_card_to_the_phone() {
    from_desk_to_phone("fa").await;
}

async fn the_owners_view(lang: &'static str) {
    let _turn = ONE_AT_A_TIME.lock().await;
    let Some(demo) = Demo::start().await else {
        return;
    };
    let language = Locale::parse(lang).unwrap();
    let (card, other) = (demo.card_after(3).await, demo.card_after(1).await);
    play(&[], demo, async |chrome, demo| {
        chrome.phone().await;
        sign_in(chrome, demo, lang).await;
        chrome
            .picture(&format!("members.{lang}"))
            .await;
        chrome
            .type_into("#q", card["short_code"].as_str().unwrap())
            .await;
        chrome
            .click("main form button")
            .await;
        chrome.find("#delta").await;
        chrome
            .picture(&format!("member.{lang}"))
            .await;
        chrome
            .type_into("#told-name", "Anna")
            .await;
        chrome
            .type_into("#told-phone", &language.digits("030 123 45 67"))
            .await;
        chrome
            .click("#profile form button")
            .await;
        chrome
            .shows(".done", &language.text("done-member-saved"))
            .await;
        chrome
            .shows("main h1", "Anna")
            .await;
        chrome
            .shows(".facts", &language.digits("030 123 45 67"))
            .await;
        chrome
            .picture(&format!("member-known.{lang}"))
            .await;
        chrome
            .type_into("#delta", "2")
            .await;
        chrome
            .click("form[action*='/stamps'] button.primary")
            .await;
        chrome
            .shows(".done", &language.text("done-stamps"))
            .await;
        assert_eq!(demo.stamps(&card).await, 5);
        // The page that comes says the same as the one that goes.
        chrome
            .run("document.body.id = 'before'")
            .await;
        chrome
            .click(".history li:first-child button")
            .await;
        chrome
            .shows("body:not(#before) .done", &language.text("done-stamps"))
            .await;
        assert_eq!(
            demo.stamps(&card).await,
            3,
            "the latest change is undone by one tap"
        );
        chrome
            .type_into(
                "#code",
                other["short_code"]
                    .as_str()
                    .unwrap(),
            )
            .await;
        chrome
            .click("form[action*='/merge'] button")
            .await;
        chrome
            .find("input[name='other']")
            .await;
        chrome
            .picture(&format!("member-merge.{lang}"))
            .await;
        chrome
            .click("main form button.primary")
            .await;
        chrome
            .shows(".done", &language.text("done-merged"))
            .await;
        assert_eq!(
            (demo.stamps(&card).await, demo.stamps(&other).await),
            (4, 4)
        );
        chrome
            .click("details summary")
            .await;
        chrome
            .picture(&format!("member-merged.{lang}"))
            .await;
    })
    .await;
}

#[tokio::test]
async fn the_owner_finds_corrects_and_merges() {
    the_owners_view("en").await;
}

#[tokio::test]
async fn a_persian_owner_does_the_same() {
    the_owners_view("fa").await;
}
