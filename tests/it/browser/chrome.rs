//! A headless Chromium of the story's own.

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use fantoccini::elements::Element;
use fantoccini::error::{CmdError, ErrorStatus, WebDriver};
use fantoccini::{Client, ClientBuilder, Locator};
use serde_json::{Value, json};

const FLAGS: [&str; 10] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--hide-scrollbars",
];
pub(super) const IPHONE: &str = "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1";
/// How long a story waits for what must happen by itself: all the other tests may run beside it on two cores.
const PATIENCE: Duration = Duration::from_secs(60);
/// The browser sees these fonts and no others, so that every machine draws the pages alike. DejaVu is the widest of the common
/// ones, has Latin and Arabic letters, and is what a bare Debian has. Fontconfig takes what is accepted before what is rejected.
const FONTS: &str = r#"<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>/usr/local/share/fonts</dir>
  <dir>/run/current-system/sw/share/X11/fonts</dir>
  <dir prefix="xdg">fonts</dir>
  <dir>~/.fonts</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
  <selectfont>
    <acceptfont>
      <pattern><patelt name="family"><string>DejaVu Sans</string></patelt></pattern>
      <pattern><patelt name="family"><string>DejaVu Sans Mono</string></patelt></pattern>
    </acceptfont>
    <rejectfont>
      <pattern><patelt name="scalable"><bool>true</bool></patelt></pattern>
      <pattern><patelt name="scalable"><bool>false</bool></patelt></pattern>
    </rejectfont>
  </selectfont>
  <alias><family>monospace</family><prefer><family>DejaVu Sans Mono</family></prefer></alias>
  <alias><family>sans-serif</family><prefer><family>DejaVu Sans</family></prefer></alias>
</fontconfig>
"#;
/// Heights of a phone and a desk, by width.
pub(super) const SCREENS: [(u32, u32); 2] = [(390, 844), (1280, 900)];

/// Waits until nothing moves any more; answers what sticks out of a page that has to be scrolled sideways.
const STILL_AND_TOO_WIDE: &str = "
    const done = arguments[0], page = document.documentElement;
    Promise.all(document.getAnimations().map(motion => motion.finished.catch(() => 0))).then(() => {
      const sticksOut = element => { const box = element.getBoundingClientRect(); return box.left < -1 || box.right > page.clientWidth + 1; };
      const name = element => [element.localName, element.id, element.className, element.getBoundingClientRect().left].join(' ');
      done(page.scrollWidth <= page.clientWidth ? [] : [...document.body.querySelectorAll('*')].filter(sticksOut).map(name));
    });";

/// Whether the element is not there, so that nothing was done with it.
fn is_gone(error: &CmdError) -> bool {
    matches!(
        error,
        CmdError::Standard(WebDriver {
            error: ErrorStatus::NoSuchElement | ErrorStatus::StaleElementReference,
            ..
        })
    )
}

/// Whether the page or the element was not there yet, or no longer.
fn is_passing(error: &CmdError) -> bool {
    is_gone(error)
        || matches!(
            error,
            CmdError::Standard(WebDriver {
                error: ErrorStatus::JavascriptError | ErrorStatus::UnknownError,
                ..
            })
        )
}

pub(super) struct Chrome {
    client: Client,
    driver: Child,
    /// Where the driver takes commands that WebDriver does not have.
    session: String,
    http: reqwest::Client,
    /// Who may be asked beside the demonstration itself.
    neighbours: Mutex<Vec<String>>,
    /// Addresses whose page is a refusal.
    refusals: Mutex<Vec<String>>,
    /// How often a finger came down, and how many letters were typed.
    taps: AtomicUsize,
    letters: AtomicUsize,
    /// What was heard of the traffic so far.
    traffic: Mutex<Vec<Value>>,
    _profile: tempfile::TempDir,
}

/// A driver, and the port at which it listens. It listens on two families of addresses at one number, which somebody else may take
/// on one of them in between; then it ends, and the next one has another number.
fn driver(fonts: &Path) -> (Child, u16) {
    let since = Instant::now();
    loop {
        let mut command = Command::new("chromedriver");
        command
            .arg("--port=0")
            .env("FONTCONFIG_FILE", fonts)
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut driver = command.spawn().unwrap();
        let mut told = Vec::new();
        let lines = BufReader::new(driver.stdout.take().unwrap())
            .lines()
            .map_while(Result::ok)
            .inspect(|line| told.push(line.clone()));
        let port = lines
            .filter_map(|line| {
                line.split("on port ")
                    .nth(1)?
                    .trim_end_matches('.')
                    .parse()
                    .ok()
            })
            .find(|port| *port != 0);
        if let Some(port) = port {
            return (driver, port);
        }
        let _ = driver.kill();
        let ended = driver.wait();
        assert!(
            since.elapsed() < PATIENCE,
            "no driver starts ({ended:?}): {told:?}"
        );
    }
}

impl Chrome {
    pub(super) async fn start(more: &[String]) -> Chrome {
        let profile = tempfile::tempdir().unwrap();
        let fonts = profile.path().join("fonts.conf");
        std::fs::write(&fonts, FONTS).unwrap();
        let (mut driver, port) = driver(&fonts);
        let mut flags: Vec<String> = FLAGS.map(str::to_owned).to_vec();
        flags.push(format!("--user-data-dir={}", profile.path().display()));
        flags.extend_from_slice(more);
        let capabilities = json!({
            "browserName": "chrome",
            "timeouts": { "script": PATIENCE.as_millis() as u64 },
            "goog:chromeOptions": { "args": flags },
            "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
        });
        let driver_url = format!("http://127.0.0.1:{port}");
        let client = ClientBuilder::native()
            .capabilities(
                capabilities
                    .as_object()
                    .unwrap()
                    .clone(),
            )
            .connect(&driver_url)
            .await;
        let client = match client {
            Ok(client) => client,
            Err(error) => {
                let _ = driver.kill();
                panic!("no session with Chromium: {error}");
            }
        };
        let session = format!(
            "{driver_url}/session/{}",
            client
                .session_id()
                .await
                .unwrap()
                .unwrap()
        );
        let http = reqwest::Client::builder()
            .no_proxy()
            .build()
            .unwrap();
        Chrome {
            client,
            driver,
            session,
            http,
            neighbours: Mutex::default(),
            refusals: Mutex::default(),
            traffic: Mutex::default(),
            taps: AtomicUsize::new(0),
            letters: AtomicUsize::new(0),
            _profile: profile,
        }
    }

    async fn command(&self, path: &str, body: Value) -> Value {
        let answer = self
            .http
            .post(format!("{}/{path}", self.session))
            .json(&body)
            .send()
            .await
            .unwrap();
        answer
            .json::<Value>()
            .await
            .unwrap()["value"]
            .take()
    }

    pub(super) async fn devtools(&self, command: &str, params: Value) -> Value {
        self.command(
            "goog/cdp/execute",
            json!({ "cmd": command, "params": params }),
        )
        .await
    }

    /// The browser keeps no card any more: the join page is shown again, and not that card.
    pub(super) async fn forget_cards(&self) {
        let kept = self
            .devtools("Network.getAllCookies", json!({}))
            .await;
        for cookie in kept["cookies"]
            .as_array()
            .into_iter()
            .flatten()
        {
            if cookie["name"]
                .as_str()
                .is_some_and(|name| name.starts_with("card-"))
            {
                let which = json!({ "name": cookie["name"], "domain": cookie["domain"], "path": cookie["path"] });
                self.devtools("Network.deleteCookies", which)
                    .await;
            }
        }
    }

    /// Says that it is an iPhone, as most customers would.
    pub(super) async fn phone(&self) {
        self.says_it_is(IPHONE).await;
        self.screen(SCREENS[0]).await;
    }

    pub(super) async fn says_it_is(&self, user_agent: &str) {
        self.devtools(
            "Emulation.setUserAgentOverride",
            json!({ "userAgent": user_agent }),
        )
        .await;
    }

    /// A wide screen, on which both phones stand side by side.
    pub(super) async fn desk(&self) {
        self.screen(SCREENS[1]).await;
    }

    /// A screen of this width and height.
    pub(super) async fn screen(&self, (width, height): (u32, u32)) {
        let metrics =
            json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.devtools("Emulation.setDeviceMetricsOverride", metrics)
            .await;
    }

    pub(super) async fn open(&self, address: &str) {
        self.client
            .goto(address)
            .await
            .unwrap();
    }

    /// A form leads to an address that answers with a refusal.
    pub(super) fn expect_refusal(&self, address: &str) {
        self.refusals
            .lock()
            .unwrap()
            .push(address.to_owned());
    }

    /// Opens an address that answers with a refusal, which a browser notes on its console.
    pub(super) async fn open_refused(&self, address: &str) {
        self.refusals
            .lock()
            .unwrap()
            .push(address.to_owned());
        self.open(address).await;
    }

    /// The address of the page that is open.
    pub(super) async fn address(&self) -> String {
        self.client
            .current_url()
            .await
            .unwrap()
            .to_string()
    }

    /// The story knows that this page is somebody else's, on this machine all the same.
    pub(super) async fn expect_neighbour(&self) {
        let place = self
            .client
            .current_url()
            .await
            .unwrap();
        assert_eq!(place.host_str(), Some("127.0.0.1"));
        self.neighbours
            .lock()
            .unwrap()
            .push(place.origin().ascii_serialization());
    }

    /// Waits until an element's text has these words.
    pub(super) async fn shows(&self, css: &str, words: &str) {
        let script = "return (document.querySelector(arguments[0])?.textContent || '').includes(arguments[1])";
        let look = async || {
            self.client
                .execute(script, vec![json!(css), json!(words)])
                .await
        };
        self.until(&format!("{css} shows {words:?}"), look, |shown| {
            *shown == true
        })
        .await;
    }

    /// Waits for an element.
    pub(super) async fn find(&self, css: &str) -> Element {
        self.read(css, async |element| Ok(element))
            .await
    }

    pub(super) async fn click(&self, css: &str) {
        self.act(css, async |element| element.click().await)
            .await;
        self.taps
            .fetch_add(1, Ordering::Relaxed);
    }

    pub(super) async fn type_into(&self, css: &str, text: &str) {
        self.act(css, async |element| element.send_keys(text).await)
            .await;
        self.letters
            .fetch_add(text.chars().count(), Ordering::Relaxed);
    }

    /// Empties a field.
    pub(super) async fn clear(&self, css: &str) {
        self.act(css, async |element| element.clear().await)
            .await;
    }

    /// The text of an element.
    pub(super) async fn text(&self, css: &str) -> String {
        self.read(css, async |element| element.text().await)
            .await
    }

    /// Finds an element and reads something of it.
    async fn read<T>(&self, css: &str, read: impl AsyncFn(Element) -> Result<T, CmdError>) -> T {
        let attempt = async || {
            read(
                self.client
                    .find(Locator::Css(css))
                    .await?,
            )
            .await
        };
        self.until(&format!("there is {css}"), attempt, |_| true)
            .await
    }

    /// Finds an element and does something with it, once: again only if the driver says that it did nothing.
    async fn act(&self, css: &str, act: impl AsyncFn(&Element) -> Result<(), CmdError>) {
        let attempt = async || {
            let element = self
                .client
                .find(Locator::Css(css))
                .await?;
            let into_view = vec![serde_json::to_value(&element)?];
            self.client
                .execute(
                    "arguments[0].scrollIntoView({ block: 'center' })",
                    into_view,
                )
                .await?;
            match act(&element).await {
                Err(error) if is_gone(&error) => Err(error),
                outcome => Ok(outcome),
            }
        };
        let outcome = self
            .until(&format!("{css} can be used"), attempt, |_| true)
            .await;
        if let Err(error) = outcome {
            self.fail(&format!("{css} cannot be used: {error}"))
                .await;
        }
    }

    /// Tries until it works and the answer is the wanted one. The page that is open may just be going: whatever was found in
    /// it goes too, and the driver has many words for that.
    async fn until<T>(
        &self,
        wanted: &str,
        attempt: impl AsyncFn() -> Result<T, CmdError>,
        is_wanted: impl Fn(&T) -> bool,
    ) -> T {
        let (since, mut turn) = (
            Instant::now(),
            tokio::time::interval(Duration::from_millis(20)),
        );
        loop {
            let said = match attempt().await {
                Ok(answer) if is_wanted(&answer) => return answer,
                Ok(_) => "it is not so yet".to_owned(),
                Err(error) => {
                    let said = error.to_string();
                    if !is_passing(&error) {
                        self.fail(&format!("it cannot come to pass that {wanted}: {said}"))
                            .await;
                    }
                    said
                }
            };
            if since.elapsed() > PATIENCE {
                self.fail(&format!("in vain waited that {wanted}: {said}"))
                    .await;
            }
            turn.tick().await;
        }
    }

    /// Ends the story. The reason is told before the picture is made, for that may fail too.
    pub(super) async fn fail(&self, reason: &str) -> ! {
        eprintln!("{reason}");
        self.picture("failed").await;
        panic!("{reason}; the page is in failed-*.png")
    }

    /// How often something was tapped so far.
    pub(super) fn taps(&self) -> usize {
        self.taps.load(Ordering::Relaxed)
    }

    /// How many letters were typed so far.
    pub(super) fn letters(&self) -> usize {
        self.letters.load(Ordering::Relaxed)
    }

    pub(super) async fn attribute(&self, css: &str, name: &str) -> String {
        self.read(css, async |element| element.attr(name).await)
            .await
            .unwrap_or_default()
    }

    pub(super) async fn count(&self, css: &str) -> usize {
        self.client
            .find_all(Locator::Css(css))
            .await
            .unwrap()
            .len()
    }

    /// Runs a script whose last argument is the function that ends it.
    pub(super) async fn run_async(&self, script: &str, arguments: Vec<Value>) -> Value {
        match self
            .client
            .execute_async(script, arguments)
            .await
        {
            Ok(value) => value,
            Err(error) => {
                self.fail(&format!("the page did not do as told: {error}"))
                    .await
            }
        }
    }

    /// The whole page as it looks on a phone and on a desk.
    pub(super) async fn picture(&self, name: &str) {
        for screen in SCREENS {
            self.screen(screen).await;
            let too_wide = self.sticks_out().await;
            assert!(
                too_wide.is_empty(),
                "the page {name} is wider than a screen of {} pixels: {too_wide:?}",
                screen.0
            );
            self.photograph(&format!("{name}-{}", screen.0), screen.0)
                .await;
        }
        self.screen(SCREENS[0]).await;
    }

    /// What makes the page wider than the screen, once nothing moves any more.
    pub(super) async fn sticks_out(&self) -> Vec<String> {
        let found = self
            .client
            .execute_async(STILL_AND_TOO_WIDE, vec![])
            .await
            .unwrap();
        serde_json::from_value(found).unwrap()
    }

    /// Writes the whole page into a file, as a screen of this width and no end shows it.
    pub(super) async fn photograph(&self, name: &str, width: u32) {
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("screenshots");
        std::fs::create_dir_all(&folder).unwrap();
        let height = self
            .client
            .execute("return document.documentElement.scrollHeight", vec![])
            .await
            .unwrap();
        self.screen((width, height.as_u64().unwrap() as u32))
            .await;
        let picture = self
            .devtools("Page.captureScreenshot", json!({ "format": "png" }))
            .await;
        let picture = data_encoding::BASE64
            .decode(
                picture["data"]
                    .as_str()
                    .unwrap()
                    .as_bytes(),
            )
            .unwrap();
        std::fs::write(folder.join(format!("{name}.png")), picture).unwrap();
    }

    /// The browser's network events since its start, oldest first.
    pub(super) async fn heard(&self) -> Vec<Value> {
        let news = self
            .command("se/log", json!({ "type": "performance" }))
            .await;
        let lines = news
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|line| serde_json::from_str::<Value>(line["message"].as_str()?).ok());
        let mut traffic = self.traffic.lock().unwrap();
        traffic.extend(
            lines
                .map(|mut line| line["message"].take())
                .filter(|line| {
                    line["method"]
                        .as_str()
                        .unwrap()
                        .starts_with("Network.")
                }),
        );
        traffic.clone()
    }

    /// Everything a person would not notice: errors on the console, and requests to anybody but the demonstration.
    pub(super) async fn complaints(&self, base: &str) -> Vec<String> {
        let console = self
            .command("se/log", json!({ "type": "browser" }))
            .await;
        let refusals = self
            .refusals
            .lock()
            .unwrap()
            .clone();
        let severe = console
            .as_array()
            .unwrap()
            .iter()
            .filter(|line| line["level"] == "SEVERE");
        // What the browser says of its own pages is not about ours.
        let own_pages = |said: &&str| said.starts_with("chrome://");
        let severe = severe
            .filter_map(|line| line["message"].as_str())
            .filter(|said| !own_pages(said))
            .filter(|said| {
                !refusals
                    .iter()
                    .any(|page| said.starts_with(page))
            });
        let traffic = self.heard().await;
        let asked = traffic
            .iter()
            .filter(|line| line["method"] == "Network.requestWillBeSent");
        let urls: Vec<&str> = asked
            .map(|line| {
                line["params"]["request"]["url"]
                    .as_str()
                    .unwrap_or_default()
            })
            .collect();
        assert!(
            urls.iter()
                .any(|url| url.starts_with(base)),
            "the browser's traffic was not seen"
        );
        let neighbours = self.neighbours.lock().unwrap();
        let expected = |url: &str| {
            url.starts_with(base)
                || neighbours
                    .iter()
                    .any(|place| url.starts_with(place))
        };
        let elsewhere = urls.into_iter().filter(|url| {
            !expected(url)
                && ["http", "ws", "ftp"]
                    .iter()
                    .any(|way| url.starts_with(way))
        });
        severe
            .map(str::to_owned)
            .chain(elsewhere.map(|url| format!("a request to {url}")))
            .collect()
    }

    /// The page loses the network, or gets it back; its service worker does not notice.
    pub(super) async fn offline(&self, offline: bool) {
        let conditions = json!({ "offline": offline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1 });
        self.devtools("Network.enable", json!({}))
            .await;
        self.devtools("Network.emulateNetworkConditions", conditions)
            .await;
    }

    pub(super) async fn reload(&self) {
        self.client.refresh().await.unwrap();
    }

    pub(super) async fn run(&self, script: &str) {
        self.client
            .execute(script, vec![])
            .await
            .unwrap();
    }

    /// Turns to a tab by its age.
    pub(super) async fn tab(&self, number: usize) {
        let tabs = self.client.windows().await.unwrap();
        self.client
            .switch_to_window(tabs[number].clone())
            .await
            .unwrap();
    }

    /// Ends browser and driver.
    pub(super) async fn quit(mut self) {
        let closed = self.client.clone().close().await;
        let _ = self.driver.kill();
        let _ = self.driver.wait();
        closed.unwrap();
    }
}
