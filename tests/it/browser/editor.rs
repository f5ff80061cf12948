//! The owner gives the shop its face in a real browser: a reward along the way, where the shop is, its own pictures, its join address.

use std::path::Path;

use stampwell::locale::Locale;

use super::chrome::Chrome;
use super::demo::Demo;
use super::{ONE_AT_A_TIME, play};

/// A photo of sorts: colours that run from one corner to the other.
fn photo(file: &Path, (width, height): (u32, u32)) -> String {
    let mut encoder = png::Encoder::new(std::fs::File::create(file).unwrap(), width, height);
    encoder.set_color(png::ColorType::Rgb);
    let colour = |i: u32| {
        [
            (i % width * 255 / width) as u8,
            (i / width * 255 / height) as u8,
            90,
        ]
    };
    let data: Vec<u8> = (0..width * height)
        .flat_map(colour)
        .collect();
    encoder
        .write_header()
        .unwrap()
        .write_image_data(&data)
        .unwrap();
    file.to_str().unwrap().to_owned()
}

async fn the_shops_face(lang: &'static str, called: &'static str, slug: &'static str) {
    let _turn = ONE_AT_A_TIME.lock().await;
    let Some(demo) = Demo::start().await else {
        return;
    };
    let language = Locale::parse(lang).unwrap();
    let card = demo.card_after(3).await;
    let folder = tempfile::tempdir().unwrap();
    let logo = photo(&folder.path().join("logo.png"), (300, 300));
    let strip = photo(&folder.path().join("strip.png"), (1_200, 800));
    play(&[], demo, async |chrome, demo| {
        chrome.desk().await;
        chrome
            .open(&format!("{}?lang={lang}", demo.results))
            .await;
        chrome
            .open(&format!("{}/admin/card?lang={lang}", demo.base))
            .await;
        chrome
            .click("#steps > summary")
            .await;
        chrome
            .click("button[value='add-step']")
            .await;
        chrome
            .type_into("#step-0-at", "5")
            .await;
        chrome
            .type_into("#step-0-name", "Cookie")
            .await;
        chrome
            .click("#shop > summary")
            .await;
        chrome
            .type_into("#address", "Linden Street 1\n10115 Berlin")
            .await;
        chrome
            .type_into("#hours", "Mo–Fr 8–18")
            .await;
        chrome
            .type_into("#telephone", "+49 30 1234567")
            .await;
        chrome
            .type_into("#website", "linden.example")
            .await;
        chrome
            .type_into("#logo_file", &logo)
            .await;
        chrome
            .find("input[name='logo']:not([value=''])")
            .await;
        chrome
            .type_into("#strip_file", &strip)
            .await;
        chrome
            .find("input[name='strip']:not([value=''])")
            .await;
        chrome
            .find("#save input[name='cards']")
            .await;
        chrome
            .looked_at("editor", lang)
            .await;
        chrome
            .run("document.querySelectorAll('main details').forEach(fold => fold.open = true)")
            .await;
        chrome
            .picture(&format!("editor-open.{lang}"))
            .await;
        chrome
            .click(".save button.primary")
            .await;
        chrome
            .shows(".done", &language.text("done-look-saved"))
            .await;
        let program = demo
            .ask("/v1/program", &demo.owner_key)
            .await;
        assert_eq!(
            (&program["rewards"][0]["at"], &program["address"]),
            (&5.into(), &"Linden Street 1\n10115 Berlin".into())
        );
        assert_eq!(
            (
                program["logo"]
                    .as_str()
                    .map(str::len),
                program["strip"]
                    .as_str()
                    .map(str::len)
            ),
            (Some(64), Some(64))
        );

        chrome
            .run("document.getElementById('slug').value = ''")
            .await;
        chrome
            .type_into("#slug", called)
            .await;
        chrome.click("#join button").await;
        chrome
            .shows(".done", &language.text("done-join-changed"))
            .await;
        chrome
            .open(&format!("{}/j/coffee?lang={lang}", demo.base))
            .await;
        assert_eq!(
            chrome.address().await,
            format!("{}/j/{slug}?lang={lang}", demo.base)
        );
        chrome
            .picture(&format!("join-face.{lang}"))
            .await;
        chrome
            .open(&format!(
                "{}?lang={lang}",
                card["links"]["page"]
                    .as_str()
                    .unwrap()
            ))
            .await;
        chrome.find(".pass-shop img").await;
        chrome
            .looked_at("card-face", lang)
            .await;
        for size in ["a4", "tent"] {
            chrome
                .open(&format!(
                    "{}/admin/poster?size={size}&first={lang}&lang={lang}",
                    demo.base
                ))
                .await;
            chrome.shows("main svg", slug).await;
            chrome
                .picture(&format!("poster-{size}.{lang}"))
                .await;
        }
        chrome
            .open(&format!(
                "{}/admin/poster?size=tent&first=en&second=fa&lang={lang}",
                demo.base
            ))
            .await;
        chrome
            .picture(&format!("poster-both.{lang}"))
            .await;
    })
    .await;
}

#[tokio::test]
async fn the_owner_gives_the_shop_its_own_face() {
    the_shops_face("en", "Linden Bakery", "linden-bakery").await;
}

#[tokio::test]
async fn a_persian_owner_does_so_from_right_to_left() {
    the_shops_face("fa", "نان لیندن", "nan-lindn").await;
}

/// Whether a script finds the page as it should be.
async fn holds(chrome: &Chrome, what: &str) -> bool {
    let script = format!("arguments[0]({what})");
    chrome
        .run_async(&script, vec![])
        .await
        == true
}

#[tokio::test]
async fn the_editor_keeps_its_place_and_what_was_typed() {
    let _turn = ONE_AT_A_TIME.lock().await;
    let Some(demo) = Demo::start().await else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let logo = photo(&folder.path().join("logo.png"), (300, 300));
    play(&[], demo, async |chrome, demo| {
        chrome.phone().await;
        chrome.open(&format!("{}?lang=en", demo.results)).await;
        let editor = format!("{}/admin/card?lang=en", demo.base);
        chrome.open(&editor).await;
        chrome.click("#more > summary").await;
        chrome.click("#pictures > summary").await;
        chrome.type_into("#logo_file", &logo).await;
        chrome.find("input[name='logo']:not([value=''])").await;
        assert!(holds(chrome, "document.getElementById('more').open && scrollY > 300").await);

        // Without a preview the number of cards was not seen, so saving asks, where it is seen.
        chrome.open(&editor).await;
        chrome.click("#more > summary").await;
        chrome.run("document.getElementById('stamps').value = '9'").await;
        chrome.click(".save button.primary").await;
        let asked = "#save [role='alert']";
        chrome.shows(asked, &Locale::ENGLISH.text("look-ask")).await;
        let seen = format!("(({{ top, bottom }}) => top >= 0 && bottom <= innerHeight)(document.querySelector(\"{asked}\").getBoundingClientRect())");
        assert!(holds(chrome, &seen).await, "the question is off the screen");
        assert!(holds(chrome, "document.getElementById('more').open").await);

        // Another address comes in between.
        chrome.run("document.getElementById('slug').value = 'linden'").await;
        chrome.click("#use-address").await;
        chrome.shows(".done", &Locale::ENGLISH.text("done-join-changed")).await;
        assert_eq!(chrome.attribute("#stamps", "value").await, "9");

        // A smaller reward that the card is too short for.
        chrome.click("#steps > summary").await;
        chrome.click("button[value='add-step']").await;
        chrome.type_into("#step-0-at", "12").await;
        chrome.type_into("#step-0-name", "Cookie").await;
        chrome.expect_refusal(&editor);
        chrome.click(".save button.primary").await;
        chrome.shows("#step-0-at-fault", &Locale::ENGLISH.text("look-wrong-step-at")).await;
        assert!(holds(chrome, "document.activeElement.id === 'step-0-at'").await, "the wrong field is where one is led");
    })
    .await;
}
