//! Counter scanners: keyboards that type a code, whatever layout the computer has, however they end and however slow they are.

use std::time::Duration;

use serde_json::json;

use super::chrome::Chrome;
use super::demo::Demo;
use super::{ONE_AT_A_TIME, enrol, play};

const LATIN: &str = "A B C D E F G H I J K L M N O P Q R S T U V W";
const DIGITS: &str = "0123456789";
/// The whole alphabet, for codes that people type.
const LETTERS: &str = "A B C D E F G H I J K L M N O P Q R S T U V W X Y Z";
/// X11's `ir` and `ara` with the shift key that a scanner holds for capitals; the last has the ligatures as two letters.
const PERSIAN: &str = "ؤ \u{200c} ژ ي ٍ إ أ آ ّ ة » « ء ٔ ] [ ْ ً ئ ُ َ ٰ ٌ";
const ARABIC: &str = "ِ ﻵ } ] ُ [ ﻷ أ ÷ ـ ، / ' آ × ؛ َ ٌ ٍ ﻹ ` { ً";
const ARABIC_OF_WINDOWS: &str = "ِ لآ } ] ُ [ لأ أ ÷ ـ ، / ’ آ × ؛ َ ٌ ٍ لإ ‘ { ً";

/// What each layout makes of the keys A to W, and of 0 to 9 without shift.
const LAYOUTS: [(&str, &str, &str); 14] = [
    ("us", LATIN, DIGITS),
    ("uk", LATIN, DIGITS),
    ("spanish", LATIN, DIGITS),
    ("italian", LATIN, DIGITS),
    ("qwertz", LATIN, DIGITS),
    (
        "azerty",
        "Q B C D E F G H I J K L ? N O P A R S T U V Z",
        "à&é\"'(-è_ç",
    ),
    ("turkish q", LATIN, DIGITS),
    (
        "turkish f",
        "U Ç V E Ğ A Ü T N K M L S Z H P F I İ O R C G",
        DIGITS,
    ),
    (
        "russian",
        "Ф И С В У А П Р Ш О Л Д Ь Т Щ З Й К Ы Е Г М Ц",
        DIGITS,
    ),
    (
        "greek",
        "Α Β Ψ Δ Ε Φ Γ Η Ι Ξ Κ Λ Μ Ν Ο Π : Ρ Σ Τ Θ Ω ΅",
        DIGITS,
    ),
    (
        "hebrew",
        "ש נ ב ג ק כ ע י ן ח ל ך צ מ ם פ / ר ד א ו ה '",
        DIGITS,
    ),
    ("persian", PERSIAN, "۰۱۲۳۴۵۶۷۸۹"),
    ("arabic", ARABIC, DIGITS),
    ("arabic of windows", ARABIC_OF_WINDOWS, "٠١٢٣٤٥٦٧٨٩"),
];

/// How scanners can be set to end.
const ENDINGS: [&[(&str, &str, u8)]; 6] = [
    &[("Enter", "Enter", 0)],
    &[("Tab", "Tab", 0)],
    &[("j", "KeyJ", 2)],
    &[("m", "KeyM", 2)],
    &[],
    &[("Enter", "Enter", 0), ("j", "KeyJ", 2)],
];

/// From key to key, and once in the middle.
const SPEEDS: [(u64, u64); 3] = [(0, 0), (0, 90), (55, 55)];

async fn press(chrome: &Chrome, key: &str, code: &str, modifiers: u8) {
    let (down, printed) = (
        if modifiers == 2 || key == "Tab" {
            "rawKeyDown"
        } else {
            "keyDown"
        },
        if key.len() > 3 && key.is_ascii() {
            ""
        } else {
            key
        },
    );
    let text = if key == "Enter" {
        "\r"
    } else if modifiers == 2 {
        ""
    } else {
        printed
    };
    let number = match key {
        "Enter" => 13,
        "Tab" => 9,
        _ => 0,
    };
    chrome
        .devtools(
            "Input.dispatchKeyEvent",
            json!({ "type": down, "key": key, "code": code, "text": text, "modifiers": modifiers, "windowsVirtualKeyCode": number }),
        )
        .await;
    chrome
        .devtools(
            "Input.dispatchKeyEvent",
            json!({ "type": "keyUp", "key": key, "code": code, "modifiers": modifiers }),
        )
        .await;
}

/// A scanner set to the US layout at a computer with another one.
async fn scan(
    chrome: &Chrome,
    code: &str,
    (letters, digits): (&str, &str),
    caps_lock: bool,
    (pause, once): (u64, u64),
) {
    let letters: Vec<&str> = letters.split(' ').collect();
    let digits: Vec<String> = digits
        .chars()
        .map(String::from)
        .collect();
    for (i, sign) in code.chars().enumerate() {
        let (key, place, modifiers) = match sign.to_digit(10) {
            Some(digit) => (digits[digit as usize].clone(), format!("Digit{sign}"), 0),
            None => (
                letters[sign as usize - 'A' as usize].to_owned(),
                format!("Key{sign}"),
                8,
            ),
        };
        let key = if caps_lock {
            key.to_lowercase()
        } else {
            key
        };
        press(chrome, &key, &place, modifiers).await;
        // The scanner's own time, which is what the story is about.
        tokio::time::sleep(Duration::from_millis(if i == code.len() / 2 {
            once
        } else {
            pause
        }))
        .await;
    }
}

/// One way in which a scanner at a computer can be set up.
#[derive(Debug)]
struct Scanner {
    layout: usize,
    caps_lock: bool,
    ending: usize,
    speed: usize,
}

/// Each layout with and without Caps Lock, the endings and speeds taken in turn. `EVERY_SCANNER=1` asks for every combination of
/// them, which takes a quarter of an hour.
fn scanners() -> Vec<Scanner> {
    let set = |layout, caps_lock, ending, speed| Scanner {
        layout,
        caps_lock,
        ending,
        speed,
    };
    let computers = [false, true]
        .into_iter()
        .flat_map(|caps_lock| (0..LAYOUTS.len()).map(move |layout| (layout, caps_lock)));
    if std::env::var_os("EVERY_SCANNER").is_none() {
        return computers
            .enumerate()
            .map(|(turn, (layout, caps_lock))| set(layout, caps_lock, turn % 6, turn / 2 % 3))
            .collect();
    }
    let settings = || {
        (0..ENDINGS.len()).flat_map(|ending| (0..SPEEDS.len()).map(move |speed| (ending, speed)))
    };
    computers
        .flat_map(|(layout, caps)| {
            settings().map(move |(ending, speed)| set(layout, caps, ending, speed))
        })
        .collect()
}

#[tokio::test]
async fn a_scanner_stamps_once_under_every_layout_ending_and_speed() {
    let _turn = ONE_AT_A_TIME.lock().await;
    let Some(demo) = Demo::start().await else {
        return;
    };
    play(&[], demo, async |chrome, demo| {
        chrome.desk().await;
        enrol(chrome, demo, "en").await;
        for (turn, scanner) in scanners().iter().enumerate() {
            let card = demo.new_card().await;
            // Every second scan goes into the field.
            if turn % 2 == 1 {
                chrome
                    .run("document.getElementById('code').focus()")
                    .await;
            } else {
                chrome
                    .run("document.activeElement.blur()")
                    .await;
            }
            let (name, letters, digits) = LAYOUTS[scanner.layout];
            scan(
                chrome,
                card["code"].as_str().unwrap(),
                (letters, digits),
                scanner.caps_lock,
                SPEEDS[scanner.speed],
            )
            .await;
            for (key, code, modifiers) in ENDINGS[scanner.ending] {
                press(chrome, key, code, *modifiers).await;
            }
            eprintln!("{turn}: {name}, {scanner:?}");
            chrome
                .find("#result[open][data-kind='added']")
                .await;
            chrome.click("#next").await;
            chrome
                .find("#result:not([open])")
                .await;
            assert_eq!(demo.stamps(&card).await, 1, "{name}, {scanner:?}");
            let left = chrome
                .run_async(
                    "arguments[0](document.getElementById('code').value)",
                    vec![],
                )
                .await;
            assert_eq!(
                left, "",
                "{name}, {scanner:?}: the field is empty for the next one"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn staff_try_their_scanner_and_nothing_is_stamped() {
    let _turn = ONE_AT_A_TIME.lock().await;
    let Some(demo) = Demo::start().await else {
        return;
    };
    play(&[], demo, async |chrome, demo| {
        chrome.desk().await;
        enrol(chrome, demo, "en").await;
        let card = demo.new_card().await;
        chrome
            .open(&format!("{}/scan/test?lang=en", demo.base))
            .await;
        let sample = chrome
            .run_async(
                "arguments[0](document.getElementById('sample').dataset.code)",
                vec![],
            )
            .await;
        let sample = sample.as_str().unwrap();
        scan(chrome, sample, (LATIN, DIGITS), false, SPEEDS[0]).await;
        press(chrome, "Enter", "Enter", 0).await;
        chrome
            .find("#tested[data-kind='right'] #layout[hidden]")
            .await;
        chrome
            .photograph("scan-test-right", 1_280)
            .await;
        let (_, persian, digits) = LAYOUTS[11];
        scan(chrome, sample, (persian, digits), true, SPEEDS[0]).await;
        press(chrome, "Tab", "Tab", 0).await;
        chrome
            .find("#tested[data-kind='right'] #layout:not([hidden])")
            .await;
        scan(
            chrome,
            card["code"].as_str().unwrap(),
            (LATIN, DIGITS),
            false,
            SPEEDS[0],
        )
        .await;
        chrome
            .find("#tested[data-kind='other']")
            .await;
        scan(chrome, "4006381333931", (LATIN, DIGITS), false, SPEEDS[0]).await;
        press(chrome, "Enter", "Enter", 0).await;
        chrome
            .find("#tested[data-kind='wrong']")
            .await;
        assert_eq!(demo.stamps(&card).await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_code_in_small_letters_with_a_prefix_and_one_typed_by_hand_are_stamped_and_nonsense_is_told()
 {
    let _turn = ONE_AT_A_TIME.lock().await;
    let Some(demo) = Demo::start().await else {
        return;
    };
    play(&[], demo, async |chrome, demo| {
        chrome.desk().await;
        enrol(chrome, demo, "en").await;
        let (first, second) = (demo.new_card().await, demo.new_card().await);
        chrome
            .type_into(
                "#code",
                &format!(
                    "]q1{}\n",
                    first["code"]
                        .as_str()
                        .unwrap()
                        .to_lowercase()
                ),
            )
            .await;
        chrome
            .find("#result[open][data-kind='added']")
            .await;
        chrome.click("#next").await;
        chrome
            .find("#result:not([open])")
            .await;
        assert_eq!(demo.stamps(&first).await, 1);

        chrome
            .run("document.activeElement.blur()")
            .await;
        scan(
            chrome,
            second["short_code"]
                .as_str()
                .unwrap(),
            (LETTERS, DIGITS),
            false,
            (200, 200),
        )
        .await;
        press(chrome, "Enter", "Enter", 0).await;
        chrome
            .find("#result[open][data-kind='added']")
            .await;
        chrome.click("#next").await;
        chrome
            .find("#result:not([open])")
            .await;
        assert_eq!(demo.stamps(&second).await, 1);

        scan(chrome, "4006381333931", (LATIN, DIGITS), false, (0, 0)).await;
        press(chrome, "Enter", "Enter", 0).await;
        chrome
            .find("#result[open][data-kind='refused']")
            .await;
    })
    .await;
}

#[tokio::test]
async fn while_an_amount_is_typed_digits_go_into_it_and_the_next_card_closes_it() {
    let _turn = ONE_AT_A_TIME.lock().await;
    let Some(demo) = Demo::start().await else {
        return;
    };
    play(&[], demo, async |chrome, demo| {
        chrome.desk().await;
        enrol(chrome, demo, "en").await;
        chrome.click("form[action^='/scan/amount'] button").await;
        chrome.find("#typed").await;
        let (first, second) = (demo.new_card().await, demo.new_card().await);
        let pays = async |card: &serde_json::Value| {
            scan(chrome, card["code"].as_str().unwrap(), (LATIN, DIGITS), false, SPEEDS[0]).await;
            press(chrome, "Enter", "Enter", 0).await;
            chrome.shows("#result[open][data-kind='added'] #result-number", "1").await;
            chrome.find("#pad:not([hidden])").await;
        };
        pays(&first).await;
        chrome.looked_at("amount-pad", "en").await;
        scan(chrome, "1250", (LATIN, DIGITS), false, SPEEDS[0]).await;
        chrome.shows("#amount", "12.50").await;
        // The next customer does not wait until somebody has saved or skipped, and what was typed is the first one's all the same.
        pays(&second).await;
        chrome.shows("#amount", "0.00").await;
        chrome.find("#result[open][data-kind='added'] #pad:not([hidden])").await;
        assert_eq!((demo.stamps(&first).await, demo.stamps(&second).await), (1, 1));
        scan(chrome, "990", (LATIN, DIGITS), false, SPEEDS[0]).await;
        chrome.shows("#amount", "9.90").await;
        press(chrome, "Enter", "Enter", 0).await;
        chrome.find("#result:not([open])").await;
        chrome.shows("#last", "9.90").await;
        let sent = "const done = arguments[0], look = async () => (await scanQueue.list()).length ? setTimeout(look, 20) : done(); look();";
        chrome.run_async(sent, vec![]).await;
        let path = |card: &serde_json::Value| format!("/v1/events?type=visit_amount_recorded&card_id={}", card["id"].as_str().unwrap());
        let said = async |card: &serde_json::Value| demo.ask(&path(card), &demo.owner_key).await["data"][0]["amount_minor"].clone();
        assert_eq!((said(&first).await, said(&second).await), (json!(1_250), json!(990)));

        // A short code right behind the digits is a card, and its own digits are no part of the amount.
        let (third, fourth) = (demo.new_card().await, demo.new_card().await);
        pays(&third).await;
        scan(chrome, "475", (LATIN, DIGITS), false, SPEEDS[0]).await;
        scan(chrome, fourth["short_code"].as_str().unwrap(), (LETTERS, DIGITS), false, SPEEDS[0]).await;
        press(chrome, "Enter", "Enter", 0).await;
        chrome.find("#result[open][data-kind='added'] #pad:not([hidden])").await;
        chrome.shows("#amount", "0.00").await;
        chrome.run_async(sent, vec![]).await;
        assert_eq!((said(&third).await, demo.stamps(&fourth).await), (json!(475), 1));
    })
    .await;
}

#[tokio::test]
async fn the_next_card_is_shown_though_the_screen_still_asks_about_the_one_before() {
    let _turn = ONE_AT_A_TIME.lock().await;
    let Some(demo) = Demo::start().await else {
        return;
    };
    play(&[], demo, async |chrome, demo| {
        chrome.desk().await;
        enrol(chrome, demo, "en").await;
        let (first, second) = (demo.card_after(10).await, demo.new_card().await);
        // The question is the answer to a refusal.
        chrome.expect_refusal(&format!("{}/v1/scans", demo.base));
        let comes = async |card: &serde_json::Value| {
            scan(
                chrome,
                card["code"].as_str().unwrap(),
                (LATIN, DIGITS),
                false,
                SPEEDS[0],
            )
            .await;
            press(chrome, "Enter", "Enter", 0).await;
        };
        let name = |card: &serde_json::Value| card["short_code"].as_str().unwrap()[4..].to_owned();
        comes(&first).await;
        chrome
            .shows("#result[open][data-kind='ask'] #result-text", &name(&first))
            .await;
        chrome.find("#rewards button").await;
        comes(&second).await;
        chrome
            .shows("#result[open][data-kind='added'] #result-number", "1")
            .await;
        assert_eq!(
            chrome
                .count("#rewards button")
                .await,
            0,
            "nothing of the card before is offered"
        );
        chrome.click("#next").await;
        chrome
            .find("#result:not([open])")
            .await;
        comes(&second).await;
        chrome
            .shows(
                "#result[open][data-kind='ask'] #result-text",
                &name(&second),
            )
            .await;
        assert_eq!(
            (demo.stamps(&first).await, demo.stamps(&second).await),
            (0, 1),
            "no question was answered with yes"
        );
    })
    .await;
}

/// Stamps follow what is paid: the till asks whoever switched nothing on, and its line tells what came of the amount.
#[tokio::test]
async fn where_stamps_follow_amounts_the_till_asks_and_tells_what_came_of_it() {
    let _turn = ONE_AT_A_TIME.lock().await;
    let Some(demo) = Demo::start().await else {
        return;
    };
    play(&[], demo, async |chrome, demo| {
        let rules = json!({
            "stamps_per": { "amount_minor": 500, "carry": true }, "minimum_spend_minor": 200, "ask_amount": "always",
        });
        demo.change_program(rules).await;
        chrome.desk().await;
        enrol(chrome, demo, "en").await;
        assert_eq!(chrome.count("form[action^='/scan/amount']").await, 0, "the owner decides");
        let (first, second) = (demo.new_card().await, demo.new_card().await);
        let pays = async |card: &serde_json::Value, amount: &str| {
            scan(chrome, card["code"].as_str().unwrap(), (LATIN, DIGITS), false, SPEEDS[0]).await;
            press(chrome, "Enter", "Enter", 0).await;
            chrome.find("#result[open] #pad:not([hidden])").await;
            chrome.shows("#result-text", "the stamps follow it").await;
            scan(chrome, amount, (LATIN, DIGITS), false, SPEEDS[0]).await;
            press(chrome, "Enter", "Enter", 0).await;
            chrome.find("#result:not([open])").await;
        };
        pays(&first, "1300").await;
        chrome.shows("#last", "to the next stamp").await;
        let told = chrome.text("#last").await.replace(['\u{2068}', '\u{2069}'], "");
        assert_eq!(told, "Last: 2 / 10, 2.00 EUR to the next stamp");
        chrome.looked_at("amount-told", "en").await;
        pays(&second, "150").await;
        chrome.shows("#last", "No stamp").await;
        assert_eq!((demo.stamps(&first).await, demo.stamps(&second).await), (2, 0));
    })
    .await;
}
