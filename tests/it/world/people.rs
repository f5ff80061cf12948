//! Who acts in a story: the owner, the staff and what they hold in their hands.

use serde_json::{Value, json};
use stampwell::service::idempotency::NoKey;
use stampwell::service::shop::merchants::{MerchantRequest, create_merchant};

use super::World;
use super::http::{Answer, Caller};

/// A shop that is about to open.
pub struct NewShop<'w> {
    world: &'w World,
    name: String,
    changes: Value,
}

impl<'w> NewShop<'w> {
    pub(super) fn new(world: &'w World, name: &str) -> NewShop<'w> {
        NewShop {
            world,
            name: name.to_owned(),
            changes: json!({}),
        }
    }

    /// Changes one entry of the program that a new merchant gets.
    pub fn with(mut self, entry: &str, value: impl Into<Value>) -> Self {
        self.changes[entry] = value.into();
        self
    }

    /// One reward for so many stamps.
    pub fn stamps(self, at: i64) -> Self {
        self.ladder(&[at])
    }

    /// A reward at each of these.
    pub fn ladder(self, rungs: &[i64]) -> Self {
        let rewards: Vec<Value> = rungs
            .iter()
            .map(|at| json!({ "at": at, "name": format!("Gift at {at}"), "cost_minor": at * 30 }))
            .collect();
        self.with("rewards", rewards)
    }

    /// Seconds between two stamps.
    pub fn cooldown_s(self, seconds: i64) -> Self {
        self.with("cooldown_s", seconds)
    }

    /// No cool-down at all.
    pub fn hasty(self) -> Self {
        self.cooldown_s(0)
    }

    /// Makes the merchant as an operator does, and puts the program in force as its owner.
    pub async fn open(self) -> Shop {
        let request = MerchantRequest {
            name: self.name,
            slug: None,
            time_zone: None,
            currency: None,
            test: false,
        };
        let made = create_merchant(&self.world.app, &NoKey, request)
            .await
            .unwrap();
        let caller = |key: &str| self.world.stranger().with_key(key);
        let shop = Shop {
            id: made.merchant_id,
            owner: caller(&made.owner_key),
            staff: caller(&made.staff_key),
            reader: caller(&made.reader_key),
            slug: made.slug,
        };
        if self.changes != json!({}) {
            shop.change_program(self.changes)
                .await;
        }
        shop
    }
}

/// A shop with its three keys.
pub struct Shop {
    /// `mer_…`
    pub id: String,
    /// May do all.
    pub owner: Caller,
    /// May scan and redeem.
    pub staff: Caller,
    /// May look at numbers.
    pub reader: Caller,
    /// The word in its join address.
    pub slug: String,
}

impl Shop {
    /// Puts a changed program in force.
    pub async fn change_program(&self, changes: Value) -> Value {
        let mut program = self
            .owner
            .get("/v1/program")
            .await
            .ok();
        for (entry, value) in changes.as_object().unwrap() {
            program[entry] = value.clone();
        }
        self.owner
            .put("/v1/program", program)
            .await
            .ok()
    }

    /// Staff hand out a card.
    pub async fn issue_card(&self) -> Card {
        Card(
            self.staff
                .post("/v1/cards", json!({}))
                .await
                .created(),
        )
    }

    /// Staff scan the card's code.
    pub async fn scan(&self, card: &Card) -> Answer {
        self.staff
            .post("/v1/scans", json!({ "code": card.code() }))
            .await
    }

    /// Staff scan the card, which is accepted.
    pub async fn stamp(&self, card: &Card) -> Value {
        self.scan(card).await.created()
    }

    /// So many visits; the answer to the last.
    pub async fn stamp_times(&self, card: &Card, times: usize) -> Value {
        let mut last = Value::Null;
        for _ in 0..times {
            last = self.stamp(card).await;
        }
        last
    }

    /// Staff hand the waiting reward over.
    pub async fn redeem(&self, card: &Card) -> Answer {
        self.staff
            .post("/v1/redemptions", json!({ "code": card.code() }))
            .await
    }

    /// The card as it is now.
    pub async fn look_at(&self, card: &Card) -> Value {
        self.staff
            .get(&format!("/v1/cards/{}", card.id()))
            .await
            .ok()
    }

    /// The whole log.
    pub async fn log(&self) -> Vec<Value> {
        self.reader.list("/v1/events").await
    }

    /// The log's events of one type.
    pub async fn logged(&self, kind: &str) -> Vec<Value> {
        self.reader
            .list(&format!("/v1/events?type={kind}"))
            .await
    }

    /// The class of this shop as Google has it.
    pub fn google_class(&self, world: &World) -> Option<Value> {
        world
            .google
            .class(&format!("{}.{}", world.google.issuer_id(), self.id))
    }

    /// The deliveries in one state.
    pub async fn deliveries(&self, state: &str) -> Vec<Value> {
        self.owner
            .list(&format!("/v1/deliveries?state={state}"))
            .await
    }

    /// The owner's browser, signed in with the owner key.
    pub async fn signed_in(&self, world: &World) -> Caller {
        let key = self
            .owner
            .header("authorization")
            .replace("Bearer ", "");
        let browser = world
            .stranger()
            .with("accept", "text/html");
        let form = "application/x-www-form-urlencoded";
        let answer = browser
            .send(
                reqwest::Method::POST,
                "/admin/sign-in",
                form,
                format!("key={key}"),
            )
            .await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        let cookie = answer
            .header("set-cookie")
            .split(';')
            .next()
            .unwrap()
            .to_owned();
        browser
            .with("cookie", &cookie)
            .with("sec-fetch-site", "same-origin")
    }

    /// The owner makes a till; its id and one-time link.
    pub async fn new_till(&self, name: &str) -> (String, String) {
        let till = self
            .owner
            .post("/v1/tills", json!({ "name": name }))
            .await
            .created();
        (
            till["id"]
                .as_str()
                .unwrap()
                .to_owned(),
            till["enrol_url"]
                .as_str()
                .unwrap()
                .to_owned(),
        )
    }

    /// A staff phone that has become a till.
    pub async fn enrolled_till(&self, world: &World, name: &str) -> Till {
        let (id, link) = self.new_till(name).await;
        let answer = world
            .stranger()
            .send(
                reqwest::Method::POST,
                &link,
                "application/x-www-form-urlencoded",
                "",
            )
            .await;
        assert_eq!(answer.status, 303, "{}", answer.text());
        let cookie = answer
            .header("set-cookie")
            .split(';')
            .next()
            .unwrap()
            .to_owned();
        Till {
            id,
            browser: world
                .stranger()
                .with("cookie", &cookie)
                .with("sec-fetch-site", "same-origin"),
        }
    }
}

/// A staff phone with the scanner page open.
pub struct Till {
    /// `till_…`
    pub id: String,
    /// The browser on it.
    pub browser: Caller,
}

/// A card as it was handed out.
#[derive(Clone, Debug)]
pub struct Card(pub Value);

impl Card {
    fn text(&self, member: &str) -> &str {
        self.0[member].as_str().unwrap()
    }

    /// `card_…`, also Apple's serial number.
    pub fn id(&self) -> &str {
        self.text("id")
    }

    /// The barcode's text.
    pub fn code(&self) -> &str {
        self.text("code")
    }

    /// The member behind it.
    pub fn member(&self) -> &str {
        self.text("member_id")
    }

    /// Where the web card is.
    pub fn page(&self) -> &str {
        self.0["links"]["page"]
            .as_str()
            .unwrap()
    }

    /// Where the tap on the Google button leads.
    pub fn google_url(&self) -> String {
        format!("{}/google", self.page())
    }

    /// Where the pass is downloaded.
    pub fn pass_url(&self) -> String {
        format!("{}/apple", self.page())
    }
}
