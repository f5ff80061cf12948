//! The owner brings a till's file: chosen once, looked at again with each choice, and imported.

use std::path::Path;

use stampwell::locale::Locale;

use super::chrome::Chrome;
use super::demo::Demo;
use super::{ONE_AT_A_TIME, play};

/// A till's file whose columns nobody would guess, with a place that the shop has not.
const FILE: &str = "Nr;Wann;Euro;Wo\n1001;12.01.2025 09:30;3,50;Nordplatz\n1002;13.01.2025 10:00;7,20;Nordplatz\n;13.01.2025 10:05;2,00;\n\
    1003;30.02.2025 10:00;3,50;\n1001;14.01.2025 10:00;-3,50;Nordplatz\n";

/// Chooses in a list as a person does, by its value.
async fn choose(chrome: &Chrome, css: &str, value: &str) {
    let script = format!(
        "const list = document.querySelector({css:?}); list.value = {value:?}; list.dispatchEvent(new Event('change', {{ bubbles: true }}));"
    );
    chrome.run(&script).await;
}

fn written(folder: &Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path.display().to_string()
}

async fn from_the_till(lang: &'static str) {
    let _turn = ONE_AT_A_TIME.lock().await;
    let Some(demo) = Demo::start().await else {
        return;
    };
    let language = Locale::parse(lang).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = written(folder.path(), "march.csv", FILE);
    play(&[], demo, async |chrome, demo| {
        chrome.desk().await;
        chrome.open(&format!("{}?lang={lang}", demo.results)).await;
        chrome.click("a[href^='/admin/import']").await;
        chrome.looked_at("import-empty", lang).await;

        chrome.type_into("#file", &file).await;
        chrome.shows("#seen [role='alert']", &language.text("import-needs-member")).await;
        assert_eq!(chrome.count("#begin").await, 0);
        chrome.looked_at("import-columns", lang).await;
        for (field, value) in [("member", "Nr"), ("at", "Wann"), ("amount", "Euro"), ("location", "Wo"), ("date_format", "dmy")] {
            chrome.find(&format!("#f-{field}")).await;
            choose(chrome, &format!("#f-{field}"), value).await;
        }
        chrome.find("#begin").await;
        chrome.shows("#seen", "Nordplatz").await;
        chrome.find("#is-0").await;
        chrome.shows("#said", &language.text("import-updated")).await;
        assert_eq!(chrome.count("#seen tbody tr").await, 2);
        let chosen = chrome
            .run_async("arguments[0]([document.querySelector('#f-member').value, document.querySelector('#file').files.length])", vec![]);
        assert_eq!(chosen.await, serde_json::json!(["Nr", 1]), "what was chosen stays");
        choose(chrome, "#is-0", "create").await;
        chrome.find("#is-0 option[value='create'][selected]").await;
        chrome.looked_at("import-seen", lang).await;

        chrome.click("#begin").await;
        chrome.find("#job:not([data-running])").await;
        chrome.shows("#job h2", &language.text("import-done-some")).await;
        assert_eq!(chrome.count(".counts > div").await, 5);
        assert_eq!(chrome.count(".faults li").await, 1);
        chrome.looked_at("import-job", lang).await;
        let places = demo.ask("/v1/locations", &demo.owner_key).await;
        assert!(places["data"].as_array().unwrap().iter().any(|place| place["name"] == "Nordplatz"), "{places}");
        chrome.open(&format!("{}/admin/import?lang={lang}", demo.base)).await;
        chrome.find("#earlier").await;
        chrome.looked_at("import-earlier", lang).await;
    })
    .await;
}

#[tokio::test]
async fn an_owner_brings_visits_from_the_till() {
    from_the_till("en").await;
}

#[tokio::test]
async fn a_persian_owner_does_the_same() {
    from_the_till("fa").await;
}

#[tokio::test]
async fn without_javascript_the_file_is_chosen_twice() {
    let _turn = ONE_AT_A_TIME.lock().await;
    let Some(demo) = Demo::start().await else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let file = written(
        folder.path(),
        "march.csv",
        "member,date,amount\n7,2025-03-01,3.00\n",
    );
    play(&[], demo, async |chrome, demo| {
        chrome.desk().await;
        chrome
            .devtools(
                "Emulation.setScriptExecutionDisabled",
                serde_json::json!({ "value": true }),
            )
            .await;
        chrome.open(&demo.results).await;
        chrome
            .open(&format!("{}/admin/import?lang=en", demo.base))
            .await;
        chrome
            .type_into("#file", &file)
            .await;
        chrome.click("#look").await;
        chrome.find("#begin").await;
        chrome
            .find("p[data-without-script]")
            .await;
        chrome
            .type_into("#file", &file)
            .await;
        chrome.click("#begin").await;
        chrome.find(".counts").await;
        chrome
            .devtools(
                "Emulation.setScriptExecutionDisabled",
                serde_json::json!({ "value": false }),
            )
            .await;
    })
    .await;
}
