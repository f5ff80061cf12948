//! What every page is held to, whatever it shows: one call, made while the page is open.

use serde_json::{Value, json};
use stampwell::locale::Locale;

use super::chrome::{Chrome, SCREENS};

/// The narrowest screen that every page has to fit.
pub(super) const NARROWEST: (u32, u32) = (320, 640);

/// Language, direction, title, headings.
const FORM: &str = "
    const [lang, dir, done] = arguments, root = document.documentElement, faults = [];
    const brand = document.querySelector('.brand')?.textContent.trim();
    const headings = [...document.querySelectorAll('h1')].filter(heading => heading.checkVisibility());
    if (root.lang !== lang || root.dir !== dir) faults.push(`the page says it is ${root.lang}, ${root.dir}`);
    if (!brand || !document.title.includes(brand)) faults.push(`the title ${document.title} does not name ${brand}`);
    if (headings.length !== 1) faults.push(`there are ${headings.length} headings of the first rank`);
    if (!document.querySelector('main')) faults.push('there is no main part');
    done(faults);";

/// Gives every letter twice its size, as a reader's setting does, and takes that back when told so.
const TEXT_SIZE: &str = "
    const [twice, done] = arguments, all = [...document.querySelectorAll('html, html *')];
    if (twice) {
      const sizes = all.map(element => getComputedStyle(element).fontSize);
      all.forEach((element, i) => element.style.setProperty('font-size', parseFloat(sizes[i]) * 2 + 'px', 'important'));
    } else {
      all.forEach(element => { element.style.removeProperty('font-size'); if (!element.getAttribute('style')) element.removeAttribute('style'); });
    }
    done();";

/// Letters that a box of fixed size cuts off. A few pixels are the room that Arabic fonts keep for marks.
const CUT_OFF: &str = "
    const done = arguments[0];
    const hides = (style, overflow) => ['hidden', 'clip'].includes(style[overflow]);
    const cut = element => {
      const style = getComputedStyle(element);
      if (element.closest('.unseen, .skip, svg, [aria-hidden=true]') || !element.textContent.trim() || !element.checkVisibility()) return false;
      return (hides(style, 'overflowX') && element.scrollWidth > element.clientWidth + 1) || (hides(style, 'overflowY') && element.scrollHeight > element.clientHeight + 8);
    };
    const name = element => `${element.localName} ${element.id} ${element.className} (${element.textContent.trim().slice(0, 40)}, ${element.scrollWidth} x ${element.scrollHeight} in ${element.clientWidth} x ${element.clientHeight})`;
    done([...document.body.querySelectorAll('*')].filter(cut).map(name));";

/// Opens what is folded up, and folds it again when told so.
const FOLDS: &str = "
    const [open, done] = arguments;
    for (const fold of document.querySelectorAll(open ? 'details:not([open])' : 'details[data-unfolded]')) {
      fold.open = open;
      fold.toggleAttribute('data-unfolded', open);
    }
    done();";

impl Chrome {
    /// Holds the open page to everything that holds for every page, and takes its pictures; `lang` is the language it has to be in.
    pub(super) async fn looked_at(&self, name: &str, lang: &str) {
        let faults = self.faults(name, lang).await;
        assert!(
            faults.is_empty(),
            "the page {name} in {lang}:\n{}",
            faults.join("\n")
        );
    }

    /// What is wrong with the open page, each with its screen.
    pub(super) async fn faults(&self, name: &str, lang: &str) -> Vec<String> {
        let mut faults = self.form(lang).await;
        faults.extend(self.policy().await);
        self.screen(NARROWEST).await;
        faults.extend(titled("at 320 pixels", self.sticks_out().await));
        for screen in SCREENS {
            self.screen(screen).await;
            faults.extend(titled(
                &format!("at {} pixels", screen.0),
                self.sticks_out().await,
            ));
            self.photograph(&format!("{name}.{lang}-{}", screen.0), screen.0)
                .await;
        }
        self.screen(SCREENS[0]).await;
        faults.extend(self.axe().await);
        faults.extend(titled("in the dark", self.in_the_dark(name, lang).await));
        faults.extend(titled("at twice the text", self.large().await));
        faults.extend(self.unfolded().await);
        faults
    }

    /// Language, direction and width only, for languages that nobody has to look at again.
    pub(super) async fn fits(&self, lang: &str) -> Vec<String> {
        let mut faults = self.form(lang).await;
        for screen in [NARROWEST, SCREENS[0], SCREENS[1]] {
            self.screen(screen).await;
            faults.extend(titled(
                &format!("at {} pixels", screen.0),
                self.sticks_out().await,
            ));
        }
        self.screen(SCREENS[0]).await;
        faults
    }

    async fn form(&self, lang: &str) -> Vec<String> {
        let dir = Locale::parse(lang).unwrap().dir();
        texts(
            &self
                .run_async(FORM, vec![json!(lang), json!(dir)])
                .await,
        )
    }

    /// The page came with the policy that forbids everything from elsewhere and everything inline.
    async fn policy(&self) -> Vec<String> {
        let address = self.address().await;
        let address = address.split('#').next().unwrap();
        let heard = self.heard().await;
        let pages = heard.iter().filter(|line| {
            line["method"] == "Network.responseReceived" && line["params"]["type"] == "Document"
        });
        let mut answers = pages
            .map(|line| &line["params"]["response"])
            .filter(|answer| answer["url"] == address);
        let Some(answer) = answers.next_back() else {
            return vec![format!("the answer from {address} was not seen")];
        };
        let header = |name: &str| {
            answer["headers"]
                .as_object()
                .unwrap()
                .iter()
                .find(|(key, _)| key.eq_ignore_ascii_case(name))
        };
        let policy = header("content-security-policy")
            .and_then(|(_, value)| value.as_str())
            .unwrap_or_default();
        let strict =
            policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'");
        let loose = ["unsafe", "*", "http", "data:"]
            .iter()
            .any(|word| policy.contains(word));
        if strict && !loose {
            vec![]
        } else {
            vec![format!("the policy is {policy:?}")]
        }
    }

    async fn in_the_dark(&self, name: &str, lang: &str) -> Vec<String> {
        let scheme = |scheme: &str| json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
        self.devtools("Emulation.setEmulatedMedia", scheme("dark"))
            .await;
        self.photograph(&format!("{name}.{lang}-dark"), SCREENS[0].0)
            .await;
        self.screen(SCREENS[0]).await;
        let faults = self.axe().await;
        self.devtools("Emulation.setEmulatedMedia", scheme("light"))
            .await;
        faults
    }

    async fn large(&self) -> Vec<String> {
        self.run_async(TEXT_SIZE, vec![json!(true)])
            .await;
        let mut faults = self.sticks_out().await;
        faults.extend(
            texts(
                &self
                    .run_async(CUT_OFF, vec![])
                    .await,
            )
            .into_iter()
            .map(|name| format!("{name} is cut off")),
        );
        self.run_async(TEXT_SIZE, vec![json!(false)])
            .await;
        faults
    }

    /// Everything that can be pressed, what is folded up included: large enough, and reached and shown by the keyboard.
    async fn unfolded(&self) -> Vec<String> {
        self.run_async(FOLDS, vec![json!(true)])
            .await;
        let mut faults = titled("unfolded", self.sticks_out().await);
        faults.extend(self.targets().await);
        faults.extend(self.keyboard().await);
        self.run_async(FOLDS, vec![json!(false)])
            .await;
        faults
    }
}

/// The faults with the circumstances before each.
fn titled(when: &str, faults: Vec<String>) -> Vec<String> {
    faults
        .into_iter()
        .map(|fault| format!("{when}: {fault}"))
        .collect()
}

/// A script's list of texts.
pub(super) fn texts(list: &Value) -> Vec<String> {
    list.as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect()
}
