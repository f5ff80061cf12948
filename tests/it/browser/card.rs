//! The card's own page and the owner's page of the member behind it, in a real browser without help from scripts.

use serde_json::Value;
use stampwell::language::Language;

use super::chrome::Chrome;
use super::demo::Demo;
use super::{ONE_AT_A_TIME, play};

fn page(card: &Value, lang: &str) -> String {
    format!("{}?lang={lang}", card["links"]["page"].as_str().unwrap())
}

/// The owner signs in and opens a page.
async fn sign_in(chrome: &Chrome, demo: &Demo, lang: &str) {
    chrome.open(&format!("{}/admin/sign-in?next=/admin/members&lang={lang}", demo.base)).await;
    chrome.type_into("#key", &demo.owner_key).await;
    chrome.click("main form button").await;
    chrome.find("#q").await;
}

async fn the_customers_own(lang: &'static str) {
    let _turn = ONE_AT_A_TIME.lock().await;
    let Some(demo) = Demo::start().await else { return };
    let language = Language::parse(lang).unwrap();
    let card = demo.card_after(11).await;
    play(&[], demo, async |chrome, demo| {
        chrome.phone().await;
        chrome.open(&page(&card, lang)).await;
        assert_eq!(chrome.attribute("html", "dir").await, language.dir());
        assert!(chrome.attribute("#invite", "href").await.contains("ch=referral"));
        chrome.click(".box details summary").await;
        assert!(chrome.count(".history li").await > 8, "all that happened is behind one tap");
        chrome.click("#yours .consent button").await;
        chrome.shows("#yours [role='status']", &language.text("card-news-done")).await;
        chrome.shows("#yours .consent", &language.text("card-news-on")).await;
        chrome.click("#yours details summary").await;
        chrome.picture(&format!("card-own.{lang}")).await;
        chrome.expect_refusal(card["links"]["page"].as_str().unwrap());
        chrome.click("#yours .danger").await;
        chrome.shows("h1", &language.text("deleted-title")).await;
        chrome.picture(&format!("card-deleted.{lang}")).await;
        chrome.click("main a.plain").await;
        chrome.find("main form button").await;
        assert!(chrome.address().await.starts_with(&format!("{}/j/coffee", demo.base)));
    })
    .await;
}

#[tokio::test]
async fn a_customer_agrees_to_news_and_deletes_the_card() {
    the_customers_own("en").await;
}

#[tokio::test]
async fn a_persian_customer_does_the_same() {
    the_customers_own("fa").await;
}

async fn the_owners_view(lang: &'static str) {
    let _turn = ONE_AT_A_TIME.lock().await;
    let Some(demo) = Demo::start().await else { return };
    let language = Language::parse(lang).unwrap();
    let (card, other) = (demo.card_after(3).await, demo.card_after(1).await);
    play(&[], demo, async |chrome, demo| {
        chrome.phone().await;
        sign_in(chrome, demo, lang).await;
        chrome.picture(&format!("members.{lang}")).await;
        chrome.type_into("#q", card["short_code"].as_str().unwrap()).await;
        chrome.click("main form button").await;
        chrome.find("#delta").await;
        chrome.picture(&format!("member.{lang}")).await;
        chrome.type_into("#delta", "2").await;
        chrome.click("form[action*='/stamps'] button.primary").await;
        chrome.shows(".done", &language.text("done-stamps")).await;
        assert_eq!(demo.stamps(&card).await, 5);
        // The page that comes says the same as the one that goes.
        chrome.run("document.body.id = 'before'").await;
        chrome.click(".history li:first-child button").await;
        chrome.shows("body:not(#before) .done", &language.text("done-stamps")).await;
        assert_eq!(demo.stamps(&card).await, 3, "the latest change is undone by one tap");
        chrome.type_into("#code", other["short_code"].as_str().unwrap()).await;
        chrome.click("form[action*='/merge'] button").await;
        chrome.find("input[name='other']").await;
        chrome.picture(&format!("member-merge.{lang}")).await;
        chrome.click("main form button.primary").await;
        chrome.shows(".done", &language.text("done-merged")).await;
        assert_eq!((demo.stamps(&card).await, demo.stamps(&other).await), (4, 4));
        chrome.click("details summary").await;
        chrome.picture(&format!("member-merged.{lang}")).await;
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
