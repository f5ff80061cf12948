//! The results on paper, and of the last days.

use std::path::PathBuf;

use serde_json::json;

use super::demo::Demo;
use super::{ONE_AT_A_TIME, play};

/// How many sheets a document has.
fn sheets(pdf: &[u8]) -> usize {
    let count = |name: &[u8]| {
        pdf.windows(name.len())
            .filter(|part| *part == name)
            .count()
    };
    count(b"/Type /Page") - count(b"/Type /Pages")
}

#[tokio::test]
async fn the_results_are_one_sheet_of_paper() {
    let _turn = ONE_AT_A_TIME.lock().await;
    let Some(demo) = Demo::start().await else {
        return;
    };
    play(&[], demo, async |chrome, demo| {
        for lang in ["en", "fa"] {
            chrome
                .open(&format!("{}?lang={lang}", demo.results))
                .await;
            chrome.find(".week").await;
            let a4 = json!({ "paperWidth": 8.27, "paperHeight": 11.69, "printBackground": true });
            let printed = chrome
                .devtools("Page.printToPDF", a4)
                .await;
            let pdf = data_encoding::BASE64
                .decode(
                    printed["data"]
                        .as_str()
                        .unwrap()
                        .as_bytes(),
                )
                .unwrap();
            let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
                .join("screenshots")
                .join(format!("results-printed.{lang}.pdf"));
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(&file, &pdf).unwrap();
            assert_eq!(sheets(&pdf), 1, "{}", file.display());
        }
    })
    .await;
}

#[tokio::test]
async fn the_last_days_are_a_tap_away_and_hold_what_was_stamped_now() {
    let _turn = ONE_AT_A_TIME.lock().await;
    let Some(demo) = Demo::start().await else {
        return;
    };
    play(&[], demo, async |chrome, demo| {
        chrome.phone().await;
        demo.card_after(2).await;
        chrome.open(&format!("{}?lang=en", demo.results)).await;
        chrome.click(".units a[href*='by=7-days']").await;
        chrome.shows(".say", "today").await;
        chrome.find(".units a[href*='by=7-days'][aria-current]").await;
        let sum = "
            const done = arguments[0], cells = [...document.querySelectorAll('.week tbody td')];
            const said = Number(document.querySelector('data[data-metric=visits]').value);
            done([cells.map(cell => Number(cell.textContent.replace(',', ''))).reduce((a, b) => a + b), said]);";
        let sums = chrome.run_async(sum, vec![]).await;
        assert!(sums[0] == sums[1] && sums[0].as_i64().unwrap() >= 2, "{sums}");
    })
    .await;
}

/// What stands too close or hidden on the results: names of days that touch, a head of a column that is cut off, and whether the first
/// number is seen without scrolling.
const CROWDED: &str = "
    const done = arguments[0], range = document.createRange();
    const ink = head => { range.selectNodeContents(head.firstElementChild); return range.getBoundingClientRect(); };
    const days = [...document.querySelectorAll('.week thead th')].slice(1);
    const wide = days.filter(day => ink(day).width > day.getBoundingClientRect().width - 6).map(day => day.textContent);
    const bars = [...document.querySelectorAll('.beside svg:first-child rect:last-child')].map(bar => Number(bar.getAttribute('width')));
    const said = [...document.querySelectorAll('.figure data')].map(data => Math.min(100, Number(data.value) * 100));
    done({
        wide, days: days.length, first: document.querySelector('.figure').getBoundingClientRect().bottom,
        off: bars.filter((bar, place) => Math.abs(bar - said[place]) > 0.1).length, bars: bars.length,
    });";

#[tokio::test]
async fn the_results_are_read_on_a_narrow_screen() {
    let _turn = ONE_AT_A_TIME.lock().await;
    let Some(demo) = Demo::start().await else {
        return;
    };
    play(&[], demo, async |chrome, demo| {
        for size in [(390, 844), (1280, 900)] {
            for lang in ["en", "fa"] {
                chrome
                    .open(&format!("{}?lang={lang}", demo.results))
                    .await;
                chrome.screen(size).await;
                chrome.find(".week").await;
                let seen = chrome
                    .run_async(CROWDED, vec![])
                    .await;
                assert_eq!(
                    (&seen["wide"], &seen["days"]),
                    (&json!([]), &json!(7)),
                    "{lang} {size:?}"
                );
                assert_eq!(
                    (&seen["off"], &seen["bars"]),
                    (&json!(0), &json!(4)),
                    "one scale: {seen}"
                );
                assert!(
                    seen["first"].as_f64().unwrap() < 740.0,
                    "{lang} {size:?}: {seen}"
                );
            }
        }
    })
    .await;
}
