//! The owner's way back in: a key to keep, and a second person who is invited.

use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::json;

use super::demo::Demo;
use super::{ONE_AT_A_TIME, beside, play};

/// What a browser saved, once it is all there.
async fn saved(file: &Path) -> String {
    let (since, mut turn) = (
        Instant::now(),
        tokio::time::interval(Duration::from_millis(20)),
    );
    loop {
        if let Some(text) = std::fs::read_to_string(file)
            .ok()
            .filter(|text| !text.is_empty())
        {
            return text;
        }
        assert!(
            since.elapsed() < Duration::from_secs(60),
            "{} was not saved",
            file.display()
        );
        turn.tick().await;
    }
}

async fn the_way_back_in(lang: &'static str) {
    let _turn = ONE_AT_A_TIME.lock().await;
    let Some(demo) = Demo::start().await else {
        return;
    };
    let downloads = tempfile::tempdir().unwrap();
    play(&[], demo, async |owner, demo| {
        let sessions = format!("{}/admin/sessions?lang={lang}", demo.base);
        owner.desk().await;
        owner
            .open(&format!("{}?lang={lang}", demo.results))
            .await;
        owner.open(&sessions).await;
        owner
            .tab_to("form[action^='/admin/sessions/key'] button")
            .await;
        owner.key("Enter").await;
        let key = owner.text("#secret").await;
        let folder = json!({ "behavior": "allow", "downloadPath": downloads.path() });
        owner
            .devtools("Browser.setDownloadBehavior", folder)
            .await;
        owner.tab_to("#save").await;
        owner.key("Enter").await;
        let file = saved(
            &downloads
                .path()
                .join("stampwell-owner-key.txt"),
        )
        .await;
        assert!(
            file.lines().any(|line| line == key) && file.contains("/admin/sign-in"),
            "{file}"
        );
        owner
            .click("a.primary[href^='/admin/sessions']")
            .await;

        // Signed out, the owner comes back with the key as it is in the file.
        owner
            .click("form[action^='/admin/sign-out'] button")
            .await;
        owner.type_into("#key", &key).await;
        owner.key("Enter").await;
        owner.find(".menu").await;

        owner.open(&sessions).await;
        owner
            .type_into("#invite-name", "Sara")
            .await;
        owner.key("Enter").await;
        let link = owner
            .attribute("a.address", "href")
            .await;
        beside(&[], async |sara| {
            sara.phone().await;
            sara.open(&format!("{link}&lang={lang}"))
                .await;
            sara.shows("h1", "Sara").await;
            sara.looked_at("invited", lang)
                .await;
            sara.click("main form button").await;
            sara.find(".menu").await;
            sara.open(&sessions).await;
            sara.shows("tbody th", "Sara").await;
        })
        .await;
        owner.open(&sessions).await;
        owner
            .shows("tbody th", "Sara")
            .await;
    })
    .await;
}

#[tokio::test]
async fn an_owner_keeps_a_key_comes_back_with_it_and_invites_somebody() {
    the_way_back_in("en").await;
}

#[tokio::test]
async fn a_persian_owner_does_the_same() {
    the_way_back_in("fa").await;
}
