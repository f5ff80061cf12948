//! What can be pressed: with a finger and by the keyboard alone.

use serde_json::{Value, json};
use stampwell::locale::Locale;

use super::chrome::Chrome;
use super::demo::Demo;
use super::look::texts;
use super::{ONE_AT_A_TIME, play};

/// Everything that a person could press now. A page that is asked something through a dialog consists of that dialog.
const CONTROLS: &str = "
    const modal = document.querySelector('dialog:modal') || document;
    const seen = element => {
      const box = element.getBoundingClientRect();
      return !element.disabled && !element.closest('[inert], .skip, .unseen') && element.checkVisibility({ visibilityProperty: true }) && box.width > 1 && box.height > 1;
    };
    const controls = [...modal.querySelectorAll('a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]:not([tabindex^=\"-\"])')].filter(seen);
    const name = element => `${element.localName}${element.id ? '#' + element.id : ''} (${(element.textContent.trim() || element.name || element.getAttribute('aria-label') || '').replace(/\\s+/g, ' ').slice(0, 50)})`;";

/// What is smaller than a fingertip. Links within a sentence may be, and those by which a text refers to itself; a label counts as
/// part of its control.
const TOO_SMALL: &str = "
    const done = arguments[0];
    const within_text = element => element.localName === 'a' && getComputedStyle(element).display === 'inline'
      && (element.parentElement.textContent.trim().length > element.textContent.trim().length || element.hash);
    const box_of = element => (element.labels?.[0] && ['checkbox', 'radio'].includes(element.type) ? element.labels[0] : element).getBoundingClientRect();
    const small = element => { const box = box_of(element); return box.width < 43.5 || box.height < 43.5; };
    const size = element => { const box = box_of(element); return `${Math.round(box.width)} x ${Math.round(box.height)}`; };
    done(controls.filter(element => !within_text(element) && small(element)).map(element => `too small to press: ${name(element)} ${size(element)}`));";

/// Notes whatever gets the focus, and whether that can be seen.
const FOLLOW: &str = "
    const done = arguments[0];
    const shown = element => [element, ...(element.labels || []), element.parentElement].some(place => {
      const style = getComputedStyle(place);
      return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
    });
    const follow = window.followed = { reached: new Set(), faults: new Set(), begun: controls };
    window.addEventListener('focusin', event => {
      const element = event.target;
      follow.reached.add(element);
      if (element.type === 'radio' && element.name) document.getElementsByName(element.name).forEach(radio => follow.reached.add(radio));
      if (!shown(element)) follow.faults.add(`the focus is not seen on ${name(element)}`);
      requestAnimationFrame(() => {
        const box = element.getBoundingClientRect();
        if (document.activeElement === element && (box.bottom <= 0 || box.top >= innerHeight)) follow.faults.add(`the focus is out of sight on ${name(element)}`);
      });
    });
    done(controls.length);";

/// What the focus did not come to.
const MISSED: &str = "
    const done = arguments[0], { reached, faults, begun } = window.followed;
    requestAnimationFrame(() => done([
      ...begun.filter(element => !reached.has(element) && element.isConnected).map(element => `not reached by Tab: ${name(element)}`),
      ...faults,
    ]));";

impl Chrome {
    /// Controls that a finger would miss.
    pub(super) async fn targets(&self) -> Vec<String> {
        texts(
            &self
                .run_async(&format!("{CONTROLS}{TOO_SMALL}"), vec![])
                .await,
        )
    }

    /// Goes through the whole page with Tab: whatever can be pressed has to be reached, and seen to be.
    pub(super) async fn keyboard(&self) -> Vec<String> {
        self.devtools(
            "Emulation.setFocusEmulationEnabled",
            json!({ "enabled": true }),
        )
        .await;
        let controls = self
            .run_async(&format!("{CONTROLS}{FOLLOW}"), vec![])
            .await
            .as_u64()
            .unwrap();
        // The way begins wherever the focus is, leads once out of the page, and on from its beginning.
        for _ in 0..controls + 4 {
            self.key("Tab").await;
        }
        texts(
            &self
                .run_async(&format!("{CONTROLS}{MISSED}"), vec![])
                .await,
        )
    }

    /// Presses and releases a key by its name.
    pub(super) async fn key(&self, name: &str) {
        let (code, text) = match name {
            "Tab" => (9, ""),
            "Enter" => (13, "\r"),
            "Escape" => (27, ""),
            "Space" => (32, " "),
            other => panic!("the stories know no key {other}"),
        };
        let key = if name == "Space" {
            " "
        } else {
            name
        };
        let down = if text.is_empty() {
            "rawKeyDown"
        } else {
            "keyDown"
        };
        let press = |kind: &str| json!({ "type": kind, "key": key, "code": name, "windowsVirtualKeyCode": code });
        let mut pressed = press(down);
        if !text.is_empty() {
            pressed["text"] = json!(text);
        }
        self.devtools("Input.dispatchKeyEvent", pressed)
            .await;
        self.devtools("Input.dispatchKeyEvent", press("keyUp"))
            .await;
    }

    /// Goes on with Tab until an element has the focus.
    pub(super) async fn tab_to(&self, css: &str) {
        const MOST: usize = 60;
        for _ in 0..MOST {
            self.key("Tab").await;
            let there = self
                .run_async(
                    "arguments[1](Boolean(document.activeElement.matches(arguments[0])))",
                    vec![json!(css)],
                )
                .await;
            if there == Value::Bool(true) {
                return;
            }
        }
        self.fail(&format!("{MOST} Tabs do not lead to {css}"))
            .await
    }
}

/// From the poster's address to the card in the wallet, and a visit typed at the till, without a finger on anything but keys.
async fn by_keys_alone(lang: &'static str) {
    let _turn = ONE_AT_A_TIME.lock().await;
    let Some(demo) = Demo::start().await else {
        return;
    };
    let card = demo.new_card().await;
    play(&[], demo, async |chrome, demo| {
        chrome.phone().await;
        chrome
            .open(&format!("{}/j/coffee?lang={lang}", demo.base))
            .await;
        chrome
            .tab_to("main form button")
            .await;
        chrome.key("Enter").await;
        chrome.find(".pass-code").await;
        chrome
            .looked_at("card-new", lang)
            .await;
        chrome
            .tab_to("a[href^='/demo/phone/add']")
            .await;
        chrome.key("Enter").await;
        chrome
            .shows(
                "#apple .pass-count bdi",
                &Locale::parse(lang)
                    .unwrap()
                    .number(10),
            )
            .await;
        chrome
            .looked_at("phone-with-card", lang)
            .await;

        chrome
            .open(&format!("{}?lang={lang}", demo.scan))
            .await;
        chrome
            .tab_to("main form button")
            .await;
        chrome.key("Enter").await;
        chrome
            .find("#camera[data-state='off']")
            .await;
        chrome.tab_to("#code").await;
        chrome
            .type_into("#code", card["short_code"].as_str().unwrap())
            .await;
        chrome.key("Enter").await;
        chrome
            .find("#result[open][data-kind='added']")
            .await;
        chrome.tab_to("#undo").await;
        chrome.key("Space").await;
        chrome
            .find("#result[open][data-kind='undone'] #next:focus")
            .await;
        assert_eq!(demo.stamps(&card).await, 0);
        chrome.key("Enter").await;
        chrome
            .find("#result:not([open])")
            .await;
    })
    .await;
}

#[tokio::test]
async fn customer_and_staff_need_no_more_than_a_keyboard() {
    by_keys_alone("en").await;
}

#[tokio::test]
async fn in_persian_they_need_no_more_either() {
    by_keys_alone("fa").await;
}
