//! What a page weighs: the bytes that a first visit brings over the line, all of its files together.

use serde_json::{Value, json};

use super::chrome::Chrome;

/// Waits until the page and everything in it is there.
const LOADED: &str = "
    const done = arguments[0], ready = () => Promise.all([...document.images].map(image => image.decode().catch(() => 0))).then(() => done());
    if (document.readyState === 'complete') ready(); else addEventListener('load', ready);";

/// Kinds of requests that a visit makes by itself; what a script asks later depends on who uses the page.
const FILES: [&str; 6] = [
    "Document",
    "Stylesheet",
    "Script",
    "Image",
    "Font",
    "Manifest",
];

impl Chrome {
    /// Nothing was kept from earlier visits, by the browser or by a page's own worker.
    async fn first_visit(&self, first: bool) {
        self.devtools(
            "Network.setCacheDisabled",
            json!({ "cacheDisabled": first }),
        )
        .await;
        self.devtools("Network.setBypassServiceWorker", json!({ "bypass": first }))
            .await;
    }

    /// Opens a page as on a first visit; answers each file's address with its bytes on the line, headers included.
    pub(super) async fn weigh(&self, address: &str) -> Vec<(String, u64)> {
        self.first_visit(true).await;
        let before = self.heard().await.len();
        self.open(address).await;
        self.run_async(LOADED, vec![]).await;
        self.first_visit(false).await;
        let heard = self.heard().await.split_off(before);
        let of = |method: &str| {
            heard
                .iter()
                .filter(|line| line["method"] == method)
                .map(|line| &line["params"])
                .collect::<Vec<&Value>>()
        };
        let bytes = |id: &Value| {
            of("Network.loadingFinished")
                .into_iter()
                .find(|line| line["requestId"] == *id)?["encodedDataLength"]
                .as_f64()
        };
        let files = of("Network.responseReceived")
            .into_iter()
            .filter(|line| {
                FILES.contains(
                    &line["type"]
                        .as_str()
                        .unwrap_or_default(),
                )
            });
        let weighed = files.filter_map(|line| {
            let answer = &line["response"];
            assert_eq!(answer["fromDiskCache"], false, "{answer}");
            Some((
                answer["url"].as_str()?.to_owned(),
                bytes(&line["requestId"])? as u64,
            ))
        });
        weighed.collect()
    }

    /// Holds a page to a weight on its first visit, and says what it weighs.
    pub(super) async fn weighs_at_most(&self, name: &str, address: &str, limit: u64) {
        let files = self.weigh(address).await;
        let sum: u64 = files
            .iter()
            .map(|(_, bytes)| bytes)
            .sum();
        let list: Vec<String> = files
            .iter()
            .map(|(url, bytes)| {
                format!(
                    "{bytes:>7}  {}",
                    url.split('/')
                        .skip(3)
                        .collect::<Vec<_>>()
                        .join("/")
                )
            })
            .collect();
        println!(
            "{name}: {:.1} kB in {} files, of {} kB\n{}",
            sum as f64 / 1000.0,
            files.len(),
            limit / 1000,
            list.join("\n")
        );
        assert!(files.len() > 1, "the files of {name} were not seen");
        assert!(
            sum < limit,
            "{name} weighs {sum} bytes as sent, more than {limit}:\n{}",
            list.join("\n")
        );
    }
}
